import * as fc from 'fast-check'
import OpeningHours from 'opening_hours'
import { describe, expect, it } from 'vitest'
import { ouvertureEnMots, prochainsJours } from './en-clair-ouverture.ts'
import { decaler } from './jour-du-calendrier.ts'
import {
  cleDuMoment,
  ecrireCalendrier,
  ecrireMoment,
  lireCalendrier,
  lireMoment,
  momentEnMots,
  momentLocal
} from './moment.ts'
import { compilerHoraires, etatA, prochainChangement, trancheA } from './ouverture.ts'

const NBSP = '\u00a0'
const hm = (n: number) => `${String(Math.floor(n / 60) % 24).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`

/** « ouvert » at « 2026-06-16 18:00 » on the lieu's clock. */
function etat(osm: string, quand: string, departement = '87') {
  const horaires = compilerHoraires(osm, departement)
  const [date = '', heure = ''] = quand.split(' ')
  const [h, m] = heure.split(':').map(Number) as [number, number]
  return horaires && etatA(horaires, { date, minutes: h * 60 + m })
}

describe('L’état d’un lieu à un moment', () => {
  it.each([
    // 2026-06-16 is a Tuesday.
    ['Mo-Fr 09:00-12:00,14:00-18:00', '2026-06-16 09:00', 'ouvert'],
    ['Mo-Fr 09:00-12:00,14:00-18:00', '2026-06-16 12:00', 'ferme'],
    ['Mo-Fr 09:00-12:00,14:00-18:00', '2026-06-20 10:00', 'ferme'],
    ['24/7', '2026-06-20 03:00', 'ouvert'],
    ['24/7', '2026-12-25 03:00', 'ouvert'],
    ['Sa 18:00-02:00', '2026-06-21 01:59', 'ouvert'],
    ['Sa 18:00-02:00', '2026-06-21 02:00', 'ferme'],
    ['Sa 18:00-02:00; Su off', '2026-06-21 01:00', 'ouvert'],
    ['Mo 18:00-02:00; Tu 09:00-12:00', '2026-06-16 01:00', 'ouvert'],
    ['Mo-Fr 09:00-18:00; We off', '2026-06-17 10:00', 'ferme'],
    ['Mo-Fr 09:00-12:00; We 14:00-18:00', '2026-06-17 10:00', 'ferme'],
    ['Mo-Fr 09:00-12:00, We 14:00-18:00', '2026-06-17 10:00', 'ouvert'],
    ['Mo-Fr 09:00-12:00 || "sur rendez-vous"', '2026-06-17 15:00', 'inconnu'],
    ['Mo-Fr 09:00-12:00 || "sur rendez-vous"', '2026-06-17 10:00', 'ouvert'],
    ['Tu 09:00-12:00 "sur rendez-vous"', '2026-06-16 10:00', 'inconnu'],
    ['Tu 09:00-12:00 open "sans rendez-vous"', '2026-06-16 10:00', 'ouvert'],
    ['Tu[3] 09:00-12:00', '2026-06-16 10:00', 'ouvert'],
    ['Tu[-3] 09:00-12:00', '2026-06-16 10:00', 'ouvert'],
    ['Tu[1,-1] 09:00-12:00', '2026-06-16 10:00', 'ferme'],
    ['week 02-53/2 Mo 09:00-12:00', '2026-06-15 10:00', 'ferme'],
    ['week 01-53/2 Mo 09:00-12:00', '2026-06-15 10:00', 'ouvert'],
    ['Jul-Aug Mo-Fr 09:00-12:00', '2026-06-16 10:00', 'ferme'],
    ['Mo-Fr 09:00-12:00; Aug off', '2026-08-04 10:00', 'ferme'],
    ['Mo-Fr 09:00-12:00; Dec 20-Jan 05 off', '2027-01-05 10:00', 'ferme'],
    ['Mo-Fr 09:00-12:00; Dec 20-Jan 05 off', '2027-01-06 10:00', 'ouvert'],
    ['Mo-Fr 09:00-12:00; 2026 Jun 16 off', '2026-06-16 10:00', 'ferme'],
    ['Mo-Fr 09:00-12:00; 2026 Jun 16 off', '2027-06-16 10:00', 'ouvert'],
    ['Mo-Fr 09:00-12:00; 2026 Dec 20-2027 Jan 05 off', '2027-01-04 10:00', 'ferme'],
    ['Mo-Fr 09:00-12:00; 2026 Dec 20-2027 Jan 05 off', '2028-01-04 10:00', 'ouvert'],
    ['Tu 10:00+', '2026-06-16 10:30', 'inconnu'],
    ['Tu 10:00+', '2026-06-16 09:30', 'ferme']
  ])('« %s », le %s : %s', (osm, quand, attendu) => {
    expect(etat(osm, quand)).toBe(attendu)
  })

  it.each([
    // Nothing said of holidays: nobody should travel for nothing.
    ['Mo-Fr 09:00-12:00', '2026-04-06 10:00', '87', 'inconnu'],
    ['Mo-Fr 09:00-12:00', '2026-04-06 15:00', '87', 'ferme'],
    ['Mo-Fr 09:00-12:00; PH off', '2026-04-06 10:00', '87', 'ferme'],
    ['PH off; Mo-Fr 09:00-12:00', '2026-04-06 10:00', '87', 'ferme'],
    ['Mo-Fr,PH 09:00-12:00', '2026-11-01 10:00', '87', 'ouvert'],
    ['Mo-Fr 09:00-12:00; PH 14:00-16:00', '2026-04-06 10:00', '87', 'ferme'],
    ['Mo-Fr 09:00-12:00; PH 14:00-16:00', '2026-04-06 15:00', '87', 'ouvert'],
    ['We 09:00-12:00; Nov 11 10:00-11:00', '2026-11-11 10:30', '87', 'ouvert'],
    ['Mo-Sa 09:00-12:00', '2026-12-26 10:00', '67', 'inconnu'],
    ['Mo-Sa 09:00-12:00', '2026-12-26 10:00', '75', 'ouvert'],
    ['Mo-Sa 09:00-12:00; PH off', '2026-04-03 10:00', '68', 'ferme'],
    ['Mo-Fr 09:00-12:00', '2026-05-27 10:00', '971', 'inconnu'],
    ['Mo-Fr 09:00-12:00', '2026-05-27 10:00', '974', 'ouvert'],
    ['Mo-Su 09:00-12:00; PH off', '2026-12-20 10:00', '974', 'ferme'],
    // The eve's evening goes on past midnight.
    ['Mo-Su 18:00-02:00; PH off', '2026-05-01 01:00', '87', 'ouvert']
  ])('jour férié : « %s », le %s dans le %s : %s', (osm, quand, departement, attendu) => {
    expect(etat(osm, quand, departement)).toBe(attendu)
  })

  it.each([
    ['Mo-Fr 09:00-12:00; SH off', '2026-06-16 10:00', 'inconnu'],
    ['Mo-Fr 09:00-12:00; SH off', '2026-06-16 15:00', 'ferme'],
    ['Mo-Fr 09:00-12:00; SH Mo-Fr 09:00-17:00', '2026-06-16 10:00', 'ouvert'],
    ['Mo-Fr 09:00-12:00; SH Mo-Fr 09:00-17:00', '2026-06-16 15:00', 'inconnu'],
    ['SH Mo-Fr 14:00-17:00', '2026-06-20 15:00', 'ferme']
  ])('vacances scolaires, dont nous ne savons pas les dates : « %s », le %s : %s', (osm, quand, attendu) => {
    expect(etat(osm, quand)).toBe(attendu)
  })

  it('ne compte ni ouverts ni fermés les horaires qui ne se lisent pas', () => {
    for (const texte of [
      '',
      'du lundi au vendredi',
      'Mo-Fr 9h-12h et sur rdv',
      'sunrise-sunset',
      '\u0000',
      'Jul 01-2027 Aug 01 off'
    ])
      expect(compilerHoraires(texte, '87'), texte).toBeUndefined()
  })

  it('dit pourquoi on ne sait pas', () => {
    const motif = (osm: string, date: string) => {
      const horaires = compilerHoraires(osm, '87')
      return horaires && trancheA(horaires, { date, minutes: 600 })?.motif
    }
    expect(motif('We 09:00-12:00 "sur rendez-vous"', '2026-06-17')).toEqual({
      genre: 'commentaire',
      texte: 'sur rendez-vous'
    })
    expect(motif('We 09:00-12:00', '2026-11-11')).toEqual({ genre: 'ferie', nom: 'Armistice de 1918' })
    expect(motif('We 09:00-12:00; SH off', '2026-06-17')).toEqual({ genre: 'vacances' })
    expect(motif('We 09:00+', '2026-06-17')).toEqual({ genre: 'fin-inconnue' })
    expect(motif('We 09:00-12:00 unknown', '2026-06-17')).toEqual({ genre: 'non-precise' })
  })
})

