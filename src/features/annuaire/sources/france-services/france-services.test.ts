import { describe, expect, it } from 'vitest'
import { essayerUne } from '../essai.fixture.ts'
import { FRANCE_SERVICES } from './france-services.source.ts'

const LIGNE = {
  id_fs: '9001',
  insee_dep: '38',
  lib_fs: 'France services du Grand Pré',
  adresse: '4 allée des Tilleuls',
  complement_adresse: 'Mairie annexe',
  insee_com: '38229',
  code_postal: '38240',
  lib_com: 'Meylan',
  latitude: '45.21',
  longitude: '5.78',
  mail: 'grandpre@france-services.gouv.fr - accueil@meylan-exemple.fr',
  telephone: '04 76 00 11 22',
  h_lundi: '09:00 - 12:00 / 13:30 - 17:00',
  h_mardi: '09:00 - 12:00 / 13:30 - 17:00',
  h_mercredi: '',
  h_jeudi: '00:00 - 00:00 / 14:00 - 18:00',
  h_vendredi: '09:00-12:00/13:30-17:00',
  h_samedi: '-',
  prise_rdv: 'Oui',
  commentaire: 'Sur rendez-vous le lundi'
}

describe('France services', () => {
  it('lit la liste de 2024', () => {
    const { cle, valeurs, complements } = essayerUne(FRANCE_SERVICES, {
      ...LIGNE,
      type_fs: 'Principal',
      format_fs: 'Fixe_antenne(s)',
      groupe_fs: 'Grand Pré',
      labellisation_fs: 'Espace labellisé 01/01/2020'
    })
    expect(cle).toBe('9001')
    expect(valeurs).toMatchObject({
      nom: 'France services du Grand Pré',
      telephone: '+33476001122',
      courriels: ['grandpre@france-services.gouv.fr', 'accueil@meylan-exemple.fr'],
      horaires: 'Mo,Tu,Fr 09:00-12:00,13:30-17:00; Th 14:00-18:00',
      itinerance: ['Fixe'],
      typologie: ['RFS'],
      dispositif_programmes_nationaux: ['France Services'],
      services: ['Aide aux démarches administratives'],
      frais_a_charge: ['Gratuit'],
      presentation_detail: 'Sur rendez-vous le lundi'
    })
    expect(valeurs.date_maj).toBeUndefined()
    expect(Object.keys(complements)).toEqual(['insee_dep', 'prise_rdv', 'type_fs', 'groupe_fs', 'labellisation_fs'])
  })

  it('lit celle de 2022, où le format était autre chose et l’itinérance une case', () => {
    const { valeurs, complements } = essayerUne(FRANCE_SERVICES, {
      ...LIGNE,
      itinerance: 'Oui',
      format_fs: 'Antenne',
      groupe: 'Grand Pré'
    })
    expect(valeurs.itinerance).toEqual(['Itinérant'])
    expect(complements).toMatchObject({ format_fs: 'Antenne', groupe: 'Grand Pré' })
  })

  it('dit qu’un bus est itinérant', () => {
    expect(essayerUne(FRANCE_SERVICES, { ...LIGNE, format_fs: 'Bus_équivalent' }).valeurs.itinerance).toEqual([
      'Itinérant'
    ])
  })

  it('marque à vérifier ce qu’une seule des deux plages d’un jour dit', () => {
    const { valeurs, complements } = essayerUne(FRANCE_SERVICES, {
      ...LIGNE,
      h_mercredi: '08:30 - 17:30 / 08:30 - 12:30'
    })
    expect(valeurs.horaires).toContain('We 08:30-12:30, We 12:30-17:30 "à vérifier"')
    expect(complements).toMatchObject({ h_mercredi: '08:30 - 17:30 / 08:30 - 12:30' })
  })
})
