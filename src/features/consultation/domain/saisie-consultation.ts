import { HEURES_DOUTEUSES, heureLocale, instantLocal, jourApres, lireHeure } from '../../../kernel/heure-locale.ts'
import { parseJour } from '../../../kernel/jour.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type FauteDeSaisie, lireLigne, lireTexte, type Saisie } from './saisie.ts'

export interface Mots {
  readonly titre: string
  readonly question: string
  readonly introduction: string
}

const SANS_TITRE = 'Écrivez un titre.'
const SANS_QUESTION = 'Écrivez la question que vous posez.'

/** What a consultation says of itself. */
export function lireMots(saisie: Saisie): Result<Mots, readonly FauteDeSaisie[]> {
  const fautes: FauteDeSaisie[] = []
  const mots = {
    titre: lireTitre(saisie, fautes),
    question: lireLigne(saisie, 'question', { max: 1000, vide: SANS_QUESTION }, fautes),
    introduction: lireTexte(saisie, 'introduction', { max: 20_000 }, fautes)
  }
  return fautes.length > 0 ? refuse(fautes) : ok(mots)
}

export interface Proposition {
  readonly titre: string
  readonly texte: string
}

/** A proposition of the organiser, or an article of a draft. */
export function lireProposition(saisie: Saisie): Result<Proposition, readonly FauteDeSaisie[]> {
  const fautes: FauteDeSaisie[] = []
  const proposition = { titre: lireTitre(saisie, fautes), texte: lireTexte(saisie, 'texte', { max: 10_000 }, fautes) }
  return fautes.length > 0 ? refuse(fautes) : ok(proposition)
}

/** The short form of an emerging topic (CON-20): its words, and what people say they agree with or not. */
export function lireSujet(
  saisie: Saisie
): Result<{ readonly mots: Mots; readonly proposition: Proposition }, readonly FauteDeSaisie[]> {
  const mots = lireMots(saisie)
  const fautes: FauteDeSaisie[] = mots.ok ? [] : [...mots.error]
  const proposition = {
    titre: lireLigne(saisie, 'proposition', { max: 200, vide: 'Écrivez ce que vous proposez.' }, fautes),
    texte: lireTexte(saisie, 'texte', { max: 10_000 }, fautes)
  }
  return mots.ok && fautes.length === 0 ? ok({ mots: mots.value, proposition }) : refuse(fautes)
}

const lireTitre = (saisie: Saisie, fautes: FauteDeSaisie[]) =>
  lireLigne(saisie, 'titre', { max: 200, vide: SANS_TITRE }, fautes)

/** A comment that begins the exchange, in the organiser's name (AMB-21). */
export function lireEchange(saisie: Saisie): Result<string, readonly FauteDeSaisie[]> {
  const fautes: FauteDeSaisie[] = []
  const texte = lireTexte(saisie, 'texte', { max: 5000, vide: 'Écrivez votre commentaire.' }, fautes)
  return fautes.length > 0 ? refuse(fautes) : ok(texte)
}

export interface Dates {
  readonly ouverture: Date
  readonly cloture: Date
  /** A civil day, YYYY-MM-DD. */
  readonly reponse_avant: string | null
}

/** Farther than this, a year is a slip of the finger. */
const ANNEES_MAX = 10

/** Opening, closing and the day of the answers, on the clock of the réseau. */
export function lireDates(
  saisie: Saisie,
  { fuseau, now }: { readonly fuseau: string; readonly now: Date }
): Result<Dates, readonly FauteDeSaisie[]> {
  const fautes: FauteDeSaisie[] = []
  const ouverture = lireInstant(saisie, 'ouverture', { fuseau, now }, fautes)
  const cloture = lireInstant(saisie, 'cloture', { fuseau, now }, fautes)
  if (ouverture && cloture && cloture <= ouverture)
    fautes.push({ champ: 'cloture_jour', message: 'La clôture vient après l’ouverture.' })
  const reponse_avant = lireJourDeReponse(saisie, { cloture, fuseau, now }, fautes)
  return ouverture && cloture && fautes.length === 0 ? ok({ ouverture, cloture, reponse_avant }) : refuse(fautes)
}

export type Report = Pick<Dates, 'cloture' | 'reponse_avant'>

