import { randomUUID } from 'node:crypto'
import { SYSTEME } from '../../../kernel/acteur.ts'
import type { Jour } from '../../../kernel/jour.ts'
import { RESEAU_NATIONAL } from '../../../kernel/role.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import {
  attribuerResponsable,
  findLieu,
  listLieuxDeDemonstration,
  listLieuxTenus,
  type OutilsFiche,
  prendreEnMain,
  toucherLieux
} from '../../annuaire/index.ts'
import {
  DELEGUEE_DEMONSTRATION,
  findCompteDemonstration,
  giveRole,
  RESPONSABLE_DEMONSTRATION
} from '../../comptes/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import { type GeographieFrance, obtenirGeographie } from '../../territoires/index.ts'
import { type Acte, agir } from '../domain/adhesion/actes.ts'
import { type Avancee, avancer } from '../domain/adhesion/avancer.ts'
import { echeances } from '../domain/adhesion/echeances.ts'
import type { Regles } from '../domain/adhesion/regles.ts'
import type { Contenu } from '../domain/charte.ts'
import {
  acteDe,
  type Etape,
  instantDeLAge,
  inventerDeclaration,
  jourDeLAge,
  VIES,
  type Vie
} from '../domain/demonstration.ts'
import { versionEnVigueur } from '../domain/version.ts'
import { type Dossier, lockDossier, openDossier, saveSituation } from '../store/adhesion.store.ts'
import { findCharte, findContenu } from '../store/charte.store.ts'
import { freezeDeclaration, insertBrouillon, lockBrouillon } from '../store/declaration.store.ts'
import { deleteListesFictives, isSansAdhesion, lockDemonstration } from '../store/demonstration.store.ts'
import { insertLigne, insertListe, saveAdmission, saveReponse } from '../store/liste.store.ts'
import { insertPiece } from '../store/piece.store.ts'
import { chargerRegles } from './adhesion/regles-de-la-charte.ts'
import { lirePerimetre } from './perimetre.ts'

/** Whether the fictional lieux wait for their adhesions: they have just been loaded, or a load was cut short. */
export const attendDemonstrationCharte = isSansAdhesion

/**
 * Gives the fictional lieux of the demonstration a past with the réseaux, and some of them to the known responsable. Loaded
 * once; what was cut short begins again.
 *
 * The rules decide as for everybody, at instants that are already past; no message is sent for what nobody lived. The
 * charter that a new site publishes today is taken as the one in force then.
 * @returns how many adhesions were written
 */
export async function chargerDemonstrationCharte(db: Db, outils: Pick<OutilsFiche, 'now' | 'site'>): Promise<number> {
  const national = await findReseau(db, RESEAU_NATIONAL)
  if (!national || !(await isSansAdhesion(db))) return 0
  const geo = await obtenirGeographie(db)
  const scenes = await distribute(db, geo, outils.now)
  const tenus = new Map(scenes.flatMap(({ lieuId, vie }) => (vie.tenu ? [[lieuId, vie.tenu] as const] : [])))
  // First: cut short, it is begun again, and finds what it had given.
  await giveLieux(db, geo, tenus, { ...outils, reseau: national.nom, acteur: SYSTEME })
  const responsable = await findCompteDemonstration(db, RESPONSABLE_DEMONSTRATION)
  return transaction(db, async (trx) => {
    await lockDemonstration(trx)
    if (!(await isSansAdhesion(trx))) return 0
    const dossiers: { readonly id: string; readonly lieuId: number; readonly reseauId: string }[] = []
    for (const scene of scenes) {
      const acteur = tenus.has(scene.lieuId) && responsable ? `compte:${responsable}` : SYSTEME.nom
      dossiers.push(await live(trx, scene, { acteur, now: outils.now }))
    }
    await writeListe(trx, scenes, outils.now)
    for (const { id, lieuId, reseauId } of dossiers)
      await consigner(
        trx,
        {
          reseau: reseauId,
          genre: 'adhesion.demonstration',
          acteur: SYSTEME.nom,
          objet: `adhesion/${id}`,
          contenu: { lieu: lieuId, demonstration: true }
        },
        outils.now
      )
    await toucherLieux(trx, [...new Set(dossiers.map(({ lieuId }) => lieuId))])
    return dossiers.length
  })
}

/** What `effacerDemonstration` does not take with the lieux. */
export async function effacerDemonstrationCharte(db: Db): Promise<void> {
  await transaction(db, deleteListesFictives)
}

/** What one lieu lives, and by which rules. */
interface Scene {
  readonly lieuId: number
  readonly nom: string
  readonly commune: string
  /** Its place among the scenes: what it declares follows from it. */
  readonly rang: number
  readonly vie: Vie
  readonly reseauId: string
  readonly version: number
  readonly contenu: Contenu
  readonly regles: Regles
}

