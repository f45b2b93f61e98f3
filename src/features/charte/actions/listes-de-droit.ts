import { createHash, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Acteur } from '../../../kernel/acteur.ts'
import { jourDe } from '../../../kernel/dates-legales.ts'
import { estAutorise } from '../../../kernel/droit.ts'
import type { Jour } from '../../../kernel/jour.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { queueJob } from '../../../platform/jobs/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { lireFichier } from '../../../platform/lecture/index.ts'
import { findLieuActuel, type LieuReconnu, listResponsables, reconnaitreLieux } from '../../annuaire/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import { type LigneLue, lireRangee, reconnaitreColonnes } from '../domain/liste-de-droit.ts'
import { PERMISSIONS_CHARTE } from '../domain/permissions.ts'
import { versionEnVigueur } from '../domain/version.ts'
import { openDossier } from '../store/adhesion.store.ts'
import { findCharte } from '../store/charte.store.ts'
import {
  findLigne,
  findListe,
  insertLigne,
  insertListe,
  type Ligne,
  type Liste,
  listARapprocher,
  listLivraisonsDeListe,
  lockLignes,
  lockListe,
  saveAdmission,
  saveLivraison,
  saveReponse
} from '../store/liste.store.ts'
import { lockDossiersDesLieux } from '../store/reunion.store.ts'
import type { GenreListe } from '../store/tables.ts'
import { agirSur } from './adhesion/agir-sur.ts'

/** Bytes and rows of one file: an official list of the whole country is far below. */
export const TAILLE_LISTE_MAX = 5_000_000
const LIGNES_MAX = 20_000
/** Faults kept with a delivery: enough to mend the file. */
const FAUTES_MAX = 200

interface Outils {
  readonly acteur: Acteur
  readonly now: Date
}

const autorise = (acteur: Acteur, reseau: string) =>
  estAutorise(PERMISSIONS_CHARTE['adhesion:droit'], acteur, { reseau })

export async function creerListe(
  db: Db,
  { charteId, nom, genre }: { readonly charteId: string; readonly nom: string; readonly genre: GenreListe },
  { acteur, now }: Outils
): Promise<Result<string, 'interdit' | 'charte' | 'nom-pris'>> {
  const charte = await findCharte(db, charteId)
  // A charter that is not in force makes nobody a member.
  if (!charte || !versionEnVigueur(charte.versions, now)) return refuse('charte')
  if (!autorise(acteur, charte.reseau_id)) return refuse('interdit')
  const id = randomUUID()
  return transaction(db, async (trx) => {
    const ecrite = await insertListe(
      trx,
      { id, reseau_id: charte.reseau_id, charte_id: charteId, nom, genre, creee_par: acteur.nom },
      now
    )
    if (!ecrite) return refuse('nom-pris')
    const contenu = { charte: charteId, genre }
    await consigner(
      trx,
      { reseau: charte.reseau_id, genre: 'liste.creation', acteur: acteur.nom, objet: `liste/${id}`, contenu },
      now
    )
    return ok(id)
  })
}

export type RefusDImport =
  | { readonly raison: 'interdit' }
  | { readonly raison: 'illisible'; readonly message: string }
  | { readonly raison: 'sans-nom' }
  | { readonly raison: 'rien-a-garder'; readonly ligne: number; readonly message: string }
  /** The same file was imported on that day. */
  | { readonly raison: 'deja'; readonly le: Date }
  | { readonly raison: 'ancienne'; readonly derniere: string }
  | { readonly raison: 'a-venir' }

/**
 * Takes a list in, as it was on a day. Rows are then matched by a job, in batches: nothing waits for a thousand lieux. The
 * journal has one entry for the file, with its digest.
 */
