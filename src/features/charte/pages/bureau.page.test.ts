import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Jour } from '../../../kernel/jour.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { cookieAdministration, creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../../annuaire/actions/import.fixture.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { deciderSeul, declarerLieu, faire } from '../actions/adhesion/adhesion-en-base.fixture.ts'
import { chargerChartesLivrees } from '../actions/charger-chartes.ts'
import { lirePdf } from './pdf.fixture.ts'

const DEBUT = new Date('2026-01-05T08:00:00Z')
const RAISONS = 'Le lieu n’accueille personne : il vend du matériel, et rien d’autre.'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant = DEBUT
let lieux: number[]
let suivant = 0
/** Accounts, by who they are at the desk. */
const comptes = new Map<string, string>()

const jour = (texte: string) => texte as Jour

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(lignes(1, 90)))
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), DEBUT)
  await deciderSeul(db)
  const { rows } = await sql<{ id: number }>`select id from lieu order by id`.execute(db)
  lieux = rows.map(({ id }) => id)
  site = creerApplicationDeTest(db, { now: () => maintenant })
  await entrer('comite', { role: 'comite', reseau: 'national', college: 'associations' })
  await entrer('autre', { role: 'comite', reseau: 'national', college: 'collectivites' })
  await entrer('secretariat', { role: 'secretariat', reseau: 'national' })
  await entrer('sicoval', { role: 'comite', reseau: 'sicoval', college: 'associations' })
})

async function entrer(nom: string, role: Parameters<typeof donner>[2]): Promise<string> {
  const connu = comptes.get(nom)
  const id =
    connu ?? (await creerCompte(base.db, { courriel: `${nom}@exemple.fr`, pseudonyme: `Nom ${nom}`, now: DEBUT }))
  comptes.set(nom, id)
  return donner(base.db, id, role, DEBUT)
}

/** A session of this moment: a second factor is not for months. */
const sessionDe = (qui: string) =>
  qui === 'administration'
    ? cookieAdministration(base.db, maintenant)
    : cookieDe(base.db, comptes.get(qui) ?? '', { now: maintenant })

const nouveauLieu = () => lieux[suivant++] ?? 0
const clair = (html: string) => html.replace(/[\u00a0\u202f]/g, ' ')
const texteDe = (html: string) =>
  clair(html)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

async function lire(qui: string, chemin: string, quand?: string) {
  if (quand) maintenant = new Date(quand)
  const reponse = await site.get(chemin, { headers: { cookie: await sessionDe(qui) } })
  const html = await reponse.text()
  return { statut: reponse.status, html, texte: texteDe(html) }
}

async function poster(qui: string, chemin: string, champs: Record<string, string>, quand?: string) {
  if (quand) maintenant = new Date(quand)
  const reponse = await site.post(chemin, champs, { headers: { cookie: await sessionDe(qui) } })
  const html = await reponse.text()
  return { statut: reponse.status, html, texte: texteDe(html), vers: reponse.headers.get('location') ?? '' }
}

const dossier = (id: string) => `/bureau/adhesions/${id}`

/** Sends a form, reads what it foretells, and confirms. */
async function accomplir(qui: string, id: string, acte: string, champs: Record<string, string>, quand?: string) {
  const relue = await poster(qui, `${dossier(id)}/${acte}`, champs, quand)
  expect(relue.statut, relue.texte).toBe(200)
  expect(relue.texte).toContain('Rien n’est encore enregistré')
  const faite = await poster(qui, `${dossier(id)}/${acte}`, { ...champs, etape: 'confirmer' })
  expect(faite.statut, faite.texte).toBe(303)
  expect(faite.vers).toBe(`${dossier(id)}?fait=${acte}`)
  return relue
}

const compter = async (id: string) => {
  const { rows } = await sql<{ transitions: number; pieces: number; etat: string }>`
    select (select count(*)::int from adhesion_transition where adhesion_id = ${id}) as transitions,
      (select count(*)::int from adhesion_piece where adhesion_id = ${id}) as pieces,
      (select etat from adhesion where id = ${id}) as etat`.execute(base.db)
  return rows[0]
}

