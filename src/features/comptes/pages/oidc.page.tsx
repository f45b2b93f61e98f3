import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { readTemoin, writeTemoin } from '../../../platform/http/session.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../platform/ui/composants/champ/champ.tsx'
import { erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import type { Faute } from '../actions/inscrire.ts'
import { allowDefi } from '../actions/limiter.ts'
import { demanderCompte, lireLiaison, lirePremiereFois, partir, relier, revenir } from '../actions/oidc.ts'
import { parseSuite } from '../domain/suite.ts'
import { show as showConnexion } from './connexion.page.tsx'
import { browserOf, direAttente, enterWith, expediteurDe, keepNothing, provenanceDe, siteDe } from './porte.ts'
import { Feuille, OrdinateurPartage } from './vues/feuille.tsx'

const permission = 'compte:ouvrir'

export const routesOidc: readonly Route[] = [
  { methode: 'get', chemin: '/connexion/avec/:service', permission, traiter: leave },
  { methode: 'get', chemin: '/connexion/retour/:service', permission, traiter: comeBack },
  { methode: 'get', chemin: '/connexion/premiere-fois', permission, traiter: (c) => showFirst(c) },
  { methode: 'post', chemin: '/connexion/premiere-fois', permission, traiter: askAccount },
  { methode: 'get', chemin: '/connexion/relier/:jeton', permission, traiter: showLink },
  { methode: 'post', chemin: '/connexion/relier', permission, traiter: link }
]

// A link and not a form: the policy of our pages lets no form leave the site, and providers send from one to another.
async function leave(c: Contexte) {
  keepNothing(c)
  const relie = c.req.query('relier') === 'oui'
  const lier = relie ? c.var.acteur.compte?.id : undefined
  if (relie && !lier) return c.redirect('/connexion', 303)
  const jusqua = await allowDefi(c.var.db, provenanceDe(c).adresse, browserOf(c).navigateur, c.var.now)
  if (jusqua) return refuseEntry(c, 'Il faut attendre un peu', direAttente(jusqua))
  const depart = await partir(
    c.var.db,
    c.req.param('service') ?? '',
    { suite: parseSuite(c.req.query('suite')), partage: c.req.query('partage') === 'oui', lier: lier ?? null },
    c.var.config,
    siteDe(c),
    c.var.now
  ).catch((err) => {
    c.var.journaux.warn({ err }, 'service de connexion injoignable')
    return 'injoignable' as const
  })
  if (!depart) return c.notFound()
  if (depart === 'injoignable')
    return refuseEntry(c, 'Ce service ne répond pas', 'Réessayez dans quelques minutes, ou connectez-vous autrement.')
  writeTemoin(c, 'etape', depart.etape)
  return c.redirect(depart.adresse, 303)
}

const refuseEntry = (c: Contexte, titre: string, phrase: string) =>
  showConnexion(c, { saisie: {}, statut: 422, refus: { titre, phrase } })

async function comeBack(c: Contexte) {
  keepNothing(c)
  const retour = await revenir(
    c.var.db,
    {
      nom: c.req.param('service') ?? '',
      recherche: new URL(c.req.url).search,
      etape: readTemoin(c, 'etape'),
      compteId: c.var.acteur.compte?.id
    },
    c.var.config,
    provenanceDe(c),
    expediteurDe(c),
    c.var.now
  )
  switch (retour.genre) {
    case 'entre':
      return (await enterWith(c, retour)) ?? refuseEntry(c, 'Ce compte est suspendu', 'Écrivez à l’équipe du site.')
    case 'relie':
      return c.redirect('/compte/informations?fait=service', 303)
    case 'deja-relie':
      return refuseEntry(c, 'Ce service ouvre déjà un autre compte', 'Détachez-le d’abord de cet autre compte.')
    case 'ecrit':
      writeTemoin(c, 'etape', retour.etape)
      return renderWritten(c)
    case 'premiere-fois':
      writeTemoin(c, 'etape', retour.etape)
      return c.redirect('/connexion/premiere-fois', 303)
    case 'attendre':
      return refuseEntry(c, 'Il faut attendre un peu', direAttente(retour.jusqua))
    case 'refuse':
      return refuseEntry(
        c,
        'La connexion n’a pas abouti',
        'Le service n’a pas confirmé qui vous êtes, ou trop de temps a passé. Recommencez.'
      )
  }
}

function renderWritten(c: Contexte) {
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Regardez vos courriels'
      chapeau='Il manque l’accord de votre boîte aux lettres. Nous venons de lui écrire.'
    >
      <p>Ouvrez le lien du message dans ce même navigateur, dans l’heure qui vient.</p>
    </Feuille>
  )
}

