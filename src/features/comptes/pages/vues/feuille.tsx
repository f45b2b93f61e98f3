import type { Child } from 'hono/jsx'
import { Champ } from '../../../../platform/ui/composants/champ/champ.tsx'
import { Alerte } from '../../../../platform/ui/composants/note/note.tsx'
import { type ErreurDeChamp, ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { EXEMPLE, LONGUEUR_MIN } from '../../domain/mot-de-passe.ts'

export interface FeuilleProps {
  readonly cadre: CadrePage
  readonly titre: string
  /** One sentence: what this page is for. */
  readonly chapeau?: Child
  readonly erreurs?: readonly ErreurDeChamp[]
  /** Why the form was refused as a whole: too many tries, a link that served. */
  readonly refus?: { readonly titre: string; readonly phrase: Child } | undefined
  /** What was just done. */
  readonly fait?: string | undefined
  readonly compte?: boolean
  readonly ilots?: readonly string[]
  readonly children?: Child
}

/** Every page of the accounts: a title, what it is for, what went wrong, one thing to do. */
export function Feuille(props: FeuilleProps) {
  const { cadre, titre, chapeau, erreurs = [], refus, fait, compte = false, ilots, children } = props
  return (
    <Page
      cadre={cadre}
      titre={titre}
      horsMoteurs
      sansRecherche
      enErreur={erreurs.length > 0 || refus !== undefined}
      ilots={ilots}
      fil={[
        { libelle: 'Accueil', href: '/' },
        ...(compte && titre !== MON_COMPTE ? [{ libelle: MON_COMPTE, href: '/compte' }] : []),
        { libelle: titre }
      ]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>{titre}</h1>
          {chapeau && <p class='lead'>{chapeau}</p>}
        </div>
        <div class='form'>
          {fait && (
            <Alerte ton='succes' titre='C’est fait'>
              <p>{fait}</p>
            </Alerte>
          )}
          {refus && (
            <Alerte ton='danger' titre={refus.titre}>
              <p>{refus.phrase}</p>
            </Alerte>
          )}
          <ResumeErreurs erreurs={erreurs} garde='Ce que vous avez écrit est gardé, sauf les mots de passe.' />
          {children}
        </div>
      </div>
    </Page>
  )
}

export const MON_COMPTE = 'Mon compte'

/** Checked or not, the words are the same everywhere one enters. */
export function OrdinateurPartage({ coche = false }: { coche?: boolean }) {
  return (
    <label class='check' for='partage'>
      <input id='partage' type='checkbox' name='partage' value='oui' checked={coche} />
      <span>
        Cet ordinateur est partagé
        <span class='hint'>
          À la médiathèque, dans un espace numérique… Votre connexion s’arrête après 30 minutes sans activité, ou quand
          vous fermez le navigateur.
        </span>
      </span>
    </label>
  )
}

export function NouveauMotDePasse({
  nom = 'mot_de_passe',
  libelle = 'Votre mot de passe',
  erreur
}: {
  nom?: string
  libelle?: string
  erreur?: string | undefined
}) {
  return (
    <Champ
      nom={nom}
      libelle={libelle}
      type='password'
      autocomplete='new-password'
      indication={`Au moins ${LONGUEUR_MIN} signes. Quatre mots sans rapport entre eux se retiennent bien : « ${EXEMPLE} ». Ne prenez pas cet exemple.`}
      erreur={erreur}
      obligatoire
    />
  )
}

/** The hidden path to come back to. */
export const Suite = ({ suite }: { suite: string }) => <input type='hidden' name='suite' value={suite} />
