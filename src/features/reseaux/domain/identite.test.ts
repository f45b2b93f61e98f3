import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  blocsDuTexte,
  lireIdentite,
  manquesPourOuvrir,
  parseSlug,
  proposerSlug,
  type SaisieIdentite,
  sigleDe
} from './identite.ts'

const saisie = (autres: Partial<SaisieIdentite> = {}): SaisieIdentite => ({
  nom: 'Le Fil du Vercors',
  accroche: '',
  presentation: '',
  identite: '',
  couleur: '',
  couleur_accent: '',
  fuseau: 'Europe/Paris',
  ...autres
})
const fautes = (autres: Partial<SaisieIdentite>) => {
  const lue = lireIdentite(saisie(autres))
  return lue.ok ? [] : lue.error
}

describe('l’adresse d’un réseau', () => {
  it.each([
    ['Médiation numérique du Sicoval', 'mediation-numerique-du-sicoval'],
    ['L’Œil & la Main', 'l-oeil-la-main'],
    ['Réseau des lieux de la médiation numérique du grand Ouest', 'reseau-des-lieux-de-la-mediation'],
    ['!!!', '']
  ])('se tire de son nom : « %s » donne « %s »', (nom, attendu) => {
    expect(proposerSlug(nom)).toBe(attendu)
  })

  it('tirée d’un nom, se lit toujours, ou ne donne rien', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), (nom) => {
        const slug = proposerSlug(nom)
        if (slug !== '' && !['nouveau', 'administration', 'api', 'theme', 'logo'].includes(slug))
          expect(parseSlug(slug)).toBe(slug)
      })
    )
  })

  it.each(['', '-a', 'a-', 'a--b', 'Vercors', 'é', 'a/b', 'nouveau', 'x'.repeat(41)])('refuse « %s »', (texte) => {
    expect(parseSlug(texte)).toBeUndefined()
  })
})

describe('ce que l’on écrit d’un réseau', () => {
  it('se range : espaces, retours à la ligne, couleurs en six signes', () => {
    const lue = lireIdentite(saisie({ nom: '  Le  Fil ', presentation: 'Un.\r\n\r\n\r\n\r\nDeux.  ', couleur: 'ABC' }))
    expect(lue).toMatchObject({
      ok: true,
      value: { nom: 'Le Fil', presentation: 'Un.\n\nDeux.', couleur: '#aabbcc', couleur_accent: null }
    })
  })

  it('est refusé champ par champ, tous à la fois', () => {
    expect(fautes({ nom: ' ', couleur: 'rouge', couleur_accent: '#12345', fuseau: 'Mars/Olympe' })).toEqual([
      { champ: 'nom', raison: 'vide' },
      { champ: 'couleur', raison: 'couleur-illisible' },
      { champ: 'couleur_accent', raison: 'couleur-illisible' },
      { champ: 'fuseau', raison: 'fuseau-inconnu' }
    ])
    expect(fautes({ nom: '1234' })).toEqual([{ champ: 'nom', raison: 'sans-lettre' }])
    expect(fautes({ accroche: 'é'.repeat(121) })).toEqual([
      { champ: 'accroche', raison: 'trop-long', max: 120, ecrits: 121 }
    ])
  })

  it('accepte 80 signes au nom, même faits de deux moitiés', () => {
    expect(fautes({ nom: `a${'🌿'.repeat(79)}` })).toEqual([])
    expect(fautes({ nom: `a${'🌿'.repeat(80)}` })).toHaveLength(1)
  })

  it('manque de ce qu’il faut pour ouvrir, et le dit en entier', () => {
    expect(manquesPourOuvrir({ accroche: '', presentation: '' }, 0)).toEqual(['accroche', 'presentation', 'perimetre'])
    expect(manquesPourOuvrir({ accroche: 'x', presentation: 'y' }, 1)).toEqual([])
  })
})

describe('un texte', () => {
  it('se montre en paragraphes et en listes', () => {
    expect(blocsDuTexte('Bonjour.\nSuite.\n\nVoici :\n- un\n– deux\nFin.')).toEqual([
      { genre: 'paragraphe', lignes: ['Bonjour.', 'Suite.'] },
      { genre: 'paragraphe', lignes: ['Voici :'] },
      { genre: 'liste', lignes: ['un', 'deux'] },
      { genre: 'paragraphe', lignes: ['Fin.'] }
    ])
    expect(blocsDuTexte('')).toEqual([])
  })

  it('ne perd aucun mot', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8})?$/), { maxLength: 12 }), (lignes) => {
        expect(blocsDuTexte(lignes.join('\n')).flatMap((bloc) => bloc.lignes)).toEqual(lignes)
      })
    )
  })
})

describe('le sigle', () => {
  it.each([
    ['Médiation numérique du Sicoval', 'MS'],
    ['Élan', 'É'],
    ['Le Fil', 'F'],
    ['Ô', 'Ô']
  ])('de « %s » est « %s »', (nom, attendu) => {
    expect(sigleDe(nom)).toBe(attendu)
  })
})
