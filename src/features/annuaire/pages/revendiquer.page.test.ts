import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FEATURES, listDonneesPersonnelles } from '../../../app.tsx'
import { ADMINISTRATEUR } from '../../../kernel/acteur.ts'
import type { Jour } from '../../../kernel/jour.ts'
import { transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { listCourriels } from '../../../platform/mail/index.ts'
import { cookieAdministration, creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { retirerRole } from '../../comptes/actions/attributions.ts'
import { withdrawLieu } from '../../comptes/index.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { adresseDu, creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { attribuerResponsable, listResponsables } from '../actions/donner-lieu.ts'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { suivreRevendications } from '../actions/suivre-revendications.ts'
import { suivreRoles } from '../actions/suivre-roles.ts'
import { creerFiche, lireFicheTenue } from '../actions/tenir-fiche.ts'
import { listLieuxParId, shareLieu } from '../store/lieu.store.ts'

const JOUR = 86_400_000
const IMPORT = new Date('2026-06-09T08:00:00Z')
/** Forty days later: what the first delivery said proves. */
const DEBUT = new Date(IMPORT.getTime() + 40 * JOUR)

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant = DEBUT
let cookieAdmin: string
const lieux = new Map<string, number>()

const NOMS = [
  'Boussole',
  'Tanneurs',
  'Garance',
  'Sorbiers',
  'Quartz',
  'Ardoise',
  'Tilleul',
  'Chamois',
  'Noyers',
  'Torrent',
  'Merisier',
  'Lavande',
  'Glycine'
]
const boite = (nom: string) => `accueil@${nom.toLowerCase()}.exemple.fr`

beforeAll(async () => {
  base = await creerBaseDeTest()
  const importes = NOMS.map((nom, i) =>
    ligne(`l${i + 1}`, { nom: `Espace ${nom}`, courriels: `${boite(nom)}|contact@${nom.toLowerCase()}.exemple.fr` })
  )
  const partages = [1, 2, 3, 4].map((n) =>
    ligne(`p${n}0`, { nom: `Antenne ${'ABCD'[n - 1]}${NOMS[n]}`, courriels: 'contact@agglo.exemple.fr' })
  )
  let heure = IMPORT
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db), { now: () => heure })
  const recent = (courriels: string) => ligne('r50', { nom: 'Espace Récent', courriels })
  const livrer = (courriels: string, dateeDu: string) =>
    atelier.importer(SOURCES.csv, enCsv([...importes, ...partages, recent(courriels)]), { dateeDu })
  await livrer('accueil@avant.exemple.fr', '2026-06-01')
  heure = new Date(DEBUT.getTime() - 7 * JOUR)
  await livrer('accueil@apres.exemple.fr', '2026-07-01')
  const { rows } = await sql<{ id: number; nom: string }>`select id, nom from lieu`.execute(base.db)
  for (const { id, nom } of rows) lieux.set(nom, id)
  expect(lieux.size).toBe(NOMS.length + 5)
  site = creerApplicationDeTest(base.db, { now: () => maintenant })
  cookieAdmin = await cookieAdministration(base.db, DEBUT)
})

beforeEach(() => {
  maintenant = DEBUT
})

let suite = 0
interface Personne {
  readonly id: string
  readonly courriel: string
  readonly pseudonyme: string
  get(chemin: string): Promise<{ statut: number; texte: string; location: string }>
  post(chemin: string, champs?: Record<string, string>): Promise<{ statut: number; texte: string; location: string }>
}

const lire = async (reponse: Response | Promise<Response>) => {
  const r = await reponse
  return {
    statut: r.status,
    texte: (await r.text()).replace(/[\u00a0\u202f]/g, ' ').replaceAll('&#39;', '’'),
    location: r.headers.get('location') ?? ''
  }
}
const avec = (cookie: string): Pick<Personne, 'get' | 'post'> => ({
  get: (chemin) => lire(site.get(chemin, { headers: { cookie } })),
  post: (chemin, champs = {}) =>
    lire(site.post(chemin, champs, { headers: { cookie, 'x-forwarded-for': '192.0.2.7' } }))
})
const passant = avec('')
async function personne(nom: string): Promise<Personne> {
  const pseudonyme = `${nom} ${++suite}`
  const courriel = `p${suite}@exemple.fr`
  const id = await creerCompte(base.db, { courriel, pseudonyme, sansMotDePasse: true, now: DEBUT })
  return { id, courriel, pseudonyme, ...avec(await cookieDe(base.db, id, { now: DEBUT })) }
}
async function pilote(departement: string): Promise<Personne> {
  const p = await personne('Pilote')
  const territoires = [{ genre: 'departement' as const, code: departement }]
  await donner(base.db, p.id, { role: 'pilote', reseau: 'national', territoires })
  return p
}

