import ipaddr from 'ipaddr.js'

/**
 * Whether an address is on the public Internet: not loopback, private, link-local (where clouds keep their
 * metadata), shared, multicast, reserved, nor an IPv6 that hides an IPv4.
 */
export function estPublique(adresse: string): boolean {
  if (!ipaddr.isValid(adresse)) return false
  const ip = ipaddr.parse(adresse)
  if (ip.range() !== 'unicast') return false
  // Only 2000::/3 is given out; the rest of IPv6 includes `::127.0.0.1`.
  return ip.kind() === 'ipv4' || ((ip as ipaddr.IPv6).parts[0] ?? 0) >> 13 === 1
}
