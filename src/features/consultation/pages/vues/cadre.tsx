import type { Child } from 'hono/jsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import type { EtapeDuFil } from '../../../../platform/ui/composants/fil/fil.tsx'
import { Alerte } from '../../../../platform/ui/composants/note/note.tsx'
import { type ErreurDeChamp, ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Page } from '../../../../platform/ui/page.tsx'
import type { Consultation, Module } from '../../store/consultation.store.ts'

export const CONSULTATIONS = '/consultations'
export const GUIDE = `${CONSULTATIONS}/guide`
export const REGLES = `${CONSULTATIONS}/regles`

export const cheminDe = ({ adresse }: Pick<Consultation, 'adresse'>) => `${CONSULTATIONS}/${adresse}`
export const cheminModule = (consultation: Pick<Consultation, 'adresse'>, { adresse }: Pick<Module, 'adresse'>) =>
  `${cheminDe(consultation)}/modules/${adresse}`
export const cheminItem = (consultation: Pick<Consultation, 'adresse'>, { numero }: { readonly numero: number }) =>
  `${cheminDe(consultation)}/items/${numero}`
export const cheminMesReponses = (consultation: Pick<Consultation, 'adresse'>) =>
  `${cheminDe(consultation)}/mes-reponses`

/** What was just typed and why it was refused: a form that is shown again keeps it. */
export interface Reprise {
  readonly champs?: Readonly<Record<string, string>>
  readonly fautes?: readonly ErreurDeChamp[]
  /** Why nothing was done, as a whole. */
  readonly refus?: string | undefined
}

/** 200, 422 when a field is to be mended, 409 when the thing itself cannot be done now. */
export const statutDe = ({ fautes = [], refus }: Reprise): 200 | 409 | 422 =>
  refus ? 409 : fautes.length > 0 ? 422 : 200

/** The frame of the pages of consultations: where I am, what was just done, and the menu of the consultation (POR-14). */
export function PageConsultation(props: {
  c: Contexte
  titre: string
  /** The consultation that this page belongs to, if any. */
  consultation?: Consultation | undefined
  fil?: readonly EtapeDuFil[]
  reprise?: Reprise
  fait?: string | undefined
  chapeau?: Child
  /** Above the title: « Proposition 4 sur 11 »; by default, the consultation. */
  surtitre?: Child
  /** The title is a proposition, in large type. */
  proposition?: boolean
  horsMoteurs?: boolean
  description?: string
  canonique?: string
  tete?: Child
  children?: Child
}) {
  const { c, titre, consultation, fil = [], reprise = {}, fait, chapeau, surtitre, proposition, children } = props
  const { fautes = [], refus } = reprise
  const rien = fautes.length > 0 || refus !== undefined
  // Which one it is, on paper and in a list of tabs too, where the path is not shown.
  const laquelle = consultation && consultation.titre !== titre ? consultation.titre : undefined
  const dessus = surtitre ?? laquelle
  return (
    <Page
      cadre={c.var.cadre}
      titre={laquelle ? `${titre} – ${laquelle}` : titre}
      description={props.description}
      canonique={props.canonique}
      tete={props.tete}
      menuActif={CONSULTATIONS}
      horsMoteurs={props.horsMoteurs}
      enErreur={rien}
      fil={[
        { href: '/', libelle: 'Accueil' },
        ...(titre === 'Consultations' ? [] : [{ href: CONSULTATIONS, libelle: 'Consultations' }]),
        ...(consultation && laquelle ? [{ href: cheminDe(consultation), libelle: laquelle }] : []),
        ...fil,
        { libelle: titre }
      ]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          {fait && !rien && <Alerte ton='succes' titre={fait} />}
          {refus && (
            <Alerte ton='danger' titre='Rien n’a été enregistré'>
              <p>{refus}</p>
            </Alerte>
          )}
          {dessus && <p class='over'>{dessus}</p>}
          <h1 class={proposition ? 'prop' : undefined}>{titre}</h1>
          {chapeau}
          <ResumeErreurs erreurs={fautes} />
        </div>
        {children}
        {consultation && (
          <nav class='section' aria-label='Menu de la consultation'>
            <ul class='stack'>
              <li>
                <a href={cheminDe(consultation)}>La consultation</a>
              </li>
              {c.var.acteur.compte && (
                <li>
                  <a href={cheminMesReponses(consultation)}>Le récapitulatif de vos réponses</a>
                </li>
              )}
              <li>
                <a href={GUIDE}>Le guide d’utilisation</a>
              </li>
            </ul>
          </nav>
        )}
      </div>
    </Page>
  )
}
