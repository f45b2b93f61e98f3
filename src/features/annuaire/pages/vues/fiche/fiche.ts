import type { Child } from 'hono/jsx'
import type { CadrePage, Lien } from '../../../../../platform/ui/page.tsx'
import type { Valeurs } from '../../../domain/enregistrement.ts'
import type { MomentLocal } from '../../../domain/horaires/ouverture.ts'
import type { NomChamp } from '../../../domain/schema.ts'
import { enClair } from '../../../domain/vocabulaires/en-clair.ts'
import type { Valeur } from '../mots.ts'

export interface FicheProps {
  readonly cadre: CadrePage
  readonly lieu: FicheLieu
  /** The short address of this page, for the code printed on paper. */
  readonly adressePublique: string
  /** The full one, name included: what search engines and shared links keep. */
  readonly canonique: string
  /** Now, on the wall clock of the lieu. */
  readonly maintenant: MomentLocal
  /** What other features say of this lieu. */
  readonly contributions?: readonly SectionRendue[] | undefined
  /** Where to say that something here is wrong. */
  readonly signaler?: string | undefined
  /** Where somebody asks to look after this lieu. */
  readonly revendiquer?: string | undefined
  /** Where the fiche's records, evidence and history are. */
  readonly histoire?: string | undefined
  /** Where who looks after the lieu corrects its fiche. */
  readonly modifier?: string | undefined
  /** Not published yet: what to do of it, above everything. */
  readonly apercu?: Child | undefined
  readonly photos?: readonly PhotoDeFiche[] | undefined
  /** The search this page was reached from. */
  readonly retour?: Lien | undefined
}

export interface PhotoDeFiche {
  readonly src: string
  /** A smaller one, for the page. */
  readonly vignette: string
  readonly alternative: string
  /** Pixels of the smaller one. */
  readonly largeur: number
  readonly hauteur: number
}

export interface FicheLieu {
  /** Its public number. */
  readonly numero: number
  readonly nom: string
  /** Whose holidays it keeps. */
  readonly departement?: string | undefined
  /** What may be published: masked contacts are not in it. */
  readonly valeurs: Valeurs
  readonly provenances: readonly Provenance[]
  readonly sources: readonly SourceDuLieu[]
  /** Personal contacts that the network knows and does not publish. */
  readonly contactsMasques?: readonly ('portable' | 'courriel')[] | undefined
  /** Absent when the position is the lieu's own. */
  readonly positionApproximative?: 'commune' | 'voisines' | 'rue' | undefined
  readonly misAJourLe?: string | undefined
  readonly fictif?: boolean | undefined
}

interface SourceDuLieu {
  readonly nom: string
  readonly href: string
  /** Day of the delivery that no longer listed it. */
  readonly disparuLe?: string | undefined
}

export interface Provenance {
  readonly champ: NomChamp
  readonly valeur: Valeur
  readonly source: { readonly id: string; readonly nom: string }
  /** Day the source gives for it (ISO). */
  readonly date?: string | undefined
  /** Sentence of the rule that corrected the value, if one did. */
  readonly regle?: string | undefined
  /** What other sources say, when it differs. */
  readonly autres: readonly {
    readonly valeur: Valeur
    readonly source: { readonly id: string; readonly nom: string }
    readonly date?: string | undefined
  }[]
}

/** A part of the fiche, ready to be placed. */
export interface SectionRendue {
  /** Its anchor. */
  readonly id: string
  readonly titre: string
  /** Ascending order on the page. */
  readonly rang: number
  readonly contenu: Child
  /** Useless on paper. */
  readonly horsPapier?: boolean | undefined
}

/** Several values of a field, each in the words of every day. */
export function motsClairs(valeurs: Valeurs, nom: NomChamp): readonly string[] {
  const valeur = valeurs[nom]
  if (valeur === undefined || typeof valeur === 'number') return []
  return (typeof valeur === 'string' ? [valeur] : valeur).map((un) => enClair(nom, un).replaceAll("'", '’'))
}
