import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Acteur, ADMINISTRATEUR } from '../../../kernel/acteur.ts'
import type { Db } from '../../../platform/db/index.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { creerBaseDeTest } from '../../../platform/testing/base.ts'
import { type Geographie, obtenirGeographie } from '../../territoires/index.ts'
import type { Declaration } from '../domain/declaration.ts'
import type { Cle } from '../domain/rapprochement/rapprochement.ts'
import { lireAdresses, lireContenu, lireFiches, remettreAZero, verifierAnnuaire } from '../store/annuaire.fixture.ts'
import { listDecisionsSur } from '../store/decision.store.ts'
import { listChangements } from '../store/historique.store.ts'
import { annulerDecisions, choisirValeur, deciderPaire, reunirLieux, separerLieu } from './decider.ts'
import { effacerDemonstration } from './demonstration.ts'
import { type Atelier, enCsv, enJson, ligne, lignes, ouvrirAtelier, SOURCES } from './import.fixture.ts'
import { enCle } from './regrouper.fixture.ts'

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

let lots = 0
const signer = (autres: { acteur?: Acteur; now?: Date; motif?: string } = {}) => ({
  acteur: ADMINISTRATEUR,
  motif: 'vu sur place',
  now: new Date('2026-06-10T09:00:00Z'),
  lot: `lot-${++lots}`,
  ...autres
})
const annuler = (lot: string, nom = 'administrateur') =>
  annulerDecisions(db, lot, { acteur: { ...ADMINISTRATEUR, nom }, now: new Date('2026-06-11T09:00:00Z') })

const csv = (cle: string): Cle => ({ source: SOURCES.csv.id, cle })
const json = (cle: string): Cle => ({ source: SOURCES.json.id, cle })

async function ficheDe({ source, cle }: Cle) {
  const fiche = (await lireFiches(db)).find(({ records }) => records.includes(`${source}/${cle}`))
  if (!fiche) throw new Error(`aucune fiche publique pour ${source}/${cle}`)
  return fiche
}
const lieuDe = async (cle: Cle) => (await ficheDe(cle)).id
const genres = async (lieu: number) => (await listChangements(db, lieu)).map(({ genre }) => genre).reverse()

/** Lieux that nothing brings together: five of the first source, five of the second. */
async function livrerDix(autres: readonly Readonly<Record<string, string>>[] = []) {
  await atelier.importer(SOURCES.csv, enCsv(lignes(1, 5)))
  await atelier.importer(SOURCES.json, enJson([...lignes(31, 35), ...autres]))
  expect(await lireFiches(db)).toHaveLength(10 + autres.length)
}

async function photo() {
  return { contenu: await lireContenu(db), adresses: await lireAdresses(db), fiches: await lireFiches(db) }
}