const numero = (nom: string) => lieux.get(nom.startsWith('Antenne') ? nom : `Espace ${nom}`) ?? 0
const chez = (nom: string) => `/lieux/${numero(nom)}`
const gens = async (nom: string) =>
  (await listResponsables(base.db, numero(nom), maintenant)).map(({ compteId, role }): [string, string] => [
    compteId,
    role
  ])
const recus = async (a: string) =>
  (await listCourriels(base.db, 500))
    .filter(({ destinataire }) => destinataire === a)
    .map(({ sujet }) => sujet.replaceAll('\u00a0', ' '))
const etats = async (nom: string) =>
  (
    await sql<{
      etat: string
    }>`select etat from revendication where lieu_id = ${numero(nom)} order by demandee_le, id`.execute(base.db)
  ).rows.map(({ etat }) => etat)
const PREUVE = /name="moyen" value="(adresse-[0-9a-f]{16})"/g
const moyens = async (p: Personne, nom: string) =>
  [...(await p.get(`${chez(nom)}/revendiquer`)).texte.matchAll(PREUVE)].map(([, cle = '']) => cle)
/** Asks the first published address, and gives the path of the link it was sent. */
async function demander(p: Personne, nom: string): Promise<string> {
  const [cle = ''] = await moyens(p, nom)
  expect((await p.post(`${chez(nom)}/revendiquer`, { moyen: cle })).statut).toBe(303)
  return adresseDu(base.db, boite(nom))
}
const jetonDe = (chemin: string) => ({ jeton: chemin.split('/').at(-1) ?? '' })
async function prendre(p: Personne, nom: string): Promise<void> {
  const fait = await passant.post('/revendication', jetonDe(await demander(p, nom)))
  expect(fait).toMatchObject({ statut: 303, location: '/revendication/merci?issue=active' })
}
const RAISON = 'Je suis la médiatrice numérique de ce lieu depuis trois ans.'
const expliquer = (p: Personne, nom: string, moyen = 'decision') =>
  p.post(`${chez(nom)}/revendiquer`, { moyen, texte: RAISON })
