import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { readJetonSession } from '../../../platform/http/session.ts'
import {
  ajouterCle,
  preparerAjoutDeCle,
  preparerEntreeParCle,
  retirerCle,
  verifierEntreeParCle
} from '../actions/cles.ts'
import { entrerParCle } from '../actions/connecter.ts'
import { allowDefi } from '../actions/limiter.ts'
import { raiseSession } from '../actions/session.ts'
import { exigeSecondFacteur } from '../domain/second-facteur.ts'
import { parseSuite } from '../domain/suite.ts'
import type { Compte } from '../store/compte.store.ts'
import { findTotp, listPasskeys } from '../store/second-facteur.store.ts'
import { show as showConnexion } from './connexion.page.tsx'
import { renderInformations } from './informations.page.tsx'
import { asPersonneSure } from './personne.ts'
import { browserOf, expediteurDe, keepNothing, provenanceDe, siteDe, writeSession } from './porte.ts'

const INFORMATIONS = '/compte/informations'

export const routesCles: readonly Route[] = [
  { methode: 'post', chemin: '/connexion/cle/options', permission: 'compte:ouvrir', traiter: offerEntry },
  { methode: 'post', chemin: '/connexion/cle', permission: 'compte:ouvrir', traiter: enter },
  {
    methode: 'post',
    chemin: '/compte/cles/options',
    permission: 'compte:gerer',
    traiter: asPersonneSure(INFORMATIONS, offerKey)
  },
  { methode: 'post', chemin: '/compte/cles', permission: 'compte:gerer', traiter: asPersonneSure(INFORMATIONS, add) },
  {
    methode: 'post',
    chemin: '/compte/cles/retirer',
    permission: 'compte:gerer',
    traiter: asPersonneSure(INFORMATIONS, remove)
  }
]

async function offerEntry(c: Contexte) {
  keepNothing(c)
  if (await allowDefi(c.var.db, provenanceDe(c).adresse, browserOf(c).navigateur, c.var.now)) return c.json({}, 429)
  return c.json(await preparerEntreeParCle(c.var.db, siteDe(c), c.var.now))
}

async function enter(c: Contexte) {
  const { reponse = '', suite, partage } = await readFormulaire(c)
  const compteId = await verifierEntreeParCle(c.var.db, reponse, siteDe(c), c.var.now)
  const session =
    compteId && (await entrerParCle(c.var.db, { compteId, partage: partage === 'oui', ...browserOf(c) }, c.var.now))
  if (!session)
    return showConnexion(c, {
      saisie: { suite: parseSuite(suite) },
      statut: 422,
      refus: {
        titre: 'Cette clé d’accès n’ouvre aucun compte ici',
        phrase: 'Réessayez, ou connectez-vous d’une autre façon. Vous pourrez ensuite ajouter une clé à votre compte.'
      }
    })
  writeSession(c, session)
  return c.redirect(parseSuite(suite), 303)
}

async function offerKey(c: Contexte, compte: Compte) {
  return c.json(await preparerAjoutDeCle(c.var.db, compte, expediteurDe(c), c.var.now))
}

async function add(c: Contexte, compte: Compte) {
  const { reponse = '', nom = '' } = await readFormulaire(c)
  if (!(await ajouterCle(c.var.db, compte, { reponse, nom }, expediteurDe(c), c.var.now)))
    return renderInformations(c, compte, {
      refus: {
        titre: 'Cette clé n’a pas été ajoutée',
        phrase: 'Elle est peut-être déjà là, ou l’essai a duré trop longtemps. Recommencez.'
      }
    })
  // Whoever adds a key has just used it: a role that waited for a second factor waits no more.
  const session = await raiseSession(c.var.db, readJetonSession(c) ?? '', browserOf(c), c.var.now)
  if (session) writeSession(c, session)
  return c.redirect(`${INFORMATIONS}?fait=cle`, 303)
}

async function remove(c: Contexte, compte: Compte) {
  const { cle = '' } = await readFormulaire(c)
  const [cles, totp] = await Promise.all([listPasskeys(c.var.db, compte.id), findTotp(c.var.db, compte.id)])
  // The last second factor of a role that demands one stays, until another takes its place.
  const derniere = cles.length === 1 && !totp?.actif_le && exigeSecondFacteur(compte.role ? [compte.role] : [])
  if (derniere)
    return renderInformations(c, compte, {
      refus: {
        titre: 'Cette clé est votre seule double vérification',
        phrase: 'Votre rôle en demande une. Ajoutez une autre clé, ou des codes, avant de retirer celle-ci.'
      }
    })
  await retirerCle(c.var.db, compte, cle, expediteurDe(c), c.var.now)
  return c.redirect(INFORMATIONS, 303)
}
