import type { Child } from 'hono/jsx'
import { jourCivil } from '../../../../kernel/jour-civil.ts'
import { Jour, jourEnMots } from '../../../../platform/ui/composants/date/date.tsx'
import { demandeEnMots, etapesAdhesion } from '../../domain/adherer.ts'
import { type Contenu, type Critere, deGenre, type Rubrique } from '../../domain/charte.ts'
import { type GenreRubrique, NATURES } from '../../domain/rubrique.ts'
import { blocs } from '../../domain/texte.ts'
import { Origine, Texte } from './texte.tsx'

/** What stands before the articles, and what comes after: who reads first wants to know what is asked and what it brings. */
const AVANT: readonly GenreRubrique[] = ['definition', 'valeur', 'service', 'partenaire']
const APRES: readonly GenreRubrique[] = ['avantage', 'marque', 'membre-de-droit', 'indicateur']

/** The whole of a version, the same for the public page, an old version and the preview of a draft. */
export function CharteVue({
  nom,
  contenu,
  maintenant,
  fuseau,
  entete,
  children
}: {
  nom: string
  contenu: Contenu
  maintenant: Date
  fuseau: string
  /** Which version this is, and what can be done with it. */
  entete: Child
  /** What comes after the text. */
  children?: Child
}) {
  return (
    <div class='wrap charte'>
      <div class='page-head stack'>
        <h1>{nom}</h1>
        {blocs(contenu.resume).map((bloc) => bloc.genre === 'paragraphe' && <p class='lead'>{bloc.texte}</p>)}
        {entete}
        <nav class='anchors no-print' aria-label='Dans cette page'>
          <ul>
            <li>
              <a href='#demande'>Ce qui est demandé</a>
            </li>
            <li>
              <a href='#adherer'>Adhérer, pas à pas</a>
            </li>
            {contenu.rubriques.some(({ genre }) => genre === 'avantage') && (
              <li>
                <a href='#avantage'>Les avantages</a>
              </li>
            )}
            <li>
              <a href='#articles'>Les articles</a>
            </li>
          </ul>
        </nav>
      </div>
      <Demande contenu={contenu} />
      <Adherer contenu={contenu} maintenant={maintenant} fuseau={fuseau} />
      {NATURES.filter(({ genre }) => APRES.includes(genre) && genre !== 'indicateur').map(({ genre, titre }) => (
        <Rubriques titre={titre} genre={genre} rubriques={contenu.rubriques} />
      ))}
      {NATURES.filter(({ genre }) => AVANT.includes(genre)).map(({ genre, titre }) => (
        <Rubriques titre={titre} genre={genre} rubriques={contenu.rubriques} />
      ))}
      <section class='section split' id='articles'>
        <h2>Les articles</h2>
        <div class='stack'>
          {contenu.preambule !== '' && (
            <>
              <h3>Préambule</h3>
              <div class='prose'>
                <Texte texte={contenu.preambule} />
              </div>
            </>
          )}
          {contenu.articles.map(({ titre, texte, reference }, rang) => (
            <article id={`article-${rang + 1}`} class='mt6'>
              <h3>
                Article {rang + 1}. {titre}
              </h3>
              <div class='prose mt3'>
                <Texte texte={texte} />
                <Origine reference={reference} />
              </div>
            </article>
          ))}
        </div>
      </section>
      <Rubriques titre='Les indicateurs' genre='indicateur' rubriques={contenu.rubriques} />
      {children}
    </div>
  )
}

