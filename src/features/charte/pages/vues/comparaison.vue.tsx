import { Etiquette } from '../../../../platform/ui/composants/note/note.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import type { Comparaison, ElementCompare, Fragment } from '../../domain/comparaison.ts'

const ETATS = { ajoute: 'Ajouté', retire: 'Retiré', change: 'Changé' } as const
const TONS = { ajoute: 'succes', retire: 'danger', change: 'info' } as const

/** What changed, thing by thing. What is taken out and put in is said in words to who does not see the marks. */
export function ComparaisonVue({ comparaison }: { comparaison: Comparaison }) {
  const { parametres, parties } = comparaison
  if (parametres.length === 0 && parties.length === 0)
    return (
      <section class='section'>
        <p class='lead'>Ces deux versions disent la même chose, mot pour mot.</p>
      </section>
    )
  return (
    <>
      {parametres.length > 0 && (
        <section class='section split'>
          <h2>Les délais et les nombres</h2>
          <Tableau
            legende='Ce qui passe d’une valeur à une autre'
            colonnes={[
              { titre: 'Quoi', cellule: ({ libelle }) => libelle },
              { titre: 'Avant', cellule: ({ avant }) => avant },
              { titre: 'Après', cellule: ({ apres }) => apres }
            ]}
            lignes={parametres}
          />
        </section>
      )}
      {parties.map(({ titre, elements }) => (
        <section class='section split'>
          <h2>{titre}</h2>
          <ul class='rows'>
            {elements.map((element) => (
              <Change element={element} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Change({ element: { etat, titre, champs } }: { element: ElementCompare }) {
  return (
    <li class='stack'>
      <h3>
        {titre} <Etiquette ton={TONS[etat]}>{ETATS[etat]}</Etiquette>
      </h3>
      {champs.map(({ nom, fragments }) => (
        <div>
          <p class='soft'>{nom}</p>
          <Difference fragments={fragments} />
        </div>
      ))}
    </li>
  )
}

/** A text with what is taken out and put in, in marks for the eyes and in words for the ears. */
export function Difference({ fragments }: { fragments: readonly Fragment[] }) {
  return <p class='diff'>{fragments.map((fragment) => morceau(fragment))}</p>
}

function morceau({ etat, texte }: Fragment) {
  switch (etat) {
    case 'egal':
      return texte
    case 'retire':
      return (
        <del>
          <span class='vh'>[retiré : </span>
          {texte.trimEnd()}
          <span class='vh'>]</span>
          {finDe(texte)}
        </del>
      )
    case 'ajoute':
      return (
        <ins>
          <span class='vh'>[ajouté : </span>
          {texte.trimEnd()}
          <span class='vh'>]</span>
          {finDe(texte)}
        </ins>
      )
  }
}

const finDe = (texte: string) => texte.slice(texte.trimEnd().length)
