import { createServer, type RequestListener } from 'node:http'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { jobsDesFeatures } from '../../../app.tsx'
import { transaction } from '../../../platform/db/index.ts'
import { classeur, zip } from '../../../platform/lecture/zip.fixture.ts'
import { cookieAdministration, creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { executerTravaux } from '../../../platform/testing/travaux.ts'
import { enCsv, enGeojson, enJson, enRangees, ligne, lignes, SOURCES } from '../actions/import.fixture.ts'
import { type Declaration, declarer } from '../domain/declaration.ts'
import { photographier, viderAnnuaire } from '../store/photographie.fixture.ts'
import { saveSource } from '../store/source.store.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let cookie: string

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db, { reglages: { IMPORT_TAILLE_MAX: '2' } })
  cookie = await cookieAdministration(base.db)
})
beforeEach(async () => {
  await viderAnnuaire(base.db)
  await sql`delete from graphile_worker._private_jobs`.execute(base.db)
  await declarerEnBase(...Object.values(SOURCES))
})

const declarerEnBase = (...sources: Declaration[]) =>
  transaction(base.db, async (trx) => {
    for (const source of sources) await saveSource(trx, source, HEURE_DE_TEST)
  })

function formulaire(
  source: Declaration | string,
  fichier: string | Buffer | undefined,
  autres: Record<string, string> = {},
  nom = 'livraison.csv'
) {
  const corps = new FormData()
  corps.set('source', typeof source === 'string' ? source : source.id)
  corps.set('provenance', 'fichier')
  corps.set('livraison', '2026-06-01')
  for (const [cle, valeur] of Object.entries(autres)) corps.set(cle, valeur)
  if (fichier !== undefined) corps.set('fichier', new File([fichier as BlobPart], nom))
  return corps
}

const envoyer = (...args: Parameters<typeof formulaire>) =>
  site.post('/administration/importer', formulaire(...args), { headers: { cookie } })

const travailler = (reglages: Record<string, string> = {}) =>
  executerTravaux(
    base,
    jobsDesFeatures({
      ...site.config,
      ...reglages,
      IMPORT_ADRESSES_INTERNES: reglages.IMPORT_ADRESSES_INTERNES === 'oui'
    }),
    () => HEURE_DE_TEST
  )

async function lire(chemin: string) {
  const reponse = await site.get(chemin, { headers: { cookie } })
  return { statut: reponse.status, texte: (await reponse.text()).replace(/[\u00a0\u202f]/g, ' '), reponse }
}

/** Through the door, the queue and the job, to the page that says how it ended. */
async function importerParLaPage(...args: Parameters<typeof formulaire>): Promise<string> {
  const reponse = await envoyer(...args)
  expect(reponse.status).toBe(303)
  await travailler()
  return (await lire(reponse.headers.get('location') ?? '')).texte
}

const compter = async (requete: string) =>
  Number((await sql<{ n: number }>`${sql.raw(requete)}`.execute(base.db)).rows[0]?.n)

