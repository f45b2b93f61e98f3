const NAVIGATEURS: readonly (readonly [RegExp, string])[] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari']
]

const SYSTEMES: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPod/, 'un iPhone'],
  [/iPad/, 'un iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'un Mac'],
  [/CrOS/, 'un Chromebook'],
  [/Linux|X11/, 'Linux']
]

/** « Firefox sur Windows »: enough to recognise one's own, not to follow anybody. */
export function decrireNavigateur(agent: string): string {
  const trouver = (table: typeof NAVIGATEURS) => table.find(([forme]) => forme.test(agent))?.[1]
  const [navigateur, systeme] = [trouver(NAVIGATEURS), trouver(SYSTEMES)]
  if (!navigateur && !systeme) return 'Un navigateur'
  return systeme ? `${navigateur ?? 'Un navigateur'} sur ${systeme}` : (navigateur as string)
}
