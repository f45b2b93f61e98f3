export interface ErreurDeChamp {
  /** id of the field. */
  readonly champ: string
  /** A sentence: what happened and what to do. */
  readonly message: string
}

/** At the top of a refused form: what is kept, and one link to each thing to mend. Takes the focus when the page opens. */
export function ResumeErreurs(props: {
  erreurs: readonly ErreurDeChamp[]
  garde?: string
  /** For a page that only shows what a summary looks like. */
  sansFocus?: boolean
}) {
  const { erreurs, garde = 'Tout ce que vous avez écrit est gardé.', sansFocus = false } = props
  if (erreurs.length === 0) return null
  return (
    <section class='errors' aria-labelledby='titre-erreurs' tabindex={-1} autofocus={!sansFocus}>
      <h2 id='titre-erreurs'>{erreurs.length === 1 ? 'Un point à corriger' : `${erreurs.length} points à corriger`}</h2>
      <p>{garde}</p>
      <ul>
        {erreurs.map(({ champ, message }) => (
          <li>
            <a href={`#${champ}`}>{message}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The message for one field, to hand to `Champ`. */
export function erreurDe(erreurs: readonly ErreurDeChamp[], champ: string): string | undefined {
  return erreurs.find((erreur) => erreur.champ === champ)?.message
}
