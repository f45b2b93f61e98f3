import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire, sansNul } from '../../../platform/http/formulaire.ts'
import { nombre } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { type Avis, donnerAvis, refuserAvis } from '../actions/donner-avis.ts'
import { lireLignes } from '../domain/contribution.ts'
import { parseSens, RAISON_MAX } from '../domain/opinion.ts'
import { direRefus, type RefusDAvis } from '../domain/refus.ts'
import { garderEtInviter } from './garder.ts'
import { type ItemOuvert, numeroDItem, ouvrirItem } from './ouvrir.ts'
import { cheminDe, cheminItem } from './vues/cadre.tsx'
import { rendreItem } from './vues/item.tsx'
import { AVIS } from './vues/section-avis.tsx'

export const routesAvis: readonly Route[] = [
  {
    methode: 'post',
    chemin: '/consultations/:adresse/items/:numero/avis',
    permission: 'consultation:participer',
    traiter: submitAvis
  }
]

type Champs = Readonly<Record<string, string>>

async function submitAvis(c: Contexte): Promise<Response> {
  const champs = await readFormulaire(c)
  const sens = parseSens(champs.sens)
  const cible = { adresse: sansNul(c.req.param('adresse') ?? ''), numero: numeroDItem(c) ?? 0 }
  // Read as a comment is: line breaks sent as two signs count for one, and nothing invisible is a reason.
  const raison = lireLignes(champs.raison ?? '')
  if (!sens || raison.length > RAISON_MAX) return refuser(c, champs, sens ? direTropLong(raison) : undefined)
  const avis = { sens, raison }
  if (!c.var.acteur.compte) return inviter(c, champs, avis)
  // The whole gesture of somebody signed in: one statement, and the page is read again by the browser alone.
  const donne = await donnerAvis(c.var.db, cible, avis, c.var)
  return donne.ok ? c.redirect(suiteDe(cible, champs, sens), 303) : refuser(c, champs, donne.error)
}

/** Back to the list that the gesture was made from, at the same place in the same order; or to the item. */
function suiteDe(cible: { adresse: string; numero: number }, champs: Champs, sens: Avis['sens']): string {
  const { retour = '', page = '', ordre = '' } = champs
  const ordonne = /^[1-9]\d{0,2}$/.test(ordre) ? { ordre } : {}
  if (/^[a-z0-9][a-z0-9-]{0,79}$/.test(retour)) {
    const parametres = new URLSearchParams({ fait: 'avis', ...ordonne, ...(/^[1-9]\d{0,5}$/.test(page) && { page }) })
    return `${cheminDe(cible)}/modules/${retour}?${parametres}#p${cible.numero}`
  }
  const parametres = new URLSearchParams({ fait: sens === 'retrait' ? 'retrait' : 'avis', ...ordonne })
  return `${cheminItem(cible, cible)}?${parametres}#${AVIS}`
}

const direTropLong = (raison: string) =>
  `Votre raison est trop longue : ${nombre(raison.length)} signes, pour ${nombre(RAISON_MAX)} au plus.`

/** A visitor: what would be refused to everybody is said first, the rest is kept until they have an account. */
async function inviter(c: Contexte, champs: Champs, avis: Avis): Promise<Response> {
  const ouvert = await ouvrirItem(c)
  if (!ouvert) return c.notFound()
  const refus = refuserAvis(ouvert, avis, c.var.now)
  if (refus) return rendreRefus(c, ouvert, champs, refus)
  const { consultation, item } = ouvert
  return garderEtInviter(c, { consultationId: consultation.id, itemId: item.id, geste: 'avis', contenu: { ...avis } })
}

async function refuser(c: Contexte, champs: Champs, pourquoi: RefusDAvis | string | undefined): Promise<Response> {
  const ouvert = await ouvrirItem(c)
  if (!ouvert) return c.notFound()
  if (pourquoi === undefined)
    return rendreItem(c, ouvert, {
      formulaire: AVIS,
      champs,
      fautes: [{ champ: AVIS, message: 'Choisissez l’un des deux avis.' }]
    })
  if (typeof pourquoi === 'string')
    return rendreItem(c, ouvert, { formulaire: AVIS, champs, fautes: [{ champ: 'raison', message: pourquoi }] })
  return rendreRefus(c, ouvert, champs, pourquoi)
}

function rendreRefus(c: Contexte, ouvert: ItemOuvert, champs: Champs, refus: RefusDAvis): Promise<Response> {
  const message = direRefus(refus, ouvert.dire)
  if (refus.raison === 'raison-exigee')
    return rendreItem(c, ouvert, { formulaire: AVIS, champs, fautes: [{ champ: 'raison', message }] })
  return rendreItem(
    c,
    ouvert,
    { formulaire: AVIS, champs, refus: message },
    refus.raison === 'trop-souvent' ? 429 : 409
  )
}
