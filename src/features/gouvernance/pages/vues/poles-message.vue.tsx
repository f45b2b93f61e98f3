import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Instant } from '../../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte } from '../../../../platform/ui/composants/note/note.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { MESSAGES_PAR_SEMAINE, type MessageAEcrire, PUBLICS_DU_MESSAGE } from '../../domain/pole-message.ts'
import type { Secteur } from '../../domain/pole-secteur.ts'
import type { MessageDeTerritoire } from '../../store/pole-message.store.ts'
import { FeuilletPilotage, PILOTAGE } from './poles-pilotage.vue.tsx'

interface Commun {
  readonly cadre: CadrePage
  readonly secteur: Secteur
}

export function EcrireVue(
  props: Commun & { saisie: Readonly<Record<string, string>>; erreurs: readonly ErreurDeChamp[] }
) {
  const { cadre, secteur, saisie, erreurs } = props
  return (
    <FeuilletPilotage
      cadre={cadre}
      titre='Écrire aux lieux'
      secteur={secteur}
      chapeau='Chaque responsable reçoit un seul message, même s’il s’occupe de plusieurs lieux. Personne ne voit les autres destinataires.'
      enErreur={erreurs.length > 0}
    >
      <ResumeErreurs erreurs={erreurs} />
      <form class='form' method='post' action={`${PILOTAGE}/${secteur.cle}/message/apercu`}>
        <BoutonsRadio
          nom='public'
          legende={`À qui écrivez-vous ? (${secteur.nom})`}
          options={Object.entries(PUBLICS_DU_MESSAGE).map(([valeur, libelle]) => ({ valeur, libelle }))}
          choisis={saisie.public ? [saisie.public] : []}
          erreur={erreurDe(erreurs, 'public')}
        />
        <Champ
          nom='sujet'
          libelle='Sujet'
          indication='120 signes au plus. Exemple : Une rencontre le 12 janvier.'
          autocomplete='off'
          valeur={saisie.sujet}
          erreur={erreurDe(erreurs, 'sujet')}
          obligatoire
        />
        <ZoneTexte
          nom='texte'
          libelle='Votre message'
          indication={`Du texte simple, 4 000 signes au plus. Un territoire envoie ${MESSAGES_PAR_SEMAINE} messages par semaine au plus.`}
          lignes={10}
          valeur={saisie.texte}
          erreur={erreurDe(erreurs, 'texte')}
          obligatoire
        />
        <p class='btns'>
          <Bouton principal>Relire avant d’envoyer</Bouton>
        </p>
      </form>
    </FeuilletPilotage>
  )
}

export function ApercuVue(
  props: Commun & { message: MessageAEcrire; id: string; destinataires: number; restants: number }
) {
  const { cadre, secteur, message, id, destinataires, restants } = props
  const ici = `${PILOTAGE}/${secteur.cle}/message`
  const champs = (
    <>
      <input type='hidden' name='public' value={message.public} />
      <input type='hidden' name='sujet' value={message.sujet} />
      <input type='hidden' name='texte' value={message.texte} />
    </>
  )
  return (
    <FeuilletPilotage cadre={cadre} titre='Relire avant d’envoyer' secteur={secteur}>
      <ListeDescriptive
        faits={[
          { terme: 'Territoire', valeur: secteur.nom },
          { terme: 'À qui', valeur: PUBLICS_DU_MESSAGE[message.public] },
          { terme: 'Destinataires', valeur: compter(destinataires, 'personne', 'personnes') },
          { terme: 'Sujet', valeur: message.sujet }
        ]}
      />
      <h2 class='mt5'>Votre message</h2>
      <blockquote class='prose'>
        {message.texte
          .split('\n')
          .filter((ligne) => ligne.trim() !== '')
          .map((ligne) => (
            <p>{ligne}</p>
          ))}
      </blockquote>
      <p>
        En bas, le message dira pourquoi la personne le reçoit, et comment ne plus en recevoir. Un message envoyé ne se
        reprend pas. Il en reste {restants} à ce territoire pour cette semaine.
      </p>
      <form class='mt5' method='post' action={ici}>
        {champs}
        <input type='hidden' name='id' value={id} />
        <p class='btns'>
          <Bouton principal>Envoyer à {compter(destinataires, 'personne', 'personnes')}</Bouton>
        </p>
      </form>
      <form class='mt5' method='post' action={`${ici}/apercu`}>
        {champs}
        <p class='btns'>
          <Bouton nom='suite' valeur='modifier'>
            Modifier le message
          </Bouton>
        </p>
      </form>
    </FeuilletPilotage>
  )
}

