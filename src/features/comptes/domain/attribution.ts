import { estAutorise, type Octroi, type Sujet } from '../../../kernel/droit.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import {
  type Attribution,
  type College,
  definitionRole,
  parseCollege,
  parseRole,
  RESEAU_NATIONAL,
  type RoleDonne,
  type Zone
} from '../../../kernel/role.ts'

/** Rows of the permission table that the actions of this feature check themselves. */
export const PERMISSIONS_ATTRIBUTIONS = {
  'attributions:gerer': { administrateur: 'reseau' }
} as const satisfies Readonly<Record<string, Octroi>>

/** A role as it is about to be given: what `Attribution` says, and until when. */
export interface RoleADonner {
  readonly role: RoleDonne
  readonly reseau: string
  readonly territoires: readonly Zone[]
  /** The pôle that a pilot holds, in place of territories: its perimeter of each day. */
  readonly pole?: string | undefined
  readonly college: College | undefined
  readonly lieux: readonly number[]
  /** The last day it holds, in the réseau's time zone. */
  readonly jusquAu: string | undefined
}

/** What a form says of a role: texts as typed. */
export interface SaisieRole {
  readonly role: string
  readonly reseau: string
  /** One territory per line. */
  readonly territoires: string
  readonly pole: string
  readonly college: string
  /** Numbers of fiches. */
  readonly lieux: string
  readonly fin: string
}

export interface FauteRole {
  readonly champ: keyof SaisieRole
  readonly message: string
}

export interface OutilsSaisie {
  readonly reseaux: ReadonlySet<string>
  /** The pôles that are open. */
  readonly poles: ReadonlySet<string>
  /** The zone that a line names, or what to say of it. */
  readonly territoire: (texte: string) => Result<Zone, string>
  readonly jour: (texte: string) => string | undefined
  /** Today, as a civil day. */
  readonly aujourdhui: string
}

/** Everything that a form may say wrong of a role, told at once. */
export function lireRole(saisie: SaisieRole, outils: OutilsSaisie): Result<RoleADonner, readonly FauteRole[]> {
  const fautes: FauteRole[] = []
  const role = parseRole(saisie.role)
  if (!role) fautes.push({ champ: 'role', message: 'Choisissez un rôle.' })
  if (!outils.reseaux.has(saisie.reseau)) fautes.push({ champ: 'reseau', message: 'Choisissez un réseau.' })
  const { territoires: besoin, lieux: besoinLieux, college: besoinCollege } = role ? definitionRole(role) : {}

  fautes.push(...fautesDuPole(saisie, role, outils))
  const zones: Zone[] = []
  for (const texte of besoin ? lignes(saisie.territoires) : []) {
    const lu = outils.territoire(texte)
    if (!lu.ok) fautes.push({ champ: 'territoires', message: lu.error })
    else zones.push(lu.value)
  }
  if (besoin === 'exiges' && !saisie.pole && lignes(saisie.territoires).length === 0)
    fautes.push({ champ: 'territoires', message: 'Écrivez au moins un territoire : ce rôle s’arrête à ses bords.' })
  if (role && !besoin && lignes(saisie.territoires).length > 0)
    fautes.push({ champ: 'territoires', message: 'Ce rôle vaut pour tout le réseau : laissez les territoires vides.' })

  const numeros = saisie.lieux.split(/[\s,;]+/).filter(Boolean)
  if (besoinLieux && numeros.length === 0)
    fautes.push({ champ: 'lieux', message: 'Écrivez le numéro d’au moins une fiche.' })
  if (role && !besoinLieux && numeros.length > 0)
    fautes.push({ champ: 'lieux', message: 'Ce rôle n’est pas celui d’un lieu : laissez les numéros vides.' })
  const faux = numeros.find((n) => !/^\d{1,12}$/.test(n))
  if (besoinLieux && faux)
    fautes.push({ champ: 'lieux', message: `« ${faux} » n’est pas le numéro d’une fiche. Exemple : 1284.` })

  const college = parseCollege(saisie.college)
  if (besoinCollege && !college) fautes.push({ champ: 'college', message: 'Choisissez le collège de ce membre.' })
  if (role && !besoinCollege && saisie.college)
    fautes.push({ champ: 'college', message: 'Seul un membre du comité a un collège : ne choisissez rien.' })

  const jusquAu = saisie.fin ? outils.jour(saisie.fin) : undefined
  if (saisie.fin && !jusquAu) fautes.push({ champ: 'fin', message: 'Cette date ne se lit pas. Exemple : 31/12/2027.' })
  else if (jusquAu && jusquAu < outils.aujourdhui)
    fautes.push({ champ: 'fin', message: 'Cette date est passée. Choisissez un jour à venir, ou aucun.' })

  if (!role || fautes.length > 0) return refuse(fautes)
  return ok({
    role,
    reseau: saisie.reseau,
    territoires: [...new Map(zones.map((z) => [ecrireZone(z), z])).values()],
    ...(saisie.pole && { pole: saisie.pole }),
    college: besoinCollege ? college : undefined,
    lieux: besoinLieux ? [...new Set(numeros.map(Number))] : [],
    jusquAu
  })
}

