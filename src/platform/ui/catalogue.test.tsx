import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cadreDeTest } from './cadre.fixture.ts'
import { Catalogue } from './catalogue.page.tsx'

describe('le catalogue', () => {
  const html = String(<Catalogue cadre={cadreDeTest()} />)

  it('n’a ni style ni script dans la page, et aucun identifiant deux fois', () => {
    expect(html).not.toMatch(/<script|<style|\sstyle=/)
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids).toHaveLength(new Set(ids).size)
  })

  it('ne prend pas le focus à l’ouverture', () => {
    expect(html).not.toContain('autofocus')
  })
})

describe('la feuille de style', () => {
  const dossier = new URL('./styles/', import.meta.url)

  it('est importée en entier par maillage.css', () => {
    const maillage = readFileSync(new URL('maillage.css', dossier), 'utf8')
    const importees = [...maillage.matchAll(/@import '\.\/([^']+)'/g)].map(([, nom]) => nom)
    expect(importees.sort()).toEqual(
      readdirSync(dossier)
        .filter((nom) => nom !== 'maillage.css')
        .sort()
    )
  })
})
