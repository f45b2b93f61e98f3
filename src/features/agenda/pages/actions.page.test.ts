import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { findRupture } from '../../../platform/journal/index.ts'
import { cookieAdministration, creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from '../../annuaire/actions/import.fixture.ts'
import { suivreAnnuaire } from '../../annuaire/index.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant = new Date('2026-06-09T08:00:00Z')
/** Fiche addresses, by the key of their record. */
let fiches: Map<string, string>
let numeros: Map<string, number>
let cookie: string
let compte: string
let role: string

const ATELIER = {
  genre: 'atelier',
  titre: 'Ranger ses photos',
  texte: 'On trie ensemble.',
  debut_jour: '2026-06-16',
  debut_heure: '14 h 30',
  fin_heure: '16:00'
}

beforeAll(async () => {
  base = await creerBaseDeTest()
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ligne('l1'),
      ligne('l2', {
        commune: 'Pointe-à-Pitre',
        code_postal: '97110',
        latitude: '16.24',
        longitude: '-61.53'
      }),
      ligne('l3'),
      ligne('l4')
    ])
  )
  const { rows } = await sql<{ cle: string; id: number; adresse: string }>`
    select e.cle, l.id, '/lieux/' || l.id || '-' || l.adresse_page as adresse
    from lieu l join enregistrement e on e.lieu_id = l.id`.execute(base.db)
  fiches = new Map(rows.map(({ cle, adresse }) => [cle, adresse]))
  numeros = new Map(rows.map(({ cle, id }) => [cle, id]))
  site = creerApplicationDeTest(base.db, { now: () => maintenant })
  compte = await creerCompte(base.db, { courriel: 'tenir@exemple.fr', pseudonyme: 'Tenir', sansMotDePasse: true })
  const lieux = ['l1', 'l2', 'l4'].map(numero)
  role = await donner(base.db, compte, { role: 'responsable', reseau: 'national', lieux })
  cookie = await cookieDe(base.db, compte)
})

const fiche = (cle: string) => fiches.get(cle) ?? ''
const numero = (cle: string) => numeros.get(cle) ?? 0
const enTexte = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\u00a0\u202f\s]+/g, ' ')
    .replace(/&quot;/g, '"')

async function lire(reponse: Response | Promise<Response>) {
  const { status: statut, headers, ...reste } = await reponse
  const html = await (await reponse).text()
  return { ...reste, statut, versOu: headers.get('location'), html, texte: enTexte(html) }
}
const voir = (chemin: string, comme = '') => lire(site.get(chemin, { headers: { cookie: comme } }))
const envoyer = (chemin: string, champs: Record<string, string>, comme = cookie) =>
  lire(site.post(chemin, champs, { headers: { cookie: comme } }))

/** Announces it, and says its number. */
async function annoncer(cle: string, autres: Record<string, string> = {}): Promise<string> {
  const id = randomUUID()
  const { statut } = await envoyer(`${fiche(cle)}/actions/nouvelle`, { ...ATELIER, ...autres, id })
  expect(statut).toBe(303)
  return id
}
const actions = async (cle: string) =>
  (
    await sql<{
      id: string
      titre: string
      debut: Date | null
      fin: Date | null
      retire_le: Date | null
      revision: number
    }>`
      select * from action_projet where lieu_id = ${numero(cle)} order by cree_le, titre`.execute(base.db)
  ).rows
const activites = async (cle: string) =>
  (await sql<{ genre: string }>`select genre from fiche_activite where lieu_id = ${numero(cle)}`.execute(base.db)).rows

