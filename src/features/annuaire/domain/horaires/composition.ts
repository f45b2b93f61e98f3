import type { CadreDit } from './atomes.ts'
import { type Clause, type Creneau, type Fermetures, horsDeLaDemi } from './clauses.ts'
import { type Cadre, type JourChoisi, type Plage, type Regle, reunirPlages, SANS_CADRE } from './modele.ts'

export const JOURS_NON_PRECISES = 'jours non précisés'
export const HEURES_NON_PRECISEES = 'heures non précisées'
const A_VERIFIER = 'à vérifier'

export type Composition =
  | { readonly regles: readonly Regle[]; readonly avertissements: readonly string[] }
  | { readonly raison: string }

/** Hours said of one key: a day of the week, or some of those days of the month. */
type Grille = Map<string, readonly Creneau[]>

interface Regime {
  readonly cadre: CadreDit
  readonly grille: Grille
  /** What the keys stand for, in the order they were met. */
  readonly cles: Map<string, JourChoisi | undefined>
  /** « seulement » and « aussi », said of a key. */
  readonly liens: Map<string, Clause['lien']>
}

const cleDuJour = (jour: number, rangs: readonly number[]) => `${jour}${rangs.length > 0 ? `[${rangs}]` : ''}`
const TOUS_LES_JOURS = '*'

/**
 * Turns clauses into rules. Whatever two clauses say of the same day is settled here: added when the hours do not meet,
 * replaced when the later one speaks of fewer days, refused otherwise. `joursDits` is false for the cell of a single
 * day, whose day stands in the column's title.
 */
