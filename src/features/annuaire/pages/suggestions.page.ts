import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { type GeographieFrance, normaliserNomCommune, obtenirGeographie } from '../../territoires/index.ts'

export const routesSuggestions: readonly Route[] = [
  { methode: 'get', chemin: '/lieux/suggestions', permission: 'lieux:lire', traiter: sendSuggestions }
]

interface Suggestion {
  /** What goes in the field « Où ? ». */
  readonly valeur: string
  /** What tells it from the others: « Haute-Vienne », « région ». */
  readonly precision: string
}

const COMBIEN = 8

/** Places whose name or postcode starts like what is typed. Nothing is written anywhere: it is what a person is typing. */
async function sendSuggestions(c: Contexte) {
  const suggestions = suggerer(await obtenirGeographie(c.var.db), c.req.query('q')?.slice(0, 100) ?? '')
  c.header('cache-control', 'public, max-age=3600')
  return c.json(suggestions)
}

function suggerer(geo: GeographieFrance, tape: string): readonly Suggestion[] {
  const debut = cle(tape)
  if (debut.length < 2) return []
  const entrees = entreesDe(geo)
  const meilleures: Entree[] = []
  for (let i = premiere(entrees, debut); i < entrees.length; i++) {
    const entree = entrees[i] as Entree
    if (!entree.cle.startsWith(debut)) break
    // The whole name typed comes first; then where most people are.
    const poids = entree.cle === debut ? entree.poids + ENTIER : entree.poids
    let place = meilleures.length
    while (place > 0 && poids > poidsDe(meilleures[place - 1] as Entree, debut)) place--
    if (place < COMBIEN) meilleures.splice(place, 0, entree)
    if (meilleures.length > COMBIEN) meilleures.pop()
  }
  return meilleures.map(({ valeur, precision }) => ({ valeur, precision }))
}

interface Entree extends Suggestion {
  readonly cle: string
  readonly poids: number
}

/** More than any population. */
const ENTIER = 1e9
const poidsDe = ({ cle, poids }: Entree, debut: string) => (cle === debut ? poids + ENTIER : poids)

const cle = (texte: string) => {
  const net = texte.trim()
  return /^\d+$/.test(net) ? net : normaliserNomCommune(net).replaceAll(' ', '')
}

function premiere(entrees: readonly Entree[], debut: string): number {
  let [bas, haut] = [0, entrees.length]
  while (bas < haut) {
    const milieu = (bas + haut) >> 1
    if ((entrees[milieu] as Entree).cle < debut) bas = milieu + 1
    else haut = milieu
  }
  return bas
}

// Once per geography: about 45,000 names, sorted so that those that start alike are neighbours.
const parGeographie = new WeakMap<GeographieFrance, readonly Entree[]>()

function entreesDe(geo: GeographieFrance): readonly Entree[] {
  const pretes = parGeographie.get(geo)
  if (pretes) return pretes
  const entrees = [...communes(geo), ...codesPostaux(geo), ...territoires(geo)].sort((a, b) =>
    a.cle < b.cle ? -1 : a.cle > b.cle ? 1 : 0
  )
  parGeographie.set(geo, entrees)
  return entrees
}

function communes(geo: GeographieFrance): Entree[] {
  return geo.communes.map(({ nom, code, departement, population = 0 }) => {
    const precision = geo.departement(departement)?.nom ?? departement
    const memeNom = geo.parNom(nom).filter((autre) => autre.nom === nom)
    // What is put in the field must lead back here: a name shared by several needs its département, or its code.
    const seul = geo.parNom(nom)[0]?.code === code
    const seulIci = memeNom.filter((autre) => autre.departement === departement).length === 1
    const valeur = seul && memeNom.length === 1 ? nom : seulIci ? `${nom} (${departement})` : code
    return { cle: cle(nom), valeur, precision, poids: population }
  })
}

function codesPostaux(geo: GeographieFrance): Entree[] {
  const codes = new Set(geo.communes.flatMap((commune) => commune.codesPostaux))
  return [...codes].map((code) => {
    const [principale, ...autres] = geo.parCodePostal(code)
    const reste = autres.length > 0 ? ` et ${autres.length} autre${autres.length > 1 ? 's' : ''}` : ''
    return {
      cle: code,
      valeur: code,
      precision: `${principale?.nom ?? ''}${reste}`,
      poids: principale?.population ?? 0
    }
  })
}

/** People name an intercommunality by its town: « Limoges Métropole », without what kind it is. */
const EN_TETE = /^(?:CA|CC|CU|Métropole) (?:du |de la |de l['’]|des |de |d['’])?/i

function territoires(geo: GeographieFrance): Entree[] {
  const estCommune = (nom: string) => geo.parNom(nom).length > 0
  return [
    // « Mayenne » is first a commune: in the field, the département goes by its number.
    ...geo.departements.map(({ code, nom }) => ({
      cle: cle(nom),
      valeur: estCommune(nom) ? code : nom,
      precision: estCommune(nom) ? `${nom}, département` : 'département',
      poids: POIDS_DEPARTEMENT
    })),
    // A région of one département bears its name: once is enough.
    ...geo.regions
      .filter(({ nom }) => !geo.departements.some((departement) => departement.nom === nom))
      .map(({ nom }) => ({ cle: cle(nom), valeur: nom, precision: 'région', poids: POIDS_REGION })),
    ...geo.epcis.map(({ nom }) => ({
      cle: cle(nom.replace(EN_TETE, '')),
      valeur: nom,
      precision: 'intercommunalité',
      poids: POIDS_EPCI
    }))
  ]
}

// Between a large town and a village.
const POIDS_REGION = 400_000
const POIDS_DEPARTEMENT = 200_000
const POIDS_EPCI = 5_000
