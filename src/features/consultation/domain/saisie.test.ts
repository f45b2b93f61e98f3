import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ADRESSES_RESERVEES, adresseDe, adresseLibre } from './adresse.ts'
import { REGLAGES_PAR_DEFAUT } from './module.ts'
import { listManques } from './publication.ts'
import type { Saisie } from './saisie.ts'
import { datesProposees, ecrireDates, lireDates, lireMots, lireReport, lireSujet } from './saisie-consultation.ts'
import { ecrireModule, lireModule } from './saisie-module.ts'

const NOW = new Date('2026-06-09T08:00:00Z')
const PARIS = { fuseau: 'Europe/Paris', now: NOW }
const fautes = (lu: { ok: true } | { ok: false; error: readonly { champ: string; message: string }[] }) =>
  lu.ok ? [] : lu.error.map(({ champ }) => champ)

describe('l’adresse d’une consultation', () => {
  it.each([
    ['Un lieu accueillant, c’est quoi ?', 'un-lieu-accueillant-c-est-quoi'],
    ['ŒUVRES & Élèves', 'oeuvres-eleves'],
    ['Guide', 'consultation'],
    ['!!!', 'consultation'],
    ['日本', 'consultation'],
    ['a'.repeat(200), 'a'.repeat(60)]
  ])('« %s » donne « %s »', (titre, attendue) => expect(adresseDe(titre, 'consultation')).toBe(attendue))

  it('tient toujours dans une adresse, n’est jamais un mot des pages, et ne prend celle de personne', () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 250, unit: 'grapheme' }), fc.nat(30), (titre, nombre) => {
        const prises = new Set<string>()
        for (let n = 0; n <= nombre; n++) {
          const adresse = adresseLibre(adresseDe(titre, 'consultation'), prises)
          expect(adresse).toMatch(/^[a-z0-9][a-z0-9-]{0,79}$/)
          expect(ADRESSES_RESERVEES.has(adresse)).toBe(false)
          expect(prises.has(adresse)).toBe(false)
          prises.add(adresse)
        }
      })
    ))
})

const DATES: Saisie = {
  ouverture_jour: '2026-07-09',
  ouverture_heure: '9 h',
  cloture_jour: '09/10/2026',
  cloture_heure: '18:00',
  reponse_avant: '2026-12-31'
}

describe('les dates écrites', () => {
  it('se lisent à l’heure du réseau', () => {
    expect(lireDates(DATES, PARIS)).toEqual({
      ok: true,
      value: {
        ouverture: new Date('2026-07-09T07:00:00Z'),
        cloture: new Date('2026-10-09T16:00:00Z'),
        reponse_avant: '2026-12-31'
      }
    })
    const martinique = lireDates(DATES, { ...PARIS, fuseau: 'America/Martinique' })
    expect(martinique.ok && martinique.value.ouverture).toEqual(new Date('2026-07-09T13:00:00Z'))
  })

  it.each<[string, Saisie, readonly string[]]>([
    ['rien', {}, ['ouverture_jour', 'ouverture_heure', 'cloture_jour', 'cloture_heure']],
    ['un jour qui n’existe pas', { ...DATES, ouverture_jour: '31/02/2027' }, ['ouverture_jour']],
    ['une année de trop', { ...DATES, cloture_jour: '2062-10-09' }, ['cloture_jour']],
    ['une heure qui n’existe pas', { ...DATES, cloture_heure: '25:00' }, ['cloture_heure']],
    [
      'l’heure que l’on saute',
      { ...DATES, ouverture_jour: '2026-03-29', ouverture_heure: '2:30' },
      ['ouverture_heure']
    ],
    ['la fin avant le début', { ...DATES, cloture_jour: '2026-07-08' }, ['cloture_jour']],
    ['des réponses le jour de la clôture', { ...DATES, reponse_avant: '2026-10-09' }, ['reponse_avant']]
  ])('%s : le champ est nommé', (_, saisie, champs) => expect(fautes(lireDates(saisie, PARIS))).toEqual(champs))

  it('annoncées, se repoussent et ne s’avancent pas', () => {
    const annoncee = new Date('2026-10-09T16:00:00Z')
    expect(fautes(lireReport({ cloture_jour: '2026-10-09', cloture_heure: '17:59' }, annoncee, PARIS))).toEqual([
      'cloture_jour'
    ])
    expect(lireReport({ cloture_jour: '2026-10-09', cloture_heure: '18:01' }, annoncee, PARIS)).toMatchObject({
      ok: true,
      value: { cloture: new Date('2026-10-09T16:01:00Z'), reponse_avant: null }
    })
  })

  it('proposées d’avance, se relisent telles quelles, toute l’année et dans chaque fuseau', () =>
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.constantFrom('Europe/Paris', 'America/Miquelon', 'Pacific/Noumea'),
        (now, fuseau) => {
          const proposees = datesProposees(now, fuseau)
          expect(lireDates(ecrireDates(proposees, fuseau), { fuseau, now })).toEqual({ ok: true, value: proposees })
        }
      )
    ))
})