async function showFirst(
  c: Contexte,
  saisie?: Readonly<Record<string, string>>,
  fautes: readonly Faute[] = [],
  jusqua?: Date
) {
  keepNothing(c)
  const premiere = await lirePremiereFois(c.var.db, readTemoin(c, 'etape'), c.var.config, c.var.now)
  if (!premiere) return refuseEntry(c, 'Il faut recommencer', 'Trop de temps a passé depuis le service de connexion.')
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Créer un compte'
      chapeau={`${premiere.libelle} vous connaît. Il reste à choisir votre nom ici.`}
      erreurs={fautes}
      refus={jusqua && { titre: 'Il faut attendre un peu', phrase: direAttente(jusqua) }}
    >
      <form class='form' method='post' action='/connexion/premiere-fois'>
        <Champ
          nom='pseudonyme'
          libelle='Votre pseudonyme'
          autocomplete='nickname'
          indication='Le nom que les autres verront à côté de vos contributions.'
          valeur={saisie?.pseudonyme}
          erreur={erreurDe(fautes, 'pseudonyme')}
          obligatoire
        />
        <Champ
          nom='courriel'
          libelle='Votre adresse électronique'
          type='email'
          autocomplete='email'
          indication='Nous y enverrons un lien de confirmation. Les autres ne la voient pas.'
          valeur={saisie?.courriel ?? premiere.courriel}
          erreur={erreurDe(fautes, 'courriel')}
          obligatoire
        />
        <p class='btns'>
          <Bouton principal>Créer mon compte</Bouton>
        </p>
      </form>
    </Feuille>,
    jusqua ? 429 : fautes.length > 0 ? 422 : 200
  )
}

async function askAccount(c: Contexte) {
  const saisie = await readFormulaire(c)
  const { courriel = '', pseudonyme = '' } = saisie
  const fait = await demanderCompte(
    c.var.db,
    { etape: readTemoin(c, 'etape'), courriel, pseudonyme },
    c.var.config,
    provenanceDe(c),
    expediteurDe(c),
    c.var.now
  )
  if (fait.ok) {
    writeTemoin(c, 'etape', fait.value.etape)
    return renderWritten(c)
  }
  if (fait.error === 'perime') return showFirst(c)
  return 'fautes' in fait.error ? showFirst(c, saisie, fait.error.fautes) : showFirst(c, saisie, [], fait.error.jusqua)
}

async function showLink(c: Contexte) {
  keepNothing(c)
  const jeton = c.req.param('jeton') ?? ''
  const quoi = await lireLiaison(c.var.db, jeton, readTemoin(c, 'etape'), c.var.config, c.var.now)
  if (!quoi || quoi.ailleurs)
    return refuseEntry(
      c,
      quoi ? 'Ce lien s’ouvre ailleurs' : 'Ce lien ne peut plus servir',
      quoi
        ? 'Ouvrez-le dans le navigateur où vous avez commencé, sur le même appareil. Si vous n’avez rien commencé, ne faites rien.'
        : 'Il sert une seule fois, pendant une heure. Recommencez depuis le service de connexion.'
    )
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre={quoi.nouveau ? 'Confirmer mon adresse' : `Relier ${quoi.libelle}`}
      chapeau={
        quoi.nouveau
          ? `Votre compte s’ouvrira avec ${quoi.libelle}.`
          : `${quoi.libelle} ouvrira votre compte, en plus des autres moyens.`
      }
    >
      <form class='form' method='post' action='/connexion/relier'>
        <input type='hidden' name='jeton' value={jeton} />
        <OrdinateurPartage />
        <p class='btns'>
          <Bouton principal>{quoi.nouveau ? 'Confirmer et ouvrir mon compte' : 'Relier et me connecter'}</Bouton>
        </p>
      </form>
    </Feuille>
  )
}

async function link(c: Contexte) {
  keepNothing(c)
  const { jeton = '', partage } = await readFormulaire(c)
  const fait = await relier(c.var.db, jeton, readTemoin(c, 'etape'), expediteurDe(c), c.var.now)
  const entree = fait && (await enterWith(c, { ...fait, partage: partage === 'oui' }))
  return (
    entree ??
    refuseEntry(
      c,
      'Ce lien ne peut plus servir',
      'Il sert une seule fois, pendant une heure. Recommencez depuis le service.'
    )
  )
}
