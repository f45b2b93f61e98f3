import type { Jour } from '../../../../kernel/jour.ts'
import { jourFerie } from '../../../territoires/vocabulaire.ts'
import { charteLivree } from '../charte.fixture.ts'
import type { Parametres } from '../charte.ts'
import type { Acte } from './actes.ts'
import type { Regles } from './regles.ts'

export const CONTENU_NATIONAL = charteLivree('nationale').contenu
export const CONTENU_SICOVAL = charteLivree('sicoval').contenu

export const CHOIX_NATIONAUX = ['m1', 'm2', 'c1', 'c2', 'c9', 'c20', 'c30'].map((critere) => ({ critere }))
export const CHOIX_SICOVAL = ['e1', 'e2', 'e3', 'e4', 'e5', 'e6'].map((critere) => ({ critere }))

/** The rules of the shipped charters, in Paris unless said otherwise. Versions are dated: the last one begun binds. */
export function regles({
  versions = [{ id: 1, des: new Date(0), parametres: CONTENU_NATIONAL.parametres }],
  zone = 'Europe/Paris'
}: {
  versions?: readonly { readonly id: number; readonly des: Date; readonly parametres: Parametres }[]
  zone?: string
} = {}): Regles {
  return {
    zone,
    estFerie: (jour: Jour) => jourFerie(jour, undefined) !== undefined,
    parametres: (voulue) => {
      const version = versions.find(({ id }) => id === voulue)
      if (!version) throw new Error(`pas de version ${voulue}`)
      return version.parametres
    },
    enVigueur: (instant) => {
      const version = versions.findLast(({ des }) => des <= instant)
      if (!version) throw new Error('aucune version en vigueur')
      return version.id
    }
  }
}

export const SICOVAL = regles({
  versions: [{ id: 1, des: new Date(0), parametres: CONTENU_SICOVAL.parametres }]
})

export const declarer = (autres: Partial<Extract<Acte, { genre: 'declarer' }>> = {}): Acte => ({
  genre: 'declarer',
  version: 1,
  contenu: CONTENU_NATIONAL,
  choix: CHOIX_NATIONAUX,
  sincere: true,
  ...autres
})