async function demandeAuBureau(nom: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from revendication where lieu_id = ${numero(nom)} and etat in ('attente-decision', 'contestee')`.execute(
    base.db
  )
  return `/administration/revendications/${rows[0]?.id}`
}

describe('par l’adresse publiée', () => {
  it('sans compte, la page propose de se connecter et de revenir', async () => {
    const { statut, texte } = await passant.get(`${chez('Boussole')}/revendiquer`)
    expect(statut).toBe(401)
    expect(texte).toContain(`/connexion?suite=${encodeURIComponent(`${chez('Boussole')}/revendiquer`)}`)
    const fiche = (await passant.get(chez('Boussole'))).location
    expect((await passant.get(fiche)).texte).toContain(`${fiche}/revendiquer">Je m’occupe de ce lieu`)
  })

  it('la personne qui lit la boîte confirme sans compte ; l’ancien contact est prévenu, et le lien ne sert qu’une fois', async () => {
    const lea = await personne('Léa')
    const choix = await lea.get(`${chez('Boussole')}/revendiquer`)
    expect(choix.texte).toContain('a•••@boussole.exemple.fr')
    expect(choix.texte).not.toContain(boite('Boussole'))
    expect((await lea.get(`${chez('Boussole')}/revendiquer?`)).statut).toBe(422)
    const [cle = ''] = await moyens(lea, 'Boussole')
    expect((await lea.get(`${chez('Boussole')}/revendiquer?moyen=${cle}`)).texte).toContain('Envoyer le message')
    const lien = await demander(lea, 'Boussole')
    const attente = await lea.get(`${chez('Boussole')}/revendiquer?fait=demande`)
    expect(attente.texte).toContain('Votre demande est envoyée')
    expect(attente.texte).toContain('mardi 18 août 2026 inclus')
    expect((await lea.get('/mes-lieux')).texte).toContain('Un message attend une réponse')
    expect(await gens('Boussole')).toEqual([])

    // A mail reader that opens links, twice: nothing is used up.
    await passant.get(lien)
    const page = await passant.get(lien)
    expect(page.texte).toContain(`Je confirme que ${lea.pseudonyme} s’occupe de ce lieu`)
    // Somebody else's account presses the button: the lieu still goes to who asked for it.
    const autre = await personne('Autre')
    const reponses = await Promise.all([1, 2, 3].map(() => autre.post('/revendication', jetonDe(lien))))
    expect(reponses.map(({ statut }) => statut).sort()).toEqual([303, 422, 422])
    expect(await gens('Boussole')).toEqual([[lea.id, 'responsable']])
    expect(await lireFicheTenue(base.db, numero('Boussole'))).toBeDefined()
    expect((await passant.get(lien)).statut).toBe(422)
    expect((await lea.get('/mes-lieux')).texte).toContain(`/equipe">Voir l’équipe`)
    expect((await lea.get(`${chez('Boussole')}/revendiquer`)).texte).toContain('Vous tenez déjà cette fiche')

    expect(await recus('contact@boussole.exemple.fr')).toEqual(['La fiche de « Espace Boussole » a un responsable'])
    expect(await recus(boite('Boussole'))).toHaveLength(1)
    const { rows } = await sql<{ contenu: string; acteur: string }>`
      select contenu::text, acteur from journal where genre = 'annuaire.revendication' order by rang`.execute(base.db)
    expect(rows.map(({ acteur }) => acteur)).toEqual([`compte:${lea.id}`, `compte:${autre.id}`])
    expect(JSON.stringify(rows)).not.toMatch(/exemple\.fr|Léa/)
  })

  it.each([
    ['changée la semaine dernière', 'Récent', 'moins de 30 jours'],
    ['partagée par quatre lieux', `Antenne A${NOMS[1]}`, 'plus de 3 lieux']
  ])('%s, elle ne prouve rien, même par un formulaire forgé', async (_, nom, pourquoi) => {
    const p = await personne('Zoé')
    const { texte } = await p.get(`${chez(nom)}/revendiquer`)
    expect(texte).toContain(pourquoi)
    expect(await moyens(p, nom)).toEqual([])
    const [ailleurs = ''] = await moyens(p, 'Tanneurs')
    for (const moyen of [ailleurs, 'adresse-', 'delegation', '', 'contact@agglo.exemple.fr'])
      expect((await p.post(`${chez(nom)}/revendiquer`, { moyen, texte: RAISON })).statut, moyen).toBeGreaterThan(400)
    expect(await etats(nom)).toEqual([])
  })

  it('dite par le seul signalement du public, elle ne prouve rien', async () => {
    const p = await personne('Max')
    expect(await moyens(p, 'Lavande')).toHaveLength(2)
    await sql`insert into source (id, declaration, nom, producteur, licence, fictive, creee_le, modifiee_le)
      select 'signalements', declaration, nom, producteur, licence, false, creee_le, modifiee_le from source limit 1
      on conflict do nothing`.execute(base.db)
    await sql`update enregistrement set source_id = 'signalements' where lieu_id = ${numero('Lavande')}`.execute(
      base.db
    )
    expect(await moyens(p, 'Lavande')).toEqual([])
    expect((await p.get(`${chez('Lavande')}/revendiquer`)).texte).toContain('aucun annuaire ne la donne')
    await sql`update enregistrement set source_id = ${SOURCES.csv.id} where lieu_id = ${numero('Lavande')}`.execute(
      base.db
    )
  })

  it('partie de la fiche avant la réponse, elle laisse décider le bureau', async () => {
    const p = await personne('Noa')
    const lien = await demander(p, 'Tanneurs')
    await sql`update lieu set publiees = publiees - 'courriels' where id = ${numero('Tanneurs')}`.execute(base.db)
    expect((await passant.post('/revendication', jetonDe(lien))).location).toBe('/revendication/merci?issue=bureau')
    expect(await gens('Tanneurs')).toEqual([])
    expect(await etats('Tanneurs')).toEqual(['attente-decision'])
  })

  it('d’un lieu réuni entre-temps, elle suit la fiche qui a pris sa place', async () => {
    const p = await personne('Iris')
    expect((await expliquer(p, 'Noyers')).statut).toBe(303)
    const [perdue, gardee] = [numero('Noyers'), numero('Torrent')]
    const geste = await lire(
      site.post(
        `/administration/lieux/${gardee}/reunion`,
        { avec: String(perdue) },
        { headers: { cookie: cookieAdmin } }
      )
    )
    expect(geste.statut).toBe(303)
    const { rows } = await sql<{ par: number | null }>`
      select remplace_par as par from lieu where id = ${perdue}`.execute(base.db)
    expect(rows).toEqual([{ par: gardee }])
    const admin = avec(cookieAdmin)
    expect((await admin.get('/administration/revendications')).texte).toContain(p.pseudonyme)
    const adresse = await demandeAuBureau('Noyers')
    expect((await admin.post(`${adresse}/decision`, { jugement: 'accepter' })).statut).toBe(303)
    expect(await gens('Torrent')).toEqual([[p.id, 'responsable']])
    expect((await p.get(`/lieux/${perdue}/equipe`)).statut).toBe(200)
    expect((await p.get('/mes-lieux')).texte).toContain(`/lieux/${gardee}-`)
  })
})

