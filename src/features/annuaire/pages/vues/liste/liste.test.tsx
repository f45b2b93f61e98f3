import { describe, expect, it } from 'vitest'
import type { Resultats } from '../../../actions/rechercher.ts'
import { RECHERCHE_VIDE } from '../../../domain/recherche.ts'
import { liste } from '../exemples.fixture.ts'
import { FiltresVue, ListeVue } from '../liste.vue.tsx'
import { distanceEnMots, momentEnMots, ouEnMots } from './mots-recherche.ts'
import { LIMOGES, lieuTrouve, resultats } from './resultats.fixture.ts'
import { extrait, preparerSurlignage, surligner } from './surlignage.ts'

const PIEGE = '<script>alert(1)</script>'
const AUCUN_MOT = { corriges: [], ignores: [], compris: [] }

const html = (autres: Partial<Resultats> = {}, props: Partial<Parameters<typeof ListeVue>[0]> = {}) =>
  String(<ListeVue {...liste({ resultats: resultats(autres), ...props })} />)
const lisible = (page: string) =>
  page
    .replace(/<\/?(mark|b|span)[^>]*>/g, '')
    .replace(/<[^>]*>/g, '\n')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/&nbsp;|[\u00a0\u202f]/g, ' ')
    .replace(/\s+/g, ' ')
const texte = (...args: Parameters<typeof html>) => lisible(html(...args))
const lecture = (recherche: Partial<Resultats['recherche']>) => ({ ...RECHERCHE_VIDE, ...recherche })

describe('le titre', () => {
  it('dit la recherche en mots', () => {
    expect(texte()).toContain('37 lieux pour « impôts » à moins de 20 km de Limoges')
    expect(texte({ total: 1, recherche: lecture({ ouvert: 'maintenant' }), ou: { genre: 'position' } })).toContain(
      '1 lieu ouvert maintenant près de vous'
    )
  })

  it.each([
    [LIMOGES, undefined, 'à Limoges'],
    [{ ...LIMOGES, nom: 'Le Mans' }, 5, 'à moins de 5 km du Mans'],
    [{ ...LIMOGES, nom: 'Les Ulis' }, 5, 'à moins de 5 km des Ulis'],
    [{ ...LIMOGES, nom: 'Ambazac' }, 5, 'à moins de 5 km d’Ambazac'],
    [{ ...LIMOGES, genre: 'departement', code: '48', nom: 'Lozère' }, 5, 'dans le département Lozère (48)'],
    [{ ...LIMOGES, genre: 'region', nom: 'Nouvelle-Aquitaine' }, undefined, 'dans la région Nouvelle-Aquitaine'],
    [{ ...LIMOGES, genre: 'code_postal', nom: '87000 (Limoges)' }, 5, 'à moins de 5 km du 87000 (Limoges)']
  ] as const)('dit où : %o', (territoire, rayon, attendu) => {
    const ou = { genre: 'territoire', territoire, autres: [], approche: false } as const
    expect(ouEnMots(ou, rayon)?.replaceAll('\u00a0', ' ')).toBe(attendu)
  })
})

