import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { commenter } from '../actions/commenter.ts'
import { compterAvis } from '../actions/seances.ts'
import { ajouterValeurs } from '../actions/valeurs.ts'
import { lireCommentaire, lireValeurs } from '../domain/contribution.ts'
import { direRefus } from '../domain/refus.ts'
import { direPlusQuePresents, peutAssister } from '../domain/seance.ts'
import { findModuleById } from '../store/consultation.store.ts'
import { findItemById } from '../store/item.store.ts'
import { findItemDeSeance } from '../store/seance.store.ts'
import { numeroDItem, outilsDe } from './ouvrir.ts'
import { ouvrirSeanceDe, SEANCES } from './seances.page.tsx'
import { type Aidee, cheminAider, rendreAider } from './vues/aider.tsx'
import { cheminSeance, rendreSeance, type SeanceOuverte } from './vues/seances.tsx'

const permission = 'consultation:assister'

/** A mediator writes what a person present says, item after item, with that person's agreement (CON-22). */
export const routesAider: readonly Route[] = [
  { methode: 'post', chemin: `${SEANCES}/:seance/aider`, permission, traiter: start },
  { methode: 'get', chemin: `${SEANCES}/:seance/aider/:numero`, permission, traiter: show },
  { methode: 'post', chemin: `${SEANCES}/:seance/aider/:numero`, permission, traiter: submit }
]

async function start(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirSeanceDe(c)
  if (!ouverte) return c.notFound()
  const entree = await refuserEntree(c, ouverte)
  if (entree) return entree
  const champs = await readFormulaire(c)
  if (champs.accord !== 'oui')
    return rendreSeance(c, ouverte, {
      champs,
      fautes: [{ champ: 'accord', message: 'Demandez d’abord son accord à la personne, puis cochez la case.' }]
    })
  const premier = await findItemDeSeance(c.var.db, ouverte.seance, undefined)
  if (!premier) return rendreSeance(c, ouverte, { refus: 'Aucune proposition ne reçoit d’avis.' })
  return c.redirect(cheminAider(ouverte, premier.numero), 303)
}

async function show(c: Contexte): Promise<Response> {
  const aidee = await ouvrirAidee(c)
  if (aidee instanceof Response) return aidee
  return rendreAider(c, aidee)
}

async function submit(c: Contexte): Promise<Response> {
  const aidee = await ouvrirAidee(c)
  if (aidee instanceof Response) return aidee
  const champs = await readFormulaire(c)
  switch (champs.geste) {
    case 'accord':
    case 'revoir':
      return compter(c, aidee, champs.geste, 1)
    case 'accord-moins':
      return compter(c, aidee, 'accord', -1)
    case 'revoir-moins':
      return compter(c, aidee, 'revoir', -1)
    case 'commentaire':
      return dicter(c, aidee, champs)
    case 'valeurs':
      return valoriser(c, aidee, champs)
    default:
      return rendreAider(c, aidee, { refus: 'Ce bouton n’existe pas. Choisissez un des boutons de la page.' })
  }
}

async function compter(c: Contexte, aidee: Aidee, sens: 'accord' | 'revoir', ecart: 1 | -1): Promise<Response> {
  const { seance, etape } = aidee
  const fait = await compterAvis(c.var.db, seance, { itemId: etape.id, sens, ecart }, c.var)
  if (fait.ok) return suite(c, aidee, ecart === 1 ? 'avis' : 'avis-retire')
  return rendreAider(c, aidee, {
    refus:
      fait.error === 'plus-que-presents'
        ? direPlusQuePresents(seance.presents)
        : fait.error === 'fermee'
          ? 'La consultation n’est pas ouverte : rien n’est compté.'
          : 'Cette proposition ne reçoit plus d’avis.'
  })
}

async function dicter(c: Contexte, aidee: Aidee, champs: Readonly<Record<string, string>>): Promise<Response> {
  const lu = lireCommentaire(champs.commentaire ?? '')
  if (!lu.ok) return rendreAider(c, aidee, { champs, fautes: [{ champ: 'commentaire', message: lu.error }] })
  const commentaire = { texte: lu.value, seanceId: aidee.seance.id }
  const fait = await commenter(c.var.db, aidee.item.id, commentaire, outilsDe(c))
  if (fait.ok) return suite(c, aidee, 'commentaire')
  return rendreAider(c, aidee, { champs, refus: direRefus(fait.error, aidee.dire) })
}

async function valoriser(c: Contexte, aidee: Aidee, champs: Readonly<Record<string, string>>): Promise<Response> {
  const lues = lireValeurs(champs.valeur ?? '')
  if (!lues.ok) return rendreAider(c, aidee, { champs, fautes: [{ champ: 'valeur', message: lues.error }] })
  const valeurs = { valeurs: lues.value, seanceId: aidee.seance.id }
  const fait = await ajouterValeurs(c.var.db, aidee.item.id, valeurs, outilsDe(c))
  if (fait.ok) return suite(c, aidee, 'valeurs')
  if (fait.error.raison === 'deja')
    return rendreAider(c, aidee, {
      champs,
      refus: 'Cette valeur est déjà donnée ici autant de fois qu’il y a de personnes présentes.'
    })
  return rendreAider(c, aidee, { champs, refus: direRefus(fait.error, aidee.dire) })
}

const suite = (c: Contexte, { etape, ...ouverte }: Aidee, fait: string): Response =>
  c.redirect(`${cheminAider(ouverte, etape.numero)}&fait=${fait}`, 303)

/** The item of the address, once the person present has agreed: it travels in the address, since nothing of them is kept. */
async function ouvrirAidee(c: Contexte): Promise<Aidee | Response> {
  const ouverte = await ouvrirSeanceDe(c)
  const numero = numeroDItem(c)
  const etape = ouverte && numero ? await findItemDeSeance(c.var.db, ouverte.seance, numero) : undefined
  const item = etape && (await findItemById(c.var.db, etape.id))
  const module = item && (await findModuleById(c.var.db, item.module_id))
  if (!ouverte || !etape || !module) return c.notFound()
  const entree = await refuserEntree(c, ouverte)
  if (entree) return entree
  if (c.req.query('accord') !== 'oui')
    return c.redirect(`${cheminSeance(ouverte.consultation, ouverte.seance.id)}#aider`, 303)
  return { ...ouverte, etape, item, module }
}

async function refuserEntree(c: Contexte, { consultation, etat, ...o }: SeanceOuverte): Promise<Response | undefined> {
  if (!peutAssister(c.var.acteur, consultation.reseau_id) || !c.var.acteur.compte) return pageErreur(c, 403)
  if (etat === 'ouverte') return undefined
  return rendreSeance(
    c,
    { consultation, etat, ...o },
    { refus: 'La consultation n’est pas ouverte : rien n’est compté.' }
  )
}
