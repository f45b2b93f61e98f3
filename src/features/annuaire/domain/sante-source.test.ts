import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alertesDues,
  delaiDeReprise,
  evenementDuRefus,
  jugerSante,
  type LivraisonSuivie,
  lireTendance,
  rythmeHabituel,
  type SourceSuivie
} from './sante-source.ts'

const JOUR = 86_400_000
const URL_SOURCE = 'https://exemple.fr/lieux.csv'
const jour = (texte: string) => new Date(`${texte}T04:00:00Z`)
let numero = 0

const livraison = (le: Date, autres: Partial<LivraisonSuivie> = {}): LivraisonSuivie => ({
  id: ++numero,
  recueLe: le,
  etat: 'appliquee',
  origine: URL_SOURCE,
  message: undefined,
  gardees: 100,
  ...autres
})
/** Read every day at four; deliveries are given oldest first, as they came. */
const chaqueJour = (...livraisons: LivraisonSuivie[]): SourceSuivie => ({
  creeeLe: jour('2026-05-01'),
  automatique: {
    url: URL_SOURCE,
    rythme: JOUR,
    apres: (d) => new Date((Math.floor((d.getTime() - 4 * 3_600_000) / JOUR) + 1) * JOUR + 4 * 3_600_000)
  },
  livraisons: livraisons.toReversed()
})
const aLaMain = (...livraisons: LivraisonSuivie[]): SourceSuivie => ({
  creeeLe: jour('2020-01-01'),
  automatique: undefined,
  livraisons: livraisons.toReversed()
})
const refusee = (le: string, message = 'Le site ne répond pas.') =>
  livraison(jour(le), { etat: 'refusee', message, gardees: undefined })

describe('une source lue à heure fixe', () => {
  it('est à jour tant qu’elle répond, même pour dire que rien n’a changé', () => {
    const source = chaqueJour(livraison(jour('2026-06-01')), livraison(jour('2026-06-02'), { etat: 'inchangee' }))
    expect(jugerSante(source, jour('2026-06-03'))).toMatchObject({
      etat: 'a-jour',
      vivanteLe: jour('2026-06-02'),
      muetteDepuis: undefined,
      prochaine: jour('2026-06-03')
    })
  })

  it('est muette passé le double de son rythme, depuis son dernier signe de vie', () => {
    const source = chaqueJour(livraison(jour('2026-06-01')))
    expect(jugerSante(source, jour('2026-06-03')).muetteDepuis).toBeUndefined()
    expect(jugerSante(source, new Date(jour('2026-06-03').getTime() + 1))).toMatchObject({
      etat: 'muette',
      muetteDepuis: jour('2026-06-01')
    })
  })

  it('est en panne depuis le premier des échecs qui se suivent, et dit le dernier', () => {
    const source = chaqueJour(livraison(jour('2026-06-01')), refusee('2026-06-02'), refusee('2026-06-03', 'Code 500.'))
    expect(jugerSante(source, jour('2026-06-03'))).toMatchObject({
      etat: 'en-panne',
      enPanneDepuis: jour('2026-06-02'),
      echecs: 2,
      derniereErreur: { message: 'Code 500.' },
      prochaine: new Date('2026-06-03T08:00:00Z')
    })
  })

  it('n’est pas en panne parce qu’une personne a envoyé un mauvais fichier', () => {
    const mauvais = livraison(jour('2026-06-02'), { etat: 'refusee', origine: 'mauvais.csv' })
    const sante = jugerSante(chaqueJour(livraison(jour('2026-06-01')), mauvais), jour('2026-06-02'))
    expect(sante).toMatchObject({ etat: 'refusee', echecs: 0, prochaine: jour('2026-06-03') })
  })

  it('n’est pas relue tant qu’une livraison attend une personne, ou son tour', () => {
    for (const etat of ['en-attente', 'en-cours'] as const) {
      const source = chaqueJour(livraison(jour('2026-06-01')), livraison(jour('2026-06-02'), { etat }))
      expect(jugerSante(source, jour('2026-06-09')).prochaine).toBeUndefined()
    }
  })

  it('jamais lue, elle l’est à sa première heure ; jamais vivante, elle finit par être muette', () => {
    expect(jugerSante(chaqueJour(), jour('2026-05-01'))).toMatchObject({
      etat: 'jamais-livree',
      prochaine: jour('2026-05-02')
    })
    expect(jugerSante(chaqueJour(), jour('2026-06-01')).muetteDepuis).toEqual(jour('2026-05-01'))
  })

  it('attend de plus en plus longtemps après chaque échec : 1 h, 4 h, 1 jour… 7 jours au plus', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 50].map((n) => delaiDeReprise(n) / 3_600_000)).toEqual([
      0, 1, 4, 24, 48, 96, 168, 168, 168
    ])
  })
})

