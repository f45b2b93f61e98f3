import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Acteur, SYSTEME } from '../../../../kernel/acteur.ts'
import type { Jour } from '../../../../kernel/jour.ts'
import { transaction } from '../../../../platform/db/index.ts'
import { findRupture } from '../../../../platform/journal/index.ts'
import { listCourriels } from '../../../../platform/mail/index.ts'
import type { BaseDeTest } from '../../../../platform/testing/base.ts'
import { annulerDecisions, reunirLieux, separerLieu } from '../../../annuaire/actions/decider.ts'
import { enGeojson, enJson, ligne, ouvrirAtelier, SOURCES } from '../../../annuaire/actions/import.fixture.ts'
import { suivreReunions } from '../../../annuaire/index.ts'
import { donner } from '../../../comptes/pages/attribution.fixture.ts'
import { listAttributions } from '../../../comptes/store/attribution.store.ts'
import { type GeographieFrance, obtenirGeographie } from '../../../territoires/index.ts'
import { listDossiersDuLieu } from '../../store/adhesion.store.ts'
import { declarerLieu, faire, ouvrir } from './adhesion-en-base.fixture.ts'
import { agirSur, mettreAJour } from './agir-sur.ts'
import { deplacerAdhesion, listDeplacementsPossibles, suivreReunionsDesLieux } from './reunions.ts'
import { DEBUT, histoire, instant, nommer, ouvrirBase } from './vie.fixture.ts'

let base: BaseDeTest
let geo: GeographieFrance
let prendreLieu: () => number

beforeAll(async () => {
  const ouverte = await ouvrirBase(30)
  base = ouverte.base
  prendreLieu = ouverte.prendreLieu
  geo = await obtenirGeographie(base.db)
  suivreReunions([suivreReunionsDesLieux])
  doubles = [prendreLieu(), prendreLieu(), prendreLieu()]
  const { rows } = await sql<{ cle: string }>`
    select cle from enregistrement where lieu_id = any(${doubles}::bigint[])`.execute(base.db)
  await ouvrirAtelier(base.db, geo).importer(
    SOURCES.json,
    enJson(rows.map(({ cle }) => ({ ...ligne(cle), id: `double-${cle}` })))
  )
})

const decideur = (lot: string, le: string) => ({ acteur: SYSTEME, motif: 'Essai.', lot, now: instant(le) })

/** Two lieux become one. Returns the number that remains, then the one that went. */
async function reunir(a: number, b: number, le: string, lot = `lot-${a}-${b}-${le}`): Promise<[number, number]> {
  const issue = await reunirLieux(base.db, a, b, decideur(lot, le))
  if (!issue.ok) throw new Error(JSON.stringify(issue.error))
  const { rows } = await sql<{ id: number }>`
    select id from lieu where id in (${a}, ${b}) and retire_le is null`.execute(base.db)
  const reste = Number(rows[0]?.id)
  return reste === a ? [a, b] : [b, a]
}

async function annuler(lot: string, le: string): Promise<void> {
  const issue = await annulerDecisions(base.db, lot, { acteur: SYSTEME, now: instant(le) })
  if (!issue.ok) throw new Error(JSON.stringify(issue.error))
}

/** A lieu that two sources know. `partir`: what the second one says is another lieu, whose number it returns. */
async function lieuDouble(): Promise<{ lieu: number; partir(le: string): Promise<number> }> {
  const lieu = doubles.shift() ?? 0
  const { rows } = await sql<{ cle: string }>`
    select cle from enregistrement where lieu_id = ${lieu} and source_id = 'essai-json'`.execute(base.db)
  const cle = rows[0]?.cle ?? ''
  return {
    lieu,
    async partir(le) {
      const issue = await separerLieu(base.db, lieu, [{ source: 'essai-json', cle }], decideur(`s-${cle}-${le}`, le))
      if (!issue.ok) throw new Error(JSON.stringify(issue.error))
      const { rows: places } = await sql<{ lieu: number }>`
        select lieu_id as lieu from enregistrement where source_id = 'essai-json' and cle = ${cle}`.execute(base.db)
      return Number(places[0]?.lieu)
    }
  }
}
let doubles: number[]

