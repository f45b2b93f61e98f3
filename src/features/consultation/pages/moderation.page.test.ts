import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { transaction } from '../../../platform/db/index.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { listCourriels } from '../../../platform/mail/index.ts'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { prevenirModerateurs } from '../actions/prevenir-moderateurs.ts'
import { CLOTURE, creerComptes, creerConsultation, OUVERTURE } from '../consultation.fixture.ts'
import { insertDecision, jetonOpinion, listTraces } from '../store/moderation.store.ts'

const BUREAU = '/consultations/moderation'
let base: BaseDeTest
/** Each gesture comes a minute after the one before. */
let horloge = HEURE_DE_TEST
let site: ReturnType<typeof creerApplicationDeTest>
/** Somebody who writes, somebody who reads; a moderator of the national réseau, another one, one of another réseau. */
let ana: { id: string; cookie: string }
let bob: { id: string; cookie: string }
let mod: { id: string; cookie: string }
let mod2: { id: string; cookie: string }
let ailleurs: { id: string; cookie: string }

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db, { now: () => horloge })
  const ids = await creerComptes(base.db, 5)
  const [a = '', b = '', m = '', n = '', x = ''] = ids
  for (const [id, reseau] of [
    [m, 'national'],
    [n, 'national'],
    [x, 'sicoval']
  ] as const)
    await donner(base.db, id, { role: 'moderateur', reseau })
  const entrer = async (id: string) => ({ id, cookie: await cookieDe(base.db, id) })
  ana = await entrer(a)
  bob = await entrer(b)
  mod = await entrer(m)
  mod2 = await entrer(n)
  ailleurs = await entrer(x)
})

const avec = (qui?: { cookie: string }) => (qui ? { headers: { cookie: qui.cookie } } : {})
const get = (chemin: string, qui?: { cookie: string }) => site.get(chemin, avec(qui))
const lire = async (chemin: string, qui?: { cookie: string }, statut = 200) => {
  const reponse = await get(chemin, qui)
  expect(reponse.status, chemin).toBe(statut)
  return (await reponse.text()).replaceAll(/[\u00a0\u202f]/g, ' ')
}
const poster = (chemin: string, champs: Record<string, string>, qui?: { cookie: string }) => {
  horloge = new Date(horloge.getTime() + 60_000)
  return site.post(chemin, champs, avec(qui))
}
const texteDe = async (reponse: Response, statut: number) => {
  expect(reponse.status).toBe(statut)
  return (await reponse.text()).replaceAll(/[\u00a0\u202f]/g, ' ')
}

/** A comment, straight into the table: how one is written is told elsewhere. */
async function commenter(itemId: string, auteur: string, texte: string): Promise<string> {
  const id = randomUUID()
  await sql`
    insert into consultation_contribution (id, consultation_id, item_id, genre, auteur_id, etat, le, texte)
    select ${id}, consultation_id, id, 'commentaire', ${auteur}, 'publie', ${OUVERTURE}, ${texte}
    from consultation_item where id = ${itemId}`.execute(base.db)
  return id
}
const etatDe = async (table: 'consultation_item' | 'consultation_contribution', id: string) =>
  (await sql<{ etat: string }>`select etat from ${sql.table(table)} where id = ${id}`.execute(base.db)).rows[0]?.etat
const compter = async (table: string, ou: ReturnType<typeof sql>) =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)} where ${ou}`.execute(base.db)).rows[0]?.n
const signaler = (adresse: string, id: string, champs: Record<string, string>, qui?: { cookie: string }) =>
  poster(`/consultations/${adresse}/signaler?contribution=${id}`, champs, qui)
const RETIRER = { geste: 'retirer', motif: 'personne', raison: 'Parlez de l’idée, pas de la personne.' }
/** The form as the page shows it: what the moderator has seen, then what they choose. */
async function decider(cible: string, champs: Record<string, string>, qui: { cookie: string }): Promise<Response> {
  const html = await (await get(`${BUREAU}/${cible}`, qui)).text()
  const cache = (nom: string) => new RegExp(`name="${nom}" value="([^"]*)"`).exec(html)?.[1] ?? ''
  return poster(`${BUREAU}/${cible}`, { etat: cache('etat'), decisions: cache('decisions'), ...champs }, qui)
}
const adresseDe = async (id: string) =>
  (await sql<{ courriel: string }>`select courriel from compte where id = ${id}`.execute(base.db)).rows[0]?.courriel
