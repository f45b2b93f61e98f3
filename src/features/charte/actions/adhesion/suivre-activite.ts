import { SYSTEME } from '../../../../kernel/acteur.ts'
import { jourDe } from '../../../../kernel/dates-legales.ts'
import type { SurActivite } from '../../../../platform/http/feature.ts'
import { agir } from '../../domain/adhesion/actes.ts'
import { avancer } from '../../domain/adhesion/avancer.ts'
import { activitesDeLaPeriode } from '../../domain/adhesion/periode.ts'
import type { Regles } from '../../domain/adhesion/regles.ts'
import type { Situation } from '../../domain/adhesion/situation.ts'
import { listDossiersDuLieu } from '../../store/adhesion.store.ts'
import { lockDossiersDesLieux, ordreDesJournaux } from '../../store/reunion.store.ts'
import { agirSur } from './agir-sur.ts'
import { chargerRegles } from './regles-de-la-charte.ts'

/**
 * A sign of life of a lieu counts for its adhesion to every réseau (ADH-10, AMB-07). What it would not change is not
 * written: one sign in a day says as much as ten.
 */
export const suivreActivite: SurActivite = async (trx, { lieu, le }) => {
  const touches = []
  for (const dossier of await listDossiersDuLieu(trx, lieu))
    if (!isVain(dossier.situation, await chargerRegles(trx, dossier.charteId), le)) touches.push(dossier)
  if (touches.length === 0) return
  await lockDossiersDesLieux(trx, [lieu])
  for (const reseau of ordreDesJournaux(touches.map(({ reseauId }) => reseauId)))
    for (const { id } of touches.filter(({ reseauId }) => reseauId === reseau))
      await agirSur(trx, id, { genre: 'activite' }, { acteur: SYSTEME.nom, now: le })
}

// Asked of what time has led to, so that a late scheduler changes nothing to the answer.
function isVain(situation: Situation, regles: Regles, le: Date): boolean {
  // A vote that has closed is to be counted first.
  if (situation.etat === 'FENETRE' && situation.deliberation && situation.deliberation <= le) return false
  const { situation: actuelle } = avancer(situation, regles, le)
  if (!('membre' in actuelle)) return true
  const issue = agir(actuelle, { genre: 'activite' }, regles, le)
  if (issue.ok && issue.value.transitions.length > 0) return false
  const derniere = activitesDeLaPeriode(actuelle.membre).at(-1)
  return derniere !== undefined && jourDe(derniere, regles.zone) === jourDe(le, regles.zone)
}
