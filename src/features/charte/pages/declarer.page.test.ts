import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Jour } from '../../../kernel/jour.ts'
import { transaction } from '../../../platform/db/index.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../../annuaire/actions/import.fixture.ts'
import { saveDecisionsPaires } from '../../annuaire/store/decision.store.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { declarerLieu, faire } from '../actions/adhesion/adhesion-en-base.fixture.ts'
import { chargerChartesLivrees } from '../actions/charger-chartes.ts'
import { listDossiersDuLieu } from '../store/adhesion.store.ts'
import { findDerniereDeclaration } from '../store/declaration.store.ts'
import { forgetSignataire, readDonneesDe } from '../store/donnees-personnelles.store.ts'

const DEBUT = new Date('2026-01-05T08:00:00Z')
const JUIN = new Date('2026-06-01T08:00:00Z')

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant = DEBUT
let lieux: { id: number; adresse: string; nom: string }[]
const comptes = new Map<string, string>()

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(lignes(1, 40)))
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), DEBUT)
  const { rows } = await sql<{ id: number; adresse_page: string; nom: string }>`
    select id, adresse_page, nom from lieu order by id`.execute(db)
  lieux = rows.map(({ id, adresse_page, nom }) => ({ id: Number(id), adresse: `/lieux/${id}-${adresse_page}`, nom }))
  site = creerApplicationDeTest(db, { now: () => maintenant })
  for (const nom of ['alice', 'benoit', 'zoe'])
    comptes.set(nom, await creerCompte(db, { courriel: `${nom}@exemple.fr`, pseudonyme: nom, now: DEBUT }))
})

/** A lieu of Gap that Alice answers for, and that Benoît helps with. */
async function nouveauLieu() {
  const lieu = lieux.shift()
  if (!lieu) throw new Error('il n’y a plus de lieu')
  await donner(base.db, compteDe('alice'), { role: 'responsable', reseau: 'national', lieux: [lieu.id] }, DEBUT)
  await donner(base.db, compteDe('benoit'), { role: 'delegue', reseau: 'national', lieux: [lieu.id] }, DEBUT)
  return { ...lieu, declaration: `${lieu.adresse}/adherer/nationale` }
}

const compteDe = (nom: string) => comptes.get(nom) ?? ''
const clair = (html: string) =>
  html
    .replaceAll('&#39;', '’')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

type Qui = 'alice' | 'benoit' | 'zoe' | 'personne'
const entetes = async (qui: Qui) =>
  qui === 'personne' ? {} : { cookie: await cookieDe(base.db, compteDe(qui), { now: maintenant }) }

async function suite(reponse: Response) {
  const html = await reponse.text()
  return { statut: reponse.status, html, texte: clair(html), vers: reponse.headers.get('location') ?? '' }
}
const lire = async (qui: Qui, chemin: string) => suite(await site.get(chemin, { headers: await entetes(qui) }))
const poster = async (qui: Qui, chemin: string, champs: Record<string, string>) =>
  suite(await site.post(chemin, champs, { headers: await entetes(qui) }))

/** The hidden fields of the page's form, as a browser sends them back. */
const caches = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(version|avant|revision)" value="([^"]*)"/g)].map((m) => [
      m[1] ?? '',
      m[2] ?? ''
    ])
  )

/** Fills a page as a person does: opens it, writes, sends. */
async function remplir(qui: Qui, chemin: string, champs: Record<string, string>) {
  const page = await lire(qui, chemin)
  expect(page.statut, page.texte).toBe(200)
  return poster(qui, chemin, { ...caches(page.html), ...champs })
}

const accepter = (qui: Qui, declaration: string, version = '1') =>
  poster(qui, `${declaration}/charte`, { accepte: 'oui', version })
const STRUCTURE = { structure: 'Association des Cimes', statut: 'association', signataire: 'Rose Martin', qualite: '' }
const coches = (...ids: string[]) => Object.fromEntries(ids.map((id) => [`choix-${id}`, 'oui']))

/** Fills everything, and stops before sending. */
async function preparer(declaration: string) {
  expect((await accepter('alice', declaration)).vers).toBe(declaration)
  expect((await remplir('alice', `${declaration}/structure`, STRUCTURE)).vers).toBe(`${declaration}/exigences`)
  expect((await remplir('alice', `${declaration}/exigences`, coches('m1', 'm2'))).statut).toBe(303)
  expect((await remplir('alice', `${declaration}/criteres-1`, coches('c1', 'c2', 'c3', 'c4', 'c5'))).vers).toBe(
    `${declaration}/criteres-2`
  )
}

