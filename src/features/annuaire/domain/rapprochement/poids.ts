/**
 * What each observation is worth, in decibans: ten points make the hypothesis « one lieu » ten times more likely than
 * « two lieux ». Fellegi and Sunter's addition of log-odds. An unknown is worth nothing, everywhere.
 *
 * Set by hand, by reading pairs (`npm run bench:rapprochement -- --tirage 200`, docs/precision-rapprochement.md), then
 * held against weights learnt without labels by expectation–maximisation (`-- --poids`). The sense and the order agree.
 * The learnt ones run higher on names and contacts (records copied between sources agree on everything at once, and the
 * model counts each agreement as independent) and lower against kinds of place, where the product is stricter on
 * purpose: two services of one building stay apart until a person says otherwise.
 */
export const POIDS = {
  /** Name, beyond kinds of place, commune and common words. */
  nom: {
    inconnu: 0,
    identique: 20,
    identiqueCommun: 8,
    identiqueCommune: 11,
    proche: 14,
    contenu: 10,
    partiel: 5,
    faible: 0,
    different: -16,
    autreNom: -8
  },
  genre: { inconnu: 0, meme: 5, compatible: 0, voisin: -14, conflit: -26, conflitNet: -50 },
  /** Rows: what the addresses say. Columns: what the points say. They speak of one thing, so they count once. */
  lieu: {
    //                 inconnue <60 m <200 <600 <2 km <10 km plus
    inconnue: [0, 12, 9, 3, -4, -10, -18],
    memeNumero: [21, 25, 24, 22, 19, 13, 5],
    memeVoie: [9, 14, 12, 10, 7, 3, -6],
    numeroProche: [7, 12, 9, 8, 4, -4, -10],
    autreNumero: [-4, 9, 4, 0, -4, -8, -14],
    voieProche: [4, 13, 10, 5, -2, -8, -16],
    autreVoie: [-8, 8, 4, -4, -10, -14, -20]
  },
  commune: { inconnue: 0, meme: 6, memePostal: 2, autre: -12, autreArrondissement: -6 },
  /** One source ticks « fixe », the other « itinérant »: the box is often filled without thinking. */
  itinerance: -10,
  /** Another commune whose point is near: old communes, borders, one building on two communes. */
  communeVoisine: -2,
  /** By how many lieux of one source hold the same contact: 1, 2, 3 to 5, more. Then: both known, none shared. */
  telephone: { inconnu: 0, rare: 18, deux: 10, quelques: 4, beaucoup: 0, autre: -4 },
  courriel: { inconnu: 0, rare: 18, deux: 10, quelques: 4, beaucoup: 0, autre: -3 },
  site: { inconnu: 0, rare: 12, deux: 6, quelques: 2, beaucoup: 0, autre: 0 },
  siret: { inconnu: 0, rare: 12, deux: 8, quelques: 3, beaucoup: 0, autre: -3 },
  domaine: { inconnu: 0, rare: 4, deux: 3, quelques: 2, beaucoup: 0, autre: 0 },
  /** A source lists a lieu once; what it writes twice at two addresses or under two names, it means twice. */
  memeSource: { base: -8, adresses: -20, adressesProches: -10, noms: -14 },
  /** Two records of a pair taken at random among those that are compared. */
  aPriori: -18
} as const

/** Log-odds, `aPriori` included: as many points for as against is zero. */
export const SEUIL_MEME = 0
export const SEUIL_REVOIR = -9
/** Below this, two records cannot stand in one group, whatever links them to a third. */
export const SEUIL_CONTRAIRE = -26
/** The same, for two kinds of service (a town hall and its CCAS): they must nearly be one by themselves. */
export const SEUIL_SERVICES = -4
/** A group holds only if its records agree on average, not through one chain of neighbours. */
export const MOYENNE_GROUPE = -6

/** Two records that nothing may join but a person: the score says so. */
export const VETO = -999
