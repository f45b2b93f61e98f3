import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Db } from '../../../platform/db/index.ts'
import { creerBaseDeTest, creerBaseDuTest } from '../../../platform/testing/base.ts'
import { type Geographie, obtenirGeographie } from '../../territoires/index.ts'
import { RECHERCHE_VIDE } from '../domain/recherche.ts'
import { contenuDesFiches, photographier, viderAnnuaire } from '../store/photographie.fixture.ts'
import { enCsv, enJson, ligne, ouvrirAtelier, SOURCES } from './import.fixture.ts'
import { parcourir } from './rechercher.ts'

let geo: Geographie
let db: Db

beforeAll(async () => {
  geo = await obtenirGeographie((await creerBaseDeTest()).db)
})
beforeEach(async () => {
  db = (await creerBaseDuTest()).db
})

const vider = () => viderAnnuaire(db)

// What real files write, and what they should not: any text may stand in any cell.
const cellule = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('', ' ', 'Gap', '05000', '75001', '2A004', 'Paris', 'Non renseigné', '0') },
  { weight: 2, arbitrary: fc.string({ maxLength: 30, unit: 'grapheme' }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12, unit: 'binary' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '04 50 60 32 04S',
      '<script>alert(1)</script>',
      '=1+1',
      '\\u0000',
      'C:\\ud800',
      'jean.dupont@exemple.fr',
      '06 11 22 33 44',
      '31/02/2030',
      'Mo-Fr 09:00-12:00'
    )
  }
)
const champs = [
  'nom',
  'adresse',
  'code_postal',
  'commune',
  'code_insee',
  'telephone',
  'courriels',
  'site_web',
  'horaires',
  'services',
  'presentation_detail',
  'date_maj',
  'latitude',
  'inconnue'
] as const
const rangee = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.dictionary(fc.constantFrom(...champs), cellule, { maxKeys: 5 }))
  .map(([n, autres]) => ligne(`l${n}`, autres))
const livraison = fc.array(rangee, { minLength: 1, maxLength: 12 })

it('n’importe quelle livraison, importée deux fois, donne la même chose qu’une fois', async () => {
  await fc.assert(
    fc
      .asyncProperty(livraison, async (rangees) => {
        const atelier = ouvrirAtelier(db, geo)
        const contenu = enJson(rangees)
        const premiere = await atelier.importer(SOURCES.json, contenu)
        expect(premiere.etat).toBe('appliquee')
        expect(premiere.lues).toBe(rangees.length)
        const avant = await photographier(db)
        // The same rows in another file: not recognised by its bytes, but nothing differs.
        const autreFichier = await atelier.importer(SOURCES.json, `${contenu}\n`)
        expect(autreFichier).toMatchObject({ nouvelles: 0, modifiees: 0, disparues: 0, revenues: 0 })
        expect((await photographier(db)).lieux).toEqual(avant.lieux)
        const encore = await photographier(db)
        expect(await atelier.importer(SOURCES.json, `${contenu}\n`)).toMatchObject({ etat: 'inchangee' })
        expect(await photographier(db)).toEqual(encore)
      })
      .afterEach(vider),
    { numRuns: 15 }
  )
})

it('l’ordre des lignes ne change aucune fiche', async () => {
  await fc.assert(
    fc
      .asyncProperty(
        fc.uniqueArray(rangee, { minLength: 2, maxLength: 12, selector: ({ id }) => id }),
        async (rangees) => {
          await ouvrirAtelier(db, geo).importer(SOURCES.csv, enCsv(rangees))
          const avant = await photographier(db)
          const fin = await ouvrirAtelier(db, geo).importer(SOURCES.csv, `${enCsv([...rangees].reverse())}\r\n`)
          expect(fin).toMatchObject({ nouvelles: 0, modifiees: 0 })
          expect((await photographier(db)).lieux).toEqual(avant.lieux)
        }
      )
      .afterEach(vider),
    { numRuns: 10 }
  )
})

it('l’ordre des sources ne change ni les groupes ni les valeurs', async () => {
  await fc.assert(
    fc
      .asyncProperty(livraison, livraison, async (une, autre) => {
        const imports = [
          () => ouvrirAtelier(db, geo).importer(SOURCES.csv, enCsv(une)),
          () => ouvrirAtelier(db, geo).importer(SOURCES.json, enJson(autre))
        ]
        for (const importer of imports) await importer()
        const dans1ordre = await contenuDesFiches(db)
        await vider()
        for (const importer of imports.reverse()) await importer()
        expect(await contenuDesFiches(db)).toEqual(dans1ordre)
      })
      .afterEach(vider),
    { numRuns: 8 }
  )
})

const SUIVANTE = sql`(select revision + 1 from annuaire_etat)`

it('en suivant « suivant » pendant que l’annuaire change, aucun lieu présent du début à la fin n’est répété ni oublié', async () => {
  const evenement = fc.oneof(
    fc.record({ genre: fc.constant('ajoute' as const), combien: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ genre: fc.constant('retire' as const), rang: fc.nat(30) }),
    fc.record({ genre: fc.constant('ramene' as const), rang: fc.nat(30) }),
    fc.record({ genre: fc.constant('modifie' as const), rang: fc.nat(30) })
  )
  await fc.assert(
    fc
      .asyncProperty(
        fc.integer({ min: 0, max: 25 }),
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.array(evenement, { maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        async (depart, limite, bouleversements) => {
          await ajouter(depart)
          const toujoursLa = new Set(await visibles())
          const vus: number[] = []
          let apres: number | undefined = 0
          for (let page = 0; apres !== undefined; page++) {
            const { lieux, suivant } = await parcourir(
              db,
              { recherche: RECHERCHE_VIDE, ignores: [] },
              { now: new Date(), apres, limite, comptes: false }
            )
            vus.push(...lieux.map(({ lieu }) => lieu.id))
            for (const e of bouleversements[page] ?? []) {
              if (e.genre === 'ajoute') await ajouter(e.combien)
              else await changer(e.genre, e.rang)
            }
            const maintenant = new Set(await visibles())
            for (const id of toujoursLa) if (!maintenant.has(id)) toujoursLa.delete(id)
            apres = suivant
          }
          expect(new Set(vus).size).toBe(vus.length)
          for (const id of toujoursLa) expect(vus).toContain(id)
        }
      )
      .afterEach(vider),
    { numRuns: 30 }
  )

  async function ajouter(combien: number) {
    await sql`
      insert into lieu (nom, adresse_page, valeurs, provenance, publiees, empreinte, fictif, complet, cree_le, modifie_le, sources, mots, revision)
      select 'Lieu', 'lieu', '{}', '{}', '{}', '', false, false, now(), now(), '{}', '', ${SUIVANTE}
      from generate_series(1, ${combien}::int)`.execute(db)
    await annoncer()
  }
  async function annoncer() {
    await sql`update annuaire_etat set revision = revision + 1`.execute(db)
  }
  async function changer(genre: 'retire' | 'ramene' | 'modifie', rang: number) {
    const valeur =
      genre === 'retire'
        ? sql`retire_le = now()`
        : genre === 'ramene'
          ? sql`retire_le = null`
          : sql`nom = 'Autre nom', modifie_le = now()`
    await sql`update lieu set ${valeur}, revision = ${SUIVANTE} where id = (select id from lieu order by id offset ${rang} limit 1)`.execute(
      db
    )
    await annoncer()
  }
  async function visibles(): Promise<number[]> {
    return (await sql<{ id: number }>`select id from lieu where retire_le is null`.execute(db)).rows.map(({ id }) => id)
  }
})
