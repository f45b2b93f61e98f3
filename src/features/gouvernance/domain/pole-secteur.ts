import { type Champ, champDe, type Sujet } from '../../../kernel/droit.ts'
import { type Attribution, RESEAU_NATIONAL, TOUS_LES_RESEAUX, type Zone } from '../../../kernel/role.ts'
import { PERMISSIONS_POLES } from './pole-permissions.ts'

/** A territory that somebody holds: what one dashboard is about. */
export interface Secteur {
  /** In addresses: « pole-limousin », « epci-243100633 », « epci-243100633.sicoval ». */
  readonly cle: string
  /** What messages are counted and stopped by, whoever writes them: « pole:limousin », « epci:243100633 ». */
  readonly territoire: string
  readonly nom: string
  /** Where it is today. */
  readonly champ: Champ
}

/** What names the territories that a role is limited to. */
export interface OutilsDesSecteurs {
  /** The pôles that are open, with their perimeter of today. */
  readonly poles: readonly { readonly id: string; readonly nom: string; readonly zones: readonly Zone[] }[]
  readonly nommerZone: (zone: Zone) => string
  readonly nommerReseau: (id: string) => string
}

/**
 * The territories that this person holds today, by name, each once. Who runs the whole site has France and every pôle.
 * Nothing else can be asked for: a key that is not in this list opens nothing.
 */
export function secteursDe(sujet: Sujet, outils: OutilsDesSecteurs): readonly Secteur[] {
  const secteurs = sujet.attributions.flatMap((attribution) => secteursDuRole(attribution, outils))
  return [...new Map(secteurs.map((secteur) => [secteur.cle, secteur])).values()].sort(
    (a, b) => a.nom.localeCompare(b.nom, 'fr') || (a.cle < b.cle ? -1 : 1)
  )
}

function secteursDuRole(attribution: Attribution, { poles, nommerZone, nommerReseau }: OutilsDesSecteurs): Secteur[] {
  const champ = champDuRole(attribution)
  if (champ !== 'partout' && champ.length === 0) return []
  const { pole, territoires, reseau } = attribution
  if (pole) {
    const nom = poles.find(({ id }) => id === pole)?.nom
    return nom ? [{ ...nomDuPole({ id: pole, nom }), champ }] : []
  }
  const propre = reseau !== RESEAU_NATIONAL && reseau !== TOUS_LES_RESEAUX
  if (territoires)
    return territoires.map((zone) => ({
      cle: `${zone.genre}-${zone.code}${propre ? `.${reseau}` : ''}`,
      territoire: `${zone.genre}:${zone.code}`,
      nom: nommerZone(zone),
      champ: champDuRole({ ...attribution, territoires: [zone] })
    }))
  if (propre) return [{ cle: `reseau-${reseau}`, territoire: `reseau:${reseau}`, nom: nommerReseau(reseau), champ }]
  return [
    { cle: 'france', territoire: 'france', nom: 'Toute la France', champ },
    ...poles.flatMap(({ zones, ...un }) =>
      zones.length > 0 ? [{ ...nomDuPole(un), champ: [{ etendue: [zones] }] }] : []
    )
  ]
}

const champDuRole = (attribution: Attribution): Champ =>
  champDe(PERMISSIONS_POLES['territoire:piloter'], { attributions: [attribution] })

const nomDuPole = ({ id, nom }: { readonly id: string; readonly nom: string }) => ({
  cle: `pole-${id}`,
  territoire: `pole:${id}`,
  nom
})
