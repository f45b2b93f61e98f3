import type { Hasard } from './hasard.ts'

/** Minutes from midnight. */
export type Plage = readonly [debut: number, fin: number]
/** Seven days, Monday first; an empty day is closed. */
export type Semaine = readonly (readonly Plage[])[]

export type Rythme = 'bureau' | 'petite-mairie' | 'bibliotheque' | 'atelier' | 'tiers-lieu' | 'permanence' | 'tournee'

const h = (heures: number, minutes = 0) => heures * 60 + minutes

export function inventerSemaine(rythme: Rythme, de: Hasard): Semaine {
  const semaine: Plage[][] = [[], [], [], [], [], [], []]
  const ouvrir = (jour: number, ...plages: Plage[]) => semaine[jour]?.push(...plages)
  const matin: Plage = [de.choisir([h(8, 30), h(9), h(9), h(9, 30)]), de.choisir([h(12), h(12), h(12, 30)])]
  const apresMidi: Plage = [de.choisir([h(13, 30), h(14), h(14)]), de.choisir([h(17), h(17), h(17, 30), h(18)])]
  switch (rythme) {
    case 'bureau': {
      const coupe = de.entier(0, 9)
      for (let jour = 0; jour < 5; jour++) {
        if (jour === coupe) ouvrir(jour, matin)
        else if (jour === 4) ouvrir(jour, matin, [apresMidi[0], h(16, 30)])
        else ouvrir(jour, matin, apresMidi)
      }
      if (de.chance(0.12)) ouvrir(5, [h(9), h(12)])
      break
    }
    case 'petite-mairie':
      for (const jour of de.plusieurs([0, 1, 2, 3, 4], 2, 4)) ouvrir(jour, de.chance(0.6) ? matin : apresMidi)
      break
    case 'bibliotheque': {
      const fin = de.choisir([h(18), h(18), h(18, 30), h(19)])
      ouvrir(1, [h(15), fin])
      ouvrir(2, [h(10), h(12)], [h(14), fin])
      if (de.chance(0.4)) ouvrir(3, [h(15), h(18)])
      ouvrir(4, [de.choisir([h(15), h(16)]), fin])
      if (de.chance(0.55)) ouvrir(5, [h(10), h(12, 30)], [h(14), h(17)])
      else ouvrir(5, [h(10), de.choisir([h(12), h(12, 30), h(13)])])
      if (de.chance(0.03)) ouvrir(6, [h(10), h(12)])
      break
    }
    case 'atelier': {
      const soir = de.entier(1, 8)
      for (let jour = 1; jour < 5; jour++) {
        if (jour === soir) ouvrir(jour, [h(14), h(20)])
        else ouvrir(jour, matin, apresMidi)
      }
      if (de.chance(0.5)) ouvrir(5, [h(9, 30), h(12, 30)])
      if (de.chance(0.3)) ouvrir(0, apresMidi)
      break
    }
    case 'tiers-lieu': {
      const soir = de.choisir([3, 4])
      for (let jour = 1; jour < 6; jour++) ouvrir(jour, [h(10), jour === soir ? h(21) : de.choisir([h(18), h(19)])])
      break
    }
    case 'permanence':
      for (const jour of de.plusieurs([0, 1, 2, 3, 4], 1, 2)) ouvrir(jour, de.chance(0.5) ? matin : apresMidi)
      break
    case 'tournee':
      ouvrir(
        de.entier(0, 4),
        de.choisir([
          [h(9, 30), h(12)],
          [h(14), h(16, 30)],
          [h(9, 30), h(16)]
        ] as const)
      )
      break
  }
  return semaine
}

/** The same week as someone wrote it some time ago: an hour moved, a day that was not open. */
export function vieillirSemaine(semaine: Semaine, de: Hasard): Semaine {
  const ouverts = semaine.flatMap((plages, jour) => (plages.length > 0 ? [jour] : []))
  const jour = de.choisir(ouverts)
  if (ouverts.length > 2 && de.chance(0.35)) return semaine.map((plages, j) => (j === jour ? [] : plages))
  const ecart = de.choisir([-60, -30, 30])
  return semaine.map((plages, j) => {
    const derniere = plages.at(-1)
    if (!derniere || (j !== jour && de.chance(0.5))) return plages
    const fin = derniere[1] + ecart
    return fin - derniere[0] < 60 ? plages : [...plages.slice(0, -1), [derniere[0], fin] as const]
  })
}

const CODES = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const

/** « Mo-Fr 09:00-12:00,14:00-17:00; Sa 10:00-12:00 » */
export function ecrireOsm(semaine: Semaine): string {
  const regles: string[] = []
  for (let i = 0; i < 7; ) {
    const plages = osmDuJour(semaine[i])
    let fin = i
    while (fin < 6 && osmDuJour(semaine[fin + 1]) === plages) fin++
    if (plages !== '')
      regles.push(`${CODES[i]}${fin === i ? '' : `${fin === i + 1 ? ',' : '-'}${CODES[fin]}`} ${plages}`)
    i = fin + 1
  }
  return regles.join('; ')
}

const osmDuJour = (plages: readonly Plage[] | undefined) =>
  (plages ?? []).map(([debut, fin]) => `${horloge(debut)}-${horloge(fin)}`).join(',')

const horloge = (minutes: number) => `${deux(Math.floor(minutes / 60))}:${deux(minutes % 60)}`
const deux = (n: number) => String(n).padStart(2, '0')

export type StyleDeJour = 'horloge' | 'tirets' | 'lettres'

/** One day, in the three ways that people type it. */
export function ecrireJour(plages: readonly Plage[] | undefined, style: StyleDeJour): string {
  if (!plages || plages.length === 0) return style === 'horloge' ? '' : 'Fermé'
  if (style === 'horloge') return plages.map(([a, b]) => `${horloge(a)} - ${horloge(b)}`).join(' / ')
  if (style === 'tirets') return plages.map(([a, b]) => `${enHeures(a)}-${enHeures(b)}`).join(' / ')
  return plages.map(([a, b]) => `${enHeures(a)} à ${enHeures(b)}`).join(' et ')
}

const enHeures = (minutes: number) => `${Math.floor(minutes / 60)}h${minutes % 60 === 0 ? '' : deux(minutes % 60)}`
