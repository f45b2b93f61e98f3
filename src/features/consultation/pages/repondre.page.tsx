import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { ecrireSynthese, type RefusDeReponse, repondre, restituer } from '../actions/repondre.ts'
import { lireReponse, SUITE_INCONNUE, SYNTHESE_MAX } from '../domain/reponse.ts'
import { type FauteDeSaisie, lireTexte, type Saisie } from '../domain/saisie.ts'
import { findItemEtReponse, listItemsEtReponses } from '../store/reponse.store.ts'
import type { ConsultationOuverte } from './ouvrir.ts'
import { type Reprise, statutDe } from './vues/cadre.tsx'
import { avecAtelier, ORGANISER, PERMISSION as permission } from './vues/organiser.tsx'
import { cheminRepondre, direEnAttente, rendreBureauDesReponses, rendreReponse } from './vues/repondre.tsx'

const CHEMIN = `${ORGANISER}/:adresse`

/** The organiser answers every item, then makes the answers public, all together (CON-19). */
export const routesRepondre: readonly Route[] = [
  { methode: 'get', chemin: `${CHEMIN}/reponses`, permission, traiter: avecAtelier(showBureau) },
  { methode: 'post', chemin: `${CHEMIN}/reponses/synthese`, permission, traiter: avecAtelier(submitSynthese) },
  { methode: 'post', chemin: `${CHEMIN}/restitution`, permission, traiter: avecAtelier(submitRestitution) },
  { methode: 'get', chemin: `${CHEMIN}/reponses/:numero`, permission, traiter: avecAtelier(showReponse) },
  { methode: 'post', chemin: `${CHEMIN}/reponses/:numero`, permission, traiter: avecAtelier(submitReponse) }
]

function showBureau(c: Contexte, ouverte: ConsultationOuverte) {
  return rendreBureauDesReponses(c, ouverte, {})
}

async function showReponse(c: Contexte, ouverte: ConsultationOuverte): Promise<Response> {
  const item = await itemDe(c, ouverte)
  return item ? rendreReponse(c, ouverte, item, {}) : c.notFound()
}

async function submitReponse(c: Contexte, ouverte: ConsultationOuverte): Promise<Response> {
  const item = await itemDe(c, ouverte)
  if (!item) return c.notFound()
  const champs = await readFormulaire(c)
  const lue = /^\d{1,9}$/.test(champs.revision ?? '') ? Number(champs.revision) : -1
  const lecture = lireReponse(champs)
  if (!lecture.ok) return rendreReponse(c, ouverte, item, { champs, fautes: lecture.error })
  const { db, acteur, now } = c.var
  const { consultation } = ouverte
  const reponse = { numero: item.numero, reponse: lecture.value, lue }
  const fait = await repondre(db, consultation.id, reponse, { acteur, now })
  if (!fait.ok) return refuserReponse(c, ouverte, item.numero, fait.error, champs)
  const suivant = (await listItemsEtReponses(db, consultation.id)).find((un) => un.reponse === null)
  const chemin = cheminRepondre(consultation)
  return c.redirect(
    champs.suite === 'suivante' && suivant ? `${chemin}/${suivant.numero}?fait=reponse` : `${chemin}?fait=reponse`,
    303
  )
}

async function refuserReponse(
  c: Contexte,
  ouverte: ConsultationOuverte,
  numero: number,
  refus: RefusDeReponse,
  champs: Saisie
): Promise<Response> {
  if (refus.raison === 'interdit') return pageErreur(c, 403)
  // As it is now: somebody may have written in between.
  const item = await findItemEtReponse(c.var.db, ouverte.consultation.id, numero)
  if (!item || refus.raison === 'inconnue') return c.notFound()
  const fautes =
    refus.raison === 'suite-inconnue' ? [{ champ: refus.genre, message: SUITE_INCONNUE[refus.genre] }] : undefined
  return rendreReponse(c, ouverte, item, repriseDe(champs, fautes, fautes ? undefined : direRefusDeReponse(refus)))
}

