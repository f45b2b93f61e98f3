import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import type { Jour } from '../../../kernel/jour.ts'
import { transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { executerTravaux } from '../../../platform/testing/travaux.ts'
import { RACINE } from '../../../racine.ts'
import {
  enCsv,
  type LigneInventee,
  ligne,
  lignes,
  ouvrirAtelier,
  SOURCES
} from '../../annuaire/actions/import.fixture.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { declarerLieu, faire, ouvrir } from '../actions/adhesion/adhesion-en-base.fixture.ts'
import { chargerChartesLivrees } from '../actions/charger-chartes.ts'
import { lireLigne, reconnaitreColonnes } from '../domain/liste-de-droit.ts'
import { jobRapprocherListe } from '../jobs/rapprocher-liste.job.ts'
import { lockDossier } from '../store/adhesion.store.ts'

const DEBUT = new Date('2026-01-05T08:00:00Z')
const AOUT = new Date('2026-08-01T08:00:00Z')
const jour = (texte: string) => texte as Jour
const SIRET = '73282932000074'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant = AOUT
let numeros: ReadonlyMap<string, number>
const comptes = new Map<string, string>()

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(
    SOURCES.csv,
    enCsv([
      ...lignes(1, 8),
      ligne('l9', { nom: 'La Bricole', adresse: '3 place aux Herbes', pivot: SIRET }),
      ligne('l10', { nom: 'Cyberbase du Centre', adresse: '40 avenue Foch', telephone: '' })
    ])
  )
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), DEBUT)
  const { rows } = await sql<{ id: number; nom: string }>`select id, nom from lieu`.execute(db)
  numeros = new Map(rows.map(({ id, nom }) => [nom, id]))
  site = creerApplicationDeTest(db, { now: () => maintenant })
  for (const [nom, reseau] of [
    ['secretariat', 'national'],
    ['ailleurs', 'sicoval']
  ] as const) {
    const id = await creerCompte(db, { courriel: `${nom}@exemple.fr`, pseudonyme: nom, now: DEBUT })
    comptes.set(nom, id)
    await donner(db, id, { role: 'secretariat', reseau }, DEBUT)
  }
})

const numero = (l: LigneInventee) => numeros.get(l.nom ?? '') ?? 0
const entetes = async (qui: string) => ({
  headers: { cookie: await cookieDe(base.db, comptes.get(qui) ?? '', { now: maintenant }) }
})
const texteDe = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/[\u00a0\u202f\s]+/g, ' ')

async function lire(chemin: string, qui = 'secretariat') {
  const reponse = await site.get(chemin, await entetes(qui))
  const html = await reponse.text()
  return { statut: reponse.status, html, texte: texteDe(html) }
}

async function poster(chemin: string, champs: Record<string, string> | FormData, qui = 'secretariat') {
  const reponse = await site.post(chemin, champs, await entetes(qui))
  const html = await reponse.text()
  return { statut: reponse.status, html, texte: texteDe(html), vers: reponse.headers.get('location') ?? '' }
}

async function creer(nom: string): Promise<string> {
  const { statut, vers } = await poster('/bureau/listes/nouvelle', { nom, genre: 'epn', charte: 'nationale' })
  expect(statut).toBe(303)
  return vers.replace(/\?.*/, '')
}

async function envoyer(liste: string, contenu: string, datee: string, qui = 'secretariat') {
  const corps = new FormData()
  corps.set('fichier', new File([contenu], 'liste.csv'))
  corps.set('datee', datee)
  const reponse = await poster(`${liste}/importer`, corps, qui)
  await executerTravaux(base, [jobRapprocherListe], () => maintenant)
  return reponse
}

const rangee = (nom: string, adresse: string, autres: Record<string, string> = {}) => ({
  'Nom du lieu': nom,
  Adresse: adresse,
  CP: '05000',
  Ville: 'Gap',
  SIRET: '',
  ...autres
})
const deLieu = (l: LigneInventee) => rangee(l.nom ?? '', l.adresse ?? '')
const etatDe = async (lieu: number) => {
  const { rows } = await sql<{ etat: string; origine: string | null }>`
    select etat, origine from adhesion where lieu_id = ${lieu} and reseau_id = 'national'`.execute(base.db)
  return rows[0]
}

