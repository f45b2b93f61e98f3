import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { cookieAdministration, creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { cookieDe } from '../../comptes/pages/attribution.fixture.ts'
import { CLOTURE, creerComptes, creerConsultation, OUVERTURE } from '../consultation.fixture.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let organisateur: string
/** Two people who have an account. */
let ada: string
let bob: string

const le = (instant: Date) => creerApplicationDeTest(base.db, { now: () => instant })

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  organisateur = await cookieAdministration(base.db)
  const [premier = '', second = ''] = await creerComptes(base.db, 2)
  ada = await cookieDe(base.db, premier)
  bob = await cookieDe(base.db, second)
})

/** The page as it reads: entities and no-break spaces as plain signs. */
async function lire(chemin: string, cookie?: string, quand = site): Promise<string> {
  const reponse = await quand.get(chemin, { headers: cookie ? { cookie } : {} })
  expect(reponse.status, chemin).toBe(200)
  return enClair(await reponse.text())
}

const enClair = (html: string) =>
  html
    .replaceAll('&#39;', '’')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/[\u00a0\u202f]/g, ' ')

/** What is between the tags, for sentences that a tag cuts. */
const mots = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

const donner = (chemin: string, cookie: string | undefined, champs: Record<string, string>, quand = site) =>
  quand.post(`${chemin}/avis`, champs, { headers: cookie ? { cookie } : {} })

const figer = (id: string) =>
  sql`update consultation set figee_le = ${CLOTURE}, figee_empreinte = 'e', participants = 2 where id = ${id}`.execute(
    base.db
  )

describe('la liste des consultations', () => {
  it('range chacune selon son état, les sujets à part, et ne dit rien de celles qui se préparent', async () => {
    const vide = await lire('/consultations')
    expect(vide).toContain('Aucune consultation n’est ouverte ni annoncée')
    const instant = (jours: number) => new Date(OUVERTURE.getTime() + jours * 86_400_000)
    const figee = { cloture: instant(2), figee_le: instant(2), figee_empreinte: 'e', participants: 0 }
    const creer = (titre: string, consultation: object) =>
      creerConsultation(base.db, { consultation: { titre, ...consultation } })
    await creer('Brouillon caché', { publiee_le: null, publiee_par: null })
    await creer('Ouverte <b>du mois</b>', {})
    await creer('Sujet émergent', { sujet: true, cloture: null })
    await creer('Future', { ouverture: instant(20) })
    await creer('Tout juste close', { cloture: instant(1) })
    await creer('Restituée', { ...figee, restituee_le: instant(3) })
    await creer('Archivée', { ...figee, archivee_le: instant(4) })

    const ouvertes = await lire('/consultations')
    expect(ouvertes).toContain('Ouverte &lt;b&gt;du mois&lt;/b&gt;')
    expect(mots(ouvertes)).toContain('Ouverte Ouverte jusqu’au mercredi 1er juillet 2026 à 18 heures 1 proposition')
    expect(ouvertes.indexOf('Consultations à venir')).toBeGreaterThan(ouvertes.indexOf('du mois'))
    expect(ouvertes.indexOf('Sujet émergent')).toBeGreaterThan(ouvertes.indexOf('>Sujets<'))
    expect(ouvertes).not.toMatch(/Brouillon caché|Tout juste close|Restituée<|Archivée</)
    for (const [etat, titre] of [
      ['close', 'Tout juste close'],
      ['restituee', 'Restituée'],
      ['archivee', 'Archivée']
    ]) {
      const page = await lire(`/consultations?etat=${etat}`)
      expect(page).toContain(`>${titre}</a>`)
      expect(page).not.toContain('du mois')
    }
    expect(await lire('/consultations?etat=%00&page=99999')).toContain('du mois')
    expect(await lire('/consultations?page=40')).toContain('Cette page est vide')
  })

  it('chacune dit quand elle ouvre, quand elle ferme et ce qui suit', async () => {
    const { adresse } = await creerConsultation(base.db, {
      consultation: { introduction: 'Bonjour <script>\n\n- un\n- deux' },
      module: { propositions: 'non' },
      items: 3
    })
    await donner(`/consultations/${adresse}/items/1`, ada, { sens: 'accord' })
    const page = await lire(`/consultations/${adresse}`, ada)
    expect(mots(page)).toContain('Clôture mercredi 1er juillet 2026 à 18 heures')
    expect(page).toContain('avant le mercredi 30 septembre 2026')
    expect(page).toContain('Bonjour &lt;script&gt;')
    expect(page).toContain('<li>un</li>')
    expect(mots(page)).toContain('Vous avez donné votre avis sur 1 proposition sur 3')
    expect(page).toContain(`<link rel="canonical" href="http://localhost/consultations/${adresse}"`)
    expect(await lire(`/consultations/${adresse}`)).not.toContain('Vous avez donné')
  })

  it('celle qui se prépare n’existe que pour ceux qui l’organisent', async () => {
    const { adresse } = await creerConsultation(base.db, { consultation: { publiee_le: null, publiee_par: null } })
    for (const chemin of [`/consultations/${adresse}`, `/consultations/${adresse}/modules/enjeux`])
      for (const cookie of [ada, undefined])
        expect((await site.get(chemin, { headers: cookie ? { cookie } : {} })).status).toBe(404)
    expect(await lire(`/consultations/${adresse}`, organisateur)).toContain('En préparation')
    const item = `/consultations/${adresse}/items/1`
    expect((await donner(item, ada, { sens: 'accord' })).status).toBe(404)
    expect((await donner(item, undefined, { sens: 'accord' })).status).toBe(404)
  })
})

