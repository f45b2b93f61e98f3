import { randomUUID } from 'node:crypto'
import type { Acteur } from '../../../kernel/acteur.ts'
import { estAutorise } from '../../../kernel/droit.ts'
import { jsonCanonique } from '../../../kernel/json-canonique.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { digest, newJeton } from '../../comptes/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import { adresseDe, adresseLibre } from '../domain/adresse.ts'
import { type EtatConsultation, etatDe } from '../domain/etat.ts'
import { REGLAGES_PAR_DEFAUT } from '../domain/module.ts'
import { type GesteDOrganisateur, peutFaire } from '../domain/organiser.ts'
import { PERMISSIONS_CONSULTATION } from '../domain/permissions.ts'
import { listManques, type Manque } from '../domain/publication.ts'
import { type Dates, datesProposees, type Mots, type Proposition, type Report } from '../domain/saisie-consultation.ts'
import { prendreCloture } from '../store/cloture.store.ts'
import { type Consultation, findConsultation, lockConsultation } from '../store/consultation.store.ts'
import { listModulesComptes } from '../store/liste.store.ts'
import {
  deleteConsultation,
  hasReponse,
  insertConsultation,
  insertModule,
  listAdressesComme,
  updateConsultation
} from '../store/organiser.store.ts'
import { clore } from './clore.ts'
import { ajouterItemA } from './organiser-items.ts'

export interface Geste {
  readonly acteur: Acteur
  readonly now: Date
}

/** A consultation as the person read it: the revision says whether somebody wrote since. */
export interface Cible {
  readonly adresse: string
  readonly revision: number
}

export type RefusDOrganiser =
  | { readonly raison: 'inconnue' }
  | { readonly raison: 'interdit' }
  /** Somebody wrote since it was read. */
  | { readonly raison: 'modifiee' }
  /** Not in this state of the consultation. */
  | { readonly raison: 'etat'; readonly etat: EtatConsultation }

/** What a gesture did, for the journal once the consultation is published: identifiers and digests only. */
export interface Fait {
  readonly genre: string
  readonly contenu: Readonly<Record<string, string | number | boolean | null>>
}

const organise = (acteur: Acteur, reseau: string) =>
  estAutorise(PERMISSIONS_CONSULTATION['consultation:organiser'], acteur, { reseau })

/** A consultation that nobody sees yet. Its address comes from its title, for ever; its dates wait to be chosen. */
export async function creerConsultation(
  db: Db,
  { reseau: reseauId, mots }: { readonly reseau: string; readonly mots: Mots },
  { acteur, now }: Geste
): Promise<Result<string, 'reseau' | 'interdit'>> {
  return transaction(db, async (trx) => {
    const reseau = await findReseau(trx, reseauId)
    if (!reseau) return refuse('reseau')
    if (!organise(acteur, reseau.id)) return refuse('interdit')
    const dates = datesProposees(now, reseau.fuseau)
    const { adresse } = await inserer(trx, { reseau: reseau.id, sujet: false, mots, dates }, { acteur, now })
    return ok(adresse)
  })
}

/** An emerging topic (CON-20): one module, one proposition to begin with, and no end until somebody closes it. */
export async function creerSujet(
  db: Db,
  {
    reseau: reseauId,
    mots,
    proposition
  }: { readonly reseau: string; readonly mots: Mots; readonly proposition: Proposition },
  { acteur, now }: Geste
): Promise<Result<string, 'reseau' | 'interdit'>> {
  return transaction(db, async (trx) => {
    const reseau = await findReseau(trx, reseauId)
    if (!reseau) return refuse('reseau')
    if (!organise(acteur, reseau.id)) return refuse('interdit')
    const dates = { ouverture: now, cloture: null, reponse_avant: null }
    const { id, adresse } = await inserer(trx, { reseau: reseau.id, sujet: true, mots, dates }, { acteur, now })
    const moduleId = randomUUID()
    await insertModule(trx, {
      ...REGLAGES_PAR_DEFAUT,
      id: moduleId,
      consultation_id: id,
      adresse: adresseDe(mots.titre, 'sujet'),
      rang: 1,
      titre: mots.titre,
      question: mots.question
    })
    await ajouterItemA(trx, { id: moduleId, consultation_id: id, nature: 'items' }, proposition, now)
    return ok(adresse)
  })
}