const lettresA = async (id: string) => {
  const a = await adresseDe(id)
  return (await listCourriels(base.db, 500)).filter(({ destinataire }) => destinataire === a)
}

describe('signaler', () => {
  it('se fait sans compte, et compte une fois par personne', async () => {
    const { adresse, items } = await creerConsultation(base.db)
    const id = await commenter(items[0] ?? '', ana.id, 'Un commentaire déplaisant')
    expect(await lire(`/consultations/${adresse}/signaler?contribution=${id}`)).toContain('Un commentaire déplaisant')
    const vide = await texteDe(await signaler(adresse, id, { motif: '', texte: 'Gardez ceci.' }), 422)
    expect(vide).toContain('Choisissez ce qui ne va pas')
    expect(vide).toContain('Gardez ceci.')
    const ouvert = () => compter('consultation_signalement', sql`contribution_id = ${id} and traite_le is null`)
    for (const [qui, total] of [
      [undefined, 1],
      [undefined, 1],
      [bob, 2],
      [bob, 2],
      [mod, 3]
    ] as const) {
      const fait = await signaler(adresse, id, { motif: 'personne', texte: '<script>' }, qui)
      expect(fait.headers.get('location')).toContain('fait=signale')
      expect(await ouvert()).toBe(total)
    }
    expect(await lire(`/consultations/${adresse}/signaler?contribution=${id}&fait=signale`)).toContain('Merci')
    expect(await lire(`/consultations/${adresse}/signaler?contribution=${id}`, mod)).toContain('décider tout de suite')
    expect(await lire(`/consultations/${adresse}/signaler?contribution=${id}`, bob)).not.toContain('tout de suite')
  })

  it('une adresse forgée ne mène nulle part', async () => {
    const [une, autre] = [await creerConsultation(base.db), await creerConsultation(base.db)]
    const id = await commenter(autre.items[0] ?? '', ana.id, 'Ailleurs')
    for (const quoi of [
      `contribution=${id}`,
      'contribution=1',
      `contribution=${randomUUID()}`,
      'contribution=%27;--',
      'item=99',
      'item=1',
      'item=-1',
      'item=1&raison=zzz',
      ''
    ]) {
      expect((await get(`/consultations/${une.adresse}/signaler?${quoi}`)).status, quoi).toBe(404)
      expect((await poster(`/consultations/${une.adresse}/signaler?${quoi}`, { motif: 'illegal' })).status).toBe(404)
    }
    expect((await get(`/consultations/${autre.adresse}/signaler?contribution=${id}`)).status).toBe(200)
  })

  it('s’arrête à ce qu’une machine fait, pas à ce qu’une salle fait', async () => {
    const { adresse, items } = await creerConsultation(base.db)
    const id = await commenter(items[0] ?? '', ana.id, 'Une salle entière signale')
    const chemin = `/consultations/${adresse}/signaler?contribution=${id}`
    const essai = (n: number) =>
      site.post(chemin, { motif: 'illegal', texte: `n° ${n}` }, { headers: { 'user-agent': 'une salle' } })
    const trente = await Promise.all(Array.from({ length: 30 }, (_, n) => essai(n)))
    expect(trente.every(({ status }) => status === 303)).toBe(true)
    await sql`update essai set points = 300 where key like 'contributions-passants:%'`.execute(base.db)
    expect((await essai(31)).status).toBe(429)
    await sql`delete from essai where key like 'contributions-passants:%'`.execute(base.db)
  })
})

