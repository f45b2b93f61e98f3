import type { MotifDeStatut } from './statuts.ts'

/** A JSON-LD document, as it is signed. */
export type Document = Readonly<Record<string, unknown>>

export const CONTEXTE_VC = 'https://www.w3.org/ns/credentials/v2'
export const CONTEXTE_OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'

interface Emetteur {
  /** Address of the site, without a final slash. */
  readonly site: string
  readonly reseau: { readonly id: string; readonly nom: string }
}

export interface CleDeVerification {
  readonly rang: number
  /** Multikey. */
  readonly publique: string
  /** Since when nothing that it signed holds. */
  readonly compromiseLe?: Date | undefined
}

/** Where the réseau says which keys are its own. Badges already given name it: it never moves. */
const adresseEmetteur = ({ site, reseau }: Emetteur): string => `${site}/reseaux/${reseau.id}/emetteur.json`

export const adresseDeCle = (emetteur: Emetteur, rang: number): string => `${adresseEmetteur(emetteur)}#cle-${rang}`

const adresseDeListe = ({ site, reseau }: Emetteur, motif: MotifDeStatut, liste: number): string =>
  `${site}/reseaux/${reseau.id}/statuts/${motif}-${liste}`

/**
 * Who signs: the réseau, with every key it ever had (Controlled Identifiers 1.0). A key that was replaced still verifies what it
 * signed. One that was stolen no longer does, whatever date its thief writes.
 */
export function documentEmetteur(emetteur: Emetteur, cles: readonly CleDeVerification[]): Document {
  const id = adresseEmetteur(emetteur)
  return {
    // This one first: verifiers then know the document's terms without asking anybody.
    '@context': [
      'https://www.w3.org/ns/did/v1',
      'https://w3id.org/security/multikey/v1',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
    ],
    id,
    type: ['Profile'],
    name: emetteur.reseau.nom,
    url: `${emetteur.site}/reseaux/${emetteur.reseau.id}`,
    verificationMethod: cles.map(({ rang, publique, compromiseLe }) => ({
      id: adresseDeCle(emetteur, rang),
      type: 'Multikey',
      controller: id,
      publicKeyMultibase: publique,
      ...(compromiseLe && { revoked: instant(compromiseLe) })
    })),
    assertionMethod: cles.filter(({ compromiseLe }) => !compromiseLe).map(({ rang }) => adresseDeCle(emetteur, rang))
  }
}

export interface Badge extends Emetteur {
  readonly adhesion: string
  readonly lieu: { readonly id: number; readonly nom: string; readonly commune: string | undefined }
  readonly charte: { readonly id: string; readonly nom: string; readonly version: number; readonly resume: string }
  readonly debut: Date
  readonly fin: Date | undefined
  readonly place: { readonly liste: number; readonly place: number }
}

/** An Open Badges 3.0 credential: this lieu is a member of this réseau. It is about a place, and names nobody. */
export function documentBadge(badge: Badge): Document {
  const { site, reseau, adhesion, lieu, charte, debut, fin, place } = badge
  const preuve = `${site}/adhesions/${adhesion}`
  const version = `${site}/chartes/${charte.id}/versions/${charte.version}`
  return {
    '@context': [CONTEXTE_VC, CONTEXTE_OPEN_BADGES],
    // One for each period: a renewal gives another.
    id: `${preuve}/badge.json#${instant(debut)}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: `Membre : ${reseau.nom}`,
    issuer: {
      id: adresseEmetteur(badge),
      type: ['Profile'],
      name: reseau.nom,
      url: `${site}/reseaux/${reseau.id}`
    },
    validFrom: instant(debut),
    ...(fin && { validUntil: instant(fin) }),
    credentialSubject: {
      id: `${site}/lieux/${lieu.id}`,
      type: ['AchievementSubject'],
      identifier: [
        {
          type: 'IdentityObject',
          hashed: false,
          identityHash: [lieu.nom, lieu.commune].filter(Boolean).join(', '),
          identityType: 'name'
        }
      ],
      achievement: {
        id: version,
        type: ['Achievement'],
        achievementType: 'Membership',
        name: `Membre : ${reseau.nom}`,
        description: charte.resume || charte.nom,
        criteria: {
          id: version,
          narrative: `Respecter la charte « ${charte.nom} », version ${charte.version} : ${version}`
        },
        image: { id: `${preuve}/badge.svg`, type: 'Image', caption: `Marque : membre, ${reseau.nom}` },
        inLanguage: 'fr',
        version: String(charte.version)
      }
    },
    evidence: [
      {
        id: preuve,
        type: ['Evidence'],
        name: 'Page de vérification',
        narrative: 'Cette page dit si le lieu est membre en ce moment.'
      }
    ],
    credentialStatus: (['suspension', 'revocation'] as const).map((motif) => {
      const liste = adresseDeListe(badge, motif, place.liste)
      return {
        id: `${liste}#${place.place}`,
        type: 'BitstringStatusListEntry',
        statusPurpose: motif,
        statusListIndex: String(place.place),
        statusListCredential: liste
      }
    })
  }
}

/** How long a reader may keep a list, in milliseconds: a suspension shows within a minute. */
const DUREE_DE_LISTE_MS = 30_000
/** Beyond it a list is not to be believed, even from who kept it: room is left for clocks that disagree. */
const VALIDITE_DE_LISTE_MS = 10 * 60_000

/** A status list as a credential (Bitstring Status List 1.0). `encodee`: compressed, in multibase base64url. */
export function documentListe(
  emetteur: Emetteur,
  liste: { readonly motif: MotifDeStatut; readonly numero: number; readonly encodee: string; readonly le: Date }
): Document {
  const id = adresseDeListe(emetteur, liste.motif, liste.numero)
  return {
    '@context': [CONTEXTE_VC],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: adresseEmetteur(emetteur),
    validFrom: instant(liste.le),
    validUntil: instant(new Date(liste.le.getTime() + VALIDITE_DE_LISTE_MS)),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: liste.motif,
      encodedList: liste.encodee,
      ttl: DUREE_DE_LISTE_MS
    }
  }
}

/** « 2026-06-16T22:00:00Z »: seconds are enough, and signed documents of one second are the same. */
export const instant = (le: Date): string => `${le.toISOString().slice(0, 19)}Z`
