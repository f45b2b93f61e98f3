import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { champsDeSaisie, lireNote, lireSaisie, nettoyerSaisie, SAISIE_VIDE, type Saisie } from './orientation-saisie.ts'

const NOW = new Date('2026-06-09T08:00:00Z')
const DEMARCHES = 'Aide aux démarches administratives'

const saisie = (changements: Partial<Saisie> = {}): Saisie => ({
  ...SAISIE_VIDE,
  besoins: [DEMARCHES],
  commune: 'Gap',
  ...changements
})
const fautes = (changements: Partial<Saisie>) => {
  const lue = lireSaisie(saisie(changements), NOW)
  return lue.ok ? [] : lue.error.map(({ champ }) => champ)
}

describe('le formulaire d’orientation', () => {
  it('se lit en entier', () => {
    const lue = lireSaisie(
      saisie({
        trajet: 'sans-voiture',
        gratuit: 'oui',
        quand: 'moment',
        jour: 'mardi',
        heure: '18:00',
        accompagnement: 'groupe',
        public: 'Seniors',
        particularites: ['Surdité']
      }),
      NOW
    )
    expect(lue).toMatchObject({
      ok: true,
      value: {
        endroit: { genre: 'texte', texte: 'Gap' },
        demande: {
          besoins: [DEMARCHES],
          trajet: { genre: 'sans-voiture' },
          gratuit: true,
          moment: { genre: 'local', jour: 1, minutes: 1_080 },
          accompagnement: 'groupe',
          public: 'Seniors',
          particularites: ['Surdité']
        }
      }
    })
  })

  it.each<[Partial<Saisie>, string[]]>([
    [{}, []],
    [{ besoins: [] }, ['besoins']],
    [{ commune: '' }, ['commune']],
    [{ trajet: '' }, ['trajet']],
    [{ trajet: '999' }, ['trajet']],
    [{ quand: 'hier' }, ['quand']],
    [{ quand: 'maintenant' }, []],
    [{ quand: 'moment' }, ['jour', 'heure']],
    [{ quand: 'moment', jour: 'mardi', heure: '99:99' }, ['heure']],
    [{ quand: 'moment', jour: 'jeudredi', heure: '18:00' }, ['jour']],
    [{ accompagnement: '__proto__' }, ['accompagnement']],
    [{ public: 'Martiens' }, ['public']],
    [{ besoins: [], commune: '', trajet: '' }, ['besoins', 'commune', 'trajet']]
  ])('%j : à corriger %j', (changements, attendues) => {
    expect(fautes(changements)).toEqual(attendues)
  })

  it('arrondit une position à 100 m, et préfère la commune que l’on écrit', () => {
    const endroit = (changements: Partial<Saisie>) => {
      const lue = lireSaisie(saisie({ commune: '', ...changements }), NOW)
      return lue.ok ? lue.value.endroit : undefined
    }
    expect(endroit({ lat: '44.559261', lon: '6,079891' })).toEqual({
      genre: 'position',
      latitude: 44.559,
      longitude: 6.08
    })
    expect(endroit({ lat: '44.5', lon: '6', commune: 'Mende' })).toMatchObject({ genre: 'texte' })
    for (const lat of ['', '91', '1e9', 'NaN', 'Infinity', '--4', '44.5'])
      expect(endroit({ lat, lon: lat === '44.5' ? '' : '6' })).toBeUndefined()
  })

  it('reçoit n’importe quoi sans se briser, et se porte d’une étape à l’autre sans rien perdre', () => {
    const noms = [...Object.keys(SAISIE_VIDE), '__proto__', 'constructor', 'nom']
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...noms),
          fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(DEMARCHES, 'x'.repeat(5_000), '\u202e')), {
            maxLength: 3
          })
        ),
        (champs) => {
          const lue = nettoyerSaisie(champs)
          lireSaisie(lue, NOW)
          const portes = Object.fromEntries(
            Object.entries(Object.groupBy(champsDeSaisie(lue), ([nom]) => nom)).map(([nom, paires]) => [
              nom,
              (paires ?? []).map(([, valeur]) => valeur)
            ])
          )
          expect(nettoyerSaisie(portes)).toEqual(lue)
          for (const [, valeur] of champsDeSaisie(lue)) expect(valeur.length).toBeLessThanOrEqual(100)
        }
      )
    )
  })
})

describe('ce que l’on écrit sur la fiche', () => {
  it('garde ses lignes, sans les vides', () => {
    expect(lireNote('note', ' Apporter :\r\n\r\n- la carte  vitale\n- un téléphone ')).toEqual({
      texte: 'Apporter :\n- la carte vitale\n- un téléphone'
    })
    expect(lireNote('envoyeur', 'CCAS\nde Gap')).toEqual({ texte: 'CCAS de Gap' })
  })

  it('tient sur la page : trop long, il est coupé, et nous le disons', () => {
    for (const brut of ['mot '.repeat(10_000), 'a\n'.repeat(9), 'x'.repeat(501)]) {
      const { texte, faute } = lireNote('note', brut)
      expect(texte.length).toBeLessThanOrEqual(500)
      expect(texte.split('\n').length).toBeLessThanOrEqual(8)
      expect(faute).toMatchObject({ champ: 'note' })
    }
  })
})