describe('le bureau de modération', () => {
  it('s’ouvre à qui modère, et ne montre que son réseau', async () => {
    const { adresse, items } = await creerConsultation(base.db)
    const id = await commenter(items[0] ?? '', ana.id, 'À lire <script>alert(1)</script> vite')
    await signaler(adresse, id, { motif: 'illegal', texte: 'C’est interdit.' }, bob)
    const cible = `contribution/${id}`
    // Who × what.
    for (const [qui, bureau, chose, geste] of [
      [undefined, 401, 401, 401],
      [ana, 403, 403, 403],
      [bob, 403, 403, 403],
      [ailleurs, 200, 404, 404],
      [mod, 200, 200, 303]
    ] as const) {
      const statuts = [
        (await get(BUREAU, qui)).status,
        (await get(`${BUREAU}/${cible}`, qui)).status,
        (await poster(`${BUREAU}/${cible}`, { ...RETIRER, etat: 'publie', decisions: '0' }, qui)).status
      ].map((statut) => (statut === 303 && qui === undefined ? 401 : statut))
      expect(statuts.map((s) => (s === 302 ? 401 : s))).toEqual([bureau, chose, geste])
    }
    expect(await lire(BUREAU, ailleurs)).not.toContain('À lire')
    expect(await etatDe('consultation_contribution', id)).toBe('retire')
    for (const faux of ['item/1', 'contribution/x', 'opinion/0', 'compte/1', `item/${id}`])
      expect((await get(`${BUREAU}/${faux}`, mod)).status, faux).toBe(404)
  })

  it('met en haut ce qui attend depuis le plus longtemps, prêt à juger', async () => {
    const { adresse, items } = await creerConsultation(base.db)
    const [vieux, recent] = [
      await commenter(items[0] ?? '', ana.id, 'Signalé il y a longtemps <b>'),
      await commenter(items[0] ?? '', ana.id, 'Signalé hier')
    ]
    await signaler(adresse, recent, { motif: 'publicite' }, bob)
    await signaler(adresse, vieux, { motif: 'publicite' }, bob)
    await sql`update consultation_signalement set le = le - interval '5 days' where contribution_id = ${vieux}`.execute(
      base.db
    )
    const page = await lire(BUREAU, mod)
    expect(page).toContain('Signalé il y a longtemps &lt;b&gt;')
    expect(page).toContain(`action="${BUREAU}/contribution/${vieux}"`)
    expect(page).toContain(`href="${BUREAU}/contribution/${recent}"`)
    expect((await decider(`contribution/${vieux}`, { geste: 'garder', motif: 'conforme' }, mod)).status).toBe(303)
    expect(await lire(`${BUREAU}?fait=decide`, mod)).toContain('Votre décision est enregistrée')
    expect(await lire(BUREAU, mod)).not.toContain('Signalé il y a longtemps')
    // Kept: the author hears nothing, and the same person does not bring it back.
    expect((await lettresA(ana.id)).some(({ texte }) => texte.includes('longtemps'))).toBe(false)
    await signaler(adresse, vieux, { motif: 'illegal', texte: 'Encore' }, bob)
    expect(await lire(BUREAU, mod)).not.toContain(`${BUREAU}/contribution/${vieux}`)
    await decider(`contribution/${recent}`, { geste: 'garder', motif: 'conforme' }, mod)
  })

  it('demande une décision, une raison qui va avec, et des mots pour l’auteur', async () => {
    const { items } = await creerConsultation(base.db)
    const id = await commenter(items[0] ?? '', ana.id, 'Texte')
    for (const [champs, phrase] of [
      [{}, 'Choisissez une décision'],
      [{ geste: 'retirer' }, 'Choisissez une raison'],
      [{ geste: 'retirer', motif: 'conforme', raison: 'x' }, 'ne va pas avec votre décision'],
      [{ geste: 'retirer', motif: 'toString', raison: 'x' }, 'ne va pas avec votre décision'],
      [{ geste: 'retirer', motif: 'doublon' }, 'Expliquez votre décision'],
      [{ geste: 'retirer', motif: 'doublon', raison: 'é'.repeat(2_001) }, '2 000 signes au plus'],
      [{ geste: 'supprimer', motif: 'doublon', raison: 'x' }, 'Choisissez une décision']
    ] as const)
      expect(await texteDe(await decider(`contribution/${id}`, champs, mod), 422)).toContain(phrase)
    expect(
      await texteDe(await decider(`contribution/${id}`, { geste: 'publier', motif: 'conforme' }, mod), 409)
    ).toContain('Quelqu’un a décidé entre-temps')
    expect(await etatDe('consultation_contribution', id)).toBe('publie')
  })

  it('deux personnes qui décident ensemble : une seule décision, l’autre l’apprend', async () => {
    const { items } = await creerConsultation(base.db)
    const id = await commenter(items[0] ?? '', ana.id, 'Deux à la fois')
    const champs = { ...RETIRER, etat: 'publie', decisions: '0' }
    const reponses = await Promise.all(
      [mod, mod2, mod, mod2].map((qui) => poster(`${BUREAU}/contribution/${id}`, champs, qui))
    )
    expect(reponses.map(({ status }) => status).sort()).toEqual([303, 409, 409, 409])
    expect(await compter('consultation_moderation', sql`contribution_id = ${id}`)).toBe(1)
    expect((await lettresA(ana.id)).filter(({ texte }) => texte.includes('Parlez de l’idée'))).not.toEqual([])
  })

  it('personne ne juge son propre texte', async () => {
    const { adresse, items } = await creerConsultation(base.db)
    const id = await commenter(items[0] ?? '', mod.id, 'Écrit par la modération')
    await signaler(adresse, id, { motif: 'personne' }, bob)
    expect(await lire(`${BUREAU}/contribution/${id}`, mod)).toContain('une autre personne doit le juger')
    expect(
      (await poster(`${BUREAU}/contribution/${id}`, { ...RETIRER, etat: 'publie', decisions: '0' }, mod)).status
    ).toBe(409)
    expect(await lire(BUREAU, mod)).not.toContain(`action="${BUREAU}/contribution/${id}"`)
    expect((await decider(`contribution/${id}`, RETIRER, mod2)).status).toBe(303)
  })
})

