import { describe, expect, it } from 'vitest'
import type { Jour } from '../../../../kernel/jour.ts'
import type { Result } from '../../../../kernel/result.ts'
import { type Acte, agir } from './actes.ts'
import { CHOIX_SICOVAL, CONTENU_SICOVAL, declarer, regles, SICOVAL } from './adhesion.fixture.ts'
import { type Avancee, avancer, devenirMembre } from './avancer.ts'
import { ouvrirAppartenance } from './periode.ts'
import type { Regles } from './regles.ts'
import type { Situation } from './situation.ts'

const REGLES = regles()
const le = (texte: string) => new Date(texte)

function reussi<T, E>(issue: Result<T, E>): T {
  if (!issue.ok) throw new Error(JSON.stringify(issue.error))
  return issue.value
}

function suivre(depart: Situation, actes: readonly (readonly [string, Acte])[], de: Regles = REGLES): Avancee {
  let avancee: Avancee = { situation: depart, transitions: [], rappels: [] }
  for (const [instant, acte] of actes) avancee = reussi(agir(avancee.situation, acte, de, le(instant)))
  return avancee
}

const recue = (instant: string) =>
  suivre({ etat: 'REFERENCE' }, [
    [instant, { genre: 'commencer' }],
    [instant, declarer()]
  ]).situation

const membreDes = (instant: string) =>
  devenirMembre(ouvrirAppartenance({ version: 1, origine: 'declaration', le: le(instant) }, REGLES))

const dates = ({ transitions }: Pick<Avancee, 'transitions'>) =>
  transitions.map(({ numero, le: quand }) => `${numero} ${quand.toISOString()}`)

const OPPOSER: Acte = { genre: 'opposer', raisons: 'Le lieu n’accueille que ses adhérents.' }

describe('« dans un délai de 15 jours à compter de la réception » (article 3)', () => {
  it('V1 : reçue le 1er juin, le comité peut s’opposer jusqu’au 16 à la dernière milliseconde ; membre le 17 à 0 heure', () => {
    const fenetre = recue('2026-06-01T14:00:00+02:00')
    expect(reussi(agir(fenetre, OPPOSER, REGLES, le('2026-06-16T23:59:59.999+02:00'))).situation.etat).toBe('OPPOSE')
    const apres = avancer(fenetre, REGLES, le('2026-06-17T00:00:00+02:00'))
    expect(apres.situation.etat).toBe('MEMBRE')
    expect(dates(apres)).toEqual(['T6 2026-06-16T22:00:00.000Z'])
  })

  it.each(['2026-06-01T00:00:00+02:00', '2026-06-01T23:59:59+02:00'])(
    'V2 : l’heure de la réception ne change rien (%s)',
    (instant) => {
      expect(recue(instant)).toMatchObject({ etat: 'FENETRE', fin: le('2026-06-16T22:00:00Z') })
    }
  )

  it.each([
    ['V3 : à travers le passage à l’heure d’été', '2026-03-20T10:00:00+01:00', '2026-04-04T22:00:00Z'],
    ['V4 : à travers le passage à l’heure d’hiver', '2026-10-15T10:00:00+02:00', '2026-10-30T23:00:00Z'],
    ['V5 : reçue le 31 décembre à 23 h 30', '2026-12-31T23:30:00+01:00', '2027-01-15T23:00:00Z']
  ])('%s', (_, instant, fin) => {
    expect(recue(instant)).toMatchObject({ fin: le(fin) })
  })

  it('V11 : l’opposition d’une milliseconde trop tard est refusée, et dit depuis quand', () => {
    expect(agir(recue('2026-06-01T14:00:00+02:00'), OPPOSER, REGLES, le('2026-06-17T00:00:00+02:00'))).toEqual({
      ok: false,
      error: { raison: 'trop-tard', fin: le('2026-06-16T22:00:00Z') }
    })
  })

  it('un vote qui se clôt avant la fin se compte avant que le silence parle, même dépouillé en retard', () => {
    const cloture = le('2026-06-16T23:59:00+02:00')
    const vote = suivre(recue('2026-06-01T14:00:00+02:00'), [
      ['2026-06-10T10:00:00+02:00', { genre: 'deliberer', cloture }]
    ]).situation
    // Not counted yet: silence waits.
    expect(avancer(vote, REGLES, le('2026-06-20T00:00:00+02:00')).situation.etat).toBe('FENETRE')
    expect(agir(vote, OPPOSER, REGLES, le('2026-06-11T00:00:00+02:00'))).toMatchObject({
      error: { raison: 'deliberation' }
    })
    const oppose = reussi(agir(vote, { genre: 'conclure', oppose: true, raisons: 'Le vote.' }, REGLES, cloture))
    expect(dates(oppose)).toEqual([`T5 ${cloture.toISOString()}`])
    const rejete = reussi(agir(vote, { genre: 'conclure', oppose: false, raisons: '' }, REGLES, cloture)).situation
    expect(dates(avancer(rejete, REGLES, le('2026-06-20T00:00:00+02:00')))).toEqual(['T6 2026-06-16T22:00:00.000Z'])
  })

  it('un vote ne peut pas se clore après la fin du délai', () => {
    const fenetre = recue('2026-06-01T14:00:00+02:00')
    for (const cloture of ['2026-06-17T00:00:00+02:00', '2026-06-09T00:00:00+02:00'])
      expect(
        agir(fenetre, { genre: 'deliberer', cloture: le(cloture) }, REGLES, le('2026-06-10T00:00:00+02:00'))
      ).toEqual({
        ok: false,
        error: { raison: 'cloture-hors-delai', fin: le('2026-06-16T22:00:00Z') }
      })
  })

  it('compte les jours du réseau : à La Réunion, minuit vient plus tôt', () => {
    const reunion = regles({ zone: 'Indian/Reunion' })
    const fenetre = suivre(
      { etat: 'BROUILLON', depuis: le('2026-06-01T00:00:00Z') },
      // Already 2 June there, still the 1st in Paris.
      [['2026-06-01T21:00:00Z', declarer()]],
      reunion
    )
    expect(fenetre.situation).toMatchObject({ fin: le('2026-06-17T20:00:00Z') })
  })
})

