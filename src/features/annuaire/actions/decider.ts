import type { Acteur } from '../../../kernel/acteur.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { type Geographie, obtenirGeographie } from '../../territoires/index.ts'
import { type Contradiction, findContradiction } from '../domain/contradiction.ts'
import { champsChoisisEnsemble, isChoisissable } from '../domain/fusion.ts'
import { champAnnuaire, peutAnnuaire, zonesDuLieu } from '../domain/permissions.ts'
import type { Cle } from '../domain/rapprochement/rapprochement.ts'
import type { NomChamp } from '../domain/schema.ts'
import {
  annulerLiensDeFiche,
  annulerLot,
  type DecisionPaire,
  type DecisionValeur,
  LOT_FICHE,
  listDecisionsPaires,
  saveDecisionsPaires,
  saveDecisionValeur
} from '../store/decision.store.ts'
import {
  type EnregistrementComplet,
  findEnregistrements,
  findEnregistrementsDuLieu,
  listConnus,
  listPlaces
} from '../store/enregistrement.store.ts'
import { findTenue } from '../store/fiche-tenue.store.ts'
import { findLieu } from '../store/lieu.store.ts'
import { lockAnnuaire } from '../store/livraison.store.ts'
import { findDouteARevoir, isPaireARevoir } from '../store/revision.store.ts'
import { type BilanRegroupement, regrouper } from './regrouper.ts'

type PaireEnVigueur = Awaited<ReturnType<typeof listDecisionsPaires>>[number]

export type DecisionRefusee =
  | { readonly raison: 'contradiction'; readonly contradiction: Contradiction<PaireEnVigueur> }
  | { readonly raison: 'lieu-inconnu' }
  | { readonly raison: 'meme-lieu' }
  | { readonly raison: 'fictif-et-reel' }
  | { readonly raison: 'rien-a-separer' }
  | { readonly raison: 'valeur-inconnue' }
  | { readonly raison: 'deja-annulee' }
  | { readonly raison: 'deja-repondu' }
  /** Its responsable holds the fiche: what it says is theirs to change. */
  | { readonly raison: 'fiche-tenue' }
  /** One of the lieux lies outside the territory of who decides. */
  | { readonly raison: 'hors-territoire' }

export interface Decideur {
  readonly acteur: Acteur
  readonly motif: string
  readonly now: Date
  /** Names the batch of decisions taken together, and taken back together. */
  readonly lot: string
}

type Issue = Result<BilanRegroupement, DecisionRefusee>

/** « These two fiches are one lieu. » Every record of both is tied, because that is what the person looked at. */
export async function reunirLieux(db: Db, a: number, b: number, decideur: Decideur): Promise<Issue> {
  if (a === b) return refuse({ raison: 'meme-lieu' })
  return decide(db, decideur, 'decision', (trx) => tieAll(trx, a, b, decideur))
}

/** « These records are another lieu. » Each of them is kept apart from each of those that stay. */
export async function separerLieu(db: Db, lieu: number, cles: readonly Cle[], decideur: Decideur): Promise<Issue> {
  return decide(db, decideur, 'decision', async (trx) => {
    const records = await currentRecords(trx, lieu)
    const choisis = new Set(cles.map(nameOf))
    const partent = records.filter((r) => choisis.has(nameOf(r)))
    const restent = records.filter((r) => !choisis.has(nameOf(r)))
    if (partent.length === 0 || restent.length === 0) return refuse({ raison: 'rien-a-separer' })
    // A fiche was tied to all that its lieu was then: who separates it says what it was not.
    await annulerLiensDeFiche(trx, partent, restent, decideur.acteur.nom, decideur.now)
    return saveAll(
      trx,
      partent.flatMap((a) => restent.map((b): DecisionPaire => ({ genre: 'different', a, b }))),
      decideur
    )
  })
}

/** « Same » or « not the same », of two records: the answer of a review. A record that left may come back: it counts too. */
export async function deciderPaire(db: Db, decision: DecisionPaire, decideur: Decideur): Promise<Issue> {
  const { genre, a, b } = decision
  if (nameOf(a) === nameOf(b)) return refuse({ raison: 'meme-lieu' })
  return decide(db, decideur, 'decision', async (trx) => {
    const connus = await listConnus(trx, [a, b])
    if (connus.length < 2) return refuse({ raison: 'lieu-inconnu' })
    if (genre === 'meme' && connus[0]?.fictif !== connus[1]?.fictif) return refuse({ raison: 'fictif-et-reel' })
    return saveAll(trx, [decision], decideur)
  })
}

