import { describe, expect, it } from 'vitest'
import type { Valeurs } from './enregistrement.ts'
import { GEOGRAPHIE as geo } from './nettoyage/geographie.fixture.ts'
import { lireSection, type Saisie, saisieDe } from './saisie-fiche.ts'
import { NOMS_CHAMPS } from './schema.ts'
import { champsEcrits, SECTIONS_FICHE, sectionDeFiche } from './sections-fiche.ts'

const lire = (cle: string, saisie: Saisie) => {
  const section = sectionDeFiche(cle)
  if (!section) throw new Error(cle)
  return lireSection(section, saisie, geo)
}
const PLEINE: Valeurs = {
  nom: 'Le Relais',
  typologie: ['FABLAB', 'ASSO'],
  adresse: '12 rue Haute',
  code_postal: '33130',
  commune: 'Bègles',
  code_insee: '33039',
  latitude: 44.8086,
  longitude: -0.5481,
  itinerance: ['Fixe'],
  telephone: '+33556000000',
  courriels: ['accueil@exemple.fr', 'mairie@exemple.fr'],
  site_web: ['https://www.exemple.fr/a'],
  prise_rdv: 'https://rdv.exemple.fr',
  horaires: 'Mo-Fr 09:00-12:00; PH off',
  services: ['Aide aux démarches administratives'],
  frais_a_charge: ['Gratuit', 'Payant'],
  autres_formations_labels: ['Tiers-lieu de l’année'],
  presentation_resume: 'Un lieu calme.',
  presentation_detail: 'Un.\n\nDeux.'
}

describe('la fiche, section par section', () => {
  it('a une place pour chaque champ du schéma, et une seule', () => {
    const ecrits = SECTIONS_FICHE.flatMap(champsEcrits)
    expect(new Set(ecrits).size).toBe(ecrits.length)
    expect([...ecrits, 'id', 'source', 'date_maj'].sort()).toEqual([...NOMS_CHAMPS].sort())
  })

  it('montrée puis renvoyée telle quelle, ne change rien', () => {
    const relues = SECTIONS_FICHE.map((section) => lireSection(section, saisieDe(section, PLEINE), geo))
    expect(Object.assign({}, ...relues.map((lue) => (lue.ok ? lue.value : lue.error)))).toEqual(PLEINE)
  })

  it('garde des horaires qui changent selon les saisons, écrits en phrases', () => {
    const horaires = 'Jul-Aug Mo-Fr 09:00-12:00'
    const section = sectionDeFiche('horaires')
    if (!section) throw new Error('horaires')
    const saisie = saisieDe(section, { horaires })
    expect(saisie.facon).toEqual(['texte'])
    expect(lireSection(section, saisie, geo)).toEqual({ ok: true, value: { horaires } })
  })

  it('lit ce que les gens écrivent', () => {
    expect(
      lire('contacts', {
        telephone: ['05.56.00.00.00'],
        site_web: ['www.exemple.fr'],
        courriels: ['Accueil@Exemple.FR']
      })
    ).toEqual({
      ok: true,
      value: { telephone: '+33556000000', site_web: ['http://www.exemple.fr'], courriels: ['Accueil@exemple.fr'] }
    })
    expect(lire('adresse', { nom: ['Le Relais'], commune: ['Bègles'] })).toMatchObject({
      ok: true,
      value: { code_insee: '33039' }
    })
  })

  it('nomme le champ à corriger, sans rien laisser passer', () => {
    const essais: readonly [string, Saisie, string][] = [
      ['contacts', { telephone: ['05 56 00 00 00 ou 05 56 00 00 01'] }, 'telephone'],
      ['contacts', { courriels: ['a@exemple.fr\nrose'] }, 'courriels'],
      ['contacts', { courriels: [Array.from({ length: 11 }, (_, i) => `a${i}@exemple.fr`).join('\n')] }, 'courriels'],
      ['contacts', { prise_rdv: ['javascript:alert(1)'] }, 'prise_rdv'],
      ['aides', { services: ['__proto__'] }, 'services'],
      ['adresse', { nom: ['Le Relais'], commune: ['Bègles'], latitude: ['44.8'] }, 'latitude'],
      ['adresse', { nom: ['Le Relais'], commune: ['Bègles'], latitude: ['45.2'], longitude: ['5.7'] }, 'latitude'],
      ['adresse', { nom: ['Le Relais'], commune: ['Bègles'], adresse: ['12 rue Haute'] }, 'code_postal'],
      ['adresse', { nom: ['Le Relais'], commune: ['Bègles'], typologie: ['toString'] }, 'typologie'],
      ['presentation', { presentation_resume: ['x'.repeat(281)] }, 'presentation_resume'],
      ['horaires', { facon: ['semaine'] }, 'matin-0'],
      ['horaires', {}, 'facon']
    ]
    for (const [cle, saisie, champ] of essais)
      expect([cle, saisie, lire(cle, saisie)]).toMatchObject([cle, saisie, { ok: false, error: [{ champ }] }])
  })
})
