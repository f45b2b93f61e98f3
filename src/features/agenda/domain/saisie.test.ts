import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { debutDuJour, jourApres } from '../../../kernel/heure-locale.ts'
import { type ContenuAction, etatAction, ranger } from './action-projet.ts'
import { ecrireProchaine, ecrireSaisie, LONGUEURS, lireSaisie, type Saisie } from './saisie.ts'

const fuseau = 'Europe/Paris'
const now = new Date('2026-06-09T08:00:00Z')
const ATELIER: Saisie = { genre: 'atelier', titre: 'Ranger ses photos', debut_jour: '2026-06-16', debut_heure: '14:30' }

const lire = (autres: Saisie = {}) => lireSaisie({ ...ATELIER, ...autres }, { fuseau, now })
const champsFautifs = (autres: Saisie) => {
  const lue = lire(autres)
  return lue.ok ? [] : lue.error.map(({ champ }) => champ)
}
const contenu = (autres: Saisie = {}): ContenuAction => {
  const lue = lire(autres)
  if (!lue.ok) throw new Error(JSON.stringify(lue.error))
  return lue.value
}

describe('ce qui est écrit', () => {
  it('se lit en entier, à l’heure du lieu', () => {
    expect(
      contenu({
        texte: ' Une ligne.\r\n\r\n\r\n\r\nUne autre. ',
        fin_heure: '16h',
        prix: ' 5  € ',
        lien: 'https://exemple.fr/photos'
      })
    ).toEqual({
      genre: 'atelier',
      titre: 'Ranger ses photos',
      texte: 'Une ligne.\n\nUne autre.',
      debut: new Date('2026-06-16T12:30:00Z'),
      fin: new Date('2026-06-16T14:00:00Z'),
      lieu_precis: '',
      prix: '5 €',
      public_vise: '',
      inscription: '',
      lien: 'https://exemple.fr/photos'
    })
  })

  it('d’un projet, ne demande que des jours, ou rien ; le dernier jour en fait partie', () => {
    const projet: Saisie = { genre: 'projet', debut_jour: '', debut_heure: '' }
    expect(contenu(projet)).toMatchObject({ debut: null, fin: null })
    expect(contenu({ ...projet, debut_jour: '2026-06-16', fin_jour: '2026-06-16' })).toMatchObject({
      debut: new Date('2026-06-15T22:00:00Z'),
      fin: new Date('2026-06-16T22:00:00Z')
    })
    expect(champsFautifs({ ...projet, fin_jour: '2026-06-16' })).toEqual(['debut_jour'])
    expect(champsFautifs({ ...projet, debut_jour: '2026-06-16', fin_jour: '2026-06-15' })).toEqual(['fin_jour'])
  })

  it.each<[string, Saisie, string[]]>([
    ['rien', { genre: '', titre: '', debut_jour: '', debut_heure: '' }, ['genre', 'titre']],
    ['un genre forgé', { genre: '__proto__' }, ['genre']],
    ['un atelier sans date', { debut_jour: '', debut_heure: '' }, ['debut_jour', 'debut_heure']],
    ['un jour impossible', { debut_jour: '2026-02-29' }, ['debut_jour']],
    ['une heure impossible', { debut_heure: '25:00' }, ['debut_heure']],
    ['une fin avant le début', { fin_heure: '14:00' }, ['fin_heure']],
    ['une fin à l’instant du début', { fin_heure: '14:30' }, ['fin_heure']],
    ['une fin la veille', { fin_jour: '2026-06-15', fin_heure: '16:00' }, ['fin_jour']],
    ['un jour de fin sans heure', { fin_jour: '2026-06-17' }, ['fin_heure']],
    ['une heure que la montre saute', { debut_jour: '2026-03-29', debut_heure: '2:30' }, ['debut_heure']],
    ['une heure qui existe deux fois', { debut_jour: '2026-10-25', debut_heure: '2:30' }, ['debut_heure']],
    ['une année de travers', { debut_jour: '2062-06-16' }, ['debut_jour']],
    ['un titre fait de signes invisibles', { titre: '\u200b\u202e ' }, ['titre']],
    ['un lien sans chiffrement', { lien: 'http://exemple.fr' }, ['lien']],
    ['un lien qui est un programme', { lien: 'javascript:alert(1)' }, ['lien']],
    ['un lien chez soi', { lien: 'https://127.0.0.1/' }, ['lien']],
    ...Object.entries(LONGUEURS).map(([champ, longueur]): [string, Saisie, string[]] => [
      `${champ} trop long`,
      { [champ]: 'x'.repeat(longueur + 1) },
      [champ]
    ])
  ])('est refusé à côté du champ : %s', (_quoi, saisie, champs) => {
    expect(champsFautifs(saisie)).toEqual(champs)
  })

  it('revient dans le formulaire tel qu’il a été gardé', () => {
    const jours = fc.integer({ min: 0, max: 700 }).map((n) => jourApres('2026-01-01', n))
    const heures = fc.constantFrom('00:00', '09:05', '14:30', '23:59')
    fc.assert(
      fc.property(
        fc.constantFrom('atelier', 'projet'),
        jours,
        heures,
        jours,
        (genre, debut_jour, debut_heure, fin_jour) => {
          const lue = lire({ genre, debut_jour, debut_heure, fin_jour, fin_heure: '23:59' })
          if (lue.ok) expect(contenu(ecrireSaisie(lue.value, fuseau))).toEqual(lue.value)
        }
      )
    )
  })

  it('copié, garde l’heure et le jour de la semaine, après aujourd’hui, même quand on change d’heure', () => {
    const copie = (autres: Saisie) => ecrireProchaine(contenu(autres), fuseau, now)
    expect(copie({ fin_heure: '16:00' })).toMatchObject({
      debut_jour: '2026-06-23',
      debut_heure: '14:30',
      fin_jour: ''
    })
    expect(copie({ debut_jour: '2026-03-24' })).toMatchObject({ debut_jour: '2026-06-16', debut_heure: '14:30' })
    expect(copie({ fin_jour: '2026-06-18', fin_heure: '12:00' })).toMatchObject({ fin_jour: '2026-06-25' })
    expect(copie({ genre: 'projet' })).toMatchObject({ debut_jour: '', fin_jour: '' })
  })
})

