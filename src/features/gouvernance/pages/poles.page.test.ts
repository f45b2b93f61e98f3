import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { listCourriels } from '../../../platform/mail/index.ts'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { executerTravaux } from '../../../platform/testing/travaux.ts'
import { RACINE } from '../../../racine.ts'
import { enCsv, enJson, ouvrirAtelier, SOURCES } from '../../annuaire/actions/import.fixture.ts'
import { pairesInventees } from '../../annuaire/actions/revision.fixture.ts'
import { declarerLieu } from '../../charte/actions/adhesion/adhesion-en-base.fixture.ts'
import { chargerChartesLivrees } from '../../charte/actions/charger-chartes.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { jobEnvoyerMessageDeTerritoire } from '../jobs/envoyer-message-de-territoire.job.ts'

let base: BaseDeTest
let administration: string
/** A pilot of « Montagnes »: the Hautes-Alpes, then also Lozère from 1 July. */
let pilote: string
let pilotePiece: string
/** A coordinator of the Bouches-du-Rhône. */
let ailleurs: string

const site = (now = HEURE_DE_TEST) => creerApplicationDeTest(base.db, { now: () => now })

async function lire(chemin: string, cookie = '', now = HEURE_DE_TEST) {
  const reponse = await site(now).get(chemin, { headers: { cookie } })
  return { statut: reponse.status, vers: reponse.headers.get('location'), texte: propre(await reponse.text()) }
}

async function envoyer(chemin: string, champs: Record<string, string>, cookie = '', now = HEURE_DE_TEST) {
  const reponse = await site(now).post(chemin, champs, { headers: { cookie } })
  return { statut: reponse.status, vers: reponse.headers.get('location'), texte: propre(await reponse.text()) }
}

const propre = (texte: string) => texte.replace(/[\u00a0\u202f]/g, ' ')

const lieux = async (departement: string) =>
  (
    await sql<{ id: number; nom: string; adresse_page: string }>`
      select id, nom, adresse_page from lieu where departement = ${departement} and retire_le is null order by id`.execute(
      base.db
    )
  ).rows

const nouveau = (courriel: string) =>
  creerCompte(base.db, { courriel: `${courriel}@exemple.fr`, pseudonyme: courriel, sansMotDePasse: true })

async function responsable(nom: string, ids: readonly number[]): Promise<string> {
  const id = await nouveau(nom)
  await donner(base.db, id, { role: 'responsable', reseau: 'national', lieux: ids })
  return id
}

/** The figure of a row of the dashboard. */
const chiffre = (texte: string, quoi: string): string | undefined =>
  new RegExp(`>${quoi}(?:</a>)?</th><td role="cell" data-l="Combien" class="n">([^<]+)<`).exec(texte)?.[1]

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  const atelier = ouvrirAtelier(db, await obtenirGeographie(db))
  const { csv, json } = pairesInventees()
  await atelier.importer(SOURCES.csv, enCsv(csv))
  await atelier.importer(SOURCES.json, enJson(json))
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), new Date('2026-01-05T08:00:00Z'))
  const admin = await nouveau('admin')
  await donner(db, admin, { role: 'administrateur', reseau: 'national' })
  administration = await cookieDe(db, admin)
  const coordinatrice = await nouveau('coordinatrice')
  await donner(db, coordinatrice, {
    role: 'coordinateur',
    reseau: 'national',
    territoires: [{ genre: 'departement', code: '13' }]
  })
  ailleurs = await cookieDe(db, coordinatrice)
  // Everything the fixtures wrote is of today, as far as this test goes.
  await sql`update lieu set modifie_le = ${HEURE_DE_TEST}`.execute(db)
})

const MONTAGNES = {
  nom: 'Montagnes',
  texte: 'Nous faisons connaître les lieux.\n\nNous les aidons à durer.',
  contact_courriel: 'contact@montagnes.example',
  contact_telephone: '04 92 00 00 01',
  territoires: 'Hautes-Alpes',
  jour: '01/01/2026'
}

