import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { SYSTEME } from '../../../kernel/acteur.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../../annuaire/actions/import.fixture.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import type { Contenu } from '../domain/charte.ts'
import { etapesDeclaration } from '../domain/etapes-declaration.ts'
import { empreinteChoix, empreinteStructure } from '../domain/saisie-declaration.ts'
import { versionEnVigueur } from '../domain/version.ts'
import { listDossiersDuLieu } from '../store/adhesion.store.ts'
import { findCharte, findContenu, insertVersion, savePublication } from '../store/charte.store.ts'
import { findBrouillon, listDeclarations } from '../store/declaration.store.ts'
import { chargerChartesLivrees } from './charger-chartes.ts'
import { accepterCharte, enregistrerPage, envoyerDeclaration, type OutilsDeclarer } from './declarer.ts'

const DEBUT = new Date('2026-01-05T08:00:00Z')

let base: BaseDeTest
let db: Db
let compte: string
let lieux: number[]
let outils: OutilsDeclarer
let maintenant = DEBUT

beforeAll(async () => {
  base = await creerBaseDeTest()
  db = base.db
  const geo = await obtenirGeographie(db)
  await ouvrirAtelier(db, geo).importer(SOURCES.csv, enCsv(lignes(1, 10)))
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), DEBUT)
  const { rows } = await sql<{ id: number }>`select id from lieu order by id`.execute(db)
  lieux = rows.map(({ id }) => Number(id))
  compte = await creerCompte(db, { courriel: 'alice@exemple.fr', pseudonyme: 'alice', now: DEBUT })
  await donner(db, compte, { role: 'responsable', reseau: 'national', lieux }, DEBUT)
  const attributions = [{ role: 'responsable' as const, reseau: 'national', lieux }]
  outils = { acteur: { nom: `compte:${compte}`, attributions }, now: DEBUT, geo }
})

const cible = (lieuId: number) => ({ lieuId, charteId: 'nationale' })

async function preparer(lieuId: number, now: Date): Promise<{ revision: number; adhesion: string }> {
  const la = { ...outils, now }
  const charte = await findCharte(db, 'nationale')
  const numero = versionEnVigueur(charte?.versions ?? [], now)?.numero ?? 0
  await accepterCharte(db, cible(lieuId), numero, la)
  const adhesion = (await listDossiersDuLieu(db, lieuId))[0]?.id ?? ''
  const valeurs = { structure: 'Les Cimes', statut: '', pivot: '', signataire: 'Rose', qualite: '' }
  for (const [etape, ids] of [
    ['exigences', ['m1', 'm2']],
    ['criteres-1', ['c1', 'c2', 'c3', 'c4', 'c5']]
  ] as const) {
    const choix = ids.map((critere) => ({ critere, choisi: true, justification: '' }))
    const page = { genre: 'choix' as const, etape, choix }
    await enregistrerPage(db, cible(lieuId), { page, avant: await vide(adhesion, etape), numero }, la)
  }
  const structure = { genre: 'structure' as const, valeurs }
  await enregistrerPage(db, cible(lieuId), { page: structure, avant: await vide(adhesion, ''), numero }, la)
  const brouillon = await findBrouillon(db, adhesion)
  expect(brouillon?.choix).toHaveLength(7)
  expect(brouillon?.structure).toBe('Les Cimes')
  return { revision: brouillon?.revision ?? -1, adhesion }
}

/** What a page that nobody has filled holds. */
async function vide(adhesion: string, etape: string): Promise<string> {
  const brouillon = await findBrouillon(db, adhesion)
  if (!brouillon) throw new Error('pas de brouillon')
  if (etape === '') return empreinteStructure(brouillon)
  const etapes = etapesDeclaration(await findContenu(db, brouillon.version))
  return empreinteChoix(brouillon.choix, etapes.find(({ cle }) => cle === etape)?.criteres ?? [])
}

const transitions = async (adhesion: string) =>
  (
    await sql<{ numero: string }>`
      select numero from adhesion_transition where adhesion_id = ${adhesion} order by rang`.execute(db)
  ).rows.map(({ numero }) => numero)

