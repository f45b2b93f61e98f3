import { lireCourriels } from '../../../kernel/courriel.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { parseRna } from '../../../kernel/rna.ts'
import { parseSiret } from '../../../kernel/siret.ts'
import { lireSites, parseSiteWeb } from '../../../kernel/site-web.ts'
import { parseTelephone } from '../../../kernel/telephone.ts'
import type { Commune, Geographie } from '../../territoires/vocabulaire.ts'
import type { Valeurs } from './enregistrement.ts'
import { ecrireGrille, GRILLE_VIDE, type GrilleHoraires, lireGrille } from './horaires/grille.ts'
import { ecrireHoraires, lireSemaine } from './horaires/index.ts'
import { lireCoordonnees } from './nettoyage/coordonnees.ts'
import { champ } from './schema.ts'
import { type ChampDeFiche, type SectionDeFiche, VALEURS_MAX } from './sections-fiche.ts'

/** What was typed: every value sent under each name, in order. */
export type Saisie = Readonly<Record<string, readonly string[]>>

export interface FauteDeFiche {
  /** id of the field on the page. */
  readonly champ: string
  readonly message: string
}

type Ecrites = { -readonly [C in keyof Valeurs]: Valeurs[C] }
type Lue = Result<Valeurs, string>

/** The values that a section's form writes, or what to correct. A field left empty is absent: the fiche no longer says it. */
export function lireSection(
  section: SectionDeFiche,
  saisie: Saisie,
  geo: Geographie
): Result<Valeurs, readonly FauteDeFiche[]> {
  const valeurs: Ecrites = {}
  const fautes: FauteDeFiche[] = []
  for (const un of section.champs) {
    if (un.nom === 'commune' || un.nom === 'code_postal' || un.nom === 'longitude') continue
    if (un.nom === 'horaires') {
      const lus = lireHoraires(saisie)
      if (!lus.ok) fautes.push(...lus.error)
      else if (lus.value) valeurs.horaires = lus.value
      continue
    }
    if (un.nom === 'latitude') continue
    const lu = lireChamp(un, saisie[un.nom] ?? [])
    if (lu.ok) Object.assign(valeurs, lu.value)
    else fautes.push({ champ: un.nom, message: lu.error })
  }
  if (section.champs.some(({ nom }) => nom === 'commune')) {
    const { lues, refus } = lireLieu(saisie, geo)
    Object.assign(valeurs, lues)
    fautes.push(...refus)
  }
  return fautes.length > 0 ? refuse(fautes) : ok(valeurs)
}

const net = (texte: string) => texte.replace(/\s+/g, ' ').trim()
const premier = (saisie: Saisie, nom: string) => net(saisie[nom]?.[0] ?? '')

function lireChamp({ nom, genre, max = 200 }: ChampDeFiche, textes: readonly string[]): Lue {
  switch (genre) {
    case 'cases':
    case 'listes':
      return lireChoix(nom, textes)
    case 'lignes':
      return lireLignes(nom, (textes[0] ?? '').split(/[\r\n]+/), max)
    case 'texte':
      return lireTexte(nom, (textes[0] ?? '').replace(/\r\n?/g, '\n').trim(), max)
    case 'ligne':
      return lireTexte(nom, net(textes[0] ?? ''), max)
    case 'horaires':
      return ok({})
  }
}

function lireChoix(nom: ChampDeFiche['nom'], textes: readonly string[]): Lue {
  const permises = champ(nom).valeurs ?? []
  const choisies = new Set(textes.filter((texte) => texte !== ''))
  if ([...choisies].some((valeur) => !permises.includes(valeur)))
    return refuse('Une des réponses n’est pas dans la liste. Choisissez parmi celles qui sont proposées.')
  // In the schema's order: ticking boxes in another one is no change.
  const liste = nom === 'typologie' ? [...choisies] : permises.filter((valeur) => choisies.has(valeur))
  if (liste.length > VALEURS_MAX && nom === 'typologie') return refuse(`Choisissez ${VALEURS_MAX} types au plus.`)
  return ok(liste.length > 0 ? { [nom]: liste } : {})
}

function lireLignes(nom: ChampDeFiche['nom'], lignes: readonly string[], max: number): Lue {
  const ecrites = [...new Set(lignes.map(net).filter(Boolean))]
  if (ecrites.length > VALEURS_MAX) return refuse(`Gardez ${VALEURS_MAX} lignes au plus.`)
  const liste: string[] = []
  for (const ligne of ecrites) {
    if (ligne.length > max) return refuse(`« ${ligne.slice(0, 40)}… » est trop long : ${max} signes au plus.`)
    const lue = lireUne(nom, ligne)
    if (!lue.ok) return lue
    liste.push(lue.value)
  }
  return ok(liste.length > 0 ? { [nom]: [...new Set(liste)] } : {})
}

