import type { Child } from 'hono/jsx'
import { formatDate } from '../../../../kernel/format-date.ts'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { direMotif } from '../../domain/moderation.ts'
import type { ContributionVue } from '../../store/contribution.store.ts'
import { listTraces, type Trace } from '../../store/moderation.store.ts'
import type { ItemOuvert } from '../ouvrir.ts'
import { cheminDe, cheminItem, REGLES } from './cadre.tsx'
import { cheminSignaler, LireLaDecision } from './signaler-lien.tsx'

/** Who said it, as it is shown: never the name of a person who was helped, nor of an account that is gone. */
export function direAuteur({
  organisateur,
  seance_id,
  pseudonyme
}: Pick<ContributionVue, 'organisateur' | 'seance_id' | 'pseudonyme'>): string {
  if (organisateur) return 'L’organisateur'
  if (seance_id) return 'Avec l’aide d’un médiateur'
  return pseudonyme ?? 'Contributeur supprimé'
}

/** « 09/06/2026 à 10:12:40 », at the réseau's clock (CON-08). */
export function Horodatage({ le, ouvert }: { le: Date; ouvert: ItemOuvert }) {
  const ecrire = (options: Intl.DateTimeFormatOptions) =>
    formatDate({ timeZone: ouvert.reseau.fuseau, ...options }).format(le)
  return (
    <time datetime={le.toISOString()}>
      {ecrire({ dateStyle: 'short' }).replace(/\/(\d\d)$/, `/${ecrire({ year: 'numeric' })}`)} à{' '}
      {ecrire({ timeStyle: 'medium' })}
    </time>
  )
}

/** What somebody wrote, as they wrote it: line breaks kept, links as words. */
export const Lignes = ({ texte }: { texte: string }) => (
  <>
    {texte.split(/\n{2,}/).map((paragraphe) => (
      <p class='break'>
        {paragraphe.split('\n').map((ligne, n) => (
          <>
            {n > 0 && <br />}
            {ligne}
          </>
        ))}
      </p>
    ))}
  </>
)

/** The same page with other parameters, the reading order of a visitor kept; the anchor last. */
export function lienItem(
  c: Contexte,
  { consultation, item }: ItemOuvert,
  parametres: Readonly<Record<string, string | number | undefined>>,
  ancre: string
): string {
  const gardes = new URLSearchParams()
  const ordre = c.req.query('ordre')
  if (ordre !== undefined && /^[1-9]\d{0,2}$/.test(ordre)) gardes.set('ordre', ordre)
  for (const [nom, valeur] of Object.entries(parametres)) if (valeur !== undefined) gardes.set(nom, String(valeur))
  const question = gardes.size > 0 ? `?${gardes}` : ''
  return `${cheminItem(consultation, item)}${question}#${ancre}`
}

/** Which page of a list the address asks for, from 1. */
export function pageDemandee(c: Contexte, nom: string): number {
  const demandee = c.req.query(nom) ?? ''
  return /^[1-9]\d{0,4}$/.test(demandee) ? Number(demandee) : 1
}

/** Forward and back in a list of a section. */
export function PagesDeSection(props: {
  c: Contexte
  ouvert: ItemOuvert
  /** Its anchor, and its parameter in the address. */
  section: string
  page: number
  parPage: number
  total: number
  parametres?: Readonly<Record<string, string | undefined>>
}) {
  const { c, ouvert, section, page, parPage, total, parametres = {} } = props
  const lien = (n: number) => lienItem(c, ouvert, { ...parametres, [section]: n === 1 ? undefined : n }, section)
  const derniere = Math.ceil(total / parPage)
  if (derniere < 2 && page === 1) return null
  return (
    <nav class='pages' aria-label={`Pages : ${section}`}>
      <span>
        Page {page} sur {Math.max(derniere, 1)}
      </span>
      <span class='btns'>
        {page > 1 && (
          <a href={lien(Math.min(page - 1, Math.max(derniere, 1)))} rel='prev'>
            Page précédente
          </a>
        )}
        {page < derniere && (
          <a class='btn' href={lien(page + 1)} rel='next'>
            Page suivante
          </a>
        )}
      </span>
    </nav>
  )
}