describe('annoncer une action', () => {
  it('la met sur la fiche, à l’heure du lieu, avec sa page, sa trace au journal et un signe de vie du lieu', async () => {
    const avant = (await activites('l2')).length
    const formulaire = await voir(`${fiche('l2')}/actions/nouvelle`, cookie)
    const [, id = ''] = /name="id" value="([^"]+)"/.exec(formulaire.html) ?? []
    const recue = await envoyer(`${fiche('l2')}/actions/nouvelle`, { ...ATELIER, id, prix: 'Gratuit' })
    expect([recue.statut, recue.versOu]).toEqual([303, `${fiche('l2')}/actions?fait=ajoutee`])
    // 14:30 in Guadeloupe.
    expect(await actions('l2')).toMatchObject([{ id, debut: new Date('2026-06-16T18:30:00Z') }])

    const { texte, html } = await voir(fiche('l2'))
    expect(texte).toContain('Ranger ses photos Atelier · Le mardi 16 juin 2026, de 14 h 30 à 16 h')
    expect(html).not.toContain('Gérer les actions')
    expect((await voir(fiche('l2'), cookie)).html).toContain(`${fiche('l2')}/actions"`)

    const page = await voir(`${fiche('l2')}/actions/${id}`)
    expect(page.texte).toContain('On trie ensemble.')
    expect(page.texte).toContain('Gratuit')
    const [, json = '{}'] = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(page.html) ?? []
    expect(JSON.parse(json)).toMatchObject({
      '@type': 'Event',
      name: 'Ranger ses photos',
      startDate: '2026-06-16T18:30:00.000Z',
      location: { address: { addressLocality: 'Pointe-à-Pitre' } }
    })

    expect(await activites('l2')).toHaveLength(avant + 1)
    const { rows } = await sql<{ acteur: string; contenu: unknown }>`
      select acteur, contenu from journal where genre = 'action.ajoutee' and objet = ${`action ${id}`}`.execute(base.db)
    expect(rows).toEqual([{ acteur: `compte:${compte}`, contenu: { lieu: numero('l2') } }])
    expect(await findRupture(base.db, 'national')).toBeUndefined()
  })

  it('envoyée deux fois à la fois, n’est là qu’une fois, et rien n’est compté deux fois', async () => {
    const avant = [(await actions('l4')).length, (await activites('l4')).length]
    const id = randomUUID()
    const envois = await Promise.all(
      Array.from({ length: 8 }, () => envoyer(`${fiche('l4')}/actions/nouvelle`, { ...ATELIER, id }))
    )
    expect(envois.map(({ statut }) => statut)).toEqual(Array(8).fill(303))
    expect([(await actions('l4')).length, (await activites('l4')).length]).toEqual(avant.map((n) => n + 1))
  })

  it('incomplète ou trop longue, revient avec tout ce qui était écrit, et les fautes à côté des champs', async () => {
    const { statut, html, texte } = await envoyer(`${fiche('l1')}/actions/nouvelle`, {
      genre: 'evenement',
      titre: 'x'.repeat(121),
      texte: 'Gardé <b>tel quel</b>',
      debut_jour: '2026-03-29',
      debut_heure: '2:30',
      lien: 'javascript:alert(1)'
    })
    expect(statut).toBe(422)
    expect(texte).toContain('3 points à corriger')
    expect(texte).toContain('120 signes au plus : il y en a 121.')
    expect(texte).toContain('on change d’heure : cette heure n’existe pas')
    expect(html).toContain('Gardé &lt;b&gt;tel quel&lt;/b&gt;')
    expect(html).toContain('value="x'.padEnd(120, 'x'))
    expect(html).toMatch(/value="evenement" checked/)
    for (const [, cible] of html.matchAll(/<li><a href="#([^"]+)">/g)) expect(html).toContain(`id="${cible}"`)
    expect((await actions('l1')).length).toBe(0)
  })

  it('n’exécute rien de ce qui y est écrit, ni sur la fiche, ni sur sa page, ni dans ses données', async () => {
    const mal = '</script><script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
    const id = await annoncer('l1', {
      titre: mal,
      texte: mal,
      prix: mal,
      public_vise: mal,
      inscription: mal,
      lieu_precis: mal
    })
    for (const chemin of [fiche('l1'), `${fiche('l1')}/actions/${id}`, `${fiche('l1')}/actions`]) {
      const { html, statut } = await voir(chemin, cookie)
      expect(statut).toBe(200)
      expect(html).not.toContain('<img src=x')
      expect(html).not.toContain('<script>')
    }
    await sql`delete from action_projet where id = ${id}`.execute(base.db)
  })

  it('cinquante fois en un jour, attend le lendemain', async () => {
    await sql`
      insert into action_projet (id, lieu_id, genre, titre, texte, lieu_precis, prix, public_vise, inscription, cree_le, modifie_le)
      select gen_random_uuid(), ${numero('l4')}, 'projet', 'Projet ' || n, '', '', '', '', '', ${maintenant}, ${maintenant}
      from generate_series(1, 50) n`.execute(base.db)
    const { statut, texte, html } = await envoyer(`${fiche('l4')}/actions/nouvelle`, ATELIER)
    expect(statut).toBe(429)
    expect(texte).toContain('Attendez demain')
    expect(html).toContain('value="Ranger ses photos"')
    await sql`delete from action_projet where lieu_id = ${numero('l4')}`.execute(base.db)
  })
})

