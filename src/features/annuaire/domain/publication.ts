import { estNominatif } from '../../../kernel/courriel.ts'
import { estMobile, lireTelephones } from '../../../kernel/telephone.ts'
import type { Valeurs } from './enregistrement.ts'
import type { NomChamp } from './schema.ts'

export const TEXTE_MASQUE = '[coordonnée personnelle masquée]'

/**
 * What may be shown and exported without anybody's consent: no mobile number, no e-mail that names a person, neither
 * in their fields nor inside a text. The record keeps them: they serve matching.
 */
export function publiable(valeurs: Valeurs): { readonly valeurs: Valeurs; readonly masques: readonly NomChamp[] } {
  const lieu = [valeurs.nom, valeurs.commune, valeurs.structure_parente].filter(Boolean).join(' ')
  const publiees: { -readonly [C in NomChamp]?: Valeurs[C] } = { ...valeurs }
  const masques: NomChamp[] = []

  if (valeurs.telephone !== undefined && estMobile(valeurs.telephone)) {
    delete publiees.telephone
    masques.push('telephone')
  }
  const courriels = valeurs.courriels?.filter((courriel) => !estNominatif(courriel, lieu))
  if (courriels && courriels.length !== valeurs.courriels?.length) {
    if (courriels.length > 0) publiees.courriels = courriels
    else delete publiees.courriels
    masques.push('courriels')
  }
  for (const nom of TEXTES_LIBRES) {
    const texte = valeurs[nom]
    if (texte === undefined || !/[@\d]/.test(texte)) continue
    const masque = masquer(texte, lieu)
    if (masque === texte) continue
    publiees[nom] = masque
    masques.push(nom)
  }
  return masques.length === 0 ? { valeurs, masques } : { valeurs: publiees as Valeurs, masques }
}

const TEXTES_LIBRES = [
  'nom',
  'adresse',
  'complement_adresse',
  'presentation_resume',
  'presentation_detail',
  'structure_parente',
  'horaires'
] as const

const COURRIEL = /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/gu
/** Ten digits or more, as people write numbers; `lireTelephones` says what they are. */
const NUMERO = /(?<![\d+])(?:\+|00)?\d(?:[ .()/\u00a0-]{0,2}\d){8,13}(?!\d)/g

function masquer(texte: string, lieu: string): string {
  let net = texte
  if (net.includes('@'))
    net = net.replace(COURRIEL, (courriel) => (estNominatif(courriel, lieu) ? TEXTE_MASQUE : courriel))
  return net.replace(NUMERO, (numero) => (lireTelephones(numero).some(({ mobile }) => mobile) ? TEXTE_MASQUE : numero))
}
