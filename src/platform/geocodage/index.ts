import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { ok, type Result, refuse } from '../../kernel/result.ts'

/** What to look for. The codes narrow the search; the geocoder knows today's communes and the arrondissements. */
export interface DemandeAdresse {
  readonly adresse: string
  readonly codePostal?: string | undefined
  readonly codeInsee?: string | undefined
}

export interface AdresseTrouvee {
  readonly libelle: string
  readonly latitude: number
  readonly longitude: number
  /** 0 to 1: how much what was found looks like what was asked. The caller decides from where it trusts it. */
  readonly score: number
  /** How precise it is: a number, a street, a hamlet, or only the commune; `autre` for what the API may add. */
  readonly genre: 'numero' | 'voie' | 'lieu-dit' | 'commune' | 'autre'
  readonly id: string | undefined
  readonly codePostal: string | undefined
  readonly codeInsee: string | undefined
  readonly commune: string | undefined
}

export interface EchecGeocodage {
  readonly raison: 'injoignable' | 'delai' | 'refus' | 'trop-grand' | 'illisible'
  readonly message: string
}

export interface Geocodeur {
  /** The addresses that look most like the demand, best first. */
  chercher(demande: DemandeAdresse, limite?: number): Promise<Result<readonly AdresseTrouvee[], EchecGeocodage>>
  /** The best address for each demand, in the same order; undefined where there is none. */
  chercherTout(
    demandes: readonly DemandeAdresse[]
  ): Promise<Result<readonly (AdresseTrouvee | undefined)[], EchecGeocodage>>
}

export interface ReglagesGeocodeur {
  /** Where an API of the Base Adresse Nationale's shape answers; empty: no geocoder. */
  readonly url: string
  /** Milliseconds for one answer to a search; a batch has ten times as long. */
  readonly delai?: number
  /** The national service cuts off beyond 50 searches a second. */
  readonly parSeconde?: number
  /** How many times a failed request is tried again. */
  readonly reprises?: number
  /** Bytes of one answer. */
  readonly tailleMax?: number
  /** Rows of one batch. */
  readonly parLot?: number
  readonly attendre?: (ms: number) => Promise<void>
}

/** Undefined when no geocoder is set: callers then keep what they have. */
export function creerGeocodeur(reglages: ReglagesGeocodeur): Geocodeur | undefined {
  if (reglages.url === '') return undefined
  const { delai = 5_000, parLot = 1_000 } = reglages
  const demander = creerDemandeur(reglages)

  return {
    async chercher(demande, limite = 5) {
      const q = texteDe(demande.adresse)
      if (q === undefined) return ok([])
      const parametres = new URLSearchParams({ q, limit: String(Math.min(Math.max(limite, 1), 20)) })
      if (demande.codePostal) parametres.set('postcode', demande.codePostal)
      if (demande.codeInsee) parametres.set('citycode', demande.codeInsee)
      const reponse = await demander(`search/?${parametres}`, delai)
      return reponse.ok ? lireGeojson(reponse.value) : reponse
    },

    async chercherTout(demandes) {
      const trouvees: (AdresseTrouvee | undefined)[] = demandes.map(() => undefined)
      const utiles = demandes.flatMap((demande, rang) => {
        const adresse = texteDe(demande.adresse)
        return adresse === undefined ? [] : [{ ...demande, adresse, rang }]
      })
      for (let i = 0; i < utiles.length; i += parLot) {
        const lot = utiles.slice(i, i + parLot)
        const reponse = await demander('search/csv/', delai * 10, () => formulaire(lot))
        if (!reponse.ok) return reponse
        const lues = lireCsv(reponse.value, new Set(lot.map(({ rang }) => String(rang))))
        if (!lues.ok) return lues
        for (const [rang, adresse] of lues.value) trouvees[Number(rang)] = adresse
      }
      return ok(trouvees)
    }
  }
}

/** The API refuses less than 3 characters, more than 200, and what starts with neither a letter nor a digit. */
function texteDe(adresse: string): string | undefined {
  const texte = adresse
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 200)
    .trim()
  return texte.length < 3 ? undefined : texte
}

type Lot = readonly (DemandeAdresse & { readonly rang: number })[]

