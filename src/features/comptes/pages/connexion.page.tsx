import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { clearJetonSession, readJetonSession } from '../../../platform/http/session.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../platform/ui/composants/champ/champ.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { demanderLien, estLienValable, utiliserLien, verifierMotDePasse } from '../actions/connecter.ts'
import { listServices } from '../actions/oidc.ts'
import { closeSession, findSessionCourante } from '../actions/session.ts'
import { parseSuite } from '../domain/suite.ts'
import { direAttente, enterWith, expediteurDe, keepNothing, provenanceDe } from './porte.ts'
import { FormulaireCle } from './vues/cle.tsx'
import { Feuille, OrdinateurPartage, Suite } from './vues/feuille.tsx'

const permission = 'compte:ouvrir'

export const routesConnexion: readonly Route[] = [
  { methode: 'get', chemin: '/connexion', permission, traiter: (c) => show(c, {}) },
  { methode: 'post', chemin: '/connexion', permission, traiter: submit },
  { methode: 'post', chemin: '/connexion/lien', permission, traiter: askLink },
  { methode: 'get', chemin: '/connexion/lien/envoye', permission, traiter: showSent },
  { methode: 'get', chemin: '/connexion/lien/:jeton', permission, traiter: showLink },
  { methode: 'post', chemin: '/connexion/lien/ouvrir', permission, traiter: openLink },
  { methode: 'post', chemin: '/deconnexion', permission, traiter: leave },
  { methode: 'get', chemin: '/deconnexion', permission, traiter: showLeft }
]

interface Etat {
  readonly saisie?: Readonly<Record<string, string>>
  readonly refus?: { readonly titre: string; readonly phrase: string }
  readonly statut?: 422 | 429
}

