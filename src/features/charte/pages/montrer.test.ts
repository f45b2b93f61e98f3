import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Jour } from '../../../kernel/jour.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../../annuaire/actions/import.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { declarerLieu, faire, ouvrir } from '../actions/adhesion/adhesion-en-base.fixture.ts'
import { chargerChartesLivrees } from '../actions/charger-chartes.ts'
import { besoinsDe } from '../domain/besoins.ts'

const jour = (texte: string) => texte as Jour

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant: Date
let lieux: readonly number[]
let fiches: ReadonlyMap<number, string>

/** A member by silence since 17 June, one under warning, one as of right, one of Sicoval, a candidate, an opposed one. */
let dossiers: Record<'membre' | 'averti' | 'droit' | 'sicoval' | 'candidat' | 'oppose', string>

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(lignes(1, 8)))
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), new Date('2026-01-02T08:00:00Z'))
  const { rows } = await sql<{ id: number; adresse: string }>`
    select id, '/lieux/' || id || '-' || adresse_page as adresse from lieu order by id`.execute(db)
  lieux = rows.map(({ id }) => id)
  fiches = new Map(rows.map(({ id, adresse }) => [id, adresse]))
  site = creerApplicationDeTest(db, { now: () => maintenant })
  const [un = 0, deux = 0, trois = 0, quatre = 0, cinq = 0, six = 0] = lieux
  const recue = new Date('2026-06-01T13:42:00Z')
  dossiers = {
    membre: await declarerLieu(db, 'nationale', un, recue),
    averti: await declarerLieu(db, 'nationale', deux, recue),
    droit: await ouvrir(db, 'nationale', trois, recue),
    sicoval: await declarerLieu(db, 'sicoval', quatre, recue, 'Commune de Ramonville'),
    candidat: await declarerLieu(db, 'nationale', cinq, new Date('2026-08-28T09:00:00Z')),
    oppose: await declarerLieu(db, 'nationale', six, recue)
  }
  await faire(db, dossiers.droit, { genre: 'admettre-de-droit' }, recue)
  await faire(db, dossiers.oppose, { genre: 'opposer', raisons: 'La déclaration est inexacte.' }, recue)
  // Time passes for those two, written down by their own scheduler's work.
  await faire(db, dossiers.membre, { genre: 'activite' }, new Date('2026-07-01T08:00:00Z'))
  await faire(
    db,
    dossiers.averti,
    { genre: 'avertir', constateLe: jour('2026-08-20'), envoyeeLe: jour('2026-08-25'), recueLe: jour('2026-08-28') },
    new Date('2026-08-28T16:00:00Z')
  )
})

async function lire(chemin: string, quand: string) {
  maintenant = new Date(quand)
  const reponse = await site.get(chemin)
  const html = await reponse.text()
  const texte = html.replace(/<[^>]*>/g, ' ').replace(/[\u00a0\u202f\s]+/g, ' ')
  return { statut: reponse.status, html, texte }
}

/** What the fiche says of the adhesion, or undefined when it has no such part. */
async function section(numero: number, quand: string): Promise<string | undefined> {
  const { html } = await lire(fiches.get(numero) ?? '', quand)
  return /<section[^>]*id="adhesion"[^]*?<\/section>/
    .exec(html)?.[0]
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\u00a0\u202f\s]+/g, ' ')
}

describe('l’adhésion sur la fiche', () => {
  it('dit depuis quand et jusqu’à quand le lieu est membre, et ce qu’il a déclaré', async () => {
    const dit = await section(lieux[0] ?? 0, '2026-09-01T08:00:00Z')
    expect(dit).toContain('Réseau national de la médiation numérique')
    expect(dit).toContain('Membre depuis le mercredi 17 juin 2026, jusqu’au mercredi 16 juin 2027 compris.')
    expect(dit).toContain('accéder aux services essentiels')
    expect(dit).toContain('Ce que le lieu a déclaré (7 points)')
    expect(dit).toContain('Un environnement facile et accessible Des locaux accessibles')
    // Who signed is nobody's business.
    expect(dit).not.toContain('Camille')
  })

  it('tait l’avertissement, puis dit la suspension dès sa première seconde, même si rien n’a tourné', async () => {
    const averti = lieux[1] ?? 0
    // Fifteen days after 28 August is a Saturday: until Monday 14 September included.
    const avant = await section(averti, '2026-09-14T21:59:59Z')
    expect(avant).toContain('Membre depuis')
    expect(avant).not.toMatch(/avert/i)
    const apres = await section(averti, '2026-09-14T22:00:00Z')
    expect(apres).toContain('Suspendu')
    expect(apres).toContain('depuis le mardi 15 septembre 2026')
    expect(apres).not.toContain('Des locaux accessibles')
    expect(await section(averti, '2026-09-01T08:00:00Z')).toContain('Membre depuis')
  })

  it('dit membre de droit, candidature en cours, invité ; rien d’une opposition ni d’un lieu sans adhésion', async () => {
    const quand = '2026-09-01T08:00:00Z'
    expect(await section(lieux[2] ?? 0, quand)).toContain('Membre de droit')
    const candidat = await section(lieux[4] ?? 0, quand)
    expect(candidat).toContain('Candidature en cours')
    expect(candidat).toContain('jusqu’au samedi 12 septembre 2026 compris')
    expect(candidat).not.toContain('Des locaux accessibles')
    expect(await section(lieux[4] ?? 0, '2026-09-12T22:00:00Z')).toContain(
      'Membre depuis le dimanche 13 septembre 2026'
    )
    expect(await section(lieux[5] ?? 0, quand)).toBeUndefined()
    expect(await section(lieux[7] ?? 0, quand)).toBeUndefined()
    const sicoval = await section(lieux[3] ?? 0, quand)
    expect(sicoval).toContain('Médiation numérique du Sicoval')
    expect(sicoval).toContain('Membre depuis le lundi 1er juin 2026.')
  })
})