async function inserer(
  trx: Trx,
  {
    reseau,
    sujet,
    mots,
    dates
  }: {
    readonly reseau: string
    readonly sujet: boolean
    readonly mots: Mots
    readonly dates: Omit<Dates, 'cloture'> & { readonly cloture: Date | null }
  },
  { acteur, now }: Geste
): Promise<{ readonly id: string; readonly adresse: string }> {
  const voulue = adresseDe(mots.titre, sujet ? 'sujet' : 'consultation')
  for (;;) {
    const id = randomUUID()
    const adresse = adresseLibre(voulue, await listAdressesComme(trx, voulue))
    const prise = await insertConsultation(trx, {
      id,
      adresse,
      reseau_id: reseau,
      sujet,
      ...mots,
      ...dates,
      sel: newJeton(),
      creee_le: now,
      creee_par: acteur.nom
    })
    // Taken at the same instant by somebody else: the next one is looked for.
    if (prise) return { id, adresse }
  }
}

/**
 * One gesture of the organiser: its row held, the right, the state and the revision looked at, then written; once
 * published, with its line in the journal of the réseau.
 */
export async function organiser<T, E>(
  db: Db,
  { adresse, revision }: Cible,
  gesteVoulu: GesteDOrganisateur,
  { acteur, now }: Geste,
  faire: (
    trx: Trx,
    consultation: Consultation
  ) => Promise<Result<{ readonly value: T; readonly fait: Fait | undefined }, E>>
): Promise<Result<T, RefusDOrganiser | E>> {
  return transaction(db, async (trx): Promise<Result<T, RefusDOrganiser | E>> => {
    const vue = await findConsultation(trx, adresse)
    // The one gesture that closes takes the closing before any row, as every closing does.
    if (vue && gesteVoulu === 'clore') await prendreCloture(trx, vue.id)
    const consultation = vue && (await lockConsultation(trx, vue.id))
    if (!consultation) return refuse<RefusDOrganiser>({ raison: 'inconnue' })
    if (!organise(acteur, consultation.reseau_id)) return refuse<RefusDOrganiser>({ raison: 'interdit' })
    const etat = etatDe(consultation, now)
    if (!peutFaire(gesteVoulu, etat)) return refuse<RefusDOrganiser>({ raison: 'etat', etat })
    if (consultation.revision !== revision) return refuse<RefusDOrganiser>({ raison: 'modifiee' })
    const suite = await faire(trx, consultation)
    if (!suite.ok) return suite
    const { value, fait } = suite.value
    if (fait && (etat !== 'brouillon' || gesteVoulu === 'publier'))
      await consigner(
        trx,
        {
          reseau: consultation.reseau_id,
          genre: `consultation.${fait.genre}`,
          acteur: acteur.nom,
          objet: `consultation/${consultation.id}`,
          contenu: fait.contenu
        },
        now
      )
    return ok(value)
  })
}

const rienDePlus = (fait: Fait | undefined) => ok({ value: undefined, fait })

/** Title, question, introduction: they may always be made clearer. What they were is proven by the digests. */
export function presenter(db: Db, cible: Cible, mots: Mots, geste: Geste): Promise<Result<undefined, RefusDOrganiser>> {
  return organiser(db, cible, 'presenter', geste, async (trx, { id, titre, question, introduction }) => {
    await updateConsultation(trx, id, mots)
    return rienDePlus({
      genre: 'mots',
      contenu: { avant: digest(jsonCanonique({ titre, question, introduction })), apres: digest(jsonCanonique(mots)) }
    })
  })
}

export function dater(db: Db, cible: Cible, dates: Dates, geste: Geste): Promise<Result<undefined, RefusDOrganiser>> {
  return organiser(db, cible, 'dater', geste, async (trx, { id }) => {
    await updateConsultation(trx, id, dates)
    return rienDePlus(undefined)
  })
}

