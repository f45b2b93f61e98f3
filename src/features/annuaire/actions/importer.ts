import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import type { Acteur } from '../../../kernel/acteur.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import { jsonCanonique } from '../../../kernel/json-canonique.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { lireFichier } from '../../../platform/lecture/index.ts'
import type { Geographie } from '../../territoires/index.ts'
import { compterLivraison } from '../domain/comptes.ts'
import type { Declaration } from '../domain/declaration.ts'
import type { Enregistrement, Refus } from '../domain/enregistrement.ts'
import { colonnesManquantes } from '../domain/proposer-declaration.ts'
import { reconnaitreRenumerotation } from '../domain/renumerotation.ts'
import { preparerTransformation } from '../domain/transformation.ts'
import { renommerCles } from '../store/decision.store.ts'
import {
  applyArrivage,
  compareArrivage,
  listAnciensTitulaires,
  listColonnesTenues,
  listRenumerotables,
  loadArrivage,
  renumeroter
} from '../store/enregistrement.store.ts'
import {
  type FinLivraison,
  findLivraison,
  findLivraisonCourante,
  finishLivraison,
  holdingLivraison,
  insertLivraison,
  type Livraison,
  lockAnnuaire,
  markInterrompues,
  saveAvancement
} from '../store/livraison.store.ts'
import { saveSource } from '../store/source.store.ts'
import { deposerRapport } from './rapport.ts'
import { regrouper } from './regrouper.ts'
import { alerterLivraison } from './suivre-sources.ts'

/** A delivery that loses more than this share of its rows waits for a person (decision « Running it »). */
const PERTE_TOLEREE = 0.2

export interface DemandeImport {
  readonly declaration: Declaration
  /** Where the bytes are on this machine. */
  readonly chemin: string
  /** What people know the file by: its name, or its address. */
  readonly origine: string
  /** The day the producer delivered it, YYYY-MM-DD. */
  readonly dateeDu: string
  readonly acteur: Acteur
  /** Accepts a delivery that loses many rows. */
  readonly confirmer?: boolean
  /** The row opened when the import was asked for; opened here when absent. */
  readonly livraisonId?: number
}

export interface OutilsImport {
  readonly now: () => Date
  readonly geo: Geographie
  readonly tailleMax: number
  readonly courrielAdministration: string
  readonly urlPublique: string
  /** Told at each step, for whoever waits in front of a screen. */
  readonly onAvancement?: (etape: string, faits: number) => void
}

/** How an import ended, with the delivery as it stands in the database. Refusals are outcomes too: each has its sentence. */
export type Issue = Livraison

interface Lu {
  readonly enregistrements: readonly Enregistrement[]
  readonly refus: readonly Refus[]
  readonly lues: number
  /** What the reader repaired or kept with a doubt, in plain French. */
  readonly avis: readonly { readonly message: string; readonly nombre: number }[]
}

/**
 * Imports one delivery of one source, wholly or not at all. Killed at any instant, it leaves the directory as it was.
 * Nothing throws but a broken world: a bad file, an old or a shrunken delivery are issues with a message.
 */
export async function importer(db: Db, demande: DemandeImport, outils: OutilsImport): Promise<Issue> {
  await transaction(db, (trx) => markInterrompues(trx, outils.now()))
  return holdingLivraison(
    db,
    async (trx) => demande.livraisonId ?? (await openLivraison(trx, demande, outils.now())),
    (id, connexion) => importerLivraison(connexion, id, demande, outils, showAvancement(db, id, outils))
  )
}

/** Writes down what is asked, before anything is read: even a killed import leaves a trace. */
async function openLivraison(trx: Trx, { declaration, dateeDu, origine, acteur }: DemandeImport, now: Date) {
  await saveSource(trx, declaration, now)
  return insertLivraison(trx, {
    sourceId: declaration.id,
    dateeDu,
    recueLe: now,
    origine,
    empreinteDeclaration: digestDeclaration(declaration),
    demandeePar: acteur.nom,
    enFile: false
  })
}

type Avancer = (etape: string, faits: number) => Promise<void>

/** Twice a second at most, beside the import and never in its way: progress must not cost more than the work. */
function showAvancement(db: Db, id: number, { onAvancement }: OutilsImport): Avancer {
  let dernier = Number.NEGATIVE_INFINITY
  let enVol = false
  return async (etape, faits) => {
    onAvancement?.(etape, faits)
    if (enVol || performance.now() - dernier < 500) return
    dernier = performance.now()
    enVol = true
    void transaction(db, (trx) => saveAvancement(trx, id, etape, faits))
      .catch(() => {})
      .finally(() => {
        enVol = false
      })
  }
}

