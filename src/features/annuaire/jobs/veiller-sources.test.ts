import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ADMINISTRATEUR } from '../../../kernel/acteur.ts'
import { transaction } from '../../../platform/db/index.ts'
import { queueJob } from '../../../platform/jobs/index.ts'
import { listCourriels } from '../../../platform/mail/index.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { executerTravaux } from '../../../platform/testing/travaux.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { type Atelier, enCsv, lignes, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { nommerVeilleur } from '../actions/suivre-sources.ts'
import { viderAnnuaire } from '../store/photographie.fixture.ts'
import { noteAlerte } from '../store/suivi.store.ts'
import { jobVeillerSources } from './veiller-sources.job.ts'

let base: BaseDeTest
let atelier: Atelier
let maintenant = new Date('2026-06-01T08:00:00Z')

beforeAll(async () => {
  base = await creerBaseDeTest()
  atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db), { now: () => maintenant })
})
beforeEach(async () => {
  await viderAnnuaire(base.db)
  await sql`delete from graphile_worker._private_jobs`.execute(base.db)
})

const livrer = (le: string, fin: number) => {
  maintenant = new Date(`${le}T08:00:00Z`)
  return atelier.importer(SOURCES.csv, enCsv(lignes(1, fin)), { dateeDu: le })
}
const veiller = async (le: string) => {
  await transaction(base.db, (trx) => queueJob(trx, 'veiller-sources', {}))
  await executerTravaux(
    base,
    [jobVeillerSources({ COURRIEL_ADMINISTRATION: 'tous@exemple.fr', URL_PUBLIQUE: 'https://reseau.exemple' })],
    () => new Date(`${le}T05:00:00Z`)
  )
  return (await listCourriels(base.db)).toReversed()
}

describe('la ronde des sources', () => {
  it('prévient d’un silence une seule fois, puis à ses rappels', async () => {
    for (const [i, jour] of ['2026-06-01', '2026-06-02', '2026-06-03'].entries()) await livrer(jour, 10 + i)
    expect(await veiller('2026-06-05')).toEqual([])
    const [premier] = await veiller('2026-06-06')
    expect(premier).toMatchObject({ destinataire: 'tous@exemple.fr', motif: 'source-muette' })
    expect(premier?.sujet).toBe('Source muette : Essai CSV')
    expect(premier?.texte).toContain('mercredi 3\u00a0juin 2026')
    expect(premier?.texte).toContain('https://reseau.exemple/administration/sources/essai-csv')
    for (const jour of ['2026-06-06', '2026-06-07', '2026-06-20']) expect(await veiller(jour)).toHaveLength(1)
    expect(await veiller('2026-07-10')).toHaveLength(2)
    expect(await veiller('2026-07-11')).toHaveLength(2)
    // It speaks, then falls silent again: another event.
    await livrer('2026-07-12', 14)
    expect(await veiller('2026-07-13')).toHaveLength(2)
    expect(await veiller('2026-10-13')).toHaveLength(3)
  })

  it('écrit à la personne qui veille sur la source, et rappelle une livraison qui attend', async () => {
    await livrer('2026-06-01', 10)
    await nommerVeilleur(base.db, 'essai-csv', 'veille@exemple.fr', ADMINISTRATEUR, maintenant)
    await livrer('2026-06-02', 5)
    const envoyes = async (le: string) =>
      (await veiller(le)).map(({ destinataire, motif }) => `${motif} ${destinataire}`)
    const aussitot = ['livraison-en-attente veille@exemple.fr']
    expect(await envoyes('2026-06-03')).toEqual(aussitot)
    expect(await envoyes('2026-06-10')).toEqual([...aussitot, 'source-attente veille@exemple.fr'])
    expect(await envoyes('2026-06-11')).toHaveLength(2)
  })

  it('une colonne renommée pendant la nuit : la livraison est refusée, dit laquelle, et une personne est prévenue', async () => {
    await livrer('2026-06-01', 10)
    maintenant = new Date('2026-06-02T08:00:00Z')
    const renommee = enCsv(lignes(1, 10)).replace('"adresse"', '"adresse postale"')
    const livraison = await atelier.importer(SOURCES.csv, renommee, { dateeDu: '2026-06-02' })
    expect(livraison.etat).toBe('refusee')
    expect(livraison.message).toContain('La colonne « adresse » n’est plus là ; ressemble à « adresse postale ».')
    expect(livraison.message).toContain('Rien n’a été changé')
    const courriels = await listCourriels(base.db)
    expect(courriels.map(({ sujet }) => sujet)).toEqual(['Colonnes renommées : Essai CSV'])
    const { rows } = await sql`select genre from source_alerte`.execute(base.db)
    expect(rows).toEqual([{ genre: 'colonnes' }])
  })

  it('une colonne que la source n’a jamais remplie ne manque à personne', async () => {
    maintenant = new Date('2026-06-01T08:00:00Z')
    const sansAdresse = (fin: number) => enCsv(lignes(1, fin).map(({ adresse: _, ...reste }) => reste))
    expect((await atelier.importer(SOURCES.csv, sansAdresse(10))).etat).toBe('appliquee')
    expect((await atelier.importer(SOURCES.csv, sansAdresse(11), { dateeDu: '2026-06-01' })).etat).toBe('appliquee')
  })

  it('défaite, ne laisse ni alerte notée ni message', async () => {
    await livrer('2026-06-01', 10)
    const alerte = { sourceId: 'essai-csv', genre: 'muette', evenement: 'essai', seuil: 0 } as const
    await expect(
      transaction(base.db, async (trx) => {
        expect(await noteAlerte(trx, alerte, maintenant)).toBe(true)
        throw new Error('non')
      })
    ).rejects.toThrow('non')
    const notees = await Promise.all(
      [1, 2, 3].map(() => transaction(base.db, (trx) => noteAlerte(trx, alerte, maintenant)))
    )
    expect(notees.filter(Boolean)).toHaveLength(1)
  })

  it('le journal dit qu’une personne est nommée, et pas laquelle', async () => {
    await livrer('2026-06-01', 10)
    await nommerVeilleur(base.db, 'essai-csv', 'camille.durand@exemple.fr', ADMINISTRATEUR, maintenant)
    const { rows } = await sql<{ tout: string }>`select json_agg(j)::text as tout from journal j`.execute(base.db)
    expect(rows[0]?.tout).toContain('annuaire.veilleur')
    expect(rows[0]?.tout).not.toContain('camille')
  })
})
