import fc from 'fast-check'
import { sql } from 'kysely'
import { ADMINISTRATEUR } from '../../../kernel/acteur.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import type { Geographie } from '../../territoires/index.ts'
import { type Declaration, declarer } from '../domain/declaration.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import type { NomChamp } from '../domain/schema.ts'
import { declarerSourceResponsables } from '../domain/source-responsables.ts'
import { lireFiches, remettreAZero } from '../store/annuaire.fixture.ts'
import { saveUnEnregistrement } from '../store/enregistrement.store.ts'
import { findLieu } from '../store/lieu.store.ts'
import { finishLivraison, insertLivraison, lockAnnuaire } from '../store/livraison.store.ts'
import { saveSource } from '../store/source.store.ts'
import { annulerDecisions, choisirValeur, deciderPaire, reunirLieux, separerLieu } from './decider.ts'
import { enCsv, enGeojson, enJson, type LigneInventee, ligne, ouvrirAtelier, SOURCES } from './import.fixture.ts'
import { oublierRapprochement } from './rapprochement-courant.ts'
import { regrouper } from './regrouper.ts'
import { changerFiche, creerFiche, prendreEnMain, rendreFiche } from './tenir-fiche.ts'

/** Four sources that do not weigh alike; the last one names its rows by a print of what they say. */
export const QUATRE: readonly Declaration[] = [
  { ...SOURCES.csv, confiance: { parDefaut: 4, champs: { telephone: 1 }, decerne: ['Conseillers numériques'] } },
  SOURCES.json,
  { ...SOURCES.geojson, confiance: { parDefaut: 2, champs: { nom: 5 }, decerne: ['France Services'] } },
  declarer({
    id: 'essai-empreinte',
    nom: 'Essai sans identifiant',
    producteur: 'Producteur inventé',
    licence: 'Licence Ouverte 2.0',
    lien: 'https://exemple.fr/donnees',
    origine: { type: 'fichier' },
    forme: { format: 'csv' },
    cle: 'empreinte',
    schema: 'v1'
  })
]

function ecrireLivraison(declaration: Declaration, rangees: readonly LigneInventee[]): string {
  if (declaration.forme.format === 'json') return enJson(rangees)
  if (declaration.forme.format === 'geojson') return enGeojson(rangees)
  return enCsv(rangees)
}

/** One of few real places, as one source may tell it: the same ones come back under other words. */
const recit = fc
  .record({
    lieu: fc.integer({ min: 1, max: 5 }),
    nom: fc.constantFrom('', '', '', 'majuscules', 'autre', 'vide'),
    adresse: fc.constantFrom('', '', '', 'voisine', 'vide'),
    telephone: fc.constantFrom('', '', 'vide', '04 92 00 11 11', '04 92 00 22 22'),
    loin: fc.boolean(),
    dispositif: fc.constantFrom('', '', 'France Services', 'Conseillers numériques'),
    date: fc.constantFrom('', '', '2026-01-05', '2026-03-01')
  })
  .map(({ lieu, nom, adresse, telephone, loin, dispositif, date }) => {
    const ordinaire = ligne(`l${lieu}`)
    return {
      ...ordinaire,
      nom: { '': ordinaire.nom, majuscules: ordinaire.nom?.toUpperCase(), autre: `Espace Verdon ${lieu}`, vide: '' }[
        nom
      ],
      adresse: { '': ordinaire.adresse, voisine: `${lieu + 40} boulevard Carnot`, vide: '' }[adresse],
      telephone: telephone === '' ? ordinaire.telephone : telephone === 'vide' ? '' : telephone,
      ...(loin && { latitude: '44.58', longitude: '6.1' }),
      dispositif_programmes_nationaux: dispositif,
      date_maj: date
    } as Readonly<Record<string, string>>
  })

/** What a source says, by its keys. */
export type Contenu = Readonly<Record<string, Readonly<Record<string, string>>>>

export const contenu: fc.Arbitrary<Contenu> = fc.dictionary(
  fc.integer({ min: 1, max: 7 }).map((n) => `k${n}`),
  recit,
  { minKeys: 1, maxKeys: 6 }
)

const rangeesDe = (contenu: Contenu): LigneInventee[] => Object.entries(contenu).map(([id, dit]) => ({ ...dit, id }))