describe('l’ordre des propositions', () => {
  const titres = (page: string) => [...page.matchAll(/<h3><a [^>]*>(Proposition \d+)</g)].map(([, titre]) => titre)

  it('change d’une personne à l’autre, tient d’une page à l’autre, et n’est gardé nulle part', async () => {
    const { adresse } = await creerConsultation(base.db, { items: 60 })
    const module = `/consultations/${adresse}/modules/enjeux`
    const une = await lire(`${module}?ordre=12`)
    const suite = await lire(`${module}?ordre=12&page=2`)
    expect(new Set([...titres(une), ...titres(suite)]).size).toBe(60)
    expect(titres(une)).toHaveLength(50)
    expect(une).toContain('ordre=12&page=2')
    expect(titres(await lire(`${module}?ordre=13`))).not.toEqual(titres(une))
    const [, premiere = ''] = /<h3><a href="([^"]+)"/.exec(une) ?? []
    expect(premiere).toMatch(/\?ordre=12$/)
    const item = mots(await lire(premiere))
    expect(item).toContain('Proposition 1 sur 60')
    expect(item).toContain(`Suivante : ${titres(une)[1]}`)
    expect(item).not.toContain('Précédente')
    // Without a number in the address, one is drawn and every link carries it.
    expect(await lire(module)).toMatch(/items\/\d+\?ordre=[1-9]\d*"/)

    expect(titres(await lire(module, ada))).toEqual(titres(await lire(`${module}?ordre=5`, ada)))
    expect(titres(await lire(module, bob))).not.toEqual(titres(await lire(module, ada)))
    for (const bizarre of ['ordre=0', 'ordre=1000', 'ordre=x', 'page=-1', 'page=0'])
      expect((await site.get(`${module}?${bizarre}`)).status).toBe(200)
    expect(await lire(`${module}?page=900000`)).toContain('Cette page est vide')
  })

  it('est celui de l’organisateur quand il le veut, et celui du texte pour des articles, lus en entier', async () => {
    const fixe = await creerConsultation(base.db, { items: 8, module: { ordre: 'fixe' } })
    const page = await lire(`/consultations/${fixe.adresse}/modules/enjeux`)
    expect(titres(page)).toEqual(Array.from({ length: 8 }, (_, n) => `Proposition ${n + 1}`))
    expect(page).not.toContain('ordre=')
    const texte = await creerConsultation(base.db, { items: 4, module: { nature: 'texte' } })
    const articles = await lire(`/consultations/${texte.adresse}/modules/enjeux`)
    expect(titres(articles)).toHaveLength(4)
    expect(titres(articles)[0]).toBe('Proposition 1')
    expect(articles).toContain('4 articles')
  })
})