/** Once published, the closing is only put off: nobody finds shut what was announced open. */
export function lireReport(
  saisie: Saisie,
  annoncee: Date,
  { fuseau, now }: { readonly fuseau: string; readonly now: Date }
): Result<Report, readonly FauteDeSaisie[]> {
  const fautes: FauteDeSaisie[] = []
  const cloture = lireInstant(saisie, 'cloture', { fuseau, now }, fautes)
  if (cloture && cloture < annoncee)
    fautes.push({
      champ: 'cloture_jour',
      message: 'La clôture est annoncée : vous pouvez la repousser, pas l’avancer.'
    })
  const reponse_avant = lireJourDeReponse(saisie, { cloture, fuseau, now }, fautes)
  return cloture && fautes.length === 0 ? ok({ cloture, reponse_avant }) : refuse(fautes)
}

/** The day of the answers alone: for what is closed, or has no end yet. */
export function lireReponseAvant(
  saisie: Saisie,
  cloture: Date | null,
  { fuseau, now }: { readonly fuseau: string; readonly now: Date }
): Result<string | null, readonly FauteDeSaisie[]> {
  const fautes: FauteDeSaisie[] = []
  const jour = lireJourDeReponse(saisie, { cloture: cloture ?? now, fuseau, now }, fautes)
  return fautes.length > 0 ? refuse(fautes) : ok(jour)
}

function lireInstant(
  saisie: Saisie,
  nom: 'ouverture' | 'cloture',
  { fuseau, now }: { readonly fuseau: string; readonly now: Date },
  fautes: FauteDeSaisie[]
): Date | undefined {
  const [champJour, champHeure] = [`${nom}_jour`, `${nom}_heure`]
  const jour = lireJour(saisie, champJour, { vide: 'Écrivez le jour.', now }, fautes)
  const tapee = (saisie[champHeure] ?? '').trim()
  const heure = lireHeure(tapee)
  if (!heure)
    fautes.push({
      champ: champHeure,
      message: tapee === '' ? 'Écrivez l’heure. Exemple : 18:00.' : 'Cette heure n’existe pas. Exemple : 18:00.'
    })
  if (!jour || !heure) return undefined
  const instant = instantLocal(jour, heure, fuseau)
  if (instant.ok) return instant.value
  fautes.push({ champ: champHeure, message: HEURES_DOUTEUSES[instant.error] })
  return undefined
}

function lireJourDeReponse(
  saisie: Saisie,
  { cloture, fuseau, now }: { readonly cloture: Date | undefined; readonly fuseau: string; readonly now: Date },
  fautes: FauteDeSaisie[]
): string | null {
  const jour = lireJour(saisie, 'reponse_avant', { now }, fautes)
  if (jour && cloture && jour <= jourCivil(cloture, fuseau))
    fautes.push({ champ: 'reponse_avant', message: 'Les réponses viennent après le jour de la clôture.' })
  return jour ?? null
}

function lireJour(
  saisie: Saisie,
  champ: string,
  { vide, now }: { readonly vide?: string; readonly now: Date },
  fautes: FauteDeSaisie[]
): string | undefined {
  const texte = (saisie[champ] ?? '').trim()
  if (texte === '') {
    if (vide) fautes.push({ champ, message: vide })
    return undefined
  }
  const jour = parseJour(texte)
  if (!jour) fautes.push({ champ, message: 'Cette date n’existe pas. Exemple : 16/06/2026.' })
  else if (Math.abs(Number(jour.slice(0, 4)) - now.getUTCFullYear()) > ANNEES_MAX)
    fautes.push({ champ, message: 'Vérifiez l’année.' })
  else return jour
  return undefined
}

/** Kept dates, as the form shows them. */
export function ecrireDates(
  { ouverture, cloture, reponse_avant }: Pick<Dates, 'ouverture' | 'reponse_avant'> & { readonly cloture: Date | null },
  fuseau: string
): Saisie {
  return {
    ouverture_jour: jourCivil(ouverture, fuseau),
    ouverture_heure: heureLocale(ouverture, fuseau),
    cloture_jour: cloture ? jourCivil(cloture, fuseau) : '',
    cloture_heure: cloture ? heureLocale(cloture, fuseau) : '',
    reponse_avant: reponse_avant ?? ''
  }
}

/** Dates to begin with: a week to prepare, a month to answer, two more for the organiser's answers. */
export function datesProposees(now: Date, fuseau: string): Dates {
  const aujourdhui = jourCivil(now, fuseau)
  const a = (jours: number, heure: number) => {
    const instant = instantLocal(jourApres(aujourdhui, jours), { heure, minute: 0 }, fuseau)
    // No clock of France changes in the day.
    if (!instant.ok) throw new Error(`pas de ${heure} heures dans ${jours} jours à ${fuseau}`)
    return instant.value
  }
  return { ouverture: a(7, 9), cloture: a(38, 18), reponse_avant: jourApres(aujourdhui, 99) }
}