// ---------------------------------------------------------------------------------------------- against the reference

const LIEU = { lat: '45.83', lon: '1.26', address: { country_code: 'fr', state: 'Nouvelle-Aquitaine' } }
const CODES = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']

const jours = fc.oneof(
  fc.tuple(fc.nat(6), fc.nat(6)).map(([a, b]) => (a < b ? `${CODES[a]}-${CODES[b]}` : `${CODES[a]}`)),
  fc.subarray(CODES, { minLength: 1 }).map((codes) => codes.join(',')),
  fc
    .tuple(fc.nat(6), fc.constantFrom('[1]', '[2,4]', '[-1]', '[5]', '[1-2]'))
    .map(([jour, rangs]) => `${CODES[jour]}${rangs}`)
)
const cadre = fc.constantFrom(
  '',
  '',
  '',
  '',
  'Jul-Aug ',
  'Nov-Feb ',
  'Jul 14-Aug 20 ',
  'Dec 20-Jan 05 ',
  'Jun 16 ',
  '2026 ',
  'week 02-53/2 ',
  'week 10-20 ',
  'week 01-53/2 ',
  '2026 Jul-Aug ',
  'Mar,Oct '
)
const plagesDuJour = fc
  .uniqueArray(fc.integer({ min: 28, max: 92 }), { minLength: 2, maxLength: 4 })
  .map((quarts) => quarts.toSorted((a, b) => a - b).slice(0, quarts.length - (quarts.length % 2)))
  .map((quarts) =>
    Array.from(
      { length: quarts.length / 2 },
      (_, i) => `${hm((quarts[2 * i] ?? 0) * 15)}-${hm((quarts[2 * i + 1] ?? 0) * 15)}`
    ).join(',')
  )
