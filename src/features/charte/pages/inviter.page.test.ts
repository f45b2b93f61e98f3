import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { listCourriels } from '../../../platform/mail/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from '../../annuaire/actions/import.fixture.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { declarerLieu, faire } from '../actions/adhesion/adhesion-en-base.fixture.ts'
import { chargerChartesLivrees } from '../actions/charger-chartes.ts'
import { type AInviter, raisonDeNePasInviter } from '../domain/adhesion/invitation.ts'

const DEBUT = new Date('2026-01-05T08:00:00Z')
const RECHERCHE = '/bureau/inviter?reseau=national&q=atelier&commune=Gap'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant = new Date('2026-06-09T08:00:00Z')
let numeros: ReadonlyMap<string, number>
const comptes = new Map<string, string>()

const strasbourg = { commune: 'Strasbourg', code_postal: '67000', latitude: '48.58', longitude: '7.75' }

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  const avec = (id: string, autres = {}) => ligne(id, { courriels: `accueil-${id}@exemple.fr`, ...autres })
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(
    SOURCES.csv,
    enCsv([
      avec('l1'),
      avec('l2'),
      avec('l3'),
      avec('l4'),
      ligne('l5'),
      avec('l6', { courriels: 'camille.durand@exemple.fr' }),
      avec('l7', strasbourg),
      avec('l8')
    ])
  )
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), DEBUT)
  const { rows } = await sql<{ cle: string; id: number }>`
    select e.cle, l.id from lieu l join enregistrement e on e.lieu_id = l.id`.execute(db)
  numeros = new Map(rows.map(({ cle, id }) => [cle, id]))
  site = creerApplicationDeTest(db, { now: () => maintenant, reglages: { URL_PUBLIQUE: 'http://localhost' } })
  await entrer('coordination', {
    role: 'coordinateur',
    reseau: 'national',
    territoires: [{ genre: 'departement', code: '05' }]
  })
  await entrer('secretariat', { role: 'secretariat', reseau: 'national' })
  await entrer('comite', { role: 'comite', reseau: 'national', college: 'associations' })
  await entrer('tenir', { role: 'responsable', reseau: 'national', lieux: [numero('l3')] })
  await declarerLieu(db, 'nationale', numero('l4'), DEBUT)
})

const numero = (cle: string) => numeros.get(cle) ?? 0

async function entrer(nom: string, role: Parameters<typeof donner>[2]): Promise<void> {
  const id = await creerCompte(base.db, {
    courriel: `${nom}@exemple.fr`,
    pseudonyme: `Nom ${nom}`,
    sansMotDePasse: true,
    now: DEBUT
  })
  comptes.set(nom, id)
  await donner(base.db, id, role, DEBUT)
}

async function demander(qui: string, chemin: string, lieux?: readonly string[]) {
  const cookie = await cookieDe(base.db, comptes.get(qui) ?? '', { now: maintenant })
  const corps = new FormData()
  for (const cle of lieux ?? []) corps.append('lieux', String(numeros.get(cle) ?? cle))
  const reponse = lieux
    ? await site.post(chemin, corps, { headers: { cookie } })
    : await site.get(chemin, { headers: { cookie } })
  const html = await reponse.text()
  const texte = html.replace(/<[^>]*>/g, ' ').replace(/[\u00a0\u202f\s]+/g, ' ')
  return { statut: reponse.status, html, texte, vers: reponse.headers.get('location') ?? '' }
}

const invitations = async () =>
  (await listCourriels(base.db, 50)).filter(({ sujet }) => sujet.startsWith('Une invitation'))