describe('envoyer une déclaration', () => {
  it('200 fois au même instant : elle part une fois, le journal le dit une fois, et personne ne voit de panne', async () => {
    const lieu = lieux[0] ?? 0
    maintenant = new Date('2026-02-02T09:00:00Z')
    const { revision, adhesion } = await preparer(lieu, maintenant)
    const site = creerApplicationDeTest(db, { now: () => maintenant })
    const cookie = await cookieDe(db, compte, { now: maintenant })
    const reponses = await Promise.all(
      Array.from({ length: 200 }, () =>
        site.post(
          `/lieux/${lieu}/adherer/nationale/envoyer`,
          { revision: String(revision), sincere: 'oui' },
          { headers: { cookie } }
        )
      )
    )
    expect([...new Set(reponses.map(({ status }) => status))]).toEqual([303])
    expect(await transitions(adhesion)).toEqual(['T2', 'T3', 'T4'])
    expect(await listDeclarations(db, adhesion)).toHaveLength(1)
    const journal = await sql<{ n: number }>`
      select count(*)::int as n from journal where objet = ${`adhesion/${adhesion}`}`.execute(db)
    expect(journal.rows[0]?.n).toBe(3)
    expect(await findRupture(db, 'national')).toBeUndefined()
  })

  it('50 acceptations au même instant ouvrent un brouillon, un seul', async () => {
    const lieu = lieux[1] ?? 0
    const la = { ...outils, now: new Date('2026-02-03T09:00:00Z') }
    const issues = await Promise.all(Array.from({ length: 50 }, () => accepterCharte(db, cible(lieu), 1, la)))
    expect(issues.every(({ ok }) => ok)).toBe(true)
    const adhesion = (await listDossiersDuLieu(db, lieu))[0]?.id ?? ''
    expect(await transitions(adhesion)).toEqual(['T2'])
    const { rows } = await sql`select 1 from declaration where adhesion_id = ${adhesion}`.execute(db)
    expect(rows).toHaveLength(1)
  })

  it('relit les droits et ce que la charte demande, sous le verrou', async () => {
    const lieu = lieux[2] ?? 0
    const now = new Date('2026-02-04T09:00:00Z')
    const { revision, adhesion } = await preparer(lieu, now)
    const demande = { revision, sincere: true }
    const delegue = {
      ...outils.acteur,
      attributions: [{ role: 'delegue' as const, reseau: 'national', lieux: [lieu] }]
    }
    for (const acteur of [delegue, { nom: 'visiteur', attributions: [] }, SYSTEME])
      expect(await envoyerDeclaration(db, cible(lieu), demande, { ...outils, acteur, now })).toMatchObject({
        error: { raison: 'interdit' }
      })
    await sql`delete from declaration_critere where critere_id = 'm2' and declaration_id in
      (select id from declaration where adhesion_id = ${adhesion})`.execute(db)
    expect(await envoyerDeclaration(db, cible(lieu), demande, { ...outils, now })).toMatchObject({
      error: { raison: 'incomplete', fautes: [{ raison: 'condition-manquante', critere: 'm2' }] }
    })
    expect(await transitions(adhesion)).toEqual(['T2'])
    expect(await listDeclarations(db, adhesion)).toEqual([])
  })

  it('quand la charte change entre-temps, rien ne part : on lit ce qui change, on accepte, et les choix restent', async () => {
    const lieu = lieux[3] ?? 0
    const avant = new Date('2026-03-02T09:00:00Z')
    const { revision, adhesion } = await preparer(lieu, avant)
    const nouvelle = new Date('2026-03-05T00:00:00Z')
    await publier(nouvelle, (contenu) => ({
      ...contenu,
      parametres: { ...contenu.parametres, opposition_jours: 20 },
      criteres: contenu.criteres.filter(({ id }) => id !== 'c5')
    }))
    maintenant = new Date('2026-03-06T09:00:00Z')
    const site = creerApplicationDeTest(db, { now: () => maintenant })
    const headers = { cookie: await cookieDe(db, compte, { now: maintenant }) }
    const la = `/lieux/${lieu}/adherer/nationale`
    const lire = async (chemin: string) =>
      (await (await site.get(chemin, { headers })).text()).replace(/[\u00a0\u202f]/g, ' ')
    const parti = await site.post(`${la}/envoyer`, { revision: String(revision), sincere: 'oui' }, { headers })
    expect(parti.status).toBe(422)
    expect((await parti.text()).replace(/[\u00a0]/g, ' ')).toContain('Rien n’est parti : la charte a changé')
    expect(await transitions(adhesion)).toEqual(['T2'])

    const page = await lire(`${la}/charte`)
    expect(page).toContain('La charte a changé')
    expect(page).toContain('20 jours')
    expect(page).toContain('La nouvelle version ne demande plus')
    // Accepting the version one had read, and not this one, is not accepting.
    expect((await site.post(`${la}/charte`, { accepte: 'oui', version: '1' }, { headers })).status).toBe(422)
    expect((await site.post(`${la}/charte`, { accepte: 'oui', version: '2' }, { headers })).status).toBe(303)
    const brouillon = await findBrouillon(db, adhesion)
    expect(brouillon?.choix.map(({ critere }) => critere)).toEqual(['m1', 'm2', 'c1', 'c2', 'c3', 'c4'])
    expect(brouillon?.accepteeLe).toEqual(maintenant)
    expect(brouillon?.structure).toBe('Les Cimes')
    expect(await lire(`${la}/relire`)).toContain('Choisissez encore 1 critère')
    const { rows } = await sql<{ contenu: unknown }>`
      select contenu from journal where genre = 'adhesion.version-acceptee'`.execute(db)
    expect(rows).toEqual([{ contenu: { version: 2 } }])
    // A page left open since, about the former version, does not write on this one.
    const vieille = await site.post(`${la}/criteres-1`, { version: '1', avant: '', 'choix-c5': 'oui' }, { headers })
    expect(vieille.status).toBe(422)
  })
})

async function publier(le: Date, changer: (contenu: Contenu) => Contenu): Promise<void> {
  const charte = await findCharte(db, 'nationale')
  const derniere = charte?.versions.at(-1)
  if (!derniere) throw new Error('pas de version')
  const contenu = changer(await findContenu(db, derniere.id))
  await transaction(db, async (trx) => {
    const id = await insertVersion(
      trx,
      { charte_id: 'nationale', numero: derniere.numero + 1, origine: 'saisie', empreinte_livree: null, contenu },
      DEBUT
    )
    await savePublication(trx, { id, revision: 1 }, le, DEBUT)
  })
}