const suite = fc.constantFrom('', '', '', ' "sur rendez-vous"', ' open "accueil libre"', ' off', ' unknown')
const regle = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(cadre, jours, plagesDuJour, suite).map(([c, j, p, s]) => `${c}${j} ${p}${s}`) },
  { weight: 1, arbitrary: fc.tuple(cadre, jours).map(([c, j]) => `${c}${j} off`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('Aug off', '"sur rendez-vous"', 'Dec 24-Jan 02 off', 'PH off', 'Mo-Su 10:00-12:00')
  }
)
const texteOsm = fc
  .array(fc.tuple(regle, fc.constantFrom('; ', '; ', ', ', ' || ')), { minLength: 1, maxLength: 5 })
  .map((regles) => regles.map(([texte, lien], i) => (i === 0 ? texte : `${lien}${texte}`)).join(''))
const deNuit = fc
  .tuple(jours, fc.integer({ min: 70, max: 90 }), fc.integer({ min: 1, max: 16 }))
  .map(([j, debut, fin]) => `${j} ${hm(debut * 15)}-${hm(fin * 15)}`)

const unJour = fc.integer({ min: 0, max: 1100 }).map((n) => decaler('2026-01-01', n))
const instants = fc.array(fc.tuple(unJour, fc.integer({ min: 0, max: 95 })), { minLength: 12, maxLength: 12 })

