import { describe, expect, it } from 'vitest'
import { lireDemandeHoraires } from './demande.ts'

const demander = (texte: string) => lireDemandeHoraires(new TextEncoder().encode(texte))

describe('Une demande d’horaires', () => {
  it('reçoit une réponse par entrée, dans l’ordre, même pour une entrée mal faite', () => {
    const entrees = [
      { kind: 'day', raw: '9h-12h' },
      { kind: 'week', raw: '9h-12h' },
      { kind: 'mois', raw: '' },
      3,
      { kind: 'day' },
      { kind: 'day', raw: 'x' }
    ]
    const reponse = demander(JSON.stringify(entrees))
    expect(reponse.ok && reponse.value).toEqual([
      { osm: '09:00-12:00' },
      { osm: '09:00-12:00 "jours non précisés"', avertissements: ['Le texte ne dit pas quels jours.'] },
      { raison: '« kind » doit être « day » ou « week ».' },
      { raison: 'L’entrée n’est pas un objet {kind, raw}.' },
      { raison: '« raw » doit être un texte.' },
      { raison: expect.any(String) }
    ])
  })

  it.each(['', '{', '{"kind":"day"}', 'null'])('d’un fichier « %s » est refusée en clair', (texte) => {
    expect(demander(texte)).toMatchObject({ ok: false, error: expect.stringContaining('Le fichier') })
  })

  it('d’un fichier absent, ou qui n’est pas en UTF-8, aussi', () => {
    expect(lireDemandeHoraires(undefined).ok).toBe(false)
    expect(lireDemandeHoraires(new Uint8Array([0x22, 0xff, 0x22])).ok).toBe(false)
  })
})