describe('par la personne qui suit le territoire', () => {
  it('lit les mots de la personne, et répond une fois : le second qui décide est prévenu', async () => {
    const [ici, ailleurs, second] = [await pilote('05'), await pilote('13'), await pilote('05')]
    const p = await personne('Sam')
    const court = await p.post(`${chez('Garance')}/revendiquer`, { moyen: 'decision', texte: '<b>moi</b>' })
    expect(court.statut).toBe(422)
    expect(court.texte).toContain('&lt;b&gt;moi&lt;/b&gt;')
    expect((await Promise.all([1, 2, 3].map(() => expliquer(p, 'Garance')))).map((r) => r.statut)).toEqual([
      303, 303, 303
    ])
    expect(await etats('Garance')).toEqual(['attente-decision'])
    expect(await recus(ici.courriel)).toContain('Une demande à lire : Espace Garance')
    expect(await recus(ailleurs.courriel)).toEqual([])

    const adresse = await demandeAuBureau('Garance')
    expect((await ici.get('/administration/revendications')).texte).toContain('Espace Garance')
    expect((await ailleurs.get('/administration/revendications')).texte).not.toContain('Espace Garance')
    expect((await ici.get(adresse)).texte).toContain(RAISON)
    expect((await ailleurs.get(adresse)).statut).toBe(403)
    expect((await ailleurs.post(`${adresse}/decision`, { jugement: 'accepter' })).statut).toBe(403)
    expect((await ici.post(`${adresse}/decision`, { jugement: 'refuser' })).statut).toBe(422)
    expect((await ici.post(`${adresse}/decision`, { jugement: 'autre' })).statut).toBe(422)
    expect((await ici.post(`${adresse}/decision`, { jugement: 'retirer', motif: 'x' })).statut).toBe(409)

    const reponses = await Promise.all([
      ici.post(`${adresse}/decision`, { jugement: 'accepter' }),
      second.post(`${adresse}/decision`, { jugement: 'refuser', motif: 'Je ne la connais pas.' })
    ])
    expect(reponses.map(({ statut }) => statut).sort()).toEqual([303, 409])
    const acceptee = reponses[0]?.statut === 303
    expect(await gens('Garance')).toEqual(acceptee ? [[p.id, 'responsable']] : [])
    expect(await recus(p.courriel)).toHaveLength(1)
  })

  it('n’a plus le droit dès que son rôle est retiré, et ne juge pas sa propre demande', async () => {
    const retire = await pilote('05')
    await expliquer(retire, 'Sorbiers')
    const adresse = await demandeAuBureau('Sorbiers')
    expect((await retire.get(adresse)).texte).toContain('C’est votre propre demande')
    expect((await retire.post(`${adresse}/decision`, { jugement: 'accepter' })).statut).toBe(403)
    await sql`update attribution set retiree_le = ${maintenant}, retiree_par = 'systeme'
      where compte_id = ${retire.id}`.execute(base.db)
    expect((await retire.get(adresse)).statut).toBe(403)
    expect((await retire.post(`${adresse}/decision`, { jugement: 'accepter' })).statut).toBe(403)
    expect((await retire.post(`${chez('Sorbiers')}/revendiquer/abandon`)).location).toBe('/mes-lieux?fait=abandon')
    expect(await etats('Sorbiers')).toEqual(['abandonnee'])
  })

  it('au plus cinq demandes par jour et par compte ; trente personnes derrière une adresse passent', async () => {
    const p = await personne('Presse')
    for (let i = 0; i < 5; i++) {
      expect((await expliquer(p, 'Sorbiers')).statut).toBe(303)
      await p.post(`${chez('Sorbiers')}/revendiquer/abandon`)
    }
    const trop = await expliquer(p, 'Sorbiers')
    expect(trop.statut).toBe(429)
    expect(trop.texte).toContain(RAISON)
    const atelier = await Promise.all(Array.from({ length: 30 }, () => personne('Atelier')))
    const statuts = await Promise.all(atelier.map(async (un) => (await expliquer(un, 'Sorbiers')).statut))
    expect(statuts).toEqual(Array.from({ length: 30 }, () => 303))
  })
})

