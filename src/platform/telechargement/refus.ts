export type RaisonRefus =
  | 'adresse'
  | 'adresse-interne'
  | 'redirections'
  | 'introuvable'
  | 'acces-refuse'
  | 'serveur'
  | 'injoignable'
  | 'certificat'
  | 'delai'
  | 'interrompu'
  | 'trop-gros'
  | 'reponse-invalide'

export interface RefusTelechargement {
  readonly raison: RaisonRefus
  /** What happened and what to do, ready to be shown. */
  readonly message: string
  /** HTTP status, when a server answered one. */
  readonly statut?: number
}

export function refusDeStatut(statut: number, hote: string): RefusTelechargement {
  const qui = `Le site ${hote}`
  if (statut === 404 || statut === 410) {
    return {
      raison: 'introuvable',
      statut,
      message: `${qui} répond que le fichier n’existe pas ou plus (code ${statut}). Cherchez sa nouvelle adresse auprès du producteur.`
    }
  }
  if (statut === 401 || statut === 403 || statut === 407) {
    return {
      raison: 'acces-refuse',
      statut,
      message: `${qui} refuse l’accès au fichier (code ${statut}). Demandez au producteur une adresse publique, ou téléversez le fichier à la main.`
    }
  }
  if (statut === 429 || statut >= 500) {
    return {
      raison: 'serveur',
      statut,
      message: `${qui} n’est pas en état de livrer le fichier (code ${statut}). Réessayez plus tard.`
    }
  }
  return {
    raison: 'reponse-invalide',
    statut,
    message: `${qui} a répondu sans livrer de fichier (code ${statut}). Vérifiez l’adresse dans un navigateur.`
  }
}

/** What a failed connection means for a person; undefined when the failure is not the network's. */
export function refusDeConnexion(erreur: unknown, hote: string): RefusTelechargement | undefined {
  for (const code of codesDe(erreur)) {
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') {
      return {
        raison: 'injoignable',
        message: `Le nom ${hote} est introuvable. Vérifiez l’adresse ; si elle est juste, réessayez plus tard.`
      }
    }
    if (DELAIS.has(code)) {
      return { raison: 'delai', message: `Le site ${hote} a mis trop de temps à répondre. Réessayez plus tard.` }
    }
    if (/CERT|SIGNATURE|^ERR_TLS|^ERR_SSL|^EPROTO$/.test(code)) {
      return {
        raison: 'certificat',
        message: `La connexion chiffrée avec ${hote} a échoué (certificat refusé ou périmé). Prévenez le producteur ; rien n’a été téléchargé.`
      }
    }
    if (
      code.startsWith('Z_') ||
      code.startsWith('ERR_BROTLI') ||
      code.startsWith('ERR__ERROR_FORMAT') ||
      code === 'ERR_PADDING_2'
    ) {
      return {
        raison: 'reponse-invalide',
        message: `La réponse compressée de ${hote} est abîmée ou coupée. Réessayez ; si cela dure, prévenez le producteur.`
      }
    }
    if (code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW') {
      return {
        raison: 'reponse-invalide',
        message: `Le site ${hote} ne répond pas en HTTP valable. Vérifiez l’adresse.`
      }
    }
    if (INTERRUPTIONS.has(code)) {
      return {
        raison: 'interrompu',
        message: `La connexion avec ${hote} a été coupée avant la fin du fichier. Réessayez ; rien n’a été gardé.`
      }
    }
    if (INJOIGNABLE.has(code)) {
      return {
        raison: 'injoignable',
        message: `Le site ${hote} ne répond pas. Vérifiez l’adresse, ou réessayez plus tard.`
      }
    }
  }
  return undefined
}

/** Codes of an error, of its causes, and of the attempts on several addresses. */
function* codesDe(erreur: unknown): Generator<string> {
  if (!(erreur instanceof Error)) return
  // undici's own parser does not always say which fault it met.
  if (erreur.name === 'HTTPParserError') yield 'HPE_INVALIDE'
  const { code, cause, errors } = erreur as Error & { code?: unknown; errors?: unknown }
  if (typeof code === 'string') yield code
  if (Array.isArray(errors)) for (const une of errors) yield* codesDe(une)
  if (cause !== erreur) yield* codesDe(cause)
}

const DELAIS: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT'
])

const INTERRUPTIONS: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_ABORTED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_HTTP2_STREAM_ERROR',
  'ERR_HTTP2_SESSION_ERROR'
])

const INJOIGNABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EHOSTDOWN',
  'ENETDOWN'
])
