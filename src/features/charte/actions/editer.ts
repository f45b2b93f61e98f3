import type { Acteur } from '../../../kernel/acteur.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import { CONTENU_VIDE, type Contenu } from '../domain/charte.ts'
import { type FauteDePublication, verifierPublication } from '../domain/publication.ts'
import type { RefusEcriture } from '../domain/refus.ts'
import {
  type Charte,
  cancelPublication,
  deleteBrouillon,
  findCharte,
  findContenu,
  insertCharte,
  insertVersion,
  listIds,
  lockCharte,
  raisonDuRefus,
  saveContenu,
  savePublication,
  type VersionEnBase
} from '../store/charte.store.ts'
import { empreinteContenu } from './empreinte-contenu.ts'

/** A version as the person read it: the revision says whether someone wrote since. */
export interface Cible {
  readonly charte: string
  readonly numero: number
  readonly revision: number
}

interface Geste {
  readonly acteur: Acteur
  readonly now: Date
}

/** A charter without text yet: its first version is a draft. */
export async function creerCharte(
  db: Db,
  charte: { readonly id: string; readonly reseau_id: string; readonly nom: string },
  { acteur, now }: Geste
): Promise<Result<undefined, 'existe' | 'reseau-inconnu'>> {
  return transaction(db, async (trx) => {
    if (!(await findReseau(trx, charte.reseau_id))) return refuse('reseau-inconnu')
    if (!(await insertCharte(trx, charte, now))) return refuse('existe')
    await insertVersion(
      trx,
      { charte_id: charte.id, numero: 1, origine: 'saisie', empreinte_livree: null, contenu: CONTENU_VIDE },
      now
    )
    const { id, reseau_id: reseau } = charte
    await consigner(trx, { reseau, genre: 'charte.creee', acteur: acteur.nom, objet: `charte ${id}`, contenu: {} }, now)
    return ok(undefined)
  })
}

/** A draft copied from the last version. One at a time: two people would not know which one will bind. */
export async function preparerVersion(
  db: Db,
  charteId: string,
  { now }: Pick<Geste, 'now'>
): Promise<Result<number, { raison: 'inconnue' } | { raison: 'brouillon-existe'; numero: number }>> {
  return transaction(db, async (trx) => {
    await lockCharte(trx, charteId)
    const charte = await findCharte(trx, charteId)
    const derniere = charte?.versions.at(-1)
    if (!derniere) return refuse({ raison: 'inconnue' })
    const brouillon = charte?.versions.find(({ publiee_le }) => publiee_le === null)
    if (brouillon) return refuse({ raison: 'brouillon-existe', numero: brouillon.numero })
    const numero = derniere.numero + 1
    const contenu = await findContenu(trx, derniere.id)
    const version = { charte_id: charteId, numero, origine: 'saisie' as const, empreinte_livree: null, contenu }
    await insertVersion(trx, version, now)
    return ok(numero)
  })
}

/** Changes a draft by a pure rule, if nobody wrote or published it since it was read. */
export async function modifierBrouillon<E>(
  db: Db,
  cible: Cible,
  { now }: Pick<Geste, 'now'>,
  modifier: (contenu: Contenu, ids: ReadonlySet<string>) => Result<Contenu, E>
): Promise<Result<undefined, RefusEcriture | E>> {
  return ecrire(db, cible, async (trx, charte, version) => {
    const modifie = modifier(await findContenu(trx, version.id), await listIds(trx, charte.id))
    if (!modifie.ok) return modifie
    return (await saveContenu(trx, version, modifie.value, now))
      ? ok(undefined)
      : refuse<RefusEcriture>(dejaEcrit(version))
  })
}

/**
 * Publishes a draft, now or at a date to come, with its line in the journal of the réseau: what binds from that day is
 * proven by the digest of its text.
 */
