/** As the text of a `script` element: no value can end it, nor open a comment in it. */
export function ecrireDonnees(donnees: unknown): string {
  return JSON.stringify(donnees).replace(
    /[<>&\u2028\u2029]/g,
    (signe) => `\\u${signe.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
}
