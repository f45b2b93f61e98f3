import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../../app.tsx'
import { createJournaux } from '../../../platform/journaux.ts'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { enCsv, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { LIEUX_A_ORIENTER } from '../actions/orienter.fixture.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let lignesDeJournal: string[]
let ids: ReadonlyMap<string, number>

const DEMARCHES = 'Aide aux démarches administratives'
const EMPLOI = 'Insertion professionnelle via le numérique'
const POSTES = 'Accès internet et matériel informatique'
const SOLIDAIRE = 'Acquisition de matériel informatique à prix solidaire'

beforeAll(async () => {
  base = await creerBaseDeTest()
  lignesDeJournal = []
  site = creerApplicationDeTest(base.db)
  const app = createApp({
    db: base.db,
    config: site.config,
    journaux: createJournaux('debug', { write: (ligne) => void lignesDeJournal.push(ligne) }),
    now: () => HEURE_DE_TEST
  })
  site = { ...site, app, get: (chemin, init) => app.request(chemin, init) }
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(SOURCES.csv, enCsv(LIEUX_A_ORIENTER))
  const { rows } = await sql<{ nom: string; id: number }>`select nom, id from lieu`.execute(base.db)
  ids = new Map(rows.map(({ nom, id }) => [nom, id]))
})

type Champs = Readonly<Record<string, string | readonly string[]>>

const DEMANDE: Champs = { besoins: DEMARCHES, commune: 'Gap', trajet: '10' }

async function lire(reponse: Response | Promise<Response>) {
  const recue = await reponse
  const texte = (await recue.text()).replace(/[\u00a0\u202f]/g, ' ')
  return {
    statut: recue.status,
    entetes: recue.headers,
    html: texte,
    noms: [...texte.matchAll(/<h3><a href="[^"]*">([^<]*)<\/a><\/h3>/g)].map(([, nom]) => nom),
    texte: texte.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  }
}

const poster = (chemin: string, champs: Champs, type?: string) =>
  lire(
    site.app.request(chemin, {
      method: 'POST',
      body: type
        ? JSON.stringify(champs)
        : new URLSearchParams(
            Object.entries(champs).flatMap(([nom, valeurs]) => [valeurs].flat().map((v) => [nom, String(v)]))
          ),
      headers: { origin: 'http://localhost', ...(type && { 'content-type': type }) }
    })
  )
const orienter = (champs: Champs = {}) => poster('/orienter', { ...DEMANDE, ...champs })
const voir = (chemin: string) => lire(site.get(chemin))

describe('la demande', () => {
  it('se pose sans compte, et dit que rien n’est gardé', async () => {
    const { statut, texte, html, entetes } = await voir('/orienter')
    expect(statut).toBe(200)
    expect(entetes.get('cache-control')).toBe('no-store')
    expect(texte).toContain('Rien n’est gardé.')
    expect(html).toContain('<form class="form orient mt5" method="post" action="/orienter" autocomplete="off"')
    expect(html).toContain('aria-current="page">Orienter quelqu’un')
  })

  it('incomplète, revient avec ce qui était écrit et ce qu’il faut corriger', async () => {
    const { statut, texte, html, entetes } = await poster('/orienter', {
      commune: 'Nulle-Part-sur-Rien',
      particularites: ['Surdité', 'Martien'],
      trajet: 'loin',
      quand: 'moment',
      heure: '18:00'
    })
    expect(statut).toBe(422)
    expect(entetes.get('cache-control')).toBe('no-store')
    expect(texte).toContain('3 points à corriger')
    expect(texte).toContain('Choisissez au moins un besoin.')
    expect(texte).toContain('Choisissez un jour.')
    expect(html).toContain('value="Nulle-Part-sur-Rien"')
    expect(html).toMatch(/value="Surdité" checked/)
    expect(html).toMatch(/value="18:00" selected/)
    expect(html).toContain('<details open')
    for (const [, cible] of html.matchAll(/<li><a href="#([^"]+)">/g)) expect(html).toContain(`id="${cible}"`)
  })

  it.each([
    ['Nulle-Part-sur-Rien', 'Nous ne connaissons pas « Nulle-Part-sur-Rien »'],
    ['12 rue de la Paix', 'Écrivez seulement la commune ou le code postal'],
    ['Hautes-Alpes', 'trop grand pour compter une distance'],
    ['93', 'trop grand pour compter une distance']
  ])('près de « %s » : le dit à côté du champ', async (commune, message) => {
    const { statut, texte } = await orienter({ commune })
    expect(statut).toBe(422)
    expect(texte).toContain(message)
  })

  it('« Changer ma demande » rend le formulaire rempli', async () => {
    const { statut, html } = await orienter({ modifier: 'oui', gratuit: 'oui', besoins: [DEMARCHES, EMPLOI] })
    expect(statut).toBe(200)
    expect(html).toMatch(/name="commune"[^>]*value="Gap"/)
    expect(html).toMatch(new RegExp(`value="${EMPLOI}" checked`))
    expect(html).toMatch(/name="gratuit" value="oui" checked/)
  })
})

describe('les lieux proposés', () => {
  it('sont peu nombreux, les plus sûrs d’abord, chacun avec ses raisons et ce qu’il faut vérifier', async () => {
    const { statut, noms, texte, entetes } = await orienter({ gratuit: 'oui' })
    expect(statut).toBe(200)
    expect(entetes.get('cache-control')).toBe('no-store')
    expect(noms).toEqual(['Médiathèque du Centre', 'Espace des Alpes', 'Bus des Vallées', 'Local discret'])
    expect(texte).toContain('À 100 m Aide demandée : démarches en ligne Gratuit')
    expect(texte).toContain('Prix non précisé : à demander')
    expect(texte).not.toContain('Atelier payant')
  })

  it('sans voiture : à pied, itinérant ou à distance, et c’est dit', async () => {
    const { noms, texte } = await orienter({ trajet: 'sans-voiture' })
    expect(noms).toEqual([
      'Médiathèque du Centre',
      'Atelier payant',
      'Écoute à distance',
      'Bus des Vallées',
      'Local discret'
    ])
    expect(texte).toContain('à pied')
    expect(texte).toContain('Aide à distance, par téléphone ou en visio : aucun trajet')
    expect(texte).toContain('Lieu itinérant : il se déplace')
  })

  it('ouverts à l’heure dite, ou qui ne le disent pas', async () => {
    const mardi = await orienter({ quand: 'moment', jour: 'mardi', heure: '18:00' })
    expect(mardi.noms[0]).toBe('Espace des Alpes')
    expect(mardi.noms).not.toContain('Médiathèque du Centre')
    expect(mardi.texte).toContain('Ouvert mardi à 18 h')
    expect(mardi.texte).toContain('Les horaires ne le disent pas : à demander')
    const maintenant = await orienter({ quand: 'maintenant' })
    expect(maintenant.noms[0]).toBe('Médiathèque du Centre')
    expect(maintenant.texte).toContain('Ouvert maintenant')
  })

  it('quand personne ne fait tout : disent qui fait quoi', async () => {
    const { texte, noms } = await orienter({ besoins: [EMPLOI, POSTES, SOLIDAIRE] })
    expect(texte).toContain('Aucun lieu ne fait tout ce qui est demandé')
    expect(texte).toContain('Matériel à prix solidaire : personne ne dit le faire')
    expect(noms).toContain('Espace des Alpes')
    expect(noms).toContain('Médiathèque du Centre')
  })

  it('quand il n’y en a pas : dit quoi lâcher, et un bouton le fait', async () => {
    const { statut, texte, html } = await orienter({ commune: 'Mende', trajet: '5', besoins: POSTES })
    expect(statut).toBe(200)
    expect(texte).toContain('Aucun lieu ne répond à cette demande')
    expect(texte).toContain('Même en élargissant')
    const laragne = await orienter({ commune: 'Tallard', trajet: '5', besoins: POSTES })
    expect(laragne.texte).toContain('Chercher jusqu’à 50 km')
    expect(laragne.html).toContain('name="trajet" value="50"')
    expect(html).not.toContain('undefined')
  })

  it('près d’une position arrondie, d’un code postal, d’un nom mal écrit, d’une commune qui a des homonymes', async () => {
    const position = await orienter({ commune: '', lat: '44.5594213', lon: '6.0798321' })
    expect(position.noms[0]).toBe('Médiathèque du Centre')
    expect(position.html).toContain('name="lat" value="44.559"')
    expect(position.html).not.toContain('44.5594')
    expect((await orienter({ commune: '05000' })).noms[0]).toBe('Médiathèque du Centre')
    expect((await orienter({ commune: 'Limogess' })).texte).toContain('Nous ne connaissons pas « Limogess »')
    const denis = await orienter({ commune: 'Saint-Denis' })
    expect(denis.texte).toContain('Une autre commune du même nom ?')
    expect(denis.html).toContain('name="commune" value="93066">Saint-Denis, Seine-Saint-Denis')
  })
})

describe('la fiche à remettre', () => {
  const preparer = (champs: Champs = {}) =>
    poster('/orienter/fiche', { ...DEMANDE, gratuit: 'oui', lieu: String(ids.get('Médiathèque du Centre')), ...champs })

  it('dit le lieu, pourquoi, quand, comment venir, et qui envoie', async () => {
    const { statut, texte, html, entetes } = await preparer({
      note: 'Apporter :\n- la carte vitale <b>',
      envoyeur: 'CCAS de Gap & amis'
    })
    expect(statut).toBe(200)
    expect(entetes.get('cache-control')).toBe('no-store')
    for (const dit of [
      'Médiathèque du Centre',
      '1 place de la Mairie, 05000 Gap',
      '04 92 00 00 01',
      'Aide demandée : démarches en ligne',
      'Gratuit',
      'Mercredi 9 h à 12 h',
      'Fiche préparée le mardi 9 juin 2026',
      'De la part de'
    ])
      expect(texte).toContain(dit)
    expect(html).toContain('- la carte vitale &lt;b&gt;')
    expect(html).toContain('CCAS de Gap &amp; amis')
    expect(html).not.toContain('vitale <b>')
  })

  it('porte le code de la fiche publique du lieu, et rien de la personne', async () => {
    const code = async (champs: Champs) => /<svg viewBox="-2[\s\S]*?<\/svg>/.exec((await preparer(champs)).html)?.[0]
    const un = await code({})
    expect(un).toBeDefined()
    expect(
      await code({ note: 'autre chose', envoyeur: 'Quelqu’un', particularites: 'Surdité', commune: '05000' })
    ).toBe(un)
  })

  it('trop longue pour une page : garde le début, et le dit', async () => {
    const { statut, texte } = await preparer({ note: 'mot '.repeat(2_000) })
    expect(statut).toBe(422)
    expect(texte).toContain('la fiche a la place de 500 caractères et 8 lignes')
  })

  it('d’un lieu inconnu : 404 ; sans demande : le formulaire ; par son adresse seule : le formulaire', async () => {
    for (const lieu of ['999999', '0', '', 'x', '-1', '9'.repeat(30)]) {
      const { statut, texte } = await preparer({ lieu })
      expect(statut, lieu).toBe(404)
      expect(texte).toContain('Nous ne connaissons pas ce lieu')
    }
    expect((await poster('/orienter/fiche', { lieu: '1' })).statut).toBe(422)
    const seule = await voir('/orienter/fiche')
    expect([seule.statut, seule.entetes.get('location')]).toEqual([303, '/orienter'])
  })
})

describe('« ce lieu ne fait pas cela ? »', () => {
  const autour = (lieu: string | number | undefined, service?: string) =>
    voir(`/orienter/autour?${new URLSearchParams({ lieu: String(lieu), ...(service && { service }) })}`)

  it('montre les plus proches qui le font, avec la distance, les horaires et le téléphone', async () => {
    const { statut, noms, texte, html } = await autour(ids.get('Atelier payant'), POSTES)
    expect(statut).toBe(200)
    expect(noms).toEqual(['Médiathèque du Centre'])
    expect(texte).toMatch(/À \d+ m/)
    expect(texte).toContain('04 92 00 00 01')
    expect(texte).toMatch(/Horaires : .*mardi/)
    expect(html).toContain('<meta name="robots" content="noindex"/>')
  })

  it('dit quand ce lieu le fait déjà, quand personne ne le fait, et laisse choisir l’aide', async () => {
    expect((await autour(ids.get('Médiathèque du Centre'), POSTES)).texte).toContain('le fait déjà')
    expect((await autour(ids.get('Atelier payant'), SOLIDAIRE)).texte).toContain(
      'Aucun autre lieu ne dit qu’il fait cela'
    )
    const { statut, html } = await autour(ids.get('Atelier payant'))
    expect(statut).toBe(200)
    expect([...html.matchAll(/href="\/orienter\/autour\?/g)]).toHaveLength(9)
  })

  it('répond une page simple à ce qui ne tient pas', async () => {
    for (const lieu of [undefined, '', '0', '999999', 'x', '1.5', '9'.repeat(30), "' or 1=1"]) {
      const { statut, texte } = await autour(lieu, POSTES)
      expect(statut, String(lieu)).toBe(404)
      expect(texte).toContain('Nous ne connaissons pas ce lieu')
    }
    expect((await voir('/orienter/autour')).statut).toBe(404)
    const inconnu = await autour(ids.get('Atelier payant'), '<script>alert(1)</script>')
    expect(inconnu.statut).toBe(400)
    expect(inconnu.html).toContain('« &lt;script&gt;alert(1)&lt;/script&gt; »')
  })
})

describe('rien de la personne', () => {
  const SECRET = 'Camille-Durand-secret'

  it('ne s’écrit en base ni au journal : une ligne dit la route, et rien d’autre', async () => {
    await orienter()
    const avant = await empreinteDeLaBase()
    lignesDeJournal.length = 0
    await orienter({ commune: SECRET, particularites: 'Surdité' })
    await orienter({ particularites: 'Surdité', modifier: 'oui' })
    await poster('/orienter/fiche', {
      ...DEMANDE,
      lieu: String(ids.get('Espace des Alpes')),
      note: SECRET,
      envoyeur: SECRET,
      particularites: 'Surdité'
    })
    expect(await empreinteDeLaBase()).toEqual(avant)
    expect(lignesDeJournal).toHaveLength(3)
    for (const ligne of lignesDeJournal) {
      const { niveau, time, methode, route, statut, ms, message, ...reste } = JSON.parse(ligne)
      expect(reste).toEqual({})
      expect({ niveau, methode, message }).toEqual({ niveau: 'info', methode: 'POST', message: 'requête' })
      expect(['/orienter', '/orienter/fiche']).toContain(route)
      expect([typeof time, typeof ms, typeof statut]).toEqual(['string', 'number', 'number'])
      expect(ligne).not.toMatch(/secret|Surdit|Gap|Aide/i)
    }
  })

  it('ne part dans une adresse : ni lien, ni formulaire envoyé par l’adresse, ni renvoi', async () => {
    for (const page of [
      await orienter({ particularites: 'Surdité', modifier: 'oui' }),
      await orienter({ particularites: 'Surdité' }),
      await poster('/orienter/fiche', { ...DEMANDE, lieu: String(ids.get('Espace des Alpes')), note: SECRET })
    ]) {
      expect(page.entetes.get('location')).toBeNull()
      expect(page.entetes.get('set-cookie')).toBeNull()
      for (const [, href = ''] of page.html.matchAll(/(?:href|action)="([^"]*)"/g))
        expect(decodeURIComponent(href)).not.toMatch(/Surdit|secret|besoins|commune=/)
      const main = /<main[\s\S]*<\/main>/.exec(page.html)?.[0] ?? ''
      for (const [formulaire] of main.matchAll(/<form[^>]*>/g)) expect(formulaire).toContain('method="post"')
    }
  })

  async function empreinteDeLaBase() {
    const { rows: tables } = await sql<{ nom: string }>`
      select format('%I.%I', table_schema, table_name) as nom from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`.execute(
      base.db
    )
    const empreintes: Record<string, string | null> = {}
    for (const { nom } of tables) {
      const { rows } = await sql<{ md5: string | null }>`
        select md5(string_agg(t::text, '|' order by t::text)) as md5 from ${sql.raw(nom)} t`.execute(base.db)
      empreintes[nom] = rows[0]?.md5 ?? null
    }
    expect(Object.keys(empreintes).length).toBeGreaterThan(10)
    return empreintes
  }
})

describe('n’importe quel envoi', () => {
  it.each<[string, Champs]>([
    ['rien', {}],
    ['des valeurs inconnues', { besoins: ['x', '__proto__'], commune: 'Gap', trajet: '__proto__', quand: 'x' }],
    ['des textes énormes', { ...DEMANDE, commune: 'x'.repeat(30_000) }],
    ['un octet nul et des caractères cachés', { ...DEMANDE, commune: '\u0000\u202eGap\ud800' }],
    ['des positions absurdes', { ...DEMANDE, commune: '', lat: '1e999', lon: '-181' }],
    ['une position au milieu de l’océan', { ...DEMANDE, commune: '', lat: '0', lon: '0' }],
    ['le pôle', { ...DEMANDE, commune: '', lat: '90', lon: '180' }],
    ['une heure absurde', { ...DEMANDE, quand: 'moment', jour: 'mardi', heure: '99:99' }],
    ['mille fois le même champ', { ...DEMANDE, besoins: Array.from({ length: 1_000 }, () => DEMARCHES) }]
  ])('%s : une page, jamais une panne', async (_, champs) => {
    for (const chemin of ['/orienter', '/orienter/fiche']) {
      const { statut, html } = await poster(chemin, { lieu: '1', ...champs })
      expect([200, 404, 422]).toContain(statut)
      expect(html).toContain('<!DOCTYPE html>')
    }
  })

  it('qui n’est pas un formulaire : le formulaire revient', async () => {
    for (const type of ['application/json', 'multipart/form-data', 'multipart/form-data; boundary=x', 'text/plain'])
      expect((await poster('/orienter', DEMANDE, type)).statut, type).toBe(422)
  })

  it('trop gros : refusé, en français', async () => {
    const { statut, texte } = await poster('/orienter', { ...DEMANDE, note: 'x'.repeat(70_000) })
    expect(statut).toBe(413)
    expect(texte).toContain('trop volumineux')
  })
})