describe('ouvrir un pôle', () => {
  it('dit tout ce qui ne va pas, et garde ce qui est écrit', async () => {
    const refus = await envoyer(
      '/administration/poles',
      {
        nom: '',
        texte: 'Gardé',
        contact_courriel: 'jean.dupont@gmail.com',
        contact_telephone: '12',
        territoires: 'Atlantide',
        jour: 'hier'
      },
      administration
    )
    expect(refus.statut).toBe(422)
    for (const phrase of [
      'Écrivez le nom de ce pôle.',
      'Cette adresse semble être celle d’une personne.',
      'Ce numéro de téléphone ne se lit pas.',
      'Nous ne connaissons pas le territoire « Atlantide »',
      'Cette date ne se lit pas.',
      'Gardé'
    ])
      expect(refus.texte).toContain(phrase)
  })

  it('n’est permis qu’à qui règle le site ; sa page publique dit où il est et à qui écrire', async () => {
    expect((await envoyer('/administration/poles', MONTAGNES, ailleurs)).statut).toBe(403)
    expect((await envoyer('/administration/poles', MONTAGNES, administration)).vers).toBe(
      '/administration/poles/montagnes?fait=cree'
    )
    expect((await envoyer('/administration/poles', MONTAGNES, administration)).texte).toContain('Un pôle a déjà ce nom')
    const { texte } = await lire('/poles/montagnes')
    for (const phrase of [
      'Nous les aidons à durer.',
      'Hautes-Alpes (département)',
      'contact@montagnes.example',
      '/lieux?lieu=05'
    ])
      expect(texte).toContain(phrase)
    expect((await lire('/poles')).texte).toContain('/poles/montagnes')
    expect((await lire('/poles/inconnu')).statut).toBe(404)
  })

  it('se change, sans écraser ce qu’une autre personne vient d’écrire', async () => {
    const change = { ...MONTAGNES, nom: 'Montagnes et vallées' }
    const chemin = '/administration/poles/montagnes/identite'
    expect((await envoyer(chemin, { ...change, version: '1' }, administration)).statut).toBe(303)
    const refus = await envoyer(chemin, { ...change, nom: 'Autre', version: '1' }, administration)
    expect(refus.statut).toBe(409)
    expect(refus.texte).toContain('Une autre personne a changé ce pôle')
    expect((await envoyer(chemin, { ...change, version: 'x' }, administration)).statut).toBe(409)
    expect((await lire('/poles/montagnes')).texte).toContain('Montagnes et vallées')
  })

  it('annonce un périmètre à venir, et ne change pas celui d’hier', async () => {
    const chemin = '/administration/poles/montagnes/perimetre'
    const hier = await envoyer(chemin, { territoires: 'Lozère', jour: '08/06/2026' }, administration)
    expect(hier.statut).toBe(422)
    expect(hier.texte).toContain('Le périmètre d’hier ne change plus')
    const fait = await envoyer(chemin, { territoires: 'Hautes-Alpes\nLozère', jour: '01/07/2026' }, administration)
    expect(fait.statut).toBe(303)
    const { texte } = await lire('/poles/montagnes')
    expect(texte).toMatch(/À partir du <time[^>]*>mercredi 1er juillet 2026<\/time>, ce périmètre change/)
    expect(texte).toContain('Arrive : Lozère (département).')
    // Whatever writes: a zone is never twice in a pôle on one day.
    await expect(
      sql`insert into pole_territoire (pole_id, genre, code, du) values ('montagnes', 'departement', '05', '2026-12-25')`.execute(
        base.db
      )
    ).rejects.toThrow(/pole_territoire_sans_recouvrement/)
  })
})

