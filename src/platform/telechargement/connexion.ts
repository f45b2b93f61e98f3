import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent } from 'undici'
import { estPublique } from './adresse-permise.ts'

export class AdresseInterdite extends Error {}

/**
 * An HTTP client that connects to public addresses only. The name is resolved here and the socket is opened on
 * the very address that was checked, so a name that answers differently a second later changes nothing.
 * An address written in the URL is not resolved by anyone: `verifierHote` judges it.
 */
export function clientBorne(autoriserInterne: boolean, delaiConnexion: number): Agent {
  const resoudre: LookupFunction = (hote, options, rendre) => {
    lookup(hote, { ...options, all: true }, (erreur, adresses) => {
      if (erreur) return rendre(erreur, '')
      const permises: LookupAddress[] = autoriserInterne
        ? adresses
        : adresses.filter(({ address }) => estPublique(address))
      const [premiere] = permises
      if (!premiere) return rendre(new AdresseInterdite(hote), '')
      if (options.all) return rendre(null, permises)
      rendre(null, premiere.address, premiere.family)
    })
  }
  return new Agent({ connect: { lookup: resoudre, timeout: delaiConnexion } })
}

export function verifierHote(url: URL, autoriserInterne: boolean): boolean {
  if (autoriserInterne) return true
  const hote = url.hostname.replace(/^\[|\]$/g, '')
  const litterale = hote.includes(':') || /^[\d.]+$/.test(hote)
  return litterale ? estPublique(hote) : true
}