describe('« une durée de 12 mois, renouvelable par tacite reconduction » (article 3)', () => {
  it('V6 : sans aucune mise à jour, alerte au bout de 11 mois, fin au bout de 12', () => {
    const apres = avancer(membreDes('2026-06-17T00:00:00+02:00'), REGLES, le('2027-06-17T00:00:00+02:00'))
    expect(dates(apres)).toEqual(['T9 2027-05-16T22:00:00.000Z', 'T11 2027-06-16T22:00:00.000Z'])
    expect(apres.situation).toEqual({ etat: 'NON_RENOUVELE', depuis: le('2027-06-16T22:00:00Z') })
  })

  it('V7 : une mise à jour suffit à renouveler ; l’alerte suivante est dans la deuxième période', () => {
    const vivant = suivre(membreDes('2026-06-17T00:00:00+02:00'), [
      ['2026-11-02T10:00:00+01:00', { genre: 'activite' }]
    ])
    const apres = avancer(vivant.situation, REGLES, le('2028-05-17T00:00:00+02:00'))
    expect(dates(apres)).toEqual(['T8 2027-06-16T22:00:00.000Z', 'T9 2028-05-16T22:00:00.000Z'])
  })

  it('V8 : membre le 31 août, alerte le 31 juillet, fin le 31 août', () => {
    const apres = avancer(membreDes('2027-08-31T00:00:00+02:00'), REGLES, le('2028-08-31T00:00:00+02:00'))
    expect(dates(apres)).toEqual(['T9 2028-07-30T22:00:00.000Z', 'T11 2028-08-30T22:00:00.000Z'])
  })

  it('V9 : membre un 29 février, renouvelé les 28 février, et de nouveau le 29 en 2032', () => {
    let situation = membreDes('2028-02-29T00:00:00+01:00')
    const renouvellements: string[] = []
    for (let annee = 2028; annee < 2032; annee++) {
      situation = reussi(agir(situation, { genre: 'activite' }, REGLES, le(`${annee}-06-01T12:00:00Z`))).situation
      const apres = avancer(situation, REGLES, le(`${annee + 1}-03-01T12:00:00Z`))
      renouvellements.push(...dates(apres))
      situation = apres.situation
    }
    expect(renouvellements).toEqual([
      'T8 2029-02-27T23:00:00.000Z',
      'T8 2030-02-27T23:00:00.000Z',
      'T8 2031-02-27T23:00:00.000Z',
      'T8 2032-02-28T23:00:00.000Z'
    ])
  })

  it('une mise à jour fait tomber l’alerte, et le dernier jour compte encore', () => {
    const alerte = avancer(membreDes('2026-06-17T00:00:00+02:00'), REGLES, le('2027-06-16T23:59:59+02:00'))
    expect(alerte.situation).toMatchObject({ membre: { alerteLe: le('2027-05-16T22:00:00Z') } })
    const { situation, transitions } = reussi(
      agir(alerte.situation, { genre: 'activite' }, REGLES, le('2027-06-16T23:59:59.999+02:00'))
    )
    expect(transitions.map(({ numero }) => numero)).toEqual(['T10'])
    expect(dates(avancer(situation, REGLES, le('2027-06-17T00:00:00+02:00')))).toEqual(['T8 2027-06-16T22:00:00.000Z'])
  })

  it('rappelle 14 jours puis 3 jours avant la fin, une fois chacun, à 8 heures ; jamais à qui s’est renouvelé', () => {
    const membre = membreDes('2026-06-17T00:00:00+02:00')
    const quatorze = avancer(membre, REGLES, le('2027-06-05T00:00:00+02:00'))
    expect(quatorze.rappels).toEqual([{ genre: 'rappel-fin', cle: 'fin-0-14', le: le('2027-06-03T06:00:00Z') }])
    expect(avancer(quatorze.situation, REGLES, le('2027-06-10T00:00:00+02:00')).rappels).toEqual([])
    const trois = avancer(quatorze.situation, REGLES, le('2027-06-15T00:00:00+02:00'))
    expect(trois.rappels.map(({ cle }) => cle)).toEqual(['fin-0-3'])
    const vivant = reussi(agir(membre, { genre: 'activite' }, REGLES, le('2026-11-02T10:00:00Z'))).situation
    expect(avancer(vivant, REGLES, le('2027-06-16T12:00:00+02:00')).rappels).toEqual([])
  })

  it('après trois semaines d’arrêt, n’envoie que le rappel qui sert encore', () => {
    const { rappels } = avancer(membreDes('2026-06-17T00:00:00+02:00'), REGLES, le('2027-06-15T00:00:00+02:00'))
    expect(rappels.map(({ cle }) => cle)).toEqual(['fin-0-3'])
  })

  it('une nouvelle version de la charte ne lie qu’au renouvellement, ou dès qu’on l’accepte', () => {
    const parametres = REGLES.parametres(1)
    const deux = regles({
      versions: [
        { id: 1, des: new Date(0), parametres },
        { id: 2, des: le('2026-09-01T00:00:00Z'), parametres: { ...parametres, periode_mois: 24 } }
      ]
    })
    const membre = membreDes('2026-06-17T00:00:00+02:00')
    const vivant = reussi(agir(membre, { genre: 'activite' }, deux, le('2026-11-02T10:00:00Z'))).situation
    expect(vivant).toMatchObject({ membre: { version: 1, fin: le('2027-06-16T22:00:00Z') } })
    expect(avancer(vivant, deux, le('2027-06-18T00:00:00Z')).situation).toMatchObject({
      membre: { version: 2, fin: le('2029-06-16T22:00:00Z') }
    })
    const acceptee = reussi(agir(vivant, { genre: 'accepter-version' }, deux, le('2026-12-01T00:00:00Z'))).situation
    expect(acceptee).toMatchObject({ membre: { version: 2, fin: le('2027-06-16T22:00:00Z') } })
  })
})

