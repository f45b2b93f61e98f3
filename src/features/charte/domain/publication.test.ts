import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charteLivree, contenu, critere } from './charte.fixture.ts'
import { lireParametres, verifierParametres } from './parametre.ts'
import { debutDuJour, verifierContenu, verifierPublication } from './publication.ts'

const now = new Date('2026-06-09T08:00:00Z')
const dire = (fautes: readonly { message: string }[]) => fautes.map(({ message }) => message)

describe('un brouillon se publie', () => {
  it('quand il demande quelque chose et que rien n’est vide', () => {
    expect(verifierPublication(contenu(), { le: now, now, derniere: undefined })).toEqual([])
    for (const nom of ['nationale', 'sicoval'] as const) expect(verifierContenu(charteLivree(nom).contenu)).toEqual([])
  })

  it('sauf s’il demande plus de critères qu’il n’en a', () => {
    expect(dire(verifierContenu(contenu({ parametres: { criteres_minimum: 4 } })))).toEqual([
      'Il faut choisir au moins 4 critères, mais la charte n’en a que 3.'
    ])
  })

  it('sauf s’il n’a ni condition ni engagement', () => {
    expect(dire(verifierContenu(contenu({ criteres: [critere('c1'), critere('c2')] })))).toEqual([
      'La charte ne demande rien : ajoutez au moins une condition ou un engagement.'
    ])
  })

  it('sauf si un texte est vide', () => {
    const vide = contenu({
      resume: ' ',
      articles: [{ id: 'a1', titre: 'Le comité', texte: '\n', reference: '' }],
      criteres: [critere('e1', { genre: 'engagement', texte: '' })],
      parametres: { criteres_minimum: 0 }
    })
    expect(dire(verifierContenu(vide))).toEqual([
      'Dites en trois phrases ce qu’est cette charte.',
      'L’article « Le comité » est vide.',
      '« Critère e1 » n’a pas de texte.'
    ])
  })

  it('ni dans le passé, ni avant une version déjà datée, ni un jour qui n’existe pas', () => {
    const hier = new Date(now.getTime() - 1)
    const plusTard = new Date('2026-09-01T00:00:00Z')
    expect(dire(verifierPublication(contenu(), { le: hier, now, derniere: undefined }))[0]).toContain('est passée')
    expect(dire(verifierPublication(contenu(), { le: now, now, derniere: plusTard }))[0]).toContain('après elle')
    expect(dire(verifierPublication(contenu(), { le: plusTard, now, derniere: plusTard }))).toHaveLength(1)
    expect(dire(verifierPublication(contenu(), { le: new Date(Number.NaN), now, derniere: undefined }))[0]).toContain(
      'date qui existe'
    )
  })
})

describe('les délais et les nombres', () => {
  it('sont ceux des deux chartes : 5 critères, 15 jours, 12 mois, 11 mois (articles 3, 5 et 13)', () => {
    expect(charteLivree('nationale').contenu.parametres).toEqual({
      criteres_minimum: 5,
      opposition_jours: 15,
      alertes_comite_jours: [7, 12],
      periode_mois: 12,
      alerte_mois: 11,
      rappels_jours: [14, 3],
      mise_en_conformite_jours: 15,
      report_jour_ouvre: true,
      confirmation_mois: null
    })
    expect(charteLivree('sicoval').contenu.parametres).toMatchObject({
      opposition_jours: null,
      periode_mois: null,
      confirmation_mois: 12
    })
  })

  it('ne se contredisent pas', () => {
    const p = charteLivree('nationale').contenu.parametres
    expect(verifierParametres({ ...p, alerte_mois: 12 }).map(({ champ }) => champ)).toEqual(['alerte_mois'])
    expect(verifierParametres({ ...p, opposition_jours: 12 }).map(({ champ }) => champ)).toEqual([
      'alertes_comite_jours'
    ])
    expect(verifierParametres({ ...p, opposition_jours: null }).map(({ champ }) => champ)).toEqual([
      'alertes_comite_jours'
    ])
    expect(verifierParametres({ ...p, periode_mois: null }).map(({ champ }) => champ)).toEqual([
      'alerte_mois',
      'rappels_jours'
    ])
  })

  it('se lisent du formulaire, et nomment le champ où l’on a écrit autre chose', () => {
    const lus = lireParametres({ criteres_minimum: '3', opposition_jours: '30', alertes_comite_jours: '10, 20' })
    expect(lus).toMatchObject({ ok: true, value: { criteres_minimum: 3, opposition_jours: 30, periode_mois: null } })
    for (const faux of ['-1', '1,5', 'quinze', '99999', '1e3', '0x10'])
      expect(lireParametres({ opposition_jours: faux })).toMatchObject({ error: [{ champ: 'opposition_jours' }] })
  })

  it('ne tombent jamais en panne, quoi que l’on tape', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('criteres_minimum', 'rappels_jours', 'periode_mois', '__proto__'), fc.string()),
        (champs) => {
          const lus = lireParametres(champs)
          if (lus.ok) expect(verifierParametres(lus.value)).toEqual([])
        }
      )
    )
  })
})

describe('le début d’un jour', () => {
  it.each([
    ['2026-03-29', 'Europe/Paris', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Paris', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Paris', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Paris', '2026-10-25T23:00:00.000Z'],
    ['2026-12-01', 'America/Guadeloupe', '2026-12-01T04:00:00.000Z'],
    ['2026-12-01', 'Indian/Reunion', '2026-11-30T20:00:00.000Z']
  ])('%s à %s est %s', (jour, fuseau, instant) => {
    expect(debutDuJour(jour, fuseau)?.toISOString()).toBe(instant)
  })

  it.each(['2026-02-30', '2026-13-01', '', '01/12/2026', '2026-1-1'])('« %s » n’est pas un jour', (jour) => {
    expect(debutDuJour(jour, 'Europe/Paris')).toBeUndefined()
  })
})
