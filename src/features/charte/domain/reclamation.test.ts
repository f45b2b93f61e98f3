import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ageEnJours,
  agirSurReclamation,
  type GesteReclamation,
  ISSUES,
  type SituationReclamation
} from './reclamation.ts'
import { lireCloture, lireEcrit, lireReclamation } from './saisie-reclamation.ts'

const jour = (n: number, ms = 0) => new Date(Date.UTC(2026, 5, n, 8) + ms)
const deposee = { etat: 'deposee', deposeeLe: jour(1) } as const

/** Plays these acts in turn, each a day after the last: where it leads, or the first refusal. */
function jouer(gestes: readonly GesteReclamation[], pas = 1) {
  return gestes.reduce<{ situation: SituationReclamation; refus?: string }>(
    ({ situation, refus }, geste, i) => {
      if (refus) return { situation, refus }
      const issue = agirSurReclamation(situation, geste, jour(2 + i * pas))
      return issue.ok ? { situation: issue.value } : { situation, refus: issue.error.raison }
    },
    { situation: deposee }
  )
}

const confirmer: GesteReclamation = { genre: 'confirmer' }
const transmettre: GesteReclamation = { genre: 'transmettre' }
const repondre: GesteReclamation = { genre: 'repondre' }
const constater: GesteReclamation = { genre: 'constater' }
const clore = (issue: (typeof ISSUES)[number]): GesteReclamation => ({ genre: 'clore', issue })

describe('une réclamation', () => {
  it('ne compte pas avant que l’adresse ait répondu', () => {
    for (const geste of [transmettre, repondre, constater, clore('sans-suite')])
      expect(agirSurReclamation(deposee, geste, jour(2))).toMatchObject({ error: { raison: 'pas-confirmee' } })
  })

  it('se confirme pendant sept jours, une fois', () => {
    expect(agirSurReclamation(deposee, confirmer, jour(8, -1)).ok).toBe(true)
    expect(agirSurReclamation(deposee, confirmer, jour(8))).toMatchObject({ error: { raison: 'lien-perime' } })
    expect(jouer([confirmer, confirmer]).refus).toBe('deja-confirmee')
  })

  it('peut se clore sans suite à tout moment, et ne bouge plus ensuite', () => {
    expect(jouer([confirmer, clore('sans-suite')]).situation).toMatchObject({ etat: 'close', issue: 'sans-suite' })
    for (const geste of [transmettre, repondre, constater, clore('rappel')])
      expect(jouer([confirmer, clore('sans-suite'), geste]).refus).toBe('deja-close')
  })

  it.each(['rappel', 'avertissement'] as const)('ne finit par un %s qu’une fois le lieu entendu', (issue) => {
    expect(jouer([confirmer, constater, clore(issue)]).refus).toBe('pas-transmise')
    expect(jouer([confirmer, transmettre, clore(issue)]).refus).toBe('pas-entendu')
    expect(jouer([confirmer, transmettre, repondre, clore(issue)]).situation).toMatchObject({ etat: 'close', issue })
  })

  it('laisse au lieu quinze jours pour répondre ; après, son silence suffit', () => {
    const { situation } = jouer([confirmer, transmettre])
    expect(agirSurReclamation(situation, clore('rappel'), jour(18, -1))).toMatchObject({
      error: { raison: 'pas-entendu', jusqua: jour(18) }
    })
    expect(agirSurReclamation(situation, clore('rappel'), jour(18)).ok).toBe(true)
  })

  it('ne se transmet qu’une fois, et garde le jour de la première réponse', () => {
    expect(jouer([confirmer, transmettre, transmettre]).refus).toBe('deja-transmise')
    expect(jouer([confirmer, repondre]).refus).toBe('pas-transmise')
    expect(jouer([confirmer, transmettre, repondre, repondre]).situation).toMatchObject({ repondueLe: jour(4) })
  })

  it('quoi qu’il arrive, ne blâme personne sans l’avoir prévenu', () => {
    const gestes = fc.constantFrom(confirmer, transmettre, repondre, constater, ...ISSUES.map(clore))
    fc.assert(
      fc.property(fc.array(fc.tuple(gestes, fc.integer({ min: 0, max: 30 })), { maxLength: 12 }), (suite) => {
        let situation: SituationReclamation = deposee
        let quand = 1
        for (const [geste, apres] of suite) {
          quand += apres
          const issue = agirSurReclamation(situation, geste, jour(quand))
          if (issue.ok) situation = issue.value
        }
        if (situation.etat !== 'close' || situation.issue === 'sans-suite') return
        const { transmiseLe, repondueLe, closeLe } = situation
        expect(transmiseLe).toBeDefined()
        const attendu = closeLe.getTime() - (transmiseLe?.getTime() ?? 0)
        expect(repondueLe !== undefined || attendu >= 15 * 86_400_000).toBe(true)
      })
    )
  })

  it('compte son âge en jours entiers', () => {
    expect(ageEnJours(jour(1), jour(1, 86_399_999))).toBe(0)
    expect(ageEnJours(jour(1), jour(3))).toBe(2)
  })
})