function Demande({ contenu }: { contenu: Contenu }) {
  const conditions = deGenre(contenu, 'condition')
  const engagements = deGenre(contenu, 'engagement')
  const criteres = deGenre(contenu, 'critere')
  const minimum = contenu.parametres.criteres_minimum
  const groupes = [
    ...contenu.categories.map(({ id, nom, texte }) => ({
      nom,
      texte,
      criteres: criteres.filter(({ categorie_id }) => categorie_id === id)
    })),
    { nom: 'Autres critères', texte: '', criteres: criteres.filter(({ categorie_id }) => categorie_id === null) }
  ].filter((groupe) => groupe.criteres.length > 0)
  return (
    <>
      <section class='section split' id='demande'>
        <h2>Ce qui est demandé</h2>
        <div class='stack'>
          <p class='lead'>{`Pour adhérer : ${demandeEnMots(contenu)}.`}</p>
          <Exigences
            titre={conditions.length > 1 ? `Les ${conditions.length} conditions` : 'La condition'}
            phrase={conditions.length > 1 ? 'Votre lieu respecte toutes ces conditions.' : 'Votre lieu la respecte.'}
            criteres={conditions}
          />
          <Exigences
            titre={engagements.length > 1 ? `Les ${engagements.length} engagements` : 'L’engagement'}
            phrase={engagements.length > 1 ? 'Vous prenez tous ces engagements.' : 'Vous prenez cet engagement.'}
            criteres={engagements}
          />
        </div>
      </section>
      {criteres.length > 0 && (
        <section class='section split' id='criteres'>
          <h2>{criteres.length > 1 ? `Les ${criteres.length} critères` : 'Le critère'}</h2>
          <div class='stack'>
            <p class='lead'>
              {minimum > 0
                ? `Vous en choisissez au moins ${minimum}, librement, dans une ou plusieurs familles.`
                : 'Vous pouvez en choisir, librement.'}
            </p>
            {groupes.map(({ nom, texte, criteres: siens }) => (
              <div class='mt6 stack'>
                <h3>
                  {groupes.length > 1 || nom !== 'Autres critères' ? nom : 'Tous les critères'}{' '}
                  <span class='num soft'>({siens.length})</span>
                </h3>
                <div class='prose soft'>
                  <Texte texte={texte} />
                </div>
                <ul class='rows mt3'>
                  {siens.map((critere) => (
                    <Exigence critere={critere} />
                  ))}
                </ul>
              </div>
            ))}
          </div>
        </section>
      )}
    </>
  )
}

function Exigences(props: { titre: string; phrase: string; criteres: readonly Critere[] }) {
  if (props.criteres.length === 0) return null
  return (
    <div class='mt6'>
      <h3>{props.titre}</h3>
      <p>{props.phrase}</p>
      <ul class='rows mt3'>
        {props.criteres.map((critere) => (
          <Exigence critere={critere} />
        ))}
      </ul>
    </div>
  )
}

function Exigence({ critere }: { critere: Critere }) {
  return (
    <li id={`critere-${critere.id}`} class='stack'>
      <h4>{critere.libelle}</h4>
      <div class='prose'>
        <Texte texte={critere.texte} />
      </div>
      {critere.en_savoir_plus !== '' && (
        <details>
          <summary>
            En savoir plus<span class='vh'> sur « {critere.libelle} »</span>
          </summary>
          <div class='prose'>
            <Texte texte={critere.en_savoir_plus} />
          </div>
        </details>
      )}
      {critere.justificatif !== '' && (
        <p>
          <b>Ce qu’il faut montrer :</b> {critere.justificatif}
        </p>
      )}
      <Origine reference={critere.reference} />
    </li>
  )
}

function Adherer({ contenu, maintenant, fuseau }: { contenu: Contenu; maintenant: Date; fuseau: string }) {
  return (
    <section class='section split' id='adherer'>
      <h2>Adhérer, pas à pas</h2>
      <ol class='time'>
        {etapesAdhesion(contenu, jourCivil(maintenant, fuseau), jourEnMots).map(({ titre, phrases }) => (
          <li>
            <h3>{titre}</h3>
            {phrases.map((phrase) => (
              <p>{phrase}</p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Rubriques(props: { titre: string; genre: GenreRubrique; rubriques: readonly Rubrique[] }) {
  const siennes = props.rubriques.filter(({ genre }) => genre === props.genre)
  if (siennes.length === 0) return null
  return (
    <section class='section split' id={props.genre}>
      <h2>{props.titre}</h2>
      <ul class='rows'>
        {siennes.map(({ titre, texte, reference }) => (
          <li class='prose'>
            <h3>{titre}</h3>
            <Texte texte={texte} />
            <Origine reference={reference} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** « Version 2, en vigueur depuis le mardi 16 juin 2026 ». */
export function DatesVersion(props: {
  numero: number
  publiee_le: Date
  remplacee_le: Date | undefined
  fuseau: string
}) {
  const { numero, publiee_le, remplacee_le, fuseau } = props
  return (
    <p>
      <b>Version {numero}</b>,{' '}
      {remplacee_le ? (
        <>
          en vigueur du <Jour date={publiee_le} fuseau={fuseau} /> au <Jour date={remplacee_le} fuseau={fuseau} />. Elle
          est remplacée.
        </>
      ) : (
        <>
          en vigueur depuis le <Jour date={publiee_le} fuseau={fuseau} />.
        </>
      )}
    </p>
  )
}
