/** What is known of a version without its texts. */
export interface Version {
  readonly id: number
  readonly numero: number
  /** No date: a draft. A date to come: scheduled. */
  readonly publiee_le: Date | null
  /** Goes up with each change: who writes says which one was read. */
  readonly revision: number
  readonly modifie_le: Date
}

export type EtatVersion = 'brouillon' | 'programmee' | 'publiee' | 'remplacee'

/**
 * The version that binds at an instant: the last one published by then.
 * « Le contenu exact de la Charte sera toujours fonction de la version […] téléchargeable en ligne » (article 1).
 */
export function versionEnVigueur<V extends Pick<Version, 'publiee_le'>>(
  versions: readonly V[],
  instant: Date
): V | undefined {
  let derniere: V | undefined
  for (const version of versions) {
    if (!version.publiee_le || version.publiee_le > instant) continue
    if (!derniere?.publiee_le || version.publiee_le > derniere.publiee_le) derniere = version
  }
  return derniere
}

/** Follows from the dates alone, so that nothing has to run at midnight for a version to come into force. */
export function etatVersion<V extends Pick<Version, 'publiee_le' | 'numero'>>(
  version: V,
  versions: readonly V[],
  instant: Date
): EtatVersion {
  if (!version.publiee_le) return 'brouillon'
  if (version.publiee_le > instant) return 'programmee'
  return versionEnVigueur(versions, instant)?.numero === version.numero ? 'publiee' : 'remplacee'
}

/** What visitors may read: in force, or replaced since. */
export function estPublique(version: Pick<Version, 'publiee_le'>, instant: Date): boolean {
  return version.publiee_le !== null && version.publiee_le <= instant
}