describe('une carte', () => {
  it('dit d’abord ce que l’on y fait pour cette recherche, puis le reste', () => {
    expect(texte()).toContain('Pour votre recherche : démarches en ligne. Aussi : ordinateur en libre accès.')
    expect(html()).toContain('<mark>démarches en ligne</mark>')
  })

  it('porte le numéro de son repère, qui continue de page en page', () => {
    expect(html()).toContain('<ol class="cards" start="1"><li class="card card--num"><span class="pin">')
    expect(texte({ page: 2 })).toContain('Repère 21')
  })

  it('dit la distance, le prix, comment venir, la fraîcheur', () => {
    const page = texte()
    expect(page).toContain('12 rue du Moulin-Blanc, 87350 Panazol, à 1,2 km')
    expect(page).toContain('Prix non précisé')
    expect(page).toContain('Avec ou sans rendez-vous')
    expect(page).toContain('Fauteuil, difficulté à se déplacer')
    expect(page).toContain('Itinérant')
    expect(page).toContain('Mis à jour en juin 2026')
    expect(page).toContain('Mis à jour en mars 2021 : à vérifier')
    expect(page.match(/à vol d’oiseau/g)).toHaveLength(1)
  })

  it('dit si c’est ouvert, et montre tels quels des horaires qu’on ne sait pas lire', () => {
    const page = texte()
    expect(page).toContain('Ouvert jusqu’à 18 h')
    expect(page).toContain('Horaires non connus, appelez avant')
    expect(page).toContain('Horaires : selon la saison, voir le site')
    expect(texte({ recherche: lecture({ ouvert: 'mardi-18:00' }) })).toContain('Ouvert mardi à 18 h')
  })

  it('cite la phrase où le mot cherché se trouve, le mot marqué', () => {
    expect(html({ mots: AUCUN_MOT })).toContain('déclarer vos <mark>impôts</mark> en ligne')
  })

  it('échappe un nom de lieu et des mots cherchés hostiles', () => {
    const page = html({
      recherche: lecture({ q: PIEGE, commune: PIEGE, facettes: { source: [PIEGE] } }),
      lieux: [
        lieuTrouve({ nom: PIEGE, adresse: PIEGE, presentation_resume: PIEGE, telephone: PIEGE, horaires: PIEGE })
      ],
      ignores: [{ parametre: PIEGE, valeur: PIEGE, raison: PIEGE }],
      mots: { corriges: [{ tape: PIEGE, lu: PIEGE }], ignores: [PIEGE], compris: [] }
    })
    expect(page).not.toContain('<script')
    expect(page).toContain('&lt;script&gt;')
  })
})

describe('les filtres', () => {
  it('comptent les lieux de chaque réponse ; une réponse vide ne se montre que choisie', () => {
    expect(texte()).toContain('Gratuit (12)')
    expect(html()).not.toContain('value="Payant"')
    expect(html({ recherche: lecture({ facettes: { frais_a_charge: ['Payant'] } }) })).toMatch(
      /value="Payant"[^>]*checked/
    )
  })

  it('disent à part, à la fin du groupe, ce que les sources taisent', () => {
    const page = texte()
    expect(page).toContain('Gratuit pour certaines personnes (2) Prix non précisé (31) : à vérifier par téléphone')
    expect(page).toContain('Accessibilité non précisée (34) : à vérifier par téléphone')
    expect(page).toContain('Publics non précisés (20) : souvent ouvert à tous')
  })

  it('donnent les types de lieu présents, le plus courant d’abord, et les années, la dernière d’abord', () => {
    const page = texte()
    expect(page.indexOf('Mairie (11)')).toBeLessThan(page.indexOf('Bibliothèque ou médiathèque (4)'))
    expect(page).toMatch(/2026 \(20\) 2025 \(14\) 2024 \(3\)/)
    expect(page).toContain('Annuaire du département (30)')
  })

  it('montrent d’abord l’essentiel, le reste sous « Plus de critères », ouvert dès que l’on y a choisi', () => {
    const page = html()
    expect(page.indexOf('Publics')).toBeLessThan(page.indexOf('Plus de critères'))
    expect(page).toContain('<details><summary>Plus de critères</summary>')
    expect(html({ recherche: lecture({ facettes: { typologie: ['BIB'] } }) })).toContain(
      '<details open><summary>Plus de critères <span class="soft">(1 choisi)</span></summary>'
    )
  })

  it('partent avec le même formulaire que les mots et le lieu', () => {
    const cases = html().match(/<input id="[^"]*" type="checkbox"[^>]*>/g) ?? []
    expect(cases.length).toBeGreaterThan(10)
    for (const une of cases) expect(une).toContain('form="recherche"')
  })

  it('proposent une heure du matin, de midi, de l’après-midi et du soir, chaque jour ; et gardent celle de l’adresse', () => {
    expect(texte()).toContain('Lundi matin (10 h) Lundi midi (12 h 30) Lundi après-midi (15 h) Lundi soir (18 h)')
    expect(html({ recherche: lecture({ ouvert: 'mardi-19:45' }) })).toMatch(
      /value="mardi-19:45" selected>Mardi à 19.h.45</
    )
  })

  it('tiennent en une page pour un téléphone, avec le nombre de lieux sur le bouton', () => {
    const page = String(<FiltresVue cadre={liste().cadre} resultats={resultats()} />)
    expect(lisible(page)).toContain('Voir les 37 lieux')
    expect(page).toContain('<input type="hidden" name="q" value="impôts"/>')
    expect(page).not.toContain('class="card')
  })
})

