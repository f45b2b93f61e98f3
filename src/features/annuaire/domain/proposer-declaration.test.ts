import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lireFichier } from '../../../platform/lecture/index.ts'
import { SOURCES_LIVREES } from '../sources/index.ts'
import { declarer } from './declaration.ts'
import type { LigneBrute } from './enregistrement.ts'
import { GEOGRAPHIE } from './nettoyage/geographie.fixture.ts'
import {
  apercu,
  colonnesManquantes,
  type DeclarationProposee,
  proposerDeclaration,
  rassemblerLesChoix
} from './proposer-declaration.ts'

const proposer = (lignes: readonly LigneBrute[]) => proposerDeclaration(Object.keys(lignes[0] ?? {}), lignes)
const propositions = ({ colonnes }: DeclarationProposee) =>
  Object.fromEntries(colonnes.map(({ nom, proposition }) => [nom, proposition]))
const fois = (combien: number, ligne: (i: number) => LigneBrute) => Array.from({ length: combien }, (_, i) => ligne(i))
const TETE = {
  id: 'essai',
  nom: 'Essai',
  producteur: 'Essai',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://exemple.example',
  origine: { type: 'fichier' },
  forme: { format: 'csv' }
} as const

const ANGLAISE = fois(12, (i) => ({
  placeName: `Atelier ${i}`,
  streetAddress: `${i + 1} rue Haute`,
  zip: '38240',
  city: 'Meylan',
  lat: `45.2${i}97`,
  lng: `5.77${i}8`,
  phone: `04 76 00 11 ${10 + i}`,
  email: `accueil${i}@exemple.fr`,
  website: 'https://exemple.example',
  monday: '9h-12h',
  tuesday: '14h-17h',
  services_offered: i % 2 ? 'Accès internet, Impression 3D' : 'Accès internet, Démarches administratives',
  wifi: i % 2 ? 'x' : '',
  updated_at: '2024-03-01'
}))

