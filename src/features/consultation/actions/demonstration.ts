import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { SYSTEME } from '../../../kernel/acteur.ts'
import { RESEAU_NATIONAL } from '../../../kernel/role.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { estPublique, listChartes, typographier } from '../../charte/index.ts'
import { creerFigurants, deleteFigurants, findCompteDemonstration } from '../../comptes/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import { lireValeurs } from '../domain/contribution.ts'
import {
  type CommentaireLivre,
  type ConsultationLivree,
  HABITUES,
  type ItemLivre,
  inventerAvis,
  lireConsultationLivree,
  PERSONNAGES
} from '../domain/livree.ts'
import { REGLAGES_PAR_DEFAUT } from '../domain/module.ts'
import { nextNumero } from '../store/consultation.store.ts'
import { insertContribution, insertValeurs, type Signature } from '../store/contribution.store.ts'
import {
  deleteDemonstration,
  hasDemonstration,
  insertOpinions,
  saveFinDeDemonstration
} from '../store/demonstration.store.ts'
import { insertItem } from '../store/item.store.ts'
import { insertConsultation, insertModule } from '../store/organiser.store.ts'
import { listItemsEtReponses, saveReponse } from '../store/reponse.store.ts'
import { clore } from './clore.ts'
import { empreinteDesReponses } from './repondre.ts'

const JOUR_MS = 86_400_000
/** Invented people who answered the one that is over, in two camps. */
const CAMPS = [38, 24] as const

/**
 * The consultations of the demonstration: that of 2014, lived from its opening to its archive, and one that is open, to try
 * everything. Loaded once, where the accounts of the demonstration are; what is refused half-way leaves nothing.
 * @param dossier of the files that ship, `content/consultations`
 * @returns how many were loaded
 */
export async function chargerDemonstrationConsultation(db: Db, dossier: string, now: Date): Promise<number> {
  if ((await hasDemonstration(db)) || !(await findReseau(db, RESEAU_NATIONAL))) return 0
  const connus = await listConnus(db)
  if (connus.size === 0) return 0
  const [passee, ouverte] = ['2014.yaml', 'ouverte.yaml'].map((nom) => lireFichier(join(dossier, nom)))
  return transaction(db, async (trx) => {
    let chargees = 0
    if (passee && (await vivre(trx, passee, { now, connus }))) chargees++
    if (ouverte && (await vivre(trx, ouverte, { now, connus }))) chargees++
    return chargees
  })
}

/** Removes them, with all that was said there. Returns how many there were. */
export async function effacerDemonstrationConsultation(db: Db): Promise<number> {
  return transaction(db, deleteDemonstration)
}

interface Scene {
  readonly id: string
  readonly ouverture: Date
  readonly cloture: Date
  readonly now: Date
  readonly figurants: readonly string[]
  /** Accounts of the demonstration, by how the files call them. */
  readonly connus: ReadonlyMap<string, string>
}

/** Writes what happened, in the order in which it did. False: the address is taken, by a consultation that is not invented. */
async function vivre(
  trx: Trx,
  livree: ConsultationLivree,
  { now, connus }: Pick<Scene, 'now' | 'connus'>
): Promise<boolean> {
  const ouverture = livree.ouverture ?? new Date(now.getTime() - 5 * JOUR_MS)
  const cloture = livree.cloture ?? new Date(now.getTime() + (livree.jours ?? 1) * JOUR_MS)
  const id = randomUUID()
  const ecrite = await insertConsultation(trx, {
    id,
    adresse: livree.adresse,
    reseau_id: RESEAU_NATIONAL,
    sujet: false,
    titre: typographier(livree.titre),
    question: typographier(livree.question),
    introduction: typographier(livree.introduction),
    ouverture,
    cloture,
    reponse_avant: null,
    publiee_le: ouverture,
    publiee_par: SYSTEME.nom,
    sel: randomBytes(32).toString('hex'),
    demonstration: true,
    creee_le: ouverture,
    creee_par: SYSTEME.nom
  })
  if (!ecrite) return false
  // Of the one that is over, accounts that nobody can enter. They go at the end, and what they said stays, as when
  // somebody leaves. In the open one opinions would go with them.
  const finie = cloture <= now
  const figurants = finie
    ? await creerFigurants(trx, CAMPS[0] + CAMPS[1], ouverture)
    : HABITUES.flatMap((par) => connus.get(par) ?? [])
  const scene: Scene = { id, ouverture, cloture, now, figurants, connus }
  const items = await ecrireModules(trx, livree, scene)
  await donnerAvis(
    trx,
    items,
    scene,
    finie ? CAMPS : [Math.ceil(figurants.length / 2), Math.floor(figurants.length / 2)]
  )
  for (const { itemId, item } of items) await contribuer(trx, itemId, item, scene)
  if (finie) {
    await finir(trx, livree, items, scene)
    await deleteFigurants(trx, figurants)
  }
  return true
}

