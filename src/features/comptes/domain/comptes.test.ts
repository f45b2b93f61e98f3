import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isJeton } from './jeton.ts'
import { EXEMPLE, jugeMotDePasse } from './mot-de-passe.ts'
import { decrireNavigateur } from './navigateur.ts'
import { parsePseudonyme } from './pseudonyme.ts'
import { ecrireCodeSecours, exigeSecondFacteur, parseCodeSecours, parseCodeTotp } from './second-facteur.ts'
import { finDeSession, finMaximale, preuveRecente, secondFacteurTient } from './session.ts'
import { parseSuite } from './suite.ts'

const personne = { courriel: 'jeanne.martin@exemple.fr', pseudonyme: 'Jeannette' }
const HEURE = 3_600_000
const t0 = new Date('2026-06-09T08:00:00Z')
const plus = (ms: number) => new Date(t0.getTime() + ms)

describe('un mot de passe', () => {
  it.each([
    'citron valise orage lanterne',
    'Tr0ub4dour&3-Zephyr',
    'x7!Kq9#mP2$vL5&wRb',
    'пароль из нескольких слов',
    'correct cheval batterie agrafe'
  ])('« %s » convient', (texte) => expect(jugeMotDePasse(texte, personne)).toBeUndefined())

  it.each([
    ['Abc123!', 'court'],
    ['a'.repeat(30), 'repete'],
    ['abc123abc123abc123', 'repete'],
    ['azertyuiopqsdfgh', 'courant'],
    ['Motdepasse-2026!', 'courant'],
    ['12345678901234567890', 'courant'],
    [EXEMPLE, 'courant'],
    ['jeanne.martin2026', 'personnel'],
    ['Jeannette-Martin-31', 'personnel'],
    ['x'.repeat(201), 'long']
  ])('« %s » est refusé : %s', (texte, raison) => expect(jugeMotDePasse(texte, personne)).toBe(raison))

  it('quelconque est jugé sans jamais casser, et court s’il l’est', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (texte) => {
        const juge = jugeMotDePasse(texte, personne)
        if ([...texte].length < 14) expect(juge).toBe('court')
      })
    )
  })
})

describe('la suite après la connexion', () => {
  it('reste toujours sur ce site, comme un navigateur la lirait', () => {
    const morceau = fc.constantFrom(
      '/',
      '\\',
      '//',
      'https:',
      '@',
      '.',
      '..',
      '\t',
      '\n',
      ' ',
      '%2f',
      'ailleurs.exemple',
      '?',
      '#',
      ':',
      'a'
    )
    fc.assert(
      fc.property(fc.array(morceau, { maxLength: 8 }), (morceaux) => {
        const url = new URL(parseSuite(morceaux.join('')), 'https://ici.exemple')
        expect(url.origin).toBe('https://ici.exemple')
      }),
      { numRuns: 2_000 }
    )
  })

  it('garde un chemin d’ici, et ne ramène pas à une porte', () => {
    expect(parseSuite('/lieux?q=wifi&page=2')).toBe('/lieux?q=wifi&page=2')
    for (const chemin of [undefined, '', '/connexion', '/connexion?suite=/x', '/deconnexion', '/inscription'])
      expect(parseSuite(chemin)).toBe('/compte')
  })
})

describe('une session', () => {
  it('sur un ordinateur partagé, finit trente minutes après le dernier geste, et après quatre heures quoi qu’il arrive', () => {
    const debut = { ouverteLe: t0, partage: true }
    expect(finDeSession(debut, t0)).toEqual(plus(HEURE / 2))
    expect(finDeSession(debut, plus(3.8 * HEURE))).toEqual(plus(4 * HEURE))
  })

  it('chez soi, finit après trente jours d’absence, et après quatre-vingt-dix jours quoi qu’il arrive', () => {
    const debut = { ouverteLe: t0, partage: false }
    expect(finDeSession(debut, t0)).toEqual(plus(30 * 24 * HEURE))
    expect(finDeSession(debut, plus(80 * 24 * HEURE))).toEqual(plus(90 * 24 * HEURE))
    expect(finMaximale(debut)).toEqual(plus(90 * 24 * HEURE))
  })

  it('prouve qui l’on est pendant un quart d’heure, et garde un second facteur douze heures', () => {
    expect(preuveRecente(t0, plus(HEURE / 4 - 1))).toBe(true)
    expect(preuveRecente(t0, plus(HEURE / 4))).toBe(false)
    expect(secondFacteurTient(t0, plus(12 * HEURE - 1))).toBe(true)
    expect(secondFacteurTient(t0, plus(12 * HEURE))).toBe(false)
    expect(secondFacteurTient(null, t0)).toBe(false)
  })
})

describe('le second facteur', () => {
  it('est exigé du comité, du secrétariat et de l’administration', () => {
    for (const role of ['comite', 'secretariat', 'administrateur'])
      expect(exigeSecondFacteur(['contributeur', role])).toBe(true)
    expect(exigeSecondFacteur(['contributeur', 'responsable', 'mediateur'])).toBe(false)
    expect(exigeSecondFacteur([])).toBe(false)
  })

  it('lit un code comme on le recopie', () => {
    expect(parseCodeTotp(' 123 456 ')).toBe('123456')
    expect(parseCodeTotp('12345')).toBeUndefined()
    expect(parseCodeSecours('7k2pq 9xm4t')).toBe('7K2PQ9XM4T')
    expect(parseCodeSecours('oiLpq-9xm4t')).toBe('011PQ9XM4T')
  })

  it('relit tout code de secours qu’il écrit', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (hasard) => {
        const ecrit = ecrireCodeSecours(hasard)
        expect(parseCodeSecours(ecrit.toLowerCase())).toBe(ecrit.replace('-', ''))
      })
    )
  })
})

describe('un pseudonyme', () => {
  it.each([
    ['Odile du Lot', true],
    ['  Léa   B.  ', true],
    ['x', false],
    ['a\u202eb', true],
    ['<b>', false],
    ['@moi', false],
    ['Administrateur', false],
    ['Le Comité', false],
    ['comité', false]
  ])('« %s » : %s', (texte, convient) => expect(parsePseudonyme(texte).ok).toBe(convient))

  it('n’est jamais fait de signes invisibles ou qui renversent la lecture', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (texte) => {
        const lu = parsePseudonyme(texte)
        if (lu.ok) expect(lu.value).toMatch(/^[\p{L}\p{M}\p{N} .’'_-]{2,40}$/u)
      })
    )
  })
})

it('un jeton est de 43 signes, et rien d’autre', () => {
  expect(isJeton('A'.repeat(43))).toBe(true)
  for (const autre of ['', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}/`, `${'A'.repeat(43)}\n`])
    expect(isJeton(autre)).toBe(false)
})

it('un navigateur est décrit assez pour le reconnaître', () => {
  expect(decrireNavigateur('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
    'Firefox sur Linux'
  )
  expect(
    decrireNavigateur('Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36')
  ).toBe('Chrome sur Android')
  expect(decrireNavigateur('')).toBe('Un navigateur')
})