describe('donner un pôle à un pilote', () => {
  it('se fait dans les pages des rôles ; un pôle inventé, un autre rôle, un autre réseau sont refusés', async () => {
    const compte = await nouveau('pilote')
    const chemin = `/administration/personnes/${compte}/roles`
    const role = { role: 'pilote', reseau: 'national', pole: 'montagnes' }
    expect((await lire(`/administration/personnes/${compte}`, administration)).texte).toContain('Montagnes et vallées')
    for (const [faux, phrase] of [
      [{ pole: 'inconnu' }, 'Choisissez un pôle de la liste.'],
      [{ role: 'coordinateur', territoires: 'Gap' }, 'Seul un pilote a un pôle'],
      [{ reseau: 'sicoval' }, 'Les pôles sont ceux du réseau national'],
      [{ territoires: 'Gap' }, 'pas les deux'],
      [{ pole: '' }, 'Écrivez au moins un territoire']
    ] as const) {
      const refus = await envoyer(chemin, { ...role, ...faux }, administration)
      expect(refus.statut).toBe(422)
      expect(refus.texte).toContain(phrase)
    }
    expect((await envoyer(chemin, role, administration)).statut).toBe(303)
    expect((await lire(`/administration/personnes/${compte}`, administration)).texte).toContain(
      'pôle Montagnes et vallées'
    )
    pilote = await cookieDe(base.db, compte)
    const { rows } = await sql<{ id: string }>`select id from attribution where compte_id = ${compte}`.execute(base.db)
    pilotePiece = rows[0]?.id ?? ''
  })
})