/** What may happen to the directory. Numbers choose among what is there when it happens. */
export const evenement = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      genre: fc.constant('livraison' as const),
      source: fc.nat(3),
      ajouts: fc.dictionary(
        fc.integer({ min: 1, max: 7 }).map((n) => `k${n}`),
        recit,
        { maxKeys: 2 }
      ),
      retraits: fc.array(fc.nat(6), { maxLength: 2 }),
      cles: fc.constantFrom('', '', '', 'nouvelles', 'echangees'),
      jours: fc.nat(2)
    })
  },
  { weight: 2, arbitrary: fc.record({ genre: fc.constant('reunion' as const), a: fc.nat(8), b: fc.nat(8) }) },
  {
    weight: 2,
    arbitrary: fc.record({ genre: fc.constant('separation' as const), lieu: fc.nat(8), cases: fc.nat(14) })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      genre: fc.constant('paire' as const),
      dit: fc.constantFrom('meme' as const, 'different' as const),
      a: fc.nat(20),
      b: fc.nat(20)
    })
  },
  {
    weight: 2,
    arbitrary: fc.record({
      genre: fc.constant('valeur' as const),
      lieu: fc.nat(8),
      record: fc.nat(3),
      champ: fc.constantFrom<NomChamp>('nom', 'telephone', 'adresse', 'latitude', 'services')
    })
  },
  { weight: 2, arbitrary: fc.record({ genre: fc.constant('annulation' as const), lot: fc.nat(5) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      genre: fc.constantFrom('prise' as const, 'prise' as const, 'ecriture' as const, 'rendue' as const),
      lieu: fc.nat(8),
      nom: fc.constantFrom('Le Relais', 'Espace Verdon 2', 'Atelier Torrent Mélèze')
    })
  },
  { weight: 1, arbitrary: fc.record({ genre: fc.constant('creation' as const), modele: fc.nat(8) }) }
)
export type Evenement = typeof evenement extends fc.Arbitrary<infer E> ? E : never

/** A directory where things happen, and that remembers what each source says now. */
export class Annuaire {
  readonly #db: Db
  readonly #geo: Geographie
  readonly #sources = new Map<Declaration, { contenu: Contenu; dateeDu: string; tour: number }>()
  readonly #lots: string[] = []
  #heure = Date.parse('2026-06-09T08:00:00Z')

  constructor(db: Db, geo: Geographie) {
    this.#db = db
    this.#geo = geo
  }