describe('réunir deux fiches, puis revenir en arrière', () => {
  it('rend les mêmes fiches, sous les mêmes adresses, et l’histoire le raconte', async () => {
    await livrerDix()
    const avant = await photo()
    const [a, b] = [await lieuDe(csv('l1')), await lieuDe(json('l31'))]
    const decideur = signer()
    expect(await reunirLieux(db, b, a, decideur)).toMatchObject({ ok: true, value: { lieuxReunis: 1 } })
    expect(await lieuDe(json('l31'))).toBe(a)
    expect((await lireAdresses(db)).find(({ id }) => id === b)).toMatchObject({ retire: true, remplace_par: a })
    await verifierAnnuaire(db)

    expect(await annuler(decideur.lot)).toMatchObject({ ok: true })
    expect(await photo()).toEqual(avant)
    await verifierAnnuaire(db)
    expect(await genres(b)).toEqual(['creation', 'depart', 'reunion', 'retablissement', 'arrivee'])
  })

  it('rend aussi son numéro au plus ancien des deux, quel que soit l’ordre des clés et des tailles', async () => {
    // The record whose key comes first stands in the younger lieu.
    await atelier.importer(SOURCES.json, enJson(lignes(31, 35)))
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 5)))
    const avant = await photo()
    const [a, b] = [await lieuDe(csv('l1')), await lieuDe(json('l31'))]
    expect(a).toBeGreaterThan(b)
    const decideur = signer()
    await reunirLieux(db, a, b, decideur)
    // A third record comes to the united fiche: it does not change who takes which number back.
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 6)), { dateeDu: '2026-06-02' })
    const avantArrivee = await lieuDe(csv('l6'))
    await deciderPaire(db, { genre: 'meme', a: csv('l6'), b: csv('l1') }, signer())
    expect((await ficheDe(csv('l1'))).records).toHaveLength(3)
    await annuler(decideur.lot)
    expect(await lieuDe(csv('l1'))).toBe(a)
    expect(await lieuDe(json('l31'))).toBe(b)
    expect((await lireAdresses(db)).filter(({ id }) => id !== avantArrivee)).toEqual(avant.adresses)
    await verifierAnnuaire(db)
  })

  it('de réunion en réunion : chaque pas se défait, et chaque ancienne adresse mène à la fiche d’aujourd’hui', async () => {
    await livrerDix()
    const { get } = creerApplicationDeTest(db)
    const [a, b, c] = [await lieuDe(csv('l1')), await lieuDe(json('l31')), await lieuDe(csv('l2'))]
    const suivre = async (depart: number) => {
      let chemin = `/lieux/${depart}`
      for (let pas = 0; pas < 6; pas++) {
        const reponse = await get(chemin)
        if (reponse.status === 200) return Number(/^\/lieux\/(\d+)/.exec(chemin)?.[1])
        expect([301, 302]).toContain(reponse.status)
        chemin = reponse.headers.get('location') ?? ''
      }
      throw new Error(`${depart} ne mène nulle part`)
    }
    const debut = await photo()
    const [premiere, seconde] = [signer(), signer()]
    await reunirLieux(db, a, b, premiere)
    const milieu = await photo()
    await reunirLieux(db, await lieuDe(csv('l1')), c, seconde)
    const reste = await lieuDe(csv('l1'))
    for (const depart of [a, b, c]) expect(await suivre(depart)).toBe(reste)
    await verifierAnnuaire(db)

    await annuler(seconde.lot)
    expect(await photo()).toEqual(milieu)
    await annuler(premiere.lot)
    expect(await photo()).toEqual(debut)
    for (const depart of [a, b, c]) expect(await suivre(depart)).toBe(depart)
    await verifierAnnuaire(db)
  })

  it('défaire la première de deux réunions rend son adresse au seul lieu qu’elle avait pris', async () => {
    await livrerDix()
    // The second fiche holds as much as the first union, and is older: it keeps its number.
    await atelier.importer({ ...SOURCES.csv, id: 'essai-troisieme', nom: 'Troisième' }, enCsv([ligne('l1')]))
    const [a, b, c] = [await lieuDe(json('l31')), await lieuDe(json('l32')), await lieuDe(csv('l1'))]
    const premiere = signer()
    await reunirLieux(db, a, b, premiere)
    await reunirLieux(db, await lieuDe(json('l31')), c, signer())
    expect((await ficheDe(csv('l1'))).records).toHaveLength(4)
    expect(await lieuDe(csv('l1'))).toBe(c)
    await annuler(premiere.lot)
    await verifierAnnuaire(db)
    expect(await ficheDe(json('l32'))).toMatchObject({ id: b, records: ['essai-json/l32'] })
    expect((await ficheDe(csv('l1'))).id).toBe(c)
    expect((await lireAdresses(db)).find(({ id }) => id === a)).toMatchObject({ retire: true })
  })

  it('refuse de réunir une fiche avec elle-même, ou avec une fiche qui n’a plus d’enregistrement', async () => {
    await livrerDix()
    const a = await lieuDe(csv('l1'))
    expect(await reunirLieux(db, a, a, signer())).toMatchObject({ ok: false, error: { raison: 'meme-lieu' } })
    expect(await reunirLieux(db, a, 99_999, signer())).toMatchObject({ ok: false, error: { raison: 'lieu-inconnu' } })
    expect(await annuler('jamais')).toMatchObject({ ok: false, error: { raison: 'deja-annulee' } })
  })
})

