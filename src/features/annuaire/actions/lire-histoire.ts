import type { Db } from '../../../platform/db/index.ts'
import { toAComparer } from '../domain/comparable.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import { sameValueKey } from '../domain/fusion.ts'
import { publiable } from '../domain/publication.ts'
import { expliquer, type Preuve } from '../domain/rapprochement/rapprochement.ts'
import { champ, NOMS_CHAMPS, type NomChamp } from '../domain/schema.ts'
import { listDecisionsSur } from '../store/decision.store.ts'
import { findEnregistrementsDuLieu } from '../store/enregistrement.store.ts'
import { countChangements, listChangements } from '../store/historique.store.ts'
import { findLieu, type LieuPublic } from '../store/lieu.store.ts'
import { listPairesDuLieu, type PaireLue } from '../store/paire.store.ts'
import { nomsDesSources } from '../store/source.store.ts'

/** Everything that explains a fiche: its records, the evidence, what people decided, what changed and why. */
export async function lireHistoire(db: Db, lieu: LieuPublic) {
  const [records, paires, noms, changements, totalChangements] = await Promise.all([
    findEnregistrementsDuLieu(db, lieu.id),
    listPairesDuLieu(db, lieu.id),
    nomsDesSources(db),
    listChangements(db, lieu.id),
    countChangements(db, lieu.id)
  ])
  const decisions = await listDecisionsSur(db, records)
  const dedans = paires.filter(({ a, b }) => a.lieu === lieu.id && b.lieu === lieu.id)
  const dehors = bestByLieu(paires, lieu.id)
  const voisins = await Promise.all(
    dehors.map(async (paire) => ({
      paire,
      lieu: await findLieu(db, (paire.a.lieu === lieu.id ? paire.b.lieu : paire.a.lieu) as number)
    }))
  )
  return {
    records: records.map((r) => ({
      ...r,
      publiees: publiable(r.valeurs).valeurs,
      date: r.valeurs.date_maj ?? r.livreeLe
    })),
    dedans,
    voisins: voisins.filter(
      (v): v is { paire: PaireLue; lieu: LieuPublic } => v.lieu !== undefined && v.lieu.retire_le === null
    ),
    noms,
    decisions,
    changements,
    totalChangements
  }
}

// One neighbour is shown once, by the strongest of its pairs.
function bestByLieu(paires: readonly PaireLue[], lieuId: number): PaireLue[] {
  const vus = new Set<number>()
  return paires.filter(({ a, b }) => {
    const autre = a.lieu === lieuId ? b.lieu : a.lieu
    if (autre === null || autre === lieuId || vus.has(autre)) return false
    vus.add(autre)
    return true
  })
}

/** Fields where the sources of a fiche say different things, with what each says. Lists are united, not chosen. */
export function valeursContradictoires(
  records: readonly {
    readonly source: string
    readonly cle: string
    readonly date: string
    readonly publiees: Valeurs
  }[]
) {
  return NOMS_CHAMPS.flatMap((nom) => {
    if (['id', 'source', 'date_maj', 'latitude', 'longitude'].includes(nom) || champ(nom).genre === 'liste') return []
    const options = new Map<string, { source: string; cle: string; date: string; valeur: string | number }>()
    for (const { source, cle, date, publiees } of records) {
      const valeur = publiees[nom] as string | undefined
      if (valeur === undefined) continue
      const cleValeur = sameValueKey(nom, valeur)
      if (!options.has(cleValeur)) options.set(cleValeur, { source, cle, date, valeur })
    }
    return options.size > 1 ? [{ champ: nom as NomChamp, options: [...options.values()] }] : []
  })
}

export interface ComparaisonDeLieux {
  readonly score: number
  /** What matching made of them; undefined when it found no reason to compare them. */
  readonly issue: PaireLue['issue'] | undefined
  readonly preuves: readonly Preuve[]
}

/** The best evidence there is between the records of two lieux: as matching weighed it, or weighed now if it never did. */
export async function comparerLieux(db: Db, a: number, b: number): Promise<ComparaisonDeLieux | undefined> {
  const connue = (await listPairesDuLieu(db, a)).find((p) => (p.a.lieu === a ? p.b.lieu : p.a.lieu) === b)
  if (connue) return connue
  const [deA, deB] = await Promise.all([findEnregistrementsDuLieu(db, a), findEnregistrementsDuLieu(db, b)])
  let meilleure: ComparaisonDeLieux | undefined
  for (const x of deA)
    for (const y of deB) {
      const preuves = expliquer(toAComparer({ ...x, fictif: false }), toAComparer({ ...y, fictif: false }))
      const score = preuves.reduce((somme, { poids }) => somme + poids, 0)
      if (!meilleure || score > meilleure.score)
        meilleure = { score, issue: undefined, preuves: preuves.filter(({ poids }) => poids !== 0) }
    }
  return meilleure
}