  async livrer(declaration: Declaration, contenu: Contenu, dateeDu: string): Promise<void> {
    const atelier = ouvrirAtelier(this.#db, this.#geo, { now: () => this.#maintenant() })
    await atelier.importer(declaration, ecrireLivraison(declaration, rangeesDe(contenu)), { dateeDu, confirmer: true })
    this.#sources.set(declaration, { contenu, dateeDu, tour: (this.#sources.get(declaration)?.tour ?? 0) + 1 })
  }

  async vivre(e: Evenement): Promise<void> {
    const fiches = await lireFiches(this.#db)
    const prendre = <T>(liste: readonly T[], n: number) => liste[n % Math.max(1, liste.length)]
    switch (e.genre) {
      case 'livraison':
        return this.#suivante(e)
      case 'reunion': {
        const [a, b] = [prendre(fiches, e.a), prendre(fiches, e.b)]
        if (a && b) await reunirLieux(this.#db, a.id, b.id, this.#decideur())
        return
      }
      case 'separation': {
        const fiche = prendre(fiches, e.lieu)
        const cles = fiche?.records.filter((_, i) => (e.cases >> i) & 1).map(enCle) ?? []
        if (fiche) await separerLieu(this.#db, fiche.id, cles, this.#decideur())
        return
      }
      case 'paire': {
        // Those that left, too: they may come back.
        const { rows } = await sql<{ source: string; cle: string }>`
          select source_id as source, cle from enregistrement order by source_id collate "C", cle collate "C"`.execute(
          this.#db
        )
        const [a, b] = [prendre(rows, e.a), prendre(rows, e.b)]
        if (a && b) await deciderPaire(this.#db, { genre: e.dit, a, b }, this.#decideur())
        return
      }
      case 'valeur': {
        const fiche = prendre(fiches, e.lieu)
        const record = fiche && prendre(fiche.records, e.record)
        if (record) await choisirValeur(this.#db, fiche.id, enCle(record), e.champ, this.#decideur())
        return
      }
      case 'annulation': {
        const lot = prendre(this.#lots, e.lot)
        if (lot) await annulerDecisions(this.#db, lot, { acteur: ADMINISTRATEUR, now: this.#maintenant() })
        return
      }
      case 'prise':
      case 'ecriture':
      case 'rendue': {
        const fiche = prendre(fiches, e.lieu)
        if (fiche) await this.#tenir(fiche.id, e)
        return
      }
      case 'creation': {
        const modele = prendre(fiches, e.modele)
        if (!modele) return
        await this.#ecrire(
          async (trx) => (await creerFiche(trx, this.#geo, modele.valeurs, this.#outils())).apresValidation
        )
      }
    }
  }

  /** The same deliveries and the decisions in force, on a directory that never knew anything else. */
  async recommencerAilleurs(db: Db, melange: readonly number[]): Promise<void> {
    await remettreAZero(db)
    const { rows: decisions } = await sql`select * from decision where annulee_le is null order by id`.execute(this.#db)
    const autre = new Annuaire(db, this.#geo)
    const sources = [...this.#sources]
    for (const i of melange) sources.push(...sources.splice(i % sources.length, 1))
    for (const [declaration, { contenu, dateeDu }] of sources) await autre.livrer(declaration, contenu, dateeDu)
    const { rows: tenues } = await sql<{ source: string; cle: string; valeurs: Valeurs }>`
      select source_id as source, cle, valeurs from enregistrement
      where source_id = 'responsables' and disparu_par is null`.execute(this.#db)
    await transaction(db, async (trx) => {
      await lockAnnuaire(trx)
      for (const { source, cle, valeurs } of tenues) await this.#recopier(trx, source, cle, valeurs)
      await sql`
        insert into decision overriding system value
        select * from json_populate_recordset(null::decision, ${JSON.stringify(decisions)}::json)`.execute(trx)
      const { rows: cles } = await sql<{ source: string; cle: string }>`
        select source_id as source, cle from enregistrement`.execute(trx)
      await regrouper(
        trx,
        { genre: 'decision', lot: 'reprise', cles },
        { now: this.#maintenant(), geo: this.#geo, avancer: async () => {} }
      )
    })
  }

  async #suivante({ source, ajouts, retraits, cles, jours }: Evenement & { genre: 'livraison' }): Promise<void> {
    const declaration = QUATRE[source] as Declaration
    const { contenu, dateeDu, tour } = this.#sources.get(declaration) ?? { contenu: {}, dateeDu: '2026-05-01', tour: 0 }
    const partis = new Set(retraits.map((n) => Object.keys(contenu)[n]))
    const restent = Object.entries(contenu).filter(([cle]) => !partis.has(cle))
    const anciennes = restent.map(([cle]) => cle)
    const renommer = (cle: string, i: number) =>
      cles === 'nouvelles' ? `n${tour}-${cle}` : cles === 'echangees' ? (anciennes.at(i - 1) as string) : cle
    const suite = { ...Object.fromEntries(restent.map(([cle, dit], i) => [renommer(cle, i), dit])), ...ajouts }
    if (Object.keys(suite).length === 0) return
    const jour = new Date(Date.parse(dateeDu) + jours * 86_400_000).toISOString().slice(0, 10)
    await this.livrer(declaration, suite, jour)
  }

  async #tenir(lieu: number, { genre, nom }: Evenement & { genre: 'prise' | 'ecriture' | 'rendue' }): Promise<void> {
    await this.#ecrire(async (trx) => {
      if (genre === 'prise') return prendreEnMain(trx, this.#geo, lieu, this.#outils())
      if (genre === 'rendue') return rendreFiche(trx, this.#geo, lieu, this.#outils())
      await lockAnnuaire(trx)
      const trouve = await findLieu(trx, lieu)
      if (!trouve) throw new Error('lieu inconnu')
      return changerFiche(trx, this.#geo, trouve, (v) => ({ ...v, nom }), 'modification', this.#outils())
    })
  }

  async #ecrire(geste: (trx: Trx) => Promise<() => void>): Promise<void> {
    const apresValidation = await transaction(this.#db, geste)
    apresValidation()
  }

  /** A held record as it stands, on a directory that never saw it written. */
  async #recopier(trx: Trx, source: string, cle: string, valeurs: Valeurs): Promise<void> {
    const now = this.#maintenant()
    const declaration = declarerSourceResponsables({ reseau: 'essai', site: '', fictif: false })
    await saveSource(trx, declaration, now)
    const livraisonId = await insertLivraison(trx, {
      sourceId: source,
      dateeDu: '2026-06-09',
      recueLe: now,
      origine: 'reprise',
      empreinteDeclaration: '',
      demandeePar: 'systeme',
      enFile: false
    })
    await saveUnEnregistrement(
      trx,
      { source, livraisonId },
      { cle, valeurs, complements: {}, remarques: [], lignes: [], brut: [] }
    )
    await finishLivraison(trx, livraisonId, { etat: 'appliquee' }, now)
    oublierRapprochement()
  }

  #outils() {
    return { acteur: ADMINISTRATEUR, now: this.#maintenant(), reseau: 'essai', site: '' }
  }

  #maintenant(): Date {
    this.#heure += 1000
    return new Date(this.#heure)
  }

  #decideur() {
    const lot = `lot-${this.#lots.length + 1}`
    this.#lots.push(lot)
    return { acteur: ADMINISTRATEUR, motif: '', now: this.#maintenant(), lot }
  }
}

export function enCle(record: string): { source: string; cle: string } {
  const [source = '', ...cle] = record.split('/')
  return { source, cle: cle.join('/') }
}
