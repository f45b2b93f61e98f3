import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { type Agent, type Dispatcher, request } from 'undici'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { AdresseInterdite, clientBorne, verifierHote } from './connexion.ts'
import { type RefusTelechargement, refusDeConnexion, refusDeStatut } from './refus.ts'

export interface DemandeTelechargement {
  /** Where the file is written, under a name of ours. */
  readonly dossier: string
  /** What the last delivery answered: the server may then say that nothing changed. */
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
  /** Bytes, on the wire and once decompressed. */
  readonly tailleMax?: number
  /** Milliseconds: for the connection, for a silence of the server, for everything. */
  readonly delaiConnexion?: number
  readonly delaiSilence?: number
  readonly delai?: number
  /** For a stand-in server on this machine, in tests only: every internal address, or these (`127.0.0.1:8080`). */
  readonly autoriserInterne?: boolean | readonly string[]
  readonly signal?: AbortSignal
}

export type Telechargement =
  | { readonly etat: 'inchange' }
  | {
      readonly etat: 'nouveau'
      readonly fichier: string
      readonly taille: number
      /** SHA-256 of the content, in hexadecimal. */
      readonly empreinte: string
      readonly etag?: string
      readonly lastModified?: string
      readonly typeContenu?: string
      /** Where the redirects led. */
      readonly adresse: string
    }

const TELECHARGEMENT = {
  tailleMax: 200_000_000,
  delaiConnexion: 10_000,
  delaiSilence: 30_000,
  delai: 300_000,
  redirections: 5
} as const

/** Fetches a file from the public Internet. The file is the caller's to delete; a refusal leaves none. */
export async function telecharger(
  adresse: string,
  demande: DemandeTelechargement
): Promise<Result<Telechargement, RefusTelechargement>> {
  const total = AbortSignal.timeout(demande.delai ?? TELECHARGEMENT.delai)
  const signal = demande.signal ? AbortSignal.any([total, demande.signal]) : total
  let hote = ''
  try {
    let url = lireAdresse(adresse)
    for (let sauts = 0; sauts <= TELECHARGEMENT.redirections; sauts++) {
      hote = url.host
      const suite = await sauter(url, demande, signal)
      if (!(suite instanceof URL)) return suite
      url = suite
    }
    return refuse({
      raison: 'redirections',
      message: `L’adresse renvoie plus de ${TELECHARGEMENT.redirections} fois vers une autre : elle tourne en rond. Vérifiez-la dans un navigateur.`
    })
  } catch (erreur) {
    if (demande.signal?.aborted) throw erreur
    const refus = refusDe(erreur, hote, total)
    if (!refus) throw erreur
    return refuse(refus)
  }
}

/** One hop: the file, a refusal, or where to go next. Each hop has its own client, for its own rights. */
async function sauter(
  url: URL,
  demande: DemandeTelechargement,
  signal: AbortSignal
): Promise<URL | Result<Telechargement, RefusTelechargement>> {
  const autorises = demande.autoriserInterne ?? false
  const interne = typeof autorises === 'boolean' ? autorises : autorises.includes(url.host)
  if (!verifierHote(url, interne)) throw new AdresseInterdite(url.host)
  const client = clientBorne(interne, demande.delaiConnexion ?? TELECHARGEMENT.delaiConnexion)
  try {
    const reponse = await demander(url, demande, client, signal)
    const suite = SUITES.has(reponse.statusCode) ? entete(reponse, 'location') : undefined
    if (suite === undefined) return await recevoir(url, reponse, demande, signal)
    abandonner(reponse.body)
    return lireAdresse(suite, url)
  } finally {
    await client.destroy()
  }
}

function lireAdresse(texte: string, base?: URL): URL {
  const url = URL.parse(texte.trim(), base)
  const quoi = base ? `L’adresse vers laquelle renvoie ${base.host}` : 'L’adresse'
  const refuser = (defaut: string): Refuse =>
    new Refuse({
      raison: 'adresse',
      message: `${quoi} ${defaut} : rien n’a été téléchargé. Vérifiez-la dans un navigateur.`
    })
  if (!url) throw refuser('est illisible')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refuser('ne commence ni par http:// ni par https://')
  if (url.username !== '' || url.password !== '') throw refuser('contient un identifiant ou un mot de passe')
  url.hash = ''
  return url
}

function demander(
  url: URL,
  demande: DemandeTelechargement,
  dispatcher: Agent,
  signal: AbortSignal
): Promise<Dispatcher.ResponseData> {
  const silence = demande.delaiSilence ?? TELECHARGEMENT.delaiSilence
  const headers: Record<string, string> = {
    accept: '*/*',
    'accept-encoding': 'gzip, br',
    'user-agent': 'Maillage'
  }
  if (demande.etag && EN_TETE.test(demande.etag)) headers['if-none-match'] = demande.etag
  if (demande.lastModified && EN_TETE.test(demande.lastModified)) headers['if-modified-since'] = demande.lastModified
  return request(url, { dispatcher, signal, headers, headersTimeout: silence, bodyTimeout: silence })
}

