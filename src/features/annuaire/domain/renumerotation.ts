import { normaliser } from '../../../kernel/texte.ts'
import { toAComparer } from './comparable.ts'
import type { Valeurs } from './enregistrement.ts'
import { IndexRapprochement } from './rapprochement/rapprochement.ts'

interface Fiche {
  readonly source: string
  readonly cle: string
  readonly valeurs: Valeurs
}

export interface Renumerotation {
  /** Records that go on under another key. */
  readonly renommages: readonly { readonly ancienne: string; readonly nouvelle: string }[]
  /** Keys that a renamed record takes from one that the delivery no longer holds. */
  readonly liberees: readonly string[]
}

/**
 * Recognises the records of a source that changed its keys: what people decided of them, and their public number, must
 * follow. An id is never evidence, neither that two rows are one record nor that they are not: only what they say counts.
 * @param partants records of the source that the delivery does not repeat to the letter under their key
 * @param arrivants rows of the delivery that no record says to the letter under their key
 */
export function reconnaitreRenumerotation(partants: readonly Fiche[], arrivants: readonly Fiche[]): Renumerotation {
  const clesArrivantes = new Set(arrivants.map(({ cle }) => cle))
  const clesPartantes = new Set(partants.map(({ cle }) => cle))
  const renommages = new Map<string, string>()
  const prises = new Set<string>()

  // The same name at the same address, once on each side: the same record, even when its old key now names another.
  const avant = parEmpreinte(partants)
  for (const [empreinte, cles] of parEmpreinte(arrivants)) {
    const [ancienne, autre] = avant.get(empreinte) ?? []
    const [nouvelle] = cles
    if (
      cles.length !== 1 ||
      ancienne === undefined ||
      autre !== undefined ||
      nouvelle === undefined ||
      ancienne === nouvelle
    )
      continue
    renommages.set(ancienne, nouvelle)
    prises.add(nouvelle)
  }

  // Among those that really left and really came: the evidence decides, each one's best being the other.
  const partis = partants.filter(({ cle }) => !clesArrivantes.has(cle) && !renommages.has(cle))
  const venus = arrivants.filter(({ cle }) => !clesPartantes.has(cle) && !prises.has(cle))
  for (const [ancienne, nouvelle] of bestPairs(partis, venus)) renommages.set(ancienne, nouvelle)

  const liberees = [...renommages.values()].filter((cle) => clesPartantes.has(cle) && !renommages.has(cle))
  return { renommages: [...renommages].map(([ancienne, nouvelle]) => ({ ancienne, nouvelle })), liberees }
}

function parEmpreinte(fiches: readonly Fiche[]): Map<string, string[]> {
  const parEmpreinte = new Map<string, string[]>()
  for (const { cle, valeurs: v } of fiches) {
    if (!v.nom || !(v.adresse ?? v.commune ?? v.code_postal)) continue
    const empreinte = [v.nom, v.adresse, v.code_postal, v.code_insee ?? v.commune]
      .map((texte) => normaliser(texte ?? ''))
      .join('|')
    const cles = parEmpreinte.get(empreinte)
    if (cles) cles.push(cle)
    else parEmpreinte.set(empreinte, [cle])
  }
  return parEmpreinte
}

function bestPairs(partis: readonly Fiche[], venus: readonly Fiche[]): [string, string][] {
  if (partis.length === 0 || venus.length === 0) return []
  // Two sources for the comparison: inside one, it expects two rows to be two lieux.
  const fiches = [...partis.map((f) => ({ ...f, source: 'avant' })), ...venus.map((f) => ({ ...f, source: 'apres' }))]
  const index = new IndexRapprochement(fiches.map((f) => toAComparer({ ...f, fictif: false })))
  const meilleurs = new Map<number, { autre: number; score: number; ex: boolean }>()
  const offer = (moi: number, autre: number, score: number) => {
    const actuel = meilleurs.get(moi)
    if (!actuel || score > actuel.score) meilleurs.set(moi, { autre, score, ex: false })
    else if (score === actuel.score) meilleurs.set(moi, { ...actuel, ex: true })
  }
  for (const { a, b, score, issue } of index.paires()) {
    if (issue !== 'meme' || index.cle(a).source === index.cle(b).source) continue
    offer(a, b, score)
    offer(b, a, score)
  }
  const paires: [string, string][] = []
  for (const [moi, { autre, ex }] of meilleurs) {
    if (index.cle(moi).source !== 'avant' || ex) continue
    const retour = meilleurs.get(autre)
    if (retour?.autre === moi && !retour.ex) paires.push([index.cle(moi).cle, index.cle(autre).cle])
  }
  return paires
}
