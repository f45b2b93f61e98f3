import { describe, expect, it } from 'vitest'
import { cadreDeTest } from '../../../../platform/ui/cadre.fixture.ts'
import { RECHERCHE_VIDE } from '../../domain/recherche.ts'
import { AccueilVue } from './accueil.vue.tsx'
import { accueil, fiche, IMPORTS, lieu, liste, source } from './exemples.fixture.ts'
import { FicheVue } from './fiche.vue.tsx'
import { ImportsVue, ImportVue, NouvelImportVue } from './import.vue.tsx'
import { lieuTrouve, resultats } from './liste/resultats.fixture.ts'
import { FiltresVue, ListeVue } from './liste.vue.tsx'
import { adresseSure, aLaCommune, enumerer, typologieEnClair, valeurEnClair } from './mots.ts'
import { SourcesVue, SourceVue } from './sources.vue.tsx'

const cadre = cadreDeTest()
const maintenant = new Date('2026-06-09T13:42:05Z')
const livraisons = [
  { date: '2026-06-01', lues: 3204, gardees: 3198, refusees: 6, nouvelles: 40, modifiees: 212, disparues: 12 }
]
const PIEGE = '<script>alert(1)</script>'

/** Everything a search may have to explain, at once. */
const CHARGES = resultats({
  recherche: {
    ...RECHERCHE_VIDE,
    q: 'ordinatuer xyz',
    commune: 'Saint-Deni',
    rayon: 20,
    ouvert: 'mardi-18:00',
    facettes: { services: ['Aide aux démarches administratives'], frais_a_charge: ['Gratuit', 'inconnu'] },
    page: 2
  },
  ou: {
    genre: 'territoire',
    approche: true,
    territoire: {
      genre: 'commune',
      code: '93066',
      nom: 'Saint-Denis',
      precision: 'Seine-Saint-Denis',
      centre: undefined
    },
    autres: [{ genre: 'commune', code: '97411', nom: 'Saint-Denis', precision: 'La Réunion', centre: undefined }]
  },
  ignores: [{ parametre: 'tri', valeur: 'x', raison: 'nous attendons un de ces mots\u00a0: distance' }],
  mots: {
    corriges: [{ tape: 'ordinatuer', lu: 'ordinateur' }],
    ignores: ['xyz'],
    compris: [{ expression: 'ordinateur', facette: 'services', valeur: 'Accès internet et matériel informatique' }]
  },
  ouvertures: { ouvert: 12, ferme: 8, inconnu: 17 },
  total: 137,
  page: 2
})