describe('l’ancien contact', () => {
  it('conteste dans les quinze jours, et le bureau rend la fiche aux annuaires', async () => {
    const p = await personne('Usurpe')
    await prendre(p, 'Quartz')
    const lien = await adresseDu(base.db, 'contact@quartz.exemple.fr')
    const fin = new Date('2026-08-03T22:00:00Z')
    expect((await passant.get(lien)).texte).toContain('lundi 3 août 2026 inclus')
    maintenant = fin
    expect((await passant.get(lien)).statut).toBe(422)
    expect((await passant.post('/contestation', { ...jetonDe(lien), texte: 'Trop tard.' })).statut).toBe(422)
    maintenant = new Date(fin.getTime() - 1)
    expect((await passant.post('/contestation', { ...jetonDe(lien), texte: 'x'.repeat(1_001) })).statut).toBe(422)
    const deux = await Promise.all(
      [1, 2].map(() => passant.post('/contestation', { ...jetonDe(lien), texte: 'Elle est partie en mai.' }))
    )
    expect(deux.map(({ statut }) => statut).sort()).toEqual([303, 422])
    expect(await etats('Quartz')).toEqual(['contestee'])
    expect(await gens('Quartz')).toEqual([[p.id, 'responsable']])
    expect(await recus(p.courriel)).toEqual([
      'Quelqu’un n’est pas d’accord : Espace Quartz',
      'Vous êtes responsable de la fiche : Espace Quartz'
    ])

    const admin = avec(cookieAdmin)
    maintenant = DEBUT
    const adresse = await demandeAuBureau('Quartz')
    expect((await admin.get(adresse)).texte).toContain('Elle est partie en mai.')
    const motif = 'La mairie l’a confirmé.'
    expect((await admin.post(`${adresse}/decision`, { jugement: 'retirer', motif })).statut).toBe(303)
    expect(await gens('Quartz')).toEqual([])
    expect(await lireFicheTenue(base.db, numero('Quartz'))).toBeUndefined()
    expect(await recus('contact@quartz.exemple.fr')).toEqual([
      'Réponse à votre désaccord : Espace Quartz',
      'Votre désaccord est reçu : Espace Quartz',
      'La fiche de « Espace Quartz » a un responsable'
    ])
    expect((await recus(p.courriel))[0]).toBe('Vous n’êtes plus responsable : Espace Quartz')
    expect((await admin.post(`${adresse}/decision`, { jugement: 'maintenir' })).statut).toBe(409)
    // The mailbox that had opened does not open again to somebody who was told no.
    expect(await moyens(p, 'Quartz')).toEqual([])
    expect((await p.get(`${chez('Quartz')}/revendiquer`)).texte).toContain('Elle seule peut changer d’avis')
    expect(await moyens(await personne('Nouvelle'), 'Quartz')).toHaveLength(2)
  })
})