interface ItemPlace {
  readonly itemId: string
  readonly item: ItemLivre
}

async function ecrireModules(trx: Trx, { modules }: ConsultationLivree, scene: Scene): Promise<readonly ItemPlace[]> {
  const items: ItemPlace[] = []
  for (const [place, module] of modules.entries()) {
    const moduleId = randomUUID()
    await insertModule(trx, {
      ...REGLAGES_PAR_DEFAUT,
      id: moduleId,
      consultation_id: scene.id,
      adresse: module.adresse,
      rang: place + 1,
      titre: typographier(module.titre),
      question: typographier(module.question),
      libelle_proposition: module.libelle_proposition,
      actions: module.actions,
      resultats: module.resultats
    })
    for (const [rang, item] of module.items.entries()) {
      const itemId = randomUUID()
      await insertItem(trx, {
        id: itemId,
        consultation_id: scene.id,
        module_id: moduleId,
        numero: await nextNumero(trx, scene.id),
        genre: 'item',
        parent_id: null,
        rang: rang + 1,
        titre: typographier(item.titre),
        texte: typographier(item.texte),
        motif: '',
        origine: item.par ? 'contributeur' : 'organisateur',
        auteur_id: item.par ? (scene.connus.get(item.par) ?? null) : null,
        etat: 'publie',
        le: item.par ? instantDe(item, scene) : scene.ouverture
      })
      items.push({ itemId, item })
    }
  }
  return items
}

async function donnerAvis(
  trx: Trx,
  items: readonly ItemPlace[],
  { ouverture, cloture, now, figurants }: Scene,
  camps: readonly [number, number]
): Promise<void> {
  const fin = Math.min(cloture.getTime(), now.getTime()) - 1
  const inventes = inventerAvis(
    items.map(({ item }) => item),
    camps
  )
  await insertOpinions(
    trx,
    inventes.flatMap(({ qui, item, accord, moment }) => {
      const itemId = items[item]?.itemId
      const le = new Date(ouverture.getTime() + moment * (fin - ouverture.getTime()))
      return itemId ? [{ itemId, compteId: figurants[qui] ?? null, accord, le }] : []
    })
  )
}

async function contribuer(trx: Trx, itemId: string, item: ItemLivre, scene: Scene): Promise<void> {
  const signer = (par: CommentaireLivre['par']): Signature => ({
    consultationId: scene.id,
    itemId,
    seanceId: undefined,
    // Somebody who left, or the organiser: an invented account, which goes.
    compteId: scene.connus.get(par) ?? scene.figurants[0] ?? '',
    organisateur: par === 'organisateur'
  })
  for (const commentaire of item.commentaires) {
    const id = randomUUID()
    const le = instantDe(commentaire, scene)
    const fil = { genre: 'commentaire', texte: typographier(commentaire.texte), parentId: undefined } as const
    await insertContribution(trx, id, signer(commentaire.par), fil, le)
    for (const reponse of commentaire.reponses) {
      const suite = { genre: 'commentaire', texte: typographier(reponse.texte), parentId: id } as const
      const ensuite = instantDe(reponse, scene, le.getTime())
      await insertContribution(trx, randomUUID(), signer(reponse.par), suite, ensuite)
    }
  }
  for (const action of item.actions)
    await insertContribution(
      trx,
      randomUUID(),
      signer(action.par),
      {
        genre: 'action',
        texte: typographier(action.texte),
        lien: undefined,
        lieuId: undefined,
        actionProjetId: undefined
      },
      instantDe(action, scene)
    )
  // The first of them gives every word, the next ones those that more people give.
  const mots = Object.entries(item.valeurs)
  for (const [place, compteId] of scene.figurants.entries()) {
    const valeurs = lireValeurs(mots.flatMap(([libelle, choix]) => (place < choix ? [libelle] : [])).join(', '))
    if (!valeurs.ok) break
    const signature = { consultationId: scene.id, itemId, compteId, seanceId: undefined, organisateur: false }
    await insertValeurs(trx, signature, valeurs.value, milieu(scene))
  }
}

