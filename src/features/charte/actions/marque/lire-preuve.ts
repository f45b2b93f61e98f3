import type { Db } from '../../../../platform/db/index.ts'
import { findLieuActuel, type LieuPublic } from '../../../annuaire/index.ts'
import { findReseau, type Reseau } from '../../../reseaux/index.ts'
import { avancer } from '../../domain/adhesion/avancer.ts'
import type { Appartenance, Situation } from '../../domain/adhesion/situation.ts'
import { type Etape, finConnue, historiquePublic, type Statut, statutPublic } from '../../domain/marque/preuve.ts'
import { type Dossier, findDossier } from '../../store/adhesion.store.ts'
import { type Charte, findCharte, type VersionEnBase } from '../../store/charte.store.ts'
import { listPassages } from '../../store/marque.store.ts'
import { type CritereDeclare, listCriteresDeclares } from '../../store/montrer.store.ts'
import { listParametres } from '../../store/parametres.store.ts'
import { composerRegles } from '../adhesion/regles-de-la-charte.ts'

/** All that anyone may know of one adhesion, at one instant. */
export interface Preuve {
  readonly dossier: Dossier
  readonly situation: Situation
  readonly statut: Statut
  readonly historique: readonly Etape[]
  readonly reseau: Reseau
  readonly lieu: LieuPublic
  /** Where it is, as its fiche says; nothing once the fiche is withdrawn. */
  readonly adresse: Pick<LieuPublic['publiees'], 'adresse' | 'code_postal' | 'commune'>
  readonly charte: Charte
  /** What being a member carries now; absent for who is not one, or no more. */
  readonly membre:
    | {
        readonly depuis: Date
        readonly fin: Date | undefined
        readonly origine: Appartenance['origine']
        readonly version: VersionEnBase
        readonly criteres: readonly CritereDeclare[]
        readonly appartenance: Appartenance
      }
    | undefined
}

/** Another dossier answers for this one: their fiches became one. */
export interface Deplacee {
  readonly vers: string
}

/** The proof of an adhesion where time has led it, whatever was last written. Undefined for an unknown number. */
export async function lirePreuve(db: Db, id: string, now: Date): Promise<Preuve | Deplacee | undefined> {
  const dossier = await findDossier(db, id)
  if (!dossier) return undefined
  if (dossier.absorbeePar) return { vers: dossier.absorbeePar }
  const [passages, reseau, lieu, charte, parametres] = await Promise.all([
    listPassages(db, id),
    findReseau(db, dossier.reseauId),
    findLieuActuel(db, dossier.lieuId),
    findCharte(db, dossier.charteId),
    listParametres(db, dossier.charteId)
  ])
  if (!reseau || !lieu || !charte) throw new Error(`L’adhésion ${id} n’a plus son réseau, son lieu ou sa charte.`)
  const { situation, transitions } = avancer(dossier.situation, composerRegles(charte, parametres, reseau), now)
  const historique = historiquePublic([...passages, ...transitions])
  const statut = statutPublic(situation, historique)
  const appartenance = statut === 'membre' && 'membre' in situation ? situation.membre : undefined
  const version = appartenance && charte.versions.find((une) => une.id === appartenance.version)
  return {
    dossier,
    situation,
    statut,
    historique,
    reseau,
    lieu,
    adresse: lieu.retire_le ? {} : lieu.publiees,
    charte,
    membre:
      appartenance && version
        ? {
            depuis: appartenance.membreDepuis,
            fin: finConnue(situation, now),
            origine: appartenance.origine,
            version,
            criteres: appartenance.origine === 'declaration' ? await listCriteresDeclares(db, [id]) : [],
            appartenance
          }
        : undefined
  }
}

export const estDeplacee = (lue: Preuve | Deplacee): lue is Deplacee => 'vers' in lue