describe('un avis', () => {
  it('se donne, se change et se retire ; les totaux restent cachés jusqu’à la clôture', async () => {
    const { id, adresse } = await creerConsultation(base.db)
    const item = `/consultations/${adresse}/items/1`
    const donne = await donner(item, ada, { sens: 'accord' })
    expect(donne.status).toBe(303)
    expect(donne.headers.get('location')).toBe(`${item}?fait=avis#avis`)
    await donner(item, bob, { sens: 'revoir', raison: 'Trop <b>vague</b>' })

    const page = await lire(`${item}?fait=avis`, ada)
    expect(page).toContain('Votre avis est enregistré')
    expect(page).toContain('Vous avez dit « D’accord »')
    expect(page).toMatch(/value="accord" aria-pressed="true"/)
    expect(page).toContain('Les totaux seront affichés à la clôture, le mercredi 1er juillet 2026 à 18 heures')
    // Neither counts nor reasons: they would say it.
    expect(page).not.toMatch(/\d personne|vague|% «/)
    expect(await lire(item, bob)).toContain('Trop &lt;b&gt;vague&lt;/b&gt;</textarea>')

    await donner(item, ada, { sens: 'revoir', raison: 'Une autre' })
    expect(await lire(item, ada)).toMatch(/value="revoir" aria-pressed="true"/)
    const retire = await donner(item, ada, { sens: 'retrait' })
    expect(retire.headers.get('location')).toBe(`${item}?fait=retrait#avis`)
    expect(await lire(`${item}?fait=retrait`, ada)).toContain('Votre avis est retiré')
    await donner(item, ada, { sens: 'accord', raison: 'ignorée : c’est un accord' })

    await figer(id)
    const apres = await lire(item, ada, le(CLOTURE))
    expect(mots(apres)).toContain('2 avis : 50 % « D’accord », 50 % « À revoir »')
    expect(mots(apres)).toContain('D’accord 1 personne : vous')
    expect(apres).toContain('Trop &lt;b&gt;vague&lt;/b&gt;')
    expect(apres).not.toMatch(/ignorée|Une autre|Essai /)
    expect(apres).not.toContain('name="sens"')
    const module = await lire(`/consultations/${adresse}/modules/enjeux`, bob, le(CLOTURE))
    expect(module).toContain('À revoir : 1')
    expect(module).not.toContain('name="sens"')
  })

  it('montre les totaux à chacun après son avis quand le module le dit, avec ses propres mots', async () => {
    const { adresse } = await creerConsultation(base.db, {
      module: { resultats: 'apres-avis', libelle_accord: 'Utile', libelle_revoir: 'Inutile', raison: 'aucune' }
    })
    const item = `/consultations/${adresse}/items/1`
    await donner(item, ada, { sens: 'accord' })
    expect(await lire(item, ada)).toContain('1 avis : 100 % « Utile »')
    const visiteur = await lire(item)
    expect(visiteur).toContain('Vous verrez les totaux après avoir donné votre avis')
    expect(visiteur).not.toMatch(/avis : \d|<textarea name="raison"/)
    expect(await lire(`/consultations/${adresse}/modules/enjeux`)).not.toContain('Utile : 1')
    expect(await lire(`/consultations/${adresse}/modules/enjeux`, ada)).toContain('Utile : 1')
  })

  it('demande une raison là où le module l’exige, et garde celle qui est trop longue', async () => {
    const { adresse } = await creerConsultation(base.db, { module: { raison: 'exigee' } })
    const item = `/consultations/${adresse}/items/1`
    for (const cookie of [ada, undefined]) {
      const sans = await donner(item, cookie, { sens: 'revoir', raison: '  ' })
      expect(sans.status).toBe(422)
      expect(enClair(await sans.text())).toContain('Dites ce qui est à revoir')
    }
    const longue = await donner(item, ada, { sens: 'revoir', raison: 'é'.repeat(2_001) })
    expect(longue.status).toBe(422)
    const page = enClair(await longue.text())
    expect(page).toContain('2 001 signes, pour 2 000 au plus')
    expect(page).toContain('é'.repeat(2_001))
    expect((await donner(item, ada, { sens: 'peut-être' })).status).toBe(422)
    expect((await donner(item, ada, { sens: 'revoir', raison: 'Trop\u0000 court\r\nà mon avis' })).status).toBe(303)
    expect(await lire(item, ada)).toContain('Trop court\nà mon avis</textarea>')
  })

  it('se donne depuis la liste, et l’on y revient au même endroit', async () => {
    const { adresse } = await creerConsultation(base.db, { items: 2 })
    const retour = { sens: 'accord', retour: 'enjeux', ordre: '7', page: '1' }
    const donne = await donner(`/consultations/${adresse}/items/2`, ada, retour)
    expect(donne.headers.get('location')).toBe(`/consultations/${adresse}/modules/enjeux?fait=avis&ordre=7&page=1#p2`)
    const page = mots(await lire(`/consultations/${adresse}/modules/enjeux`, ada))
    expect(page).toContain('Votre avis : D’accord')
    const forge = { sens: 'accord', retour: '//ailleurs.exemple', ordre: 'x', page: '-1' }
    const ailleurs = await donner(`/consultations/${adresse}/items/2`, ada, forge)
    expect(ailleurs.headers.get('location')).toBe(`/consultations/${adresse}/items/2?fait=avis#avis`)
  })

  it('ne se donne ni avant, ni après, ni là où l’organisateur ne le demande pas : la page le dit', async () => {
    const { adresse } = await creerConsultation(base.db)
    const item = `/consultations/${adresse}/items/1`
    const instants = [
      [new Date(OUVERTURE.getTime() - 1), 'Elle ouvre le lundi 1er juin 2026 à 9 heures'],
      [CLOTURE, 'La consultation est close']
    ] as const
    for (const [instant, phrase] of instants)
      for (const cookie of [ada, undefined]) {
        const refuse = await donner(item, cookie, { sens: 'accord' }, le(instant))
        expect(refuse.status).toBe(409)
        expect(enClair(await refuse.text())).toContain(phrase)
      }
    // The closing has passed, the counts are not yet frozen.
    expect(await lire(item, ada, le(CLOTURE))).toContain('Le décompte se fait en ce moment')
    const eteint = await creerConsultation(base.db, { module: { avis: false } })
    const refuse = await donner(`/consultations/${eteint.adresse}/items/1`, ada, { sens: 'accord' })
    expect(refuse.status).toBe(409)
    expect(await lire(`/consultations/${eteint.adresse}/items/1`)).not.toContain('name="sens"')
    const { rows } = await sql`select from opinion o join consultation_item i on i.id = o.item_id
      join consultation c on c.id = i.consultation_id where c.adresse in (${adresse}, ${eteint.adresse})`.execute(
      base.db
    )
    expect(rows).toHaveLength(0)
  })
})

