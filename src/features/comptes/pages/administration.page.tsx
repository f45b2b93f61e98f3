import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { clearJetonSession, readJetonSession, writeJetonSession } from '../../../platform/http/session.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Alerte } from '../../../platform/ui/composants/note/note.tsx'
import { Page, rendrePage } from '../../../platform/ui/page.tsx'
import { openSession } from '../actions/administration.ts'
import { closeSession } from '../actions/session.ts'

export const routesAdministration: readonly Route[] = [
  { methode: 'get', chemin: '/administration/entree/:jeton', permission: 'administration:entrer', traiter: showEntree },
  { methode: 'post', chemin: '/administration/entree', permission: 'administration:entrer', traiter: enter },
  { methode: 'get', chemin: '/administration', permission: 'administration:lire', traiter: showAdministration },
  { methode: 'post', chemin: '/administration/sortie', permission: 'administration:lire', traiter: leave }
]

// A link opened by a mail reader or a preview must not be used up: only the button opens the session.
function showEntree(c: Contexte) {
  return rendrePage(c, <Entree c={c} jeton={c.req.param('jeton') ?? ''} />)
}

async function enter(c: Contexte) {
  const { jeton = '' } = await readFormulaire(c)
  const session = await openSession(c.var.db, jeton, c.var.now)
  if (!session.ok) return rendrePage(c, <Entree c={c} jeton='' refuse />, 422)
  writeJetonSession(c, session.value.jeton, session.value.expireLe)
  return c.redirect('/administration', 303)
}

function Entree({ c, jeton, refuse = false }: { c: Contexte; jeton: string; refuse?: boolean }) {
  return (
    <Page cadre={c.var.cadre} titre='Entrer dans l’administration' horsMoteurs sansRecherche enErreur={refuse}>
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>Entrer dans l’administration</h1>
          {refuse ? (
            <Alerte ton='danger' titre='Ce lien ne peut plus servir'>
              <p>
                Un lien d’administration sert une seule fois, pendant 15 minutes. Demandez-en un autre avec la commande{' '}
                <code>npm run maillage -- admin lien</code>.
              </p>
            </Alerte>
          ) : (
            <>
              <p class='lead'>Votre session durera huit heures sur cet ordinateur.</p>
              <form method='post' action='/administration/entree'>
                <input type='hidden' name='jeton' value={jeton} />
                <p class='btns'>
                  <Bouton principal>Entrer dans l’administration</Bouton>
                </p>
              </form>
            </>
          )}
        </div>
      </div>
    </Page>
  )
}

function showAdministration(c: Contexte) {
  return rendrePage(
    c,
    <Page
      cadre={c.var.cadre}
      titre='Administration'
      horsMoteurs
      fil={[{ href: '/', libelle: 'Accueil' }, { libelle: 'Administration' }]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Administration</h1>
        </div>
        <ul class='doors'>
          {c.var.administration.map(({ href, libelle, texte }) => (
            <li class='door'>
              <a href={href}>{libelle}</a>
              <span>{texte}</span>
            </li>
          ))}
        </ul>
        <form method='post' action='/administration/sortie'>
          <p class='btns mt6'>
            <Bouton>Quitter l’administration</Bouton>
          </p>
        </form>
      </div>
    </Page>
  )
}

async function leave(c: Contexte) {
  await closeSession(c.var.db, readJetonSession(c))
  clearJetonSession(c)
  return c.redirect('/', 303)
}
