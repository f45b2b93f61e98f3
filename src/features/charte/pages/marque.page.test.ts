import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { create } from 'qrcode'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Jour } from '../../../kernel/jour.ts'
import { transaction } from '../../../platform/db/index.ts'
import { listCourriels } from '../../../platform/mail/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../../annuaire/actions/import.fixture.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { declarerLieu, faire } from '../actions/adhesion/adhesion-en-base.fixture.ts'
import { chargerChartesLivrees } from '../actions/charger-chartes.ts'
import { donneesDesDemandesDeMarque } from '../actions/marque/demander.ts'
import { composerMarqueMembre } from '../actions/marque/dessiner.ts'
import { dessinerAutocollant } from './marque-autocollant.ts'
import { lirePdf, lireRectangles } from './pdf.fixture.ts'

const SITE = 'http://localhost'
const jour = (texte: string) => texte as Jour
const QUAND = new Date('2026-09-01T08:00:00Z')

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant = QUAND
let membre: string
let candidat: string
let comptes: Record<'responsable' | 'autre' | 'curieux' | 'secretaire', { id: string; cookie: string }>

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(lignes(1, 4)))
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), new Date('2026-01-02T08:00:00Z'))
  const { rows } = await sql<{ id: number }>`select id from lieu order by id`.execute(db)
  const [un = 0, deux = 0] = rows.map(({ id }) => id)
  membre = await declarerLieu(db, 'nationale', un, new Date('2026-06-01T13:42:00Z'))
  candidat = await declarerLieu(db, 'nationale', deux, new Date('2026-08-28T09:00:00Z'))
  site = creerApplicationDeTest(db, { now: () => maintenant })
  const ouvrir = async (nom: string) =>
    creerCompte(db, { courriel: `${nom}@exemple.fr`, pseudonyme: nom, sansMotDePasse: true, now: QUAND })
  const ids = {
    responsable: await ouvrir('responsable'),
    autre: await ouvrir('autre'),
    curieux: await ouvrir('curieux'),
    secretaire: await ouvrir('secretaire')
  }
  await donner(db, ids.responsable, { role: 'responsable', reseau: 'national', lieux: [un] }, QUAND)
  await donner(db, ids.autre, { role: 'responsable', reseau: 'national', lieux: [deux] }, QUAND)
  await donner(db, ids.secretaire, { role: 'secretariat', reseau: 'national' }, QUAND)
  const entrer = async (id: string) => ({ id, cookie: await cookieDe(db, id, { now: QUAND }) })
  comptes = {
    responsable: await entrer(ids.responsable),
    autre: await entrer(ids.autre),
    curieux: await entrer(ids.curieux),
    secretaire: await entrer(ids.secretaire)
  }
})

const lire = (chemin: string, qui?: keyof typeof comptes) =>
  site.get(chemin, qui ? { headers: { cookie: comptes[qui].cookie } } : {})
const poster = (chemin: string, champs: Record<string, string>, qui: keyof typeof comptes) =>
  site.post(chemin, champs, { headers: { cookie: comptes[qui].cookie } })
const texteDe = async (reponse: Response) =>
  (await reponse.text()).replace(/<[^>]*>/g, ' ').replace(/[\u00a0\u202f\s]+/g, ' ')

function modulesDe(adresse: string): string[] {
  const { size, data } = create(adresse, { errorCorrectionLevel: 'Q' }).modules
  return Array.from({ length: size }, (_, y) =>
    [...[...data.slice(y * size, (y + 1) * size)].join('').matchAll(/1+/g)].map(
      (suite) => `${suite.index} ${y} ${suite[0].length}`
    )
  ).flat()
}

