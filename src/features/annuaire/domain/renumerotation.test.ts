import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Valeurs } from './enregistrement.ts'
import { reconnaitreRenumerotation } from './renumerotation.ts'

const atelier = (n: number, autres: Valeurs = {}): Valeurs => ({
  nom: `Atelier ${['Mélèze', 'Torrent', 'Lavande', 'Silex', 'Bruyère'][n % 5]} ${n}`,
  adresse: `${n} rue des Cimes`,
  code_postal: '05000',
  commune: 'Gap',
  telephone: `+3349200000${n}`,
  ...autres
})
const fiche = (cle: string, valeurs: Valeurs) => ({ source: 's', cle, valeurs })

describe('une source qui change ses identifiants', () => {
  it('est suivie : mêmes lignes sous d’autres clés, même échangées', () => {
    const avant = [1, 2, 3].map((n) => fiche(`k${n}`, atelier(n)))
    const apres = [fiche('k2', atelier(1)), fiche('k1', atelier(2)), fiche('neuf', atelier(3))]
    expect(reconnaitreRenumerotation(avant, apres)).toEqual({
      renommages: [
        { ancienne: 'k1', nouvelle: 'k2' },
        { ancienne: 'k2', nouvelle: 'k1' },
        { ancienne: 'k3', nouvelle: 'neuf' }
      ],
      liberees: []
    })
  })

  it('est suivie quand un nom change avec la clé, si le reste le prouve', () => {
    const apres = [fiche('neuf', atelier(1, { nom: 'Atelier Torrent 1 et compagnie' }))]
    expect(reconnaitreRenumerotation([fiche('k1', atelier(1))], apres).renommages).toEqual([
      { ancienne: 'k1', nouvelle: 'neuf' }
    ])
  })

  it('n’est pas devinée pour une ligne qui ne dit presque rien', () => {
    const { renommages } = reconnaitreRenumerotation(
      [fiche('k1', { nom: 'Mairie' })],
      [fiche('neuf', { nom: 'Mairie' })]
    )
    expect(renommages).toEqual([])
  })

  it('de deux lignes qui disent la même chose, suit la première : leur fiche garde son adresse', () => {
    const jumelles = (...cles: string[]) => cles.map((cle) => fiche(cle, atelier(1)))
    expect(reconnaitreRenumerotation(jumelles('k1', 'k2'), jumelles('n1', 'n2')).renommages).toEqual([
      { ancienne: 'k1', nouvelle: 'n1' }
    ])
  })

  it('libère la clé de celui qui part quand un autre la prend', () => {
    const avant = [fiche('k1', atelier(1)), fiche('k2', atelier(2))]
    expect(reconnaitreRenumerotation(avant, [fiche('k1', atelier(2))])).toEqual({
      renommages: [{ ancienne: 'k2', nouvelle: 'k1' }],
      liberees: ['k1']
    })
  })
})

it('ne donne jamais deux fois une clé, ni à une fiche deux clés', () => {
  const fiches = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 })), {
    selector: ([cle]) => cle,
    maxLength: 6
  })
  const enFiches = (liste: readonly (readonly [number, number])[]) =>
    liste.map(([cle, n]) => fiche(`k${cle}`, atelier(n)))
  fc.assert(
    fc.property(fiches, fiches, (avant, apres) => {
      const partants = enFiches(avant)
      const { renommages, liberees } = reconnaitreRenumerotation(partants, enFiches(apres))
      const restent = partants.map(({ cle }) => cle).filter((cle) => !renommages.some((r) => r.ancienne === cle))
      const gardees = restent.filter((cle) => !liberees.includes(cle))
      const prises = [...renommages.map(({ nouvelle }) => nouvelle), ...gardees]
      expect(new Set(prises).size).toBe(prises.length)
      expect(new Set(renommages.map(({ ancienne }) => ancienne)).size).toBe(renommages.length)
    })
  )
})