describe('importer depuis la page', () => {
  it('garde le fichier, attend son tour, importe, montre le bilan et donne le rapport', async () => {
    const reponse = await envoyer(
      SOURCES.csv,
      enCsv([...lignes(1, 12), ligne('l13', { telephone: '04 50 60 32 04S' })])
    )
    const page = reponse.headers.get('location') ?? ''
    expect((await lire(page)).texte).toContain('L’import attend son tour')
    await travailler()
    const { texte } = await lire(page)
    expect(texte).toContain('L’import est terminé')
    expect(texte).toContain('13 lignes lues : 13 sont gardées, aucune n’est refusée')
    expect(texte).toContain('L’annuaire compte maintenant 13 lieux')
    const { texte: rapport, reponse: r } = await lire(`${page}/rapport.csv`)
    expect(r.headers.get('content-type')).toContain('text/csv')
    expect(r.headers.get('content-disposition')).toBe('attachment; filename="rapport-essai-csv-2026-06-01.csv"')
    expect(rapport).toContain('04 50 60 32 04S')
    expect((await lire('/administration/livraisons')).texte).toContain('Terminé')
    // The uploaded file has served: only the report is left.
    expect(await compter('select count(*) as n from fichier')).toBe(1)
  })

  it('une livraison qui perd beaucoup attend une réponse, garde son fichier, et s’importe une fois confirmée', async () => {
    await importerParLaPage(SOURCES.csv, enCsv(lignes(1, 10)))
    const reponse = await envoyer(SOURCES.csv, enCsv(lignes(1, 5)), { livraison: '2026-06-02' })
    await travailler()
    const page = reponse.headers.get('location') ?? ''
    expect((await lire(page)).texte).toContain('Cette livraison attend votre décision')
    expect(await compter('select count(*) as n from lieu where retire_le is null')).toBe(10)
    const confirmations = await Promise.all(
      [1, 2].map(() => site.post(`${page}/confirmation`, {}, { headers: { cookie } }))
    )
    expect(confirmations.map(({ status }) => status)).toEqual([303, 303])
    await travailler()
    expect((await lire(page)).texte).toContain('L’import est terminé')
    expect(await compter('select count(*) as n from lieu where retire_le is null')).toBe(5)
    expect(await compter("select count(*) as n from journal where genre = 'annuaire.livraison'")).toBe(2)
  })

  it('une livraison qui attend peut être laissée de côté : rien ne change, son fichier s’en va', async () => {
    await importerParLaPage(SOURCES.csv, enCsv(lignes(1, 10)))
    const reponse = await envoyer(SOURCES.csv, enCsv(lignes(1, 5)), { livraison: '2026-06-02' })
    await travailler()
    const page = reponse.headers.get('location') ?? ''
    const fichiers = await compter('select count(*) as n from fichier')
    expect((await site.post(`${page}/abandon`, {}, { headers: { cookie } })).status).toBe(303)
    expect((await lire(page)).texte).toContain('Une personne a laissé cette livraison de côté')
    expect(await compter('select count(*) as n from lieu where retire_le is null')).toBe(10)
    expect(await compter('select count(*) as n from fichier')).toBe(fichiers - 1)
    await site.post(`${page}/confirmation`, {}, { headers: { cookie } })
    expect((await lire(page)).texte).toContain('laissé cette livraison de côté')
  })

  it('un import dont le travail ne viendra plus est dit interrompu par le suivant', async () => {
    const reponse = await envoyer(SOURCES.csv, enCsv(lignes(1, 5)))
    await sql`delete from graphile_worker._private_jobs`.execute(base.db)
    await importerParLaPage(SOURCES.json, enJson(lignes(1, 5)))
    expect((await lire(reponse.headers.get('location') ?? '')).texte).toContain('L’import a été interrompu')
  })
})

describe('un formulaire d’import incomplet', () => {
  const refus: [string, () => FormData, string][] = [
    ['sans source', () => formulaire('', 'id\n1'), 'Choisissez la source de cette livraison.'],
    ['d’une source inconnue', () => formulaire('inventee', 'id\n1'), 'Cette source n’est pas déclarée.'],
    ['d’une source au nom impossible', () => formulaire('a\u0000b', 'id\n1'), 'Cette source n’est pas déclarée.'],
    ['sans fichier', () => formulaire(SOURCES.csv, undefined), 'Choisissez le fichier à importer.'],
    ['avec un fichier vide', () => formulaire(SOURCES.csv, ''), 'Ce fichier est vide.'],
    [
      'avec un fichier trop gros',
      () => formulaire(SOURCES.csv, Buffer.alloc(2_000_001, 'a')),
      'Ce fichier dépasse 2 Mo.'
    ],
    [
      'daté d’un jour qui n’existe pas',
      () => formulaire(SOURCES.csv, 'id\n1', { livraison: '31/02/2026' }),
      'Donnez une date comme 31/12/2025.'
    ],
    [
      'daté de demain',
      () => formulaire(SOURCES.csv, 'id\n1', { livraison: '2026-06-10' }),
      'Cette date est dans le futur.'
    ],
    [
      'par une adresse que la source n’a pas',
      () => formulaire(SOURCES.csv, undefined, { provenance: 'adresse' }),
      'Cette source n’a pas d’adresse déclarée'
    ]
  ]
  it.each(refus)('%s revient avec ce qui était choisi, et la raison', async (_, corps, raison) => {
    const reponse = await site.post('/administration/importer', corps(), { headers: { cookie } })
    expect(reponse.status).toBe(422)
    const texte = await reponse.text()
    expect(texte).toContain(raison)
    expect(texte).toMatch(/<title>Erreur\s:/)
    expect(await compter('select count(*) as n from livraison')).toBe(0)
    expect(await compter('select count(*) as n from fichier')).toBe(0)
  })

  it.each([
    ['sans limite entre ses parties', 'multipart/form-data', 'a=1', 400],
    [
      'coupé au milieu',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="source"\r\n\r\nessai',
      400
    ],
    ['qui n’est pas un formulaire à fichier', 'application/x-www-form-urlencoded', 'source=essai-csv', 400],
    [
      'bien plus gros que permis',
      'multipart/form-data; boundary=x',
      `--x\r\nContent-Disposition: form-data; name="fichier"; filename="f"\r\n\r\n${'a'.repeat(4_000_000)}\r\n--x--`,
      413
    ]
  ])('%s est refusé sans rien garder', async (_, type, body, statut) => {
    const reponse = await site.app.request('/administration/importer', {
      method: 'POST',
      body,
      headers: { cookie, origin: 'http://localhost', 'content-type': type }
    })
    expect(reponse.status).toBe(statut)
    expect(reponse.headers.get('content-type')).toContain('html')
    expect(await compter('select count(*) as n from livraison')).toBe(0)
  })
})

