import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ADMINISTRATEUR } from '../../../kernel/acteur.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { findRupture } from '../../../platform/journal/index.ts'
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
import { findLieu } from '../store/lieu.store.ts'
import { lockAnnuaire } from '../store/livraison.store.ts'
import { annulerDecisions, choisirValeur, jugerDoute, reunirLieux, separerLieu } from './decider.ts'
import { effacerDemonstration } from './demonstration.ts'
import { type Atelier, enCsv, enJson, ligne, lignes, ouvrirAtelier, SOURCES } from './import.fixture.ts'
import { findLieuActuel } from './lieu-tenu.ts'
import { oublierRapprochement } from './rapprochement-courant.ts'
import { changerFiche, creerFiche, lireFicheTenue, prendreEnMain, rendreFiche } from './tenir-fiche.ts'

let geo: Geographie
let db: Db
let atelier: Atelier

beforeAll(async () => {
  db = (await creerBaseDeTest()).db
  geo = await obtenirGeographie(db)
})
beforeEach(async () => {
  await remettreAZero(db)
  atelier = ouvrirAtelier(db, geo)
})

const le = (jour: string) => ({
  acteur: { ...ADMINISTRATEUR, nom: 'compte:7' },
  now: new Date(`${jour}T09:00:00Z`),
  reseau: 'Réseau national',
  site: 'https://exemple.fr'
})
const OUTILS = le('2026-06-10')
let lots = 0
const signer = () => ({ acteur: ADMINISTRATEUR, motif: 'vu', now: OUTILS.now, lot: `lot-${++lots}` })

async function faire<R>(geste: (trx: Trx) => Promise<{ apresValidation: () => void; rendu: R }>): Promise<R> {
  const { apresValidation, rendu } = await transaction(db, geste)
  apresValidation()
  return rendu
}
const prendre = (lieu: number, outils = OUTILS) =>
  faire(async (trx) => ({ apresValidation: await prendreEnMain(trx, geo, lieu, outils), rendu: undefined }))
const rendre = (lieu: number, outils = OUTILS) =>
  faire(async (trx) => ({ apresValidation: await rendreFiche(trx, geo, lieu, outils), rendu: undefined }))
const changer = (lieu: number, valeurs: object, outils = OUTILS) =>
  faire(async (trx) => {
    await lockAnnuaire(trx)
    const trouve = await findLieuActuel(trx, lieu)
    if (!trouve) throw new Error('lieu inconnu')
    const apresValidation = await changerFiche(trx, geo, trouve, (v) => ({ ...v, ...valeurs }), 'modification', outils)
    return { apresValidation, rendu: undefined }
  })
const creer = (valeurs: object, outils = OUTILS) =>
  faire(async (trx) => {
    const { lieuId, apresValidation } = await creerFiche(trx, geo, valeurs, outils)
    return { apresValidation, rendu: lieuId }
  })

async function ficheDe(record: string) {
  const fiche = (await lireFiches(db)).find(({ records }) => records.includes(record))
  if (!fiche) throw new Error(`aucune fiche publique pour ${record}`)
  return fiche
}
const deCsv = (cle: string) => ficheDe(`${SOURCES.csv.id}/${cle}`)