describe('le kit du membre', () => {
  it('donne au responsable l’autocollant, la marque et les lignes pour son site', async () => {
    const reponse = await lire(`/adhesions/${membre}/kit`, 'responsable')
    expect(reponse.status).toBe(200)
    const html = await reponse.text()
    expect(html).toContain('Petit autocollant (A6, PDF)')
    // The lines to copy, as text.
    expect(html).toContain(
      `&lt;a href=&quot;${SITE}/adhesions/${membre}&quot;&gt;&lt;img src=&quot;${SITE}/adhesions/${membre}/badge.svg&quot;`
    )
    expect(html).toContain('Pas pour une autre activité, un produit ou un autre service.')
    const svg = await lire(`/adhesions/${membre}/kit/marque.svg`, 'responsable')
    expect(svg.headers.get('content-disposition')).toContain('marque-national.svg')
    const texte = await svg.text()
    expect(texte).toContain('<title>Lieu membre. Réseau national de la médiation numérique</title>')
    // Drawn, not written: no font is needed to see it.
    expect(texte).not.toContain('<text')
    const png = await lire(`/adhesions/${membre}/kit/marque.png`, 'responsable')
    const { width, format } = await sharp(Buffer.from(await png.arrayBuffer())).metadata()
    expect({ width, format }).toEqual({ width: 2000, format: 'png' })
  })

  it.each(['a6', 'a4'])('fait un autocollant %s dont le code mène à la page de vérification', async (format) => {
    const reponse = await lire(`/adhesions/${membre}/kit/autocollant-${format}.pdf`, 'responsable')
    expect(reponse.headers.get('content-type')).toBe('application/pdf')
    const octets = new Uint8Array(await reponse.arrayBuffer())
    const { structure, texte } = lirePdf(octets)
    expect(structure).toContain('/Marked true')
    expect(structure).toContain('/Lang (fr-FR)')
    expect([...structure.matchAll(/\/S \/(H1|Figure|P)\b/g)].map(([, genre]) => genre).sort()).toEqual([
      'Figure',
      'Figure',
      'H1',
      'P',
      'P',
      'P'
    ])
    expect(structure).toMatch(format === 'a6' ? /MediaBox \[0 0 297.64 419.53\]/ : /MediaBox \[0 0 595.28 841.89\]/)
    const mots = texte.replaceAll('\n', ' ')
    expect(mots).toContain('Vérifiez que ce')
    expect(texte.replaceAll('\n', '')).toContain(`${SITE}/adhesions/${membre}`.slice(0, 20))
    const lu = lireRectangles(octets)
    expect(lu).toEqual(modulesDe(`${SITE}/adhesions/${membre}`))
    expect(lu).not.toEqual(modulesDe(`${SITE}/adhesions/${candidat}`))
  })

  it('tient toujours sur une seule page, quels que soient les noms', async () => {
    const nom = fc.string({ unit: fc.constantFrom('M', 'é', 'i', ' ', '-'), minLength: 1, maxLength: 180 })
    await fc.assert(
      fc.asyncProperty(nom, nom, fc.constantFrom('a4' as const, 'a6' as const), async (lieu, reseau, format) => {
        const pdf = dessinerAutocollant({
          format,
          lieu,
          reseau,
          marque: composerMarqueMembre(reseau.slice(0, 80), '#1f4e5f'),
          adresse: `${SITE}/adhesions/${membre}`,
          le: QUAND
        })
        const octets = Buffer.concat(await Array.fromAsync(pdf as AsyncIterable<Buffer>))
        expect(lirePdf(octets).structure.match(/\/Type \/Page\n/g)).toHaveLength(1)
      }),
      { numRuns: 25 }
    )
  })

  it('n’est donné à personne d’autre, ni à un lieu qui n’est pas membre', async () => {
    for (const suite of ['', '/marque.svg', '/marque.png', '/autocollant-a6.pdf']) {
      expect((await lire(`/adhesions/${membre}/kit${suite}`)).status, suite).toBe(401)
      const autre = await lire(`/adhesions/${membre}/kit${suite}`, 'autre')
      expect(autre.status).toBe(403)
      expect(await texteDe(autre)).toContain('réservé aux personnes qui s’occupent de ce lieu')
      const pasMembre = await lire(`/adhesions/${candidat}/kit${suite}`, 'autre')
      expect(pasMembre.status).toBe(403)
      expect(await texteDe(pasMembre)).toContain('réservé aux lieux membres')
      expect((await lire(`/adhesions/${membre}/kit${suite}`, 'curieux')).status).toBe(403)
    }
    expect((await lire(`/adhesions/${membre}/kit/logo.exe`, 'responsable')).status).toBe(404)
    expect((await lire('/adhesions/nimporte/kit', 'responsable')).status).toBe(404)
  })

  it('se ferme à la première seconde de la suspension', async () => {
    await faire(
      base.db,
      membre,
      { genre: 'avertir', constateLe: jour('2026-08-20'), envoyeeLe: jour('2026-08-25'), recueLe: jour('2026-08-28') },
      new Date('2026-09-01T07:00:00Z')
    )
    const a = async (quand: string) => {
      maintenant = new Date(quand)
      const { cookie } = { cookie: await cookieDe(base.db, comptes.responsable.id, { now: maintenant }) }
      const reponse = await site.get(`/adhesions/${membre}/kit/marque.svg`, { headers: { cookie } })
      maintenant = QUAND
      return reponse.status
    }
    expect(await a('2026-09-14T21:59:59Z')).toBe(200)
    expect(await a('2026-09-14T22:00:00Z')).toBe(403)
  })
})

