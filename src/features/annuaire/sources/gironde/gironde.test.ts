import { describe, expect, it } from 'vitest'
import { essayerUne } from '../essai.fixture.ts'
import { GIRONDE } from './gironde.source.ts'

const LIGNE = {
  'Dernière MAJ': '08/06/2021',
  Lieu: '@tout Clic du Port',
  'Type Structure': 'Collectivité',
  Commune: 'Bordeaux',
  'Adresse postale': '8 rue des Acacias - 33000 BORDEAUX',
  Email: 'contact.port@@exemple.fr',
  'Libellé 1': 'Atelier du Port',
  Téléphone: '+33639981234 ET 09.81.82.79.97',
  'Site internet': 'www.exemple.fr www.facebook.com/exemple/',
  'Coord. X': '44.84',
  'Coord. Y': '-0.58',
  services: 'Accès à Internet en autonomie / Etre accompagné dans ses démarches administratives',
  equipements: 'Ordinateur / Scanner / Fraiseuse'
}

describe('Gironde', () => {
  it('lit une adresse en une ligne et des coordonnées dont X est la latitude', () => {
    expect(essayerUne(GIRONDE, LIGNE).valeurs).toEqual({
      nom: '@tout Clic du Port',
      adresse: '8 rue des Acacias',
      code_postal: '33000',
      commune: 'Bordeaux',
      code_insee: '33063',
      latitude: 44.84,
      longitude: -0.58,
      telephone: '+33981827997',
      courriels: ['contact.port@exemple.fr'],
      site_web: ['http://www.exemple.fr', 'http://www.facebook.com/exemple/'],
      date_maj: '2021-06-08',
      services: ['Accès internet et matériel informatique', 'Aide aux démarches administratives'],
      modalites_accompagnement: ['En autonomie', 'Accompagnement individuel']
    })
  })

  it('garde les équipements mot pour mot, et signale celui qu’elle ne connaît pas', () => {
    const { complements, remarques } = essayerUne(GIRONDE, LIGNE)
    expect(complements).toMatchObject({
      equipements: 'Ordinateur / Scanner / Fraiseuse',
      'Type Structure': 'Collectivité'
    })
    expect(remarques).toContainEqual({
      genre: 'hors-schema',
      champ: 'equipements',
      avant: 'Fraiseuse',
      apres: undefined,
      regle: 'valeur-inconnue'
    })
  })

  it('refuse les « @ » mis pour remplir les cases', () => {
    const { valeurs, remarques } = essayerUne(GIRONDE, {
      ...LIGNE,
      Email: '@',
      'Site internet': '@',
      Téléphone: '39 49'
    })
    expect(valeurs.courriels).toBeUndefined()
    expect(valeurs.telephone).toBe('3949')
    expect(remarques.filter(({ regle }) => regle === 'case-de-remplissage')).toHaveLength(2)
  })
})