describe('séparer les enregistrements d’une fiche, puis revenir en arrière', () => {
  it('rend la fiche d’avant ; la fiche séparée mène à elle', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 5)))
    await atelier.importer(SOURCES.json, enJson(lignes(1, 5)))
    const avant = { contenu: await lireContenu(db), fiches: await lireFiches(db) }
    expect(avant.fiches).toHaveLength(5)
    const lieu = await lieuDe(csv('l1'))
    const decideur = signer()
    expect(await separerLieu(db, lieu, [json('l1')], decideur)).toMatchObject({ ok: true, value: { lieuxCrees: 1 } })
    const [deCsv, deJson] = [await lieuDe(csv('l1')), await lieuDe(json('l1'))]
    expect(new Set([deCsv, deJson]).size).toBe(2)
    expect([deCsv, deJson]).toContain(lieu)
    await verifierAnnuaire(db)

    await annuler(decideur.lot)
    expect({ contenu: await lireContenu(db), fiches: await lireFiches(db) }).toEqual(avant)
    const nouveau = deCsv === lieu ? deJson : deCsv
    expect((await lireAdresses(db)).find(({ id }) => id === nouveau)).toMatchObject({
      retire: true,
      remplace_par: lieu
    })
    await verifierAnnuaire(db)
  })

  it('refuse de ne rien séparer, ou de tout emporter', async () => {
    await livrerDix()
    const lieu = await lieuDe(csv('l1'))
    for (const cles of [[], [csv('l1')], [csv('inconnu')]])
      expect(await separerLieu(db, lieu, cles, signer())).toMatchObject({ error: { raison: 'rien-a-separer' } })
  })
})

