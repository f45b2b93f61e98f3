import type { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'

export interface Balises {
  ouvre?(nom: string, attributs: Readonly<Record<string, string>>): void
  texte?(texte: string): void
  ferme?(nom: string): void
}

/**
 * Walks an XML stream, giving the hand back after each piece so that the caller can empty what it gathered.
 * Names come without their prefix (`x:row` is `row`). saxes knows no entity but the five of XML.
 */
export async function* parcourirXml(flux: Readable, balises: Balises): AsyncGenerator<void, void> {
  const analyseur = new SaxesParser()
  const sansPrefixe = (nom: string): string => nom.slice(nom.indexOf(':') + 1)
  analyseur.on('error', (erreur) => {
    throw new XmlIllisible(erreur.message)
  })
  analyseur.on('opentag', ({ name, attributes }) => balises.ouvre?.(sansPrefixe(name), attributes))
  analyseur.on('closetag', ({ name }) => balises.ferme?.(sansPrefixe(name)))
  analyseur.on('text', (texte) => balises.texte?.(texte))
  analyseur.on('cdata', (texte) => balises.texte?.(texte))

  let decodeur: TextDecoder | undefined
  for await (const morceau of flux as AsyncIterable<Buffer>) {
    decodeur ??= new TextDecoder(encodageXml(morceau), { fatal: false })
    analyseur.write(decodeur.decode(morceau, { stream: true }))
    yield
  }
  analyseur.write(decodeur?.decode() ?? '')
  analyseur.close()
  yield
}

export class XmlIllisible extends Error {}

const encodageXml = (debut: Buffer): string =>
  debut[0] === 0xff && debut[1] === 0xfe ? 'utf-16le' : debut[0] === 0xfe && debut[1] === 0xff ? 'utf-16be' : 'utf-8'