const VUES: Record<string, () => unknown> = {
  accueil: () => <AccueilVue {...accueil()} />,
  'accueil sans lieu': () => <AccueilVue {...accueil({ nombreLieux: 0, sources: [], portes: [] })} />,
  liste: () => <ListeVue {...liste()} />,
  'liste sans résultat': () => (
    <ListeVue
      {...liste({
        resultats: resultats({
          total: 0,
          lieux: [],
          ou: { genre: 'inconnu', tape: 'Nulle-Part', adresseSansGeocodeur: false },
          relacher: [{ libelle: 'Gratuit', recherche: RECHERCHE_VIDE, total: 12 }],
          proches: [lieuTrouve()]
        })
      })}
    />
  ),
  'liste, tout est dit': () => <ListeVue {...liste({ resultats: CHARGES })} />,
  'les filtres seuls': () => <FiltresVue cadre={cadre} resultats={resultats()} />,
  fiche: () => <FicheVue {...fiche()} />,
  'fiche pauvre': () => (
    <FicheVue {...fiche({ lieu: lieu({ valeurs: { nom: 'X' }, provenances: [], sources: [] }) })} />
  ),
  'fiche aux horaires qui changent': () => (
    <FicheVue
      {...fiche({
        lieu: lieu({
          positionApproximative: undefined,
          valeurs: {
            ...lieu().valeurs,
            horaires: 'Mo 09:00-12:00 "sur rendez-vous"; week 02-53/2 We 14:00-18:00; Th 18:00+; SH off',
            itinerance: ['Itinérant'],
            modalites_acces: ["Ce lieu n'accueille pas de public", 'Prendre un RDV en ligne']
          }
        }),
        maintenant: { date: '2026-07-10', minutes: 600 }
      })}
    />
  ),
  'fiche un jour férié': () => (
    <FicheVue
      {...fiche({
        lieu: lieu({ valeurs: { nom: 'X', horaires: 'Mo-Fr 09:00-12:00' } }),
        maintenant: { date: '2026-07-14', minutes: 600 }
      })}
    />
  ),
  sources: () => <SourcesVue cadre={cadre} sources={[source(), source({ derniere: undefined })]} />,
  source: () => <SourceVue cadre={cadre} source={source()} livraisons={livraisons} />,
  'nouvel import': () => (
    <NouvelImportVue
      cadre={cadre}
      action='/administration/importer'
      sources={[]}
      tailleMax={'300\u00a0Mo'}
      erreurs={[{ champ: 'source', message: 'Choisissez une source.' }]}
    />
  ),
  imports: () => <ImportsVue cadre={cadre} imports={Object.values(IMPORTS)} />,
  ...Object.fromEntries(
    Object.values(IMPORTS).map((un) => [
      `import ${un.etat}`,
      () => <ImportVue cadre={cadre} import={un} maintenant={maintenant} />
    ])
  )
}

/** Without the data for search engines, which are not shown: they have their own tests. */
const sansDonnees = (html: string) => html.replace(/<script type="application\/ld\+json">[^<]*<\/script>/, '')
const texteDe = (html: string) =>
  sansDonnees(html)
    .replace(/<[^>]*>/g, '\n')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
const lisible = (html: string) =>
  texteDe(html)
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/\s+/g, ' ')

describe.each(Object.entries(VUES))('la page « %s »', (_, rendre) => {
  const html = String(rendre())

  it('n’a ni style ni script dans la page', () => {
    expect(sansDonnees(html)).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+="/)
  })

  it('a un seul titre de premier rang et ne saute aucun rang', () => {
    const rangs = [...html.matchAll(/<h([1-6])/g)].map(([, rang]) => Number(rang))
    expect(rangs.filter((rang) => rang === 1)).toHaveLength(1)
    expect(rangs[0]).toBe(1)
    for (const [i, rang] of rangs.entries()) expect(rang - (rangs[i - 1] ?? 0)).toBeLessThanOrEqual(1)
  })

  it('donne un nom à chaque champ, et n’utilise aucun identifiant deux fois', () => {
    const noms = new Set([...html.matchAll(/<label[^>]* for="([^"]+)"/g)].map(([, id]) => id))
    for (const [champ] of html.matchAll(/<(?:input|select|textarea)[^>]*>/g)) {
      if (!champ.includes('type="hidden"')) expect(noms).toContain(/ id="([^"]+)"/.exec(champ)?.[1])
    }
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids).toHaveLength(new Set(ids).size)
  })

  it('mène par ses liens internes à quelque chose qui existe', () => {
    for (const [, id] of html.matchAll(/ (?:href="#|aria-labelledby="|aria-describedby=")([^" ]+)/g))
      expect(html).toContain(` id="${id}"`)
  })

  it('suit la typographie française', () => {
    const texte = texteDe(html)
    expect(texte).not.toMatch(/ [?!;:»]|« /)
    expect(texte).not.toContain("'")
    expect(texte).not.toMatch(/(?<!\p{L})(tu|ton|ta|tes|toi)(?!\p{L})/u)
  })
})

