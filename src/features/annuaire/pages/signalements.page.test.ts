import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../app.tsx'
import { SYSTEME } from '../../../kernel/acteur.ts'
import { transaction } from '../../../platform/db/index.ts'
import { queueJob } from '../../../platform/jobs/index.ts'
import { createJournaux } from '../../../platform/journaux.ts'
import { listCourriels } from '../../../platform/mail/index.ts'
import { cookieAdministration, creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { executerTravaux } from '../../../platform/testing/travaux.ts'
import { nommerReseauNational } from '../../reseaux/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { type Atelier, enCsv, enJson, ligne, lignes, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { jobOublierSignalements } from '../jobs/oublier-signalements.job.ts'
import { verifierAnnuaire } from '../store/annuaire.fixture.ts'
import { readComparables } from '../store/enregistrement.store.ts'
import { viderAnnuaire } from '../store/photographie.fixture.ts'

let base: BaseDeTest
let atelier: Atelier
let maintenant = new Date('2026-06-09T08:00:00Z')
let site: ReturnType<typeof creerApplicationDeTest>
let cookie: string
let fiche: string
let lieu: number

beforeAll(async () => {
  base = await creerBaseDeTest()
  atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  site = creerApplicationDeTest(base.db, { now: () => maintenant })
  const geste = { acteur: SYSTEME, now: maintenant }
  await nommerReseauNational(base.db, { nom: 'Réseau des Alpes', accroche: '' }, geste)
  cookie = await cookieAdministration(base.db, maintenant)
})
beforeEach(async () => {
  maintenant = new Date('2026-06-09T08:00:00Z')
  await viderAnnuaire(base.db)
  await sql`truncate signalement, signalement_passage, signalement_sel`.execute(base.db)
  await sql`delete from graphile_worker._private_jobs`.execute(base.db)
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ligne('l1', { nom: 'Médiathèque des Cimes', adresse: '12 rue du Four', telephone: '04 92 00 00 01' }),
      ...lignes(2, 4)
    ])
  )
  const { rows } = await sql<{ id: number; adresse_page: string }>`
    select id, adresse_page from lieu where nom = 'Médiathèque des Cimes'`.execute(base.db)
  lieu = rows[0]?.id ?? 0
  fiche = `/lieux/${lieu}-${rows[0]?.adresse_page}`
})

const lire = async (chemin: string, connecte = false) => {
  const reponse = await site.get(chemin, connecte ? { headers: { cookie } } : {})
  return {
    statut: reponse.status,
    texte: (await reponse.text()).replace(/[\u00a0\u202f]/g, ' '),
    location: reponse.headers.get('location')
  }
}
const signaler = (champs: Record<string, string>, { de = '192.0.2.1', appareil = 'essai' } = {}) =>
  site.post(`${fiche}/signaler`, champs, { headers: { 'x-forwarded-for': de, 'user-agent': appareil } })
const manquer = (champs: Record<string, string>) =>
  site.post('/lieux/manquant', { nom: 'Le Repaire', commune: 'Gap', adresse: '3 rue Neuve', ...champs })
const signalements = async () =>
  (await sql<Record<string, unknown>>`select * from signalement order by id`.execute(base.db)).rows
const repondre = (id: unknown, champs: Record<string, string>) =>
  site.post(`/administration/signalements/${id}/reponse`, champs, { headers: { cookie } })