async function etatDe(lieu: number, reseau = 'national') {
  return (await listDossiersDuLieu(base.db, lieu)).find(({ reseauId }) => reseauId === reseau)
}

describe('rejoindre un réseau', () => {
  it('se lit sans compte : ce qui attend, un lieu à chercher, un lieu à ajouter', async () => {
    maintenant = DEBUT
    expect((await lire('personne', '/chartes/nationale')).html).toContain('href="/chartes/nationale/rejoindre"')
    const page = await lire('personne', '/chartes/nationale/rejoindre')
    expect(page.texte).toContain('Pour adhérer : 2 conditions, et au moins 5 critères parmi 40.')
    expect(page.texte).toContain('Le comité a 15 jours pour s’opposer')
    expect(page.texte).toContain('Connectez-vous')
    const { nom, adresse } = lieux.at(-1) ?? { nom: '', adresse: '' }
    const trouve = await lire('personne', `/chartes/nationale/rejoindre?q=${encodeURIComponent(nom)}&commune=Gap`)
    expect(trouve.html).toContain(`href="${adresse}/revendiquer"`)
    expect((await lire('personne', '/chartes/nationale/rejoindre?q=zzzzqqq&commune=')).texte).toContain('Aucun lieu')
    expect((await lire('personne', '/chartes/rien/rejoindre')).statut).toBe(404)
    expect((await lire('personne', '/chartes/nationale/rejoindre/nouveau')).statut).toBe(401)
  })

  it('n’ouvre la déclaration d’un lieu qu’à qui s’en occupe', async () => {
    maintenant = DEBUT
    const { declaration, adresse, id } = await nouveauLieu()
    expect((await lire('personne', declaration)).vers).toMatch(/^\/connexion\?suite=/)
    expect((await lire('zoe', declaration)).vers).toBe(`${adresse}/revendiquer`)
    expect((await accepter('zoe', declaration)).statut).toBe(403)
    expect(await etatDe(id)).toBeUndefined()
    expect((await lire('alice', '/lieux/999999/adherer/nationale')).statut).toBe(404)
    expect((await lire('alice', `${adresse}/adherer/rien`)).statut).toBe(404)
    const miens = await lire('alice', '/chartes/nationale/rejoindre')
    expect(miens.html).toContain(`href="${declaration}"`)
    expect(miens.texte).toContain('Commencer la déclaration')
  })

  it('ajoute un lieu inconnu, une seule fois, après avoir accepté la charte et vu ceux qui lui ressemblent', async () => {
    maintenant = DEBUT
    const chemin = '/chartes/nationale/rejoindre/nouveau'
    const lieu = {
      nom: 'Fabrique du Vallon',
      sans_local: 'non',
      adresse: '3 rue du Puits',
      code_postal: '05000',
      commune: 'Gap',
      typologie: ''
    }
    expect((await lire('zoe', chemin)).texte).toContain('J’ai lu la version 1 de la charte, et je l’accepte')
    expect((await poster('zoe', chemin, lieu)).statut).toBe(422)
    expect((await poster('zoe', `${chemin}/charte`, { version: '1' })).texte).toContain('cochez que vous acceptez')
    expect((await poster('zoe', `${chemin}/charte`, { version: '7', accepte: 'oui' })).statut).toBe(422)
    expect((await poster('zoe', `${chemin}/charte`, { version: '1', accepte: 'oui' })).vers).toBe(chemin)
    const vide = await poster('zoe', chemin, { ...lieu, nom: '', adresse: '<b>' })
    expect(vide.statut).toBe(422)
    expect(vide.texte).toContain('Écrivez le nom du lieu.')
    expect(vide.html).toContain('value="&lt;b&gt;"')

    const connu = lieux.at(-1) ?? { nom: '', adresse: '' }
    const semblables = await poster('zoe', chemin, { ...lieu, nom: connu.nom })
    expect(semblables.statut).toBe(200)
    expect(semblables.texte).toContain('C’est peut-être celui-ci')
    expect(semblables.html).toContain(`${connu.adresse}/revendiquer`)

    const [un, deux] = await Promise.all([
      poster('zoe', chemin, { ...lieu, aucun: 'oui' }),
      poster('zoe', chemin, { ...lieu, aucun: 'oui' })
    ])
    expect(un.vers).toMatch(/^\/lieux\/\d+-fabrique-du-vallon-gap\/adherer\/nationale$/)
    expect(deux.vers).toBe(un.vers)
    const { rows } = await sql`select 1 from lieu where nom = 'Fabrique du Vallon'`.execute(base.db)
    expect(rows).toHaveLength(1)
    // The charter was accepted before the fiche: the draft says so, and goes on.
    expect((await lire('zoe', un.vers)).vers).toBe(`${un.vers}/structure`)
    expect((await lire('zoe', `${un.vers}/charte`)).texte).toContain('a été acceptée le lundi 5 janvier 2026')
    expect((await readDonneesDe(base.db, `compte:${compteDe('zoe')}`)).acceptations).toMatchObject([
      { acceptee_le: DEBUT }
    ])

    // A citizens' group, without premises nor number.
    const groupe = await poster('zoe', chemin, {
      nom: 'Voisins connectés',
      sans_local: 'oui',
      commune: 'Gap',
      aucun: 'oui'
    })
    expect(groupe.vers).toMatch(/voisins-connectes/)
  })

  it('refuse clairement un lieu hors du territoire, et laisse entrer celui qui y est, sans être membre national', async () => {
    maintenant = DEBUT
    const { adresse } = await nouveauLieu()
    const dehors = await lire('alice', `${adresse}/adherer/sicoval`)
    expect(dehors.texte).toContain('Ce lieu est hors du territoire')
    expect((await poster('alice', `${adresse}/adherer/sicoval/charte`, { accepte: 'oui', version: '1' })).statut).toBe(
      422
    )
    const chemin = '/chartes/sicoval/rejoindre/nouveau'
    await poster('zoe', `${chemin}/charte`, { version: '1', accepte: 'oui' })
    const loin = await poster('zoe', chemin, {
      nom: 'Ailleurs',
      sans_local: 'oui',
      commune: 'Gap',
      code_postal: '05000'
    })
    expect(loin.statut).toBe(422)
    expect(loin.texte).toContain('réunit les lieux d’un territoire')

    const { vers } = await poster('zoe', chemin, {
      nom: 'Le Relais de Labège',
      sans_local: 'non',
      adresse: '1 rue du Lac',
      code_postal: '31670',
      commune: 'Labège',
      aucun: 'oui'
    })
    expect(vers).toMatch(/\/adherer\/sicoval$/)
    expect((await remplir('zoe', `${vers}/structure`, { structure: 'Groupe du Lac', signataire: 'Zoé' })).vers).toBe(
      `${vers}/exigences`
    )
    const page = await lire('zoe', `${vers}/exigences`)
    expect(page.texte).toContain('Les engagements')
    expect(page.texte).not.toContain('il en faut')
    const engagements = [...page.html.matchAll(/name="choix-([^"]+)"/g)].map((m) => m[1] ?? '')
    expect(engagements).toHaveLength(6)
    await remplir('zoe', `${vers}/exigences`, coches(...engagements))
    const relire = await lire('zoe', `${vers}/relire`)
    expect(relire.texte).toContain('Votre adhésion vaut tout de suite.')
    const envoi = await poster('zoe', `${vers}/envoyer`, { ...caches(relire.html), sincere: 'oui' })
    expect(envoi.vers).toBe(`${vers}/envoyee`)
    const fin = await lire('zoe', envoi.vers)
    expect(fin.texte).toContain('Membre')
    const lieu = Number(/\/lieux\/(\d+)/.exec(vers)?.[1])
    expect((await etatDe(lieu, 'sicoval'))?.situation.etat).toBe('MEMBRE')
    expect(await etatDe(lieu)).toBeUndefined()
  })
})