async function importerLivraison(
  db: Db,
  id: number,
  demande: DemandeImport,
  outils: OutilsImport,
  avancer: Avancer
): Promise<Issue> {
  const { declaration } = demande
  const aujourdhui = jourCivil(outils.now())
  if (demande.dateeDu > aujourdhui)
    return endLivraison(
      db,
      id,
      { etat: 'refusee', message: `La date de livraison (${demande.dateeDu}) est dans le futur. Rien n’a été changé.` },
      demande,
      outils
    )

  try {
    const empreinte = await digestFichier(demande.chemin)
    const courante = await findLivraisonCourante(db, declaration.id)
    const refusee = compareWithCourante(courante, demande, empreinte)
    if (refusee) return await endLivraison(db, id, { ...refusee, empreinte }, demande, outils)

    await avancer('lecture', 0)
    const lu = await lire(db, demande, outils, aujourdhui, avancer)
    if (!lu.ok) {
      const { message, colonnes } = lu.error
      return await endLivraison(db, id, { etat: 'refusee', message, empreinte }, demande, outils, colonnes)
    }
    return await appliquer(db, id, demande, outils, { lu: lu.value, empreinte, avancer })
  } catch (error) {
    await endLivraison(
      db,
      id,
      { etat: 'refusee', message: 'L’import a échoué à cause d’une panne. Rien n’a été changé : relancez-le.' },
      demande,
      outils
    ).catch(() => {})
    throw error
  }
}

function compareWithCourante(
  courante: Livraison | undefined,
  demande: DemandeImport,
  empreinte: string
): FinLivraison | undefined {
  if (!courante) return undefined
  if (demande.dateeDu < courante.datee_du)
    return {
      etat: 'ancienne',
      message: `Cette livraison est datée du ${demande.dateeDu} ; celle du ${courante.datee_du} est déjà là et la remplace. Rien n’a été changé.`
    }
  const sameContent =
    courante.empreinte === empreinte && courante.empreinte_declaration === digestDeclaration(demande.declaration)
  if (sameContent && demande.dateeDu === courante.datee_du)
    return { etat: 'inchangee', message: 'Cette livraison est déjà importée, à l’identique. Rien n’a été changé.' }
  return undefined
}

async function lire(
  db: Db,
  { declaration, chemin }: DemandeImport,
  { geo, tailleMax }: OutilsImport,
  aujourdhui: string,
  avancer: Avancer
): Promise<Result<Lu, RefusDeLecture>> {
  const lecture = await lireFichier(chemin, declaration.forme, { tailleMax })
  if (!lecture.ok) return refuse({ message: lecture.error.message })
  const parties = await listColonnesParties(db, declaration, lecture.value.colonnes)
  if (parties.length > 0)
    return refuse({
      message: `Les colonnes de cette source ont changé. ${parties.join(' ')} Rien n’a été changé : corrigez la déclaration de la source, ou prévenez le producteur.`,
      colonnes: true
    })
  const transformation = preparerTransformation(declaration, geo, aujourdhui)
  let lues = 0
  for await (const ligne of lecture.value.lignes()) {
    transformation.ajouter(ligne, ++lues)
    if (lues % 500 === 0) {
      await avancer('lecture', lues)
      // The pages of the same process keep answering while a large file is read.
      await setImmediate()
    }
  }
  const { enregistrements, refus } = transformation.finir()
  if (enregistrements.length === 0)
    return refuse({
      message:
        lues === 0
          ? 'La livraison est vide : elle ne contient aucune ligne. Rien n’a été changé.'
          : `Aucune des ${lues} lignes n’a pu être gardée : les colonnes ne sont sans doute pas celles que la source annonce. Rien n’a été changé.`
    })
  return ok({
    enregistrements,
    refus,
    lues,
    avis: lecture.value.avis.map(({ message, nombre }) => ({ message, nombre }))
  })
}

interface RefusDeLecture {
  readonly message: string
  /** The file was read, and no longer has the columns that the declaration reads. */
  readonly colonnes?: true
}

// Only what the current records hold can have gone: a column that this source never filled is no news.
async function listColonnesParties(
  db: Db,
  declaration: Declaration,
  colonnes: readonly string[]
): Promise<readonly string[]> {
  const graves = colonnesManquantes(declaration, colonnes).filter(({ grave }) => grave)
  if (graves.length === 0) return []
  const tenues = await listColonnesTenues(
    db,
    declaration.id,
    graves.map(({ colonne }) => colonne)
  )
  return graves.flatMap(({ colonne, message }) => (tenues.has(colonne) ? [message] : []))
}

