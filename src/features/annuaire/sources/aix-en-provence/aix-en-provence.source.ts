import { declarer } from '../../domain/declaration.ts'

export const AIX_EN_PROVENCE = declarer({
  id: 'aix-en-provence',
  nom: 'Lieux de médiation numérique d’Aix-en-Provence',
  producteur: 'Ville d’Aix-en-Provence',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://data.aixenprovence.fr/',
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  // « id » is the row's number in the file.
  cle: 'empreinte',
  schema: 'v0',
  typologieDuNom: true,
  champs: {
    adresse: [{ colonne: 'adresse' }, { colonne: 'Adresse' }],
    publics_specifiquement_adresses: [{ colonne: 'publics_accueillis' }, { colonne: 'public_accueillis' }]
  }
})
