import { lireSemaine } from '../../../domain/horaires-semaine.ts'
import type { NomChamp } from '../../../domain/schema.ts'
import { type FicheLieu, motsClairs } from './fiche.ts'

/**
 * One sheet holds this many lines in large type, below which none of 300 fiches drawn at random passed its end. Beyond,
 * the fiche is set smaller; it is one page in both cases.
 */
const LIGNES_EN_GRAND = 27

export function tientEnGrand(lieu: FicheLieu): boolean {
  return lignesSurPapier(lieu) < LIGNES_EN_GRAND
}

/** About how many lines the parts that vary take, in large type: nothing here can measure a text as the browser will. */
function lignesSurPapier({ nom, valeurs: v, sources, fictif }: FicheLieu): number {
  const titre =
    lignes(nom, 36, 2) * 2 +
    lignes(v.presentation_resume ?? '', 75, 2) * 1.3 +
    (fictif ? 1.5 : 0) +
    sources.reduce((n, { disparuLe }) => n + (disparuLe ? 2.5 : 0), 0)
  const ou =
    (v.complement_adresse ? 1.5 : 0) +
    (v.itinerance?.includes('Itinérant') ? 2 : 0) +
    (v.modalites_acces?.length ? 1 : 0)
  const joindre = Math.min(2, v.courriels?.length ?? 0) + Math.min(2, v.site_web?.length ?? 0)
  const services = Math.ceil((v.services?.length ?? 0) / 2) * 1.9
  const presentation = v.presentation_detail ? 3.5 : 0
  const semaine = !v.horaires ? 1 : lireSemaine(v.horaires) ? 12 : 10 + Math.ceil(v.horaires.length / 40)
  const besoins = v.prise_en_charge_specifique ? 1.5 + Math.ceil(v.prise_en_charge_specifique.length / 2) * 1.4 : 0
  const faits = FAITS.reduce((n, champ) => n + lignes(motsClairs(v, champ).join(' · '), 70, 2) * 1.25, 0)
  return titre + ou + joindre + services + presentation + semaine + besoins + faits
}

const FAITS: readonly NomChamp[] = [
  'frais_a_charge',
  'modalites_accompagnement',
  'publics_specifiquement_adresses',
  'dispositif_programmes_nationaux',
  'formations_labels',
  'autres_formations_labels',
  'modalites_acces',
  'itinerance',
  'structure_parente'
]

const lignes = (texte: string, signes: number, max: number) => Math.min(max, Math.ceil(texte.length / signes))
