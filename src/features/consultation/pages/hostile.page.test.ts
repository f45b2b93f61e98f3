import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { listRoutes } from '../../../app.tsx'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { cloreConsultations } from '../actions/clore.ts'
import { CLOTURE, creerComptes, creerConsultation } from '../consultation.fixture.ts'
import { readDonneesDe } from '../store/donnees-personnelles.store.ts'

let base: BaseDeTest
let maintenant = HEURE_DE_TEST
let site: ReturnType<typeof creerApplicationDeTest>
/** Somebody with every right there is here: what is forged comes from the inside too. */
let initiee: string

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db, { now: () => maintenant })
  const id = await creerCompte(base.db, { courriel: 'i@exemple.fr', pseudonyme: 'Initiée', sansMotDePasse: true })
  for (const role of ['secretariat', 'moderateur', 'mediateur'] as const)
    await donner(base.db, id, { role, reseau: 'national' })
  initiee = await cookieDe(base.db, id)
})

const salle = (cookie: string): RequestInit => ({ headers: { cookie, 'user-agent': 'Le poste de la médiathèque' } })
const avis = (ici: string, sens: string, cookie: string, raison = '') =>
  site.post(`${ici}/avis`, { sens, raison }, salle(cookie))
const etat = async (item: string) =>
  (
    await sql<{ gestes: number; lignes: number; accord: number; revoir: number }>`
      select (select count(*)::int from opinion_geste where item_id = ${item}) as gestes,
        (select count(*)::int from opinion where item_id = ${item}) as lignes,
        (select sum(accord)::int from opinion_compte where item_id = ${item}) as accord,
        (select sum(revoir)::int from opinion_compte where item_id = ${item}) as revoir`.execute(base.db)
  ).rows[0]

it('trente personnes derrière une seule adresse et un seul navigateur contribuent en cinq minutes, sans un refus', async () => {
  const { adresse, items } = await creerConsultation(base.db)
  const ici = `/consultations/${adresse}/items/1`
  const cookies = await Promise.all((await creerComptes(base.db, 30)).map((id) => cookieDe(base.db, id)))
  const statuts = new Set<number>()
  for (const [rang, cookie] of cookies.entries()) {
    maintenant = new Date(HEURE_DE_TEST.getTime() + rang * 10_000)
    const reponses = await Promise.all([
      avis(ici, rang % 2 === 0 ? 'accord' : 'revoir', cookie),
      site.post(`${ici}/commentaires`, { commentaire: `Je suis le numéro ${rang}.` }, salle(cookie)),
      site.post(`${ici}/valeurs`, { valeur: 'bienveillance' }, salle(cookie))
    ])
    for (const { status } of reponses) statuts.add(status)
  }
  maintenant = HEURE_DE_TEST
  expect([...statuts]).toEqual([303])
  expect(await etat(items[0] ?? '')).toEqual({ gestes: 30, lignes: 30, accord: 15, revoir: 15 })
  const { rows } = await sql`
    select commentaires, valeurs from consultation_item_compte where item_id = ${items[0]}`.execute(base.db)
  expect(rows).toEqual([{ commentaires: 30, valeurs: 30 }])
})

it('deux cents envois du même avis, puis deux cents changements, d’une seule personne au même instant', async () => {
  const { adresse, items } = await creerConsultation(base.db, { items: 2 })
  const cookie = await cookieDe(base.db, (await creerComptes(base.db, 1))[0] ?? '')
  const [un = '', deux = ''] = items
  const envoyer = (ici: string, sens: (n: number) => string) =>
    Promise.all(Array.from({ length: 200 }, async (_, n) => (await avis(ici, sens(n), cookie)).status))
  expect(new Set(await envoyer(`/consultations/${adresse}/items/1`, () => 'accord'))).toEqual(new Set([303]))
  expect(await etat(un)).toMatchObject({ lignes: 1, accord: 1, revoir: 0 })
  const alterne = (n: number) => (n % 2 === 0 ? 'accord' : 'revoir')
  expect(new Set(await envoyer(`/consultations/${adresse}/items/2`, alterne))).toEqual(new Set([303]))
  const apres = await etat(deux)
  expect(apres).toMatchObject({ gestes: 200, lignes: 1 })
  expect((apres?.accord ?? 0) + (apres?.revoir ?? 0)).toBe(1)
})

