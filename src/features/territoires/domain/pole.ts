import { type Courriel, estNominatif, parseCourriel } from '../../../kernel/courriel.ts'
import type { Jour } from '../../../kernel/jour.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Zone } from '../../../kernel/role.ts'
import { parseTelephone, type Telephone } from '../../../kernel/telephone.ts'
import { normaliser, resserrer, sansControles } from '../../../kernel/texte.ts'

/** What names and describes a pôle. Its contacts are those of a function, never of a person (AMB-34). */
export interface IdentiteDePole {
  readonly nom: string
  readonly texte: string
  readonly contact_courriel: Courriel | null
  readonly contact_telephone: Telephone | null
}

/** Texts as typed. */
export type SaisiePole = Readonly<Record<keyof IdentiteDePole, string>>

export interface FautePole {
  readonly champ: keyof IdentiteDePole | 'territoires' | 'jour'
  readonly message: string
}

const NOM_MAX = 80
const TEXTE_MAX = 4_000

/** Everything that a form may say wrong of a pôle, told at once. */
export function lirePole(saisie: SaisiePole): Result<IdentiteDePole, readonly FautePole[]> {
  const nom = resserrer(sansControles(saisie.nom))
  const texte = sansControles(saisie.texte).replace(/\r\n?/g, '\n').trim()
  const courriel = saisie.contact_courriel.trim() === '' ? null : parseCourriel(saisie.contact_courriel)
  const telephone = saisie.contact_telephone.trim() === '' ? null : parseTelephone(saisie.contact_telephone)?.numero
  const fautes: FautePole[] = []
  if (!/\p{L}/u.test(nom)) fautes.push({ champ: 'nom', message: 'Écrivez le nom de ce pôle.' })
  if ([...nom].length > NOM_MAX)
    fautes.push({ champ: 'nom', message: `Ce nom est trop long : ${NOM_MAX} signes au plus.` })
  if ([...texte].length > TEXTE_MAX)
    fautes.push({ champ: 'texte', message: 'Ce texte est trop long : 4 000 signes au plus.' })
  if (courriel === undefined)
    fautes.push({
      champ: 'contact_courriel',
      message: 'Cette adresse électronique n’est pas complète. Exemple : pole@exemple.fr.'
    })
  else if (courriel !== null && estNominatif(courriel, nom))
    fautes.push({
      champ: 'contact_courriel',
      message:
        'Cette adresse semble être celle d’une personne. Écrivez celle d’un service. Exemple : contact@exemple.fr.'
    })
  if (telephone === undefined)
    fautes.push({
      champ: 'contact_telephone',
      message: 'Ce numéro de téléphone ne se lit pas. Exemple : 05 55 00 00 00.'
    })
  if (fautes.length > 0 || courriel === undefined || telephone === undefined) return refuse(fautes)
  return ok({ nom, texte, contact_courriel: courriel, contact_telephone: telephone })
}

const SLUG_MAX = 40
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** The end of an address, if it can be a pôle's. */
export const parseSlugDePole = (texte: string): string | undefined =>
  texte.length <= SLUG_MAX && SLUG.test(texte) ? texte : undefined

/** The end of a pôle's address, for ever: « Pôle Limousin » → `pole-limousin`, cut between words. */
export function slugDePole(nom: string): string {
  let slug = ''
  for (const mot of normaliser(nom).split(/[^a-z0-9]+/)) {
    const suite = [slug, mot].filter(Boolean).join('-')
    if (suite.length > SLUG_MAX) break
    slug = suite
  }
  return slug || 'pole'
}

/** Zones that one pôle may have at most: a région is one. */
const ZONES_MAX = 500

/** A perimeter as a form says it: one territory per line, and the day when it begins. */
export function lirePerimetre(
  saisie: { readonly territoires: string; readonly jour: string },
  outils: {
    /** The zone that a line names, or what to say of it. */
    readonly territoire: (texte: string) => Result<Zone, string>
    readonly jour: (texte: string) => Jour | undefined
    /** The first day that may be written; undefined: any, for a pôle that begins. */
    readonly depuis: Jour | undefined
  }
): Result<{ readonly zones: readonly Zone[]; readonly jour: Jour }, readonly FautePole[]> {
  const fautes: FautePole[] = []
  const zones = new Map<string, Zone>()
  const lignes = saisie.territoires
    .split('\n')
    .map((ligne) => ligne.trim())
    .filter(Boolean)
  if (lignes.length === 0) fautes.push({ champ: 'territoires', message: 'Écrivez au moins un territoire.' })
  if (lignes.length > ZONES_MAX)
    fautes.push({ champ: 'territoires', message: `Écrivez ${ZONES_MAX} territoires au plus.` })
  for (const ligne of lignes.slice(0, ZONES_MAX)) {
    const lu = outils.territoire(ligne)
    if (lu.ok) zones.set(`${lu.value.genre}:${lu.value.code}`, lu.value)
    else fautes.push({ champ: 'territoires', message: lu.error })
  }
  const jour = outils.jour(saisie.jour)
  if (!jour) fautes.push({ champ: 'jour', message: 'Cette date ne se lit pas. Exemple : 01/01/2027.' })
  else if (outils.depuis && jour < outils.depuis)
    fautes.push({
      champ: 'jour',
      message: 'Cette date est passée. Le périmètre d’hier ne change plus : choisissez aujourd’hui ou un jour à venir.'
    })
  if (!jour || fautes.length > 0) return refuse(fautes)
  return ok({ zones: [...zones.values()], jour })
}