describe('« un délai de quinze jours suivant la réception » de la lettre (article 13)', () => {
  const lettre = (recueLe: string, autres: Partial<Extract<Acte, { genre: 'avertir' }>> = {}): Acte => ({
    genre: 'avertir',
    constateLe: '2026-06-01' as Jour,
    envoyeeLe: '2026-06-03' as Jour,
    recueLe: recueLe as Jour,
    ...autres
  })
  const membre = membreDes('2026-01-10T00:00:00+01:00')
  const averti = () => suivre(membre, [['2026-06-08T09:00:00+02:00', lettre('2026-06-05')]]).situation

  it('V10 : le délai finit un samedi, et court jusqu’au lundi ; suspendu le mardi à 0 heure', () => {
    expect(averti()).toMatchObject({ avertissement: { fin: le('2026-06-22T22:00:00Z') } })
    expect(avancer(averti(), REGLES, le('2026-06-22T23:59:59+02:00')).situation.etat).toBe('AVERTI')
    expect(dates(avancer(averti(), REGLES, le('2026-06-23T00:00:00+02:00')))).toEqual(['T14 2026-06-22T22:00:00.000Z'])
  })

  it('V10, sans le report au jour ouvré : suspendu le dimanche à 0 heure', () => {
    const parametres = { ...REGLES.parametres(1), report_jour_ouvre: false }
    const sansReport = regles({ versions: [{ id: 1, des: new Date(0), parametres }] })
    const { situation } = suivre(membre, [['2026-06-08T09:00:00+02:00', lettre('2026-06-05')]], sansReport)
    expect(situation).toMatchObject({ avertissement: { fin: le('2026-06-20T22:00:00Z') } })
  })

  it('un dernier jour férié est reporté aussi : le 14 juillet', () => {
    const { situation } = suivre(membre, [['2026-06-30T09:00:00+02:00', lettre('2026-06-29')]])
    expect(situation).toMatchObject({ avertissement: { fin: le('2026-07-15T22:00:00Z') } })
  })

  it('une lettre saisie en retard suspend à la date légale', () => {
    const tard = reussi(agir(membre, lettre('2026-06-05'), REGLES, le('2026-07-20T09:00:00+02:00')))
    expect(tard.situation).toMatchObject({ etat: 'SUSPENDU', depuis: le('2026-06-22T22:00:00Z') })
    expect(dates(tard)).toEqual(['T12 2026-06-04T22:00:00.000Z', 'T14 2026-06-22T22:00:00.000Z'])
  })

  it.each([
    ['reçue demain', lettre('2026-06-09'), 'date-a-venir'],
    ['reçue avant d’être envoyée', lettre('2026-06-02'), 'recue-avant-envoi'],
    [
      'envoyée avant le manquement',
      lettre('2026-06-05', { constateLe: '2026-06-04' as Jour }),
      'envoyee-avant-manquement'
    ]
  ])('refuse une lettre %s', (_, acte, raison) => {
    expect(agir(membre, acte, REGLES, le('2026-06-08T09:00:00+02:00'))).toEqual({ ok: false, error: { raison } })
  })

  it('corrigé à temps mais pas encore jugé : pas de suspension, le secrétariat est prévenu une fois', () => {
    const dit = suivre(averti(), [['2026-06-20T10:00:00+02:00', { genre: 'rectifier' }]]).situation
    const apres = avancer(dit, REGLES, le('2026-07-15T00:00:00+02:00'))
    expect(apres.situation.etat).toBe('AVERTI')
    expect(apres.rappels.map(({ genre }) => genre)).toEqual(['rappel-jugement'])
    expect(avancer(apres.situation, REGLES, le('2026-08-15T00:00:00+02:00')).rappels).toEqual([])
    const non = suivre(apres.situation, [['2026-07-16T10:00:00+02:00', { genre: 'juger', rectifie: false }]])
    expect(dates(non)).toEqual(['T14 2026-06-22T22:00:00.000Z'])
    const oui = suivre(apres.situation, [['2026-07-16T10:00:00+02:00', { genre: 'juger', rectifie: true }]])
    expect(oui.situation.etat).toBe('MEMBRE')
  })

  it('jugé non corrigé avant la fin, le membre peut encore corriger', () => {
    const juge = suivre(averti(), [
      ['2026-06-10T10:00:00+02:00', { genre: 'rectifier' }],
      ['2026-06-11T10:00:00+02:00', { genre: 'juger', rectifie: false }],
      ['2026-06-12T10:00:00+02:00', { genre: 'rectifier' }]
    ])
    expect(juge.situation).toMatchObject({ etat: 'AVERTI', avertissement: { rectifieLe: le('2026-06-12T08:00:00Z') } })
  })

  it('la période court pendant la suspension : levée après sa fin, elle se décide à sa date', () => {
    const suspendu = avancer(averti(), REGLES, le('2026-07-01T00:00:00Z')).situation
    const levee: Acte = { genre: 'lever', raisons: 'Le lieu a rouvert à tous.' }
    const endormi = suivre(suspendu, [['2027-03-01T10:00:00+01:00', levee]])
    expect(endormi.situation).toEqual({ etat: 'NON_RENOUVELE', depuis: le('2027-01-09T23:00:00Z') })
    const vivant = suivre(suspendu, [
      ['2026-12-01T10:00:00+01:00', { genre: 'activite' }],
      ['2027-03-01T10:00:00+01:00', levee]
    ])
    expect(dates(vivant)).toEqual(['T15 2027-03-01T09:00:00.000Z', 'T8 2027-01-09T23:00:00.000Z'])
    expect(vivant.situation).toMatchObject({ etat: 'MEMBRE', membre: { fin: le('2028-01-09T23:00:00Z') } })
  })

  it('partir sous avertissement garde la porte fermée jusqu’à une décision du comité', () => {
    const parti = suivre(averti(), [
      ['2026-06-10T10:00:00+02:00', { genre: 'retirer', cesse: true, sansConfusion: true }]
    ]).situation
    expect(parti).toMatchObject({ etat: 'RETIRE', barre: true })
    expect(agir(parti, { genre: 'commencer' }, REGLES, le('2026-06-11T00:00:00Z'))).toEqual({
      ok: false,
      error: { raison: 'barre' }
    })
    const rouvert = suivre(parti, [
      ['2026-06-12T00:00:00Z', { genre: 'rouvrir', raisons: 'Nouvelle équipe.' }],
      ['2026-06-13T00:00:00Z', { genre: 'commencer' }]
    ])
    expect(rouvert.situation.etat).toBe('BROUILLON')
  })
})