describe('une décision tient', () => {
  const enDeuxSources = async () => {
    await livrerDix()
    const lieu = await lieuDe(csv('l1'))
    await reunirLieux(db, lieu, await lieuDe(json('l31')), signer())
    return lieu
  }

  it('quand une livraison change les noms, les adresses et les téléphones', async () => {
    const lieu = await enDeuxSources()
    const autrement = { nom: 'Tiers-lieu du Buëch', telephone: '04 92 99 99 99', adresse: '3 place Grenette' }
    await atelier.importer(SOURCES.json, enJson([ligne('l31', autrement), ...lignes(32, 35)]), {
      dateeDu: '2026-06-02'
    })
    expect(await ficheDe(json('l31'))).toMatchObject({ id: lieu, records: ['essai-csv/l1', 'essai-json/l31'] })
    await verifierAnnuaire(db)
  })

  it('quand la source donne à tous de nouveaux identifiants', async () => {
    const lieu = await enDeuxSources()
    const renommes = lignes(31, 35).map((l) => ({ ...l, id: `nouveau-${l.id}` }))
    const fin = await atelier.importer(SOURCES.json, enJson(renommes), { dateeDu: '2026-06-02' })
    expect(fin).toMatchObject({ etat: 'appliquee', disparues: 0, nouvelles: 0 })
    expect(await ficheDe(json('nouveau-l31'))).toMatchObject({ id: lieu })
    await verifierAnnuaire(db)
  })

  it('quand la source échange les mêmes identifiants entre ses lignes, toutes décidées', async () => {
    await livrerDix()
    const pivot = csv('l1')
    for (const cle of ['l31', 'l32', 'l33'])
      await deciderPaire(db, { genre: 'different', a: pivot, b: json(cle) }, signer())
    await deciderPaire(db, { genre: 'meme', a: pivot, b: json('l34') }, signer())
    await deciderPaire(db, { genre: 'different', a: json('l31'), b: json('l35') }, signer())
    const lieu = await lieuDe(pivot)
    const tour = lignes(31, 35).map((l, i, tous) => ({ ...l, id: tous[(i + 1) % tous.length]?.id as string }))
    const fin = await atelier.importer(SOURCES.json, enJson(tour), { dateeDu: '2026-06-02' })
    expect(fin).toMatchObject({ etat: 'appliquee', disparues: 0, nouvelles: 0 })
    expect(await ficheDe(json('l35'))).toMatchObject({ id: lieu, records: ['essai-csv/l1', 'essai-json/l35'] })
    const paires = (await listDecisionsSur(db, [pivot])).map((d) => `${d.genre} ${d.b_cle}`)
    expect(paires.sort()).toEqual(['different l32', 'different l33', 'different l34', 'meme l35'])
    expect((await listDecisionsSur(db, [json('l31')]))[0]).toMatchObject({ a_cle: 'l31', b_cle: 'l32' })
    await verifierAnnuaire(db)
  })

  it('quand la source n’a pas d’identifiants et qu’un nom change', async () => {
    const sans: Declaration = { ...SOURCES.csv, id: 'sans-id', nom: 'Sans identifiants', cle: 'empreinte' }
    await atelier.importer(SOURCES.json, enJson(lignes(31, 35)))
    await atelier.importer(sans, enCsv(lignes(1, 6)))
    const nom = ligne('l1').nom
    const avant = (await lireFiches(db)).find(({ valeurs }) => valeurs.nom === nom)
    const lieu = await lieuDe(json('l31'))
    await reunirLieux(db, avant?.id ?? 0, lieu, signer())
    const ancienne = (await ficheDe(json('l31'))).records.find((r) => r.startsWith('sans-id/'))
    await atelier.importer(sans, enCsv([ligne('l1', { nom: `${nom} et compagnie` }), ...lignes(2, 6)]), {
      dateeDu: '2026-06-02'
    })
    const nouvelle = (await ficheDe(json('l31'))).records.find((r) => r.startsWith('sans-id/'))
    expect(nouvelle).toBeDefined()
    expect(nouvelle).not.toBe(ancienne)
    await verifierAnnuaire(db)
  })

  it('quand l’enregistrement part et revient ; prise pendant son absence, elle l’attend', async () => {
    const lieu = await enDeuxSources()
    const reste = lignes(32, 35)
    await atelier.importer(SOURCES.json, enJson(reste), { dateeDu: '2026-06-02' })
    expect((await ficheDe(csv('l1'))).records).toEqual(['essai-csv/l1'])
    expect(await deciderPaire(db, { genre: 'meme', a: csv('l2'), b: json('l31') }, signer())).toMatchObject({
      ok: true
    })
    await verifierAnnuaire(db)
    await atelier.importer(SOURCES.json, enJson([...reste, ligne('l31')]), { dateeDu: '2026-06-03' })
    expect(await ficheDe(json('l31'))).toMatchObject({
      id: lieu,
      records: ['essai-csv/l1', 'essai-csv/l2', 'essai-json/l31']
    })
    await verifierAnnuaire(db)
    expect(await genres(lieu)).toEqual(expect.arrayContaining(['creation', 'reunion', 'arrivee', 'depart']))
  })

  it('d’un enregistrement parti, sans passer à celui qui prend sa clé', async () => {
    await enDeuxSources()
    await atelier.importer(SOURCES.json, enJson(lignes(32, 35)), { dateeDu: '2026-06-02' })
    // The key of the one that left now names l32, which said the same under its own key.
    const suite = [ligne('l32'), ...lignes(33, 35)].map((l) => (l.id === 'l32' ? { ...l, id: 'l31' } : l))
    await atelier.importer(SOURCES.json, enJson(suite), { dateeDu: '2026-06-03' })
    expect((await ficheDe(json('l31'))).records).toEqual(['essai-json/l31'])
    await verifierAnnuaire(db)
  })

  it('annulée, elle reste écrite avec qui l’a prise, qui l’a annulée, et quand', async () => {
    await livrerDix()
    const decideur = signer({ acteur: { ...ADMINISTRATEUR, nom: 'une administratrice' } })
    await reunirLieux(db, await lieuDe(csv('l1')), await lieuDe(json('l31')), decideur)
    await annuler(decideur.lot, 'un autre')
    expect(await listDecisionsSur(db, [csv('l1')])).toMatchObject([
      {
        auteur: 'une administratrice',
        motif: 'vu sur place',
        prise_le: decideur.now,
        annulee_par: 'un autre',
        annulee_le: new Date('2026-06-11T09:00:00Z')
      }
    ])
    expect(await annuler(decideur.lot)).toMatchObject({ ok: false, error: { raison: 'deja-annulee' } })
    expect(await findRupture(db, 'national')).toBeUndefined()
  })

  it('au journal, n’écrit que des nombres : ni nom de lieu, ni motif', async () => {
    await livrerDix()
    await reunirLieux(db, await lieuDe(csv('l1')), await lieuDe(json('l31')), signer({ motif: 'Mme Untel me l’a dit' }))
    const { rows } = await sql<{ contenu: Record<string, unknown> }>`
      select contenu from journal where genre = 'annuaire.decision'`.execute(db)
    expect(rows).toHaveLength(1)
    for (const valeur of Object.values(rows[0]?.contenu ?? {})) expect(valeur).toEqual(expect.any(Number))
  })
})

