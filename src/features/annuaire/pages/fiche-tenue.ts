import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte } from '../../../platform/http/feature.ts'
import { readToutesLesValeurs, sansNul } from '../../../platform/http/formulaire.ts'
import { expediteurDe } from '../../comptes/index.ts'
import { findLieuActuel, objetDuLieu } from '../actions/lieu-tenu.ts'
import type { OutilsFiche } from '../actions/tenir-fiche.ts'
import { adresseFiche } from '../domain/fiche.ts'
import type { Saisie } from '../domain/saisie-fiche.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import type { LieuModifie } from './vues/modifier.vue.tsx'

/** The lieu of the address; of one that was united with another, the other. */
export async function findLieuDeLAdresse(c: Contexte): Promise<LieuPublic | undefined> {
  const [, numero] = /^(\d{1,15})(?:-|$)/.exec(c.req.param('adresse') ?? '') ?? []
  return numero ? findLieuActuel(c.var.db, Number(numero)) : undefined
}

/** The lieu that this person holds, or the answer to give instead. */
export async function findLieuTenu(c: Contexte): Promise<{ lieu: LieuPublic } | { refus: Response }> {
  const lieu = await findLieuDeLAdresse(c)
  if (!lieu) return { refus: await c.notFound() }
  return (await mayHold(c, lieu)) ? { lieu } : { refus: await pageErreur(c, 403) }
}

export const mayHold = async (c: Contexte, lieu: LieuPublic): Promise<boolean> =>
  c.var.peut('fiche:tenir', await objetDuLieu(c.var.db, lieu))

export const toModifie = (lieu: LieuPublic): LieuModifie => ({ nom: lieu.nom, href: adresseFiche(lieu) })

export const outilsDe = (c: Contexte): OutilsFiche => ({
  acteur: c.var.acteur,
  now: c.var.now,
  ...expediteurDe(c)
})

/** Signs of one answer: beyond, it is no answer to any of our fields, and what is kept of it says so. */
const TEXTE_MAX = 10_000
/** Values under one name, and names: every list of the schema holds fewer. */
const NOMBRE_MAX = 120

/** What was posted, every value of every name: boxes are sent once each. */
export async function readSaisie(c: Contexte): Promise<Saisie> {
  const corps = await readToutesLesValeurs(c)
  return Object.fromEntries(
    Object.entries(corps)
      .slice(0, NOMBRE_MAX)
      .map(([nom, valeur]) => [
        nom,
        [valeur]
          .flat()
          .slice(0, NOMBRE_MAX)
          .flatMap((un) => (typeof un === 'string' ? [sansNul(un).slice(0, TEXTE_MAX)] : []))
      ])
  )
}
