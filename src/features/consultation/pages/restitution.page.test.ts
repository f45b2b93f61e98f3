import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { transaction } from '../../../platform/db/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { chargerChartesLivrees } from '../../charte/index.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { clore } from '../actions/clore.ts'
import { creerComptes, creerConsultation, OUVERTURE } from '../consultation.fixture.ts'
import { saveOpinion } from '../store/opinion.store.ts'

const PENDANT = new Date('2026-06-09T08:00:00Z')
const CLOSE = new Date('2026-07-01T16:01:00Z')
const RESTITUEE = new Date('2026-09-01T08:00:00Z')
const CORRIGEE = new Date('2026-09-20T08:00:00Z')

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant = PENDANT
let creee: Awaited<ReturnType<typeof creerConsultation>>
let personnes: readonly string[]
let organisateur: string
let voisin: string

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db, { now: () => maintenant })
  await chargerChartesLivrees(base.db, join(RACINE, 'content', 'chartes'), OUVERTURE)
  creee = await creerConsultation(base.db, { items: 5, consultation: { titre: 'Un lieu accueillant' } })
  const [organise = '', ailleurs = '', ...autres] = await creerComptes(base.db, 32)
  organisateur = organise
  voisin = ailleurs
  personnes = autres
  await donner(base.db, organisateur, { role: 'secretariat', reseau: 'national' })
  await donner(base.db, voisin, { role: 'secretariat', reseau: 'sicoval' })
  // Two camps: 18 people agree with everything, 12 want the last three reworked. One day each, one at a time for the last.
  for (const [n, compteId] of personnes.entries())
    for (const [place, itemId] of creee.items.entries()) {
      const sens = n >= 18 && place >= 2 ? 'revoir' : 'accord'
      const jour = new Date(OUVERTURE.getTime() + (n % 7) * 86_400_000)
      await saveOpinion(
        base.db,
        { itemId, compteId, sens, raison: sens === 'revoir' && n === 20 ? 'Trop cher.' : '' },
        jour
      )
    }
  await sql`
    insert into consultation_contribution (id, consultation_id, item_id, genre, auteur_id, etat, le, texte)
    values (gen_random_uuid(), ${creee.id}, ${creee.items[0]}, 'commentaire', ${personnes[0]}, 'publie', ${PENDANT}, '=HYPERLINK("http://exemple.fr")'),
      (gen_random_uuid(), ${creee.id}, ${creee.items[0]}, 'commentaire', ${personnes[1]}, 'retire', ${PENDANT}, 'Une insulte.')`.execute(
    base.db
  )
  await sql`
    with s as (
      insert into consultation_seance (id, consultation_id, tenue_le, nom, presents, creee_le)
      values (gen_random_uuid(), ${creee.id}, '2026-06-08', 'Atelier du lundi', 9, ${PENDANT}) returning id, presents
    )
    insert into consultation_seance_item (seance_id, presents, item_id, accord, revoir, issue)
    select id, presents, ${creee.items[0]}, 7, 2, 'Adopté en séance' from s`.execute(base.db)
})

const texteDe = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0\u202f]+/g, ' ')

async function lire(chemin: string, qui?: string) {
  const cookie = qui ? await cookieDe(base.db, qui, { now: maintenant }) : ''
  const reponse = await site.get(chemin, { headers: { cookie } })
  const html = await reponse.text()
  return { statut: reponse.status, html, texte: texteDe(html) }
}

async function poster(chemin: string, champs: Record<string, string>, qui = organisateur) {
  const cookie = await cookieDe(base.db, qui, { now: maintenant })
  const reponse = await site.post(chemin, champs, { headers: { cookie } })
  return { statut: reponse.status, texte: texteDe(await reponse.text()), vers: reponse.headers.get('location') ?? '' }
}

const bureau = (suite = '') => `/administration/consultations/${creee.adresse}${suite}`
const publique = (suite = '') => `/consultations/${creee.adresse}${suite}`
const ecrite = { sort: 'retenu', texte: 'Elle entre dans la charte.', critere: '', decision: '', revision: '0' }

