/**
 * Numbers that ARCEP keeps for fiction: ten thousand per zone, and as many mobiles. Nobody ever answers.
 * Overseas has no such range of its own: it borrows those of the zones its old numbers came from.
 */
const PREFIXES = {
  nordOuest: '026191',
  nordEst: '035301',
  sudEst: '046571',
  sudOuest: '053649',
  ileDeFrance: '019900'
} as const
const MOBILE = '063998'

type Zone = keyof typeof PREFIXES

const DEPARTEMENTS: Readonly<Record<Exclude<Zone, 'sudEst'>, string>> = {
  ileDeFrance: '75 77 78 91 92 93 94 95',
  nordOuest: '14 18 22 27 28 29 35 36 37 41 44 45 49 50 53 56 61 72 76 85 974 976',
  nordEst: '02 08 10 21 25 39 51 52 54 55 57 58 59 60 62 67 68 70 71 80 88 89 90',
  sudOuest: '09 12 16 17 19 23 24 31 32 33 40 46 47 64 65 79 81 82 86 87 971 972 973 975 977 978'
}

const ZONES = new Map<string, Zone>(
  (Object.entries(DEPARTEMENTS) as [Zone, string][]).flatMap(([zone, codes]) =>
    codes.split(' ').map((code) => [code, zone] as const)
  )
)

export interface Standard {
  /** Numbers that no other lieu has. */
  ouvrirLigne(departement: string): { readonly fixe: string; readonly ancienTelephone: string; readonly mobile: string }
}

export function standardFictif(reserves: readonly string[]): Standard {
  const pris = new Set(reserves)
  const rangs = new Map<string, number>()
  const prendre = (prefixe: string): string => {
    for (;;) {
      const rang = rangs.get(prefixe) ?? 0
      if (rang >= 10_000) throw new Error(`Plus de numéro de fiction libre en ${prefixe}.`)
      rangs.set(prefixe, rang + 1)
      // 7919 has no divisor in common with 10,000: every number comes once, and neighbours do not follow each other.
      const numero = `${prefixe}${String((rang * 7919 + 4321) % 10_000).padStart(4, '0')}`
      if (!pris.has(numero)) return numero
    }
  }
  return {
    ouvrirLigne: (departement) => {
      const prefixe = PREFIXES[ZONES.get(departement) ?? 'sudEst']
      return { fixe: prendre(prefixe), ancienTelephone: prendre(prefixe), mobile: prendre(MOBILE) }
    }
  }
}

/** « 05 36 49 12 40 » with another sign between the pairs. */
export const parPaires = (numero: string, entre = ' ') => numero.match(/../g)?.join(entre) ?? numero
