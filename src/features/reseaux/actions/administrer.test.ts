import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { ADMINISTRATEUR, SYSTEME } from '../../../kernel/acteur.ts'
import type { Db } from '../../../platform/db/index.ts'
import { pngDeTest } from '../../../platform/fichiers/image.fixture.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { creerBaseDeTest } from '../../../platform/testing/base.ts'
import { CLAIR, jetonsDeReseau } from '../../../platform/ui/theme.ts'
import { findReseau, listReseaux, type Reseau } from '../store/reseau.store.ts'
import {
  ajouterTerritoire,
  changerLogo,
  creerReseau,
  modifierReseau,
  nommerReseauNational,
  reglerOuverture,
  retirerLogo,
  retirerTerritoire
} from './administrer.ts'
import { lireReseau } from './lire-reseau.ts'

const now = new Date('2026-06-09T08:00:00Z')
const geste = { acteur: ADMINISTRATEUR, now }
const HAUTE_GARONNE = { genre: 'departement', code: '31' } as const
const SICOVAL = { genre: 'epci', code: '243100633' } as const
const LABEGE = { genre: 'commune', code: '31254' } as const

let db: Db
beforeAll(async () => {
  db = (await creerBaseDeTest()).db
})

const journal = async (reseau: string) =>
  (
    await sql<{
      genre: string
      contenu: object
    }>`select genre, contenu from journal where reseau = ${reseau} order by rang`.execute(db)
  ).rows
let numero = 0
async function nouveau(): Promise<string> {
  const cree = await creerReseau(
    db,
    { nom: `Réseau ${++numero} d’essai`, accroche: 'Pour voir', adresse: `essai-${numero}` },
    geste
  )
  if (!cree.ok) throw new Error('refusé')
  return cree.value
}
const lire = async (id: string) => (await findReseau(db, id)) as Reseau
const saisir = ({ nom, accroche, presentation, identite, couleur, couleur_accent, fuseau }: Reseau) => ({
  nom,
  accroche,
  presentation,
  identite,
  couleur: couleur ?? '',
  couleur_accent: couleur_accent ?? '',
  fuseau
})

describe('les réseaux livrés', () => {
  it('sont le national, partout, et le Sicoval, avec ses communes, ses textes et des couleurs à lui qui se lisent', async () => {
    const [national, sicoval] = await listReseaux(db)
    expect(national).toMatchObject({ id: 'national', genre: 'national' })
    expect(national?.presentation).toContain('consultation publique')
    expect(sicoval?.presentation).toContain('ateliers pour apprendre')
    const lu = await lireReseau(db, 'sicoval')
    expect(lu?.perimetre).toContain('31254')
    expect((lu?.perimetre as ReadonlySet<string>).size).toBeGreaterThan(30)
    expect(lu?.territoires).toMatchObject([{ nom: 'Communauté d’agglomération du Sicoval', connu: true }])
    const jetons = jetonsDeReseau({ couleur: sicoval?.couleur ?? null, accent: sicoval?.couleur_accent ?? null }, CLAIR)
    expect(jetons.brand).toBe(sicoval?.couleur)
    expect(jetons.accent).toBe(sicoval?.couleur_accent)
    expect(jetons.brand).not.toBe(CLAIR.brand)
  })
})

describe('créer un réseau', () => {
  it('tire son adresse de son nom, le garde fermé et l’écrit au journal de ce réseau', async () => {
    const cree = await creerReseau(db, { nom: 'Le Fil du Vercors', accroche: '', adresse: '' }, geste)
    expect(cree).toEqual({ ok: true, value: 'le-fil-du-vercors' })
    expect(await lire('le-fil-du-vercors')).toMatchObject({ genre: 'territorial', ouvert_le: null })
    expect((await journal('le-fil-du-vercors')).map(({ genre }) => genre)).toEqual(['reseau.cree'])
    expect(JSON.stringify(await journal('le-fil-du-vercors'))).not.toContain('Vercors')
  })

  it('refuse une adresse prise, même par deux personnes au même instant, et nomme qui l’a', async () => {
    const demande = { nom: 'Ensemble', accroche: '', adresse: 'ensemble' }
    const fins = await Promise.all([1, 2, 3].map(() => creerReseau(db, demande, geste)))
    expect(fins.filter(({ ok }) => ok)).toHaveLength(1)
    expect(fins.find(({ ok }) => !ok)).toEqual({
      ok: false,
      error: { raison: 'adresse-prise', slug: 'ensemble', nom: 'Ensemble' }
    })
    expect(await journal('ensemble')).toHaveLength(1)
  })

  it('refuse un nom vide ou une adresse qui ne se lit pas', async () => {
    const creer = (nom: string, adresse: string) => creerReseau(db, { nom, accroche: '', adresse }, geste)
    expect(await creer('', '')).toMatchObject({ error: { raison: 'nom' } })
    for (const adresse of ['Deux Mots', 'nouveau', '../x'])
      expect(await creer('Nom', adresse)).toMatchObject({ error: { raison: 'adresse-illisible' } })
  })
})

