import { normaliser } from '../../kernel/texte.ts'

/** A word as written, and as compared (`normaliser`). */
export interface MotEcrit {
  readonly ecrit: string
  readonly normal: string
}

/** Longer ones are not words: they are what a machine left there. */
const LONGUEUR_MAX = 48

// Signs above ASCII that `normaliser` turns into a space.
const SIGNES = new Set(
  [
    0xa0, 0xab, 0xb7, 0xbb, 0x2009, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022
  ].concat([0x2026, 0x202f])
)

/**
 * The pieces between signs and spaces, in reading order: normalising each and joining them is normalising the text. Most
 * pieces were met before, so that the caller rarely has to normalise.
 */
export function decouper(texte: string, recevoir: (morceau: string) => void): void {
  let debut = -1
  for (let i = 0; i < texte.length; i++) {
    const code = texte.charCodeAt(i)
    const separe =
      code < 128
        ? !((code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90))
        : SIGNES.has(code)
    if (separe) {
      if (debut >= 0) recevoir(texte.slice(debut, i))
      debut = -1
    } else if (debut < 0) debut = i
  }
  if (debut >= 0) recevoir(texte.slice(debut))
}

/** The words of a piece: one nearly always, none when it was only signs. */
export function motsDuMorceau(morceau: string): MotEcrit[] {
  const mots = normaliser(morceau)
    .split(' ')
    .filter((mot) => mot.length > 0 && mot.length <= LONGUEUR_MAX)
  if (mots.length !== 1) return mots.map((mot) => ({ ecrit: mot, normal: mot }))
  const normal = mots[0]!
  const ecrit = morceau.normalize('NFC')
  return [{ ecrit: ecrit.length <= normal.length + 1 ? ecrit : normal, normal }]
}

export function motsEcrits(texte: string): MotEcrit[] {
  const mots: MotEcrit[] = []
  decouper(texte, (morceau) => mots.push(...motsDuMorceau(morceau)))
  return mots
}
