import { describe, expect, it } from 'vitest'
import { essayer, essayerUne } from '../essai.fixture.ts'
import { AIDANTS_CONNECT } from './aidants-connect.source.ts'

const LIGNE = {
  'Data pass ID': '1 234',
  Name: 'Mairie de Meylan',
  SIRET: '732 829 320 00074',
  Adresse: '12 bis rue Basse',
  'Code postal': '38240',
  Département: 'Isère',
  'Nombre de mandats': '0',
  commune: '',
  date_maj: '15/03/2021'
}

describe('Aidants Connect', () => {
  it('trouve la commune par le code postal, et le type de lieu par le nom', () => {
    expect(essayerUne(AIDANTS_CONNECT, LIGNE).valeurs).toEqual({
      id: '1 234',
      nom: 'Mairie de Meylan',
      pivot: '73282932000074',
      adresse: '12 bis rue Basse',
      code_postal: '38240',
      commune: 'Meylan',
      code_insee: '38229',
      date_maj: '2021-03-15',
      typologie: ['MUNI'],
      services: ['Aide aux démarches administratives'],
      modalites_accompagnement: ['Accompagnement individuel'],
      dispositif_programmes_nationaux: ['Aidants Connect']
    })
  })

  it('range chaque morceau d’une adresse écrite sur plusieurs lignes', () => {
    const { valeurs } = essayerUne(AIDANTS_CONNECT, {
      ...LIGNE,
      Name: 'Atelier Exemple',
      Adresse: 'Hôtel de la Tour\n6, avenue Haute - BP 12\n38120 SAINT EGREVE CEDEX',
      'Code postal': '38120'
    })
    expect(valeurs).toMatchObject({
      adresse: '6 avenue Haute',
      complement_adresse: 'Hôtel de la Tour, BP 12',
      code_postal: '38120',
      commune: 'Saint-Égrève'
    })
  })

  it('choisit, parmi les communes d’un code postal, celle que nomme le lieu', () => {
    const { valeurs, remarques } = essayerUne(AIDANTS_CONNECT, {
      ...LIGNE,
      Name: 'CCAS de Lau Balagnas',
      'Code postal': '65400'
    })
    expect(valeurs).toMatchObject({ commune: 'Lau-Balagnas', code_insee: '65258', typologie: ['CCAS'] })
    expect(remarques.map(({ regle }) => regle)).toContain('commune-dans-le-nom')
  })

  it('ou celle que désigne le numéro de la mairie', () => {
    const { valeurs, remarques } = essayerUne(AIDANTS_CONNECT, {
      ...LIGNE,
      Name: 'Accueil',
      SIRET: '21 650 258 3',
      'Code postal': '65400'
    })
    expect(valeurs.commune).toBe('Lau-Balagnas')
    expect(remarques.map(({ regle }) => regle)).toContain('commune-du-siren')
  })

  it('ne devine aucune commune quand rien ne la dit', () => {
    const { valeurs } = essayerUne(AIDANTS_CONNECT, { ...LIGNE, Name: 'Relais', SIRET: '1', 'Code postal': '65400' })
    expect(valeurs.commune).toBeUndefined()
    expect(valeurs.pivot).toBeUndefined()
  })

  it('garde deux structures de même numéro, et celles qui n’en ont pas', () => {
    const { enregistrements, comptes } = essayer(AIDANTS_CONNECT, [
      LIGNE,
      { ...LIGNE, Name: 'Autre accueil' },
      { ...LIGNE, 'Data pass ID': '' }
    ])
    expect(new Set(enregistrements.map(({ cle }) => cle)).size).toBe(3)
    expect(comptes.perdues).toEqual([])
  })
})
