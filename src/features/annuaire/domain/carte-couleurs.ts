/**
 * Colours of the map, by theme: the server's picture and the browser's canvas cannot read the sheet. The text reads at
 * 7:1 on each of the first three and on `fond`; its test says so.
 */
export const THEMES = {
  clair: {
    eau: '#c3d9e0',
    france: '#f6f3ea',
    voisins: '#e2ded2',
    departements: '#b9b3a2',
    frontieres: '#8d8878',
    texte: '#1c2230',
    fond: '#ffffff',
    marque: '#1f4e5f',
    surMarque: '#ffffff'
  },
  sombre: {
    eau: '#17242c',
    france: '#2a3442',
    voisins: '#1f2731',
    departements: '#4b586b',
    frontieres: '#7d8899',
    texte: '#f2efe8',
    fond: '#12171f',
    marque: '#9bd3e3',
    surMarque: '#12171f'
  }
} as const satisfies Record<string, Readonly<Record<string, `#${string}`>>>

export type Theme = keyof typeof THEMES
