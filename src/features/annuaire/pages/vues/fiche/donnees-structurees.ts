import { lireSemaine, type Plage } from '../../../domain/horaires-semaine.ts'
import type { FicheProps } from './fiche.ts'

/**
 * The fiche for search engines, in schema.org's words. Only what may be published, and nothing that is a guess: no
 * position when it is the commune's, no hours that a plain week cannot hold.
 */
export function donneesStructurees({ lieu, canonique }: FicheProps): Readonly<Record<string, unknown>> {
  const { valeurs: v, positionApproximative, misAJourLe } = lieu
  const sites = (v.site_web ?? []).filter((site) => /^https?:\/\//.test(site))
  return sansVides({
    '@context': 'https://schema.org',
    '@type': typeDuLieu(v.typologie ?? []),
    '@id': canonique,
    url: canonique,
    name: lieu.nom,
    description: v.presentation_resume ?? v.presentation_detail?.slice(0, 500),
    address: sansVides({
      '@type': 'PostalAddress',
      streetAddress: v.adresse,
      postalCode: v.code_postal,
      addressLocality: v.commune,
      addressCountry: 'FR'
    }),
    geo:
      v.latitude !== undefined && v.longitude !== undefined && !positionApproximative
        ? { '@type': 'GeoCoordinates', latitude: v.latitude, longitude: v.longitude }
        : undefined,
    telephone: v.telephone,
    email: v.courriels?.[0],
    sameAs: sites.length > 0 ? sites : undefined,
    openingHoursSpecification: v.horaires ? semaine(v.horaires) : undefined,
    isAccessibleForFree: v.frais_a_charge?.includes('Gratuit') || undefined,
    dateModified: misAJourLe
  })
}

const ADMINISTRATIONS = new Set(
  'CAF CCAS CCONS CD CDAS CFP CIAS CC CPAM DEETS DEPT DIPLP EPCI MDPH MDS MSA MSAP MUNI PREF REG RFS'.split(' ')
)
const EMPLOI = new Set('FT ML MDE MDEF CAP_EMPLOI PLIE'.split(' '))

/** The nearest of schema.org's types, all of them kinds of LocalBusiness. */
function typeDuLieu(typologie: readonly string[]): string {
  if (typologie.includes('BIB') || typologie.includes('RELAIS_LECTURE')) return 'Library'
  if (typologie.some((type) => ADMINISTRATIONS.has(type))) return 'GovernmentOffice'
  if (typologie.some((type) => EMPLOI.has(type))) return 'EmploymentAgency'
  return 'LocalBusiness'
}

const JOURS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function semaine(horaires: string) {
  const lue = lireSemaine(horaires)
  if (!lue) return undefined
  const jours = new Map<string, { readonly plage: Plage; readonly jours: string[] }>()
  for (const [jour, plages] of lue.semaine.entries())
    for (const plage of plages) {
      const cle = `${plage.debut}-${plage.fin}`
      const groupe = jours.get(cle) ?? { plage, jours: [] }
      groupe.jours.push(`https://schema.org/${JOURS[jour]}`)
      jours.set(cle, groupe)
    }
  const specification = [...jours.values()].map(({ plage, jours: dayOfWeek }) => ({
    '@type': 'OpeningHoursSpecification',
    dayOfWeek,
    opens: heure(plage.debut),
    // A day that ends at midnight ends at 23:59: 00:00 would be its morning.
    closes: plage.fin === 1440 ? '23:59' : heure(plage.fin)
  }))
  if (lue.joursFeries !== 'ferme') return specification
  const feries = { dayOfWeek: ['https://schema.org/PublicHolidays'], opens: '00:00', closes: '00:00' }
  return [...specification, { '@type': 'OpeningHoursSpecification', ...feries }]
}

const heure = (minutes: number) =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const sansVides = (objet: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(objet).filter(([, valeur]) => valeur !== undefined))
