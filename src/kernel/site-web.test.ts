import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lireSites, parseSiteWeb } from './site-web.ts'

it.each([
  ['www.exemple.fr', ['http://www.exemple.fr']],
  ['exemple.fr/accueil', ['http://exemple.fr/accueil']],
  ['ttps://exemple.fr/Page', ['https://exemple.fr/Page']],
  ['http//exemple.fr', ['http://exemple.fr']],
  ['Https://Www.Exemple.Fr/Chemin/', ['https://www.exemple.fr/Chemin/']],
  ['http://http://www.exemple.fr', ['http://www.exemple.fr']],
  ['http://exemple.fr?a=1&amp;b=2', ['http://exemple.fr?a=1&b=2']],
  ['https://a.exemple.fr/ / https://b.exemple.fr', ['https://a.exemple.fr/', 'https://b.exemple.fr']],
  ['https://a.exemple.fr, https://b.exemple.fr', ['https://a.exemple.fr', 'https://b.exemple.fr']],
  ['https://médiathèque.exemple.fr', ['https://médiathèque.exemple.fr']],
  ['javascript:alert(1)', []],
  ['data:text/html,<script>', []],
  ['http://192.168.1.1/', []],
  ['http://localhost:3000', []],
  ['http://user:secret@exemple.fr', []],
  ['facebook : la page du centre', []],
  ['http://', []]
])('Le site « %s » se lit %j', (texte, attendu) => {
  expect(lireSites(texte).sites).toEqual(attendu)
})

it('ne plante sur aucun texte, et relire un site lu ne change rien', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl()), (texte) => {
      for (const site of lireSites(texte).sites) {
        expect(parseSiteWeb(site)).toBe(site)
        expect(lireSites(site).sites).toContain(site)
      }
    })
  )
})