/** One lieu for each life, of the ground of its réseau. A réseau that the site has closed has none. */
async function distribute(db: Db, geo: GeographieFrance, now: Date): Promise<readonly Scene[]> {
  const lieux = await listLieuxDeDemonstration(db)
  const scenes: Scene[] = []
  for (const charteId of new Set(VIES.map(({ charte }) => charte))) {
    const charte = await findCharte(db, charteId)
    const version = charte && versionEnVigueur(charte.versions, now)?.id
    if (!charte || version === undefined) continue
    const [regles, contenu, estDuReseau] = await Promise.all([
      chargerRegles(db, charteId),
      findContenu(db, version),
      lirePerimetre(db, geo, charte.reseau_id)
    ])
    const vies = VIES.filter((vie) => vie.charte === charteId)
    const siens = lieux.filter(({ codeInsee }) => estDuReseau(codeInsee)).slice(0, vies.length)
    for (const [i, { id, nom, commune }] of siens.entries()) {
      const vie = vies[i]
      if (!vie) break
      scenes.push({
        lieuId: id,
        nom,
        commune,
        rang: scenes.length,
        vie,
        reseauId: charte.reseau_id,
        version,
        contenu,
        regles: { ...regles, enVigueur: () => version }
      })
    }
  }
  return scenes
}

/** The known accounts look after some lieux: their fiches are in hand, as if they had been claimed. */
async function giveLieux(
  db: Db,
  geo: GeographieFrance,
  tenus: ReadonlyMap<number, NonNullable<Vie['tenu']>>,
  outils: OutilsFiche
): Promise<void> {
  const responsable = await findCompteDemonstration(db, RESPONSABLE_DEMONSTRATION)
  const deleguee = await findCompteDemonstration(db, DELEGUEE_DEMONSTRATION)
  if (!responsable || !deleguee) return
  for (const [lieuId, tenu] of tenus) {
    const apresValidation = await transaction(db, async (trx) => {
      await lockDemonstration(trx)
      const deja = await listLieuxTenus(trx, responsable, outils.now)
      if (deja.some(({ id }) => id === lieuId)) return () => {}
      const apres = await prendreEnMain(trx, geo, lieuId, outils)
      await attribuerResponsable(trx, { compteId: responsable, lieuId }, outils)
      const role = {
        role: 'delegue',
        reseau: RESEAU_NATIONAL,
        territoires: [],
        college: undefined,
        lieux: [lieuId],
        jusquAu: undefined
      } as const
      if (tenu === 'deleguee') await giveRole(trx, SYSTEME.nom, { compteId: deleguee, role }, undefined, outils.now)
      return apres
    })
    apresValidation()
  }
}

/** Writes the past of a lieu, one event after the other, then what time has done since. */
async function live(trx: Trx, scene: Scene, { acteur, now }: { readonly acteur: string; readonly now: Date }) {
  const { reseauId, lieuId, vie, regles } = scene
  const debut = instantDeLAge(vie.etapes[0]?.age ?? 0, regles, now)
  const { id } = await openDossier(trx, { reseauId, charteId: vie.charte, lieuId }, debut)
  for (const etape of vie.etapes) {
    const le = instantDeLAge(etape.age, regles, now)
    await advance(trx, id, regles, le)
    // The charter of this site asks something else: a shorter life, rather than a site that does not start.
    if (!(await play(trx, id, etape, scene, { acteur, le, now }))) break
  }
  await advance(trx, id, regles, now)
  return { id, lieuId, reseauId }
}

/** What only time does, each change at its own instant: nobody is its author. */
async function advance(trx: Trx, id: string, regles: Regles, jusqua: Date): Promise<void> {
  const dossier = await demandDossier(trx, id)
  let { situation } = dossier
  for (;;) {
    const [prochaine] = echeances(situation, regles)
    if (!prochaine || prochaine.le > jusqua) break
    const avancee = avancer(situation, regles, prochaine.le)
    situation = avancee.situation
    if (avancee.transitions.length > 0)
      await save(trx, dossier, avancee, regles, { acteur: SYSTEME.nom, le: prochaine.le })
  }
  // Messages whose moment is past are ticked, and sent to nobody.
  const avancee = { situation, transitions: [], rappels: [] }
  if (situation !== dossier.situation) await save(trx, dossier, avancee, regles, { acteur: SYSTEME.nom, le: jusqua })
}

