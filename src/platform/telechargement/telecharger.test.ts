import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DemandeTelechargement, telecharger } from './telecharger.ts'

let dossier: string
const serveurs: { close(): unknown; closeAllConnections?(): void }[] = []

beforeEach(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'telechargement-'))
})

afterEach(async () => {
  for (const serveur of serveurs.splice(0)) {
    serveur.closeAllConnections?.()
    serveur.close()
  }
  await rm(dossier, { recursive: true })
})

async function servir(repondre: RequestListener): Promise<string> {
  const serveur: Server = createServer(repondre)
  serveurs.push(serveur)
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret))
  return `http://127.0.0.1:${(serveur.address() as AddressInfo).port}`
}

const prendre = (adresse: string, demande: Partial<DemandeTelechargement> = {}) =>
  telecharger(adresse, { dossier, autoriserInterne: true, ...demande })

async function refusDe(adresse: string, demande: Partial<DemandeTelechargement> = {}) {
  const reponse = await prendre(adresse, demande)
  if (reponse.ok) throw new Error('Le téléchargement a réussi.')
  // A refusal leaves nothing behind.
  expect(await readdir(dossier)).toEqual([])
  expect(reponse.error.message).toMatch(/^\p{Lu}.*\.$/u)
  return reponse.error
}

describe('un téléchargement', () => {
  it('rend le fichier, son empreinte et de quoi redemander s’il a changé', async () => {
    const base = await servir((_, reponse) => {
      reponse.writeHead(200, {
        etag: '"v1"',
        'last-modified': 'Mon, 01 Jul 2024 10:00:00 GMT',
        'content-type': 'text/csv'
      })
      reponse.end('nom,ville\nA,B\n')
    })
    const reponse = await prendre(`${base}/lieux.csv#haut`)
    expect(reponse).toMatchObject({
      ok: true,
      value: {
        etat: 'nouveau',
        taille: 14,
        etag: '"v1"',
        lastModified: 'Mon, 01 Jul 2024 10:00:00 GMT',
        typeContenu: 'text/csv',
        adresse: `${base}/lieux.csv`
      }
    })
    if (!reponse.ok || reponse.value.etat !== 'nouveau') throw new Error()
    expect(await readFile(reponse.value.fichier, 'utf8')).toBe('nom,ville\nA,B\n')
    expect(reponse.value.empreinte).toMatch(/^[0-9a-f]{64}$/)
  })

  it('dit « inchangé » quand le serveur répond 304', async () => {
    const base = await servir((requete, reponse) => {
      const connu = requete.headers['if-none-match'] === '"v1"' && requete.headers['if-modified-since'] === 'hier'
      reponse.writeHead(connu ? 304 : 200).end()
    })
    expect(await prendre(base, { etag: '"v1"', lastModified: 'hier' })).toEqual({
      ok: true,
      value: { etat: 'inchange' }
    })
  })

  it('n’écoute pas un 304 qu’on n’a pas demandé', async () => {
    const base = await servir((_, reponse) => reponse.writeHead(304).end())
    expect(await refusDe(base)).toMatchObject({ raison: 'reponse-invalide', statut: 304 })
  })

  it('suit les redirections relatives, mais pas en rond', async () => {
    const base = await servir((requete, reponse) => {
      const reste = Number(requete.url?.slice(1))
      if (reste > 0) reponse.writeHead(302, { location: `/${reste - 1}` }).end('ailleurs')
      else reponse.end('arrivé')
    })
    expect(await prendre(`${base}/5`)).toMatchObject({ ok: true, value: { taille: 7, adresse: `${base}/0` } })
    await rm(dossier, { recursive: true })
    dossier = await mkdtemp(join(tmpdir(), 'telechargement-'))
    expect(await refusDe(`${base}/6`)).toMatchObject({ raison: 'redirections' })
  })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync]
  ] as const)('décompresse une réponse %s', async (codage, comprimer) => {
    const base = await servir((_, reponse) =>
      reponse.writeHead(200, { 'content-encoding': codage }).end(comprimer('bonjour'))
    )
    const reponse = await prendre(base)
    if (!reponse.ok || reponse.value.etat !== 'nouveau') throw new Error()
    expect(await readFile(reponse.value.fichier, 'utf8')).toBe('bonjour')
  })

  it('garde une page d’erreur servie avec le code 200 : c’est la lecture qui la reconnaît', async () => {
    const base = await servir((_, reponse) =>
      reponse.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>')
    )
    expect(await prendre(base)).toMatchObject({ ok: true, value: { etat: 'nouveau', typeContenu: 'text/html' } })
  })
})