/** The page of every way in. `refus` says why the last one was refused. */
export async function show(c: Contexte, { saisie = {}, refus, statut }: Etat) {
  keepNothing(c)
  const suite = parseSuite(saisie.suite ?? c.req.query('suite'))
  // Somebody already in, who is asked again before something that counts.
  const session = c.var.acteur.compte && (await findSessionCourante(c.var.db, readJetonSession(c), c.var.now))
  const partage = saisie.partage === 'oui' || session?.partage === true
  const services = listServices(c.var.config)
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Se connecter'
      chapeau={
        session
          ? 'Cette page touche à la sécurité de votre compte : montrez encore une fois que c’est bien vous.'
          : undefined
      }
      refus={refus}
      ilots={['cle-acces']}
    >
      <form class='form' method='post' action='/connexion'>
        <Suite suite={suite} />
        <Champ
          nom='courriel'
          libelle='Votre adresse électronique'
          type='email'
          autocomplete='username'
          valeur={saisie.courriel}
          obligatoire
        />
        <Champ
          nom='mot_de_passe'
          libelle='Votre mot de passe'
          type='password'
          autocomplete='current-password'
          obligatoire
        />
        <OrdinateurPartage coche={partage} />
        <p class='btns'>
          <Bouton principal>Me connecter</Bouton>
          <a href='/mot-de-passe-oublie'>Mot de passe oublié ?</a>
        </p>
      </form>
      <section class='stack' aria-labelledby='titre-sans'>
        <h2 id='titre-sans'>Sans mot de passe</h2>
        <form class='form' method='post' action='/connexion/lien'>
          <Suite suite={suite} />
          <Champ
            nom='courriel'
            id='courriel-lien'
            libelle='Votre adresse électronique'
            type='email'
            autocomplete='email'
            indication='Vous recevrez un lien qui vous connecte. Il sert une fois.'
            valeur={saisie.courriel}
          />
          <p class='btns'>
            <Bouton>Recevoir un lien par courriel</Bouton>
          </p>
        </form>
      </section>
      <FormulaireCle options='/connexion/cle/options' action='/connexion/cle' libelle='Utiliser une clé d’accès'>
        <Suite suite={suite} />
        {partage && <input type='hidden' name='partage' value='oui' />}
      </FormulaireCle>
      {services.length > 0 && (
        <section class='stack' aria-labelledby='titre-services'>
          <h2 id='titre-services'>Avec un autre service</h2>
          <ul class='rows'>
            {services.map(({ nom, libelle }) => (
              <li>
                <a class='btn' href={`/connexion/avec/${nom}?suite=${encodeURIComponent(suite)}`}>
                  Continuer avec {libelle}
                </a>
                <span class='soft mt3'>
                  <a href={`/connexion/avec/${nom}?suite=${encodeURIComponent(suite)}&partage=oui`}>
                    Sur un ordinateur partagé<span class='vh'>, avec {libelle}</span>
                  </a>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!session && (
        <p>
          Pas encore de compte ? <a href={`/inscription?suite=${encodeURIComponent(suite)}`}>Créer un compte</a>
        </p>
      )}
    </Feuille>,
    statut ?? 200
  )
}

async function submit(c: Contexte) {
  const saisie = await readFormulaire(c)
  const { courriel = '', mot_de_passe: motDePasse = '' } = saisie
  const entree = await verifierMotDePasse(c.var.db, { courriel, motDePasse }, provenanceDe(c), c.var.now)
  if (entree.ok) {
    const reponse = await enterWith(c, {
      compteId: entree.value,
      partage: saisie.partage === 'oui',
      suite: parseSuite(saisie.suite)
    })
    if (reponse) return reponse
  }
  if (!entree.ok && entree.error.raison === 'attendre')
    return show(c, {
      saisie,
      statut: 429,
      refus: {
        titre: 'Il faut attendre un peu',
        phrase: `${direAttente(entree.error.jusqua)} Vous pouvez aussi recevoir un lien par courriel, ci-dessous.`
      }
    })
  return show(c, {
    saisie,
    statut: 422,
    refus: {
      titre: 'Cette adresse et ce mot de passe ne vont pas ensemble',
      phrase: 'Vérifiez l’adresse, puis le mot de passe : les majuscules comptent. Ou recevez un lien par courriel.'
    }
  })
}

async function askLink(c: Contexte) {
  const saisie = await readFormulaire(c)
  const { courriel = '' } = saisie
  if (!/^\S+@\S+$/.test(courriel) || courriel.length > 254)
    return show(c, {
      saisie,
      statut: 422,
      refus: { titre: 'L’adresse n’est pas complète', phrase: 'Écrivez votre adresse électronique en entier.' }
    })
  const fait = await demanderLien(
    c.var.db,
    { courriel, suite: parseSuite(saisie.suite) },
    provenanceDe(c),
    expediteurDe(c),
    c.var.now
  )
  if (!fait.ok)
    return show(c, {
      saisie,
      statut: 429,
      refus: { titre: 'Il faut attendre un peu', phrase: direAttente(fait.error.jusqua) }
    })
  return c.redirect('/connexion/lien/envoye', 303)
}

function showSent(c: Contexte) {
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Regardez vos courriels'
      chapeau='Si un compte existe à cette adresse, un lien vient de lui être envoyé. Il sert une fois, pendant 15 minutes.'
    >
      <p>
        Rien n’arrive ? Regardez dans les courriels indésirables, puis vérifiez que c’est bien l’adresse de votre
        compte.
      </p>
      <p class='btns'>
        <a href='/connexion'>Revenir à la connexion</a>
      </p>
    </Feuille>
  )
}

async function showLink(c: Contexte) {
  keepNothing(c)
  const jeton = c.req.param('jeton') ?? ''
  if (!(await estLienValable(c.var.db, jeton, c.var.now))) return refuseLink(c)
  return rendrePage(
    c,
    <Feuille cadre={c.var.cadre} titre='Me connecter' chapeau='Encore un bouton, et vous y êtes.'>
      <form class='form' method='post' action='/connexion/lien/ouvrir'>
        <input type='hidden' name='jeton' value={jeton} />
        <OrdinateurPartage />
        <p class='btns'>
          <Bouton principal>Me connecter</Bouton>
        </p>
      </form>
    </Feuille>
  )
}

function refuseLink(c: Contexte) {
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Me connecter'
      refus={{
        titre: 'Ce lien ne peut plus servir',
        phrase: 'Un lien de connexion sert une seule fois, pendant 15 minutes. Demandez-en un autre.'
      }}
    >
      <p class='btns'>
        <a class='btn btn--main' href='/connexion'>
          Demander un autre lien
        </a>
      </p>
    </Feuille>,
    422
  )
}

async function openLink(c: Contexte) {
  keepNothing(c)
  const { jeton = '', partage } = await readFormulaire(c)
  const entree = await utiliserLien(c.var.db, jeton, c.var.now)
  return (entree && (await enterWith(c, { ...entree, partage: partage === 'oui' }))) ?? refuseLink(c)
}

async function leave(c: Contexte) {
  await closeSession(c.var.db, readJetonSession(c))
  clearJetonSession(c)
  return c.redirect('/deconnexion', 303)
}

function showLeft(c: Contexte) {
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Votre connexion est fermée'
      chapeau='Ce navigateur a oublié tout ce qui vous concernait sur ce site.'
    >
      <p class='btns'>
        <a href='/'>Aller à l’accueil</a>
        <a href='/connexion'>Se connecter</a>
      </p>
    </Feuille>
  )
}
