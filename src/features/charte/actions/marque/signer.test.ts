import { createPublicKey, sign, verify } from 'node:crypto'
import { contexts } from '@digitalbazaar/credentials-context'
import { from } from '@digitalbazaar/ed25519-multikey'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { depuisMultibase, versMultibase } from '../../domain/marque/multibase.ts'
import { type Contextes, hacher, lirePrivee, signer, versMultikey } from './signer.ts'

// Data Integrity EdDSA Cryptosuites 1.0, appendix B.1: « Representation: eddsa-rdfc-2022 ».
const CREDENTIAL = {
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/examples/v2'],
  id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33',
  type: ['VerifiableCredential', 'AlumniCredential'],
  name: 'Alumni Credential',
  description: 'A minimum viable example of an Alumni Credential.',
  issuer: 'https://vc.example/issuers/5678',
  validFrom: '2023-01-01T00:00:00Z',
  credentialSubject: { id: 'did:example:abcdefgh', alumniOf: 'The School of Examples' }
}
const CLE = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2'
const METHODE = `did:key:${CLE}#${CLE}`
const LE = new Date('2023-02-24T23:36:38Z')
const CONTEXTES: Contextes = new Map([
  ['https://www.w3.org/ns/credentials/v2', contexts.get('https://www.w3.org/ns/credentials/v2')],
  [
    'https://www.w3.org/ns/credentials/examples/v2',
    { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } }
  ]
])

const octetsDe = (texte: string) => {
  const octets = depuisMultibase(texte)
  if (!octets) throw new Error(`illisible : ${texte}`)
  return octets
}
// Two bytes that say its kind, then the secret.
const privee = lirePrivee(octetsDe('z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq').slice(2))
const publique = createPublicKey(privee)

describe('la signature eddsa-rdfc-2022', () => {
  it('donne, à l’octet près, les empreintes et la signature de la norme', async () => {
    const config = {
      '@context': CREDENTIAL['@context'],
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-rdfc-2022',
      created: '2023-02-24T23:36:38Z',
      verificationMethod: METHODE,
      proofPurpose: 'assertionMethod'
    }
    expect((await hacher(config, CONTEXTES)).toString('hex')).toBe(
      'bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0'
    )
    expect((await hacher(CREDENTIAL, CONTEXTES)).toString('hex')).toBe(
      '517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017'
    )
    const { proof } = await signer(CREDENTIAL, { methode: METHODE, privee }, LE, CONTEXTES)
    expect(proof.proofValue).toBe(
      'z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme'
    )
    expect(proof).toMatchObject({
      type: 'DataIntegrityProof',
      created: '2023-02-24T23:36:38Z',
      verificationMethod: METHODE
    })
  })

  it('écrit la clé publique comme la norme', () => {
    const { x = '' } = publique.export({ format: 'jwk' })
    expect(versMultikey(Buffer.from(x, 'base64url'))).toBe(CLE)
  })

  it('se vérifie par une autre bibliothèque, qui lit la clé comme nous la publions', async () => {
    const cle = await from({ type: 'Multikey', id: METHODE, controller: `did:key:${CLE}`, publicKeyMultibase: CLE })
    const data = Buffer.from('Ce lieu est membre')
    const signature = sign(null, data, privee)
    expect(await cle.verifier().verify({ data, signature })).toBe(true)
    expect(await cle.verifier().verify({ data: Buffer.from('Ce lieu est membre.'), signature })).toBe(false)
  })

  it('ne se vérifie plus dès qu’un mot change', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 20 }), async (nom) => {
        const document = { ...CREDENTIAL, name: nom }
        const { proof } = await signer(document, { methode: METHODE, privee }, LE, CONTEXTES)
        const signature = octetsDe(String(proof.proofValue))
        const { proofValue: _, ...config } = proof
        const empreinteConfig = await hacher({ '@context': CREDENTIAL['@context'], ...config }, CONTEXTES)
        const tient = async (lu: Readonly<Record<string, unknown>>) =>
          verify(null, Buffer.concat([empreinteConfig, await hacher(lu, CONTEXTES)]), publique, signature)
        expect(await tient(document)).toBe(true)
        expect(await tient({ ...document, name: `${nom}.` })).toBe(false)
      }),
      { numRuns: 20 }
    )
  })

  it('refuse un contexte qui n’est pas livré avec le produit, et un mot qu’aucun contexte ne définit', async () => {
    const cle = { methode: METHODE, privee }
    await expect(
      signer(
        { ...CREDENTIAL, '@context': ['https://www.w3.org/ns/credentials/v2', 'https://exemple.fr/ailleurs'] },
        cle,
        LE
      )
    ).rejects.toThrow()
    await expect(
      signer({ ...CREDENTIAL, '@context': ['https://www.w3.org/ns/credentials/v2'], mot_inconnu: 1 }, cle, LE)
    ).rejects.toThrow()
  })
})

describe('l’écriture des clés et des signatures', () => {
  it('revient aux mêmes octets, zéros de tête compris', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(3), (octets, zeros) => {
        const tous = Uint8Array.from([...new Array<number>(zeros).fill(0), ...octets])
        expect(depuisMultibase(versMultibase(tous))).toEqual(tous)
      })
    )
  })

  it('ne lit pas ce qui n’en est pas', () => {
    expect(depuisMultibase('u0Il')).toBeUndefined()
    expect(depuisMultibase('z0Il')).toBeUndefined()
  })
})
