import { describe, expect, it } from 'vitest'
import type { Valeurs } from './enregistrement.ts'
import { fusionner } from './fusion.ts'
import { comparerPropositions, textePropose } from './propositions.ts'

const comparer = (tenue: Valeurs, dite: Valeurs) =>
  comparerPropositions(
    tenue,
    fusionner([{ source: 'a', cle: '1', date: '2026-03-01', valeurs: dite, doutes: [] }], new Map())
  )

describe('ce que les annuaires proposent au responsable', () => {
  it('est ce qui diffère vraiment : ni une autre écriture, ni un silence, ni un ordre, ni un label décerné', () => {
    expect(
      comparer(
        {
          nom: 'Le Relais',
          telephone: '+33556000000',
          services: ['Loisirs et créations numériques', 'Aide aux démarches administratives']
        },
        {
          nom: 'LE RELAIS',
          services: ['Aide aux démarches administratives', 'Loisirs et créations numériques'],
          formations_labels: ['ORDI 3.0']
        }
      )
    ).toEqual([])
  })

  it('propose une adresse d’un bloc, avec qui la dit et quand', () => {
    const [proposition, ...autres] = comparer(
      { adresse: '1 rue Haute', commune: 'Gap', complement_adresse: 'bâtiment B' },
      { adresse: '9 quai Bas', commune: 'Gap', code_postal: '05000' }
    )
    expect(autres).toEqual([])
    expect(proposition).toMatchObject({
      source: 'a',
      date: '2026-03-01',
      tenue: { adresse: '1 rue Haute', commune: 'Gap', complement_adresse: 'bâtiment B' },
      proposee: { adresse: '9 quai Bas', commune: 'Gap', code_postal: '05000' }
    })
  })

  it('a la même empreinte quelle que soit l’écriture, et une autre dès que la valeur change', () => {
    const texte = (dite: Valeurs) => comparer({ nom: 'Le Relais' }, dite).map(textePropose)
    expect(texte({ nom: 'La Fabrique' })).toEqual(texte({ nom: 'LA FABRIQUE' }))
    expect(texte({ nom: 'La Fabrique' })).not.toEqual(texte({ nom: 'La Grange' }))
  })
})