it('une milliseconde avant la clôture compte, la clôture non, et rien ne s’écrit une fois compté', async () => {
  const { adresse, id, items } = await creerConsultation(base.db)
  const ici = `/consultations/${adresse}/items/1`
  const comptes = await creerComptes(base.db, 2)
  const { rows } = await sql<{ id: string }>`
    insert into consultation_seance (id, consultation_id, tenue_le, nom, presents, tenue_par, creee_le)
    values (gen_random_uuid(), ${id}, '2026-06-10', 'Chez elle', 3, ${comptes[0]}, ${HEURE_DE_TEST}) returning id`.execute(
    base.db
  )
  const seance = rows[0]?.id
  maintenant = new Date(CLOTURE.getTime() - 1)
  const [avant = '', apres = ''] = await Promise.all(
    comptes.map((compte) => cookieDe(base.db, compte, { now: maintenant }))
  )
  expect((await avis(ici, 'accord', avant)).status).toBe(303)
  maintenant = CLOTURE
  for (const sens of ['accord', 'retrait']) expect((await avis(ici, sens, apres)).status).toBe(409)
  expect((await avis(ici, 'retrait', avant)).status).toBe(409)
  expect(await cloreConsultations(base.db, CLOTURE)).toEqual([])
  expect(await etat(items[0] ?? '')).toMatchObject({ lignes: 1, accord: 1 })
  for (const ecriture of [
    sql`insert into consultation_seance_item (seance_id, presents, item_id, accord) values (${seance}, 3, ${items[0]}, 2)`,
    sql`insert into consultation_seance (id, consultation_id, tenue_le, nom, presents, creee_le)
      values (gen_random_uuid(), ${id}, '2026-06-10', 'Après', 3, ${HEURE_DE_TEST})`,
    sql`update consultation_seance set presents = 300 where id = ${seance}`
  ])
    await expect(ecriture.execute(base.db)).rejects.toMatchObject({ code: 'MC001' })
  // Who held it may still go.
  await sql`update consultation_seance set tenue_par = null, lieu_id = null where id = ${seance}`.execute(base.db)
  maintenant = HEURE_DE_TEST
})

it('une raison ne trompe pas l’œil, ne se lit pas à son numéro, et ne sort pas dans les données d’un autre', async () => {
  const { adresse, items } = await creerConsultation(base.db, { module: { resultats: 'toujours' } })
  const ici = `/consultations/${adresse}/items/1`
  const [auteur = '', lecteur = ''] = await creerComptes(base.db, 2)
  expect((await avis(ici, 'revoir', await cookieDe(base.db, auteur), 'Trop\u202e loin\u200b.\r\n')).status).toBe(303)
  const { rows } = await sql<{ id: number; raison: string }>`
    select id, raison from opinion where item_id = ${items[0]}`.execute(base.db)
  const { id = 0, raison } = rows[0] ?? {}
  expect(raison).toBe('Trop loin.')
  const bureau = `/consultations/moderation/opinion/${id}`
  expect((await site.get(bureau, salle(initiee))).status).toBe(404)
  const page = await (await site.get(ici)).text()
  const signaler = /href="(\/consultations\/[^"]*raison=[0-9a-f]{32})"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect((await site.post(signaler, { motif: 'hors-sujet' }, salle(await cookieDe(base.db, lecteur)))).status).toBe(303)
  expect((await site.get(bureau, salle(initiee))).status).toBe(200)
  const { signalements } = await readDonneesDe(base.db, lecteur)
  expect(signalements).toHaveLength(1)
  expect(JSON.stringify(signalements)).not.toContain('opinion')
})

const TEXTE = '\u0000\u202e<script>"\'\ud800=1+1'
const PARAMETRES = 'fait etat page tri fil repondre raisons item raison contribution ordre accord'.split(' ')
const HTML = /html|xml/
const GRAND = '9'.repeat(400)
const CHAMPS =
  'sens raison retour page ordre commentaire parent organisateur valeur action lien lieu projet geste nom commune titre texte motif confirme revision sort critere decision synthese accord revoir issue lu presents tenue_le etat decisions reponse ouverture_jour ouverture_heure cloture_jour cloture_heure reponse_avant reseau proposition question introduction nature libelle_accord libelle_revoir resultats propositions libelle_proposition vers'.split(
    ' '
  )
