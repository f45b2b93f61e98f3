import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { createJournaux } from '../../../platform/journaux.ts'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { cookieDe } from '../../comptes/pages/attribution.fixture.ts'
import { adresseDu, creerCompte, Navigateur, PHRASE_SECRETE } from '../../comptes/pages/compte.fixture.ts'
import { annoncerConsultations, envoyerAnnonce } from '../actions/suivre.ts'
import { CLOTURE, creerComptes, creerConsultation, OUVERTURE } from '../consultation.fixture.ts'
import type { Evenement } from '../domain/annonce.ts'
import { jobOublierBrouillons } from '../jobs/oublier-brouillons.job.ts'

const APRES = new Date(CLOTURE.getTime() + 60_000)

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let apres: ReturnType<typeof creerApplicationDeTest>
let apresMessage: ReturnType<typeof creerApplicationDeTest>

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  apres = creerApplicationDeTest(base.db, { now: () => APRES })
  apresMessage = creerApplicationDeTest(base.db, { now: () => new Date(HEURE_DE_TEST.getTime() + 60_000) })
})

const avis = async () =>
  (
    await sql<{ sens: string; raison: string; pseudonyme: string }>`
      select sens, raison, pseudonyme from opinion join compte on compte.id = compte_id`.execute(base.db)
  ).rows

/** A visitor gives an opinion: where they are sent. */
async function ecrireSansCompte(navigateur: Navigateur, adresse: string, raison: string): Promise<string> {
  const reponse = await navigateur.post(`/consultations/${adresse}/items/1/avis`, { sens: 'revoir', raison })
  expect(reponse.status).toBe(303)
  return reponse.headers.get('location') ?? ''
}

async function sInscrire(navigateur: Navigateur, suite: string, pseudonyme: string): Promise<string> {
  const courriel = `${pseudonyme.toLowerCase()}@exemple.fr`
  const champs = { courriel, pseudonyme, mot_de_passe: PHRASE_SECRETE, suite }
  expect((await navigateur.post('/inscription', champs)).status).toBe(303)
  return adresseDu(base.db, courriel)
}

async function confirmer(navigateur: Navigateur, lien: string, champs: Record<string, string> = {}): Promise<string> {
  const reponse = await navigateur.post('/confirmation', { jeton: lien.split('/').at(-1) ?? '', ...champs })
  expect(reponse.status).toBe(303)
  return reponse.headers.get('location') ?? ''
}

