import { createHmac } from 'node:crypto'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import type { Db } from '../../../platform/db/index.ts'
import { ecrireCsv } from '../../../platform/lecture/index.ts'
import { type JeuDeDonnees, LICENCE, type NomDeJeu } from '../domain/donnees.ts'
import { CASE_MIN, regrouper } from '../domain/periodes.ts'
import type { Consultation } from '../store/consultation.store.ts'
import {
  type ContributionExportee,
  listItemsExportes,
  listOpinionsParJour,
  listReponsesExportees,
  listSeancesExportees,
  readContributions,
  readRaisons,
  type Source
} from '../store/donnees.store.ts'
import { listValeursDonnees } from '../store/synthese.store.ts'

export interface OutilsDeDonnees {
  readonly consultation: Consultation
  readonly fuseau: string
}

/** A file of open data in pieces, whatever its size. The caller knows that it may be taken. */
export function exporterDonnees(
  db: Db,
  jeu: JeuDeDonnees & { readonly nom: NomDeJeu },
  format: 'csv' | 'json',
  outils: OutilsDeDonnees
): AsyncIterable<string> {
  const lignes = LECTURES[jeu.nom](db, outils)
  const colonnes = jeu.colonnes.map(({ nom }) => nom)
  return format === 'csv' ? ecrireCsv(colonnes, lignes, { bom: true }) : ecrireJson(colonnes, lignes, outils)
}

/** Column → value; what is absent is an empty cell. */
type Ligne = Readonly<Record<string, string | number | null | undefined>>
type Lecture = (db: Db, outils: OutilsDeDonnees) => AsyncGenerator<Ligne>

const LECTURES: Readonly<Record<NomDeJeu, Lecture>> = {
  async *items(db, outils) {
    for (const une of await listItemsExportes(db, sourceDe(outils))) {
      const { publie, montre, accord, revoir, accord_assistes, revoir_assistes, ...item } = une
      const totaux = montre && { accord, revoir, accord_assistes, revoir_assistes }
      yield { ...item, etat: publie ? 'publiee' : 'retiree', ...totaux }
    }
  },
  async *opinions(db, outils) {
    const { consultation, fuseau } = outils
    const bornes = {
      du: jourCivil(consultation.ouverture, fuseau),
      au: jourCivil(consultation.cloture ?? consultation.ouverture, fuseau)
    }
    const cases = await listOpinionsParJour(db, sourceDe(outils))
    for (const jours of Map.groupBy(cases, ({ numero, sens }) => `${numero} ${sens}`).values()) {
      const [{ numero, sens } = { numero: 0, sens: 'accord' }] = jours
      for (const { du, au, nombre, entiere } of regrouper(jours, bornes))
        yield { numero, sens, du, au, periode_entiere: entiere ? 'oui' : 'non', nombre }
    }
  },
  async *raisons(db, outils) {
    for await (const { id, numero, texte } of readRaisons(db, sourceDe(outils)))
      yield { identifiant: masquer(outils, 'raisons', id), numero, texte }
  },
  async *commentaires(db, outils) {
    for await (const une of readContributions(db, sourceDe(outils), 'commentaire'))
      yield {
        ...communDe(outils, 'commentaires', une),
        reponse_a: une.parent_id && masquer(outils, 'commentaires', une.parent_id),
        origine: une.origine,
        texte: une.texte
      }
  },
  async *valeurs(db, { consultation }) {
    for (const { numero, libelle, choix } of await listValeursDonnees(db, consultation.id))
      yield { numero, valeur: libelle, choix }
  },
  async *actions(db, outils) {
    for await (const une of readContributions(db, sourceDe(outils), 'action'))
      yield { ...communDe(outils, 'actions', une), texte: une.texte, lieu: une.lieu, lien: une.lien }
  },
  async *fichiers(db, outils) {
    for await (const une of readContributions(db, sourceDe(outils), 'fichier'))
      yield {
        ...communDe(outils, 'fichiers', une),
        nom: une.fichier_nom,
        type: une.fichier_type,
        octets: une.octets
      }
  },
  async *seances(db, outils) {
    for (const { id, presents, accord, revoir, ...seance } of await listSeancesExportees(db, sourceDe(outils)))
      yield {
        ...seance,
        identifiant: masquer(outils, 'seances', id),
        presents,
        ...(presents >= CASE_MIN && { accord, revoir })
      }
  },
  async *reponses(db, outils) {
    for (const reponse of await listReponsesExportees(db, sourceDe(outils))) yield { ...reponse }
  }
}

const sourceDe = ({ consultation: { id, sel }, fuseau }: OutilsDeDonnees): Source => ({ id, sel, fuseau })

const communDe = (outils: OutilsDeDonnees, jeu: NomDeJeu, { id, numero, jour }: ContributionExportee) => ({
  identifiant: masquer(outils, jeu, id),
  numero,
  jour
})

/** An identifier that leads nowhere: neither to the site, nor to another file. */
const masquer = ({ consultation }: OutilsDeDonnees, jeu: NomDeJeu, id: string): string =>
  createHmac('sha256', consultation.sel).update(`${jeu}\n${id}`).digest('hex').slice(0, 20)

async function* ecrireJson(
  colonnes: readonly string[],
  lignes: AsyncIterable<Ligne>,
  { consultation }: OutilsDeDonnees
): AsyncGenerator<string> {
  yield `{"consultation":${JSON.stringify(consultation.adresse)},"licence":${JSON.stringify(LICENCE.adresse)},"donnees":[`
  let morceau = ''
  let virgule = ''
  for await (const ligne of lignes) {
    const complete = Object.fromEntries(colonnes.map((colonne) => [colonne, ligne[colonne] ?? null]))
    morceau += `${virgule}\n${JSON.stringify(complete)}`
    virgule = ','
    if (morceau.length < 1 << 16) continue
    yield morceau
    morceau = ''
  }
  yield `${morceau}\n]}\n`
}
