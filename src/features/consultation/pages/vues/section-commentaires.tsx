import type { Child } from 'hono/jsx'
import { couper } from '../../../../kernel/texte.ts'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Etiquette } from '../../../../platform/ui/composants/note/note.tsx'
import { erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { COMMENTAIRE_MAX, parseTri, TRIS, type TriDeCommentaires } from '../../domain/contribution.ts'
import { type Commentaire, findCommentaire, listFils } from '../../store/contribution.store.ts'
import type { Trace as TraceDeModeration } from '../../store/moderation.store.ts'
import { type ItemOuvert, lireUuid } from '../ouvrir.ts'
import { cheminItem, type Reprise } from './cadre.tsx'
import {
  direAuteur,
  direFerme,
  Gestes,
  Horodatage,
  Lignes,
  lienItem,
  listTracesDe,
  PagesDeSection,
  pageDemandee,
  SousQuelNom,
  Trace
} from './contribution.tsx'
import { type RepriseDItem, repriseDe, Section } from './section.tsx'

/** Anchor of the section, and name of its form. */
export const COMMENTAIRES = 'commentaires'
const FILS_PAR_PAGE = 30
/** Answers that a thread shows among the others; alone, it shows them by the hundred. */
const REPONSES_VUES = 5
const REPONSES_PAR_PAGE = 100

/** The comments of an item, each with its answers, in three statements at most (CON-07, CON-08). */
export async function sectionCommentaires(
  c: Contexte,
  ouvert: ItemOuvert,
  reprise: RepriseDItem
): Promise<Child | undefined> {
  const { item, module, etat, consultation } = ouvert
  if (!module.commentaires) return undefined
  const { db, peut } = c.var
  const sienne = repriseDe(reprise, COMMENTAIRES)
  const tri = parseTri(c.req.query('tri'))
  const fil = lireUuid(c.req.query('fil'))
  const page = pageDemandee(c, COMMENTAIRES)
  const repondre = lireUuid(sienne.champs?.parent ?? c.req.query('repondre'))
  const organise = peut('consultation:organiser', { reseau: consultation.reseau_id })
  const ecrit = etat === 'ouverte' || (organise && (etat === 'a-venir' || etat === 'brouillon'))
  const [{ fils, reponses, total }, parent] = await Promise.all([
    fil
      ? listFils(db, item.id, {
          tri,
          debut: 0,
          nombre: 1,
          reponses: REPONSES_PAR_PAGE,
          fil,
          passer: (page - 1) * REPONSES_PAR_PAGE
        })
      : listFils(db, item.id, {
          tri,
          debut: (page - 1) * FILS_PAR_PAGE,
          nombre: FILS_PAR_PAGE,
          reponses: REPONSES_VUES
        }),
    repondre && ecrit ? findCommentaire(db, item.id, repondre) : undefined
  ])
  const traces = await listTracesDe(c, [...fils, ...[...reponses.values()].flat()])
  const parametres = { tri: tri === 'ancien' ? undefined : tri, fil }
  return (
    <Section c={c} id={COMMENTAIRES} titre='Commentaires' nombre={item.commentaires}>
      {fil ? (
        <p class='mt3'>
          <a href={lienItem(c, ouvert, {}, COMMENTAIRES)}>Revenir à tous les commentaires</a>
        </p>
      ) : (
        total > 1 && <Tri c={c} ouvert={ouvert} tri={tri} />
      )}
      {fils.length === 0 && (
        <p class='mt3'>
          {page > 1 || fil ? 'Rien sur cette page.' : ecrit ? 'Personne n’a encore commenté.' : 'Aucun commentaire.'}
        </p>
      )}
      <div class='mt5'>
        {fils.map((commentaire) => (
          <Fil
            c={c}
            ouvert={ouvert}
            commentaire={commentaire}
            reponses={reponses.get(commentaire.id) ?? []}
            traces={traces}
            seul={fil !== undefined}
            repondre={
              ecrit
                ? lienItem(
                    c,
                    ouvert,
                    { ...parametres, [COMMENTAIRES]: page > 1 ? page : undefined, repondre: commentaire.id },
                    'repondre'
                  )
                : undefined
            }
          />
        ))}
      </div>
      <PagesDeSection
        c={c}
        ouvert={ouvert}
        section={COMMENTAIRES}
        page={page}
        parPage={fil ? REPONSES_PAR_PAGE : FILS_PAR_PAGE}
        total={fil ? (fils[0]?.reponses ?? 0) : total}
        parametres={parametres}
      />
      {ecrit ? (
        <Formulaire c={c} ouvert={ouvert} parent={parent} organise={organise} reprise={sienne} />
      ) : (
        <p class='mt5'>{direFerme(ouvert)}</p>
      )}
    </Section>
  )
}

function Tri({ c, ouvert, tri }: { c: Contexte; ouvert: ItemOuvert; tri: TriDeCommentaires }) {
  return (
    <nav class='btns mt3' aria-label='Ordre des commentaires'>
      {TRIS.map(({ cle, libelle }) =>
        cle === tri ? (
          <b aria-current='true'>{libelle}</b>
        ) : (
          <a href={lienItem(c, ouvert, { tri: cle }, COMMENTAIRES)}>{libelle}</a>
        )
      )}
    </nav>
  )
}

interface UnCommentaire {
  readonly c: Contexte
  readonly ouvert: ItemOuvert
  readonly commentaire: Commentaire
  readonly traces: ReadonlyMap<string, TraceDeModeration>
}

function Fil(props: UnCommentaire & { reponses: readonly Commentaire[]; seul: boolean; repondre: string | undefined }) {
  const { c, ouvert, commentaire, reponses, traces, seul, repondre } = props
  const reste = commentaire.reponses - reponses.filter(({ etat }) => etat === 'publie').length
  return (
    <Un c={c} ouvert={ouvert} commentaire={commentaire} traces={traces} repondre={repondre}>
      {reponses.map((reponse) => (
        <Un c={c} ouvert={ouvert} commentaire={reponse} traces={traces} />
      ))}
      {!seul && reste > 0 && (
        <p>
          <a href={lienItem(c, ouvert, { fil: commentaire.id }, COMMENTAIRES)}>
            {reste === 1 ? 'Lire une autre réponse' : `Lire ${nombre(reste)} autres réponses`}
            <span class='vh'> à {direAuteur(commentaire)}</span>
          </a>
        </p>
      )}
    </Un>
  )
}

function Un(props: UnCommentaire & { repondre?: string | undefined; children?: Child }) {
  const { c, ouvert, commentaire, traces, repondre, children } = props
  const { id, etat, texte, le, organisateur, parent_id } = commentaire
  const auteur = direAuteur(commentaire)
  if (etat !== 'publie')
    return (
      <article class='comment' id={`c-${id}`}>
        <Trace c={c} ouvert={ouvert} quoi='Commentaire' contribution={commentaire} traces={traces}>
          <Lignes texte={texte} />
        </Trace>
        {children}
      </article>
    )
  return (
    <article class='comment' id={`c-${id}`}>
      <header>
        {parent_id ? <h4 class='break'>{auteur}</h4> : <h3 class='break'>{auteur}</h3>}
        <a class='soft num' href={`#c-${id}`}>
          <Horodatage le={le} ouvert={ouvert} />
        </a>
        {organisateur && le < ouvert.consultation.ouverture && <Etiquette>Écrit avant l’ouverture</Etiquette>}
      </header>
      <Lignes texte={texte} />
      <Gestes c={c} ouvert={ouvert} contribution={commentaire} quoi={`le commentaire de ${auteur}`}>
        {repondre && (
          <a href={repondre} rel='nofollow'>
            Répondre<span class='vh'> à {auteur}</span>
          </a>
        )}
      </Gestes>
      {children}
    </article>
  )
}

const EXTRAIT = 200

function Formulaire(props: {
  c: Contexte
  ouvert: ItemOuvert
  parent: Commentaire | undefined
  organise: boolean
  reprise: Reprise
}) {
  const { c, ouvert, parent, organise, reprise } = props
  const { consultation, item, etat } = ouvert
  const { champs = {}, fautes = [] } = reprise
  const avant = etat !== 'ouverte'
  return (
    <form
      class='stack mt6'
      id={parent ? 'repondre' : undefined}
      method='post'
      action={`${cheminItem(consultation, item)}/${COMMENTAIRES}`}
    >
      {parent && (
        <>
          <h3>Votre réponse à {direAuteur(parent)}</h3>
          <blockquote class='note break'>{couper(parent.texte, EXTRAIT)}</blockquote>
          <input type='hidden' name='parent' value={parent.id} />
        </>
      )}
      <ZoneTexte
        nom='commentaire'
        libelle={parent ? 'Votre réponse' : 'Votre commentaire'}
        indication={`${nombre(COMMENTAIRE_MAX)} signes au plus.`}
        lignes={5}
        valeur={champs.commentaire}
        erreur={erreurDe(fautes, 'commentaire')}
      />
      {organise &&
        (avant ? (
          <>
            <p>La consultation n’est pas ouverte. Votre commentaire sera signé « L’organisateur ».</p>
            <input type='hidden' name='organisateur' value='oui' />
          </>
        ) : (
          <label class='check' for='organisateur'>
            <input
              id='organisateur'
              type='checkbox'
              name='organisateur'
              value='oui'
              checked={champs.organisateur === 'oui'}
            />
            <span>Écrire au nom de l’organisateur</span>
          </label>
        ))}
      {!avant && <SousQuelNom c={c} />}
      <p class='btns'>
        <Bouton>{parent ? 'Publier ma réponse' : 'Publier mon commentaire'}</Bouton>
        {parent && <a href={lienItem(c, ouvert, {}, `c-${parent.id}`)}>Ne pas répondre</a>}
      </p>
    </form>
  )
}