describe('des décisions qui se contredisent', () => {
  beforeEach(() => livrerDix())
  const dire = (genre: 'meme' | 'different', a: Cle, b: Cle, nom = 'administrateur') =>
    deciderPaire(db, { genre, a, b }, signer({ acteur: { ...ADMINISTRATEUR, nom } }))

  it('sont refusées : même a–b, même b–c, puis différent a–c ; et disent qui a décidé quoi', async () => {
    await dire('meme', csv('l1'), json('l31'), 'Anne')
    await dire('meme', json('l31'), csv('l2'), 'Bachir')
    expect(await dire('different', csv('l1'), csv('l2'))).toMatchObject({
      ok: false,
      error: { raison: 'contradiction', contradiction: { par: [{ auteur: 'Anne' }, { auteur: 'Bachir' }] } }
    })
    expect(await separerLieu(db, await lieuDe(csv('l1')), [csv('l2')], signer())).toMatchObject({
      error: { raison: 'contradiction' }
    })
    await verifierAnnuaire(db)
  })

  it('sont refusées dans l’autre sens : différent a–c, même a–b, puis même b–c', async () => {
    await dire('different', csv('l1'), csv('l2'), 'Anne')
    await dire('meme', csv('l1'), json('l31'), 'Bachir')
    expect(await dire('meme', json('l31'), csv('l2'))).toMatchObject({
      error: {
        raison: 'contradiction',
        contradiction: {
          par: expect.arrayContaining([expect.objectContaining({ auteur: 'Anne', genre: 'different' })])
        }
      }
    })
    expect(await reunirLieux(db, await lieuDe(csv('l1')), await lieuDe(csv('l2')), signer())).toMatchObject({
      error: { raison: 'contradiction' }
    })
    await verifierAnnuaire(db)
  })

  it('prises au même instant par deux personnes : une seule passe, l’autre sait pourquoi', async () => {
    const issues = await Promise.all([
      dire('meme', csv('l1'), json('l31'), 'Anne'),
      dire('different', csv('l1'), json('l31'), 'Bachir')
    ])
    expect(issues.filter(({ ok }) => ok)).toHaveLength(1)
    expect(issues.find(({ ok }) => !ok)).toMatchObject({
      error: { raison: 'contradiction', contradiction: { par: [{}] } }
    })
    await verifierAnnuaire(db)
  })

  it('n’empêchent pas de dire deux fois la même chose', async () => {
    const issues = await Promise.all([1, 2, 3].map(() => dire('meme', csv('l1'), json('l31'))))
    expect(issues.map(({ ok }) => ok)).toEqual([true, true, true])
    expect(await listDecisionsSur(db, [csv('l1')])).toHaveLength(1)
  })

  it('refuse ce qui ne nomme pas deux enregistrements connus', async () => {
    expect(await dire('meme', csv('l1'), csv('l1'))).toMatchObject({ error: { raison: 'meme-lieu' } })
    expect(await dire('meme', csv('l1'), csv('jamais'))).toMatchObject({ error: { raison: 'lieu-inconnu' } })
    expect(await dire('meme', csv('l1'), { source: 'ailleurs', cle: 'l1' })).toMatchObject({
      error: { raison: 'lieu-inconnu' }
    })
  })
})

