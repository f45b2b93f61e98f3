import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { cookieDe } from '../../comptes/pages/attribution.fixture.ts'
import { CLOTURE, creerComptes, creerConsultation } from '../consultation.fixture.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let ana: string
let bob: string

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  const [un = '', deux = ''] = await creerComptes(base.db, 2)
  ana = await cookieDe(base.db, un)
  bob = await cookieDe(base.db, deux)
})

const avec = (cookie: string | undefined) => (cookie ? { headers: { cookie } } : {})
const lire = async (chemin: string, cookie?: string) => enClair(await (await site.get(chemin, avec(cookie))).text())
const enClair = (html: string) => html.replaceAll(/[\u00a0\u202f]/g, ' ')
const poster = (chemin: string, champs: Record<string, string>, cookie?: string) =>
  site.post(chemin, champs, avec(cookie))
const formulaire = (adresse: string) => `/consultations/${adresse}/modules/enjeux/proposer`
const page = async (reponse: Response, statut: number) => {
  expect(reponse.status).toBe(statut)
  return enClair(await reponse.text())
}
const arrivee = (reponse: Response) => {
  expect(reponse.status).toBe(303)
  return reponse.headers.get('location') ?? ''
}
const items = async (id: string) =>
  (
    await sql<{ numero: number; titre: string; etat: string; genre: string }>`
      select numero, titre, etat, genre from consultation_item where consultation_id = ${id} and origine = 'contributeur'
      order by numero`.execute(base.db)
  ).rows

const SAMEDI = {
  titre: 'Ouvrir aussi le samedi matin',
  texte: 'Les personnes qui travaillent en semaine ne peuvent pas venir. Une matinée suffirait.'
}

