import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Jour } from '../../../platform/ui/composants/date/date.tsx'
import { Note } from '../../../platform/ui/composants/note/note.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import type { Compte } from '../store/compte.store.ts'
import { asPersonne } from './personne.ts'
import { Feuille, MON_COMPTE } from './vues/feuille.tsx'

const permission = 'compte:gerer'

export const routesCompte: readonly Route[] = [
  { methode: 'get', chemin: '/compte', permission, traiter: asPersonne(show) },
  { methode: 'get', chemin: '/compte/contribuer', permission, traiter: asPersonne(showContributions) },
  { methode: 'get', chemin: '/compte/recapitulatif', permission, traiter: asPersonne(showRecapitulatif) }
]

const ENTREES = [
  { href: '/compte/contribuer', libelle: 'Contribuer', texte: 'Ce que vous pouvez faire ici.' },
  { href: '/compte/recapitulatif', libelle: 'Récapitulatif', texte: 'Ce que vous avez fait et répondu.' },
  {
    href: '/compte/informations',
    libelle: 'Informations du compte',
    texte: 'Pseudonyme, adresse, sécurité, appareils connectés, vos données.'
  },
  {
    href: '/compte/mot-de-passe',
    libelle: 'Changer de mot de passe',
    texte: 'Quand vous voulez, jamais par obligation.'
  },
  { href: '/compte/resilier', libelle: 'Résilier', texte: 'Fermer votre compte et effacer vos données.' }
]

function show(c: Contexte, compte: Compte) {
  const { retenu } = c.var.acteur.compte ?? {}
  return rendrePage(
    c,
    <Feuille cadre={c.var.cadre} titre={MON_COMPTE} chapeau={<>Bienvenue, {compte.nom ?? compte.pseudonyme}.</>} compte>
      {retenu && (
        <Note ton='attention'>
          <p>
            Votre rôle demande une double vérification.{' '}
            <a href='/compte/second-facteur'>{retenu === 'enroler' ? 'La mettre en place' : 'Donner un code'}</a>
          </p>
        </Note>
      )}
      <ul class='doors'>
        {ENTREES.map(({ href, libelle, texte }) => (
          <li class='door'>
            <a href={href}>{libelle}</a>
            <span>{texte}</span>
          </li>
        ))}
        {c.var.administration.length > 0 && (
          <li class='door'>
            <a href='/administration'>Administration</a>
            <span>Ce que votre rôle vous ouvre.</span>
          </li>
        )}
      </ul>
      <form method='post' action='/deconnexion'>
        <p class='btns mt5'>
          <Bouton>Me déconnecter</Bouton>
        </p>
      </form>
    </Feuille>
  )
}

function showContributions(c: Contexte) {
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Contribuer'
      chapeau='Chaque information que vous donnez aide quelqu’un à trouver la bonne porte.'
      compte
    >
      <ul class='doors'>
        {c.var.contributions.map(({ href, libelle, texte }) => (
          <li class='door'>
            <a href={href}>{libelle}</a>
            <span>{texte}</span>
          </li>
        ))}
      </ul>
      {c.var.contributions.length === 0 && <p>Il n’y a encore rien à faire ici.</p>}
    </Feuille>
  )
}

async function showRecapitulatif(c: Contexte, compte: Compte) {
  const parts = (
    await Promise.all(
      c.var.donneesPersonnelles.map(async ({ libelle, resumer }) => ({
        libelle,
        lignes: (await resumer?.(c.var.db, compte.id)) ?? []
      }))
    )
  ).filter(({ lignes }) => lignes.length > 0)
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Récapitulatif'
      chapeau={
        <>
          Votre compte est ouvert depuis le <Jour date={compte.cree_le} />.
        </>
      }
      compte
    >
      {parts.length === 0 && (
        <p>
          Vous n’avez encore rien écrit ni répondu. <a href='/compte/contribuer'>Voir ce que vous pouvez faire</a>
        </p>
      )}
      {parts.map(({ libelle, lignes }) => (
        <section class='stack'>
          <h2>{libelle}</h2>
          <ul class='rows'>
            {lignes.map(({ texte, href, le }) => (
              <li>
                {href ? <a href={href}>{texte}</a> : texte}
                {le && (
                  <span class='soft'>
                    <Jour date={le} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Feuille>
  )
}