/** A pilot holds a pôle or territories, never both; pôles are those of the national charter (article 9). */
function fautesDuPole(
  { pole, territoires, reseau }: SaisieRole,
  role: RoleDonne | undefined,
  { poles }: OutilsSaisie
): readonly FauteRole[] {
  if (pole === '' || !role) return []
  const dire = (message: string): readonly FauteRole[] => [{ champ: 'pole', message }]
  if (role !== 'pilote') return dire('Seul un pilote a un pôle : ne choisissez rien.')
  if (!poles.has(pole)) return dire('Choisissez un pôle de la liste.')
  if (reseau !== RESEAU_NATIONAL) return dire('Les pôles sont ceux du réseau national : choisissez ce réseau.')
  return lignes(territoires).length > 0 ? dire('Choisissez un pôle, ou écrivez des territoires : pas les deux.') : []
}

const lignes = (texte: string) =>
  texte
    .split('\n')
    .map((ligne) => ligne.trim())
    .filter(Boolean)

/** « epci:243100633 », as the row keeps it. */
export const ecrireZone = ({ genre, code }: Zone): string => `${genre}:${code}`

/** Undefined when a row says something else than a zone: it then covers nothing. */
export function lireZone(texte: string): Zone | undefined {
  const [, genre, code] = /^(commune|epci|departement|region):([0-9AB]{2,9})$/.exec(texte) ?? []
  return genre && code ? { genre: genre as Zone['genre'], code } : undefined
}

/** May this person give or withdraw roles in that réseau? */
export const peutGerer = (sujet: Sujet, reseau: string): boolean =>
  estAutorise(PERMISSIONS_ATTRIBUTIONS['attributions:gerer'], sujet, { reseau })

/**
 * May this person invite somebody to that role? Who gives roles in the réseau may; a responsable may, to the lieux that
 * they look after themselves.
 */
export function peutInviter(sujet: Sujet, { role, reseau, lieux }: RoleADonner): boolean {
  if (peutGerer(sujet, reseau)) return true
  if (role !== 'responsable' && role !== 'delegue') return false
  return lieux.length > 0 && lieux.every((lieu) => estAutorise({ responsable: 'lieu' }, sujet, { lieu }))
}

/** A row as the rules read it. What a role does not have is absent, not empty. */
export function toAttribution(ligne: {
  readonly role: string
  readonly reseau_id: string
  /** Of a pôle, its perimeter of the day: none when it is closed. */
  readonly territoires: readonly string[]
  readonly pole_id: string | null
  readonly college: string | null
  readonly lieux: readonly number[]
  /** Of a territorial réseau; null for the national one. */
  readonly perimetre: readonly string[] | null
}): Attribution | undefined {
  const role = parseRole(ligne.role)
  if (!role) return undefined
  const college = parseCollege(ligne.college ?? '')
  const zones = (textes: readonly string[]) => textes.flatMap((texte) => lireZone(texte) ?? [])
  return {
    role,
    reseau: ligne.reseau_id,
    ...(ligne.territoires.length > 0 && { territoires: zones(ligne.territoires) }),
    ...(ligne.pole_id && { pole: ligne.pole_id }),
    ...(college && { college }),
    ...(ligne.lieux.length > 0 && { lieux: ligne.lieux }),
    ...(ligne.perimetre && { perimetre: zones(ligne.perimetre) })
  }
}
