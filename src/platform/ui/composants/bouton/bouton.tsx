import type { Child } from 'hono/jsx'

interface Allure {
  /** The one main action of the page. */
  readonly principal?: boolean
  readonly petit?: boolean
  readonly children?: Child
}

/** A button says what will happen: « Envoyer la déclaration », not « Valider ». */
export function Bouton(props: Allure & { nom?: string; valeur?: string; formulaire?: string }) {
  const { nom, valeur, formulaire, children } = props
  return (
    <button class={classe(props)} type='submit' name={nom} value={valeur} form={formulaire}>
      {children}
    </button>
  )
}

/** A link that looks like a button: goes somewhere, changes nothing. */
export function LienBouton(props: Allure & { href: string; rel?: string; telecharger?: boolean }) {
  return (
    <a class={classe(props)} href={props.href} rel={props.rel} download={props.telecharger}>
      {props.children}
    </a>
  )
}

const classe = ({ principal, petit }: Allure) => `btn${principal ? ' btn--main' : ''}${petit ? ' btn--small' : ''}`
