import { normaliser } from '../../../kernel/texte.ts'
import type { Valeurs } from './enregistrement.ts'
import { champ, NOMS_CHAMPS, type NomChamp } from './schema.ts'
import { isSourceTenue } from './source-responsables.ts'

/** A record as merging reads it. `date` is the day its values were true: its own `date_maj`, or else its delivery's day. */
export interface AFusionner {
  readonly source: string
  readonly cle: string
  readonly date: string
  readonly valeurs: Valeurs
  /** Fields that cleaning kept but doubts (a position far from its commune…): they serve only when nothing else does. */
  readonly doutes: readonly NomChamp[]
}

/** What a source is to be believed on: 1 (copied from others) to 5 (it decides). */
export interface Confiance {
  readonly parDefaut: number
  readonly champs?: Readonly<Partial<Record<NomChamp, number>>>
  /** Labels and programmes that this source alone awards. */
  readonly decerne?: readonly string[]
}

export type NomRegle =
  | 'seule'
  | 'accord'
  | 'confiance'
  | 'recente'
  | 'adresse'
  | 'union'
  | 'decernee'
  | 'decision'
  | 'responsable'
  | 'calculee'

/** The rules' sentences, as « D'où viennent ces informations » says them. */
export const REGLES_FUSION: Readonly<Record<NomRegle, string>> = {
  seule: 'Une seule source donne cette information.',
  accord: 'Plusieurs sources disent la même chose.',
  confiance: 'La source la mieux placée pour le savoir l’emporte.',
  recente: 'L’information la plus récente l’emporte.',
  adresse: 'L’adresse et la commune viennent d’une même source, pour rester cohérentes.',
  union: 'Ce que disent les sources est réuni.',
  decernee: 'Seul l’organisme qui décerne ce label peut l’annoncer.',
  decision: 'Une personne du réseau a choisi cette information.',
  responsable: 'Le responsable du lieu le dit.',
  calculee: 'Cette information est calculée par Maillage.'
}

export interface Origine {
  readonly source: string
  readonly cle: string
  readonly date: string
}

/** Where a field's value comes from. For a list, each value has its own origins. */
export interface Provenance extends Origine {
  readonly regle: NomRegle
  /** How many other sources say the same. */
  readonly accords: number
  readonly valeurs?: Readonly<Record<string, readonly Origine[]>>
}

export type Provenances = { readonly [C in NomChamp]?: Provenance }

export interface Fusion {
  readonly valeurs: Valeurs
  readonly provenance: Provenances
}

/** « This value is right », said by a person of one record's field. */
export interface Choix extends Origine {
  readonly champ: NomChamp
  readonly valeur: string | number | readonly string[]
}

type Strategie = 'confiance' | 'recente' | 'adresse' | 'union' | 'decernee' | 'aucune'

/**
 * One row per field. `confiance`: agreement counts most, then trust, then freshness. `recente`: freshness first, for what
 * changes often. `adresse`: the whole address comes from one record. `union`: lists are united. `decernee`: united, but a
 * label that a present source awards comes only from that source. `aucune`: the fiche has its own (number, sources, date).
 */
const STRATEGIES: Readonly<Record<NomChamp, Strategie>> = {
  id: 'aucune',
  pivot: 'confiance',
  nom: 'confiance',
  commune: 'adresse',
  code_postal: 'adresse',
  code_insee: 'adresse',
  adresse: 'adresse',
  complement_adresse: 'adresse',
  latitude: 'adresse',
  longitude: 'adresse',
  typologie: 'union',
  telephone: 'recente',
  courriels: 'union',
  site_web: 'union',
  horaires: 'recente',
  presentation_resume: 'recente',
  presentation_detail: 'recente',
  source: 'aucune',
  itinerance: 'union',
  structure_parente: 'confiance',
  date_maj: 'aucune',
  services: 'union',
  publics_specifiquement_adresses: 'union',
  prise_en_charge_specifique: 'union',
  frais_a_charge: 'union',
  dispositif_programmes_nationaux: 'decernee',
  formations_labels: 'decernee',
  autres_formations_labels: 'union',
  modalites_acces: 'union',
  modalites_accompagnement: 'union',
  fiche_acces_libre: 'confiance',
  prise_rdv: 'recente'
}