export function composer(clauses: readonly Clause[], fermetures: Fermetures, mode: 'jour' | 'semaine'): Composition {
  const avertissements: string[] = []
  const regimes = new Map<string, Regime>()
  const mentions: { clause: Clause; jours: readonly JourChoisi[] }[] = []
  const fermes: { clause: Clause; jours: readonly JourChoisi[] }[] = []
  // « lundi rdv fermé »: a closure of no day would close the days that the text opens.
  const parle = clauses.some(({ genre }) => genre !== 'ferme')
  if (
    parle &&
    clauses.some(({ genre, jours, cadre }) => genre === 'ferme' && !jours && Object.keys(cadre).length === 0)
  )
    return { raison: 'Le texte dit « fermé » sans dire quand.' }

  for (const clause of clauses) {
    const jours = choisis(clause)
    if (clause.genre === 'mention') {
      mentions.push({ clause, jours })
      continue
    }
    const { vacances, ...reste } = clause.cadre
    if (vacances === 'dans' && (clause.cadre.periodes || clause.cadre.parite))
      return { raison: 'Le texte croise les vacances scolaires et une autre période : on ne sait pas quand cela vaut.' }
    if (clause.genre === 'heures' && clause.cadre.periodes?.some(({ du, au }) => du.jour !== undefined && !au))
      return { raison: 'Le texte donne une date, qui ne vaut qu’une fois.' }
    const regime = obtenirRegime(regimes, vacances === 'dans' ? clause.cadre : reste)
    const raison = ajouter(regime, clause, jours, mode, avertissements, fermes)
    if (raison !== undefined) return { raison }
  }

  const base = regimes.get('{}')
  const regles: Regle[] = []
  // The usual week first: periods then replace it.
  const ordre = [...(base ? [base] : []), ...[...regimes.values()].filter((regime) => regime !== base)]
  for (const { cadre, grille, cles, liens } of ordre) {
    const estBase = cadre.periodes === undefined && cadre.parite === undefined && cadre.vacances === undefined
    const compose = toCadre(cadre)
    const baseDehors = !estBase && base && base.grille.size > 0
    // In a period with its own hours, the days that it does not name are closed: the usual ones would show through.
    const remplace = baseDehors && cadre.parite === undefined
    const ouvre = [...grille.values()].some((creneaux) => creneaux.length > 0)
    if (remplace && ouvre && [...base.grille.keys()].some((cle) => !grille.has(cle)))
      regles.push(regle({ cadre: compose, etat: 'ferme' }))
    regles.push(
      ...reglesDUneGrille(grille, cles, liens, compose, baseDehors === true && cadre.parite !== undefined, mode)
    )
  }
  for (const { clause, jours } of fermes) regles.push(regle({ cadre: toCadre(clause.cadre), jours, etat: 'ferme' }))

  // « Pendant les vacances » may be said before or after the rest; outside of them, closed when so said.
  const dansLesVacances = [...regimes.values()].some(({ cadre }) => cadre.vacances === 'dans')
  const horsVacances = clauses.filter(({ cadre }) => cadre.vacances === 'hors')
  const fermeesAvant: Regle[] = []
  if (horsVacances.length > 0 || fermetures.cadres.some(({ vacances }) => vacances === 'dans')) {
    const tous =
      fermetures.cadres.some(({ vacances }) => vacances === 'dans') ||
      clauses.every(({ cadre, genre }) => cadre.vacances !== undefined || genre !== 'heures')
    const limites = tous ? [] : horsVacances.flatMap(choisis)
    if (
      !tous &&
      limites.some(({ jour }) =>
        clauses.some((c) => c.cadre.vacances === undefined && choisis(c).some((j) => j.jour === jour))
      )
    )
      return { raison: 'On ne sait pas ce qui est fermé pendant les vacances scolaires.' }
    if (limites.length === 0) fermeesAvant.push(regle({ vacancesAussi: true, etat: 'ferme' }))
    else
      fermeesAvant.push(regle({ cadre: { ...SANS_CADRE, vacances: true }, jours: sansRangs(limites), etat: 'ferme' }))
  }
  const premiereSH = regles.findIndex(({ cadre }) => cadre.vacances)
  if (dansLesVacances && premiereSH >= 0) {
    const deja = regles[premiereSH]?.etat === 'ferme' && regles[premiereSH]?.jours.length === 0
    if (!deja) regles.splice(premiereSH, 0, ...fermeesAvant)
  } else regles.push(...fermeesAvant)
  for (const cadre of fermetures.cadres) {
    if (cadre.vacances === 'dans') continue
    if (cadre.vacances === 'hors')
      return { raison: 'Le texte ferme en période scolaire : on ne sait pas quand cela ouvre.' }
    regles.push(regle({ cadre: toCadre(cadre), etat: 'ferme' }))
  }
  if (fermetures.feries) {
    const ferme = fermetures.feries === 'ferme'
    if (ferme) regles.push(regle({ feries: true, etat: 'ferme' }))
    else return { raison: 'Le texte parle des jours fériés sans dire si c’est ouvert.' }
  }

  const horaires = regles.some(({ etat }) => etat !== 'ferme')
  for (const { clause, jours } of mentions) {
    const commentaire = clause.mention ?? ''
    const dejaDits = clauses.some(
      (autre) =>
        autre.genre === 'heures' &&
        (jours.length === 0 ||
          choisis(autre).length === 0 ||
          choisis(autre).some(({ jour }) => jours.some((j) => j.jour === jour)))
    )
    const enRepli = clause.repli || clause.demi !== undefined || dejaDits || (jours.length === 0 && horaires)
    const cadre = toCadre(clause.cadre)
    const une = regle({ cadre, jours, etat: 'inconnu', commentaire, lien: enRepli && horaires ? '||' : ';' })
    if (une.lien === '||') regles.push(une)
    else regles.splice(regles.findIndex(({ etat, lien }) => etat === 'ferme' || lien === '||') >>> 0, 0, une)
  }
  if (regles.length === 0) return { raison: 'Le texte ne donne pas d’horaires.' }
  // A closure comes after what it closes: alone it opens nothing, and says nothing either when it is partial.
  const muettes = regles.every(({ etat }) => etat === 'ferme')
  if (
    muettes &&
    mode === 'semaine' &&
    regles.every(
      ({ jours, feries, vacancesAussi, cadre }) => feries || vacancesAussi || cadre !== SANS_CADRE || jours.length > 0
    )
  )
    return { raison: 'Le texte dit quand c’est fermé, et non quand c’est ouvert.' }
  return { regles: [{ ...(regles[0] as Regle), lien: ';' }, ...regles.slice(1)], avertissements }
}

const sansRangs = (jours: readonly JourChoisi[]): readonly JourChoisi[] =>
  [...new Set(jours.map(({ jour }) => jour))].toSorted((a, b) => a - b).map((jour) => ({ jour, rangs: [] }))

