import { readAdresseClient } from '../../../platform/http/adresse-client.ts'
import type { Contexte } from '../../../platform/http/feature.ts'
import { direInstant } from '../../charte/index.ts'
import { findReseau, type Reseau } from '../../reseaux/index.ts'
import type { OutilsDeContribution } from '../actions/contribuer.ts'
import { type EtatConsultation, etatDe } from '../domain/etat.ts'
import {
  type Consultation,
  findConsultation,
  findModule,
  findModuleById,
  type Module
} from '../store/consultation.store.ts'
import { findItem, type ItemCompte } from '../store/item.store.ts'

export interface ConsultationOuverte {
  readonly consultation: Consultation
  readonly reseau: Reseau
  readonly etat: EtatConsultation
  /** Instants in the réseau's own time, in full words. */
  readonly dire: (instant: Date) => string
}

export interface ItemOuvert extends ConsultationOuverte {
  readonly module: Module
  readonly item: ItemCompte
}

/** The consultation of this address; one that is being prepared is there for its organisers alone. */
export async function ouvrirConsultation(c: Contexte): Promise<ConsultationOuverte | undefined> {
  const consultation = await findConsultation(c.var.db, c.req.param('adresse') ?? '')
  const reseau = consultation && (await findReseau(c.var.db, consultation.reseau_id))
  if (!consultation || !reseau) return undefined
  const etat = etatDe(consultation, c.var.now)
  if (etat === 'brouillon' && !c.var.peut('consultation:organiser', { reseau: reseau.id })) return undefined
  return { consultation, reseau, etat, dire: (instant) => direInstant(instant, reseau.fuseau) }
}

/** A module of the address `/consultations/:adresse/modules/:module`. */
export async function ouvrirModule(
  c: Contexte
): Promise<(ConsultationOuverte & { readonly module: Module }) | undefined> {
  const ouverte = await ouvrirConsultation(c)
  const module = ouverte && (await findModule(c.var.db, ouverte.consultation.id, c.req.param('module') ?? ''))
  return module && { ...ouverte, module }
}

/** The item of the address `/consultations/:adresse/items/:numero`, seen or not: the page says what became of it. */
export async function ouvrirItem(c: Contexte): Promise<ItemOuvert | undefined> {
  const ouverte = await ouvrirConsultation(c)
  const numero = numeroDItem(c)
  if (!ouverte || numero === undefined) return undefined
  const item = await findItem(c.var.db, ouverte.consultation.id, numero)
  const module = item && (await findModuleById(c.var.db, item.module_id))
  return module && { ...ouverte, module, item }
}

/** The number that the address gives: a whole one, small enough for the base. */
export function numeroDItem(c: Contexte): number | undefined {
  const numero = c.req.param('numero') ?? ''
  return /^[1-9]\d{0,8}$/.test(numero) ? Number(numero) : undefined
}

/** An identifier, as addresses and hidden fields give it. */
export const lireUuid = (texte: string | undefined): string | undefined =>
  texte !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(texte) ? texte.toLowerCase() : undefined

/** Who contributes, and where from. Thirty people behind one address share it: it is never counted alone. */
export const outilsDe = (c: Contexte): OutilsDeContribution => ({
  acteur: c.var.acteur,
  now: c.var.now,
  salle: `${readAdresseClient(c)} ${c.req.header('user-agent') ?? ''}`
})
