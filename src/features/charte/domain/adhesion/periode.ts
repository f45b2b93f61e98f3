import { debutDuJour, jourDe, plusMois } from '../../../../kernel/dates-legales.ts'
import type { Jour } from '../../../../kernel/jour.ts'
import type { Parametres } from '../charte.ts'
import type { Regles } from './regles.ts'
import type { Appartenance, Origine } from './situation.ts'

/**
 * A membership from its first instant. « L'adhésion […] vaut pour une durée de 12 mois, renouvelable par tacite
 * reconduction » (article 3).
 */
export function ouvrirAppartenance(
  { version, origine, le }: { readonly version: number; readonly origine: Origine; readonly le: Date },
  regles: Regles
): Appartenance {
  const ancre = jourDe(le, regles.zone)
  return {
    origine,
    version,
    membreDepuis: le,
    ancre,
    mois: 0,
    debut: le,
    ...finDe(ancre, 0, regles.parametres(version), regles.zone),
    activites: []
  }
}

/** The period after this one, under the version then in force: a new version binds at the next renewal (AMB-15). */
export function periodeSuivante(membre: Appartenance & { readonly fin: Date }, regles: Regles): Appartenance {
  const { fin, ancre, activites } = membre
  const mois = membre.mois + (regles.parametres(membre.version).periode_mois ?? 0)
  const version = regles.enVigueur(fin)
  return {
    origine: membre.origine,
    version,
    membreDepuis: membre.membreDepuis,
    ancre,
    mois,
    debut: fin,
    ...finDe(ancre, mois, regles.parametres(version), regles.zone),
    activites: activites.filter((le) => le >= fin),
    ...(membre.confirmeeLe && { confirmeeLe: membre.confirmeeLe })
  }
}

function finDe(ancre: Jour, mois: number, { periode_mois }: Parametres, zone: string): { readonly fin?: Date } {
  return periode_mois === null ? {} : { fin: debutDuJour(plusMois(ancre, mois + periode_mois), zone) }
}

/** Signs of life before the period ends: one is enough to renew (AMB-05: per period). */
export const activitesDeLaPeriode = ({ activites, debut, fin }: Appartenance): readonly Date[] =>
  activites.filter((le) => le >= debut && (!fin || le < fin))

/** « Après 11 mois d'inactivité »: counted from the later of the period's beginning and the last sign of life in it. */
export function alerteDe(membre: Appartenance, regles: Regles): Date | undefined {
  const { alerte_mois } = regles.parametres(membre.version)
  if (alerte_mois === null || membre.alerteLe) return undefined
  const derniere = activitesDeLaPeriode(membre).at(-1)
  const jour = derniere
    ? plusMois(jourDe(derniere, regles.zone), alerte_mois)
    : plusMois(membre.ancre, membre.mois + alerte_mois)
  const le = debutDuJour(jour, regles.zone)
  // The eleven months count inside the period.
  return membre.fin && le >= membre.fin ? undefined : le
}

/**
 * The member with one more sign of life. In each period only the last one is kept: it is all that the rules read, and a
 * fiche edited every day does not grow.
 */
export function vivre(membre: Appartenance, le: Date, regles: Regles): Appartenance {
  const { periode_mois } = regles.parametres(membre.version)
  const periodeDe = (instant: Date): number => {
    if (periode_mois === null) return 0
    let rang = 0
    while (instant >= debutDuJour(plusMois(membre.ancre, membre.mois + (rang + 1) * periode_mois), regles.zone)) rang++
    return rang
  }
  const rang = periodeDe(le)
  const autres = membre.activites.filter((autre) => periodeDe(autre) !== rang)
  const dernieres = membre.activites.filter((autre) => periodeDe(autre) === rang && autre > le)
  const activites = [...autres, dernieres.at(-1) ?? le].sort((a, b) => a.getTime() - b.getTime())
  return { ...membre, activites }
}
