import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, it } from 'vitest'
import { ecrireAtom } from './atom.ts'

/** The texts of the elements of this name, as a strict reader finds them. */
function lire(xml: string, nom: string): string[] {
  const textes: string[] = []
  let dedans = false
  const lecteur = new SaxesParser()
  lecteur.on('error', (erreur) => {
    throw erreur
  })
  lecteur.on('opentag', ({ name }) => {
    dedans = name === nom
    if (dedans) textes.push('')
  })
  lecteur.on('text', (texte) => {
    if (dedans) textes.push((textes.pop() ?? '') + texte)
  })
  lecteur.on('closetag', () => {
    dedans = false
  })
  lecteur.write(xml).close()
  return textes
}

const flux = (titre: string, resume = '') =>
  ecrireAtom({
    id: 'https://exemple.fr/flux.xml?a=1&b="2"',
    titre,
    lien: 'https://exemple.fr/',
    auteur: titre,
    depuis: new Date('2026-06-01T00:00:00Z'),
    entrees: [
      {
        id: 'urn:1',
        titre,
        lien: `https://exemple.fr/${encodeURIComponent('é')}`,
        le: new Date('2026-06-02T00:00:00Z')
      },
      {
        id: 'urn:2',
        titre: 'La plus récente',
        lien: 'https://exemple.fr/2',
        le: new Date('2026-06-03T00:00:00Z'),
        resume
      }
    ]
  })

it('se lit, de la plus récente à la plus ancienne', () => {
  expect(lire(flux('Consultations'), 'title')).toEqual(['Consultations', 'La plus récente', 'Consultations'])
  expect(lire(flux('Consultations'), 'updated')[0]).toBe('2026-06-03T00:00:00.000Z')
})

it('se lit quel que soit le titre que quelqu’un a écrit', () => {
  const hostile = ']]><script>alert(1)</script>\u0000\u0008\u001f\ufffe&amp;"\''
  expect(lire(flux(hostile), 'title')[0]).toBe(']]><script>alert(1)</script>&amp;"\'')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (titre, resume) => {
      expect(lire(flux(titre, resume), 'title')).toHaveLength(3)
    }),
    { numRuns: 40 }
  )
})
