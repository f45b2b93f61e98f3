import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type CadrePage, documentHtml, Page } from '../ui/page.tsx'
import type { Contexte } from './feature.ts'
import { repondreProbleme } from './probleme.ts'

interface Message {
  readonly titre: string
  readonly texte: string
}

const MESSAGES: Readonly<Record<number, Message>> = {
  400: {
    titre: 'Cette demande ne peut pas être comprise',
    texte: 'Il manque quelque chose, ou une valeur ne convient pas. Revenez en arrière et réessayez.'
  },
  401: {
    titre: 'Cette page demande de se connecter',
    texte: 'Elle est réservée aux personnes qui ont un compte, et parfois un rôle. Connectez-vous pour continuer.'
  },
  403: {
    titre: 'Cette action ne vous est pas ouverte',
    texte: 'Votre rôle ne le permet pas, ou le formulaire venait d’un autre site. Rien n’a été changé.'
  },
  404: {
    titre: 'Cette page n’existe pas',
    texte:
      'L’adresse est peut-être incomplète, ou la page a été déplacée. Vous pouvez chercher un lieu, ou repartir de l’accueil.'
  },
  413: {
    titre: 'Cet envoi est trop volumineux',
    texte: 'Il dépasse ce que cette page accepte. Rien n’a été enregistré.'
  },
  422: {
    titre: 'Il reste quelque chose à corriger',
    texte: 'Revenez en arrière : ce que vous avez écrit est gardé par votre navigateur.'
  },
  429: { titre: 'Trop de demandes à la fois', texte: 'Attendez une minute, puis réessayez.' },
  500: {
    titre: 'Une panne est survenue',
    texte: 'Elle vient de notre côté, et elle est notée. Rien n’a été perdu : réessayez dans quelques minutes.'
  },
  503: { titre: 'Le site est momentanément indisponible', texte: 'Réessayez dans quelques minutes.' }
}

/** The one answer to what goes wrong: a problem document for the API, a page for people. It works even when the database is gone. */
export async function pageErreur(c: Contexte, statut: number): Promise<Response> {
  const code = (statut in MESSAGES ? statut : statut >= 500 ? 500 : 400) as ContentfulStatusCode
  const { titre, texte } = MESSAGES[code] as Message
  if (c.req.path.startsWith('/api/')) return repondreProbleme(c, code, { titre, detail: texte })
  const cadre = (c.get('cadre') as CadrePage | undefined) ?? CADRE_DE_SECOURS
  return c.html(
    documentHtml(
      <Page cadre={cadre} titre={titre} horsMoteurs>
        <div class='wrap'>
          <div class='page-head'>
            <h1>{titre}</h1>
            <p class='lead'>{texte}</p>
          </div>
          <p class='btns'>
            {code === 401 && c.req.method === 'GET' ? (
              <a class='btn btn--main' href={`/connexion?suite=${encodeURIComponent(c.req.path)}`}>
                Se connecter
              </a>
            ) : (
              <a class='btn btn--main' href='/lieux'>
                Chercher un lieu
              </a>
            )}
            <a href='/'>Aller à l’accueil</a>
          </p>
        </div>
      </Page>
    ),
    code
  )
}

const CADRE_DE_SECOURS: CadrePage = {
  reseau: { nom: 'Maillage', accueil: '/' },
  menu: [],
  pied: [],
  version: '',
  styles: '/maillage.css'
}