export async function importerListe(
  db: Db,
  liste: Liste,
  { chemin, dateeDu }: { readonly chemin: string; readonly dateeDu: Jour },
  { acteur, now }: Outils
): Promise<Result<undefined, RefusDImport>> {
  if (!autorise(acteur, liste.reseau_id)) return refuse({ raison: 'interdit' })
  const reseau = await findReseau(db, liste.reseau_id)
  if (dateeDu > jourDe(now, reseau?.fuseau ?? 'Europe/Paris')) return refuse({ raison: 'a-venir' })
  const lu = await lireListe(chemin)
  if (!lu.ok) return lu
  const { empreinte, lues, lignes, fautes } = lu.value
  return transaction(db, async (trx) => {
    await lockListe(trx, liste.id)
    const livraisons = await listLivraisonsDeListe(trx, liste.id)
    const meme = livraisons.find((une) => une.empreinte === empreinte)
    if (meme) return refuse({ raison: 'deja', le: meme.importee_le })
    const derniere = livraisons[0]?.datee_du
    if (derniere && dateeDu < derniere) return refuse({ raison: 'ancienne', derniere })
    const comptes = await saveLivraison(
      trx,
      liste.id,
      { dateeDu, empreinte, importeePar: acteur.nom, lues, fautes },
      lignes,
      now
    )
    await consigner(
      trx,
      {
        reseau: liste.reseau_id,
        genre: 'liste.livraison',
        acteur: acteur.nom,
        objet: `liste/${liste.id}`,
        contenu: { empreinte, datee: dateeDu, lues, gardees: lignes.length, ...comptes }
      },
      now
    )
    await queueJob(trx, JOB_RAPPROCHER, { liste: liste.id, acteur: acteur.nom }, { file: JOB_RAPPROCHER })
    return ok(undefined)
  })
}

/** Name of the job that matches the rows of a list. One list after the other: two lists may name one lieu. */
export const JOB_RAPPROCHER = 'rapprocher-liste'

interface ListeLue {
  /** SHA-256 of the file, in hexadecimal. */
  readonly empreinte: string
  readonly lues: number
  readonly lignes: readonly LigneLue[]
  readonly fautes: readonly { readonly ligne: number; readonly message: string }[]
}

async function lireListe(chemin: string): Promise<Result<ListeLue, RefusDImport>> {
  const octets = await readFile(chemin)
  const format = octets.subarray(0, 2).toString('latin1') === 'PK' ? 'xlsx' : 'csv'
  const lecture = await lireFichier(
    chemin,
    { format },
    { tailleMax: TAILLE_LISTE_MAX, lignes: LIGNES_MAX, colonnes: 100 }
  )
  if (!lecture.ok) return refuse({ raison: 'illisible', message: lecture.error.message })
  const colonnes = reconnaitreColonnes(lecture.value.colonnes)
  if ((colonnes.get('nom') ?? []).length === 0) return refuse({ raison: 'sans-nom' })
  const parCle = new Map<string, LigneLue>()
  const fautes: { ligne: number; message: string }[] = []
  let lues = 0
  for await (const rangee of lecture.value.lignes()) {
    lues++
    const lue = lireRangee(rangee, colonnes)
    if (!lue.ok) fautes.push({ ligne: lues, message: lue.error.map(({ message }) => message).join(' ') })
    else if (parCle.has(lue.value.cle))
      fautes.push({ ligne: lues, message: 'Cette ligne répète une ligne plus haut : elle est lue une fois.' })
    else parCle.set(lue.value.cle, lue.value)
  }
  const [premiere] = fautes
  // A file where nothing can be read is a wrong file, not an empty list that everybody leaves.
  if (parCle.size === 0)
    return refuse({ raison: 'rien-a-garder', ligne: premiere?.ligne ?? 1, message: premiere?.message ?? '' })
  return ok({
    empreinte: createHash('sha256').update(octets).digest('hex'),
    lues,
    lignes: [...parCle.values()],
    fautes: fautes.slice(0, FAUTES_MAX)
  })
}

/** Rows matched, and lieux admitted, in one transaction. */
const PAR_LOT = 25

/**
 * Looks for the rows of a list in the directory, batch after batch, and admits the lieux that are surely theirs. Stopped
 * halfway or run twice, it goes on from where it was.
 */