describe('le tableau de bord', () => {
  it('compte les lieux, les membres, les candidats, les fiches qui dorment et ce qui attend', async () => {
    const [membre, candidat, endormi] = await lieux('05')
    if (!membre || !candidat || !endormi) throw new Error('il manque des lieux dans les Hautes-Alpes')
    await declarerLieu(base.db, 'sicoval', membre.id, HEURE_DE_TEST)
    await declarerLieu(base.db, 'nationale', candidat.id, HEURE_DE_TEST)
    await sql`update lieu set modifie_le = ${new Date('2025-07-08T21:59:59Z')} where id = ${endormi.id}`.execute(
      base.db
    )
    const { vers } = await lire('/pilotage', pilote)
    expect(vers).toBe('/pilotage/pole-montagnes')
    const { texte } = await lire('/pilotage/pole-montagnes', pilote)
    const total = (await lieux('05')).length
    expect(chiffre(texte, 'Lieux')).toBe(String(total))
    expect(chiffre(texte, 'Lieux membres')).toBe('1')
    expect(chiffre(texte, 'Lieux candidats')).toBe('1')
    expect(chiffre(texte, 'Fiches qui dorment')).toBe('1')
    const { rows } = await sql<{ n: number }>`
      select sum(population)::int as n from commune where departement = '05'`.execute(base.db)
    expect(chiffre(texte, 'Lieux pour 10 000 habitants')).toBe(
      ((10_000 * total) / (rows[0]?.n ?? 0)).toFixed(1).replace('.', ',')
    )
    const bureau = (await lire('/administration/revision', pilote)).texte
    expect(chiffre(texte, 'Fiches à rapprocher')).toBe(/Même lieu ou non <span class="num">(\d+)/.exec(bureau)?.[1])
    expect(texte).toContain(endormi.nom)
  })

  it('une fiche dort le jour de ses onze mois, pas la veille ; une action la réveille', async () => {
    const [, , endormi] = await lieux('05')
    const liste = async () => (await lire('/pilotage/pole-montagnes/lieux?quels=endormis', pilote)).texte
    const dernier = (le: string) =>
      sql`update lieu set modifie_le = ${new Date(le)} where id = ${endormi?.id}`.execute(base.db)
    // 9 July 2025 begins in Paris: eleven months and a moment before 9 June 2026.
    await dernier('2025-07-08T22:00:00Z')
    expect(await liste()).toContain('Aucun lieu dans cette liste')
    await dernier('2025-07-08T21:59:59Z')
    expect(await liste()).toContain(endormi?.nom)
    await sql`insert into fiche_activite (lieu_id, genre, le) values (${endormi?.id}, 'action', ${HEURE_DE_TEST})`.execute(
      base.db
    )
    expect(await liste()).toContain('Aucun lieu dans cette liste')
  })

  it('donne ses listes, et les mêmes en fichier', async () => {
    const [membre, candidat] = await lieux('05')
    const un = await lire('/pilotage/pole-montagnes/lieux?quels=membres&reseau=sicoval', pilote)
    expect(un.texte).toContain(membre?.nom)
    expect(un.texte).not.toContain(`>${candidat?.nom}<`)
    const csv = await lire('/pilotage/pole-montagnes/lieux.csv?quels=candidats', pilote)
    const [titres, ...rangs] = csv.texte.trim().split('\r\n')
    expect(titres).toContain('jours_restants')
    expect(rangs.map((rang) => rang.split(',')[0])).toEqual([String(candidat?.id)])
    for (const chemin of [
      '/pilotage/pole-montagnes/lieux?quels=voisins',
      '/pilotage/pole-montagnes/lieux?apres=-1',
      '/pilotage/pole-montagnes/lieux?reseau=x',
      '/pilotage/pole-montagnes/lieux.csv?quels=x'
    ])
      expect((await lire(chemin, pilote)).statut, chemin).toBe(404)
  })

  it('ne s’ouvre que sur son territoire : rien ne dit que celui des autres existe', async () => {
    for (const [chemin, cookie] of [
      ['/pilotage/departement-13', pilote],
      ['/pilotage/departement-13/lieux.csv', pilote],
      ['/pilotage/departement-13/message', pilote],
      ['/pilotage/departement-13/messages', pilote],
      ['/pilotage/france', pilote],
      ['/pilotage/departement-05', pilote],
      ['/pilotage/pole-montagnes', ailleurs],
      ['/pilotage/pole-montagnes/messages', ailleurs],
      ['/pilotage/pole-inconnu', administration]
    ] as const)
      expect((await lire(chemin, cookie)).statut, chemin).toBe(404)
    const message = { public: 'tous', sujet: 'Bonjour', texte: 'Bonjour', id: crypto.randomUUID() }
    expect((await envoyer('/pilotage/departement-13/message', message, pilote)).statut).toBe(404)
    expect((await lire('/pilotage/departement-13', ailleurs)).statut).toBe(200)
    const tout = (await lire('/pilotage', administration)).texte
    expect(tout).toContain('/pilotage/france')
    expect(tout).toContain('/pilotage/pole-montagnes')
    expect((await lire('/pilotage/france', administration)).statut).toBe(200)
  })
})

