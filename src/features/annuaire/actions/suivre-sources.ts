import type { Acteur } from '../../../kernel/acteur.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { cronPeriod, nextCron } from '../../../platform/jobs/cron.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import type { Declaration } from '../domain/declaration.ts'
import {
  type AlerteDue,
  alertesDues,
  evenementDuRefus,
  jugerSante,
  lireTendance,
  type Sante,
  type SourceSuivie,
  type Tendance
} from '../domain/sante-source.ts'
import { isSourceTenue } from '../domain/source-responsables.ts'
import { SOURCE_SIGNALEMENTS } from '../domain/source-signalements.ts'
import { courrielAlerte } from '../mails/alerte-source.mail.tsx'
import { courrielLivraison } from '../mails/livraison.mail.tsx'
import { findVeilleur, listSuivis, noteAlerte, type SourceEtLivraisons, saveVeilleur } from '../store/suivi.store.ts'

export interface SanteDeSource extends SourceEtLivraisons {
  readonly sante: Sante
  readonly tendance: Tendance
}

/** How the sources are doing: all of them, or one. */
export async function lireSante(db: Db, now: Date, sourceId?: string): Promise<SanteDeSource[]> {
  return (await listSuivis(db, sourceId)).map((suivi) => {
    const source = toSuivie(suivi, now)
    return { ...suivi, sante: jugerSante(source, now), tendance: lireTendance(source.livraisons) }
  })
}

function toSuivie({ declaration: { id, origine }, creeeLe, livraisons }: SourceEtLivraisons, now: Date): SourceSuivie {
  const cron = origine.type === 'url' ? origine.cron : undefined
  const rythme = cron && cronPeriod(cron, now)
  return {
    creeeLe,
    sansAttente: id === SOURCE_SIGNALEMENTS || isSourceTenue(id),
    automatique:
      origine.type === 'url' && cron && rythme
        ? { url: origine.url, rythme, apres: (instant) => nextCron(cron, instant) }
        : undefined,
    livraisons: livraisons.map((l) => ({
      id: l.id,
      recueLe: l.recue_le,
      etat: l.etat,
      origine: l.origine,
      message: l.message ?? undefined,
      gardees: l.gardees ?? undefined
    }))
  }
}

export interface OutilsVeille {
  readonly courrielAdministration: string
  readonly urlPublique: string
  readonly now: Date
}

/** Tells whoever looks after the source that a delivery ended badly, in the transaction that ends it; once an event. */
export async function alerterLivraison(
  trx: Trx,
  livraison: {
    readonly id: number
    readonly declaration: Declaration
    readonly origine: string
    readonly etat: 'refusee' | 'en-attente'
    readonly message: string
    /** The file no longer has the columns that the declaration reads. */
    readonly colonnes?: boolean
  },
  { courrielAdministration, urlPublique, now }: OutilsVeille
): Promise<void> {
  const { id, declaration, origine, etat, message, colonnes = false } = livraison
  const [suivi] = await listSuivis(trx, declaration.id)
  if (!suivi) return
  const evenement = etat === 'refusee' ? evenementDuRefus(toSuivie(suivi, now), id) : `livraison-${id}`
  const genre = colonnes ? 'colonnes' : etat === 'refusee' ? 'refusee' : 'attente'
  if (!(await noteAlerte(trx, { sourceId: declaration.id, genre, evenement, seuil: 0 }, now))) return
  await envoyerCourriel(
    trx,
    courrielLivraison({
      a: suivi.veilleur ?? courrielAdministration,
      source: declaration.nom,
      origine,
      etat,
      message,
      colonnes,
      lien: `${urlPublique}/administration/livraisons/${id}`
    }),
    now
  )
}

/** The daily round: what has been silent or waiting for too long is told, once a threshold. Returns how many messages. */
export async function veillerSources(db: Db, outils: OutilsVeille): Promise<number> {
  const { now } = outils
  let ecrits = 0
  for (const { declaration, sante } of await lireSante(db, now)) {
    // Nobody looks after invented sources.
    if (declaration.fictif) continue
    for (const alerte of alertesDues(sante, now))
      if (await transaction(db, (trx) => alerter(trx, declaration, sante, alerte, outils))) ecrits++
  }
  return ecrits
}

async function alerter(
  trx: Trx,
  { id, nom }: Declaration,
  { derniereErreur }: Sante,
  { genre, evenement, seuil, depuis }: AlerteDue,
  { courrielAdministration, urlPublique, now }: OutilsVeille
): Promise<boolean> {
  if (!(await noteAlerte(trx, { sourceId: id, genre, evenement, seuil }, now))) return false
  await envoyerCourriel(
    trx,
    courrielAlerte({
      a: (await findVeilleur(trx, id)) ?? courrielAdministration,
      source: nom,
      genre,
      depuis,
      erreur: derniereErreur?.message,
      lien: `${urlPublique}/administration/sources/${encodeURIComponent(id)}`
    }),
    now
  )
  return true
}

/** Names who looks after a source, or nobody in particular. The journal says that it changed, not who it is. */
export async function nommerVeilleur(
  db: Db,
  sourceId: string,
  veilleur: string | undefined,
  acteur: Acteur,
  now: Date
): Promise<void> {
  await transaction(db, async (trx) => {
    await saveVeilleur(trx, sourceId, veilleur, now)
    await consigner(
      trx,
      {
        reseau: 'national',
        genre: 'annuaire.veilleur',
        acteur: acteur.nom,
        objet: `source/${sourceId}`,
        contenu: { nomme: veilleur !== undefined }
      },
      now
    )
  })
}
