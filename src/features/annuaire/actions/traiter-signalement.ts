import type { Acteur } from '../../../kernel/acteur.ts'
import type { Objet } from '../../../kernel/droit.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { type Geographie, obtenirGeographie } from '../../territoires/index.ts'
import { zonesDeCommune } from '../../territoires/vocabulaire.ts'
import { compterLivraison } from '../domain/comptes.ts'
import { champAnnuaire, peutAnnuaire, zonesDuLieu } from '../domain/permissions.ts'
import { type Ajout, JOURS_COURRIEL, type SuiteSignalement } from '../domain/signalement.ts'
import { declarerSourceSignalements, ligneDeLAjout, SOURCE_SIGNALEMENTS } from '../domain/source-signalements.ts'
import { preparerTransformation } from '../domain/transformation.ts'
import { courrielReponse } from '../mails/reponse-signalement.mail.tsx'
import { applyArrivage, compareArrivage, listPlaces, loadArrivage } from '../store/enregistrement.store.ts'
import { findLieu } from '../store/lieu.store.ts'
import { findLivraisonCourante, finishLivraison, insertLivraison, lockAnnuaire } from '../store/livraison.store.ts'
import {
  findSignalement,
  listAjouts,
  reopenSignalement,
  type Signalement,
  saveTraitement
} from '../store/signalement.store.ts'
import { saveSource } from '../store/source.store.ts'
import { digestDeclaration } from './importer.ts'
import { deposerRapport } from './rapport.ts'
import { regrouper } from './regrouper.ts'

export type Reponse =
  | { readonly etat: 'refuse'; readonly message: string }
  | { readonly etat: 'accepte'; readonly suite: Exclude<SuiteSignalement, 'ajoute'>; readonly message: string }
  | { readonly etat: 'accepte'; readonly suite: 'ajoute'; readonly ajout: Ajout; readonly message: string }

export interface OutilsReponse {
  readonly acteur: Acteur
  readonly now: Date
  readonly reseau: string
  /** Address of the site, for the links of messages. */
  readonly site: string
}

/** What a right to answer is asked about: the lieu, or the département where one is said to be missing. */
export async function objetDuSignalement(
  db: Db,
  geo: Geographie,
  { lieu_id, departement }: Signalement
): Promise<Objet> {
  const trouve = lieu_id === null ? undefined : await findLieu(db, lieu_id)
  // The fiche that took the place of a merged one.
  const lieu = trouve?.remplace_par ? await findLieu(db, trouve.remplace_par) : trouve
  return { dans: zonesDuLieu(geo, lieu ?? { code_insee: null, departement }), lieu: lieu?.id }
}

// Asked whoever calls: the report must be theirs, and so must the place of a lieu that the answer adds.
async function mayAnswer(
  trx: Trx,
  geo: Geographie,
  id: number,
  acteur: Acteur,
  ajout: Ajout | undefined
): Promise<boolean> {
  if (champAnnuaire('signalements:traiter', acteur) === 'partout') return true
  const signalement = await findSignalement(trx, id)
  // Unknown: what follows says so.
  if (!signalement) return true
  if (!peutAnnuaire('signalements:traiter', acteur, await objetDuSignalement(trx, geo, signalement))) return false
  if (!ajout) return true
  const duCode = new Set(geo.parCodePostal(ajout.code_postal))
  const communes = geo.parNom(ajout.commune).filter((commune) => duCode.has(commune))
  return (
    communes.length > 0 &&
    communes.every(({ code }) => peutAnnuaire('signalements:traiter', acteur, { dans: zonesDeCommune(geo, code) }))
  )
}

/** Answers a report: what was done of it, the lieu it adds, and the message to whoever sent it, together or not at all. */
export async function traiterSignalement(
  db: Db,
  id: number,
  reponse: Reponse,
  outils: OutilsReponse
): Promise<Result<undefined, 'deja-traite' | 'hors-territoire'>> {
  const geo = await obtenirGeographie(db)
  let apresValidation = () => {}
  const issue = await transaction(db, async (trx): Promise<Result<undefined, 'deja-traite' | 'hors-territoire'>> => {
    const ajout = reponse.etat === 'accepte' && reponse.suite === 'ajoute' ? reponse.ajout : undefined
    if (ajout) await lockAnnuaire(trx)
    if (!(await mayAnswer(trx, geo, id, outils.acteur, ajout))) return refuse('hors-territoire')
    const ecrit = await saveTraitement(
      trx,
      id,
      {
        etat: reponse.etat,
        suite: reponse.etat === 'accepte' ? reponse.suite : undefined,
        message: reponse.message,
        ajout,
        par: outils.acteur.nom
      },
      outils.now
    )
    const signalement = ecrit ? await findSignalement(trx, id) : undefined
    if (!signalement) return refuse('deja-traite')
    if (ajout) apresValidation = await publierAjouts(trx, geo, outils)
    await consignerSuite(trx, signalement, outils)
    if (signalement.courriel) await repondre(trx, signalement, signalement.courriel, outils)
    return ok(undefined)
  })
  if (issue.ok) apresValidation()
  return issue
}

