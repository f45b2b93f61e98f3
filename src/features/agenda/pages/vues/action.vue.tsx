import { couper, resserrer } from '../../../../kernel/texte.ts'
import { LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { Etiquette, Note } from '../../../../platform/ui/composants/note/note.tsx'
import { ecrireDonnees } from '../../../../platform/ui/donnees-structurees.ts'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { type ContenuAction, definitionGenre, type EtatAction } from '../../domain/action-projet.ts'
import { ETATS, Periode, periodeEnMots } from './mots.tsx'

export interface LieuDeLAction {
  readonly nom: string
  readonly href: string
  /** In one line. */
  readonly adresse: string
  readonly rue: string
  readonly codePostal: string | undefined
  readonly commune: string | undefined
  /** IANA time zone of its clocks. */
  readonly fuseau: string
}

export interface ActionProps {
  readonly cadre: CadrePage
  readonly action: ContenuAction
  readonly etat: EtatAction
  /** Said no longer to take place, or to be there. */
  readonly retiree: boolean
  readonly lieu: LieuDeLAction
  readonly canonique: string
  /** Where who looks after it changes it. */
  readonly gerer?: string | undefined
}

/** One action, for everyone. */
export function ActionVue(props: ActionProps) {
  const { cadre, action, etat, retiree, lieu, canonique, gerer } = props
  const { fuseau } = lieu
  return (
    <Page
      cadre={cadre}
      titre={`${action.titre}, ${lieu.nom}`}
      description={retiree ? undefined : couper(resserrer(`${periodeEnMots(action, fuseau)}. ${action.texte}`), 200)}
      canonique={canonique}
      horsMoteurs={retiree}
      menuActif='/lieux'
      tete={
        // Data, not a script: browsers do not run it, and the policy of the site has nothing to allow.
        action.debut && !retiree ? (
          <script
            type='application/ld+json'
            dangerouslySetInnerHTML={{ __html: ecrireDonnees(evenementStructure(props, action.debut)) }}
          />
        ) : undefined
      }
      fil={[
        { libelle: 'Accueil', href: '/' },
        { libelle: 'Tous les lieux', href: '/lieux' },
        { libelle: lieu.nom, href: lieu.href },
        { libelle: action.titre }
      ]}
    >
      <div class='wrap'>
        <header class='page-head stack'>
          <p class='over'>{definitionGenre(action.genre).nom}</p>
          <h1 class='break'>{action.titre}</h1>
          <p class='lead'>
            <Periode action={action} fuseau={fuseau} />
          </p>
          {retiree ? (
            <Note ton='attention'>
              <p>
                {lieu.nom} n’annonce plus cette action. <a href={lieu.href}>Voir la fiche du lieu</a>
              </p>
            </Note>
          ) : (
            <p>
              <Etiquette ton={etat === 'passee' ? 'attention' : 'info'}>{ETATS[etat]}</Etiquette>
            </p>
          )}
        </header>
        {!retiree && (
          <div class='stack'>
            {paragraphes(action.texte).map((lignes) => (
              <p class='break'>
                {lignes.map((ligne, rang) => (
                  <>
                    {rang > 0 && <br />}
                    {ligne}
                  </>
                ))}
              </p>
            ))}
            <ListeDescriptive
              faits={[
                {
                  terme: 'Où',
                  valeur: action.lieu_precis ? (
                    <span class='break'>{action.lieu_precis}</span>
                  ) : (
                    `${lieu.nom}${lieu.adresse && `, ${lieu.adresse}`}`
                  )
                },
                { terme: 'Proposé par', valeur: <a href={lieu.href}>{lieu.nom}</a> },
                { terme: 'Prix', valeur: action.prix && <span class='break'>{action.prix}</span> },
                { terme: 'Pour qui', valeur: action.public_vise && <span class='break'>{action.public_vise}</span> },
                { terme: 'S’inscrire', valeur: action.inscription && <span class='break'>{action.inscription}</span> },
                {
                  terme: 'En savoir plus',
                  valeur: action.lien && (
                    <a class='break' href={action.lien} rel='nofollow noopener ugc'>
                      {action.lien}
                    </a>
                  )
                }
              ]}
            />
          </div>
        )}
        {gerer && (
          <p class='btns mt5 no-print'>
            <LienBouton href={gerer}>Gérer les actions de ce lieu</LienBouton>
          </p>
        )}
      </div>
    </Page>
  )
}

const paragraphes = (texte: string) =>
  texte
    .split(/\n{2,}/)
    .filter((paragraphe) => paragraphe !== '')
    .map((paragraphe) => paragraphe.split('\n'))

/** For search engines, in schema.org's words. */
function evenementStructure({ action, lieu, canonique }: ActionProps, debut: Date): unknown {
  const { titre, texte, fin, lieu_precis } = action
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    '@id': canonique,
    url: canonique,
    name: titre,
    ...(texte && { description: texte }),
    startDate: debut.toISOString(),
    ...(fin && { endDate: fin.toISOString() }),
    eventStatus: 'https://schema.org/EventScheduled',
    location: lieu_precis
      ? { '@type': 'Place', name: lieu_precis, address: lieu_precis }
      : {
          '@type': 'Place',
          name: lieu.nom,
          address: {
            '@type': 'PostalAddress',
            ...(lieu.rue && { streetAddress: lieu.rue }),
            ...(lieu.codePostal && { postalCode: lieu.codePostal }),
            ...(lieu.commune && { addressLocality: lieu.commune }),
            addressCountry: 'FR'
          }
        },
    organizer: { '@type': 'Organization', name: lieu.nom }
  }
}
