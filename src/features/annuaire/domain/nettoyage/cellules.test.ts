import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lireCellCourriels, lireCellSites, lireTelephone } from './contacts.ts'
import { estHoraireOsm, lireHoraires, lireJour, semaineOsm } from './horaires.ts'
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
    ['Mo-Fr 09:00-12:00,14:00-17:00', true],
    ['Mo,We 13:00-17:00; Sa 09:00-12:00; PH off', true],
    ['24/7', true],
    ['Mo[1] 09:00-12:00', true],
    ['week 1-53/2 Mo 09:00-12:00', true],
    ['Mo 08:22', false],
    ['Fr 08:00-14:00-17:00', false],
    ['Lundi au vendredi 9h-12h', false],
    ['off', true],
    ['', false]
  ])('« %s » au format d’échange : %s', (texte, attendu) => {
    expect(estHoraireOsm(texte)).toBe(attendu)
  })

  it('écrits 10h00 au format d’échange, sont réparés ; en toutes lettres, gardés à côté', () => {
    expect(resume(lireHoraires('Mo-Th 10h00-12h30', 'horaires')).dons).toEqual({ horaires: 'Mo-Th 10:00-12:30' })
    expect(resume(lireHoraires('tous les matins', 'horaires'))).toMatchObject({
      regles: ['hors-schema horaires-en-toutes-lettres'],
      complement: 'tous les matins'
    })
  })

  it.each([
    ['09:00 - 12:00 / 13:30 - 17:00', '09:00-12:00,13:30-17:00'],
    ['9h à 12h30 - 13h30 à 17h', '09:00-12:30,13:30-17:00'],
    ['14H-18H', '14:00-18:00'],
    ['de 9h à 12h et de 14h à 19h', '09:00-12:00,14:00-19:00'],
    ['00:00 - 00:00 / 09:00 - 12:00', '09:00-12:00'],
    ['09:00 - 12:00 / 09:00 - 12:00', '09:00-12:00']
  ])('le jour « %s » se lit %s', (texte, plages) => {
    expect(lireJour(texte)).toEqual({ plages })
  })

  it.each(['Fermé', 'fermée', '-', 'Férmé', '00:00 - 00:00'])('le jour « %s » est fermé', (texte) => {
    expect(lireJour(texte)).toEqual({ ferme: true })
  })

  it.each([
    'sur rendez-vous',
    '9h',
    '9h à 12h (juillet : 8h à 11h)',
    '08:30 - 17:30 / 08:30 - 12:30',
    '17h - 9h',
    '9h - 26h'
  ])('le jour « %s » n’est pas deviné', (texte) => {
    expect(lireJour(texte)).toBeUndefined()
  })

  it('réunissent les jours qui se ressemblent', () => {
    const jours = new Map([
      ['Mo', '09:00-12:00'],
      ['Tu', '09:00-12:00'],
      ['We', '09:00-12:00'],
      ['Fr', '14:00-17:00']
    ])
    expect(semaineOsm(jours)).toBe('Mo-We 09:00-12:00; Fr 14:00-17:00')
  })

  it('d’un jour quelconque donnent toujours un format d’échange valable', () => {
    const heure = fc.tuple(fc.nat(25), fc.nat(60)).map(([h, m]) => `${h}h${String(m).padStart(2, '0')}`)
    fc.assert(
      fc.property(fc.array(heure, { maxLength: 6 }), fc.constantFrom(' - ', ' à ', ' / '), (heures, lien) => {
        const lu = lireJour(heures.join(lien))
        return lu === undefined || 'ferme' in lu || estHoraireOsm(`Mo ${lu.plages}`)
      })
    )
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