describe('la déclaration', () => {
  it('se remplit page par page, compte les critères, et dit le jour où le silence parlera', async () => {
    maintenant = JUIN
    const { declaration, id } = await nouveauLieu()
    expect((await lire('alice', declaration)).texte).toContain('Accepter la charte')
    expect((await poster('alice', `${declaration}/charte`, { version: '1' })).texte).toContain(
      'cochez que vous acceptez'
    )
    await preparer(declaration)
    expect((await lire('alice', `${declaration}/criteres-2`)).texte).toContain(
      '5 critères choisis, c’est assez : il en faut 5.'
    )
    await remplir('alice', `${declaration}/criteres-1`, {
      ...coches('c1', 'c2', 'c3'),
      'justification-c1': 'De plain-pied.',
      'justification-c5': 'En projet.'
    })
    const encore = await lire('alice', `${declaration}/criteres-1`)
    expect(encore.texte).toContain('3 critères choisis, il en faut 5')
    expect(encore.html).toContain('En projet.')
    const trop = await lire('alice', `${declaration}/relire`)
    expect(trop.texte).toContain('Choisissez encore 2 critères : il en faut 5.')
    const refus = await poster('alice', `${declaration}/envoyer`, { ...caches(trop.html), sincere: 'oui' })
    expect(refus.statut).toBe(422)
    expect(refus.texte).toContain('La déclaration n’est pas complète')

    // Criterion 21 asks for its approval; without it, what was ticked is kept and the page says what is missing.
    const { html } = trop
    const page21 = /href="([^"]*criteres-\d)"[^>]*>Culture/.exec(html)?.[1] ?? `${declaration}/criteres-3`
    const avec21 = await remplir('alice', page21, coches('c20', 'c21'))
    expect(avec21.statut).toBe(422)
    expect(avec21.texte).toContain('Écrivez ce que ce critère demande de montrer')
    expect((await lire('alice', `${declaration}/relire`)).texte).toContain('Écrivez ce que demande le critère')
    expect((await remplir('alice', page21, { ...coches('c20', 'c21'), 'justification-c21': 'CERT-12' })).statut).toBe(
      303
    )

    const pret = await lire('alice', `${declaration}/relire`)
    expect(pret.texte).not.toContain('Avant d’envoyer')
    expect(pret.texte).toContain('le comité peut s’opposer jusqu’au mardi 16 juin 2026 compris')
    expect(pret.texte).toContain('votre lieu est membre le mercredi 17 juin 2026 à 0 heure')
    expect((await poster('alice', `${declaration}/envoyer`, caches(pret.html))).texte).toContain(
      'Cochez que tout est vrai'
    )
    // The delegate prepares; the responsable answers for it.
    expect((await lire('benoit', `${declaration}/relire`)).texte).toContain('Seul le responsable du lieu peut envoyer')
    expect((await poster('benoit', `${declaration}/envoyer`, { ...caches(pret.html), sincere: 'oui' })).statut).toBe(
      403
    )

    const envoi = await poster('alice', `${declaration}/envoyer`, { ...caches(pret.html), sincere: 'oui' })
    expect(envoi.vers).toBe(`${declaration}/envoyee`)
    const fin = await lire('alice', envoi.vers)
    expect(fin.texte).toContain('mercredi 17 juin 2026 à 0 heure')
    expect(fin.texte).toContain('complétez la fiche')
    const dossier = await etatDe(id)
    expect(dossier?.situation).toMatchObject({ etat: 'FENETRE', fin: new Date('2026-06-16T22:00:00Z') })
    const derniere = dossier && (await findDerniereDeclaration(base.db, dossier.id))
    expect(derniere).toMatchObject({
      structure: 'Association des Cimes',
      signataire: 'Rose Martin',
      envoyeePar: `compte:${compteDe('alice')}`
    })
    expect(derniere?.choix.filter(({ choisi }) => choisi).map(({ critere }) => critere)).toEqual([
      'm1',
      'm2',
      'c1',
      'c2',
      'c3',
      'c20',
      'c21'
    ])
    expect(derniere?.choix).toHaveLength(7)
    // Once sent, every way leads to what was sent.
    expect((await lire('alice', declaration)).vers).toBe(`${declaration}/envoyee`)
    expect((await poster('alice', `${declaration}/envoyer`, { ...caches(pret.html), sincere: 'oui' })).vers).toBe(
      declaration
    )
    expect((await poster('alice', `${declaration}/structure`, STRUCTURE)).vers).toBe(declaration)
  })

  it('garde ce qui est écrit : par le bouton, en fond, même incomplet ; un collègue n’efface rien', async () => {
    maintenant = JUIN
    const { declaration } = await nouveauLieu()
    await accepter('alice', declaration)
    const structure = `${declaration}/structure`
    const faux = await remplir('alice', structure, {
      structure: 'Les Cimes',
      signataire: '',
      pivot: '123',
      statut: 'roi'
    })
    expect(faux.statut).toBe(422)
    for (const phrase of [
      'Écrivez le nom de la personne qui signe.',
      'Ce n’est ni un SIRET',
      'Choisissez un statut de la liste'
    ])
      expect(faux.texte).toContain(phrase)
    expect(faux.html).toContain('value="123"')
    expect((await lire('alice', structure)).html).toContain('value="Les Cimes"')

    const ouverte = caches((await lire('alice', structure)).html)
    const fond = await poster('alice', structure, { ...ouverte, ...STRUCTURE, fond: 'oui' })
    expect(fond.statut).toBe(200)
    expect(JSON.parse(fond.html)).toEqual({
      etat: 'enregistre',
      avant: expect.any(String),
      heure: expect.stringMatching(/^10/)
    })
    // Benoît had opened the page before: both values are shown, his is not lost, nor hers.
    const conflit = await poster('benoit', structure, { ...ouverte, ...STRUCTURE, signataire: 'Paul Durand' })
    expect(conflit.statut).toBe(422)
    expect(conflit.texte).toContain('Une autre personne a écrit sur cette page')
    expect(conflit.texte).toContain('Rose Martin')
    expect(conflit.html).toContain('value="Paul Durand"')
    expect((await poster('benoit', structure, { ...ouverte, signataire: 'X', fond: 'oui' })).statut).toBe(409)
    // He keeps his: from what he has just been shown.
    const choisi = await poster('benoit', structure, {
      ...caches(conflit.html),
      ...STRUCTURE,
      signataire: 'Paul Durand'
    })
    expect(choisi.statut).toBe(303)

    // Two people on two pages do not disturb each other.
    const [a, b] = await Promise.all([
      lire('alice', `${declaration}/exigences`),
      lire('benoit', `${declaration}/criteres-1`)
    ])
    expect((await poster('benoit', `${declaration}/criteres-1`, { ...caches(b.html), ...coches('c1') })).statut).toBe(
      303
    )
    expect((await poster('alice', `${declaration}/exigences`, { ...caches(a.html), ...coches('m1') })).texte).toContain(
      'Cette condition est demandée à tous'
    )
    // On the same one, criterion by criterion.
    const memes = await poster('alice', `${declaration}/criteres-1`, { ...caches(b.html), ...coches('c2') })
    expect(memes.texte).toContain('Ce que l’autre personne a enregistré')
    // One stops, and comes back where one was.
    const pause = await remplir('alice', `${declaration}/exigences`, { ...coches('m1', 'm2'), suite: 'plus-tard' })
    expect(pause.vers).toBe('/chartes/nationale/rejoindre?fait=enregistre')
    expect((await lire('alice', pause.vers)).texte).toContain('Reprendre la déclaration')
    expect((await lire('alice', declaration)).vers).toBe(`${declaration}/criteres-2`)
    // What was read again is what leaves.
    const { html } = await lire('alice', `${declaration}/relire`)
    await remplir('benoit', `${declaration}/criteres-1`, coches('c1', 'c2', 'c3', 'c4', 'c5'))
    const change = await poster('alice', `${declaration}/envoyer`, { ...caches(html), sincere: 'oui' })
    expect(change.statut).toBe(422)
    expect(change.texte).toContain('Quelqu’un l’a modifiée pendant que vous relisiez')
  })

  it('ne se laisse pas forger : rien n’est fait à moitié', async () => {
    maintenant = JUIN
    const { declaration, id } = await nouveauLieu()
    const autre = await nouveauLieu()
    await accepter('alice', declaration)
    for (const champs of [coches('c1', 'm1'), coches('zzz'), { 'justification-c40': 'x' }]) {
      const forge = await remplir('alice', `${declaration}/criteres-1`, champs)
      expect(forge.statut).toBe(422)
      expect(forge.texte).toContain('un critère qui n’est pas sur cette page')
    }
    const long = await remplir('alice', `${declaration}/criteres-1`, {
      ...coches('c1'),
      'justification-c1': 'é'.repeat(2_001)
    })
    expect(long.statut).toBe(422)
    expect(long.html).toContain('é'.repeat(2_001))
    const version = await remplir('alice', `${declaration}/criteres-1`, { ...coches('c1'), version: '99' })
    expect(version.statut).toBe(422)
    expect(version.texte).toContain('La charte a changé pendant que vous écriviez')
    expect((await poster('alice', `${declaration}/criteres-1`, coches('c1'))).statut).toBe(422)
    for (const chemin of ['criteres-99', 'rien', 'relire'])
      expect((await poster('alice', `${declaration}/${chemin}`, {})).statut, chemin).toBe(404)
    for (const revision of ['-1', '1e9', 'abc', '999999999'])
      expect((await poster('alice', `${declaration}/envoyer`, { revision, sincere: 'oui' })).statut).toBe(422)
    // Another lieu's declaration is not begun by the form of this one.
    expect((await poster('alice', `${autre.declaration}/structure`, STRUCTURE)).vers).toBe(autre.declaration)
    expect(await etatDe(autre.id)).toBeUndefined()
    expect((await etatDe(id))?.situation.etat).toBe('BROUILLON')

    // The role is withdrawn between the page and the form.
    await preparerSansAccepter(declaration)
    const { html } = await lire('alice', `${declaration}/relire`)
    await sql`update attribution set retiree_le = ${maintenant}, retiree_par = 'systeme'
      where compte_id = ${compteDe('alice')} and ${id} = any(lieux)`.execute(base.db)
    expect((await poster('alice', `${declaration}/envoyer`, { ...caches(html), sincere: 'oui' })).statut).toBe(403)
    expect((await poster('alice', `${declaration}/structure`, { ...caches(html), ...STRUCTURE })).statut).toBe(403)
    expect((await etatDe(id))?.situation.etat).toBe('BROUILLON')
  })

  it('s’abandonne, après avoir demandé', async () => {
    maintenant = JUIN
    const { declaration, id } = await nouveauLieu()
    await accepter('alice', declaration)
    expect((await lire('alice', `${declaration}/abandonner`)).texte).toContain('Abandonner cette déclaration ?')
    const fait = await poster('alice', `${declaration}/abandonner`, {})
    expect(fait.vers).toBe('/chartes/nationale/rejoindre?fait=abandonne')
    expect((await etatDe(id))?.situation.etat).toBe('REFERENCE')
    expect((await poster('alice', `${declaration}/abandonner`, {})).vers).toBe(declaration)
    expect((await lire('alice', declaration)).texte).toContain('Accepter et commencer')
  })
})