describe('où en est une action', () => {
  const a = (instant: string, action: ContenuAction) => etatAction(action, new Date(instant), fuseau)

  it('à venir, en cours, passée : à l’instant près', () => {
    const atelier = contenu({ fin_heure: '16:00' })
    expect(a('2026-06-16T12:29:59.999Z', atelier)).toBe('a-venir')
    expect(a('2026-06-16T12:30:00Z', atelier)).toBe('en-cours')
    expect(a('2026-06-16T13:59:59.999Z', atelier)).toBe('en-cours')
    expect(a('2026-06-16T14:00:00Z', atelier)).toBe('passee')
  })

  it('sans heure de fin, un atelier finit avec son jour et un projet continue', () => {
    expect(a('2026-06-16T21:59:59Z', contenu())).toBe('en-cours')
    expect(a('2026-06-16T22:00:00Z', contenu())).toBe('passee')
    expect(a('2030-01-01T00:00:00Z', contenu({ genre: 'projet' }))).toBe('en-cours')
    expect(a('2030-01-01T00:00:00Z', contenu({ genre: 'projet', debut_jour: '' }))).toBe('en-cours')
  })

  it('les prochaines d’abord, celles sans date à la fin, puis les passées, la dernière en tête', () => {
    const noms = ['2026-06-30', '2026-06-01', '2026-06-10', '2026-05-01'].map((debut_jour) =>
      contenu({ debut_jour, titre: debut_jour })
    )
    const { prochaines, passees } = ranger(
      [contenu({ genre: 'projet', debut_jour: '', titre: 'sans' }), ...noms],
      now,
      fuseau
    )
    expect(prochaines.map(({ titre }) => titre)).toEqual(['2026-06-10', '2026-06-30', 'sans'])
    expect(passees.map(({ titre }) => titre)).toEqual(['2026-06-01', '2026-05-01'])
    expect(debutDuJour('2026-06-10', fuseau)).toEqual(new Date('2026-06-09T22:00:00Z'))
  })
})