describe('choisir une valeur', () => {
  const deux = async (dit: Readonly<Record<string, string>> = {}) => {
    await atelier.importer(SOURCES.csv, enCsv([ligne('l1', { telephone: '04 92 00 00 01' }), ...lignes(2, 4)]))
    await atelier.importer(SOURCES.json, enJson([ligne('l1', { telephone: '04 92 11 11 11', ...dit })]), {
      dateeDu: '2026-06-03'
    })
    return lieuDe(csv('l1'))
  }

  it('l’emporte sur une source plus récente et mieux placée, et tient à la livraison suivante', async () => {
    const lieu = await deux()
    expect((await ficheDe(csv('l1'))).valeurs.telephone).toBe('+33492111111')
    const decideur = signer()
    expect(await choisirValeur(db, lieu, csv('l1'), 'telephone', decideur)).toMatchObject({ ok: true })
    const choisie = {
      valeurs: { telephone: '+33492000001' },
      provenance: { telephone: { source: 'essai-csv', cle: 'l1', regle: 'decision', date: '2026-06-10' } }
    }
    expect(await ficheDe(csv('l1'))).toMatchObject(choisie)
    await atelier.importer(
      { ...SOURCES.json, confiance: { parDefaut: 5, champs: {}, decerne: [] } },
      enJson([ligne('l1', { telephone: '04 92 22 22 22' })]),
      { dateeDu: '2026-06-08' }
    )
    // Its own source now says otherwise: what a person chose holds all the same.
    await atelier.importer(SOURCES.csv, enCsv([ligne('l1', { telephone: '' }), ...lignes(2, 4)]), {
      dateeDu: '2026-06-08'
    })
    expect(await ficheDe(csv('l1'))).toMatchObject(choisie)
    await verifierAnnuaire(db)

    await annuler(decideur.lot)
    expect((await ficheDe(csv('l1'))).valeurs.telephone).toBe('+33492222222')
    await verifierAnnuaire(db)
  })

  it('suit l’enregistrement quand la fiche se sépare, et dort pendant qu’il est parti', async () => {
    const lieu = await deux()
    await choisirValeur(db, lieu, csv('l1'), 'telephone', signer())
    await separerLieu(db, lieu, [json('l1')], signer())
    expect((await ficheDe(csv('l1'))).provenance.telephone?.regle).toBe('decision')
    expect((await ficheDe(json('l1'))).valeurs.telephone).toBe('+33492111111')
    await atelier.importer(SOURCES.csv, enCsv(lignes(2, 4)), { dateeDu: '2026-06-08', confirmer: true })
    await atelier.importer(SOURCES.csv, enCsv([ligne('l1', { telephone: '04 92 77 77 77' }), ...lignes(2, 4)]), {
      dateeDu: '2026-06-09'
    })
    expect((await ficheDe(csv('l1'))).valeurs.telephone).toBe('+33492000001')
    await verifierAnnuaire(db)
  })

  it('de deux choix pour une information, après une réunion : le dernier ; défait, le premier reprend', async () => {
    await livrerDix()
    const [a, b] = [await lieuDe(csv('l1')), await lieuDe(json('l31'))]
    await choisirValeur(db, a, csv('l1'), 'telephone', signer({ now: new Date('2026-06-09T10:00:00Z') }))
    const dernier = signer({ now: new Date('2026-06-09T11:00:00Z') })
    await choisirValeur(db, b, json('l31'), 'telephone', dernier)
    await reunirLieux(db, a, b, signer())
    expect((await ficheDe(csv('l1'))).provenance.telephone).toMatchObject({ cle: 'l31', regle: 'decision' })
    await annuler(dernier.lot)
    expect((await ficheDe(csv('l1'))).provenance.telephone).toMatchObject({ cle: 'l1', regle: 'decision' })
    await verifierAnnuaire(db)
  })

  it('choisit une liste entière, une adresse entière, un point entier', async () => {
    const lieu = await deux({
      services: 'Aide aux démarches administratives|Compréhension du monde numérique',
      adresse: '1 bis rue du Four',
      complement_adresse: 'Bâtiment C',
      latitude: '44.5011',
      longitude: '6.0201'
    })
    await choisirValeur(db, lieu, csv('l1'), 'services', signer())
    await choisirValeur(db, lieu, json('l1'), 'adresse', signer({ now: new Date('2026-06-10T10:00:00Z') }))
    await choisirValeur(db, lieu, json('l1'), 'longitude', signer())
    const { valeurs, provenance } = await ficheDe(csv('l1'))
    expect(valeurs).toMatchObject({
      services: ['Aide aux démarches administratives'],
      complement_adresse: 'Bâtiment C',
      latitude: 44.5011,
      longitude: 6.0201
    })
    expect(provenance.services).toMatchObject({
      valeurs: { 'Aide aux démarches administratives': [{ source: 'essai-csv' }] }
    })
    expect(provenance.commune).toMatchObject({ source: 'essai-json', regle: 'decision' })
    // The other record's address has no complement: none is left over from the former choice.
    await choisirValeur(db, lieu, csv('l1'), 'adresse', signer({ now: new Date('2026-06-10T11:00:00Z') }))
    expect((await ficheDe(csv('l1'))).valeurs).not.toHaveProperty('complement_adresse')
    await verifierAnnuaire(db)
  })

  it('refuse ce que l’enregistrement ne dit pas, et ce qui n’appartient qu’à la fiche', async () => {
    const lieu = await deux()
    for (const [cle, champ] of [
      [csv('l1'), 'horaires'],
      [csv('l2'), 'nom'],
      [csv('l1'), 'id'],
      [csv('l1'), 'constructor']
    ] as const)
      expect(await choisirValeur(db, lieu, cle, champ as 'nom', signer())).toMatchObject({
        error: { raison: 'valeur-inconnue' }
      })
  })
})

