import type { Child } from 'hono/jsx'

export interface Colonne<L> {
  readonly titre: string
  readonly cellule: (ligne: L) => Child
  /** Figures, aligned on the right. */
  readonly nombre?: boolean
}

/**
 * A captioned table. The first column names its row. On a phone each row becomes a block where every cell repeats the
 * title of its column. `discret`: small print, for tables one looks things up in.
 */
export function Tableau<L>(props: {
  legende: Child
  colonnes: readonly Colonne<L>[]
  lignes: readonly L[]
  discret?: boolean
  /** Said instead of an empty table. */
  vide?: string
}) {
  const { legende, colonnes, lignes, discret = false, vide } = props
  if (lignes.length === 0 && vide) return <p>{vide}</p>
  return (
    <table class={`stacked${discret ? ' quiet' : ''}`} role='table'>
      <caption>{legende}</caption>
      <thead role='rowgroup'>
        <tr role='row'>
          {colonnes.map(({ titre, nombre }) => (
            <th scope='col' role='columnheader' class={nombre ? 'n' : undefined}>
              {titre}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role='rowgroup'>
        {lignes.map((ligne) => (
          <tr role='row'>
            {colonnes.map(({ titre, cellule, nombre }, rang) =>
              rang === 0 ? (
                <th scope='row' role='rowheader'>
                  {cellule(ligne)}
                </th>
              ) : (
                <td role='cell' data-l={titre} class={nombre ? 'n' : undefined}>
                  {cellule(ligne)}
                </td>
              )
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