function comparer(osm: string, moments: readonly (readonly [string, number])[]) {
  const horaires = compilerHoraires(osm, '87')
  if (!horaires) return
  let reference: OpeningHours
  try {
    reference = new OpeningHours(osm, LIEU as never, { locale: 'fr' } as never)
  } catch {
    // Written in a way that the library refuses (« Mo 10:00-12:00, off »): nothing to compare with.
    return
  }
  for (const [date, quart] of moments) {
    // Holidays that the text does not speak of are ours to judge, and so are their order.
    if (horaires.ferieTu(date) || horaires.ferieTu(decaler(date, -1)) || osm.includes('PH')) continue
    const minutes = quart * 15
    const attendu = reference.getStateString(new Date(`${date}T${hm(minutes)}:00`))
    const dit = { ouvert: 'open', ferme: 'close', inconnu: 'unknown' }[etatA(horaires, { date, minutes })]
    expect(dit, `${osm} le ${date} à ${hm(minutes)}`).toBe(attendu)
  }
}

describe('Hors jours fériés et vacances, dit comme la bibliothèque de référence', () => {
  it('des règles qui remplacent, ajoutent, ferment, suppléent', () => {
    fc.assert(fc.property(texteOsm, instants, comparer), { numRuns: 1000 })
  })

  it('des soirées qui passent minuit', () => {
    fc.assert(
      fc.property(
        fc.array(deNuit, { minLength: 1, maxLength: 3 }).map((un) => un.join(', ')),
        instants,
        comparer
      ),
      { numRuns: 200 }
    )
  })
})

describe('Le prochain changement', () => {
  const vers = (osm: string, quand: string, etatVoulu?: 'ouvert') => {
    const horaires = compilerHoraires(osm, '87')
    const [date = '', heure = ''] = quand.split(' ')
    const [h, m] = heure.split(':').map(Number) as [number, number]
    const trouve = horaires && prochainChangement(horaires, { date, minutes: h * 60 + m }, etatVoulu)
    return trouve && `${trouve.etat} ${trouve.date} ${hm(trouve.minutes)} (${trouve.dans})`
  }

  it('dit quand et vers quoi', () => {
    expect(vers('Mo-Fr 09:00-12:00', '2026-06-16 10:00')).toBe('ferme 2026-06-16 12:00 (0)')
    expect(vers('Mo-Fr 09:00-12:00', '2026-06-19 13:00')).toBe('ouvert 2026-06-22 09:00 (3)')
    expect(vers('Sa 18:00-02:00', '2026-06-20 23:00')).toBe('ferme 2026-06-21 02:00 (1)')
    expect(vers('Tu 09:00-10:00 "sur rendez-vous"; Th 10:00-12:00', '2026-06-15 08:00', 'ouvert')).toBe(
      'ouvert 2026-06-18 10:00 (3)'
    )
    expect(vers('24/7', '2026-06-16 10:00')).toBeUndefined()
  })

  it('attend ce qui ouvre une fois par mois, et ne cherche pas au-delà de cinq semaines', () => {
    expect(vers('Tu[1] 09:00-12:00', '2026-06-09 08:00')).toBe('ouvert 2026-07-07 09:00 (28)')
    expect(vers('Mo-Fr 09:00-12:00; Jul-Aug off', '2026-06-30 13:00')).toBeUndefined()
  })

  it('ne saute aucun changement et n’en invente pas', () => {
    fc.assert(
      fc.property(texteOsm, unJour, fc.integer({ min: 0, max: 95 }), (osm, date, quart) => {
        const horaires = compilerHoraires(osm, '67')
        if (!horaires) return
        const depart = { date, minutes: quart * 15 }
        const trouve = prochainChangement(horaires, depart)
        const avant = etatA(horaires, depart)
        const fin = trouve ? trouve.dans * 96 + trouve.minutes / 15 - quart : 35 * 96 - quart
        for (let pas = 1; pas < fin; pas++) {
          const n = quart + pas
          expect(etatA(horaires, { date: decaler(date, Math.floor(n / 96)), minutes: (n % 96) * 15 }), osm).toBe(avant)
        }
        if (trouve) expect(trouve.etat, osm).toBe(etatA(horaires, trouve))
        if (trouve) expect(trouve.etat, osm).not.toBe(avant)
      }),
      { numRuns: 60 }
    )
  })
})