/** The rows of an exported file, by column. */
async function lignes(fichier: string): Promise<Record<string, string | number | null>[]> {
  const { statut, html } = await lire(publique(`/donnees/${fichier}.json`))
  expect(statut, fichier).toBe(200)
  return (JSON.parse(html) as { donnees: Record<string, string | number | null>[] }).donnees
}

describe('pendant la consultation', () => {
  it('la synthèse dit qui participe, pas ce que les gens pensent ; les avis ne se téléchargent pas', async () => {
    const { texte } = await lire(publique('/synthese'))
    expect(texte).toContain('30 personnes ont participé jusqu’ici')
    expect(texte).toContain('Avis en ligne 150')
    expect(texte).toContain('Les totaux des avis ne sont pas encore montrés')
    expect(texte).not.toMatch(/Les points de désaccord|Les groupes d’opinion|60 %|D’accord 18/)
    expect((await lire(publique('/donnees/opinions.csv'))).statut).toBe(404)
    expect((await lire(publique('/donnees/raisons.csv'))).statut).toBe(404)
    const caches = { accord: null, revoir: null, accord_assistes: null, revoir_assistes: null }
    expect(await lignes('items')).toMatchObject(creee.items.map(() => caches))
    // What a meeting said leans as much as the rest: it waits with the totals.
    expect(await lignes('seances')).toMatchObject([
      { nom: 'Atelier du lundi', numero: null, accord: null, issue: null }
    ])
    expect(texte).toContain('Atelier du lundi')
    expect(texte).not.toContain('Avis donnés sur place')
  })

  it('l’organisateur ne répond pas encore, et personne d’autre que lui n’entre', async () => {
    const avant = (await lire(bureau('/reponses'), organisateur)).texte
    expect(avant).toContain('reçoit encore des avis')
    expect(`${avant} ${(await lire(bureau('/reponses/1'), organisateur)).texte}`).not.toMatch(/D’accord|« d’accord »/)
    const tot = await poster(bureau('/reponses/1'), ecrite)
    expect(tot.statut).toBe(409)
    expect(tot.texte).toContain('Vous répondrez après sa clôture')
    expect((await lire(bureau('/reponses'), voisin)).statut).toBe(403)
    expect((await poster(bureau('/reponses/1'), ecrite, voisin)).statut).toBe(403)
    expect((await poster(bureau('/restitution'), { accord: 'oui' }, personnes[0])).statut).toBe(403)
    expect((await lire(publique('/reponses'))).texte).toContain('L’organisateur répondra')
  })
})