describe('les labels', () => {
  const decernant: Declaration = {
    ...SOURCES.csv,
    id: 'decernant',
    nom: 'Décernant',
    confiance: { parDefaut: 3, champs: {}, decerne: ['France Services'] }
  }
  const labels = async () => (await ficheDe(json('l1'))).valeurs.dispositif_programmes_nationaux

  it('d’un organisme qui arrive se retirent de ceux qui l’annonçaient sans lui, et leur reviennent s’il part', async () => {
    await atelier.importer(SOURCES.json, enJson([ligne('l1', { dispositif_programmes_nationaux: 'France Services' })]))
    expect(await labels()).toEqual(['France Services'])
    const avant = await lireContenu(db)
    await atelier.importer(decernant, enCsv(lignes(40, 41)))
    expect(await labels()).toBeUndefined()
    await verifierAnnuaire(db)
    await atelier.importer({ ...decernant, confiance: undefined }, enCsv(lignes(40, 41)), { dateeDu: '2026-06-04' })
    expect((await lireContenu(db)).filter(({ records }) => records[0]?.startsWith('essai-json'))).toEqual(avant)
  })

  it('d’un organisme inventé ne retirent rien aux lieux réels', async () => {
    await atelier.importer(SOURCES.json, enJson([ligne('l1', { dispositif_programmes_nationaux: 'France Services' })]))
    await atelier.importer({ ...decernant, fictif: true }, enCsv(lignes(40, 41)))
    expect(await labels()).toEqual(['France Services'])
  })
})

describe('les lieux fictifs de la démonstration', () => {
  const fictive: Declaration = { ...SOURCES.csv, id: 'demo', nom: 'Démonstration', fictif: true }

  it('ne rejoignent jamais un lieu réel, même identiques, même si on le demande', async () => {
    await atelier.importer(fictive, enCsv(lignes(1, 3)))
    await atelier.importer(SOURCES.json, enJson(lignes(1, 3)))
    expect(await lireFiches(db)).toHaveLength(6)
    const cle = { source: 'demo', cle: 'l1' }
    for (const issue of [
      await deciderPaire(db, { genre: 'meme', a: cle, b: json('l1') }, signer()),
      await reunirLieux(db, await lieuDe(cle), await lieuDe(json('l1')), signer())
    ])
      expect(issue).toMatchObject({ ok: false, error: { raison: 'fictif-et-reel' } })
  })

  it('effacés, laissent les lieux réels, leurs décisions et leur histoire comme s’ils n’avaient pas été là', async () => {
    await livrerDix()
    await reunirLieux(db, await lieuDe(csv('l1')), await lieuDe(json('l31')), signer())
    await choisirValeur(db, await lieuDe(csv('l1')), json('l31'), 'nom', signer())
    const lire = async () => ({
      fiches: await lireFiches(db),
      adresses: await lireAdresses(db),
      changements: (await sql`select * from changement order by id`.execute(db)).rows,
      decisions: (await sql`select * from decision order by id`.execute(db)).rows
    })
    const avant = await lire()
    await atelier.importer(fictive, enCsv(lignes(1, 8)))
    const [a, b] = (await lireFiches(db)).filter(({ records }) => records[0]?.startsWith('demo/'))
    const lot = signer()
    await reunirLieux(db, a?.id ?? 0, b?.id ?? 0, lot)
    await choisirValeur(db, a?.id ?? 0, enCle(b?.records[0] ?? ''), 'nom', signer())
    await atelier.importer(fictive, enCsv(lignes(3, 9)), { dateeDu: '2026-06-02', confirmer: true })
    expect(await effacerDemonstration(db, new Date('2026-06-12T09:00:00Z'))).toMatchObject({ sources: 1 })
    expect(await lire()).toEqual(avant)
    await verifierAnnuaire(db)
    // And the directory goes on.
    expect(await atelier.importer(SOURCES.csv, enCsv(lignes(1, 6)), { dateeDu: '2026-06-04' })).toMatchObject({
      etat: 'appliquee',
      nouvelles: 1
    })
    await verifierAnnuaire(db)
  })
})
