import { describe, expect, it } from 'vitest'
import { type DeclarationEnCours, identifiantDuNom, listTermes, toDeclaration } from './brouillon.ts'

const brouillon = (autres: Partial<DeclarationEnCours> = {}): DeclarationEnCours => ({
  identite: {
    nom: 'Lieux de l’Yonne',
    producteur: 'Un département inventé',
    licence: 'Licence Ouverte 2.0',
    lien: 'https://exemple.example/lieux',
    contact: ''
  },
  forme: { format: 'csv' },
  cle: 'num',
  colonnes: { Intitulé: 'nom', Rue: 'adresse' },
  separateurs: {},
  termes: {},
  ...autres
})

describe('une déclaration remplie dans les pages', () => {
  it('devient une source, nommée d’après l’annuaire', () => {
    const lue = toDeclaration(brouillon())
    expect(lue.ok && lue.value).toMatchObject({
      id: 'lieux-de-l-yonne',
      cle: { colonnes: ['num'] },
      champs: { nom: { colonne: 'Intitulé' }, adresse: { colonne: 'Rue' } }
    })
  })

  it('refuse que deux colonnes donnent un champ à une seule valeur, et les nomme', () => {
    const lue = toDeclaration(brouillon({ colonnes: { Intitulé: 'nom', Tel: 'telephone', Portable: 'telephone' } }))
    expect(lue.ok ? '' : lue.error[0]?.message).toBe(
      'Deux colonnes donnent « Téléphone » : « Tel » et « Portable ». Gardez-en une.'
    )
  })

  it('joint les morceaux d’une adresse et additionne les colonnes d’une liste', () => {
    const lue = toDeclaration(
      brouillon({
        colonnes: { Intitulé: 'nom', Numéro: 'adresse', Rue: 'adresse', Courriel: 'courriels', Contact: 'courriels' }
      })
    )
    expect(lue.ok && lue.value.champs).toMatchObject({
      adresse: { joindre: ['Numéro', 'Rue'] },
      courriels: [{ colonne: 'Courriel' }, { colonne: 'Contact' }]
    })
  })

  it('réunit les horaires écrits jour par jour', () => {
    const lue = toDeclaration(brouillon({ colonnes: { Intitulé: 'nom', Lun: 'jour:lundi', Sam: 'jour:samedi' } }))
    expect(lue.ok && lue.value.champs.horaires).toEqual({ jours: { lundi: 'Lun', samedi: 'Sam' } })
  })

  it('traduit les mots de la source, et garde à côté ceux que personne n’a traduits', () => {
    const lue = toDeclaration(
      brouillon({
        colonnes: { Intitulé: 'nom', Prix: 'frais_a_charge' },
        separateurs: { Prix: '/' },
        termes: { Prix: { 'entrée libre': 'Gratuit', 'selon humeur': '' } }
      })
    )
    const termes = lue.ok ? lue.value.termes[0] : undefined
    expect(termes).toMatchObject({ colonnes: ['Prix'], separateurs: ['/'] })
    expect(termes?.termes).toContainEqual({ termes: ['entrée libre'], donne: { frais_a_charge: ['Gratuit'] } })
    expect(termes?.termes).toContainEqual({ termes: ['selon humeur'], donne: {} })
    expect(termes?.termes).toContainEqual({ termes: ['Payant'], donne: { frais_a_charge: ['Payant'] } })
  })

  it('dit ce qui manque quand rien ne donne ni nom ni adresse', () => {
    const lue = toDeclaration(brouillon({ colonnes: { Tel: 'telephone' } }))
    expect(lue.ok ? [] : lue.error.map(({ champ }) => champ)).toEqual(['colonnes'])
  })

  it('ne demande que les mots que le schéma ne connaît pas, les plus fréquents d’abord', () => {
    const lignes = [
      { Prix: 'gratuit / entrée libre' },
      { Prix: 'Entrée libre' },
      { Prix: 'entrée libre/Payant' },
      { Prix: '' }
    ]
    const termes = listTermes(brouillon({ colonnes: { Prix: 'frais_a_charge' }, separateurs: { Prix: '/' } }), lignes)
    expect(termes.map(({ terme, fois }) => [terme, fois])).toEqual([
      ['entrée libre', 2],
      ['Entrée libre', 1]
    ])
  })

  it('tire d’un nom un identifiant sans accent ni signe', () => {
    expect(identifiantDuNom('Annuaire « numérique » de l’Œil, 2026 !')).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })
})
