import {
  ADRESSE,
  COMMUNE,
  CONTACT,
  Comparaison,
  GENRE,
  NOM
} from '../src/features/annuaire/domain/rapprochement/comparaison.ts'
import { Lexique } from '../src/features/annuaire/domain/rapprochement/lexique.ts'
import { POIDS } from '../src/features/annuaire/domain/rapprochement/poids.ts'
import type { AComparer } from '../src/features/annuaire/domain/rapprochement/rapprochement.ts'
import { lireTraits } from '../src/features/annuaire/domain/rapprochement/traits.ts'

const DISTANCES = ['point inconnu', '< 60 m', '< 200 m', '< 600 m', '< 2 km', '< 10 km', 'plus']

/**
 * Weights learnt without labels: expectation–maximisation of the two-class model of Fellegi and Sunter on every pair of
 * two sources in one commune. It assumes that fields are independent once the class is known, which they are not (a
 * record copied from one source to the other agrees on everything): what it prints is a check of the sense and of the
 * order of the frozen weights, read beside pairs, not a table to copy.
 */
export function apprendrePoids(records: readonly AComparer[]): void {
  const lexique = new Lexique()
  const traits = records.map((record) => lireTraits(record, lexique))
  const comparaison = new Comparaison(lexique, () => 1)
  const parCommune = new Map<number, number[]>()
  for (const [i, { commune }] of traits.entries())
    if (commune >= 0) parCommune.set(commune, [...(parCommune.get(commune) ?? []), i])

  const champs = [
    { nom: 'nom', niveaux: NOM as readonly string[], poids: NOM.map((n) => POIDS.nom[n]) },
    { nom: 'genre', niveaux: GENRE as readonly string[], poids: GENRE.map((n) => POIDS.genre[n]) },
    {
      nom: 'lieu',
      niveaux: ADRESSE.flatMap((a) => DISTANCES.map((d) => `${a}, ${d}`)),
      poids: ADRESSE.flatMap((a) => [...POIDS.lieu[a]])
    },
    { nom: 'commune', niveaux: COMMUNE as readonly string[], poids: COMMUNE.map((n) => POIDS.commune[n]) },
    { nom: 'telephone', niveaux: CONTACT as readonly string[], poids: CONTACT.map((n) => POIDS.telephone[n]) },
    { nom: 'courriel', niveaux: CONTACT as readonly string[], poids: CONTACT.map((n) => POIDS.courriel[n]) },
    { nom: 'site', niveaux: CONTACT as readonly string[], poids: CONTACT.map((n) => POIDS.site[n]) },
    { nom: 'siret', niveaux: CONTACT as readonly string[], poids: CONTACT.map((n) => POIDS.siret[n]) }
  ]
  // Pairs that show the same levels are one line with its count.
  const vus = new Map<string, { readonly niveaux: readonly number[]; nombre: number }>()
  let total = 0
  for (const membres of parCommune.values())
    for (const [x, i] of membres.entries())
      for (const j of membres.slice(x + 1)) {
        const a = traits[i] as (typeof traits)[number]
        const b = traits[j] as (typeof traits)[number]
        if (a.source === b.source) continue
        comparaison.comparer(a, b)
        if (comparaison.interdit > 0) continue
        const { nom, genre, adresse, distance, commune, telephone, courriel, site, siret } = comparaison
        const niveaux = [nom, genre, adresse * DISTANCES.length + distance, commune, telephone, courriel, site, siret]
        const cle = niveaux.join()
        const vu = vus.get(cle)
        if (vu) vu.nombre++
        else vus.set(cle, { niveaux, nombre: 1 })
        total++
      }
  const lignes = [...vus.values()]

  // The start says only that agreeing on the name or the door is a sign.
  let part = 0.1
  let m = champs.map(({ niveaux, poids }) => normer(niveaux.map((_, n) => 1 + Math.max(0, poids[n] ?? 0))))
  let u = champs.map(({ niveaux, poids }) => normer(niveaux.map((_, n) => 1 + Math.max(0, -(poids[n] ?? 0)))))
  for (let tour = 0; tour < 200; tour++) {
    const nm = champs.map(({ niveaux }) => new Array<number>(niveaux.length).fill(0.5))
    const nu = champs.map(({ niveaux }) => new Array<number>(niveaux.length).fill(0.5))
    let memes = 0
    for (const { niveaux, nombre } of lignes) {
      let pm = part
      let pu = 1 - part
      for (const [c, n] of niveaux.entries()) {
        // Unknown on one side: says nothing, as in the engine.
        if (n === 0) continue
        pm *= m[c]?.[n] as number
        pu *= u[c]?.[n] as number
      }
      const p = (pm / (pm + pu)) * nombre
      memes += p
      for (const [c, n] of niveaux.entries()) {
        ;(nm[c] as number[])[n] = ((nm[c] as number[])[n] as number) + p
        ;(nu[c] as number[])[n] = ((nu[c] as number[])[n] as number) + nombre - p
      }
    }
    part = memes / total
    m = nm.map(normer)
    u = nu.map(normer)
  }

  console.log(
    `${total.toLocaleString('fr-FR')} paires de deux sources dans une commune ; ${(100 * part).toFixed(1)} % apprises comme un même lieu`
  )
  console.log(
    `  ${'à priori'.padEnd(44)} ${decibans(part, 1 - part).padStart(6)}   figé ${String(POIDS.aPriori).padStart(4)}`
  )
  for (const [c, { nom, niveaux, poids }] of champs.entries())
    for (const [n, niveau] of niveaux.entries()) {
      const effectif = lignes.reduce((somme, ligne) => somme + (ligne.niveaux[c] === n ? ligne.nombre : 0), 0)
      if (n === 0 || effectif < 20) continue
      const appris = decibans(m[c]?.[n] as number, u[c]?.[n] as number)
      console.log(
        `  ${`${nom} : ${niveau}`.padEnd(44)} ${appris.padStart(6)}   figé ${String(poids[n]).padStart(4)}   ${effectif} paires`
      )
    }
}

/** Among the known levels only. */
function normer(effectifs: readonly number[]): number[] {
  const somme = effectifs.reduce((total, n, i) => total + (i === 0 ? 0 : n), 0)
  return effectifs.map((n) => n / somme)
}

function decibans(pour: number, contre: number): string {
  return (10 * Math.log10(pour / contre)).toFixed(1)
}