const CORPS: readonly (readonly [string, string])[] = [
  ['application/x-www-form-urlencoded', ''],
  ['application/x-www-form-urlencoded', new URLSearchParams(CHAMPS.map((nom) => [nom, TEXTE])).toString()],
  ['application/x-www-form-urlencoded', CHAMPS.map((nom) => `${nom}=${GRAND}&${nom}[]=1&${nom}=-1`).join('&')],
  ['application/x-www-form-urlencoded', CHAMPS.map((nom) => `${nom}=%ff%c0%80%ed%a0%80`).join('&')],
  ['application/x-www-form-urlencoded', 'sens=accord&geste=accord&__proto__=1&constructor=1&toString=1&%00=1'],
  ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="sens"; filename="a"\r\n\r\n\xff'],
  ['application/json', '{"sens":{"__proto__":1}}']
]

it('aucune adresse ni aucun formulaire forgé d’une vraie consultation ne fait tomber le site', async () => {
  const fautes: string[] = []
  for (const ouverte of [true, false]) {
    const { adresse, id, items } = await creerConsultation(base.db, {
      items: 2,
      module: { propositions: 'aussitot', resultats: 'toujours' },
      ...(ouverte ? {} : { consultation: { cloture: new Date('2026-06-02T00:00:00Z') } })
    })
    const [auteur = ''] = await creerComptes(base.db, 1)
    if (ouverte) await avis(`/consultations/${adresse}/items/1`, 'revoir', await cookieDe(base.db, auteur), 'Raison.')
    const { rows } = await sql<{ id: string }>`
      insert into consultation_seance (id, consultation_id, tenue_le, nom, presents, creee_le)
      values (gen_random_uuid(), ${id}, '2026-06-10', 'Chez elle', 3, ${HEURE_DE_TEST}) returning id`.execute(base.db)
    const valeurs: Readonly<Record<string, string>> = {
      adresse,
      module: 'enjeux',
      numero: '1',
      seance: rows[0]?.id ?? '',
      genre: 'item',
      id: items[0] ?? '',
      fichier: 'items.csv',
      jeton: 'a'.repeat(43)
    }
    const question = ['%00', 'constructor', '__proto__', GRAND]
      .map((valeur) => PARAMETRES.map((nom) => `${nom}=${valeur}`).join('&'))
      .concat('item=1&raison=%00%ff&fait=toString')
    for (const { methode, chemin } of listRoutes().filter((route) =>
      /^\/(administration\/)?consultations/.test(route.chemin)
    )) {
      // Deleted last: the others need it.
      if (/\/(supprimer|retirer)$/.test(chemin)) continue
      const vrai = chemin.replace(/:([a-z]+)/g, (_, nom: string) => valeurs[nom] ?? nom)
      for (const cookie of ['', initiee]) {
        const essais =
          methode === 'get'
            ? question.map((q) => site.get(`${vrai}?${q}`, { headers: { cookie } }))
            : CORPS.map(([type, body]) =>
                site.app.request(vrai, {
                  method: 'POST',
                  body,
                  headers: { cookie, 'content-type': type, origin: 'http://localhost', host: 'localhost' }
                })
              )
        for (const [n, reponse] of (await Promise.all(essais)).entries()) {
          const texte = await reponse.text()
          const vers = new URL(reponse.headers.get('location') ?? '/', 'http://localhost')
          // A few downloads at once, the others are asked to come back.
          if (
            (reponse.status >= 500 && !reponse.headers.has('retry-after')) ||
            vers.host !== 'localhost' ||
            (HTML.test(reponse.headers.get('content-type') ?? '') && /\[object |native code|<script>"/.test(texte))
          )
            fautes.push(`${reponse.status} ${methode} ${chemin} ${n} ${vers.host}`)
        }
      }
    }
  }
  expect(fautes).toEqual([])
}, 120_000)
