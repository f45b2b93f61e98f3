import { jsonCanonique } from '../../../kernel/json-canonique.ts'
import type { Valeurs } from './enregistrement.ts'
import { champsChoisisEnsemble, isChoisissable, type Provenances, sameValueKey } from './fusion.ts'
import { NOMS_CHAMPS, type NomChamp } from './schema.ts'

/** What sources say otherwise than the responsable, field by field; an address is one thing, a point too. */
export interface Proposition {
  /** The first of its fields names it. */
  readonly champ: NomChamp
  readonly champs: readonly NomChamp[]
  readonly tenue: Valeurs
  readonly proposee: Valeurs
  readonly source: string
  readonly date: string
}

/** Labels come from who awards them whatever the responsable says: nothing to propose. */
const DECERNES: readonly NomChamp[] = ['dispositif_programmes_nationaux', 'formations_labels']

/**
 * What sources would say of the lieu, against what its responsable says. A source's silence proposes nothing.
 * @param autres the fiche as the other records alone would make it
 */
export function comparerPropositions(
  tenue: Valeurs,
  autres: { readonly valeurs: Valeurs; readonly provenance: Provenances }
): Proposition[] {
  const vus = new Set<NomChamp>()
  return NOMS_CHAMPS.flatMap((nom) => {
    if (vus.has(nom) || !isChoisissable(nom) || DECERNES.includes(nom)) return []
    const champs = champsChoisisEnsemble(nom)
    for (const voisin of champs) vus.add(voisin)
    const differents = champs.filter(
      (c) => autres.valeurs[c] !== undefined && digest(c, autres.valeurs[c]) !== digest(c, tenue[c])
    )
    const [premier] = differents
    const de = premier && autres.provenance[premier]
    if (!premier || !de) return []
    return [
      {
        champ: champs[0] ?? nom,
        champs,
        tenue: only(tenue, champs),
        proposee: only(autres.valeurs, champs),
        source: de.source,
        date: de.date
      }
    ]
  })
}

/** The same proposal has the same text, whatever the writing: refused once, it does not come back. */
export const textePropose = ({ proposee, champs }: Pick<Proposition, 'proposee' | 'champs'>): string =>
  jsonCanonique(champs.map((c) => digest(c, proposee[c]) ?? ''))

function only(valeurs: Valeurs, champs: readonly NomChamp[]): Valeurs {
  return Object.fromEntries(champs.flatMap((c) => (valeurs[c] === undefined ? [] : [[c, valeurs[c]]])))
}

// The order of a list says nothing.
function digest(nom: NomChamp, valeur: Valeurs[NomChamp]): string | undefined {
  if (valeur === undefined) return undefined
  if (typeof valeur !== 'object') return sameValueKey(nom, valeur)
  return valeur
    .map((un) => sameValueKey(nom, un))
    .sort()
    .join('\n')
}
