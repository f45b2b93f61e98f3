import type { Child } from 'hono/jsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Liste, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import { erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { direInstant } from '../../../charte/index.ts'
import { Paragraphes } from '../../../gouvernance/index.ts'
import type { GesteDeModeration } from '../../domain/item.ts'
import { type Cible, direMotif, direNature, GESTES, MOTIFS, MOTIFS_FAVORABLES } from '../../domain/moderation.ts'
import type { Chose, Decision, EnAttente, Signalement } from '../../store/moderation.store.ts'
import { CONSULTATIONS, cheminItem, REGLES, type Reprise } from './cadre.tsx'

export const MODERATION = `${CONSULTATIONS}/moderation`
export const cheminModerer = ({ genre, id }: Cible) => `${MODERATION}/${genre}/${id}`

/** Something to judge, with all that a moderator needs to know of it. */
export interface AJuger {
  readonly chose: Chose
  readonly signalements: readonly Signalement[]
  readonly decisions: readonly Decision[]
  readonly gestes: readonly GesteDeModeration[]
  /** Written by who reads this page. */
  readonly sienne: boolean
}

/** The thing itself, in its place. */
export function ChoseVue({ chose }: { chose: Chose }) {
  const { nature, consultation, numero, item, intitule, texte, complement, le, etat, fuseau } = chose
  return (
    <>
      <ListeDescriptive
        faits={[
          { terme: 'C’est', valeur: direNature(nature) },
          {
            terme: 'Où',
            valeur: (
              <>
                <a href={cheminItem(chose, { numero })}>{item}</a>, dans « {consultation} »
              </>
            )
          },
          { terme: 'Écrit le', valeur: direInstant(le, fuseau) },
          { terme: 'Aujourd’hui', valeur: ETATS[etat] },
          {
            terme: nature === 'fichier' ? 'Nom du fichier' : 'Titre',
            valeur: intitule && <b class='break'>{intitule}</b>
          }
        ]}
      />
      {texte && (
        <blockquote class='note mt4'>
          <Paragraphes texte={texte} />
        </blockquote>
      )}
      {complement && (
        <div class='mt4'>
          <p class='soft'>{nature === 'amendement' ? 'Son motif' : 'Son lien'}</p>
          <Paragraphes texte={complement} />
        </div>
      )}
    </>
  )
}

const ETATS = {
  attente: 'en attente d’une relecture',
  publie: 'en ligne',
  refuse: 'refusé, jamais publié',
  retire: 'retiré',
  'retire-auteur': 'retiré par son auteur'
} as const

function Signalements({ aJuger: { signalements, chose } }: { aJuger: AJuger }) {
  if (signalements.length === 0) return null
  return (
    <>
      <h3 class='mt5'>Ce qui a été signalé</h3>
      <ul class='rows mt3'>
        {signalements.map(({ motif, texte, le }) => (
          <li>
            {direMotif(motif)} <span class='soft'>Le {direInstant(le, chose.fuseau)}</span>
            {texte && <Paragraphes texte={texte} />}
          </li>
        ))}
      </ul>
    </>
  )
}

export function Decisions({ decisions, chose }: Pick<AJuger, 'decisions' | 'chose'>) {
  if (decisions.length === 0) return null
  return (
    <>
      <h3 class='mt5'>Ce qui a été décidé</h3>
      <ul class='rows mt3'>
        {decisions.map(({ geste, motif, raison, le, reponse, repondu_le }) => (
          <li>
            {GESTES[geste].fait} : {direMotif(motif)} <span class='soft'>Le {direInstant(le, chose.fuseau)}</span>
            {raison && <Paragraphes texte={raison} />}
            {repondu_le && (
              <blockquote class='note mt3'>
                <p class='soft'>L’auteur a répondu le {direInstant(repondu_le, chose.fuseau)} :</p>
                <Paragraphes texte={reponse} />
              </blockquote>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** What may be decided, why, and what is written to the author. */
function FormulaireModeration({ aJuger, reprise = {} }: { aJuger: AJuger; reprise?: Reprise }) {
  const { chose, gestes, decisions, sienne } = aJuger
  const { champs = {}, fautes = [] } = reprise
  if (sienne)
    return (
      <Note>
        <p>C’est vous qui avez écrit ce texte : une autre personne doit le juger.</p>
      </Note>
    )
  if (gestes.length === 0)
    return (
      <Note>
        <p>Son auteur a retiré ce texte. Il n’y a rien à décider.</p>
      </Note>
    )
  return (
    <form class='stack mt6' method='post' action={cheminModerer(chose.cible)}>
      <input type='hidden' name='etat' value={chose.etat} />
      <input type='hidden' name='decisions' value={String(decisions.length)} />
      <BoutonsRadio
        nom='geste'
        legende='Que décidez-vous ?'
        choisis={champs.geste ? [champs.geste] : []}
        erreur={erreurDe(fautes, 'geste')}
        options={gestes.map((geste) => ({
          valeur: geste,
          libelle:
            GESTES[geste].vers === chose.etat && geste !== 'garder' ? 'Maintenir la décision' : GESTES[geste].libelle
        }))}
      />
      <Liste
        nom='motif'
        libelle='Pour quelle raison ?'
        indication='La raison est publiée à la place de ce qui est retiré.'
        vide='Choisissez'
        valeur={champs.motif}
        erreur={erreurDe(fautes, 'motif')}
        options={[
          { groupe: 'Pour laisser voir', options: options(MOTIFS_FAVORABLES) },
          { groupe: 'Pour ne pas laisser voir', options: options(MOTIFS) }
        ]}
      />
      <ZoneTexte
        nom='raison'
        libelle='Ce que vous écrivez à l’auteur'
        indication='Obligatoire pour refuser ou retirer. Dites quels mots posent problème, et comment les récrire.'
        valeur={champs.raison}
        erreur={erreurDe(fautes, 'raison')}
        lignes={4}
      />
      <p>
        <Bouton principal>Enregistrer la décision</Bouton>
      </p>
    </form>
  )
}

const options = (motifs: Readonly<Record<string, string>>) =>
  Object.entries(motifs).map(([valeur, libelle]) => ({ valeur, libelle }))

/** A thing to judge, whole. */
export function AJugerVue({ aJuger, reprise }: { aJuger: AJuger; reprise?: Reprise }) {
  return (
    <>
      <ChoseVue chose={aJuger.chose} />
      <Signalements aJuger={aJuger} />
      <Decisions decisions={aJuger.decisions} chose={aJuger.chose} />
      <FormulaireModeration aJuger={aJuger} reprise={reprise ?? {}} />
    </>
  )
}

/** What comes after the first one. */
export function SuiteDeLaFile({ c, file }: { c: Contexte; file: readonly EnAttente[] }): Child {
  return (
    <ul class='rows'>
      {file.map(({ cible, nature, item, consultation, depuis, auteur_id, fuseau }) => (
        <li>
          <a href={cheminModerer(cible)}>
            {direNature(nature).replace(/^./, (lettre) => lettre.toUpperCase())} sur « {item} »
          </a>
          <span class='soft'>
            {consultation}. Attend depuis le {direInstant(depuis, fuseau)}.
            {auteur_id !== null &&
              auteur_id === c.var.acteur.compte?.id &&
              ' C’est votre texte : une autre personne le juge.'}
          </span>
        </li>
      ))}
    </ul>
  )
}

export const LienRegles = () => (
  <p class='mt5'>
    <a href={REGLES}>Les règles de publication</a>
  </p>
)