async function preparerSansAccepter(declaration: string) {
  await remplir('alice', `${declaration}/structure`, STRUCTURE)
  await remplir('alice', `${declaration}/exigences`, coches('m1', 'm2'))
  await remplir('alice', `${declaration}/criteres-1`, coches('c1', 'c2', 'c3', 'c4', 'c5'))
}

describe('après une fin', () => {
  it('une nouvelle déclaration reprend la dernière : un geste pour la reprendre, un pour l’envoyer', async () => {
    const { declaration, id } = await nouveauLieu()
    const dossier = await declarerLieu(base.db, 'nationale', id, new Date('2026-02-02T09:00:00Z'), 'Les Anciens')
    await faire(base.db, dossier, { genre: 'opposer', raisons: 'Le lieu est fermé.' }, new Date('2026-02-05T09:00:00Z'))
    maintenant = new Date('2026-03-02T09:00:00Z')
    const page = await lire('alice', declaration)
    expect(page.texte).toContain('Se déclarer à nouveau')
    expect(page.texte).toContain('Votre dernière déclaration est reprise')
    expect((await accepter('alice', declaration)).vers).toBe(declaration)
    expect((await lire('alice', declaration)).vers).toBe(`${declaration}/relire`)
    const relire = await lire('alice', `${declaration}/relire`)
    expect(relire.texte).toContain('Les Anciens')
    const envoi = await poster('alice', `${declaration}/envoyer`, { ...caches(relire.html), sincere: 'oui' })
    expect(envoi.vers).toBe(`${declaration}/envoyee`)
    expect((await etatDe(id))?.situation.etat).toBe('FENETRE')
  })

  it('un lieu suspendu n’entre pas, ni sous un autre numéro, sauf si quelqu’un dit que c’est un autre', async () => {
    maintenant = new Date('2026-02-02T09:00:00Z')
    const { db } = base
    const suspendu = await nouveauLieu()
    const dossier = await declarerLieu(db, 'nationale', suspendu.id, new Date('2026-01-10T09:00:00Z'))
    await faire(
      db,
      dossier,
      { genre: 'avertir', constateLe: jour('2026-02-01'), envoyeeLe: jour('2026-02-02'), recueLe: jour('2026-02-03') },
      new Date('2026-02-04T09:00:00Z')
    )
    maintenant = new Date('2026-03-20T09:00:00Z')
    const clos = await lire('alice', suspendu.declaration)
    expect(clos.texte).toContain('Suspendu')
    expect(clos.texte).toContain('Écrivez au secrétariat')
    expect((await accepter('alice', suspendu.declaration)).statut).toBe(422)
    const { rows } = await sql<{ nom: string; adresse: string }>`
      select nom, publiees->>'adresse' as adresse from lieu where id = ${suspendu.id}`.execute(db)
    // The same place, created again.
    const chemin = '/chartes/nationale/rejoindre/nouveau'
    await poster('zoe', `${chemin}/charte`, { version: '1', accepte: 'oui' })
    const { vers } = await poster('zoe', chemin, {
      nom: rows[0]?.nom ?? '',
      sans_local: 'non',
      adresse: rows[0]?.adresse ?? '',
      code_postal: '05000',
      commune: 'Gap',
      aucun: 'oui'
    })
    await remplir('zoe', `${vers}/structure`, STRUCTURE)
    await remplir('zoe', `${vers}/exigences`, coches('m1', 'm2'))
    await remplir('zoe', `${vers}/criteres-1`, coches('c1', 'c2', 'c3', 'c4', 'c5'))
    const pret = await lire('zoe', `${vers}/relire`)
    const refus = await poster('zoe', `${vers}/envoyer`, { ...caches(pret.html), sincere: 'oui' })
    expect(refus.statut).toBe(422)
    expect(refus.texte).toContain('ressemble beaucoup à un autre')
    const nouveau = Number(/\/lieux\/(\d+)/.exec(vers)?.[1])
    expect((await etatDe(nouveau))?.situation.etat).toBe('BROUILLON')
    const journal = await sql<{
      contenu: unknown
    }>`select contenu from journal where genre = 'adhesion.semblable'`.execute(db)
    expect(journal.rows).toEqual([{ contenu: { lieu: nouveau, semblables: String(suspendu.id) } }])

    // A person decides that these are two lieux: the way is open.
    const cles = await sql<{ source: string; cle: string; lieu: number }>`
      select source_id as source, cle, lieu_id as lieu from enregistrement where lieu_id in (${nouveau}, ${suspendu.id})`.execute(
      db
    )
    const [a, b] = [nouveau, suspendu.id].map((n) => cles.rows.find(({ lieu }) => Number(lieu) === n))
    if (!a || !b) throw new Error('il manque un enregistrement')
    await transaction(db, (trx) =>
      saveDecisionsPaires(trx, [{ genre: 'different', a, b }], {
        lot: 'vu',
        auteur: 'systeme',
        motif: 'vu',
        le: maintenant
      })
    )
    expect((await poster('zoe', `${vers}/envoyer`, { ...caches(pret.html), sincere: 'oui' })).vers).toBe(
      `${vers}/envoyee`
    )
  })
})

