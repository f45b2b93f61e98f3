import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { AComparer } from '../src/features/annuaire/domain/rapprochement/rapprochement.ts'

const DONNEES = resolve(import.meta.dirname, '../../shared/data')
export const STANDARDISEES = join(DONNEES, 'standardised')
const PAIRES = join(DONNEES, 'pairs')

/** The real records and their labels stay outside the project: absent, what needs them says so and stops. */
export function aDesEtiquettes(): boolean {
  return existsSync(PAIRES) && existsSync(STANDARDISEES)
}

const LISTES = ['France-Services-2022', 'France-Services-2024'] as const

export function lireDossier(dossier: string): AComparer[] {
  return readdirSync(dossier)
    .filter((nom) => nom.endsWith('.json'))
    .sort()
    .flatMap((nom) => {
      const lignes: unknown = JSON.parse(readFileSync(join(dossier, nom), 'utf8'))
      return Array.isArray(lignes) ? lignes.map((brut) => toAComparer(basename(nom, '.json'), brut)) : []
    })
}

/** No cleaning: what the standardised files hold, lists separated by « | » or already lists. */
function toAComparer(source: string, brut: Readonly<Record<string, unknown>>): AComparer {
  const texte = (champ: string) => {
    const valeur = brut[champ]
    const lu = typeof valeur === 'number' ? String(valeur) : typeof valeur === 'string' ? valeur.trim() : ''
    return lu === '' ? undefined : lu
  }
  const liste = (champ: string) => {
    const valeur = brut[champ]
    const mots = Array.isArray(valeur) ? valeur.map(String) : (texte(champ)?.split('|') ?? [])
    return mots.map((mot) => mot.trim()).filter((mot) => mot !== '')
  }
  const decimal = (champ: string) => {
    const lu = texte(champ)
    return lu === undefined ? undefined : Number(lu.replace(',', '.'))
  }
  return {
    source,
    cle: texte('id') ?? '',
    nom: texte('nom'),
    adresse: texte('adresse'),
    complement_adresse: texte('complement_adresse'),
    commune: texte('commune'),
    code_postal: texte('code_postal'),
    code_insee: texte('code_insee'),
    latitude: decimal('latitude'),
    longitude: decimal('longitude'),
    telephones: liste('telephone'),
    courriels: liste('courriels'),
    sites: liste('site_web'),
    pivot: texte('pivot'),
    typologies: liste('typologie'),
    itinerance: liste('itinerance'),
    structure_parente: texte('structure_parente'),
    date_maj: texte('date_maj')
  }
}

interface PaireSure {
  readonly gauche: string
  readonly droite: string
  /** The label says that neither commune nor place changed, the two records say they did: the label is mistaken. */
  readonly contredite: boolean
}

export interface MesurePaires {
  readonly franceServices: Rappel
  /** Without the labels that the records contradict. */
  readonly franceServicesClaires: Rappel
  readonly fausses: number
  /** Buses grouped with a fixed place. */
  readonly itinerants: number
  readonly entreSources: Rappel
}

export interface Rappel {
  readonly trouvees: number
  readonly paires: number
}

export function mesurerPaires(records: readonly AComparer[], groupes: Int32Array): MesurePaires {
  const parNom = new Map<string, number[]>()
  for (const [i, { source, cle }] of records.entries()) {
    const nom = `${source}|${cle}`
    parNom.set(nom, [...(parNom.get(nom) ?? []), i])
  }
  const groupesDe = (nom: string) => (parNom.get(nom) ?? []).map((i) => groupes[i] as number)
  const reunis = ({ gauche, droite }: PaireSure) =>
    groupesDe(gauche).some((groupe) => groupesDe(droite).includes(groupe))
  const insee = (nom: string) => records[parNom.get(nom)?.[0] ?? -1]?.code_insee

  const paires = lirePaires('france-services-2022-2024.csv', insee)
  // False: a pair in one group, though each of its two ids has another partner in the other list.
  const gauches = new Set(paires.map(({ gauche }) => gauche))
  const droites = new Set(paires.map(({ droite }) => droite))
  const vraies = new Set(paires.map(({ gauche, droite }) => `${gauche} ${droite}`))
  const parGroupe = new Map<number, string[]>()
  for (const droite of droites)
    for (const groupe of groupesDe(droite)) parGroupe.set(groupe, [...(parGroupe.get(groupe) ?? []), droite])
  let fausses = 0
  for (const gauche of gauches)
    for (const groupe of groupesDe(gauche))
      for (const droite of parGroupe.get(groupe) ?? []) if (!vraies.has(`${gauche} ${droite}`)) fausses++
  const rappel = (liste: readonly PaireSure[]): Rappel => ({
    trouvees: liste.filter(reunis).length,
    paires: liste.length
  })
  return {
    franceServices: rappel(paires),
    franceServicesClaires: rappel(paires.filter(({ contredite }) => !contredite)),
    fausses,
    itinerants: compterItinerants(records, groupes),
    entreSources: rappel(lirePaires('inter-sources-probables.csv', insee))
  }
}

function lirePaires(nom: string, insee: (nom: string) => string | undefined): PaireSure[] {
  const [entete = '', ...lignes] = readFileSync(join(PAIRES, nom), 'utf8').trim().split(/\r?\n/)
  const colonnes = entete.split(',')
  return lignes.map((texte) => {
    // The names that hold commas come after the columns that are read.
    const cellules = texte.split(',')
    const cellule = (colonne: string) => cellules[colonnes.indexOf(colonne)] ?? ''
    const gauche = `${cellule('left_source')}|${cellule('left_id')}`
    const droite = `${cellule('right_source')}|${cellule('right_id')}`
    const stable = cellule('commune_changed') === '0' && Number(cellule('dist_m')) < 2000
    return { gauche, droite, contredite: stable && insee(gauche) !== insee(droite) }
  })
}

/** Records of the two France services lists whose name or type says « bus », grouped with one that does not. */
function compterItinerants(records: readonly AComparer[], groupes: Int32Array): number {
  const parGroupe = new Map<number, AComparer[]>()
  for (const [i, record] of records.entries())
    if ((LISTES as readonly string[]).includes(record.source))
      parGroupe.set(groupes[i] as number, [...(parGroupe.get(groupes[i] as number) ?? []), record])
  const bus = ({ nom, typologies }: AComparer) =>
    /\b(?:\w*bus|camion|van)\b/i.test(nom ?? '') || typologies.includes('ENM')
  const tournee = (record: AComparer) =>
    bus(record) || /itin[ée]ran/i.test(record.nom ?? '') || record.itinerance.includes('Itinérant')
  let nombreDeBus = 0
  for (const membres of parGroupe.values())
    if (membres.some((record) => !tournee(record))) nombreDeBus += membres.filter(bus).length
  return nombreDeBus
}
