import ipaddr from 'ipaddr.js'
import type { Contexte } from './feature.ts'

/**
 * The network address a request comes from, to count by and never to keep. Behind a proxy of our own network it is the
 * last one the proxy wrote; from anywhere else that header is only what the visitor says, and is not read.
 */
export function readAdresseClient(c: Contexte): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  const prise = parse(incoming?.socket?.remoteAddress)
  if (prise && !isInterne(prise)) return reseauDe(prise)
  const annoncee = parse(c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim())
  if (annoncee) return reseauDe(annoncee)
  return prise ? reseauDe(prise) : 'inconnue'
}

type Ip = ipaddr.IPv4 | ipaddr.IPv6

function parse(texte: string | undefined): Ip | undefined {
  return texte && ipaddr.isValid(texte) ? ipaddr.process(texte) : undefined
}

const isInterne = (ip: Ip) =>
  ['loopback', 'private', 'linkLocal', 'uniqueLocal', 'carrierGradeNat', 'unspecified'].includes(ip.range())

// A home has a whole /64 of IPv6 to itself.
function reseauDe(ip: Ip): string {
  return ip.kind() === 'ipv4'
    ? ip.toString()
    : (ip as ipaddr.IPv6).parts
        .slice(0, 4)
        .map((p) => p.toString(16))
        .join(':')
}