describe('ce qu’on écrit avant d’avoir un compte', () => {
  it('est gardé, relu, puis publié par la confirmation de l’adresse, une fois', async () => {
    const { adresse } = await creerConsultation(base.db)
    const navigateur = new Navigateur(site)
    const garde = await ecrireSansCompte(navigateur, adresse, 'Trop <b>court</b> & vague')
    expect(garde).toMatch(/^\/consultations\/reprendre\/[\w-]{43}$/)
    const reponse = await navigateur.get(garde)
    expect(reponse.headers.get('cache-control')).toContain('no-store')
    const page = await reponse.text()
    expect(page).toContain('Trop &lt;b&gt;court&lt;/b&gt; &amp; vague')
    expect(page).toMatch(/gardée jusqu’au mercredi 1er\sjuillet 2026 à 18/)
    expect(page).toContain(`/inscription?suite=${encodeURIComponent(garde)}`)
    expect(page).toContain('noindex')
    expect(page).not.toContain('Publier')

    const lien = await sInscrire(navigateur, garde, 'Capucine')
    const { rows } = await sql<{ texte: string }>`
      select texte from courriel where destinataire = 'capucine@exemple.fr'`.execute(base.db)
    expect(rows[0]?.texte).toContain('Votre contribution à la consultation « Un lieu accueillant')
    expect(await avis()).toEqual([])
    // From a telephone, where the message is read.
    const telephone = new Navigateur(site, { 'user-agent': 'telephone' })
    expect(await confirmer(telephone, lien, { mot_de_passe: PHRASE_SECRETE })).toBe(garde)
    expect(await avis()).toEqual([{ sens: 'revoir', raison: 'Trop <b>court</b> & vague', pseudonyme: 'Capucine' }])
    const publie = await (await telephone.get(garde)).text()
    expect(publie).toContain('C’est publié')
    expect(publie).toContain(`/consultations/${adresse}/items/1#avis`)
    expect(publie).not.toContain('vague')
    await Promise.all([telephone.post(garde, {}), telephone.post(garde, {})])
    expect(await avis()).toHaveLength(1)
  })

  it('forme un tout quand c’est le même navigateur : une adresse, une confirmation, et à chacune son sort', async () => {
    const une = await creerConsultation(base.db, { consultation: { titre: 'La première' } })
    const deux = await creerConsultation(base.db, { consultation: { titre: 'La seconde' } })
    const fermee = await creerConsultation(base.db, { consultation: { titre: 'La fermée' } })
    const lot = new Navigateur(site)
    const garde = await ecrireSansCompte(lot, une.adresse, 'Premiers mots')
    const ecrire = (chemin: string, champs: Record<string, string>) => lot.post(`/consultations/${chemin}`, champs)
    const ensuite = [
      [`${deux.adresse}/items/1/commentaires`, { commentaire: 'Deuxièmes mots' }],
      [`${fermee.adresse}/items/1/commentaires`, { commentaire: 'Troisièmes mots' }],
      [`${deux.adresse}/modules/enjeux/proposer`, { titre: 'Un banc', texte: 'Quatrièmes mots.', confirme: 'oui' }]
    ] as const
    for (const [chemin, champs] of ensuite)
      expect((await ecrire(chemin, champs)).headers.get('location'), chemin).toBe(garde)
    const page = await (await lot.get(garde)).text()
    for (const mots of ['Premiers', 'Deuxièmes', 'Troisièmes', 'Quatrièmes', 'La première', 'La seconde', 'La fermée'])
      expect(page).toContain(mots)
    expect(page).toContain('Ces 4 contributions seront publiées ensemble')

    const lien = await sInscrire(lot, garde, 'Marguerite')
    const { rows } = await sql<{ texte: string }>`
      select texte from courriel where destinataire = 'marguerite@exemple.fr'`.execute(base.db)
    expect(rows[0]?.texte).toContain('Vos 4 contributions à 3 consultations sont gardées')
    // Added since the message, by whoever holds the address: the message did not tell of it.
    const [, jeton = ''] = /reprendre\/(.*)/.exec(garde) ?? []
    const ajout = await apresMessage.post(
      `/consultations/${une.adresse}/items/1/avis`,
      { sens: 'revoir', raison: 'Mots glissés' },
      { headers: { cookie: `etape=${jeton}` } }
    )
    expect(ajout.headers.get('location')).toBe(garde)
    await sql`update consultation set figee_le = now(), figee_empreinte = 'x', participants = 0 where id = ${fermee.id}`.execute(
      base.db
    )
    const prise = await cookieDe(
      base.db,
      await creerCompte(base.db, { courriel: 'ail@exemple.fr', pseudonyme: 'Ail', sansMotDePasse: true })
    )
    const titre = { titre: 'Un banc', texte: 'Pour s’asseoir à plusieurs.', confirme: 'oui' }
    const avant = `/consultations/${deux.adresse}/modules/enjeux/proposer`
    expect((await site.post(avant, titre, { headers: { cookie: prise } })).status).toBe(303)

    lot.sur(apresMessage)
    for (let fois = 0; fois < 2; fois++) await lot.get(garde)
    expect((await avis()).filter(({ pseudonyme }) => pseudonyme === 'Marguerite')).toEqual([])
    expect(await confirmer(lot, lien)).toBe(garde)
    const publie = await (await lot.get(garde)).text()
    expect((await avis()).filter(({ pseudonyme }) => pseudonyme === 'Marguerite')).toMatchObject([
      { raison: 'Premiers mots' }
    ])
    expect(publie).toContain('2 contributions sont enregistrées')
    expect(publie).toContain(`/consultations/${une.adresse}/items/1#avis`)
    expect(publie).toContain(`/consultations/${deux.adresse}/items/1#commentaires`)
    expect(publie).not.toMatch(/Premiers mots|Deuxièmes mots/)
    expect(publie).toMatch(/Troisièmes mots[\s\S]*La consultation est close/)
    expect(publie).toMatch(/Quatrièmes mots[\s\S]*porte déjà ce titre/)
    expect(publie).toContain('Mots glissés')
    // The words of the first go with its own time; the address stays for the others.
    const premiere = sql`update consultation_brouillon set expire_le = ${new Date(0)}
      where lot is null and consultation_id = ${une.id}`
    await premiere.execute(base.db)
    const outils = { now: () => HEURE_DE_TEST, journaux: createJournaux('silence'), essai: 1, dernierEssai: false }
    await jobOublierBrouillons.executer(undefined, { ...outils, db: base.db })
    expect(await (await lot.get(garde)).text()).toContain('Troisièmes mots')
  })

  it('garde huit contributions ensemble, et dit doucement que la neuvième est de trop', async () => {
    const { adresse } = await creerConsultation(base.db)
    const navigateur = new Navigateur(site)
    const commenter = (texte: string) =>
      navigateur.post(`/consultations/${adresse}/items/1/commentaires`, { commentaire: texte })
    const adresses = new Set<string | null>()
    for (let rang = 1; rang <= 8; rang++) adresses.add((await commenter(`Mot ${rang}`)).headers.get('location'))
    expect(adresses.size).toBe(1)
    const neuvieme = await commenter('Le neuvième mot')
    expect(neuvieme.status).toBe(409)
    const page = await neuvieme.text()
    expect(page).toContain('Le neuvième mot')
    expect(page).toContain('Nous gardons déjà 8 contributions')
    expect(page).toContain(`href="${[...adresses][0]}"`)
    const id = await creerCompte(base.db, { courriel: 'lilas@exemple.fr', pseudonyme: 'Lilas', sansMotDePasse: true })
    const cookie = await cookieDe(base.db, id)
    const publier = () => site.post([...adresses][0] ?? '', {}, { headers: { cookie } })
    expect((await Promise.all([publier(), publier()])).map(({ status }) => status)).toEqual([303, 303])
    const { rows } = await sql<{ texte: string }>`
      select texte from consultation_contribution where auteur_id = ${id} order by texte`.execute(base.db)
    expect(rows.map(({ texte }) => texte)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((rang) => `Mot ${rang}`))
    // All of it is published: what comes next begins again.
    expect([...adresses]).not.toContain((await commenter('Plus tard')).headers.get('location'))
  })

  it('ne se publie jamais par un lien qu’un autre a envoyé, mais d’un bouton', async () => {
    const { adresse } = await creerConsultation(base.db)
    const auteur = new Navigateur(site)
    const garde = await ecrireSansCompte(auteur, adresse, 'Mots d’un autre')
    const victime = new Navigateur(site)
    const lien = await sInscrire(victime, garde, 'Victime')
    expect(await confirmer(victime, lien)).toBe(garde)
    const page = await (await victime.get(garde)).text()
    expect(page).toContain('Publiez-la seulement si')
    expect((await avis()).some(({ raison }) => raison === 'Mots d’un autre')).toBe(false)
    // The same address asked by a visitor, then by the button.
    expect((await auteur.post(garde, {})).headers.get('location')).toBe(garde)
    expect((await avis()).some(({ raison }) => raison === 'Mots d’un autre')).toBe(false)
    expect((await victime.post(garde, {})).headers.get('location')).toBe(garde)
    expect((await avis()).filter(({ raison }) => raison === 'Mots d’un autre')).toEqual([
      { sens: 'revoir', raison: 'Mots d’un autre', pseudonyme: 'Victime' }
    ])
  })

  it('vaut pour chaque façon de contribuer, sous la main d’une personne déjà inscrite', async () => {
    const items = await creerConsultation(base.db)
    const texte = await creerConsultation(base.db, { module: { nature: 'texte' } })
    const gestes: readonly (readonly [string, Record<string, string>])[] = [
      [`${items.adresse}/items/1/commentaires`, { commentaire: 'Un commentaire\r\nsur deux lignes' }],
      [`${items.adresse}/items/1/valeurs`, { valeur: 'Bienveillance, Proximité' }],
      [`${items.adresse}/items/1/actions`, { action: 'Le café du mardi', lien: 'https://exemple.fr/cafe' }],
      [
        `${items.adresse}/modules/enjeux/proposer`,
        { titre: 'Un titre neuf', texte: 'Un texte neuf.', confirme: 'oui' }
      ],
      [
        `${texte.adresse}/items/1/amender`,
        { titre: 'Deux jours', texte: 'Deux demi-journées.', motif: 'C’est trop peu.' }
      ]
    ]
    const id = await creerCompte(base.db, { courriel: 'dahlia@exemple.fr', pseudonyme: 'Dahlia', sansMotDePasse: true })
    const cookie = await cookieDe(base.db, id)
    for (const [chemin, champs] of gestes) {
      const garde = (await new Navigateur(site).post(`/consultations/${chemin}`, champs)).headers.get('location') ?? ''
      expect(garde, chemin).toContain('/reprendre/')
      const page = await (await site.get(garde, { headers: { cookie } })).text()
      for (const [nom, mots] of Object.entries(champs))
        if (nom !== 'confirme') expect(page, chemin).toContain(mots.split('\r\n')[0]?.replaceAll("'", '&#39;'))
      expect((await site.post(garde, {}, { headers: { cookie } })).status, chemin).toBe(303)
      const publie = await (await site.get(garde, { headers: { cookie } })).text()
      const [, lien = ''] = /href="(\/consultations\/[^"]*\/items\/[^"#]*)[^"]*"/.exec(publie) ?? []
      expect((await site.get(lien)).status, publie.slice(publie.indexOf('<main'))).toBe(200)
    }
    const { rows } = await sql<{ genre: string }>`
      select genre from consultation_contribution where auteur_id = ${id} union all
      select genre from consultation_item where auteur_id = ${id}`.execute(base.db)
    expect(rows.map(({ genre }) => genre).sort()).toEqual([
      ...['action', 'amendement', 'commentaire', 'item', 'valeur', 'valeur']
    ])
    // A title that somebody took meanwhile is told, and nothing is lost.
    const champs = { titre: 'Un titre neuf', texte: 'Une autre idée, assez différente.', confirme: 'oui' }
    const garde = await site.post(`/consultations/${items.adresse}/modules/enjeux/proposer`, champs)
    const refus = await site.post(garde.headers.get('location') ?? '', {}, { headers: { cookie } })
    expect(refus.status).toBe(409)
    const dit = await refus.text()
    expect(dit).toContain('porte déjà ce titre')
    expect(dit).toContain('Une autre idée')
  })

  it('après la clôture, n’est pas publié, le dit, et se relit pour être copié', async () => {
    const { adresse } = await creerConsultation(base.db)
    const navigateur = new Navigateur(site)
    const garde = await ecrireSansCompte(navigateur, adresse, 'Arrivé trop tard')
    const lien = await sInscrire(navigateur, garde, 'Retard')
    navigateur.sur(apres)
    const { rowCount } = { rowCount: (await avis()).length }
    await sql`update jeton set expire_le = ${new Date(APRES.getTime() + 60_000)}`.execute(base.db)
    expect(await confirmer(navigateur, lien)).toBe(garde)
    expect(await avis()).toHaveLength(rowCount)
    const page = await (await navigateur.get(garde)).text()
    expect(page).toContain('n’a pas été publiée')
    expect(page).toContain('Arrivé trop tard')
    expect(page).not.toContain('Publier')
    const forcee = await navigateur.post(garde, {})
    expect(forcee.status).toBe(409)
    expect(await forcee.text()).toContain('La consultation est close')
    // Copied or not, it goes a month after the closing.
    const JOUR = 86_400_000
    const oublier = (jours: number) =>
      jobOublierBrouillons.executer(undefined, {
        db: base.db,
        now: () => new Date(CLOTURE.getTime() + jours * JOUR),
        journaux: createJournaux('silence'),
        essai: 1,
        dernierEssai: false
      })
    await oublier(29)
    expect((await navigateur.get(garde)).status).toBe(200)
    await oublier(31)
    expect((await navigateur.get(garde)).status).toBe(404)
  })

  it('un visiteur qui en écrit trop, ou trop long, le lit sans rien perdre', async () => {
    const { adresse } = await creerConsultation(base.db)
    const inconnu = await site.get(`/consultations/reprendre/${'A'.repeat(43)}`)
    expect(inconnu.status).toBe(404)
    expect((await site.get('/consultations/reprendre/a%00b')).status).toBe(404)
    await sql`update essai set points = 1000 where key like 'contributions-passants%'`.execute(base.db)
    const refuse = await site.post(`/consultations/${adresse}/items/1/avis`, { sens: 'revoir', raison: 'Un de trop' })
    expect(refuse.status).toBe(429)
    expect(await refuse.text()).toContain('Un de trop')
  })
})