describe('les critères choisis', () => {
  it('se retirent un à un, sans perdre les autres', () => {
    const page = html()
    expect(page).toContain('href="/lieux?q=imp%C3%B4ts&amp;commune=Limoges&amp;rayon=20">Gratuit <span>Retirer</span>')
    expect(page).toContain('href="/lieux?commune=Limoges&amp;rayon=20&amp;frais_a_charge=Gratuit">')
    expect(page).toContain('href="/lieux?q=imp%C3%B4ts&amp;frais_a_charge=Gratuit">À moins de')
  })

  it('gardent la carte ouverte', () => {
    expect(html({}, { carteEntiere: true })).toContain('rayon=20&amp;vue=carte">Gratuit')
    expect(html({}, { carteEntiere: true })).toContain('<input type="hidden" name="vue" value="carte"/>')
  })
})

describe('les pages', () => {
  it('se numérotent, avec celle d’avant et celle d’après', () => {
    const page = html({ total: 271, page: 5 })
    expect(lisible(page)).toContain('Page 5 sur 14')
    expect(lisible(page)).toContain('Page 1 … Page 4 Page 5 Page 6 … Page 14 Page précédente Page suivante')
    expect(page).toContain('page=6" rel="next"')
    expect(page.match(/aria-current="page"/g)).toHaveLength(1)
  })

  it('ne se montrent pas quand tout tient sur une', () => {
    expect(html({ total: 3 })).not.toContain('aria-label="Pages de résultats"')
  })
})

describe('ce que la page a compris', () => {
  it('nomme ce qu’elle a corrigé, compris, laissé de côté', () => {
    const page = texte({
      mots: {
        corriges: [{ tape: 'ordinatuer', lu: 'ordinateur' }],
        ignores: ['xyz'],
        compris: [{ expression: 'impots', facette: 'services', valeur: 'Aide aux démarches administratives' }]
      },
      ignores: [{ parametre: 'rayon', valeur: '-3', raison: 'Nous attendons une distance' }]
    })
    expect(page).toContain('Nous avons cherché « ordinateur » à la place de « ordinatuer ».')
    expect(page).toContain('« impôts » : nous montrons aussi les lieux qui proposent : démarches en ligne.')
    expect(page).toContain('Aucun lieu ne parle de « xyz »')
    expect(page).toContain('Distance : « -3 », nous attendons une distance.')
  })

  it('propose les homonymes et dit quel nom elle a pris', () => {
    const page = html({
      recherche: lecture({ commune: 'Saint-Deni', rayon: 5 }),
      ou: {
        genre: 'territoire',
        approche: true,
        territoire: { ...LIMOGES, nom: 'Saint-Denis', precision: 'Seine-Saint-Denis' },
        autres: [
          { ...LIMOGES, nom: 'Saint-Denis', precision: 'La Réunion' },
          { ...LIMOGES, genre: 'departement', code: '974', nom: 'La Réunion', precision: 'département' }
        ]
      }
    })
    expect(lisible(page)).toContain(
      'Nous ne connaissons pas « Saint-Deni ». Nous avons cherché autour de Saint-Denis (Seine-Saint-Denis).'
    )
    expect(page).toContain('href="/lieux?commune=Saint-Denis+%28La+R%C3%A9union%29&amp;rayon=5"')
    expect(page).toContain('href="/lieux?departement=974&amp;rayon=5"')
  })

  it('dit à côté du champ qu’un lieu n’est pas connu, et garde ce qui a été tapé', () => {
    const page = html({ ou: { genre: 'inconnu', tape: 'Nulle-Part', adresseSansGeocodeur: false } })
    expect(page).toContain('value="Nulle-Part"')
    expect(page).toContain('aria-describedby="commune-erreur"')
    expect(lisible(page)).toContain('Nous ne connaissons pas « Nulle-Part »')
    expect(texte({ ou: { genre: 'inconnu', tape: '3 rue Z', adresseSansGeocodeur: true } })).toContain(
      'Ce site ne sait pas situer une adresse.'
    )
  })

  it('compte les lieux ouverts, fermés, et ceux qu’il faut appeler', () => {
    expect(
      texte({
        recherche: lecture({ ouvert: 'mardi-18:00' }),
        ouvertures: { ouvert: 12, ferme: 8, inconnu: 17 }
      })
    ).toContain(
      'Mardi à 18 h : 12 lieux ouverts, 8 lieux fermés, et 17 lieux dont les horaires ne sont pas connus : à appeler.'
    )
  })
})

