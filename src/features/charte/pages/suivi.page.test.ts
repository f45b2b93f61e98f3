import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { ADMINISTRATEUR } from '../../../kernel/acteur.ts'
import type { Jour } from '../../../kernel/jour.ts'
import { listCourriels } from '../../../platform/mail/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../../annuaire/actions/import.fixture.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { declarerLieu, faire } from '../actions/adhesion/adhesion-en-base.fixture.ts'
import { rappelerDemandes } from '../actions/adhesion/rappeler-demandes.ts'
import { chargerChartesLivrees } from '../actions/charger-chartes.ts'
import { preparerVersion, publierVersion } from '../actions/editer.ts'
import { findDossier } from '../store/adhesion.store.ts'
import { findCharte } from '../store/charte.store.ts'
import { listPieces } from '../store/piece.store.ts'

const DEBUT = new Date('2026-01-05T08:00:00Z')
const TEXTE = 'Nous avons remplacé la porte : elle s’ouvre à tout le monde.'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant = DEBUT
let lieux: readonly number[]
let suivant = 0
const comptes = new Map<string, string>()
let role: string

const jour = (texte: string) => texte as Jour

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(lignes(1, 24)))
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), DEBUT)
  lieux = (await sql<{ id: number }>`select id from lieu order by id`.execute(db)).rows.map(({ id }) => id)
  site = creerApplicationDeTest(db, { now: () => maintenant })
  role = await entrer('tenir', { role: 'responsable', reseau: 'national', lieux })
  await entrer('aide', { role: 'delegue', reseau: 'national', lieux })
  await entrer('voisin', { role: 'responsable', reseau: 'national', lieux: lieux.slice(-1) })
  await entrer('comite', { role: 'comite', reseau: 'national', college: 'associations' })
})

async function entrer(nom: string, donne: Parameters<typeof donner>[2]): Promise<string> {
  const id = await creerCompte(base.db, {
    courriel: `${nom}@exemple.fr`,
    pseudonyme: `Nom ${nom}`,
    sansMotDePasse: true,
    now: DEBUT
  })
  comptes.set(nom, id)
  return donner(base.db, id, donne, DEBUT)
}

const nouveauLieu = () => lieux[suivant++] ?? 0

const texteDe = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\u00a0\u202f\s]+/g, ' ')
    .replace(/« /g, '« ')

async function demander(qui: string, chemin: string, champs: Record<string, string> | undefined, quand?: string) {
  if (quand) maintenant = new Date(quand)
  const cookie = await cookieDe(base.db, comptes.get(qui) ?? '', { now: maintenant })
  const init = { headers: { cookie } }
  const reponse = champs ? await site.post(chemin, champs, init) : await site.get(chemin, init)
  const html = await reponse.text()
  return { statut: reponse.status, html, texte: texteDe(html), vers: reponse.headers.get('location') ?? '' }
}
const lire = (chemin: string, quand?: string, qui = 'tenir') => demander(qui, chemin, undefined, quand)
const poster = (chemin: string, champs: Record<string, string>, quand?: string, qui = 'tenir') =>
  demander(qui, chemin, champs, quand)

const etatDe = async (id: string) => (await findDossier(base.db, id))?.situation
const suivi = (id: string, acte?: string) => `/adhesions/${id}/suivi${acte ? `/${acte}` : ''}`

/** A member since 17 June, warned by a letter received on 28 August: until Monday 14 September included. */
async function lieuAverti(): Promise<string> {
  const id = await declarerLieu(base.db, 'nationale', nouveauLieu(), new Date('2026-06-01T13:42:00Z'))
  const lettre = { constateLe: jour('2026-08-20'), envoyeeLe: jour('2026-08-25'), recueLe: jour('2026-08-28') }
  await faire(base.db, id, { genre: 'avertir', ...lettre }, new Date('2026-08-28T16:00:00Z'))
  return id
}

