import type { Acteur } from '../../../kernel/acteur.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import type { Db, Trx } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import type { Geographie } from '../../territoires/index.ts'
import { findContradiction } from '../domain/contradiction.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import type { Cle } from '../domain/rapprochement/rapprochement.ts'
import { declarerSourceResponsables } from '../domain/source-responsables.ts'
import { annulerLiensDeFiche, LOT_FICHE, listDecisionsPaires, saveDecisionsPaires } from '../store/decision.store.ts'
import {
  findEnregistrementsDuLieu,
  hasCle,
  listPlaces,
  retireEnregistrements,
  saveUnEnregistrement
} from '../store/enregistrement.store.ts'
import { type FicheTenue, findTenue, listTenues } from '../store/fiche-tenue.store.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import { finishLivraison, insertLivraison, lockAnnuaire } from '../store/livraison.store.ts'
import { saveSource } from '../store/source.store.ts'
import { digestDeclaration } from './importer.ts'
import { findLieuActuel } from './lieu-tenu.ts'
import { regrouper } from './regrouper.ts'
import { noterActivite } from './suivre-activites.ts'

export interface OutilsFiche {
  readonly acteur: Acteur
  readonly now: Date
  /** Name of the national réseau, which publishes what responsables say. */
  readonly reseau: string
  /** Address of the site. */
  readonly site: string
}

/** The record by which its responsable speaks for a lieu; undefined when directories speak for it. */
export async function lireFicheTenue(db: Db, lieuId: number): Promise<FicheTenue | undefined> {
  const lieu = await findLieuActuel(db, lieuId)
  return lieu && findTenue(db, lieu.id)
}

/**
 * From now on the fiche says what its responsable says: what it shows today, to begin with. Nothing happens when they hold it
 * already.
 * @returns what to call once the transaction is committed
 * @throws when no such lieu exists
 */
export async function prendreEnMain(
  trx: Trx,
  geo: Geographie,
  lieuId: number,
  outils: OutilsFiche
): Promise<() => void> {
  await lockAnnuaire(trx)
  const lieu = await demandLieu(trx, lieuId)
  if (await findTenue(trx, lieu.id)) return () => {}
  const { livraisonId, apresValidation } = await writeFiche(trx, geo, lieu, copyOf(lieu, outils.now), outils)
  await tell(trx, lieu.id, 'prise', livraisonId, outils)
  return apresValidation
}

/**
 * Writes what the responsable says of the lieu, taking it in hand first if nobody had: one record, whatever the number of
 * held fiches. The directory's lock is the caller's. It is a sign of life of the lieu.
 * @returns what to call once the transaction is committed
 */
export async function changerFiche(
  trx: Trx,
  geo: Geographie,
  lieu: LieuPublic,
  changer: (avant: Valeurs) => Valeurs,
  genre: 'modification' | 'confirmation',
  outils: OutilsFiche
): Promise<() => void> {
  const tenue = await findTenue(trx, lieu.id)
  const valeurs = { ...changer(tenue?.valeurs ?? copyOf(lieu, outils.now)), date_maj: jourCivil(outils.now) }
  const { livraisonId, apresValidation } = await writeFiche(trx, geo, lieu, valeurs, outils)
  // The lieu, then what hangs on it, then the journal: whoever locks them does so in this order.
  await noterActivite(trx, { lieu: lieu.id, genre, le: outils.now })
  await tell(trx, lieu.id, genre, livraisonId, outils)
  return apresValidation
}

/**
 * Nobody holds the fiche any more: sources speak again. A lieu that only its responsable vouched for is withdrawn.
 * @returns what to call once the transaction is committed
 * @throws when no such lieu exists
 */
export async function rendreFiche(trx: Trx, geo: Geographie, lieuId: number, outils: OutilsFiche): Promise<() => void> {
  await lockAnnuaire(trx)
  const lieu = await demandLieu(trx, lieuId)
  const tenues = await listTenues(trx, lieu.id)
  const [premiere] = tenues
  if (!premiere) return () => {}
  const livraisonId = await openLivraison(trx, lieu.fictif, outils)
  await annulerLiensDeFiche(trx, tenues, undefined, outils.acteur.nom, outils.now)
  await retireEnregistrements(
    trx,
    tenues.map(({ id }) => id),
    livraisonId
  )
  const apresValidation = await regroup(trx, geo, { livraisonId, source: premiere.source }, outils)
  await closeLivraison(trx, livraisonId, { gardees: 0, disparues: tenues.length }, outils)
  await tell(trx, lieu.id, 'rendue', livraisonId, outils)
  return apresValidation
}

/**
 * A new lieu, known by its responsable alone. It never joins another one by likeness.
 * @param valeurs already read and checked (`lireNouveauLieu`)
 */
export async function creerFiche(
  trx: Trx,
  geo: Geographie,
  valeurs: Valeurs,
  outils: OutilsFiche
): Promise<{ readonly lieuId: number; readonly apresValidation: () => void }> {
  await lockAnnuaire(trx)
  const dites = { ...valeurs, date_maj: jourCivil(outils.now) }
  const { lieuId, livraisonId, apresValidation } = await writeFiche(trx, geo, undefined, dites, outils)
  await noterActivite(trx, { lieu: lieuId, genre: 'modification', le: outils.now })
  await tell(trx, lieuId, 'creation', livraisonId, outils)
  return { lieuId, apresValidation }
}

type Geste = 'prise' | 'modification' | 'confirmation' | 'creation' | 'rendue'

async function demandLieu(trx: Trx, lieuId: number): Promise<LieuPublic> {
  const lieu = await findLieuActuel(trx, lieuId)
  if (!lieu) throw new Error(`le lieu ${lieuId} n’existe pas`)
  return lieu
}

