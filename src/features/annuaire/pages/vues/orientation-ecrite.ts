import { telephoneEnClair } from '../../../../platform/ui/composants/telephone/telephone.tsx'
import { ecrireHoraires, semaineEnMots } from '../../domain/horaires/index.ts'
import type { Proposition } from '../../domain/orientation.ts'
import type { OrientationEcrite } from '../../domain/orientation-ecrite.ts'
import { enClair } from '../../domain/vocabulaires/en-clair.ts'
import type { LieuDeListe } from '../../store/index.store.ts'
import { enumerer, majuscule } from './mots.ts'
import { adresseEnLigne } from './orienter.vue.tsx'

/** The slip in words: paper and mail say the same. */
export function ecrireOrientation(
  proposition: Proposition<LieuDeListe>,
  dit: { readonly note: string; readonly envoyeur: string; readonly lien: string; readonly now: Date }
): OrientationEcrite {
  const { lieu, raisons, aVerifier, manques } = proposition
  const { publiees: v } = lieu
  return {
    nom: lieu.nom,
    adresse: adresseEnLigne(lieu) || 'Adresse non connue',
    complement: v.complement_adresse,
    telephone: v.telephone && telephoneEnClair(v.telephone),
    courriels: (v.courriels ?? []).slice(0, 2),
    pourquoi: raisons.map(majuscule),
    aSavoir: [...aVerifier, ...manques].map(majuscule),
    venir: venir(proposition),
    note: dit.note === '' ? [] : dit.note.split('\n'),
    horaires: v.horaires ? ecrireSemaine(v.horaires) : [],
    envoyeur: dit.envoyeur,
    prepareeLe: dit.now,
    lien: dit.lien
  }
}

function ecrireSemaine(horaires: string): string[] {
  const semaine = semaineEnMots(horaires)
  if (!semaine) return [majuscule(ecrireHoraires(horaires))]
  return [
    ...semaine.jours.map(({ jour, heures }) => `${majuscule(jour)}\u00a0: ${heures}`),
    ...semaine.notes.map((note) => `${majuscule(note)}.`)
  ]
}

function venir({ moyen, lieu }: Proposition<LieuDeListe>): string {
  const acces = (lieu.publiees.modalites_acces ?? []).map((valeur) => enClair('modalites_acces', valeur).toLowerCase())
  const contact = acces.length > 0 ? `Prendre contact : ${enumerer(acces)}.` : 'Façon de prendre contact non précisée.'
  if (moyen === 'a-distance' || moyen === 'a-distance-region')
    return `Sans vous déplacer : l’aide se fait par téléphone ou en visio. ${contact}`
  if (lieu.publiees.itinerance?.includes('Itinérant'))
    return `Ce lieu se déplace : demandez quand et où il passe. ${contact}`
  return contact
}
