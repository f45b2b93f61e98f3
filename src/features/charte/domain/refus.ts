/** Why a draft was not written, whoever was first. */
export type RefusEcriture =
  | { readonly raison: 'inconnue' }
  | { readonly raison: 'publiee'; readonly le: Date | undefined }
  | { readonly raison: 'modifiee'; readonly le: Date }
  | { readonly raison: 'utilise' }
  | { readonly raison: 'pas-programmee' }
  | { readonly raison: 'autre-brouillon'; readonly numero: number }

/** What happened and what to do. `instantEnMots` writes an instant in the réseau's own time. */
export function messageRefus(refus: RefusEcriture, instantEnMots: (instant: Date) => string): string {
  switch (refus.raison) {
    case 'inconnue':
      return 'Cette version n’existe plus. Quelqu’un a supprimé ce brouillon.'
    case 'publiee':
      return `Cette version est déjà publiée${refus.le ? ` (${instantEnMots(refus.le)})` : ''}. Elle ne change plus. Pour changer la charte, préparez une nouvelle version.`
    case 'modifiee':
      return `Ce brouillon a changé pendant que vous travailliez, ${instantEnMots(refus.le)} : dans une autre fenêtre, ou par une autre personne. Relisez, puis recommencez.`
    case 'utilise':
      return 'Ce critère sert déjà : une déclaration le cite. Il ne peut pas être retiré. Vous pouvez changer son texte.'
    case 'pas-programmee':
      return 'La publication de cette version est déjà annulée.'
    case 'autre-brouillon':
      return `La version ${refus.numero} est déjà un brouillon, et il n’y en a qu’un à la fois. Supprimez-le d’abord.`
  }
}
