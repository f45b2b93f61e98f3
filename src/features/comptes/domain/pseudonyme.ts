import { normaliser, resserrer, sansControles } from '../../../kernel/texte.ts'

type PseudonymeRefuse = 'court' | 'long' | 'signes' | 'reserve'

/** Who speaks for the network says so by a role, never by a name one gives oneself. */
const RESERVES = new Set(
  'admin administrateur administratrice administration moderateur moderatrice moderation secretariat comite maillage systeme'.split(
    ' '
  )
)

/** The name that others see. Letters of any language, digits, spaces, dots, hyphens, apostrophes. */
export function parsePseudonyme(
  texte: string
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: PseudonymeRefuse } {
  const value = resserrer(sansControles(texte)).normalize('NFC')
  if ([...value].length < 2) return { ok: false, error: 'court' }
  if (value.length > 40) return { ok: false, error: 'long' }
  if (!/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .’'_-]*$/u.test(value)) return { ok: false, error: 'signes' }
  if (
    normaliser(value)
      .split(' ')
      .some((mot) => RESERVES.has(mot))
  )
    return { ok: false, error: 'reserve' }
  return { ok: true, value }
}

const PHRASES: Readonly<Record<PseudonymeRefuse | 'pris', string>> = {
  court: 'Choisissez un pseudonyme d’au moins 2 signes.',
  long: 'Choisissez un pseudonyme plus court : 40 signes au plus.',
  signes: 'Un pseudonyme contient des lettres, des chiffres, des espaces, des points et des traits d’union.',
  reserve: 'Ce pseudonyme ferait croire à un rôle. Choisissez-en un autre.',
  pris: 'Ce pseudonyme est déjà pris. Choisissez-en un autre.'
}

export const direPseudonyme = (raison: keyof typeof PHRASES): string => PHRASES[raison]