/**
 * « This value is right », of one record's field: it holds against every source, until someone chooses another. It sleeps
 * while the record is away.
 */
export async function choisirValeur(db: Db, lieu: number, cle: Cle, nom: NomChamp, decideur: Decideur): Promise<Issue> {
  return decide(db, decideur, 'decision', async (trx) => {
    const record = (await currentRecords(trx, lieu)).find((r) => nameOf(r) === nameOf(cle))
    if (record?.valeurs[nom] === undefined || !isChoisissable(nom)) return refuse({ raison: 'valeur-inconnue' })
    if (await findTenue(trx, lieu)) return refuse({ raison: 'fiche-tenue' })
    await judge(trx, record, champsChoisisEnsemble(nom), 'valeur', decideur)
    return ok([record])
  })
}

/**
 * The answer of the review desk about two records that look alike. « Same » ties their whole lieux, which is what the
 * person compared. Looked at under the directory's lock: of two people who answer at once, the second is told so.
 */
export async function repondrePaire(
  db: Db,
  { a, b, genre }: { readonly a: number; readonly b: number; readonly genre: 'meme' | 'different' },
  decideur: Decideur
): Promise<Issue> {
  return decide(db, decideur, 'decision', async (trx) => {
    if (!(await isPaireARevoir(trx, a, b))) return refuse({ raison: 'deja-repondu' })
    const records = await findEnregistrements(trx, [a, b])
    const [x, y] = [records.find(({ id }) => id === a), records.find(({ id }) => id === b)]
    if (x?.lieuId === undefined || y?.lieuId === undefined) return refuse({ raison: 'deja-repondu' })
    return genre === 'meme'
      ? tieAll(trx, x.lieuId, y.lieuId, decideur)
      : saveAll(trx, [{ genre, a: x, b: y }], decideur)
  })
}

export interface JugementDoute {
  readonly enregistrement: number
  readonly champ: NomChamp
  /** The record as the person saw it: if its source said something else meanwhile, the answer is about the past. */
  readonly empreinte: string
  readonly juste: boolean
}

/** The answer of the review desk about a doubtful value: right, it holds against every source; wrong, fiches do without it. */
export async function jugerDoute(db: Db, jugement: JugementDoute, decideur: Decideur): Promise<Issue> {
  const { enregistrement, champ: nom, empreinte, juste } = jugement
  return decide(db, decideur, 'decision', async (trx) => {
    const doute = await findDouteARevoir(trx, enregistrement, nom)
    const [record] = await findEnregistrements(trx, [enregistrement])
    if (!record || doute?.empreinte !== empreinte) return refuse({ raison: 'deja-repondu' })
    if (juste && !isChoisissable(nom)) return refuse({ raison: 'valeur-inconnue' })
    if (juste && record.lieuId !== undefined && (await findTenue(trx, record.lieuId)))
      return refuse({ raison: 'fiche-tenue' })
    // A point is one thing; of an address, only the part that is wrong goes.
    const champs = juste || nom === 'latitude' || nom === 'longitude' ? champsChoisisEnsemble(nom) : [nom]
    await judge(trx, record, champs, juste ? 'valeur' : 'ecarte', decideur)
    return ok([record])
  })
}

/** Takes back everything that was decided together. What the sources and the other decisions say then holds again. */
export async function annulerDecisions(db: Db, lot: string, decideur: Omit<Decideur, 'lot' | 'motif'>): Promise<Issue> {
  return decide(db, { ...decideur, lot, motif: '' }, 'annulation', async (trx) => {
    // What ties a held fiche to its lieu goes when it is given back, not before.
    if (lot.startsWith(LOT_FICHE)) return refuse({ raison: 'fiche-tenue' })
    const annulees = await annulerLot(trx, lot, decideur.acteur.nom, decideur.now)
    if (annulees.length === 0) return refuse({ raison: 'deja-annulee' })
    return ok(
      annulees.flatMap((d) => [
        { source: d.a_source, cle: d.a_cle },
        ...(d.b_source === null || d.b_cle === null ? [] : [{ source: d.b_source, cle: d.b_cle }])
      ])
    )
  })
}

const nameOf = ({ source, cle }: Cle) => `${source}\u0000${cle}`

