import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  compterLieux,
  copierDepot,
  type Lancement,
  npm,
  postgresDe,
  serveurDe,
  tuer,
  vivants
} from './depot.fixture.ts'

// What a person does with the two commands, on a copy of this project: Linux only, where we can look at the processes.
const ROOT = process.getuid?.() === 0

let base: string
let depot: string
const ouverts: Lancement[] = []
const start = (options?: Parameters<typeof npm>[2], ou = depot) => {
  const lancement = npm(ou, ['start'], options)
  ouverts.push(lancement)
  return lancement
}
const maillage = (args: readonly string[], options?: Parameters<typeof npm>[2], ou = depot) => {
  const lancement = npm(ou, ['run', '--silent', 'maillage', '--', ...args], options)
  ouverts.push(lancement)
  return lancement
}

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'maillage demarré '))
  chmodSync(base, 0o755)
  depot = join(base, 'Médiation numérique', 'maillage')
  mkdirSync(join(base, 'Médiation numérique'))
  copierDepot(depot)
})
afterEach(async () => {
  await Promise.all(ouverts.splice(0).map((l) => l.tuer()))
})
afterAll(() => {
  tuer(...vivants(base))
  rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

describe.runIf(process.platform === 'linux')('les deux commandes', { timeout: 120_000 }, () => {
  let lieux: number

  it('npm start dit où aller, charge la démonstration, et s’arrête net sur Ctrl-C', async () => {
    const premier = start({ cwd: '/' })
    const adresse = await premier.adresse()
    expect((await fetch(`${adresse}/sante`)).status).toBe(200)
    await premier.attendre(/démonstration est chargée/)
    lieux = await compterLieux(adresse)
    expect(lieux).toBeGreaterThan(1000)
    await premier.ctrlC()
    expect(premier.texte()).not.toMatch(/npm error|\n\s+at /)
    expect(vivants(base)).toEqual([])
  })

  it.each([
    ['le serveur', () => serveurDe(depot)],
    [
      'le serveur, le lanceur et npm',
      () => vivants(depot).filter((v) => !postgresDe(depot).some(({ pid }) => pid === v.pid))
    ],
    ['tout, PostgreSQL compris', () => vivants(depot)]
  ])('repart sans rien perdre après kill -9 de ce qui tourne : %s', async (_, victimes) => {
    const premier = start()
    await premier.adresse()
    tuer(...victimes())
    await premier.fin
    const second = start()
    expect(await compterLieux(await second.adresse())).toBe(lieux)
    await second.ctrlC()
    expect(vivants(base)).toEqual([])
  })

  it('deux démarrages du même dossier : le second dit que le port est pris, et le premier n’en souffre pas', async () => {
    const premier = start()
    const adresse = await premier.adresse()
    const second = start({ env: { PORT: new URL(adresse).port } })
    expect(await second.fin).toBe(1)
    expect(second.texte()).toContain('est déjà pris')
    expect(await compterLieux(adresse)).toBe(lieux)
  })

  it('sur un autre port, le second sert la même base, et chacun peut s’arrêter avant l’autre', async () => {
    const premier = start()
    const adresse1 = await premier.adresse()
    const second = start()
    const adresse2 = await second.adresse()
    await premier.ctrlC()
    expect(await compterLieux(adresse2)).toBe(lieux)
    const troisieme = start()
    await troisieme.adresse()
    await troisieme.ctrlC()
    expect(await compterLieux(adresse2)).toBe(lieux)
    await second.ctrlC()
    expect(adresse1).not.toBe(adresse2)
    expect(vivants(base)).toEqual([])
  })

  it('démarrés au même instant, tous deux servent', async () => {
    const data = join(base, 'neuve')
    const tous = [0, 1, 2].map(() => start({ env: { MAILLAGE_DATA: data, MAILLAGE_DEMO: 'non' } }))
    const adresses = await Promise.all(tous.map((l) => l.adresse()))
    expect(await Promise.all(adresses.map(compterLieux))).toEqual([0, 0, 0])
    await Promise.all(tous.map((l) => l.ctrlC()))
    expect(vivants(base)).toEqual([])
  })

  it('la commande maillage marche avec et sans serveur, et ne l’arrête pas', async () => {
    const seule = maillage(['journal', 'verifier'], { cwd: tmpdir() })
    expect(await seule.fin, seule.texte()).toBe(0)
    expect(vivants(base)).toEqual([])
    const serveur = start()
    const adresse = await serveur.adresse()
    const lien = maillage(['admin', 'lien'])
    expect(await lien.fin, lien.texte()).toBe(0)
    expect(await compterLieux(adresse)).toBe(lieux)
  })

  it('la commande maillage écrit là où on l’appelle', async () => {
    const ici = mkdtempSync(join(base, 'ici-'))
    const commande = maillage(['exporter', 'lieux.csv'], { cwd: ici })
    expect(await commande.fin, commande.texte()).toBe(0)
    expect(readdirSync(ici)).toEqual(['lieux.csv'])
  })

  it('Ctrl-C pendant le premier démarrage ne laisse rien tourner', async () => {
    for (const attente of [500, 1500]) {
      const data = join(base, `coupee-${attente}`)
      const premier = start({ env: { MAILLAGE_DATA: data } })
      await new Promise((resolve) => setTimeout(resolve, attente))
      await premier.ctrlC()
      expect(vivants(base), premier.texte()).toEqual([])
      const second = start({ env: { MAILLAGE_DATA: data, MAILLAGE_DEMO: 'non' } })
      await second.adresse()
      await second.ctrlC()
    }
  })
})

describe.runIf(process.platform === 'linux')(
  'ce qui empêche de démarrer se dit en une phrase',
  { timeout: 60_000 },
  () => {
    it.each([
      ['un réglage mal écrit', { PORT: 'trois mille' }, 'PORT doit être un nombre entre 0 et 65535'],
      [
        'une base injoignable',
        { DATABASE_URL: 'postgres://x:motdepasse@127.0.0.1:9/maillage' },
        'personne n’écoute à cette adresse'
      ],
      [
        'une adresse de base mal écrite',
        { DATABASE_URL: 'pas une adresse' },
        'DATABASE_URL doit commencer par postgres://'
      ],
      ['un dossier de données impossible', { MAILLAGE_DATA: '/dev/null/ici' }, 'ne convient pas']
    ])('%s', async (_, env, phrase) => {
      const essai = start({ env })
      expect(await essai.fin).toBe(1)
      expect(essai.texte()).toContain(phrase)
      expect(essai.texte()).not.toMatch(/\n\s+at |motdepasse/)
      expect(vivants(base)).toEqual([])
    })
  }
)

describe.runIf(process.platform === 'linux' && ROOT)('en root', { timeout: 120_000 }, () => {
  it('depuis un dossier fermé aux autres comptes : les données vont ailleurs, le disent, et se retrouvent', async () => {
    const ferme = mkdtempSync(join(tmpdir(), 'maillage-ferme-'))
    const ici = join(ferme, 'maillage')
    copierDepot(ici)
    let ailleurs: string | undefined
    try {
      const premier = start({}, ici)
      const adresse = await premier.adresse()
      ailleurs = (await premier.attendre(/les données sont dans (\/var\/lib\/maillage\/[^/\s]+)/))[1]
      await premier.attendre(/démonstration est chargée/)
      const avant = await compterLieux(adresse)
      await premier.tuer()
      const second = start({}, ici)
      expect(await compterLieux(await second.adresse())).toBe(avant)
      await second.ctrlC()
      expect([...vivants(ferme), ...vivants(ailleurs as string)]).toEqual([])
    } finally {
      tuer(...vivants(ferme))
      for (const d of [ferme, ailleurs]) if (d) rmSync(d, { recursive: true, force: true })
    }
  })

  it('sous un compte ordinaire, dans son dossier ; puis root reprend la même base', async () => {
    const nom = `maillage-essai-${process.pid}`
    const maison = mkdtempSync(join(tmpdir(), 'maillage-compte-'))
    if (spawnSync('useradd', ['-M', '-d', maison, nom]).status !== 0)
      return console.warn('useradd ne marche pas ici : le compte ordinaire n’est pas éprouvé.')
    const id = (quoi: string) => Number(execFileSync('id', [quoi, nom], { encoding: 'utf8' }))
    const compte = { uid: id('-u'), gid: id('-g') }
    const ici = join(maison, 'maillage')
    try {
      copierDepot(ici)
      giveDirectories(maison, compte)
      chmodSync(maison, 0o755)
      const options = { compte, env: { HOME: maison, USER: nom, MAILLAGE_DEMO: 'non' } }
      const tue = start(options, ici)
      await tue.adresse()
      await tue.tuer()
      const commande = maillage(['journal', 'verifier'], options, ici)
      expect(await commande.fin, commande.texte()).toBe(0)
      const root = start({ env: { MAILLAGE_DEMO: 'non' } }, ici)
      await root.adresse()
      await root.ctrlC()
      const encore = start(options, ici)
      await encore.adresse()
      await encore.ctrlC()
      expect(vivants(maison)).toEqual([])
    } finally {
      tuer(...vivants(maison))
      spawnSync('userdel', [nom])
      rmSync(maison, { recursive: true, force: true })
    }
  })
})

// The components are hard links: giving them away would give away this project's own.
function giveDirectories(dossier: string, { uid, gid }: { uid: number; gid: number }): void {
  chownSync(dossier, uid, gid)
  for (const e of readdirSync(dossier, { withFileTypes: true })) {
    const chemin = join(dossier, e.name)
    if (e.isDirectory()) {
      if (e.name === 'node_modules') chownSync(chemin, uid, gid)
      else giveDirectories(chemin, { uid, gid })
    } else if (e.isFile()) chownSync(chemin, uid, gid)
  }
}