describe('les mots écrits', () => {
  it('ont un titre et une question, dans leurs limites', () => {
    expect(fautes(lireMots({ titre: ' ', question: '' }))).toEqual(['titre', 'question'])
    expect(fautes(lireMots({ titre: 'a'.repeat(201), question: 'q', introduction: 'i'.repeat(20_001) }))).toEqual([
      'titre',
      'introduction'
    ])
    expect(fautes(lireSujet({ titre: 't', question: 'q' }))).toEqual(['proposition'])
    expect(lireMots({ titre: ' Un\u202e titre ', question: 'Quoi ?', introduction: 'a\r\n\r\n\r\n\r\nb' })).toEqual({
      ok: true,
      value: { titre: 'Un titre', question: 'Quoi ?', introduction: 'a\n\nb' }
    })
  })
})

describe('les réglages d’un module', () => {
  const MODULE = { ...REGLAGES_PAR_DEFAUT, titre: 'Les enjeux', question: '' }
  const ecrit = ecrireModule(MODULE)
  it('se relisent tels qu’ils ont été écrits', () => expect(lireModule(ecrit)).toEqual({ ok: true, value: MODULE }))

  it.each<[string, Saisie, readonly string[]]>([
    ['un choix forgé', { ...ecrit, resultats: 'jamais', nature: 'constructor' }, ['nature', 'resultats']],
    ['deux boutons pareils', { ...ecrit, libelle_revoir: 'D’ACCORD' }, ['libelle_revoir']],
    ['un bouton sans mot', { ...ecrit, libelle_accord: '' }, ['libelle_accord']],
    ['aucune façon de participer', { ...ecrit, ...fermer(), propositions: 'non' }, ['avis']]
  ])('%s : le champ est nommé', (_, saisie, champs) => expect(fautes(lireModule(saisie))).toEqual(champs))

  it('sans avis, les mots des boutons ne manquent à personne', () =>
    expect(lireModule({ ...ecrit, avis: '', libelle_accord: '', libelle_revoir: '' })).toMatchObject({
      ok: true,
      value: { avis: false, libelle_accord: 'D’accord' }
    }))

  function fermer(): Saisie {
    return { avis: '', commentaires: '', valeurs: '', fichiers: '', actions: '' }
  }
})

describe('avant de publier', () => {
  const module = { adresse: 'm', titre: 'M', nature: 'items', propositions: 'aussitot', items: 0 } as const
  const pret = { question: 'Quoi ?', cloture: new Date('2026-07-01T00:00:00Z'), modules: [module] }
  it.each([
    ['rien ne manque', pret, []],
    ['un sujet n’a pas de fin', { ...pret, cloture: null }, []],
    ['pas de module', { ...pret, modules: [] }, ['modules']],
    ['une clôture passée et pas de question', { ...pret, question: '', cloture: NOW }, ['mots', 'dates']],
    [
      'un module vide où l’on ne propose rien',
      { ...pret, modules: [{ ...module, propositions: 'non' as const }] },
      [{ module: 'm' }]
    ],
    ['un texte sans article', { ...pret, modules: [{ ...module, nature: 'texte' as const }] }, [{ module: 'm' }]]
  ])('%s', (_, consultation, ou) => expect(listManques(consultation, NOW).map((manque) => manque.ou)).toEqual(ou))
})
