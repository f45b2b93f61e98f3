import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre, type Paragraphe } from '../../../platform/mail/lettre.tsx'
import { direJour } from '../domain/adhesion/dire.ts'
import { typographier } from '../domain/texte.ts'

/** What every message about an adhesion says: to whom, of which lieu and réseau, and where to go on. */
export interface CadreLettre {
  readonly a: string
  readonly lieu: string
  readonly reseau: string
  /** Time zone of the réseau: its days are the ones that count. */
  readonly zone: string
  readonly now: Date
  /** How to reach who runs the réseau; empty when nobody said. */
  readonly contact: string
  readonly liens: {
    /** Where the lieu's people follow their adhesion and act. */
    readonly suivi: string
    /** The fiche, to change it. */
    readonly modifier: string
    /** The dossier, at the desk of the committee and the secrétariat. */
    readonly bureau: string
    /** Where the committee votes on it: the vote that is open, or a new one. Absent where one member decides for all. */
    readonly vote?: Readonly<Record<'opposition' | 'levee' | 'reouverture', string>> | undefined
    readonly reseau: string
    readonly charte: string
  }
}

/** One event, as a letter. `nom` ends its name in the queue: « adhesion-bienvenue ». */
interface Contenu {
  readonly nom: string
  readonly sujet: string
  readonly paragraphes: readonly Paragraphe[]
}

/** To the people of the lieu. It ends with who to write to. */
export const ecrireAuLieu = (cadre: CadreLettre, contenu: Contenu): Message =>
  ecrire(cadre, {
    ...contenu,
    paragraphes: [
      ...contenu.paragraphes,
      ...(cadre.contact
        ? [`Une question ? Écrivez-nous : ${cadre.contact}`]
        : [{ libelle: 'Une question ? Voyez qui anime le réseau', lien: cadre.liens.reseau }])
    ]
  })

/** To the committee or to the secrétariat. */
export const ecrireAuBureau = (cadre: CadreLettre, contenu: Contenu): Message =>
  ecrire(cadre, {
    ...contenu,
    paragraphes: [...contenu.paragraphes, { libelle: 'Ouvrir ce dossier', lien: cadre.liens.bureau }]
  })

function ecrire({ a, lieu, reseau }: CadreLettre, { nom, sujet, paragraphes }: Contenu): Message {
  return ecrireLettre({
    a,
    sujet: typographier(`${sujet} : ${lieu}`).slice(0, 200),
    paragraphes: paragraphes.map((p) =>
      typeof p === 'string' ? typographier(p) : 'lien' in p ? { ...p, libelle: typographier(p.libelle) } : p
    ),
    signature: reseau,
    motif: `adhesion-${nom}`
  })
}

/** « mardi 16 juin 2026 »: the last whole day before an end. */
export const dernierJour = (fin: Date, zone: string): string => direJour(new Date(fin.getTime() - 1), zone)