async function membre(lieu: number, charte: 'nationale' | 'sicoval' = 'nationale'): Promise<string> {
  const id = await declarerLieu(base.db, charte, lieu, DEBUT)
  await temps(id, '2026-02-01T00:00:00Z')
  return id
}

async function suspendu(lieu: number): Promise<string> {
  const id = await membre(lieu)
  const recue = '2026-03-02' as Jour
  await faire(
    base.db,
    id,
    { genre: 'avertir', constateLe: recue, envoyeeLe: recue, recueLe: recue },
    instant('2026-03-03T09:00:00Z')
  )
  await temps(id, '2026-04-01T00:00:00Z')
  return id
}

const temps = (id: string, le: string) =>
  transaction(base.db, (trx) => mettreAJour(trx, id, { acteur: 'systeme', now: instant(le) }))

/** What a lieu shows to each réseau: « national SUSPENDU ». */
const etats = async (lieu: number) =>
  (await listDossiersDuLieu(base.db, lieu)).map(({ reseauId, situation }) => `${reseauId} ${situation.etat}`)

const commencer = (id: string, le: string) =>
  transaction(base.db, (trx) => agirSur(trx, id, { genre: 'commencer' }, { acteur: 'systeme', now: instant(le) }))

async function messagesA(nom: string): Promise<string[]> {
  return (await listCourriels(base.db, 1000))
    .filter(({ destinataire, motif }) => destinataire === `${nom}@exemple.fr` && motif === 'adhesion-fiches-reunies')
    .toReversed()
    .map(({ texte }) => texte.replace(/[\u00a0\u202f]/g, ' '))
}

const acteurDe = async (compteId: string, now: Date): Promise<Acteur> => ({
  nom: `compte:${compteId}`,
  attributions: await listAttributions(base.db, compteId, now)
})

