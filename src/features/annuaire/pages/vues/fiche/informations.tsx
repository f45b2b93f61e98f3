import type { Child } from 'hono/jsx'
import { couper } from '../../../../../kernel/texte.ts'
import { Jour, jourCourt } from '../../../../../platform/ui/composants/date/date.tsx'
import { compter } from '../../../../../platform/ui/composants/nombre/nombre.tsx'
import { Tableau } from '../../../../../platform/ui/composants/tableau/tableau.tsx'
import { champ } from '../../../domain/schema.ts'
import { valeurEnClair } from '../mots.ts'
import type { FicheProps } from './fiche.ts'

/** Whole presentations stand above; here one recognises them. */
const LONGUEUR_MAX = 300

/** Who says so, and when: every value with its source, its date, the rule that chose it, and the other answers. */
export function informations({ lieu: { provenances } }: FicheProps): Child {
  return (
    <Tableau
      legende='Chaque information, sa source et sa date. Quand les sources se contredisent, les autres réponses restent lisibles.'
      vide='Aucune information publiée.'
      discret
      lignes={provenances}
      colonnes={[
        { titre: 'Information', cellule: (ligne) => champ(ligne.champ).libelle },
        {
          titre: 'Ce qui est affiché',
          cellule: ({ champ: nom, valeur, regle, autres }) => (
            <>
              <span class='break'>{couper(valeurEnClair(nom, valeur), LONGUEUR_MAX)}</span>
              {regle && <small class='hint'>{regle}</small>}
              {autres.length > 0 && (
                <details>
                  <summary>{compter(autres.length, 'autre réponse', 'autres réponses')}</summary>
                  <ul>
                    {autres.map((autre) => (
                      <li>
                        <span class='break'>{couper(valeurEnClair(nom, autre.valeur), LONGUEUR_MAX)}</span>
                        <span class='hint'>
                          {autre.source.nom}, {autre.date ? <Jour date={autre.date} court /> : 'sans date'}
                        </span>
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </>
          )
        },
        { titre: 'Source', cellule: ({ source }) => source.nom },
        { titre: 'Date', cellule: ({ date }) => (date ? <Jour date={date} court /> : 'sans date') }
      ]}
    />
  )
}

/** Beside the title: the sources, and why this fiche is what it is. */
export function sousTitreInformations({ lieu: { sources }, histoire }: FicheProps): Child {
  return (
    <>
      <ul>
        {sources.map(({ nom, href, disparuLe }) => (
          <li>
            <a href={href}>{nom}</a>
            {disparuLe && <small class='soft'> (plus depuis le {jourCourt(disparuLe)})</small>}
          </li>
        ))}
      </ul>
      {histoire && (
        <p>
          <a href={histoire}>Pourquoi cette fiche : preuves et historique</a>
        </p>
      )}
    </>
  )
}
