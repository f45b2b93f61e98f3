import type { Child } from 'hono/jsx'

/** Several short answers to one question, one under the other. */
export function lignes(mots: readonly string[]): Child | undefined {
  if (mots.length < 2) return mots[0]
  return (
    <ul>
      {mots.map((mot) => (
        <li>{mot}</li>
      ))}
    </ul>
  )
}
