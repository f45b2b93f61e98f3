import type { Contexte } from '../../../platform/http/feature.ts'
import { expediteurDe } from '../../comptes/index.ts'
import { findLieuActuel } from '../actions/lieu-tenu.ts'
import type { OutilsFiche } from '../actions/tenir-fiche.ts'
import { adresseFiche } from '../domain/fiche.ts'
import type { LieuPublic } from '../store/lieu.store.ts'

/** The lieu of the address; of one that was merged, the one in its place. */
export async function findLieuDemande(c: Contexte): Promise<LieuPublic | undefined> {
  const [, numero] = /^(\d{1,15})(?:-|$)/.exec(c.req.param('adresse') ?? '') ?? []
  return numero ? findLieuActuel(c.var.db, Number(numero)) : undefined
}

export const outilsDe = (c: Contexte): OutilsFiche => ({ acteur: c.var.acteur, now: c.var.now, ...expediteurDe(c) })

export const lieuEnVue = (lieu: LieuPublic) => ({ nom: lieu.nom, href: adresseFiche(lieu) })
