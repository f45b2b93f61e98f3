import type { Totaux } from '../../domain/opinion.ts'
import { partDAccord } from '../../domain/synthese.ts'

/** The hatching of « à revoir », once in a page: `Part` refers to it. */
export const Hachures = () => (
  <svg width='0' height='0' aria-hidden='true'>
    <defs>
      <pattern id='hachures' width='1' height='4' patternUnits='userSpaceOnUse'>
        <rect width='.35' height='4' fill='currentColor' />
      </pattern>
    </defs>
  </svg>
)

/** Full for « d’accord », hatched for « à revoir ». It says nothing that the words beside it do not say. */
export function Part({ totaux }: { totaux: Totaux }) {
  const part = Math.round(100 * (partDAccord(totaux) ?? 0))
  return (
    <svg class='share' viewBox='0 0 100 4' preserveAspectRatio='none' aria-hidden='true'>
      <rect width={part} height='4' fill='currentColor' />
      <rect x={part} width={100 - part} height='4' fill='url(#hachures)' />
    </svg>
  )
}
