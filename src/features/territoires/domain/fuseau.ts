/** Time zones of the territories that do not keep Paris time, by département or collectivity. */
const FUSEAUX: Readonly<Record<string, string>> = {
  '971': 'America/Guadeloupe',
  '972': 'America/Martinique',
  '973': 'America/Cayenne',
  '974': 'Indian/Reunion',
  '975': 'America/Miquelon',
  '976': 'Indian/Mayotte',
  '977': 'America/Guadeloupe',
  '978': 'America/Guadeloupe',
  '986': 'Pacific/Wallis',
  '987': 'Pacific/Tahiti',
  '988': 'Pacific/Noumea'
}

/** The IANA zone whose wall clock a lieu of this département lives by. */
export function fuseauDuDepartement(code: string | null | undefined): string {
  return FUSEAUX[code ?? ''] ?? 'Europe/Paris'
}
