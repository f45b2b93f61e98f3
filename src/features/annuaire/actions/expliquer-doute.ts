import type { Db } from '../../../platform/db/index.ts'
import type { Geographie } from '../../territoires/index.ts'
import { REGLES } from '../domain/nettoyage/regles.ts'
import { champ } from '../domain/schema.ts'
import { preparerTransformation } from '../domain/transformation.ts'
import type { DouteARevoir } from '../store/revision.store.ts'
import { findSource } from '../store/source.store.ts'

export interface DouteExplique {
  /** Why cleaning doubts, in a sentence. */
  readonly raison: string
  /** What the source wrote, before any cleaning. */
  readonly ecrit: readonly string[]
}

/**
 * Reads the record's rows again: a doubt is kept as the name of its field, and what made it is what cleaning says today.
 * A declaration that changed since may see no doubt any more, until the next delivery: the field is then all there is to say.
 */
export async function expliquerDoute(
  db: Db,
  { source: id, champ: nom, brut }: Pick<DouteARevoir, 'source' | 'champ' | 'brut'>,
  geo: Geographie,
  aujourdhui: string
): Promise<DouteExplique> {
  const source = await findSource(db, id)
  const noms: readonly string[] = nom === 'latitude' ? ['latitude', 'longitude'] : [nom]
  const remarques = source ? reread(source.declaration, brut, geo, aujourdhui) : []
  const doutes = remarques.filter(({ genre, champ: c }) => genre === 'doute' && noms.includes(c))
  const regle = doutes.find(({ champ: c }) => c === nom)?.regle
  return {
    raison: (regle && REGLES[regle]?.libelle) ?? `${champ(nom).libelle} : cette valeur est à vérifier.`,
    ecrit: [...new Set(doutes.flatMap(({ avant }) => (avant ? [avant] : [])))]
  }
}

function reread(
  declaration: Parameters<typeof preparerTransformation>[0],
  brut: DouteARevoir['brut'],
  geo: Geographie,
  aujourdhui: string
) {
  const transformation = preparerTransformation(declaration, geo, aujourdhui)
  brut.forEach((ligne, i) => {
    transformation.ajouter(ligne, i + 1)
  })
  return transformation.finir().enregistrements.flatMap(({ remarques }) => remarques)
}
