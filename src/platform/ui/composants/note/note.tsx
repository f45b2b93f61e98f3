import type { Child } from 'hono/jsx'

type Ton = 'info' | 'succes' | 'attention' | 'danger'

const SUFFIXE: Record<Ton, string> = { info: '', succes: '--ok', attention: '--warn', danger: '--danger' }

/** A remark beside the text. The words carry the meaning, the colour only repeats it. */
export function Note({ ton = 'info', children }: { ton?: Ton; children?: Child }) {
  return <div class={classe('note', ton)}>{children}</div>
}

/** The answer to what was just done, at the top of the page that follows. */
export function Alerte({ ton = 'info', titre, children }: { ton?: Ton; titre: string; children?: Child }) {
  return (
    <section class={classe('alert', ton)} aria-label={titre}>
      <h2>{titre}</h2>
      {children}
    </section>
  )
}

/** A short word about a thing: « Fictif », « Refusé ». */
export function Etiquette({ ton = 'info', children }: { ton?: Ton; children?: Child }) {
  return <span class={classe('tag', ton)}>{children}</span>
}

const classe = (nom: string, ton: Ton) => (ton === 'info' ? nom : `${nom} ${nom}${SUFFIXE[ton]}`)
