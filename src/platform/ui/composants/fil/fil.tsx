export interface EtapeDuFil {
  readonly libelle: string
  readonly href?: string | undefined
}

/** Where I am: the way from the home to this page. A phone shows only the page just above. */
export function Fil({ etapes }: { etapes: readonly EtapeDuFil[] }) {
  return (
    <nav class='crumbs wrap' aria-label='Vous êtes ici'>
      <ol>
        {etapes.map(({ libelle, href }, rang) => (
          <li>
            {href && rang < etapes.length - 1 ? (
              <a href={href}>{libelle}</a>
            ) : (
              <span aria-current='page'>{libelle}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
