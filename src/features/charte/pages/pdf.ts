import { Readable } from 'node:stream'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Contexte } from '../../../platform/http/feature.ts'
import { jourEnMots } from '../../../platform/ui/composants/date/date.tsx'
import { findReseau } from '../../reseaux/index.ts'
import { type Charte, findContenu, type VersionEnBase } from '../store/charte.store.ts'
import { dessiner } from './dessiner-pdf.ts'
import { composerDocument } from './document.ts'

/** A published version never changes: its document is made once, then kept. A few are enough. */
const GARDES_MAX = 12
const gardes = new WeakMap<Db, Map<string, Buffer>>()

/** The charter as a tagged PDF: made as it is read, kept for the next readers. */
export async function repondrePdf(c: Contexte, charte: Charte, version: VersionEnBase): Promise<Response> {
  const { db } = c.var
  const siens = gardes.get(db) ?? new Map<string, Buffer>()
  gardes.set(db, siens)
  const cle = `${charte.id}/${version.numero}`
  const entetes = {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="charte-${charte.id}-version-${version.numero}.pdf"`,
    'cache-control': 'public, max-age=3600'
  }
  const garde = siens.get(cle)
  if (garde) return c.body(new Uint8Array(garde), 200, entetes)

  const [contenu, reseau] = await Promise.all([findContenu(db, version.id), findReseau(db, charte.reseau_id)])
  const publiee = version.publiee_le ?? c.var.now
  const fuseau = reseau?.fuseau ?? 'Europe/Paris'
  const noeuds = composerDocument({
    nom: charte.nom,
    reseau: reseau?.nom ?? '',
    phraseVersion: `Version ${version.numero}, en vigueur depuis le ${jourEnMots(publiee, fuseau)}.`,
    contenu,
    // The same example for ever, or the document would change every day.
    exemple: jourCivil(publiee, fuseau),
    jourEnMots
  })
  const pdf = dessiner(noeuds, { titre: charte.nom, auteur: reseau?.nom ?? '', le: publiee })
  return c.body(Readable.toWeb(Readable.from(gardant(pdf, siens, cle))) as ReadableStream, 200, entetes)
}

async function* gardant(pdf: AsyncIterable<Buffer>, siens: Map<string, Buffer>, cle: string): AsyncGenerator<Buffer> {
  const morceaux: Buffer[] = []
  for await (const morceau of pdf) {
    morceaux.push(morceau)
    yield morceau
  }
  const plusAncien = siens.keys().next().value
  if (siens.size >= GARDES_MAX && plusAncien !== undefined) siens.delete(plusAncien)
  siens.set(cle, Buffer.concat(morceaux))
}
