import type { Child } from 'hono/jsx'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { instantEnMots } from '../../../../platform/ui/composants/date/date.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import { erreurDe, ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { adresseFiche, type LieuPublic } from '../../../annuaire/index.ts'
import type { Reseau } from '../../../reseaux/index.ts'
import type { Critere } from '../../domain/charte.ts'
import type { FauteDeChamp } from '../../domain/parametre.ts'
import { LIEN_JOURS, type ObjetReclamation } from '../../domain/reclamation.ts'
import { FAITS } from '../../domain/saisie-reclamation.ts'

export const RECLAMER = '/reclamer'

type Saisie = Readonly<Record<string, string>>

export const MOTS_OBJETS: Readonly<Record<ObjetReclamation, string>> = {
  charte: 'Le lieu ne respecte pas la charte',
  marque: 'Le lieu utilise la marque sans droit',
  autre: 'Autre chose'
}

const INDICATIONS: Readonly<Partial<Record<ObjetReclamation, string>>> = {
  marque: 'L’autocollant ou le logo, alors que le lieu n’est pas membre ; ou pour vendre autre chose.'
}

/** What somebody reports, and about what. */
export interface CibleReclamation {
  readonly lieu: LieuPublic
  /** The réseaux that may be concerned: one, for an adhesion. */
  readonly reseaux: readonly Reseau[]
  readonly objets: readonly ObjetReclamation[]
  /** The version that binds, and its points; none for who is bound by none. */
  readonly version: number | undefined
  readonly criteres: readonly Critere[]
  /** Where the form is sent. */
  readonly action: string
  readonly retour: { readonly href: string; readonly libelle: string }
}

const GROUPES = [
  { genre: 'condition', groupe: 'Les conditions' },
  { genre: 'engagement', groupe: 'Les engagements' },
  { genre: 'critere', groupe: 'Les critères' }
] as const

