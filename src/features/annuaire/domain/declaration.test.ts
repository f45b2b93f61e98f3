import { describe, expect, it } from 'vitest'
import { champsParColonne, Declaration, type DeclarationEcrite, declarer } from './declaration.ts'

const declaration = (changements: Partial<DeclarationEcrite> = {}): DeclarationEcrite => ({
  id: 'essai',
  nom: 'Source d’essai',
  producteur: 'Nous-mêmes',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://exemple.fr/donnees',
  origine: { type: 'fichier' },
  forme: { format: 'csv' },
  cle: { colonnes: ['ref'] },
  champs: { nom: { colonne: 'titre' } },
  ...changements
})

const erreurs = (ecrite: unknown) => {
  const lue = Declaration.safeParse(ecrite)
  return lue.success ? [] : lue.error.issues.map(({ message }) => message)
}

describe('Une déclaration', () => {
  it('est de la donnée : elle passe par JSON sans rien perdre', () => {
    const lue = declarer(declaration())
    expect(declarer(JSON.parse(JSON.stringify(lue)))).toEqual(lue)
  })

  it.each<[string, unknown, string]>([
    [
      'un identifiant avec des majuscules',
      { id: 'Essai Un' },
      'Identifiant : des lettres minuscules sans accent, des chiffres et des tirets.'
    ],
    [
      'un lien sans http',
      { lien: 'exemple.fr' },
      'Lien : une adresse qui commence par http:// ou https:// est attendue.'
    ],
    ['un nom vide', { nom: '  ' }, 'Nom de la source : ne laissez pas ce champ vide.'],
    [
      'ni nom ni adresse',
      { champs: { telephone: { colonne: 'tel' } } },
      'Indiquez au moins la colonne du nom ou celle de l’adresse.'
    ],
    [
      'une constante hors du schéma',
      { champs: { nom: { colonne: 'titre' }, services: { constante: ['Café'] } } },
      '« Café » n’est pas une valeur de « Aides proposées ».'
    ],
    [
      'un terme qui donne une valeur inconnue',
      { termes: [{ colonnes: ['type'], termes: [{ termes: ['Bibliothèque'], donne: { typologie: ['BIBLIO'] } }] }] },
      '« BIBLIO » n’est pas une valeur de « Type de lieu ».'
    ],
    [
      'des jours ailleurs que dans les horaires',
      { champs: { nom: { jours: { lundi: 'lundi' } } } },
      'Les colonnes de jours ne remplissent que les horaires.'
    ],
    [
      'un horaire de téléchargement mal écrit',
      { origine: { type: 'url', url: 'https://exemple.fr/f.csv', cron: 'lundi' } },
      'Horaire : cinq valeurs, comme « 0 4 * * 1 ».'
    ]
  ])('avec %s est refusée en français', (_, changements, message) => {
    expect(erreurs({ ...declaration(), ...(changements as object) })).toContain(message)
  })

  it('refuse ce qu’elle ne connaît pas, plutôt que de l’ignorer', () => {
    expect(erreurs({ ...declaration(), corespondance: {} })).not.toEqual([])
  })

  it('dit quels champs chaque colonne peut remplir, schéma de départ compris', () => {
    const champs = champsParColonne(declarer(declaration({ schema: 'v0', champs: { nom: { colonne: 'titre' } } })))
    expect([...(champs.get('titre') ?? [])]).toEqual(['nom'])
    expect([...(champs.get('courriel') ?? [])]).toEqual(['courriels'])
    expect(champs.get('nom')).toBeUndefined()
  })
})