/** Two writings of one value: compared without case, accents, protocol or final slash. */
export function sameValueKey(nom: NomChamp, valeur: string | number): string {
  if (typeof valeur === 'number') return valeur.toFixed(4)
  if (nom === 'site_web' || nom === 'prise_rdv' || nom === 'fiche_acces_libre')
    return valeur
      .toLowerCase()
      .replace(/^https?:\/\/(www\.)?/, '')
      .replace(/\/+$/, '')
  if (nom === 'horaires' || nom === 'telephone' || nom === 'pivot') return valeur
  return normaliser(valeur)
}

const CONFIANCE_PAR_DEFAUT: Confiance = { parDefaut: 3 }

/**
 * One fiche from the records of one lieu: a pure function of the set of records, whatever their order.
 * Every value has its provenance; nothing is lost, since what was not chosen stays in its record.
 * A fiche that its responsable holds is what they say, blanks included: « sources propose changes there, they no longer
 * overwrite » (decisions.md, The directory).
 * @param choix what people chose, the latest last: it wins over every source, later ones included
 */
export function fusionner(
  records: readonly AFusionner[],
  confiances: ReadonlyMap<string, Confiance>,
  choix: readonly Choix[] = []
): Fusion {
  const tries = [...records].sort(compareCles)
  const tenue = recordTenu(tries)
  if (tenue) return speakForHeld(tenue, tries, confiances)
  const valeurs: Record<string, unknown> = {}
  const provenance: Record<string, Provenance> = {}
  const put = (nom: NomChamp, valeur: unknown, de: Provenance) => {
    valeurs[nom] = valeur
    provenance[nom] = de
  }
  const decernes = awardedBy(confiances)

  for (const nom of NOMS_CHAMPS) {
    switch (STRATEGIES[nom]) {
      case 'union':
      case 'decernee': {
        const union = uniteList(tries, nom, STRATEGIES[nom] === 'decernee' ? decernes : undefined)
        if (union) put(nom, union.valeurs, union.provenance)
        break
      }
      case 'confiance':
      case 'recente': {
        const choix = chooseText(tries, nom, STRATEGIES[nom], confiances)
        if (choix) put(nom, choix.valeur, choix.provenance)
        break
      }
      case 'adresse':
      case 'aucune':
        break
    }
  }
  mergeAdresse(tries, confiances, put)

  const dernier = tries.reduce((a, b) => (b.date > a.date ? b : a))
  put('date_maj', dernier.date, {
    source: dernier.source,
    cle: dernier.cle,
    date: dernier.date,
    regle: 'recente',
    accords: 0
  })
  for (const { champ: nom, valeur, source, cle, date } of latestChoix(choix)) {
    // What the chosen address does not say, another source must not add to it.
    for (const voisin of champsChoisisEnsemble(nom)) {
      if (provenance[voisin]?.regle === 'decision') continue
      delete valeurs[voisin]
      delete provenance[voisin]
    }
    const origine = { source, cle, date }
    const parValeur = Array.isArray(valeur) ? { valeurs: Object.fromEntries(valeur.map((v) => [v, [origine]])) } : {}
    put(nom, valeur, { ...origine, regle: 'decision', accords: 0, ...parValeur })
  }
  return { valeurs: valeurs as Valeurs, provenance: provenance as Provenances }
}

/** Of the records of one lieu, the one that its responsable holds: the latest, by its date then its key. */
export function recordTenu<R extends Origine>(records: readonly R[]): R | undefined {
  return records
    .filter(({ source }) => isSourceTenue(source))
    .reduce<R | undefined>(
      (a, b) => (a && (a.date > b.date || (a.date === b.date && compareCles(a, b) > 0)) ? a : b),
      undefined
    )
}