describe('l’équipe', () => {
  it('invite, aide, passe la main ; le dernier qui part rend la fiche', async () => {
    const [chef, aide, collegue] = [await personne('Chef'), await personne('Aide'), await personne('Collègue')]
    await prendre(chef, 'Ardoise')
    const equipe = `${chez('Ardoise')}/equipe`
    expect((await aide.get(equipe)).statut).toBe(403)
    expect((await chef.post(`${equipe}/invitation`, { courriel: 'rien', role: 'delegue' })).statut).toBe(422)
    expect((await chef.post(`${equipe}/invitation`, { courriel: collegue.courriel, role: 'comite' })).statut).toBe(422)

    // Somebody offers to help: a fiche that is held is never taken by a message.
    expect(await moyens(aide, 'Ardoise')).toEqual([])
    expect((await expliquer(aide, 'Ardoise', 'delegation')).statut).toBe(303)
    expect((await recus(chef.courriel))[0]).toContain('veut vous aider')
    const page = await chef.get(equipe)
    expect(page.texte).toContain(RAISON)
    const demande = /name="demande" value="([^"]+)"/.exec(page.texte)?.[1] ?? ''
    expect((await collegue.post(`${equipe}/aide`, { demande, reponse: 'accepter' })).statut).toBe(403)
    expect((await chef.post(`${equipe}/aide`, { demande, reponse: 'accepter' })).statut).toBe(303)
    expect((await chef.post(`${equipe}/aide`, { demande, reponse: 'refuser' })).statut).toBe(409)
    expect((await aide.get(equipe)).texte).not.toContain('Inviter un collègue')
    expect((await aide.post(`${equipe}/invitation`, { courriel: 'x@exemple.fr', role: 'delegue' })).statut).toBe(403)
    expect((await aide.post(`${equipe}/retrait`, { compte: chef.id })).statut).toBe(403)

    // As long as the former contact may disagree, the place is not shared: nobody could contest the second one.
    const tot = await chef.post(`${equipe}/invitation`, { courriel: collegue.courriel, role: 'responsable' })
    expect(tot.statut).toBe(422)
    expect(tot.texte).toContain('vous pourrez partager votre place ensuite')
    expect(await recus(collegue.courriel)).toEqual([])
    maintenant = new Date('2026-08-03T22:00:00Z')
    expect((await chef.post(`${equipe}/invitation`, { courriel: collegue.courriel, role: 'responsable' })).statut).toBe(
      303
    )
    const invitation = await adresseDu(base.db, collegue.courriel)
    expect((await collegue.get(invitation)).texte).toContain('Responsable de lieu')
    expect((await collegue.post('/invitation', jetonDe(invitation))).statut).toBe(303)
    expect(new Map(await gens('Ardoise'))).toEqual(
      new Map([
        [chef.id, 'responsable'],
        [collegue.id, 'responsable'],
        [aide.id, 'delegue']
      ])
    )
    expect((await collegue.post(`${equipe}/retrait`, { compte: chef.id })).statut).toBe(403)

    // Who invited and left takes back what was not accepted yet.
    expect((await chef.post(`${equipe}/invitation`, { courriel: 'tard@exemple.fr', role: 'delegue' })).statut).toBe(303)
    const tardive = await adresseDu(base.db, 'tard@exemple.fr')
    expect((await chef.post(`${equipe}/depart`)).statut).toBe(303)
    expect((await passant.get(tardive)).statut).toBe(422)
    expect((await chef.get(equipe)).statut).toBe(403)
    expect((await collegue.get(equipe)).texte).toContain('Vous êtes le dernier responsable')
    expect((await collegue.post(`${equipe}/depart`)).statut).toBe(303)
    expect(await gens('Ardoise')).toEqual([])
    expect(await lireFicheTenue(base.db, numero('Ardoise'))).toBeUndefined()
    expect((await recus(aide.courriel))[0]).toContain('La fiche n’a plus de responsable')
    expect(await listLieuxParId(base.db, [numero('Ardoise')])).toHaveLength(1)
  })

  it('commence avec la personne qui crée la fiche : personne n’est prévenu, rien ne se conteste', async () => {
    const p = await personne('Créatrice')
    const outils = {
      acteur: { nom: `compte:${p.id}`, attributions: [] },
      now: maintenant,
      reseau: 'Réseau',
      site: 'http://localhost'
    }
    const geo = await obtenirGeographie(base.db)
    const valeurs = {
      nom: 'Atelier Neuf',
      commune: 'Gap',
      code_postal: '05000',
      adresse: '1 rue Neuve',
      code_insee: '05061'
    }
    const lieuId = await transaction(base.db, async (trx) => {
      const { lieuId: id } = await creerFiche(trx, geo, valeurs, outils)
      await attribuerResponsable(trx, { compteId: p.id, lieuId: id }, outils)
      return id
    })
    expect((await p.get('/mes-lieux')).texte).toContain('Atelier Neuf')
    expect((await p.get(`/lieux/${lieuId}/equipe`)).texte).toContain(p.pseudonyme)
    expect(await recus(p.courriel)).toEqual([])
    // Nobody else vouches for it: without its responsable, it is no longer shown.
    expect((await p.post(`/lieux/${lieuId}/equipe/depart`)).statut).toBe(303)
    expect(await listLieuxParId(base.db, [lieuId])).toEqual([])
    expect((await p.get(`/lieux/${lieuId}/revendiquer`)).statut).toBe(404)
  })

  it('retirée d’un lieu, la personne garde les autres que le même rôle nommait', async () => {
    const p = await personne('Deux')
    const [a, b] = [numero('Tilleul'), numero('Chamois')]
    await donner(base.db, p.id, { role: 'responsable', reseau: 'national', lieux: [a, b] }, DEBUT)
    await transaction(base.db, (trx) => withdrawLieu(trx, 'systeme', { compteId: p.id, lieuId: a }, maintenant))
    expect(await gens('Tilleul')).toEqual([])
    expect(await gens('Chamois')).toEqual([[p.id, 'responsable']])
  })
})

