import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { SYSTEME } from '../../../kernel/acteur.ts'
import type { Jour } from '../../../kernel/jour.ts'
import { transaction } from '../../../platform/db/index.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { listMessagesTo } from '../../../platform/mail/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import type { BaseDeTest } from '../../../platform/testing/base.ts'
import { reunirLieux } from '../../annuaire/actions/decider.ts'
import { deciderSeul, declarerLieu, faire } from '../../charte/actions/adhesion/adhesion-en-base.fixture.ts'
import { DEBUT, histoire, nommer, ouvrirBase } from '../../charte/actions/adhesion/vie.fixture.ts'
import { mettreAJour } from '../../charte/index.ts'
import { lirePdf } from '../../charte/pages/pdf.fixture.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { donneesDuComite } from '../actions/comite-donnees-personnelles.ts'
import { compterMotionsDues } from '../actions/compter.ts'

const RECUE = '2026-03-02T10:00:00Z'
/** One minute before midnight in Paris, after the fifteenth day. */
const CLOTURE = '2026-03-17T22:59:00.000Z'
const FIN = '2026-03-17T23:00:00.000Z'
const RAISONS = 'Personne n’est accueilli dans ce lieu, qui vend du matériel et rien d’autre.'

let base: BaseDeTest
let prendreLieu: () => number
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant = DEBUT
const comptes = new Map<string, string>()

beforeAll(async () => {
  ;({ base, prendreLieu } = await ouvrirBase(40))
  site = creerApplicationDeTest(base.db, { now: () => maintenant })
  const colleges = ['associations', 'associations', 'collectivites', 'citoyens', 'entreprises', 'ministeres'] as const
  for (const [i, nom] of ['ana', 'bob', 'cleo', 'dan', 'eve', 'fred'].entries())
    comptes.set(
      nom,
      await nommer(base.db, nom, { role: 'comite', reseau: 'national', college: colleges[i] ?? 'poles' })
    )
  comptes.set(
    'sicoval',
    await nommer(base.db, 'sicoval', { role: 'comite', reseau: 'sicoval', college: 'associations' })
  )
  comptes.set('secretariat', await nommer(base.db, 'secretariat', { role: 'secretariat', reseau: 'national' }))
  comptes.set('admin', await nommer(base.db, 'admin', { role: 'administrateur', reseau: 'national' }))
  comptes.set('gus', await nommer(base.db, 'gus', { role: 'mediateur', reseau: 'national' }))
})

const numero = (nom: string) => comptes.get(nom) ?? ''
const texteDe = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0\u202f]+/g, ' ')

async function lire(qui: string | undefined, chemin: string, quand?: string) {
  if (quand) maintenant = new Date(quand)
  const cookie = qui ? await cookieDe(base.db, numero(qui), { now: maintenant }) : ''
  const reponse = await site.get(chemin, { headers: { cookie } })
  const html = await reponse.text()
  return { statut: reponse.status, html, texte: texteDe(html), vers: reponse.headers.get('location') ?? '' }
}

async function poster(
  qui: string,
  chemin: string,
  champs: Record<string, string>,
  quand?: string,
  secondFacteur = true
) {
  if (quand) maintenant = new Date(quand)
  const cookie = await cookieDe(base.db, numero(qui), { now: maintenant, secondFacteur })
  const reponse = await site.post(chemin, champs, { headers: { cookie } })
  return { statut: reponse.status, texte: texteDe(await reponse.text()), vers: reponse.headers.get('location') ?? '' }
}

const candidat = (lieu = prendreLieu()) => declarerLieu(base.db, 'nationale', lieu, new Date(RECUE))

const opposition = (adhesion: string) => ({
  genre: 'opposition',
  adhesion,
  fondement: 'non-conformite',
  texte: RAISONS
})

/** A motion raised by Ana. Returns its number. */
async function proposer(champs: Record<string, string>, quand: string): Promise<string> {
  const { statut, vers, texte } = await poster('ana', '/comite/proposer', champs, quand)
  expect(statut, texte).toBe(303)
  const [, id = ''] = /motions\/([0-9a-f-]{36})\?fait=proposee$/.exec(vers) ?? []
  expect(id).not.toBe('')
  return id
}

const voter = (qui: string, motion: string, sens: string, quand?: string, mandat = numero(qui)) =>
  poster(
    qui,
    `/comite/motions/${motion}/vote`,
    { mandat, [mandat === numero(qui) ? 'sens' : `sens-${mandat}`]: sens },
    quand
  )

async function avancer(adhesion: string, quand: string) {
  maintenant = new Date(quand)
  await transaction(base.db, (trx) => mettreAJour(trx, adhesion, { acteur: 'systeme', now: maintenant }))
}