describe('Proposer une déclaration', () => {
  it('reconnaît des titres anglais, des jours, une liste et des cases', () => {
    const proposee = proposer(ANGLAISE)
    expect(propositions(proposee)).toEqual({
      placeName: 'nom',
      streetAddress: 'adresse',
      zip: 'code_postal',
      city: 'commune',
      lat: 'latitude',
      lng: 'longitude',
      phone: 'telephone',
      email: 'courriels',
      website: 'site_web',
      monday: 'jour:lundi',
      tuesday: 'jour:mardi',
      services_offered: 'services',
      wifi: 'case',
      updated_at: 'date_maj'
    })
    expect(proposee.manques).toEqual([])
  })

  it('donne des fiches justes sans que personne n’y touche', () => {
    const declaration = declarer({ ...TETE, ...proposer(ANGLAISE).declaration })
    const { enregistrements, refus } = apercu(declaration, ANGLAISE, GEOGRAPHIE, '2026-01-01')
    expect(refus).toEqual([])
    expect(enregistrements).toHaveLength(10)
    expect(enregistrements[1]?.valeurs).toMatchObject({
      nom: 'Atelier 1',
      adresse: '2 rue Haute',
      code_insee: '38229',
      telephone: '+33476001111',
      horaires: 'Mo 09:00-12:00; Tu 14:00-17:00',
      services: ['Accès internet et matériel informatique', 'Loisirs et créations numériques']
    })
  })

  it('reconnaît sans titre ce que les valeurs suffisent à dire', () => {
    const lignes = fois(10, (i) => ({
      a: `accueil${i}@exemple.fr`,
      b: '732 829 320 00074',
      c: `04 76 00 11 ${10 + i}`,
      d: `45.20${i},5.77${i}`,
      e: 'https://exemple.example/page',
      f: `${i + 1} rue Haute`,
      g: i % 2 ? 'Bibliothèque' : 'Mairie',
      h: 'Seniors;Jeunes'
    }))
    expect(propositions(proposer(lignes))).toEqual({
      a: 'courriels',
      b: 'pivot',
      c: 'telephone',
      d: 'position',
      e: 'site_web',
      f: 'adresse',
      g: 'typologie',
      h: 'publics_specifiquement_adresses'
    })
  })

  it('remet à l’endroit des coordonnées que les titres inversent', () => {
    const lignes = fois(10, (i) => ({ nom: `Lieu ${i}`, latitude: `5.77${i}8`, longitude: `45.20${i}7` }))
    const { colonnes } = proposer(lignes)
    expect(colonnes[1]).toMatchObject({ nom: 'latitude', proposition: 'longitude' })
    expect(colonnes[1]?.pourquoi).toContain('inverse')
  })

  it('coupe un point en deux, dans l’ordre où il est écrit', () => {
    const lignes = fois(3, (i) => ({ nom: `Lieu ${i}`, geo_point_2d: `5.77${i}8, 45.20${i}7` }))
    expect(proposer(lignes).declaration.champs).toMatchObject({
      latitude: { dissocier: 'geo_point_2d', partie: 2 },
      longitude: { dissocier: 'geo_point_2d', partie: 1 }
    })
  })

  it('trouve le signe qui sépare les valeurs, et n’en invente pas', () => {
    const lignes = fois(12, (i) => ({
      nom: `Lieu ${i}`,
      services: i % 2 ? 'Accéder à du matériel / Créer avec le numérique' : 'Créer avec le numérique',
      description: `Un accueil, des ateliers, et le numéro ${i}.`
    }))
    const { colonnes } = proposer(lignes)
    expect(colonnes[1]).toMatchObject({ proposition: 'services', separateurs: [' / '] })
    expect(colonnes[2]?.proposition).toBe('presentation_detail')
  })

  it('propose le sens de chaque mot, et laisse à la personne ceux qu’elle ne connaît pas', () => {
    const lignes = fois(12, (i) => ({
      nom: `Lieu ${i}`,
      type_lieu: ['Médiathèque', 'Pôle emploi', 'Zorglub'][i % 3] ?? ''
    }))
    const termes = proposer(lignes).colonnes[1]?.termes ?? []
    expect(termes).toContainEqual({ terme: 'Médiathèque', fois: 4, donne: { typologie: ['BIB'] }, connu: true })
    expect(termes).toContainEqual({ terme: 'Zorglub', fois: 4, donne: {}, connu: false })
  })

  it('ne croit pas un titre que les valeurs démentent', () => {
    const lignes = fois(10, (i) => ({ nom: `Lieu ${i}`, email: 'à demander', code_postal: 'Isère' }))
    const { colonnes } = proposer(lignes)
    expect(colonnes.slice(1).map(({ proposition }) => proposition)).toEqual(['a-cote', 'a-cote'])
    expect(colonnes[1]?.pourquoi).toContain('n’en sont pas')
  })

  it('ne prend pour clé ni un numéro de ligne, ni une valeur qui se répète', () => {
    const cle = (id: (i: number) => string) =>
      proposer(fois(10, (i) => ({ id: id(i), nom: `Lieu ${i}` }))).declaration.cle
    expect(cle((i) => `fs-${i * 7919}`)).toEqual({ colonnes: ['id'] })
    expect(cle((i) => String(i + 1))).toBe('empreinte')
    expect(cle((i) => String(i % 3))).toBe('empreinte')
  })

  it('voit qu’une adresse contient tout', () => {
    const lignes = fois(4, (i) => ({ nom: `Lieu ${i}`, adresse: `${i + 1} rue Haute, 38240 Meylan` }))
    expect(proposer(lignes).declaration.adresseEnLigne).toBe(true)
  })

  it('dit ce qui manque, et ne tombe pas sur un tableau vide, muet ou piégé', () => {
    expect(proposerDeclaration([], []).manques).toHaveLength(2)
    expect(proposer(fois(3, () => ({ x1: '', x2: '   ' }))).colonnes.map(({ proposition }) => proposition)).toEqual([
      'ignorer',
      'ignorer'
    ])
    const debut = performance.now()
    proposer(fois(300, (i) => ({ __proto__x: 'a'.repeat(3000), y: `${'rue '.repeat(400)}${i}`, z: '('.repeat(2000) })))
    expect(performance.now() - debut).toBeLessThan(5000)
  })
})

describe('Deux colonnes pour un champ', () => {
  it('sont refusées, et nommées', () => {
    const rassemblees = rassemblerLesChoix([
      { colonne: 'Tel 1', champ: 'telephone' },
      { colonne: 'Tel 2', champ: 'telephone' }
    ])
    expect(rassemblees).toEqual({
      ok: false,
      error: [
        '« Tel 1 » et « Tel 2 » remplissent toutes « Téléphone », qui n’a qu’une valeur. Gardez-en une, ou dites que la première qui est remplie l’emporte.'
      ]
    })
  })

  it('sont acceptées pour une liste, ou quand une personne le dit', () => {
    expect(
      rassemblerLesChoix(
        [
          { colonne: 'A', champ: 'services' },
          { colonne: 'B', champ: 'services' },
          { colonne: 'C', champ: 'telephone' },
          { colonne: 'D', champ: 'telephone' }
        ],
        new Set(['telephone'])
      )
    ).toEqual({
      ok: true,
      value: { services: [{ colonne: 'A' }, { colonne: 'B' }], telephone: [{ colonne: 'C' }, { colonne: 'D' }] }
    })
  })
})

