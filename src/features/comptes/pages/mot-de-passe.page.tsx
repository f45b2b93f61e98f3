import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../platform/ui/composants/champ/champ.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { demanderReinitialisation, findReinitialisation, reinitialiser } from '../actions/mot-de-passe.ts'
import { direMotDePasse } from '../domain/mot-de-passe.ts'
import { direAttente, expediteurDe, keepNothing, provenanceDe } from './porte.ts'
import { Feuille, NouveauMotDePasse } from './vues/feuille.tsx'

const permission = 'compte:ouvrir'

export const routesMotDePasseOublie: readonly Route[] = [
  { methode: 'get', chemin: '/mot-de-passe-oublie', permission, traiter: (c) => show(c) },
  { methode: 'post', chemin: '/mot-de-passe-oublie', permission, traiter: ask },
  { methode: 'get', chemin: '/mot-de-passe-oublie/envoye', permission, traiter: showSent },
  { methode: 'get', chemin: '/mot-de-passe-oublie/change', permission, traiter: showChanged },
  { methode: 'post', chemin: '/mot-de-passe-oublie/nouveau', permission, traiter: choose },
  { methode: 'get', chemin: '/mot-de-passe-oublie/:jeton', permission, traiter: showChoice }
]

function show(c: Contexte, courriel = '', erreur?: string, jusqua?: Date) {
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Mot de passe oublié'
      chapeau='Cela arrive à tout le monde. Donnez votre adresse : un lien vous permettra d’en choisir un autre.'
      erreurs={erreur ? [{ champ: 'courriel', message: erreur }] : []}
      refus={jusqua && { titre: 'Il faut attendre un peu', phrase: direAttente(jusqua) }}
    >
      <form class='form' method='post' action='/mot-de-passe-oublie'>
        <Champ
          nom='courriel'
          libelle='Votre adresse électronique'
          type='email'
          autocomplete='email'
          valeur={courriel}
          erreur={erreur}
          obligatoire
        />
        <p class='btns'>
          <Bouton principal>Recevoir le lien</Bouton>
          <a href='/connexion'>Revenir à la connexion</a>
        </p>
      </form>
    </Feuille>,
    jusqua ? 429 : erreur ? 422 : 200
  )
}

async function ask(c: Contexte) {
  const { courriel = '' } = await readFormulaire(c)
  if (!/^\S+@\S+$/.test(courriel) || courriel.length > 254)
    return show(c, courriel, 'Écrivez votre adresse électronique en entier.')
  const fait = await demanderReinitialisation(c.var.db, courriel, provenanceDe(c), expediteurDe(c), c.var.now)
  return fait.ok ? c.redirect('/mot-de-passe-oublie/envoye', 303) : show(c, courriel, undefined, fait.error.jusqua)
}

function showSent(c: Contexte) {
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Regardez vos courriels'
      chapeau='Si un compte existe à cette adresse, un lien vient de lui être envoyé. Il sert une fois, pendant une heure.'
    >
      <p>
        Rien n’arrive ? Regardez dans les courriels indésirables, puis vérifiez que c’est bien l’adresse de votre
        compte.
      </p>
    </Feuille>
  )
}

function showChanged(c: Contexte) {
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Votre mot de passe est changé'
      chapeau='Toutes les connexions à votre compte sont fermées. Vous pouvez vous connecter avec le nouveau.'
    >
      <p class='btns'>
        <a class='btn btn--main' href='/connexion'>
          Me connecter
        </a>
      </p>
    </Feuille>
  )
}

async function showChoice(c: Contexte) {
  keepNothing(c)
  const jeton = c.req.param('jeton') ?? ''
  return renderChoice(c, jeton, (await findReinitialisation(c.var.db, jeton, c.var.now)) !== undefined)
}

function renderChoice(c: Contexte, jeton: string, valable: boolean, erreur?: string) {
  const titre = 'Choisir un nouveau mot de passe'
  if (!valable)
    return rendrePage(
      c,
      <Feuille
        cadre={c.var.cadre}
        titre={titre}
        refus={{
          titre: 'Ce lien ne peut plus servir',
          phrase: 'Il sert une seule fois, pendant une heure. Votre mot de passe n’a pas changé.'
        }}
      >
        <p class='btns'>
          <a class='btn btn--main' href='/mot-de-passe-oublie'>
            Demander un autre lien
          </a>
        </p>
      </Feuille>,
      422
    )
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre={titre}
      chapeau='Une fois choisi, toutes les connexions ouvertes à votre compte seront fermées.'
      erreurs={erreur ? [{ champ: 'mot_de_passe', message: erreur }] : []}
    >
      <form class='form' method='post' action='/mot-de-passe-oublie/nouveau'>
        <input type='hidden' name='jeton' value={jeton} />
        <NouveauMotDePasse libelle='Votre nouveau mot de passe' erreur={erreur} />
        <p class='btns'>
          <Bouton principal>Changer mon mot de passe</Bouton>
        </p>
      </form>
    </Feuille>,
    erreur ? 422 : 200
  )
}

async function choose(c: Contexte) {
  keepNothing(c)
  const { jeton = '', mot_de_passe: motDePasse = '' } = await readFormulaire(c)
  const fait = await reinitialiser(c.var.db, jeton, motDePasse, expediteurDe(c), c.var.now)
  if (fait.ok) return c.redirect('/mot-de-passe-oublie/change', 303)
  if (fait.error === 'lien-refuse') return renderChoice(c, jeton, false)
  return renderChoice(c, jeton, true, direMotDePasse(fait.error))
}
