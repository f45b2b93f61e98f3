import type { Message } from '../../../platform/mail/index.ts'
import { direEtat } from '../domain/adhesion/dire.ts'
import type { Situation } from '../domain/adhesion/situation.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

/** What became of an adhesion when fiches became one, or parted. */
export type SuiteDeReunion =
  /** Of two, one stays: the most severe. */
  | 'reunie'
  /** The fiches part again: each has its own back. */
  | 'rendue'
  /** A sanction goes with both parts. */
  | 'sanction'
  /** A part is gone: the adhesion stays, and may be moved for a while. */
  | 'a-choisir'

const SUJETS: Readonly<Record<SuiteDeReunion, string>> = {
  reunie: 'Deux fiches n’en font plus qu’une',
  rendue: 'Votre fiche est de nouveau à part',
  sanction: 'Votre fiche a été séparée d’une autre',
  'a-choisir': 'Votre fiche a été séparée en deux'
}

/**
 * To the people of a lieu whose fiche was merged or split: what becomes of the adhesion.
 * @param jours for « a-choisir »: how long the move can be asked
 */
export const courrielFichesReunies = (
  cadre: CadreLettre,
  {
    suite,
    situation,
    autreLieu,
    jours
  }: {
    readonly suite: SuiteDeReunion
    readonly situation: Situation
    readonly autreLieu: string
    readonly jours: number
  }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'fiches-reunies',
    sujet: SUJETS[suite],
    paragraphes: [
      ...direSuite(suite, cadre.lieu, autreLieu, jours),
      ...(suite === 'a-choisir' ? [] : [`Dans notre réseau : ${direEtat(situation, 'lieu', cadre.zone).phrase}`]),
      { libelle: 'Voir l’adhésion', lien: cadre.liens.suivi }
    ]
  })

function direSuite(suite: SuiteDeReunion, lieu: string, autreLieu: string, jours: number): string[] {
  switch (suite) {
    case 'reunie':
      return [
        `Dans l’annuaire, les fiches d’un même lieu ont été réunies sous le nom « ${lieu} ». Quand les deux avaient une adhésion, une seule reste : s’il y avait une sanction, c’est elle.`
      ]
    case 'rendue':
      return [
        `Dans l’annuaire, « ${lieu} » et « ${autreLieu} » avaient été réunis par erreur. Ils sont de nouveau à part, et chacun retrouve son adhésion.`
      ]
    case 'sanction':
      return [
        `Dans l’annuaire, « ${lieu} » et « ${autreLieu} » sont maintenant deux fiches. La sanction en cours reste sur les deux : seul le comité peut la lever.`
      ]
    case 'a-choisir':
      return [
        `Dans l’annuaire, « ${lieu} » et « ${autreLieu} » sont maintenant deux fiches. L’adhésion reste à « ${lieu} ».`,
        `Si c’est « ${autreLieu} » qui doit la garder, vous pouvez la déplacer pendant ${jours} jours, si vous vous occupez des deux fiches.`
      ]
  }
}
