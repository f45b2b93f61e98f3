import type { Child } from 'hono/jsx'

const CLASSES = { ouvert: 'state--open', ferme: 'state--closed', inconnu: 'state--unknown' } as const

/** Open, closed or unknown: a full, empty or dotted circle, and always the words. */
export function Etat({ etat, children }: { etat: keyof typeof CLASSES; children?: Child }) {
  return <span class={`state ${CLASSES[etat]}`}>{children}</span>
}
