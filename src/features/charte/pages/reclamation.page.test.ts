import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { transaction } from '../../../platform/db/index.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { listCourriels } from '../../../platform/mail/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../../annuaire/actions/import.fixture.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { adresseDu, creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { declarerLieu } from '../actions/adhesion/adhesion-en-base.fixture.ts'
import { chargerChartesLivrees } from '../actions/charger-chartes.ts'
import { donneesDesReclamations, oublierReclamations } from '../actions/reclamation/oublier.ts'

const QUAND = new Date('2026-09-01T08:00:00Z')
const FAITS = 'L’accueil est fermé tous les matins. <script>alert(1)</script> Signé : Rose.'
const TRANSMIS = 'Une personne dit que l’accueil est fermé tous les matins.'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant = QUAND
/** Lieux by number: a member, one that has nothing to do with any réseau, and a member that the secretary looks after. */
let lieux: number[]
let membre: string
let sienne: string
const comptes = new Map<string, string>()

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(lignes(1, 6)))
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), new Date('2026-01-02T08:00:00Z'))
  lieux = (await sql<{ id: number }>`select id from lieu order by id`.execute(db)).rows.map(({ id }) => id)
  const [un = 0, , trois = 0] = lieux
  membre = await declarerLieu(db, 'nationale', un, new Date('2026-06-01T13:42:00Z'))
  sienne = await declarerLieu(db, 'nationale', trois, new Date('2026-06-01T13:42:00Z'))
  site = creerApplicationDeTest(db, { now: () => maintenant })
  const roles = {
    secretariat: [{ role: 'secretariat', reseau: 'national' }],
    ailleurs: [{ role: 'secretariat', reseau: 'sicoval' }],
    comite: [{ role: 'comite', reseau: 'national', college: 'associations' }],
    responsable: [{ role: 'responsable', reseau: 'national', lieux: [un] }],
    voisin: [{ role: 'responsable', reseau: 'national', lieux: [lieux[3] ?? 0] }],
    partie: [
      { role: 'secretariat', reseau: 'national' },
      { role: 'responsable', reseau: 'national', lieux: [trois] }
    ]
  } as const
  for (const [nom, siens] of Object.entries(roles)) {
    const id = await creerCompte(db, {
      courriel: `${nom}@exemple.fr`,
      pseudonyme: nom,
      sansMotDePasse: true,
      now: QUAND
    })
    comptes.set(nom, id)
    for (const role of siens) await donner(db, id, role, QUAND)
  }
})

beforeEach(() => {
  maintenant = QUAND
})

const cookie = async (qui?: string) =>
  qui ? { headers: { cookie: await cookieDe(base.db, comptes.get(qui) ?? '', { now: maintenant }) } } : {}
const net = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/[\u00a0\u202f\s]+/g, ' ')

async function lire(chemin: string, qui?: string) {
  const reponse = await site.get(chemin, await cookie(qui))
  const html = await reponse.text()
  return { statut: reponse.status, html, texte: net(html) }
}

async function poster(chemin: string, champs: Record<string, string>, qui?: string) {
  const reponse = await site.post(chemin, champs, await cookie(qui))
  const html = await reponse.text()
  return { statut: reponse.status, html, texte: net(html), vers: reponse.headers.get('location') ?? '' }
}

const champs = (courriel: string, autres: Record<string, string> = {}) => ({
  objet: 'charte',
  texte: FAITS,
  quand: 'Le 3 août',
  ou: 'À l’accueil',
  courriel,
  ...autres
})

const courrielsA = async (a: string) =>
  (await listCourriels(base.db, 500)).filter(({ destinataire }) => destinataire === a)
const reclamationDe = async (courriel: string) =>
  (
    await sql<{ id: string; etat: string; issue: string | null; courriel: string | null; piece_id: string | null }>`
      select id, etat, issue, courriel, piece_id from reclamation where courriel = ${courriel} order by deposee_le desc`.execute(
      base.db
    )
  ).rows

/** Somebody reports, and confirms. Returns the complaint's number. */
async function reclamer(courriel: string, chemin = `/adhesions/${membre}/reclamer`, autres?: Record<string, string>) {
  const envoyee = await poster(chemin, champs(courriel, autres))
  expect(envoyee.statut, envoyee.texte).toBe(303)
  expect((await poster(await adresseDu(base.db, courriel), {})).vers).toBe('/reclamations/confirmee')
  return (await reclamationDe(courriel))[0]?.id ?? ''
}

const bureau = (id: string, geste = '') => `/bureau/reclamations/${id}${geste && `/${geste}`}`