describe('la modération', () => {
  it('d’un pilote s’arrête aux bords de son pôle : fiches, rapprochements, signalements, demandes', async () => {
    const [ici, la] = [(await lieux('05'))[0], (await lieux('13'))[0]]
    const signaler = async (lieu = ici) => {
      await site().post(
        `/lieux/${lieu?.id}-${lieu?.adresse_page}/signaler`,
        { quoi: 'horaires', message: 'Fermé le lundi.', horaires: 'Fermé le lundi' },
        { headers: { 'user-agent': crypto.randomUUID() } }
      )
      const { rows } = await sql<{ id: number }>`select max(id) as id from signalement`.execute(base.db)
      return rows[0]?.id ?? 0
    }
    const [sien, autre] = [await signaler(), await signaler(la)]
    expect((await lire(`/administration/signalements/${autre}`, pilote)).statut).toBe(403)
    const reponse = { suite: 'corrige', message: '' }
    expect((await envoyer(`/administration/signalements/${autre}/reponse`, reponse, pilote)).statut).toBe(403)
    expect((await envoyer(`/administration/signalements/${sien}/reponse`, reponse, pilote)).statut).toBe(303)

    const paires = (await lire('/administration/revision', administration)).texte
    const paire = /name="paire" value="([^"]+)"/.exec(paires)?.[1] ?? ''
    expect((await envoyer('/administration/revision', { paire, reponse: 'different' }, pilote)).statut).toBe(403)
    const sienne =
      /name="paire" value="([^"]+)"/.exec((await lire('/administration/revision', pilote)).texte)?.[1] ?? ''
    expect((await envoyer('/administration/revision', { paire: sienne, reponse: 'different' }, pilote)).statut).toBe(
      303
    )

    const fusion = `/administration/lieux/${la?.id}/valeur`
    expect((await envoyer(fusion, { cle: 'essai-csv Marseille-a', champ: 'nom' }, pilote)).statut).toBe(403)

    const demandeur = await nouveau('demandeur')
    const demande = async (lieuId = 0) => {
      const id = crypto.randomUUID()
      await sql`
        insert into revendication (id, lieu_id, compte_id, etat, preuve, demandee_le)
        values (${id}, ${lieuId}, ${demandeur}, 'attente-decision', 'decision', ${HEURE_DE_TEST})`.execute(base.db)
      return id
    }
    const [oui, non] = [await demande(ici?.id), await demande(la?.id)]
    const demandes = (await lire('/administration/revendications', pilote)).texte
    expect(demandes).toContain(oui)
    expect(demandes).not.toContain(non)
    expect((await lire(`/administration/revendications/${non}`, pilote)).statut).toBe(403)
  })
})