/** Takes an answer back: the report waits again, and a lieu that it had added leaves. A message that has left has left. */
export async function annulerReponse(
  db: Db,
  id: number,
  outils: OutilsReponse
): Promise<Result<undefined, 'pas-traite' | 'hors-territoire'>> {
  const geo = await obtenirGeographie(db)
  let apresValidation = () => {}
  const issue = await transaction(db, async (trx): Promise<Result<undefined, 'pas-traite' | 'hors-territoire'>> => {
    await lockAnnuaire(trx)
    if (!(await mayAnswer(trx, geo, id, outils.acteur, undefined))) return refuse('hors-territoire')
    const avant = await findSignalement(trx, id)
    if (!avant || !(await reopenSignalement(trx, id))) return refuse('pas-traite')
    if (avant.suite === 'ajoute') apresValidation = await publierAjouts(trx, geo, outils)
    const apres = await findSignalement(trx, id)
    if (apres) await consignerSuite(trx, apres, outils)
    return ok(undefined)
  })
  if (issue.ok) apresValidation()
  return issue
}

// Identifiers only: neither what was written nor by whom.
async function consignerSuite(trx: Trx, { id, etat, suite, lieu_id }: Signalement, { acteur, now }: OutilsReponse) {
  await consigner(
    trx,
    {
      reseau: 'national',
      genre: 'annuaire.signalement',
      acteur: acteur.nom,
      objet: `signalement/${id}`,
      contenu: { etat, suite, lieu: lieu_id }
    },
    now
  )
}

async function repondre(trx: Trx, signalement: Signalement, courriel: string, outils: OutilsReponse): Promise<void> {
  const { id, genre, etat, suite, propose, depose_le, message } = signalement
  const lieuId = signalement.lieu_id ?? (suite === 'ajoute' ? await findLieuAjoute(trx, id) : undefined)
  const lieu = lieuId === undefined ? undefined : await findLieu(trx, lieuId)
  await envoyerCourriel(
    trx,
    courrielReponse({
      a: courriel,
      reseau: outils.reseau,
      genre,
      lieu: lieu?.nom ?? propose.nom ?? '',
      lien: lieu && `${outils.site}/lieux/${lieu.id}`,
      deposeLe: depose_le,
      issue: etat === 'accepte' && suite ? suite : 'refuse',
      message,
      joursGardee: JOURS_COURRIEL
    }),
    outils.now
  )
}

/** The lieu where the record that a report added stands. */
export async function findLieuAjoute(db: Db, id: number): Promise<number | undefined> {
  const cle = { source: SOURCE_SIGNALEMENTS, cle: `signalement-${id}` }
  const places = await listPlaces(db, { lieux: [], cles: [cle] })
  return places.find((place) => place.cle === cle.cle)?.lieuId
}

/**
 * The réseau's own source says again everything that reports have added: a delivery like any other, written in the
 * transaction of the answer. Its rows hold what a person checked, and nothing of who reported it.
 */
async function publierAjouts(trx: Trx, geo: Geographie, { acteur, now, reseau, site }: OutilsReponse) {
  const declaration = declarerSourceSignalements({ reseau, site })
  const dateeDu = jourCivil(now)
  await saveSource(trx, declaration, now)
  const precedente = await findLivraisonCourante(trx, declaration.id)
  const livraisonId = await insertLivraison(trx, {
    sourceId: declaration.id,
    dateeDu,
    recueLe: now,
    origine: 'signalements du public',
    empreinteDeclaration: digestDeclaration(declaration),
    demandeePar: acteur.nom,
    enFile: false
  })
  const transformation = preparerTransformation(declaration, geo, dateeDu)
  const ajouts = await listAjouts(trx)
  for (const [i, { id, ajout }] of ajouts.entries()) transformation.ajouter(ligneDeLAjout(id, ajout), i + 1)
  const { enregistrements, refus } = transformation.finir()
  await loadArrivage(trx, enregistrements, async () => {})
  const { presentes: _, ...ecart } = await compareArrivage(trx, declaration.id)
  await applyArrivage(trx, declaration.id, livraisonId)
  const regroupement = await regrouper(
    trx,
    {
      genre: 'livraison',
      livraisonId,
      sourceId: declaration.id,
      redatee: precedente !== undefined && precedente.datee_du !== dateeDu
    },
    { now, geo, avancer: async () => {} }
  )
  const rapportId = await deposerRapport(trx, { sourceId: declaration.id, dateeDu, enregistrements, refus }, now)
  await finishLivraison(
    trx,
    livraisonId,
    {
      etat: 'appliquee',
      bilan: {
        lues: ajouts.length,
        gardees: ajouts.length - refus.length,
        refusees: refus.length,
        doublons: refus.filter(({ regle }) => regle === 'ligne-repetee').length,
        ...ecart
      },
      ...compterLivraison(declaration, enregistrements, refus),
      ...(rapportId !== undefined && { rapportId })
    },
    now
  )
  return regroupement.apresValidation
}
