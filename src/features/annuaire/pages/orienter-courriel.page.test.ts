import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../app.tsx'
import { createJournaux } from '../../../platform/journaux.ts'
import { jobEnvoyerCourriel, listCourriels } from '../../../platform/mail/index.ts'
import { cookieAdministration, creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { cookieDe } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { enCsv, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { LIEUX_A_ORIENTER } from '../actions/orienter.fixture.ts'

let base: BaseDeTest
let app: ReturnType<typeof createApp>
let lieu: string
let cookie: string
const lignesDeJournal: string[] = []

beforeAll(async () => {
  base = await creerBaseDeTest()
  app = createApp({
    db: base.db,
    config: creerApplicationDeTest(base.db).config,
    journaux: createJournaux('debug', { write: (ligne) => void lignesDeJournal.push(ligne) }),
    now: () => HEURE_DE_TEST
  })
  await ouvrirAtelier(base.db, await obtenirGeographie(base.db)).importer(SOURCES.csv, enCsv(LIEUX_A_ORIENTER))
  const { rows } = await sql<{ id: number }>`select id from lieu where nom = 'Médiathèque du Centre'`.execute(base.db)
  lieu = String(rows[0]?.id)
  const compte = await creerCompte(base.db, {
    courriel: 'mediation@exemple.fr',
    pseudonyme: 'Aidante',
    sansMotDePasse: true
  })
  cookie = await cookieDe(base.db, compte)
})

beforeEach(async () => {
  await sql`truncate courriel`.execute(base.db)
  await sql`delete from essai`.execute(base.db)
})

const DEMANDE = {
  besoins: 'Aide aux démarches administratives',
  commune: 'Gap',
  trajet: '10',
  note: 'Apporter :\nla carte <b>vitale</b>',
  envoyeur: 'CCAS de Gap'
}

async function poster(
  chemin: string,
  champs: Record<string, string>,
  comme = cookie,
  autres: Record<string, string> = {}
) {
  const reponse = await app.request(chemin, {
    method: 'POST',
    body: new URLSearchParams({ ...DEMANDE, lieu, ...champs }),
    headers: { origin: 'http://localhost', host: 'localhost', cookie: comme, ...autres }
  })
  const html = (await reponse.text()).replace(/[\u00a0\u202f]/g, ' ')
  return {
    statut: reponse.status,
    entetes: reponse.headers,
    html,
    texte: html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  }
}
const envoyer = (champs: Record<string, string> = {}, comme?: string) =>
  poster('/orienter/fiche/courriel', { destinataire: 'personne@exemple.fr', formulaire: 'un', ...champs }, comme)

describe('envoyer la fiche par courriel', () => {
  it('se propose à qui est connecté ; aux autres, dit quoi faire pour ne pas la perdre', async () => {
    const connecte = await poster('/orienter/fiche', {})
    expect(connecte.html).toContain('action="/orienter/fiche/courriel"')
    const visiteur = await poster('/orienter/fiche', {}, '')
    expect(visiteur.html).not.toContain('action="/orienter/fiche/courriel"')
    expect(visiteur.texte).toContain('Gardez cette page ouverte')
    expect(visiteur.html).toContain('<a href="/connexion" target="_blank" rel="noopener">')
  })

  it('envoie ce que la fiche imprime, en texte et en HTML, et rien d’autre', async () => {
    const { statut, texte, entetes, html } = await envoyer({ destinataire: ' Personne@Exemple.FR ' })
    expect([statut, entetes.get('cache-control')]).toEqual([200, 'no-store'])
    expect(texte).toContain('La fiche part par courriel')
    expect(texte).toContain('se lit une heure dans les courriels de développement')
    expect(html).toContain('la carte &lt;b&gt;vitale')
    const [message, ...autres] = await listCourriels(base.db)
    expect(autres).toEqual([])
    expect(message).toMatchObject({
      destinataire: 'Personne@exemple.fr',
      sujet: 'Votre fiche d’orientation',
      oublier: true
    })
    const ecrit = (message?.texte ?? '').replace(/[\u00a0\u202f]/g, ' ')
    for (const dit of [
      'De la part de CCAS de Gap',
      'Médiathèque du Centre',
      '1 place de la Mairie, 05000 Gap',
      '04 92 00 00 01',
      'Aide demandée : démarches en ligne',
      'Prendre contact : ',
      'la carte <b>vitale</b>',
      'Mardi : 9 h à 12 h',
      'Fiche préparée le mardi 9 juin 2026',
      `http://localhost/lieux/${lieu}`
    ])
      expect(ecrit).toContain(dit)
    expect(message?.html).toContain('la carte &lt;b&gt;vitale&lt;/b&gt;')
    expect(ecrit).not.toMatch(/Aidante|mediation@exemple|10 km/)
  })

  it('appuyé dix fois, n’envoie qu’un message', async () => {
    const envois = await Promise.all(Array.from({ length: 5 }, () => envoyer({ formulaire: 'dix' })))
    expect(envois.map(({ statut }) => statut)).toEqual([200, 200, 200, 200, 200])
    expect(await listCourriels(base.db)).toHaveLength(1)
  })

  it('se renvoie à une autre adresse, ou à la même depuis la page qui suit', async () => {
    const { html } = await envoyer({ formulaire: 'suite' })
    await envoyer({ formulaire: 'suite', destinataire: 'moi@exemple.fr' })
    const [, suivant = ''] = /name="formulaire" value="([^"]+)"/.exec(html) ?? []
    await envoyer({ formulaire: suivant })
    expect((await listCourriels(base.db)).map(({ destinataire }) => destinataire)).toEqual([
      'personne@exemple.fr',
      'moi@exemple.fr',
      'personne@exemple.fr'
    ])
  })

  it.each([
    ['sans compte', ''],
    ['avec un cookie forgé', 'session=faux']
  ])('%s : refuse, et garde toute la fiche', async (_qui, comme) => {
    const { statut, html, texte } = await envoyer({}, comme)
    expect(statut).toBe(401)
    expect(texte).toContain('La fiche n’est pas envoyée')
    expect(texte).toContain('Médiathèque du Centre')
    expect(html).toContain('CCAS de Gap')
    expect(await listCourriels(base.db)).toEqual([])
  })

  it('le lien d’administration, qui n’est le compte de personne, n’envoie rien', async () => {
    expect((await envoyer({}, await cookieAdministration(base.db))).statut).toBe(401)
  })

  it.each(['', 'personne', 'a@b', 'a@b.fr, c@d.fr', 'a@b.fr\r\nBcc: c@d.fr', `${'x'.repeat(300)}@exemple.fr`])(
    'à une adresse fausse (%j) : le dit à côté du champ, et garde tout',
    async (destinataire) => {
      const { statut, html, texte } = await envoyer({ destinataire })
      expect(statut).toBe(422)
      expect(texte).toContain('Cette adresse n’est pas complète')
      expect(html).toContain('id="destinataire-erreur"')
      expect(html).toContain('name="formulaire" value="un"')
      expect(texte).toContain('CCAS de Gap')
      expect(await listCourriels(base.db)).toEqual([])
    }
  )

  it.each([
    ['note', 'Vos droits expirent : https://pirate.example/impots'],
    ['note', 'Allez sur www.pirate.example'],
    ['note', 'Allez sur\npirate.example/impots'],
    ['envoyeur', 'ameli-secours.com'],
    ['envoyeur', 'a@b.fr/pirate.example']
  ])('ne sert pas à envoyer un lien à un inconnu : %s « %s »', async (champ, texte) => {
    const { statut, html, texte: dit } = await envoyer({ [champ]: texte })
    expect(statut).toBe(422)
    expect(dit).toContain('ne peut pas donner l’adresse d’un site')
    expect(html).toContain(`id="${champ}-erreur"`)
    expect(await listCourriels(base.db)).toEqual([])
    // On paper, nobody presses it.
    expect((await poster('/orienter/fiche', { [champ]: texte })).statut).toBe(200)
  })

  it('laisse dire où répondre, et un point sans espace', async () => {
    const note = 'Répondre à accueil@ccas-gap.fr.\nM.Durand vous attend à 9h.30, salle n°2.'
    expect((await envoyer({ note, envoyeur: 'CCAS de Gap (mediation@ccas-gap.fr)' })).statut).toBe(200)
    expect(await listCourriels(base.db)).toHaveLength(1)
  })

  it('trente fois en un jour, ou six fois à la même adresse : demande d’attendre, et garde tout', async () => {
    for (let n = 0; n < 6; n++) expect((await envoyer({ formulaire: `f${n}` })).statut).toBe(200)
    const boite = await envoyer({ formulaire: 'f7' })
    expect(boite.statut).toBe(429)
    expect(boite.texte).toContain('Réessayez après le mercredi 10 juin 2026')
    expect(boite.html).toContain('value="personne@exemple.fr"')
    // A refused try counts too: 7 so far.
    for (let n = 7; n < 30; n++)
      expect((await envoyer({ formulaire: `f${n}`, destinataire: `p${n}@exemple.fr` })).statut).toBe(200)
    expect((await envoyer({ formulaire: 'f31', destinataire: 'p31@exemple.fr' })).statut).toBe(429)
    expect(await listCourriels(base.db, 100)).toHaveLength(29)
  }, 30_000)

  it('n’écrit dans le message aucun autre site que le nôtre, quel que soit le nom demandé', async () => {
    const { statut } = await poster(
      'http://pirate.example/orienter/fiche/courriel',
      { destinataire: 'personne@exemple.fr', formulaire: 'h' },
      cookie,
      { origin: 'http://pirate.example', host: 'pirate.example' }
    )
    expect(statut).toBe(200)
    expect(JSON.stringify(await listCourriels(base.db))).not.toContain('pirate')
  })

  it('ne laisse rien de la personne dans les journaux, ni dans les travaux, ni dans la base une fois le message effacé', async () => {
    await envoyer({ formulaire: 'trace' })
    const { rows } = await sql<{ texte: string }>`
      select coalesce(string_agg(payload::text, ' '), '') as texte from graphile_worker._private_jobs`.execute(base.db)
    const journal =
      await sql`select * from journal where contenu::text like '%personne@%' or objet like '%personne@%'`.execute(
        base.db
      )
    expect(journal.rows).toEqual([])
    for (const dit of [rows[0]?.texte ?? '', lignesDeJournal.join('')])
      expect(dit).not.toMatch(/personne@|Médiathèque du Centre|vitale/)
    const job = jobEnvoyerCourriel({ smtpUrl: '', expediteur: 'x@exemple.fr' })
    const [message] = await listCourriels(base.db)
    const outils = { db: base.db, journaux: createJournaux('silence'), essai: 1, dernierEssai: false }
    await job.executer({ id: message?.id }, { ...outils, now: () => new Date(HEURE_DE_TEST.getTime() + 3_600_000) })
    expect(await listCourriels(base.db)).toEqual([])
  })

  it('d’un lieu inconnu, ou sans demande : la même réponse que la fiche', async () => {
    expect((await envoyer({ lieu: '999999' })).statut).toBe(404)
    expect((await envoyer({ besoins: '' })).statut).toBe(422)
    expect((await app.request('/orienter/fiche/courriel')).headers.get('location')).toBe('/orienter')
  })
})