describe('malgré qui voudrait tricher', () => {
  it('contesté, on ne laisse pas sa place à un complice ; parti, on ne laisse que la fiche', async () => {
    const [intrus, complice] = [await personne('Intrus'), await personne('Complice')]
    await prendre(intrus, 'Quartz')
    const equipe = `${chez('Quartz')}/equipe`
    const lien = await adresseDu(base.db, 'contact@quartz.exemple.fr')
    expect((await passant.post('/contestation', { ...jetonDe(lien), texte: 'Je ne la connais pas.' })).statut).toBe(303)
    maintenant = new Date(DEBUT.getTime() + 20 * JOUR)
    const partager = { courriel: complice.courriel, role: 'responsable' }
    expect((await intrus.post(`${equipe}/invitation`, partager)).statut).toBe(422)
    expect((await intrus.post(`${equipe}/invitation`, { ...partager, role: 'delegue' })).statut).toBe(303)
    const invitation = await adresseDu(base.db, complice.courriel)
    expect((await complice.post('/invitation', jetonDe(invitation))).statut).toBe(303)
    // The helper of somebody who leaves stops too, and cannot have asked for more.
    expect((await complice.post(`${equipe}/invitation`, partager)).statut).toBe(403)
    expect((await intrus.post(`${equipe}/depart`)).statut).toBe(303)
    expect(await gens('Quartz')).toEqual([])
    expect((await complice.get(equipe)).statut).toBe(403)
    expect((await complice.get(`${chez('Quartz')}/modifier/photos`)).statut).toBe(403)
  })

  it('nommer un lieu et inviter ne sert ni à écrire n’importe quoi à des inconnus, ni à remplir une boîte', async () => {
    const p = await personne('Réclame')
    await donner(base.db, p.id, { role: 'responsable', reseau: 'national', lieux: [numero('Lavande')] }, DEBUT)
    await sql`update lieu set nom = 'Vos droits : pirate.example/impots' where id = ${numero('Lavande')}`.execute(
      base.db
    )
    const inviter = (courriel: string) => p.post(`${chez('Lavande')}/equipe/invitation`, { courriel, role: 'delegue' })
    for (let n = 0; n < 5; n++) expect((await inviter(' Victime@exemple.fr')).statut).toBe(303)
    expect((await inviter('victime@EXEMPLE.fr')).statut).toBe(429)
    expect((await inviter('autre-boite@exemple.fr')).statut).toBe(303)
    const messages = (await listCourriels(base.db, 20)).filter(({ motif }) => motif === 'compte-invitation')
    expect(messages.length).toBeGreaterThan(5)
    expect(JSON.stringify(messages)).not.toContain('pirate')
    await sql`update lieu set nom = 'Espace Lavande' where id = ${numero('Lavande')}`.execute(base.db)
  })

  it('encore contestable, on n’emmène pas le lieu chez d’autres juges', async () => {
    const p = await personne('Voyageuse')
    await prendre(p, 'Tilleul')
    const page = await p.get(`${chez('Tilleul')}/modifier/adresse`)
    const [, vue = ''] = /name="vue" value="([^"]*)"/.exec(page.texte) ?? []
    const [, nom = ''] = /name="nom"[^>]* value="([^"]*)"/.exec(page.texte) ?? []
    const ailleurs = {
      nom,
      vue,
      adresse: '1 rue du Port',
      code_postal: '13001',
      commune: 'Marseille',
      geste: 'publier'
    }
    const tot = await p.post(`${chez('Tilleul')}/modifier/adresse`, ailleurs)
    expect(tot.statut).toBe(422)
    expect(tot.texte).toContain('il ne change pas de département')
    maintenant = new Date('2026-08-03T22:00:00Z')
    expect((await p.post(`${chez('Tilleul')}/modifier/adresse`, ailleurs)).statut).toBe(303)
    expect((await p.post(`${chez('Tilleul')}/equipe/depart`)).statut).toBe(303)
  })

  it('la personne qui tient le lieu ne juge pas qui demande à y venir, même si elle suit le territoire', async () => {
    const [tient, demande] = [await pilote('05'), await personne('Nouvelle')]
    await donner(base.db, tient.id, { role: 'delegue', reseau: 'national', lieux: [numero('Chamois')] }, DEBUT)
    expect((await expliquer(demande, 'Chamois')).statut).toBe(303)
    expect(await recus(tient.courriel)).toEqual([])
    const adresse = await demandeAuBureau('Chamois')
    expect((await tient.get(adresse)).texte).toContain('Vous vous occupez de ce lieu')
    const refus = { jugement: 'refuser', motif: 'Je garde la place.' }
    expect((await tient.post(`${adresse}/decision`, refus)).statut).toBe(403)
    expect((await avec(cookieAdmin).post(`${adresse}/decision`, { jugement: 'accepter' })).statut).toBe(303)
  })

  it.each(['prendre', 'rendre'])(
    '%s une fiche pendant qu’un geste sur ce lieu écrit au journal ne bloque personne',
    async (geste) => {
      const p = await personne('Pressée')
      const lien = geste === 'prendre' ? await demander(p, 'Sorbiers') : ''
      const partir = () =>
        geste === 'prendre' ? passant.post('/revendication', jetonDe(lien)) : p.post(`${chez('Tilleul')}/equipe/depart`)
      if (geste === 'rendre') await prendre(p, 'Tilleul')
      let lacher = () => {}
      const relache = new Promise<void>((resolve) => {
        lacher = resolve
      })
      // Somebody acts on the adhesion of the lieu: it stays one lieu meanwhile, and the journal comes last.
      const autre = transaction(base.db, async (trx) => {
        await shareLieu(trx, numero(geste === 'prendre' ? 'Sorbiers' : 'Tilleul'))
        await relache
        await consigner(
          trx,
          { reseau: 'national', genre: 'essai', acteur: 'systeme', objet: 'essai', contenu: {} },
          DEBUT
        )
      })
      const reponse = partir()
      await expect
        .poll(async () => (await sql`select 1 from pg_locks where not granted`.execute(base.db)).rows.length)
        .toBeGreaterThan(0)
      lacher()
      await autre
      expect((await reponse).statut).toBe(303)
    }
  )
})

