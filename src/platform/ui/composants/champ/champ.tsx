import type { Child } from 'hono/jsx'

interface Commun {
  readonly nom: string
  readonly libelle: string
  /** Defaults to the name; give one when a page holds the same name twice. */
  readonly id?: string | undefined
  readonly indication?: string | undefined
  /** What happened and what to do; said in words, tied to the field. */
  readonly erreur?: string | undefined
  readonly obligatoire?: boolean | undefined
  readonly court?: boolean | undefined
  /** id of the form this field belongs to, when it is written outside of it. */
  readonly formulaire?: string | undefined
}

type Saisie = 'text' | 'search' | 'email' | 'tel' | 'url' | 'date' | 'number' | 'password' | 'file'

export interface ChampProps extends Commun {
  readonly type?: Saisie
  readonly valeur?: string | undefined
  readonly autocomplete?: string | undefined
  readonly exemple?: string | undefined
  /** For a file: « .csv,.json ». */
  readonly accepte?: string | undefined
  /** id of the `datalist` that offers words. */
  readonly liste?: string | undefined
  readonly clavier?: 'text' | 'numeric' | 'email' | 'tel' | 'url' | undefined
}

/** One line of text, a date or a file: label, hint, error, and what was typed. */
export function Champ(props: ChampProps) {
  const { nom, type = 'text', valeur, autocomplete, exemple, accepte, liste, clavier, formulaire } = props
  return (
    <Cadre {...props}>
      <input
        {...attributs(props)}
        name={nom}
        type={type}
        value={type === 'file' || type === 'password' ? undefined : valeur}
        autocomplete={autocomplete}
        placeholder={exemple}
        accept={accepte}
        list={liste}
        inputmode={clavier}
        form={formulaire}
      />
    </Cadre>
  )
}

/** Several lines of text. */
export function ZoneTexte(props: Commun & { valeur?: string | undefined; lignes?: number }) {
  return (
    <Cadre {...props}>
      <textarea {...attributs(props)} name={props.nom} rows={props.lignes ?? 3} form={props.formulaire}>
        {props.valeur ?? ''}
      </textarea>
    </Cadre>
  )
}

export interface OptionListe {
  readonly valeur: string
  readonly libelle: string
}

/** Lines that go together, under a name that cannot be chosen. */
export interface GroupeOptions {
  readonly groupe: string
  readonly options: readonly OptionListe[]
}

/** A list to choose one line from. `vide` is the first line, which chooses nothing. */
export function Liste(
  props: Commun & {
    options: readonly (OptionListe | GroupeOptions)[]
    valeur?: string | undefined
    vide?: string
    autocomplete?: string
  }
) {
  const { nom, options, valeur, vide, autocomplete, formulaire } = props
  return (
    <Cadre {...props}>
      <select {...attributs(props)} name={nom} autocomplete={autocomplete} form={formulaire}>
        {vide !== undefined && <option value=''>{vide}</option>}
        {options.map((option) =>
          'groupe' in option ? (
            <optgroup label={option.groupe}>{option.options.map((une) => uneOption(une, valeur))}</optgroup>
          ) : (
            uneOption(option, valeur)
          )
        )}
      </select>
    </Cadre>
  )
}

const uneOption = ({ valeur, libelle }: OptionListe, choisie: string | undefined) => (
  <option value={valeur} selected={valeur === choisie}>
    {libelle}
  </option>
)

function Cadre(props: Commun & { children?: Child }) {
  const { libelle, indication, erreur, court, children } = props
  const id = props.id ?? props.nom
  return (
    <div class={`field${court ? ' field--short' : ''}${erreur ? ' field--bad' : ''}`}>
      <label for={id}>{libelle}</label>
      {indication && (
        <span class='hint' id={`${id}-indication`}>
          {indication}
        </span>
      )}
      {erreur && (
        <span class='err' id={`${id}-erreur`}>
          <span class='vh'>Erreur : </span>
          {erreur}
        </span>
      )}
      {children}
    </div>
  )
}

function attributs({ id, nom, indication, erreur, obligatoire }: Commun) {
  const cle = id ?? nom
  const decrit = [erreur && `${cle}-erreur`, indication && `${cle}-indication`].filter(Boolean).join(' ')
  return {
    id: cle,
    'aria-describedby': decrit || undefined,
    'aria-invalid': erreur ? ('true' as const) : undefined,
    'aria-required': obligatoire ? ('true' as const) : undefined
  }
}