/** Anyone, without an account: what, when, where, and where to answer. */
export function ReclamerVue(props: {
  readonly cadre: CadrePage
  readonly cible: CibleReclamation
  readonly saisie: Saisie
  readonly erreurs?: readonly FauteDeChamp[]
  /** Too many at once: when it may be sent again. */
  readonly jusqua?: Date
}) {
  const { cadre, cible, saisie, erreurs = [], jusqua } = props
  const { lieu, reseaux, objets, criteres, action, retour } = cible
  const points = (
    <Liste
      nom='critere'
      libelle='Quel point de la charte ? (facultatif)'
      vide='Je ne sais pas'
      valeur={saisie.critere}
      erreur={erreurDe(erreurs, 'critere')}
      options={GROUPES.flatMap(({ genre, groupe }) => {
        const siens = criteres.filter((critere) => critere.genre === genre)
        return siens.length > 0 ? [{ groupe, options: siens.map(({ id, libelle }) => ({ valeur: id, libelle })) }] : []
      })}
    />
  )
  return (
    <FeuilleVue
      cadre={cadre}
      titre='Faire une réclamation'
      enErreur={erreurs.length > 0}
      fil={[{ href: retour.href, libelle: lieu.nom }]}
      chapeau={
        <>
          <p class='lead'>
            <b>{lieu.nom}</b>
            {lieu.publiees.commune && `, ${lieu.publiees.commune}`}
          </p>
          <p>
            Le secrétariat du réseau lit votre réclamation, et écoute aussi le lieu. Puis il vous répond. Le lieu ne
            sait ni votre nom, ni votre adresse.
          </p>
          {!lieu.retire_le && (
            <p>
              Un horaire, une adresse ou un numéro est faux ?{' '}
              <a href={`${adresseFiche(lieu)}/signaler`}>Signalez plutôt cette erreur</a>.
            </p>
          )}
        </>
      }
    >
      {jusqua && (
        <Note ton='attention'>
          <p>
            Trop de réclamations viennent d’être envoyées. Réessayez {instantEnMots(jusqua)}. Ce que vous avez écrit est
            gardé.
          </p>
        </Note>
      )}
      <ResumeErreurs erreurs={erreurs} />
      <form class='form orient' method='post' action={action} novalidate>
        {reseaux.length > 1 && (
          <Liste
            nom='reseau'
            libelle='De quel réseau le lieu montre-t-il la marque ?'
            valeur={saisie.reseau}
            options={reseaux.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
            erreur={erreurDe(erreurs, 'reseau')}
          />
        )}
        <BoutonsRadio
          nom='objet'
          legende='Qu’est-ce qui ne va pas ?'
          choisis={[saisie.objet ?? '']}
          erreur={erreurDe(erreurs, 'objet')}
          options={objets.map((objet) => ({
            valeur: objet,
            libelle: MOTS_OBJETS[objet],
            indication: INDICATIONS[objet],
            ...(objet === 'charte' && criteres.length > 0 && { suite: points })
          }))}
        />
        <ZoneTexte
          nom='texte'
          libelle='Ce que vous avez vu'
          indication={`Racontez les faits, dans l’ordre. N’écrivez le nom de personne. De ${FAITS.min} à 4\u202f000 signes.`}
          valeur={saisie.texte}
          erreur={erreurDe(erreurs, 'texte')}
          lignes={8}
          obligatoire
        />
        <Champ
          nom='quand'
          libelle='Quand ?'
          indication='Un jour, ou à peu près. Par exemple : le 3 mars, vers 10 heures.'
          valeur={saisie.quand}
          erreur={erreurDe(erreurs, 'quand')}
          obligatoire
        />
        <Champ
          nom='ou'
          libelle='Où ?'
          indication='Par exemple : à l’accueil, sur la porte, sur le site du lieu.'
          valeur={saisie.ou}
          erreur={erreurDe(erreurs, 'ou')}
          obligatoire
        />
        <Champ
          nom='courriel'
          type='email'
          libelle='Votre adresse électronique'
          indication='Pour confirmer, puis recevoir la réponse. Elle ne sert à rien d’autre, et sera effacée.'
          valeur={saisie.courriel}
          erreur={erreurDe(erreurs, 'courriel')}
          autocomplete='email'
          obligatoire
        />
        <p class='btns'>
          <Bouton principal>Envoyer la réclamation</Bouton>
          <a href={retour.href}>{retour.libelle}</a>
        </p>
      </form>
    </FeuilleVue>
  )
}

/** Which lieu? For who knows its name, and not its fiche. */
export function ChercherVue(props: {
  readonly cadre: CadrePage
  readonly nom: string
  readonly commune: string
  /** Undefined before anything was looked for. */
  readonly trouves: readonly { readonly href: string; readonly nom: string; readonly adresse: string }[] | undefined
}) {
  const { cadre, nom, commune, trouves } = props
  return (
    <FeuilleVue
      cadre={cadre}
      titre='De quel lieu s’agit-il ?'
      chapeau={
        <p class='lead'>
          Un lieu ne respecte pas la charte, ou montre la marque d’un réseau sans en être membre ? Trouvez-le d’abord.
        </p>
      }
    >
      <form class='form' action={RECLAMER}>
        <Champ nom='nom' libelle='Le nom du lieu' valeur={nom} />
        <Champ nom='commune' libelle='Sa commune' valeur={commune} />
        <p class='btns'>
          <Bouton principal={!trouves}>Chercher ce lieu</Bouton>
        </p>
      </form>
      {trouves && (
        <section class='stack'>
          <h2>{trouves.length > 0 ? 'Est-ce l’un de ceux-ci ?' : 'Nous ne trouvons pas ce lieu'}</h2>
          {trouves.length > 0 ? (
            <ul>
              {trouves.map((lieu) => (
                <li>
                  <a href={lieu.href}>{lieu.nom}</a>
                  <span class='hint'>{lieu.adresse}</span>
                </li>
              ))}
            </ul>
          ) : (
            <p>Écrivez un autre mot de son nom, ou seulement sa commune.</p>
          )}
        </section>
      )}
    </FeuilleVue>
  )
}

/** After sending: it does not count yet. */
export const EnvoyeeVue = ({ cadre }: { readonly cadre: CadrePage }) => (
  <FeuilleVue cadre={cadre} titre='Ouvrez votre boîte aux lettres'>
    <p class='lead'>Nous venons de vous écrire. Ouvrez le lien de ce message pour confirmer votre réclamation.</p>
    <p>Vous avez {LIEN_JOURS} jours. Sans confirmation, elle est effacée, et personne ne la lit.</p>
    <p>Rien n’arrive ? Regardez dans les messages indésirables, puis vérifiez l’adresse que vous avez écrite.</p>
  </FeuilleVue>
)

/** The link of the message. A mail reader that opens links confirms nothing. */
export const ConfirmerVue = (props: {
  readonly cadre: CadrePage
  readonly lieu: string
  readonly texte: string
  readonly action: string
}) => (
  <FeuilleVue cadre={props.cadre} titre='Confirmer votre réclamation'>
    <p class='lead'>{props.lieu}</p>
    <p>Voici ce que vous avez écrit :</p>
    <blockquote>
      <p class='diff break'>{props.texte}</p>
    </blockquote>
    <form method='post' action={props.action}>
      <p class='btns'>
        <Bouton principal>Confirmer ma réclamation</Bouton>
      </p>
    </form>
    <p>Vous ne voulez plus ? Fermez cette page. La réclamation sera effacée.</p>
  </FeuilleVue>
)

export const ConfirmeeVue = ({ cadre }: { readonly cadre: CadrePage }) => (
  <FeuilleVue cadre={cadre} titre='Votre réclamation est confirmée'>
    <p class='lead'>Le secrétariat du réseau l’a reçue.</p>
    <p>Il va demander son avis au lieu, puis vous écrire ce qu’il a décidé. Vous n’avez plus rien à faire.</p>
    <p>Merci de nous avoir écrit.</p>
  </FeuilleVue>
)

export const LienMortVue = ({ cadre }: { readonly cadre: CadrePage }) => (
  <FeuilleVue cadre={cadre} titre='Ce lien ne peut plus servir'>
    <p class='lead'>Il est trop vieux, ou incomplet.</p>
    <p>
      Un lien se confirme dans les {LIEN_JOURS} jours. Ensuite, ce que vous aviez écrit est effacé : vous pouvez
      l’envoyer à nouveau depuis la fiche du lieu.
    </p>
    <p class='btns'>
      <a class='btn btn--main' href='/lieux'>
        Chercher le lieu
      </a>
    </p>
  </FeuilleVue>
)

function FeuilleVue(props: {
  readonly cadre: CadrePage
  readonly titre: string
  readonly fil?: readonly { readonly href: string; readonly libelle: string }[]
  readonly enErreur?: boolean
  readonly chapeau?: Child
  readonly children?: Child
}) {
  const { cadre, titre, fil = [], enErreur = false, chapeau, children } = props
  return (
    <Page
      cadre={cadre}
      titre={titre}
      horsMoteurs
      enErreur={enErreur}
      fil={[{ href: '/', libelle: 'Accueil' }, ...fil, { libelle: titre }]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>{titre}</h1>
          {chapeau}
        </div>
        <div class='stack'>{children}</div>
      </div>
    </Page>
  )
}