function speakForHeld(
  tenu: AFusionner,
  records: readonly AFusionner[],
  confiances: ReadonlyMap<string, Confiance>
): Fusion {
  const decernes = awardedBy(confiances)
  const valeurs: Record<string, unknown> = {}
  const provenance: Record<string, Provenance> = {}
  for (const nom of NOMS_CHAMPS) {
    const strategie = STRATEGIES[nom]
    if (strategie === 'aucune') continue
    if (strategie === 'decernee') {
      const union = uniteList(
        records.flatMap((record) => (record === tenu ? [record] : onlyAwarded(record, nom, decernes))),
        nom,
        decernes
      )
      if (!union) continue
      valeurs[nom] = union.valeurs
      const seul = union.provenance.accords === 0 && union.provenance.source === tenu.source
      provenance[nom] = seul ? { ...union.provenance, regle: 'responsable' } : union.provenance
      continue
    }
    const valeur = tenu.valeurs[nom]
    // Half a point is none.
    const seule = POSITION.some((c) => c === nom) && POSITION.some((c) => tenu.valeurs[c] === undefined)
    if (valeur === undefined || seule) continue
    valeurs[nom] = valeur
    const parValeur = Array.isArray(valeur)
      ? { valeurs: Object.fromEntries(valeur.map((v: string) => [v, [originOf(tenu)]])) }
      : {}
    provenance[nom] = { ...originOf(tenu), regle: 'responsable', accords: 0, ...parValeur }
  }
  valeurs.date_maj = tenu.date
  provenance.date_maj = { ...originOf(tenu), regle: 'responsable', accords: 0 }
  return { valeurs: valeurs as Valeurs, provenance: provenance as Provenances }
}

/** Of a source's labels, those that it awards itself: of the others, the responsable says. */
function onlyAwarded(
  record: AFusionner,
  nom: NomChamp,
  decernes: ReadonlyMap<string, ReadonlySet<string>>
): AFusionner[] {
  const liste = record.valeurs[nom]
  if (!Array.isArray(liste) || isSourceTenue(record.source)) return []
  const siens = liste.filter((valeur: string) => decernes.get(valeur)?.has(record.source))
  return siens.length > 0 ? [{ ...record, valeurs: { [nom]: siens } }] : []
}

const compareCles = (a: Origine, b: Origine) =>
  a.source < b.source ? -1 : a.source > b.source ? 1 : a.cle < b.cle ? -1 : a.cle > b.cle ? 1 : 0

const originOf = ({ source, cle, date }: AFusionner): Origine => ({ source, cle, date })

/** A row copied from another producer, which is a source here itself, weighs least: the original speaks for it. */
const CONFIANCE_COPIE = 1

function trust(confiances: ReadonlyMap<string, Confiance>, { source, doutes }: AFusionner, nom: NomChamp): number {
  if (doutes.includes('source')) return CONFIANCE_COPIE
  const confiance = confiances.get(source) ?? CONFIANCE_PAR_DEFAUT
  return confiance.champs?.[nom] ?? confiance.parDefaut
}

function awardedBy(confiances: ReadonlyMap<string, Confiance>): ReadonlyMap<string, ReadonlySet<string>> {
  const table = new Map<string, Set<string>>()
  for (const [source, { decerne = [] }] of confiances)
    for (const valeur of decerne) table.set(valeur, (table.get(valeur) ?? new Set()).add(source))
  return table
}

