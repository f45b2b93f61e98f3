import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Feature } from '../../../platform/http/feature.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { annuaire } from '../feature.ts'

let base: BaseDeTest
let maintenant = new Date('2026-06-09T08:00:00Z')

/** A feature that has something to say of lieux with an even number. */
const essai: Feature = {
  nom: 'essai',
  sectionsFiche: [
    {
      id: 'ateliers',
      titre: 'Ateliers inventés',
      rang: 25,
      charger: async (c, numero) =>
        numero % 2 === 0 ? <p>{`${numero} ateliers le ${c.var.now.toISOString().slice(0, 10)}`}</p> : undefined
    }
  ]
}

const reglages = { URL_PUBLIQUE: 'https://limousin.example' }
const site = (features?: readonly Feature[]) =>
  creerApplicationDeTest(base.db, { now: () => maintenant, reglages, ...(features && { features }) })

beforeAll(async () => {
  base = await creerBaseDeTest()
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ligne('l1', { horaires: 'Mo-Fr 09:00-12:00,14:00-18:00', courriels: 'accueil@exemple.fr' }),
      ligne('l2', { telephone: '06 12 34 56 78', courriels: 'camille.durand@exemple.fr', latitude: '', longitude: '' }),
      ligne('l3', {
        commune: 'Pointe-à-Pitre',
        code_postal: '97110',
        latitude: '16.24',
        longitude: '-61.53',
        horaires: 'Mo-Fr 08:00-12:00'
      }),
      ligne('l4', {
        commune: 'Strasbourg',
        code_postal: '67000',
        latitude: '48.58',
        longitude: '7.75',
        horaires: 'Mo-Sa 09:00-18:00'
      })
    ])
  )
})

async function fiche(cle: string, quand = '2026-06-09T08:00:00Z', features?: readonly Feature[]) {
  maintenant = new Date(quand)
  const { rows } = await sql<{ id: number; adresse: string }>`
    select l.id, '/lieux/' || l.id || '-' || l.adresse_page as adresse from lieu l join enregistrement e on e.lieu_id = l.id
    where e.cle = ${cle}`.execute(base.db)
  const { id = 0, adresse = '' } = rows[0] ?? {}
  const reponse = await site(features).get(adresse)
  const html = await reponse.text()
  const [, json = '{}'] = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(html) ?? []
  const texte = html
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\u00a0\u202f\s]+/g, ' ')
    .replaceAll(' .', '.')
  return { id, adresse, html, texte, donnees: JSON.parse(json) as Record<string, unknown> }
}

describe('les horaires, à l’heure du lieu', () => {
  it.each([
    ['l1', '2026-06-09T08:00:00Z', 'Ouvert jusqu’à 12 h'],
    ['l1', '2026-06-12T17:00:00Z', 'Fermé, ouvre lundi à 9 h'],
    // 11:00 in Paris is 5:00 in Guadeloupe.
    ['l3', '2026-06-09T09:00:00Z', 'Fermé, ouvre aujourd’hui à 8 h'],
    ['l3', '2026-06-09T13:00:00Z', 'Ouvert jusqu’à 12 h'],
    ['l3', '2026-05-27T13:00:00Z', 'mercredi 27 mai 2026, jour férié (Abolition de l’esclavage) : renseignez-vous'],
    ['l4', '2026-12-26T09:00:00Z', 'samedi 26 décembre 2026, jour férié (Saint-Étienne) : renseignez-vous'],
    ['l1', '2026-11-11T09:00:00Z', 'mercredi 11 novembre 2026, jour férié (Armistice de 1918) : renseignez-vous'],
    // Said two days before, in the week itself.
    ['l1', '2026-11-09T09:00:00Z', 'Mercredi 11 novembre 2026, jour férié (Armistice de 1918) : renseignez-vous']
  ])('la fiche %s, le %s : « %s »', async (cle, quand, attendu) => {
    expect((await fiche(cle, quand)).texte).toContain(attendu)
  })
})