describe('proposer un enjeu', () => {
  it('se fait avec le mot du module, publie aussitôt, et se reprend tant que personne ne s’est exprimé', async () => {
    const { id, adresse } = await creerConsultation(base.db, { module: { libelle_proposition: 'Proposer un enjeu' } })
    expect(await lire(formulaire(adresse), ana)).toContain('<h1>Proposer un enjeu</h1>')
    const vide = await page(await poster(formulaire(adresse), { titre: '', texte: 'Ceci est gardé.' }, ana), 422)
    expect(vide).toContain('Donnez un titre')
    expect(vide).toContain('Ceci est gardé.')

    const chemin = arrivee(await poster(formulaire(adresse), SAMEDI, ana))
    expect(chemin).toBe(`/consultations/${adresse}/items/2?fait=proposition#proposition`)
    const sienne = await lire(chemin, ana)
    expect(sienne).toContain('Votre texte est publié')
    expect(sienne).toContain('Retirer mon texte')
    const vue = await lire(`/consultations/${adresse}/items/2`, bob)
    expect(vue).toContain('Proposée par Essai')
    expect(vue).toContain('/signaler?item=2')
    expect(vue).not.toContain('Retirer mon texte')

    // Nobody else's to take back; no longer its author's once somebody has given an opinion.
    expect((await poster(`/consultations/${adresse}/items/2/reprendre`, {}, bob)).status).toBe(404)
    await poster(`/consultations/${adresse}/items/2/avis`, { sens: 'accord' }, bob)
    expect(await page(await poster(`/consultations/${adresse}/items/2/reprendre`, {}, ana), 409)).toContain(
      'Demandez le retrait à la modération'
    )
    await poster(`/consultations/${adresse}/items/2/avis`, { sens: 'retrait' }, bob)
    expect((await poster(`/consultations/${adresse}/items/2/reprendre`, {}, ana)).status).toBe(303)
    expect(await items(id)).toMatchObject([{ etat: 'retire-auteur' }])
  })

  it('montre d’abord ce qui ressemble, garde ce qui est écrit, et publie si l’on confirme', async () => {
    const { id, adresse } = await creerConsultation(base.db)
    arrivee(await poster(formulaire(adresse), SAMEDI, ana))
    const proche = { titre: 'OUVRIR le samedi', texte: 'Parce que la semaine, ce n’est pas possible pour moi.' }
    const montre = await page(await poster(formulaire(adresse), proche, bob), 200)
    expect(montre).toContain(`href="/consultations/${adresse}/items/2#avis"`)
    expect(montre).toContain('Aucune ne dit la même chose : publier la mienne')
    expect(montre).toContain('Parce que la semaine')
    expect(montre).not.toContain('items/1#avis')
    expect(await items(id)).toHaveLength(1)

    arrivee(await poster(formulaire(adresse), { ...proche, confirme: 'oui' }, bob))
    // The very same title is not a choice.
    const meme = { titre: 'ouvrir le Samédi', texte: 'Autre chose.', confirme: 'oui' }
    expect(await page(await poster(formulaire(adresse), meme, ana), 422)).toContain('porte déjà ce titre')
    expect(await items(id)).toHaveLength(2)
  })

  it('vingt envois du même formulaire au même instant font une seule proposition', async () => {
    const { id, adresse } = await creerConsultation(base.db)
    const champs = { titre: 'Une rampe devant la porte', texte: 'Pour les poussettes.', confirme: 'oui' }
    const reponses = await Promise.all(
      Array.from({ length: 20 }, (_, n) => poster(formulaire(adresse), champs, n % 2 ? ana : bob))
    )
    expect(reponses.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(reponses.filter(({ status }) => status === 422)).toHaveLength(19)
    expect(await items(id)).toHaveLength(1)
  })

  it('après relecture, attend : son auteur la voit, personne d’autre', async () => {
    const { id, adresse } = await creerConsultation(base.db, { module: { propositions: 'apres-moderation' } })
    expect(await lire(formulaire(adresse), ana)).toContain('Une personne de la modération le relira d’abord')
    const chemin = arrivee(await poster(formulaire(adresse), SAMEDI, ana))
    expect(await lire(chemin, ana)).toContain('Proposition en attente')
    expect((await site.get(chemin, avec(bob))).status).toBe(404)
    expect(await lire(`/consultations/${adresse}/modules/enjeux`, bob)).not.toContain(SAMEDI.titre)
    expect((await poster(`${chemin}/reprendre`, {}, ana)).status).toBe(303)
    expect(await items(id)).toMatchObject([{ etat: 'retire-auteur' }])
  })

  it('sans compte, garde le texte et invite', async () => {
    const { id, adresse } = await creerConsultation(base.db)
    expect(arrivee(await poster(formulaire(adresse), SAMEDI))).toMatch(/^\/consultations\/reprendre\//)
    expect(await items(id)).toEqual([])
  })

  it('rien n’entre dans un module qui n’en veut pas, ni avant ni après, ni sous une fausse adresse', async () => {
    const ferme = await creerConsultation(base.db, { module: { propositions: 'non' } })
    expect(await page(await poster(formulaire(ferme.adresse), SAMEDI, ana), 409)).toContain('ne reçoit pas')
    expect(await lire(formulaire(ferme.adresse), ana)).not.toContain('<textarea')
    const { id, adresse, module } = await creerConsultation(base.db)
    for (const instant of [new Date('2026-05-01T00:00:00Z'), CLOTURE]) {
      const ailleurs = creerApplicationDeTest(base.db, { now: () => instant })
      const cookie = await cookieDe(base.db, (await creerComptes(base.db, 1))[0] ?? '', { now: instant })
      expect((await ailleurs.post(formulaire(adresse), { ...SAMEDI, confirme: 'oui' }, avec(cookie))).status).toBe(409)
    }
    for (const faux of ['autre', module, '%00', '..%2f', '<script>'])
      expect((await poster(`/consultations/${adresse}/modules/${faux}/proposer`, SAMEDI, ana)).status).toBe(404)
    expect((await poster(`/consultations/${adresse}/items/1/amender`, SAMEDI, ana)).status).toBe(404)
    expect(await items(id)).toEqual([])
  })

  it('un texte hostile reste un texte, et un texte trop long est rendu', async () => {
    const { adresse } = await creerConsultation(base.db)
    const hostile = {
      titre: '<script>alert(1)</script>\u202e\u0000 bonjour',
      texte: `"><img src=x onerror=alert(1)> ${'a'.repeat(4_900)}`
    }
    const chemin = arrivee(await poster(formulaire(adresse), hostile, ana))
    for (const vue of [chemin, `/consultations/${adresse}/modules/enjeux`, `/consultations/${adresse}`]) {
      const html = await lire(vue, bob)
      expect(html).not.toContain('<script>alert')
      expect(html).not.toContain('<img src=x')
      expect(html).not.toContain('\u202e')
    }
    expect(await lire(chemin)).toContain('&lt;script&gt;alert(1)&lt;/script&gt; bonjour')
    const long = await page(await poster(formulaire(adresse), { titre: 'Long', texte: 'é'.repeat(10_000) }, ana), 422)
    expect(long).toContain('5 000 signes au plus : il y en a 10 000.')
    expect((await poster(formulaire(adresse), { titre: 'a'.repeat(10_000), texte: 'Court.' }, ana)).status).toBe(422)
  })
})

describe('un projet de texte', () => {
  const ARTICLE = 'Une personne se consacre à l’accueil, sans rendez-vous, une demi-journée par semaine.'
  const AMENDEMENT = {
    titre: 'Deux demi-journées',
    texte: ARTICLE.replace('une demi-journée', 'deux demi-journées'),
    motif: 'Une seule ne suffit pas dans les petites communes.'
  }

  it('se lit article par article ; un amendement montre les mots retirés et ajoutés, et reçoit des avis', async () => {
    const { id, adresse } = await creerConsultation(base.db, {
      module: { nature: 'texte', ordre: 'fixe', resultats: 'toujours' },
      items: 2
    })
    const article = `/consultations/${adresse}/items/1`
    expect(await lire(article)).toContain('Proposer un amendement')
    expect((await site.get(formulaire(adresse), avec(ana))).status).toBe(404)
    expect(await lire(`${article}/amender`, ana)).toContain(ARTICLE)
    const refus = await page(await poster(`${article}/amender`, { ...AMENDEMENT, texte: ` ${ARTICLE}\r\n` }, ana), 422)
    expect(refus).toContain('Vous n’avez rien changé')
    expect(refus).toContain('petites communes')

    const chemin = arrivee(await poster(`${article}/amender`, AMENDEMENT, ana))
    const vue = await lire(chemin, bob)
    expect(vue).toMatch(/<del>.*?une demi-journée.*?<\/del>/s)
    expect(vue).toMatch(/<ins>.*?deux demi-journées.*?<\/ins>/s)
    expect(vue).toMatch(/<span class="vh">\[retiré\s:\s/)
    expect(vue).toContain('petites communes')
    expect(vue).toContain(`href="${article}"`)
    const [amende = ''] = chemin.split('?')
    arrivee(await poster(`${amende}/avis`, { sens: 'accord' }, bob))
    const apres = await lire(article)
    expect(apres).toContain('Deux demi-journées')
    expect(apres).toContain('D’accord : 1, À revoir : 0')
    expect(await lire(`/consultations/${adresse}/items/2`)).not.toContain('Deux demi-journées')
    // An amendment is no article: it is not amended, nor listed among them.
    expect((await poster(`${amende}/amender`, AMENDEMENT, bob)).status).toBe(404)
    expect((await poster(`${article}/amender`, AMENDEMENT, bob)).status).toBe(422)
    expect(await items(id)).toMatchObject([{ genre: 'amendement', etat: 'publie' }])
  })

  it('les avis d’un amendement restent cachés tant que le module les cache', async () => {
    const { adresse } = await creerConsultation(base.db, { module: { nature: 'texte', resultats: 'apres-avis' } })
    const article = `/consultations/${adresse}/items/1`
    const [amende = ''] = arrivee(await poster(`${article}/amender`, AMENDEMENT, ana)).split('?')
    await poster(`${amende}/avis`, { sens: 'revoir' }, bob)
    expect(await lire(article, ana)).not.toMatch(/À revoir : 1/)
    expect(await lire(article, bob)).toMatch(/À revoir : 1/)
  })

  it('sans compte, l’amendement est gardé ; module fermé, il est refusé', async () => {
    const { adresse } = await creerConsultation(base.db, { module: { nature: 'texte' } })
    expect(arrivee(await poster(`/consultations/${adresse}/items/1/amender`, AMENDEMENT))).toMatch(/reprendre/)
    const ferme = await creerConsultation(base.db, { module: { nature: 'texte', propositions: 'non' } })
    expect((await poster(`/consultations/${ferme.adresse}/items/1/amender`, AMENDEMENT, ana)).status).toBe(409)
    expect(await lire(`/consultations/${ferme.adresse}/items/1`)).not.toContain('Proposer un amendement')
  })
})