function uniteList(records: readonly AFusionner[], nom: NomChamp, decernes?: ReadonlyMap<string, ReadonlySet<string>>) {
  const origines = new Map<string, { valeur: string; de: Origine[] }>()
  let reserved = false
  for (const record of records) {
    const liste = record.valeurs[nom]
    if (!Array.isArray(liste)) continue
    for (const valeur of liste as readonly string[]) {
      if (decernes?.get(valeur)?.has(record.source) === false) {
        reserved = true
        continue
      }
      const cle = sameValueKey(nom, valeur)
      const vu = origines.get(cle) ?? { valeur, de: [] }
      // A record that repeats itself is still one voice.
      if (!vu.de.some((o) => o.source === record.source && o.cle === record.cle)) vu.de.push(originOf(record))
      origines.set(cle, vu)
    }
  }
  if (origines.size === 0) return undefined
  const allowed = champ(nom).valeurs
  const entrees = [...origines.values()]
  // The schema's order where it has one; elsewhere the most shared first, then the alphabet.
  entrees.sort((a, b) =>
    allowed
      ? allowed.indexOf(a.valeur) - allowed.indexOf(b.valeur)
      : b.de.length - a.de.length || (a.valeur < b.valeur ? -1 : 1)
  )
  const sources = new Set(entrees.flatMap(({ de }) => de.map(({ source }) => source)))
  const premier = entrees.flatMap(({ de }) => de).reduce((a, b) => (b.date > a.date ? b : a))
  return {
    valeurs: entrees.map(({ valeur }) => valeur),
    provenance: {
      ...premier,
      regle: (reserved ? 'decernee' : sources.size > 1 ? 'union' : 'seule') as NomRegle,
      accords: sources.size - 1,
      valeurs: Object.fromEntries(entrees.map(({ valeur, de }) => [valeur, de]))
    }
  }
}

function chooseText(
  records: readonly AFusionner[],
  nom: NomChamp,
  strategie: 'confiance' | 'recente',
  confiances: ReadonlyMap<string, Confiance>
) {
  const voix = new Map<
    string,
    { record: AFusionner; valeur: string; sources: Set<string>; trust: number; date: string; doubted: boolean }
  >()
  for (const record of records) {
    const valeur = record.valeurs[nom]
    if (typeof valeur !== 'string') continue
    const cle = sameValueKey(nom, valeur)
    const poids = trust(confiances, record, nom)
    const doubted = record.doutes.includes(nom)
    const vu = voix.get(cle)
    if (!vu) {
      voix.set(cle, { record, valeur, sources: new Set([record.source]), trust: poids, date: record.date, doubted })
      continue
    }
    vu.sources.add(record.source)
    vu.doubted &&= doubted
    // The best writing of one value: from the most trusted source, then the most recent.
    if (poids > vu.trust || (poids === vu.trust && record.date > vu.date)) Object.assign(vu, { record, valeur })
    vu.trust = Math.max(vu.trust, poids)
    if (record.date > vu.date) vu.date = record.date
  }
  if (voix.size === 0) return undefined
  const [gagnante, seconde] = [...voix.values()].sort((a, b) => {
    const doute = Number(a.doubted) - Number(b.doubted)
    const confiance = b.trust - a.trust
    const date = a.date < b.date ? 1 : a.date > b.date ? -1 : 0
    const accord = b.sources.size - a.sources.size
    const stable = compareCles(a.record, b.record)
    return strategie === 'confiance'
      ? doute || confiance || accord || date || stable
      : doute || date || confiance || accord || stable
  })
  if (!gagnante) return undefined
  const regle: NomRegle =
    gagnante.sources.size > 1
      ? 'accord'
      : !seconde
        ? 'seule'
        : strategie === 'recente'
          ? 'recente'
          : gagnante.trust > seconde.trust
            ? 'confiance'
            : 'recente'
  return {
    valeur: gagnante.valeur,
    provenance: { ...originOf(gagnante.record), date: gagnante.date, regle, accords: gagnante.sources.size - 1 }
  }
}

const LIGNE_ADRESSE = ['adresse', 'complement_adresse', 'code_postal', 'commune', 'code_insee'] as const
const POSITION = ['latitude', 'longitude'] as const

