import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp, listDonneesPersonnelles } from './app.tsx'
import { lireConfig } from './config.ts'
import { adresseDu, creerCompte, Navigateur, PHRASE_SECRETE } from './features/comptes/pages/compte.fixture.ts'
import { createJournaux } from './platform/journaux.ts'
import { creerApplicationDeTest, HEURE_DE_TEST } from './platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from './platform/testing/base.ts'

let base: BaseDeTest

beforeAll(async () => {
  base = await creerBaseDeTest()
})

const site = (now = HEURE_DE_TEST) => creerApplicationDeTest(base.db, { now: () => now })
const plus = (ms: number) => new Date(HEURE_DE_TEST.getTime() + ms)

async function connecter(courriel: string): Promise<Navigateur> {
  const ici = new Navigateur(site())
  await ici.post('/connexion', { courriel, mot_de_passe: PHRASE_SECRETE })
  return ici
}

// Columns that look like a person's and hold none: why, for each.
const SANS_PERSONNE: Readonly<Record<string, string>> = {
  'lien_administration.*': 'un lien de la ligne de commande, sans personne',
  'lieu.nom': 'le nom d’un lieu',
  'pole.contact_courriel': 'l’adresse d’un pôle : celle d’une personne est refusée',
  'pole.contact_telephone': 'le téléphone d’un pôle',
  'essai.*': 'des compteurs sous empreinte, oubliés avec l’heure'
}
// « compte:<numéro> » or « administrateur »: a number that leads to nobody once the account is erased.
const AUTEURS = /(^auteur$|^acteur$|_par$)/
const PERSONNELLES =
  /courriel|destinataire|(^|_)e?mail|pseudonyme|telephone|prenom|veilleur|civil|naissance|adresse_ip|(^|_)ip$|user_agent|^navigateur$/

describe('chaque table qui connaît une personne', () => {
  it('est couverte par l’export et l’effacement, ou dit pourquoi elle n’en connaît pas', async () => {
    const couvertes = new Set(listDonneesPersonnelles().flatMap(({ tables }) => tables))
    const { rows } = await sql<{ table: string; colonne: string; type: string; compte: boolean }>`
      select c.table_name as "table", c.column_name as colonne, c.data_type as type, exists (
        select 1 from information_schema.key_column_usage k
        join information_schema.referential_constraints r using (constraint_schema, constraint_name)
        join information_schema.constraint_column_usage u
          on u.constraint_schema = r.unique_constraint_schema and u.constraint_name = r.unique_constraint_name
        where k.table_name = c.table_name and k.column_name = c.column_name and u.table_name = 'compte') as compte
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1, 2`.execute(base.db)
    expect(rows.length).toBeGreaterThan(100)
    const oubliees = rows.filter(
      ({ table, colonne, compte }) =>
        !couvertes.has(table) &&
        (compte || /(^|_)compte(_id)?$/.test(colonne) || (PERSONNELLES.test(colonne) && !AUTEURS.test(colonne))) &&
        !SANS_PERSONNE[`${table}.${colonne}`] &&
        !SANS_PERSONNE[`${table}.*`]
    )
    expect(oubliees.map(({ table, colonne }) => `${table}.${colonne}`)).toEqual([])
  })

  it('existe : aucune partie n’en nomme une autre', async () => {
    const { rows } = await sql<{ table: string }>`
      select table_name as "table" from information_schema.tables where table_schema = 'public'`.execute(base.db)
    const connues = new Set(rows.map(({ table }) => table))
    for (const { tables } of listDonneesPersonnelles()) for (const table of tables) expect(connues).toContain(table)
  })

  it('ne reçoit, comme auteur, que le numéro d’un compte : jamais un nom', async () => {
    const id = await creerCompte(base.db, { courriel: 'auteur@exemple.fr', pseudonyme: 'Auteur' })
    await (await connecter('auteur@exemple.fr')).post('/compte/resilier', { mot_de_passe: PHRASE_SECRETE })
    const { rows } = await sql<{ acteur: string; objet: string }>`
      select acteur, objet from journal where genre = 'compte.fermeture'`.execute(base.db)
    expect(rows).toContainEqual({ acteur: `compte:${id}`, objet: `compte:${id}` })
  })
})

