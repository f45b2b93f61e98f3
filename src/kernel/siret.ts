import type { Brand } from './brand.ts'

export type Siret = Brand<string, 'Siret'>

/** A SIRET that can exist, spaces and dots aside. Fillers (one digit repeated) and false checksums are refused. */
export function parseSiret(text: string): Siret | undefined {
  const chiffres = text.replace(/[\s. -]/g, '')
  if (!/^\d{14}$/.test(chiffres) || estRemplissage(chiffres)) return undefined
  return luhn(chiffres) || laPoste(chiffres) ? (chiffres as Siret) : undefined
}

/** « 00000000000000 », which producers write because the schema requires a number. */
export function estRemplissage(chiffres: string): boolean {
  return /^(\d)\1+$/.test(chiffres) || chiffres.startsWith('000000000')
}

/** The company's nine digits, which a SIRET begins with. */
export function estSiren(text: string): boolean {
  return /^\d{9}$/.test(text) && !estRemplissage(text) && luhn(text)
}

function luhn(chiffres: string): boolean {
  let somme = 0
  for (let i = 0; i < chiffres.length; i++) {
    const chiffre = chiffres.charCodeAt(chiffres.length - 1 - i) - 48
    const double = chiffre * 2
    somme += i % 2 === 0 ? chiffre : double > 9 ? double - 9 : double
  }
  return somme % 10 === 0
}

/** La Poste's own SIRETs break the sum: INSEE accepts them on a plain digit sum. */
function laPoste(chiffres: string): boolean {
  if (!chiffres.startsWith('356000000')) return false
  let somme = 0
  for (const chiffre of chiffres) somme += Number(chiffre)
  return somme % 5 === 0
}
