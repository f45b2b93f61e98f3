import type { Commune } from '../../../territoires/vocabulaire.ts'
import type { Declaration } from '../declaration.ts'
import type { SourceDemo } from './genres.ts'
import { type Hasard, hasard } from './hasard.ts'
import { inventerLieux, type LieuInvente } from './lieux.ts'
import { type Manieres, matricule, type Releve, type Repertoire, relever } from './releve.ts'
import { DECLARATION_CONSEILLERS, ficheDeConseiller, MANIERES_CONSEILLERS } from './source-conseillers.ts'
import { COLONNES_GUICHETS, DECLARATION_GUICHETS, ligneDeGuichet, MANIERES_GUICHETS } from './source-guichets.ts'
import { DECLARATION_HUB, ficheDuHub, MANIERES_HUB } from './source-hub.ts'
import { DECLARATION_OUVERT, elementOuvert, MANIERES_OUVERT } from './source-ouvert.ts'

/** The real territory on which the fiction stands. */
export interface Terrain {
  readonly communes: readonly Commune[]
  readonly anciennes: readonly { readonly nom: string | undefined; readonly commune: string }[]
}

export type ContenuDemo =
  | {
      readonly genre: 'csv'
      readonly colonnes: readonly string[]
      readonly lignes: readonly Readonly<Record<string, string>>[]
    }
  /** One record after another, between the two halves of the document that holds them. */
  | { readonly genre: 'json'; readonly avant: string; readonly elements: readonly unknown[]; readonly apres: string }

export interface FichierDemo {
  readonly declaration: Declaration
  readonly nom: string
  /** The day that its producer would have delivered it, YYYY-MM-DD. */
  readonly dateeDu: string
  readonly contenu: ContenuDemo
}

export interface Demonstration {
  readonly lieux: readonly LieuInvente[]
  readonly fichiers: readonly FichierDemo[]
}

export const DECLARATIONS_DEMO: readonly Declaration[] = [
  DECLARATION_GUICHETS,
  DECLARATION_CONSEILLERS,
  DECLARATION_HUB,
  DECLARATION_OUVERT
]

/** Any other value gives another demonstration, as good as this one. */
const GRAINE = 'maillage 1'

/** Four directories of one invented country: a pure function of the territory. */
export function inventerDemonstration(terrain: Terrain, graine = GRAINE): Demonstration {
  const lieux = inventerLieux(terrain, graine)
  const repertoire = preparerRepertoire(terrain)
  const tenir = <T>(
    manieres: Manieres,
    ecrire: (r: Releve, de: Hasard) => T,
    redonner: (ligne: T, de: Hasard) => T
  ): T[] => tenirAnnuaire(lieux, manieres, repertoire, graine, ecrire, redonner)

  const guichets = tenir(MANIERES_GUICHETS, ligneDeGuichet, (ligne, de) => ({
    ...ligne,
    'Code guichet': `GP-9${matricule(de, 4)}`
  }))
  const conseillers = tenir(MANIERES_CONSEILLERS, ficheDeConseiller, (fiche, de) => ({
    ...fiche,
    id: matricule(de, 24)
  }))
  const hub = tenir(MANIERES_HUB, ficheDuHub, (fiche, de) => ({
    ...fiche,
    'Numéro de fiche': 60_000 + de.entier(0, 9_999)
  }))
  const ouvert = tenir(MANIERES_OUVERT, elementOuvert, (element) => element)
  accidenter(hub, conseillers)

  return {
    lieux,
    fichiers: [
      {
        declaration: DECLARATION_GUICHETS,
        nom: 'guichets-de-proximite.csv',
        dateeDu: MANIERES_GUICHETS.livreeLe,
        contenu: { genre: 'csv', colonnes: COLONNES_GUICHETS, lignes: guichets }
      },
      {
        declaration: DECLARATION_CONSEILLERS,
        nom: 'conseillers.json',
        dateeDu: MANIERES_CONSEILLERS.livreeLe,
        contenu: { genre: 'json', avant: '[', elements: conseillers, apres: ']' }
      },
      {
        declaration: DECLARATION_HUB,
        nom: 'hub-regional.json',
        dateeDu: MANIERES_HUB.livreeLe,
        contenu: {
          genre: 'json',
          avant: `{"export":{"le":"${MANIERES_HUB.livreeLe}","fiches":[`,
          elements: hub,
          apres: ']}}'
        }
      },
      {
        declaration: DECLARATION_OUVERT,
        nom: 'annuaire-ouvert.geojson',
        dateeDu: MANIERES_OUVERT.livreeLe,
        contenu: { genre: 'json', avant: '{"type":"FeatureCollection","features":[', elements: ouvert, apres: ']}' }
      }
    ]
  }
}