describe('Le moment demandé', () => {
  const mardiMidi = new Date('2026-06-16T12:00:00Z')

  it.each([
    ['maintenant', 'maintenant', 'maintenant'],
    ['mardi-18:00', 'mardi-18:00', `mardi à 18${NBSP}h`],
    ['mardi-18h', 'mardi-18:00', `mardi à 18${NBSP}h`],
    ['Mardi-9h30', 'mardi-09:30', `mardi à 9${NBSP}h${NBSP}30`],
    ['dimanche 08:05', 'dimanche-08:05', `dimanche à 8${NBSP}h${NBSP}05`]
  ])('« %s » se lit, s’écrit %s et se dit « %s »', (texte, ecrit, dit) => {
    const lu = lireMoment(texte, mardiMidi)
    expect(lu && ecrireMoment(lu)).toBe(ecrit)
    expect(lu && momentEnMots(lu)).toBe(dit)
  })

  it.each([
    '',
    'mardi',
    'mardi-',
    'mardi-24:00',
    'mardi-18:60',
    'mardi-18h61',
    'constructor-18:00',
    '18:00',
    'mardi-18:00:00',
    'x'.repeat(5000)
  ])('« %s » ne tient pas', (texte) => {
    expect(lireMoment(texte, mardiMidi)).toBeUndefined()
  })

  it('le même instant n’est pas la même heure partout', () => {
    const instant = { genre: 'instant', instant: Date.parse('2026-06-16T22:30:00Z') } as const
    expect(momentLocal(instant, 'Europe/Paris')).toEqual({ date: '2026-06-17', minutes: 30 })
    expect(momentLocal(instant, 'America/Guadeloupe')).toEqual({ date: '2026-06-16', minutes: 18 * 60 + 30 })
    expect(momentLocal(instant, 'Indian/Reunion')).toEqual({ date: '2026-06-17', minutes: 2 * 60 + 30 })
    expect(momentLocal(instant, 'Pacific/Noumea')).toEqual({ date: '2026-06-17', minutes: 9 * 60 + 30 })
  })

  it('« mardi à 18 h » est le prochain de l’horloge du lieu', () => {
    const le = (depuis: string, fuseau: string) => {
      const moment = lireMoment('mardi-18:00', new Date(depuis))
      return moment && momentLocal(moment, fuseau).date
    }
    expect(le('2026-06-16T12:00:00Z', 'Europe/Paris')).toBe('2026-06-16')
    // 18:00 to the minute is still now.
    expect(le('2026-06-16T16:00:30Z', 'Europe/Paris')).toBe('2026-06-16')
    expect(le('2026-06-16T16:01:00Z', 'Europe/Paris')).toBe('2026-06-23')
    expect(le('2026-06-16T16:01:00Z', 'America/Guadeloupe')).toBe('2026-06-16')
    expect(le('2026-06-14T12:00:00Z', 'Europe/Paris')).toBe('2026-06-16')
  })

  it('la nuit où l’heure change, l’horloge du lieu fait foi', () => {
    // In Paris 03:00 follows 01:59 on 29 March 2026.
    const paris = (iso: string) => momentLocal({ genre: 'instant', instant: Date.parse(iso) }, 'Europe/Paris')
    expect(paris('2026-03-29T00:59:00Z')).toEqual({ date: '2026-03-29', minutes: 119 })
    expect(paris('2026-03-29T01:00:00Z')).toEqual({ date: '2026-03-29', minutes: 180 })
    const calendrier = lireCalendrier(ecrireCalendrier('Sa 20:00-03:00', '75'))
    expect(calendrier?.({ genre: 'instant', instant: Date.parse('2026-03-29T00:59:00Z') })).toBe('ouvert')
    expect(calendrier?.({ genre: 'instant', instant: Date.parse('2026-03-29T01:00:00Z') })).toBe('ferme')
    // In October 02:30 comes twice, and is open twice.
    const automne = lireCalendrier(ecrireCalendrier('Sa 20:00-03:00', '75'))
    expect(automne?.({ genre: 'instant', instant: Date.parse('2026-10-25T00:30:00Z') })).toBe('ouvert')
    expect(automne?.({ genre: 'instant', instant: Date.parse('2026-10-25T01:30:00Z') })).toBe('ouvert')
  })

  it('le calendrier de l’index suit le fuseau et les fériés du département', () => {
    const horaires = 'Mo-Fr 09:00-17:00'
    const a = (departement: string | null, iso: string) =>
      lireCalendrier(ecrireCalendrier(horaires, departement))?.({ genre: 'instant', instant: Date.parse(iso) })
    expect(a('87', '2026-06-16T14:00:00Z')).toBe('ouvert')
    expect(a('971', '2026-06-16T12:30:00Z')).toBe('ferme')
    expect(a('971', '2026-06-16T14:00:00Z')).toBe('ouvert')
    expect(a('971', '2026-05-27T14:00:00Z')).toBe('inconnu')
    expect(a(null, '2026-06-16T14:00:00Z')).toBe('ouvert')
    expect(lireCalendrier('87\u0000quand on veut')).toBeUndefined()
    expect(lireCalendrier('')).toBeUndefined()
  })

  it('deux moments de la même minute ont la même clé, et d’autres non', () => {
    const cle = (texte: string, iso: string) => {
      const lu = lireMoment(texte, new Date(iso))
      return lu && cleDuMoment(lu)
    }
    expect(cle('maintenant', '2026-06-16T12:00:01Z')).toBe(cle('maintenant', '2026-06-16T12:00:59Z'))
    expect(cle('maintenant', '2026-06-16T12:00:01Z')).not.toBe(cle('maintenant', '2026-06-16T12:01:00Z'))
    expect(cle('mardi-18:00', '2026-06-16T12:00:01Z')).not.toBe(cle('mardi-18:30', '2026-06-16T12:00:01Z'))
    expect(cle('mardi-18:00', '2026-06-16T12:00:01Z')).not.toBe(cle('maintenant', '2026-06-16T12:00:01Z'))
  })
})

