import { describe, expect, it } from 'vitest'
import { lireJour, lireSemaine, reunirJours } from './index.ts'

const jour = (texte: string) => {
  const lu = lireJour(texte)
  return lu.ok ? lu.value.osm : `refus : ${lu.error}`
}
const semaine = (texte: string) => {
  const lu = lireSemaine(texte)
  return lu.ok ? lu.value.osm : `refus : ${lu.error}`
}
const avertissements = (texte: string) => {
  const lu = lireSemaine(texte)
  return lu.ok ? lu.value.avertissements : []
}

describe('Un jour', () => {
  it.each([
    ['09:00 - 12:00 / 13:30 - 17:00', '09:00-12:00,13:30-17:00'],
    ['9h-12h et 14h-18h', '09:00-12:00,14:00-18:00'],
    ['8h30/12h - 14h/17h30', '08:30-12:00,14:00-17:30'],
    ['9h à midi', '09:00-12:00'],
    ['14-18h', '14:00-18:00'],
    ['24h/24', '24/7'],
    ['9h00 12h30', '09:00-12:30'],
    ['9h_12h', '09:00-12:00'],
    ['08 : 30 - 12 : 00', '08:30-12:00'],
    ['9h12h-14h17h', '09:00-12:00,14:00-17:00'],
    ['9h30h-12h', '09:30-12:00'],
    ['09:00:00 - 12:00:00', '09:00-12:00'],
    ['10 heures à 12 heures 30', '10:00-12:30'],
    ['00:00 - 00:00 / 09:00 - 12:00', '09:00-12:00'],
    ['9h &agrave; 12h &amp; 14h &agrave; 17h', '09:00-12:00,14:00-17:00'],
    ['fermé', 'off'],
    ['Pas d’accueil', 'off'],
    ['Fermé le matin - 14h-18h', '14:00-18:00'],
    ['sur RDV', '"sur rendez-vous"'],
    ['9h-12h sur rendez-vous', '09:00-12:00 "sur rendez-vous"'],
    ['9h-12h / Après-midi sur RDV', '09:00-12:00 || "l’après-midi, sur rendez-vous"'],
    ['9h-12h (semaines paires)', 'week 02-53/2 09:00-12:00'],
    ['9h-12h une semaine sur deux', '09:00-12:00 "une semaine sur deux"'],
    ['9h-12h (+14h-17h le 1er samedi du mois)', '09:00-12:00, Sa[1] 14:00-17:00'],
    ['10h-12h (fermé en août)', '10:00-12:00; Aug off'],
    ['10h-12h hors vac. scolaires', '10:00-12:00; SH off'],
    // Open when both ranges say so; to check when one alone does.
    ['09:00 - 12:00 / 09:00 - 17:00', 'Mo-Su 09:00-12:00, Mo-Su 12:00-17:00 "à vérifier"']
  ])('« %s » se lit %s', (texte, osm) => {
    expect(jour(texte)).toBe(osm)
  })

  it.each([
    '',
    '-',
    'matin',
    '10h',
    '9h-12h et 14h',
    '17h - 9h',
    '9h - 26h',
    '9h-12h ou 14h-17h',
    '13h16:59.9',
    '9h à 12h à 14h à 17h',
    '9h-12h / 11h-14h',
    '02.47.49.01.20',
    'au 2e étage',
    'fermé 9h-12h',
    '9h-12h pas le 3'
  ])('« %s » est refusé, avec sa raison', (texte) => {
    expect(jour(texte)).toMatch(/^refus : .{10}/)
  })
})