function formulaire(lot: Lot): FormData {
  const lignes = lot.map(({ rang, adresse, codePostal, codeInsee }) =>
    [String(rang), adresse, codePostal ?? '', codeInsee ?? '']
      .map((cellule) => `"${cellule.replaceAll('"', '""')}"`)
      .join(',')
  )
  const corps = new FormData()
  corps.set(
    'data',
    new Blob([['rang,adresse,code_postal,code_insee', ...lignes].join('\n')], { type: 'text/csv' }),
    'adresses.csv'
  )
  corps.set('columns', 'adresse')
  corps.set('postcode', 'code_postal')
  corps.set('citycode', 'code_insee')
  return corps
}

const degres = { latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }
const texteOuRien = z
  .string()
  .nullish()
  .transform((texte) => texte || undefined)

const proprietes = z.object({
  label: z.string(),
  score: z.number().min(0).max(1.000_001),
  type: z.string(),
  id: texteOuRien,
  postcode: texteOuRien,
  citycode: texteOuRien,
  city: texteOuRien
})

const collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      geometry: z.object({
        type: z.literal('Point'),
        coordinates: z.tuple([degres.longitude, degres.latitude]).rest(z.number())
      }),
      properties: proprietes
    })
  )
})

function lireGeojson(texte: string): Result<readonly AdresseTrouvee[], EchecGeocodage> {
  let valeur: unknown
  try {
    valeur = JSON.parse(texte)
  } catch {
    return illisible('ce n’est pas du JSON')
  }
  const lue = collection.safeParse(valeur)
  if (!lue.success) return illisible(lue.error.issues[0]?.path.join('.') ?? 'forme inconnue')
  return ok(
    lue.data.features.map(({ geometry, properties }) =>
      adresseTrouvee(properties, geometry.coordinates[1], geometry.coordinates[0])
    )
  )
}

const nombreDe = (schema: z.ZodNumber) => z.string().min(1).transform(Number).pipe(schema)
const ligneTrouvee = z.object({
  latitude: nombreDe(degres.latitude),
  longitude: nombreDe(degres.longitude),
  result_label: z.string(),
  result_score: nombreDe(proprietes.shape.score),
  result_type: z.string(),
  result_id: texteOuRien,
  result_postcode: texteOuRien,
  result_citycode: texteOuRien,
  result_city: texteOuRien
})

function lireCsv(
  texte: string,
  rangs: ReadonlySet<string>
): Result<ReadonlyMap<string, AdresseTrouvee | undefined>, EchecGeocodage> {
  let lignes: Record<string, string>[]
  try {
    lignes = parse(texte, { columns: true, bom: true, skip_empty_lines: true, relax_column_count: true })
  } catch {
    return illisible('ce n’est pas du CSV')
  }
  const trouvees = new Map<string, AdresseTrouvee | undefined>()
  for (const ligne of lignes) {
    const rang = ligne['rang'] ?? ''
    // A row answered twice, or never asked: no answer of this batch can be attributed.
    if (!rangs.has(rang) || trouvees.has(rang)) return illisible('une ligne ne correspond à aucune demande')
    if (!ligne['latitude'] || !ligne['result_label']) {
      trouvees.set(rang, undefined)
      continue
    }
    const lue = ligneTrouvee.safeParse(ligne)
    if (!lue.success) return illisible(lue.error.issues[0]?.path.join('.') ?? 'forme inconnue')
    const {
      latitude,
      longitude,
      result_label,
      result_score,
      result_type,
      result_id,
      result_postcode,
      result_citycode,
      result_city
    } = lue.data
    trouvees.set(
      rang,
      adresseTrouvee(
        {
          label: result_label,
          score: result_score,
          type: result_type,
          id: result_id,
          postcode: result_postcode,
          citycode: result_citycode,
          city: result_city
        },
        latitude,
        longitude
      )
    )
  }
  if (trouvees.size !== rangs.size) return illisible('des lignes manquent')
  return ok(trouvees)
}

const GENRES: ReadonlyMap<string, AdresseTrouvee['genre']> = new Map([
  ['housenumber', 'numero'],
  ['street', 'voie'],
  ['locality', 'lieu-dit'],
  ['municipality', 'commune']
])