describe('un message aux lieux', () => {
  const MESSAGE = { public: 'tous', sujet: 'Une rencontre à Gap', texte: 'Venez le 20 juin.\n<b>À bientôt</b>' }
  const ECRIRE = '/pilotage/pole-montagnes/message'
  const jobs = [jobEnvoyerMessageDeTerritoire]
  const recus = async () =>
    (await listCourriels(base.db, 500)).filter(({ motif }) => motif === 'message-de-territoire').reverse()
  const idDe = (texte: string) => /name="id" value="([^"]+)"/.exec(texte)?.[1] ?? ''

  it('se relit avec le nombre de personnes, part une fois, un courriel par personne, sans que l’une voie l’autre', async () => {
    const [a, b, c] = await lieux('05')
    const [la] = await lieux('13')
    await responsable('rose', [a?.id ?? 0, b?.id ?? 0])
    await responsable('remi', [c?.id ?? 0])
    await responsable('loin', [la?.id ?? 0])
    const vide = await envoyer(`${ECRIRE}/apercu`, { public: '', sujet: '', texte: 'Gardé' }, pilote)
    expect(vide.statut).toBe(422)
    expect(vide.texte).toContain('Gardé')
    const apercu = await envoyer(`${ECRIRE}/apercu`, MESSAGE, pilote)
    expect(apercu.texte).toContain('Envoyer à 2 personnes')
    expect(apercu.texte).toContain('&lt;b&gt;À bientôt')
    expect((await envoyer(`${ECRIRE}/apercu`, { ...MESSAGE, suite: 'modifier' }, pilote)).texte).toContain(
      'Venez le 20 juin.'
    )
    const id = idDe(apercu.texte)
    const doubles = await Promise.all([1, 2].map(() => envoyer(ECRIRE, { ...MESSAGE, id }, pilote)))
    expect(doubles.map(({ statut }) => statut)).toEqual([303, 303])
    await executerTravaux(base, jobs, () => HEURE_DE_TEST)
    const courriels = await recus()
    expect(courriels.map(({ destinataire }) => destinataire).sort()).toEqual(['remi@exemple.fr', 'rose@exemple.fr'])
    for (const { texte, html, destinataire } of courriels) {
      expect(texte).toContain('Venez le 20 juin.')
      expect(texte).toContain('parce que vous êtes responsable d’un lieu de ce territoire')
      expect(texte).toContain('contact@montagnes.example')
      expect(html).toContain('&lt;b&gt;À bientôt')
      expect(texte).not.toContain(destinataire === 'remi@exemple.fr' ? 'rose@' : 'remi@')
    }
    const histoire = (await lire('/pilotage/pole-montagnes/messages', pilote)).texte
    expect(histoire).toContain('Une rencontre à Gap')
    expect(histoire).toContain('reçu par 2 personnes')
    const { rows } = await sql<{ contenu: Record<string, unknown> }>`
      select contenu from journal where genre = 'territoire.message'`.execute(base.db)
    expect(rows.map(({ contenu }) => contenu)).toEqual([
      expect.objectContaining({ territoire: 'pole:montagnes', public: 'tous', destinataires: 2 })
    ])
    expect(JSON.stringify(rows)).not.toContain('rencontre')
  })

  it('s’arrête d’un bouton, pour ce territoire seulement, même entre l’envoi et son tour ; et se reprend', async () => {
    const lien = (texte: string) => /\/messages\/arret\/[\w-]{43}/.exec(texte)?.[0] ?? ''
    const [pour] = (await recus()).filter(({ destinataire }) => destinataire === 'rose@exemple.fr')
    const chemin = lien(pour?.texte ?? '')
    const jeton = chemin.split('/').at(-1) ?? ''
    // Mail readers open links: nothing stops until the button.
    expect((await lire(chemin)).texte).toContain('Ne plus recevoir ces messages')
    const apercu = await envoyer(`${ECRIRE}/apercu`, MESSAGE, pilote)
    expect(apercu.texte).toContain('Envoyer à 2 personnes')
    await envoyer(ECRIRE, { ...MESSAGE, id: idDe(apercu.texte) }, pilote)
    expect((await envoyer('/messages/arret', { jeton, suite: 'arreter' })).texte).toContain('Vous ne recevrez plus')
    await executerTravaux(base, jobs, () => HEURE_DE_TEST)
    expect((await recus()).slice(2).map(({ destinataire }) => destinataire)).toEqual(['remi@exemple.fr'])
    expect((await envoyer(`${ECRIRE}/apercu`, MESSAGE, pilote)).texte).toContain('Envoyer à 1 personne<')
    // Another territory that holds the same lieux is another choice.
    expect((await envoyer('/pilotage/france/message/apercu', MESSAGE, administration)).texte).toContain(
      'Envoyer à 3 personnes'
    )
    expect((await envoyer('/messages/arret', { jeton, suite: 'reprendre' })).texte).toContain('de nouveau')
    expect((await envoyer(`${ECRIRE}/apercu`, MESSAGE, pilote)).texte).toContain('Envoyer à 2 personnes')
    for (const faux of ['', 'A'.repeat(43), "'; drop table compte"])
      expect((await envoyer('/messages/arret', { jeton: faux })).statut).toBe(422)
  })

  it('choisit son public, refuse de n’écrire à personne, et le cinquième de la semaine', async () => {
    expect((await envoyer(`${ECRIRE}/apercu`, { ...MESSAGE, public: 'membres' }, pilote)).texte).toContain(
      'Envoyer à 1 personne<'
    )
    expect((await envoyer(`${ECRIRE}/apercu`, { ...MESSAGE, public: 'endormis' }, pilote)).texte).toContain(
      'Personne ne recevrait ce message'
    )
    const ecrire = (now = HEURE_DE_TEST) => envoyer(ECRIRE, { ...MESSAGE, id: crypto.randomUUID() }, pilote, now)
    // Six at once, of which the week leaves room for two.
    const suites = await Promise.all(Array.from({ length: 6 }, () => ecrire()))
    expect(suites.map(({ statut }) => statut).sort()).toEqual([303, 303, 422, 422, 422, 422])
    expect(suites.find(({ statut }) => statut === 422)?.texte).toContain('déjà envoyé 4 messages en sept jours')
    // A form forged without the preview's number sends nothing.
    expect((await envoyer(ECRIRE, { ...MESSAGE, id: '1' }, pilote)).statut).toBe(422)
  })
})

