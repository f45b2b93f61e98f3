import type { Child } from 'hono/jsx'

export interface Fait {
  readonly terme: string
  readonly valeur: Child
}

/** Facts two by two: « Prix : gratuit ». Facts without a value are left out. */
export function ListeDescriptive({ faits, serre = false }: { faits: readonly Fait[]; serre?: boolean }) {
  const connus = faits.filter(
    ({ valeur }) => valeur !== undefined && valeur !== null && valeur !== '' && valeur !== false
  )
  if (connus.length === 0) return null
  return (
    <dl class={`facts${serre ? ' facts--tight' : ''}`}>
      {connus.map(({ terme, valeur }) => (
        <div>
          <dt>{terme}</dt>
          <dd>{valeur}</dd>
        </div>
      ))}
    </dl>
  )
}