async function currentRecords(trx: Trx, lieu: number): Promise<EnregistrementComplet[]> {
  return (await findEnregistrementsDuLieu(trx, lieu)).filter(({ disparu }) => disparu === undefined)
}

async function tieAll(
  trx: Trx,
  a: number,
  b: number,
  decideur: Decideur
): Promise<Result<readonly Cle[], DecisionRefusee>> {
  const [deA, deB] = [await currentRecords(trx, a), await currentRecords(trx, b)]
  const [pivot, ...autres] = [...deA, ...deB]
  if (!pivot || deA.length === 0 || deB.length === 0) return refuse({ raison: 'lieu-inconnu' })
  const [lieuA, lieuB] = [await findLieu(trx, a), await findLieu(trx, b)]
  if (lieuA?.fictif !== lieuB?.fictif) return refuse({ raison: 'fictif-et-reel' })
  return saveAll(
    trx,
    autres.map((autre) => ({ genre: 'meme', a: pivot, b: autre })),
    decideur
  )
}

async function judge(
  trx: Trx,
  record: EnregistrementComplet,
  champs: readonly NomChamp[],
  genre: DecisionValeur['genre'],
  { lot, acteur, motif, now }: Decideur
): Promise<void> {
  for (const champ of champs) {
    const valeur = record.valeurs[champ]
    if (valeur === undefined) continue
    await saveDecisionValeur(trx, { genre, cle: record, champ, valeur }, { lot, auteur: acteur.nom, motif, le: now })
  }
}

// Contradictions are looked for under the directory's lock: two people who decide opposite things at once follow each other.
async function saveAll(
  trx: Trx,
  decisions: readonly DecisionPaire[],
  { lot, acteur, motif, now }: Decideur
): Promise<Result<readonly Cle[], DecisionRefusee>> {
  const contradiction = findContradiction(await listDecisionsPaires(trx), decisions)
  if (contradiction) return refuse({ raison: 'contradiction', contradiction })
  await saveDecisionsPaires(trx, decisions, { lot, auteur: acteur.nom, motif, le: now })
  return ok(decisions.flatMap(({ a, b }) => [a, b]))
}

async function decide(
  db: Db,
  decideur: Decideur,
  genre: 'decision' | 'annulation',
  ecrire: (trx: Trx) => Promise<Result<readonly Cle[], DecisionRefusee>>
): Promise<Issue> {
  const geo = await obtenirGeographie(db)
  let apresValidation = () => {}
  const issue = await transaction(db, async (trx): Promise<Issue> => {
    await lockAnnuaire(trx)
    const ecrit = await ecrire(trx)
    if (!ecrit.ok) return ecrit
    // What was written is undone with the transaction.
    if (!(await isInside(trx, geo, decideur.acteur, ecrit.value))) throw new HorsTerritoire()
    const regroupement = await regrouper(
      trx,
      { genre, lot: decideur.lot, cles: ecrit.value },
      { now: decideur.now, geo, avancer: async () => {} }
    )
    apresValidation = regroupement.apresValidation
    await consigner(
      trx,
      {
        reseau: 'national',
        genre: `annuaire.${genre}`,
        acteur: decideur.acteur.nom,
        objet: `decisions/${decideur.lot}`,
        contenu: { ...regroupement.bilan }
      },
      decideur.now
    )
    return ok(regroupement.bilan)
  }).catch((erreur): Issue => {
    if (erreur instanceof HorsTerritoire) return refuse({ raison: 'hors-territoire' })
    throw erreur
  })
  if (issue.ok) apresValidation()
  return issue
}

class HorsTerritoire extends Error {}

// Asked of every record that a decision names, where it stands now: whoever calls, and whatever the page showed.
async function isInside(trx: Trx, geo: Geographie, acteur: Acteur, cles: readonly Cle[]): Promise<boolean> {
  if (champAnnuaire('lieux:decider', acteur) === 'partout') return true
  const places = await listPlaces(trx, { lieux: [], cles })
  // A record that left stands nowhere.
  if (places.length < new Set(cles.map(nameOf)).size) return false
  const lieux = new Set(places.map(({ lieuId }) => lieuId))
  for (const id of lieux) {
    const lieu = id === undefined ? undefined : await findLieu(trx, id)
    if (!lieu || !peutAnnuaire('lieux:decider', acteur, { dans: zonesDuLieu(geo, lieu), lieu: lieu.id })) return false
  }
  return lieux.size > 0
}
