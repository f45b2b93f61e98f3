import type { ItemCompte } from '../../store/item.store.ts'
import type { ConsultationOuverte } from '../ouvrir.ts'

/** Who proposed it: « Proposée par l’organisateur », « Proposé par Bleuet » for an amendment or an article. */
export function direOrigine({ origine, pseudonyme, genre }: ItemCompte): string {
  const propose = genre === 'item' ? 'Proposée' : 'Proposé'
  if (origine === 'organisateur') return `${propose} par l’organisateur`
  return `${propose} par ${pseudonyme ?? 'un contributeur supprimé'}`
}

/** What time does to the consultation, in a few words: until when, or since when. */
export function direPeriode({
  consultation,
  etat,
  dire
}: Pick<ConsultationOuverte, 'consultation' | 'etat' | 'dire'>): string {
  switch (etat) {
    case 'brouillon':
      return 'En préparation'
    case 'a-venir':
      return `Ouvre le ${dire(consultation.ouverture)}`
    case 'ouverte':
      return consultation.cloture
        ? `Ouverte jusqu’au ${dire(consultation.cloture)}`
        : 'Ouverte jusqu’à ce que l’organisateur la close'
    case 'close':
    case 'restituee':
    case 'archivee':
      return consultation.cloture ? `Close depuis le ${dire(consultation.cloture)}` : 'Close'
  }
}
