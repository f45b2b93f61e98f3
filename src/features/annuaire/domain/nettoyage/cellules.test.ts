import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lireCellCourriels, lireCellSites, lireTelephone } from './contacts.ts'
import { lireCaseDeJour, lireHoraires, reunirCasesDeJours } from './horaires.ts'
import type { Lecture } from './lecture.ts'
import { REGLES } from './regles.ts'
import { estDeRemplissage, LIMITE_TEXTE_LONG, lireDate, lirePivot, lireTexte, nettoyerTexteLong } from './textes.ts'
import { separer } from './vocabulaires.ts'

const resume = ({ dons, remarques, complement }: Lecture) => ({
  dons: Object.fromEntries(dons),
  regles: remarques.map(({ genre, regle }) => `${genre} ${regle}`),
  ...(complement !== undefined && { complement })
})

describe('Les contacts', () => {
  it('de plusieurs numéros, retiennent le premier fixe et gardent la case', () => {
    expect(resume(lireTelephone('06 12 34 56 78 ET 09.81.82.79.97', 'telephone'))).toEqual({
      dons: { telephone: '+33981827997' },
      regles: ['corrige telephones-plusieurs'],
      complement: '06 12 34 56 78 ET 09.81.82.79.97'
    })
  })

  it.each([
    ['04 50 60 32 04S', 'corrige telephone-entoure'],
    ['450603204', 'corrige telephone-zero-perdu'],
    ['0596 52 20 87', 'corrige telephone-outre-mer'],
    ['04 50 60 32 04', 'corrige telephone-international'],
    ['0450', 'refuse telephone-illisible']
  ])('le téléphone « %s » : %s', (texte, regle) => {
    expect(resume(lireTelephone(texte, 'telephone')).regles).toEqual([regle])
  })

  it('tombés dans la mauvaise case, reviennent à leur place', () => {
    expect(resume(lireCellSites('bonjour@exemple.fr', 'site_web')).dons).toEqual({ courriels: ['bonjour@exemple.fr'] })
    expect(resume(lireCellSites('04.76.00.11.22', 'site_web')).dons).toEqual({ telephone: '+33476001122' })
    expect(resume(lireCellCourriels('www.exemple.fr', 'courriels')).dons).toEqual({
      site_web: ['http://www.exemple.fr']
    })
    expect(resume(lireTelephone('bonjour@exemple.fr', 'telephone')).dons).toEqual({ courriels: ['bonjour@exemple.fr'] })
  })

  it('ne gardent pas la moitié d’une adresse coupée par une espace', () => {
    expect(resume(lireCellCourriels('maisondes services@exemple.fr', 'courriels')).regles).toEqual([
      'refuse courriel-illisible'
    ])
  })
})

describe('Un numéro de structure', () => {
  it.each([
    ['73282932000074', { pivot: '73282932000074' }, []],
    ['732 829 320 00074', { pivot: '73282932000074' }, ['corrige siret-repare']],
    ['w751234567', { pivot: 'W751234567' }, ['corrige rna-repare']],
    ['00000000000000', {}, ['refuse siret-de-remplissage']],
    ['732829320', {}, ['hors-schema siren-seul']],
    ['73282932000075', {}, ['refuse siret-faux']]
  ])('%s', (texte, dons, regles) => {
    expect(resume(lirePivot(texte, 'pivot'))).toMatchObject({ dons, regles })
  })
})

describe('Une date', () => {
  it.each([
    ['2024-03-01', { date_maj: '2024-03-01' }, []],
    ['01/03/2024 08:00:00', { date_maj: '2024-03-01' }, ['corrige date-iso']],
    ['01/01/1970', {}, ['refuse date-de-remplissage']],
    ['2031-01-01', { date_maj: '2031-01-01' }, ['doute date-a-venir']],
    ['bientôt', {}, ['refuse date-illisible']]
  ])('%s', (texte, dons, regles) => {
    expect(resume(lireDate(texte, 'date_maj', '2026-01-01'))).toMatchObject({ dons, regles })
  })
})

describe('Un texte', () => {
  it('perd ses balises et ses caractères invisibles, jamais ses mots', () => {
    expect(nettoyerTexteLong('<p>Aide &amp; conseils</p><ul><li>Lundi</li><li>Mardi</li></ul>').texte).toBe(
      'Aide & conseils\n\nLundi\nMardi'.replace('\n\n', '\n')
    )
    expect(nettoyerTexteLong('<script>alert(1)</script>').texte).toBe('alert(1)')
    expect(nettoyerTexteLong('<<b>b>gras').texte).not.toContain('<')
    expect(nettoyerTexteLong('moins de 5 < 10 ans').texte).toBe('moins de 5 < 10 ans')
  })

  it('qui ressemble à une formule est gardé et marqué', () => {
    expect(resume(lireTexte('=HYPERLINK("http://exemple.fr")', 'nom'))).toEqual({
      dons: { nom: '=HYPERLINK("http://exemple.fr")' },
      regles: ['doute formule-de-tableur']
    })
    expect(resume(lireTexte('- Accueil\n- Ateliers (mardi)', 'presentation_detail')).regles).toEqual([])
  })

  it('de dix millions de signes est coupé sans attendre', () => {
    const debut = performance.now()
    const { dons, regles } = resume(lireTexte('<'.repeat(5_000_000) + 'a b '.repeat(1_500_000), 'presentation_detail'))
    expect(String(dons.presentation_detail ?? '').length).toBeLessThanOrEqual(LIMITE_TEXTE_LONG)
    expect(regles).toContain('corrige texte-tronque')
    expect(performance.now() - debut).toBeLessThan(1000)
  })

  it('nettoyé deux fois ne change plus', () => {
    const morceau = fc.oneof(fc.string(), fc.constantFrom('<b>', '</p>', '&amp;', '&lt;', '<', '\u202e', '\n', '  '))
    fc.assert(
      fc.property(fc.array(morceau), (morceaux) => {
        const { texte } = nettoyerTexteLong(morceaux.join(''))
        expect(nettoyerTexteLong(texte).texte).toBe(texte)
      })
    )
  })

  it('rempli pour la forme se reconnaît, sauf quand c’est un nom', () => {
    expect(estDeRemplissage(' - ')).toBe(true)
    expect(estDeRemplissage('Néant')).toBe(true)
    expect(estDeRemplissage('http://')).toBe(true)
    expect(estDeRemplissage('Aucun', 'commune')).toBe(false)
    expect(estDeRemplissage('Mairie')).toBe(false)
  })
})