describe('L’ouverture dite en une ligne', () => {
  it.each([
    ['Mo-Fr 09:00-18:00', '2026-06-16T12:00:00Z', 'ouvert', `Ouvert jusqu’à 18${NBSP}h`],
    ['Mo-Fr 09:00-18:30', '2026-06-16T18:00:00Z', 'ferme', `Fermé, ouvre demain à 9${NBSP}h`],
    ['Mo-Fr 09:00-12:00,14:00-18:00', '2026-06-16T10:30:00Z', 'ferme', `Fermé, ouvre aujourd’hui à 14${NBSP}h`],
    ['Tu 09:00-12:00', '2026-06-12T10:30:00Z', 'ferme', `Fermé, ouvre mardi à 9${NBSP}h`],
    ['Tu 09:00-12:00', '2026-06-16T10:30:00Z', 'ferme', `Fermé, ouvre mardi prochain à 9${NBSP}h`],
    ['Tu[1] 09:00-12:00', '2026-06-25T10:30:00Z', 'ferme', `Fermé, ouvre mardi 7 juillet à 9${NBSP}h`],
    ['Tu 18:00-02:00', '2026-06-16T18:00:00Z', 'ouvert', `Ouvert jusqu’à 2${NBSP}h`],
    ['Tu 18:00-24:00', '2026-06-16T18:00:00Z', 'ouvert', 'Ouvert jusqu’à minuit'],
    ['24/7', '2026-06-16T18:00:00Z', 'ouvert', 'Ouvert jour et nuit'],
    ['Mo-Fr 00:00-24:00', '2026-06-16T18:00:00Z', 'ouvert', `Ouvert jusqu’à samedi à 0${NBSP}h`],
    ['We 09:00-18:00', '2026-11-11T12:00:00Z', 'inconnu', 'Jour férié, renseignez-vous'],
    ['We 09:00-18:00; PH off', '2026-11-11T12:00:00Z', 'ferme', `Fermé, ouvre mercredi prochain à 9${NBSP}h`],
    ['Tu 09:00-18:00 "sur rendez-vous"', '2026-06-16T12:00:00Z', 'inconnu', 'Sur rendez-vous'],
    [
      'Tu 09:00-18:00 "sur rendez-vous"',
      '2026-06-16T20:00:00Z',
      'ferme',
      `Fermé, peut-être ouvert mardi prochain à 9${NBSP}h${NBSP}: sur rendez-vous`
    ],
    ['Tu 10:00+', '2026-06-16T12:00:00Z', 'inconnu', `Ouvert à partir de 10${NBSP}h, heure de fermeture non précisée`],
    ['Mo-Fr 09:00-12:00; Aug off', '2026-08-03T12:00:00Z', 'ferme', `Fermé, ouvre mardi 1er septembre à 9${NBSP}h`],
    ['Mo-Fr 09:00-12:00; Jul-Aug off', '2026-07-03T12:00:00Z', 'ferme', 'Fermé pour plus d’un mois'],
    ['Tu 09:00-18:00; SH off', '2026-06-16T12:00:00Z', 'inconnu', 'Selon les vacances scolaires, renseignez-vous']
  ])('« %s », le %s : %s, « %s »', (osm, iso, etatAttendu, texte) => {
    expect(ouvertureEnMots(osm, '87', new Date(iso))).toEqual({ etat: etatAttendu, texte })
  })

  it('se tait quand les horaires sont inconnus ou illisibles', () => {
    expect(ouvertureEnMots(undefined, '87', new Date('2026-06-16T12:00:00Z'))).toBeUndefined()
    expect(ouvertureEnMots('quand on veut', '87', new Date('2026-06-16T12:00:00Z'))).toBeUndefined()
  })
})

