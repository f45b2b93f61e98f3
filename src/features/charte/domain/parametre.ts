import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Parametres } from './charte.ts'

type Cle = keyof Parametres

interface NatureParametre {
  readonly cle: Cle
  readonly libelle: string
  readonly indication: string
  /** `nombre`: always one. `peut-etre`: empty means there is none. `liste`: whole numbers parted by commas. */
  readonly genre: 'nombre' | 'peut-etre' | 'liste' | 'oui-non'
  readonly max: number
  /** How the page and the comparison say it. */
  readonly enMots: (valeur: number) => string
  readonly rien: string
}

const jours = (n: number) => `${n}\u00a0jour${n > 1 ? 's' : ''}`
const mois = (n: number) => `${n}\u00a0mois`

/** Every figure of a charter: the form, its check, the comparison and the API read this table. */
export const PARAMETRES: readonly NatureParametre[] = [
  {
    cle: 'criteres_minimum',
    libelle: 'Nombre minimum de critères',
    indication: 'Combien de critères, au moins, il faut choisir. Les conditions et les engagements s’y ajoutent.',
    genre: 'nombre',
    max: 500,
    enMots: String,
    rien: '0'
  },
  {
    cle: 'opposition_jours',
    libelle: 'Jours du comité pour s’opposer',
    indication: 'Vide : pas d’opposition, l’adhésion vaut tout de suite.',
    genre: 'peut-etre',
    max: 365,
    enMots: jours,
    rien: 'pas d’opposition'
  },
  {
    cle: 'alertes_comite_jours',
    libelle: 'Rappels au comité, en jours après la réception',
    indication: 'Par exemple : 7, 12. Pour que le silence du comité soit un choix.',
    genre: 'liste',
    max: 364,
    enMots: jours,
    rien: 'aucun rappel'
  },
  {
    cle: 'periode_mois',
    libelle: 'Durée d’une adhésion, en mois',
    indication: 'Vide : l’adhésion n’a pas de fin.',
    genre: 'peut-etre',
    max: 120,
    enMots: mois,
    rien: 'sans fin'
  },
  {
    cle: 'alerte_mois',
    libelle: 'Alerte après tant de mois sans mise à jour',
    indication: 'Moins que la durée d’une adhésion.',
    genre: 'peut-etre',
    max: 119,
    enMots: mois,
    rien: 'aucune alerte'
  },
  {
    cle: 'rappels_jours',
    libelle: 'Rappels, en jours avant la fin',
    indication: 'Par exemple : 14, 3.',
    genre: 'liste',
    max: 365,
    enMots: jours,
    rien: 'aucun rappel'
  },
  {
    cle: 'mise_en_conformite_jours',
    libelle: 'Jours pour corriger après un avertissement',
    indication: 'Comptés à partir de la réception de la lettre. Vide : pas de procédure d’avertissement.',
    genre: 'peut-etre',
    max: 365,
    enMots: jours,
    rien: 'pas d’avertissement'
  },
  {
    cle: 'report_jour_ouvre',
    libelle: 'Un délai pour corriger qui finit un jour chômé va jusqu’au jour ouvré suivant',
    indication: '',
    genre: 'oui-non',
    max: 1,
    enMots: String,
    rien: 'non'
  },
  {
    cle: 'confirmation_mois',
    libelle: 'Engagements à confirmer tous les tant de mois',
    indication: 'Vide : rien à confirmer.',
    genre: 'peut-etre',
    max: 120,
    enMots: mois,
    rien: 'rien à confirmer'
  }
]

/** « 15 jours », « 14 jours, 3 jours », « sans fin », « oui ». */
export function parametreEnMots(parametres: Parametres, cle: Cle): string {
  const nature = PARAMETRES.find((p) => p.cle === cle)
  const valeur = parametres[cle]
  if (!nature || valeur === null) return nature?.rien ?? ''
  if (typeof valeur === 'boolean') return valeur ? 'oui' : 'non'
  if (typeof valeur === 'number') return nature.enMots(valeur)
  return valeur.length === 0 ? nature.rien : valeur.map(nature.enMots).join(', ')
}