describe('modifier un réseau', () => {
  it('enregistre, dit au journal quels champs, sans leurs mots', async () => {
    const id = await nouveau()
    const avant = await lire(id)
    const saisie = { ...saisir(avant), presentation: 'Une phrase secrète.', couleur: '#FC0' }
    expect(await modifierReseau(db, id, { version: 1, saisie }, geste)).toEqual({ ok: true, value: { change: true } })
    expect(await lire(id)).toMatchObject({ presentation: 'Une phrase secrète.', couleur: '#ffcc00', version: 2 })
    const ecritures = await journal(id)
    expect(ecritures[1]).toMatchObject({ genre: 'reseau.modifie', contenu: { champs: 'presentation, couleur' } })
    expect(JSON.stringify(ecritures)).not.toContain('secrète')
    expect(await findRupture(db, id)).toBeUndefined()
  })

  it('de deux personnes à la fois, ne garde que la première et montre à l’autre ce qui est enregistré', async () => {
    const id = await nouveau()
    const avant = saisir(await lire(id))
    const modifier = (nom: string) => modifierReseau(db, id, { version: 1, saisie: { ...avant, nom } }, geste)
    const fins = await Promise.all([modifier('Premier nom'), modifier('Second nom')])
    expect(fins.filter(({ ok }) => ok)).toHaveLength(1)
    expect(fins.find(({ ok }) => !ok)).toMatchObject({
      error: { raison: 'modifie-entretemps', actuel: { version: 2 } }
    })
    expect(await journal(id)).toHaveLength(2)
  })

  it('ne tient pas pour un conflit les mêmes mots enregistrés deux fois', async () => {
    const id = await nouveau()
    const saisie = { ...saisir(await lire(id)), nom: 'Le même nom' }
    await modifierReseau(db, id, { version: 1, saisie }, geste)
    expect(await modifierReseau(db, id, { version: 1, saisie }, geste)).toEqual({ ok: true, value: { change: false } })
    expect(await journal(id)).toHaveLength(2)
  })
})

describe('le périmètre', () => {
  it('reçoit un territoire, refuse celui qu’il a déjà ou qu’un autre contient, accepte un plus grand', async () => {
    const id = await nouveau()
    const ajouter = (t: Parameters<typeof ajouterTerritoire>[2]) => ajouterTerritoire(db, id, t, geste)
    expect(await ajouter(SICOVAL)).toEqual({ ok: true, value: SICOVAL })
    expect(await ajouter(SICOVAL)).toEqual({ ok: false, error: { raison: 'deja-couvert', par: SICOVAL } })
    expect(await ajouter(LABEGE)).toEqual({ ok: false, error: { raison: 'deja-couvert', par: SICOVAL } })
    expect(await ajouter(HAUTE_GARONNE)).toMatchObject({ ok: true })
    expect(await ajouter({ genre: 'epci', code: '000000000' })).toEqual({
      ok: false,
      error: { raison: 'territoire-inconnu' }
    })
    expect((await journal(id)).map(({ contenu }) => contenu).slice(1)).toEqual([SICOVAL, HAUTE_GARONNE])
  })

  it('n’existe pas pour le national, qui est partout', async () => {
    expect(await ajouterTerritoire(db, 'national', SICOVAL, geste)).toMatchObject({ error: { raison: 'national' } })
  })

  it('ajouté par deux personnes à la fois, n’entre qu’une fois', async () => {
    const id = await nouveau()
    const fins = await Promise.all([1, 2].map(() => ajouterTerritoire(db, id, LABEGE, geste)))
    expect(fins.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await journal(id)).toHaveLength(2)
  })

  it('se retire, une ou deux fois, mais pas en entier d’un réseau ouvert', async () => {
    const id = await nouveau()
    await modifierReseau(db, id, { version: 1, saisie: { ...saisir(await lire(id)), presentation: 'Voici.' } }, geste)
    await ajouterTerritoire(db, id, LABEGE, geste)
    await reglerOuverture(db, id, true, geste)
    expect(await retirerTerritoire(db, id, LABEGE, geste)).toMatchObject({ error: { raison: 'dernier-territoire' } })
    await reglerOuverture(db, id, false, geste)
    for (const _ of [1, 2]) expect(await retirerTerritoire(db, id, LABEGE, geste)).toMatchObject({ ok: true })
    expect((await journal(id)).filter(({ genre }) => genre === 'reseau.territoire.retire')).toHaveLength(1)
  })
})