describe('inviter des lieux de l’annuaire', () => {
  it('ne propose que ceux que personne ne tient, avec une adresse publiée, sur son territoire, et dit pourquoi', async () => {
    const { html, texte } = await demander('coordination', RECHERCHE)
    const proposes = [...html.matchAll(/name="lieux" value="(\d+)"/g)].map(([, id]) => Number(id)).sort((a, b) => a - b)
    expect(proposes).toEqual(['l1', 'l2', 'l8'].map(numero))
    expect(texte).toContain('Quelqu’un s’occupe déjà de ce lieu')
    expect(texte).toContain('Déjà invité, candidat ou membre')
    expect(texte.match(/Aucune adresse électronique publiée/g)?.length).toBe(2)
    const ailleurs = '/bureau/inviter?reseau=national&q=&commune=Strasbourg'
    expect((await demander('coordination', ailleurs)).texte).toContain('Hors de votre territoire')
    expect((await demander('secretariat', ailleurs)).html).toContain(`value="${numero('l7')}"`)
    expect((await demander('comite', RECHERCHE)).statut).toBe(403)
    expect((await demander('coordination', '/bureau/inviter?reseau=sicoval')).statut).toBe(403)
    expect((await site.get(RECHERCHE)).status).toBe(401)
  })

  it('écrit une fois à chacun, même envoyé deux fois ; ce qui ne peut l’être est laissé', async () => {
    expect((await demander('coordination', RECHERCHE, [])).statut).toBe(422)
    const envoi = ['l1', 'l2', 'l3', 'l4', 'l5', 'l6', 'l7', '999999']
    const deux = await Promise.all([1, 2].map(() => demander('coordination', RECHERCHE, envoi)))
    expect((await invitations()).map(({ destinataire }) => destinataire).sort()).toEqual([
      'accueil-l1@exemple.fr',
      'accueil-l2@exemple.fr'
    ])
    expect(deux.every(({ statut }) => statut === 303 || statut === 409)).toBe(true)
    const { rows } = await sql<{ lieu: number; etat: string }>`
      select lieu_id as lieu, etat from adhesion where etat = 'INVITE' order by lieu_id`.execute(base.db)
    expect(rows.map(({ lieu }) => lieu)).toEqual(['l1', 'l2'].map(numero))
    const apres = await demander('coordination', `${RECHERCHE}&invites=2&laisses=6`)
    expect(apres.texte).toContain('2 lieux invités')
    expect(apres.html).not.toContain(`name="lieux" value="${numero('l1')}"`)
    expect((await demander('coordination', RECHERCHE, ['l1'])).statut).toBe(409)
    const [courriel] = await invitations()
    expect(courriel?.texte).toMatch(/http:\/\/localhost\/lieux\/\S+\/adherer\/nationale/)
    expect(courriel?.texte).toContain('Vous êtes libre d’accepter ou non')
  })

  it('laisse le lieu refuser les suivantes, sans compte, d’où qu’elles viennent', async () => {
    await demander('secretariat', RECHERCHE, ['l8'])
    const courriel = (await invitations()).find(({ destinataire }) => destinataire === 'accueil-l8@exemple.fr')
    const [, lien = ''] = /http:\/\/localhost(\/invitations\/[\w-]{43})/.exec(courriel?.texte ?? '') ?? []
    // A mail reader that opens links refuses nothing.
    expect(await (await site.get(lien)).text()).toContain('Ne plus recevoir d’invitation')
    expect((await site.post(lien, {})).status).toBe(303)
    expect((await site.post(lien, {})).status).toBe(303)
    expect(await (await site.get(lien)).text()).toContain('ne recevra plus d’invitation')
    expect((await site.get(`/invitations/${'a'.repeat(43)}`)).status).toBe(404)
    // Back to a mere listing, and long after: it is still left alone.
    const { rows } = await sql<{ id: string }>`select id from adhesion where lieu_id = ${numero('l8')}`.execute(base.db)
    await faire(base.db, rows[0]?.id ?? '', { genre: 'commencer' }, maintenant)
    await faire(base.db, rows[0]?.id ?? '', { genre: 'abandonner' }, maintenant)
    maintenant = new Date('2027-06-09T08:00:00Z')
    expect((await demander('secretariat', RECHERCHE)).texte).toContain('Ce lieu ne veut plus d’invitation')
    expect((await demander('secretariat', RECHERCHE, ['l8'])).statut).toBe(409)
  })

  it('attend six mois entre deux invitations', () => {
    const lieu: AInviter = {
      etat: 'REFERENCE',
      tenu: false,
      adresse: 'accueil@exemple.fr',
      derniere: new Date('2026-08-31T08:00:00Z'),
      refuse: false,
      dedans: true
    }
    const le = (quand: string) => raisonDeNePasInviter(lieu, 'Europe/Paris', new Date(quand))
    expect(le('2027-02-27T22:59:59Z')).toBe('recente')
    expect(le('2027-02-27T23:00:00Z')).toBeUndefined()
  })
})
