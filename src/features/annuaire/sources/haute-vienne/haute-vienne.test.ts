import { describe, expect, it } from 'vitest'
import { essayer } from '../essai.fixture.ts'
import { HAUTE_VIENNE } from './haute-vienne.source.ts'

const LIGNE = {
  objectid: '1',
  nom_org: 'Médiathèque Exemple',
  label: 'Espace public numérique / cyberbase, Qualification Cheque numérique',
  statut_org: 'Médiathèque/bibliothèque',
  mediateur: 'Oui',
  cheque: 'Non',
  adresse: '2 Place Haute, 38240 Meylan',
  commune: 'Meylan',
  code_postal: '38240',
  tel_fixe: '04.76.00.11.22',
  tel_mobile: '',
  service: 'Accès à Internet',
  condition: 'Accès libre',
  horaires: 'Mo-Fr 09:00-12:00',
  public: 'Tout public',
  assistance: 'Non',
  latitude: '45.2097',
  longitude: '5.7778',
  result_score: '0.68'
}
const ATELIER = {
  ...LIGNE,
  objectid: '3',
  service: "Aide à la recherche d'emploi",
  condition: 'Accès sur RDV',
  horaires: 'Tu 14:00-16:00',
  assistance: 'Oui'
}

describe('Haute-Vienne', () => {
  it('réunit les lignes d’un même lieu, une par service', () => {
    const { enregistrements, comptes } = essayer(HAUTE_VIENNE, [LIGNE, ATELIER])
    expect(enregistrements).toHaveLength(1)
    expect(enregistrements[0]?.lignes).toEqual([1, 2])
    expect(enregistrements[0]?.valeurs).toMatchObject({
      nom: 'Médiathèque Exemple',
      adresse: '2 Place Haute',
      typologie: ['EPN', 'BIB'],
      services: expect.arrayContaining([
        'Accès internet et matériel informatique',
        'Insertion professionnelle via le numérique'
      ]),
      modalites_acces: ['Se présenter'],
      modalites_accompagnement: ['Accompagnement individuel'],
      autres_formations_labels: ['APTIC']
    })
    expect(comptes.perdues).toEqual([])
  })

  it('ne prend pas les horaires d’un service pour ceux du lieu, et garde chacun avec son service', () => {
    const { enregistrements } = essayer(HAUTE_VIENNE, [LIGNE, ATELIER])
    expect(enregistrements[0]?.valeurs.horaires).toBeUndefined()
    expect(enregistrements[0]?.complements['services et conditions']).toBe(
      "Accès à Internet · Accès libre · Mo-Fr 09:00-12:00 · Tout public\nAide à la recherche d'emploi · Accès sur RDV · Tu 14:00-16:00 · Tout public"
    )
  })

  it('retient les horaires que tous les services partagent', () => {
    const { enregistrements } = essayer(HAUTE_VIENNE, [LIGNE, { ...ATELIER, horaires: LIGNE.horaires }])
    expect(enregistrements[0]?.valeurs.horaires).toBe('Mo-Fr 09:00-12:00')
  })
})