it('une liste admet de droit les lieux qu’elle nomme sûrement, laisse choisir les douteux, et garde les inconnus', async () => {
  const [un, deux, trois] = [ligne('l1'), ligne('l2'), ligne('l3')]
  // This one is suspended: no list goes round it.
  const suspendu = await declarerLieu(base.db, 'nationale', numero(trois), new Date('2026-02-01T09:00:00Z'))
  await faire(
    base.db,
    suspendu,
    {
      genre: 'avertir',
      constateLe: jour('2026-03-01'),
      envoyeeLe: jour('2026-03-02'),
      recueLe: jour('2026-03-05')
    },
    new Date('2026-04-20T08:00:00Z')
  )
  expect(await etatDe(numero(trois))).toMatchObject({ etat: 'SUSPENDU' })

  const liste = await creer('EPN NetPublic')
  const fichier = enCsv([
    deLieu(un),
    deLieu(deux),
    deLieu(trois),
    rangee('Bricole', '3 pl. aux Herbes', { SIRET }),
    rangee('Cyberbase', '', { CP: '05000' }),
    rangee('Le Fournil Numérique de Trifouillis', '1 rue Inconnue', { CP: '31999', Ville: 'Trifouillis' }),
    rangee('', '2 rue Sans Nom'),
    rangee('Mauvais numéro', '3 rue X', { SIRET: '12345678901234' }),
    deLieu(un)
  ])
  const envoye = await envoyer(liste, fichier, '2026-07-15')
  expect(envoye.statut, envoye.texte).toBe(303)
  const page = await lire(`${liste}?fait=importee`)
  expect(page.texte).toContain('Membres 3')
  expect(page.texte).toContain('Pas admis 1')
  expect(page.texte).toContain('Pas admis : suspendu')
  expect(page.texte).toContain('Sans fiche 1')
  expect(page.texte).toContain('À vérifier 1')
  expect(page.texte).toContain('Ligne 7 : Le nom manque.')
  expect(page.texte).toContain('Ligne 8 : Ce numéro n’est ni un SIRET')
  expect(page.texte).toContain('Ligne 9 : Cette ligne répète')
  expect(await etatDe(numero(un))).toEqual({ etat: 'MEMBRE', origine: 'droit' })
  expect(await etatDe(numeros.get('La Bricole') ?? 0)).toEqual({ etat: 'MEMBRE', origine: 'droit' })
  expect(await etatDe(numero(trois))).toMatchObject({ etat: 'SUSPENDU' })

  // A person answers for the doubtful one; a fiche that is not on offer is refused.
  const [, douteuse = ''] = /href="([^"]*\/lignes\/\d+)">Cyberbase</.exec(page.html) ?? []
  const choix = await lire(douteuse)
  expect(choix.texte).toContain('Cyberbase du Centre')
  for (const reponse of ['', '999999', 'rien', String(numero(ligne('l8'))), '9'.repeat(15), '9'.repeat(30)])
    expect((await poster(douteuse, { reponse })).statut, reponse).toBe(422)
  const centre = numeros.get('Cyberbase du Centre') ?? 0
  expect((await poster(douteuse, { reponse: String(centre) })).statut).toBe(303)
  expect(await etatDe(centre)).toEqual({ etat: 'MEMBRE', origine: 'droit' })

  // The same file again changes nothing; one entry of the journal tells the file.
  const avant = await compter()
  const encore = await envoyer(liste, fichier, '2026-07-20')
  expect(encore.statut).toBe(422)
  expect(encore.texte).toContain('Ce fichier a déjà été importé')
  expect(await compter()).toEqual(avant)
  const { rows } = await sql<{ contenu: Record<string, unknown> }>`
    select contenu from journal where genre = 'liste.livraison'`.execute(base.db)
  expect(rows).toHaveLength(1)
  expect(rows[0]?.contenu).toMatchObject({ lues: 9, gardees: 6, nouvelles: 6, parties: 0 })
  expect(rows[0]?.contenu.empreinte).toMatch(/^[0-9a-f]{64}$/)

  // A newer list: who came is admitted, who left stays a member until the committee says otherwise.
  maintenant = new Date('2026-09-01T08:00:00Z')
  expect((await envoyer(liste, enCsv([deLieu(ligne('l4'))]), '2026-07-01')).texte).toContain('plus récente')
  expect((await envoyer(liste, enCsv([deLieu(ligne('l4'))]), '2026-09-02')).texte).toContain('à venir')
  expect((await envoyer(liste, enCsv([deLieu(deux), deLieu(ligne('l4'))]), '2026-08-20')).statut).toBe(303)
  const apres = await lire(liste)
  expect(apres.texte).toContain('Membres 2')
  expect(apres.texte).toContain('Sortis de la liste 4')
  expect(apres.texte).toContain('c’est au comité de décider')
  expect(await etatDe(numero(ligne('l4')))).toEqual({ etat: 'MEMBRE', origine: 'droit' })
  expect(await etatDe(numero(un))).toEqual({ etat: 'MEMBRE', origine: 'droit' })

  // Lifted by the committee, it is a member again; the list then says so when asked.
  await faire(base.db, suspendu, { genre: 'lever', raisons: 'Tout est en ordre.' }, maintenant)
  const [, suspendue = ''] = new RegExp(`href="([^"]*/lignes/\\d+)">${trois.nom}<`).exec(apres.html) ?? []
  expect((await poster(suspendue, { reponse: 'admettre' })).statut).toBe(303)
  expect((await lire(suspendue)).texte).toContain('Déjà membre')
})

