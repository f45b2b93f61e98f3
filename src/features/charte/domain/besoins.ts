/**
 * « Ces lieux répondent à trois familles de besoins, chacun dans la proportion qui est la sienne » (article 1). A
 * declaration does not ask which: the categories of the criteria it chose tell. A charter with other categories has none.
 */
interface Besoin {
  readonly libelle: string
  /** Categories of the national charter whose criteria answer this need. */
  readonly categories: readonly string[]
}

const BESOINS: readonly Besoin[] = [
  { libelle: 'accéder aux services essentiels', categories: ['accessible', 'services-publics'] },
  { libelle: 'apprendre', categories: ['culture', 'libre'] },
  { libelle: 'créer et faire grandir des projets', categories: ['local', 'citoyen', 'artistique'] }
]

/** The families of needs that criteria of these categories answer, in the order of the charter. */
export const besoinsDe = (categories: readonly (string | null)[]): readonly string[] =>
  BESOINS.filter(({ categories: siennes }) => categories.some((une) => une !== null && siennes.includes(une))).map(
    ({ libelle }) => libelle
  )