/** Puts off the closing that was announced, and the day of the answers with it. */
export function reporter(
  db: Db,
  cible: Cible,
  { cloture, reponse_avant }: Report,
  geste: Geste
): Promise<Result<undefined, RefusDOrganiser | { readonly raison: 'avancee' }>> {
  return organiser(db, cible, 'reporter', geste, async (trx, avant) => {
    if (!avant.cloture || cloture < avant.cloture) return refuse({ raison: 'avancee' as const })
    await updateConsultation(trx, avant.id, { cloture, reponse_avant })
    return rienDePlus({
      genre: 'report',
      contenu: { de: avant.cloture.toISOString(), a: cloture.toISOString(), reponse_avant }
    })
  })
}

/** Changes the day of the answers, once closed or for a topic that has no end. */
export function direReponseAvant(
  db: Db,
  cible: Cible,
  reponse_avant: string | null,
  geste: Geste
): Promise<Result<undefined, RefusDOrganiser>> {
  return organiser(db, cible, 'presenter', geste, async (trx, { id }) => {
    await updateConsultation(trx, id, { reponse_avant })
    return rienDePlus({ genre: 'reponse-avant', contenu: { reponse_avant } })
  })
}

/** From now on everybody reads it; an opening that is already past is now. */
export function publier(
  db: Db,
  cible: Cible,
  geste: Geste
): Promise<
  Result<undefined, RefusDOrganiser | { readonly raison: 'incomplete'; readonly manques: readonly Manque[] }>
> {
  return organiser(db, cible, 'publier', geste, async (trx, consultation) => {
    const { id, question, cloture } = consultation
    const { now, acteur } = geste
    const modules = await listModulesComptes(trx, id, undefined)
    const manques = listManques({ question, cloture, modules }, now)
    if (manques.length > 0) return refuse({ raison: 'incomplete' as const, manques })
    const ouverture = consultation.ouverture < now ? now : consultation.ouverture
    await updateConsultation(trx, id, {
      ouverture,
      publiee_le: now,
      publiee_par: acteur.nom,
      cloture_annoncee: cloture
    })
    return rienDePlus({
      genre: 'publication',
      contenu: {
        ouverture: ouverture.toISOString(),
        cloture: cloture?.toISOString() ?? null,
        modules: modules.length,
        items: modules.reduce((somme, { items }) => somme + items, 0)
      }
    })
  })
}

/** Ends an emerging topic now: its counts are frozen in the same transaction. */
export function cloreMaintenant(
  db: Db,
  cible: Cible,
  geste: Geste
): Promise<Result<undefined, RefusDOrganiser | { readonly raison: 'datee' }>> {
  return organiser(db, cible, 'clore', geste, async (trx, { id, cloture, ouverture }) => {
    if (cloture || ouverture >= geste.now) return refuse({ raison: 'datee' as const })
    await updateConsultation(trx, id, { cloture: geste.now })
    await clore(trx, id, { now: geste.now, acteur: geste.acteur.nom })
    // The closing has written its own line.
    return rienDePlus(undefined)
  })
}

/** Sets aside what has had its answer; a topic nobody answers may be set aside as it is. */
export function archiver(
  db: Db,
  cible: Cible,
  geste: Geste
): Promise<Result<undefined, RefusDOrganiser | { readonly raison: 'sans-restitution' }>> {
  return organiser(db, cible, 'archiver', geste, async (trx, { id, sujet, figee_le, restituee_le }) => {
    const sansReponse = sujet && figee_le !== null && !(await hasReponse(trx, id))
    if (!restituee_le && !sansReponse) return refuse({ raison: 'sans-restitution' as const })
    await updateConsultation(trx, id, { archivee_le: geste.now })
    return rienDePlus({ genre: 'archive', contenu: { restituee: restituee_le !== null } })
  })
}

/** A draft that nobody has read goes with all it holds. */
export function supprimer(db: Db, cible: Cible, geste: Geste): Promise<Result<undefined, RefusDOrganiser>> {
  return organiser(db, cible, 'supprimer', geste, async (trx, { id }) => {
    await deleteConsultation(trx, id)
    return rienDePlus(undefined)
  })
}
