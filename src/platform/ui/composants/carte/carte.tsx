import type { Child } from 'hono/jsx'

/** One result of a list: its name (a link), where it is, then what matters for this search. */
export function Carte(props: {
  titre: string
  href: string
  sousTitre?: Child
  details?: readonly Child[]
  children?: Child
}) {
  const details = (props.details ?? []).filter(Boolean)
  return (
    <li class='card'>
      <h3>
        <a href={props.href}>{props.titre}</a>
      </h3>
      {props.sousTitre && <p class='soft'>{props.sousTitre}</p>}
      {props.children}
      {details.length > 0 && (
        <ul class='meta'>
          {details.map((detail) => (
            <li>{detail}</li>
          ))}
        </ul>
      )}
    </li>
  )
}
