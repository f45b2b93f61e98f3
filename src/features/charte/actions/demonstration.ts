import { randomUUID } from 'node:crypto'
import { SYSTEME } from '../../../kernel/acteur.ts'
import { aHeure, jourDe, plusJours } from '../../../kernel/dates-legales.ts'
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
import { type Etape, inventerDeclaration, VIES, type Vie } from '../domain/demonstration.ts'
import { toChoix } from '../domain/etapes-declaration.ts'
import { versionEnVigueur } from '../domain/version.ts'
import { lockDossier, openDossier, saveSituation } from '../store/adhesion.store.ts'
import { findCharte, findContenu } from '../store/charte.store.ts'
import { freezeDeclaration, insertBrouillon, lockBrouillon } from '../store/declaration.store.ts'
import { deleteListesFictives, isSansAdhesion, lockDemonstration } from '../store/demonstration.store.ts'
import { insertLigne, insertListe, saveAdmission, saveReponse } from '../store/liste.store.ts'
import { insertPiece, setReception } from '../store/piece.store.ts'
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
    for (const [rang, scene] of scenes.entries()) {
      const acteur = tenus.has(scene.lieuId) && responsable ? `compte:${responsable}` : SYSTEME.nom
      dossiers.push(await live(trx, scene, { rang, acteur, now: outils.now }))
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
    for (const [i, { id, nom }] of siens.entries()) {
      const vie = vies[i]
      if (!vie) break
      scenes.push({
        lieuId: id,
        nom,
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

interface Faits {
  readonly rang: number
  readonly acteur: string
  readonly now: Date
}

/** Writes the past of a lieu, one act after the other, then what time has done since. */
async function live(trx: Trx, scene: Scene, faits: Faits) {
  const { reseauId, lieuId, vie, regles } = scene
  const quand = (age: number) => aHeure(plusJours(jourDe(faits.now, regles.zone), -age), 10, regles.zone)
  const ouvert = await openDossier(trx, { reseauId, charteId: vie.charte, lieuId }, quand(vie.etapes[0]?.age ?? 0))
  for (const etape of vie.etapes) await play(trx, ouvert.id, etape, scene, { ...faits, now: quand(etape.age) })
  await advance(trx, ouvert.id, regles, faits.now)
  return { id: ouvert.id, lieuId, reseauId }
}

async function play(trx: Trx, id: string, etape: Etape, scene: Scene, faits: Faits): Promise<void> {
  const { regles, version, contenu } = scene
  const { now } = faits
  const act = async (acte: Acte, acteur: string, pieceId?: string) => {
    await advance(trx, id, regles, now)
    await write(trx, id, { acteur, now, ...(pieceId && { pieceId }) }, regles, (situation) => {
      const issue = agir(situation, acte, regles, now)
      if (!issue.ok) throw new Error(`La démonstration ne peut pas ${acte.genre} : ${issue.error.raison}.`)
      return issue.value
    })
  }
  const keep = (piece: Omit<Parameters<typeof insertPiece>[1], 'adhesion_id'>) =>
    insertPiece(trx, { ...piece, adhesion_id: id }, now)
  const jour = (age: number) => plusJours(jourDe(now, regles.zone), etape.age - age)
  const { acteur } = faits
  switch (etape.genre) {
    case 'declarer': {
      const reprise = inventerDeclaration(scene.nom, contenu, faits.rang)
      await act({ genre: 'commencer' }, acteur)
      await insertBrouillon(trx, { adhesionId: id, version, accepteePar: acteur, accepteeLe: now, reprise }, now)
      const brouillon = await lockBrouillon(trx, id)
      if (brouillon) await freezeDeclaration(trx, brouillon.id, acteur, now)
      return act({ genre: 'declarer', version, contenu, choix: toChoix(reprise.choix), sincere: true }, acteur)
    }
    case 'activite':
    case 'admettre-de-droit':
      return act({ genre: etape.genre }, SYSTEME.nom)
    case 'opposer': {
      const piece = {
        genre: 'opposition',
        fondement: 'non-conformite',
        texte: etape.texte,
        auteur: SYSTEME.nom
      } as const
      return act({ genre: 'opposer', raisons: etape.texte }, SYSTEME.nom, await keep(piece))
    }
    case 'avertir': {
      const [constateLe, envoyeeLe, recueLe] = [jour(etape.constatee), jour(etape.envoyee), jour(etape.recue)]
      const piece = await insertPiece(
        trx,
        {
          adhesion_id: id,
          genre: 'avertissement',
          texte: etape.texte,
          auteur: SYSTEME.nom,
          support: 'papier',
          reference: '1A 000 000 0000 0',
          constatee_le: constateLe,
          envoyee_le: envoyeeLe
        },
        aHeure(envoyeeLe, 10, regles.zone)
      )
      await setReception(trx, piece, recueLe)
      return act({ genre: 'avertir', constateLe, envoyeeLe, recueLe }, SYSTEME.nom, piece)
    }
    case 'rectifier':
      return act(
        { genre: 'rectifier' },
        acteur,
        await keep({ genre: 'rectification', texte: etape.texte, auteur: acteur })
      )
    case 'retirer': {
      const piece = await keep({ genre: 'retrait', texte: etape.texte, auteur: acteur })
      return act({ genre: 'retirer', cesse: true, sansConfusion: true }, acteur, piece)
    }
    case 'demander':
      // It changes nothing by itself: the committee reads it.
      await keep({ genre: 'demande', texte: etape.texte, auteur: acteur })
  }
}

/** Time's own transitions, before somebody acts: nobody is their author. */
const advance = (trx: Trx, id: string, regles: Regles, now: Date) =>
  write(trx, id, { acteur: SYSTEME.nom, now }, regles, (situation) => avancer(situation, regles, now))

async function write(
  trx: Trx,
  id: string,
  { acteur, now, pieceId }: Omit<Faits, 'rang'> & { readonly pieceId?: string },
  regles: Regles,
  decide: (situation: Parameters<typeof agir>[0]) => Avancee
): Promise<void> {
  const dossier = await lockDossier(trx, id)
  if (!dossier) throw new Error(`L’adhésion ${id} n’existe pas.`)
  const { situation, transitions } = decide(dossier.situation)
  await saveSituation(
    trx,
    dossier,
    {
      situation,
      transitions: transitions.map((une) => ({ ...une, acteur, pieceId })),
      echeances: echeances(situation, regles)
    },
    now
  )
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
  const jour = plusJours(jourDe(now, une.regles.zone), -une.age)
  const le = aHeure(jour, 10, une.regles.zone)
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
