export type Bloc =
  | { readonly genre: 'paragraphe'; readonly texte: string }
  | { readonly genre: 'liste'; readonly lignes: readonly string[] }

/** A text as paragraphs and lists. A list line starts with « - »; the lines of a paragraph are joined. */
export function blocs(texte: string): Bloc[] {
  return texte
    .replaceAll('\r', '')
    .split(/\n[ \t]*\n/)
    .flatMap((morceau): Bloc[] => {
      const trouves: ({ genre: 'paragraphe'; texte: string } | { genre: 'liste'; lignes: string[] })[] = []
      for (const brute of morceau.split('\n')) {
        const ligne = brute.trim()
        if (ligne === '') continue
        const dernier = trouves.at(-1)
        const puce = /^[-–•] +(.*)$/.exec(ligne)
        if (puce) {
          if (dernier?.genre === 'liste') dernier.lignes.push(puce[1] ?? '')
          else trouves.push({ genre: 'liste', lignes: [puce[1] ?? ''] })
        } else if (!dernier) trouves.push({ genre: 'paragraphe', texte: ligne })
        else if (dernier.genre === 'paragraphe') dernier.texte += ` ${ligne}`
        // A list line that goes on below.
        else dernier.lignes.push(`${dernier.lignes.pop() ?? ''} ${ligne}`)
      }
      return trouves
    })
}

const INSECABLE = '\u00a0'

/** French typography: curly apostrophes, and spaces that do not break before « : ; ! ? » and inside the quotes. */
export function typographier(texte: string): string {
  return texte
    .replace(/(\p{L})'(?=\p{L})/gu, '$1’')
    .replace(/«[ \u202f\u00a0]*(?=\S)/g, `«${INSECABLE}`)
    .replace(/(?<=\S)[ \u202f\u00a0]*»/g, `${INSECABLE}»`)
    .replace(/[ \u00a0]+(?=[:;!?%])/g, INSECABLE)
    .replace(/(?<=\d) (?=\d{3}(?!\d))/g, INSECABLE)
    .replace(/\u00a0{2,}/g, INSECABLE)
}