describe('Les sept jours qui viennent', () => {
  const jours = (osm: string, departement: string, depuis: string) => {
    const horaires = compilerHoraires(osm, departement)
    return (horaires ? prochainsJours(horaires, departement, depuis) : []).map(({ date, ferie, texte }) =>
      [date.slice(5), ...(ferie ? [ferie] : []), texte.replaceAll(NBSP, ' ')].join(' ')
    )
  }

  it('suivent la date : jour férié que le texte tait, semaine paire, rendez-vous', () => {
    // Sunday 8 November 2026 ends week 45.
    expect(
      jours(
        'Mo 09:00-12:00; Tu 14:00-17:00 "sur rendez-vous"; We 09:00-12:00; week 02-53/2 Th 10:00-12:00; Fr 18:00+',
        '87',
        '2026-11-08'
      )
    ).toEqual([
      '11-08 fermé',
      '11-09 9 h à 12 h',
      '11-10 14 h à 17 h (sur rendez-vous)',
      '11-11 Armistice de 1918 renseignez-vous',
      '11-12 10 h à 12 h',
      '11-13 à partir de 18 h',
      '11-14 fermé'
    ])
  })

  it('disent ce que le texte dit des fériés, et ne s’inquiètent pas d’un férié qui tombe un jour fermé', () => {
    expect(jours('Mo-Fr 09:00-12:00; PH off', '87', '2026-11-11')[0]).toBe('11-11 Armistice de 1918 fermé')
    expect(jours('Mo 09:00-12:00', '87', '2026-11-11')[0]).toBe('11-11 Armistice de 1918 fermé')
    expect(jours('We 09:00-12:00,14:00-17:00; SH off', '87', '2026-06-10')[0]).toBe(
      '06-10 9 h à 12 h, 14 h à 17 h (selon les vacances scolaires)'
    )
    expect(jours('"sur rendez-vous"', '87', '2026-06-10')[0]).toBe('06-10 sur rendez-vous')
    expect(jours('24/7', '87', '2026-11-11')[0]).toBe('11-11 Armistice de 1918 ouvert toute la journée')
  })
})