describe('recevoir ses données', () => {
  it('donne tout en un fichier, une fois, dans sa seule session', async () => {
    await creerCompte(base.db, { courriel: 'rose@exemple.fr', pseudonyme: 'Rose' })
    await creerCompte(base.db, { courriel: 'autre@exemple.fr', pseudonyme: 'Autre' })
    await sql`insert into signalement (genre, propose, courriel, depose_le)
      values ('manquant', '{"nom":"La Grange"}', 'ROSE@exemple.fr', ${HEURE_DE_TEST})`.execute(base.db)
    const [ici, ailleurs, autre] = [
      await connecter('rose@exemple.fr'),
      await connecter('rose@exemple.fr'),
      await connecter('autre@exemple.fr')
    ]
    await ici.post('/connexion/lien', { courriel: 'rose@exemple.fr' })
    const page = await (await ici.post('/compte/mes-donnees', {})).text()
    const [, lien = ''] = /href="(\/compte\/mes-donnees\/[\w-]{43})"/.exec(page) ?? []
    for (const voleur of [ailleurs, autre]) expect((await voleur.get(lien)).status).toBe(422)
    expect((await new Navigateur(site()).get(lien)).status).toBe(401)
    const reponse = await ici.get(lien)
    expect(reponse.headers.get('content-disposition')).toContain('mes-donnees.json')
    expect(reponse.headers.get('cache-control')).toBe('no-store')
    const texte = await reponse.text()
    expect(JSON.parse(texte)).toMatchObject({
      compte: {
        compte: { courriel: 'rose@exemple.fr', pseudonyme: 'Rose' },
        messages_recus: [{ sujet: 'Votre lien pour vous connecter' }]
      },
      annuaire: { signalements: [{ genre: 'manquant', propose: { nom: 'La Grange' } }] }
    })
    for (const secret of ['argon2', ici.temoin('session') ?? '-', 'empreinte']) expect(texte).not.toContain(secret)
    const encore = await ici.get(lien)
    expect(encore.status).toBe(422)
    expect(await encore.text()).toContain('Ce lien ne peut plus servir')
  })

  it('ne sert plus un lien de plus de quinze minutes', async () => {
    await creerCompte(base.db, { courriel: 'tard@exemple.fr', pseudonyme: 'Tard' })
    const ici = await connecter('tard@exemple.fr')
    const page = await (await ici.post('/compte/mes-donnees', {})).text()
    const [, lien = ''] = /href="(\/compte\/mes-donnees\/[\w-]{43})"/.exec(page) ?? []
    expect((await ici.sur(site(plus(15 * 60_000))).get(lien)).status).toBe(422)
  })
})

