import type { Contexte } from '../../../platform/http/feature.ts'
import { adresseFiche, findLieuActuel, type LieuPublic } from '../../annuaire/index.ts'
import { fuseauDuDepartement } from '../../territoires/index.ts'

export interface LieuDeLaPage {
  readonly lieu: LieuPublic
  readonly nom: string
  /** Its fiche. */
  readonly href: string
  /** IANA time zone of its clocks. */
  readonly fuseau: string
}

/** The lieu of the address: of one that was merged, the other. Undefined when it left the public lists. */
export async function findLieuDeLaPage(c: Contexte): Promise<LieuDeLaPage | undefined> {
  const [, numero] = /^(\d{1,15})(?:-|$)/.exec(c.req.param('adresse') ?? '') ?? []
  const lieu = numero ? await findLieuActuel(c.var.db, Number(numero)) : undefined
  return lieu && !lieu.retire_le ? toLieuDeLaPage(lieu) : undefined
}

export const toLieuDeLaPage = (lieu: LieuPublic): LieuDeLaPage => ({
  lieu,
  nom: lieu.nom,
  href: adresseFiche(lieu),
  fuseau: fuseauDuDepartement(lieu.departement)
})

/** The number of the address, when it is one. */
export function readNumeroDAction(c: Contexte): string | undefined {
  const numero = c.req.param('action') ?? ''
  return UUID.test(numero) ? numero.toLowerCase() : undefined
}

export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