describe('signaler une erreur', () => {
  it('se fait en deux questions, sans compte ; une personne la lira', async () => {
    expect((await lire(fiche)).texte).toContain(`href="${fiche}/signaler">Signaler une erreur`)
    expect((await lire(`${fiche}/signaler`)).texte).toContain('Le numéro de téléphone est faux')
    const { texte } = await lire(`${fiche}/signaler?quoi=telephone`)
    expect(texte).toContain('La fiche dit aujourd’hui')
    expect(texte).toContain('04 92 00 00 01')
    const envoi = await signaler({ quoi: 'telephone', telephone: '04 92 11 11 11', courriel: 'Ici@Exemple.fr' })
    expect(envoi.status).toBe(303)
    expect((await lire(envoi.headers.get('location') ?? '')).texte).toContain('Merci, votre signalement est envoyé')
    expect(await signalements()).toMatchObject([
      {
        genre: 'telephone',
        lieu_id: lieu,
        propose: { telephone: '04 92 11 11 11' },
        departement: '05',
        courriel: 'Ici@exemple.fr',
        etat: 'depose'
      }
    ])
  })

  it('envoyée deux fois, même en même temps, n’en fait qu’une', async () => {
    const envois = await Promise.all(
      [1, 2, 3, 4].map(() => signaler({ quoi: 'ferme', date: 'depuis mars', texte: 'La porte est close.' }))
    )
    expect(envois.map(({ status }) => status)).toEqual([303, 303, 303, 303])
    expect(await signalements()).toHaveLength(1)
  })

  it('mal remplie, revient avec ce qui était écrit et la raison à côté du champ', async () => {
    expect((await lire(`${fiche}/signaler?`)).statut).toBe(422)
    expect((await lire(`${fiche}/signaler?quoi=inconnu`)).statut).toBe(422)
    const sansAdresse = await signaler({ quoi: 'demenage', texte: 'Je ne sais plus où.' })
    expect(sansAdresse.status).toBe(422)
    const texte = await sansAdresse.text()
    expect(texte).toContain('id="adresse-erreur"')
    expect(texte).toContain('Je ne sais plus où.')
    const mauvais = await signaler({ quoi: 'ferme', courriel: '<b>moi</b>' })
    expect(mauvais.status).toBe(422)
    expect(await mauvais.text()).toContain('&lt;b&gt;moi&lt;/b&gt;')
    expect((await signaler({ quoi: 'autre', texte: 'x'.repeat(1_001) })).status).toBe(422)
    expect(await signalements()).toEqual([])
  })

  it.each([
    ['des octets nuls', { quoi: 'autre', texte: 'a\u0000b' }, 303],
    ['une moitié de caractère', { quoi: 'autre', texte: '\\ud800 \\u0000' }, 303],
    ['un champ immense', { quoi: 'autre', texte: 'x'.repeat(70_000) }, 413],
    ['rien du tout', {}, 422],
    ['un genre qui n’existe pas', { quoi: '__proto__' }, 422],
    ['un lieu manquant sur une fiche', { quoi: 'manquant', nom: 'x' }, 422]
  ])('%s ne casse rien', async (_, champs, statut) => {
    expect((await signaler(champs as Record<string, string>)).status).toBe(statut)
  })

  it.each(['/lieux/999999', '/lieux/abc', '/lieux/9999999999999999999', '/lieux/%00'])(
    '%s/signaler n’existe pas',
    async (chemin) => {
      for (const suite of ['/signaler', '/signaler/merci']) expect((await lire(chemin + suite)).statut).toBe(404)
      expect((await site.post(`${chemin}/signaler`, { quoi: 'ferme' })).status).toBe(404)
    }
  )

  it('d’un robot, qui remplit le champ caché, est remerciée et n’est pas gardée', async () => {
    expect((await signaler({ quoi: 'autre', texte: 'Achetez', laisser_vide: 'https://x.exemple' })).status).toBe(303)
    expect(await signalements()).toEqual([])
  })

  it('ce que l’on écrit ne devient jamais du code', async () => {
    await signaler({ quoi: 'autre', texte: '<script>alert(1)</script>' })
    const [s] = await signalements()
    const { texte } = await lire(`/administration/signalements/${s?.id}`, true)
    expect(texte).not.toContain('<script>alert')
    expect(texte).toContain('&lt;script&gt;alert(1)')
  })
})

