import type { RefusDAvis } from './refus.ts'

/** What somebody writes before having an account, by the form that they filled. */
export type GesteGarde = 'avis' | 'commentaire' | 'valeur' | 'action' | 'proposition' | 'amendement'

/** Of each gesture: what it is called, and the words before each of the fields that are shown again. */
export const GESTES_GARDES: Readonly<
  Record<GesteGarde, { readonly libelle: string; readonly champs: Readonly<Record<string, string>> }>
> = {
  avis: { libelle: 'Votre avis', champs: { raison: 'Ce qui est à revoir' } },
  commentaire: { libelle: 'Votre commentaire', champs: { texte: 'Commentaire' } },
  valeur: { libelle: 'Vos valeurs de référence', champs: { valeurs: 'Valeurs' } },
  action: { libelle: 'L’action que vous associez', champs: { texte: 'Action', lien: 'Lien' } },
  proposition: { libelle: 'Votre proposition', champs: { titre: 'Titre', texte: 'Texte' } },
  amendement: {
    libelle: 'Votre amendement',
    champs: { titre: 'Titre', texte: 'Texte proposé', motif: 'Pourquoi ce changement' }
  }
}

export const isGesteGarde = (texte: string): texte is GesteGarde => Object.hasOwn(GESTES_GARDES, texte)

/** Bytes of what one draft holds: the longest proposition, with its accents, and no more. */
export const CONTENU_MAX = 24_000

/** Drafts that one browser keeps together, under one address. */
export const LOT_MAX = 8

/** Why the publication of a draft was refused, as it is kept: its page says it again. */
export type RaisonGardee = RefusDAvis['raison'] | 'titre-pris'

/** Drafts of one consultation kept in a day: what visitors write before an account must not fill the disk. */
export const BROUILLONS_PAR_JOUR_MAX = 5_000

export const JOUR_MS = 86_400_000

/** Of an emerging topic, which has no end: long enough to reach one's mailbox. */
const DUREE_SANS_CLOTURE_MS = 30 * JOUR_MS

/** After the closing, the words of a draft can still be copied that long, then they are erased. */
export const RELECTURE_MS = 30 * JOUR_MS

/** Until when a draft may be published. */
export const expirationDe = ({ cloture }: { readonly cloture: Date | null }, now: Date): Date =>
  cloture ?? new Date(now.getTime() + DUREE_SANS_CLOTURE_MS)