describe('une fiche tenue par son responsable', () => {
  it('dit d’abord ce qu’elle disait, puis ce qu’il dit, quoi que disent ensuite les sources', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 5)))
    await atelier.importer(SOURCES.json, enJson(lignes(1, 5)))
    const avant = await deCsv('l2')
    await prendre(avant.id)
    await prendre(avant.id)
    const prise = await deCsv('l2')
    expect(prise.id).toBe(avant.id)
    expect(prise.records).toEqual([...avant.records, `responsables/lieu-${avant.id}`].sort())
    expect(prise.valeurs).toEqual(avant.valeurs)
    expect(prise.provenance.nom?.regle).toBe('responsable')

    await changer(avant.id, { nom: 'Le Relais', telephone: undefined, horaires: 'Mo-Fr 09:00-12:00' })
    expect((await deCsv('l2')).valeurs).toMatchObject({ nom: 'Le Relais', date_maj: '2026-06-10' })
    expect((await deCsv('l2')).valeurs).not.toHaveProperty('telephone')

    // Another name, another address: the source is believed less, and still stands in the lieu.
    await atelier.importer(
      SOURCES.csv,
      enCsv([...lignes(1, 1), { ...ligne('l2'), nom: 'Atelier Volta', telephone: '04 92 99 99 99' }, ...lignes(3, 5)])
    )
    const apres = await deCsv('l2')
    expect(apres.id).toBe(avant.id)
    expect(apres.valeurs).toMatchObject({ nom: 'Le Relais', horaires: 'Mo-Fr 09:00-12:00' })
    expect(await lireFicheTenue(db, avant.id)).toMatchObject({ cle: `lieu-${avant.id}`, date: '2026-06-10' })
    await verifierAnnuaire(db)
    expect(await findRupture(db, 'national')).toBeUndefined()

    // No delivery of the directories asks for more than one record.
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from livraison where source_id = 'responsables'`.execute(db)
    expect(rows[0]?.n).toBe(2)
    const { rows: activite } = await sql`select genre from fiche_activite where lieu_id = ${avant.id}`.execute(db)
    expect(activite).toEqual([{ genre: 'modification' }])
  })

  it('rendue, laisse de nouveau parler les sources, sous la même adresse', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 5)))
    const photo = async () => ({ contenu: await lireContenu(db), adresses: await lireAdresses(db) })
    const avant = await photo()
    const { id } = await deCsv('l3')
    await prendre(id)
    await changer(id, { nom: 'Le Relais' })
    await rendre(id)
    await rendre(id)
    expect(await photo()).toEqual(avant)
    await prendre(id)
    expect((await deCsv('l3')).records).toHaveLength(2)
    await verifierAnnuaire(db)
  })

  it('garde son lieu ouvert quand toutes les sources l’oublient, et le rouvre s’il avait été retiré', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 8)))
    const { id } = await deCsv('l8')
    await prendre(id)
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 7)))
    expect((await ficheDe(`responsables/lieu-${id}`)).id).toBe(id)
    await rendre(id)
    expect((await findLieu(db, id))?.retire_le).not.toBeNull()
    await prendre(id)
    expect((await lireFiches(db)).find((fiche) => fiche.id === id)?.records).toHaveLength(1)
    await verifierAnnuaire(db)
  })

  it('ne se choisit pas valeur par valeur, et ne se délie pas par une annulation', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 5)))
    const { id } = await deCsv('l1')
    await prendre(id)
    const refus = { ok: false, error: { raison: 'fiche-tenue' } }
    expect(await choisirValeur(db, id, { source: SOURCES.csv.id, cle: 'l1' }, 'nom', signer())).toEqual(refus)
    await sql`update enregistrement set doutes = '["telephone"]' where cle = 'l1' and source_id = ${SOURCES.csv.id}`.execute(
      db
    )
    const { rows: doutes } = await sql<{ id: number; empreinte: string }>`
      select id, empreinte from enregistrement where doutes <> '[]'`.execute(db)
    const [doute] = doutes
    const jugement = { enregistrement: doute?.id ?? 0, champ: 'telephone' as const, empreinte: doute?.empreinte ?? '' }
    expect(await jugerDoute(db, { ...jugement, juste: true }, signer())).toEqual(refus)
    expect(await jugerDoute(db, { ...jugement, juste: false }, signer())).toMatchObject({ ok: true })
    const { rows } = await sql<{ lot: string }>`select distinct lot from decision where genre = 'meme'`.execute(db)
    expect(await annulerDecisions(db, rows[0]?.lot ?? '', { acteur: ADMINISTRATEUR, now: OUTILS.now })).toEqual(refus)
  })

  it('peut encore être séparée d’une source qui parlait d’un autre lieu, ou réunie à un autre', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 5)))
    await atelier.importer(SOURCES.json, enJson(lignes(1, 5)))
    const { id } = await deCsv('l4')
    await prendre(id)
    expect(await separerLieu(db, id, [{ source: SOURCES.json.id, cle: 'l4' }], signer())).toMatchObject({ ok: true })
    expect((await deCsv('l4')).records).toEqual([`${SOURCES.csv.id}/l4`, `responsables/lieu-${id}`].sort())
    const autre = await deCsv('l5')
    await prendre(autre.id, le('2026-06-12'))
    await changer(autre.id, { nom: 'La Fabrique' }, le('2026-06-13'))
    expect(await reunirLieux(db, id, autre.id, signer())).toMatchObject({ ok: true })
    expect((await deCsv('l4')).valeurs).toMatchObject({ nom: 'La Fabrique', date_maj: '2026-06-13' })
    await verifierAnnuaire(db)
  })
})

describe('un lieu créé par son responsable', () => {
  it('ne rejoint jamais un autre par ressemblance : il attend qu’une personne les compare', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 5)))
    const modele = await deCsv('l1')
    const { id: _, date_maj: __, ...valeurs } = modele.valeurs
    const [a, b] = [await creer(valeurs), await creer(valeurs)]
    expect(new Set([modele.id, a, b]).size).toBe(3)
    expect((await deCsv('l1')).records).toEqual(modele.records)
    expect((await lirePaires(db)).filter((p) => p.includes('responsables')).every((p) => p.includes('a-revoir'))).toBe(
      true
    )
    expect((await lirePaires(db)).filter((p) => p.includes('responsables')).length).toBeGreaterThanOrEqual(2)

    // A directory that brings the same lieu later does not join it by itself either, nor is it stopped by it.
    await atelier.importer(SOURCES.json, enJson(lignes(1, 5)))
    expect((await deCsv('l1')).records).toEqual([...modele.records, `${SOURCES.json.id}/l1`].sort())
    const contenu = [await lireContenu(db), await lirePaires(db)]
    oublierRapprochement()
    await atelier.importer(SOURCES.json, enJson([...lignes(1, 5), ligne('l40')]))
    await atelier.importer(SOURCES.json, enJson(lignes(1, 5)))
    expect([await lireContenu(db), await lirePaires(db)]).toEqual(contenu)
    await verifierAnnuaire(db)
  })

  it('tient sans local, et part avec sa fiche quand personne d’autre n’en répond', async () => {
    const id = await creer({ nom: 'Coordination du Verdon', commune: 'Gap', code_insee: '05061' })
    expect((await findLieu(db, id))?.publiees).toMatchObject({ nom: 'Coordination du Verdon', commune: 'Gap' })
    expect((await findLieu(db, id))?.publiees).not.toHaveProperty('adresse')
    await rendre(id)
    expect((await findLieu(db, id))?.retire_le).not.toBeNull()
  })

  it('part avec la démonstration quand le lieu tenu est fictif', async () => {
    const fictive = { ...SOURCES.csv, id: 'fictive', fictif: true }
    await atelier.importer(fictive, enCsv(lignes(1, 3)))
    const { id } = await ficheDe('fictive/l1')
    await prendre(id)
    expect((await ficheDe('fictive/l1')).records).toContain(`responsables-fictifs/lieu-${id}`)
    await effacerDemonstration(db, OUTILS.now)
    const { rows } = await sql`select id from source where id like 'responsables%'`.execute(db)
    expect(rows).toEqual([])
  })
})