describe('des fiches réunies', () => {
  it('gardent l’état le plus sévère, sur le lieu qui reste, quel que soit le côté d’où il vient', async () => {
    for (const [a, b] of [
      [await suspendu(prendreLieu()), await membre(prendreLieu())],
      [await membre(prendreLieu()), await suspendu(prendreLieu())]
    ] as const) {
      const lieuDe = async (id: string) =>
        Number(
          (await sql<{ l: number }>`select lieu_id as l from adhesion where id = ${id}`.execute(base.db)).rows[0]?.l
        )
      const [la, lb] = [await lieuDe(a), await lieuDe(b)]
      const [reste, parti] = await reunir(la, lb, '2026-05-01T09:00:00Z')
      expect(await etats(reste)).toEqual(['national SUSPENDU'])
      expect(await etats(parti)).toEqual([])
      // What stays barred stays on both.
      await annuler(`lot-${la}-${lb}-2026-05-01T09:00:00Z`, '2026-05-02T09:00:00Z')
      expect([...(await etats(la)), ...(await etats(lb))]).toEqual(['national SUSPENDU', 'national SUSPENDU'])
    }
  })

  it('défaites, chaque lieu retrouve son adhésion, menée jusqu’à maintenant', async () => {
    const [a, b] = [prendreLieu(), prendreLieu()]
    await nommer(base.db, `resp${a}`, { role: 'responsable', reseau: 'national', lieux: [a] })
    await nommer(base.db, `resp${b}`, { role: 'responsable', reseau: 'national', lieux: [b] })
    const ma = await membre(a)
    await membre(a, 'sicoval')
    const cb = await declarerLieu(base.db, 'nationale', b, instant('2026-06-01T12:00:00Z'))
    const [reste] = await reunir(a, b, '2026-06-05T09:00:00Z', 'essai-defait')
    expect(await etats(reste)).toEqual(['national MEMBRE', 'sicoval MEMBRE'])
    for (const nom of [`resp${a}`, `resp${b}`])
      expect((await messagesA(nom))[0]).toContain('Votre lieu est membre depuis le mercredi 21 janvier 2026')
    // Under another, nothing happens to it.
    expect(await temps(cb, '2026-07-01T00:00:00Z')).toBeUndefined()
    await annuler('essai-defait', '2026-07-10T09:00:00Z')
    expect(await etats(a)).toEqual(['national MEMBRE', 'sicoval MEMBRE'])
    expect(await etats(b)).toEqual(['national MEMBRE'])
    expect((await listDossiersDuLieu(base.db, a))[0]?.id).toBe(ma)
    expect((await listDossiersDuLieu(base.db, b))[0]?.id).toBe(cb)
    expect((await histoire(base.db, cb)).at(-1)).toBe('T6 2026-06-16T22:00:00.000Z')
  })

  it('en chaîne, se suivent jusqu’au dernier lieu, et se défont dans l’ordre inverse', async () => {
    const [a, b, c] = [prendreLieu(), prendreLieu(), prendreLieu()]
    await ouvrir(base.db, 'nationale', a, DEBUT)
    const mb = await membre(b)
    const [ab] = await reunir(a, b, '2026-05-01T09:00:00Z', 'chaine-1')
    const [abc] = await reunir(ab, c, '2026-05-02T09:00:00Z', 'chaine-2')
    expect(await etats(abc)).toEqual(['national MEMBRE'])
    await annuler('chaine-2', '2026-05-03T09:00:00Z')
    expect([await etats(ab), await etats(c)]).toEqual([['national MEMBRE'], []])
    await annuler('chaine-1', '2026-05-04T09:00:00Z')
    expect([await etats(a), await etats(b)]).toEqual([['national REFERENCE'], ['national MEMBRE']])
    expect((await listDossiersDuLieu(base.db, b))[0]?.id).toBe(mb)
  })

  it('un lieu suspendu ne se lave pas : ni réuni à un lieu neuf, ni séparé, ni parti puis réuni', async () => {
    const neuf = prendreLieu()
    const ancien = prendreLieu()
    await suspendu(ancien)
    await reunir(neuf, ancien, '2026-05-01T09:00:00Z', 'laver')
    await annuler('laver', '2026-05-02T09:00:00Z')
    for (const lieu of [neuf, ancien]) {
      expect(await etats(lieu)).toEqual(['national SUSPENDU'])
      const id = (await listDossiersDuLieu(base.db, lieu))[0]?.id ?? ''
      expect(await commencer(id, '2026-05-03T09:00:00Z')).toMatchObject({ error: { raison: 'etat' } })
    }
    const parti = (await listDossiersDuLieu(base.db, ancien))[0]?.id ?? ''
    await faire(base.db, parti, { genre: 'retirer', cesse: true, sansConfusion: true }, instant('2026-05-04T09:00:00Z'))
    const autre = prendreLieu()
    await membre(autre)
    const [reste] = await reunir(ancien, autre, '2026-05-05T09:00:00Z')
    expect(await etats(reste)).toEqual(['national RETIRE'])
    const id = (await listDossiersDuLieu(base.db, reste))[0]?.id ?? ''
    expect(await commencer(id, '2026-05-06T09:00:00Z')).toMatchObject({ error: { raison: 'barre' } })
  })
})