describe('une personne réclame, sans compte', () => {
  it('depuis la page de vérification, en choisissant un point de la charte', async () => {
    expect((await lire(`/adhesions/${membre}`)).html).toContain(`/adhesions/${membre}/reclamer`)
    const { html, texte } = await lire(`/adhesions/${membre}/reclamer`)
    expect(texte).toContain('Le lieu ne sait ni votre nom, ni votre adresse.')
    expect(html).toContain('<optgroup label="Les critères">')
    const [, critere = ''] = /<option value="(c\w+)"/.exec(html) ?? []
    const envoyee = await poster(`/adhesions/${membre}/reclamer`, champs('point@exemple.fr', { critere }))
    expect(envoyee).toMatchObject({ statut: 303, vers: '/reclamations/envoyee' })
    const { rows } = await sql<{ critere_id: string; adhesion_id: string }>`
      select critere_id, adhesion_id from reclamation where courriel = 'point@exemple.fr'`.execute(base.db)
    expect(rows).toEqual([{ critere_id: critere, adhesion_id: membre }])
  })

  it('ne perd rien de ce qu’elle a écrit quand il manque quelque chose', async () => {
    const refusee = await poster(`/adhesions/${membre}/reclamer`, champs('pas une adresse', { quand: '' }))
    expect(refusee.statut).toBe(422)
    expect(refusee.texte).toContain('Dites quand, même à peu près.')
    expect(refusee.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(refusee.html).not.toContain('<script>alert')
    expect(refusee.html).toContain('value="pas une adresse"')
  })

  it('ne compte qu’une fois l’adresse confirmée : ouvrir le lien ne suffit pas, le confirmer deux fois ne fait rien', async () => {
    for (let fois = 0; fois < 2; fois++)
      expect((await poster(`/adhesions/${membre}/reclamer`, champs('double@exemple.fr'))).statut).toBe(303)
    expect(await courrielsA('double@exemple.fr')).toHaveLength(1)
    const lien = await adresseDu(base.db, 'double@exemple.fr')
    const vue = await lire(lien)
    expect(vue.html).not.toContain('<script>alert')
    const [{ id, etat } = { id: '', etat: '' }] = await reclamationDe('double@exemple.fr')
    expect(etat).toBe('deposee')
    expect((await lire(bureau(id), 'secretariat')).statut).toBe(404)
    expect(await courrielsA('secretariat@exemple.fr')).toHaveLength(0)
    const fins = await Promise.all([poster(lien, {}), poster(lien, {})])
    expect(fins.map(({ vers }) => vers)).toEqual(['/reclamations/confirmee', '/reclamations/confirmee'])
    expect(await courrielsA('secretariat@exemple.fr')).toHaveLength(1)
    expect((await courrielsA('secretariat@exemple.fr'))[0]?.texte).not.toContain('fermé tous les matins')
    const { rows } = await sql`select 1 from reclamation_etape where reclamation_id = ${id}`.execute(base.db)
    expect(rows).toHaveLength(1)
  })

  it('trouve un lien mort après sept jours, comme celui qu’on invente', async () => {
    await poster(`/adhesions/${membre}/reclamer`, champs('tard@exemple.fr'))
    const lien = await adresseDu(base.db, 'tard@exemple.fr')
    maintenant = new Date('2026-09-08T08:00:00Z')
    for (const mort of [lien, `/reclamations/confirmer/${'A'.repeat(43)}`, '/reclamations/confirmer/%00'])
      for (const reponse of [await lire(mort), await poster(mort, {})]) {
        expect(reponse.statut, mort).toBe(404)
        expect(reponse.texte).toContain('Ce lien ne peut plus servir')
      }
  })

  it('réclame aussi d’un lieu qui n’est pas membre, pour la marque seulement', async () => {
    const chemin = `/lieux/${lieux[1]}/reclamer`
    expect((await lire(chemin)).html).not.toContain('value="charte"')
    expect((await poster(chemin, champs('marque@exemple.fr', { reseau: 'national' }))).statut).toBe(422)
    expect((await poster(chemin, champs('marque@exemple.fr', { objet: 'marque', reseau: 'ailleurs' }))).statut).toBe(
      422
    )
    const id = await reclamer('marque@exemple.fr', chemin, { objet: 'marque', reseau: 'national' })
    const { texte } = await lire(bureau(id), 'secretariat')
    expect(texte).toContain('Personne ne s’occupe de ce lieu ici.')
    for (const rien of ['/lieux/999999/reclamer', '/lieux/x/reclamer', '/adhesions/1/reclamer'])
      expect((await lire(rien)).statut).toBe(404)
  })

  it('trouve le lieu par son nom quand elle n’a pas sa fiche', async () => {
    expect((await lire(`/adhesions/00000000-0000-4000-8000-000000000000`)).html).toContain('href="/reclamer"')
    const { html } = await lire('/reclamer?commune=Gap')
    expect(html).toContain(`/adhesions/${membre}/reclamer`)
    for (const demande of ['?nom=zzzz%00', '?nom=%3Cscript%3Ealert(1)', `?commune=${'é'.repeat(3_000)}`]) {
      const rien = await lire(`/reclamer${demande}`)
      expect(rien.statut).toBe(200)
      expect(rien.html).not.toContain('<script>alert')
    }
  })

  it('ne remplit pas la boîte de quelqu’un d’autre', async () => {
    const envoyer = (i: number) =>
      poster(`/adhesions/${membre}/reclamer`, champs('cible@exemple.fr', { texte: `${FAITS} ${i}` }))
    for (let i = 0; i < 5; i++) expect((await envoyer(i)).statut).toBe(303)
    const trop = await envoyer(6)
    expect(trop.statut).toBe(429)
    expect(trop.texte).toContain('Ce que vous avez écrit est gardé.')
    expect(await courrielsA('cible@exemple.fr')).toHaveLength(5)
  })
})

describe('le secrétariat instruit', () => {
  it('entend le lieu, qui ne sait ni qui a écrit, ni ce qui a été écrit', async () => {
    const id = await reclamer('rose@exemple.fr')
    const vue = await lire(bureau(id), 'secretariat')
    expect(vue.texte).toContain('Signé : Rose.')
    expect(vue.html).not.toContain('<script>alert')
    expect(vue.html).not.toContain('rose@exemple.fr')
    const page = `/adhesions/${membre}/reclamations/${id}`
    expect((await lire(page, 'responsable')).statut).toBe(404)
    // Nobody is blamed unheard, whatever the form says.
    const presse = await poster(
      bureau(id, 'clore'),
      { issue: 'rappel', raisons: 'Vous devez ouvrir le matin.' },
      'secretariat'
    )
    expect(presse.statut).toBe(409)
    expect(presse.texte).toContain('Transmettez d’abord')

    expect((await poster(bureau(id, 'transmettre'), { faits: 'Non.' }, 'secretariat')).statut).toBe(422)
    expect((await poster(bureau(id, 'transmettre'), { faits: TRANSMIS }, 'secretariat')).statut).toBe(303)
    expect((await poster(bureau(id, 'transmettre'), { faits: TRANSMIS }, 'secretariat')).statut).toBe(409)
    expect(
      (await poster(bureau(id, 'noter'), { note: 'Visite du lieu : porte fermée à dix heures.' }, 'secretariat')).statut
    ).toBe(303)
    const [lettre] = await courrielsA('responsable@exemple.fr')
    const lu = await lire(page, 'responsable')
    for (const texte of [lettre?.texte ?? '', net(lettre?.html ?? ''), lu.texte]) {
      expect(texte).toContain(TRANSMIS)
      for (const secret of ['rose', 'Rose', 'alert', 'Le 3 août', 'porte fermée']) expect(texte).not.toContain(secret)
    }
    expect(lettre?.texte).toContain(page)

    expect((await poster(page, { texte: '' }, 'responsable')).statut).toBe(422)
    for (let fois = 0; fois < 2; fois++)
      expect((await poster(page, { texte: 'Nous ouvrons à treize heures. <b>Merci</b>' }, 'responsable')).statut).toBe(
        303
      )
    const apres = await lire(bureau(id), 'secretariat')
    expect(apres.html.match(/Nous ouvrons à treize heures/g)).toHaveLength(1)
    expect(apres.html).not.toContain('<b>Merci')

    const close = { issue: 'rappel', raisons: 'La charte demande d’ouvrir aux heures dites.' }
    const fins = await Promise.all([1, 2].map(() => poster(bureau(id, 'clore'), close, 'secretariat')))
    expect(fins.map(({ statut }) => statut).sort()).toEqual([303, 409])
    const [dite] = await courrielsA('rose@exemple.fr')
    expect(dite?.texte).toContain('Il a rappelé au lieu ce que la charte lui demande.')
    expect(dite?.texte).not.toContain('treize heures')
    expect((await courrielsA('responsable@exemple.fr'))[0]?.texte).toContain('ouvrir aux heures dites')
    expect((await poster(page, { texte: 'Une réponse qui arrive trop tard.' }, 'responsable')).statut).toBe(409)
    expect((await lire('/bureau/reclamations?etat=closes', 'secretariat')).texte).toContain('Close par un rappel')
  })

  it('clôt sans suite avec ses raisons, sans rien dire au lieu qui n’en savait rien', async () => {
    const id = await reclamer('sans@exemple.fr')
    const avant = (await courrielsA('responsable@exemple.fr')).length
    const raisons = 'Le lieu affiche ses horaires, et les respecte.'
    expect((await poster(bureau(id, 'clore'), { issue: 'avertissement', raisons }, 'secretariat')).statut).toBe(422)
    expect((await poster(bureau(id, 'clore'), { issue: 'sans-suite', raisons }, 'secretariat')).statut).toBe(303)
    expect((await courrielsA('sans@exemple.fr'))[0]?.texte).toContain(raisons)
    expect(await courrielsA('responsable@exemple.fr')).toHaveLength(avant)
  })

  it('ne s’ouvre ni à un autre réseau, ni à un autre rôle, ni à un autre lieu, ni à qui s’occupe du lieu', async () => {
    const id = await reclamer('droits@exemple.fr')
    for (const qui of ['ailleurs', 'comite', 'responsable', 'voisin']) {
      expect((await lire(bureau(id), qui)).statut, qui).toBe(403)
      for (const geste of ['transmettre', 'noter', 'clore'])
        expect((await poster(bureau(id, geste), { faits: TRANSMIS }, qui)).statut, `${qui} ${geste}`).toBe(403)
    }
    expect((await lire('/bureau/reclamations', 'ailleurs')).html).not.toContain(id)
    expect((await lire(bureau(id))).statut).toBe(401)
    await poster(bureau(id, 'transmettre'), { faits: TRANSMIS }, 'secretariat')
    expect((await lire(`/adhesions/${membre}/reclamations/${id}`, 'voisin')).statut).toBe(403)
    expect((await poster(`/adhesions/${membre}/reclamations/${id}`, { texte: TRANSMIS }, 'voisin')).statut).toBe(403)
    // By another address, even one's own.
    expect((await lire(`/adhesions/${sienne}/reclamations/${id}`, 'responsable')).statut).toBe(404)
    expect((await lire(`/lieux/${lieux[0]}/reclamations/${id}`, 'responsable')).statut).toBe(404)

    const avant = (await courrielsA('partie@exemple.fr')).length
    const contre = await reclamer('contre@exemple.fr', `/adhesions/${sienne}/reclamer`)
    const vue = await lire(bureau(contre), 'partie')
    expect(vue.texte).toContain('d’autres que vous instruisent cette réclamation')
    expect(vue.texte).not.toContain('fermé tous les matins')
    expect((await poster(bureau(contre, 'noter'), { note: TRANSMIS }, 'partie')).statut).toBe(403)
    expect(await courrielsA('partie@exemple.fr')).toHaveLength(avant)
    for (const faux of ['1', '00000000-0000-4000-8000-000000000000', '%00'])
      expect((await lire(bureau(faux), 'secretariat')).statut).toBe(404)
  })

  it('mène à un avertissement : la lettre et la fin de la réclamation existent ensemble, ou pas du tout', async () => {
    const id = await reclamer('averti@exemple.fr')
    const autre = await reclamer('autrelieu@exemple.fr', `/adhesions/${sienne}/reclamer`)
    await poster(bureau(id, 'transmettre'), { faits: TRANSMIS }, 'secretariat')
    await poster(bureau(autre, 'transmettre'), { faits: TRANSMIS }, 'secretariat')
    const form = `/bureau/adhesions/${membre}/avertir`
    const lettre = {
      manquement: 'L’accueil est fermé tous les matins, contre la déclaration.',
      constatee: '2026-09-10',
      envoyee: '2026-09-15',
      support: 'papier',
      reference: '1A 234',
      etape: 'confirmer'
    }
    maintenant = new Date('2026-09-15T08:00:00Z')
    // Neither unheard, nor of another lieu, nor one that does not exist.
    for (const reclamation of [id, autre, '00000000-0000-4000-8000-000000000000'])
      expect((await poster(form, { ...lettre, reclamation }, 'secretariat')).statut).toBe(409)
    const { rows } = await sql`select 1 from adhesion_piece where adhesion_id = ${membre}`.execute(base.db)
    expect(rows).toHaveLength(0)
    expect((await lire(bureau(id), 'secretariat')).html).not.toContain('Préparer l’avertissement')

    maintenant = new Date('2026-09-16T08:00:00Z')
    expect((await lire(bureau(id), 'secretariat')).html).toContain(`${form}?reclamation=${id}`)
    const prete = await lire(`${form}?reclamation=${id}`, 'secretariat')
    expect(prete.html).toContain(TRANSMIS)
    expect((await lire(`${form}?reclamation=${autre}`, 'secretariat')).html).not.toContain(TRANSMIS)
    expect((await poster(form, { ...lettre, reclamation: id }, 'secretariat')).statut).toBe(303)
    const [close] = await reclamationDe('averti@exemple.fr')
    expect(close).toMatchObject({ etat: 'close', issue: 'avertissement' })
    expect((await lire(bureau(id), 'secretariat')).html).toContain(`#piece-${close?.piece_id}`)
    expect((await courrielsA('averti@exemple.fr'))[0]?.texte).toContain('par une lettre recommandée')
    // The letter has no effect before it is received: the lieu is a member, and the public reads nothing.
    const publique = await lire(`/adhesions/${membre}`)
    expect(publique.texte).toContain('Membre')
    expect(publique.texte).not.toContain('fermé tous les matins')
    expect((await poster(form, { ...lettre, reclamation: id }, 'secretariat')).statut).toBe(409)
  })
})

it('le bureau lit ses réclamations page par page, sans en perdre ni en répéter une', async () => {
  await sql`
    insert into reclamation (id, reseau_id, lieu_id, objet, quand, ou, texte, etat, deposee_le, confirmee_le, courriel, empreinte)
    select gen_random_uuid(), 'sicoval', ${lieux[1]}, 'marque', 'Hier', 'Ici', 'Un autocollant sans droit, vitrine ' || i,
      'confirmee', ${QUAND}, ${QUAND}::timestamptz + (i / 7) * interval '1 second', i || '@exemple.fr', 'page-' || i
    from generate_series(1, 60) i`.execute(base.db)
  const vues: string[] = []
  let suite: string | undefined = '/bureau/reclamations'
  for (let page = 0; suite && page < 5; page++) {
    const { html } = await lire(suite, 'ailleurs')
    vues.push(...[...html.matchAll(/href="\/bureau\/reclamations\/([0-9a-f-]{36})"/g)].map(([, id = '']) => id))
    suite = /href="([^"]+)" rel="next"/.exec(html)?.[1]
  }
  expect(vues).toHaveLength(60)
  expect(new Set(vues).size).toBe(60)
  expect((await lire('/bureau/reclamations?apres=un', 'ailleurs')).statut).toBe(200)
  await sql`delete from reclamation where empreinte like 'page-%'`.execute(base.db)
})

