import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type AComparer, IndexRapprochement } from '../src/features/annuaire/domain/rapprochement/rapprochement.ts'

const RACINE = resolve(import.meta.dirname, '..')
const DONNEES = resolve(RACINE, '../shared/data')

const options = lireOptions(process.argv.slice(2))
await mesurer()

interface Arguments {
  readonly dossier: string
  readonly grappes: string | undefined
  readonly sansContacts: boolean
  readonly generes: readonly number[] | undefined
  readonly grand: boolean
}

function lireOptions(arguments_: readonly string[]): Arguments {
  const valeur = (nom: string) => {
    const rang = arguments_.indexOf(nom)
    return rang < 0 ? undefined : arguments_[rang + 1]
  }
  return {
    dossier: resolve(valeur('--dossier') ?? join(DONNEES, 'standardised')),
    grappes: valeur('--grappes'),
    sansContacts: arguments_.includes('--sans-contacts'),
    generes: valeur('--generes')?.split(',').map(Number),
    grand: arguments_.includes('--grand')
  }
}

async function mesurer(): Promise<void> {
  if (!existsSync(options.dossier)) {
    console.log(`Le dossier ${basename(options.dossier)} est absent : rien à comparer.`)
    return
  }
  const records = lireDossier(options.dossier)
  for (let i = 0; i < 3; i++) {
    const debut = performance.now()
    const index = new IndexRapprochement(records, [], { sansContacts: options.sansContacts })
    const groupes = index.groupes()
    console.log(Math.round(performance.now() - debut), 'ms', index.comparaisons, 'comparaisons')
    if (i === 2) dire(records, groupes, index)
  }
}

function dire(records: readonly AComparer[], groupes: Int32Array, index: IndexRapprochement): void {
  const tailles = new Map<number, number>()
  for (const groupe of groupes) tailles.set(groupe, (tailles.get(groupe) ?? 0) + 1)
  const paires = [...index.paires()]
  console.log('groupes', tailles.size, 'le plus grand', Math.max(...tailles.values()))
  for (const issue of ['meme', 'a-revoir', 'different'])
    console.log(issue, paires.filter((p) => p.issue === issue).length)
  const groupeDe = new Map<string, number[]>()
  for (const [i, { source, cle }] of records.entries()) {
    const nom = `${source}|${cle}`
    groupeDe.set(nom, [...(groupeDe.get(nom) ?? []), groupes[i] as number])
  }
  const ensemble = (a: string, b: string) => (groupeDe.get(a) ?? []).some((g) => groupeDe.get(b)?.includes(g))
  const fs = lirePaires('france-services-2022-2024.csv')
  const trouvees = fs.filter(([a, b]) => ensemble(a, b)).length
  const gauche = new Set(fs.map(([a]) => a))
  const droite = new Set(fs.map(([, b]) => b))
  const vraies = new Set(fs.map(([a, b]) => `${a} ${b}`))
  let fausses = 0
  const parGroupe = new Map<number, { g: string[]; d: string[] }>()
  for (const a of [...gauche, ...droite])
    for (const g of groupeDe.get(a) ?? []) {
      const liste = parGroupe.get(g) ?? { g: [], d: [] }
      parGroupe.set(g, liste)
      ;(gauche.has(a) ? liste.g : liste.d).push(a)
    }
  for (const { g, d } of parGroupe.values())
    for (const a of g)
      for (const b of d)
        if (!vraies.has(`${a} ${b}`)) {
          fausses++
          if (process.env.VOIR) console.log('FAUX', a, b)
        }
  console.log('France services : rappel', trouvees / fs.length, 'précision', trouvees / (trouvees + fausses), fausses)
  const inter = lirePaires('inter-sources-probables.csv')
  console.log('Entre sources : rappel', inter.filter(([a, b]) => ensemble(a, b)).length / inter.length)
  if (options.grappes)
    writeFileSync(
      options.grappes,
      `source,id,groupe\n${records.map(({ source, cle }, i) => `${source},${cle},${groupes[i]}`).join('\n')}\n`
    )
}

function lirePaires(nom: string): [string, string][] {
  return readFileSync(join(DONNEES, 'pairs', nom), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((ligne) => {
      const [s1, i1, s2, i2] = ligne.split(',')
      return [`${s1}|${i1}`, `${s2}|${i2}`]
    })
}

export function lireDossier(dossier: string): AComparer[] {
  return readdirSync(dossier)
    .filter((nom) => nom.endsWith('.json'))
    .sort()
    .flatMap((nom) => {
      const source = nom.slice(0, -5)
      const lignes: Record<string, unknown>[] = JSON.parse(readFileSync(join(dossier, nom), 'utf8'))
      return lignes.map((ligne) => toAComparer(source, ligne))
    })
}

function toAComparer(source: string, ligne: Record<string, unknown>): AComparer {
  const texte = (champ: string) => {
    const valeur = ligne[champ]
    return typeof valeur === 'string' && valeur.trim() !== ''
      ? valeur.trim()
      : typeof valeur === 'number'
        ? String(valeur)
        : undefined
  }
  const liste = (champ: string) => {
    const valeur = ligne[champ]
    if (Array.isArray(valeur)) return valeur.map(String)
    return (
      texte(champ)
        ?.split('|')
        .map((mot) => mot.trim())
        .filter(Boolean) ?? []
    )
  }
  const nombre = (champ: string) => {
    const t = texte(champ)
    return t === undefined ? undefined : Number(t)
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
    latitude: nombre('latitude'),
    longitude: nombre('longitude'),
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
