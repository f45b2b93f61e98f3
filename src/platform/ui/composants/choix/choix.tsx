import type { Child } from 'hono/jsx'
import { nombre } from '../nombre/nombre.tsx'

interface OptionChoix {
  readonly valeur: string
  readonly libelle: string
  readonly indication?: string | undefined
  /** How many results this choice would give, shown at the end of the line. */
  readonly compte?: number | undefined
  /** Only shown when this option is chosen (hidden by the sheet alone, so it stays without JavaScript). */
  readonly suite?: Child
}

export interface ChoixProps {
  readonly nom: string
  readonly legende: string
  readonly options: readonly OptionChoix[]
  readonly choisis?: readonly string[]
  readonly indication?: string | undefined
  readonly erreur?: string | undefined
  /** Keeps the legend for screen readers only, when a title above already says it. */
  readonly legendeCachee?: boolean
  readonly formulaire?: string | undefined
  /** What `compte` counts, for those who listen: « lieux ». */
  readonly unite?: string | undefined
}

/** Boxes to tick: none, one or several. The group's id is its name, each box `nom-1`, `nom-2`… */
export const Cases = (props: ChoixProps) => <Groupe {...props} type='checkbox' />

/** Exactly one among a few, all visible. */
export const BoutonsRadio = (props: ChoixProps) => <Groupe {...props} type='radio' />

function Groupe(props: ChoixProps & { type: 'checkbox' | 'radio' }) {
  const { nom, legende, options, choisis = [], indication, erreur, legendeCachee, formulaire, unite, type } = props
  const decrit = [erreur && `${nom}-erreur`, indication && `${nom}-indication`].filter(Boolean).join(' ')
  return (
    <fieldset
      class={`field${erreur ? ' field--bad' : ''}`}
      id={nom}
      tabindex={erreur ? -1 : undefined}
      aria-describedby={decrit || undefined}
    >
      <legend class={legendeCachee ? 'vh' : undefined}>{legende}</legend>
      {indication && (
        <span class='hint' id={`${nom}-indication`}>
          {indication}
        </span>
      )}
      {erreur && (
        <span class='err' id={`${nom}-erreur`}>
          <span class='vh'>Erreur : </span>
          {erreur}
        </span>
      )}
      {options.map((option, rang) => (
        <>
          <label class='check' for={`${nom}-${rang + 1}`}>
            <input
              id={`${nom}-${rang + 1}`}
              type={type}
              name={nom}
              value={option.valeur}
              checked={choisis.includes(option.valeur)}
              form={formulaire}
            />
            <span>
              {option.libelle}
              {option.indication && <span class='hint'>{option.indication}</span>}
            </span>
            {option.compte !== undefined && (
              <span class='num'>
                {nombre(option.compte)}
                {unite && <span class='vh'> {unite}</span>}
              </span>
            )}
          </label>
          {option.suite && <div class='in'>{option.suite}</div>}
        </>
      ))}
    </fieldset>
  )
}