async function appliquer(
  db: Db,
  id: number,
  demande: DemandeImport,
  outils: OutilsImport,
  { lu, empreinte, avancer }: { lu: Lu; empreinte: string; avancer: Avancer }
): Promise<Issue> {
  const { declaration } = demande
  const { cellules, regles } = compterLivraison(declaration, lu.enregistrements, lu.refus)
  const base = {
    lues: lu.lues,
    gardees: lu.lues - lu.refus.length,
    refusees: lu.refus.length,
    doublons: lu.refus.filter(({ regle }) => regle === 'ligne-repetee').length
  }
  let apresValidation = () => {}
  const ecrire = async (trx: Trx): Promise<void> => {
    await avancer('attente', 0)
    await lockAnnuaire(trx)
    // Another import of this source may have been applied while this one was reading.
    const precedente = await findLivraisonCourante(trx, declaration.id)
    const depassee = compareWithCourante(precedente, demande, empreinte)
    if (depassee) throw new Abandon(depassee)

    await loadArrivage(trx, lu.enregistrements, (faits) => avancer('écriture', faits))
    if (precedente) await suivreRenumerotation(trx, declaration.id, id)
    const ecart = await compareArrivage(trx, declaration.id)
    const bilan = { ...base, ...withoutPresentes(ecart) }
    if (!demande.confirmer && ecart.presentes > 0 && ecart.disparues > ecart.presentes * PERTE_TOLEREE)
      throw new Abandon({
        etat: 'en-attente',
        message: `Cette livraison ferait disparaître ${ecart.disparues} enregistrements sur ${ecart.presentes}. Elle attend qu’une personne la confirme ; rien n’a été changé.`,
        bilan,
        cellules,
        regles
      })

    await applyArrivage(trx, declaration.id, id)
    const regroupement = await regrouper(
      trx,
      {
        genre: 'livraison',
        livraisonId: id,
        sourceId: declaration.id,
        redatee: precedente !== undefined && precedente.datee_du !== demande.dateeDu
      },
      { now: outils.now(), geo: outils.geo, avancer }
    )
    apresValidation = regroupement.apresValidation
    await avancer('rapport', 0)
    const rapportId = await deposerRapport(
      trx,
      {
        sourceId: declaration.id,
        dateeDu: demande.dateeDu,
        enregistrements: lu.enregistrements,
        refus: lu.refus
      },
      outils.now()
    )
    await finishLivraison(
      trx,
      id,
      {
        etat: 'appliquee',
        empreinte,
        bilan,
        cellules,
        regles,
        avis: lu.avis,
        ...(rapportId !== undefined && { rapportId })
      },
      outils.now()
    )
    await consigner(
      trx,
      {
        reseau: 'national',
        genre: 'annuaire.livraison',
        acteur: demande.acteur.nom,
        objet: `livraison/${id}`,
        contenu: { source: declaration.id, datee_du: demande.dateeDu, empreinte, ...bilan, ...regroupement.bilan }
      },
      outils.now()
    )
  }
  try {
    await transaction(db, ecrire)
  } catch (error) {
    if (error instanceof Abandon) return endLivraison(db, id, { ...error.fin, empreinte }, demande, outils)
    throw error
  }
  apresValidation()
  return (await findLivraison(db, id)) as Livraison
}

/** Leaves the transaction, and everything it wrote, with how the delivery ends. */
class Abandon extends Error {
  readonly fin: FinLivraison
  constructor(fin: FinLivraison) {
    super(fin.etat)
    this.fin = fin
  }
}

// Records that the source now calls otherwise keep their lieu, their history and what people decided of them.
async function suivreRenumerotation(trx: Trx, sourceId: string, livraisonId: number): Promise<void> {
  const { partants, arrivants } = await listRenumerotables(trx, sourceId)
  const { renommages, liberees } = reconnaitreRenumerotation(partants, arrivants)
  const tous = [
    ...renommages,
    ...liberees.map((cle) => ({ ancienne: cle, nouvelle: `${cle} ~${livraisonId}` })),
    ...(await listAnciensTitulaires(
      trx,
      sourceId,
      renommages.map(({ nouvelle }) => nouvelle)
    ))
  ]
  await renumeroter(trx, sourceId, livraisonId, tous)
  await renommerCles(trx, sourceId, tous)
}

const withoutPresentes = ({
  nouvelles,
  modifiees,
  inchangees,
  disparues,
  revenues
}: Awaited<ReturnType<typeof compareArrivage>>) => ({
  nouvelles,
  modifiees,
  inchangees,
  disparues,
  revenues
})

/** Ends a delivery that changes nothing, and tells whoever looks after the source when a person is needed. */
export async function endLivraison(
  db: Db,
  id: number,
  fin: FinLivraison,
  { declaration, origine }: DemandeImport,
  outils: OutilsImport,
  colonnes = false
): Promise<Issue> {
  await transaction(db, async (trx) => {
    await finishLivraison(trx, id, fin, outils.now())
    if (fin.etat !== 'refusee' && fin.etat !== 'en-attente') return
    await alerterLivraison(
      trx,
      { id, declaration, origine, etat: fin.etat, message: fin.message ?? '', colonnes },
      { courrielAdministration: outils.courrielAdministration, urlPublique: outils.urlPublique, now: outils.now() }
    )
  })
  return (await findLivraison(db, id)) as Livraison
}

export function digestDeclaration(declaration: Declaration): string {
  return createHash('sha256').update(jsonCanonique(declaration)).digest('base64url')
}

async function digestFichier(chemin: string): Promise<string> {
  const { size } = await stat(chemin)
  const empreinte = createHash('sha256')
  if (size > 0) for await (const octets of createReadStream(chemin)) empreinte.update(octets as Buffer)
  return empreinte.digest('hex')
}
