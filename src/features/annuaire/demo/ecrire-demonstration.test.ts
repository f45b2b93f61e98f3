import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lireFichier } from '../../../platform/lecture/index.ts'
import { RACINE } from '../../../racine.ts'
import {
  FICHIERS_GEOGRAPHIE,
  lireFichiersGeographie,
  type NomFichierGeographie
} from '../../territoires/domain/fichiers-geographie.ts'
import { creerGeographie, type GeographieFrance } from '../../territoires/domain/geographie.ts'
import { Declaration } from '../domain/declaration.ts'
import { DECLARATIONS_DEMO, type Demonstration, inventerDemonstration } from '../domain/demo/demonstration.ts'
import type { Enregistrement, Refus } from '../domain/enregistrement.ts'
import { preparerTransformation } from '../domain/transformation.ts'
import { ecrireDemonstration, type FichierEcrit, octetsDe } from './ecrire-demonstration.ts'

interface Lu {
  readonly lues: number
  readonly enregistrements: readonly Enregistrement[]
  readonly refus: readonly Refus[]
}

let geo: GeographieFrance
let demo: Demonstration
let dossier: string
let ecrits: FichierEcrit[]
const lus = new Map<string, Lu>()

beforeAll(async () => {
  const noms = Object.keys(FICHIERS_GEOGRAPHIE) as NomFichierGeographie[]
  const textes = await Promise.all(
    noms.map(async (nom) => [nom, await readFile(join(RACINE, 'dist', 'geographie', `${nom}.tsv`), 'utf8')] as const)
  )
  geo = creerGeographie(lireFichiersGeographie(Object.fromEntries(textes) as Record<NomFichierGeographie, string>))
  demo = inventerDemonstration(geo)
  dossier = await mkdtemp(join(tmpdir(), 'maillage-demo-'))
  ecrits = await ecrireDemonstration(dossier, geo)
  for (const ecrit of ecrits) lus.set(ecrit.declaration.id, await lire(ecrit))
})

afterAll(() => rm(dossier, { recursive: true, force: true }))

async function lire({ declaration, chemin }: FichierEcrit): Promise<Lu> {
  const lecture = await lireFichier(chemin, declaration.forme)
  if (!lecture.ok) throw new Error(lecture.error.message)
  expect(lecture.value.avis).toEqual([])
  const transformation = preparerTransformation(declaration, geo, '2026-07-01')
  let lues = 0
  for await (const ligne of lecture.value.lignes()) transformation.ajouter(ligne, ++lues)
  return { lues, ...transformation.finir() }
}

const tous = () => [...lus.values()].flatMap(({ enregistrements }) => enregistrements)
const digest = (octets: Buffer) => createHash('sha256').update(octets).digest('hex')