describe('une décision', () => {
  it('retire, écrit à l’auteur, qui répond une fois ; relue, elle est maintenue ou défaite', async () => {
    const { id: consultation, adresse, items } = await creerConsultation(base.db)
    const id = await commenter(items[0] ?? '', ana.id, 'Le voisin est un idiot')
    expect((await decider(`contribution/${id}`, RETIRER, mod)).status).toBe(303)
    const trace = (await listTraces(base.db, { contributionIds: [id] })).get(id)
    expect(trace).toMatchObject({ le: horloge, motif: 'personne' })

    const [lettre] = await lettresA(ana.id)
    expect(lettre?.texte).toContain('Insulte ou attaque d’une personne')
    expect(lettre?.texte).toContain('> Parlez de l’idée')
    const [, chemin = ''] = /https?:\/\/[^/\s]+(\/consultations\/\S+\/moderations\/\S+)/.exec(lettre?.texte ?? '') ?? []
    expect(chemin).toContain(adresse)
    expect(await lire(`/consultations/${adresse}/items/1`, ana)).toContain(`href="${chemin}"`)
    const vue = await lire(`/consultations/${adresse}/items/1`, bob)
    expect(vue).toContain('Insulte ou attaque d’une personne')
    expect(vue).not.toMatch(/idiot|moderations/)
    expect(await lire(chemin, ana)).toContain('Le voisin est un idiot')
    for (const [qui, statut] of [
      [bob, 404],
      [mod, 404]
    ] as const) {
      expect((await get(chemin, qui)).status).toBe(statut)
      expect((await poster(chemin, { reponse: 'Moi aussi' }, qui)).status).toBe(statut)
    }
    expect([302, 303, 401, 403]).toContain((await poster(chemin, { reponse: 'Sans compte' })).status)
    expect((await get(chemin.replace(adresse, (await creerConsultation(base.db)).adresse), ana)).status).toBe(404)
    expect(await texteDe(await poster(chemin, { reponse: ' ' }, ana), 422)).toContain('Écrivez votre réponse')
    const reponses = await Promise.all(
      Array.from({ length: 5 }, () => poster(chemin, { reponse: 'C’était une plaisanterie <script>' }, ana))
    )
    expect(reponses.map(({ status }) => status).sort()).toEqual([303, 409, 409, 409, 409])

    // Back on the desk, with the answer, to be confirmed or undone.
    expect(await lire(BUREAU, mod2)).toContain(id)
    expect(await lire(`${BUREAU}/contribution/${id}`, mod2)).toContain('C’était une plaisanterie &lt;script&gt;')
    const relu = await lire(`${BUREAU}/contribution/${id}`, mod2)
    expect(relu).toContain('Maintenir la décision')
    expect(relu).toContain('Remettre en ligne')
    expect(
      (await decider(`contribution/${id}`, { geste: 'retirer', motif: 'personne', raison: 'Le mot reste.' }, mod2))
        .status
    ).toBe(303)
    expect((await lettresA(ana.id))[0]?.sujet).toContain('la décision est maintenue')
    expect(await lire(BUREAU, mod2)).not.toContain(id)
    expect((await poster(chemin, { reponse: 'Encore' }, ana)).status).toBe(409)
    // Put back later: a mistake can always be mended.
    expect((await decider(`contribution/${id}`, { geste: 'retablir', motif: 'erreur' }, mod)).status).toBe(303)
    expect(await etatDe('consultation_contribution', id)).toBe('publie')
    expect((await lettresA(ana.id))[0]?.texte).toContain('de nouveau en ligne')

    const { rows } = await sql<{ acteur: string; contenu: object }>`
      select acteur, contenu from journal where genre = 'consultation.moderation' and objet = ${`consultation/${consultation}`}
      order by rang`.execute(base.db)
    expect(rows).toEqual([
      { acteur: `compte:${mod.id}`, contenu: { contribution: id, geste: 'retirer', motif: 'personne' } },
      { acteur: `compte:${mod2.id}`, contenu: { contribution: id, geste: 'retirer', motif: 'personne' } },
      { acteur: `compte:${mod.id}`, contenu: { contribution: id, geste: 'retablir', motif: 'erreur' } }
    ])
    expect(await findRupture(base.db, 'national')).toBeUndefined()
  })

  it('publie ou refuse ce qui attend, avec une raison que son auteur lit', async () => {
    const { id, adresse } = await creerConsultation(base.db, { module: { propositions: 'apres-moderation' } })
    const proposer = (titre: string) =>
      poster(`/consultations/${adresse}/modules/enjeux/proposer`, { titre, texte: 'Expliquée.', confirme: 'oui' }, ana)
    await proposer('Un banc dehors')
    await proposer('Achetez mes bancs')
    const { rows } = await sql<{ id: string }>`
      select id from consultation_item where consultation_id = ${id} and etat = 'attente' order by numero`.execute(
      base.db
    )
    const [banc = '', vente = ''] = rows.map((ligne) => ligne.id)
    expect(await lire(BUREAU, mod)).toContain('Un banc dehors')
    expect((await decider(`item/${banc}`, { geste: 'publier', motif: 'conforme' }, mod)).status).toBe(303)
    expect(
      (await decider(`item/${vente}`, { geste: 'refuser', motif: 'publicite', raison: 'Pas ici.' }, mod)).status
    ).toBe(303)
    expect(await lire(`/consultations/${adresse}/items/2`, bob)).toContain('Un banc dehors')
    expect(await lire(`/consultations/${adresse}/modules/enjeux`)).not.toContain('Proposition retirée')
    expect((await decider(`item/${banc}`, { ...RETIRER, motif: 'doublon' }, mod)).status).toBe(303)
    const module = await lire(`/consultations/${adresse}/modules/enjeux`)
    expect(module).toMatch(/Proposition retirée.*Déjà dit au même endroit/s)
    expect(module).not.toContain('Un banc dehors')
    expect((await decider(`item/${banc}`, { geste: 'retablir', motif: 'erreur' }, mod)).status).toBe(303)
    const refusee = await get(`/consultations/${adresse}/items/3`, bob)
    expect(refusee.status).toBe(410)
    expect(await refusee.text()).not.toContain('Achetez mes bancs')
    expect(await lire(`/consultations/${adresse}/items/3`, ana)).toContain('Achetez mes bancs')
    const [, , refus, publie] = await lettresA(ana.id)
    expect(publie?.sujet).toContain('c’est publié')
    expect(refus?.sujet).toContain('n’a pas été publié')
  })

  it('ne change jamais le nombre des avis, ni rien de ce qui est figé', async () => {
    const { id, adresse, items } = await creerConsultation(base.db, { module: { resultats: 'toujours' } })
    const item = items[0] ?? ''
    const chemin = `/consultations/${adresse}/items/1`
    await poster(`${chemin}/avis`, { sens: 'revoir', raison: 'Parce que le voisin est un idiot' }, ana)
    const { rows } = await sql<{ id: number; sel: string }>`
      select o.id, c.sel from opinion o, consultation c where o.item_id = ${item} and c.id = ${id}`.execute(base.db)
    const [opinion] = rows
    const lien = `/consultations/${adresse}/signaler?item=1&raison=${jetonOpinion({ sel: opinion?.sel ?? '' }, opinion?.id ?? 0)}`
    const publique = await lire(chemin, bob)
    expect(publique).toContain(lien.replace('&', '&amp;'))
    const page = await lire(lien)
    expect(page).toContain('Parce que le voisin')
    expect(page).not.toContain('Essai')
    expect((await poster(lien, { motif: 'personne' })).status).toBe(303)
    await sql`insert into consultation_decompte (item_id, accord, revoir, accord_assistes, revoir_assistes, commentaires, valeurs, fichiers, actions)
      values (${item}, 3, 7, 0, 0, 4, 0, 0, 0)`.execute(base.db)
    await sql`update consultation set figee_le = ${CLOTURE}, figee_empreinte = 'e', participants = 2 where id = ${id}`.execute(
      base.db
    )
    const commentaire = await commenterApres(item)
    expect((await decider(`opinion/${opinion?.id}`, RETIRER, mod)).status).toBe(303)
    expect((await decider(`contribution/${commentaire}`, RETIRER, mod)).status).toBe(303)
    const apres = await lire(chemin, bob)
    expect(apres).not.toContain('le voisin est un idiot')
    expect(apres).toMatch(/7 personnes/)
    expect(await compter('opinion', sql`item_id = ${item} and sens = 'revoir' and raison_retiree_le is not null`)).toBe(
      1
    )
    expect((await get(lien)).status).toBe(404)
    expect((await lettresA(ana.id))[0]?.texte).toContain('Parlez de l’idée')
  })

  it('un amendement retiré laisse sa trace sur l’article', async () => {
    const { id, adresse } = await creerConsultation(base.db, { module: { nature: 'texte' } })
    const article = `/consultations/${adresse}/items/1`
    const champs = { titre: 'Mon idiot de voisin', texte: 'Autre chose.', motif: 'Parce que.' }
    expect((await poster(`${article}/amender`, champs, ana)).status).toBe(303)
    const { rows } = await sql<{ id: string }>`
      select id from consultation_item where consultation_id = ${id} and numero = 2`.execute(base.db)
    expect((await decider(`item/${rows[0]?.id}`, RETIRER, mod)).status).toBe(303)
    const page = await lire(article)
    expect(page).toContain('Amendement retiré')
    expect(page).toContain('Insulte ou attaque d’une personne')
    expect(page).not.toContain('idiot')
  })

  it('une valeur redonnée entre-temps ne revient pas deux fois', async () => {
    const { items } = await creerConsultation(base.db)
    const valeur = randomUUID()
    await sql`insert into valeur (id, cle, libelle, creee_le) values (${valeur}, ${valeur}, 'Entraide', ${HEURE_DE_TEST})`.execute(
      base.db
    )
    const attribuer = async () => {
      const id = randomUUID()
      await sql`insert into consultation_contribution (id, consultation_id, item_id, genre, auteur_id, etat, le, valeur_id)
        select ${id}, consultation_id, id, 'valeur', ${ana.id}, 'publie', ${HEURE_DE_TEST}, ${valeur}
        from consultation_item where id = ${items[0]}`.execute(base.db)
      return id
    }
    const premiere = await attribuer()
    expect(await lire(`${BUREAU}/contribution/${premiere}`, mod)).toContain('Entraide')
    await decider(`contribution/${premiere}`, { ...RETIRER, motif: 'hors-sujet' }, mod)
    await attribuer()
    expect(
      await texteDe(await decider(`contribution/${premiere}`, { geste: 'retablir', motif: 'erreur' }, mod), 409)
    ).toContain('la même valeur')
  })

  it('ce que l’auteur a retiré n’est plus à juger', async () => {
    const { adresse, items } = await creerConsultation(base.db)
    const id = await commenter(items[0] ?? '', ana.id, 'Je me suis trompée')
    await signaler(adresse, id, { motif: 'doublon' }, bob)
    await sql`update consultation_contribution set etat = 'retire-auteur' where id = ${id}`.execute(base.db)
    expect(await lire(BUREAU, mod)).not.toContain(id)
    expect(await lire(`${BUREAU}/contribution/${id}`, mod)).toContain('Il n’y a rien à décider')
    expect((await decider(`contribution/${id}`, RETIRER, mod)).status).toBe(409)
  })
})

