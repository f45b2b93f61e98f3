import { type Db, transaction } from '../../../platform/db/index.ts'
import type { Declaration } from '../domain/declaration.ts'
import { isSourceTenue } from '../domain/source-responsables.ts'
import { SOURCES_LIVREES } from '../sources/index.ts'
import { findSource, listSources, saveSource } from '../store/source.store.ts'

/** Writes the declarations that ship with Maillage, so that pages and jobs find them. */
export async function declarerSourcesLivrees(db: Db, now: Date): Promise<void> {
  await transaction(db, async (trx) => {
    for (const declaration of SOURCES_LIVREES) await saveSource(trx, declaration, now)
  })
}

/** The declaration of a source, shipped or made in the pages; and the identifiers that exist, for whoever mistyped one. */
export async function trouverDeclaration(
  db: Db,
  id: string
): Promise<{ declaration: Declaration | undefined; connues: readonly string[] }> {
  const livree = SOURCES_LIVREES.find((d) => d.id === id)
  if (livree) return { declaration: livree, connues: [] }
  // Written one by one by the people who hold them: no file replaces them.
  const source = isSourceTenue(id) ? undefined : await findSource(db, id)
  if (source) return { declaration: source.declaration, connues: [] }
  const enBase = (await listSources(db)).map(({ declaration }) => declaration.id)
  return { declaration: undefined, connues: [...new Set([...SOURCES_LIVREES.map((d) => d.id), ...enBase])].sort() }
}