describe('une source dont on apporte les fichiers', () => {
  it('a pour rythme l’attente médiane entre ses jours de livraison, et aucun avant trois jours', () => {
    const jours = (...textes: string[]) => textes.map((texte) => livraison(jour(texte)))
    expect(rythmeHabituel(jours('2026-01-01', '2026-02-01'))).toBeUndefined()
    expect(rythmeHabituel(jours('2026-01-01', '2026-01-01', '2026-01-01'))).toBeUndefined()
    expect(rythmeHabituel(jours('2026-01-01', '2026-01-11', '2026-01-21', '2026-06-01'))).toBe(10 * JOUR)
  })

  it('est muette quand elle a plus du double de son rythme de retard, jamais sans rythme connu', () => {
    const mensuelle = aLaMain(...['2026-01-01', '2026-01-31', '2026-03-02'].map((j) => livraison(jour(j))))
    expect(jugerSante(mensuelle, jour('2026-04-20')).muetteDepuis).toBeUndefined()
    expect(jugerSante(mensuelle, jour('2026-05-02')).muetteDepuis).toEqual(jour('2026-03-02'))
    expect(jugerSante(aLaMain(livraison(jour('2020-01-01'))), jour('2026-05-02')).etat).toBe('a-jour')
    expect(jugerSante({ ...mensuelle, sansAttente: true }, jour('2026-05-02')).etat).toBe('a-jour')
    expect(jugerSante(aLaMain(), jour('2026-05-02'))).toMatchObject({ etat: 'jamais-livree', muetteDepuis: undefined })
  })
})

describe('la tendance', () => {
  const avec = (...gardees: number[]) =>
    lireTendance(gardees.map((n, i) => livraison(new Date(i * JOUR), { gardees: n })).toReversed())
  it('se lit sur les livraisons importées, de la plus ancienne à la plus récente', () => {
    expect(avec(100, 120, 150)).toMatchObject({ sens: 'hausse', ecart: 30 })
    expect(avec(100, 101)).toMatchObject({ sens: 'stable', ecart: 1 })
    expect(avec(100, 90)).toMatchObject({ sens: 'baisse', ecart: -10 })
    expect(avec(100)).toMatchObject({ sens: 'inconnue' })
    expect(avec().points).toEqual([])
  })
})

