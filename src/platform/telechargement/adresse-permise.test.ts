import { expect, it } from 'vitest'
import { estPublique } from './adresse-permise.ts'

it.each([
  ['boucle locale', ['127.0.0.1', '127.8.8.8', '::1']],
  ['réseaux privés', ['10.0.0.1', '172.16.0.1', '192.168.1.1', 'fc00::1', 'fd00:ec2::254', 'fec0::1']],
  ['lien local et métadonnées', ['169.254.169.254', 'fe80::1', 'fe80::1%eth0']],
  ['partagées par les opérateurs', ['100.64.0.1', '100.127.255.255']],
  ['multidiffusion et diffusion', ['224.0.0.1', 'ff02::1', '255.255.255.255']],
  ['non précisées ou réservées', ['0.0.0.0', '0.1.2.3', '::', '192.0.2.1', '198.18.0.1', '240.0.0.1', '2001:db8::1']],
  [
    'IPv4 cachées dans une IPv6',
    ['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::1']
  ],
  ['textes qui n’en sont pas', ['', 'localhost', '127.1', '0x7f000001']]
])('les adresses %s ne sont pas publiques', (_, adresses) => {
  expect(adresses.filter(estPublique)).toEqual([])
})

it('les adresses de l’Internet public le sont', () => {
  expect(['8.8.8.8', '100.63.0.1', '172.32.0.1', '2a01:e0a::1', '2606:4700::1111'].every(estPublique)).toBe(true)
})