async function submitSynthese(c: Contexte, ouverte: ConsultationOuverte): Promise<Response> {
  const champs = await readFormulaire(c)
  const fautes: FauteDeSaisie[] = []
  const synthese = lireTexte(champs, 'synthese', { max: SYNTHESE_MAX }, fautes)
  if (fautes.length > 0) return rendreBureauDesReponses(c, ouverte, { champs, fautes })
  const { db, acteur, now } = c.var
  const fait = await ecrireSynthese(db, ouverte.consultation.id, synthese, { acteur, now })
  if (fait.ok) return c.redirect(`${cheminRepondre(ouverte.consultation)}?fait=synthese`, 303)
  return refuserBureau(c, ouverte, fait.error, champs)
}

async function submitRestitution(c: Contexte, ouverte: ConsultationOuverte): Promise<Response> {
  const champs = await readFormulaire(c)
  if (champs.accord !== 'oui')
    return rendreBureauDesReponses(c, ouverte, {
      champs,
      fautes: [{ champ: 'accord', message: 'Cochez la case : une fois publiées, les réponses ne se retirent pas.' }]
    })
  const { db, acteur, now } = c.var
  const fait = await restituer(db, ouverte.consultation.id, { acteur, now })
  if (fait.ok) return c.redirect(`${cheminRepondre(ouverte.consultation)}?fait=restitution`, 303)
  return refuserBureau(c, ouverte, fait.error, champs)
}

function refuserBureau(c: Contexte, ouverte: ConsultationOuverte, refus: RefusDeReponse, champs: Saisie) {
  if (refus.raison === 'interdit') return pageErreur(c, 403)
  if (refus.raison === 'inconnue') return c.notFound()
  return rendreBureauDesReponses(c, ouverte, repriseDe(champs, undefined, direRefusDeReponse(refus)))
}

/** What was typed comes back, whatever the refusal. */
function repriseDe(champs: Saisie, fautes: readonly FauteDeSaisie[] | undefined, refus: string | undefined): Reprise {
  const tapes = Object.fromEntries(Object.entries(champs).map(([nom, valeur]) => [nom, valeur ?? '']))
  const reprise: Reprise = { champs: tapes, ...(fautes && { fautes }), refus }
  return statutDe(reprise) === 200 ? { ...reprise, refus: 'Rien n’a pu être enregistré. Réessayez.' } : reprise
}

async function itemDe(c: Contexte, { consultation }: ConsultationOuverte) {
  const numero = c.req.param('numero') ?? ''
  if (!/^[1-9]\d{0,8}$/.test(numero)) return undefined
  return findItemEtReponse(c.var.db, consultation.id, Number(numero))
}

function direRefusDeReponse(refus: RefusDeReponse): string {
  switch (refus.raison) {
    case 'inconnue':
    case 'interdit':
    case 'suite-inconnue':
      return 'Cette réponse ne peut pas être enregistrée.'
    case 'pas-close':
      return 'La consultation reçoit encore des avis. Vous répondrez après sa clôture.'
    case 'pas-figee':
      return 'Les comptes s’arrêtent en ce moment. Réessayez dans une minute.'
    case 'autre-ecriture':
      return 'Une autre personne a écrit cette réponse entre-temps. Ce que vous avez écrit est encore ci-dessous. Enregistrez de nouveau pour le garder à la place du sien.'
    case 'deja-restituee':
      return 'Les réponses sont déjà publiées.'
    case 'en-attente':
      return `${direEnAttente(refus.nombre)} Demandez d’abord à la modération de décider.`
    case 'sans-reponse':
      return `Chaque proposition doit avoir sa réponse. Il en manque ${refus.items.length} : ${refus.items
        .slice(0, NOMMEES)
        .map(({ numero, titre }) => `« ${titre} » (n° ${numero})`)
        .join(', ')}${refus.items.length > NOMMEES ? '…' : '.'}`
  }
}

/** Named in a sentence; all of them are in the list under it. */
const NOMMEES = 8