describe('les limites', () => {
  const trente = (appareil: string, debut = 0) =>
    Array.from({ length: 30 }, (_, i) => signaler({ quoi: 'autre', texte: `Erreur ${debut + i}` }, { appareil }))

  it('laissent trente personnes d’une même adresse signaler, et font patienter la suivante sans rien perdre', async () => {
    expect((await Promise.all(trente('EPN'))).map(({ status }) => status)).toEqual(Array(30).fill(303))
    const refus = await signaler({ quoi: 'autre', texte: 'La trente et unième' }, { appareil: 'EPN' })
    expect(refus.status).toBe(429)
    const texte = await refus.text()
    expect(texte).toContain('La trente et unième')
    expect(texte).toContain('Attendez dix minutes')
    // Neither another device of the same room nor another room is held back.
    expect((await signaler({ quoi: 'autre', texte: 'D’un autre appareil' }, { appareil: 'autre' })).status).toBe(303)
    expect((await signaler({ quoi: 'autre', texte: 'D’ailleurs' }, { appareil: 'EPN', de: '192.0.2.9' })).status).toBe(
      303
    )
    maintenant = new Date('2026-06-09T08:11:00Z')
    expect((await signaler({ quoi: 'autre', texte: 'La trente et unième' }, { appareil: 'EPN' })).status).toBe(303)
  })

  it('tiennent aussi par lieu, d’où que cela vienne', async () => {
    for (let i = 0; i < 40; i++)
      expect((await signaler({ quoi: 'autre', texte: `n° ${i}` }, { de: `192.0.2.${i}` })).status).toBe(303)
    expect((await signaler({ quoi: 'autre', texte: 'de trop' }, { de: '198.51.100.1' })).status).toBe(429)
  })

  it('ne gardent aucune adresse : une empreinte à clé, qui change et s’oublie avec le jour', async () => {
    await signaler({ quoi: 'autre', texte: 'un' }, { de: '203.0.113.77' })
    maintenant = new Date('2026-06-10T08:00:00Z')
    await signaler({ quoi: 'autre', texte: 'deux' }, { de: '203.0.113.77' })
    const { rows } = await sql<{ empreinte: string }>`select empreinte from signalement_passage`.execute(base.db)
    expect(new Set(rows.map((r) => r.empreinte)).size).toBe(2)
    const { rows: tout } = await sql<{ t: string }>`
      select (select json_agg(p) from signalement_passage p)::text || (select json_agg(s) from signalement s)::text as t`.execute(
      base.db
    )
    expect(tout[0]?.t).not.toContain('203.0.113.77')
    await oublier('2026-06-11T23:00:00Z')
    const { rows: reste } =
      await sql`select 1 from signalement_passage union all select 1 from signalement_sel`.execute(base.db)
    expect(reste).toEqual([])
  })
})

async function oublier(instant: string) {
  await transaction(base.db, (trx) => queueJob(trx, 'oublier-signalements', {}))
  await executerTravaux(base, [jobOublierSignalements], () => new Date(instant))
}

describe('un lieu manque', () => {
  it('montre d’abord ceux qui ressemblent, et pourquoi, sans rien créer', async () => {
    const { texte } = await lire('/lieux/manquant?nom=mediatheque+les+cimes&commune=Gap&adresse=12+rue+du+four')
    expect(texte).toContain('Est-ce l’un de ceux-ci ?')
    expect(texte).toContain(`href="${fiche}"`)
    expect(texte).toMatch(/Même voie et même numéro/)
    expect(await signalements()).toEqual([])
  })

  it('envoyé sans les avoir vus, les montre au lieu de créer', async () => {
    const ressemblant = { nom: 'Médiathèque les Cimes', adresse: '12 rue du Four' }
    const reponse = await manquer(ressemblant)
    expect(reponse.status).toBe(200)
    expect(await reponse.text()).toContain('Est-ce l’un de ceux-ci ?')
    expect(await signalements()).toEqual([])
    expect((await manquer({ ...ressemblant, aucun: 'oui' })).status).toBe(303)
    expect(await signalements()).toMatchObject([{ genre: 'manquant', lieu_id: null, departement: '05' }])
  })

  it('se trouve par son code postal aussi, et dit quand la commune est inconnue', async () => {
    expect((await lire('/lieux/manquant?nom=Repaire&commune=05000&adresse=x')).statut).toBe(200)
    const inconnue = await lire('/lieux/manquant?nom=Repaire&commune=Nulle-Part&adresse=x')
    expect(inconnue.statut).toBe(422)
    expect(inconnue.texte).toContain('Nous ne connaissons pas « Nulle-Part »')
    expect(inconnue.texte).toContain('value="Repaire"')
    expect((await lire('/lieux/manquant?nom=&commune=&adresse=')).statut).toBe(422)
  })

  it.each([
    [{ nom: 'a\u0000b' }, 303],
    [{ nom: 'x'.repeat(200) }, 422],
    [{ texte: 'x'.repeat(2_000) }, 422],
    [{ courriel: 'x' }, 422],
    [{ laisser_vide: 'x' }, 303],
    [{ adresse: '%\\_\'"' }, 303]
  ])('%o ne casse rien', async (champs, statut) => {
    expect((await manquer({ ...(champs as Record<string, string>), aucun: 'oui' })).status).toBe(statut)
  })
})