/** Lieux that one directory holds twice, by source: the same row again, or a second row under another number. */
const DOUBLONS: Readonly<Record<SourceDemo, number>> = { guichets: 0.004, conseillers: 0.03, hub: 0.025, ouvert: 0.003 }

function tenirAnnuaire<T>(
  lieux: readonly LieuInvente[],
  manieres: Manieres,
  repertoire: Repertoire,
  graine: string,
  ecrire: (r: Releve, de: Hasard) => T,
  redonner: (ligne: T, de: Hasard) => T
): T[] {
  const lignes: T[] = []
  for (const lieu of lieux) {
    if (!lieu.sources.includes(manieres.source)) continue
    // Its own chance for each row: adding a lieu changes no other one.
    const de = hasard(`${graine} ${manieres.source} ${lieu.commune.code} ${lieu.nom}`)
    lignes.push(ecrire(relever(lieu, manieres, repertoire, de), de))
    if (lieu.vitrine || !de.chance(DOUBLONS[manieres.source])) continue
    const derniere = lignes.at(-1) as T
    lignes.push(
      de.chance(0.2)
        ? derniere
        : redonner(de.chance(0.5) ? derniere : ecrire(relever(lieu, manieres, repertoire, de), de), de)
    )
  }
  return lignes
}

/** What real files hold once or twice, and that nobody expects. */
function accidenter(hub: Record<string, unknown>[], conseillers: Record<string, unknown>[]): void {
  const nom = 'Nom du lieu ou de la structure *'
  const balises = hub.find(
    (fiche) => fiche['Type de lieu'] === 'Tiers-lieu ou fablab' && fiche['Ville *'] === 'Toulouse'
  )
  if (balises) balises[nom] = `<b>${String(balises[nom])}</b><script>alert('Maillage')</script>`

  // A letter after the number: this very writing once sent another program into endless recursion.
  const telephone = hub.find(
    (fiche) => fiche['Ville *'] === 'Castanet-Tolosan' && fiche['Téléphone de l’accueil'] !== ''
  )
  if (telephone) telephone['Téléphone de l’accueil'] = '05 36 49 20 18S'

  const vide = Object.fromEntries(Object.keys(hub[0] ?? {}).map((colonne) => [colonne, '']))
  const sansLieu = { position: {}, 'Dernière modification': '14/03/2023 09:00:00', 'Type de lieu': 'Association' }
  hub.push(
    {
      ...vide,
      ...sansLieu,
      'Numéro de fiche': 90_001,
      [nom]: 'Permanence à domicile Les Mains tendues',
      'Téléphone de l’accueil': '06 39 98 00 07'
    },
    { ...vide, ...sansLieu, 'Numéro de fiche': 90_002, [nom]: 'Atelier des Mésanges – adresse à venir' },
    // Neither a name nor a place: refused.
    { ...vide, ...sansLieu, 'Numéro de fiche': 90_003, 'Téléphone de l’accueil': '05 36 49 00 01' },
    { ...vide, ...sansLieu, 'Numéro de fiche': 90_004, Tarifs: 'Gratuit' }
  )
  conseillers.push({
    id: '0123456789abcdef01234567',
    nom: '=SOMME(A1:A3)',
    services: 'Prendre en main un ordinateur',
    commune: '',
    code_postal: '',
    adresse: '',
    courriel: 'essai@formule.example',
    date_maj: '2023-01-02'
  })
}

function preparerRepertoire({ communes, anciennes }: Terrain): Repertoire {
  const parCommune = new Map<string, string[]>()
  const actuels = new Map(communes.map(({ code, nom }) => [code, nom]))
  for (const { nom, commune } of anciennes) {
    // Arrondissements are another matter, and a chief town often gave its name to the new commune.
    if (!nom || nom === actuels.get(commune) || /arrondissement/i.test(nom)) continue
    const liste = parCommune.get(commune)
    if (liste) liste.push(nom)
    else parCommune.set(commune, [nom])
  }
  return { anciennes: parCommune, codesPostaux: new Set(communes.flatMap(({ codesPostaux }) => codesPostaux)) }
}