// What visitors see, and no more: a personal number that a source holds is not the responsable's to read.
function copyOf({ publiees }: LieuPublic, now: Date): Valeurs {
  const { id: _, source: __, ...dites } = publiees
  return { ...dites, date_maj: publiees.date_maj ?? jourCivil(now) }
}

async function writeFiche(
  trx: Trx,
  geo: Geographie,
  lieu: LieuPublic | undefined,
  valeurs: Valeurs,
  outils: OutilsFiche
): Promise<{ lieuId: number; livraisonId: number; apresValidation: () => void }> {
  const livraisonId = await openLivraison(trx, lieu?.fictif ?? false, outils)
  const source = sourceOf(lieu?.fictif ?? false, outils).id
  const tenue = lieu && (await findTenue(trx, lieu.id))
  const cle = tenue?.cle ?? (await newCle(trx, source, lieu, livraisonId))
  const autres = lieu && !tenue ? await currentCles(trx, lieu.id) : []
  await saveUnEnregistrement(
    trx,
    // A withdrawn lieu has no record to bring its number back.
    { source, livraisonId, ...(lieu && autres.length === 0 && { lieu: lieu.id }) },
    { cle, valeurs, complements: {}, remarques: [], lignes: [], brut: [] }
  )
  await tie(trx, { source, cle }, autres, livraisonId, outils)
  const apresValidation = await regroup(trx, geo, { livraisonId, source }, outils)
  await closeLivraison(trx, livraisonId, { gardees: 1, ...(tenue ? { modifiees: 1 } : { nouvelles: 1 }) }, outils)
  const lieuId = (await listPlaces(trx, { lieux: [], cles: [{ source, cle }] }))[0]?.lieuId
  if (lieuId === undefined) throw new Error(`la fiche ${source}/${cle} n’a pas de lieu`)
  return { lieuId, livraisonId, apresValidation }
}

const sourceOf = (fictif: boolean, { reseau, site }: OutilsFiche) =>
  declarerSourceResponsables({ reseau, site, fictif })

// The number of the lieu, for who reads the records; another key when a former fiche went elsewhere with it.
async function newCle(trx: Trx, source: string, lieu: LieuPublic | undefined, livraisonId: number): Promise<string> {
  if (!lieu) return `nouveau-${livraisonId}`
  const simple = `lieu-${lieu.id}`
  return (await hasCle(trx, source, simple)) ? `${simple}-${livraisonId}` : simple
}

async function currentCles(trx: Trx, lieuId: number): Promise<Cle[]> {
  return (await findEnregistrementsDuLieu(trx, lieuId)).filter(({ disparu }) => disparu === undefined)
}

// One at a time: a record that people keep apart from another one of the lieu stays with it as it did, by likeness.
async function tie(
  trx: Trx,
  tenue: Cle,
  autres: readonly Cle[],
  livraisonId: number,
  { acteur, now }: OutilsFiche
): Promise<void> {
  if (autres.length === 0) return
  const enVigueur: Awaited<ReturnType<typeof listDecisionsPaires>> = await listDecisionsPaires(trx)
  const liens = autres.reduce<{ genre: 'meme'; a: Cle; b: Cle }[]>((pris, autre) => {
    const essai = [...pris, { genre: 'meme' as const, a: tenue, b: autre }]
    return findContradiction(enVigueur, essai) ? pris : essai
  }, [])
  await saveDecisionsPaires(trx, liens, {
    lot: `${LOT_FICHE}${livraisonId}`,
    auteur: acteur.nom,
    motif: 'Fiche prise en main par son responsable.',
    le: now
  })
}

// What matching keeps in memory is told of a change by the delivery that wrote it: a fiche has its own, of one record.
async function openLivraison(trx: Trx, fictif: boolean, outils: OutilsFiche): Promise<number> {
  const declaration = sourceOf(fictif, outils)
  await saveSource(trx, declaration, outils.now)
  return insertLivraison(trx, {
    sourceId: declaration.id,
    dateeDu: jourCivil(outils.now),
    recueLe: outils.now,
    origine: 'fiche tenue par son responsable',
    empreinteDeclaration: digestDeclaration(declaration),
    demandeePar: outils.acteur.nom,
    enFile: false
  })
}

async function closeLivraison(
  trx: Trx,
  livraisonId: number,
  bilan: {
    readonly gardees: number
    readonly nouvelles?: number
    readonly modifiees?: number
    readonly disparues?: number
  },
  { now }: OutilsFiche
): Promise<void> {
  await finishLivraison(
    trx,
    livraisonId,
    { etat: 'appliquee', bilan: { lues: bilan.gardees, refusees: 0, doublons: 0, ...bilan } },
    now
  )
}

async function regroup(
  trx: Trx,
  geo: Geographie,
  { livraisonId, source }: { readonly livraisonId: number; readonly source: string },
  { now }: OutilsFiche
): Promise<() => void> {
  const { apresValidation } = await regrouper(
    trx,
    { genre: 'livraison', livraisonId, sourceId: source, redatee: false },
    { now, geo, avancer: async () => {} }
  )
  return apresValidation
}

async function tell(
  trx: Trx,
  lieuId: number,
  geste: Geste,
  livraisonId: number,
  { acteur, now }: OutilsFiche
): Promise<void> {
  await consigner(
    trx,
    {
      reseau: 'national',
      genre: 'annuaire.fiche',
      acteur: acteur.nom,
      objet: `lieu/${lieuId}`,
      contenu: { geste, livraison: livraisonId }
    },
    now
  )
}
