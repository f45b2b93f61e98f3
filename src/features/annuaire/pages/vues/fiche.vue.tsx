import { Jour, jourCourt } from '../../../../platform/ui/composants/date/date.tsx'
import { Etiquette, Note } from '../../../../platform/ui/composants/note/note.tsx'
import { CodeQr } from '../../../../platform/ui/composants/qr/qr.tsx'
import { ecrireDonnees } from '../../../../platform/ui/donnees-structurees.ts'
import { Page } from '../../../../platform/ui/page.tsx'
import { donneesStructurees } from './fiche/donnees-structurees.ts'
import { paragraphes } from './fiche/faire.tsx'
import { type FicheProps, motsClairs } from './fiche/fiche.ts'
import { tientEnGrand } from './fiche/papier.ts'
import { Reponses } from './fiche/reponses.tsx'
import { Sections } from './fiche/sections.tsx'
import { enumerer, majuscule } from './mots.ts'

/** One lieu: what one came to know first, then every part, then who says so. On paper, one page. */
export function FicheVue(props: FicheProps) {
  const { cadre, lieu, adressePublique, canonique, retour } = props
  const { valeurs } = lieu
  const presentation = valeurs.presentation_resume ?? premierParagraphe(valeurs.presentation_detail)
  return (
    <Page
      cadre={cadre}
      titre={[lieu.nom, valeurs.commune].filter(Boolean).join(', ')}
      description={presentation}
      canonique={canonique}
      tete={
        // Data, not a script: browsers do not run it, and the policy of the site has nothing to allow.
        <script
          type='application/ld+json'
          dangerouslySetInnerHTML={{ __html: ecrireDonnees(donneesStructurees(props)) }}
        />
      }
      menuActif='/lieux'
      fil={[
        { libelle: 'Accueil', href: '/' },
        retour ?? { libelle: 'Tous les lieux', href: '/lieux' },
        { libelle: lieu.nom }
      ]}
    >
      <div class={`wrap fiche${tientEnGrand(lieu) ? '' : ' fiche--dense'}`}>
        {props.apercu}
        <header class='page-head'>
          <div class='title-qr'>
            <div class='stack'>
              <h1>{lieu.nom}</h1>
              {presentation && <p class='lead'>{presentation}</p>}
              <p class='meta'>
                {valeurs.typologie && (
                  <span>{majuscule(enumerer(motsClairs(valeurs, 'typologie'), TYPES_MONTRES))}</span>
                )}
                {lieu.misAJourLe && (
                  <span>
                    Fiche à jour au <Jour date={lieu.misAJourLe} court />
                  </span>
                )}
              </p>
              {lieu.fictif && (
                <p>
                  <Etiquette>Lieu fictif</Etiquette> Ce lieu est inventé pour la démonstration.
                </p>
              )}
            </div>
            <div class='qr'>
              <CodeQr adresse={adressePublique} libelle='Code à photographier pour retrouver cette fiche' />
              Retrouvez cette fiche sur votre téléphone
            </div>
          </div>
          <Disparitions {...props} />
        </header>
        <Reponses {...props} />
        {props.signaler && (
          <p class='no-print mt4'>
            Quelque chose est faux ? <a href={props.signaler}>Signaler une erreur</a>
          </p>
        )}
        {props.revendiquer && (
          <p class='no-print'>
            Vous travaillez ici ? <a href={props.revendiquer}>Je m’occupe de ce lieu</a>
          </p>
        )}
        {props.modifier && (
          <p class='no-print'>
            Vous tenez déjà cette fiche ? <a href={props.modifier}>Modifier cette fiche</a>
          </p>
        )}
        <Sections {...props} />
        <p class='only-print soft'>
          Sources :{' '}
          {enumerer(
            lieu.sources.map(({ nom }) => nom),
            SOURCES_SUR_PAPIER
          )}
          . {lieu.misAJourLe && `Fiche à jour au ${jourCourt(lieu.misAJourLe)}, `}
          imprimée le {jourCourt(props.maintenant.date)}.
        </p>
      </div>
    </Page>
  )
}

const TYPES_MONTRES = 3
const SOURCES_SUR_PAPIER = 3

function Disparitions({ lieu: { sources } }: FicheProps) {
  const disparues = sources.filter(({ disparuLe }) => disparuLe)
  if (disparues.length === 0) return null
  return (
    <Note ton='attention'>
      {disparues.map(({ nom, disparuLe }) => (
        <p>
          Ce lieu n’apparaît plus dans « {nom} » depuis le {jourCourt(disparuLe ?? '')}.
        </p>
      ))}
      <p>Vérifiez avant de vous déplacer.</p>
    </Note>
  )
}

const premierParagraphe = (texte: string | undefined) => {
  const premier = paragraphes(texte)[0]
  return premier && premier.length <= 160 ? premier : undefined
}