describe('Une semaine', () => {
  it.each([
    ['Lundi au vendredi 9h-12h/14h-18h', 'Mo-Fr 09:00-12:00,14:00-18:00'],
    ['Lun : 9h-12h ; Mar, Jeu : 14h-18h', 'Mo 09:00-12:00; Tu,Th 14:00-18:00'],
    ['tous les jours sauf le lundi de 10h à 18h', 'Tu-Su 10:00-18:00'],
    ['Tous les jours de 10h à 18h sauf le lundi', 'Tu-Su 10:00-18:00'],
    ['9h-12h du lundi au vendredi, 9h-11h le samedi', 'Mo-Fr 09:00-12:00; Sa 09:00-11:00'],
    ['Lundi\n9h – 12h\n\nMardi\nFermé', 'Mo 09:00-12:00'],
    ['mar-mer-jeu 10h-12h', 'Tu-Th 10:00-12:00'],
    ['Lun-Ven : 9h-17h', 'Mo-Fr 09:00-17:00'],
    ['En semaine 9h-17h, le week-end 10h-12h', 'Mo-Fr 09:00-17:00; Sa,Su 10:00-12:00'],
    ['le 1er et le 3e samedi du mois de 9h à 12h', 'Sa[1,3] 09:00-12:00'],
    ['Samedi 10h-12h (2e et 4e du mois)', 'Sa[2,4] 10:00-12:00'],
    ['Le dernier jeudi du mois de 14h à 17h', 'Th[-1] 14:00-17:00'],
    [
      'semaine paire : lundi 9h-12h ; semaine impaire : mardi 14h-17h',
      'week 02-53/2 Mo 09:00-12:00; week 01-53/2 Tu 14:00-17:00'
    ],
    ['De septembre à juin : du lundi au vendredi 9h-17h', 'Sep-Jun Mo-Fr 09:00-17:00'],
    ['du 1er juillet au 31 août : lundi au vendredi 8h-14h', 'Jul 01-Aug 31 Mo-Fr 08:00-14:00'],
    ['Lundi au vendredi 9h-17h, fermé du 1er au 15 août', 'Mo-Fr 09:00-17:00; Aug 01-Aug 15 off'],
    ['Lundi au vendredi 9h-17h sauf jours fériés et vacances scolaires', 'Mo-Fr 09:00-17:00; SH off; PH off'],
    [
      'En période scolaire : mercredi 13h-18h. Pendant les vacances scolaires : lundi au vendredi 10h-19h',
      'We 13:00-18:00; SH off; SH Mo-Fr 10:00-19:00'
    ],
    ['uniquement sur rendez-vous', '"sur rendez-vous"'],
    ['Du lundi au vendredi de 9h à 12h, le samedi sur rendez-vous', 'Mo-Fr 09:00-12:00; Sa "sur rendez-vous"'],
    [
      'Lundi au vendredi 9h-12h (sans rdv) / 14h-17h (sur rdv)',
      'Mo-Fr 09:00-12:00 open "sans rendez-vous", Mo-Fr 14:00-17:00 "sur rendez-vous"'
    ],
    ['Le lundi de 9h à 12h et sur rendez-vous', 'Mo 09:00-12:00 || "sur rendez-vous"'],
    [
      'Du lundi au vendredi 9h-12h 14h-17h, fermé le mardi après-midi',
      'Mo,We-Fr 09:00-12:00,14:00-17:00; Tu 09:00-12:00'
    ],
    ['Mardi au vendredi 10h-17h, mercredi 10h-18h', 'Tu,Th,Fr 10:00-17:00; We 10:00-18:00'],
    ['Lundi 9h-12h. Ces mêmes jours, sur rdv de 16h à 17h', 'Mo 09:00-12:00, Mo 16:00-17:00 "sur rendez-vous"'],
    ['7j/7 24h/24', '24/7'],
    ['verdredi 9h-12h', 'Fr 09:00-12:00'],
    ['Vendredi 20h-2h', 'Fr 20:00-02:00'],
    ['EPN : mardi 9h-12h', 'Tu 09:00-12:00 open "EPN"'],
    [
      'ouvert du mardi au vendredi de 9 h à 12 h 30, le 1er samedi du mois, fermé pendant les vacances scolaires, sur rendez-vous',
      'Tu-Fr 09:00-12:30 "sur rendez-vous"; Sa[1] "sur rendez-vous"; SH off'
    ]
  ])('« %s » se lit %s', (texte, osm) => {
    expect(semaine(texte)).toBe(osm)
  })

  it.each([
    ['Mo-Fr 9:00-12:00', 'Mo-Fr 09:00-12:00'],
    ['Mo-Fr 10:00-13:00,13:00-18:00', 'Mo-Fr 10:00-18:00'],
    ['Mo - Fr 09h00-12h00; Sa closed', 'Mo-Fr 09:00-12:00; Sa off'],
    ['Mo 09:00-12:00 We 14:00-17:00', 'Mo 09:00-12:00; We 14:00-17:00'],
    ['week 1-53/2 Mo 09:00-12:00; PH off', 'week 01-53/2 Mo 09:00-12:00; PH off'],
    ['Mo-Fr 08:00-18:00 || "sur rendez-vous"', 'Mo-Fr 08:00-18:00 || "sur rendez-vous"'],
    ['Apr-Oct Mo-Su,PH 10:00-18:00', 'Apr-Oct Mo-Su,PH 10:00-18:00'],
    ['24/7', '24/7']
  ])('le format d’échange « %s » est gardé, ou remis d’aplomb : %s', (texte, osm) => {
    expect(semaine(texte)).toBe(osm)
    expect(semaine(osm)).toBe(osm)
  })

  it.each([
    'Mercredi',
    'tous les mercredis après-midi',
    'lundi au vendredi de 9h00 à',
    'du lundi au vendredi de 9h à 17h, le samedi d',
    'Lundi au vendredi 9h-17h (16h le vendredi)',
    'Lundi au vendredi 9h-18h (lundi matin fermé)',
    'Atelier : lundi 9h-12h ; Bibliothèque : lundi 14h-17h',
    'Accueil téléphonique du lundi au vendredi 9h-12h',
    'Lundi 9h-12h, lundi 11h-14h',
    'ne pas venir le lundi 9h-12h',
    'le 12 mars de 9h à 12h',
    'Tous les jours sauf le mercredi après-midi',
    'Mo-Fr 09:00-12:00; 14:00-17:00',
    'Mo 08:30',
    'Fr 17:00-12:00',
    'fermé le lundi',
    'formation de 57 heures',
    'mercredi et vacances scolaires 9h-12h',
    '19 communes : 10h à 12h'
  ])('« %s » est refusé, avec sa raison', (texte) => {
    expect(semaine(texte)).toMatch(/^refus : .{10}/)
  })

  it('dit ce qu’elle a mis de côté ou compris à moitié', () => {
    expect(semaine('9h-12h')).toBe('09:00-12:00 "jours non précisés"')
    expect(avertissements('Sur RDV : 02.47.49.01.20')).toEqual([
      '« 02.47.49.01.20 » n’est pas un horaire : gardé à côté.'
    ])
    expect(avertissements('merdi 9h-12h')).toEqual(['« merdi » est lu mardi'])
    expect(avertissements('mardi 9h-12h salle polyvalente')).toEqual([
      '« salle polyvalente » n’est pas compris : gardé en remarque.'
    ])
  })

  it('dit la même chose que ses jours réunis', () => {
    const lus = new Map(
      (['9h-12h', 'fermé', '9h-12h / 14h-17h (sur rdv)'] as const).flatMap((texte, i) => {
        const lu = lireJour(texte)
        return lu.ok ? [[i, lu.value] as const] : []
      })
    )
    const reunis = reunirJours(lus)
    expect(reunis.ok && reunis.value.osm).toBe(
      semaine('lundi 9h-12h, mardi fermé, mercredi 9h-12h / 14h-17h (sur rdv)')
    )
  })

  it('garde pour chaque jour ce qui ne vaut que pour lui', () => {
    const lire = (texte: string) => {
      const lu = lireJour(texte)
      if (!lu.ok) throw new Error(lu.error)
      return lu.value
    }
    const reunis = reunirJours(
      new Map([
        [0, lire('9h-12h')],
        [2, lire('14h-18h (hors vacances scolaires)')],
        [5, lire('9h-12h (fermé en août)')]
      ])
    )
    expect(reunis.ok && reunis.value.osm).toBe('Mo,Sa 09:00-12:00; We 14:00-18:00; Aug Sa off; SH We off')
  })
})
