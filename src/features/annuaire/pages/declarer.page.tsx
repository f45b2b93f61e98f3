import { randomUUID } from 'node:crypto'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { recevoirFormulaire } from '../../../platform/http/televersement.ts'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import {
  apercevoir,
  commencerDeclaration,
  type Echantillon,
  enregistrerDeclaration,
  garderReponses,
  lireBrouillon
} from '../actions/declarer-source.ts'
import {
  type Contenu,
  type DeclarationEnCours,
  findColonnesEnDouble,
  isContenu,
  listTermes,
  sayDouble,
  toDeclaration
} from '../domain/brouillon.ts'
import type { Enregistrement } from '../domain/enregistrement.ts'
import { CHAMPS_AFFICHES } from '../domain/fiche.ts'
import { REGLES } from '../domain/nettoyage/regles.ts'
import { CHAMPS, champ, type NomChamp } from '../domain/schema.ts'
import { type Brouillon, listBrouillons } from '../store/brouillon.store.ts'
import {
  ApercuVue,
  CHEMINS_DECLARATION,
  ColonnesVue,
  type Etape,
  type Identite,
  NouvelleSourceVue,
  ValeursVue
} from './vues/declarer.vue.tsx'
import { CHEMINS_IMPORT } from './vues/import.vue.tsx'
import { type Valeur, valeurEnClair } from './vues/mots.ts'

const BASE = CHEMINS_DECLARATION.nouvelle

const etape = (nom: Etape, montrer: Reponse, repondre: Reponse): Route[] => [
  {
    methode: 'get',
    chemin: `${BASE}/:id/${nom}`,
    permission: 'sources:declarer',
    traiter: (c) => withBrouillon(c, montrer)
  },
  {
    methode: 'post',
    chemin: `${BASE}/:id/${nom}`,
    permission: 'sources:declarer',
    traiter: (c) => withBrouillon(c, repondre)
  }
]

export const routesDeclarer: readonly Route[] = [
  { methode: 'get', chemin: BASE, permission: 'sources:declarer', traiter: (c) => showNouvelle(c) },
  { methode: 'post', chemin: BASE, permission: 'sources:declarer', recoitFichier: true, traiter: submitNouvelle },
  ...etape('colonnes', (c, d) => showColonnes(c, d), submitColonnes),
  ...etape('valeurs', (c, d) => showValeurs(c, d), submitValeurs),
  ...etape('apercu', (c, d) => showApercu(c, d), submitApercu)
]

interface Donnees {
  readonly brouillon: Brouillon
  readonly echantillon: Echantillon
}

type Reponse = (c: Contexte, donnees: Donnees) => Promise<Response>

const tailleMax = (c: Contexte) => c.var.config.IMPORT_TAILLE_MAX * 1_000_000

async function withBrouillon(c: Contexte, traiter: Reponse): Promise<Response> {
  const id = c.req.param('id') ?? ''
  if (!/^[0-9a-f-]{36}$/.test(id)) return c.notFound()
  const donnees = await lireBrouillon(c.var.db, id, tailleMax(c))
  return donnees ? traiter(c, donnees) : c.notFound()
}

const vers = (c: Contexte, { brouillon }: Donnees, nom: Etape) =>
  c.redirect(CHEMINS_DECLARATION.etape(brouillon.id, nom), 303)

async function showNouvelle(
  c: Contexte,
  saisie: Partial<Identite> & { liste?: string } = {},
  erreurs: readonly ErreurDeChamp[] = []
): Promise<Response> {
  const brouillons = await listBrouillons(c.var.db)
  return rendrePage(
    c,
    <NouvelleSourceVue
      cadre={c.var.cadre}
      saisie={saisie}
      erreurs={erreurs}
      brouillons={brouillons.map((b) => ({
        nom: b.declaration.identite.nom,
        href: CHEMINS_DECLARATION.etape(b.id, 'colonnes'),
        modifieLe: b.modifieLe
      }))}
      tailleMax={`${c.var.config.IMPORT_TAILLE_MAX} Mo`}
    />,
    erreurs.length > 0 ? 422 : 200
  )
}

const QUESTIONS: readonly (readonly [keyof Identite, string])[] = [
  ['nom', 'Donnez le nom de l’annuaire.'],
  ['producteur', 'Dites qui produit cet annuaire.'],
  ['licence', 'Dites sous quelle licence il est publié.']
]