describe('Les horaires', () => {
  it.each([
    ['Mo-Fr 09:00-12:00,14:00-17:00', 'Mo-Fr 09:00-12:00,14:00-17:00', []],
    ['Mo-Th 10h00-12h30', 'Mo-Th 10:00-12:30', ['corrige horaires-repares']],
    ['Lundi au vendredi 9h-12h', 'Mo-Fr 09:00-12:00', ['corrige horaires-traduits']],
    [
      'Mardi 9h-12h (salle verte)',
      'Tu 09:00-12:00 "salle verte"',
      ['corrige horaires-traduits', 'doute horaires-a-verifier']
    ]
  ])('« %s » devient « %s »', (texte, osm, regles) => {
    expect(resume(lireHoraires(texte, 'horaires'))).toMatchObject({ dons: { horaires: osm }, regles })
  })

  it.each(['tous les matins', 'Mo 08:22', 'Fr 08:00-14:00-17:00', 'Mo-Fr 09:00-12:00; 14:00-17:00'])(
    '« %s » n’est pas compris : gardé à côté',
    (texte) => {
      expect(resume(lireHoraires(texte, 'horaires'))).toMatchObject({
        dons: {},
        regles: ['hors-schema horaires-non-compris'],
        complement: texte
      })
    }
  )

  const cases = (textes: Partial<Record<'lundi' | 'mardi' | 'samedi', string>>) =>
    reunirCasesDeJours(
      Object.entries(textes).map(([jour, texte]) => ({ jour: jour as 'lundi', colonne: `col ${jour}`, texte })),
      lireCaseDeJour,
      false
    )

  it('écrits jour par jour sont réunis, chaque case avec sa règle', () => {
    const { horaires, remarques, aGarder } = cases({ lundi: '9h-12h', mardi: '9h - 12h', samedi: 'Fermé' })
    expect(horaires).toBe('Mo,Tu 09:00-12:00')
    expect(remarques.map(({ regle }) => regle)).toEqual(['horaires-par-jour', 'horaires-par-jour', 'horaires-ferme'])
    expect(aGarder).toEqual([])
  })

  it('d’une case de remplissage n’empêchent pas la semaine ; d’un jour non compris, si', () => {
    expect(cases({ lundi: '9h-12h', mardi: '-' }).horaires).toBe('Mo 09:00-12:00')
    const { horaires, remarques, aGarder } = cases({ lundi: '9h-12h', mardi: '10h' })
    expect(horaires).toBeUndefined()
    expect(remarques.map(({ regle }) => regle)).toEqual(['horaires-semaine-incomplete', 'horaires-non-compris'])
    expect(aGarder.map(({ texte }) => texte)).toEqual(['9h-12h', '10h'])
  })

  it('d’une case qui parle d’un autre jour que sa colonne ne sont pas réunis', () => {
    expect(cases({ lundi: 'mardi 9h-12h' }).horaires).toBeUndefined()
    expect(cases({ lundi: 'lundi 9h-12h', samedi: '9h-12h (1er samedi du mois)' }).horaires).toContain('Mo 09:00-12:00')
  })
})

describe('Une liste', () => {
  const choix = ['","', ',"', '",', ',']
  it.each([
    ['A|B;C', undefined, ['A', 'B', 'C']],
    ['["A, b","C"]', undefined, ['A, b', 'C']],
    [
      'Adultes,Seniors,"Jeunesse (11-26 ans)","Enfance',
      choix,
      ['Adultes', 'Seniors', 'Jeunesse (11-26 ans)', 'Enfance']
    ],
    ['Privé (entreprises, SCOP)","Public', choix, ['Privé (entreprises, SCOP)', 'Public']],
    [',"Gratuit",', choix, ['Gratuit']],
    ['Gratuit (sous condition|Payant', undefined, ['Gratuit (sous condition', 'Payant']]
  ])('« %s » se sépare en %j', (texte, separateurs, attendu) => {
    expect(separer(texte, separateurs)).toEqual(attendu)
  })
})

it('chaque règle se dit en une phrase', () => {
  for (const { libelle } of Object.values(REGLES)) expect(libelle).toMatch(/^\p{Lu}.*\.$/u)
})
