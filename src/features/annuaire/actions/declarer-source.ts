import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Acteur } from '../../../kernel/acteur.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { deposerFichier, findFichier, lireMorceaux } from '../../../platform/fichiers/index.ts'
import { queueJob } from '../../../platform/jobs/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { lireFichier } from '../../../platform/lecture/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import {
  type Contenu,
  type DeclarationEnCours,
  type ErreurDeBrouillon,
  identifiantDuNom,
  isContenu,
  toDeclaration
} from '../domain/brouillon.ts'
import type { Declaration } from '../domain/declaration.ts'
import type { Enregistrement, LigneBrute } from '../domain/enregistrement.ts'
import { proposerDeclaration } from '../domain/proposer-declaration.ts'
import { isSourceTenue } from '../domain/source-responsables.ts'
import { preparerTransformation } from '../domain/transformation.ts'
import {
  type Brouillon,
  endBrouillon,
  findBrouillon,
  insertBrouillon,
  saveBrouillon
} from '../store/brouillon.store.ts'
import { insertLivraison } from '../store/livraison.store.ts'
import { findSource, saveSource } from '../store/source.store.ts'
import { JOB_IMPORTER } from './demander-import.ts'
import { digestDeclaration } from './importer.ts'

/** Rows that the pages show and propose from: enough to know a column, few enough to answer at once. */
const LIGNES_LUES = 500

export interface Echantillon {
  readonly colonnes: readonly string[]
  readonly lignes: readonly LigneBrute[]
  readonly total: number
}

type Identite = DeclarationEnCours['identite']

/** The format that a file's name announces. */
function formeDuNom(nom: string, liste: string): Declaration['forme'] {
  if (/[.]xlsx$/i.test(nom)) return { format: 'xlsx' }
  if (/[.]geojson$/i.test(nom)) return { format: 'geojson' }
  if (/[.](json|ndjson)$/i.test(nom)) return liste ? { format: 'json', chemin: liste } : { format: 'json' }
  return { format: 'csv' }
}

/** Reads the sample, proposes what each column is, and keeps both: the person answers as slowly as they like. */
export async function commencerDeclaration(
  db: Db,
  demande: {
    readonly id: string
    readonly identite: Identite
    readonly liste: string
    readonly fichier: { readonly chemin: string; readonly nom: string }
    readonly tailleMax: number
    readonly acteur: Acteur
  },
  now: Date
): Promise<Result<string, string>> {
  const forme = formeDuNom(demande.fichier.nom, demande.liste)
  const lu = await sample(demande.fichier.chemin, forme, demande.tailleMax)
  if (!lu.ok) return lu
  const declaration = { identite: demande.identite, forme, ...proposerReponses(lu.value) }
  const deposee = await transaction(db, async (trx) => {
    const fichier = await deposerFichier(
      trx,
      { nom: demande.fichier.nom, flux: createReadStream(demande.fichier.chemin), tailleMax: demande.tailleMax },
      now
    )
    if (!fichier) return false
    await insertBrouillon(trx, { id: demande.id, fichierId: fichier.id, declaration, par: demande.acteur.nom }, now)
    return true
  })
  return deposee ? ok(demande.id) : refuse('Ce fichier est trop volumineux.')
}

// The proposals as the questions of the pages: a person corrects them one by one.
function proposerReponses({
  colonnes,
  lignes
}: Echantillon): Pick<DeclarationEnCours, 'cle' | 'colonnes' | 'separateurs' | 'termes'> {
  const { declaration, colonnes: proposees } = proposerDeclaration(colonnes, lignes)
  const contenus: Record<string, Contenu> = {}
  const separateurs: Record<string, string> = {}
  const termes: Record<string, Record<string, string>> = {}
  for (const { nom, proposition, separateurs: vus, termes: lus } of proposees) {
    const contenu = proposition === 'termes' ? lus?.flatMap(({ donne }) => Object.keys(donne))[0] : proposition
    if (contenu === undefined || !isContenu(contenu)) continue
    contenus[nom] = contenu
    if (vus?.[0]) separateurs[nom] = vus[0].trim() || vus[0]
    if (lus)
      termes[nom] = Object.fromEntries(
        lus.map(({ terme, donne }) => [terme, donne[contenu as keyof typeof donne]?.[0] ?? ''])
      )
  }
  const nommee =
    typeof declaration.cle === 'object' && declaration.cle.colonnes.length === 1
      ? declaration.cle.colonnes[0]
      : undefined
  const cle = nommee ?? proposees.find(({ proposition }) => proposition === 'id')?.nom ?? ''
  return { cle, colonnes: contenus, separateurs, termes }
}