describe('une période finie pendant un avertissement', () => {
  it('ne se lit nulle part : une fin déjà passée dirait l’avertissement', async () => {
    const dernier = lieux[7] ?? 0
    const id = await declarerLieu(base.db, 'nationale', dernier, new Date('2026-06-01T13:42:00Z'))
    await faire(base.db, id, { genre: 'activite' }, new Date('2027-03-01T08:00:00Z'))
    await faire(
      base.db,
      id,
      { genre: 'avertir', constateLe: jour('2027-06-08'), envoyeeLe: jour('2027-06-09'), recueLe: jour('2027-06-11') },
      new Date('2027-06-11T16:00:00Z')
    )
    // The period ends on 16 June, the delay to mend on 28 June.
    expect(await section(dernier, '2027-06-15T08:00:00Z')).toContain('jusqu’au mercredi 16 juin 2027 compris')
    const apres = '2027-06-20T08:00:00Z'
    expect(await section(dernier, apres)).toContain('Membre depuis le mercredi 17 juin 2026.')
    maintenant = new Date(apres)
    const { membres } = (await (await site.get('/api/v1/reseaux/national/membres')).json()) as {
      membres: { lieu: string; jusqu_au: string | null }[]
    }
    expect(membres.find(({ lieu }) => lieu === String(dernier))).toMatchObject({ jusqu_au: null })
    expect((await lire('/reseaux/national/membres.csv', apres)).texte).not.toContain('2027-06-16')
    await faire(base.db, id, { genre: 'retirer', cesse: true, sansConfusion: true }, new Date(apres))
  })
})

describe('les critères des membres dans la recherche', () => {
  const QUAND = '2026-09-01T08:00:00Z'

  it('nomment les réseaux et comptent leurs membres, ceux qui ont un avertissement aussi', async () => {
    const { html, texte } = await lire('/lieux', QUAND)
    expect(texte).toContain('Membre de')
    expect(texte).toMatch(/Réseau national de la médiation numérique \( ?3 ?\)/)
    expect(texte).toMatch(/Médiation numérique du Sicoval \( ?1 ?\)/)
    expect(texte).toMatch(/Pas encore membre \( ?4 ?\)/)
    expect(html).toContain('name="membre" value="sicoval"')
    const { texte: trouve } = await lire('/lieux?membre=sicoval', QUAND)
    expect(trouve).toContain('1 lieu')
  })

  it('cherchent les lieux qui respectent tous les critères choisis, par leurs mots de la charte', async () => {
    const { texte } = await lire('/lieux', QUAND)
    expect(texte).toMatch(/Des locaux accessibles \( ?2 ?\)/)
    const total = async (adresse: string) =>
      (await (await site.get(`/api/v1/lieux?${adresse}`)).json()) as { total?: number; lieux?: unknown[] }
    expect(JSON.stringify(await total('critere=nationale.c1&critere=nationale.c30'))).toContain('"total":2')
    expect(JSON.stringify(await total('membre=national'))).toContain('"total":3')
    expect((await site.get('/api/v1/lieux?critere=nationale.c99')).status).toBe(400)
  })

  it('suivent le nom du réseau quand on le change', async () => {
    await sql`update reseau set nom = 'Sicoval numérique' where id = 'sicoval'`.execute(base.db)
    expect((await lire('/lieux', QUAND)).texte).toMatch(/Sicoval numérique \( ?1 ?\)/)
    await sql`update reseau set nom = 'Médiation numérique du Sicoval' where id = 'sicoval'`.execute(base.db)
  })

  it('perdent le lieu dès que son droit est perdu et inscrit', async () => {
    const id = await declarerLieu(base.db, 'sicoval', lieux[6] ?? 0, new Date(QUAND))
    expect((await lire('/lieux', QUAND)).texte).toMatch(/Médiation numérique du Sicoval \( ?2 ?\)/)
    await faire(base.db, id, { genre: 'retirer', cesse: true, sansConfusion: true }, new Date(QUAND))
    expect((await lire('/lieux', QUAND)).texte).toMatch(/Médiation numérique du Sicoval \( ?1 ?\)/)
  })
})