async function submitNouvelle(c: Contexte): Promise<Response> {
  const recu = await recevoirFormulaire(c, { tailleMax: tailleMax(c) })
  try {
    const lire = (nom: string) => (recu.champs[nom] ?? '').slice(0, 300)
    const identite: Identite = {
      nom: lire('nom'),
      producteur: lire('producteur'),
      licence: lire('licence'),
      lien: lire('lien'),
      contact: lire('contact')
    }
    const erreurs: ErreurDeChamp[] = QUESTIONS.flatMap(([nom, message]) =>
      identite[nom] ? [] : [{ champ: nom, message }]
    )
    if (identite.nom && !/[a-z0-9]/i.test(identite.nom))
      erreurs.push({ champ: 'nom', message: 'Ce nom doit contenir des lettres ou des chiffres.' })
    if (!/^https?:\/\/[^\s.]+[.]\S+$/i.test(identite.lien))
      erreurs.push({ champ: 'lien', message: 'Donnez une adresse qui commence par https://.' })
    if (recu.tropGros)
      erreurs.push({ champ: 'fichier', message: `Ce fichier dépasse ${c.var.config.IMPORT_TAILLE_MAX} Mo.` })
    else if (!recu.fichier || recu.fichier.taille === 0)
      erreurs.push({
        champ: 'fichier',
        message: recu.fichier ? 'Ce fichier est vide.' : 'Choisissez un fichier de cet annuaire.'
      })
    const saisie = { ...identite, liste: lire('liste') }
    if (erreurs.length > 0 || !recu.fichier) return await showNouvelle(c, saisie, erreurs)
    const commencee = await commencerDeclaration(
      c.var.db,
      {
        id: randomUUID(),
        identite,
        liste: saisie.liste,
        fichier: recu.fichier,
        tailleMax: tailleMax(c),
        acteur: c.var.acteur
      },
      c.var.now
    )
    if (!commencee.ok) return await showNouvelle(c, saisie, [{ champ: 'fichier', message: commencee.error }])
    return c.redirect(CHEMINS_DECLARATION.etape(commencee.value, 'colonnes'), 303)
  } finally {
    await recu.supprimer()
  }
}

async function showColonnes(
  c: Contexte,
  { brouillon, echantillon }: Donnees,
  declaration = brouillon.declaration,
  erreurs: readonly ErreurDeChamp[] = []
): Promise<Response> {
  return rendrePage(
    c,
    <ColonnesVue
      cadre={c.var.cadre}
      id={brouillon.id}
      nom={declaration.identite.nom}
      lues={echantillon.total}
      cle={declaration.cle}
      erreurs={erreurs}
      colonnes={echantillon.colonnes.map((nom, numero) => {
        const remplies = echantillon.lignes.flatMap((ligne) => (ligne[nom] ? [ligne[nom]] : []))
        return {
          numero,
          nom,
          exemples: [...new Set(remplies.map((texte) => (texte.length > 60 ? `${texte.slice(0, 60)}…` : texte)))].slice(
            0,
            3
          ),
          remplissage: Math.round((remplies.length * 100) / Math.max(1, echantillon.lignes.length)),
          choisi: declaration.colonnes[nom] ?? '',
          separateur: declaration.separateurs[nom] ?? ''
        }
      })}
    />,
    erreurs.length > 0 ? 422 : 200
  )
}

async function submitColonnes(c: Contexte, donnees: Donnees): Promise<Response> {
  const { brouillon, echantillon } = donnees
  const champs = await readFormulaire(c)
  const colonnes: Record<string, Contenu> = {}
  const separateurs: Record<string, string> = {}
  echantillon.colonnes.forEach((nom, i) => {
    const choisi = champs[`c${i}`] ?? ''
    const separateur = (champs[`s${i}`] ?? '').slice(0, 5)
    if (isContenu(choisi)) colonnes[nom] = choisi
    if (separateur) separateurs[nom] = separateur
  })
  const cle = echantillon.colonnes.includes(champs.cle ?? '') ? (champs.cle as string) : ''
  const declaration: DeclarationEnCours = { ...brouillon.declaration, colonnes, separateurs, cle }
  // Kept before it is judged: what is wrong is mended from what was answered.
  await garderReponses(c.var.db, brouillon.id, declaration, c.var.now)
  const doubles = findColonnesEnDouble(declaration).map((double) => ({
    champ: `c${echantillon.colonnes.indexOf(double.colonnes[1] ?? '')}`,
    message: sayDouble(double)
  }))
  const sansNom = Object.values(colonnes).some((nom) => nom === 'nom' || nom === 'adresse')
    ? []
    : [{ champ: 'c0', message: 'Dites au moins quelle colonne donne le nom, ou l’adresse.' }]
  if (doubles.length > 0 || sansNom.length > 0) return showColonnes(c, donnees, declaration, [...doubles, ...sansNom])
  return vers(c, donnees, 'valeurs')
}

