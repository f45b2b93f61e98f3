import { jourCourt } from '../../../../platform/ui/composants/date/date.tsx'
import { nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { telephoneEnClair } from '../../../../platform/ui/composants/telephone/telephone.tsx'
import type { Valeurs } from '../../domain/enregistrement.ts'
import { champ, type NomChamp, TYPOLOGIES } from '../../domain/schema.ts'

export type Valeur = NonNullable<Valeurs[NomChamp]>

/** A value of the schema as a sentence would hold it. */
export function valeurEnClair(nom: NomChamp, valeur: Valeur): string {
  if (typeof valeur === 'number') return String(valeur).replace('.', ',')
  if (typeof valeur !== 'string') return valeur.map((element) => elementEnClair(nom, element)).join(', ')
  if (nom === 'telephone') return telephoneEnClair(valeur)
  if (champ(nom).genre === 'date') return jourCourt(valeur)
  return elementEnClair(nom, valeur)
}

/** The schema writes straight apostrophes and codes of types; people read « Point d’accès » and « Fablab ». */
function elementEnClair(nom: NomChamp, element: string): string {
  if (nom === 'typologie') return typologieEnClair(element)
  return champ(nom).valeurs ? apostrophes(element) : element
}

export function typologieEnClair(code: string): string {
  return Object.hasOwn(TYPOLOGIES, code) ? apostrophes(TYPOLOGIES[code as keyof typeof TYPOLOGIES]) : code
}

const apostrophes = (texte: string) => texte.replaceAll("'", '’')

/** « à Limoges », « au Mans », « aux Ulis », « à La Rochelle ». */
export function aLaCommune(nom: string): string {
  if (/^le /i.test(nom)) return `au ${nom.slice(3)}`
  if (/^les /i.test(nom)) return `aux ${nom.slice(4)}`
  return `à ${nom}`
}

/** « démarches en ligne, recherche d’emploi et 3 autres ». */
export function enumerer(mots: readonly string[], max = mots.length): string {
  if (mots.length <= 1) return mots.join('')
  if (mots.length > max)
    return `${mots.slice(0, max).join(', ')} et ${nombre(mots.length - max)} autre${mots.length - max > 1 ? 's' : ''}`
  return `${mots.slice(0, -1).join(', ')} et ${mots.at(-1)}`
}

/** First letter up, as at the start of a sentence. */
export function majuscule(texte: string): string {
  return texte.charAt(0).toLocaleUpperCase('fr') + texte.slice(1)
}

/** Only http and https: a source may write anything in an address, « javascript: » included. */
export function adresseSure(texte: string): string | undefined {
  try {
    const url = new URL(texte)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined
  } catch {
    return undefined
  }
}