describe('la file', () => {
  it('est du plus ancien au plus récent, par territoire, la fiche à côté', async () => {
    await signaler({ quoi: 'ferme' })
    await manquer({ commune: 'Mende', aucun: 'oui' })
    const [premier] = await signalements()
    const { texte } = await lire('/administration/signalements', true)
    expect(texte).toContain('2 signalements attendent une réponse')
    expect(texte.indexOf('Ce lieu a fermé')).toBeLessThan(texte.indexOf('Le Repaire, Mende'))
    const lozere = (await lire('/administration/signalements?departement=48', true)).texte
    expect(lozere).toContain('Le Repaire')
    expect(lozere).not.toContain('Ce lieu a fermé')
    const un = (await lire(`/administration/signalements/${premier?.id}`, true)).texte
    expect(un).toContain('12 rue du Four, 05000, Gap')
    expect(un).toContain('Sources : Essai CSV')
    for (const mauvais of [
      '?departement=zz',
      '?departement=%00',
      '?curseur=-1',
      '?curseur=99999999999999999999',
      '?etat=x'
    ])
      expect((await lire(`/administration/signalements${mauvais}`, true)).statut).toBe(200)
    for (const mauvais of ['999999', 'x', '%00']) {
      expect((await lire(`/administration/signalements/${mauvais}`, true)).statut).toBe(404)
      expect((await repondre(mauvais, { suite: 'transmis' })).status).toBe(404)
    }
  })
})

describe('répondre', () => {
  it('écrit à qui a laissé une adresse, simplement, dans la même transaction', async () => {
    await signaler({ quoi: 'telephone', telephone: '04 92 11 11 11', courriel: 'ici@exemple.fr' })
    const [s] = await signalements()
    const reponse = await repondre(s?.id, { suite: 'corrige', message: 'Le numéro est changé.' })
    expect(reponse.status).toBe(303)
    const [courriel] = await listCourriels(base.db)
    expect(courriel).toMatchObject({ destinataire: 'ici@exemple.fr', motif: 'signalement-reponse' })
    expect(courriel?.sujet).toBe('C’est corrigé : Médiathèque des Cimes')
    expect(courriel?.texte).toContain('Vous aviez raison.')
    expect(courriel?.texte).toContain('Le numéro est changé.')
    expect(courriel?.texte).toContain('effacée dans 30 jours')
    expect(courriel?.texte).toContain(`/lieux/${lieu}`)
    expect(courriel?.texte).toContain('Réseau des Alpes')
    const { texte } = await lire(reponse.headers.get('location') ?? '', true)
    expect(texte).toContain('Corrigé ici')
    expect(texte).not.toContain('ici@exemple.fr')
  })

  it('sans adresse, n’écrit à personne ; un refus sans raison revient', async () => {
    await signaler({ quoi: 'ferme' })
    const [s] = await signalements()
    expect((await repondre(s?.id, {})).status).toBe(422)
    const sans = await repondre(s?.id, { suite: 'refuse' })
    expect(sans.status).toBe(422)
    expect(await sans.text()).toContain('Dites pourquoi rien n’est changé.')
    expect((await repondre(s?.id, { suite: 'ajoute', nom: 'x' })).status).toBe(422)
    expect((await repondre(s?.id, { suite: 'refuse', message: 'Le lieu répond au téléphone.' })).status).toBe(303)
    expect(await listCourriels(base.db)).toEqual([])
  })

  it('à deux en même temps : une seule réponse, un seul courriel, et l’autre le sait', async () => {
    await signaler({ quoi: 'ferme', courriel: 'ici@exemple.fr' })
    const [s] = await signalements()
    const statuts = (await Promise.all([1, 2].map(() => repondre(s?.id, { suite: 'transmis' })))).map((r) => r.status)
    expect(statuts.sort()).toEqual([303, 409])
    expect(await listCourriels(base.db)).toHaveLength(1)
  })

  it('s’annule : le signalement attend de nouveau, une fois', async () => {
    await signaler({ quoi: 'ferme' })
    const [s] = await signalements()
    await repondre(s?.id, { suite: 'transmis' })
    const annuler = () => site.post(`/administration/signalements/${s?.id}/annulation`, {}, { headers: { cookie } })
    expect((await annuler()).headers.get('location')).toContain('fait=annulation')
    expect((await annuler()).headers.get('location')).not.toContain('fait=annulation')
    expect(await signalements()).toMatchObject([{ etat: 'depose', suite: null, traite_par: null }])
    expect((await repondre(s?.id, { suite: 'corrige' })).status).toBe(303)
  })
})

