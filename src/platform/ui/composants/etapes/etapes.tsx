export interface Etape {
  readonly libelle: string
  readonly etat: 'faite' | 'en-cours' | 'a-venir'
  /** « fait, relire », « acceptée jeudi 28 mai 2026 »… */
  readonly precision?: string | undefined
  readonly href?: string | undefined
}

const CLASSES = { faite: 'done', 'en-cours': 'now', 'a-venir': undefined } as const
const MOTS = { faite: 'fait', 'en-cours': 'en cours', 'a-venir': 'à venir' } as const

/** What is done, what is now, what comes next. */
export function Etapes({ etapes }: { etapes: readonly Etape[] }) {
  return (
    <ol class='steps'>
      {etapes.map(({ libelle, etat, precision, href }) => (
        <li class={CLASSES[etat]} aria-current={etat === 'en-cours' ? 'step' : undefined}>
          {href ? <a href={href}>{libelle}</a> : libelle} <small>{precision ?? MOTS[etat]}</small>
        </li>
      ))}
    </ol>
  )
}