describe('les alertes', () => {
  const muette = chaqueJour(livraison(jour('2026-06-01')))
  const seuils = (source: SourceSuivie, le: string) =>
    alertesDues(jugerSante(source, jour(le)), jour(le)).map(({ genre, seuil }) => `${genre} ${seuil}`)

  it('disent le silence une fois, puis à ses rappels, le même nom chaque jour', () => {
    expect(seuils(muette, '2026-06-03')).toEqual([])
    expect(seuils(muette, '2026-06-04')).toEqual(['muette 0'])
    expect(seuils(muette, '2026-06-20')).toEqual(['muette 0'])
    expect(seuils(muette, '2026-07-10')).toEqual(['muette 30'])
    const nom = (le: string) => alertesDues(jugerSante(muette, jour(le)), jour(le))[0]?.evenement
    expect(nom('2026-06-04')).toBe(nom('2026-06-20'))
  })

  it('rappellent une livraison qui attend, livraison par livraison', () => {
    const source = chaqueJour(livraison(jour('2026-06-01'), { etat: 'en-attente' }))
    expect(seuils(source, '2026-06-02')).toEqual(['attente 0'])
    expect(seuils(source, '2026-06-08')).toContain('attente 7')
  })

  it('une panne qui dure est un seul événement ; une autre, après un succès, en est un autre', () => {
    const [a, b, c] = [refusee('2026-06-02'), refusee('2026-06-03'), refusee('2026-06-05')]
    const premiere = chaqueJour(a, b)
    expect(evenementDuRefus(premiere, b.id)).toBe(evenementDuRefus(premiere, a.id))
    const seconde = chaqueJour(a, b, livraison(jour('2026-06-04')), c)
    expect(evenementDuRefus(seconde, c.id)).toBe(`livraison-${c.id}`)
  })
})

describe('quelles que soient les livraisons', () => {
  const etats = ['en-cours', 'appliquee', 'inchangee', 'ancienne', 'en-attente', 'refusee', 'interrompue'] as const
  const suite = fc.array(
    fc.record({
      pas: fc.integer({ min: 1, max: 40 * JOUR }),
      etat: fc.constantFrom(...etats),
      origine: fc.constantFrom(URL_SOURCE, 'a.csv'),
      gardees: fc.integer({ min: 0, max: 10_000 })
    }),
    { maxLength: 30 }
  )
  const composer = (
    pas: readonly { pas: number; etat: LivraisonSuivie['etat']; origine: string; gardees: number }[]
  ) => {
    let le = jour('2026-05-01').getTime()
    return pas.map(({ pas: attente, ...reste }) => {
      le += attente
      return livraison(new Date(le), reste)
    })
  }

  it('la santé se tient : jamais muette dans le futur, jamais relue avant le dernier essai, alertes sans doublon', () => {
    fc.assert(
      fc.property(suite, fc.integer({ min: 0, max: 400 * JOUR }), fc.boolean(), (pas, apres, auto) => {
        const livraisons = composer(pas)
        const source = auto ? chaqueJour(...livraisons) : aLaMain(...livraisons)
        const derniere = livraisons.at(-1)?.recueLe ?? source.creeeLe
        const now = new Date(derniere.getTime() + apres)
        const sante = jugerSante(source, now)
        if (sante.muetteDepuis) expect(sante.muetteDepuis.getTime()).toBeLessThan(now.getTime())
        if (sante.prochaine)
          expect(sante.prochaine.getTime()).toBeGreaterThanOrEqual((sante.enPanneDepuis ?? source.creeeLe).getTime())
        if (sante.etat === 'en-panne') expect(sante.echecs).toBeGreaterThan(0)
        expect(sante.etat === 'attend').toBe(sante.enAttente.length > 0)
        if (!auto) expect([sante.prochaine, sante.enPanneDepuis]).toEqual([undefined, undefined])
        const cles = alertesDues(sante, now).map(({ genre, evenement, seuil }) => `${genre} ${evenement} ${seuil}`)
        expect(new Set(cles).size).toBe(cles.length)
        // Time only makes a silence longer.
        const plusTard = jugerSante(source, new Date(now.getTime() + JOUR))
        if (sante.muetteDepuis) expect(plusTard.muetteDepuis).toEqual(sante.muetteDepuis)
      })
    )
  })

  it('plus il y a d’échecs, plus on attend, jusqu’à une borne', () => {
    fc.assert(
      fc.property(fc.nat(100), (n) => {
        expect(delaiDeReprise(n + 1)).toBeGreaterThanOrEqual(delaiDeReprise(n))
        expect(delaiDeReprise(n)).toBeLessThanOrEqual(7 * JOUR)
      })
    )
  })
})
