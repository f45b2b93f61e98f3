import { declarer } from '../../domain/declaration.ts'

/** Workshops of digital advisers, one row per village and adviser. */
export const LA_CREUSE = declarer({
  id: 'la-creuse',
  nom: 'Ateliers numériques en Creuse',
  producteur: 'Département de la Creuse',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.creuse.fr/',
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  // « id » is the row's number in the file.
  cle: 'empreinte',
  schema: 'v0',
  typologieDuNom: true,
  champs: {
    // « description » names the adviser who comes: it stays beside the fiche, where no page shows it.
    telephone: { colonne: 'téléphone' }
  }
})