describe('une adresse qui ne mène à rien', () => {
  it('répond par une page claire, jamais par une panne', async () => {
    const { adresse } = await creerConsultation(base.db)
    for (const chemin of [
      '/consultations/inconnue',
      '/consultations/%00',
      '/consultations/inconnue/items/1',
      `/consultations/${adresse}/modules/inconnu`,
      `/consultations/${adresse}/modules/%00`,
      `/consultations/${adresse}/items/2`,
      `/consultations/${adresse}/items/0`,
      `/consultations/${adresse}/items/1e3`,
      `/consultations/${adresse}/items/${'9'.repeat(30)}`
    ]) {
      expect((await site.get(chemin)).status, chemin).toBe(404)
      if (chemin.includes('items'))
        for (const cookie of [ada, undefined])
          expect((await donner(chemin, cookie, { sens: 'accord' })).status, chemin).toBe(404)
    }
  })

  it('une proposition retirée laisse sa trace ; son texte n’est plus que pour qui s’en occupe', async () => {
    const { adresse, items } = await creerConsultation(base.db)
    const chemin = `/consultations/${adresse}/items/1`
    await sql`update consultation_item set etat = 'retire', titre = 'Mots blessants' where id = ${items[0]}`.execute(
      base.db
    )
    await sql`insert into consultation_moderation (id, item_id, geste, motif, raison, auteur, le)
      values (${randomUUID()}, ${items[0]}, 'retirer', 'personne', '', 'systeme', ${OUVERTURE})`.execute(base.db)
    const reponse = await site.get(chemin)
    expect(reponse.status).toBe(410)
    const page = enClair(await reponse.text())
    expect(page).toContain('La modération l’a retirée le lundi 1er juin 2026 à 9 heures : Insulte')
    expect(page).not.toContain('Mots blessants')
    expect(await lire(chemin, organisateur)).toContain('Mots blessants')
    expect((await donner(chemin, ada, { sens: 'accord' })).status).toBe(410)
    await sql`update consultation_item set etat = 'attente' where id = ${items[0]}`.execute(base.db)
    expect((await site.get(chemin)).status).toBe(404)
    expect(await lire(`/consultations/${adresse}/modules/enjeux`)).toContain('aucune proposition')
  })
})
