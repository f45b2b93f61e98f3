import { resserrer, sansControles } from '../../../kernel/texte.ts'

/** What was typed, by the name of its field. */
export type Saisie = Readonly<Partial<Record<string, string>>>

export interface FauteDeSaisie {
  readonly champ: string
  readonly message: string
}

/** One line, as it will be kept; its fault is added to `fautes`. */
export function lireLigne(
  saisie: Saisie,
  champ: string,
  { max, vide }: { readonly max: number; readonly vide?: string },
  fautes: FauteDeSaisie[]
): string {
  return borner(resserrer(sansControles(saisie[champ] ?? '')), champ, { max, vide }, fautes)
}

/** Paragraphs: line ends are kept, two empty lines make one. */
export function lireTexte(
  saisie: Saisie,
  champ: string,
  { max, vide }: { readonly max: number; readonly vide?: string },
  fautes: FauteDeSaisie[]
): string {
  const net = sansControles((saisie[champ] ?? '').replaceAll('\r\n', '\n'))
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return borner(net, champ, { max, vide }, fautes)
}

function borner(
  texte: string,
  champ: string,
  { max, vide }: { readonly max: number; readonly vide?: string | undefined },
  fautes: FauteDeSaisie[]
): string {
  if (vide !== undefined && texte === '') fautes.push({ champ, message: vide })
  if (texte.length > max)
    fautes.push({
      champ,
      message: `${new Intl.NumberFormat('fr-FR').format(max)} signes au plus : il y en a ${new Intl.NumberFormat('fr-FR').format(texte.length)}.`
    })
  return texte
}
