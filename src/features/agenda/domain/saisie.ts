import {
  debutDuJour,
  HEURES_DOUTEUSES,
  heureLocale,
  instantLocal,
  jourApres,
  lireHeure
} from '../../../kernel/heure-locale.ts'
import { parseJour } from '../../../kernel/jour.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { parseSiteWeb } from '../../../kernel/site-web.ts'
import { resserrer, sansControles } from '../../../kernel/texte.ts'
import { type ContenuAction, definitionGenre, type Genre, parseGenre } from './action-projet.ts'

/** What was typed, by the name of its field. */
export type Saisie = Readonly<Partial<Record<string, string>>>

export interface FauteDeSaisie {
  readonly champ: string
  readonly message: string
}

/** Fields of words, and how long they may be. */
export const LONGUEURS = {
  titre: 120,
  texte: 3000,
  lieu_precis: 200,
  prix: 120,
  public_vise: 120,
  inscription: 300
} as const

type ChampTexte = keyof typeof LONGUEURS

/** Farther than this, a year is a slip of the finger. */
const ANNEES_MAX = 10

/** The form, read as a whole: what may be kept, or everything there is to mend. Hours are those of the lieu's clock. */
export function lireSaisie(
  saisie: Saisie,
  { fuseau, now }: { readonly fuseau: string; readonly now: Date }
): Result<ContenuAction, readonly FauteDeSaisie[]> {
  const fautes: FauteDeSaisie[] = []
  const genre = parseGenre(saisie.genre ?? '')
  if (!genre) fautes.push({ champ: 'genre', message: 'Dites si c’est un atelier, un événement ou un projet.' })
  const texte = (champ: ChampTexte) => {
    const net = nettoyer(saisie[champ] ?? '', champ === 'texte')
    if (net.length > LONGUEURS[champ])
      fautes.push({ champ, message: `${LONGUEURS[champ]} signes au plus : il y en a ${net.length}.` })
    return net
  }
  const titre = texte('titre')
  if (titre === '') fautes.push({ champ: 'titre', message: 'Écrivez un titre.' })
  const contenu = { titre, texte: texte('texte') }
  const periode = genre ? lirePeriode(saisie, genre, fuseau, now) : ok({ debut: null, fin: null })
  if (!periode.ok) fautes.push(...periode.error)
  const autres = {
    lieu_precis: texte('lieu_precis'),
    prix: texte('prix'),
    public_vise: texte('public_vise'),
    inscription: texte('inscription')
  }
  const lien = lireLien(saisie.lien ?? '')
  if (!lien.ok) fautes.push(lien.error)
  if (!genre || !periode.ok || !lien.ok || fautes.length > 0) return refuse(fautes)
  return ok({ genre, ...contenu, ...periode.value, ...autres, lien: lien.value })
}

const nettoyer = (texte: string, long: boolean) =>
  long
    ? sansControles(texte.replaceAll('\r\n', '\n'))
        .replace(/\n{3,}/g, '\n\n')
        .trim()
    : resserrer(sansControles(texte))

function lireLien(texte: string): Result<string | null, FauteDeSaisie> {
  const net = texte.trim()
  if (net === '') return ok(null)
  const lien = parseSiteWeb(net)
  return lien?.startsWith('https://')
    ? ok(lien)
    : refuse({ champ: 'lien', message: 'Écrivez une adresse complète. Elle commence par « https:// ».' })
}

type Periode = Pick<ContenuAction, 'debut' | 'fin'>

function lirePeriode(
  saisie: Saisie,
  genre: Genre,
  fuseau: string,
  now: Date
): Result<Periode, readonly FauteDeSaisie[]> {
  const lue = definitionGenre(genre).parJours ? lireJours(saisie, fuseau) : lireHeures(saisie, fuseau)
  if (!lue.ok) return lue
  const { debut, fin } = lue.value
  const annee = now.getUTCFullYear()
  for (const [champ, date] of [['debut_jour', debut] as const, ['fin_jour', fin] as const])
    if (date && Math.abs(date.getUTCFullYear() - annee) > ANNEES_MAX)
      return refuse([{ champ, message: 'Vérifiez l’année.' }])
  if (debut && fin && fin <= debut)
    return refuse([
      { champ: dit(saisie, 'fin_jour') ? 'fin_jour' : 'fin_heure', message: 'La fin vient après le début.' }
    ])
  return lue
}

const dit = (saisie: Saisie, champ: string) => (saisie[champ] ?? '').trim() !== ''