describe('après la clôture', () => {
  it('la synthèse montre les totaux, le désaccord et les deux groupes, sans nommer personne', async () => {
    maintenant = CLOSE
    await transaction(base.db, (trx) => clore(trx, creee.id, { now: CLOSE, acteur: 'systeme' }))
    const { texte, html } = await lire(publique('/synthese'))
    expect(texte).toContain('30 personnes ont participé.')
    expect(texte).toContain('Les points de désaccord')
    expect(texte).toContain('30 avis : 60 % d’accord, 40 % à revoir')
    expect(texte).toContain('18 personnes dans le groupe A, 12 personnes dans le groupe B')
    expect(html).not.toMatch(/Essai |style=/)
  })

  it('une réponse incomplète revient avec ce qui était écrit ; un critère inventé est refusé', async () => {
    const vide = await poster(bureau('/reponses/1'), { ...ecrite, sort: '', texte: '' })
    expect(vide.statut).toBe(422)
    expect(vide.texte).toContain('Choisissez ce que devient cette proposition')
    const forge = await poster(bureau('/reponses/1'), { ...ecrite, critere: '999999:c1' })
    expect(forge.statut).toBe(422)
    expect(forge.texte).toContain('Ce critère n’est pas dans une charte publiée')
    expect(forge.texte).toContain('Elle entre dans la charte.')
    const decision = '00000000-0000-4000-8000-000000000000'
    expect((await poster(bureau('/reponses/1'), { ...ecrite, decision })).statut).toBe(422)
    expect((await poster(bureau('/reponses/99'), ecrite)).statut).toBe(404)
    expect((await poster(bureau('/reponses/x'), ecrite)).statut).toBe(404)
  })

  it('la restitution est refusée tant qu’une proposition n’a pas sa réponse, et la nomme', async () => {
    for (const numero of [1, 2, 3, 4]) {
      const { vers } = await poster(bureau(`/reponses/${numero}`), { ...ecrite, suite: 'suivante' })
      expect(vers).toBe(bureau(`/reponses/${numero + 1}?fait=reponse`))
    }
    expect((await poster(bureau('/restitution'), {})).statut).toBe(422)
    const refus = await poster(bureau('/restitution'), { accord: 'oui' })
    expect(refus.statut).toBe(409)
    expect(refus.texte).toContain('Il en manque 1 : « Proposition 5 » (n° 5)')
    expect((await lire(publique('/reponses'))).texte).not.toContain('Elle entre dans la charte')
    expect((await lire(publique('/items/1'))).texte).not.toContain('Elle entre dans la charte')
    expect((await lire(publique('/donnees/reponses.csv'))).statut).toBe(404)
  })

  it('deux personnes qui répondent ensemble : la seconde le sait, et ne perd rien', async () => {
    const reponse = { ...ecrite, sort: 'ecarte', texte: 'Trop cher pour les petits lieux.' }
    const deux = await Promise.all([1, 2].map(() => poster(bureau('/reponses/5'), reponse)))
    expect(deux.map(({ statut }) => statut).sort()).toEqual([303, 409])
    expect(deux.find(({ statut }) => statut === 409)?.texte).toContain('Trop cher pour les petits lieux.')
  })

  it('toutes répondues, les réponses paraissent ensemble, une fois, avec leur critère et leur synthèse', async () => {
    maintenant = RESTITUEE
    const { rows } = await sql<{ critere: string }>`
      select v.id || ':c1' as critere from charte_version v where v.charte_id = 'nationale' limit 1`.execute(base.db)
    const critere = rows[0]?.critere ?? ''
    expect((await lire(bureau('/reponses/1'), organisateur)).html).toContain(`value="${critere}"`)
    expect((await poster(bureau('/reponses/1'), { ...ecrite, critere, revision: '1' })).statut).toBe(303)
    const synthese = 'Nous avons entendu un besoin d’accueil.'
    expect((await poster(bureau('/reponses/synthese'), { synthese })).statut).toBe(303)
    const attendre = (etat: string) =>
      sql`update consultation_item set etat = ${etat} where id = ${creee.items[4]}`.execute(base.db)
    await attendre('attente')
    const refus = await poster(bureau('/restitution'), { accord: 'oui' })
    expect(refus.statut).toBe(409)
    expect(refus.texte).toContain('Une proposition attend encore la modération')
    await attendre('publie')
    const deux = await Promise.all([1, 2].map(() => poster(bureau('/restitution'), { accord: 'oui' })))
    expect(deux.map(({ statut }) => statut).sort()).toEqual([303, 409])
    const { rows: ecritures } = await sql<{ contenu: unknown }>`
      select contenu from journal where genre = 'consultation.restitution'`.execute(base.db)
    expect(ecritures).toMatchObject([{ contenu: { reponses: 5, empreinte: expect.stringMatching(/^[0-9a-f]{64}$/) } }])

    const reponses = await lire(publique('/reponses'))
    expect(reponses.texte).toContain('Retenu : 4, Écarté : 1')
    expect(reponses.html).toContain('href="/chartes/nationale/versions/1#critere-c1"')
    expect(reponses.texte).not.toContain('Réponse corrigée')
    const item = await lire(publique('/items/1'))
    expect(item.texte).toContain('La réponse de l’organisateur')
    expect(item.texte).toContain('C’est devenu un critère')
    const { texte: apres } = await lire(publique('/synthese'))
    expect(apres).toContain(synthese)
    expect(apres).toContain('Avis donnés sur place')
    expect(await lignes('seances')).toMatchObject([{ numero: 1, accord: 7, revoir: 2, issue: 'Adopté en séance' }])
  })

  it('une réponse corrigée ensuite le dit, et laisse sa trace au journal', async () => {
    maintenant = CORRIGEE
    const corrigee = { ...ecrite, sort: 'a-l-etude', texte: 'Nous y travaillons encore.', revision: '1' }
    expect((await poster(bureau('/reponses/2'), corrigee)).statut).toBe(303)
    const { texte } = await lire(publique('/items/2'))
    expect(texte).toContain('Nous y travaillons encore.')
    expect(texte).toContain('Réponse corrigée le dimanche 20 septembre 2026')
    const { rows } = await sql<{ contenu: unknown }>`
      select contenu from journal where genre = 'consultation.reponse-corrigee'`.execute(base.db)
    expect(rows).toMatchObject([{ contenu: { item: 2, revision: 2 } }])
  })
})