describe('le message du matin', () => {
  it('dit ce qui attend à qui modère là, une fois par jour, sans rien citer', async () => {
    const { adresse, items } = await creerConsultation(base.db)
    const id = await commenter(items[0] ?? '', ana.id, 'Des mots à ne pas citer')
    await signaler(adresse, id, { motif: 'illegal', texte: 'Le signalement' }, bob)
    const recus = async (qui: { id: string }) =>
      (await lettresA(qui.id)).filter(({ motif }) => motif === 'consultation-a-moderer')
    await prevenirModerateurs(base.db, horloge)
    await prevenirModerateurs(base.db, new Date(horloge.getTime() + 3_600_000))
    for (const qui of [mod, mod2]) {
      const [lettre, ...autres] = await recus(qui)
      expect(autres).toEqual([])
      expect(lettre?.texte).toContain('/consultations/moderation')
      expect(lettre?.texte).not.toMatch(/citer|Le signalement/)
    }
    for (const qui of [ana, bob, ailleurs]) expect(await recus(qui)).toEqual([])
    await prevenirModerateurs(base.db, new Date(horloge.getTime() + 86_400_000))
    expect(await recus(mod)).toHaveLength(2)
    await decider(`contribution/${id}`, { geste: 'garder', motif: 'conforme' }, mod)
  })
})