const jour = (texte: string) => texte as Jour

describe('une déclaration envoyée', () => {
  it('ne change plus, quoi qu’on écrive ; seul le nom de qui a signé peut être effacé', async () => {
    const { id } = await nouveauLieu()
    const dossier = await declarerLieu(base.db, 'nationale', id, new Date('2026-02-02T09:00:00Z'))
    const { db } = base
    for (const geste of [
      sql`update declaration set structure = 'Autre' where adhesion_id = ${dossier}`,
      sql`update declaration set envoyee_le = null, envoyee_par = null where adhesion_id = ${dossier}`,
      sql`delete from declaration where adhesion_id = ${dossier}`,
      sql`update declaration_critere set justification = 'x' where declaration_id in (select id from declaration where adhesion_id = ${dossier})`,
      sql`delete from declaration_critere where declaration_id in (select id from declaration where adhesion_id = ${dossier})`
    ])
      await expect(geste.execute(db)).rejects.toThrow(/ne change/)
    await sql`update declaration set signataire = 'nom effacé', qualite = '' where adhesion_id = ${dossier}`.execute(db)
    await transaction(db, (trx) => forgetSignataire(trx, `compte:${compteDe('alice')}`))
    expect(
      (await readDonneesDe(db, `compte:${compteDe('alice')}`)).declarations.every(({ signataire }) =>
        ['', 'nom effacé'].includes(signataire)
      )
    ).toBe(true)
    expect(await findRupture(db, 'national')).toBeUndefined()
  })
})
