import { normaliser } from '../../../../../kernel/texte.ts'
import { compter } from '../../../../../platform/ui/composants/nombre/nombre.tsx'
import { Note } from '../../../../../platform/ui/composants/note/note.tsx'
import type { Territoire } from '../../../../territoires/index.ts'
import type { Resultats } from '../../../actions/rechercher.ts'
import type { Facette } from '../../../domain/facette.ts'
import { adresseRecherche, type Recherche, sansCritere } from '../../../domain/recherche.ts'
import { enumerer } from '../mots.ts'
import { momentEnMots } from './mots-recherche.ts'

interface Props {
  readonly resultats: Resultats
}

/** How the search was read: what was mended, understood, left aside. Nothing is changed behind people’s backs. */
export function Remarques({ resultats }: Props) {
  const phrases = [...surLeLieu(resultats), ...surLesMots(resultats)]
  const { ignores, facettes } = resultats
  return (
    <>
      {phrases.length > 0 && (
        <Note>
          {phrases.map((phrase) => (
            <p>{phrase}</p>
          ))}
        </Note>
      )}
      {ignores.length > 0 && (
        <Note ton='attention'>
          <p>Nous avons cherché sans tenir compte de&nbsp;:</p>
          <ul>
            {ignores.slice(0, IGNORES_MONTRES).map(({ parametre, valeur, raison }) => (
              <li>
                {nomDuParametre(parametre, facettes)}&nbsp;: «&nbsp;{valeur.slice(0, 80)}&nbsp;», {minuscule(raison)}.
              </li>
            ))}
          </ul>
          {ignores.length > IGNORES_MONTRES && <p>Et {ignores.length - IGNORES_MONTRES} autres.</p>}
        </Note>
      )}
      <Comprises resultats={resultats} />
      <Homonymes resultats={resultats} />
      <Ouvertures resultats={resultats} />
      <AVerifier resultats={resultats} />
    </>
  )
}

const IGNORES_MONTRES = 5

function surLesMots({ mots: { corriges, ignores }, total }: Resultats): string[] {
  const phrases = corriges.map(
    ({ tape, lu }) => `Nous avons cherché «\u00a0${lu}\u00a0» à la place de «\u00a0${tape}\u00a0».`
  )
  if (ignores.length > 0) {
    const mots = enumerer(
      ignores.map((mot) => `«\u00a0${mot}\u00a0»`),
      4
    )
    phrases.push(`Aucun lieu ne parle de ${mots}${total > 0 ? '\u00a0: nous avons cherché le reste' : ''}.`)
  }
  return phrases
}

/** « impôts » : the lieux that help with it, whatever words they use themselves. */
function Comprises({ resultats: { mots, facettes, recherche } }: Props) {
  const parExpression = Map.groupBy(mots.compris, ({ expression }) => expression)
  return (
    <>
      {[...parExpression].map(([expression, sens]) => {
        const proposent = sens.flatMap(({ facette, valeur }) => {
          const enClair = facettes.find(({ cle }) => cle === facette)?.enClair(valeur)
          return enClair ? [facette === 'services' ? minuscule(enClair) : `«\u00a0${enClair}\u00a0»`] : []
        })
        if (proposent.length === 0) return null
        return (
          <p class='soft'>
            «&nbsp;{commeTape(recherche.q ?? '', expression)}&nbsp;»&nbsp;: nous montrons aussi les lieux qui
            proposent&nbsp;: {enumerer(proposent, 3)}.
          </p>
        )
      })}
    </>
  )
}

/** The expression as it was typed, accents kept, where it can be found again. */
function commeTape(q: string, expression: string): string {
  const mots = q.split(/\s+/)
  const n = expression.split(' ').length
  for (let i = 0; i + n <= mots.length; i++) {
    const suite = mots.slice(i, i + n).join(' ')
    if (normaliser(suite) === expression) return suite.replace(/[.,;:!?]+$/, '')
  }
  return expression
}

function surLeLieu({ ou, recherche }: Resultats): string[] {
  if (ou.genre !== 'territoire' || !ou.approche) return []
  const { nom, precision } = ou.territoire
  const tape = recherche.commune ?? ''
  // A number among letters: an address, of which only the commune was found.
  if (/\d/.test(tape))
    return [`Nous n’avons pas situé cette adresse\u00a0: nous comptons depuis ${nom} (${precision}).`]
  return [`Nous ne connaissons pas «\u00a0${tape}\u00a0». Nous avons cherché autour de ${nom} (${precision}).`]
}

function Homonymes({ resultats: { ou, recherche } }: Props) {
  if (ou.genre !== 'territoire' || ou.autres.length === 0) return null
  return (
    <p class='soft'>
      Vous cherchiez ailleurs&nbsp;?{' '}
      {ou.autres.map((autre, i) => (
        <>
          {i > 0 && ', '}
          <a href={adresseRecherche(rechercheAilleurs(recherche, autre))}>
            {autre.nom} ({autre.precision})
          </a>
        </>
      ))}
    </p>
  )
}

/** The same search somewhere else, the radius kept. */
function rechercheAilleurs(recherche: Recherche, { genre, code, nom, precision }: Territoire): Recherche {
  const ailleurs = { ...sansCritere(recherche, 'lieu'), rayon: recherche.rayon }
  // Words where they are enough: the field shows what the person would have typed.
  return genre === 'commune' ? { ...ailleurs, commune: `${nom} (${precision})` } : { ...ailleurs, [genre]: code }
}

function Ouvertures({ resultats: { ouvertures, recherche } }: Props) {
  if (!ouvertures || !recherche.ouvert) return null
  const { ouvert, ferme, inconnu } = ouvertures
  return (
    <p>
      {momentEnMots(recherche.ouvert).replace(/^./, (initiale) => initiale.toUpperCase())}&nbsp;:{' '}
      {compter(ouvert, 'lieu ouvert', 'lieux ouverts')}, {compter(ferme, 'lieu fermé', 'lieux fermés')}
      {inconnu > 0 && (
        <>
          , et{' '}
          {compter(inconnu, 'lieu dont les horaires ne sont pas connus', 'lieux dont les horaires ne sont pas connus')}
          &nbsp;: à appeler
        </>
      )}
      . <a href={adresseRecherche(sansCritere(recherche, 'ouvert'))}>Voir tous ces lieux</a>
    </p>
  )
}

/** Sources that say nothing: neither yes nor no. Someone who needs to know may call. */
function AVerifier({ resultats: { aVerifier } }: Props) {
  return (
    <>
      {aVerifier.map(({ facette, recherche, total }) => (
        <p class='soft'>
          <a href={adresseRecherche(recherche)}>
            {compter(total, 'autre lieu', 'autres lieux')}&nbsp;:{' '}
            {minuscule((facette.inconnu ?? '').split(' : ')[0] ?? '')}
          </a>
          , à vérifier par téléphone.
        </p>
      ))}
    </>
  )
}

const NOMS: Readonly<Record<string, string>> = {
  q: 'Besoin',
  commune: 'Où',
  code_postal: 'Code postal',
  departement: 'Département',
  region: 'Région',
  epci: 'Intercommunalité',
  lat: 'Latitude',
  lon: 'Longitude',
  rayon: 'Distance',
  ouvert: 'Ouvert quand',
  tri: 'Classement',
  page: 'Page'
}

const nomDuParametre = (parametre: string, facettes: readonly Facette[]) =>
  NOMS[parametre] ?? facettes.find(({ cle }) => cle === parametre)?.libelle ?? parametre

const minuscule = (texte: string) => texte.charAt(0).toLocaleLowerCase('fr') + texte.slice(1)
