import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect, inject, onTestFinished } from 'vitest'
import { lancerChromium } from './chromium.ts'
import { enFinDeFichier } from './fin.ts'

/** A real browser for the file's tests. */
export async function ouvrirNavigateur(): Promise<Browser> {
  const executablePath = inject('chromium')
  const navigateur = await lancerChromium(executablePath)
  enFinDeFichier(() => navigateur.close())
  return navigateur
}

/** An old phone: 320 px wide, and with or without JavaScript. */
export function telephone(navigateur: Browser, { javaScript = true } = {}): Promise<BrowserContext> {
  return navigateur.newContext({
    viewport: { width: 320, height: 640 },
    javaScriptEnabled: javaScript,
    locale: 'fr-FR'
  })
}

export function ordinateur(navigateur: Browser, { javaScript = true } = {}): Promise<BrowserContext> {
  return navigateur.newContext({
    viewport: { width: 1280, height: 800 },
    javaScriptEnabled: javaScript,
    locale: 'fr-FR'
  })
}

// `source` is the whole of axe as text; reading it here keeps it out of the application's own bundle.
const AXE = axe.source ?? readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.2 AA by axe, text contrast at 7:1, and no sideways scroll. The page needs JavaScript allowed: axe is a script. */
export async function verifierAccessibilite(page: Page): Promise<void> {
  // Our own policy forbids foreign scripts: axe enters through the debugger, which the policy does not govern.
  await page.evaluate(AXE)
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(cible: unknown, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
      }
    }
    const resultat = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'wcag2aaa'],
      rules: { 'color-contrast-enhanced': { enabled: true }, 'identical-links-same-purpose': { enabled: false } }
    })
    return resultat.violations.map(({ id, nodes }) => `${id} : ${nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`)
  })
  expect(violations, page.url()).toEqual([])
  const deborde = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(deborde, `défilement de côté sur ${page.url()}`).toBeLessThanOrEqual(0)
}

/**
 * A page of somebody's own until the test ends. A script error is a broken page even when it looks right: it fails the test.
 * @param attente milliseconds that an expected thing may take
 */
export async function visiter(contexte: Promise<BrowserContext>, { attente = 5_000 } = {}): Promise<Page> {
  const c = await contexte
  onTestFinished(() => c.close())
  const page = await c.newPage()
  page.setDefaultTimeout(attente)
  page.on('pageerror', (error) => {
    throw error
  })
  return page
}