export async function rapprocherListe(
  db: Db,
  listeId: string,
  { acteur, now }: { readonly acteur: string; readonly now: Date }
): Promise<void> {
  const liste = await findListe(db, listeId)
  if (!liste) return
  for (;;) {
    const lot = await listARapprocher(db, listeId, PAR_LOT)
    if (lot.length === 0) return
    const reconnus = await reconnaitreLieux(
      db,
      lot.map((ligne) => ({ ...ligne, fictif: liste.fictif }))
    )
    const reponses = new Map(lot.map(({ id }, rang) => [id, reconnus[rang] ?? []]))
    await transaction(db, async (trx) => {
      const lignes = await lockLignes(
        trx,
        lot.map(({ id }) => id)
      )
      // All the dossiers of the batch before its first line in a journal: nobody waits in a circle.
      await lockDossiersDesLieux(
        trx,
        reconnus.flatMap((candidats) => lieuSur(candidats)?.id ?? [])
      )
      for (const ligne of lignes) {
        // Somebody answered while the directory was searched.
        if (ligne.etat !== 'a-rapprocher') continue
        await settle(trx, liste, ligne, reponses.get(ligne.id) ?? [], { acteur, now })
      }
    })
  }
}

/** The lieu that a row surely names: one, and no other. */
function lieuSur(candidats: readonly LieuReconnu[]): LieuReconnu['lieu'] | undefined {
  const [sur, ...autres] = candidats.filter(({ issue }) => issue === 'meme')
  return autres.length === 0 ? sur?.lieu : undefined
}

async function settle(
  trx: Trx,
  liste: Liste,
  ligne: Ligne,
  candidats: readonly LieuReconnu[],
  outils: { readonly acteur: string; readonly now: Date }
): Promise<void> {
  const sur = lieuSur(candidats)
  if (sur && !(await estPartieAu(trx, sur.id, outils))) {
    await saveReponse(trx, ligne.id, { etat: 'rapprochee', lieu: sur.id, jugeeLe: null })
    return admettre(trx, liste, ligne.id, sur.id, outils)
  }
  const doute = candidats.some(({ issue }) => issue !== 'different')
  await saveReponse(trx, ligne.id, { etat: doute ? 'a-verifier' : 'sans-lieu', lieu: null, jugeeLe: null })
}

/** Nobody makes a member of a lieu that they look after: their row waits for somebody else. */
const estPartieAu = async (
  trx: Trx,
  lieuId: number,
  { acteur, now }: { acteur: string; now: Date }
): Promise<boolean> =>
  (await listResponsables(trx, lieuId, now)).some(({ compteId }) => acteur === `compte:${compteId}`)

/** As of right (T7). A state that a list does not go round is kept with the row, for the committee. */
async function admettre(
  trx: Trx,
  { reseau_id, charte_id }: Liste,
  ligneId: number,
  lieuId: number,
  outils: { readonly acteur: string; readonly now: Date }
): Promise<void> {
  const dossier = await openDossier(trx, { reseauId: reseau_id, charteId: charte_id, lieuId }, outils.now)
  const issue = await agirSur(trx, dossier.id, { genre: 'admettre-de-droit' }, outils)
  if (issue.ok) return saveAdmission(trx, ligneId, { admiseLe: outils.now })
  if (issue.error.raison !== 'etat') throw new Error(`l’admission de droit est refusée : ${issue.error.raison}`)
  await saveAdmission(trx, ligneId, { refus: issue.error.etat })
}

/** The lieux among which a person chooses for a row. */
export async function listCandidats(db: Db, liste: Liste, ligne: Ligne): Promise<readonly LieuReconnu[]> {
  const [candidats = []] = await reconnaitreLieux(db, [{ ...ligne, fictif: liste.fictif }])
  return candidats
}

export type ReponseLigne =
  | { readonly genre: 'lieu'; readonly lieu: number }
  | { readonly genre: 'aucun' }
  | { readonly genre: 'ecarter' }
  /** Tries the admission of a matched row again: its lieu may be admitted now. */
  | { readonly genre: 'admettre' }