describe('suivre les consultations', () => {
  const suivre = async (chemin: string, cookie: string) => site.post(chemin, {}, { headers: { cookie } })
  const recus = async (motif: string, consultation: string) =>
    (
      await sql<{ destinataire: string; sujet: string; texte: string }>`
        select destinataire, sujet, texte from courriel where motif = ${`consultation-${motif}`}
          and texte like ${`%/consultations/${consultation}%`} order by id`.execute(base.db)
    ).rows
  /** Looks for what is due at that instant, twice as two processes would, then writes to everybody. */
  async function annoncer(now: Date) {
    await Promise.all([annoncerConsultations(base.db, now), annoncerConsultations(base.db, now)])
    const { rows } = await sql<{ consultation_id: string; evenement: Evenement }>`
      select consultation_id, evenement from consultation_annonce`.execute(base.db)
    // A job that was cut begins again: nobody is written to twice.
    for (let fois = 0; fois < 3; fois++)
      for (const { consultation_id, evenement } of rows) await envoyerAnnonce(base.db, consultation_id, evenement, now)
  }

  it('demande un compte ; chaque abonné reçoit chaque nouvelle une fois, et l’arrête d’un lien', async () => {
    const { id, adresse } = await creerConsultation(base.db, { consultation: { titre: 'À suivre <de près>' } })
    expect((await site.post(`/consultations/${adresse}/suivre`, {})).status).toBe(401)
    const cookies = await Promise.all(
      ['Suit', 'SuitTout', 'NeSuitPas'].map(async (pseudonyme) => {
        const courriel = `${pseudonyme.toLowerCase()}@exemple.fr`
        return cookieDe(base.db, await creerCompte(base.db, { courriel, pseudonyme, sansMotDePasse: true }))
      })
    )
    const [suit = '', tout = '', nul = ''] = cookies
    for (const _ of [1, 2]) {
      const fait = await suivre(`/consultations/${adresse}/suivre`, suit)
      expect(fait.headers.get('location')).toBe(`/consultations/${adresse}?fait=suivie#suivre`)
    }
    await suivre('/consultations/suivre', tout)
    await suivre(`/consultations/${adresse}/suivre`, tout)
    await suivre(`/consultations/${adresse}/suivre`, nul)
    await suivre(`/consultations/${adresse}/ne-plus-suivre`, nul)
    const page = await (await site.get(`/consultations/${adresse}?fait=suivie`, { headers: { cookie: suit } })).text()
    expect(page).toContain('Nous vous écrirons')
    expect(page).toContain('ne-plus-suivre')
    expect(page).toContain('application/atom+xml')

    await annoncer(HEURE_DE_TEST)
    const ouvertures = await recus('ouverture', adresse)
    expect(ouvertures.map(({ destinataire }) => destinataire).sort()).toEqual([
      'suit@exemple.fr',
      'suittout@exemple.fr'
    ])
    expect(ouvertures[0]?.texte).toContain('« À suivre <de près> » est ouverte, jusqu’au mercredi')
    expect(await recus('bientot', adresse)).toEqual([])
    await annoncer(new Date(CLOTURE.getTime() - 2 * 86_400_000))
    expect(await recus('bientot', adresse)).toHaveLength(2)
    expect(await recus('ouverture', adresse)).toHaveLength(2)

    const [, lien = ''] =
      /https?:\/\/[^/\s]+(\/consultations\/abonnement\/\S+)/.exec(
        ouvertures.find(({ destinataire }) => destinataire === 'suit@exemple.fr')?.texte ?? ''
      ) ?? []
    expect(await (await site.get(lien)).text()).toContain('Vous suivez la consultation « À suivre &lt;de près&gt; »')
    // A mail reader that opens every link stops nothing.
    expect(await (await site.get(lien)).text()).toContain('Ne plus recevoir ces messages')
    expect((await site.post(lien, {})).status).toBe(303)
    expect(await (await site.get(lien)).text()).toContain('Vous ne recevez plus ces messages')
    expect((await site.post('/consultations/abonnement/forge', {})).status).toBe(303)

    await clore(id)
    await annoncer(APRES)
    expect((await recus('cloture', adresse)).map(({ destinataire }) => destinataire)).toEqual(['suittout@exemple.fr'])
    await sql`update consultation set restituee_le = ${APRES} where id = ${id}`.execute(base.db)
    await annoncer(APRES)
    expect(await recus('restitution', adresse)).toHaveLength(1)
  })

  const clore = (id: string) =>
    sql`update consultation set figee_le = ${APRES}, figee_empreinte = 'x', participants = 0 where id = ${id}`.execute(
      base.db
    )

  it('une nouvelle part à tous, même par paquets', async () => {
    const { id, adresse } = await creerConsultation(base.db)
    for (const compte of await creerComptes(base.db, 230))
      await sql`insert into consultation_abonnement (id, compte_id, consultation_id, le)
        values (gen_random_uuid(), ${compte}, ${id}, ${OUVERTURE})`.execute(base.db)
    await annoncer(HEURE_DE_TEST)
    const destinataires = (await recus('ouverture', adresse)).map(({ destinataire }) => destinataire)
    expect(new Set(destinataires).size).toBe(231)
    expect(destinataires).toHaveLength(231)
  })

  it('par un flux Atom, que tout lecteur sait lire quel que soit le titre', async () => {
    const titre = 'Titre ]]> & <script> \u000b"'
    const { id, adresse } = await creerConsultation(base.db, { consultation: { titre }, items: 2 })
    for (const chemin of ['/consultations/flux.xml', `/consultations/${adresse}/flux.xml`]) {
      const flux = await site.get(chemin)
      expect(flux.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
      const xml = await flux.text()
      expect(xml).toContain('Consultation ouverte\u00a0: Titre ]]&gt; &amp; &lt;script&gt; &quot;')
      expect(xml).not.toContain('\u000b')
    }
    await sql`update consultation set publiee_le = null where id = ${id}`.execute(base.db)
    expect((await site.get(`/consultations/${adresse}/flux.xml`)).status).toBe(404)
    expect(await (await site.get('/consultations/flux.xml')).text()).not.toContain(adresse)
  })

  it('et un guide dit comment faire', async () => {
    const guide = await (await site.get('/consultations/guide')).text()
    expect(guide).toContain('Les sept façons de contribuer')
    expect(guide).toContain('Un médiateur peut écrire avec vous')
  })
})

describe('le récapitulatif de ses réponses', () => {
  it('les montre toutes, dans l’ordre, avec ce qu’elles sont devenues, et se télécharge sans danger', async () => {
    const { adresse } = await creerConsultation(base.db, {
      consultation: { titre: 'Mon récapitulatif' },
      module: { propositions: 'apres-moderation' },
      items: 20
    })
    const compteId = await creerCompte(base.db, {
      courriel: 'iris@exemple.fr',
      pseudonyme: 'Iris',
      sansMotDePasse: true
    })
    const cookie = await cookieDe(base.db, compteId)
    const chemin = `/consultations/${adresse}`
    const post = async (suite: string, champs: Record<string, string>) =>
      expect((await site.post(`${chemin}${suite}`, champs, { headers: { cookie } })).status, suite).toBe(303)
    const lire = async (suite: string) => (await site.get(`${chemin}${suite}`, { headers: { cookie } })).text()
    expect((await site.get(`${chemin}/mes-reponses`)).status).toBe(401)
    expect(await lire('/mes-reponses')).toContain('Vous n’avez pas encore répondu')
    await post('/items/2/avis', { sens: 'revoir', raison: '=HYPERLINK("https://exemple.fr")' })
    await post('/items/1/avis', { sens: 'accord' })
    await post('/items/3/avis', { sens: 'accord' })
    await post('/items/3/avis', { sens: 'retrait' })
    await post('/items/3/commentaires', { commentaire: 'Un <i>commentaire</i>' })
    await post('/items/3/valeurs', { valeur: 'Patience' })
    await post('/modules/enjeux/proposer', {
      titre: 'Des bancs dehors',
      texte: 'Pour attendre assis.',
      confirme: 'oui'
    })
    await sql`with retire as (
        update consultation_contribution set etat = 'retire' where auteur_id = ${compteId} and genre = 'commentaire' returning id)
      insert into consultation_moderation (id, contribution_id, geste, motif, raison, auteur, le)
      select gen_random_uuid(), id, 'retirer', 'hors-sujet', 'Dit ailleurs', 'systeme', ${HEURE_DE_TEST} from retire`.execute(
      base.db
    )
    const page = await lire('/mes-reponses')
    const principal = page.slice(page.indexOf('<main'))
    for (const mots of [
      'À revoir',
      '=HYPERLINK(&quot;https://exemple.fr&quot;)',
      'Un &lt;i&gt;commentaire&lt;/i&gt;',
      'retrait par la modération',
      'Dit ailleurs',
      'Patience',
      'Des bancs dehors',
      'en attente de relecture',
      'Sans avis de votre part (18)'
    ])
      expect(principal).toContain(mots)
    expect(principal.indexOf('Proposition 1<')).toBeLessThan(principal.indexOf('Proposition 2<'))
    // A spreadsheet runs nothing of it.
    const csv = await lire('/mes-reponses.csv')
    expect(csv).toContain(`"'=HYPERLINK(""https://exemple.fr"")"`)
    expect(csv.trim().split('\r\n')).toHaveLength(6)
    const json = JSON.parse(await lire('/mes-reponses.json')) as { reponses: { reponse: string; motif: string }[] }
    expect(json.reponses.map(({ reponse }) => reponse)).toEqual([
      'D’accord',
      'À revoir',
      'Commentaire',
      'Valeur de référence',
      'Proposition'
    ])
    expect(json.reponses[2]?.motif).toContain('Dit ailleurs')
    const toutes = await (await site.get('/consultations/mes-reponses', { headers: { cookie } })).text()
    expect(toutes).toContain(`${chemin}/mes-reponses`)
    expect(toutes).toContain('Mon récapitulatif')
    // Somebody else finds none of it.
    const autre = await cookieDe(
      base.db,
      await creerCompte(base.db, { courriel: 'lis@exemple.fr', pseudonyme: 'Lis', sansMotDePasse: true })
    )
    const sienne = await (await site.get(`${chemin}/mes-reponses`, { headers: { cookie: autre } })).text()
    expect(sienne).not.toContain('HYPERLINK')
    expect(sienne).not.toContain('bancs')
  })
})
