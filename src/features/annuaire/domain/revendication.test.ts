import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AdressePubliee,
  type EvenementDeFiche,
  finDuDelai,
  jugerAdresse,
  lireMotif,
  lireRaison,
  masquerCourriel,
  presenteDepuis
} from './revendication.ts'

const adresse = (autres: Partial<AdressePubliee> = {}): AdressePubliee => ({
  courriel: 'accueil@mairie.exemple.fr',
  sources: ['france-services'],
  depuis: new Date('2026-03-01T10:00:00Z'),
  lieux: 1,
  ...autres
})

describe('un délai', () => {
  it.each([
    ['un jour ordinaire', '2026-06-09T08:00:00Z', 15, '2026-06-24T22:00:00Z'],
    ['une minute avant minuit à Paris', '2026-06-09T21:59:00Z', 15, '2026-06-24T22:00:00Z'],
    ['à minuit juste, c’est déjà le lendemain', '2026-06-09T22:00:00Z', 15, '2026-06-25T22:00:00Z'],
    ['passe à l’heure d’été sans perdre un jour', '2026-03-20T12:00:00Z', 15, '2026-04-04T22:00:00Z'],
    ['passe à l’heure d’hiver sans en gagner un', '2026-10-20T12:00:00Z', 15, '2026-11-04T23:00:00Z'],
    ['compte le 29 février', '2028-02-14T12:00:00Z', 15, '2028-02-29T23:00:00Z']
  ])('commencé %s finit au bout de son dernier jour', (_, depart, jours, fin) => {
    expect(finDuDelai(new Date(depart), jours)).toEqual(new Date(fin))
  })
})

describe('une adresse publiée prouve', () => {
  const juge = (a: AdressePubliee, quand: string) => jugerAdresse(a, new Date(quand))

  it('quand une source la dit depuis trente jours entiers, pas une minute avant', () => {
    // Since 1 March: 31 March is the thirtieth day, and Paris has changed its clocks meanwhile.
    expect(juge(adresse(), '2026-03-31T21:59:59Z')).toEqual({ ok: false, error: 'trop-recente' })
    expect(juge(adresse(), '2026-03-31T22:00:00Z')).toEqual({ ok: true, value: undefined })
    expect(juge(adresse({ depuis: undefined }), '2030-01-01T00:00:00Z')).toEqual({ ok: false, error: 'trop-recente' })
  })

  it('si trois lieux au plus la partagent', () => {
    expect(juge(adresse({ lieux: 3 }), '2026-06-09T08:00:00Z').ok).toBe(true)
    expect(juge(adresse({ lieux: 4 }), '2026-06-09T08:00:00Z')).toEqual({ ok: false, error: 'trop-partagee' })
  })

  it.each([[['signalements']], [['responsables']], [['responsables-fictifs', 'signalements']], [[]]])(
    'jamais quand elle ne vient que d’ici : %j',
    (sources) => {
      expect(juge(adresse({ sources }), '2026-06-09T08:00:00Z')).toEqual({ ok: false, error: 'sans-source' })
      expect(juge(adresse({ sources: [...sources, 'paca'] }), '2026-06-09T08:00:00Z').ok).toBe(true)
    }
  )
})

describe('une adresse est sur la fiche depuis', () => {
  const jour = (n: number) => new Date(Date.UTC(2026, 0, n, 6))
  const creation = (n: number, courriels?: string[]): EvenementDeFiche => ({
    le: jour(n),
    genre: 'creation',
    champ: null,
    apres: { nom: 'Le Mélèze', ...(courriels && { courriels }) }
  })
  const valeur = (n: number, apres: readonly string[] | null): EvenementDeFiche => ({
    le: jour(n),
    genre: 'valeur',
    champ: 'courriels',
    apres
  })
  const fait = (n: number, genre: string): EvenementDeFiche => ({ le: jour(n), genre, champ: null, apres: null })
  const A = 'a@mairie.exemple.fr'
  const B = 'b@mairie.exemple.fr'

  it.each<[string, EvenementDeFiche[], number | undefined]>([
    ['sa création', [creation(1, [A])], 1],
    ['sa création, quelles que soient les majuscules', [creation(1, ['A@Mairie.exemple.fr'])], 1],
    ['son arrivée, par une livraison ou une réunion', [creation(1), valeur(5, [B, A])], 5],
    ['sa création encore, quand une autre arrive', [creation(1, [A]), valeur(5, [B, A])], 1],
    ['son retour seulement', [creation(1, [A]), valeur(3, [B]), valeur(7, [A, B])], 7],
    ['jamais, quand elle n’y est plus', [creation(1, [A]), valeur(3, null)], undefined],
    ['jamais, quand la fiche est retirée', [creation(1, [A]), fait(4, 'retrait')], undefined],
    ['le retour de la fiche', [creation(1, [A]), fait(4, 'retrait'), fait(9, 'retablissement')], 9],
    ['le retour d’une fiche réunie puis séparée', [creation(1, [A]), fait(9, 'retablissement')], 9],
    ['jamais, sans histoire', [], undefined]
  ])('%s', (_, histoire, depuis) => {
    expect(presenteDepuis(A, histoire)).toEqual(depuis === undefined ? undefined : jour(depuis))
  })

  it('ne remonte jamais avant le dernier changement qui l’avait fait partir', () => {
    const geste = fc.oneof(fc.constantFrom([A], [B], [A, B], null), fc.constantFrom('retrait', 'retablissement'))
    fc.assert(
      fc.property(fc.array(geste, { maxLength: 12 }), (gestes) => {
        const histoire = [
          creation(1, [A]),
          ...gestes.map((g, i) => (typeof g === 'string' ? fait(i + 2, g) : valeur(i + 2, g)))
        ]
        const absente = histoire.findLast(
          ({ genre, apres }) => genre === 'retrait' || (genre === 'valeur' && !(apres as string[] | null)?.includes(A))
        )
        const depuis = presenteDepuis(A, histoire)
        return depuis === undefined || absente === undefined || depuis > absente.le
      })
    )
  })
})

it('se dit sans se montrer entière', () => {
  expect(masquerCourriel('accueil@mairie.exemple.fr')).toBe('a•••@mairie.exemple.fr')
})

it('une raison a entre vingt et mille signes ; un motif exigé n’est pas vide', () => {
  expect(lireRaison('trop court').ok).toBe(false)
  expect(lireRaison('  Je suis la médiatrice\u202e d’ici, depuis 2021.  ')).toEqual({
    ok: true,
    value: 'Je suis la médiatrice d’ici, depuis 2021.'
  })
  expect(lireRaison('x'.repeat(1_001)).ok).toBe(false)
  expect(lireMotif('', false)).toEqual({ ok: true, value: '' })
  expect(lireMotif(' \n ', true).ok).toBe(false)
})
