import type { Db } from '../../../platform/db/index.ts'
import { toAComparer } from '../domain/comparable.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import { PIVOT_INCONNU } from '../domain/fiche.ts'
import { comparerSeuls } from '../domain/rapprochement/rapprochement.ts'
import { type LieuPublic, listLieuxParPivot } from '../store/lieu.store.ts'
import { listRessemblants } from '../store/signalement.store.ts'
import { findCommunes } from './find-communes.ts'

/** What a list says of a lieu that the directory may know. Empty: it does not say. */
export interface ARetrouver {
  readonly nom: string
  readonly adresse: string
  readonly code_postal: string
  readonly commune: string
  /** SIRET or RNA. */
  readonly pivot: string
  /** Invented things are only ever recognised in invented lieux. */
  readonly fictif: boolean
}

/** A public lieu that looks like it. */
export interface LieuReconnu {
  readonly lieu: LieuPublic
  /** Decibans, as everywhere in matching. */
  readonly score: number
  /** What matching would do with the two: one lieu, ask a person, two lieux. */
  readonly issue: 'meme' | 'a-revoir' | 'different'
}

const PRESELECTION = 30
const MONTRES = 8

/**
 * For each thing, the public lieux that look like it, the likeliest first. A number found in one public lieu only, of the
 * same commune, settles a doubt; everything else is matching's own answer. Nothing is written, no record is created.
 */
export async function reconnaitreLieux(db: Db, choses: readonly ARetrouver[]): Promise<LieuReconnu[][]> {
  const pivots = choses.flatMap(({ pivot }) => (pivot && pivot !== PIVOT_INCONNU ? [pivot] : []))
  const parPivot = Map.groupBy(await listLieuxParPivot(db, pivots), ({ publiees }) => publiees.pivot ?? '')
  const reconnus: LieuReconnu[][] = []
  for (const chose of choses) reconnus.push(await reconnaitre(db, chose, parPivot.get(chose.pivot) ?? []))
  return reconnus
}

async function reconnaitre(db: Db, chose: ARetrouver, porteurs: readonly LieuPublic[]): Promise<LieuReconnu[]> {
  const communes = await communesDe(db, chose)
  const proches =
    communes.length === 0
      ? []
      : await listRessemblants(
          db,
          { nom: chose.nom, adresse: chose.adresse, communes: communes.map(({ code }) => code) },
          PRESELECTION
        )
  const candidats = new Map([...porteurs, ...proches].map((lieu) => [lieu.id, lieu]))
  const seul = porteurs.length === 1 ? porteurs[0] : undefined
  return [...candidats.values()]
    .filter(({ fictif }) => fictif === chose.fictif)
    .map((lieu) => {
      const vue = comparerSeuls(
        toAComparer({ source: '', cle: 'liste', fictif: chose.fictif, valeurs: dites(chose, communes) }),
        toAComparer({ source: 'annuaire', cle: String(lieu.id), fictif: lieu.fictif, valeurs: lieu.publiees })
      )
      const exact = lieu === seul && communes.some(({ code }) => code === lieu.code_insee)
      return { lieu, score: vue.score, issue: exact ? AVEC_SON_NUMERO[vue.issue] : vue.issue }
    })
    .sort((a, b) => b.score - a.score || a.lieu.id - b.lieu.id)
    .slice(0, MONTRES)
}

/** One structure may run two lieux under one number: where all the rest differs, a person looks. */
const AVEC_SON_NUMERO = { meme: 'meme', 'a-revoir': 'meme', different: 'a-revoir' } as const

type Commune = { readonly code: string; readonly nom: string }

/** The communes that both the name and the postcode allow; a name nobody knows leaves the postcode's. */
async function communesDe(db: Db, { commune, code_postal }: ARetrouver): Promise<readonly Commune[]> {
  const deNom = commune ? await findCommunes(db, commune) : []
  const deCode = code_postal ? await findCommunes(db, code_postal) : []
  if (deNom.length === 0 || deCode.length === 0) return deNom.length > 0 ? deNom : deCode
  const communes = deNom.filter(({ code }) => deCode.some((autre) => autre.code === code))
  // A postcode of its own (CEDEX) or a slip: the name says more.
  return communes.length > 0 ? communes : deNom
}

function dites({ nom, adresse, code_postal, commune, pivot }: ARetrouver, communes: readonly Commune[]): Valeurs {
  const [seule, autre] = communes
  return {
    nom,
    ...(adresse && { adresse }),
    ...(code_postal && { code_postal }),
    ...((seule?.nom ?? commune) && { commune: autre ? commune : (seule?.nom ?? commune) }),
    ...(seule && !autre && { code_insee: seule.code }),
    ...(pivot && { pivot })
  }
}
