import { describe, expect, it } from 'vitest'
import { comptabiliser } from './comptabilite.ts'
import { declarer } from './declaration.ts'
import type { Enregistrement } from './enregistrement.ts'

const DECLARATION = declarer({
  id: 'essai',
  nom: 'Source d’essai',
  producteur: 'Nous-mêmes',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://exemple.fr/donnees',
  origine: { type: 'fichier' },
  forme: { format: 'csv' },
  cle: 'empreinte',
  champs: { nom: { colonne: 'titre' }, telephone: { colonne: 'tel' } }
})

const enregistrement = (changements: Partial<Enregistrement> = {}): Enregistrement => ({
  cle: 'a',
  valeurs: { nom: 'Le Fil', telephone: '+33476001122' },
  complements: { couleur: 'bleu' },
  remarques: [
    {
      genre: 'corrige',
      champ: 'telephone',
      avant: '04 76 00 11 22',
      apres: '+33476001122',
      regle: 'telephone-international'
    }
  ],
  lignes: [4],
  brut: [{ titre: ' Le  Fil', tel: '04 76 00 11 22', couleur: 'bleu', vide: ' ' }],
  ...changements
})

const compter = (un: Enregistrement) => comptabiliser(DECLARATION, [un], [])

describe('Le compte des cases', () => {
  it('range chaque case remplie : gardée, corrigée ou listée', () => {
    expect(compter(enregistrement())).toEqual({ lues: 3, gardees: 2, corrigees: 1, listees: 0, perdues: [] })
  })

  it('liste les cases des lignes refusées', () => {
    const refus = { ligne: 1, raison: 'ne donne ni nom ni lieu', regle: 'ni-nom-ni-lieu', brut: { tel: '1', vide: '' } }
    expect(comptabiliser(DECLARATION, [], [refus])).toMatchObject({ lues: 1, listees: 1 })
  })

  it.each<[string, Partial<Enregistrement>, string]>([
    ['une valeur changée sans le dire', { remarques: [] }, 'tel'],
    ['une colonne oubliée', { complements: {} }, 'couleur'],
    ['un nom disparu', { valeurs: { telephone: '+33476001122' } }, 'titre']
  ])('dénonce %s', (_, changements, colonne) => {
    expect(compter(enregistrement(changements)).perdues).toMatchObject([{ ligne: 4, colonne }])
  })
})