describe('le rôle suit le pôle', () => {
  it('à minuit de Paris, le nouveau périmètre vaut ; la seconde d’avant, l’ancien', async () => {
    const lozere = (await lieux('48')).length
    const hautesAlpes = (await lieux('05')).length
    const combien = async (now: Date) => chiffre((await lire('/pilotage/pole-montagnes', pilote, now)).texte, 'Lieux')
    const compte = (await sql<{ id: string }>`select id from compte where pseudonyme = 'pilote'`.execute(base.db))
      .rows[0]
    pilote = await cookieDe(base.db, compte?.id ?? '', { now: new Date('2026-06-30T20:00:00Z') })
    expect(await combien(new Date('2026-06-30T21:59:59Z'))).toBe(String(hautesAlpes))
    expect(await combien(new Date('2026-06-30T22:00:00Z'))).toBe(String(hautesAlpes + lozere))
  })

  it('retiré, ou son pôle fermé, ne tient plus rien à la requête suivante', async () => {
    const now = new Date('2026-06-30T21:00:00Z')
    expect((await lire('/pilotage/pole-montagnes', pilote, now)).statut).toBe(200)
    const admin = (await sql<{ id: string }>`select id from compte where pseudonyme = 'admin'`.execute(base.db)).rows[0]
    const cle = await cookieDe(base.db, admin?.id ?? '', { now })
    const second = await nouveau('second')
    await donner(base.db, second, { role: 'pilote', reseau: 'national', pole: 'montagnes' })
    const autre = await cookieDe(base.db, second, { now })
    expect((await envoyer(`/administration/personnes/roles/${pilotePiece}/retrait`, {}, cle, now)).statut).toBe(303)
    expect((await lire('/pilotage/pole-montagnes', pilote, now)).statut).toBe(403)
    expect((await lire('/pilotage/pole-montagnes', autre, now)).statut).toBe(200)
    const fermer = '/administration/poles/montagnes/fermeture'
    expect((await envoyer(fermer, {}, cle, now)).texte).toContain('Cochez la case')
    expect((await envoyer(fermer, { confirme: 'oui' }, cle, now)).statut).toBe(303)
    expect((await lire('/pilotage/pole-montagnes', autre, now)).statut).toBe(403)
    expect((await lire('/poles/montagnes', '', now)).texte).toContain('Ce pôle est fermé')
    expect(
      (
        await envoyer(
          '/administration/poles/montagnes/perimetre',
          { territoires: 'Lozère', jour: '01/09/2026' },
          cle,
          now
        )
      ).statut
    ).toBe(409)
  })
})

describe('un compte fermé', () => {
  it('emporte ses messages reçus et ses refus ; le texte de ceux qu’il a écrits disparaît', async () => {
    const { donneesDesMessages } = await import('../actions/poles-donnees-personnelles.ts')
    const { rows } = await sql<{ id: string; pseudonyme: string }>`
      select id, pseudonyme from compte where pseudonyme in ('rose', 'pilote')`.execute(base.db)
    const [rose, auteur] = ['rose', 'pilote'].map((nom) => rows.find(({ pseudonyme }) => pseudonyme === nom)?.id ?? '')
    expect(JSON.stringify(await donneesDesMessages.exporter(base.db, rose ?? ''))).toContain('Une rencontre à Gap')
    expect(JSON.stringify(await donneesDesMessages.exporter(base.db, auteur ?? ''))).toContain('Venez le 20 juin')
    await base.db.transaction().execute(async (trx) => {
      await donneesDesMessages.effacer(trx, rose ?? '', HEURE_DE_TEST)
      await donneesDesMessages.effacer(trx, auteur ?? '', HEURE_DE_TEST)
    })
    const { rows: restes } = await sql<{ n: number }>`
      select (select count(*)::int from message_territoire_envoi where compte_id = ${rose})
        + (select count(*)::int from message_territoire where texte <> '') as n`.execute(base.db)
    expect(restes[0]?.n).toBe(0)
  })
})