export async function publierVersion(
  db: Db,
  cible: Cible,
  le: Date,
  { acteur, now }: Geste
): Promise<Result<undefined, RefusEcriture | { raison: 'incomplete'; fautes: readonly FauteDePublication[] }>> {
  return ecrire(db, cible, async (trx, charte, version) => {
    const contenu = await findContenu(trx, version.id)
    const dates = charte.versions.flatMap(({ publiee_le }) => (publiee_le ? [publiee_le.getTime()] : []))
    const derniere = dates.length > 0 ? new Date(Math.max(...dates)) : undefined
    const fautes = verifierPublication(contenu, { le, now, derniere })
    if (fautes.length > 0) return refuse({ raison: 'incomplete' as const, fautes })
    if (!(await savePublication(trx, version, le, now))) return refuse<RefusEcriture>(dejaEcrit(version))
    await consigner(
      trx,
      {
        reseau: charte.reseau_id,
        genre: 'charte.publiee',
        acteur: acteur.nom,
        objet: `charte ${charte.id} version ${version.numero}`,
        contenu: { publiee_le: le.toISOString(), empreinte: empreinteContenu(contenu) }
      },
      now
    )
    return ok(undefined)
  })
}

/** The version that was to come is a draft again. */
export async function annulerPublication(
  db: Db,
  { charte: id, numero, revision }: Cible,
  { acteur, now }: Geste
): Promise<Result<undefined, RefusEcriture>> {
  return transaction(db, async (trx) => {
    await lockCharte(trx, id)
    const charte = await findCharte(trx, id)
    const version = charte?.versions.find((une) => une.numero === numero)
    if (!charte || !version) return refuse({ raison: 'inconnue' })
    if (!version.publiee_le) return refuse({ raison: 'pas-programmee' })
    if (version.publiee_le <= now) return refuse({ raison: 'publiee', le: version.publiee_le })
    // Another draft was begun since: there is only one at a time.
    const autre = charte.versions.find(({ publiee_le }) => publiee_le === null)
    if (autre) return refuse({ raison: 'autre-brouillon', numero: autre.numero })
    if (version.revision !== revision || !(await cancelPublication(trx, version, now)))
      return refuse(dejaEcrit(version))
    await consigner(
      trx,
      {
        reseau: charte.reseau_id,
        genre: 'charte.publication-annulee',
        acteur: acteur.nom,
        objet: `charte ${id} version ${numero}`,
        contenu: { publiee_le: version.publiee_le.toISOString() }
      },
      now
    )
    return ok(undefined)
  })
}

export async function supprimerBrouillon(db: Db, cible: Cible): Promise<Result<undefined, RefusEcriture>> {
  return ecrire(db, cible, async (trx, _charte, version) =>
    (await deleteBrouillon(trx, version)) ? ok(undefined) : refuse<RefusEcriture>(dejaEcrit(version))
  )
}

/** The draft, locked, if it is still the one that was read. */
async function ecrire<E>(
  db: Db,
  { charte: id, numero, revision }: Cible,
  suite: (
    trx: Parameters<Parameters<typeof transaction>[1]>[0],
    charte: Charte,
    version: VersionEnBase
  ) => Promise<Result<undefined, RefusEcriture | E>>
): Promise<Result<undefined, RefusEcriture | E>> {
  try {
    return await transaction(db, async (trx) => {
      await lockCharte(trx, id)
      const charte = await findCharte(trx, id)
      const version = charte?.versions.find((une) => une.numero === numero)
      if (!charte || !version) return refuse<RefusEcriture>({ raison: 'inconnue' })
      if (version.publiee_le) return refuse<RefusEcriture>({ raison: 'publiee', le: version.publiee_le })
      if (version.revision !== revision) return refuse<RefusEcriture>(dejaEcrit(version))
      const suivi = await suite(trx, charte, version)
      if (!suivi.ok) throw new Annulation(suivi.error)
      return suivi
    })
  } catch (error) {
    if (error instanceof Annulation) return refuse(error.refus as RefusEcriture | E)
    switch (raisonDuRefus(error)) {
      case 'utilise':
        return refuse<RefusEcriture>({ raison: 'utilise' })
      case 'publiee':
        return refuse<RefusEcriture>({ raison: 'publiee', le: undefined })
      case undefined:
        throw error
    }
  }
}

/** Undoes the transaction, and carries the refusal out of it. */
class Annulation extends Error {
  readonly refus: unknown
  constructor(refus: unknown) {
    super('refus')
    this.refus = refus
  }
}

const dejaEcrit = ({ modifie_le }: VersionEnBase): RefusEcriture => ({ raison: 'modifiee', le: modifie_le })