/** Closes it as any other is, then answers each item and puts it away, at the dates of the file. */
async function finir(
  trx: Trx,
  livree: ConsultationLivree,
  items: readonly ItemPlace[],
  { id, now }: Scene
): Promise<void> {
  await clore(trx, id, { now, acteur: SYSTEME.nom })
  const { restituee_le = null, archivee_le = null } = livree
  const nationale = (await listChartes(trx)).find((charte) => charte.id === 'nationale')
  const version = nationale?.versions.find((une) => estPublique(une, now))
  for (const { itemId, item } of items) {
    const { reponse } = item
    if (!reponse || !restituee_le) continue
    const suites =
      version && reponse.critere
        ? [{ genre: 'critere', versionId: version.id, critereId: reponse.critere } as const]
        : []
    const ecrite = { sort: reponse.sort, texte: typographier(reponse.texte), suites }
    await saveReponse(trx, itemId, { reponse: ecrite, revision: 0, auteur: SYSTEME.nom }, restituee_le)
  }
  const synthese = typographier(livree.synthese)
  await saveFinDeDemonstration(trx, id, { synthese, restituee_le, archivee_le })
  const repondus = await listItemsEtReponses(trx, id)
  // Written today of what is told of the past: the journal says so.
  await consigner(
    trx,
    {
      reseau: RESEAU_NATIONAL,
      genre: 'consultation.restitution',
      acteur: SYSTEME.nom,
      objet: `consultation/${id}`,
      contenu: {
        reponses: repondus.length,
        empreinte: empreinteDesReponses(repondus, synthese),
        demonstration: true
      }
    },
    now
  )
}

async function listConnus(db: Db): Promise<ReadonlyMap<string, string>> {
  const connus = await Promise.all(
    [...PERSONNAGES, ...HABITUES].map(
      async (par) => [par, await findCompteDemonstration(db, `${par}@demonstration.example`)] as const
    )
  )
  return new Map(connus.flatMap(([par, id]) => (id ? [[par, id]] : [])))
}

/**
 * Some time of its day, always the same and after what it answers; always while the consultation was open.
 * @param apres what it answers, in milliseconds
 */
function instantDe(
  dit: Pick<CommentaireLivre, 'jour' | 'age' | 'texte'>,
  { ouverture, cloture, now }: Scene,
  apres = 0
): Date {
  const matin = dit.jour ? new Date(`${dit.jour}T08:00:00Z`).getTime() : now.getTime() - (dit.age ?? 0) * JOUR_MS
  const voulu = Math.max(matin + ((dit.texte.length * 97) % 18_000) * 1000, apres + (dit.texte.length % 40) * 61_000)
  return new Date(Math.max(ouverture.getTime(), Math.min(voulu, cloture.getTime() - 1, now.getTime())))
}

const milieu = ({ ouverture, cloture, now }: Scene): Date =>
  new Date((ouverture.getTime() + Math.min(cloture.getTime(), now.getTime())) / 2)

/** A shipped file that does not hold stops the loading: it is ours. */
function lireFichier(chemin: string): ConsultationLivree {
  const lue = lireConsultationLivree(parse(readFileSync(chemin, 'utf8')))
  if (!lue.ok) throw new Error(`${chemin} :\n- ${lue.error.join('\n- ')}`)
  return lue.value
}