/** Fields of which one is never chosen without the others: an address is one thing, a point too. */
export function champsChoisisEnsemble(nom: NomChamp): readonly NomChamp[] {
  return [LIGNE_ADRESSE, POSITION].find((ensemble: readonly NomChamp[]) => ensemble.includes(nom)) ?? [nom]
}

/** False for what the fiche has of its own (number, sources, date). */
export const isChoisissable = (nom: NomChamp) => NOMS_CHAMPS.includes(nom) && STRATEGIES[nom] !== 'aucune'

// Of two choices for one field, or of two addresses, the latest holds, whole.
function latestChoix(choix: readonly Choix[]): Choix[] {
  const auteurs = new Map<string, string>()
  for (const { champ: nom, source, cle } of choix)
    auteurs.set(champsChoisisEnsemble(nom).join(), `${source}\u0000${cle}`)
  return [...new Map(choix.map((c) => [c.champ, c])).values()].flatMap(({ champ: nom }) => {
    const auteur = auteurs.get(champsChoisisEnsemble(nom).join())
    return choix.findLast((c) => c.champ === nom && `${c.source}\u0000${c.cle}` === auteur) ?? []
  })
}

// An address taken piece by piece from several records can name a place that does not exist: one record gives it whole.
function mergeAdresse(
  records: readonly AFusionner[],
  confiances: ReadonlyMap<string, Confiance>,
  put: (nom: NomChamp, valeur: unknown, de: Provenance) => void
): void {
  const accords = new Map<string, Set<string>>()
  const keyOf = ({ valeurs: v }: AFusionner) =>
    `${normaliser(v.adresse ?? '')}|${v.code_insee ?? normaliser(v.commune ?? '')}`
  for (const record of records) accords.set(keyOf(record), (accords.get(keyOf(record)) ?? new Set()).add(record.source))

  const ordre = records
    .filter(({ valeurs: v }) => v.adresse ?? v.commune ?? v.code_postal ?? v.code_insee)
    .map((record) => ({
      record,
      // A street number tells more than a street, a street more than a town.
      precision:
        (record.valeurs.adresse ? 1 : 0) +
        (/\d/.test(record.valeurs.adresse ?? '') ? 1 : 0) +
        (record.valeurs.code_insee ? 1 : 0),
      accords: accords.get(keyOf(record))?.size ?? 1,
      trust: trust(confiances, record, 'adresse')
    }))
    .sort(
      (a, b) =>
        b.trust - a.trust ||
        b.accords - a.accords ||
        b.precision - a.precision ||
        (a.record.date < b.record.date ? 1 : a.record.date > b.record.date ? -1 : 0) ||
        compareCles(a.record, b.record)
    )
  const choisi = ordre[0]
  if (choisi) {
    const regle: NomRegle = choisi.accords > 1 ? 'accord' : ordre.length === 1 ? 'seule' : 'adresse'
    for (const nom of LIGNE_ADRESSE) {
      const valeur = choisi.record.valeurs[nom]
      if (valeur) put(nom, valeur, { ...originOf(choisi.record), regle, accords: choisi.accords - 1 })
    }
  }

  const positions = records
    .filter(({ valeurs: v }) => v.latitude !== undefined && v.longitude !== undefined)
    .sort(
      (a, b) =>
        Number(a.doutes.includes('latitude')) - Number(b.doutes.includes('latitude')) ||
        Number(b === choisi?.record) - Number(a === choisi?.record) ||
        trust(confiances, b, 'latitude') - trust(confiances, a, 'latitude') ||
        (a.date < b.date ? 1 : a.date > b.date ? -1 : 0) ||
        compareCles(a, b)
    )
  const position = positions[0]
  if (!position) return
  const regle: NomRegle = positions.length === 1 ? 'seule' : position === choisi?.record ? 'adresse' : 'confiance'
  put('latitude', position.valeurs.latitude, { ...originOf(position), regle, accords: 0 })
  put('longitude', position.valeurs.longitude, { ...originOf(position), regle, accords: 0 })
}