const candidat = (recue: string) => declarerLieu(base.db, 'nationale', nouveauLieu(), new Date(recue))

describe('le bureau', () => {
  it('montre les déclarations par date de fin, avec ce qui reste et la date exacte où le silence parle', async () => {
    const tard = await candidat('2026-03-20T10:00:00Z')
    const tot = await candidat('2026-03-18T10:00:00Z')
    const { html, texte } = await lire('comite', '/bureau', '2026-03-25T08:00:00Z')
    expect(texte).toContain('Déclarations à examiner 2')
    expect(html.indexOf(tot)).toBeLessThan(html.indexOf(tard))
    // Fifteen days over the change to summer time.
    expect(texte).toContain('Il reste 11 jours')
    expect(texte).toContain('dimanche 5 avril 2026 à 0 heure')
    expect(html).not.toContain('Nom comite')
  })

  it('ne dit plus « à examiner » dès que le silence a parlé, même si rien n’a tourné', async () => {
    expect((await lire('comite', '/bureau', '2026-04-04T21:59:59.999Z')).texte).toContain('Déclarations à examiner 1')
    const apres = await lire('comite', '/bureau?file=membres', '2026-04-04T22:00:00Z')
    expect(apres.texte).toContain('Déclarations à examiner 0')
    expect(apres.texte).toContain('Membres 2')
  })

  it('cherche par mots, sans se laisser troubler par ce qu’on y écrit', async () => {
    await declarerLieu(base.db, 'nationale', nouveauLieu(), new Date('2026-04-05T08:00:00Z'), 'Régie de l’Étang')
    expect((await lire('comite', '/bureau?mots=regie+etang', '2026-04-06T08:00:00Z')).texte).toContain('Aucun dossier')
    expect((await lire('comite', '/bureau?mots=etang')).texte).toContain('Régie de l’Étang')
    for (const mots of ['%25', '_', "'; drop table adhesion", '%00', '<script>alert(1)</script>', 'é'.repeat(3_000)]) {
      const page = await lire('comite', `/bureau?file=a-examiner&mots=${mots}&apres=1.rien`)
      expect(page.statut).toBe(200)
      expect(page.html).not.toContain('<script>alert')
    }
    expect((await lire('comite', '/bureau?file=inconnue')).statut).toBe(200)
  })

  it('se lit page par page, sans perdre ni répéter un dossier', async () => {
    await sql`insert into adhesion (id, reseau_id, charte_id, lieu_id, etat, depuis, cree_le, modifie_le)
      select gen_random_uuid(), 'national', 'nationale', id, 'INVITE', ${DEBUT}, ${DEBUT}, ${DEBUT}
      from lieu where id = any(${lieux.slice(-55)})`.execute(base.db)
    const vus: string[] = []
    let chemin: string | undefined = '/bureau?file=autres'
    for (let page = 0; chemin && page < 10; page++) {
      const { html } = await lire('comite', chemin)
      vus.push(...[...html.matchAll(/href="\/bureau\/adhesions\/([^"/]+)"/g)].map(([, id]) => id ?? ''))
      chemin = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(vus).toHaveLength(55)
    expect(new Set(vus).size).toBe(55)
  })

  it('ne s’ouvre qu’à qui suit ce réseau', async () => {
    const id = await candidat('2026-04-05T08:00:00Z')
    const sicoval = await declarerLieu(base.db, 'sicoval', nouveauLieu(), new Date('2026-04-05T08:00:00Z'))
    expect((await lire('sicoval', '/bureau?reseau=national')).statut).toBe(403)
    expect((await lire('sicoval', '/bureau?reseau=ailleurs')).statut).toBe(403)
    expect((await lire('sicoval', dossier(id))).statut).toBe(403)
    expect((await lire('comite', dossier(sicoval))).statut).toBe(403)
    for (const [qui, ou] of [
      ['sicoval', id],
      ['secretariat', id],
      ['administration', id]
    ] as const)
      expect(
        (await poster(qui, `${dossier(ou)}/opposer`, { fondement: 'inexacte', raisons: RAISONS, etape: 'confirmer' }))
          .statut
      ).toBe(403)
    expect((await poster('comite', `${dossier(id)}/retirer`, { cesse: 'oui', sans_confusion: 'oui' })).statut).toBe(403)
    expect((await compter(id))?.etat).toBe('FENETRE')
    for (const chemin of ['rien', '1', '00000000-0000-0000-0000-000000000000', "'"])
      expect((await lire('comite', dossier(chemin))).statut).toBe(404)
    expect((await lire('administration', '/bureau')).statut).toBe(200)
  })
})

describe('une opposition', () => {
  it('dit ce qu’elle causera, garde ce qui est écrit, puis s’inscrit comme une décision du comité', async () => {
    const id = await candidat('2026-06-01T12:00:00Z')
    const vide = await poster('comite', `${dossier(id)}/opposer`, { raisons: 'Non.' }, '2026-06-10T08:00:00Z')
    expect(vide.statut).toBe(422)
    expect(vide.texte).toContain('Choisissez le motif')
    expect(vide.texte).toContain('au moins 20 signes')
    expect(vide.html).toContain('Non.</textarea>')
    const long = await poster('comite', `${dossier(id)}/opposer`, { fondement: 'inexacte', raisons: 'a'.repeat(5_001) })
    expect(long.texte).toContain('5 000 signes au plus. Il y en a 5 001')
    const champs = { fondement: 'non-conformite', raisons: `${RAISONS}\r\n<script>alert(1)</script>` }
    const relue = await accomplir('comite', id, 'opposer', champs)
    expect(relue.texte).toContain('Le comité s’oppose à l’adhésion.')
    expect(relue.texte).toContain('mercredi 10 juin 2026 à 10 heures')
    expect(relue.texte).toContain('décision du comité')
    expect(relue.html).not.toContain('<script>alert')
    const corrigee = await poster('comite', `${dossier(id)}/opposer`, { ...champs, etape: 'corriger' })
    expect(corrigee.statut).toBe(409)
    const page = await lire('secretariat', `${dossier(id)}?fait=opposer`)
    expect(page.texte).toContain('L’opposition du comité est inscrite')
    expect(page.texte).toContain('Le lieu ne respecte pas la charte')
    expect(page.texte).toContain('il vend du matériel')
    expect(page.html).not.toContain('<script>alert')
    expect(page.html).not.toContain('Nom comite')
    const { rows } = await sql<{ acteur: string; contenu: Record<string, unknown> }>`
      select acteur, contenu from journal where objet = ${`adhesion/${id}`} order by rang desc limit 1`.execute(base.db)
    expect(rows[0]?.acteur).toMatch(/^compte:/)
    expect(JSON.stringify(rows[0]?.contenu)).not.toContain('matériel')
  })

  it('revient au formulaire avec ce qui était écrit', async () => {
    const id = await candidat('2026-06-01T12:00:00Z')
    const page = await poster(
      'comite',
      `${dossier(id)}/opposer`,
      { fondement: 'inexacte', raisons: RAISONS, etape: 'corriger' },
      '2026-06-10T08:00:00Z'
    )
    expect(page.statut).toBe(200)
    expect(page.html).toContain(`${RAISONS.replaceAll("'", '&#39;')}</textarea>`)
    expect(page.html).toMatch(/value="inexacte"\s+checked/)
  })

  it('vaut jusqu’à la dernière milliseconde, et plus à la suivante', async () => {
    const [a, b, c] = [
      await candidat('2026-10-15T09:00:00Z'),
      await candidat('2026-10-15T09:00:00Z'),
      await candidat('2026-10-15T09:00:00Z')
    ]
    const champs = { fondement: 'inexacte', raisons: RAISONS }
    await accomplir('comite', a, 'opposer', champs, '2026-10-30T22:59:59.999Z')
    const trop = 'Il est trop tard depuis le samedi 31 octobre 2026 à 0 heure'
    const tard = await poster(
      'comite',
      `${dossier(b)}/opposer`,
      { ...champs, etape: 'confirmer' },
      '2026-10-30T23:00:00Z'
    )
    expect(tard.statut).toBe(409)
    expect(tard.texte).toContain(trop)
    expect((await compter(b))?.pieces).toBe(0)
    // The same words once the scheduler has written it.
    await faire(base.db, c, { genre: 'activite' }, new Date('2026-11-02T08:00:00Z'))
    expect((await poster('comite', `${dossier(c)}/opposer`, champs, '2026-11-02T08:00:00Z')).texte).toContain(trop)
    expect((await lire('comite', `${dossier(c)}/opposer`)).texte).toContain(trop)
  })

  it('de deux personnes au même instant, une seule compte, et l’autre lit ce que la première a fait', async () => {
    const id = await candidat('2026-06-01T12:00:00Z')
    maintenant = new Date('2026-06-10T08:00:00Z')
    const envois = await Promise.all(
      (['comite', 'autre', 'comite', 'autre'] as const).map((qui) =>
        poster(qui, `${dossier(id)}/opposer`, { fondement: 'inexacte', raisons: RAISONS, etape: 'confirmer' })
      )
    )
    expect(envois.map(({ statut }) => statut).sort()).toEqual([303, 409, 409, 409])
    const perdue = envois.find(({ statut }) => statut === 409)
    expect(perdue?.texte).toContain('Rien n’a été enregistré')
    expect(perdue?.texte).toContain('mercredi 10 juin 2026 à 10 heures : Le comité s’oppose à l’adhésion.')
    expect(await compter(id)).toMatchObject({ pieces: 1, etat: 'OPPOSE' })
  })

  it('est refusée à qui s’occupe du lieu, et à qui vient de perdre son rôle', async () => {
    const lieu = nouveauLieu()
    const id = await declarerLieu(base.db, 'nationale', lieu, new Date('2026-06-01T12:00:00Z'))
    maintenant = new Date('2026-06-10T08:00:00Z')
    const role = await entrer('lie', { role: 'comite', reseau: 'national', college: 'associations' })
    await entrer('lie', { role: 'delegue', reseau: 'national', lieux: [lieu] })
    const champs = { fondement: 'inexacte', raisons: RAISONS, etape: 'confirmer' }
    expect((await poster('lie', `${dossier(id)}/opposer`, champs)).statut).toBe(403)
    const page = await lire('lie', dossier(id))
    expect(page.texte).toContain('d’autres que vous décident')
    expect(page.html).not.toContain(`${dossier(id)}/opposer`)
    const autre = await candidat('2026-06-01T12:00:00Z')
    expect((await poster('lie', `${dossier(autre)}/opposer`, { ...champs, etape: '' })).statut).toBe(200)
    await sql`update attribution set retiree_le = ${maintenant}, retiree_par = 'systeme' where id = ${role}`.execute(
      base.db
    )
    expect((await poster('lie', `${dossier(autre)}/opposer`, champs)).statut).toBe(403)
    expect((await compter(autre))?.pieces).toBe(0)
  })
})

describe('un avertissement', () => {
  const LETTRE = {
    manquement: 'L’accueil est fermé depuis trois mois, sans que la fiche le dise.',
    constatee: '2026-08-20',
    envoyee: '2026-08-25',
    support: 'papier',
    reference: '1A 234 567 8901 2'
  }
  const membre = () => candidat('2026-06-01T12:00:00Z')

  it('se prépare sans effet, s’imprime, et ne prend effet qu’au jour de réception que l’on inscrit', async () => {
    const id = await membre()
    const refusee = await poster(
      'secretariat',
      `${dossier(id)}/avertir`,
      { ...LETTRE, constatee: '2026-08-26', reference: '' },
      '2026-08-25T08:00:00Z'
    )
    expect(refusee.statut).toBe(422)
    expect(refusee.texte).toContain('Écrivez la référence')
    expect(refusee.html).toContain('L’accueil est fermé')
    const avant = await accomplir('secretariat', id, 'avertir', LETTRE)
    expect(avant.texte).toContain('Membre.')
    expect((await lire('secretariat', '/bureau')).texte).toContain('Avertissements en cours 0')

    const page = await lire('secretariat', dossier(id))
    const [lettre = ''] = /\/bureau\/pieces\/[^/]+\/lettre/.exec(page.html) ?? []
    const pdf = await site.get(lettre, { headers: { cookie: await sessionDe('secretariat') } })
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    const { texte, structure } = lirePdf(new Uint8Array(await pdf.arrayBuffer()))
    for (const mot of [
      '1A 234 567 8901 2',
      'jeudi 20 août 2026',
      'accueil est fermé',
      '15 jours',
      'Association des Essais'
    ])
      expect(texte.replace(/\s+/g, ' ')).toContain(mot)
    expect(texte).not.toContain('Camille')
    expect(structure).toContain('/Lang')
    expect((await site.get(lettre, { headers: { cookie: await sessionDe('sicoval') } })).status).toBe(403)

    const recevoir = async (recue: string) => {
      const [, piece = ''] =
        /name="lettre" value="([^"]+)"/.exec((await lire('secretariat', `${dossier(id)}/reception`)).html) ?? []
      return { lettre: piece, recue }
    }
    maintenant = new Date('2026-08-30T08:00:00Z')
    for (const [recue, phrase] of [
      ['', 'Donnez une date comme 31/12/2025'],
      ['31/02/2026', 'Donnez une date comme'],
      ['2026-08-31', 'à une date à venir'],
      ['2026-08-24', 'avant son envoi'],
      ['2026-06-10', 'avant son envoi']
    ] as const) {
      const faute = await poster('secretariat', `${dossier(id)}/reception`, await recevoir(recue))
      expect(faute.statut).toBe(422)
      expect(faute.texte).toContain(phrase)
      if (recue) expect(faute.html).toContain(`value="${recue}"`)
    }
    const prevue = await accomplir('secretariat', id, 'reception', await recevoir('2026-08-28'))
    expect(prevue.texte).toContain('vendredi 28 août 2026 à 0 heure')
    // The fifteenth day is a Saturday: Monday counts.
    expect(prevue.texte).toContain('lundi 14 septembre 2026 compris')
    expect((await lire('secretariat', '/bureau')).texte).toContain('Avertissements en cours 1')

    // Cured in time, and judged after the end: the right was never lost.
    await faire(base.db, id, { genre: 'rectifier' }, new Date('2026-09-10T08:00:00Z'))
    const apres = await lire('secretariat', '/bureau', '2026-09-20T08:00:00Z')
    expect(apres.texte).toContain('Réponses à juger 1')
    const sans = await poster('secretariat', `${dossier(id)}/juger`, { verdict: 'non-rectifie', raisons: '' })
    expect(sans.statut).toBe(422)
    await accomplir('secretariat', id, 'juger', { verdict: 'rectifie', raisons: '' })
    expect((await compter(id))?.etat).toBe('MEMBRE')
    expect((await lire('secretariat', dossier(id))).texte).toContain('l’avertissement est levé')
  })

  it('reçu avant l’adhésion n’avertit de rien', async () => {
    const id = await membre()
    maintenant = new Date('2026-06-20T08:00:00Z')
    await accomplir('secretariat', id, 'avertir', { ...LETTRE, constatee: '2026-06-05', envoyee: '2026-06-08' })
    const page = await lire('secretariat', `${dossier(id)}/reception`)
    const [, lettre = ''] = /name="lettre" value="([^"]+)"/.exec(page.html) ?? []
    const faute = await poster('secretariat', `${dossier(id)}/reception`, { lettre, recue: '2026-06-16' })
    expect(faute.statut).toBe(422)
    expect(faute.texte).toContain('à partir du mercredi 17 juin 2026')
    expect(
      (await poster('secretariat', `${dossier(id)}/reception`, { lettre: 'forgée', recue: '2026-06-18' })).statut
    ).toBe(422)
  })

  it('non corrigé finit en suspension au jour dit, que le comité lève ; une demande refusée le reste', async () => {
    const id = await membre()
    await faire(base.db, id, { genre: 'activite' }, new Date('2026-07-01T08:00:00Z'))
    await accomplir('secretariat', id, 'avertir', LETTRE, '2026-08-25T08:00:00Z')
    const [, lettre = ''] =
      /name="lettre" value="([^"]+)"/.exec((await lire('secretariat', `${dossier(id)}/reception`)).html) ?? []
    // Typed after the delay is over: the page says the suspension, and its day.
    const prevue = await accomplir(
      'secretariat',
      id,
      'reception',
      { lettre, recue: '2026-08-28' },
      '2026-09-20T08:00:00Z'
    )
    expect(prevue.texte).toContain('mardi 15 septembre 2026 à 0 heure Le lieu est suspendu.')
    const page = await lire('comite', dossier(id))
    expect(page.texte).toContain('Inscrit')
    expect(page.texte).toContain('dimanche 20 septembre 2026')
    expect(page.html).not.toContain(`${dossier(id)}/opposer`)
    expect(page.html).not.toContain(`${dossier(id)}/refuser`)
    await sql`insert into adhesion_piece (id, adhesion_id, genre, texte, auteur, ecrite_le)
      values (gen_random_uuid(), ${id}, 'demande', 'Nous avons rouvert.', 'compte:x', ${maintenant})`.execute(base.db)
    const accueil = await lire('comite', '/bureau', '2026-09-21T08:00:00Z')
    expect(accueil.texte).toContain('Demandes de retour 1')
    // Where it waits, and not a second time among those who do not ask.
    expect(accueil.html.split(`href="${dossier(id)}"`)).toHaveLength(2)
    expect((await lire('comite', '/bureau?file=suspendus')).html).toContain(`href="${dossier(id)}"`)
    await accomplir('comite', id, 'refuser', { raisons: 'La fiche dit encore que le lieu est ouvert.' })
    expect((await lire('comite', '/bureau')).texte).toContain('Demandes de retour 0')
    expect((await poster('comite', `${dossier(id)}/refuser`, { raisons: RAISONS, etape: 'confirmer' })).statut).toBe(
      409
    )
    const levee = await accomplir('comite', id, 'lever', { raisons: 'Le comité a visité le lieu : tout est en ordre.' })
    expect(levee.texte).toContain('lundi 21 septembre 2026')
    expect((await compter(id))?.etat).toBe('MEMBRE')
    const deux = await poster('comite', `${dossier(id)}/lever`, { raisons: RAISONS, etape: 'confirmer' })
    expect(deux.statut).toBe(409)
    expect(deux.texte).toContain('Le comité lève la suspension')
  })
})