const DEMANDE = {
  reseau: 'national',
  organisme: 'Mairie de Gap',
  usage: 'Une affiche pour la semaine du numérique.',
  du: '01/10/2026',
  au: '15/10/2026'
}

describe('un autre usage de la marque', () => {
  it('se demande par écrit ; une faute est dite, et ce qui est écrit reste', async () => {
    expect((await lire('/marque/demander')).status).toBe(401)
    expect((await lire('/marque/demander', 'curieux')).status).toBe(200)
    const refusee = await poster(
      '/marque/demander',
      { ...DEMANDE, reseau: 'ailleurs', usage: '', du: '01/08/2026', au: '32/13/2026' },
      'curieux'
    )
    expect(refusee.status).toBe(422)
    const html = await refusee.text()
    for (const message of [
      'Choisissez le réseau.',
      'Dites ce que vous voulez faire.',
      'Le premier jour est déjà passé.',
      'Écrivez le dernier jour.'
    ])
      expect(html).toContain(message)
    expect(html).toContain('value="Mairie de Gap"')
    expect((await poster('/marque/demander', { ...DEMANDE, au: '02/10/2029' }, 'curieux')).status).toBe(422)
    expect((await poster('/marque/demander', { ...DEMANDE, au: '01/09/2026' }, 'curieux')).status).toBe(422)
  })

  it('reçoit une réponse écrite, une seule, envoyée à la personne et gardée au registre', async () => {
    const envoi = await poster('/marque/demander', DEMANDE, 'curieux')
    expect(envoi.headers.get('location')).toBe('/marque/demander?fait=envoyee')
    const [alerte] = (await listCourriels(base.db, 50)).filter(({ motif }) => motif === 'marque-demande')
    expect(alerte?.destinataire).toBe('secretaire@exemple.fr')
    const [, chemin = ''] = /(\/bureau\/marque\/[0-9a-f-]+)/.exec(alerte?.texte ?? '') ?? []
    expect((await lire(chemin, 'curieux')).status).toBe(403)
    expect((await poster(chemin, { reponse: 'accord', texte: '' }, 'responsable')).status).toBe(403)
    expect(await texteDe(await lire('/bureau/marque', 'secretaire'))).toContain('Mairie de Gap')
    expect((await poster(chemin, { reponse: 'refus', texte: '' }, 'secretaire')).status).toBe(422)
    expect((await poster(chemin, { reponse: 'peut-être' }, 'secretaire')).status).toBe(422)

    const reponses = await Promise.all(
      ['Avec la mention de la charte.', 'Sans condition.'].map((texte) =>
        poster(chemin, { reponse: 'accord', texte }, 'secretaire')
      )
    )
    expect(reponses.map(({ status }) => status).sort()).toEqual([303, 409])
    const courriels = (await listCourriels(base.db, 50)).filter(({ motif }) => motif === 'marque-reponse')
    expect(courriels).toHaveLength(1)
    expect(courriels[0]?.destinataire).toBe('curieux@exemple.fr')
    expect(courriels[0]?.texte.replaceAll('\u00a0', ' ')).toContain(
      'du jeudi 1er octobre 2026 au jeudi 15 octobre 2026'
    )
    expect(await texteDe(await lire('/marque/demander', 'curieux'))).toContain('Accord')
    const { rows } = await sql<{
      contenu: unknown
    }>`select contenu from journal where genre = 'marque.reponse'`.execute(base.db)
    expect(rows).toEqual([{ contenu: { reponse: 'accord', du: '2026-10-01', au: '2026-10-15' } }])
  })

  it('ne se demande que quelques fois par jour', async () => {
    const statuts: number[] = []
    for (let i = 0; i < 6; i++) statuts.push((await poster('/marque/demander', DEMANDE, 'autre')).status)
    expect(statuts).toEqual([303, 303, 303, 303, 303, 429])
  })

  it('s’efface avec le compte ; l’accord donné reste, sans la personne', async () => {
    expect(await donneesDesDemandesDeMarque.exporter(base.db, comptes.curieux.id)).toMatchObject([
      { organisme: 'Mairie de Gap' }
    ])
    for (const { id } of [comptes.curieux, comptes.autre])
      await transaction(base.db, (trx) => donneesDesDemandesDeMarque.effacer(trx, id, QUAND))
    const { rows } = await sql<{
      reponse: string
      compte_id: null
    }>`select reponse, compte_id from marque_demande`.execute(base.db)
    expect(rows).toEqual([{ reponse: 'accord', compte_id: null }])
  })
})
