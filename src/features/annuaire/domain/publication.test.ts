import { describe, expect, it } from 'vitest'
import { publiable, TEXTE_MASQUE } from './publication.ts'

describe('Ce qui se montre sans demander à personne', () => {
  it('n’a ni téléphone mobile ni adresse au nom d’une personne', () => {
    const { valeurs, masques } = publiable({
      nom: 'Le Fil',
      telephone: '+33639981234',
      courriels: ['accueil@exemple.fr', 'camille.durand@exemple.fr']
    })
    expect(valeurs).toEqual({ nom: 'Le Fil', courriels: ['accueil@exemple.fr'] })
    expect(masques).toEqual(['telephone', 'courriels'])
  })

  it('ne les laisse pas non plus dans les textes', () => {
    const { valeurs, masques } = publiable({
      presentation_detail:
        'Appelez Camille au 06 39 98 12 34 ou le 04 76 00 11 22, ou camille.durand@exemple.fr, ou accueil@exemple.fr.'
    })
    expect(valeurs.presentation_detail).toBe(
      `Appelez Camille au ${TEXTE_MASQUE} ou le 04 76 00 11 22, ou ${TEXTE_MASQUE}, ou accueil@exemple.fr.`
    )
    expect(masques).toEqual(['presentation_detail'])
  })

  it('reste tel quel quand rien n’est personnel', () => {
    const valeurs = { nom: 'Le Fil', telephone: '+33476001122', presentation_resume: 'Ouvert en 2019, 12 postes.' }
    expect(publiable(valeurs)).toEqual({ valeurs, masques: [] })
    expect(publiable(valeurs).valeurs).toBe(valeurs)
  })

  it('masquer deux fois ne change plus rien', () => {
    const une = publiable({ nom: 'Le Fil', presentation_resume: '0639981234' }).valeurs
    expect(publiable(une)).toEqual({ valeurs: une, masques: [] })
  })
})