const adresseTrouvee = (p: z.output<typeof proprietes>, latitude: number, longitude: number): AdresseTrouvee => ({
  libelle: p.label,
  latitude,
  longitude,
  score: Math.min(p.score, 1),
  genre: GENRES.get(p.type) ?? 'autre',
  id: p.id,
  codePostal: p.postcode,
  codeInsee: p.citycode,
  commune: p.city
})

const illisible = (quoi: string) =>
  refuse({ raison: 'illisible' as const, message: `La réponse du géocodeur ne se lit pas : ${quoi}.` })

type Demander = (chemin: string, delai: number, corps?: () => FormData) => Promise<Result<string, EchecGeocodage>>

/** Sends one request at a time slot, again when the failure may pass. The address is the operator's own setting. */
function creerDemandeur(reglages: ReglagesGeocodeur): Demander {
  const { parSeconde = 40, reprises = 2, tailleMax = 20_000_000, attendre = patienter } = reglages
  const base = `${reglages.url.replace(/\/+$/, '')}/`
  const intervalle = 1_000 / parSeconde
  let prochain = 0

  const tour = async () => {
    const maintenant = performance.now()
    const depart = Math.max(prochain, maintenant)
    prochain = depart + intervalle
    if (depart > maintenant) await attendre(depart - maintenant)
  }

  return async (chemin, delai, corps) => {
    for (let essai = 0; ; essai++) {
      await tour()
      const reponse = await essayer(new URL(chemin, base), delai, tailleMax, corps?.())
      if (reponse.ok || !reponse.error.passagere || essai >= reprises) {
        return reponse.ok ? reponse : refuse({ raison: reponse.error.raison, message: reponse.error.message })
      }
      await attendre(reponse.error.attente ?? 500 * 2 ** essai)
    }
  }
}

interface Echec extends EchecGeocodage {
  readonly passagere: boolean
  readonly attente?: number | undefined
}

async function essayer(
  url: URL,
  delai: number,
  tailleMax: number,
  corps: FormData | undefined
): Promise<Result<string, Echec>> {
  try {
    const reponse = await fetch(url, {
      ...(corps ? { method: 'POST', body: corps } : {}),
      redirect: 'manual',
      signal: AbortSignal.timeout(delai)
    })
    if (reponse.status !== 200) {
      await reponse.body?.cancel()
      return refuse(echecHttp(reponse))
    }
    const texte = await lireCorps(reponse, tailleMax)
    return texte === undefined
      ? refuse({
          raison: 'trop-grand',
          message: `La réponse du géocodeur dépasse ${Math.round(tailleMax / 1_000_000)} Mo.`,
          passagere: false
        })
      : ok(texte)
  } catch (erreur) {
    return (erreur as Error).name === 'TimeoutError'
      ? refuse({
          raison: 'delai',
          message: `Le géocodeur n’a pas répondu en ${Math.round(delai / 1_000)} s.`,
          passagere: true
        })
      : refuse({
          raison: 'injoignable',
          message: 'Le géocodeur ne répond pas à l’adresse du réglage GEOCODEUR_URL.',
          passagere: true
        })
  }
}

function echecHttp(reponse: Response): Echec {
  const { status, headers } = reponse
  if (status >= 300 && status < 400) {
    return {
      raison: 'refus',
      message: 'Le géocodeur a changé d’adresse : corrigez le réglage GEOCODEUR_URL.',
      passagere: false
    }
  }
  const passagere = status === 429 || status >= 500
  const secondes = Number(headers.get('retry-after') ?? Number.NaN)
  return {
    raison: passagere ? 'injoignable' : 'refus',
    message: passagere
      ? `Le géocodeur est indisponible (réponse ${status}).`
      : `Le géocodeur a refusé la demande (réponse ${status}).`,
    passagere,
    // Ten seconds at most: an import does not wait for a service that closes for an hour.
    attente: Number.isFinite(secondes) ? Math.min(Math.max(secondes, 0), 10) * 1_000 : undefined
  }
}

async function lireCorps(reponse: Response, tailleMax: number): Promise<string | undefined> {
  const morceaux: Uint8Array[] = []
  let taille = 0
  for await (const morceau of reponse.body ?? []) {
    taille += morceau.byteLength
    if (taille > tailleMax) return undefined // leaving the loop closes the connection
    morceaux.push(morceau)
  }
  return Buffer.concat(morceaux).toString('utf8')
}

const patienter = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