describe('un lieu ajouté', () => {
  const AJOUT = { suite: 'ajoute', nom: 'Le Repaire', adresse: '3 rue Neuve', code_postal: '05000', commune: 'Gap' }
  const fiches = async () =>
    (await sql<{ nom: string }>`select nom from lieu where retire_le is null order by nom`.execute(base.db)).rows.map(
      ({ nom }) => nom
    )

  it('est un enregistrement ordinaire de la source du réseau, sans rien de la personne', async () => {
    await manquer({ aucun: 'oui', courriel: 'ici@exemple.fr', texte: 'Demandez Camille au 06 12 34 56 78.' })
    const [s] = await signalements()
    expect((await repondre(s?.id, AJOUT)).status).toBe(303)
    expect(await fiches()).toContain('Le Repaire')
    const { rows } = await sql<{ e: string; s: string }>`
      select e::text as e, src::text as s from enregistrement e join source src on src.id = e.source_id
      where e.source_id = 'signalements'`.execute(base.db)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.e).toContain('rue Neuve')
    expect(rows[0]?.e).not.toMatch(/ici@exemple|Camille|06 12/)
    expect(rows[0]?.s).toContain('Licence Ouverte')
    expect(rows[0]?.s).toContain('Réseau des Alpes')
    const [courriel] = await listCourriels(base.db)
    const [, numero] = /\/lieux\/(\d+)/.exec(courriel?.texte ?? '') ?? []
    expect((await lire(`/lieux/${numero}`)).location).toContain('le-repaire')
    expect((await lire('/sources/signalements')).texte).toContain('Lieux signalés par le public')
    await verifierAnnuaire(base.db)
  })

  it('s’annule : il quitte l’annuaire, les autres ajouts restent ; puis revient', async () => {
    await manquer({ aucun: 'oui' })
    await manquer({ aucun: 'oui', nom: 'La Tanière', adresse: '9 place Grenette' })
    const [a, b] = await signalements()
    await repondre(a?.id, AJOUT)
    await repondre(b?.id, { ...AJOUT, nom: 'La Tanière', adresse: '9 place Grenette' })
    expect(await fiches()).toEqual(expect.arrayContaining(['Le Repaire', 'La Tanière']))
    await site.post(`/administration/signalements/${a?.id}/annulation`, {}, { headers: { cookie } })
    expect(await fiches()).not.toContain('Le Repaire')
    expect(await fiches()).toContain('La Tanière')
    await site.post(`/administration/signalements/${b?.id}/annulation`, {}, { headers: { cookie } })
    expect(await fiches()).toHaveLength(4)
    await verifierAnnuaire(base.db)
    await repondre(a?.id, AJOUT)
    expect(await fiches()).toContain('Le Repaire')
    await verifierAnnuaire(base.db)
  })

  it('à une adresse impossible, revient avec ce qui était écrit', async () => {
    await manquer({ aucun: 'oui' })
    const [s] = await signalements()
    for (const [champs, champ] of [
      [{ commune: 'Nulle-Part' }, 'commune'],
      [{ code_postal: '75001' }, 'code_postal'],
      [{ code_postal: 'x' }, 'code_postal'],
      [{ nom: '' }, 'nom'],
      [{ adresse: 'x'.repeat(300) }, 'adresse']
    ] as const) {
      const reponse = await repondre(s?.id, { ...AJOUT, ...champs })
      expect(reponse.status).toBe(422)
      expect(await reponse.text()).toContain(`id="${champ}-erreur"`)
    }
    expect(await fiches()).toHaveLength(4)
  })
})