describe('l’accueil', () => {
  it('pose une seule question en deux champs', () => {
    const html = String(<AccueilVue {...accueil()} />)
    expect(html).toMatch(
      /<form class="ask" role="search" action="\/lieux"[^>]*>.*name="q".*name="commune".*Trouver un lieu/s
    )
    expect(html).not.toContain('id="recherche-entete"')
  })

  it('compte les lieux et les sources', () => {
    const texte = lisible(String(<AccueilVue {...accueil()} />))
    expect(texte).toContain('5 012 lieux vous accueillent.')
    expect(texte).toContain('réunis de 2 sources')
    expect(texte).toContain('1er juin 2026')
  })

  it('n’ouvre aucune porte quand aucune page n’existe', () => {
    expect(String(<AccueilVue {...accueil({ portes: [] })} />)).not.toContain('Vous êtes ici pour')
  })
})

describe('la fiche', () => {
  const rendre = (...args: Parameters<typeof fiche>) => lisible(String(<FicheVue {...fiche(...args)} />))

  it('répond d’abord : ouvert, où, comment les joindre, pour quoi', () => {
    const texte = rendre()
    const ordre = [
      'Ouvert jusqu’à 18 h',
      '12 rue du Moulin-Blanc',
      '01 99 00 47 10',
      'Démarches en ligne',
      'Ce que l’on y fait'
    ]
    expect(ordre.map((mot) => texte.indexOf(mot))).toEqual(
      [...ordre.map((mot) => texte.indexOf(mot))].sort((a, b) => a - b)
    )
    expect(texte).toContain('Aujourd’hui, mardi 9 juin 2026 : 9 h à 12 h, 14 h à 18 h, d’après les horaires habituels.')
  })

  it('dit quand cela rouvre', () => {
    const maintenant = { date: '2026-06-13', minutes: 13 * 60 }
    expect(rendre({ maintenant })).toContain('Fermé, ouvre mardi à 9 h')
    expect(rendre({ maintenant: { ...maintenant, minutes: 8 * 60 } })).toContain('Fermé, ouvre aujourd’hui à 9 h 30')
  })

  it('ne promet rien un jour férié', () => {
    const horaires = 'Mo-Fr 09:00-18:00'
    const maintenant = { date: '2026-07-14', minutes: 15 * 60 }
    const texte = rendre({ lieu: lieu({ valeurs: { nom: 'x', horaires } }), maintenant })
    expect(texte).toContain('Jour férié, renseignez-vous avant de venir')
    expect(texte).toContain('Aujourd’hui, mardi 14 juillet 2026, jour férié (Fête nationale) : renseignez-vous.')
    expect(texte).not.toContain('Ouvert jusqu’à')
  })

  it('montre tels quels des horaires qui ne sont pas une semaine simple, et dit quand ils manquent', () => {
    expect(rendre({ lieu: lieu({ valeurs: { nom: 'x', horaires: 'Sur rendez-vous' } }) })).toContain(
      'Horaires : Sur rendez-vous'
    )
    expect(rendre({ lieu: lieu({ valeurs: { nom: 'x' } }) })).toContain('Horaires non connus')
  })

  it('explique un contact personnel qui n’est pas publié', () => {
    expect(rendre()).toContain(
      'Un numéro de portable est connu du réseau ; il n’est pas publié sans l’accord de la personne.'
    )
  })

  it('dit qu’une position est approximative, qu’un lieu est fictif, qu’une source ne le cite plus', () => {
    const texte = rendre()
    expect(texte).toContain('position approximative : centre de la commune')
    expect(texte).toContain('Lieu fictif')
    expect(texte).toContain('Ce lieu n’apparaît plus dans « Les cafés numériques » depuis le 3 mars 2026.')
  })

  it('donne la source et la date de chaque information, et garde lisibles les autres réponses', () => {
    const texte = rendre()
    expect(texte).toContain('Téléphone 01 99 00 47 10 Téléphone écrit au format international.')
    expect(texte).toContain('1 autre réponse 01 99 00 47 11 Les cafés numériques, 14 novembre 2025')
    expect(texte).toContain('sans date')
  })

  it('ne fait un lien que d’une adresse http ou https, et échappe tout le reste', () => {
    const html = String(
      <FicheVue
        {...fiche({
          lieu: lieu({
            nom: PIEGE,
            valeurs: {
              nom: PIEGE,
              presentation_detail: PIEGE,
              site_web: ['javascript:alert(1)'],
              prise_rdv: 'javascript:alert(2)',
              horaires: PIEGE
            }
          })
        })}
      />
    )
    expect(sansDonnees(html)).not.toContain('<script')
    expect(html).not.toContain('href="javascript')
  })

  it('porte un code qui ramène à son adresse publique', () => {
    expect(String(<FicheVue {...fiche()} />)).toContain('aria-label="Code à photographier pour retrouver cette fiche"')
  })
})