describe('les membres d’un réseau', () => {
  const QUAND = '2026-09-01T08:00:00Z'

  it('se comptent sur sa page, avec les membres de droit et les candidatures', async () => {
    const { html, texte } = await lire('/reseaux/national', QUAND)
    expect(texte).toContain('3 lieux sont membres')
    expect(texte).toContain('dont 1 membre de droit')
    expect(texte).toContain('1 candidature en cours')
    expect(html).toContain('href="/lieux?membre=national"')
    expect((await lire('/reseaux', QUAND)).texte).toContain('3 membres')
  })

  it('se lisent un par un, avec la structure qui a signé et la date', async () => {
    const { texte } = await lire('/reseaux/sicoval/membres', QUAND)
    expect(texte).toContain('Commune de Ramonville')
    expect(texte).toContain('1er juin 2026')
    expect(texte).not.toMatch(/Camille|avert/i)
    expect((await lire('/reseaux/inconnu/membres', QUAND)).statut).toBe(404)
    for (const forgee of ['membres', 'membres.csv', 'emetteur.json', 'statuts/revocation-1'])
      expect((await lire(`/reseaux/%00/${forgee}`, QUAND)).statut, forgee).toBe(404)
    expect((await lire('/api/v1/reseaux/%00/membres', QUAND)).statut).toBe(404)
    expect((await lire('/reseaux/national/membres?apres=abc', QUAND)).statut).toBe(404)
    expect((await lire('/reseaux/national/membres?apres=999999', QUAND)).texte).toContain('Aucun lieu n’est membre')
  })

  it('se lisent par l’API et en fichier, page par page, à l’instant exact du droit', async () => {
    const membres = async (quand: string, parametres = '') => {
      maintenant = new Date(quand)
      const reponse = await site.get(`/api/v1/reseaux/national/membres?${parametres}`)
      return (await reponse.json()) as { membres: Record<string, unknown>[]; suivant: string | null }
    }
    const { membres: avant, suivant } = await membres('2026-09-12T21:59:59Z')
    expect(suivant).toBeNull()
    expect(avant.map(({ lieu }) => lieu)).toEqual(lieux.slice(0, 3).map(String))
    expect(avant[0]).toMatchObject({
      origine: 'declaration',
      structure: 'Association des Essais',
      membre_depuis: '2026-06-16T22:00:00.000Z',
      jusqu_au: '2027-06-16T22:00:00.000Z',
      version: 1
    })
    expect(avant[2]).toMatchObject({ origine: 'droit', structure: '' })
    expect(JSON.stringify(avant)).not.toMatch(/Camille|avert/i)
    // Nothing has run: silence has made a member, and a delay has unmade another.
    expect((await membres('2026-09-12T22:00:00Z')).membres.length).toBe(4)
    expect((await membres('2026-09-14T22:00:00Z')).membres.map(({ lieu }) => lieu)).toEqual(
      [lieux[0], lieux[2], lieux[4]].map(String)
    )
    const premiere = await membres(QUAND, 'limite=2')
    expect(premiere.membres.length).toBe(2)
    expect((await membres(QUAND, `limite=2&apres=${premiere.suivant}`)).membres.length).toBe(1)
    expect((await site.get('/api/v1/reseaux/inconnu/membres')).status).toBe(404)
    expect((await site.get('/api/v1/reseaux/national/membres?limite=0')).status).toBe(400)
    const { texte } = await lire('/reseaux/national/membres.csv', QUAND)
    expect(texte).toContain('lieu,nom,structure,origine,membre_depuis,jusqu_au,version,page')
    expect(texte.match(/Association des Essais/g)?.length).toBe(2)
  })
})

describe('les trois familles de besoins', () => {
  it('se déduisent des catégories des critères, dans l’ordre de la charte', () => {
    expect(besoinsDe(['artistique', null, 'services-publics'])).toEqual([
      'accéder aux services essentiels',
      'créer et faire grandir des projets'
    ])
    expect(besoinsDe([null, 'inconnue'])).toEqual([])
  })
})