it('un départ reçu par courrier demande ses deux engagements ; sous sanction, seul le comité permet de revenir', async () => {
  const id = await candidat('2026-06-01T12:00:00Z')
  maintenant = new Date('2026-08-30T08:00:00Z')
  await faire(
    base.db,
    id,
    { genre: 'avertir', constateLe: jour('2026-08-20'), envoyeeLe: jour('2026-08-25'), recueLe: jour('2026-08-28') },
    maintenant
  )
  const manque = await poster('secretariat', `${dossier(id)}/retirer`, { cesse: 'oui', etape: 'confirmer' })
  expect(manque.statut).toBe(422)
  expect(manque.html).toContain('href="#sans_confusion"')
  await accomplir('secretariat', id, 'retirer', { cesse: 'oui', sans_confusion: 'oui' })
  expect((await lire('comite', '/bureau')).texte).toContain('Partis sous sanction 1')
  expect((await lire('comite', dossier(id))).texte).toContain('Le secrétariat, d’après une lettre du lieu')
  await accomplir('comite', id, 'rouvrir', { raisons: 'Le comité a entendu le lieu et lui permet de revenir.' })
  expect((await lire('comite', '/bureau')).texte).toContain('Partis sous sanction 0')
})

it('un réseau sans délai ni procédure ne propose que d’inscrire un départ', async () => {
  const id = await declarerLieu(base.db, 'sicoval', nouveauLieu(), new Date('2026-06-01T12:00:00Z'))
  await entrer('la-bas', { role: 'secretariat', reseau: 'sicoval' })
  const { html } = await lire('la-bas', dossier(id), '2026-06-10T08:00:00Z')
  expect([...html.matchAll(/bureau\/adhesions\/[^/"]+\/(\w+)"/g)].map(([, acte]) => acte)).toEqual(['retirer'])
  expect((await lire('la-bas', `${dossier(id)}/avertir`)).statut).toBe(409)
})

it('le journal reste une chaîne sans rupture', async () => {
  for (const reseau of ['national', 'sicoval']) expect(await findRupture(base.db, reseau)).toBeUndefined()
})
