import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { readJetonSession } from '../../../platform/http/session.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../platform/ui/composants/champ/champ.tsx'
import { type ErreurDeChamp, erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { countSession } from '../actions/limiter.ts'
import { changerMotDePasse } from '../actions/mot-de-passe.ts'
import { direMotDePasse } from '../domain/mot-de-passe.ts'
import type { Compte } from '../store/compte.store.ts'
import { asPersonneSure } from './personne.ts'
import { direAttente, expediteurDe, keepNothing } from './porte.ts'
import { Feuille, NouveauMotDePasse } from './vues/feuille.tsx'

const ICI = '/compte/mot-de-passe'
const permission = 'compte:gerer'

export const routesChangerMotDePasse: readonly Route[] = [
  { methode: 'get', chemin: ICI, permission, traiter: asPersonneSure(ICI, (c, compte) => show(c, compte)) },
  { methode: 'post', chemin: ICI, permission, traiter: asPersonneSure(ICI, submit) }
]

function show(c: Contexte, compte: Compte, erreurs: readonly ErreurDeChamp[] = [], jusqua?: Date) {
  keepNothing(c)
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre={compte.mot_de_passe ? 'Changer de mot de passe' : 'Choisir un mot de passe'}
      chapeau='Vos autres connexions seront fermées. Celle-ci reste ouverte.'
      compte
      erreurs={erreurs}
      refus={jusqua && { titre: 'Il faut attendre un peu', phrase: direAttente(jusqua) }}
    >
      <form class='form' method='post' action={ICI}>
        {compte.mot_de_passe && (
          <Champ
            nom='actuel'
            libelle='Votre mot de passe actuel'
            type='password'
            autocomplete='current-password'
            erreur={erreurDe(erreurs, 'actuel')}
            obligatoire
          />
        )}
        <NouveauMotDePasse libelle='Votre nouveau mot de passe' erreur={erreurDe(erreurs, 'mot_de_passe')} />
        <p class='btns'>
          <Bouton principal>Changer mon mot de passe</Bouton>
          <a href='/compte'>Garder l’actuel</a>
        </p>
      </form>
    </Feuille>,
    jusqua ? 429 : erreurs.length > 0 ? 422 : 200
  )
}

async function submit(c: Contexte, compte: Compte) {
  const { actuel = '', mot_de_passe: nouveau = '' } = await readFormulaire(c)
  const jusqua = await countSession(c.var.db, compte.id, c.var.now)
  if (jusqua) return show(c, compte, [], jusqua)
  const fait = await changerMotDePasse(
    c.var.db,
    { compte, actuel, nouveau, session: readJetonSession(c) },
    expediteurDe(c),
    c.var.now
  )
  if (fait.ok) return c.redirect('/compte/informations?fait=motdepasse', 303)
  return fait.error === 'actuel-faux'
    ? show(c, compte, [{ champ: 'actuel', message: 'Ce n’est pas votre mot de passe actuel. Réessayez.' }])
    : show(c, compte, [{ champ: 'mot_de_passe', message: direMotDePasse(fait.error) }])
}
