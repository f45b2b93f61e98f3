import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ERREURS,
  empreinteDuSignalement,
  GENRES_ERREUR,
  lireAjout,
  lireCourrielDeReponse,
  lireMessage,
  lireReponses,
  QUESTIONS_MANQUANT
} from './signalement.ts'

describe('ce que le public écrit', () => {
  it('est gardé mot pour mot, sans signes cachés ni blancs de trop', () => {
    expect(lireReponses(ERREURS.telephone.questions, { telephone: '  04 92\u202e 00 00 01 ', texte: '' })).toEqual({
      ok: true,
      value: { telephone: '04 92 00 00 01' }
    })
    expect(lireReponses(ERREURS.horaires.questions, { horaires: 'lundi\r\n\r\n\r\n\r\nmardi\u0000' })).toEqual({
      ok: true,
      value: { horaires: 'lundi\n\nmardi' }
    })
  })

  it('manque, ou dépasse : chaque champ dit quoi corriger, et rien n’est coupé', () => {
    const lu = lireReponses(QUESTIONS_MANQUANT, { nom: 'x'.repeat(151), commune: ' ' })
    expect(lu).toEqual({
      ok: false,
      error: [
        { champ: 'nom', message: '150 signes au plus : il y en a 151.' },
        { champ: 'commune', message: 'Écrivez la commune, ou son code postal.' },
        { champ: 'adresse', message: 'Écrivez l’adresse, même incomplète.' }
      ]
    })
  })

  it('n’a que les champs demandés : un champ glissé dans le formulaire ne passe pas', () => {
    const lu = lireReponses(ERREURS.autre.questions, { texte: 'Le site a changé.', nom: 'pirate', lieu_id: '12' })
    expect(lu).toEqual({ ok: true, value: { texte: 'Le site a changé.' } })
  })

  it('une adresse électronique est facultative, et juste', () => {
    expect(lireCourrielDeReponse('')).toEqual({ ok: true, value: undefined })
    expect(lireCourrielDeReponse(' a@Exemple.FR ')).toEqual({ ok: true, value: 'a@exemple.fr' })
    expect(lireCourrielDeReponse('a chez exemple')).toMatchObject({ ok: false, error: { champ: 'courriel' } })
  })

  it('n’importe quoi est lu sans faute, en restant dans les bornes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GENRES_ERREUR),
        fc.dictionary(
          fc.constantFrom('texte', 'adresse', 'horaires', 'telephone', 'date', '__proto__'),
          fc.string({ unit: 'binary', maxLength: 1_500 })
        ),
        (genre, saisie) => {
          const lu = lireReponses(ERREURS[genre].questions, saisie)
          if (!lu.ok) {
            expect(lu.error.every(({ message }) => message.length > 0)).toBe(true)
            return
          }
          for (const { nom, longueur } of ERREURS[genre].questions) {
            const texte = lu.value[nom]
            if (texte === undefined) continue
            expect(texte.length).toBeLessThanOrEqual(longueur)
            expect(texte.isWellFormed()).toBe(true)
            expect(texte).not.toContain('\u0000')
          }
        }
      )
    )
  })
})

describe('deux envois', () => {
  it('des mêmes mots sur le même lieu sont un seul signalement, quels que soient l’ordre et la casse', () => {
    const a = empreinteDuSignalement('horaires', 1, { horaires: 'Lundi', texte: 'merci' }, undefined)
    expect(empreinteDuSignalement('horaires', 1, { texte: 'Merci !', horaires: 'lundi' }, undefined)).toBe(a)
    expect(empreinteDuSignalement('horaires', 2, { horaires: 'Lundi', texte: 'merci' }, undefined)).not.toBe(a)
    expect(empreinteDuSignalement('autre', 1, { horaires: 'Lundi', texte: 'merci' }, undefined)).not.toBe(a)
    expect(empreinteDuSignalement('horaires', 1, { horaires: 'Lundi', texte: 'merci' }, 'a@b.fr')).not.toBe(a)
  })
})

describe('la personne qui répond', () => {
  it('donne les quatre lignes du lieu à ajouter', () => {
    expect(
      lireAjout({ nom: 'A', adresse: '1 rue B', code_postal: '05000', commune: 'Gap', courriel: 'x@y.fr' })
    ).toEqual({
      ok: true,
      value: { nom: 'A', adresse: '1 rue B', code_postal: '05000', commune: 'Gap' }
    })
    expect(lireAjout({ nom: 'A', adresse: '1 rue B', code_postal: '050000' })).toMatchObject({
      ok: false,
      error: [{ champ: 'code_postal' }, { champ: 'commune' }]
    })
  })

  it('dit pourquoi quand rien n’est changé', () => {
    expect(lireMessage('  ', true)).toMatchObject({ ok: false, error: { champ: 'message' } })
    expect(lireMessage('', false)).toEqual({ ok: true, value: '' })
    expect(lireMessage('x'.repeat(1_001), false)).toMatchObject({ ok: false })
  })
})
