import { describe, expect, it } from 'vitest'
import { CONUMM } from '../conumm/conumm.source.ts'
import { essayerUne } from '../essai.fixture.ts'
import { ANGERS } from './angers.source.ts'

const LIGNE = {
  TYPO_UID: '43',
  USER_NOM: 'Maison de quartier Exemple',
  USER_ADRES: '42, place Haute',
  USER_QUART: 'Centre',
  LAT: '45.2097',
  LNG: '5.7778',
  QUALIF1: 'Initiation aux outils numériques',
  QUALIF3: "Utilisation d'une imprimante",
  PRET_MAT: 'Prêt de matériel',
  DATE_MAJ: '2022-09-28 11:05:08',
  PUBLIC_: "Jeune (16-30 ans), Demandeur d'Emploi",
  HORAIRE: 'Lundi au vendredi, 9h à 12h',
  TELEPHONE: '3949',
  SITE_INTER: 'https://exemple.example/',
  LIEN: 'https://guide.example/43',
  code_postal: '38240',
  commune: 'Meylan'
}

describe('Angers, et CoNumm qui le recopie', () => {
  it.each([
    ['angers', ANGERS],
    ['conumm', CONUMM]
  ] as const)('%s : une colonne remplie de son propre titre vaut un service', (_, declaration) => {
    const { cle, valeurs, complements } = essayerUne(declaration, LIGNE)
    expect(cle).toBe('43')
    expect(valeurs).toMatchObject({
      telephone: '3949',
      services: ['Maîtrise des outils numériques du quotidien', 'Accès internet et matériel informatique'],
      publics_specifiquement_adresses: ['Jeunes'],
      typologie: ['MQ'],
      site_web: ['https://exemple.example/', 'https://guide.example/43'],
      date_maj: '2022-09-28'
    })
    expect(complements).toMatchObject({ PRET_MAT: 'Prêt de matériel', PUBLIC_: LIGNE.PUBLIC_ })
  })

  it('croit moins la copie que l’original', () => {
    expect(CONUMM.confiance?.parDefaut).toBeLessThan(ANGERS.confiance?.parDefaut ?? 3)
  })
})
