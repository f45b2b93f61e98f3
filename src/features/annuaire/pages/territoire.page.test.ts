import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { champDe, estAutorise, type Octroi } from '../../../kernel/droit.ts'
import type { Attribution, Zone } from '../../../kernel/role.ts'
import { cookieAdministration, creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { type GeographieFrance, obtenirGeographie } from '../../territoires/index.ts'
import { deciderPaire, reunirLieux } from '../actions/decider.ts'
import { enCsv, enJson, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { pairesInventees } from '../actions/revision.fixture.ts'
import { traiterSignalement } from '../actions/traiter-signalement.ts'
import { zonesDuLieu } from '../domain/permissions.ts'
import { dansLeChamp } from '../store/dans-le-champ.ts'

let base: BaseDeTest
let geo: GeographieFrance
let site: ReturnType<typeof creerApplicationDeTest>
let administration: string
/** She coordinates the Hautes-Alpes, and nothing else. */
let compte: string
let cookie: string

const HAUTES_ALPES: Zone = { genre: 'departement', code: '05' }
const REVISION = '/administration/revision'

beforeAll(async () => {
  base = await creerBaseDeTest()
  geo = await obtenirGeographie(base.db)
  site = creerApplicationDeTest(base.db)
  administration = await cookieAdministration(base.db)
  const atelier = ouvrirAtelier(base.db, geo)
  const { csv, json } = pairesInventees()
  await atelier.importer(SOURCES.csv, enCsv(csv))
  await atelier.importer(SOURCES.json, enJson(json))
  compte = await creerCompte(base.db, { courriel: 'coord@exemple.fr', pseudonyme: 'Coralie', sansMotDePasse: true })
  await donner(base.db, compte, { role: 'coordinateur', reseau: 'national', territoires: [HAUTES_ALPES] })
  cookie = await cookieDe(base.db, compte)
})

const lire = async (chemin: string, c = cookie) => {
  const reponse = await site.get(chemin, { headers: { cookie: c } })
  return { statut: reponse.status, texte: (await reponse.text()).replace(/[\u00a0\u202f]/g, ' ') }
}
const envoyer = (chemin: string, champs: Record<string, string>, c = cookie) =>
  site.post(chemin, champs, { headers: { cookie: c } })
const champCache = (texte: string, nom: string) => new RegExp(`name="${nom}" value="([^"]*)"`).exec(texte)?.[1] ?? ''
const lieux = async (departement: string) =>
  (
    await sql<{ id: number; nom: string; adresse_page: string }>`
      select id, nom, adresse_page from lieu where departement = ${departement} and retire_le is null order by id`.execute(
      base.db
    )
  ).rows
const decisions = async () =>
  (await sql<{ auteur: string }>`select auteur from decision where annulee_le is null`.execute(base.db)).rows
/** The coordinator herself, for actions called without a page. */
const coralie = () => ({
  acteur: {
    nom: `compte:${compte}`,
    attributions: [{ role: 'coordinateur', reseau: 'national', territoires: [HAUTES_ALPES] }] as Attribution[]
  },
  motif: '',
  now: HEURE_DE_TEST,
  lot: crypto.randomUUID()
})

describe('au bureau de révision, une coordinatrice', () => {
  it('ne voit que son territoire, quoi que dise l’adresse', async () => {
    const tout = /Même lieu ou non <span class="num">(\d+)/.exec((await lire(REVISION, administration)).texte)?.[1]
    const sien = await lire(REVISION)
    const nombre = /Même lieu ou non <span class="num">(\d+)/.exec(sien.texte)?.[1]
    expect(Number(nombre)).toBeGreaterThan(0)
    expect(Number(nombre)).toBeLessThan(Number(tout))
    expect(sien.texte).toContain('value="05"')
    expect(sien.texte).not.toContain('value="13"')
    for (const fin of ['', '/valeurs', '/positions', '/contradictions']) {
      const ailleurs = await lire(`${REVISION}${fin}?departement=13`)
      expect(ailleurs.statut).toBe(200)
      expect(ailleurs.texte).toContain('Même lieu ou non <span class="num">0</span>')
      expect(ailleurs.texte).not.toContain('Marseille')
    }
  })

  it('décide chez elle, en son nom ; la page dit son pseudonyme, le journal son numéro', async () => {
    const paire = champCache((await lire(REVISION)).texte, 'paire')
    expect((await envoyer(REVISION, { paire, reponse: 'different' })).status).toBe(303)
    expect((await decisions()).map(({ auteur }) => auteur)).toContain(`compte:${compte}`)
    const { rows } = await sql<{ id: number; acteur: string }>`
      select e.lieu_id as id, (select acteur from journal where genre = 'annuaire.decision' order by rang desc limit 1) as acteur
      from decision d join enregistrement e on e.source_id = d.a_source and e.cle = d.a_cle
      where d.auteur = ${`compte:${compte}`} limit 1`.execute(base.db)
    expect(rows[0]?.acteur).toBe(`compte:${compte}`)
    const histoire = await site.get(`/lieux/${rows[0]?.id}/histoire`)
    const texte = await histoire.text()
    expect(texte).toContain('Par Coralie')
    expect(texte).not.toContain(compte)
  })

  it('ne décide pas ailleurs : l’action refuse, rien n’est écrit', async () => {
    const avant = (await decisions()).length
    const { texte } = await lire(`${REVISION}?departement=13`, administration)
    const paire = champCache(texte, 'paire')
    for (const reponse of ['meme', 'different']) {
      const refus = await envoyer(REVISION, { paire, reponse })
      expect(refus.status).toBe(403)
      expect(await refus.text()).toContain('Cette action ne vous est pas ouverte')
    }
    expect((await decisions()).length).toBe(avant)

    // Nor take back what somebody else decided there.
    const decide = await envoyer(REVISION, { paire, reponse: 'different' }, administration)
    const lot = new URL(decide.headers.get('location') ?? '', 'http://localhost').searchParams.get('lot') ?? ''
    expect((await envoyer(`${REVISION}/annulation`, { file: 'paires', lot })).status).toBe(403)
    expect((await decisions()).length).toBe(avant + 1)
  })
})

describe('depuis l’histoire d’une fiche, une coordinatrice', () => {
  it('n’a les formulaires que chez elle', async () => {
    const [ici, la] = [(await lieux('05'))[0], (await lieux('13'))[0]]
    expect((await lire(`/lieux/${ici?.id}/histoire`)).texte).toContain('/administration/lieux/')
    expect((await lire(`/lieux/${la?.id}/histoire`)).texte).not.toContain('/administration/lieux/')
    expect((await lire(`/administration/lieux/${la?.id}/reunion?avec=${ici?.id}`)).statut).toBe(403)
  })

  it('ne réunit pas une fiche de chez elle avec une d’ailleurs, ni n’y choisit une valeur', async () => {
    const [ici, la] = [(await lieux('05'))[0], (await lieux('13'))[0]]
    const avant = (await decisions()).length
    for (const [chemin, champs] of [
      [`/administration/lieux/${ici?.id}/reunion`, { avec: String(la?.id) }],
      [`/administration/lieux/${la?.id}/reunion`, { avec: String(ici?.id) }],
      [`/administration/lieux/${la?.id}/valeur`, { cle: 'essai-csv Marseille-a', champ: 'nom' }]
    ] as const)
      expect((await envoyer(chemin, champs)).status, chemin).toBe(403)
    expect(await reunirLieux(base.db, ici?.id ?? 0, la?.id ?? 0, coralie())).toEqual({
      ok: false,
      error: { raison: 'hors-territoire' }
    })
    const ailleurs = { genre: 'meme', a: cle('csv', 'Limoges-a'), b: cle('json', 'Limoges-a') } as const
    expect(await deciderPaire(base.db, ailleurs, coralie())).toMatchObject({ error: { raison: 'hors-territoire' } })
    expect((await decisions()).length).toBe(avant)
    const [une, autre] = await lieux('05')
    expect((await reunirLieux(base.db, une?.id ?? 0, autre?.id ?? 0, coralie())).ok).toBe(true)
  })

  const cle = (source: 'csv' | 'json', c: string) => ({ source: SOURCES[source].id, cle: c })
})

describe('un signalement', () => {
  const signaler = async (lieu: { id: number; adresse_page: string } | undefined) => {
    await site.post(
      `/lieux/${lieu?.id}-${lieu?.adresse_page}/signaler`,
      { quoi: 'horaires', message: 'Fermé le lundi.', horaires: 'Fermé le lundi' },
      { headers: { 'user-agent': crypto.randomUUID() } }
    )
    const { rows } = await sql<{ id: number }>`select max(id) as id from signalement`.execute(base.db)
    return rows[0]?.id ?? 0
  }

  it('se lit et se traite dans son territoire ; ailleurs, ni l’un ni l’autre', async () => {
    const [ici, la] = [await signaler((await lieux('05')).at(-1)), await signaler((await lieux('13')).at(-1))]
    expect(la).toBeGreaterThan(ici)
    const liste = (await lire('/administration/signalements')).texte
    expect(liste).toContain(`/administration/signalements/${ici}`)
    expect(liste).not.toContain(`/administration/signalements/${la}`)
    expect((await lire(`/administration/signalements/${la}`)).statut).toBe(403)
    const reponse = { suite: 'corrige', message: '' }
    expect((await envoyer(`/administration/signalements/${la}/reponse`, reponse)).status).toBe(403)
    expect((await envoyer(`/administration/signalements/${la}/annulation`, {})).status).toBe(403)
    expect((await envoyer(`/administration/signalements/${ici}/reponse`, reponse)).status).toBe(303)
    const traite = (await lire(`/administration/signalements/${ici}`)).texte
    expect(traite).toContain('Coralie')
    expect(traite).not.toContain(compte)

    const outils = { ...coralie(), reseau: 'Essai', site: 'http://localhost' }
    const force = await traiterSignalement(base.db, la, { etat: 'accepte', suite: 'corrige', message: '' }, outils)
    expect(force).toEqual({ ok: false, error: 'hors-territoire' })
  })

  it('d’un lieu revient aussi à son responsable, et à lui seul', async () => {
    const [sien, autre] = await lieux('23')
    if (!sien) throw new Error('aucun lieu dans la Creuse')
    const responsable = await creerCompte(base.db, {
      courriel: 'r@exemple.fr',
      pseudonyme: 'Rémi',
      sansMotDePasse: true
    })
    await donner(base.db, responsable, { role: 'responsable', reseau: 'national', lieux: [sien.id] })
    const le = await cookieDe(base.db, responsable)
    const [du, pas] = [await signaler(sien), await signaler(autre)]
    const liste = (await lire('/administration/signalements', le)).texte
    expect(liste).toContain(`/administration/signalements/${du}`)
    expect(liste).not.toContain(`/administration/signalements/${pas}`)
    expect((await lire(`/administration/signalements/${du}`, le)).statut).toBe(200)
    expect((await lire(`/administration/signalements/${pas}`, le)).statut).toBe(403)
    expect((await lire(REVISION, le)).statut).toBe(403)
  })

  it('d’un lieu manquant n’ajoute rien hors du territoire', async () => {
    await site.post('/lieux/manquant', { nom: 'Le Repaire', commune: 'Gap', adresse: '3 rue Neuve' })
    const { rows } = await sql<{ id: number }>`select max(id) as id from signalement`.execute(base.db)
    const id = rows[0]?.id ?? 0
    const chemin = `/administration/signalements/${id}/reponse`
    const ajout = { suite: 'ajoute', message: '', nom: 'Le Repaire', adresse: '3 rue Neuve' }
    const ailleurs = await envoyer(chemin, { ...ajout, commune: 'Marseille', code_postal: '13001' })
    expect(ailleurs.status).toBe(403)
    expect((await envoyer(chemin, { ...ajout, commune: 'Gap', code_postal: '05000' })).status).toBe(303)
  })
})

describe('un import', () => {
  it('n’est ouvert qu’à qui règle le site', async () => {
    for (const chemin of ['/administration/importer', '/administration/livraisons', '/administration/sources'])
      expect((await lire(chemin)).statut, chemin).toBe(403)
    const admin = await creerCompte(base.db, { courriel: 'a@exemple.fr', pseudonyme: 'Alix', sansMotDePasse: true })
    await donner(base.db, admin, { role: 'administrateur', reseau: 'sicoval' })
    expect((await lire('/administration/importer', await cookieDe(base.db, admin))).statut).toBe(403)
  })
})

describe('la requête et la règle', () => {
  it('disent la même chose de chaque lieu, quelles que soient les attributions', async () => {
    const { rows } = await sql<{ id: number; code_insee: string | null; departement: string | null }>`
      select id, code_insee, departement from lieu
      union all values (900001, null, '05'), (900002, null, null), (900003, '00000', '13')`.execute(base.db)
    const zone = fc.constantFrom<Zone>(...rows.flatMap((lieu) => zonesDuLieu(geo, lieu)), {
      genre: 'departement',
      code: '75'
    })
    const octroi: Octroi = { coordinateur: 'territoire', administrateur: 'territoire', responsable: 'lieu' }
    const attribution = fc.record(
      {
        role: fc.constantFrom('coordinateur', 'administrateur', 'responsable', 'editeur'),
        reseau: fc.constantFrom('national', 'sicoval'),
        territoires: fc.array(zone, { maxLength: 3 }),
        perimetre: fc.array(zone, { maxLength: 3 }),
        lieux: fc.array(fc.constantFrom(...rows.map(({ id }) => id)), { maxLength: 2 })
      },
      { requiredKeys: ['role', 'reseau'] }
    )
    await fc.assert(
      fc.asyncProperty(fc.array(attribution, { maxLength: 3 }), async (liste) => {
        const sujet = { attributions: liste as Attribution[] }
        const condition = dansLeChamp(champDe(octroi, sujet), {
          codeInsee: sql.ref('l.code_insee'),
          departement: sql.ref('l.departement'),
          lieu: sql.ref('l.id')
        })
        const montres = await sql<{ id: number }>`
          select id from (select id, code_insee, departement from lieu
            union all values (900001, null, '05'), (900002, null, null), (900003, '00000', '13')) l
          where ${condition}`.execute(base.db)
        const permis = rows.filter((lieu) =>
          estAutorise(octroi, sujet, { dans: zonesDuLieu(geo, lieu), lieu: lieu.id })
        )
        expect(montres.rows.map(({ id }) => Number(id)).sort()).toEqual(permis.map(({ id }) => Number(id)).sort())
      }),
      { numRuns: 60 }
    )
  })
})