describe('ce que lisent les moteurs de recherche', () => {
  it('une adresse qui fait foi, un titre et une description pour les liens partagés', async () => {
    const { html, adresse } = await fiche('l1')
    expect(html).toContain(`<link rel="canonical" href="https://limousin.example${adresse}"/>`)
    expect(html).toContain(`<meta property="og:url" content="https://limousin.example${adresse}"/>`)
    expect(html).toContain('<meta property="og:title" content="Atelier Torrent Mélèze, Gap"/>')
  })

  it('l’adresse, la position, le téléphone et la semaine, dans les mots de schema.org', async () => {
    const { donnees } = await fiche('l1')
    expect(donnees).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'LocalBusiness',
      name: 'Atelier Torrent Mélèze',
      address: { streetAddress: '1 rue du Four', postalCode: '05000', addressLocality: 'Gap', addressCountry: 'FR' },
      geo: { latitude: 44.501, longitude: 6.02 },
      telephone: '+33492000001',
      email: 'accueil@exemple.fr'
    })
    expect(donnees.openingHoursSpecification).toMatchObject([
      { opens: '09:00', closes: '12:00' },
      { opens: '14:00', closes: '18:00' }
    ])
  })

  it('jamais un contact personnel, ni une position qui n’est que celle de la commune', async () => {
    const { donnees } = await fiche('l2')
    expect(Object.keys(donnees)).not.toContain('telephone')
    expect(Object.keys(donnees)).not.toContain('email')
    expect(Object.keys(donnees)).not.toContain('geo')
  })
})

describe('les sections', () => {
  it('viennent aussi d’autres parties du produit, à leur rang, et se taisent quand il n’y a rien à dire', async () => {
    const avec = [annuaire, essai]
    const fiches = await Promise.all(['l1', 'l2'].map((cle) => fiche(cle, undefined, avec)))
    const [paire, impaire] = fiches[0]?.id !== undefined && fiches[0].id % 2 === 0 ? fiches : fiches.toReversed()
    expect(paire?.texte).toContain(`${paire?.id} ateliers le 2026-06-09`)
    expect(paire?.html).toContain('<a href="#ateliers">Ateliers inventés</a>')
    expect(
      [...(paire?.html.matchAll(/<section class="section split[^"]*" id="(\w+)"/g) ?? [])].map(([, id]) => id)
    ).toEqual(['faire', 'venir', 'ateliers', 'accessibilite', 'informations'])
    expect(impaire?.texte).not.toContain('Ateliers inventés')
  })

  it('« Ce lieu ne fait pas cela ? » mène, pour chaque aide absente, aux lieux proches qui la proposent', async () => {
    const { html, id } = await fiche('l1')
    const liens = [...html.matchAll(/href="(\/orienter\/autour[^"]*)"/g)].map(
      ([, href]) => new URL(`http://x${href?.replaceAll('&amp;', '&')}`).searchParams
    )
    expect(liens).toHaveLength(8)
    expect(new Set(liens.map((lien) => lien.get('lieu')))).toEqual(new Set([String(id)]))
    expect(liens.map((lien) => lien.get('service'))).not.toContain('Aide aux démarches administratives')
  })

  it('disent franchement ce que l’on ne sait pas de l’accès en fauteuil', async () => {
    expect((await fiche('l1')).texte).toContain(
      'Nous ne savons pas si l’on peut entrer en fauteuil : appelez avant de venir, au 04 92 00 00 01.'
    )
    expect((await fiche('l2')).texte).toContain(
      'Nous ne savons pas si l’on peut entrer en fauteuil : appelez avant de venir.'
    )
  })
})

describe('le chemin', () => {
  it('part d’une position sûre, et cherche l’adresse quand la position est celle de la commune', async () => {
    expect((await fiche('l1')).html).toContain('https://www.openstreetmap.org/directions?to=44.501%2C6.02')
    expect((await fiche('l1')).html).toContain('href="geo:44.501,6.02?q=44.501,6.02"')
    const sans = await fiche('l2')
    expect(sans.html).toContain(
      `https://www.openstreetmap.org/search?query=${encodeURIComponent('2 rue de l’Étoile, 05000 Gap')}`
    )
    expect(sans.html).not.toContain('directions?to=')
  })
})