async function decisionDe(motion: string) {
  const { rows } = await sql<Record<string, unknown> & { id: string; prise_le: Date; inscrite_le: Date }>`
    select * from comite_decision where motion_id = ${motion}`.execute(base.db)
  expect(rows.length).toBeLessThan(2)
  return rows[0]
}

const etatDe = async (adhesion: string) =>
  (await sql<{ etat: string }>`select etat from adhesion where id = ${adhesion}`.execute(base.db)).rows[0]?.etat

async function suspendre(lieu = prendreLieu()): Promise<string> {
  const id = await declarerLieu(base.db, 'nationale', lieu, new Date('2026-01-10T10:00:00Z'))
  await avancer(id, '2026-01-27T10:00:00Z')
  const jours = { constateLe: '2026-02-01' as Jour, envoyeeLe: '2026-02-02' as Jour, recueLe: '2026-02-03' as Jour }
  await faire(base.db, id, { genre: 'avertir', ...jours }, new Date('2026-02-04T10:00:00Z'))
  await avancer(id, '2026-03-01T10:00:00Z')
  expect(await etatDe(id)).toBe('SUSPENDU')
  return id
}

describe('une opposition', () => {
  it('se vote, et se compte à sa clôture même trois jours plus tard, sans laisser de nom au public', async () => {
    const lieu = prendreLieu()
    const id = await candidat(lieu)
    const page = await lire('ana', `/comite/proposer?genre=opposition&adhesion=${id}`, '2026-03-05T09:00:00Z')
    expect(page.texte).toContain('Le comité votera jusqu’au mardi 17 mars 2026 à 23 h 59')
    const vide = await poster('ana', '/comite/proposer', { ...opposition(id), texte: 'Trop court', fondement: '' })
    expect(vide.statut).toBe(422)
    expect(vide.texte).toContain('Choisissez le motif')
    expect(vide.texte).toContain('Trop court')

    const motion = await proposer(opposition(id), '2026-03-05T09:00:00Z')
    const [courriel] = (await listMessagesTo(base.db, 'bob@exemple.fr')).slice(-1)
    expect(courriel?.texte).toContain(RAISONS)
    expect(courriel?.texte).toContain(`/comite/motions/${motion}`)
    expect((await lire('bob', '/comite')).texte).toContain('Pas encore')

    expect((await voter('ana', motion, 'pour')).statut).toBe(303)
    expect((await voter('cleo', motion, 'contre')).statut).toBe(303)
    expect((await voter('dan', motion, 'pour', '2026-03-10T09:00:00Z')).statut).toBe(303)
    const raison = { sorte: 'raison', avis: 'La fiche annonce un accueil qui n’existe pas.' }
    expect((await poster('cleo', `/comite/motions/${motion}/avis`, raison)).statut).toBe(303)
    const bulletin = await lire('cleo', `/comite/motions/${motion}`)
    expect(bulletin.texte).toContain('Réponse donnée : Contre')
    expect(bulletin.texte).not.toMatch(/Le résultat|2 pour/)
    // Changed before the end: the last answer counts, and both gestures stay.
    expect((await voter('cleo', motion, 'abstention')).statut).toBe(303)

    expect(await compterMotionsDues(base.db, new Date('2026-03-20T23:30:00Z'))).toEqual([])
    expect(await compterMotionsDues(base.db, new Date('2026-03-20T23:31:00Z'))).toEqual([])
    expect(await etatDe(id)).toBe('OPPOSE')
    expect((await histoire(base.db, id)).at(-1)).toBe(`T5 ${CLOTURE}`)
    const decision = await decisionDe(motion)
    expect(decision).toMatchObject({
      resultat: 'adoptee',
      effet: 'opposition',
      electeurs: 6,
      pour: 2,
      contre: 0,
      abstentions: 1
    })
    expect(decision?.prise_le.toISOString()).toBe(CLOTURE)
    expect(decision?.inscrite_le.toISOString()).toBe('2026-03-20T23:30:00.000Z')

    const { rows } = await sql<{ texte: string; auteur: string }>`
      select texte, auteur from adhesion_piece where adhesion_id = ${id} and genre = 'opposition'`.execute(base.db)
    expect(rows).toEqual([{ texte: `${RAISONS}\n\n${raison.avis}`, auteur: 'comite' }])
    const tard = await voter('eve', motion, 'contre', '2026-03-21T09:00:00Z')
    expect(tard.statut).toBe(409)
    expect(tard.texte).toContain('Le vote est fermé. Il finissait le mardi 17 mars 2026 à 23 h 59')

    const nom =
      (await sql<{ nom: string }>`select nom from lieu where id = ${lieu}`.execute(base.db)).rows[0]?.nom ?? '?'
    const publique = await lire(undefined, `/gouvernance/decisions/${decision?.id}`)
    expect(publique.texte).toContain('2 pour, 0 contre, 1 abstention')
    expect(publique.texte).toContain(RAISONS)
    expect(publique.texte).toContain('Associations spécialisées')
    for (const chemin of [
      `/gouvernance/decisions/${decision?.id}`,
      '/gouvernance/decisions',
      '/gouvernance/decisions.json',
      '/gouvernance/decisions.csv'
    ])
      expect((await lire(undefined, chemin)).html).not.toContain(nom)
    const pdf = Buffer.from(await (await site.get(`/gouvernance/decisions/${decision?.id}/pdf`)).arrayBuffer())
    const lu = await lirePdf(pdf)
    expect(JSON.stringify(lu)).toContain('Opposition')
  })

  it('se rappelle au comité avant la fin du délai, et le courriel mène là où l’on vote', async () => {
    const id = await candidat()
    await avancer(id, '2026-03-09T07:00:00Z')
    const rappels = async () =>
      (await listMessagesTo(base.db, 'ana@exemple.fr')).filter(
        ({ motif, texte }) => motif === 'adhesion-rappel-comite' && texte.includes(id)
      )
    const [premier] = await rappels()
    expect(premier?.texte).toContain(`/comite/proposer?genre=opposition&adhesion=${id}`)
    expect(premier?.texte).toContain('Le silence vaut accord')
    const motion = await proposer(opposition(id), '2026-03-10T09:00:00Z')
    await avancer(id, '2026-03-14T07:00:00Z')
    const second = (await rappels()).find(({ texte }) => texte.includes('Un vote est ouvert jusqu’au mardi 17'))
    expect(second?.texte).toContain('Lire les raisons et voter')
    // The address of the message leads to the vote that is open.
    expect((await lire('bob', `/comite/proposer?genre=opposition&adhesion=${id}`)).vers).toContain(motion)
  })

  it('sans majorité, ou à égalité, laisse le silence parler à la fin du délai', async () => {
    const id = await candidat()
    const motion = await proposer(opposition(id), '2026-03-06T09:00:00Z')
    await voter('ana', motion, 'pour')
    await voter('bob', motion, 'contre')
    await avancer(id, '2026-03-21T08:00:00Z')
    expect(await decisionDe(motion)).toMatchObject({ resultat: 'egalite', effet: 'aucun' })
    expect((await histoire(base.db, id)).at(-1)).toBe(`T6 ${FIN}`)
    expect(await etatDe(id)).toBe('MEMBRE')
  })

  it('atteint son quorum à la dernière milliseconde ; un vote à la clôture est refusé', async () => {
    const [juste, tard] = [await candidat(), await candidat()]
    const motions = [
      await proposer(opposition(juste), '2026-03-06T09:00:00Z'),
      await proposer(opposition(tard), '2026-03-06T09:00:00Z')
    ]
    for (const motion of motions) expect((await voter('ana', motion, 'pour')).statut).toBe(303)
    expect((await voter('bob', motions[0] ?? '', 'pour', '2026-03-17T22:58:59.999Z')).statut).toBe(303)
    expect((await voter('bob', motions[1] ?? '', 'pour', CLOTURE)).statut).toBe(409)
    await compterMotionsDues(base.db, new Date('2026-03-17T23:05:00Z'))
    expect(await etatDe(juste)).toBe('OPPOSE')
    expect(await etatDe(tard)).toBe('MEMBRE')
    expect(await decisionDe(motions[1] ?? '')).toMatchObject({ resultat: 'sans-quorum', pour: 1 })
  })

  it('proposée par deux membres au même instant n’en fait qu’une, où le second est conduit', async () => {
    const id = await candidat()
    maintenant = new Date('2026-03-07T09:00:00Z')
    const reponses = await Promise.all(
      ['ana', 'bob', 'cleo'].map((qui) => poster(qui, '/comite/proposer', opposition(id)))
    )
    expect(reponses.map(({ statut }) => statut)).toEqual([303, 303, 303])
    expect(new Set(reponses.map(({ vers }) => vers.split('?')[0])).size).toBe(1)
    expect(reponses.filter(({ vers }) => vers.endsWith('fait=proposee')).length).toBe(1)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from motion where adhesion_id = ${id}`.execute(
      base.db
    )
    expect(rows[0]?.n).toBe(1)
    expect((await lire('dan', `/bureau/adhesions/${id}/opposer`)).vers).toContain('/comite/proposer?genre=opposition')
    const forge = await poster('dan', `/bureau/adhesions/${id}/opposer`, {
      fondement: 'non-conformite',
      raisons: RAISONS,
      etape: 'confirmer'
    })
    expect(forge.statut).toBe(409)
    expect(forge.texte).toContain('Le comité de ce réseau vote')
    expect(await etatDe(id)).toBe('FENETRE')
  })

  it('se refuse hors du délai, et d’un lieu parti pendant le vote n’a plus d’objet', async () => {
    const tard = await candidat()
    const refus = await poster('ana', '/comite/proposer', opposition(tard), '2026-03-17T22:59:30Z')
    expect(refus.statut).toBe(409)
    expect(refus.texte).toContain('trop tard')
    const parti = await candidat()
    const motion = await proposer(opposition(parti), '2026-03-08T09:00:00Z')
    for (const qui of ['ana', 'bob']) await voter(qui, motion, 'pour')
    await faire(
      base.db,
      parti,
      { genre: 'retirer', cesse: true, sansConfusion: true },
      new Date('2026-03-09T09:00:00Z')
    )
    await compterMotionsDues(base.db, new Date('2026-03-18T09:00:00Z'))
    expect(await decisionDe(motion)).toMatchObject({ resultat: 'adoptee', effet: 'sans-objet' })
    expect(await etatDe(parti)).toBe('RETIRE')
  })

  it('suit un lieu réuni à un autre pendant le vote, de quelque côté qu’il soit', async () => {
    const [a, b, c, d] = [prendreLieu(), prendreLieu(), prendreLieu(), prendreLieu()]
    const [da, db, dc, dd] = [await candidat(a), await candidat(b), await candidat(c), await candidat(d)]
    for (const [garde, autre, lieux, compte] of [
      [da, db, [a, b], '2026-03-17T22:59:30Z'],
      [dd, dc, [c, d], '2026-03-20T09:00:00Z']
    ] as const) {
      const motion = await proposer(opposition(garde), '2026-03-09T09:00:00Z')
      await voter('ana', motion, 'pour')
      const reunis = await reunirLieux(base.db, lieux[0], lieux[1], {
        acteur: SYSTEME,
        motif: 'Essai.',
        lot: `vote-${motion}`,
        now: maintenant
      })
      expect(reunis.ok).toBe(true)
      expect((await voter('bob', motion, 'pour', '2026-03-10T09:00:00Z')).statut).toBe(303)
      expect(await compterMotionsDues(base.db, new Date(compte))).toEqual([])
      expect(await decisionDe(motion)).toMatchObject({ resultat: 'adoptee', effet: 'opposition' })
      await avancer(garde, '2026-03-21T09:00:00Z')
      await avancer(autre, '2026-03-21T09:00:00Z')
      const { rows } = await sql<{ etat: string }>`
        select etat from adhesion where id in (${garde}, ${autre}) and absorbee_par is null`.execute(base.db)
      expect(rows).toEqual([{ etat: 'OPPOSE' }])
    }
  })
})

describe('qui vote', () => {
  it('ni un mandat fini, ni qui a un lien, ni un autre réseau, ni un visiteur', async () => {
    const lieu = prendreLieu()
    const id = await candidat(lieu)
    const parti = await nommer(base.db, 'parti', { role: 'comite', reseau: 'national', college: 'poles' })
    comptes.set('parti', parti)
    const motion = await proposer(opposition(id), '2026-03-09T09:00:00Z')
    expect((await voter('parti', motion, 'pour')).statut).toBe(303)
    // The mandate ends before the closing: the vote given is not counted.
    await sql`update attribution set retiree_le = '2026-03-10T09:00:00Z', retiree_par = 'systeme' where compte_id = ${parti}`.execute(
      base.db
    )
    expect((await voter('parti', motion, 'contre', '2026-03-10T10:00:00Z')).statut).toBe(403)
    expect((await voter('sicoval', motion, 'pour')).statut).toBe(403)
    expect((await lire('sicoval', `/comite/motions/${motion}`)).statut).toBe(403)
    expect((await voter('secretariat', motion, 'pour')).statut).toBe(403)
    expect((await voter('bob', motion, 'pour', undefined, numero('cleo'))).statut).toBe(403)
    expect((await voter('bob', '00000000-0000-0000-0000-000000000000', 'pour')).statut).toBe(404)
    expect((await lire('bob', '/comite/motions/nawak')).statut).toBe(404)
    expect((await voter('bob', motion, 'peut-être')).statut).toBe(422)
    expect((await lire(undefined, `/comite/motions/${motion}`)).statut).toBe(401)

    await voter('ana', motion, 'pour')
    await voter('eve', motion, 'contre')
    expect(
      (await poster('eve', '/comite/interet', { reseau: 'national', lieu: `/lieux/${lieu}`, raison: '' })).statut
    ).toBe(303)
    const ecartee = await voter('eve', motion, 'contre')
    expect(ecartee.statut).toBe(409)
    expect(ecartee.texte).toContain('Vous avez un lien avec ce sujet')
    // Withdrawn during the vote, the interest still keeps her aside from it.
    const [, deport = ''] = /name="id" value="([0-9a-f-]{36})"/.exec((await lire('eve', '/comite')).html) ?? []
    expect((await poster('eve', '/comite/interet/retirer', { reseau: 'national', id: deport })).statut).toBe(303)
    expect((await voter('eve', motion, 'contre')).statut).toBe(409)
    // Fred looks after the lieu: he neither votes nor proposes.
    await donner(base.db, numero('fred'), { role: 'responsable', reseau: 'national', lieux: [lieu] }, maintenant)
    expect((await voter('fred', motion, 'contre')).statut).toBe(409)
    expect((await poster('dan', `/comite/motions/${motion}/deport`, { raison: '' })).statut).toBe(303)
    expect((await lire('dan', `/comite/motions/${motion}`)).texte).toContain('vous ne votez pas')
    const mot = { sorte: 'mot', avis: 'Un mot entre nous, sur ce lieu.' }
    expect((await poster('ana', `/comite/motions/${motion}/avis`, mot)).statut).toBe(303)
    expect((await lire('bob', `/comite/motions/${motion}`)).texte).toContain(mot.avis)
    expect((await lire('fred', `/comite/motions/${motion}`)).texte).not.toContain(mot.avis)
    expect((await poster('fred', `/comite/motions/${motion}/avis`, mot)).statut).toBe(409)

    await compterMotionsDues(base.db, new Date('2026-03-18T09:00:00Z'))
    // Six seats, less Eve, Fred and Dan: one voter of three is the quorum.
    expect(await decisionDe(motion)).toMatchObject({
      resultat: 'adoptee',
      electeurs: 3,
      ecartes: 3,
      pour: 1,
      contre: 0
    })
    const resultats = async (qui: string) =>
      (await listMessagesTo(base.db, `${qui}@exemple.fr`)).filter(({ texte }) => texte.includes(`motions/${motion}`))
        .length
    expect([await resultats('ana'), await resultats('fred')]).toEqual([2, 1])
    await sql`delete from attribution where compte_id = ${numero('fred')} and role = 'responsable'`.execute(base.db)
  })

  it('un suppléant vote quand le titulaire ne l’a pas fait, et ne remplace pas son vote', async () => {
    expect(
      (
        await poster(
          'cleo',
          '/comite/suppleant',
          { reseau: 'national', courriel: 'cleo@exemple.fr' },
          '2026-03-05T08:00:00Z'
        )
      ).statut
    ).toBe(422)
    expect(
      (await poster('cleo', '/comite/suppleant', { reseau: 'national', courriel: 'personne@exemple.fr' })).statut
    ).toBe(422)
    expect((await poster('cleo', '/comite/suppleant', { reseau: 'national', courriel: 'gus@exemple.fr' })).statut).toBe(
      303
    )
    const id = await candidat()
    const motion = await proposer(opposition(id), '2026-03-06T09:00:00Z')
    expect((await listMessagesTo(base.db, 'gus@exemple.fr')).some(({ texte }) => texte.includes(motion))).toBe(true)
    expect((await lire('gus', `/comite/motions/${motion}`)).texte).toContain('à la place de cleo')
    const sans = await poster(
      'gus',
      `/comite/motions/${motion}/vote`,
      { mandat: numero('cleo'), [`sens-${numero('cleo')}`]: 'pour' },
      undefined,
      false
    )
    expect(sans.statut).toBe(409)
    expect(sans.texte).toContain('second facteur')
    expect((await voter('gus', motion, 'pour', undefined, numero('cleo'))).statut).toBe(303)
    expect((await voter('cleo', motion, 'contre')).statut).toBe(303)
    const trop = await voter('gus', motion, 'pour', undefined, numero('cleo'))
    expect(trop.statut).toBe(409)
    expect(trop.texte).toContain('sa réponse est la sienne')
    await compterMotionsDues(base.db, new Date('2026-03-18T09:00:00Z'))
    expect(await decisionDe(motion)).toMatchObject({ pour: 0, contre: 1 })
    expect((await poster('cleo', '/comite/suppleant', { reseau: 'national', courriel: '' })).statut).toBe(303)
    expect((await lire('gus', '/comite')).statut).toBe(403)
  })
})

describe('une suspension', () => {
  it('se lève dès que tout le monde a voté, et le registre nomme alors le lieu', async () => {
    const lieu = prendreLieu()
    const id = await suspendre(lieu)
    const levee = { genre: 'levee', adhesion: id, texte: 'Le lieu a rouvert son accueil, deux membres l’ont vu.' }
    const motion = await proposer(levee, '2026-03-11T09:00:00Z')
    for (const qui of ['ana', 'bob', 'cleo', 'dan', 'eve']) expect((await voter(qui, motion, 'pour')).statut).toBe(303)
    expect(await etatDe(id)).toBe('SUSPENDU')
    expect((await voter('fred', motion, 'contre', '2026-03-12T09:00:00Z')).statut).toBe(303)
    expect(await etatDe(id)).toBe('MEMBRE')
    expect((await histoire(base.db, id)).at(-1)).toBe('T15 2026-03-12T09:00:00.000Z')
    const decision = await decisionDe(motion)
    expect(decision).toMatchObject({ resultat: 'adoptee', effet: 'levee', pour: 5, contre: 1 })
    const nom =
      (await sql<{ nom: string }>`select nom from lieu where id = ${lieu}`.execute(base.db)).rows[0]?.nom ?? '?'
    expect((await lire(undefined, `/gouvernance/decisions/${decision?.id}`)).texte).toContain(nom)
  })

  it('comptée en retard, se lève à l’instant de la clôture ; refusée, elle répond à la demande du lieu', async () => {
    const [leve, reste] = [await suspendre(), await suspendre()]
    await sql`
      insert into adhesion_piece (id, adhesion_id, genre, texte, auteur, ecrite_le)
      values (gen_random_uuid(), ${reste}, 'demande', 'Nous avons corrigé.', 'systeme', '2026-03-02T08:00:00Z')`.execute(
      base.db
    )
    const texte = 'Le lieu dit avoir corrigé ce qui n’allait pas.'
    const oui = await proposer({ genre: 'levee', adhesion: leve, texte }, '2026-03-02T09:00:00Z')
    const non = await proposer({ genre: 'levee', adhesion: reste, texte }, '2026-03-02T09:00:00Z')
    for (const qui of ['ana', 'bob']) {
      await voter(qui, oui, 'pour')
      await voter(qui, non, 'contre')
    }
    await compterMotionsDues(base.db, new Date('2026-03-21T10:00:00Z'))
    expect((await histoire(base.db, leve)).at(-1)).toBe(`T15 ${FIN}`)
    expect(await etatDe(reste)).toBe('SUSPENDU')
    expect(await decisionDe(non)).toMatchObject({ resultat: 'rejetee', effet: 'refus' })
    const { rows } = await sql<{ genre: string }>`
      select genre from adhesion_piece where adhesion_id = ${reste} order by ecrite_le desc limit 1`.execute(base.db)
    expect(rows[0]?.genre).toBe('refus-de-levee')
  })
})

it('un lieu parti sous sanction revient par un vote, et seulement s’il est adopté', async () => {
  const [revient, reste] = [await suspendre(), await suspendre()]
  for (const id of [revient, reste]) {
    await faire(base.db, id, { genre: 'retirer', cesse: true, sansConfusion: true }, new Date('2026-03-03T09:00:00Z'))
    expect(await etatDe(id)).toBe('RETIRE')
  }
  const texte = 'Le lieu a changé d’équipe et rouvert son accueil à tous.'
  const levee = await poster('ana', '/comite/proposer', { genre: 'levee', adhesion: revient, texte })
  expect(levee.statut).toBe(409)
  const oui = await proposer({ genre: 'reouverture', adhesion: revient, texte }, '2026-03-12T10:00:00Z')
  const non = await proposer({ genre: 'reouverture', adhesion: reste, texte }, '2026-03-12T10:00:00Z')
  for (const qui of ['ana', 'bob', 'cleo', 'dan', 'eve', 'fred']) {
    await voter(qui, oui, 'pour')
    await voter(qui, non, qui === 'ana' ? 'pour' : 'contre')
  }
  const barre = async (id: string) =>
    (await sql<{ barre: boolean }>`select barre from adhesion where id = ${id}`.execute(base.db)).rows[0]?.barre
  expect(await decisionDe(oui)).toMatchObject({ resultat: 'adoptee', effet: 'reouverture' })
  expect(await barre(revient)).toBe(false)
  expect((await histoire(base.db, revient)).at(-1)).toBe('reouverture 2026-03-12T10:00:00.000Z')
  // It had asked nothing: it stays as it is, and is told nothing.
  expect(await decisionDe(non)).toMatchObject({ resultat: 'rejetee', effet: 'aucun' })
  expect(await barre(reste)).toBe(true)
})

it('une décision corrigée sur un lieu fictif ne retient pas la démonstration', async () => {
  const id = await suspendre()
  const texte = 'Le lieu a rouvert son accueil, deux membres l’ont vu.'
  const levee = await proposer({ genre: 'levee', adhesion: id, texte }, '2026-03-20T10:00:00Z')
  const question = { genre: 'deliberation', reseau: 'national', jours: '3', titre: 'Corriger cette levée', texte }
  for (const qui of ['ana', 'bob']) await voter(qui, levee, 'pour')
  await compterMotionsDues(base.db, new Date('2026-04-06T10:00:00Z'))
  const corrige = (await decisionDe(levee))?.id ?? ''
  const correction = await proposer({ ...question, corrige }, '2026-04-06T11:00:00Z')
  for (const qui of ['ana', 'bob']) await voter(qui, correction, 'pour')
  await compterMotionsDues(base.db, new Date('2026-04-12T10:00:00Z'))
  expect(await decisionDe(correction)).toMatchObject({ corrige })
  await sql`delete from adhesion where id = ${id}`.execute(base.db)
  expect(await decisionDe(levee)).toBeUndefined()
  expect(await decisionDe(correction)).toBeUndefined()
})

describe('le comité', () => {
  it('délibère, puis corrige sa décision par une nouvelle ; rien d’inscrit ne change', async () => {
    const question = { genre: 'deliberation', reseau: 'national', jours: '3' }
    const ancien = await proposer(
      {
        ...question,
        titre: 'Commander une étude sur les horaires',
        texte: 'Une étude sur les horaires est commandée.'
      },
      '2026-04-01T09:00:00Z'
    )
    for (const qui of ['ana', 'bob']) await voter(qui, ancien, 'pour')
    await compterMotionsDues(base.db, new Date('2026-04-06T09:00:00Z'))
    const premiere = await decisionDe(ancien)
    expect(premiere).toMatchObject({ effet: 'deliberation' })
    const corrige = premiere?.id ?? ''
    expect(
      (
        await poster(
          'sicoval',
          '/comite/proposer',
          {
            ...question,
            reseau: 'sicoval',
            corrige,
            titre: 'Corriger ailleurs',
            texte: 'Cette décision n’est pas la nôtre.'
          },
          '2026-04-07T09:00:00Z'
        )
      ).statut
    ).toBe(404)
    const nouveau = await proposer(
      { ...question, corrige, titre: 'Préciser l’étude', texte: 'L’étude porte aussi sur les jours de fermeture.' },
      '2026-04-07T09:00:00Z'
    )
    for (const qui of ['ana', 'bob']) await voter(qui, nouveau, 'pour')
    await compterMotionsDues(base.db, new Date('2026-04-12T09:00:00Z'))
    const correction = await decisionDe(nouveau)
    expect(correction).toMatchObject({ corrige })
    expect((await lire(undefined, `/gouvernance/decisions/${corrige}`)).texte).toContain(
      'Cette décision a été corrigée'
    )
    expect((await lire(undefined, `/gouvernance/decisions/${correction?.id}`)).texte).toContain('en corrige une autre')
    await expect(
      sql`update comite_decision set texte = 'autre' where id = ${corrige}`.execute(base.db)
    ).rejects.toThrow('ne change pas')
    await expect(sql`delete from comite_decision where id = ${corrige}`.execute(base.db)).rejects.toThrow(
      'ne change pas'
    )
    const filtre = await lire(undefined, '/gouvernance/decisions?annee=2026&genre=deliberation')
    expect(filtre.texte).toContain('2 décisions')
    expect((await lire(undefined, '/gouvernance/decisions?annee=2025')).texte).toContain('Aucune décision')
    expect((await lire(undefined, "/gouvernance/decisions?annee=x&genre=y&reseau='--&apres=-1")).statut).toBe(200)
  })

  it('écrit un compte rendu qui ne change plus une fois public, et note une étude', async () => {
    const champs = {
      reseau: 'national',
      tenue_le: '2026-03-30',
      titre: 'Réunion de mars',
      presents: '- Associations : 2',
      texte: 'Nous avons relu la charte, article par article.',
      geste: 'garder'
    }
    expect(
      (
        await poster(
          'ana',
          '/comite/comptes-rendus/nouveau',
          { ...champs, tenue_le: '2030-01-01' },
          '2026-04-02T09:00:00Z'
        )
      ).statut
    ).toBe(422)
    const garde = await poster('secretariat', '/comite/comptes-rendus/nouveau', champs)
    expect(garde.statut).toBe(303)
    const chemin = garde.vers.split('?')[0] ?? ''
    const publique = chemin.replace('/comite/', '/gouvernance/')
    expect((await lire(undefined, publique)).statut).toBe(404)
    expect((await poster('sicoval', chemin, { ...champs, geste: 'publier' })).statut).toBe(403)
    expect((await poster('ana', chemin, { ...champs, geste: 'publier' })).vers).toBe(publique)
    expect((await lire(undefined, publique)).texte).toContain('article par article')
    expect((await poster('ana', chemin, { ...champs, texte: 'Autre chose, et tout autre chose encore.' })).statut).toBe(
      404
    )
    const pdf = await site.get(`${publique}/pdf`)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    const { texte: imprime, structure } = lirePdf(new Uint8Array(await pdf.arrayBuffer()))
    expect(structure).toContain('/StructTreeRoot')
    expect(structure).toMatch(/\/S \/H1/)
    expect(structure).toMatch(/\/Lang \(fr/)
    expect(imprime.replace(/\s+/g, ' ')).toContain('Nous avons relu la charte, article par article.')
    const etude = {
      reseau: 'national',
      titre: 'Les horaires',
      texte: 'Quand les lieux ouvrent-ils vraiment ?',
      etat: 'commandee',
      lien: 'javascript:alert(1)',
      geste: 'publier'
    }
    expect((await poster('ana', '/comite/etudes/nouveau', etude)).statut).toBe(422)
    expect((await poster('ana', '/comite/etudes/nouveau', { ...etude, lien: '' })).statut).toBe(303)
    const accueil = await lire(undefined, '/gouvernance')
    expect(accueil.texte).toContain('Les horaires')
    expect(accueil.texte).toContain('Associations spécialisées 2')
    expect(accueil.texte).toContain('un tiers des membres')
    expect(accueil.texte).not.toContain('ana')
  })

  it('suit la règle que l’administrateur choisit ; seul, un membre décide au bureau et le registre le garde', async () => {
    const regle = {
      reseau: 'national',
      mode: 'presidence',
      presidence: numero('ana'),
      quorum: 'tiers',
      majorite: 'simple',
      jours: '15'
    }
    expect((await poster('ana', '/comite/regle', regle, '2026-05-01T09:00:00Z')).statut).toBe(403)
    expect((await poster('admin', '/comite/regle', { ...regle, jours: '0', quorum: 'tous' })).statut).toBe(422)
    expect((await poster('admin', '/comite/regle', { ...regle, presidence: numero('gus') })).statut).toBe(422)
    expect((await poster('admin', '/comite/regle', regle)).statut).toBe(303)
    const id = await declarerLieu(base.db, 'nationale', prendreLieu(), new Date('2026-05-02T09:00:00Z'))
    const champs = { fondement: 'inexacte', raisons: RAISONS, etape: 'confirmer' }
    expect((await poster('ana', '/comite/proposer', opposition(id), '2026-05-03T09:00:00Z')).statut).toBe(409)
    expect((await poster('bob', `/bureau/adhesions/${id}/opposer`, champs)).statut).toBe(409)
    expect((await poster('ana', `/bureau/adhesions/${id}/opposer`, champs)).statut).toBe(303)
    expect(await etatDe(id)).toBe('OPPOSE')
    expect((await lire(undefined, '/gouvernance/decisions?genre=opposition')).texte).toContain(
      'Un membre, au nom du comité'
    )
    expect((await poster('admin', '/comite/regle', { ...regle, mode: 'vote', presidence: '' })).statut).toBe(303)
    await deciderSeul(base.db, 'sicoval')
  })

  it('garde les voix d’un compte effacé, détachées de la personne, et le journal reste une chaîne sans rupture', async () => {
    const id = await declarerLieu(base.db, 'nationale', prendreLieu(), new Date(RECUE))
    const ouverte = await proposer(
      {
        genre: 'deliberation',
        reseau: 'national',
        jours: '30',
        titre: 'Une question ouverte',
        texte: 'Le texte de la question ouverte.'
      },
      '2026-03-03T09:00:00Z'
    )
    const close = await proposer(opposition(id), '2026-03-03T09:00:00Z')
    for (const motion of [ouverte, close]) for (const qui of ['ana', 'bob']) await voter(qui, motion, 'pour')
    const exporte = (await donneesDuComite.exporter(base.db, numero('bob'))) as { votes: unknown[] }
    expect(exporte.votes.length).toBeGreaterThan(3)
    maintenant = new Date('2026-03-18T08:00:00Z')
    await transaction(base.db, (trx) => donneesDuComite.effacer(trx, numero('bob'), maintenant))
    // Closed and not yet counted: Bob's voice counted before he left.
    expect(await decisionDe(close)).toMatchObject({ resultat: 'adoptee', pour: 2 })
    const { rows } = await sql<{ votes: number; ouverts: number }>`
      select (select count(*)::int from vote where titulaire_id = ${numero('bob')}) as votes,
        (select count(*)::int from vote where motion_id = ${ouverte}) as ouverts`.execute(base.db)
    expect(rows[0]).toEqual({ votes: 0, ouverts: 1 })
    expect(await findRupture(base.db, 'national')).toBeUndefined()
    const { rows: ecritures } = await sql<{ genre: string }>`
      select distinct genre from journal where genre like 'comite.%' order by 1`.execute(base.db)
    expect(ecritures.map(({ genre }) => genre)).toEqual([
      'comite.avis',
      'comite.compte-rendu',
      'comite.decision',
      'comite.deport',
      'comite.etude',
      'comite.motion',
      'comite.regle',
      'comite.retour',
      'comite.suppleance'
    ])
  })
})