const compter = async () => {
  const { rows } = await sql`select (select count(*) from liste_ligne) as lignes,
    (select count(*) from adhesion_transition) as transitions`.execute(base.db)
  return rows[0]
}

it('un lieu s’ajoute et s’écarte à la main ; ce qui est écrit est gardé, et échappé', async () => {
  const liste = await creer('Reconditionneurs')
  const vide = await poster(`${liste}/ajouter`, { nom: '<script>alert(1)</script>', code_postal: '5', pivot: '12' })
  expect(vide.statut).toBe(422)
  expect(vide.texte).toContain('Le code postal a cinq chiffres')
  expect(vide.html).toContain('value="&lt;script&gt;')
  const l = ligne('l6')
  const ajoute = await poster(`${liste}/ajouter`, {
    nom: l.nom ?? '',
    adresse: l.adresse ?? '',
    code_postal: '05000',
    commune: 'Gap'
  })
  expect(ajoute.statut).toBe(303)
  expect((await lire(ajoute.vers)).texte).toContain('Ce lieu est admis par cette liste.')
  expect(
    (
      await poster(`${liste}/ajouter`, {
        nom: l.nom ?? '',
        adresse: l.adresse ?? '',
        code_postal: '05000',
        commune: 'Gap'
      })
    ).texte
  ).toContain('déjà sur la liste')
  // A file does not send away what a person added.
  await envoyer(liste, enCsv([deLieu(ligne('l7'))]), '2026-08-01')
  expect((await lire(liste)).texte).toContain('Membres 2')
  expect((await poster(ajoute.vers.replace(/\?.*/, ''), { reponse: 'ecarter' })).statut).toBe(303)
  const page = await lire(liste)
  expect(page.texte).toContain('Écartés 1')
  expect(await etatDe(numero(l))).toEqual({ etat: 'MEMBRE', origine: 'droit' })
})

it('personne n’admet le lieu dont il s’occupe : ni à la main, ni par un fichier', async () => {
  const l = ligne('l5')
  const [soi = '', lieu] = [comptes.get('secretariat'), numero(l)]
  await donner(base.db, soi, { role: 'delegue', reseau: 'national', lieux: [lieu] }, DEBUT)
  const liste = await creer('Pour soi')
  const { nom = '', adresse = '' } = l
  const ajoute = await poster(`${liste}/ajouter`, { nom, adresse, code_postal: '05000', commune: 'Gap' })
  expect(ajoute.statut).toBe(303)
  expect(await etatDe(lieu)).toBeUndefined()
  const adresseLigne = ajoute.vers.replace(/\?.*/, '')
  const choisie = await poster(adresseLigne, { reponse: String(lieu) })
  expect(choisie.statut).toBe(422)
  expect(choisie.texte).toContain('Vous vous occupez de ce lieu')
  const parFichier = await creer('Pour soi, par fichier')
  expect((await envoyer(parFichier, enCsv([deLieu(l)]), '2026-08-01')).statut).toBe(303)
  expect(await etatDe(lieu)).toBeUndefined()
  // Somebody else answers.
  const autre = await creerCompte(base.db, { courriel: 'second@exemple.fr', pseudonyme: 'Second', now: DEBUT })
  comptes.set('second', autre)
  await donner(base.db, autre, { role: 'secretariat', reseau: 'national' }, DEBUT)
  expect((await poster(adresseLigne, { reponse: String(lieu) }, 'second')).statut).toBe(303)
  expect(await etatDe(lieu)).toEqual({ etat: 'MEMBRE', origine: 'droit' })
})

