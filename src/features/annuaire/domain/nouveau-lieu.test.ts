import { describe, expect, it } from 'vitest'
import { GEOGRAPHIE as geo } from './nettoyage/geographie.fixture.ts'
import { lireNouveauLieu } from './nouveau-lieu.ts'

const lire = (autres: Partial<Parameters<typeof lireNouveauLieu>[0]> = {}) =>
  lireNouveauLieu(
    {
      nom: ' Le  Relais ',
      adresse: '12 rue Haute',
      code_postal: '33 130',
      commune: 'begles',
      typologie: 'FABLAB',
      ...autres
    },
    geo
  )
const fautes = (lu: ReturnType<typeof lire>) => (lu.ok ? [] : lu.error.map(({ champ }) => champ))

describe('un lieu que personne ne connaît encore', () => {
  it('se lit avec le nom officiel de sa commune', () => {
    expect(lire()).toEqual({
      ok: true,
      value: {
        nom: 'Le Relais',
        adresse: '12 rue Haute',
        code_postal: '33130',
        commune: 'Bègles',
        code_insee: '33039',
        typologie: ['FABLAB']
      }
    })
  })

  it('sans local, se contente de sa commune et ne dit aucune adresse', () => {
    const lu = lire({ sans_local: 'oui', code_postal: '', typologie: '' })
    expect(lu).toEqual({ ok: true, value: { nom: 'Le Relais', commune: 'Bègles', code_insee: '33039' } })
  })

  it('nomme chaque champ à corriger', () => {
    expect(fautes(lire({ nom: '', adresse: '', code_postal: '', commune: '' }))).toEqual([
      'nom',
      'adresse',
      'code_postal',
      'commune'
    ])
    expect(fautes(lire({ nom: '…' }))).toEqual(['nom'])
    expect(fautes(lire({ nom: 'x'.repeat(151), adresse: 'y'.repeat(201) }))).toEqual(['nom', 'adresse'])
    expect(fautes(lire({ code_postal: '99999' }))).toEqual(['code_postal'])
    expect(fautes(lire({ commune: 'Bordeaux' }))).toEqual(['commune'])
    expect(fautes(lire({ commune: 'z'.repeat(5_000) }))).toEqual(['commune'])
    expect(fautes(lire({ typologie: 'constructor' }))).toEqual(['typologie'])
    expect(fautes(lire({ sans_local: 'peut-être' }))).toEqual(['sans_local'])
    // Two communes have this name: without a postcode nobody can tell.
    expect(fautes(lire({ sans_local: 'oui', code_postal: '', commune: 'Saint-Denis' }))).toEqual(['code_postal'])
  })
})
