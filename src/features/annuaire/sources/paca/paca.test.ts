import { describe, expect, it } from 'vitest'
import { essayer, essayerUne } from '../essai.fixture.ts'
import { PACA } from './paca.source.ts'

const LIGNE = {
  nom: 'Le Quai numérique',
  structure_porteuse: 'Association du Quai',
  type_lieu: 'Tiers-lieu / Coworking / FabLab / Hackerspace',
  adresse_numero: '12',
  adresse_rue: 'rue du Port',
  adresse_code_postal: '1000',
  adresse_code_insee: '1053',
  adresse_commune: 'BOURG-EN-BRESSE',
  latitude: '46.2',
  longitude: '5.22',
  itinerant: 'non',
  en_ligne: 'Oui',
  contact_web: 'www.quaiBouche-du-Rhône-exemple.fr',
  contact_twitter: 'ttps://twitter.com/quai_exemple',
  horaires_ouverture_brut: 'Lundi au vendredi 9h-12h/Bouche-du-Rhôneh-17h',
  horaires_ouverture_osm: 'Lundi au vendredi 9h-12h/Bouche-du-Rhôneh-17h',
  services: 'Accès libre, ateliers d’impression 3D, aide aux démarches',
  labels: 'SUD LABS,FRANCE SERVICE,MAISON DE LA SAISON',
  materiels_disponibles: 'Ordinateurs fixes, imprimante',
  date: '01/01/1970'
}

describe('Région Sud', () => {
  it('lit l’adresse en morceaux, les zéros perdus et les catégories libres', () => {
    expect(essayerUne(PACA, LIGNE).valeurs).toEqual({
      nom: 'Le Quai numérique',
      structure_parente: 'Association du Quai',
      adresse: '12 rue du Port',
      code_postal: '01000',
      commune: 'Bourg-en-Bresse',
      code_insee: '01053',
      latitude: 46.2,
      longitude: 5.22,
      horaires: 'Mo-Fr 09:00-12:00,13:00-17:00',
      typologie: ['TIERS_LIEUX'],
      itinerance: ['Fixe'],
      modalites_accompagnement: ['À distance'],
      site_web: ['http://www.quai13-exemple.fr', 'https://twitter.com/quai_exemple'],
      services: [
        'Accès internet et matériel informatique',
        'Loisirs et créations numériques',
        'Aide aux démarches administratives'
      ],
      formations_labels: ['SUD LABS (PACA)'],
      dispositif_programmes_nationaux: ['France Services']
    })
  })

  it('remet le « 13 » que le nom du département avait remplacé, et garde les phrases', () => {
    const { complements, remarques } = essayerUne(PACA, LIGNE)
    expect(complements).toMatchObject({
      services: LIGNE.services,
      labels: LIGNE.labels
    })
    const regles = remarques.map(({ regle }) => regle)
    expect(regles).toContain('reparation-de-la-source')
    expect(regles).toContain('date-de-remplissage')
  })

  it('survit à une ligne dont les colonnes ont glissé', () => {
    const { enregistrements, comptes } = essayer(PACA, [
      {
        nom: 'Relais Exemple',
        siret: 'MEYLAN',
        type_lieu: '45.2',
        adresse_brut: '5.7',
        adresse_departement: 'https://exemple.fr',
        statut: 'Isère'
      }
    ])
    expect(enregistrements[0]?.valeurs).toEqual({ nom: 'Relais Exemple' })
    expect(comptes.perdues).toEqual([])
  })
})