describe('ce que la personne écrit', () => {
  const offre = { reseaux: ['national'], objets: ['charte', 'marque', 'autre'], criteres: ['c1'] } as const
  const juste = {
    objet: 'charte',
    critere: 'c1',
    texte: 'L’accueil est fermé depuis trois mois.',
    quand: ' le 3  mars ',
    ou: 'À l’accueil',
    courriel: 'rose@exemple.fr'
  }

  it('se lit tel quel, sans les signes invisibles', () => {
    expect(lireReclamation({ ...juste, texte: `a\u202e${juste.texte}\r\nFin\ud800` }, offre)).toEqual({
      ok: true,
      value: { ...juste, reseau: 'national', quand: 'le 3 mars', texte: `a${juste.texte}\nFin\ufffd` }
    })
  })

  it('nomme chaque faute', () => {
    const lue = lireReclamation({ objet: 'inconnu', texte: '😀'.repeat(19), courriel: 'a@b' }, offre)
    expect(lue.ok ? [] : lue.error.map(({ champ }) => champ)).toEqual(['objet', 'texte', 'quand', 'ou', 'courriel'])
  })

  it('compte les signes comme une personne : de 20 à 4 000', () => {
    for (const [longueur, bonne] of [
      [19, false],
      [20, true],
      [4_000, true],
      [4_001, false]
    ] as const)
      expect(lireReclamation({ ...juste, texte: '😀'.repeat(longueur) }, offre).ok, String(longueur)).toBe(bonne)
  })

  it('ne croit que ce que le formulaire offre', () => {
    expect(lireReclamation({ ...juste, critere: 'c99' }, offre)).toMatchObject({ error: [{ champ: 'critere' }] })
    expect(lireReclamation({ ...juste, reseau: 'ailleurs' }, offre)).toMatchObject({ error: [{ champ: 'reseau' }] })
    expect(lireReclamation(juste, { ...offre, objets: ['marque'] })).toMatchObject({ error: [{ champ: 'objet' }] })
    expect(lireReclamation({ ...juste, objet: 'marque', critere: 'c99' }, offre)).toMatchObject({
      value: { objet: 'marque', critere: undefined }
    })
  })
})

it('le secrétariat ne clôt pas par un avertissement sans sa lettre', () => {
  const raisons = 'Le lieu a montré ses horaires.'
  expect(lireCloture({ issue: 'avertissement', raisons })).toMatchObject({ error: [{ champ: 'issue' }] })
  expect(lireCloture({ issue: 'rappel', raisons: 'Non.' })).toMatchObject({ error: [{ champ: 'raisons' }] })
  expect(lireCloture({ issue: 'rappel', raisons })).toEqual({ ok: true, value: { issue: 'rappel', texte: raisons } })
  expect(lireEcrit('note', 'x'.repeat(5_001)).ok).toBe(false)
})