/** A project: whole days, or none. */
function lireJours(saisie: Saisie, fuseau: string): Result<Periode, readonly FauteDeSaisie[]> {
  const debut = lireJour(saisie, 'debut_jour')
  const fin = lireJour(saisie, 'fin_jour')
  if (!debut.ok || !fin.ok) return refuse([debut, fin].flatMap((lu) => (lu.ok ? [] : [lu.error])))
  if (fin.value && !debut.value)
    return refuse([{ champ: 'debut_jour', message: 'Écrivez aussi le jour du début, ou laissez les deux vides.' }])
  return ok({
    debut: debut.value ? debutDuJour(debut.value, fuseau) : null,
    fin: fin.value ? debutDuJour(jourApres(fin.value, 1), fuseau) : null
  })
}

/** A workshop or an event: a day and an hour; an end on the same day unless another one is said. */
function lireHeures(saisie: Saisie, fuseau: string): Result<Periode, readonly FauteDeSaisie[]> {
  const jour = lireJour(saisie, 'debut_jour')
  const fautes: FauteDeSaisie[] = jour.ok ? [] : [jour.error]
  if (jour.ok && !jour.value) fautes.push({ champ: 'debut_jour', message: 'Écrivez le jour.' })
  if (!dit(saisie, 'debut_heure')) fautes.push({ champ: 'debut_heure', message: 'Écrivez l’heure. Exemple : 14:30.' })
  const jourFin = lireJour(saisie, 'fin_jour')
  if (!jourFin.ok) fautes.push(jourFin.error)
  if (jourFin.ok && jourFin.value && !dit(saisie, 'fin_heure'))
    fautes.push({ champ: 'fin_heure', message: 'Écrivez aussi l’heure de fin.' })
  if (fautes.length > 0 || !jour.ok || !jour.value || !jourFin.ok) return refuse(fautes)

  const debut = lireInstant(saisie, 'debut_heure', jour.value, fuseau)
  const fin = dit(saisie, 'fin_heure')
    ? lireInstant(saisie, 'fin_heure', jourFin.value ?? jour.value, fuseau)
    : ok<Date | null>(null)
  if (!debut.ok || !fin.ok) return refuse([debut, fin].flatMap((lu) => (lu.ok ? [] : [lu.error])))
  return ok({ debut: debut.value, fin: fin.value })
}

function lireJour(saisie: Saisie, champ: string): Result<string | undefined, FauteDeSaisie> {
  const texte = (saisie[champ] ?? '').trim()
  if (texte === '') return ok(undefined)
  const jour = parseJour(texte)
  return jour ? ok(jour) : refuse({ champ, message: 'Cette date n’existe pas. Exemple : 16/06/2026.' })
}

function lireInstant(saisie: Saisie, champ: string, jour: string, fuseau: string): Result<Date, FauteDeSaisie> {
  const heure = lireHeure(saisie[champ] ?? '')
  if (!heure) return refuse({ champ, message: 'Cette heure n’existe pas. Exemple : 14:30.' })
  const instant = instantLocal(jour, heure, fuseau)
  return instant.ok ? instant : refuse({ champ, message: HEURES_DOUTEUSES[instant.error] })
}

/** A kept action, as the form shows it. */
export function ecrireSaisie(action: ContenuAction, fuseau: string): Saisie {
  const { genre, titre, texte, lieu_precis, prix, public_vise, inscription, lien, debut, fin } = action
  const jour = (date: Date | null) => (date ? jourCivil(date, fuseau) : '')
  const heure = (date: Date | null) => (date ? heureLocale(date, fuseau) : '')
  const mots = { genre, titre, texte, lieu_precis, prix, public_vise, inscription, lien: lien ?? '' }
  if (definitionGenre(genre).parJours)
    return { ...mots, debut_jour: jour(debut), fin_jour: fin ? jour(new Date(fin.getTime() - 1)) : '' }
  const memeJour = jour(debut) === jour(fin)
  return {
    ...mots,
    debut_jour: jour(debut),
    debut_heure: heure(debut),
    fin_jour: memeJour ? '' : jour(fin),
    fin_heure: heure(fin)
  }
}

/** The same thing at its next date: the same day of the week and the same hours, after today. A project has none to guess. */
export function ecrireProchaine(action: ContenuAction, fuseau: string, now: Date): Saisie {
  const saisie = ecrireSaisie(action, fuseau)
  if (definitionGenre(action.genre).parJours || !saisie.debut_jour) return { ...saisie, debut_jour: '', fin_jour: '' }
  const aujourdhui = jourCivil(now, fuseau)
  let decalage = 7
  while (jourApres(saisie.debut_jour, decalage) <= aujourdhui) decalage += 7
  return {
    ...saisie,
    debut_jour: jourApres(saisie.debut_jour, decalage),
    fin_jour: saisie.fin_jour ? jourApres(saisie.fin_jour, decalage) : ''
  }
}