/** False when the rules refuse it: nothing is written. */
async function play(
  trx: Trx,
  id: string,
  etape: Etape,
  scene: Scene,
  { acteur, le, now }: { readonly acteur: string; readonly le: Date; readonly now: Date }
): Promise<boolean> {
  const { regles, version, contenu } = scene
  const declaration = inventerDeclaration(scene.commune, contenu, scene.rang)
  if (etape.genre === 'declarer') {
    if (!(await act(trx, id, { genre: 'commencer' }, regles, { acteur, le }))) return false
    await insertBrouillon(
      trx,
      { adhesionId: id, version, accepteePar: acteur, accepteeLe: le, reprise: declaration },
      le
    )
  }
  const piece = pieceDe(etape, acteur, (age) => jourDeLAge(age, regles, now))
  const acte = acteDe(etape, { version, contenu, choix: declaration.choix }, regles, now)
  const keep = async () => {
    if (etape.genre === 'declarer') {
      const brouillon = await lockBrouillon(trx, id)
      if (brouillon) await freezeDeclaration(trx, brouillon.id, acteur, le)
    }
    const quand = etape.genre === 'avertir' ? instantDeLAge(etape.envoyee, regles, now) : le
    return piece && insertPiece(trx, { ...piece, adhesion_id: id }, quand)
  }
  if (acte) return act(trx, id, acte, regles, { acteur: piece?.auteur ?? acteur, le, keep })
  await keep()
  return true
}

async function act(
  trx: Trx,
  id: string,
  acte: Acte,
  regles: Regles,
  {
    acteur,
    le,
    keep
  }: { readonly acteur: string; readonly le: Date; readonly keep?: () => Promise<string | undefined> }
): Promise<boolean> {
  const dossier = await demandDossier(trx, id)
  const issue = agir(dossier.situation, acte, regles, le)
  if (!issue.ok) return false
  await save(trx, dossier, issue.value, regles, { acteur, le, pieceId: await keep?.() })
  return true
}

async function demandDossier(trx: Trx, id: string): Promise<Dossier> {
  const dossier = await lockDossier(trx, id)
  if (!dossier) throw new Error(`l’adhésion ${id} n’existe pas`)
  return dossier
}

const save = (
  trx: Trx,
  dossier: Dossier,
  { situation, transitions }: Avancee,
  regles: Regles,
  { acteur, le, pieceId }: { readonly acteur: string; readonly le: Date; readonly pieceId?: string | undefined }
) =>
  saveSituation(
    trx,
    dossier,
    {
      situation,
      transitions: transitions.map((une) => ({ ...une, acteur, pieceId })),
      echeances: echeances(situation, regles)
    },
    le
  )

type PieceInventee = Omit<Parameters<typeof insertPiece>[1], 'adhesion_id'>

/** What was written on that occasion, by the lieu or by the desk. */
function pieceDe(etape: Etape, acteur: string, jour: (age: number) => Jour): PieceInventee | undefined {
  switch (etape.genre) {
    case 'declarer':
    case 'activite':
    case 'admettre-de-droit':
      return undefined
    case 'opposer':
      return { genre: 'opposition', fondement: 'non-conformite', texte: etape.texte, auteur: SYSTEME.nom }
    case 'avertir':
      return {
        genre: 'avertissement',
        texte: etape.texte,
        auteur: SYSTEME.nom,
        support: 'papier',
        reference: '1A 000 000 0000 0',
        constatee_le: jour(etape.constatee),
        envoyee_le: jour(etape.envoyee),
        recue_le: jour(etape.recue)
      }
    case 'rectifier':
      return { genre: 'rectification', texte: etape.texte, auteur: acteur }
    case 'retirer':
      return { genre: 'retrait', texte: etape.texte, auteur: acteur }
    case 'demander':
      return { genre: 'demande', texte: etape.texte, auteur: acteur }
  }
}

/** The official list that named the members as of right: it only knows invented lieux. */
async function writeListe(trx: Trx, scenes: readonly Scene[], now: Date): Promise<void> {
  const admises = scenes.flatMap((scene) => {
    const [premiere] = scene.vie.etapes
    return premiere?.genre === 'admettre-de-droit' ? [{ ...scene, age: premiere.age }] : []
  })
  const [une] = admises
  if (!une) return
  const id = randomUUID()
  const jour = jourDeLAge(une.age, une.regles, now)
  const le = instantDeLAge(une.age, une.regles, now)
  const liste = {
    id,
    reseau_id: une.reseauId,
    charte_id: une.vie.charte,
    nom: 'Espaces publics numériques (démonstration)',
    genre: 'epn',
    creee_par: SYSTEME.nom,
    fictif: true
  } as const
  if (!(await insertListe(trx, liste, le))) return
  for (const { lieuId, nom } of admises) {
    const { commune = '', code_postal = '', adresse = '' } = (await findLieu(trx, lieuId))?.publiees ?? {}
    const ligne = { cle: `demonstration-${lieuId}`, nom, adresse, code_postal, commune, pivot: '', reference: '' }
    const ecrite = await insertLigne(trx, id, ligne, jour)
    await saveReponse(trx, ecrite.id, { etat: 'rapprochee', lieu: lieuId, jugeeLe: null })
    await saveAdmission(trx, ecrite.id, { admiseLe: le })
  }
}