describe('le suivi d’une adhésion par les gens du lieu', () => {
  it('dit au candidat qui décide, quand le silence parle et ce qu’il voudra dire, puis que c’est fait', async () => {
    const id = await declarerLieu(base.db, 'nationale', nouveauLieu(), new Date('2026-06-01T13:42:00Z'))
    const { texte, html } = await lire(suivi(id), '2026-06-11T09:00:00Z')
    expect(texte).toContain('Candidature en cours')
    expect(texte).toContain('Le comité peut s’opposer jusqu’au mardi 16 juin 2026 compris')
    expect(texte).toContain('mercredi 17 juin 2026 à 0 heure (il reste 6 jours)')
    expect(texte).toContain('C’est le comité qui décide. S’il ne dit rien avant cette date, votre lieu devient membre')
    expect(texte).toContain('15 jours après la réception, le jour de la réception non compté (article 3)')
    expect(texte).toContain('Le secrétariat reçoit la déclaration.')
    expect(html).not.toContain('/suivi/confirmer')
    // Nothing has run since: the page knows.
    const apres = (await lire(suivi(id), '2026-06-16T22:00:00Z')).texte
    expect(apres).toContain('Votre lieu est membre depuis le mercredi 17 juin 2026.')
    expect(apres).toContain('Le délai est passé sans opposition : le lieu devient membre.')
    expect(apres).toContain('l’adhésion s’arrêtera')
    expect(apres).toContain('Dire que la fiche est à jour')
    expect((await etatDe(id))?.etat).toBe('FENETRE')
  })

  it('rassemble les lieux dont on s’occupe, chacun avec ses réseaux', async () => {
    const { texte, html } = await lire('/mes-adhesions', '2026-06-20T09:00:00Z')
    expect(texte).toContain('Réseau national de la médiation numérique')
    expect(texte).toContain('Ce lieu n’a rejoint aucun réseau')
    // From there one declares: the national charter for all of them, a territory's only on its ground.
    expect(html).toMatch(/href="\/lieux\/\d+[^"]*\/adherer\/nationale"/)
    expect(html).not.toContain('/adherer/sicoval"')
    expect(html).toMatch(/href="\/adhesions\/[0-9a-f-]{36}\/suivi"/)
    expect((await lire('/compte/contribuer')).html).toContain('href="/mes-adhesions"')
    expect((await site.get('/mes-adhesions')).status).toBe(401)
  })

  it('dit l’alerte d’une fiche qui dort : son jour, jusqu’à quand répondre, et où', async () => {
    const lieu = nouveauLieu()
    await declarerLieu(base.db, 'nationale', lieu, new Date('2026-06-01T13:42:00Z'))
    const { texte, html } = await lire('/mes-adhesions', '2027-05-20T09:00:00Z')
    expect(texte).toContain('Membre, fiche à mettre à jour')
    expect(texte).toContain('Une alerte est partie le lundi 17 mai 2027')
    expect(texte).toContain('jusqu’au mercredi 16 juin 2027 compris pour dire qu’elle est à jour')
    expect(html).toMatch(new RegExp(`href="/lieux/${lieu}[^"]*/modifier"`))
  })

  it('ne s’ouvre qu’à qui s’occupe du lieu, et n’engage que par son responsable', async () => {
    const id = await declarerLieu(base.db, 'sicoval', nouveauLieu(), new Date('2026-06-01T13:42:00Z'))
    maintenant = new Date('2026-06-20T09:00:00Z')
    expect((await lire(suivi(id), undefined, 'voisin')).statut).toBe(403)
    expect((await lire(suivi(id), undefined, 'comite')).statut).toBe(403)
    expect((await lire(suivi('00000000-0000-4000-8000-000000000000'))).statut).toBe(404)
    expect((await lire(suivi('un'))).statut).toBe(404)
    const vu = await lire(suivi(id), undefined, 'aide')
    expect(vu.statut).toBe(200)
    expect(vu.texte).toContain('Seul son responsable peut l’engager')
    expect(vu.html).not.toContain('/suivi/quitter')
    for (const acte of ['quitter', 'confirmer'])
      expect(
        (await poster(suivi(id, acte), { cesse: 'oui', sans_confusion: 'oui', tient: 'oui' }, undefined, 'aide')).statut
      ).toBe(403)
    expect((await etatDe(id))?.etat).toBe('MEMBRE')
  })

  it('montre les raisons d’une opposition, et mène à une nouvelle déclaration', async () => {
    const id = await declarerLieu(base.db, 'nationale', nouveauLieu(), new Date('2026-06-01T13:42:00Z'))
    await sql`insert into adhesion_piece (id, adhesion_id, genre, fondement, texte, auteur, ecrite_le)
      values (gen_random_uuid(), ${id}, 'opposition', 'inexacte', 'Le lieu est fermé <b>depuis</b> un an.', 'systeme',
      ${new Date('2026-06-10T08:00:00Z')})`.execute(base.db)
    await faire(base.db, id, { genre: 'opposer', raisons: 'Le lieu est fermé.' }, new Date('2026-06-10T08:00:00Z'))
    const { html, texte } = await lire(suivi(id), '2026-06-11T09:00:00Z')
    expect(texte).toContain('Le comité s’est opposé')
    expect(html).toContain('Le lieu est fermé &lt;b&gt;depuis&lt;/b&gt; un an.')
    expect(html).toMatch(/href="\/lieux\/[^"]*\/adherer\/nationale"/)
  })
})