describe('Les lieux inventés', () => {
  it('sont cinq mille, dans tous les départements, outre-mer compris', () => {
    expect(demo.lieux).toHaveLength(5_000)
    const presents = new Set(demo.lieux.map(({ commune }) => commune.departement))
    const habites = geo.communes.filter(({ centre, codesPostaux }) => centre && codesPostaux.length > 0)
    expect(presents).toEqual(new Set(habites.map(({ departement }) => departement)))
    for (const departement of ['971', '972', '973', '974', '976']) expect(presents).toContain(departement)
  })

  it('se trouvent dans de vraies communes, près de leur centre, avec un de leurs codes postaux', () => {
    for (const { commune, codePostal, point } of demo.lieux) {
      expect(geo.estActuelle(commune.code)).toBe(true)
      expect(commune.codesPostaux).toContain(codePostal)
      expect(Math.abs(point.latitude - (commune.centre?.latitude ?? 0))).toBeLessThan(0.06)
    }
  })

  it('ne portent pas deux fois le même nom dans une commune', () => {
    expect(new Set(demo.lieux.map(({ commune, nom }) => `${commune.code} ${nom}`)).size).toBe(demo.lieux.length)
  })

  it('sont connus de plusieurs annuaires pour trois à quatre sur dix', () => {
    const part = demo.lieux.filter(({ sources }) => sources.length > 1).length / demo.lieux.length
    expect(part).toBeGreaterThan(0.3)
    expect(part).toBeLessThan(0.4)
    expect(demo.lieux.every(({ sources }) => sources.length > 0)).toBe(true)
  })

  it('disent leur prix pour quatre sur dix, et presque jamais leur accessibilité', () => {
    const part = (n: number) => n / demo.lieux.length
    expect(part(demo.lieux.filter(({ frais }) => frais).length)).toBeCloseTo(0.41, 1)
    expect(part(demo.lieux.filter(({ accesLibre }) => accesLibre).length)).toBeLessThan(0.04)
  })

  it('comptent des bus qui s’arrêtent à l’adresse de leur hôte', () => {
    const bus = demo.lieux.filter(({ genre }) => genre === 'bus')
    const heberges = bus.filter((un) =>
      demo.lieux.some((autre) => autre.genre !== 'bus' && autre.point === un.point && autre.voie === un.voie)
    )
    expect(bus.length).toBeGreaterThan(30)
    expect(heberges.length).toBeGreaterThan(10)
  })

  it.each([
    'Limoges',
    'Panazol',
    'Mende',
    'Toulouse',
    'Ramonville-Saint-Agne',
    'Labège',
    'Castanet-Tolosan',
    'Florac Trois Rivières'
  ])('offrent de quoi chercher à %s', (ville) => {
    expect(demo.lieux.filter(({ commune }) => commune.nom === ville).length).toBeGreaterThanOrEqual(3)
  })
})

