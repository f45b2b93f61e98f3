import { definitionRole } from '../../../kernel/role.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../platform/ui/composants/champ/champ.tsx'
import { erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import type { Faute } from '../actions/inscrire.ts'
import { accepterInvitation, type Invitation, lireInvitation, ouvrirCompteInvite } from '../actions/inviter.ts'
import { findCompte } from '../store/compte.store.ts'
import { enterWith, expediteurDe, keepNothing } from './porte.ts'
import { Feuille, NouveauMotDePasse, OrdinateurPartage } from './vues/feuille.tsx'

const permission = 'compte:ouvrir'

export const routesInvitation: readonly Route[] = [
  { methode: 'get', chemin: '/invitation/:jeton', permission, traiter: showInvitation },
  { methode: 'post', chemin: '/invitation', permission, traiter: accept },
  { methode: 'post', chemin: '/invitation/compte', permission, traiter: openAccount }
]

interface Etat {
  readonly fautes?: readonly Faute[]
  readonly saisie?: Readonly<Record<string, string>>
  readonly refus?: { readonly titre: string; readonly phrase: string }
}

// A mail reader that opens links uses nothing up: only the button takes the role.
async function showInvitation(c: Contexte): Promise<Response> {
  return render(c, c.req.param('jeton') ?? '', {})
}

const SERVIE = {
  titre: 'Cette invitation ne peut plus servir',
  phrase:
    'Une invitation sert une seule fois, pendant sept jours. Si vous l’avez déjà acceptée, connectez-vous : votre rôle est sur votre compte. Sinon, demandez-en une autre à la personne qui vous a invité.'
}

async function render(c: Contexte, jeton: string, etat: Etat): Promise<Response> {
  keepNothing(c)
  const invitation = await lireInvitation(c.var.db, jeton, c.var.now)
  const { fautes = [], refus = invitation ? undefined : SERVIE } = etat
  const { libelle, texte } = invitation ? definitionRole(invitation.role.role) : { libelle: '', texte: '' }
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Invitation'
      chapeau={
        invitation && (
          <>
            Vous êtes invité à devenir «&nbsp;{libelle}&nbsp;». {texte}
          </>
        )
      }
      erreurs={fautes}
      refus={refus}
    >
      {invitation ? (
        await composeSuite(c, jeton, invitation, etat)
      ) : (
        <p class='btns'>
          <a class='btn btn--main' href='/connexion'>
            Me connecter
          </a>
        </p>
      )}
    </Feuille>,
    refus || fautes.length > 0 ? 422 : 200
  )
}

async function composeSuite(
  c: Contexte,
  jeton: string,
  { courriel, compte }: Invitation,
  { fautes = [], saisie }: Etat
) {
  const present = c.var.acteur.compte && (await findCompte(c.var.db, c.var.acteur.compte.id))
  if (present?.courriel.toLowerCase() === courriel.toLowerCase())
    return (
      <form class='form' method='post' action='/invitation'>
        <input type='hidden' name='jeton' value={jeton} />
        <p class='btns'>
          <Bouton principal>Accepter ce rôle</Bouton>
          <a href='/compte'>Pas maintenant</a>
        </p>
      </form>
    )
  if (present)
    return (
      <>
        <p>
          Vous êtes connecté à un autre compte que celui de l’adresse qui a reçu cette invitation. Déconnectez-vous,
          puis rouvrez le lien du message.
        </p>
        <form method='post' action='/deconnexion'>
          <p class='btns'>
            <Bouton principal>Me déconnecter</Bouton>
          </p>
        </form>
      </>
    )
  if (compte)
    return (
      <>
        <p>Votre adresse a déjà un compte. Connectez-vous : vous reviendrez ici pour accepter.</p>
        <p class='btns'>
          <a class='btn btn--main' href={`/connexion?suite=${encodeURIComponent(`/invitation/${jeton}`)}`}>
            Me connecter
          </a>
        </p>
      </>
    )
  return (
    <form class='form' method='post' action='/invitation/compte'>
      <input type='hidden' name='jeton' value={jeton} />
      <p>
        Accepter ouvre un compte avec l’adresse <span class='break'>{courriel}</span>.
      </p>
      <Champ
        nom='pseudonyme'
        libelle='Votre pseudonyme'
        autocomplete='nickname'
        indication='Le nom que les autres verront à côté de vos contributions.'
        valeur={saisie?.pseudonyme}
        erreur={erreurDe(fautes, 'pseudonyme')}
        obligatoire
      />
      <NouveauMotDePasse erreur={erreurDe(fautes, 'mot_de_passe')} />
      <OrdinateurPartage coche={saisie?.partage === 'oui'} />
      <p class='btns'>
        <Bouton principal>Accepter et ouvrir mon compte</Bouton>
      </p>
    </form>
  )
}

async function accept(c: Contexte): Promise<Response> {
  const { jeton = '' } = await readFormulaire(c)
  const id = c.var.acteur.compte?.id
  if (!id) return render(c, jeton, {})
  const fait = await accepterInvitation(c.var.db, jeton, id, expediteurDe(c), c.var.now)
  if (fait.ok || fait.error === 'deja') return c.redirect('/compte', 303)
  return render(c, jeton, fait.error === 'lien-refuse' ? { refus: SERVIE } : {})
}

async function openAccount(c: Contexte): Promise<Response> {
  const saisie = await readFormulaire(c)
  const { jeton = '', pseudonyme = '', mot_de_passe: motDePasse = '', partage } = saisie
  const fait = await ouvrirCompteInvite(c.var.db, { jeton, pseudonyme, motDePasse }, expediteurDe(c), c.var.now)
  if (fait.ok)
    return (
      (await enterWith(c, { compteId: fait.value.compteId, partage: partage === 'oui', suite: '/compte' })) ??
      c.redirect('/connexion', 303)
    )
  if (typeof fait.error === 'string') return render(c, jeton, { refus: SERVIE })
  return render(c, jeton, { fautes: fait.error, saisie })
}
