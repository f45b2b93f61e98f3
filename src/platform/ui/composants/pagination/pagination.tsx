/** Forward by cursor: a list that changes meanwhile neither repeats nor misses a line. Nothing when all is on this page. */
export function Pagination(props: {
  /** What is shown: « 20 lieux sur 64 ». */
  phrase: string
  suivant?: { href: string; libelle: string } | undefined
  debut?: { href: string; libelle: string } | undefined
  titre?: string
}) {
  const { phrase, suivant, debut, titre = 'Pages de résultats' } = props
  if (!suivant && !debut) return null
  return (
    <nav class='pages' aria-label={titre}>
      <span>{phrase}</span>
      <span class='btns'>
        {debut && <a href={debut.href}>{debut.libelle}</a>}
        {suivant && (
          <a class='btn' href={suivant.href} rel='next'>
            {suivant.libelle}
          </a>
        )}
      </span>
    </nav>
  )
}