async function showValeurs(c: Contexte, { brouillon, echantillon }: Donnees): Promise<Response> {
  const { declaration } = brouillon
  const termes = listTermes(declaration, echantillon.lignes)
  return rendrePage(
    c,
    <ValeursVue
      cadre={c.var.cadre}
      id={brouillon.id}
      erreurs={[]}
      termes={termes.map((terme, numero) => ({
        ...terme,
        numero,
        choisi: declaration.termes[terme.colonne]?.[terme.terme] ?? ''
      }))}
    />
  )
}

async function submitValeurs(c: Contexte, donnees: Donnees): Promise<Response> {
  const { brouillon, echantillon } = donnees
  const champs = await readFormulaire(c)
  const termes: Record<string, Record<string, string>> = {}
  listTermes(brouillon.declaration, echantillon.lignes).forEach(({ colonne, champ: nom, terme }, i) => {
    const choisi = champs[`t${i}`] ?? ''
    const valeur = champ(nom).valeurs?.includes(choisi) ? choisi : ''
    termes[colonne] = { ...termes[colonne], [terme]: valeur }
  })
  await garderReponses(c.var.db, brouillon.id, { ...brouillon.declaration, termes }, c.var.now)
  return vers(c, donnees, 'apercu')
}

async function showApercu(
  c: Contexte,
  { brouillon, echantillon }: Donnees,
  erreurs: readonly ErreurDeChamp[] = []
): Promise<Response> {
  const declaration = toDeclaration(brouillon.declaration)
  const fautes = declaration.ok ? erreurs : [...erreurs, ...declaration.error]
  const { enregistrements, refusees } = declaration.ok
    ? await apercevoir(c.var.db, declaration.value, echantillon, c.var.now)
    : { enregistrements: [], refusees: 0 }
  return rendrePage(
    c,
    <ApercuVue
      cadre={c.var.cadre}
      id={brouillon.id}
      nom={brouillon.declaration.identite.nom}
      fiches={enregistrements.map(toFicheApercue)}
      refusees={refusees}
      erreurs={fautes}
    />,
    fautes.length > 0 ? 422 : 200
  )
}

function toFicheApercue({ valeurs, complements, remarques }: Enregistrement) {
  const faits = CHAMPS_AFFICHES.flatMap((nom): [string, string][] => {
    const valeur = valeurs[nom] as Valeur | undefined
    return valeur === undefined || nom === 'nom' ? [] : [[CHAMPS[nom].libelle, valeurEnClair(nom, valeur)]]
  })
  return {
    titre: valeurs.nom ?? 'Lieu sans nom',
    faits: [
      ...faits,
      ...Object.entries(complements).map(([colonne, texte]): [string, string] => [
        `À côté : ${colonne}`,
        texte.slice(0, 200)
      ])
    ],
    remarques: remarques.map(
      ({ champ: nom, avant, apres, regle }) =>
        `${Object.hasOwn(CHAMPS, nom) ? CHAMPS[nom as NomChamp].libelle : nom} : « ${avant} »${apres === undefined ? '' : ` devient « ${apres} »`}. ${REGLES[regle as keyof typeof REGLES]?.libelle ?? ''}`
    )
  }
}

async function submitApercu(c: Contexte, donnees: Donnees): Promise<Response> {
  const { suite } = await readFormulaire(c)
  const issue = await enregistrerDeclaration(
    c.var.db,
    donnees.brouillon,
    { importer: suite === 'importer', acteur: c.var.acteur },
    c.var.now
  )
  if (!issue.ok) return showApercu(c, donnees, issue.error)
  const { livraison, sourceId } = issue.value
  return c.redirect(
    livraison === undefined ? `/administration/sources/${sourceId}` : CHEMINS_IMPORT.un(String(livraison)),
    303
  )
}