/** As the form shows it. */
export function parametreEcrit(parametres: Parametres, cle: Cle): string {
  const valeur = parametres[cle]
  if (valeur === null || valeur === false) return ''
  if (valeur === true) return 'oui'
  return typeof valeur === 'number' ? String(valeur) : valeur.join(', ')
}

export interface FauteDeChamp {
  readonly champ: string
  readonly message: string
}

const ENTIER = /^\d{1,4}$/

/** What was typed in the form, as figures; every field at fault is named. */
export function lireParametres(champs: Readonly<Record<string, string>>): Result<Parametres, readonly FauteDeChamp[]> {
  const fautes: FauteDeChamp[] = []
  const lus: Record<string, unknown> = {}
  for (const { cle, genre, max } of PARAMETRES) {
    const ecrit = (champs[cle] ?? '').trim()
    const lire = (texte: string, min: number): number => {
      const n = Number(texte)
      if (ENTIER.test(texte) && n >= min && n <= max) return n
      fautes.push({ champ: cle, message: `Écrivez un nombre entier, de ${min} à ${max}.` })
      return min
    }
    switch (genre) {
      case 'nombre':
        lus[cle] = lire(ecrit === '' ? '0' : ecrit, 0)
        break
      case 'peut-etre':
        lus[cle] = ecrit === '' ? null : lire(ecrit, 1)
        break
      case 'liste':
        lus[cle] =
          ecrit === ''
            ? []
            : ecrit
                .split(/[\s,;]+/)
                .filter(Boolean)
                .slice(0, 10)
                .map((un) => lire(un, 1))
        break
      case 'oui-non':
        lus[cle] = ecrit !== ''
    }
  }
  const uniques = fautes.filter(({ champ }, rang) => fautes.findIndex((autre) => autre.champ === champ) === rang)
  if (uniques.length > 0) return refuse(uniques)
  const parametres = lus as unknown as Parametres
  const incoherences = verifierParametres(parametres)
  return incoherences.length > 0 ? refuse(incoherences) : ok(parametres)
}

/** A month is never shorter. */
const JOURS_DU_MOIS = 28

/** Figures that contradict one another. « une alerte […] après 11 mois », within a period of « 12 mois » (article 3). */
export function verifierParametres(p: Parametres): FauteDeChamp[] {
  const fautes: FauteDeChamp[] = []
  if (p.alerte_mois !== null && p.periode_mois === null)
    fautes.push({
      champ: 'alerte_mois',
      message: 'Une adhésion sans fin n’a pas d’alerte : donnez une durée, ou retirez l’alerte.'
    })
  if (p.alerte_mois !== null && p.periode_mois !== null && p.alerte_mois >= p.periode_mois)
    fautes.push({
      champ: 'alerte_mois',
      message: `L’alerte vient avant la fin : écrivez moins que ${p.periode_mois} mois.`
    })
  if (p.rappels_jours.length > 0 && p.periode_mois === null)
    fautes.push({
      champ: 'rappels_jours',
      message: 'Une adhésion sans fin n’a pas de rappel : donnez une durée, ou retirez les rappels.'
    })
  if (p.periode_mois !== null && p.rappels_jours.some((n) => n >= (p.periode_mois ?? 0) * JOURS_DU_MOIS))
    fautes.push({ champ: 'rappels_jours', message: 'Un rappel ne peut pas venir avant le début de l’adhésion.' })
  if (p.alertes_comite_jours.length > 0 && p.opposition_jours === null)
    fautes.push({
      champ: 'alertes_comite_jours',
      message: 'Sans délai d’opposition, le comité n’a rien à se rappeler : retirez ces rappels.'
    })
  if (p.opposition_jours !== null && p.alertes_comite_jours.some((n) => n >= (p.opposition_jours ?? 0)))
    fautes.push({
      champ: 'alertes_comite_jours',
      message: `Le comité a ${jours(p.opposition_jours)} : un rappel vient avant.`
    })
  return fautes
}