describe('tenir ses actions', () => {
  it('modifier, retirer, rétablir, copier : chaque geste se voit aussitôt et laisse une trace', async () => {
    const id = await annoncer('l1')
    const ici = `${fiche('l1')}/actions/${id}`
    const avant = (await activites('l1')).length
    const formulaire = await voir(`${ici}/modifier`, cookie)
    expect(formulaire.html).toContain('value="14:30"')
    const modifiee = await envoyer(`${ici}/modifier`, { ...ATELIER, titre: 'Trier ses photos', revision: '1' })
    expect(modifiee.versOu).toBe(`${fiche('l1')}/actions?fait=modifiee`)
    expect((await voir(fiche('l1'))).texte).toContain('Trier ses photos')

    expect((await envoyer(`${ici}/retirer`, { revision: '2' })).statut).toBe(303)
    expect((await voir(fiche('l1'))).texte).not.toContain('Trier ses photos')
    const retiree = await voir(ici)
    expect([retiree.statut, retiree.html.includes('On trie ensemble')]).toEqual([410, false])
    expect((await voir(`${fiche('l1')}/actions`, cookie)).texte).toContain('Retiré')
    expect((await envoyer(`${ici}/retablir`, { revision: '3' })).statut).toBe(303)
    expect((await voir(fiche('l1'))).texte).toContain('Trier ses photos')

    const copie = await voir(`${ici}/copier`, cookie)
    expect(copie.html).toContain('value="2026-06-23"')
    expect(copie.html).not.toContain(id)
    expect(await activites('l1')).toHaveLength(avant + 3)
    const { rows } = await sql<{ genre: string }>`
      select genre from journal where objet = ${`action ${id}`} order by rang`.execute(base.db)
    expect(rows.map(({ genre }) => genre)).toEqual([
      'action.ajoutee',
      'action.modifiee',
      'action.retiree',
      'action.retablie'
    ])
  })

  it('quand une autre personne vient d’écrire, le dit et garde ce que l’on a écrit', async () => {
    const id = await annoncer('l1', { titre: 'À deux' })
    const ici = `${fiche('l1')}/actions/${id}`
    const deux = await Promise.all(
      ['Le mien', 'Le sien'].map((titre) => envoyer(`${ici}/modifier`, { ...ATELIER, titre, revision: '1' }))
    )
    expect(deux.map(({ statut }) => statut).sort()).toEqual([303, 409])
    const perdue = deux.find(({ statut }) => statut === 409)
    expect(perdue?.texte).toContain('Quelqu’un a changé cette annonce entre-temps')
    expect(perdue?.html).toMatch(/value="Le (mien|sien)"/)
    expect(perdue?.html).toContain('name="revision" value="2"')
    for (const revision of ['', '-1', 'un', '99999999999'])
      expect((await envoyer(`${ici}/retirer`, { revision })).statut).toBe(409)
  })

  it('une action passée se range, à la minute, sous les prochaines', async () => {
    const id = await annoncer('l1', {
      titre: 'Bientôt finie',
      debut_jour: '2026-06-09',
      debut_heure: '9:00',
      fin_heure: '12:00'
    })
    const ici = `${fiche('l1')}/actions/${id}`
    expect((await voir(ici)).texte).toContain('En cours')
    maintenant = new Date('2026-06-09T10:00:00Z')
    expect((await voir(ici)).texte).toContain('Passé')
    const { html } = await voir(fiche('l1'))
    expect(html.indexOf('Bientôt finie')).toBeGreaterThan(html.indexOf('action passée'))
    maintenant = new Date('2026-06-09T08:00:00Z')
  })
})