describe('avec le temps', () => {
  it('une fiche suit les rôles donnés et retirés ailleurs que par elle ; la personne peut redemander le lieu', async () => {
    const p = await personne('Nommée')
    const expediteur = { reseau: 'Réseau', site: 'http://localhost' }
    const suivre = () => suivreRoles(base.db, { now: maintenant, ...expediteur })
    await suivre()
    await prendre(p, 'Glycine')
    expect(await suivre()).toEqual({ prises: 0, rendues: 0 })
    const retirer = async () => {
      const { rows } = await sql<{ id: string }>`
        select id from attribution where compte_id = ${p.id} and retiree_le is null`.execute(base.db)
      expect(rows).toHaveLength(1)
      for (const { id } of rows)
        expect(await retirerRole(base.db, ADMINISTRATEUR, id, expediteur, maintenant)).toMatchObject({ ok: true })
    }
    await retirer()
    expect(await lireFicheTenue(base.db, numero('Glycine'))).toBeDefined()
    expect(await suivre()).toEqual({ prises: 0, rendues: 1 })
    expect(await lireFicheTenue(base.db, numero('Glycine'))).toBeUndefined()
    expect(await suivre()).toEqual({ prises: 0, rendues: 0 })

    // The former claim does not stand in the way of the new one.
    maintenant = new Date(DEBUT.getTime() + 60_000)
    await prendre(p, 'Glycine')
    expect(await etats('Glycine')).toEqual(['terminee', 'active'])
    await retirer()
    await suivre()

    // Until the end of its last day, then no more.
    await donner(
      base.db,
      p.id,
      { role: 'responsable', reseau: 'national', lieux: [numero('Glycine')], jusquAu: '2026-07-20' as Jour },
      maintenant
    )
    expect(await suivre()).toEqual({ prises: 1, rendues: 0 })
    expect(await lireFicheTenue(base.db, numero('Glycine'))).toBeDefined()
    maintenant = new Date('2026-07-20T22:00:00Z')
    expect(await suivre()).toEqual({ prises: 0, rendues: 1 })
  })

  it('une demande sans réponse se referme à son jour, quel que soit celui du travail ; les adresses s’oublient', async () => {
    const p = await personne('Patient')
    const lien = await demander(p, 'Merisier')
    const expediteur = { reseau: 'Réseau', site: 'http://localhost' }
    const fin = new Date('2026-08-18T22:00:00Z')
    await suivreRevendications(base.db, { now: new Date(fin.getTime() - 1), ...expediteur })
    expect(await etats('Merisier')).toEqual(['attente-preuve'])
    maintenant = fin
    // Even before the work has run, the link opens nothing.
    expect((await passant.post('/revendication', jetonDe(lien))).statut).toBe(422)
    const tard = new Date(fin.getTime() + 3 * JOUR)
    const { abandonnees } = await suivreRevendications(base.db, { now: tard, ...expediteur })
    expect(abandonnees).toBe(1)
    expect((await suivreRevendications(base.db, { now: tard, ...expediteur })).abandonnees).toBe(0)
    const { rows } = await sql<{ finie_le: Date; adresse: string | null }>`
      select finie_le, adresse from revendication where lieu_id = ${numero('Merisier')}`.execute(base.db)
    expect(rows).toEqual([{ finie_le: fin, adresse: null }])
    expect(await recus(boite('Merisier'))).toEqual([])
    maintenant = DEBUT
    const { rows: liens } = await sql`select 1 from revendication_lien where expire_le <= ${tard}`.execute(base.db)
    expect(liens).toEqual([])
    const { effacees } = await suivreRevendications(base.db, {
      now: new Date(fin.getTime() + 366 * JOUR),
      ...expediteur
    })
    expect(effacees).toBeGreaterThan(0)
    expect(await etats('Merisier')).toEqual([])
  })

  it('le compte d’un dernier responsable ne se ferme pas sans passer la main ; ses demandes s’exportent et s’effacent', async () => {
    const p = await personne('Fermeture')
    await prendre(p, 'Merisier')
    const partie = listDonneesPersonnelles(FEATURES).find(({ nom }) => nom === 'responsabilites')
    expect(await partie?.aTransmettre?.(base.db, p.id)).toEqual([
      { libelle: 'La fiche de « Espace Merisier »', href: expect.stringContaining('/equipe') }
    ])
    expect(await partie?.exporter(base.db, p.id)).toMatchObject([{ etat: 'active', preuve: 'adresse' }])
    expect((await p.post(`${chez('Merisier')}/equipe/depart`)).statut).toBe(303)
    expect(await partie?.aTransmettre?.(base.db, p.id)).toEqual([])
    await transaction(base.db, async (trx) => partie?.effacer(trx, p.id, maintenant))
    expect(await etats('Merisier')).toEqual([])
  })
})
