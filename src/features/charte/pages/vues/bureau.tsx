import { pageErreur } from '../../../../platform/http/erreurs.tsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import type { EtapeDuFil } from '../../../../platform/ui/composants/fil/fil.tsx'
import { findLieu, type LieuPublic } from '../../../annuaire/index.ts'
import { findReseau, listReseaux, type Reseau } from '../../../reseaux/index.ts'
import { chargerRegles } from '../../actions/adhesion/regles-de-la-charte.ts'
import { avancer } from '../../domain/adhesion/avancer.ts'
import type { Regles } from '../../domain/adhesion/regles.ts'
import type { Situation } from '../../domain/adhesion/situation.ts'
import { type Dossier, findDossier } from '../../store/adhesion.store.ts'
import { FeuilleAdhesion, type FeuilleAdhesionProps } from './feuille-adhesion.tsx'

export const BUREAU = '/bureau'
export const SUIVRE = 'adhesion:suivre'

export const cheminDossier = (id: string) => `${BUREAU}/adhesions/${id}`

/** A dossier opened at the desk, where time has led it. */
export interface DossierOuvert {
  readonly dossier: Dossier
  readonly situation: Situation
  readonly regles: Regles
  readonly reseau: Reseau
  readonly lieu: LieuPublic
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Numbers of dossiers, pieces and lists, as addresses write them. */
export const lireUuid = (texte: string | undefined): string | undefined =>
  texte && UUID.test(texte) ? texte : undefined

/** The dossier of this address, if its réseau is this person's to follow; otherwise what to answer. */
export async function ouvrirDossier(c: Contexte): Promise<DossierOuvert | Response> {
  const id = lireUuid(c.req.param('id'))
  const dossier = id && (await findDossier(c.var.db, id))
  if (!dossier) return c.notFound()
  if (!c.var.peut(SUIVRE, { reseau: dossier.reseauId })) return pageErreur(c, 403)
  // Its fiche became one with another: the dossier that stays says all there is to know.
  if (dossier.absorbeePar) return c.redirect(cheminDossier(dossier.absorbeePar), 303)
  return (await completer(c, dossier)) ?? c.notFound()
}

/** The same dossier, with what its pages read. */
export async function completer(c: Contexte, dossier: Dossier): Promise<DossierOuvert | undefined> {
  const { db, now } = c.var
  const [regles, reseau, lieu] = await Promise.all([
    chargerRegles(db, dossier.charteId),
    findReseau(db, dossier.reseauId),
    findLieu(db, dossier.lieuId)
  ])
  if (!reseau || !lieu) return undefined
  return { dossier, situation: avancer(dossier.situation, regles, now).situation, regles, reseau, lieu }
}

/** The réseaux whose desk this person may enter, the national one first. */
export async function reseauxSuivis(c: Contexte, permission = SUIVRE): Promise<readonly Reseau[]> {
  return (await listReseaux(c.var.db)).filter(({ id }) => c.var.peut(permission, { reseau: id }))
}

export const filBureau = (reseau: Pick<Reseau, 'id'>): EtapeDuFil => ({
  href: `${BUREAU}?reseau=${reseau.id}`,
  libelle: 'Le bureau'
})

export const filDossier = ({ dossier, reseau, lieu }: DossierOuvert): EtapeDuFil[] => [
  filBureau(reseau),
  { href: cheminDossier(dossier.id), libelle: lieu.nom }
]

export const PageBureau = (props: FeuilleAdhesionProps) => <FeuilleAdhesion {...props} menuActif={BUREAU} />

/** Reads a word of a table by its key: what an address says may be anything. */
export const motDe = (table: Readonly<Record<string, string>>, cle: string | undefined): string | undefined =>
  cle && Object.hasOwn(table, cle) ? table[cle] : undefined
