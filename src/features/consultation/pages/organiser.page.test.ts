import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { findRupture } from '../../../platform/journal/index.ts'
import { cookieAdministration, creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { CLOTURE, creerConsultation } from '../consultation.fixture.ts'
import { REGLAGES_PAR_DEFAUT } from '../domain/module.ts'
import { ecrireModule } from '../domain/saisie-module.ts'
import { saveOpinion } from '../store/opinion.store.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let maintenant = new Date('2026-06-09T08:00:00Z')
/** The secrétariat of the national réseau; another committee's; anybody. */
let organisatrice: string
let cookie: string
let voisin: string
let passant: string
let administration: string

const DESK = '/administration/consultations'

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db, { now: () => maintenant })
  administration = await cookieAdministration(base.db)
  await sql`insert into reseau (id, genre, nom, accroche, presentation, identite, fuseau, version, cree_le, modifie_le, ouvert_le)
    values ('sud', 'territorial', 'Réseau du Sud', '', '', '', 'Indian/Reunion', 1, ${maintenant}, ${maintenant}, ${maintenant})`.execute(
    base.db
  )
  const ouvrir = async (pseudonyme: string, reseau?: string) => {
    const courriel = `${pseudonyme.toLowerCase()}@exemple.fr`
    const compte = await creerCompte(base.db, { courriel, pseudonyme, sansMotDePasse: true })
    if (reseau) await donner(base.db, compte, { role: 'secretariat', reseau })
    return compte
  }
  organisatrice = await ouvrir('Organise', 'national')
  cookie = await cookieDe(base.db, organisatrice)
  voisin = await cookieDe(base.db, await ouvrir('Voisine', 'sud'))
  passant = await cookieDe(base.db, await ouvrir('Passant'))
})

/** The organiser signs in again: a session that holds a role does not last for weeks. */
async function aller(instant: string | Date): Promise<void> {
  maintenant = new Date(instant)
  cookie = await cookieDe(base.db, organisatrice, { now: maintenant })
}

