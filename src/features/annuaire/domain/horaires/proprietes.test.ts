import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ecrireHoraires, lireJour, lireSemaine, normaliserOsm, reunirJours } from './index.ts'
import { intervalles, reproches } from './validation.fixture.ts'

const MOTS =
  `lundi mardi mer. jeudi samedi dimanche du au le les de à et sauf hors fermé ouvert matin après-midi soir 9h 12h 12h30 14h 9 12 18:00 08:30 9h30-12h
  14h-18h midi minuit - / , ; : . ( ) | + \n sur rdv sans rendez-vous 1er 2e dernier du mois semaine paire impaires vacances scolaires
  jours fériés juillet août septembre 15 tous les jours une sur deux aussi seulement atelier médiathèque téléphone 02.47.49.01.20
  uniquement accueil libre pas ne xyz Mo-Fr Tu 09:00-12:00 off PH SH "note" || 24h/24 7j/7 week-end période scolaire &amp; <br>`.split(
    ' '
  )

const phrase = fc.array(fc.constantFrom(...MOTS), { minLength: 1, maxLength: 14 }).map((mots) => mots.join(' '))
const quelconque = fc.oneof(phrase, fc.string({ unit: 'binary', maxLength: 80 }))

/** Every clock time of an OSM text, in minutes. */
const heuresDe = (osm: string) =>
  [...osm.replace(/"[^"]*"/g, '').matchAll(/(\d\d):(\d\d)/g)].map((m) => Number(m[1]) * 60 + Number(m[2]))

/** Whatever in the input could be that clock time: 9h, 9, 09:00, 0900, midi, minuit. */
function heuresPossibles(texte: string): Set<number> {
  const possibles = new Set<number>()
  const nombres = [...texte.matchAll(/\d+/g)]
  for (const [i, m] of nombres.entries()) {
    const n = Number(m[0])
    if (n <= 24) possibles.add(n * 60)
    if (m[0].length === 4) possibles.add(Math.floor(n / 100) * 60 + (n % 100))
    const suivant = nombres[i + 1]
    if (suivant && suivant.index - m.index - m[0].length <= 8 && n <= 24) possibles.add(n * 60 + Number(suivant[0]))
  }
  if (/midi/i.test(texte)) possibles.add(720)
  if (/minuit/i.test(texte)) possibles.add(1440)
  return possibles
}

describe('Quel que soit le texte', () => {
  it('ce qui est compris est toujours valable, stable, et n’invente aucune heure', () => {
    fc.assert(
      fc.property(quelconque, fc.boolean(), (texte, unJour) => {
        const lu = unJour ? lireJour(texte) : lireSemaine(texte)
        if (!lu.ok) {
          expect(lu.error.length).toBeGreaterThan(5)
          return
        }
        const { osm } = lu.value
        expect(reproches(osm), `${texte} => ${osm}`).toBeUndefined()
        expect(normaliserOsm(osm), texte).toBe(osm)
        const possibles = heuresPossibles(texte)
        for (const heure of heuresDe(osm))
          expect(
            possibles.has(heure) || osm === '24/7' || (heure === 0 && possibles.has(1440)),
            `${texte} => ${osm}`
          ).toBe(true)
        ecrireHoraires(osm)
      }),
      { numRuns: 1500 }
    )
  })

  it('n’échoue ni ne s’attarde sur 10 000 signes', () => {
    for (const morceau of [
      '9h-12h ',
      'lundi ',
      '9',
      ':',
      ' ',
      '((((',
      'à ',
      'le 1er ',
      'h',
      '1/',
      '0 1 2 ',
      'fermé sauf ',
      'semaine paire ',
      'rendez-',
      '"',
      'Mo-',
      '&amp;',
      '<br',
      '１'
    ]) {
      const texte = morceau.repeat(Math.ceil(10_000 / morceau.length))
      for (const court of [texte, texte.slice(0, 1500)]) {
        const debut = performance.now()
        lireJour(court)
        lireSemaine(court)
        normaliserOsm(court)
        ecrireHoraires(court)
        expect(performance.now() - debut, morceau).toBeLessThan(1000)
      }
    }
  })
})

const QUALITES = ['', ' "sur rendez-vous"', ' open "sans rendez-vous"', ' "une semaine sur deux"'] as const
const CODES = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
const hm = (n: number) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`
const plages = fc
  .uniqueArray(fc.integer({ min: 28, max: 92 }), { minLength: 2, maxLength: 4 })
  .map((q) => q.toSorted((a, b) => a - b).slice(0, q.length - (q.length % 2)))
  .map((q) =>
    Array.from({ length: q.length / 2 }, (_, i) => `${hm((q[2 * i] ?? 0) * 15)}-${hm((q[2 * i + 1] ?? 0) * 15)}`).join(
      ','
    )
  )

const semaines = fc
  .record({
    jours: fc.array(fc.tuple(fc.option(plages), fc.constantFrom(...QUALITES)), { minLength: 7, maxLength: 7 }),
    duMois: fc.option(fc.tuple(fc.constantFrom('[1]', '[2,4]', '[-1]'), fc.nat(6), plages)),
    cadre: fc.option(
      fc.tuple(fc.constantFrom('week 02-53/2', 'week 01-53/2', 'Jul-Aug', 'Jul 01-Aug 31', 'SH'), fc.nat(6), plages)
    ),
    fin: fc.subarray(['SH off', 'Aug off', 'PH off'])
  })
  .map(({ jours, duMois, cadre, fin }) => {
    const regles = jours.flatMap(([p, q], i) => (p === null ? [] : [`${CODES[i]} ${p}${q}`]))
    if (regles.length === 0) regles.push('Mo 09:00-12:00')
    // On a day without usual hours: with some, OSM's « ; » and « , » differ and French says which.
    const libre = duMois && jours[duMois[1]]?.[0] === null && duMois[1] !== 0
    if (duMois && libre) regles.push(`${CODES[duMois[1]]}${duMois[0]} ${duMois[2]}`)
    const avecCadre =
      cadre &&
      !(cadre[0] === 'SH' && fin.includes('SH off')) &&
      !(cadre[0].startsWith('Jul') && fin.includes('Aug off'))
    if (cadre && avecCadre) {
      // Even weeks add to the usual ones; a period takes their place.
      if (cadre[0].startsWith('week')) {
        if (jours[cadre[1]]?.[0] === null && !(libre && duMois[1] === cadre[1]) && cadre[1] !== 0)
          regles.push(`${cadre[0]} ${CODES[cadre[1]]} ${cadre[2]}`)
      } else regles.push(`${cadre[0]} off`, `${cadre[0]} ${CODES[cadre[1]]} ${cadre[2]}`)
    }
    return normaliserOsm([...regles, ...fin].join('; ')) ?? ''
  })

describe('L’aller et retour', () => {
  it('du format d’échange au français et retour dit les mêmes heures toute l’année', () => {
    fc.assert(
      fc.property(semaines, (osm) => {
        const francais = ecrireHoraires(osm)
        const lu = lireSemaine(francais)
        expect(lu.ok, `${osm} => ${francais} => ${lu.ok ? '' : lu.error}`).toBe(true)
        if (!lu.ok) return
        expect(intervalles(lu.value.osm), `${osm} => ${francais} => ${lu.value.osm}`).toBe(intervalles(osm))
        expect(ecrireHoraires(lu.value.osm)).toBe(francais)
      }),
      { numRuns: 150 }
    )
  })

  it('les jours un par un et la semaine entière disent la même chose', () => {
    fc.assert(
      fc.property(fc.array(plages, { minLength: 2, maxLength: 7 }), (jours) => {
        const noms = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']
        const lus = new Map(
          jours.flatMap((p, i) => {
            const lu = lireJour(p.replaceAll(',', ' / '))
            return lu.ok ? [[i, lu.value] as const] : []
          })
        )
        const reunis = reunirJours(lus)
        const semaine = lireSemaine(jours.map((p, i) => `${noms[i]} ${p.replaceAll(',', ' / ')}`).join(' ; '))
        expect(reunis.ok && reunis.value.osm).toBe(semaine.ok && semaine.value.osm)
      })
    )
  })
})