describe('une mauvaise livraison', () => {
  const bombe = () =>
    zip([
      { nom: '[Content_Types].xml', contenu: '<Types/>' },
      { nom: 'xl/workbook.xml', contenu: '<workbook/>' },
      { nom: 'xl/worksheets/sheet1.xml', contenu: Buffer.alloc(60_000_000, 'a') }
    ])
  const mauvaises: [string, Declaration, () => string | Buffer, RegExp][] = [
    [
      'une page HTML',
      SOURCES.csv,
      () => '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>',
      /page (web|HTML)/i
    ],
    ['un JSON coupé', SOURCES.json, () => enJson(lignes(1, 20)).slice(0, -100), /coupé|tronqué|incomplet|s’arrête/i],
    ['un JSON sans la liste annoncée', SOURCES.json, () => '{"resultats":{}}', /chemin|liste|resultats/i],
    ['une liste vide', SOURCES.json, () => enJson([]), /vide/i],
    ['un CSV sans ligne', SOURCES.csv, () => 'id;nom;adresse', /vide/i],
    ['une ligne de dix mégaoctets', SOURCES.csv, () => `id;nom\r\n1;"${'a'.repeat(1_900_000)}"`, /ligne/i],
    ['un classeur piégé', SOURCES.xlsx, bombe, /archive|classeur|décompress/i],
    [
      'des octets nuls',
      SOURCES.csv,
      () => Buffer.concat([Buffer.from('id;nom\r\n1;a'), Buffer.alloc(50), Buffer.from('\r\n')]),
      /octets nuls/
    ],
    ['un autre format', SOURCES.csv, () => classeur(enRangees(lignes(1, 3))), /xlsx|classeur|format/i],
    ['des colonnes inconnues', SOURCES.csv, () => 'x;y\r\n1;2\r\n3;4', /colonnes de cette source ont changé/],
    [
      'de l’UTF-16 annoncé en UTF-8',
      declarer({ ...SOURCES.csv, forme: { format: 'csv', encodage: 'utf-8' } }),
      () => Buffer.from(`\ufeff${enCsv(lignes(1, 3))}`, 'utf16le'),
      /encod|UTF/i
    ]
  ]
  it.each(mauvaises)(
    '(%s) est refusée en français ; l’annuaire ne bouge pas, la suivante passe',
    async (_, source, contenu, raison) => {
      await declarerEnBase(source)
      await importerParLaPage(SOURCES.csv, enCsv(lignes(1, 6)), { livraison: '2026-05-01' })
      const { courriels: _avant, ...avant } = await photographier(base.db)
      const page = await importerParLaPage(source, contenu())
      expect(page).toContain('L’import a échoué')
      expect(page).toContain('sont intacts')
      const message = /<p>([^<]*)<\/p><p>Les lieux et les informations d’avant/.exec(page)?.[1] ?? ''
      expect(message).toMatch(raison)
      expect(message).not.toMatch(/Error|\bat \/|undefined|panne/)
      const { courriels, ...apres } = await photographier(base.db)
      expect(apres).toEqual(avant)
      expect(courriels).toMatchObject([{ motif: 'livraison-refusee' }])
      await declarerEnBase(...Object.values(SOURCES))
      expect(await importerParLaPage(SOURCES.csv, enCsv(lignes(1, 7)), { livraison: '2026-06-02' })).toContain(
        'L’import est terminé'
      )
    }
  )

  it.each<[string, Declaration, () => string | Buffer, number, number]>([
    [
      'en Windows-1252',
      SOURCES.csv,
      () => Buffer.from(enCsv([ligne('l1', { nom: 'Médiathèque', adresse: '1 rue de l Ecole' })]), 'latin1'),
      1,
      1
    ],
    [
      'aux identifiants répétés',
      SOURCES.csv,
      () => enCsv([ligne('l1'), ligne('l1'), ligne('l1', { nom: 'Autre lieu', adresse: '9 place Grenette' })]),
      2,
      2
    ],
    ['datée de demain dans ses cellules', SOURCES.json, () => enJson([ligne('l1', { date_maj: '2031-01-01' })]), 1, 1],
    [
      'pleine de formules et de scripts',
      SOURCES.geojson,
      () => enGeojson([ligne('l1', { nom: '=cmd|calc', adresse: '<img src=x onerror=alert(1)>' })]),
      1,
      1
    ],
    [
      'qui écrit des codes de caractères en toutes lettres',
      SOURCES.json,
      () => enJson([ligne('l1', { nom: 'Le lieu \\u0000 de \\ud800 \\' })]),
      1,
      1
    ]
  ])('%s est lue quand même, et ses défauts sont signalés', async (_, source, contenu, gardees, lieux) => {
    const page = await importerParLaPage(source, contenu())
    expect(page).toContain('L’import est terminé')
    expect(await compter('select gardees as n from livraison order by id desc limit 1')).toBe(gardees)
    expect(await compter('select count(*) as n from lieu')).toBe(lieux)
  })

  it('de 300 Mo est arrêtée à la limite, sans tenir en mémoire', async () => {
    const morceau = Buffer.alloc(1_000_000, 'a')
    let envoyes = 0
    const corps = new ReadableStream<Uint8Array>({
      start: (c) =>
        c.enqueue(Buffer.from('--x\r\nContent-Disposition: form-data; name="fichier"; filename="f"\r\n\r\n')),
      pull(c) {
        if (++envoyes > 300) return c.close()
        c.enqueue(morceau)
      }
    })
    const reponse = await site.app.request('/administration/importer', {
      method: 'POST',
      body: corps,
      duplex: 'half',
      headers: { cookie, origin: 'http://localhost', 'content-type': 'multipart/form-data; boundary=x' }
    } as RequestInit)
    expect(reponse.status).toBe(413)
    expect(envoyes).toBeLessThan(20)
  })
})

