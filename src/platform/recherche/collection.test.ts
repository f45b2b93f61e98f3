import { describe, expect, it } from 'vitest'
import { creerCollection } from './collection.ts'
import type { DemandeRecherche, DocumentCherchable } from './types.ts'

const LIMOGES = { latitude: 45.8336, longitude: 1.2611 }

let numero = 0
const document = (reste: Partial<DocumentCherchable>): DocumentCherchable => ({
  id: ++numero,
  textes: [],
  facettes: {},
  cles: {},
  fraicheur: 0,
  ...LIMOGES,
  ...reste
})

function remplir(documents: readonly DocumentCherchable[]) {
  const collection = creerCollection<number>({
    facettes: [
      { cle: 'services', mode: 'une' },
      { cle: 'acces', mode: 'toutes' }
    ],
    cles: ['commune'],
    lireCalendrier: (texte) =>
      texte === '' ? undefined : (heure) => (heure >= Number(texte) && heure < 18 ? 'ouvert' : 'ferme'),
    cleDuMoment: String
  })
  collection.ecrire(documents)
  const chercher = (mots: string | undefined, reste: Partial<DemandeRecherche<number>> = {}) =>
    collection.chercher({ mots, tri: 'pertinence', debut: 0, limite: 20, ...reste })
  const ids = (mots: string | undefined, reste: Partial<DemandeRecherche<number>> = {}) =>
    chercher(mots, reste).trouves.map(({ id }) => id)
  return { collection, chercher, ids }
}

describe('les mots', () => {
  const mediatheque = document({ textes: ['Médiathèque Jean-Moulin', '', '', 'Des ordinateurs et une imprimante'] })
  const mairie = document({ textes: ['Mairie de Limoges', '', '', 'À côté de la médiathèque. Aide aux impôts'] })
  const { chercher, ids } = remplir([mairie, mediatheque])

  it('trouvent sans accents, au pluriel, et d’abord dans le nom', () => {
    expect(ids('mediatheques')).toEqual([mediatheque.id, mairie.id])
    expect(ids('JEAN MOULIN')).toEqual([mediatheque.id])
    expect(ids('ordinateur')).toEqual([mediatheque.id])
  })

  it('sont tous cherchés, et ce qu’on dit avant de demander est laissé de côté', () => {
    expect(ids('médiathèque impôts')).toEqual([mairie.id])
    expect(ids('je cherche de l’aide pour les impôts, où ?')).toEqual([mairie.id])
  })

  it('sont compris avec une faute, et la faute est dite', () => {
    expect(chercher('mediateque Moulain')).toMatchObject({
      total: 1,
      mots: {
        corriges: [
          { tape: 'mediateque', lu: 'médiathèque' },
          { tape: 'Moulain', lu: 'moulin' }
        ]
      }
    })
  })

  it('trouvent avant que le dernier soit fini', () => {
    expect(ids('impri')).toEqual([mediatheque.id])
    expect(ids('impri mairie')).toEqual([mairie.id])
  })

  it('que personne ne tient sont laissés de côté et nommés ; seuls, ils ne trouvent rien', () => {
    expect(chercher('médiathèque Xylophone')).toMatchObject({ total: 2, mots: { ignores: ['Xylophone'] } })
    expect(chercher('Xylophone')).toMatchObject({ total: 0, mots: { ignores: ['Xylophone'] } })
  })

  it('faits de signes ne cherchent rien', () => {
    expect(chercher(' ?! … ').total).toBe(2)
  })

  it('d’un nom entier le mettent devant', () => {
    const exact = document({ textes: ['Espace numérique'], fraicheur: 1 })
    const autre = document({ textes: ['Espace numérique des Tilleuls'], fraicheur: 9 })
    expect(remplir([autre, exact]).ids('espace numérique')).toEqual([exact.id, autre.id])
  })
})

it('les expressions courantes trouvent par les valeurs et les mots qu’elles veulent dire, après le mot lui-même', () => {
  const dit = document({ textes: ['Aide pour la CAF'] })
  const declare = document({ textes: ['Espace'], facettes: { services: ['demarches'] } })
  const autrement = document({ textes: ['Allocations familiales'], fraicheur: 5 })
  const { collection, chercher, ids } = remplir([declare, autrement, dit, document({ textes: ['Mairie'] })])
  collection.definirSynonymes([
    { expression: 'caf', valeurs: [{ facette: 'services', valeur: 'demarches' }], mots: ['allocations familiales'] }
  ])
  expect(ids('caf')).toEqual([dit.id, autrement.id, declare.id])
  expect(chercher('CAF').mots.compris).toEqual([{ expression: 'caf', facette: 'services', valeur: 'demarches' }])
})