it('un acte du bureau et une liste qui nomme les mêmes lieux s’attendent sans se bloquer', async () => {
  const noms = ['11', '12'].map((n) => ligne(`l${n}`, { nom: `Relais ${n}`, adresse: `${n} rue du Relais` }))
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  const anciennes = [...lignes(1, 8), ligne('l9', { nom: 'La Bricole', adresse: '3 place aux Herbes', pivot: SIRET })]
  await atelier.importer(SOURCES.csv, enCsv([...anciennes, ...noms]))
  const { rows } = await sql<{ id: number }>`select id from lieu where nom like 'Relais 1%' order by id`.execute(
    base.db
  )
  const [un = 0, deux = 0] = rows.map(({ id }) => id)
  const [premier, second] = [
    await ouvrir(base.db, 'nationale', un, AOUT),
    await ouvrir(base.db, 'nationale', deux, AOUT)
  ]
  const liste = await creer('Relais')
  const entree = { reseau: 'national', genre: 'essai', acteur: 'systeme', objet: 'essai', contenu: {} }
  // The desk holds one dossier, and writes in the journal while the list is being matched.
  let lacher = () => {}
  const relache = new Promise<void>((resolve) => {
    lacher = resolve
  })
  const bureau = transaction(base.db, async (trx) => {
    await lockDossier(trx, second)
    await relache
    await consigner(trx, entree, AOUT)
  })
  const import_ = envoyer(liste, enCsv(noms.map(deLieu)), '2026-08-01')
  await expect
    .poll(async () => (await sql`select 1 from pg_locks where not granted`.execute(base.db)).rows.length)
    .toBeGreaterThan(0)
  lacher()
  await expect(Promise.all([bureau, import_])).resolves.toBeDefined()
  expect([await etatDe(un), await etatDe(deux)]).toEqual(Array(2).fill({ etat: 'MEMBRE', origine: 'droit' }))
  expect(premier).not.toBe(second)
})

it('refuse clairement un mauvais fichier, une autre liste, un autre réseau', async () => {
  const liste = await creer('Liste d’essai')
  expect(
    (await poster('/bureau/listes/nouvelle', { nom: 'LISTE d’essai', genre: 'epn', charte: 'nationale' })).texte
  ).toContain('déjà ce nom')
  expect((await poster('/bureau/listes/nouvelle', { nom: 'N', genre: 'toString', charte: 'sicoval' })).statut).toBe(422)
  expect((await poster('/bureau/listes/nouvelle', { nom: 'N', genre: 'epn', charte: 'sicoval' })).statut).toBe(403)
  expect((await poster('/bureau/listes/nouvelle', { nom: 'N', genre: 'epn', charte: 'inconnue' })).statut).toBe(422)
  for (const [contenu, phrase] of [
    ['', 'Ce fichier est vide'],
    ['<!doctype html><title>Connexion</title>', 'Une page web a été livrée'],
    ['a;b\n1;2', 'Aucune colonne ne s’appelle'],
    ['nom;commune\n;Gap', 'Aucune ligne n’a pu être lue'],
    [`PK\u0003\u0004${'x'.repeat(50)}`, 'correct'],
    [`nom;commune\n${'x;Gap\n'.repeat(900_000)}`, '5 Mo']
  ] as const) {
    const refuse = await envoyer(liste, contenu, '2026-08-01')
    expect(refuse.statut, phrase).toBe(422)
    if (phrase !== 'correct') expect(refuse.texte).toContain(phrase)
  }
  expect((await lire(liste, 'ailleurs')).statut).toBe(403)
  expect((await envoyer(liste, 'nom;commune\nX;Gap', '2026-08-01', 'ailleurs')).statut).toBe(403)
  expect((await lire('/bureau/listes', 'ailleurs')).texte).not.toContain('Liste d’essai')
  for (const chemin of ['rien', '1', `${liste.split('/').at(-1)}/lignes/1`, `${liste.split('/').at(-1)}/lignes/x`])
    expect((await lire(`/bureau/listes/${chemin}`)).statut).toBe(404)
})

it('reconnaît les colonnes quels que soient leurs accents, et rend son zéro au code postal', () => {
  expect(reconnaitreColonnes(['NOM', 'N° SIRET', 'Dénomination', 'Code_Postal', 'autre']).get('nom')).toEqual([
    'NOM',
    'Dénomination'
  ])
  expect(lireLigne({ nom: 'X', code_postal: '5000' })).toMatchObject({ ok: true, value: { code_postal: '05000' } })
  expect(lireLigne({ nom: 'X' })).toMatchObject({ ok: false })
})