it('un import qui réunit deux fiches garde la suspension, et sa défaite aussi', async () => {
  const connu = prendreLieu()
  await membre(connu)
  const { rows } = await sql<{ cle: string }>`select cle from enregistrement where lieu_id = ${connu}`.execute(base.db)
  const livrer = (rangee: ReturnType<typeof ligne>, le: string) =>
    ouvrirAtelier(base.db, geo, { now: () => instant(`${le}T09:00:00Z`) }).importer(
      SOURCES.geojson,
      enGeojson([{ ...rangee, id: 'vagabond' }]),
      { dateeDu: le }
    )
  const lieuVagabond = async () => {
    const { rows: places } = await sql<{ lieu: number }>`
      select lieu_id as lieu from enregistrement where source_id = 'essai-geojson'`.execute(base.db)
    return Number(places[0]?.lieu)
  }
  await livrer(ligne('l900'), '2026-01-02')
  const suspect = await lieuVagabond()
  expect(suspect).not.toBe(connu)
  await suspendu(suspect)

  await livrer(ligne(rows[0]?.cle ?? ''), '2026-05-10')
  const reste = await lieuVagabond()
  expect(await etats(reste)).toEqual(['national SUSPENDU'])
  const parti = reste === connu ? suspect : connu
  expect(await etats(parti)).toEqual([])

  // The source says again that they are two: neither is washed.
  await livrer(ligne('l900'), '2026-05-20')
  for (const lieu of new Set([connu, suspect, await lieuVagabond()])) {
    const { rows: debout } = await sql`select 1 from lieu where id = ${lieu} and retire_le is null`.execute(base.db)
    if (debout.length > 0) expect(await etats(lieu)).toEqual(['national SUSPENDU'])
  }
  expect(await lieuVagabond()).not.toBe(reste)
})

describe('une fiche séparée', () => {
  it('laisse l’adhésion à sa place ; qui répond des deux lieux peut la déplacer pendant 30 jours', async () => {
    const { lieu, partir } = await lieuDouble()
    const compte = await nommer(base.db, `resp${lieu}`, { role: 'responsable', reseau: 'national', lieux: [lieu] })
    const id = await membre(lieu)
    const part = await partir('2026-05-01T09:00:00Z')
    expect(part).not.toBe(lieu)
    expect([await etats(lieu), await etats(part)]).toEqual([['national MEMBRE'], []])
    expect((await messagesA(`resp${lieu}`))[0]).toContain('vous pouvez la déplacer pendant 30 jours')

    const deplacer = async (le: string) => {
      const now = instant(le)
      return transaction(base.db, async (trx) =>
        deplacerAdhesion(trx, id, part, { acteur: await acteurDe(compte, now), geo, now })
      )
    }
    expect(await deplacer('2026-05-10T09:00:00Z')).toMatchObject({ error: 'interdit' })
    await donner(base.db, compte, { role: 'responsable', reseau: 'national', lieux: [part] }, DEBUT)
    expect(await deplacer('2026-06-01T00:00:00Z')).toMatchObject({ error: 'trop-tard' })
    const dossier = { id, lieuId: lieu, charteId: 'nationale' }
    expect(await listDeplacementsPossibles(base.db, dossier, instant('2026-05-31T20:00:00Z'))).toEqual([
      { versLieu: part, fin: instant('2026-05-31T22:00:00Z') }
    ])
    expect(await deplacer('2026-05-31T20:00:00Z')).toMatchObject({ ok: true })
    expect([await etats(lieu), await etats(part)]).toEqual([[], ['national MEMBRE']])
    expect(await deplacer('2026-05-31T20:00:00Z')).toMatchObject({ ok: false })
  })

  it('porte la sanction des deux côtés', async () => {
    const { lieu, partir } = await lieuDouble()
    await suspendu(lieu)
    const part = await partir('2026-05-01T09:00:00Z')
    expect([await etats(lieu), await etats(part)]).toEqual([['national SUSPENDU'], ['national SUSPENDU']])
  })

  it('ne prend rien à un lieu qui a déjà sa propre adhésion', async () => {
    const { lieu, partir } = await lieuDouble()
    const id = await membre(lieu)
    const part = await partir('2026-05-01T09:00:00Z')
    await membre(part)
    const compte = await nommer(base.db, `deux${lieu}`, {
      role: 'responsable',
      reseau: 'national',
      lieux: [lieu, part]
    })
    const now = instant('2026-05-10T09:00:00Z')
    const acteur = await acteurDe(compte, now)
    expect(await transaction(base.db, (trx) => deplacerAdhesion(trx, id, part, { acteur, geo, now }))).toMatchObject({
      error: 'occupe'
    })
  })
})

it('rien de cela ne rompt la chaîne du journal', async () => {
  for (const reseau of ['national', 'sicoval']) expect(await findRupture(base.db, reseau)).toBeUndefined()
})