it('à mots égaux, le plus proche passe devant', () => {
  const loin = document({ textes: ['Médiathèque'], latitude: 48.85, longitude: 2.35, fraicheur: 9 })
  const pres = document({ textes: ['Médiathèque des Coutures'] })
  const enPassant = document({ textes: ['Mairie', '', '', 'près de la médiathèque'], latitude: 45.834 })
  expect(remplir([loin, enPassant, pres]).ids('médiathèque', { autour: LIMOGES })).toEqual([
    pres.id,
    enPassant.id,
    loin.id
  ])
})

it('ce qui n’est situé que par sa commune vient après ce qui est sûrement près, et reste dans le cercle', () => {
  const commune = document({ textes: ['Atelier communal'], imprecision: 3_000 })
  const pres = document({ textes: ['Atelier des Coutures'], latitude: 45.845 })
  const loin = document({ textes: ['Atelier du Vigen'], latitude: 45.87 })
  const { collection, ids } = remplir([commune, loin, pres])
  for (const tri of ['distance', 'pertinence'] as const)
    expect(ids('atelier', { tri, autour: { ...LIMOGES, rayon: 10_000 } }), tri).toEqual([pres.id, commune.id, loin.id])
  expect(collection.proches({ autour: LIMOGES }, 2).map(({ id }) => id)).toEqual([pres.id, commune.id])
  expect(collection.compter({ autour: { ...LIMOGES, rayon: 100 } })).toBe(1)
})

it('les comptes disent ce que l’on obtient en choisissant', () => {
  const { chercher } = remplir([
    document({ facettes: { services: ['demarches', 'materiel'], acces: ['rampe', 'ascenseur'] } }),
    document({ facettes: { services: ['materiel'], acces: ['rampe'] } }),
    document({})
  ])
  const comptes = (facettes: Record<string, string[]>) => chercher(undefined, { facettes, comptes: true }).comptes
  expect(comptes({})).toEqual({
    services: { demarches: 1, materiel: 2, inconnu: 1 },
    acces: { rampe: 2, ascenseur: 1, inconnu: 1 }
  })
  expect(comptes({ services: ['demarches'] })).toEqual({
    services: { demarches: 1, materiel: 2, inconnu: 1 },
    acces: { rampe: 1, ascenseur: 1 }
  })
  expect(comptes({ acces: ['rampe'] })?.acces).toEqual({ rampe: 2, ascenseur: 1 })
  expect(comptes({ services: ['autre'] })).toEqual({ services: { demarches: 1, materiel: 2, inconnu: 1 }, acces: {} })
})

it('ce qui est ouvert se compte à côté de ce qui est fermé et de ce que l’on ne sait pas', () => {
  const { chercher, collection } = remplir([
    document({ calendrier: '8' }),
    document({ calendrier: '14', latitude: 45.9 }),
    document({ latitude: 46 })
  ])
  expect(chercher(undefined, { ouvert: { moment: 10 } })).toMatchObject({
    total: 1,
    ouvertures: { ouvert: 1, ferme: 1, inconnu: 1 }
  })
  expect(collection.proches({ autour: LIMOGES, ouvert: { moment: 15 } }, 5)).toHaveLength(2)
  expect(collection.proches({ autour: LIMOGES, ouvert: { moment: 20 } }, 5)).toEqual([])
})

it('une entrée absurde ne trouve rien, et n’arrête rien', () => {
  const { collection, chercher } = remplir([document({ textes: ['Mairie'] }), document({ latitude: Number.NaN })])
  const nulle = { latitude: Number.NaN, longitude: 2 }
  expect(chercher(undefined, { autour: { ...nulle, rayon: 100 } }).total).toBe(0)
  expect(chercher(undefined, { autour: nulle, tri: 'distance' }).total).toBe(2)
  expect(chercher(undefined, { autour: { ...LIMOGES, rayon: -1 } }).total).toBe(0)
  expect(chercher(undefined, { cadre: { sud: Number.NaN, nord: 90, ouest: -180, est: 180 } }).total).toBe(0)
  expect(chercher(undefined, { cles: { nulle: ['x'] } }).total).toBe(0)
  expect(chercher(undefined, { facettes: { nulle: ['x'] } }).total).toBe(0)
  expect(chercher('mairie '.repeat(5_000)).total).toBe(1)
  expect(chercher(undefined, { debut: -5, limite: Number.NaN }).trouves).toEqual([])
  expect(chercher(undefined, { debut: Number.POSITIVE_INFINITY, limite: 10 }).trouves).toEqual([])
  expect(collection.proches({ autour: nulle }, 3)).toEqual([])
  expect(collection.grappes({}, Number.NaN, Number.NaN)).toHaveLength(1)
  expect(collection.completer('', 3)).toEqual([])
})

it('suggère des mots comme on les écrit, les plus fréquents d’abord', () => {
  const { collection } = remplir([
    document({ textes: ['Médiathèque du Moulin'] }),
    document({ textes: ['MÉDIATHÈQUE'] }),
    document({ textes: ['Médiation'] })
  ])
  expect(collection.completer('medi', 5)).toEqual(['médiathèque', 'médiation'])
})
