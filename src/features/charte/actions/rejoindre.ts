import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import {
  attribuerResponsable,
  creerFiche,
  findLieuActuel,
  type LieuPublic,
  listLieuxTenus,
  type OutilsFiche
} from '../../annuaire/index.ts'
import { countGeste } from '../../comptes/index.ts'
import type { GeographieFrance } from '../../territoires/index.ts'
import { avancer } from '../domain/adhesion/avancer.ts'
import type { Situation } from '../domain/adhesion/situation.ts'
import { versionEnVigueur } from '../domain/version.ts'
import { listDossiersDuLieu } from '../store/adhesion.store.ts'
import { type Charte, listChartes, type VersionEnBase } from '../store/charte.store.ts'
import { insertAcceptation, lockAcceptation } from '../store/declaration.store.ts'
import { chargerRegles } from './adhesion/regles-de-la-charte.ts'
import { ouvrirBrouillon, type RefusDeclarer } from './declarer.ts'
import { lirePerimetre } from './perimetre.ts'
import { tenter } from './tenter.ts'

/** A lieu that somebody looks after, and where it stands with a réseau, as time has led it. */
export interface LieuAvecSituation {
  readonly lieu: LieuPublic
  readonly situation: Situation
}

/** The lieux that an account looks after, and where each stands with the réseau of a charter. */
export async function listMesLieux(
  db: Db,
  charte: Charte,
  compteId: string,
  now: Date
): Promise<readonly LieuAvecSituation[]> {
  const regles = await chargerRegles(db, charte.id)
  const miens: LieuAvecSituation[] = []
  for (const tenu of await listLieuxTenus(db, compteId, now)) {
    const lieu = await findLieuActuel(db, tenu.id)
    if (!lieu || lieu.retire_le) continue
    const dossier = (await listDossiersDuLieu(db, lieu.id)).find(({ reseauId }) => reseauId === charte.reseau_id)
    const situation = dossier ? avancer(dossier.situation, regles, now).situation : { etat: 'REFERENCE' as const }
    miens.push({ lieu, situation })
  }
  return miens
}

/** The charters that a lieu may be declared under: in force, on whose ground it is. */
export async function listChartesOuvertes(
  db: Db,
  geo: GeographieFrance,
  now: Date
): Promise<(lieu: Pick<LieuPublic, 'code_insee'>) => readonly Charte[]> {
  const enVigueur = (await listChartes(db)).filter(({ versions }) => versionEnVigueur(versions, now))
  const chartes = await Promise.all(
    enVigueur.map(async (charte) => ({ charte, estDuReseau: await lirePerimetre(db, geo, charte.reseau_id) }))
  )
  return ({ code_insee }) => chartes.filter(({ estDuReseau }) => estDuReseau(code_insee)).map(({ charte }) => charte)
}

/** Accepts a charter before the fiche of one's lieu exists: version, instant and account are kept (CHA-05). */
export function accepterAvantDeCreer(
  db: Db,
  charte: Charte,
  version: VersionEnBase,
  acteur: string,
  now: Date
): Promise<void> {
  return transaction(db, async (trx) => {
    if (!(await insertAcceptation(trx, version.id, acteur, now))) return
    await consigner(
      trx,
      {
        reseau: charte.reseau_id,
        genre: 'charte.acceptee',
        acteur,
        objet: `charte/${charte.id}`,
        contenu: { version: version.numero }
      },
      now
    )
  })
}

export type RefusCreer =
  | RefusDeclarer
  /** The charter in force was not accepted. */
  | { readonly raison: 'pas-acceptee' }
  | { readonly raison: 'trop'; readonly jusqua: Date }

/**
 * A lieu that nobody knew: its fiche, its responsable and its draft, in one transaction. Asked twice, the second time
 * answers with the first one's lieu.
 * @param valeurs read and checked by `lireNouveauLieu`
 */
export async function creerLieu(
  db: Db,
  geo: GeographieFrance,
  {
    charte,
    version,
    compteId,
    valeurs
  }: {
    readonly charte: Charte
    readonly version: VersionEnBase
    readonly compteId: string
    readonly valeurs: Parameters<typeof creerFiche>[2]
  },
  outils: OutilsFiche
): Promise<Result<LieuPublic, RefusCreer>> {
  const { acteur, now } = outils
  const jusqua = await countGeste(db, 'creations', compteId, now)
  if (jusqua) return refuse({ raison: 'trop', jusqua })
  let apresValidation = () => {}
  const cree = await tenter(db, async (trx): Promise<Result<LieuPublic, RefusCreer>> => {
    const accepteeLe = await lockAcceptation(trx, version.id, acteur.nom)
    if (!accepteeLe) return refuse({ raison: 'pas-acceptee' })
    for (const tenu of await listLieuxTenus(trx, compteId, now)) {
      const lieu = await findLieuActuel(trx, tenu.id)
      if (lieu && isMeme(lieu, valeurs)) return ok(lieu)
    }
    const fiche = await creerFiche(trx, geo, valeurs, outils)
    await attribuerResponsable(trx, { compteId, lieuId: fiche.lieuId }, outils)
    const lieu = await findLieuActuel(trx, fiche.lieuId)
    if (!lieu) return refuse({ raison: 'lieu-inconnu' })
    const ouvert = await ouvrirBrouillon(
      trx,
      { lieu, charte },
      { numero: version.numero, accepteeLe },
      { acteur, now, geo }
    )
    if (!ouvert.ok) return ouvert
    apresValidation = fiche.apresValidation
    return ok(lieu)
  })
  if (cree.ok) apresValidation()
  return cree
}

const isMeme = (lieu: LieuPublic, { nom, adresse, code_insee }: Parameters<typeof creerFiche>[2]): boolean =>
  lieu.nom === nom && lieu.publiees.adresse === adresse && lieu.code_insee === (code_insee ?? null)
