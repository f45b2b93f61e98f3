import { nombre, pourcentage } from '../nombre/nombre.tsx'

/** How far a long work is, in words then as a bar. Without `total` the end is not known, and the bar says so. */
export function Progression({
  libelle,
  fait,
  total,
  unite
}: {
  libelle: string
  fait: number
  total?: number | undefined
  unite: string
}) {
  const texte =
    total === undefined
      ? `${nombre(fait)} ${unite}`
      : `${nombre(fait)} ${unite} sur ${nombre(total)}, soit ${pourcentage(fait, total) ?? 'tout'}`
  return (
    <div>
      <p>
        <b>{libelle}</b>
        {' : '}
        {texte}
      </p>
      {/* An undefined value draws a moving bar in most browsers: nothing moves here. */}
      {total !== undefined && (
        <progress class='mt3' max={total} value={fait} aria-label={libelle}>
          {texte}
        </progress>
      )}
    </div>
  )
}
