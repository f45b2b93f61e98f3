import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import { type ErreurDeChamp, erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import type { CadrePage } from '../../../../platform/ui/page.tsx'
import { JOURS_D_ATTENTE, JOURS_DE_PREUVE, LIEUX_PAR_ADRESSE, type RefusDePreuve } from '../../domain/revendication.ts'
import { type Avis, FeuilleDeLieu } from './feuille-lieu.tsx'

interface Commun {
  readonly cadre: CadrePage
  readonly lieu: { readonly nom: string; readonly href: string }
  readonly erreurs?: readonly ErreurDeChamp[]
  readonly avis?: Avis | undefined
}

/** Why writing to a published address proves nothing, in the words of the pages. */
export const REFUS_DE_PREUVE: Readonly<Record<RefusDePreuve, string>> = {
  'sans-source': 'aucun annuaire ne la donne',
  'trop-recente': `elle est sur la fiche depuis moins de ${JOURS_DE_PREUVE} jours`,
  'trop-partagee': `plus de ${LIEUX_PAR_ADRESSE} lieux la partagent`
}

const TITRE = 'Vous vous occupez de ce lieu ?'

/* ── How to show it ────────────────────────────────────────────────────────────────────────────────────────────── */

export interface AdresseProposee {
  /** What the form sends: never the address itself. */
  readonly cle: string
  readonly masque: string
  readonly refus: RefusDePreuve | undefined
}

export function MoyenVue(
  props: Commun & {
    readonly adresses: readonly AdresseProposee[]
    readonly tenu: boolean
    readonly delegue: boolean
    /** Somebody has already said no to this person here: a message no longer proves. */
    readonly refusee: boolean
  }
) {
  const { lieu, adresses, tenu, delegue, refusee, erreurs = [] } = props
  const prouvent = tenu || refusee ? [] : adresses.filter(({ refus }) => refus === undefined)
  const refusees = tenu || refusee ? [] : adresses.flatMap(({ masque, refus }) => (refus ? [{ masque, refus }] : []))
  return (
    <FeuilleDeLieu {...props} titre={TITRE} chapeau='Devenez responsable de sa fiche : c’est vous qui la tenez à jour.'>
      <div class='prose'>
        <h2>Ce que fait un responsable</h2>
        <ul>
          <li>Il change la fiche quand il veut : horaires, téléphone, aides, présentation.</li>
          <li>Les annuaires lui proposent des changements. Ils n’écrasent plus ce qu’il écrit.</li>
          <li>Il répond aux erreurs que le public signale.</li>
          <li>Il peut inviter des collègues, et partir quand il veut.</li>
        </ul>
      </div>
      {tenu && (
        <Note>
          <p>Cette fiche a déjà un responsable. Le plus simple est de lui proposer votre aide.</p>
        </Note>
      )}
      {refusee && (
        <Note>
          <p>Une personne a déjà répondu non à votre demande pour ce lieu. Elle seule peut changer d’avis.</p>
        </Note>
      )}
      <form class='form' action={`${lieu.href}/revendiquer`}>
        <BoutonsRadio
          nom='moyen'
          legende='Comment pouvons-nous le vérifier ?'
          erreur={erreurDe(erreurs, 'moyen')}
          // A single way is no question.
          choisis={prouvent.length === 0 && (!tenu || delegue) ? ['decision'] : []}
          options={[
            ...prouvent.map(({ cle, masque }) => ({
              valeur: cle,
              libelle: `Recevoir un message à l’adresse publiée : ${masque}`,
              indication: 'Ouvrez ce message, appuyez sur un bouton : c’est fait.'
            })),
            ...(tenu && !delegue
              ? [
                  {
                    valeur: 'delegation',
                    libelle: 'Demander à aider le responsable',
                    indication: 'Il vous répond. Vous pourrez alors changer la fiche avec lui.'
                  }
                ]
              : []),
            {
              valeur: 'decision',
              libelle: 'Demander à la personne qui suit ce territoire',
              indication: 'Vous expliquez en quelques phrases. Elle vous répond par courriel.'
            }
          ]}
        />
        <p class='btns'>
          <Bouton principal>Continuer</Bouton>
          <a href={lieu.href}>Revenir à la fiche</a>
        </p>
      </form>
      {refusees.length > 0 && (
        <p>
          Nous ne pouvons pas écrire à{' '}
          {refusees.map(({ masque, refus }, rang) => (
            <>
              {rang > 0 && ' ; '}
              <span class='break'>{masque}</span> : {REFUS_DE_PREUVE[refus]}
            </>
          ))}
          .
        </p>
      )}
    </FeuilleDeLieu>
  )
}

/* ── The message, or a few sentences ───────────────────────────────────────────────────────────────────────────── */

export function EnvoyerVue(props: Commun & { readonly cle: string; readonly masque: string }) {
  const { lieu, cle, masque } = props
  return (
    <FeuilleDeLieu
      {...props}
      titre='Recevoir un message'
      chapeau={
        <>
          Nous allons écrire à <span class='break'>{masque}</span>.
        </>
      }
    >
      <p>
        Le message contient un lien. Il sert une fois, pendant {JOURS_D_ATTENTE} jours. La personne qui lit cette boîte
        l’ouvre, et confirme que vous vous occupez de ce lieu. Elle verra votre pseudonyme.
      </p>
      <form method='post' action={`${lieu.href}/revendiquer`}>
        <input type='hidden' name='moyen' value={cle} />
        <p class='btns'>
          <Bouton principal>Envoyer le message</Bouton>
          <a href={`${lieu.href}/revendiquer`}>Choisir autre chose</a>
        </p>
      </form>
    </FeuilleDeLieu>
  )
}

export function ExpliquerVue(
  props: Commun & { readonly moyen: 'decision' | 'delegation'; readonly texte?: string | undefined }
) {
  const { lieu, moyen, texte, erreurs = [] } = props
  const aide = moyen === 'delegation'
  return (
    <FeuilleDeLieu
      {...props}
      titre={aide ? 'Demander à aider le responsable' : 'Expliquer votre demande'}
      chapeau={
        aide
          ? 'Le responsable lira votre message et votre pseudonyme, puis il vous répondra.'
          : 'La personne qui suit ce territoire lira votre message, puis elle vous répondra par courriel.'
      }
    >
      <form class='form' method='post' action={`${lieu.href}/revendiquer`} novalidate>
        <input type='hidden' name='moyen' value={moyen} />
        <ZoneTexte
          nom='texte'
          libelle='Pourquoi vous occupez-vous de ce lieu ?'
          indication='Votre travail ici, depuis quand, qui peut le dire. Entre 20 et 1 000 signes.'
          valeur={texte}
          erreur={erreurDe(erreurs, 'texte')}
          lignes={5}
          obligatoire
        />
        <p class='btns'>
          <Bouton principal>Envoyer ma demande</Bouton>
          <a href={`${lieu.href}/revendiquer`}>Choisir autre chose</a>
        </p>
      </form>
    </FeuilleDeLieu>
  )
}

/* ── Where it stands ───────────────────────────────────────────────────────────────────────────────────────────── */

export function AttenteVue(
  props: Commun & {
    readonly etat: 'attente-preuve' | 'attente-decision' | 'attente-responsable'
    readonly masque: string | undefined
    readonly demandeeLe: Date
    readonly jusquAu: string
  }
) {
  const { lieu, etat, masque, demandeeLe, jusquAu } = props
  return (
    <FeuilleDeLieu {...props} titre='Votre demande'>
      <p>
        Vous avez demandé à vous occuper de ce lieu le <Jour date={demandeeLe} />.
      </p>
      {etat === 'attente-preuve' && (
        <p>
          Nous avons écrit à <span class='break'>{masque}</span>. Ouvrez ce message et appuyez sur le bouton, jusqu’au{' '}
          {jusquAu} inclus.
        </p>
      )}
      {etat === 'attente-decision' && (
        <p>La personne qui suit ce territoire va vous répondre par courriel. Vous n’avez rien d’autre à faire.</p>
      )}
      {etat === 'attente-responsable' && (
        <p>Le responsable va vous répondre par courriel. Il peut le faire jusqu’au {jusquAu} inclus.</p>
      )}
      <form method='post' action={`${lieu.href}/revendiquer/abandon`}>
        <p class='btns'>
          <LienBouton href='/mes-lieux'>Voir mes lieux</LienBouton>
          <Bouton>Abandonner cette demande</Bouton>
        </p>
      </form>
    </FeuilleDeLieu>
  )
}

export function DejaResponsableVue(props: Commun) {
  return (
    <FeuilleDeLieu {...props} titre='Vous êtes responsable de ce lieu'>
      <p>Vous tenez déjà cette fiche.</p>
      <p class='btns'>
        <LienBouton principal href={`${props.lieu.href}/modifier`}>
          Changer la fiche
        </LienBouton>
        <a href={`${props.lieu.href}/equipe`}>Voir l’équipe</a>
        <a href='/mes-lieux'>Voir mes lieux</a>
      </p>
    </FeuilleDeLieu>
  )
}

/* ── Links of messages ─────────────────────────────────────────────────────────────────────────────────────────── */

/** The link opens nothing: it served, is too old, or was never ours. */
export function LienServiVue({ cadre }: { readonly cadre: CadrePage }) {
  return (
    <FeuilleDeLieu
      cadre={cadre}
      titre='Ce lien ne peut plus servir'
      avis={{
        ton: 'danger',
        titre: 'Rien n’a été changé',
        texte:
          'Ce lien sert une seule fois, et pendant un temps. Il a peut-être déjà servi, ou la demande a été abandonnée.'
      }}
    >
      <p class='btns'>
        <LienBouton href='/lieux'>Chercher un lieu</LienBouton>
        <a href='/mes-lieux'>Voir mes lieux</a>
      </p>
    </FeuilleDeLieu>
  )
}

export function ConfirmerVue(props: Commun & { readonly pseudonyme: string; readonly jeton: string }) {
  const { pseudonyme, jeton } = props
  return (
    <FeuilleDeLieu
      {...props}
      titre='Qui s’occupe de cette fiche ?'
      chapeau={<>«&nbsp;{pseudonyme}&nbsp;» demande à s’occuper de la fiche de ce lieu.</>}
    >
      <p>
        Si vous confirmez, cette personne pourra changer les horaires, le téléphone et le reste de la fiche. Vous n’avez
        pas besoin de compte pour répondre.
      </p>
      <p>Vous ne connaissez pas cette personne ? Fermez cette page : sans votre accord, rien ne change.</p>
      <form method='post' action='/revendication'>
        <input type='hidden' name='jeton' value={jeton} />
        <p class='btns'>
          <Bouton principal>Je confirme que {pseudonyme} s’occupe de ce lieu</Bouton>
        </p>
      </form>
    </FeuilleDeLieu>
  )
}

export function ContesterVue(
  props: Commun & {
    readonly pseudonyme: string
    readonly jeton: string
    readonly jusquAu: string | undefined
    readonly texte?: string | undefined
  }
) {
  const { pseudonyme, jeton, jusquAu, texte, erreurs = [] } = props
  return (
    <FeuilleDeLieu
      {...props}
      titre='Ce n’est pas normal ?'
      chapeau={
        <>
          «&nbsp;{pseudonyme}&nbsp;» s’occupe de la fiche de ce lieu. Si cela ne va pas, dites-le ici
          {jusquAu && <> jusqu’au {jusquAu} inclus</>}.
        </>
      }
    >
      <p>Une personne du réseau lira votre message et décidera. Nous vous écrirons sa réponse.</p>
      <form class='form' method='post' action='/contestation' novalidate>
        <input type='hidden' name='jeton' value={jeton} />
        <ZoneTexte
          nom='texte'
          libelle='Ce qui ne va pas (facultatif)'
          indication='Qui s’occupe vraiment de ce lieu, par exemple. 1 000 signes au plus.'
          valeur={texte}
          erreur={erreurDe(erreurs, 'texte')}
          lignes={4}
        />
        <p class='btns'>
          <Bouton principal>Dire que ce n’est pas normal</Bouton>
        </p>
      </form>
    </FeuilleDeLieu>
  )
}

export function MerciReponseVue({
  cadre,
  quoi
}: {
  readonly cadre: CadrePage
  readonly quoi: 'active' | 'bureau' | 'contestation'
}) {
  return (
    <FeuilleDeLieu cadre={cadre} titre='Merci' chapeau={MERCIS[quoi]}>
      <p class='btns'>
        {quoi === 'active' && (
          <LienBouton principal href='/mes-lieux'>
            Voir mes lieux
          </LienBouton>
        )}
        <LienBouton href='/lieux'>Chercher un lieu</LienBouton>
      </p>
    </FeuilleDeLieu>
  )
}

const MERCIS = {
  active: 'C’est confirmé. Cette personne s’occupe maintenant de la fiche.',
  bureau: 'C’est noté. La fiche a changé entre-temps : la personne qui suit ce territoire va décider.',
  contestation: 'Votre message est envoyé. Une personne du réseau va décider, et nous vous écrirons.'
} as const