describe('l’adresse déclarée d’une source', () => {
  async function servir(repondre: RequestListener): Promise<string> {
    const serveur = createServer(repondre)
    await new Promise<void>((resolve) => void serveur.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void serveur.close())
    return `http://127.0.0.1:${(serveur.address() as { port: number }).port}/lieux.csv`
  }
  const parAdresse = async (url: string, reglages: Record<string, string>) => {
    const source = declarer({ ...SOURCES.csv, id: 'essai-url', origine: { type: 'url', url, cron: '0 4 * * *' } })
    await declarerEnBase(source)
    const reponse = await envoyer(source, undefined, { provenance: 'adresse' })
    expect(reponse.status).toBe(303)
    await travailler(reglages)
    return (await lire(reponse.headers.get('location') ?? '')).texte
  }

  it('est lue quand l’opérateur a permis les adresses internes, et pas deux fois pour rien', async () => {
    const vues: (string | undefined)[] = []
    const url = await servir((req, res) => {
      vues.push(req.headers['if-none-match'])
      if (req.headers['if-none-match'] === '"v1"') return res.writeHead(304).end()
      return res.writeHead(200, { etag: '"v1"', 'content-type': 'text/csv' }).end(enCsv(lignes(1, 5)))
    })
    expect(await parAdresse(url, { IMPORT_ADRESSES_INTERNES: 'oui' })).toContain('L’import est terminé')
    expect(await parAdresse(url, { IMPORT_ADRESSES_INTERNES: 'oui' })).toContain(
      'rien n’a changé depuis la dernière livraison'
    )
    expect(vues).toEqual([undefined, '"v1"'])
  })

  it('qui mène à l’intérieur du réseau est refusée, sans y aller', async () => {
    let visites = 0
    const url = await servir((_, res) => {
      visites++
      res.end(enCsv(lignes(1, 5)))
    })
    const page = await parAdresse(url, {})
    expect(page).toContain('L’import a échoué')
    expect(page).toMatch(/réseau (interne|privé|local)|privée|interne|n’est pas publique|pas sur internet/i)
    expect(visites).toBe(0)
  })
})
