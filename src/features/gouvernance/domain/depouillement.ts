import { COLLEGES, type College } from '../../../kernel/role.ts'
import { quorumDe, type RegleDeVote } from './regle.ts'

export const SENS = { pour: 'Pour', contre: 'Contre', abstention: 'Abstention' } as const

export type Sens = keyof typeof SENS

export function parseSens(texte: string | undefined): Sens | undefined {
  return texte !== undefined && Object.hasOwn(SENS, texte) ? (texte as Sens) : undefined
}

/** Somebody who may vote when the vote closes. Who stands aside is not one, and makes no quorum. */
export interface Electeur {
  readonly compteId: string
  readonly college: College
}

/** The voice of a mandate, its holder's or its substitute's. */
export interface Voix {
  readonly titulaire: string
  readonly sens: Sens
  readonly le: Date
}

export type Resultat = 'adoptee' | 'rejetee' | 'egalite' | 'sans-quorum'

export interface CompteDuCollege {
  readonly college: College
  readonly electeurs: number
  readonly pour: number
  readonly contre: number
  readonly abstentions: number
}

export interface Depouillement {
  readonly electeurs: number
  readonly votants: number
  /** The fewest voters that were needed. */
  readonly quorum: number
  readonly quorumAtteint: boolean
  readonly pour: number
  readonly contre: number
  readonly abstentions: number
  /** In the order of the charter; colleges without a seat are left out. */
  readonly colleges: readonly CompteDuCollege[]
  readonly resultat: Resultat
}

/**
 * Counts a vote: the voices of those who may vote at its closing, cast before it. A tie adopts nothing; too few voters adopt
 * nothing, whatever they say (AMB-01). The order of what is given does not matter.
 */
export function depouiller(
  voix: readonly Voix[],
  electorat: readonly Electeur[],
  regle: RegleDeVote,
  cloture: Date
): Depouillement {
  const colleges = new Map(electorat.map(({ compteId, college }) => [compteId, college]))
  const valables = new Map(
    voix
      .filter(({ titulaire, le }) => le < cloture && colleges.has(titulaire))
      .map(({ titulaire, sens }) => [titulaire, sens])
  )
  const compter = (parmi: Iterable<readonly [string, Sens]>) => {
    const total = { pour: 0, contre: 0, abstention: 0 }
    for (const [, sens] of parmi) total[sens]++
    return { pour: total.pour, contre: total.contre, abstentions: total.abstention }
  }
  const total = compter(valables)
  const electeurs = colleges.size
  const votants = valables.size
  const quorum = quorumDe(electeurs, regle.quorum)
  const quorumAtteint = votants >= quorum
  return {
    electeurs,
    votants,
    quorum,
    quorumAtteint,
    ...total,
    colleges: (Object.keys(COLLEGES) as College[]).flatMap((college) => {
      const sieges = [...colleges].filter(([, sien]) => sien === college)
      if (sieges.length === 0) return []
      const siens = [...valables].filter(([titulaire]) => colleges.get(titulaire) === college)
      return [{ college, electeurs: sieges.length, ...compter(siens) }]
    }),
    resultat: quorumAtteint ? trancher(total, regle) : 'sans-quorum'
  }
}

type Total = Pick<Depouillement, 'pour' | 'contre' | 'abstentions'>

function trancher({ pour, contre, abstentions }: Total, { majorite }: RegleDeVote): Resultat {
  if (pour === contre) return 'egalite'
  switch (majorite) {
    case 'simple':
      return pour > contre ? 'adoptee' : 'rejetee'
    case 'absolue':
      return 2 * pour > pour + contre + abstentions ? 'adoptee' : 'rejetee'
    case 'deux-tiers':
      return 3 * pour >= 2 * (pour + contre) ? 'adoptee' : 'rejetee'
  }
}