describe('l’import', () => {
  it('renvoie le formulaire refusé avec les erreurs liées aux champs', () => {
    const html = String(VUES['nouvel import']?.())
    expect(html).toContain('<a href="#source">Choisissez une source.</a>')
    expect(html).toContain('enctype="multipart/form-data"')
    expect(html).toContain('<title>Erreur')
  })

  it('ne se recharge pas tout seul : un lien « Actualiser »', () => {
    const html = String(<ImportVue cadre={cadre} import={IMPORTS['en-cours']} maintenant={maintenant} />)
    expect(html).not.toContain('http-equiv')
    expect(html).toContain('href="/administration/livraisons/42">Actualiser</a>')
    expect(lisible(html)).toContain('1 200 lignes sur 3 204, soit 37 %')
  })

  it('dit ce qui a été gardé, refusé, corrigé par une règle nommée, et donne le rapport', () => {
    const texte = lisible(String(<ImportVue cadre={cadre} import={IMPORTS.fini} maintenant={maintenant} />))
    expect(texte).toContain(
      '3 204 lignes lues : 3 198 sont gardées, 6 sont refusées. L’annuaire compte maintenant 5 012 lieux.'
    )
    expect(texte).toContain('Téléphone écrit au format international. corrigé telephone-international 2 870')
  })

  it('rassure quand il échoue', () => {
    expect(lisible(String(<ImportVue cadre={cadre} import={IMPORTS.echoue} maintenant={maintenant} />))).toContain(
      'Les lieux et les informations d’avant sont intacts.'
    )
  })
})

describe('les mots', () => {
  it('contractent l’article d’une commune', () => {
    expect(['Limoges', 'Le Mans', 'Les Ulis', 'La Rochelle', 'Lens'].map(aLaCommune)).toEqual([
      'à Limoges',
      'au Mans',
      'aux Ulis',
      'à La Rochelle',
      'à Lens'
    ])
  })

  it('énumèrent en s’arrêtant à temps', () => {
    expect(enumerer(['a'])).toBe('a')
    expect(enumerer(['a', 'b', 'c'])).toBe('a, b et c')
    expect(enumerer(['a', 'b', 'c', 'd'], 2)).toBe('a, b et 2 autres')
  })

  it('disent les valeurs du schéma comme on les lit', () => {
    expect(valeurEnClair('dispositif_programmes_nationaux', ["Point d'accès numérique CAF"])).toBe(
      'Point d’accès numérique CAF'
    )
    expect(typologieEnClair('BIB')).toBe('Bibliothèque / Médiathèque')
    expect(typologieEnClair('constructor')).toBe('constructor')
    expect(valeurEnClair('latitude', 45.5)).toBe('45,5')
  })

  it('n’acceptent comme adresse que http et https', () => {
    expect(adresseSure('https://a.example/x')).toBe('https://a.example/x')
    expect(adresseSure('javascript:alert(1)')).toBeUndefined()
    expect(adresseSure('pas une adresse')).toBeUndefined()
  })
})