describe('un téléchargement est refusé', () => {
  it.each([
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://[::1]:1/',
    'http://2130706433:1/',
    'http://0x7f.1:1/',
    'http://0:1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:127.0.0.1]:1/',
    'http://[fd00:ec2::254]/'
  ])('vers l’intérieur du réseau : %s', async (adresse) => {
    expect(await refusDe(adresse, { autoriserInterne: false })).toMatchObject({ raison: 'adresse-interne' })
  })

  it('sans que la machine visée ait reçu la moindre connexion', async () => {
    let connexions = 0
    const serveur = createTcp(() => connexions++)
    serveurs.push(serveur)
    await new Promise<void>((pret) => serveur.listen(0, pret))
    const { port } = serveur.address() as AddressInfo
    for (const hote of ['127.0.0.1', 'localhost', '[::1]']) {
      expect(await refusDe(`http://${hote}:${port}/`, { autoriserInterne: false })).toMatchObject({
        raison: 'adresse-interne'
      })
    }
    expect(connexions).toBe(0)
  })

  it.each(['http://127.0.0.1:PORT/', 'http://localhost:PORT/', '//[::1]:PORT/', 'http://169.254.169.254/'])(
    'quand une redirection mène à l’intérieur du réseau : %s',
    async (cible) => {
      let visites = 0
      const interne = await servir((_, reponse) => {
        visites++
        reponse.end('secret')
      })
      const base = await servir((_, reponse) =>
        reponse.writeHead(307, { location: cible.replace('PORT', new URL(interne).port) }).end()
      )
      expect(await refusDe(base, { autoriserInterne: [new URL(base).host] })).toMatchObject({
        raison: 'adresse-interne'
      })
      expect(visites).toBe(0)
    }
  )

  it.each([
    'file:///etc/passwd',
    'ftp://exemple.fr/x',
    'data:,x',
    'pas une adresse',
    '',
    'http://moi:secret@exemple.fr/'
  ])('quand l’adresse n’est pas une adresse web simple : %s', async (adresse) => {
    expect(await refusDe(adresse)).toMatchObject({ raison: 'adresse' })
  })

  it('quand une redirection mène hors du web', async () => {
    const base = await servir((_, reponse) => reponse.writeHead(302, { location: 'file:///etc/passwd' }).end())
    expect(await refusDe(base)).toMatchObject({ raison: 'adresse' })
  })

  it.each([
    [404, 'introuvable'],
    [410, 'introuvable'],
    [403, 'acces-refuse'],
    [503, 'serveur'],
    [204, 'reponse-invalide'],
    [302, 'reponse-invalide']
  ])('quand le serveur répond %d', async (statut, raison) => {
    const base = await servir((_, reponse) => reponse.writeHead(statut).end())
    expect(await refusDe(base)).toMatchObject({ raison, statut })
  })

  it('quand le corps ne finit jamais', async () => {
    const base = await servir((_, reponse) => {
      const verser = () => {
        while (!reponse.destroyed && reponse.write(Buffer.alloc(65_536)));
      }
      reponse.on('drain', verser)
      verser()
    })
    expect(await refusDe(base, { tailleMax: 1_000_000 })).toMatchObject({ raison: 'trop-gros' })
  })

  it('quand la taille annoncée dépasse la limite', async () => {
    const base = await servir((_, reponse) => reponse.writeHead(200, { 'content-length': '999999999' }).write('x'))
    expect(await refusDe(base)).toMatchObject({ raison: 'trop-gros' })
  })

  it('quand une petite réponse compressée en devient une énorme', async () => {
    const bombe = gzipSync(Buffer.alloc(50_000_000))
    expect(bombe.length).toBeLessThan(100_000)
    const base = await servir((_, reponse) => reponse.writeHead(200, { 'content-encoding': 'gzip' }).end(bombe))
    expect(await refusDe(base, { tailleMax: 10_000_000 })).toMatchObject({ raison: 'trop-gros' })
  })

  it('quand la réponse compressée est abîmée, coupée ou d’un codage inconnu', async () => {
    for (const [codage, corps] of [
      ['gzip', Buffer.from('pas du gzip')],
      ['gzip', gzipSync('bonjour bonjour').subarray(0, 15)],
      ['br', Buffer.from('pas du brotli')],
      ['sdch', Buffer.from('x')]
    ] as const) {
      const base = await servir((_, reponse) => reponse.writeHead(200, { 'content-encoding': codage }).end(corps))
      expect(await refusDe(base)).toMatchObject({ raison: 'reponse-invalide' })
    }
  })

  it('quand le serveur accepte la connexion et se tait', async () => {
    const base = await servir(() => undefined)
    expect(await refusDe(base, { delaiSilence: 300 })).toMatchObject({ raison: 'delai' })
  })

  it('quand il verse goutte à goutte au-delà du délai total', async () => {
    const base = await servir((_, reponse) => {
      const gouttes = setInterval(() => reponse.write('x'), 20)
      reponse.on('close', () => clearInterval(gouttes))
    })
    expect(await refusDe(base, { delai: 500 })).toMatchObject({ raison: 'delai' })
  })

  it('quand la connexion est coupée avant la fin', async () => {
    const base = await servir((_, reponse) => {
      reponse.writeHead(200, { 'content-length': '100' })
      reponse.write('début')
      setTimeout(() => reponse.destroy(), 50)
    })
    expect(await refusDe(base)).toMatchObject({ raison: 'interrompu' })
  })

  it('quand personne ne répond, ou pas en HTTP', async () => {
    const bavard = createTcp((prise) =>
      prise
        .on('error', () => undefined)
        .resume()
        .end('SSH-2.0-OpenSSH_9\r\n')
    )
    serveurs.push(bavard)
    await new Promise<void>((pret) => bavard.listen(0, '127.0.0.1', pret))
    const { port } = bavard.address() as AddressInfo
    expect(await refusDe(`http://127.0.0.1:${port}/`)).toMatchObject({ raison: 'reponse-invalide' })
    expect(await refusDe(`https://127.0.0.1:${port}/`)).toMatchObject({ raison: 'certificat' })
    await new Promise((ferme) => bavard.close(ferme))
    expect(await refusDe(`http://127.0.0.1:${port}/`)).toMatchObject({ raison: 'injoignable' })
    expect(await refusDe('http://nulle-part.invalid/')).toMatchObject({ raison: 'injoignable' })
  })
})
