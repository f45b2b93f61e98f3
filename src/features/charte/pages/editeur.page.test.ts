import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findRupture } from '../../../platform/journal/index.ts'
import { cookieAdministration, creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { chargerChartesLivrees } from '../index.ts'

const CHEMIN = '/administration/chartes'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let cookie: string
let instant = HEURE_DE_TEST
let suivante = 0
/** A charter of its own for each test, whose first version is a draft that can be published. */
let id: string
let v1: string

beforeAll(async () => {
  base = await creerBaseDeTest()
  await chargerChartesLivrees(base.db, join(RACINE, 'content', 'chartes'), HEURE_DE_TEST)
  site = creerApplicationDeTest(base.db, { now: () => instant })
  cookie = await cookieAdministration(base.db)
})

beforeEach(async () => {
  instant = HEURE_DE_TEST
  id = `essai-${++suivante}`
  v1 = `${CHEMIN}/${id}/versions/1`
  expect(
    (await poster(`${CHEMIN}/nouvelle`, { reseau: 'sicoval', nom: `Charte d’essai ${suivante}`, id })).status
  ).toBe(303)
  await poster(`${v1}/presentation`, { resume: 'Une charte d’essai.', preambule: '' })
  await poster(`${v1}/listes/articles/ajouter`, { titre: 'L’objet', texte: 'Essayer.' })
  await poster(`${v1}/listes/criteres/ajouter`, { libelle: 'Accueillir', genre: 'condition', texte: 'Tout le monde.' })
})

const lire = async (chemin: string) => {
  const reponse = await site.get(chemin, { headers: { cookie } })
  expect(reponse.status, chemin).toBe(200)
  return clair(await reponse.text())
}
const clair = (html: string) => html.replace(/[\u00a0\u202f]/g, ' ')

/** Posts with the revision that the version has now, as a person who has just opened the page does. */
async function poster(chemin: string, champs: Record<string, string>) {
  const [, charte, numero] = /chartes\/([^/]+)\/versions\/(\d+)/.exec(chemin) ?? []
  const revision = charte ? await lireRevision(charte, Number(numero)) : ''
  return site.post(chemin, { revision: String(revision), ...champs }, { headers: { cookie } })
}

async function lireRevision(charte: string, numero: number): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    select revision from charte_version where charte_id = ${charte} and numero = ${numero}`.execute(base.db)
  return rows[0]?.revision ?? 0
}

async function refus(reponse: Promise<Response>, phrase: string) {
  const { status } = await reponse
  const page = clair(await (await reponse).text())
  expect(status).toBe(422)
  expect(page).toContain(phrase)
  expect(page).toMatch(/<title>Erreur : /)
  return page
}

describe('une charte nouvelle', () => {
  it('part d’un brouillon vide, et dit ce qui reste à écrire', async () => {
    await poster(`${CHEMIN}/nouvelle`, { reseau: 'sicoval', nom: 'La Charte de l’Été', id: '' })
    const page = await lire(`${CHEMIN}/la-charte-de-l-ete/versions/1`)
    for (const reste of [
      'La charte ne demande rien',
      'Dites en trois phrases ce qu’est cette charte.',
      'Écrivez au moins un article.'
    ])
      expect(page).toContain(reste)
    expect((await site.get('/chartes/la-charte-de-l-ete')).status).toBe(404)
  })

  it('garde ce qui a été écrit quand elle est refusée', async () => {
    const page = await refus(
      poster(`${CHEMIN}/nouvelle`, { reseau: '', nom: 'Mon nom', id: 'Pas Une Adresse' }),
      'Choisissez le réseau'
    )
    expect(page).toContain('value="Mon nom"')
    expect(page).toContain('value="Pas Une Adresse"')
    await refus(
      poster(`${CHEMIN}/nouvelle`, { reseau: 'sicoval', nom: 'N', id: 'nationale' }),
      'Une charte a déjà cette adresse'
    )
    await refus(poster(`${CHEMIN}/nouvelle`, { reseau: 'sicoval', nom: 'N', id: 'nouvelle' }), 'n’est pas possible')
    await refus(poster(`${CHEMIN}/nouvelle`, { reseau: 'ailleurs', nom: 'N', id: 'n' }), 'Ce réseau n’existe pas')
    await refus(poster(`${CHEMIN}/nouvelle`, { reseau: 'sicoval', nom: 'N'.repeat(121), id: 'n' }), '120 signes')
  })
})

describe('un brouillon', () => {
  it('se remplit page par page ; l’aperçu montre la page publique, que personne d’autre ne voit', async () => {
    await poster(`${v1}/listes/categories/ajouter`, { nom: 'Le quartier', texte: 'Autour de nous.' })
    await poster(`${v1}/listes/criteres/ajouter`, {
      libelle: 'Prêter',
      genre: 'critere',
      categorie_id: 'k1',
      texte: 'Du matériel.'
    })
    await poster(`${v1}/listes/avantages/ajouter`, { titre: 'Être vu', texte: 'Sur la carte.' })
    await poster(`${v1}/parametres`, { criteres_minimum: '1', opposition_jours: '30', alertes_comite_jours: '10;20' })
    const apercu = await lire(`${v1}/apercu`)
    for (const mot of ['Aperçu de la version 1', 'Le quartier', 'Prêter', 'Être vu', 'Le comité a 30 jours'])
      expect(apercu).toContain(mot)
    expect((await site.get(`/chartes/${id}`)).status).toBe(404)
    expect((await site.get(`/chartes/${id}/versions/1`)).status).toBe(404)
    expect((await site.get(`/chartes/${id}/versions/1.pdf`)).status).toBe(404)
  })

  it('se range : monter, descendre, retirer', async () => {
    await poster(`${v1}/listes/articles/ajouter`, { titre: 'La suite', texte: 'Ensuite.' })
    await poster(`${v1}/listes/articles/a2/deplacer`, { sens: 'monter' })
    let page = await lire(`${v1}/listes/articles`)
    expect(page.indexOf('La suite')).toBeLessThan(page.indexOf('L’objet'))
    await poster(`${v1}/listes/articles/a2/retirer`, {})
    page = await lire(`${v1}/listes/articles`)
    expect(page).not.toContain('La suite')
    // The number of what was taken out is not given again… while its version remembers it.
    await poster(`${v1}/listes/articles/ajouter`, { titre: 'Encore', texte: 'Encore.' })
    expect((await lire(`${v1}/listes/articles/a2`)).includes('Encore')).toBe(true)
  })

  it('garde ce qui a été écrit quand un champ ne convient pas', async () => {
    const article = await refus(
      poster(`${v1}/listes/articles/a1`, { titre: '', texte: 'Mon long texte' }),
      'ne laissez pas vide'
    )
    expect(article).toContain('Mon long texte</textarea>')
    const delais = await refus(
      poster(`${v1}/parametres`, { opposition_jours: 'quinze', periode_mois: '12' }),
      'Écrivez un nombre entier'
    )
    expect(delais).toContain('value="quinze"')
    await refus(poster(`${v1}/presentation`, { resume: 'x'.repeat(2_001) }), '2 000 signes au plus')
    await refus(
      poster(`${v1}/listes/criteres/ajouter`, { libelle: 'L', genre: 'condition', categorie_id: 'k9', texte: 'T' }),
      'Seul un critère a une catégorie'
    )
  })

  it('échappe ce que l’on y écrit, dans l’éditeur comme dans la page', async () => {
    await poster(`${v1}/listes/articles/a1`, { titre: '<script>alert(1)</script>', texte: '<img src=x>\n- <b>x</b>' })
    for (const chemin of [v1, `${v1}/listes/articles`, `${v1}/listes/articles/a1`, `${v1}/apercu`]) {
      const page = await lire(chemin)
      expect(page).not.toContain('<script>alert')
      expect(page).not.toContain('<img src=x>')
      expect(page).not.toContain('<b>x</b>')
    }
  })

  it('refuse le second qui écrit sans avoir lu, garde son texte, et montre celui de l’autre', async () => {
    const lue = await lireRevision(id, 1)
    await poster(`${v1}/listes/articles/a1`, { titre: 'L’objet', texte: 'Le texte de l’autre.' })
    const page = await refus(
      poster(`${v1}/listes/articles/a1`, { titre: 'L’objet', texte: 'Mon texte à moi.', revision: String(lue) }),
      'Ce brouillon a changé pendant que vous travailliez'
    )
    expect(page).toContain('Mon texte à moi.</textarea>')
    expect(page).toContain('Le texte de l’autre.')
    for (const [chemin, champs] of [
      ['presentation', { resume: 'R' }],
      ['parametres', { criteres_minimum: '0' }],
      ['listes/articles/a1/deplacer', { sens: 'monter' }],
      ['listes/articles/a1/retirer', {}],
      ['publier', { quand: 'maintenant' }],
      ['supprimer', {}]
    ] as const)
      await refus(poster(`${v1}/${chemin}`, { ...champs, revision: String(lue) }), 'Relisez, puis recommencez')
    // The form that comes back holds the revision of now: sending it again writes.
    const [, revision = ''] = /name="revision" value="(\d+)"/.exec(page) ?? []
    const encore = await poster(`${v1}/listes/articles/a1`, { titre: 'L’objet', texte: 'Mon texte à moi.', revision })
    expect(encore.status).toBe(303)
  })

  it('est seul : une seconde version attend, et deux demandes au même instant n’en font qu’une', async () => {
    await refus(poster(`${CHEMIN}/${id}/versions`, {}), 'Un brouillon existe déjà')
    await poster(`${v1}/publier`, { quand: 'maintenant' })
    const deux = await Promise.all([1, 2].map(() => poster(`${CHEMIN}/${id}/versions`, {})))
    expect(deux.map(({ status }) => status).sort()).toEqual([303, 422])
  })

  it('se supprime, et son numéro sert à nouveau', async () => {
    await poster(`${v1}/publier`, { quand: 'maintenant' })
    await poster(`${CHEMIN}/${id}/versions`, {})
    expect((await poster(`${CHEMIN}/${id}/versions/2/supprimer`, {})).status).toBe(303)
    expect((await site.get(`${CHEMIN}/${id}/versions/2`, { headers: { cookie } })).status).toBe(404)
    await refus(poster(`${v1}/supprimer`, {}), 'Elle ne change plus')
  })
})

describe('ce qui sert ne se retire pas', () => {
  it('un critère qu’une déclaration cite', async () => {
    // What a later part of the product will do: refer to the criterion of a version.
    await sql`create table if not exists declaration_essai (
      version_id bigint, critere_id text, foreign key (version_id, critere_id) references charte_critere (version_id, id))`.execute(
      base.db
    )
    await sql`insert into declaration_essai select version_id, c.id from charte_critere c
      join charte_version v on v.id = c.version_id where v.charte_id = ${id}`.execute(base.db)
    await refus(poster(`${v1}/listes/criteres/m1/retirer`, {}), 'Ce critère sert déjà')
    expect(await lire(`${v1}/listes/criteres`)).toContain('Accueillir')
    // Its text may still change, and nothing of what refers to it is disturbed.
    expect(
      (await poster(`${v1}/listes/criteres/m1`, { libelle: 'Accueillir tous', genre: 'condition', texte: 'Tous.' }))
        .status
    ).toBe(303)
  })

  it('une catégorie qui contient des critères', async () => {
    await poster(`${v1}/listes/categories/ajouter`, { nom: 'Le quartier', texte: '' })
    await poster(`${v1}/listes/criteres/ajouter`, {
      libelle: 'Prêter',
      genre: 'critere',
      categorie_id: 'k1',
      texte: 'T'
    })
    const page = await refus(
      poster(`${v1}/listes/categories/k1/retirer`, {}),
      'Cette catégorie contient encore des critères'
    )
    expect(page).toContain('<li>Prêter</li>')
    await refus(poster(`${v1}/listes/articles/a99/retirer`, {}), 'Quelqu’un l’a déjà retiré')
  })
})

describe('la publication', () => {
  it('met en vigueur maintenant, l’écrit au journal du réseau, et plus rien ne change', async () => {
    const reponse = await poster(`${v1}/publier`, { quand: 'maintenant' })
    expect(reponse.headers.get('location')).toContain('fait=publie')
    expect(await lire(`/chartes/${id}`)).toContain('en vigueur depuis le')
    const { rows } = await sql<{ reseau: string; contenu: { empreinte: string } }>`
      select reseau, contenu from journal where objet = ${`charte ${id} version 1`} and genre = 'charte.publiee'`.execute(
      base.db
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.reseau).toBe('sicoval')
    expect(rows[0]?.contenu.empreinte).toMatch(/^[0-9a-f]{64}$/)
    expect(await findRupture(base.db, 'sicoval')).toBeUndefined()
    for (const [chemin, champs] of [
      ['presentation', { resume: 'R' }],
      ['parametres', { criteres_minimum: '0' }],
      ['listes/articles/ajouter', { titre: 'T', texte: 'T' }],
      ['listes/articles/a1', { titre: 'T', texte: 'T' }],
      ['listes/criteres/m1/retirer', {}],
      ['publier', { quand: 'maintenant' }]
    ] as const)
      await refus(poster(`${v1}/${chemin}`, champs), 'Elle ne change plus')
  })

  it('deux fois au même instant : une seule, et l’autre l’apprend', async () => {
    const revision = String(await lireRevision(id, 1))
    const reponses = await Promise.all([1, 2, 3].map(() => poster(`${v1}/publier`, { quand: 'maintenant', revision })))
    expect(reponses.map(({ status }) => status).sort()).toEqual([303, 422, 422])
    const refusees = await Promise.all(reponses.filter(({ status }) => status === 422).map((r) => r.text()))
    for (const page of refusees) expect(clair(page)).toContain('Cette version est déjà publiée')
    const { rows } =
      await sql`select 1 from journal where objet = ${`charte ${id} version 1`} and genre = 'charte.publiee'`.execute(
        base.db
      )
    expect(rows).toHaveLength(1)
  })

  it('plus tard, au début d’un jour du réseau ; d’ici là elle s’annonce et s’annule', async () => {
    await poster(`${v1}/publier`, { quand: 'maintenant' })
    await poster(`${CHEMIN}/${id}/versions`, {})
    const v2 = `${CHEMIN}/${id}/versions/2`
    await poster(`${v2}/listes/articles/a1`, { titre: 'L’objet', texte: 'Essayer encore.' })
    expect(
      (await poster(`${v2}/publier`, { quand: 'plus-tard', jour: '2026-07-01' })).headers.get('location')
    ).toContain('programme')
    expect(await lire(v2)).toContain('mercredi 1er juillet 2026 à 0 h')
    expect(await lire(`/chartes/${id}`)).toContain('Une nouvelle version entrera en vigueur le')
    expect((await site.get(`/chartes/${id}/versions/2`)).status).toBe(404)
    await refus(poster(`${v2}/listes/articles/a1`, { titre: 'T', texte: 'T' }), 'Elle ne change plus')

    expect((await poster(`${v2}/annuler`, {})).status).toBe(303)
    await refus(poster(`${v2}/annuler`, {}), 'déjà annulée')
    await poster(`${v2}/publier`, { quand: 'plus-tard', jour: '2026-07-01' })
    instant = new Date('2026-06-30T21:59:59Z')
    cookie = await cookieAdministration(base.db, instant)
    expect(await lire(`/chartes/${id}`)).toContain('Essayer.')
    instant = new Date('2026-06-30T22:00:00Z')
    expect(await lire(`/chartes/${id}`)).toContain('Essayer encore.')
    await refus(poster(`${v2}/annuler`, {}), 'Elle ne change plus')
    const comparaison = await lire(`/chartes/${id}/comparer`)
    expect(comparaison).toContain('<ins><span class="vh">[ajouté : </span>')
    expect(comparaison).toContain('<del><span class="vh">[retiré : </span>Essayer.')
    expect(await lire(`/chartes/${id}/versions/1`)).toContain('Cette version n’est plus en vigueur.')
    expect(await lire(`/chartes/${id}/comparer?de=2&a=2`)).toContain('disent la même chose')
    instant = HEURE_DE_TEST
    cookie = await cookieAdministration(base.db)
  })

  it.each([
    ['2026-06-08', 'Cette date est passée'],
    ['2026-02-30', 'Donnez une date qui existe'],
    ['', 'Donnez une date qui existe'],
    ['demain', 'Donnez une date qui existe']
  ])('refuse le jour « %s »', async (jour, phrase) => {
    const page = await refus(poster(`${v1}/publier`, { quand: 'plus-tard', jour }), phrase)
    expect(page).toContain(`value="${jour}"`)
    expect(page).toMatch(/value="plus-tard" checked/)
  })

  it('refuse une charte qui ne tient pas, et mène à ce qu’il faut corriger', async () => {
    await poster(`${v1}/parametres`, { criteres_minimum: '3' })
    const page = await refus(poster(`${v1}/publier`, { quand: 'maintenant' }), 'Cette version ne peut pas être publiée')
    expect(page).toContain(`href="${v1}/parametres">Il faut choisir au moins 3 critères`)
  })

  it('refuse de passer avant une version déjà programmée', async () => {
    await poster(`${v1}/publier`, { quand: 'plus-tard', jour: '2026-09-01' })
    await poster(`${CHEMIN}/${id}/versions`, {})
    const v2 = `${CHEMIN}/${id}/versions/2`
    await refus(poster(`${v2}/publier`, { quand: 'plus-tard', jour: '2026-08-01' }), 'Choisissez une date après elle')
    await refus(poster(`${v1}/annuler`, {}), 'La version 2 est déjà un brouillon')
  })
})

describe('un administrateur du Sicoval', () => {
  it('écrit les chartes de son réseau, et pas celles des autres', async () => {
    const compte = await creerCompte(base.db, { courriel: 'sud@exemple.fr', pseudonyme: 'Sud', sansMotDePasse: true })
    await donner(base.db, compte, { role: 'administrateur', reseau: 'sicoval' })
    const sien = await cookieDe(base.db, compte)
    const ouvrir = (chemin: string) => site.get(chemin, { headers: { cookie: sien } })
    const envoyer = (chemin: string, champs: Record<string, string>) =>
      site.post(chemin, champs, { headers: { cookie: sien } })
    expect((await ouvrir(v1)).status).toBe(200)
    const liste = await (await ouvrir(CHEMIN)).text()
    expect(liste).toContain(`href="${CHEMIN}/sicoval"`)
    expect(liste).not.toContain(`href="${CHEMIN}/nationale"`)
    for (const chemin of [
      '',
      '/versions/1',
      '/versions/1/apercu',
      '/versions/1/listes/articles',
      '/versions/1/parametres'
    ])
      expect((await ouvrir(`${CHEMIN}/nationale${chemin}`)).status, chemin).toBe(403)
    for (const chemin of [
      '/versions',
      '/versions/1/publier',
      '/versions/1/listes/articles/ajouter',
      '/versions/1/supprimer'
    ])
      expect((await envoyer(`${CHEMIN}/nationale${chemin}`, { revision: '2' })).status, chemin).toBe(403)
    const forge = await envoyer(`${CHEMIN}/nouvelle`, { reseau: 'national', nom: 'Une autre', id: 'une-autre' })
    expect(forge.status).toBe(422)
    expect(await forge.text()).toContain('Ce réseau n’est pas le vôtre.')
    expect(
      (await envoyer(`${v1}/presentation`, { revision: String(await lireRevision(id, 1)), resume: 'Le sien.' })).status
    ).toBe(303)
  })
})

describe('la base elle-même', () => {
  it('refuse de changer une version publiée, son texte compris', async () => {
    await poster(`${v1}/publier`, { quand: 'maintenant' })
    for (const ordre of [
      sql`update charte_version set resume = 'autre' where charte_id = ${id}`,
      sql`update charte_version set publiee_le = null where charte_id = ${id}`,
      sql`delete from charte_version where charte_id = ${id}`,
      sql`update charte_article set texte = 'autre' where version_id = (select id from charte_version where charte_id = ${id})`,
      sql`delete from charte_critere where version_id = (select id from charte_version where charte_id = ${id})`,
      sql`insert into charte_categorie select id, 'k9', 9, 'N', '', '' from charte_version where charte_id = ${id}`
    ])
      await expect(ordre.execute(base.db)).rejects.toThrow('une version publiée ne change plus')
  })
})