function regle(champs: Partial<Regle> & Pick<Regle, 'etat'>): Regle {
  return { lien: ';', cadre: SANS_CADRE, jours: [], feries: false, vacancesAussi: false, plages: [], ...champs }
}

function choisis({ jours }: Clause): readonly JourChoisi[] {
  return jours ? jours.jours.map((jour) => ({ jour, rangs: jours.rangs })) : []
}

function obtenirRegime(regimes: Map<string, Regime>, cadre: CadreDit): Regime {
  const cle = JSON.stringify(cadre, Object.keys(cadre).length > 0 ? undefined : [])
  const deja = regimes.get(cle)
  if (deja) return deja
  const nouveau: Regime = { cadre, grille: new Map(), cles: new Map(), liens: new Map() }
  regimes.set(cle, nouveau)
  return nouveau
}

const seTouchent = (a: Plage | Creneau, b: Plage | Creneau) => a.debut < b.fin && b.debut < a.fin

function ajouter(
  regime: Regime,
  clause: Clause,
  jours: readonly JourChoisi[],
  mode: 'jour' | 'semaine',
  avertissements: string[],
  fermes: { clause: Clause; jours: readonly JourChoisi[] }[]
): string | undefined {
  const { grille, cles, liens } = regime
  const voulues: (JourChoisi | undefined)[] = jours.length > 0 ? [...jours] : [undefined]
  if (clause.genre === 'ferme') {
    if (clause.demi !== undefined) return fermerDemi(grille, jours, clause)
    if (jours.some(({ rangs }) => rangs.length > 0) || (grille.has(TOUS_LES_JOURS) && jours.length > 0)) {
      fermes.push({ clause, jours })
      return undefined
    }
    for (const jour of voulues) {
      const cle = jour ? cleDuJour(jour.jour, jour.rangs) : TOUS_LES_JOURS
      cles.set(cle, jour)
      grille.set(cle, [])
    }
    return undefined
  }
  let creneaux = clause.creneaux
  if (clause.genre === 'sans-heures') {
    if (jours.length > 0 && jours.every(({ jour, rangs }) => grille.has(cleDuJour(jour, rangs))))
      return 'Un jour est dit deux fois, une fois sans heures.'
    // « du mardi au samedi 9h-12h, le 1er samedi du mois »: the day has hours already.
    if (jours.some(({ jour, rangs }) => rangs.length > 0 && grille.has(String(jour)))) {
      avertissements.push('Un jour du mois est cité sans heures, parmi des jours qui en ont : gardé à côté.')
      return undefined
    }
    const commentaire = clause.mention ?? HEURES_NON_PRECISEES
    creneaux = [{ debut: 0, fin: 0, etat: 'inconnu', commentaire }]
    avertissements.push('Un jour est cité sans ses heures.')
  } else {
    const demelee = demeler(creneaux)
    if (!demelee) return 'Des plages se chevauchent : on ne sait pas laquelle vaut.'
    if (demelee.doute)
      avertissements.push('Des plages se recouvrent : ce que toutes ne disent pas est marqué « à vérifier ».')
    creneaux = demelee.creneaux
  }
  if (jours.length === 0 && mode === 'semaine') {
    avertissements.push('Le texte ne dit pas quels jours.')
    creneaux = creneaux.map((un) => ({
      ...un,
      etat: 'inconnu',
      commentaire: un.commentaire ? `${JOURS_NON_PRECISES}, ${un.commentaire}` : JOURS_NON_PRECISES
    }))
  }
  const melange = grille.size > 0 && grille.has(TOUS_LES_JOURS) !== (jours.length === 0) && clause.lien === undefined
  if (melange && jours.every(({ rangs }) => rangs.length === 0))
    return 'Des heures sont dites sans leurs jours, à côté d’autres jours : on ne sait pas quand elles valent.'
  let remplace = 0
  for (const jour of voulues) {
    const cle = jour ? cleDuJour(jour.jour, jour.rangs) : TOUS_LES_JOURS
    const deja = grille.get(cle)
    cles.set(cle, jour)
    if (clause.lien) liens.set(cle, clause.lien)
    if (!deja || deja.length === 0) {
      if (deja) return 'Un jour est dit fermé, puis ouvert.'
      grille.set(cle, creneaux)
      continue
    }
    if (!creneaux.some((un) => deja.some((autre) => seTouchent(un, autre)))) {
      grille.set(
        cle,
        [...deja, ...creneaux].toSorted((a, b) => a.debut - b.debut)
      )
      continue
    }
    // « Mardi au vendredi 10h-17h, mercredi 10h-18h »: the one that speaks of fewer days.
    const memes = [...grille].filter(([, autres]) => autres === deja).length
    const identiques = JSON.stringify(deja) === JSON.stringify(creneaux)
    if (identiques) continue
    if (memes <= voulues.length - remplace)
      return 'Un jour est dit deux fois, avec des heures qui ne vont pas ensemble.'
    grille.set(cle, creneaux)
    remplace++
  }
  if (remplace > 0)
    avertissements.push('Un jour est repris avec d’autres heures : ce sont les siennes qui sont gardées.')
  return undefined
}

