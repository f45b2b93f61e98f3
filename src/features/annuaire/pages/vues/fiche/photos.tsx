import type { Child } from 'hono/jsx'
import type { FicheProps } from './fiche.ts'

/** What the lieu looks like: small pictures that open large, fetched when they come near the screen. */
export function photos({ photos: liste = [] }: FicheProps): Child | undefined {
  if (liste.length === 0) return undefined
  return (
    <ul class='photos'>
      {liste.map(({ src, vignette, alternative, largeur, hauteur }) => (
        <li>
          <a href={src}>
            <img src={vignette} alt={alternative} width={largeur} height={hauteur} loading='lazy' decoding='async' />
          </a>
        </li>
      ))}
    </ul>
  )
}
