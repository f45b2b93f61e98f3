import type { Child } from 'hono/jsx'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'

/** A form that needs the browser's own API: hidden until the island shows it. */
export function FormulaireCle(props: {
  /** Where the challenge is asked for. */
  options: string
  action: string
  libelle: string
  children?: Child
}) {
  return (
    <div data-cle={props.options} hidden>
      <form class='form' method='post' action={props.action}>
        <input type='hidden' name='reponse' value='' />
        {props.children}
        <p data-cle-dit hidden role='status'>
          La clé n’a pas répondu. Réessayez, ou prenez un autre moyen.
        </p>
        <p class='btns'>
          <Bouton>{props.libelle}</Bouton>
        </p>
      </form>
    </div>
  )
}