function fermerDemi(grille: Grille, jours: readonly JourChoisi[], { demi }: Clause): string | undefined {
  if (demi === undefined) return undefined
  const cles = jours.length > 0 ? jours.map(({ jour, rangs }) => cleDuJour(jour, rangs)) : [...grille.keys()]
  for (const cle of cles) {
    const creneaux = grille.get(cle)
    if (!creneaux) {
      if (grille.has(TOUS_LES_JOURS))
        return 'Une demi-journée est fermée un jour que le texte ne sépare pas des autres.'
      continue
    }
    const restants = creneaux.filter((creneau) => horsDeLaDemi(creneau, demi))
    const coupe = creneaux.filter((creneau) => !restants.includes(creneau))
    // « 9h à 18h, fermé le lundi matin »: nobody says when the morning ends.
    if (
      coupe.some(({ debut, fin }) =>
        demi === 'matin' ? fin > 14 * 60 : demi === 'apres-midi' ? debut < 12 * 60 : debut < 16 * 60
      )
    )
      return 'Une demi-journée est fermée, sans dire à quelle heure elle commence ou finit.'
    grille.set(cle, restants)
  }
  return undefined
}

/**
 * « 08:30-17:30 / 08:30-12:30 » are two weeks, or a mistake: open when both say so, to check when one alone does.
 * Ranges that cross without one holding the other are not settled.
 */
function demeler(creneaux: readonly Creneau[]): { creneaux: readonly Creneau[]; doute: boolean } | undefined {
  const uniques = creneaux.filter(
    (un, i) =>
      creneaux.findIndex(
        (autre) =>
          autre.debut === un.debut &&
          autre.fin === un.fin &&
          autre.etat === un.etat &&
          autre.commentaire === un.commentaire
      ) === i
  )
  const tries = uniques.toSorted((a, b) => a.debut - b.debut || b.fin - a.fin)
  const finaux: Creneau[] = []
  let doute = false
  for (let i = 0; i < tries.length; ) {
    const tete = tries[i] as Creneau
    let fin = tete.fin
    let suite = i + 1
    while (suite < tries.length && (tries[suite] as Creneau).debut < fin) {
      fin = Math.max(fin, (tries[suite] as Creneau).fin)
      suite++
    }
    const groupe = tries.slice(i, suite)
    i = suite
    if (groupe.length === 1) {
      finaux.push(tete)
      continue
    }
    const dedans = groupe.slice(1)
    // The same time under two names: neither may be lost.
    if (dedans.some(({ debut, fin }) => debut === tete.debut && fin === tete.fin)) return undefined
    if (
      dedans.some((un) => un.fin > tete.fin) ||
      dedans.some((un, k) => dedans.some((autre, l) => k < l && seTouchent(un, autre)))
    )
      return undefined
    const reste =
      tete.commentaire === undefined
        ? { etat: 'inconnu' as const, commentaire: A_VERIFIER }
        : { etat: tete.etat, commentaire: tete.commentaire }
    if (tete.commentaire === undefined) doute = true
    let depuis = tete.debut
    for (const un of dedans) {
      if (un.debut > depuis) finaux.push({ debut: depuis, fin: un.debut, ...reste })
      finaux.push(un)
      depuis = un.fin
    }
    if (depuis < tete.fin) finaux.push({ debut: depuis, fin: tete.fin, ...reste })
  }
  return { creneaux: finaux, doute }
}

