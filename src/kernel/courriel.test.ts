import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estNominatif, lireCourriels, parseCourriel } from './courriel.ts'

describe('Une adresse électronique', () => {
  it.each([
    ['accueil @ mairie-exemple.fr', ['accueil@mairie-exemple.fr']],
    ['contact at exemple.fr', ['contact@exemple.fr']],
    ['contact (at) exemple.fr', ['contact@exemple.fr']],
    ['accueil@exemple. fr', ['accueil@exemple.fr']],
    ['accueil@@exemple.fr', ['accueil@exemple.fr']],
    ['<accueil@exemple.fr>;', ['accueil@exemple.fr']],
    ['mailto:accueil@exemple.fr.', ['accueil@exemple.fr']],
    ['bibliothèque@exemple.fr', ['bibliotheque@exemple.fr']],
    ['Accueil@EXEMPLE.FR', ['Accueil@exemple.fr']],
    ['a@exemple.fr - b@exemple.fr', ['a@exemple.fr', 'b@exemple.fr']],
    ['a@exemple.fr / a@exemple.fr ou b@exemple.fr', ['a@exemple.fr', 'b@exemple.fr']],
    ['@', []],
    ['mfs@ville-exemple', []],
    ['a..b@exemple.fr', []]
  ])('« %s » se lit %j', (texte, attendu) => {
    expect(lireCourriels(texte).courriels).toEqual(attendu)
  })

  it('dit ce qui entourait l’adresse et qui pouvait en faire partie', () => {
    expect(lireCourriels('maisondes services@exemple.fr').reste).toEqual(['maisondes'])
  })

  it.each([
    ['accueil@exemple.fr', false],
    ['mairie.de.beaumont@wanadoo.fr', false],
    ['franceservicesvaldor@gmail.com', false],
    ['mediatheque-lefil@orange.fr', false],
    ['redon@france-services.gouv.fr', false],
    ['saint-julien@france-services.gouv.fr', false],
    ['hypee@asso-hypee.fr', false],
    ['p109f36b39b@annecy.fr', true],
    ['camille.durand@exemple.fr', true],
    ['c.durand@exemple.fr', true],
    ['durand-c@exemple.fr', true],
    ['durandc42@gmail.com', true],
    ['cdurand@exemple.fr', true]
  ])('%s désigne une personne : %s', (courriel, attendu) => {
    expect(estNominatif(courriel)).toBe(attendu)
  })

  it('reconnaît le nom du lieu ou de sa commune', () => {
    expect(estNominatif('masserac@wanadoo.fr')).toBe(true)
    expect(estNominatif('masserac@wanadoo.fr', 'Espace numérique, Massérac')).toBe(false)
  })

  it('ne plante sur aucun texte, et relire une adresse lue ne change rien', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.emailAddress()), (texte) => {
        for (const courriel of lireCourriels(texte).courriels) {
          expect(parseCourriel(courriel)).toBe(courriel)
          expect(lireCourriels(courriel).courriels.length).toBeGreaterThan(0)
          estNominatif(courriel, texte)
        }
      })
    )
  })

  it('ne cale pas sur une case énorme', () => {
    const debut = performance.now()
    parseCourriel(`${'a.'.repeat(5_000_000)}@`)
    lireCourriels('a@'.repeat(5_000_000))
    lireCourriels('a at '.repeat(2_000_000))
    expect(performance.now() - debut).toBeLessThan(1000)
  })
})