describe('qui n’y a pas droit', () => {
  it('un visiteur, un contributeur, le responsable d’un autre lieu, le lien d’un lieu forgé : rien ne bouge', async () => {
    const id = await annoncer('l1', { titre: 'À l’abri' })
    const autre = await creerCompte(base.db, {
      courriel: 'autre@exemple.fr',
      pseudonyme: 'Autre',
      sansMotDePasse: true
    })
    const contributeur = await cookieDe(base.db, autre)
    await donner(base.db, autre, { role: 'responsable', reseau: 'national', lieux: [numero('l3')] })
    const dAilleurs = await cookieDe(base.db, autre)
    const gestes = async (ici: string, comme: string) => [
      (await voir(`${ici}/modifier`, comme)).statut,
      (await envoyer(`${ici}/modifier`, { ...ATELIER, revision: '1' }, comme)).statut,
      (await envoyer(`${ici}/retirer`, { revision: '1' }, comme)).statut
    ]
    const ici = `${fiche('l1')}/actions/${id}`
    expect(await gestes(ici, '')).toEqual([401, 401, 401])
    expect(await gestes(ici, contributeur)).toEqual([403, 403, 403])
    expect(await gestes(ici, dAilleurs)).toEqual([403, 403, 403])
    // Their own lieu, and the number of an action of another one.
    expect(await gestes(`${fiche('l3')}/actions/${id}`, dAilleurs)).toEqual([404, 404, 404])
    expect((await envoyer(`${fiche('l3')}/actions/nouvelle`, { ...ATELIER, id }, dAilleurs)).statut).toBe(404)
    expect(await gestes(`${fiche('l1')}/actions/${randomUUID()}`, cookie)).toEqual([404, 404, 404])
    for (const faux of ['1', 'x'.repeat(500), '%00', '00000000-0000-0000-0000-00000000000g'])
      expect((await voir(`${fiche('l1')}/actions/${faux}`)).statut).toBe(404)
    expect((await voir('/lieux/999999-rien/actions', cookie)).statut).toBe(404)
    expect((await actions('l1')).find((action) => action.id === id)).toMatchObject({ titre: 'À l’abri', revision: 1 })
  })

  it('l’adresse d’une action sous un autre lieu mène à la sienne', async () => {
    const id = await annoncer('l1', { titre: 'Chez elle' })
    const { statut, versOu } = await voir(`${fiche('l3')}/actions/${id}`)
    expect([statut, versOu]).toEqual([301, `${fiche('l1')}/actions/${id}`])
  })

  it('un rôle retiré pendant qu’on écrit ne sert plus au moment d’envoyer', async () => {
    const seul = await creerCompte(base.db, { courriel: 'seul@exemple.fr', pseudonyme: 'Seul', sansMotDePasse: true })
    const donne = await donner(base.db, seul, { role: 'delegue', reseau: 'national', lieux: [numero('l3')] })
    const sien = await cookieDe(base.db, seul)
    expect((await voir(`${fiche('l3')}/actions/nouvelle`, sien)).statut).toBe(200)
    await sql`update attribution set retiree_le = ${maintenant}, retiree_par = 'systeme' where id = ${donne}`.execute(
      base.db
    )
    expect((await envoyer(`${fiche('l3')}/actions/nouvelle`, ATELIER, sien)).statut).toBe(403)
    expect(await actions('l3')).toEqual([])
    expect(role).not.toBe(donne)
  })
})

describe('ailleurs', () => {
  it('une page gardée pour les visiteurs change dès que l’annonce est enregistrée, dans chaque processus', async () => {
    const ecoute = await suivreAnnuaire(base)
    const premiere = await voir(fiche('l1'))
    expect(premiere.texte).not.toContain('Toute fraîche')
    await annoncer('l1', { titre: 'Toute fraîche' })
    await expect.poll(async () => (await voir(fiche('l1'))).texte, { timeout: 2_000 }).toContain('Toute fraîche')
    await ecoute.fermer()
  })

  it('suit le lieu dans une réunion, et reste où elle est quand on le sépare', async () => {
    const id = await annoncer('l4', { titre: 'Voyageuse' })
    const administration = await cookieAdministration(base.db)
    const [de, vers] = [numero('l4'), numero('l3')]
    const reunis = await envoyer(`/administration/lieux/${de}/reunion`, { avec: String(vers) }, administration)
    expect(reunis.statut).toBe(303)
    const lieuDe = async () =>
      (await sql<{ lieu_id: number }>`select lieu_id from action_projet where id = ${id}`.execute(base.db)).rows[0]
        ?.lieu_id
    const garde = (
      await sql<{ id: number }>`
      select id from lieu where id in (${de}, ${vers}) and retire_le is null`.execute(base.db)
    ).rows[0]?.id
    expect(await lieuDe()).toBe(garde)
    const ancienne = await voir(`${fiche('l4')}/actions/${id}`)
    if (garde !== de) expect([ancienne.statut, ancienne.versOu?.includes(`/lieux/${garde}-`)]).toEqual([301, true])

    const { rows } = await sql<{ lot: string }>`select lot from decision limit 1`.execute(base.db)
    await envoyer(`/administration/lieux/${garde}/annulation`, { lot: rows[0]?.lot ?? '' }, administration)
    expect(await lieuDe()).toBe(garde)
  })
})
