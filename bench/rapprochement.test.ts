import { beforeAll, describe, expect, it } from 'vitest'
import { IndexRapprochement } from '../src/features/annuaire/domain/rapprochement/rapprochement.ts'
import { genererLieux } from './rapprochement-generes.ts'
import {
  aDesEtiquettes,
  lireDossier,
  type MesurePaires,
  mesurerPaires,
  type Rappel,
  STANDARDISEES
} from './rapprochement-reel.ts'

const part = ({ trouvees, paires }: Rappel) => trouvees / paires
const presentes = aDesEtiquettes()
if (!presentes) console.log('Données réelles absentes : le rapprochement n’est pas mesuré sur elles.')

describe.skipIf(!presentes)('sur les fiches réelles', () => {
  let avec: MesurePaires
  let sans: MesurePaires

  beforeAll(() => {
    const records = lireDossier(STANDARDISEES)
    avec = mesurerPaires(records, new IndexRapprochement(records).groupes())
    sans = mesurerPaires(records, new IndexRapprochement(records, [], { sansContacts: true }).groupes())
  })

  it('retrouve les France services d’une année à l’autre, sans en confondre', () => {
    expect(part(avec.franceServicesClaires)).toBeGreaterThanOrEqual(0.985)
    expect(avec.franceServices.trouvees / (avec.franceServices.trouvees + avec.fausses)).toBeGreaterThanOrEqual(0.99)
  })

  it('ne réunit aucun bus et son hôte', () => {
    expect(avec.itinerants).toBe(0)
    expect(sans.itinerants).toBe(0)
  })

  it('retrouve les paires probables entre sources, avec et sans contacts', () => {
    expect(part(avec.entreSources)).toBeGreaterThanOrEqual(0.97)
    expect(part(sans.entreSources)).toBeGreaterThanOrEqual(0.85)
  })
})

describe('sur des fiches générées', () => {
  it('génère toujours les mêmes', () => {
    expect(genererLieux(500)).toEqual(genererLieux(500))
  })

  it('compare un nombre de paires qui suit celui des fiches', () => {
    const comparer = (taille: number) => new IndexRapprochement(genererLieux(taille)).comparaisons / taille
    expect(comparer(40_000)).toBeLessThan(1.5 * comparer(5_000))
  })
})