function lireUne(nom: ChampDeFiche['nom'], ligne: string): Result<string, string> {
  if (nom === 'courriels') {
    const { courriels, reste } = lireCourriels(ligne)
    const [courriel] = courriels
    return courriel && courriels.length === 1 && reste.length === 0
      ? ok(courriel)
      : refuse(`« ${ligne.slice(0, 60)} » n’est pas une adresse électronique. Écrivez par exemple accueil@exemple.fr.`)
  }
  if (nom === 'site_web') return lireSite(ligne)
  return ok(ligne)
}

function lireSite(texte: string): Result<string, string> {
  const { sites, reste } = lireSites(texte)
  const [site] = sites
  return site && sites.length === 1 && reste.length === 0
    ? ok(parseSiteWeb(texte) ?? site)
    : refuse(`« ${texte.slice(0, 60)} » n’est pas l’adresse d’un site. Écrivez par exemple https://www.exemple.fr.`)
}

function lireTexte(nom: ChampDeFiche['nom'], texte: string, max: number): Lue {
  if (nom === 'nom' && !/\p{L}/u.test(texte)) return refuse('Écrivez le nom du lieu.')
  if (!texte) return ok({})
  if (texte.length > max) return refuse(`Ce texte est trop long : ${texte.length} signes, pour ${max} au plus.`)
  const lu = lireUnTexte(nom, texte)
  return lu.ok ? ok({ [nom]: lu.value }) : lu
}

function lireUnTexte(nom: ChampDeFiche['nom'], texte: string): Result<string, string> {
  switch (nom) {
    case 'telephone': {
      const lu = parseTelephone(texte)
      return lu ? ok(lu.numero) : refuse('Écrivez un seul numéro de téléphone, comme 04 92 53 00 00.')
    }
    case 'pivot': {
      const lu = parseSiret(texte) ?? parseRna(texte)
      return lu
        ? ok(lu)
        : refuse(
            'Ce numéro n’est ni un SIRET (14 chiffres), ni un RNA (W et 9 chiffres). Vérifiez-le, ou laissez vide.'
          )
    }
    case 'prise_rdv':
    case 'fiche_acces_libre':
      return lireSite(texte)
    default:
      return ok(texte)
  }
}

// Postcode, commune and point are checked together: each one says whether the others are right.
function lireLieu(saisie: Saisie, geo: Geographie): { lues: Valeurs; refus: FauteDeFiche[] } {
  const refus: FauteDeFiche[] = []
  const codePostal = premier(saisie, 'code_postal').replace(/\s/g, '')
  const nomCommune = premier(saisie, 'commune')
  const deCode = /^\d{5}$/.test(codePostal) ? geo.parCodePostal(codePostal) : []
  if (codePostal && deCode.length === 0)
    refus.push({
      champ: 'code_postal',
      message: 'Nous ne connaissons pas ce code postal. Écrivez cinq chiffres, comme 05000.'
    })
  if (!codePostal && premier(saisie, 'adresse'))
    refus.push({ champ: 'code_postal', message: 'Écrivez aussi le code postal de cette adresse.' })
  const commune = findCommune(nomCommune, deCode, codePostal !== '', geo)
  if (!commune.ok) refus.push({ champ: 'commune', message: commune.error })
  const point = commune.ok ? lirePoint(saisie, commune.value) : ok({})
  if (!point.ok) refus.push({ champ: 'latitude', message: point.error })
  return {
    refus,
    lues: {
      ...(codePostal && { code_postal: codePostal }),
      ...(commune.ok && { commune: commune.value.nom, code_insee: commune.value.code }),
      ...(point.ok && point.value)
    }
  }
}

function findCommune(
  nom: string,
  deCode: readonly Commune[],
  avecCode: boolean,
  geo: Geographie
): Result<Commune, string> {
  if (!nom) return refuse('Écrivez le nom de la commune.')
  const deNom = nom.length <= 100 ? geo.parNom(nom) : []
  if (deNom.length === 0) return refuse('Nous ne connaissons pas cette commune. Vérifiez son nom.')
  const possibles = avecCode ? deNom.filter((commune) => deCode.includes(commune)) : deNom
  const [commune] = possibles
  if (!commune) return refuse('Cette commune n’a pas ce code postal. Vérifiez l’un et l’autre.')
  if (possibles.length > 1 && !avecCode)
    return refuse('Plusieurs communes portent ce nom : écrivez aussi le code postal.')
  return ok(commune)
}