describe('fermer son compte', () => {
  it('ne laisse ni le nom, ni le pseudonyme, ni l’adresse dans aucune table, aucun fichier, aucun journal', async () => {
    const traces: string[] = []
    const app = createApp({
      db: base.db,
      config: lireConfig({ JOURNAL_NIVEAU: 'debug' }),
      journaux: createJournaux('debug', { write: (ligne) => void traces.push(ligne) }),
      now: () => HEURE_DE_TEST
    })
    const ici = new Navigateur({
      get: (chemin, init) => app.request(chemin, init),
      post: (chemin, champs, init = {}) =>
        app.request(chemin, {
          method: 'POST',
          body: new URLSearchParams(champs),
          headers: { origin: 'http://localhost', host: 'localhost', ...(init.headers as Record<string, string>) }
        })
    })
    const courriel = 'zephyrine.quatremere@exemple.fr'
    await ici.post('/inscription', { courriel, pseudonyme: 'Zéphyrette', mot_de_passe: PHRASE_SECRETE })
    await ici.post('/confirmation', { jeton: (await adresseDu(base.db, courriel)).split('/').at(-1) ?? '' })
    await ici.post('/compte/informations', { pseudonyme: 'Zéphyrette', nom: 'Zéphyrine Quatremère' })
    await ici.post('/compte/adresse', { courriel: 'quatremere.zephyrine@exemple.fr' })
    await ici.post('/connexion/lien', { courriel })
    await ici.post('/mot-de-passe-oublie', { courriel })
    await ici.post('/inscription', { courriel, pseudonyme: 'Zéphyrette bis', mot_de_passe: PHRASE_SECRETE })
    await ici.get('/compte/second-facteur')
    await sql`insert into signalement (genre, propose, courriel, depose_le)
      values ('manquant', '{"nom":"La Grange"}', ${courriel}, ${HEURE_DE_TEST})`.execute(base.db)

    const CHERCHES = ['zephyrin', 'zéphyr', 'quatrem']
    expect(await findTraces(CHERCHES)).not.toEqual([])
    expect((await ici.post('/compte/resilier', { mot_de_passe: 'ce n’est pas le bon' })).status).toBe(422)
    const fin = await ici.post('/compte/resilier', { mot_de_passe: PHRASE_SECRETE })
    expect(fin.headers.get('location')).toBe('/compte-ferme')
    expect(fin.headers.get('clear-site-data')).toContain('"cookies"')
    expect(await findTraces(CHERCHES)).toEqual([])
    expect(traces.length).toBeGreaterThan(8)
    const dit = traces.join('\n').toLowerCase()
    for (const cherche of [...CHERCHES, PHRASE_SECRETE, ici.temoin('session') ?? 'session='])
      expect(dit).not.toContain(cherche)
    expect((await connecter(courriel)).temoin('session')).toBeUndefined()
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from signalement where propose->>'nom' = 'La Grange'`.execute(base.db)
    expect(rows[0]?.n).toBeGreaterThan(0)
  })

  it('demande d’abord de transmettre ce que d’autres attendent', async () => {
    await creerCompte(base.db, { courriel: 'garde@exemple.fr', pseudonyme: 'Garde' })
    let attend = true
    const avecFiche = creerApplicationDeTest(base.db, {
      features: [
        ...(await featuresDuSite()),
        {
          nom: 'essai',
          donneesPersonnelles: [
            {
              nom: 'essai',
              libelle: 'Essai',
              tables: [],
              exporter: async () => null,
              effacer: async () => {},
              aTransmettre: async () => (attend ? [{ libelle: 'La fiche de La Grange', href: '/lieux/1' }] : [])
            }
          ]
        }
      ]
    })
    const ici = new Navigateur(avecFiche)
    await ici.post('/connexion', { courriel: 'garde@exemple.fr', mot_de_passe: PHRASE_SECRETE })
    expect(await (await ici.get('/compte/resilier')).text()).toContain('La fiche de La Grange')
    const refus = await ici.post('/compte/resilier', { mot_de_passe: PHRASE_SECRETE })
    expect(refus.status).toBe(422)
    expect(await refus.text()).toContain('Votre compte n’est pas encore fermé')
    attend = false
    expect((await ici.post('/compte/resilier', { mot_de_passe: PHRASE_SECRETE })).status).toBe(303)
  })

  it('sans mot de passe, se confirme par un lien reçu, dans sa propre session', async () => {
    await creerCompte(base.db, { courriel: 'sans@exemple.fr', pseudonyme: 'Sans', sansMotDePasse: true })
    await creerCompte(base.db, { courriel: 'intrus@exemple.fr', pseudonyme: 'Intrus' })
    const ici = new Navigateur(site())
    await ici.post('/connexion/lien', { courriel: 'sans@exemple.fr' })
    await ici.post('/connexion/lien/ouvrir', {
      jeton: (await adresseDu(base.db, 'sans@exemple.fr')).split('/').at(-1) ?? ''
    })
    expect((await ici.post('/compte/resilier', { mot_de_passe: '' })).status).toBe(422)
    await ici.post('/compte/resilier/lien', {})
    const jeton = (await adresseDu(base.db, 'sans@exemple.fr')).split('/').at(-1) ?? ''
    const intrus = await connecter('intrus@exemple.fr')
    expect((await intrus.post('/compte/resilier/confirmer', { jeton })).status).toBe(422)
    expect((await intrus.get('/compte')).status).toBe(200)
    expect((await ici.get(`/compte/resilier/${jeton}`)).status).toBe(200)
    expect((await ici.post('/compte/resilier/confirmer', { jeton })).headers.get('location')).toBe('/compte-ferme')
  })
})

async function featuresDuSite() {
  const { comptes } = await import('./features/comptes/feature.ts')
  return [comptes]
}

/** Where one of these words still is: every column of every table that can hold text, the queue of jobs included. */
async function findTraces(mots: readonly string[]): Promise<string[]> {
  const { rows: colonnes } = await sql<{ table: string; colonne: string; type: string }>`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as "table", quote_ident(column_name) as colonne,
      data_type as type
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
      and table_name not in ('commune', 'commune_ancienne', 'epci', 'departement', 'region')`.execute(base.db)
  expect(colonnes.length).toBeGreaterThan(100)
  const trouvees = await Promise.all(
    colonnes.map(async ({ table, colonne, type }) => {
      const texte = type === 'bytea' ? `encode(${colonne}, 'escape')` : `${colonne}::text`
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.raw(table)}
        where lower(${sql.raw(texte)}) like any(${mots.map((mot) => `%${mot}%`)}::text[])`.execute(base.db)
      return (rows[0]?.n ?? 0) > 0 ? [`${table}.${colonne}`] : []
    })
  )
  return trouvees.flat()
}