const enTexte = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\u00a0\u202f\s]+/g, ' ')
    .replace(/&#39;/g, '’')
async function lire(reponse: Response | Promise<Response>) {
  const { status: statut, headers } = await reponse
  const html = await (await reponse).text()
  return { statut, vers: headers.get('location') ?? '', html, texte: enTexte(html) }
}
const voir = (chemin: string, comme = cookie) => lire(site.get(chemin, { headers: { cookie: comme } }))
const envoyer = (chemin: string, champs: Record<string, string>, comme = cookie) =>
  lire(site.post(chemin, champs, { headers: { cookie: comme } }))

const revision = async (adresse: string) =>
  String(
    (await sql<{ n: number }>`select revision as n from consultation where adresse = ${adresse}`.execute(base.db))
      .rows[0]?.n
  )
/** Sends with the revision of now, as somebody who has just read the page. */
const agir = async (adresse: string, fin: string, champs: Record<string, string> = {}, comme = cookie) =>
  envoyer(`${DESK}/${adresse}${fin}`, { revision: await revision(adresse), ...champs }, comme)
const journal = async (adresse: string) =>
  (
    await sql<{ genre: string }>`select genre from journal where objet = (
      select 'consultation/' || id from consultation where adresse = ${adresse}) order by rang`.execute(base.db)
  ).rows.map(({ genre }) => genre)

const MODULE = {
  ...ecrireModule({ ...REGLAGES_PAR_DEFAUT, titre: 'Les enjeux', question: 'Lesquels ?' })
} as Record<string, string>
const DATES = {
  ouverture_jour: '2026-06-15',
  ouverture_heure: '9:00',
  cloture_jour: '2026-07-15',
  cloture_heure: '18 h',
  reponse_avant: '2026-10-01'
}

describe('préparer une consultation', () => {
  it('un brouillon se supprime ; les révisions forgées ne font rien', async () => {
    const { vers } = await envoyer(`${DESK}/nouvelle`, { reseau: 'sud', titre: 'Guide', question: 'Q ?' }, voisin)
    expect(vers).toBe(`${DESK}/consultation?fait=creee`)
    // At nine on the clocks of La Réunion.
    const { rows } = await sql<{ ouverture: Date }>`
      select ouverture from consultation where adresse = 'consultation'`.execute(base.db)
    expect(rows[0]?.ouverture).toEqual(new Date('2026-06-16T05:00:00Z'))
    for (const fausse of ['0', 'x', '-1', '1e99'])
      expect((await envoyer(`${DESK}/consultation/supprimer`, { revision: fausse }, voisin)).statut).toBe(409)
    expect((await agir('consultation', '/supprimer', {}, voisin)).vers).toBe(`${DESK}?fait=supprimee`)
    expect((await voir(`${DESK}/consultation`, voisin)).statut).toBe(404)
  })

  it('depuis l’administration, on choisit le réseau', async () => {
    expect((await voir(`${DESK}/nouvelle`, administration)).texte).toContain('Quel réseau pose la question ?')
    const sans = await envoyer(`${DESK}/sujet`, { titre: 'T', question: 'Q', proposition: 'P' }, administration)
    expect([sans.statut, sans.texte]).toEqual([422, expect.stringContaining('Choisissez le réseau')])
    expect((await voir('/administration', administration)).html).toContain(`href="${DESK}"`)
  })

  it('de la question à la publication, avec ce qui manque dit à chaque pas', async () => {
    expect((await voir(DESK)).texte).toContain('Aucune consultation n’est en cours.')
    const mots = { titre: 'Un lieu accueillant, c’est quoi ?', question: 'Qu’est-ce qui compte ?' }
    const vide = await envoyer(`${DESK}/nouvelle`, { reseau: 'national', titre: '', question: 'Quoi ?' })
    expect([vide.statut, vide.texte]).toEqual([422, expect.stringContaining('Écrivez un titre.')])
    expect(vide.html).toContain('value="Quoi ?"')
    const creee = await envoyer(`${DESK}/nouvelle`, { reseau: 'national', ...mots })
    expect(creee.vers).toBe(`${DESK}/un-lieu-accueillant-c-est-quoi?fait=creee`)
    expect((await envoyer(`${DESK}/nouvelle`, { reseau: 'national', ...mots })).vers).toContain('c-est-quoi-2')
    const adresse = 'un-lieu-accueillant-c-est-quoi'

    // Nobody else sees it; who runs another réseau does not touch it.
    expect((await voir(`/consultations/${adresse}`, '')).statut).toBe(404)
    expect((await voir(`/consultations/${adresse}`)).statut).toBe(200)
    expect((await voir(`${DESK}/${adresse}`, voisin)).statut).toBe(403)
    expect((await agir(adresse, '/mots', mots, voisin)).statut).toBe(403)
    expect((await voir(DESK, passant)).statut).toBe(403)
    expect((await envoyer(`${DESK}/nouvelle`, { reseau: 'national', ...mots }, voisin)).statut).toBe(403)
    expect((await envoyer(`${DESK}/nouvelle`, { reseau: 'forgé', ...mots })).statut).toBe(422)

    const atelier = await voir(creee.vers)
    expect(atelier.texte).toContain('Ajoutez au moins un module.')
    const tot = await agir(adresse, '/publier')
    expect([tot.statut, tot.texte]).toEqual([409, expect.stringContaining('Ajoutez au moins un module.')])

    expect((await agir(adresse, '/dates', { ...DATES, cloture_jour: '31/02/2027' })).texte).toContain(
      'Cette date n’existe pas.'
    )
    expect((await agir(adresse, '/dates', DATES)).vers).toContain('fait=dates')
    expect((await voir(`${DESK}/${adresse}`)).texte).toContain('lundi 15 juin 2026 à 9 heures')

    const ferme = await agir(adresse, '/modules/nouveau', { ...MODULE, libelle_accord: '', resultats: 'jamais' })
    expect([ferme.statut, ferme.texte]).toEqual([422, expect.stringContaining('Écrivez les mots de ce bouton.')])
    expect((await agir(adresse, '/modules/nouveau', MODULE)).vers).toContain('/modules/les-enjeux?fait=module')
    await agir(adresse, '/modules/nouveau', { ...MODULE, titre: 'Le texte', nature: 'texte' })
    expect((await voir(`${DESK}/${adresse}`)).texte).toContain('« Le texte » n’a pas d’article.')
    await agir(adresse, '/modules/le-texte/deplacer', { vers: 'haut' })
    await agir(adresse, '/modules/le-texte/ajouter', { titre: 'Article 1', texte: 'Le lieu accueille.' })
    const nature = await agir(adresse, '/modules/le-texte/reglages', { ...MODULE, nature: 'items' })
    expect([nature.statut, nature.texte]).toEqual([409, expect.stringContaining('Retirez-les d’abord')])

    for (const titre of ['Le temps', 'La place', 'De trop'])
      await agir(adresse, '/modules/les-enjeux/ajouter', { titre, texte: '' })
    expect((await agir(adresse, '/items/3/deplacer', { vers: 'haut' })).vers).toContain('fait=deplace')
    await agir(adresse, '/items/4/retirer')
    await agir(adresse, '/items/2', { titre: 'Le temps long', texte: 'Une demi-journée.' })
    const { texte } = await voir(`${DESK}/${adresse}/modules/les-enjeux`)
    expect(texte.indexOf('La place')).toBeLessThan(texte.indexOf('Le temps long'))
    expect(texte).not.toContain('De trop')
    for (const fin of ['/items/4', '/items/0', '/items/abc', '/modules/inconnu', '/modules/inconnu/reglages'])
      expect((await voir(`${DESK}/${adresse}${fin}`)).statut).toBe(404)

    // Two people at once: the second keeps what was typed, and is told.
    const lue = await revision(adresse)
    await agir(adresse, '/mots', { ...mots, introduction: 'Le réseau écoute.' })
    const tard = await envoyer(`${DESK}/${adresse}/mots`, { revision: lue, titre: 'Autre titre', question: 'Quoi ?' })
    expect([tard.statut, tard.texte]).toEqual([409, expect.stringContaining('Une autre personne a modifié')])
    expect(tard.html).toContain('value="Autre titre"')
    expect(tard.html).toContain(`name="revision" value="${await revision(adresse)}"`)

    expect((await agir(adresse, '/publier')).vers).toContain('fait=publiee')
    expect((await voir(DESK)).texte).toMatch(/À venir Un lieu accueillant/)
    expect((await voir(`/consultations/${adresse}`, '')).statut).toBe(200)
    expect(await journal(adresse)).toEqual(['consultation.publication'])

    // The organiser begins the exchange, under that name; what is not yet open may still be mended, and it is noted.
    expect((await agir(adresse, '/items/2/echange', { texte: '' })).statut).toBe(422)
    expect((await agir(adresse, '/items/2/echange', { texte: 'À vous !' })).vers).toContain('fait=echange')
    const { rows } = await sql`select organisateur, texte from consultation_contribution`.execute(base.db)
    expect(rows).toEqual([{ organisateur: true, texte: 'À vous !' }])
    await agir(adresse, '/items/2', { titre: 'Le temps', texte: '' })
    expect(await journal(adresse)).toEqual(['consultation.publication', 'consultation.item-modifie'])

    // Open: words and rules hold; something may be added; the closing only moves away.
    await aller('2026-06-16T08:00:00Z')
    for (const [fin, champs] of [
      ['/items/2', { titre: 'Autre', texte: '' }],
      ['/items/2/retirer', {}],
      ['/items/2/deplacer', { vers: 'bas' }],
      ['/items/2/echange', { texte: 'Encore.' }],
      ['/modules/nouveau', MODULE],
      ['/modules/les-enjeux/reglages', MODULE],
      ['/modules/les-enjeux/retirer', {}],
      ['/publier', {}],
      ['/supprimer', {}],
      ['/clore', {}],
      ['/archiver', {}]
    ] as const) {
      const refuse = await agir(adresse, fin, champs)
      expect([fin, refuse.statut]).toEqual([fin, 409])
      expect(refuse.texte).toContain('Rien n’a été enregistré')
    }
    expect((await agir(adresse, '/modules/les-enjeux/ajouter', { titre: 'Le sourire', texte: '' })).statut).toBe(303)
    expect((await agir(adresse, '/dates', { ...DATES, cloture_jour: '2026-07-14' })).statut).toBe(422)
    expect((await agir(adresse, '/dates', { ...DATES, cloture_jour: '2026-07-20' })).vers).toContain('fait=report')
    const reportee = await voir(`${DESK}/${adresse}`)
    expect(reportee.texte).toContain('D’abord annoncée mercredi 15 juillet 2026 à 18 heures')
    await agir(adresse, '/mots', { titre: 'Un lieu accueillant', question: 'Qu’est-ce qui compte ?' })
    expect((await journal(adresse)).slice(2)).toEqual([
      'consultation.item-ajoute',
      'consultation.report',
      'consultation.mots'
    ])

    // Closed: too late to put it off.
    await aller('2026-07-20T16:00:00Z')
    expect((await agir(adresse, '/dates', { ...DATES, cloture_jour: '2026-07-30' })).vers).toContain('fait=dates')
    expect((await voir(`${DESK}/${adresse}`)).texte).toContain('Clôture lundi 20 juillet 2026 à 18 heures')
    expect((await agir(adresse, '/modules/les-enjeux/ajouter', { titre: 'Tard', texte: '' })).statut).toBe(409)
    expect(await findRupture(base.db, 'national')).toBeUndefined()
  })
})

describe('un sujet mis à l’avis', () => {
  it('n’a pas de date de fin, se clôt quand on veut, et va aux archives', async () => {
    await aller('2026-06-09T08:00:00Z')
    const sujet = { titre: 'Le samedi', question: 'Ouvrir le samedi ?', proposition: 'Ouvrir un samedi par mois.' }
    const { vers } = await envoyer(`${DESK}/sujet`, { reseau: 'national', ...sujet })
    expect(vers).toBe(`${DESK}/le-samedi?fait=sujet`)
    expect((await agir('le-samedi', '/modules/nouveau', MODULE)).texte).toContain('Un sujet a un seul module.')
    expect((await agir('le-samedi', '/publier')).vers).toContain('fait=publiee')
    await aller('2027-03-01T08:00:00Z')
    expect((await voir('/reseaux/national', '')).texte).toContain('Le samedi Sans date de fin')
    expect((await agir('le-samedi', '/archiver')).statut).toBe(409)
    const { rows: items } = await sql<{ id: string; compte: string }>`
      select i.id, (select id from compte where pseudonyme = 'Passant') as compte
      from consultation_item i where titre = 'Ouvrir un samedi par mois.'`.execute(base.db)
    const { id: itemId = '', compte: compteId = '' } = items[0] ?? {}
    expect(await saveOpinion(base.db, { itemId, compteId, sens: 'accord', raison: '' }, maintenant)).toBe(true)

    await aller('2027-03-01T09:00:00Z')
    expect((await agir('le-samedi', '/clore')).vers).toContain('fait=close')
    expect((await agir('le-samedi', '/clore')).statut).toBe(409)
    expect((await voir('/consultations/le-samedi/decompte.json', '')).html).toContain('"accord":1')
    expect(await saveOpinion(base.db, { itemId, compteId, sens: 'revoir', raison: '' }, maintenant)).toBe(false)
    expect((await agir('le-samedi', '/archiver')).vers).toContain('fait=archivee')
    expect((await voir(DESK)).html).not.toContain(`${DESK}/le-samedi"`)
    expect((await voir(`${DESK}?etat=archivee`)).html).toContain(`${DESK}/le-samedi"`)
    expect(await journal('le-samedi')).toEqual([
      'consultation.publication',
      'consultation.close',
      'consultation.archive'
    ])
    expect(await findRupture(base.db, 'national')).toBeUndefined()
  })

  it('une consultation datée ne se clôt pas avant l’heure, et ne s’archive qu’après sa restitution', async () => {
    const { adresse } = await creerConsultation(base.db)
    await aller('2026-06-09T08:00:00Z')
    expect((await agir(adresse, '/clore')).texte).toContain('a une date de clôture annoncée')
    await aller(CLOTURE)
    expect((await agir(adresse, '/archiver')).texte).toContain('Publiez d’abord la restitution')
  })
})