/** Keys that share their hours are one rule; hours of another kind on the same days are added after a comma. */
function reglesDUneGrille(
  grille: Grille,
  cles: ReadonlyMap<string, JourChoisi | undefined>,
  liens: ReadonlyMap<string, Clause['lien']>,
  cadre: Cadre,
  ajoute: boolean,
  mode: 'jour' | 'semaine'
): Regle[] {
  const groupes = new Map<
    string,
    { creneaux: readonly Creneau[]; jours: JourChoisi[]; tous: boolean; lien: Regle['lien'] }
  >()
  // Days first, then days of the month, which complete or replace them.
  const ordre = [...grille].toSorted(
    ([a], [b]) => Number(a.includes('[')) - Number(b.includes('[')) || (a < b ? -1 : 1)
  )
  const tousFermes = ordre.every(([, creneaux]) => creneaux.length === 0)
  for (const [cle, creneaux] of ordre) {
    // A day that is closed and that nothing opens says nothing, unless the text says only that, or « every day » does.
    if (creneaux.length === 0 && !tousFermes && !grille.has(TOUS_LES_JOURS)) {
      if (cadre === SANS_CADRE) continue
    }
    const jour = cles.get(cle)
    const duMois = jour !== undefined && jour.rangs.length > 0
    const base = duMois ? (grille.get(String(jour.jour)) ?? grille.get(TOUS_LES_JOURS)) : undefined
    let lien: Regle['lien'] = ajoute ? ',' : ';'
    if (base && base.length > 0 && creneaux.length > 0 && !ajoute) {
      const meles = creneaux.some((un) => base.some((autre) => seTouchent(un, autre)))
      lien = liens.get(cle) === 'seulement' || (meles && liens.get(cle) !== 'aussi') ? ';' : ','
    }
    const signature = `${lien}${duMois ? '[' : ''}${cle === TOUS_LES_JOURS ? '*' : ''}${JSON.stringify(creneaux)}`
    const groupe = groupes.get(signature)
    if (groupe && jour) groupe.jours.push(jour)
    else groupes.set(signature, { creneaux, jours: jour ? [jour] : [], tous: cle === TOUS_LES_JOURS, lien })
  }
  const tries = [...groupes.values()].toSorted((a, b) => Number(b.tous) - Number(a.tous))
  return tries.flatMap(({ creneaux, jours, lien }) => reglesDUnGroupe(creneaux, jours, cadre, lien, mode))
}

function reglesDUnGroupe(
  creneaux: readonly Creneau[],
  jours: readonly JourChoisi[],
  cadre: Cadre,
  lien: Regle['lien'],
  mode: 'jour' | 'semaine'
): Regle[] {
  if (creneaux.length === 0) return [regle({ cadre, jours, etat: 'ferme', lien })]
  const parGenre = new Map<string, { plages: Plage[]; modele: Creneau }>()
  for (const creneau of creneaux) {
    const cle = `${creneau.etat}\n${creneau.commentaire ?? ''}`
    const plage = { debut: creneau.debut, fin: creneau.fin }
    const genre = parGenre.get(cle)
    if (genre) genre.plages.push(plage)
    else parGenre.set(cle, { plages: [plage], modele: creneau })
  }
  return [...parGenre.values()].map(({ plages, modele }, i) => {
    const vides = plages.every(({ debut, fin }) => debut === 0 && fin === 0)
    return regle({
      cadre,
      // After a comma, times without days would belong to the rule before.
      jours: jours.length === 0 && parGenre.size > 1 && mode === 'jour' ? TOUTE_LA_SEMAINE : jours,
      plages: vides ? [] : reunirPlages(plages).plages,
      etat: modele.etat,
      commentaire: modele.commentaire,
      lien: i === 0 ? lien : ','
    })
  })
}

const TOUTE_LA_SEMAINE: readonly JourChoisi[] = [0, 1, 2, 3, 4, 5, 6].map((jour) => ({ jour, rangs: [] }))

function toCadre({ periodes, parite, vacances }: CadreDit): Cadre {
  if (periodes === undefined && parite === undefined && vacances !== 'dans') return SANS_CADRE
  return {
    periodes: periodes ?? [],
    semaines: parite ? [{ du: parite === 'paire' ? 2 : 1, au: 53, pas: 2 }] : [],
    vacances: vacances === 'dans'
  }
}