const isMienne = (c: Contexte, { auteur_id }: Pick<ContributionVue, 'auteur_id'>): boolean =>
  auteur_id !== null && auteur_id === c.var.acteur.compte?.id

/** Of what is not seen any more: when and why. Its text is for its author and for those who moderate. */
export function Trace(props: {
  c: Contexte
  ouvert: ItemOuvert
  /** « Commentaire », « Action » : what it was. */
  quoi: string
  feminin?: boolean
  contribution: ContributionVue
  traces: ReadonlyMap<string, Trace>
  children?: Child
}) {
  const { c, ouvert, quoi, feminin = false, contribution, traces, children } = props
  const { consultation, dire } = ouvert
  const trace = traces.get(contribution.id)
  const retire = feminin ? 'retirée' : 'retiré'
  const voit = isMienne(c, contribution) || c.var.peut('consultation:moderer', { reseau: consultation.reseau_id })
  return (
    <>
      <p class='soft'>
        {contribution.etat === 'retire-auteur'
          ? `${quoi} ${retire} par son auteur.`
          : `${quoi} ${retire} ${trace ? `le ${dire(trace.le)} : ${direMotif(trace.motif)}` : 'par la modération'}.`}
      </p>
      {trace && contribution.etat === 'retire' && isMienne(c, contribution) && (
        <LireLaDecision consultation={consultation} trace={trace} />
      )}
      {voit && children && (
        <details>
          <summary>Lire ce qui a été retiré : vous seul et la modération le voyez</summary>
          {children}
        </details>
      )}
    </>
  )
}

/** Why moderators took these away; one statement, and none when nothing was. */
export const listTracesDe = (c: Contexte, contributions: readonly ContributionVue[]) =>
  listTraces(c.var.db, { contributionIds: contributions.flatMap(({ id, etat }) => (etat === 'retire' ? [id] : [])) })

/** What one may do with a seen contribution: report somebody else's, take back one's own. */
export function Gestes(props: {
  c: Contexte
  ouvert: ItemOuvert
  contribution: Pick<ContributionVue, 'id' | 'auteur_id'>
  /** For those who hear the buttons one by one: « le commentaire de Noisette ». */
  quoi: string
  children?: Child
}) {
  const { c, ouvert, contribution, quoi, children } = props
  const { consultation } = ouvert
  return (
    <div class='btns'>
      {children}
      {!isMienne(c, contribution) ? (
        <a href={cheminSignaler(consultation, { contribution: contribution.id })}>
          Signaler<span class='vh'> {quoi}</span>
        </a>
      ) : (
        estEcrivable(ouvert) && <BoutonRetirer ouvert={ouvert} id={contribution.id} quoi={quoi} />
      )}
    </div>
  )
}

export const BoutonRetirer = ({ ouvert, id, quoi }: { ouvert: ItemOuvert; id: string; quoi: string }) => (
  <form method='post' action={`${cheminDe(ouvert.consultation)}/contributions/${id}/retirer`}>
    <Bouton petit>
      Retirer<span class='vh'> {quoi}</span>
    </Bouton>
  </form>
)

/** Before its end: what the organiser seeded can be taken back before the opening. */
const estEcrivable = ({ etat }: ItemOuvert) => etat === 'ouverte' || etat === 'a-venir' || etat === 'brouillon'

/** Under which name what is written will be shown, and the rules. */
export function SousQuelNom({ c }: { c: Contexte }) {
  const { compte } = c.var.acteur
  return (
    <p>
      {compte
        ? `Publié sous votre pseudonyme, « ${compte.pseudonyme} ».`
        : 'Sans compte, ce que vous écrivez est gardé, puis publié quand vous avez confirmé votre adresse électronique.'}{' '}
      <a href={REGLES}>Règles de publication</a>
    </p>
  )
}

/** Why there is no form. */
export function direFerme({ etat, consultation, dire }: ItemOuvert): string {
  if (etat === 'a-venir') return `Vous pourrez contribuer à partir du ${dire(consultation.ouverture)}.`
  return etat === 'brouillon'
    ? 'La consultation n’est pas encore publiée.'
    : 'La consultation est close : elle ne reçoit plus rien.'
}
