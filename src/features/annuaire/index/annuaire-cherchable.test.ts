import fc from 'fast-check'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { ADMINISTRATEUR } from '../../../kernel/acteur.ts'
import { type BaseOuverte, type Db, openBase } from '../../../platform/db/index.ts'
import { versionDesPages } from '../../../platform/http/cache-pages.ts'
import type { FacetteContribuee } from '../../../platform/recherche/index.ts'
import { type BaseDeTest, creerBaseDeTest, creerBaseDuTest } from '../../../platform/testing/base.ts'
import { type GeographieFrance, obtenirGeographie } from '../../territoires/index.ts'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { reglerSynonyme, retablirSynonyme } from '../actions/regler-synonymes.ts'
import { Annuaire, contenu, evenement, QUATRE } from '../actions/regrouper.fixture.ts'
import { toucherLieux } from '../actions/toucher-lieux.ts'
import { remettreAZero } from '../store/annuaire.fixture.ts'
import { contribuerFacettes, obtenirIndex, suivreAnnuaire } from './annuaire-cherchable.ts'

let base: BaseDeTest
let geo: GeographieFrance

beforeAll(async () => {
  base = await creerBaseDeTest()
  geo = await obtenirGeographie(base.db)
})

/** Another process that looks at the same database, and holds nothing yet. */
async function ailleurs<R>(url: string, faire: (autre: BaseOuverte) => Promise<R>): Promise<R> {
  const autre = openBase(url, { onError: () => {} })
  try {
    return await faire(autre)
  } finally {
    await autre.close()
  }
}

const GAP = { latitude: 44.56, longitude: 6.08 }

/** What the index answers to questions of every kind. */
async function interroger({ db }: BaseOuverte) {
  const { lieux, sources } = await obtenirIndex(db)
  const page = { debut: 0, limite: 50, comptes: true }
  return {
    sources: [...sources],
    taille: lieux.taille,
    tous: lieux.chercher({ ...page, tri: 'numero' }),
    mots: lieux.chercher({ ...page, mots: 'atelier', tri: 'pertinence' }),
    nom: lieux.chercher({ ...page, mots: 'espace verdon', tri: 'pertinence' }),
    aide: lieux.chercher({ ...page, mots: 'impots', autour: { ...GAP, rayon: 10_000 }, tri: 'distance' }),
    facette: lieux.lister({ facettes: { dispositif_programmes_nationaux: ['France Services'] } }),
    gap: lieux.lister({ cles: { departement: ['05'] } }),
    proches: lieux.proches({ autour: GAP }, 3),
    grappes: lieux.grappes({ cadre: { sud: 44, ouest: 5, nord: 45, est: 7 } }, 8)
  }
}