/** A person's answer about a row. A lieu must be one of those shown: others are not on offer. */
export async function repondreLigne(
  db: Db,
  liste: Liste,
  ligneId: number,
  reponse: ReponseLigne,
  { acteur, now }: Outils
): Promise<Result<undefined, 'interdit' | 'inconnue' | 'lieu' | 'partie'>> {
  if (!autorise(acteur, liste.reseau_id)) return refuse('interdit')
  const outils = { acteur: acteur.nom, now }
  const vue = reponse.genre === 'lieu' ? await findLigne(db, ligneId) : undefined
  const candidats = vue ? await listCandidats(db, liste, vue) : []
  return transaction(db, async (trx) => {
    const [ligne] = await lockLignes(trx, [ligneId])
    if (ligne?.liste_id !== liste.id) return refuse('inconnue')
    const contenu = { ligne: ligneId, reponse: reponse.genre, lieu: reponse.genre === 'lieu' ? reponse.lieu : null }
    const noter = () =>
      consigner(
        trx,
        { reseau: liste.reseau_id, genre: 'liste.reponse', acteur: acteur.nom, objet: `liste/${liste.id}`, contenu },
        now
      )
    switch (reponse.genre) {
      case 'aucun':
        await saveReponse(trx, ligneId, { etat: 'sans-lieu', lieu: null, jugeeLe: now })
        await noter()
        return ok(undefined)
      case 'ecarter':
        await saveReponse(trx, ligneId, { etat: 'ecartee', lieu: null, jugeeLe: now })
        await noter()
        return ok(undefined)
      case 'lieu': {
        const lieu = candidats.find(({ lieu: un }) => un.id === reponse.lieu)?.lieu
        if (!lieu) return refuse('lieu')
        if (await estPartieAu(trx, lieu.id, outils)) return refuse('partie')
        await saveReponse(trx, ligneId, { etat: 'rapprochee', lieu: lieu.id, jugeeLe: now })
        await admettre(trx, liste, ligneId, lieu.id, outils)
        await noter()
        return ok(undefined)
      }
      case 'admettre': {
        // Its fiche may have become one with another since.
        const lieu = ligne.lieu_id === null ? undefined : await findLieuActuel(trx, ligne.lieu_id)
        if (!lieu || lieu.retire_le) return refuse('lieu')
        if (await estPartieAu(trx, lieu.id, outils)) return refuse('partie')
        await saveReponse(trx, ligneId, { etat: 'rapprochee', lieu: lieu.id, jugeeLe: ligne.jugee_le })
        await admettre(trx, liste, ligneId, lieu.id, outils)
        return ok(undefined)
      }
    }
  })
}

/** A row that the committee adds by itself. It is matched at once; one already there is said. */
export async function ajouterLigne(
  db: Db,
  liste: Liste,
  ligne: LigneLue,
  { acteur, now }: Outils
): Promise<Result<number, 'interdit' | 'deja'>> {
  if (!autorise(acteur, liste.reseau_id)) return refuse('interdit')
  const reseau = await findReseau(db, liste.reseau_id)
  const [candidats = []] = await reconnaitreLieux(db, [{ ...ligne, fictif: liste.fictif }])
  return transaction(db, async (trx) => {
    const { id, nouvelle } = await insertLigne(trx, liste.id, ligne, jourDe(now, reseau?.fuseau ?? 'Europe/Paris'))
    if (!nouvelle) return refuse('deja')
    const [ecrite] = await lockLignes(trx, [id])
    if (ecrite) await settle(trx, liste, ecrite, candidats, { acteur: acteur.nom, now })
    const contenu = { ligne: id }
    await consigner(
      trx,
      { reseau: liste.reseau_id, genre: 'liste.ajout', acteur: acteur.nom, objet: `liste/${liste.id}`, contenu },
      now
    )
    return ok(id)
  })
}
