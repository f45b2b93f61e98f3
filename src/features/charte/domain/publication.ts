import { type Contenu, deGenre } from './charte.ts'
import { verifierParametres } from './parametre.ts'

export interface FauteDePublication {
  /** Page of the editor where it is mended. */
  readonly ou: 'parametres' | 'presentation' | 'articles' | 'categories' | 'criteres' | 'publication'
  readonly message: string
}

/**
 * Why a draft cannot be published at that date. Its figures hold together, it asks for something, no text is empty, and
 * it comes after every version already dated: members are bound by the text of a day (article 1).
 */
export function verifierPublication(
  contenu: Contenu,
  { le, now, derniere }: { le: Date; now: Date; derniere: Date | undefined }
): FauteDePublication[] {
  return [...verifierContenu(contenu), ...verifierDate(le, now, derniere)]
}

/** What is left to mend in a draft, whatever the date. */
export function verifierContenu(contenu: Contenu): FauteDePublication[] {
  const fautes: FauteDePublication[] = verifierParametres(contenu.parametres).map(({ message }) => ({
    ou: 'parametres',
    message
  }))
  const conditions = deGenre(contenu, 'condition').length
  const criteres = deGenre(contenu, 'critere').length
  const engagements = deGenre(contenu, 'engagement').length
  const minimum = contenu.parametres.criteres_minimum
  if (minimum > criteres)
    fautes.push({
      ou: 'parametres',
      message:
        criteres === 0
          ? `Il faut choisir au moins ${minimum} critères, mais la charte n’en a aucun.`
          : `Il faut choisir au moins ${minimum} critères, mais la charte n’en a que ${criteres}.`
    })
  if (conditions + engagements === 0)
    fautes.push({
      ou: 'criteres',
      message: 'La charte ne demande rien : ajoutez au moins une condition ou un engagement.'
    })
  if (contenu.resume.trim() === '')
    fautes.push({ ou: 'presentation', message: 'Dites en trois phrases ce qu’est cette charte.' })
  if (contenu.articles.length === 0) fautes.push({ ou: 'articles', message: 'Écrivez au moins un article.' })
  for (const { titre, texte } of contenu.articles)
    if (texte.trim() === '') fautes.push({ ou: 'articles', message: `L’article « ${titre} » est vide.` })
  for (const { libelle, texte } of contenu.criteres)
    if (texte.trim() === '') fautes.push({ ou: 'criteres', message: `« ${libelle} » n’a pas de texte.` })
  return fautes
}

function verifierDate(le: Date, now: Date, derniere: Date | undefined): FauteDePublication[] {
  if (Number.isNaN(le.getTime())) return [{ ou: 'publication', message: 'Donnez une date qui existe.' }]
  if (le < now) return [{ ou: 'publication', message: 'Cette date est passée. Choisissez aujourd’hui ou plus tard.' }]
  if (derniere && le <= derniere)
    return [
      {
        ou: 'publication',
        message: 'Une autre version entre en vigueur ce jour-là ou plus tard. Choisissez une date après elle.'
      }
    ]
  return []
}

/** The first instant of a day (YYYY-MM-DD) in a time zone, or undefined when the calendar does not know that day. */
export function debutDuJour(jour: string, fuseau: string): Date | undefined {
  const [, annee, mois, quantieme] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(jour) ?? []
  if (!annee) return undefined
  const minuit = Date.UTC(Number(annee), Number(mois) - 1, Number(quantieme))
  if (new Date(minuit).toISOString().slice(0, 10) !== jour) return undefined
  // The offset of the zone is that of the instant sought: a second look settles the days when clocks change.
  let instant = minuit
  for (let essai = 0; essai < 2; essai++) instant = minuit - decalage(new Date(instant), fuseau)
  return new Date(instant)
}

function decalage(instant: Date, fuseau: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: fuseau,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric'
  }).formatToParts(instant)
  const lire = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return (
    Date.UTC(lire('year'), lire('month') - 1, lire('day'), lire('hour'), lire('minute'), lire('second')) -
    Math.floor(instant.getTime() / 1000) * 1000
  )
}