describe('ouvrir', () => {
  it('demande une présentation et un territoire, et les nomme tous', async () => {
    const id = await nouveau()
    expect(await reglerOuverture(db, id, true, geste)).toEqual({
      ok: false,
      error: { raison: 'incomplet', manques: ['presentation', 'perimetre'] }
    })
  })

  it('puis fermer s’écrit au journal ; deux fois ne s’écrit qu’une', async () => {
    const id = await nouveau()
    await modifierReseau(db, id, { version: 1, saisie: { ...saisir(await lire(id)), presentation: 'Voici.' } }, geste)
    await ajouterTerritoire(db, id, LABEGE, geste)
    for (const ouvrir of [true, true, false, false])
      expect((await reglerOuverture(db, id, ouvrir, geste)).ok).toBe(true)
    expect((await journal(id)).map(({ genre }) => genre).slice(-2)).toEqual(['reseau.ouvert', 'reseau.ferme'])
  })

  it('ne ferme pas le national', async () => {
    expect(await reglerOuverture(db, 'national', false, geste)).toMatchObject({ error: { raison: 'national' } })
  })
})

describe('le logo', () => {
  it('se garde sans ce qu’il disait d’autre, remplace l’ancien, et se retire', async () => {
    const id = await nouveau()
    const fichiers = async () => (await sql`select 1 from fichier where nom = ${`logo-${id}`}`.execute(db)).rows.length
    await changerLogo(db, id, pngDeTest({ autres: [['tEXt', 'Author\0Camille']] }), geste)
    await changerLogo(db, id, pngDeTest({ largeur: 40 }), geste)
    expect(await lire(id)).toMatchObject({ logo_type: 'image/png', logo_largeur: 40, logo_hauteur: 16 })
    expect(await fichiers()).toBe(1)
    expect(await retirerLogo(db, id, geste)).toBe(true)
    expect(await fichiers()).toBe(0)
    expect(await lire(id)).toMatchObject({ logo_id: null, logo_type: null })
    expect((await journal(id)).map(({ genre }) => genre).slice(1)).toEqual([
      'reseau.logo.change',
      'reseau.logo.change',
      'reseau.logo.retire'
    ])
  })

  it('refusé, laisse tout comme avant', async () => {
    const id = await nouveau()
    expect(await changerLogo(db, id, Buffer.from('<svg/>'), geste)).toMatchObject({ error: { raison: 'svg' } })
    expect(await lire(id)).toMatchObject({ logo_id: null })
    expect(await journal(id)).toHaveLength(1)
  })
})

describe('le nom du réseau national', () => {
  const nommer = (nom: string) => nommerReseauNational(db, { nom, accroche: 'Près de vous' }, { acteur: SYSTEME, now })

  it('suit le réglage jusqu’à ce qu’une personne l’écrive, puis ne le suit plus', async () => {
    await nommer('Le réseau des essais')
    await nommer('Le réseau des essais')
    expect((await lire('national')).nom).toBe('Le réseau des essais')
    expect((await journal('national')).filter(({ genre }) => genre === 'reseau.nomme')).toHaveLength(1)
    const saisie = { ...saisir(await lire('national')), nom: 'Notre réseau' }
    expect((await modifierReseau(db, 'national', { version: 1, saisie }, geste)).ok).toBe(true)
    await nommer('Autre réglage')
    expect((await lire('national')).nom).toBe('Notre réseau')
  })
})