describe('les données ouvertes', () => {
  const FICHIERS = [
    'items',
    'opinions',
    'raisons',
    'commentaires',
    'valeurs',
    'actions',
    'fichiers',
    'seances',
    'reponses'
  ]

  it('ont leur page, leur licence et un dictionnaire qui dit exactement les colonnes', async () => {
    const page = await lire(publique('/donnees'))
    expect(page.texte).toContain('Licence Ouverte 2.0')
    expect(page.texte).toContain('aucune proposition, 1 contribution')
    const dictionnaire = JSON.parse((await lire(publique('/donnees/dictionnaire.json'))).html) as {
      fichiers: { nom: string; disponible: boolean; colonnes: { nom: string }[] }[]
    }
    expect(dictionnaire.fichiers.map(({ nom }) => nom)).toEqual(FICHIERS)
    for (const { nom, disponible, colonnes } of dictionnaire.fichiers) {
      expect(disponible).toBe(true)
      const [entete] = (await lire(publique(`/donnees/${nom}.csv`))).html.replace('\ufeff', '').split('\r\n')
      expect(entete).toBe(colonnes.map((colonne) => colonne.nom).join(','))
    }
    expect((await lire(publique('/donnees/personnes.csv'))).statut).toBe(404)
  })

  it('donnent les totaux de la clôture, sans petite case ni heure, et les mêmes sommes partout', async () => {
    const items = await lignes('items')
    const { rows: decompte } = await sql`
      select i.numero, d.accord, d.revoir, d.commentaires from consultation_decompte d
      join consultation_item i on i.id = d.item_id where i.consultation_id = ${creee.id} order by i.numero`.execute(
      base.db
    )
    expect(items.map(({ numero, accord, revoir, commentaires }) => ({ numero, accord, revoir, commentaires }))).toEqual(
      decompte
    )
    const opinions = await lignes('opinions')
    for (const { numero, accord, revoir } of items)
      for (const [sens, total] of Object.entries({ accord, revoir })) {
        const siennes = opinions.filter((une) => une.numero === numero && une.sens === sens)
        expect(siennes.reduce((somme, { nombre }) => somme + Number(nombre), 0)).toBe(total)
      }
    for (const { nombre, periode_entiere, du, au } of opinions) {
      expect(Number(nombre) >= 5 || periode_entiere === 'oui').toBe(true)
      for (const jour of [du, au]) expect(jour).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    }
    // Closing an account afterwards changes no figure.
    await sql`delete from compte where id = ${personnes[3]}`.execute(base.db)
    expect(await lignes('opinions')).toEqual(opinions)
    expect(await lignes('items')).toEqual(items)
  })

  it('ne mènent à personne : ni compte, ni pseudonyme, ni heure, ni formule', async () => {
    const { rows: comptes } = await sql<{ id: string; pseudonyme: string; courriel: string }>`
      select id::text as id, pseudonyme, courriel from compte`.execute(base.db)
    const { rows: contributions } = await sql<{ id: string }>`
      select id::text as id from consultation_contribution`.execute(base.db)
    const interdits = [
      ...comptes.flatMap((un) => [un.id, un.pseudonyme, un.courriel]),
      ...contributions.map(({ id }) => id)
    ]
    for (const fichier of FICHIERS)
      for (const forme of ['csv', 'json']) {
        const { html } = await lire(publique(`/donnees/${fichier}.${forme}`))
        expect(
          interdits.filter((un) => html.includes(un)),
          fichier
        ).toEqual([])
        expect(html).not.toMatch(/\d{2}:\d{2}(:\d{2})?(Z|\b)/)
        expect(html).not.toContain('Une insulte')
      }
    expect((await lire(publique('/donnees/commentaires.csv'))).html).toContain(`"'=HYPERLINK(""http://exemple.fr"")"`)
    expect(await lignes('raisons')).toHaveLength(3)
  })
})