describe('l’annuaire en mémoire', () => {
  it('dit la même chose que s’il venait d’être relu en entier, quoi qu’il arrive aux fiches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(contenu, contenu, contenu, contenu),
        fc.array(evenement, { minLength: 1, maxLength: 5 }),
        async (contenus, suite) => {
          await remettreAZero(base.db)
          const annuaire = new Annuaire(base.db, geo)
          for (const [i, dit] of contenus.entries()) await annuaire.livrer(QUATRE[i] as never, dit, '2026-05-01')
          for (const e of suite) {
            await annuaire.vivre(e)
            const vu = await interroger(base)
            expect(vu).toEqual(await ailleurs(base.url, interroger))
          }
        }
      ),
      { numRuns: 8 }
    )
  }, 120_000)

  it('trouve dans un autre processus, en moins de deux secondes, ce qu’un premier vient d’écrire', async () => {
    const { url, db } = await creerBaseDuTest()
    const autre = openBase(url, { onError: () => {} })
    onTestFinished(() => autre.close())
    const ecoute = await suivreAnnuaire(autre)
    expect((await obtenirIndex(autre.db)).lieux.taille).toBe(0)

    await ouvrirAtelier(db, geo).importer(SOURCES.csv, enCsv([ligne('l1'), ligne('l2')]))
    await vi.waitFor(async () => expect((await obtenirIndex(autre.db)).lieux.taille).toBe(2), { timeout: 2_000 })
    await ecoute.fermer()
  })

  it('rattrape ce qui a changé pendant que sa connexion d’écoute était coupée', async () => {
    const { url, db, pool } = await creerBaseDuTest()
    const autre = openBase(url, { onError: () => {} })
    onTestFinished(() => autre.close())
    const ecoute = await suivreAnnuaire(autre)
    await pool.query(`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen%' and pid <> pg_backend_pid()`)
    await ouvrirAtelier(db, geo).importer(SOURCES.csv, enCsv([ligne('l1')]))
    await vi.waitFor(async () => expect((await obtenirIndex(autre.db)).lieux.taille).toBe(1), { timeout: 5_000 })
    await ecoute.fermer()
  })

  it('comprend un mot dès que l’administration dit ce qu’il veut dire, et l’oublie quand elle le rétablit', async () => {
    const { db } = await creerBaseDuTest()
    await ouvrirAtelier(db, geo).importer(SOURCES.csv, enCsv([ligne('l1')]))
    const now = new Date('2026-06-09T08:00:00Z')
    const compter = async (mots: string) => (await obtenirIndex(db)).lieux.compter({ mots })

    expect(await compter('passeport')).toBe(1)
    expect(await compter('paperasse')).toBe(0)
    const sens = [{ facette: 'services', valeur: 'Aide aux démarches administratives' }]
    await reglerSynonyme(db, { expression: 'paperasse', valeurs: sens, mots: [] }, ADMINISTRATEUR, now)
    expect(await compter('la paperasse')).toBe(1)
    await reglerSynonyme(db, { expression: 'passeport', valeurs: [], mots: [] }, ADMINISTRATEUR, now)
    expect(await compter('passeport')).toBe(0)
    await retablirSynonyme(db, 'passeport', ADMINISTRATEUR, now)
    await retablirSynonyme(db, 'paperasse', ADMINISTRATEUR, now)
    expect(await compter('passeport')).toBe(1)
    expect(await compter('paperasse')).toBe(0)
  })

  it('filtre selon ce qu’une autre feature sait des lieux', async () => {
    const { db } = await creerBaseDuTest()
    contribuerFacettes(db, [
      {
        cle: 'membre',
        libelle: 'Membre du réseau',
        mode: 'une',
        valeurs: ['oui'],
        enClair: () => 'Membre',
        inconnu: 'Pas membre',
        charger: async (_db, lieux) => new Map(lieux.filter((id) => id % 2 === 0).map((id) => [id, ['oui']]))
      }
    ])
    await ouvrirAtelier(db, geo).importer(SOURCES.csv, enCsv([ligne('l1'), ligne('l2'), ligne('l3')]))
    const { lieux, facettes } = await obtenirIndex(db)
    expect(facettes.at(-1)?.cle).toBe('membre')
    const { comptes } = lieux.chercher({ tri: 'numero', debut: 0, limite: 10, comptes: true })
    const { oui = 0, inconnu = 0 } = comptes?.membre ?? {}
    expect(oui + inconnu).toBe(3)
    expect(lieux.lister({ facettes: { membre: ['oui'] } }).every((id) => id % 2 === 0)).toBe(true)
  })

  it('relit dans chaque processus ce qu’une autre feature dit d’un lieu touché, sans que l’annuaire ait changé', async () => {
    const { url, db } = await creerBaseDuTest()
    const autre = openBase(url, { onError: () => {} })
    onTestFinished(() => autre.close())
    const membres = new Set<number>()
    const membre: FacetteContribuee = {
      cle: 'membre',
      libelle: 'Membre du réseau',
      mode: 'une',
      valeurs: ['oui'],
      enClair: () => 'Membre',
      inconnu: 'Pas membre',
      charger: async (_db, lieux) => new Map(lieux.filter((id) => membres.has(id)).map((id) => [id, ['oui']]))
    }
    contribuerFacettes(db, [membre])
    contribuerFacettes(autre.db, [membre])
    await ouvrirAtelier(db, geo).importer(SOURCES.csv, enCsv([ligne('l1'), ligne('l2'), ligne('l3')]))
    const trouver = async (ici: Db) => (await obtenirIndex(ici)).lieux.lister({ facettes: { membre: ['oui'] } })
    const [un = 0, deux = 0] = (await obtenirIndex(db)).lieux.lister({})
    const ecoute = await suivreAnnuaire(autre)
    const avant = versionDesPages(autre.db, new Date(0))
    const revision = (await obtenirIndex(db)).revision
    expect(await trouver(autre.db)).toEqual([])

    membres.add(un)
    // Thrown away: nobody hears of it.
    const jetee = db.transaction().execute(async (trx) => {
      await toucherLieux(trx, [un])
      throw new Error('non')
    })
    await expect(jetee).rejects.toThrow('non')
    expect([await trouver(db), await trouver(autre.db), versionDesPages(autre.db, new Date(0))]).toEqual([
      [],
      [],
      avant
    ])

    // A number that no lieu has changes nothing.
    await db.transaction().execute((trx) => toucherLieux(trx, [un, 999_999]))
    await vi.waitFor(async () => expect(await trouver(autre.db)).toEqual([un]), { timeout: 2_000 })
    expect(await trouver(db)).toEqual([un])
    expect(versionDesPages(autre.db, new Date(0))).not.toBe(avant)

    membres.add(deux)
    await Promise.all([un, deux].map((id) => db.transaction().execute((trx) => toucherLieux(trx, [id]))))
    await vi.waitFor(async () => expect((await trouver(autre.db)).length).toBe(2), { timeout: 2_000 })
    expect((await obtenirIndex(autre.db)).revision).toBe(revision)
    await ecoute.fermer()
  })
})