function lirePoint(saisie: Saisie, commune: Commune): Lue {
  const [latitude, longitude] = [premier(saisie, 'latitude'), premier(saisie, 'longitude')]
  if (!latitude && !longitude) return ok({})
  if (!latitude || !longitude) return refuse('Écrivez la latitude et la longitude, ou laissez les deux vides.')
  const { dons, remarques } = lireCoordonnees(latitude.slice(0, 40), longitude.slice(0, 40), commune)
  if (dons.length < 2 || remarques.some(({ genre }) => genre === 'refuse' || genre === 'doute'))
    return refuse(`Ce point n’est pas à ${commune.nom}. Vérifiez les deux nombres, ou laissez-les vides.`)
  return ok(Object.fromEntries(dons))
}

/* ── Opening hours ─────────────────────────────────────────────────────────────────────────────────────────────── */

const JOURS_DE_SAISIE = [0, 1, 2, 3, 4, 5, 6] as const

/** The boxes of the week as they were typed. */
export function grilleSaisie(saisie: Saisie): GrilleHoraires {
  return {
    jours: JOURS_DE_SAISIE.map((jour) => ({
      matin: premier(saisie, `matin-${jour}`).slice(0, 100),
      apresMidi: premier(saisie, `apres-midi-${jour}`).slice(0, 100),
      surRendezVous: premier(saisie, `rdv-${jour}`) === 'oui',
      note: premier(saisie, `note-${jour}`).slice(0, 200)
    })),
    feriesFermes: premier(saisie, 'feries') === 'oui'
  }
}

function lireHoraires(saisie: Saisie): Result<string, readonly FauteDeFiche[]> {
  switch (premier(saisie, 'facon')) {
    case 'semaine': {
      const ecrite = ecrireGrille(grilleSaisie(saisie))
      if (!ecrite.ok) return refuse(ecrite.error.map(({ jour, message }) => ({ champ: `matin-${jour}`, message })))
      return ecrite.value
        ? ecrite
        : refuse([{ champ: 'matin-0', message: 'Tous les jours sont fermés. Remplissez au moins un jour.' }])
    }
    case 'texte': {
      const texte = (saisie.texte?.[0] ?? '').trim()
      const lu = lireSemaine(texte)
      return lu.ok
        ? ok(lu.value.osm)
        : refuse([
            {
              champ: 'texte',
              message: `${texte ? lu.error : 'Écrivez vos horaires.'} Écrivez par exemple : lundi au vendredi 9h-12h et 14h-17h.`
            }
          ])
    }
    case 'rien':
      return ok('')
    default:
      return refuse([{ champ: 'facon', message: 'Choisissez comment dire vos horaires.' }])
  }
}

/** How the typed text was understood, and what deserves a look; nothing when it is not a text. */
export function compriseDe(saisie: Saisie): readonly string[] {
  if (premier(saisie, 'facon') !== 'texte') return []
  const lu = lireSemaine((saisie.texte?.[0] ?? '').trim())
  return lu.ok ? lu.value.avertissements : []
}

/* ── Back to the form ──────────────────────────────────────────────────────────────────────────────────────────── */

/** What the section's form shows of a fiche, as if someone had typed it. */
export function saisieDe(section: SectionDeFiche, valeurs: Valeurs): Saisie {
  const saisie: Record<string, readonly string[]> = {}
  for (const { nom, genre } of section.champs) {
    const valeur = valeurs[nom]
    if (nom === 'horaires') Object.assign(saisie, saisieHoraires(valeurs.horaires))
    else if (Array.isArray(valeur)) saisie[nom] = genre === 'lignes' ? [valeur.join('\n')] : valeur
    else if (valeur !== undefined) saisie[nom] = [String(valeur)]
  }
  return saisie
}

function saisieHoraires(horaires: string | undefined): Saisie {
  const grille = horaires ? lireGrille(horaires) : GRILLE_VIDE
  const texte = horaires && !grille ? ecrireHoraires(horaires).replaceAll('\u00a0', ' ') : ''
  const cases = (grille ?? GRILLE_VIDE).jours.flatMap((jour, i): [string, readonly string[]][] => [
    [`matin-${i}`, [jour.matin]],
    [`apres-midi-${i}`, [jour.apresMidi]],
    [`note-${i}`, [jour.note]],
    ...(jour.surRendezVous ? [[`rdv-${i}`, ['oui']] as [string, readonly string[]]] : [])
  ])
  return {
    facon: [texte ? 'texte' : 'semaine'],
    texte: [texte],
    ...(grille?.feriesFermes && { feries: ['oui'] }),
    ...Object.fromEntries(cases)
  }
}
