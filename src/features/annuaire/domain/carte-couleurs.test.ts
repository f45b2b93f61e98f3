import { expect, it } from 'vitest'
import { CONTRASTE_PARTIES, CONTRASTE_TEXTE, contraste } from '../../../platform/ui/couleurs.ts'
import { THEMES } from './carte-couleurs.ts'

it.each(Object.entries(THEMES))('les mots et les repères de la carte se lisent (%s)', (_, c) => {
  for (const fond of [c.eau, c.france, c.voisins, c.fond]) {
    expect(contraste(c.texte, fond)).toBeGreaterThanOrEqual(CONTRASTE_TEXTE)
    expect(contraste(c.marque, fond)).toBeGreaterThanOrEqual(CONTRASTE_PARTIES)
  }
  expect(contraste(c.surMarque, c.marque)).toBeGreaterThanOrEqual(CONTRASTE_TEXTE)
})
