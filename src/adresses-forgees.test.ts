import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { listRoutes } from './app.tsx'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from './features/annuaire/actions/import.fixture.ts'
import { cookieDe, donner } from './features/comptes/pages/attribution.fixture.ts'
import { creerCompte } from './features/comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from './features/territoires/index.ts'
import { cookieAdministration, creerApplicationDeTest, HEURE_DE_TEST } from './platform/testing/application.ts'
import { creerBaseDeTest } from './platform/testing/base.ts'

const PARAMETRES = ['%00', 'constructor', '999999999999999']
const TEXTE = '\u0000<script>"\'\ud800=1+1'
const CHAMPS =
  'moyen texte jeton courriel role demande reponse compte geste vue nom lieux lieu reseau secteur id etape version destinataire besoins note recueLe piece'

it('aucune adresse, aucun formulaire forgé ne fait tomber le site, ni n’envoie ailleurs', async () => {
  const { db } = await creerBaseDeTest()
  const atelier = ouvrirAtelier(db, await obtenirGeographie(db))
  await atelier.importer(SOURCES.csv, enCsv([ligne('l1', { nom: 'Espace Un' })]))
  const { rows } = await sql<{ id: number }>`select id from lieu`.execute(db)
  const lieu = rows[0]?.id ?? 0
  const compte = await creerCompte(db, { courriel: 'r@exemple.fr', pseudonyme: 'Resp', sansMotDePasse: true })
  await donner(db, compte, { role: 'responsable', reseau: 'national', lieux: [lieu] })
  await donner(db, compte, { role: 'secretariat', reseau: 'national' })
  await donner(db, compte, { role: 'comite', reseau: 'national', college: 'poles' })
  const territoires = [{ genre: 'departement', code: '05' } as const]
  await donner(db, compte, { role: 'pilote', reseau: 'national', territoires })
  const site = creerApplicationDeTest(db)
  const [admin, gens] = [await cookieAdministration(db, HEURE_DE_TEST), await cookieDe(db, compte)]
  const champs = Object.fromEntries(CHAMPS.split(' ').map((nom) => [nom, TEXTE]))
  const question = '?jeton=%00&fait=constructor&reseau=%00&q=%00%ff&file=constructor&apres=%00&suite=//pirate.example'
  const fautes: string[] = []
  for (const { methode, chemin } of listRoutes()) {
    const cookie = chemin.startsWith('/administration') ? admin : gens
    for (const valeur of chemin.includes(':') ? [...PARAMETRES, String(lieu)] : ['']) {
      const adresse = chemin.replace(/:[a-z_]+(\{[^}]*\})?/gi, valeur)
      const reponse = await (methode === 'get'
        ? site.get(`${adresse}${question}`, { headers: { cookie } })
        : site.post(adresse, champs, { headers: { cookie } }))
      await reponse.body?.cancel()
      const vers = new URL(reponse.headers.get('location') ?? '/', 'http://localhost')
      if (reponse.status >= 500 || vers.host !== 'localhost')
        fautes.push(`${reponse.status} ${methode} ${chemin} ${valeur} ${vers.host}`)
    }
  }
  expect(fautes).toEqual([])
}, 120_000)

it('un formulaire coupé en chemin est refusé, sans rien faire tomber', async () => {
  const { db } = await creerBaseDeTest()
  const site = creerApplicationDeTest(db)
  const compte = await creerCompte(db, { courriel: 'c@exemple.fr', pseudonyme: 'Coupé', sansMotDePasse: true })
  await donner(db, compte, { role: 'secretariat', reseau: 'national' })
  const cookies = [await cookieAdministration(db, HEURE_DE_TEST), await cookieDe(db, compte)]
  const fautes: string[] = []
  for (const { methode, chemin } of listRoutes().filter((route) => route.methode === 'post'))
    for (const cookie of cookies)
      for (const body of ['--x\r\ncontent-disposition: form-data; name="a"; filename="a"\r\n\r\nbon', '--x', '']) {
        const { status } = await site.app.request(chemin.replace(/:[a-z_]+(\{[^}]*\})?/gi, '1'), {
          method: 'POST',
          body,
          headers: {
            cookie,
            'content-type': 'multipart/form-data; boundary=x',
            origin: 'http://localhost',
            host: 'localhost'
          }
        })
        if (status >= 500) fautes.push(`${status} ${methode} ${chemin}`)
      }
  expect(fautes).toEqual([])
}, 60_000)