describe('les traces', () => {
  it('disent la dernière raison, de beaucoup de choses à la fois', async () => {
    const { items } = await creerConsultation(base.db, { items: 3 })
    const ids = await Promise.all(items.map((item) => commenter(item, ana.id, 'Tracé')))
    await transaction(base.db, async (trx) => {
      for (const [jour, motif] of [
        [1, 'doublon'],
        [2, 'illegal']
      ] as const)
        for (const id of ids)
          await insertDecision(
            trx,
            { genre: 'contribution', id },
            { id: randomUUID(), geste: 'retirer', motif, raison: '', auteur: 'systeme' },
            new Date(HEURE_DE_TEST.getTime() + jour * 86_400_000)
          )
    })
    const traces = await listTraces(base.db, { contributionIds: ids, itemIds: items })
    expect([...traces.values()].map(({ motif }) => motif)).toEqual(['illegal', 'illegal', 'illegal'])
    expect((await listTraces(base.db, {})).size).toBe(0)
  })

  it('les règles se lisent sans compte, et disent chaque motif', async () => {
    const page = await lire('/consultations/regles')
    expect(page).toContain('Insulte ou attaque d’une personne')
    expect(page).toContain('Vous pouvez répondre une fois')
  })
})

/** A comment that came just before the closing, told after it: the frozen counts already hold it. */
async function commenterApres(itemId: string): Promise<string> {
  const id = randomUUID()
  await sql`alter table consultation_contribution disable trigger consultation_contribution_garder`.execute(base.db)
  await sql`insert into consultation_contribution (id, consultation_id, item_id, genre, auteur_id, etat, le, texte)
    select ${id}, consultation_id, id, 'commentaire', ${ana.id}, 'publie', ${HEURE_DE_TEST}, 'Avant la clôture'
    from consultation_item where id = ${itemId}`.execute(base.db)
  await sql`alter table consultation_contribution enable trigger consultation_contribution_garder`.execute(base.db)
  return id
}