describe('ce qui reste', () => {
  it('n’est au journal que des numéros et l’issue, dans l’ordre', async () => {
    expect(await findRupture(base.db, 'national')).toBeUndefined()
    const { rows } = await sql<{ genre: string; contenu: Record<string, string | null> }>`
      select genre, contenu from journal where genre like 'reclamation.%'`.execute(base.db)
    expect(new Set(rows.map(({ genre }) => genre))).toEqual(
      new Set(['recue', 'transmise', 'reponse', 'constat', 'close'].map((fin) => `reclamation.${fin}`))
    )
    for (const { contenu } of rows)
      for (const valeur of Object.values(contenu)) expect(valeur ?? '').toMatch(/^([a-z-]*|[0-9a-f-]{36})$/)
  })

  it('ne se récrit pas', async () => {
    await expect(sql`update reclamation_etape set texte = 'autre chose'`.execute(base.db)).rejects.toThrow(
      'ne change pas'
    )
    await expect(sql`delete from reclamation_etape`.execute(base.db)).rejects.toThrow('ne change pas')
  })

  it('oublie ce qui n’a pas été confirmé, et les adresses six mois après la fin', async () => {
    await oublierReclamations(base.db, new Date('2027-02-28T08:00:00Z'))
    expect(await reclamationDe('point@exemple.fr')).toEqual([])
    expect(await reclamationDe('sans@exemple.fr')).toHaveLength(1)
    await oublierReclamations(base.db, new Date('2027-03-01T08:00:00Z'))
    expect(await reclamationDe('sans@exemple.fr')).toEqual([])
    // Still open: its answer is still to come.
    expect(await reclamationDe('droits@exemple.fr')).toHaveLength(1)
  })

  it('part avec le compte de la personne : la réclamation reste, sans elle', async () => {
    const id = await creerCompte(base.db, { courriel: 'Droits@exemple.fr', pseudonyme: 'Droits', now: QUAND })
    expect(JSON.stringify(await donneesDesReclamations.exporter(base.db, id))).toContain('fermé tous les matins')
    await transaction(base.db, (trx) => donneesDesReclamations.effacer(trx, id, QUAND))
    expect(await reclamationDe('droits@exemple.fr')).toEqual([])
  })
})
