import type { Child } from 'hono/jsx'
import { faire } from './faire.tsx'
import type { FicheProps, SectionRendue } from './fiche.ts'
import { informations, sousTitreInformations } from './informations.tsx'
import { photos } from './photos.tsx'
import { accessibilite, venir } from './venir.tsx'

interface SectionFiche extends Omit<SectionRendue, 'contenu'> {
  rendre(props: FicheProps): Child
  /** Under its title, on the left. */
  sousTitre?(props: FicheProps): Child
}

/** The directory's own parts of a fiche. Other features place theirs between them by their rank. */
const SECTIONS: readonly SectionFiche[] = [
  { id: 'photos', titre: 'Photos', rang: 5, horsPapier: true, rendre: photos },
  { id: 'faire', titre: 'Ce que l’on y fait', rang: 10, rendre: faire },
  { id: 'venir', titre: 'Venir', rang: 20, rendre: venir },
  { id: 'accessibilite', titre: 'Accessibilité', rang: 30, rendre: accessibilite },
  {
    id: 'informations',
    titre: 'D’où viennent ces informations',
    rang: 90,
    horsPapier: true,
    rendre: informations,
    sousTitre: sousTitreInformations
  }
]

/** Every part, in order, with the links that lead to them. */
export function Sections(props: FicheProps) {
  const sections: (SectionRendue & { readonly sousTitre?: Child })[] = [
    ...SECTIONS.map(({ rendre, sousTitre, ...section }) => ({
      ...section,
      contenu: rendre(props),
      sousTitre: sousTitre?.(props)
    })),
    ...(props.contributions ?? [])
  ]
    .filter(({ contenu }) => contenu !== undefined)
    .sort((a, b) => a.rang - b.rang)
  return (
    <>
      <nav class='anchors' aria-label='Dans cette fiche'>
        <ul>
          {sections.map(({ id, titre }) => (
            <li>
              <a href={`#${id}`}>{titre}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div class='fiche__parties'>
        {' '}
        {sections.map(({ id, titre, contenu, sousTitre, horsPapier }) => (
          <section class={`section split${horsPapier ? ' no-print' : ''}`} id={id} aria-labelledby={`titre-${id}`}>
            <div class='stack'>
              <h2 id={`titre-${id}`}>{titre}</h2>
              {sousTitre}
            </div>
            {contenu}
          </section>
        ))}
      </div>
    </>
  )
}