describe('les gestes des gens du lieu', () => {
  it('disent que tout est corrigé, à temps et une seule fois, et le délai s’arrête', async () => {
    const id = await lieuAverti()
    // A letter on its way says nothing; this one was received.
    const vu = await lire(suivi(id), '2026-09-10T09:00:00Z')
    expect(vu.texte).toContain('Membre, avec un avertissement')
    expect(vu.texte).toContain('mardi 15 septembre 2026 à 0 heure (il reste 5 jours)')
    const vide = await poster(suivi(id, 'corriger'), { texte: ' ok ' })
    expect(vide.statut).toBe(422)
    expect(vide.texte).toContain('Écrivez au moins 20 signes.')
    expect(vide.html).toContain('>ok</textarea>')
    expect((await lire(suivi(id, 'corriger'), undefined, 'aide')).texte).toContain(
      'Une réponse envoyée à temps arrête le délai'
    )
    const faite = await poster(suivi(id, 'corriger'), { texte: TEXTE }, '2026-09-14T21:59:59Z', 'aide')
    expect([faite.statut, faite.vers]).toEqual([303, `${suivi(id)}?fait=corriger`])
    const encore = await poster(suivi(id, 'corriger'), { texte: TEXTE })
    expect(encore.statut).toBe(409)
    expect(encore.texte).toContain('Rien n’a été enregistré')
    expect((await listPieces(base.db, id)).map(({ genre, texte }) => [genre, texte])).toEqual([
      ['rectification', TEXTE]
    ])
    const apres = await lire(`${suivi(id)}?fait=corriger`, '2026-09-20T09:00:00Z')
    expect(apres.texte).toContain('Votre réponse est envoyée au secrétariat')
    expect(apres.texte).toContain('Rien ne change tant que le secrétariat n’a pas jugé')
  })

  it('arrivent trop tard d’une seconde : le lieu est suspendu, et la page le dit', async () => {
    const id = await lieuAverti()
    const tard = await poster(suivi(id, 'corriger'), { texte: TEXTE }, '2026-09-14T22:00:00Z')
    expect(tard.statut).toBe(409)
    expect(tard.texte).toContain('suspendu')
    expect(await listPieces(base.db, id)).toEqual([])
  })

  it('demandent au comité de revenir, et attendent sa réponse avant de redemander', async () => {
    const id = await lieuAverti()
    const vu = await lire(suivi(id), '2026-09-20T09:00:00Z')
    expect(vu.texte).toContain('Seul le comité peut lever cette suspension')
    expect(vu.html).toContain(suivi(id, 'demander'))
    // Two clicks at once.
    const deux = await Promise.all([1, 2].map(() => poster(suivi(id, 'demander'), { texte: TEXTE })))
    expect(deux.map(({ statut }) => statut).sort()).toEqual([303, 409])
    expect((await listPieces(base.db, id)).map(({ genre }) => genre)).toEqual(['demande'])
    expect((await etatDe(id))?.etat).toBe('SUSPENDU')
    const courriels = (await listCourriels(base.db, 50)).filter(({ sujet }) => sujet.includes('demande à revenir'))
    expect(courriels.map(({ destinataire }) => destinataire)).toEqual(['comite@exemple.fr'])
    const attend = await lire(suivi(id))
    expect(attend.texte).toContain('Votre demande est arrivée. Le comité doit vous répondre')
    expect(attend.html).not.toContain(`${suivi(id)}/demander`)
    // Nobody answers: the committee is reminded every fortnight, once, late or not.
    const rappels = async () =>
      (await listCourriels(base.db, 50)).filter(({ sujet }) =>
        sujet.startsWith('Un lieu attend toujours votre réponse')
      )
    const passer = (le: string) => rappelerDemandes(base.db, new Date(le))
    await passer('2026-10-05T08:59:59Z')
    expect(await rappels()).toEqual([])
    for (let fois = 0; fois < 2; fois++) await passer('2026-10-06T06:45:00Z')
    expect(await rappels()).toMatchObject([
      { destinataire: 'comite@exemple.fr', texte: expect.stringContaining('dimanche 20') }
    ])
    await passer('2026-10-22T06:45:00Z')
    expect(await rappels()).toHaveLength(2)
    await faire(base.db, id, { genre: 'lever', raisons: 'Le lieu a rouvert.' }, new Date('2026-10-23T09:00:00Z'))
    await passer('2026-12-01T06:45:00Z')
    expect(await rappels()).toHaveLength(2)
  })

  it('quittent le réseau après avoir lu ce qui en suit, et coché les deux engagements', async () => {
    const id = await declarerLieu(base.db, 'nationale', nouveauLieu(), new Date('2026-06-01T13:42:00Z'))
    const page = await lire(suivi(id, 'quitter'), '2026-07-01T09:00:00Z')
    expect(page.texte).toContain('n’est plus membre de ce réseau')
    expect(page.texte).toContain('Vous pourrez revenir quand vous voulez')
    expect(page.html).not.toContain('checked')
    const moitie = await poster(suivi(id, 'quitter'), { cesse: 'oui', texte: 'Nous déménageons.' })
    expect(moitie.statut).toBe(422)
    expect(moitie.html).toContain('href="#sans_confusion"')
    expect(moitie.html).toContain('Nous déménageons.</textarea>')
    expect((await etatDe(id))?.etat).not.toBe('RETIRE')
    const champs = { cesse: 'oui', sans_confusion: 'oui', texte: 'Nous déménageons.' }
    const deux = await Promise.all([1, 2].map(() => poster(suivi(id, 'quitter'), champs)))
    expect(deux.map(({ statut }) => statut).sort()).toEqual([303, 409])
    expect(await etatDe(id)).toMatchObject({ etat: 'RETIRE', barre: false })
    expect((await listPieces(base.db, id)).map(({ genre }) => genre)).toEqual(['retrait'])
    const apres = await lire(suivi(id))
    expect(apres.texte).toContain('Votre lieu a quitté le réseau le mercredi 1er juillet 2026')
    expect(apres.html).toContain('/adherer/nationale')
  })

  it('quittent sous avertissement en sachant que le retour dépendra du comité', async () => {
    const id = await lieuAverti()
    expect((await lire(suivi(id, 'quitter'), '2026-09-01T09:00:00Z')).texte).toContain(
      'il lui faudra l’accord du comité'
    )
    await poster(suivi(id, 'quitter'), { cesse: 'oui', sans_confusion: 'oui' })
    expect(await etatDe(id)).toMatchObject({ etat: 'RETIRE', barre: true })
    const apres = await lire(suivi(id))
    expect(apres.html).not.toContain('/adherer/')
    expect(apres.html).toContain(suivi(id, 'demander'))
  })

  it('confirment les engagements du Sicoval, et le journal le garde', async () => {
    const id = await declarerLieu(base.db, 'sicoval', nouveauLieu(), new Date('2026-06-01T13:42:00Z'))
    const vu = await lire(suivi(id), '2027-05-20T09:00:00Z')
    expect(vu.texte).toContain('Le lieu doit confirmer ses engagements.')
    expect((await lire(suivi(id, 'confirmer'))).texte).toContain('tient toujours ces engagements')
    expect((await poster(suivi(id, 'confirmer'), {})).statut).toBe(422)
    expect((await poster(suivi(id, 'confirmer'), { tient: 'oui' })).statut).toBe(303)
    expect(await etatDe(id)).toMatchObject({ membre: { confirmeeLe: new Date('2027-05-20T09:00:00Z') } })
    expect((await lire(suivi(id))).texte).toContain('samedi 20 mai 2028')
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from journal where genre = 'adhesion.confirmee' and objet = ${`adhesion/${id}`}`.execute(
      base.db
    )
    expect(rows[0]?.n).toBe(1)
  })

  it('refusent ce qui est forgé, inconnu, ou n’est plus à soi', async () => {
    const id = await declarerLieu(base.db, 'nationale', nouveauLieu(), new Date('2026-06-01T13:42:00Z'))
    maintenant = new Date('2026-07-01T09:00:00Z')
    for (const acte of ['corriger', 'demander', 'confirmer', 'accepter']) {
      const forge = await poster(suivi(id, acte), { texte: TEXTE, tient: 'oui', lue: 'oui', numero: '1' })
      expect([acte, forge.statut]).toEqual([acte, 409])
      expect((await lire(suivi(id, acte))).statut).toBe(409)
    }
    expect((await lire(suivi(id, 'inconnu'))).statut).toBe(404)
    expect((await poster(suivi(id, 'quitter'), { cesse: 'non', sans_confusion: 'peut-être' })).statut).toBe(422)
    expect(
      (await poster(suivi(id, 'quitter'), { cesse: 'oui', sans_confusion: 'oui', texte: 'a'.repeat(5_001) })).statut
    ).toBe(422)
    // The role goes while the page is open.
    await sql`update attribution set retiree_le = ${maintenant}, retiree_par = 'systeme' where id = ${role}`.execute(
      base.db
    )
    expect((await poster(suivi(id, 'quitter'), { cesse: 'oui', sans_confusion: 'oui' })).statut).toBe(403)
    await sql`update attribution set retiree_le = null, retiree_par = null where id = ${role}`.execute(base.db)
    expect((await etatDe(id))?.etat).not.toBe('RETIRE')
  })

  it('acceptent tôt une nouvelle version, celle que la page montrait et pas une autre', async () => {
    const id = await declarerLieu(base.db, 'nationale', nouveauLieu(), new Date('2026-06-01T13:42:00Z'))
    const publier = async (numero: number, le: Date) => {
      await preparerVersion(base.db, 'nationale', { now: le })
      const version = (await findCharte(base.db, 'nationale'))?.versions.find((une) => une.numero === numero)
      const cible = { charte: 'nationale', numero, revision: version?.revision ?? 0 }
      expect(await publierVersion(base.db, cible, le, { acteur: ADMINISTRATEUR, now: le })).toMatchObject({ ok: true })
    }
    await publier(2, new Date('2026-07-05T08:00:00Z'))
    const vu = await lire(suivi(id), '2026-07-06T09:00:00Z')
    expect(vu.html).toContain(suivi(id, 'accepter'))
    const page = await lire(suivi(id, 'accepter'))
    expect(page.texte).toContain('Votre lieu est lié par la version 1')
    expect(page.texte).toContain('au prochain renouvellement')
    expect(page.html).toContain('/chartes/nationale/comparer?de=1&amp;a=2')
    expect((await poster(suivi(id, 'accepter'), { numero: '2' })).statut).toBe(422)
    expect((await poster(suivi(id, 'accepter'), { numero: '1', lue: 'oui' })).statut).toBe(409)
    expect((await poster(suivi(id, 'accepter'), { numero: '2', lue: 'oui' })).statut).toBe(303)
    expect((await poster(suivi(id, 'accepter'), { numero: '2', lue: 'oui' })).statut).toBe(409)
    expect((await lire(suivi(id))).html).not.toContain(suivi(id, 'accepter'))
  })

  it('donnent l’adhésion à l’autre partie d’une fiche séparée, pendant trente jours', async () => {
    const [de, vers] = [nouveauLieu(), nouveauLieu()]
    const id = await declarerLieu(base.db, 'sicoval', de, new Date('2026-06-01T13:42:00Z'))
    expect((await lire(suivi(id, 'deplacer'), '2026-07-06T09:00:00Z')).statut).toBe(409)
    await sql`insert into adhesion_separation (adhesion_id, de_lieu, vers_lieu, le)
      values (${id}, ${de}, ${vers}, ${new Date('2026-07-05T09:00:00Z')})`.execute(base.db)
    expect((await lire(suivi(id))).html).toContain(suivi(id, 'deplacer'))
    expect((await lire(suivi(id, 'deplacer'))).texte).toContain('Possible avant le mercredi 5 août 2026 à 0 heure')
    expect((await poster(suivi(id, 'deplacer'), { lieu: 'x' })).statut).toBe(422)
    expect((await poster(suivi(id, 'deplacer'), { lieu: String(lieux[0]) })).statut).toBe(409)
    expect((await poster(suivi(id, 'deplacer'), { lieu: String(vers) })).statut).toBe(303)
    expect((await findDossier(base.db, id))?.lieuId).toBe(vers)
    expect((await lire(suivi(id), '2026-08-05T09:00:00Z')).html).not.toContain(suivi(id, 'deplacer'))
  })

  it('mènent, d’une fiche réunie à une autre, à l’adhésion qui reste', async () => {
    const [reste, partie] = [
      await declarerLieu(base.db, 'nationale', nouveauLieu(), new Date('2026-07-10T13:42:00Z')),
      await declarerLieu(base.db, 'nationale', nouveauLieu(), new Date('2026-07-10T13:42:00Z'))
    ]
    await sql`update adhesion set absorbee_par = ${reste} where id = ${partie}`.execute(base.db)
    const vue = await lire(suivi(partie), '2026-07-11T09:00:00Z')
    expect([vue.statut, vue.vers]).toEqual([303, suivi(reste)])
    expect((await poster(suivi(partie, 'quitter'), { cesse: 'oui', sans_confusion: 'oui' })).vers).toBe(suivi(reste))
  })
})