type MessageVu = MessageDeTerritoire & { readonly envoyes: number; readonly par: string }

export function MessagesVue(props: Commun & { fait: boolean; messages: readonly MessageVu[] }) {
  const { cadre, secteur, fait, messages } = props
  return (
    <FeuilletPilotage
      cadre={cadre}
      titre='Messages envoyés'
      secteur={secteur}
      chapeau='Ce que ce territoire a écrit à ses lieux, le plus récent d’abord.'
    >
      {fait && (
        <Alerte ton='succes' titre='Votre message part'>
          <p>Chaque personne le reçoit dans les minutes qui viennent.</p>
        </Alerte>
      )}
      <p class='btns'>
        <LienBouton href={`${PILOTAGE}/${secteur.cle}/message`}>Écrire un message</LienBouton>
      </p>
      <Tableau<MessageVu>
        legende={<span class='vh'>Messages envoyés aux lieux</span>}
        vide='Aucun message n’a encore été envoyé.'
        lignes={messages}
        colonnes={[
          {
            titre: 'Message',
            cellule: ({ sujet, texte }) =>
              sujet ? (
                <details>
                  <summary>{sujet}</summary>
                  <p class='break'>{texte}</p>
                </details>
              ) : (
                'Texte effacé : la personne a fermé son compte'
              )
          },
          { titre: 'À qui', cellule: (m) => PUBLICS_DU_MESSAGE[m.public] },
          {
            titre: 'Envoyé',
            cellule: ({ cree_le, par }) => (
              <>
                le <Instant date={cree_le} /> par {par}
              </>
            )
          },
          {
            titre: 'Où il en est',
            cellule: ({ etat, envoyes, destinataires }) =>
              etat === 'en-cours'
                ? `${nombre(envoyes)} sur ${compter(destinataires, 'personne', 'personnes')}`
                : `reçu par ${compter(envoyes, 'personne', 'personnes')}`
          }
        ]}
      />
    </FeuilletPilotage>
  )
}

/** The link at the end of a message. */
export function ArretVue(props: {
  cadre: CadrePage
  jeton: string
  envoi: { readonly nom: string; readonly arrete: boolean } | undefined
  fait: boolean
}) {
  const { cadre, jeton, envoi, fait } = props
  const titre = envoi ? 'Les messages d’un territoire' : 'Ce lien ne sert plus'
  return (
    <Page
      cadre={cadre}
      titre={titre}
      horsMoteurs
      sansRecherche
      fil={[{ libelle: 'Accueil', href: '/' }, { libelle: titre }]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>{titre}</h1>
        </div>
        {envoi ? (
          <form class='form' method='post' action='/messages/arret'>
            {fait && (
              <Alerte ton='succes' titre='C’est fait'>
                <p>
                  {envoi.arrete
                    ? `Vous ne recevrez plus les messages du territoire « ${envoi.nom} ».`
                    : `Vous recevrez de nouveau les messages du territoire « ${envoi.nom} ».`}
                </p>
              </Alerte>
            )}
            <p>
              {envoi.arrete
                ? `Vous ne recevez pas les messages du territoire « ${envoi.nom} ».`
                : `Vous recevez les messages du territoire « ${envoi.nom} ».`}{' '}
              Les messages sur votre fiche et sur votre adhésion arrivent toujours.
            </p>
            <input type='hidden' name='jeton' value={jeton} />
            <p class='btns'>
              {envoi.arrete ? (
                <Bouton nom='suite' valeur='reprendre'>
                  Les recevoir de nouveau
                </Bouton>
              ) : (
                <Bouton principal nom='suite' valeur='arreter'>
                  Ne plus recevoir ces messages
                </Bouton>
              )}
            </p>
          </form>
        ) : (
          <p>Ouvrez le lien du dernier message reçu. Si votre compte est fermé, vous ne recevez plus rien.</p>
        )}
      </div>
    </Page>
  )
}
