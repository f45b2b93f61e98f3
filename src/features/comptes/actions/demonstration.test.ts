import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import {
  COMPTES_DEMONSTRATION,
  chargerComptesDemonstration,
  effacerComptesDemonstration,
  PHRASE_DEMONSTRATION
} from './demonstration.ts'

let base: BaseDeTest
beforeAll(async () => {
  base = await creerBaseDeTest()
})

describe('les comptes de démonstration', () => {
  it('se chargent une fois, avec leurs rôles, et ouvrent une session par leur phrase', async () => {
    expect(await chargerComptesDemonstration(base.db, HEURE_DE_TEST)).toBe(COMPTES_DEMONSTRATION.length)
    expect(await chargerComptesDemonstration(base.db, HEURE_DE_TEST)).toBe(0)
    const { rows } = await sql<{ courriel: string; role: string; reseau_id: string }>`
      select c.courriel, a.role, a.reseau_id from attribution a join compte c on c.id = a.compte_id order by 1`.execute(
      base.db
    )
    expect(rows).toEqual([
      { courriel: 'administratrice@demonstration.example', role: 'administrateur', reseau_id: 'national' },
      { courriel: 'comite1@demonstration.example', role: 'comite', reseau_id: 'national' },
      { courriel: 'comite2@demonstration.example', role: 'comite', reseau_id: 'national' },
      { courriel: 'comite3@demonstration.example', role: 'comite', reseau_id: 'national' },
      { courriel: 'coordinatrice@demonstration.example', role: 'coordinateur', reseau_id: 'sicoval' },
      { courriel: 'editeur@demonstration.example', role: 'editeur', reseau_id: 'national' },
      { courriel: 'pilote@demonstration.example', role: 'pilote', reseau_id: 'national' },
      { courriel: 'secretariat@demonstration.example', role: 'secretariat', reseau_id: 'national' }
    ])
    const { post } = creerApplicationDeTest(base.db)
    const entree = await post('/connexion', {
      courriel: 'contributrice@demonstration.example',
      mot_de_passe: PHRASE_DEMONSTRATION
    })
    expect(entree.status).toBe(303)
    expect(entree.headers.get('set-cookie')).toMatch(/session=/)
  })

  it('s’effacent avec tout ce qui tient à eux', async () => {
    expect(await effacerComptesDemonstration(base.db)).toBe(COMPTES_DEMONSTRATION.length)
    for (const table of ['compte', 'attribution', 'session'])
      expect((await sql`select 1 from ${sql.table(table)} where true`.execute(base.db)).rows, table).toEqual([])
    expect(await effacerComptesDemonstration(base.db)).toBe(0)
  })
})
