import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import type { Db } from '../../../platform/db/index.ts'
import { creerBaseDeTest } from '../../../platform/testing/base.ts'
import { type Geographie, obtenirGeographie } from '../../territoires/index.ts'
import {
  lireAdresses,
  lireContenu,
  lireFiches,
  lirePaires,
  remettreAZero,
  verifierAnnuaire
} from '../store/annuaire.fixture.ts'
import { oublierRapprochement } from './rapprochement-courant.ts'
import { Annuaire, contenu, evenement, QUATRE } from './regrouper.fixture.ts'

let geo: Geographie
let db: Db
let autre: Db

beforeAll(async () => {
  db = (await creerBaseDeTest()).db
  autre = (await creerBaseDeTest()).db
  geo = await obtenirGeographie(db)
})

const jour = fc.integer({ min: 1, max: 4 }).map((n) => `2026-05-0${n}`)
const livraisons = fc.tuple(...QUATRE.map((source) => fc.record({ source: fc.constant(source), contenu, jour })))

it('l’ordre des livraisons ne change ni les groupes, ni les valeurs, ni leur provenance, ni les paires', async () => {
  await fc.assert(
    fc.asyncProperty(livraisons, fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }), async (quatre, melange) => {
      await remettreAZero(db)
      const annuaire = new Annuaire(db, geo)
      for (const { source, contenu, jour } of quatre) await annuaire.livrer(source, contenu, jour)
      await verifierAnnuaire(db)
      await annuaire.recommencerAilleurs(autre, melange)
      expect(await lireContenu(autre)).toEqual(await lireContenu(db))
      expect(await lirePaires(autre)).toEqual(await lirePaires(db))
    }),
    { numRuns: 20, endOnFailure: true }
  )
}, 60_000)

it('mettre à jour vaut recommencer : livraisons, décisions et retours en arrière, au fil de l’eau ou d’un coup', async () => {
  await fc.assert(
    fc.asyncProperty(
      contenu,
      contenu,
      fc.array(evenement, { minLength: 1, maxLength: 9 }),
      fc.array(fc.nat(3), { maxLength: 4 }),
      async (une, deux, evenements, melange) => {
        const vivre = async (db: Db, avant: () => void) => {
          await remettreAZero(db)
          const annuaire = new Annuaire(db, geo)
          const etats: unknown[] = []
          await annuaire.livrer(QUATRE[0] as (typeof QUATRE)[number], une, '2026-05-01')
          await annuaire.livrer(QUATRE[1] as (typeof QUATRE)[number], deux, '2026-05-01')
          for (const e of evenements) {
            avant()
            await annuaire.vivre(e)
            await verifierAnnuaire(db)
            etats.push([await lireFiches(db), await lireAdresses(db), await lirePaires(db)])
          }
          return { annuaire, etats }
        }
        // The index in memory is kept from one step to the next; then every step begins like a new process.
        const { annuaire, etats } = await vivre(db, () => {})
        const { etats: neufs } = await vivre(autre, oublierRapprochement)
        for (const [i, etat] of etats.entries()) expect(etat, `à l’étape ${i + 1}`).toEqual(neufs[i])
        // And a directory that only knows the last deliveries and the decisions in force says the same.
        await annuaire.recommencerAilleurs(autre, melange)
        expect(await lireContenu(db)).toEqual(await lireContenu(autre))
        expect(await lirePaires(db)).toEqual(await lirePaires(autre))
      }
    ),
    { numRuns: 25, endOnFailure: true }
  )
}, 120_000)