describe('un signalement n’est jamais une preuve d’identité', () => {
  it('rien de ce qu’il contient n’arrive à la comparaison, quoi qu’on en fasse', async () => {
    await atelier.importer(SOURCES.json, enJson([ligne('j1', { nom: 'Autre Lieu', adresse: '7 rue des Alpes' })]))
    const comparables = async () => {
      const tout = []
      for await (const record of readComparables(base.db)) tout.push(record)
      return JSON.stringify(tout)
    }
    const groupes = async () =>
      (await sql`select source_id, cle, lieu_id from enregistrement order by source_id, cle`.execute(base.db)).rows
    const [avant, groupesAvant] = [await comparables(), await groupes()]
    await signaler({ quoi: 'telephone', telephone: '04 92 77 77 77', courriel: 'preuve@exemple.fr' })
    await signaler({ quoi: 'demenage', adresse: '7 rue des Alpes', texte: 'C’est Autre Lieu.' })
    await manquer({ nom: 'Autre Lieu bis', aucun: 'oui' })
    for (const s of await signalements())
      if (s.genre !== 'manquant') expect((await repondre(s.id, { suite: 'corrige' })).status).toBe(303)
    await atelier.importer(
      SOURCES.csv,
      enCsv([
        ligne('l1', { nom: 'Médiathèque des Cimes', adresse: '12 rue du Four', telephone: '04 92 00 00 01' }),
        ...lignes(2, 4)
      ]),
      { dateeDu: '2026-06-08' }
    )
    expect(await comparables()).toBe(avant)
    expect(await groupes()).toEqual(groupesAvant)
    expect(await comparables()).not.toMatch(/77 77|preuve@|bis/)
  })
})

describe('ce qui est personnel', () => {
  it('l’adresse est effacée 30 jours après la réponse, dans le signalement et dans la file des messages', async () => {
    await signaler({ quoi: 'ferme', courriel: 'ici@exemple.fr' })
    await signaler({ quoi: 'autre', texte: 'Sans réponse', courriel: 'attend@exemple.fr' })
    const [s] = await signalements()
    await repondre(s?.id, { suite: 'transmis' })
    await oublier('2026-07-09T07:00:00Z')
    expect((await signalements()).map((x) => x.courriel)).toEqual(['ici@exemple.fr', 'attend@exemple.fr'])
    await oublier('2026-07-09T09:00:00Z')
    expect((await signalements()).map((x) => x.courriel)).toEqual([null, 'attend@exemple.fr'])
    expect(await listCourriels(base.db)).toEqual([])
    await oublier('2027-06-10T09:00:00Z')
    expect((await signalements()).map((x) => [x.courriel, x.empreinte])).toEqual([
      [null, null],
      [null, null]
    ])
  })

  it('ni les journaux techniques, ni le journal des décisions ne le disent', async () => {
    const vues: string[] = []
    const app = createApp({
      db: base.db,
      config: site.config,
      journaux: createJournaux('debug', { write: (texte) => void vues.push(texte) }),
      now: () => maintenant
    })
    const poster = (chemin: string, champs: Record<string, string>) =>
      app.request(chemin, {
        method: 'POST',
        body: new URLSearchParams(champs),
        headers: { origin: 'http://localhost', host: 'localhost', cookie, 'x-forwarded-for': '203.0.113.5' }
      })
    await poster(`${fiche}/signaler`, { quoi: 'autre', texte: 'Secret de Camille', courriel: 'camille@exemple.fr' })
    await app.request('/lieux/manquant?nom=Chez+Camille&commune=Gap&adresse=x')
    const [s] = await signalements()
    await poster(`/administration/signalements/${s?.id}/reponse`, { suite: 'refuse', message: 'Non, Camille.' })
    const { rows } = await sql<{ j: string }>`select json_agg(j)::text as j from journal j`.execute(base.db)
    expect(rows[0]?.j).toContain(`signalement/${s?.id}`)
    expect(vues.length).toBeGreaterThan(2)
    for (const texte of [vues.join(''), rows[0]?.j ?? '']) expect(texte).not.toMatch(/camille|203\.0\.113\.5/i)
  })
})