async function recevoir(
  url: URL,
  reponse: Dispatcher.ResponseData,
  demande: DemandeTelechargement,
  signal: AbortSignal
): Promise<Result<Telechargement, RefusTelechargement>> {
  const { statusCode: statut, body } = reponse
  const conditionnelle = Boolean(demande.etag ?? demande.lastModified)
  if (statut !== 200) {
    abandonner(body)
    return statut === 304 && conditionnelle ? ok({ etat: 'inchange' }) : refuse(refusDeStatut(statut, url.host))
  }

  const tailleMax = demande.tailleMax ?? TELECHARGEMENT.tailleMax
  const codage = (entete(reponse, 'content-encoding') ?? 'identity').trim().toLowerCase()
  const decompresser = DECOMPRESSEURS[codage]
  if (!decompresser || Number(entete(reponse, 'content-length') ?? 0) > tailleMax) {
    abandonner(body)
    return refuse(
      decompresser
        ? tropGros(url.host, tailleMax)
        : {
            raison: 'reponse-invalide',
            message: `Le site ${url.host} compresse sa réponse d’une façon inconnue. Téléversez le fichier à la main.`
          }
    )
  }

  const fichier = join(demande.dossier, `telechargement-${randomUUID()}`)
  const mesure = new Mesure(url.host, tailleMax)
  try {
    await pipeline(
      [
        body,
        new Mesure(url.host, tailleMax),
        ...decompresser(),
        mesure,
        createWriteStream(fichier, { flags: 'wx', mode: 0o600 })
      ],
      { signal }
    )
  } catch (erreur) {
    await rm(fichier, { force: true })
    throw erreur
  }
  return ok({
    etat: 'nouveau',
    fichier,
    taille: mesure.taille,
    empreinte: mesure.empreinte(),
    ...garder('etag', entete(reponse, 'etag')),
    ...garder('lastModified', entete(reponse, 'last-modified')),
    ...garder('typeContenu', entete(reponse, 'content-type')),
    adresse: url.href
  })
}

/** Counts and hashes what passes, and stops it beyond the limit. */
class Mesure extends Transform {
  taille = 0
  readonly #somme = createHash('sha256')
  readonly #hote: string
  readonly #max: number

  constructor(hote: string, max: number) {
    super()
    this.#hote = hote
    this.#max = max
  }

  override _transform(morceau: Buffer, _codage: string, rendre: (erreur?: Error | null, morceau?: Buffer) => void) {
    this.taille += morceau.length
    if (this.taille > this.#max) return rendre(new Refuse(tropGros(this.#hote, this.#max)))
    this.#somme.update(morceau)
    rendre(null, morceau)
  }

  empreinte(): string {
    return this.#somme.digest('hex')
  }
}

function refusDe(erreur: unknown, hote: string, total: AbortSignal): RefusTelechargement | undefined {
  if (total.aborted) {
    return {
      raison: 'delai',
      message: `Le téléchargement depuis ${hote} n’était pas terminé à la fin du délai permis. Réessayez plus tard, ou téléversez le fichier à la main.`
    }
  }
  for (let e = erreur; e instanceof Error; e = e.cause) {
    if (e instanceof Refuse) return e.refus
    if (e instanceof AdresseInterdite) {
      return {
        raison: 'adresse-interne',
        message: `L’adresse ${hote} mène à l’intérieur d’un réseau privé et non sur l’Internet public : elle n’est pas suivie. Donnez une adresse publique, ou téléversez le fichier à la main.`
      }
    }
  }
  return refusDeConnexion(erreur, hote)
}

/** A refusal on its way up to `telecharger`, which returns it. */
class Refuse extends Error {
  readonly refus: RefusTelechargement

  constructor(refus: RefusTelechargement) {
    super(refus.message)
    this.refus = refus
  }
}

const tropGros = (hote: string, max: number): RefusTelechargement => ({
  raison: 'trop-gros',
  message: `Le fichier livré par ${hote} dépasse la limite de ${new Intl.NumberFormat('fr-FR').format(Math.round(max / 100_000) / 10)} Mo, une fois décompressé. Demandez au producteur un fichier plus petit.`
})

function abandonner(body: Readable): void {
  body.on('error', () => undefined)
  body.destroy()
}

function entete(reponse: Dispatcher.ResponseData, nom: string): string | undefined {
  const valeur = reponse.headers[nom]
  return Array.isArray(valeur) ? valeur[0] : valeur
}

const garder = <Nom extends string>(nom: Nom, valeur: string | undefined): Partial<Record<Nom, string>> =>
  valeur !== undefined && EN_TETE.test(valeur) ? ({ [nom]: valeur } as Record<Nom, string>) : {}

// What may be kept in the database and sent back as a header.
const EN_TETE = /^[\x20-\x7e]{1,1000}$/

const SUITES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

const DECOMPRESSEURS: Readonly<Record<string, (() => Transform[]) | undefined>> = {
  identity: () => [],
  gzip: () => [createGunzip()],
  'x-gzip': () => [createGunzip()],
  deflate: () => [createInflate()],
  br: () => [createBrotliDecompress()]
}