describe('Une source dont les colonnes ont changé dans la nuit', () => {
  const declaration = declarer({
    ...TETE,
    cle: 'empreinte',
    champs: {
      nom: { colonne: 'Nom du lieu' },
      adresse: { colonne: 'Adresse' },
      telephone: [{ colonne: 'Tel' }, { colonne: 'Téléphone' }],
      site_web: { colonne: 'Site web' }
    }
  })

  it('ne manque de rien quand tout est là, ou quand une colonne en remplace une autre', () => {
    expect(colonnesManquantes(declaration, ['Nom du lieu', 'Adresse', 'Tel', 'Site web'])).toEqual([])
  })

  it('dit ce qui n’est plus là, et ce qui y ressemble', () => {
    expect(colonnesManquantes(declaration, ['nom_du_lieu', 'Adresse', 'Tel', 'Site internet'])).toEqual([
      {
        colonne: 'Nom du lieu',
        ressemble: 'nom_du_lieu',
        champs: ['nom'],
        grave: true,
        message: 'La colonne « Nom du lieu » n’est plus là ; ressemble à « nom_du_lieu ».'
      },
      {
        colonne: 'Site web',
        ressemble: 'Site internet',
        champs: ['site_web'],
        grave: false,
        message: 'La colonne « Site web » n’est plus là ; ressemble à « Site internet ».'
      }
    ])
  })

  it('tient pour grave la perte de la clé', () => {
    const avecCle = declarer({ ...TETE, cle: { colonnes: ['id_fs'] }, champs: { nom: { colonne: 'nom' } } })
    expect(colonnesManquantes(avecCle, ['nom', 'ID'])).toMatchObject([{ colonne: 'id_fs', grave: true }])
  })
})

// Public files that never enter the project: they stand beside it, on the machines that have them.
const DOSSIER = resolve(import.meta.dirname, '../../../../../shared/data/raw')

describe.skipIf(!existsSync(DOSSIER))('Sur les vrais fichiers, quand ils sont à côté du projet', () => {
  it('chaque fichier se lit sans déclaration, et ses noms et adresses sont trouvés', async () => {
    const tableau: string[] = []
    for (const fichier of readdirSync(DOSSIER).sort()) {
      const lecture = await lireFichier(join(DOSSIER, fichier), { format: fichier.endsWith('.csv') ? 'csv' : 'json' })
      if (!lecture.ok) throw new Error(lecture.error.message)
      const lignes = await Array.fromAsync(lecture.value.lignes())
      const proposee = proposerDeclaration(lecture.value.colonnes, lignes)
      const reconnues = proposee.colonnes.filter(({ proposition }) => !['a-cote', 'ignorer'].includes(proposition))
      const techniques = proposee.colonnes.filter(({ pourquoi }) => pourquoi.startsWith('Colonne technique'))
      const { enregistrements, refus } = apercu(
        declarer({ ...TETE, ...proposee.declaration }),
        lignes,
        GEOGRAPHIE,
        '2026-01-01',
        1000
      )
      tableau.push(
        `${fichier.padEnd(46)} ${String(reconnues.length).padStart(3)} reconnues, ${String(techniques.length).padStart(2)} techniques, sur ${proposee.colonnes.length}`
      )
      expect(proposee.manques, fichier).toEqual([])
      expect(refus.filter(({ regle }) => regle === 'ni-nom-ni-lieu').length, fichier).toBeLessThan(3)
      const nommes = enregistrements.filter(({ valeurs }) => valeurs.nom !== undefined).length
      expect(nommes / enregistrements.length, fichier).toBeGreaterThan(0.95)
    }
    console.info(tableau.join('\n'))
  }, 60_000)

  it('aucune colonne d’une source livrée ne manque à son dernier fichier', async () => {
    for (const [id, fichier] of [
      ['france-services', 'france-services_2024-08-01.csv'],
      ['hinaura', 'hinaura_2023-01-10.json'],
      ['paca', 'paca_11145c9.json'],
      ['epernay', 'epernay_2023-08-28.json'],
      ['fibre-64', 'fibre-64_2023-04-24.json'],
      ['mulhouse', 'mulhouse_4441583.json']
    ] as const) {
      const declaration = SOURCES_LIVREES.find((source) => source.id === id)
      if (!declaration) throw new Error(id)
      const lecture = await lireFichier(join(DOSSIER, fichier), declaration.forme)
      if (!lecture.ok) throw new Error(lecture.error.message)
      expect(colonnesManquantes(declaration, lecture.value.colonnes), id).toEqual([])
    }
  })
})