describe('Les quatre annuaires inventés', () => {
  it('ont les mêmes octets à chaque fois', async () => {
    const encore = inventerDemonstration(geo)
    expect(encore.fichiers.map((fichier) => digest(octetsDe(fichier)))).toEqual(
      demo.fichiers.map((fichier) => digest(octetsDe(fichier)))
    )
    expect(await Promise.all(ecrits.map(async ({ chemin }) => digest(await readFile(chemin))))).toEqual(
      demo.fichiers.map((fichier) => digest(octetsDe(fichier)))
    )
  })

  it('changent avec la graine', () => {
    const autre = inventerDemonstration(geo, 'autre graine')
    expect(autre.lieux).toHaveLength(5_000)
    expect(autre.lieux.map(({ nom }) => nom)).not.toEqual(demo.lieux.map(({ nom }) => nom))
  })

  it('comptent de 7 500 à 8 500 lignes en tout', () => {
    const lignes = [...lus.values()].reduce((somme, { lues }) => somme + lues, 0)
    expect(lignes).toBeGreaterThanOrEqual(7_500)
    expect(lignes).toBeLessThanOrEqual(8_500)
  })

  it('sont déclarés comme fictifs, chacun sous une forme différente', () => {
    for (const declaration of DECLARATIONS_DEMO) {
      expect(Declaration.safeParse(declaration).success).toBe(true)
      expect(declaration).toMatchObject({ fictif: true, licence: 'Données fictives de démonstration' })
      expect(declaration.nom).toContain('(fictif)')
      expect(declaration.lien).toMatch(/^https:\/\/[a-z-]+\.example(?:\/|$)/)
    }
    expect(DECLARATIONS_DEMO.map(({ forme, schema }) => `${forme.format} ${schema}`)).toEqual([
      'csv undefined',
      'json v0',
      'json undefined',
      'geojson v1'
    ])
    expect(ecrits.map(({ declaration }) => declaration)).toEqual(DECLARATIONS_DEMO)
  })

  it('gardent leurs accents en Windows-1252', () => {
    const [guichets] = demo.fichiers
    if (guichets?.contenu.genre !== 'csv') throw new Error('Le premier annuaire est un CSV.')
    for (const ligne of guichets.contenu.lignes)
      for (const cellule of Object.values(ligne))
        expect(iconv.decode(iconv.encode(cellule, 'windows-1252'), 'windows-1252')).toBe(cellule)
  })

  it('n’ont de numéros que dans les plages gardées pour la fiction', () => {
    const numeros = tous().flatMap(({ valeurs }) => valeurs.telephone ?? [])
    expect(numeros.length).toBeGreaterThan(5_000)
    expect(numeros.filter((numero) => !/^\+33(?:19900|26191|35301|46571|53649|63998)\d{4}$/.test(numero))).toEqual([])
  })

  it('n’ont d’adresses et de sites que sous .example', () => {
    const courriels = tous().flatMap(({ valeurs }) => valeurs.courriels ?? [])
    const liens = tous().flatMap(({ valeurs: v }) =>
      [...(v.site_web ?? []), v.prise_rdv ?? [], v.fiche_acces_libre ?? []].flat()
    )
    expect(courriels.length).toBeGreaterThan(4_000)
    expect(courriels.filter((courriel) => !/@[a-z0-9.-]+\.example$/.test(courriel))).toEqual([])
    expect(liens.filter((lien) => !/^https?:\/\/[a-z0-9.-]+\.example(?:\/[\w/-]*)?$/.test(lien))).toEqual([])
    // What cleaning refuses stays readable in the raw rows.
    for (const { brut } of tous())
      for (const cellule of brut.flatMap((ligne) => Object.values(ligne)))
        for (const [, domaine] of cellule.matchAll(/(?:@|https?:\/\/)([\w.-]+)/g)) expect(domaine).toMatch(/\.example$/)
  })

  it('n’inventent aucun SIRET ni numéro d’association', () => {
    expect(tous().filter(({ valeurs }) => valeurs.pivot)).toEqual([])
  })

  it('se lisent sans perte : lignes lues = lignes gardées + lignes refusées', () => {
    for (const { lues, enregistrements, refus } of lus.values()) {
      const gardees = enregistrements.reduce((somme, { lignes }) => somme + lignes.length, 0)
      expect(gardees + refus.length).toBe(lues)
      expect(refus.length).toBeLessThan(lues * 0.02)
    }
  })

  it('parlent avec des mots que leur déclaration connaît tous', () => {
    const inconnus = tous().flatMap(({ remarques }) => remarques.filter(({ regle }) => regle === 'valeur-inconnue'))
    expect(inconnus).toEqual([])
  })

  it('désignent presque toujours une vraie commune, malgré leurs fautes', () => {
    const sansCommune = tous().filter(({ valeurs }) => !valeurs.code_insee)
    expect(sansCommune.length).toBeLessThan(20)
    for (const { valeurs } of tous()) if (valeurs.code_insee) expect(geo.estActuelle(valeurs.code_insee)).toBe(true)
  })

  it.each([
    'coordonnees-inversees',
    'code-postal-cedex',
    'code-postal-zero-perdu',
    'ancienne-commune',
    'commune-reparee',
    'commune-arrondissement',
    'telephone-entoure',
    'telephone-zero-perdu',
    'balises-retirees',
    'siret-de-remplissage',
    'formule-de-tableur',
    'code-postal-deduit'
  ])('donnent du travail à la règle « %s »', (regle) => {
    expect(tous().some(({ remarques }) => remarques.some((remarque) => remarque.regle === regle))).toBe(true)
  })

  it('se contredisent sur L’Escale numérique : trois sources, deux téléphones, trois horaires', () => {
    const escales = tous().filter(
      ({ valeurs }) => valeurs.commune === 'Panazol' && /escale num/i.test(valeurs.nom ?? '')
    )
    const distincts = (champ: 'telephone' | 'horaires') => new Set(escales.map(({ valeurs }) => valeurs[champ])).size
    expect(escales).toHaveLength(3)
    expect(
      escales.every(({ valeurs }) => valeurs.adresse === '12 rue du Moulin-Blanc' && valeurs.code_postal === '87350')
    ).toBe(true)
    expect(distincts('telephone')).toBe(2)
    expect(distincts('horaires')).toBe(3)
    const recente = escales.find(({ valeurs }) => valeurs.date_maj === '2026-05-28')
    expect(recente?.valeurs).toMatchObject({ nom: 'L’Escale numérique', telephone: '+33536491240' })
  })
})