async function sample(
  chemin: string,
  forme: Declaration['forme'],
  tailleMax: number
): Promise<Result<Echantillon, string>> {
  const lecture = await lireFichier(chemin, forme, { tailleMax })
  if (!lecture.ok) return refuse(lecture.error.message)
  const lignes: LigneBrute[] = []
  for await (const ligne of lecture.value.lignes()) {
    lignes.push(ligne)
    if (lignes.length >= LIGNES_LUES) break
  }
  return ok({ colonnes: lecture.value.colonnes, lignes, total: lecture.value.total })
}

/** The draft and its sample; undefined when there is no such draft, or when it already became a source. */
export async function lireBrouillon(
  db: Db,
  id: string,
  tailleMax: number
): Promise<{ brouillon: Brouillon; echantillon: Echantillon } | undefined> {
  const brouillon = await findBrouillon(db, id)
  if (!brouillon || brouillon.sourceId !== undefined) return undefined
  const dossier = await mkdtemp(join(tmpdir(), 'maillage-declaration-'))
  try {
    const chemin = join(dossier, 'echantillon')
    await pipeline(Readable.from(lireMorceaux(db, brouillon.fichierId)), createWriteStream(chemin))
    const lu = await sample(chemin, brouillon.declaration.forme, tailleMax)
    return lu.ok ? { brouillon, echantillon: lu.value } : undefined
  } finally {
    await rm(dossier, { recursive: true, force: true })
  }
}

export async function garderReponses(db: Db, id: string, declaration: DeclarationEnCours, now: Date): Promise<void> {
  await transaction(db, (trx) => saveBrouillon(trx, id, declaration, now))
}

/** The first records of the sample as this declaration gives them, and how many of its rows it would refuse. */
export async function apercevoir(
  db: Db,
  declaration: Declaration,
  { lignes }: Echantillon,
  now: Date
): Promise<{ readonly enregistrements: readonly Enregistrement[]; readonly refusees: number }> {
  const transformation = preparerTransformation(declaration, await obtenirGeographie(db), jourCivil(now))
  lignes.forEach((ligne, i) => {
    transformation.ajouter(ligne, i + 1)
  })
  const { enregistrements, refus } = transformation.finir()
  return { enregistrements: enregistrements.slice(0, 10), refusees: refus.length }
}

/** Saves the source, and queues the import of its sample when asked, together. Returns the delivery's number, if any. */
export async function enregistrerDeclaration(
  db: Db,
  brouillon: Brouillon,
  { importer, acteur }: { readonly importer: boolean; readonly acteur: Acteur },
  now: Date
): Promise<
  Result<{ readonly sourceId: string; readonly livraison: number | undefined }, readonly ErreurDeBrouillon[]>
> {
  const lue = toDeclaration(brouillon.declaration)
  if (!lue.ok) return lue
  const declaration = lue.value
  return transaction(db, async (trx) => {
    if (isSourceTenue(declaration.id) || (await findSource(trx, declaration.id)))
      return refuse([
        {
          champ: 'colonnes',
          message: `Une source s’appelle déjà « ${declaration.nom} » (${identifiantDuNom(declaration.nom)}). Donnez-lui un autre nom.`
        }
      ])
    await saveSource(trx, declaration, now)
    if (!(await endBrouillon(trx, brouillon.id, declaration.id, now)))
      return refuse([{ champ: 'colonnes', message: 'Cette déclaration est déjà enregistrée.' }])
    await consigner(
      trx,
      {
        reseau: 'national',
        genre: 'annuaire.source',
        acteur: acteur.nom,
        objet: `source/${declaration.id}`,
        contenu: { empreinte: digestDeclaration(declaration) }
      },
      now
    )
    if (!importer) return ok({ sourceId: declaration.id, livraison: undefined })
    const fichier = await findFichier(trx, brouillon.fichierId)
    const livraison = await insertLivraison(trx, {
      sourceId: declaration.id,
      dateeDu: jourCivil(now),
      recueLe: now,
      origine: fichier?.nom ?? 'échantillon',
      empreinteDeclaration: digestDeclaration(declaration),
      demandeePar: acteur.nom,
      enFile: true,
      fichierId: brouillon.fichierId
    })
    await queueJob(
      trx,
      JOB_IMPORTER,
      { id: livraison, confirmer: false },
      { file: 'imports', essais: 3, cle: `livraison-${livraison}` }
    )
    return ok({ sourceId: declaration.id, livraison })
  })
}
