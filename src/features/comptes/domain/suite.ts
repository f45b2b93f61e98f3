/**
 * Where to go after signing in: a path of this site, or the account. Anything that a browser could read as another site
 * (`//ailleurs`, `/\ailleurs`, `https:`, a tab or a line end inside) is not a path.
 */
export function parseSuite(texte: string | undefined): string {
  if (!texte || texte.length > 500 || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(texte)) return SUITE_PAR_DEFAUT
  // Coming back to a door would turn in circles.
  if (/^\/(connexion|deconnexion|inscription|mot-de-passe-oublie|confirmation)(\/|\?|$)/.test(texte))
    return SUITE_PAR_DEFAUT
  return texte
}

const SUITE_PAR_DEFAUT = '/compte'