describe('sans résultat', () => {
  const page = html({
    total: 0,
    lieux: [],
    relacher: [
      { libelle: 'Gratuit', recherche: lecture({ q: 'impôts' }), total: 12 },
      { libelle: '« impôts »', recherche: lecture({}), total: 1 }
    ],
    proches: [lieuTrouve({ nom: 'Le plus proche' }, { distance: 34_000 })]
  })

  it('dit quel critère retirer et ce que cela donnerait', () => {
    expect(lisible(page)).toContain('Aucun lieu ne répond à toute votre demande.')
    expect(lisible(page)).toContain('sans « Gratuit » : 12 lieux')
    expect(lisible(page)).toContain('sans « impôts » : 1 lieu')
    expect(page).toContain('href="/lieux?q=imp%C3%B4ts">sans')
  })

  it('montre les lieux les plus proches et donne le téléphone', () => {
    expect(lisible(page)).toContain('Le plus proche')
    expect(lisible(page)).toContain('à 34 km')
    expect(lisible(page)).toContain('nous cherchons avec vous : 01 99 00 47 10')
  })
})

describe('le classement', () => {
  it('ne s’impose pas à la recherche suivante tant qu’on ne le choisit pas', () => {
    expect(html()).toContain('<option value="" selected>ce qui répond le mieux</option>')
    expect(html({ recherche: lecture({ tri: 'fraicheur' }), tri: 'fraicheur' })).toContain(
      '<option value="fraicheur" selected>date de mise à jour</option>'
    )
  })
})

describe('les mots de la recherche', () => {
  it.each([
    [20, 'à moins de 100 m'],
    [350, 'à 350 m'],
    [374, 'à 350 m'],
    [990, 'à 1 km'],
    [1240, 'à 1,2 km'],
    [9960, 'à 10 km'],
    [34_400, 'à 34 km']
  ])('%s mètres : %s', (metres, attendu) => {
    expect(distanceEnMots(metres).replaceAll('\u00a0', ' ')).toBe(attendu)
  })

  it('disent un moment', () => {
    expect(momentEnMots('maintenant')).toBe('maintenant')
    expect(momentEnMots('mardi-18:30').replaceAll('\u00a0', ' ')).toBe('mardi à 18 h 30')
  })

  it('se retrouvent dans un texte malgré l’accent et le pluriel, jamais au milieu d’un mot', () => {
    const mots = preparerSurlignage('les impots, un cv', AUCUN_MOT)
    expect(String(surligner('Impôt & CVs', mots))).toBe('<mark>Impôt</mark> &amp; CVs')
    expect(surligner('rien ici', mots)).toBe('rien ici')
    expect(preparerSurlignage('les des', AUCUN_MOT)).toBeUndefined()
    expect(preparerSurlignage('(.*+', AUCUN_MOT)).toBeUndefined()
  })

  it('se citent avec ce qui les entoure', () => {
    const mots = preparerSurlignage('impôts', AUCUN_MOT)
    const long = `${'avant '.repeat(60)}vos impôts ${'après '.repeat(60)}`
    const cite = extrait(long, mots) ?? ''
    expect(cite).toMatch(/^… .*impôts.* …$/)
    expect(cite.length).toBeLessThan(200)
    expect(extrait('rien', mots)).toBeUndefined()
  })
})