describe('au Sicoval', () => {
  const signer = declarer({ contenu: CONTENU_SICOVAL, choix: CHOIX_SICOVAL })
  const signe = () =>
    suivre({ etat: 'BROUILLON', depuis: le('2026-06-01T00:00:00Z') }, [['2026-06-01T10:00:00Z', signer]], SICOVAL)

  it('signer suffit : membre à l’instant, sans date de fin', () => {
    const { situation, transitions } = signe()
    expect(situation).toMatchObject({ etat: 'MEMBRE', membre: { membreDepuis: le('2026-06-01T10:00:00Z') } })
    expect(transitions.map(({ numero }) => numero)).toEqual(['T3', 'signature'])
    expect(avancer(situation, SICOVAL, le('2040-01-01T00:00:00Z')).situation.etat).toBe('MEMBRE')
  })

  it('les engagements se confirment chaque année : un message, puis un an après la confirmation', () => {
    // At eight in the morning: nobody is told at midnight.
    expect(avancer(signe().situation, SICOVAL, le('2027-06-01T05:59:59Z')).rappels).toEqual([])
    const rappele = avancer(signe().situation, SICOVAL, le('2027-06-01T06:00:00Z'))
    expect(rappele.rappels.map(({ cle }) => cle)).toEqual(['confirmation-2027-06-01'])
    const confirme = reussi(agir(rappele.situation, { genre: 'confirmer' }, SICOVAL, le('2027-07-02T10:00:00Z')))
    expect(avancer(confirme.situation, SICOVAL, le('2028-07-02T10:00:00Z')).rappels.map(({ cle }) => cle)).toEqual([
      'confirmation-2028-07-02'
    ])
  })

  it('il n’y a pas d’avertissement par lettre', () => {
    const acte: Acte = {
      genre: 'avertir',
      constateLe: '2026-06-02' as Jour,
      envoyeeLe: '2026-06-02' as Jour,
      recueLe: '2026-06-03' as Jour
    }
    expect(agir(signe().situation, acte, SICOVAL, le('2026-06-10T00:00:00Z'))).toEqual({
      ok: false,
      error: { raison: 'sans-procedure' }
    })
  })
})
