import { normaliser } from '../../../../kernel/texte.ts'
import type { Dons } from '../declaration.ts'
import { dictionnaireDuChamp } from '../nettoyage/vocabulaires.ts'
import type { NomChamp } from '../schema.ts'
import {
  LIEUX_DES_DOCUMENTS,
  type MotDesDocuments,
  PUBLICS_DES_DOCUMENTS,
  SERVICES_DES_DOCUMENTS
} from './documents.ts'

export interface Reconnu {
  /** The schema's values; none when the word is known and the schema has no equal. */
  readonly donne: Dons
  /** The documents' entry, when the word is one of theirs. */
  readonly id?: string
  /** True when the whole text is the word; false when the text only holds it. */
  readonly entier: boolean
}

type Reconnaitre = (texte: string) => Reconnu | undefined

/** Short words are found in too many sentences to mean one thing. */
const LONGUEUR_DANS_UNE_PHRASE = 8

/** A word of a list of services, in the schema's values. */
export const reconnaitreService = preparer(SERVICES_DES_DOCUMENTS, ['services', 'modalites_accompagnement'])
/** Whom a place is for. */
export const reconnaitrePublic = preparer(PUBLICS_DES_DOCUMENTS, ['publics_specifiquement_adresses'])
/** What a place is. */
export const reconnaitreTypeDeLieu = preparer(LIEUX_DES_DOCUMENTS, ['typologie'])

/** The words of an entry that people may type, for the search. */
export function motsDe({ libelle, alias }: MotDesDocuments): string {
  return [libelle, ...alias].join(' ')
}

function preparer(table: readonly MotDesDocuments[], champs: readonly NomChamp[]): Reconnaitre {
  const entiers = new Map<string, MotDesDocuments>()
  for (const entree of table) for (const mot of [entree.libelle, ...entree.alias]) entiers.set(normaliser(mot), entree)
  const longs = [...entiers.keys()]
    .filter((mot) => mot.length >= LONGUEUR_DANS_UNE_PHRASE)
    .sort((a, b) => b.length - a.length)

  return (texte) => {
    if (texte.length > 400) return undefined
    const net = normaliser(texte)
    if (net === '') return undefined
    for (const champ of champs) {
      const sens = dictionnaireDuChamp(champ)?.get(net)
      if (sens) return { donne: donsDe(sens.donne), entier: true }
    }
    const entree = entiers.get(net)
    if (entree) return { donne: entree.donne, id: entree.id, entier: true }
    const contenu = longs.find((mot) => ` ${net} `.includes(` ${mot} `))
    const trouvee = contenu === undefined ? undefined : entiers.get(contenu)
    return trouvee && { donne: trouvee.donne, id: trouvee.id, entier: false }
  }
}

function donsDe(paires: readonly (readonly [NomChamp, string])[]): Dons {
  const dons: Partial<Record<NomChamp, string[]>> = {}
  for (const [nom, valeur] of paires) dons[nom] = [...(dons[nom] ?? []), valeur]
  return dons as Dons
}
