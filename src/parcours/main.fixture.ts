import type { Download, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** What a control is called on the page. A text is its whole name; among several of a name, a locator says which. */
type Nom = string | RegExp | Locator

/** How somebody acts on a page. Each gesture that opens a page waits for it. */
export interface Main {
  /** Follows a link. */
  aller(nom: Nom): Promise<void>
  appuyer(nom: Nom): Promise<void>
  /** Replaces what a field says; a day is written « 2014-07-09 ». */
  ecrire(libelle: Nom, texte: string): Promise<void>
  /** Changes a box, or takes one of several. */
  choisir(libelle: Nom): Promise<void>
  deposer(
    libelle: Nom,
    fichier: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }
  ): Promise<void>
  telecharger(nom: Nom): Promise<Download>
}

const estNom = (nom: Nom): nom is string | RegExp => typeof nom === 'string' || nom instanceof RegExp
const controles = (page: Page) => ({
  lien: (nom: Nom) => (estNom(nom) ? page.getByRole('link', { name: nom, exact: true }).first() : nom),
  bouton: (nom: Nom) => (estNom(nom) ? page.getByRole('button', { name: nom, exact: true }).first() : nom),
  champ: (nom: Nom) => (estNom(nom) ? page.getByLabel(nom, { exact: true }) : nom),
  /** Does this, and waits for the page that it opens. */
  ouvrir: async (agir: () => Promise<void>) => {
    await Promise.all([page.waitForEvent('domcontentloaded'), agir()])
  }
})

/** A mouse, or a finger. */
export function souris(page: Page): Main {
  const { lien, bouton, champ, ouvrir } = controles(page)
  return {
    aller: (nom) => ouvrir(() => lien(nom).click()),
    appuyer: (nom) => ouvrir(() => bouton(nom).click()),
    ecrire: (libelle, texte) => champ(libelle).fill(texte),
    choisir: (libelle) => champ(libelle).click(),
    deposer: (libelle, fichier) => champ(libelle).setInputFiles(fichier),
    async telecharger(nom) {
      const [fichier] = await Promise.all([page.waitForEvent('download'), lien(nom).click()])
      return fichier
    }
  }
}

/** More steps than the longest of our forms has controls. */
const PAS_MAX = 150

/** A keyboard alone: the focus walks to each control, is seen there, and never walks backwards. */
export function clavier(page: Page): Main {
  const { lien, bouton, champ, ouvrir } = controles(page)

  async function atteindre(cible: Locator): Promise<Locator> {
    // Found once: to find a control by its name again at each step would cost more than the step.
    const element = await cible.elementHandle()
    if (!element) throw new Error(`${page.url()} : ${cible} n’est pas là`)
    let dernier: { pas: Pas; rang: number } | undefined
    for (let n = 0; n < PAS_MAX; n++) {
      const { ou, rang, passage } = await element.evaluate(situer)
      if (dernier && rang >= 0 && (dernier.pas === 'Tab' ? rang < dernier.rang : rang > dernier.rang))
        throw new Error(`${page.url()} : le focus ne suit pas l’ordre de la page`)
      if (ou === 'ici') {
        expect(await element.evaluate(montreLeFocus), `focus invisible, ${cible} sur ${page.url()}`).toBe('')
        return cible
      }
      if (passage) {
        await page.keyboard.press('Enter')
        dernier = undefined
        continue
      }
      const pas = ou === 'avant' ? 'Shift+Tab' : 'Tab'
      dernier = rang >= 0 ? { pas, rang } : undefined
      await page.keyboard.press(pas)
    }
    throw new Error(`${page.url()} : le clavier n’atteint pas ${cible}`)
  }

  const frapper = async (cible: Locator, touche: string) => {
    await atteindre(cible)
    await page.keyboard.press(touche)
  }
  return {
    aller: (nom) => ouvrir(() => frapper(lien(nom), 'Enter')),
    appuyer: (nom) => ouvrir(() => frapper(bouton(nom), 'Space')),
    async ecrire(libelle, texte) {
      const cible = await atteindre(champ(libelle))
      const jour = /^(\d{4})-(\d\d)-(\d\d)$/.exec(texte)
      if (jour) {
        // In the order of the browser's own language, which is English here.
        await page.keyboard.type(`${jour[2]}${jour[3]}${jour[1]}`)
      } else {
        await page.keyboard.press('Control+A')
        await page.keyboard.type(texte)
      }
      expect(await cible.inputValue()).toBe(texte)
    },
    async choisir(libelle) {
      const cible = await atteindre(champ(libelle))
      const coche = await cible.isChecked()
      for (let n = 0; n < 10 && !(await cible.evaluate((el) => el === document.activeElement)); n++)
        await page.keyboard.press('ArrowDown')
      // An arrow takes what it reaches; the space bar takes the one where the focus already was.
      if ((await cible.isChecked()) === coche) await page.keyboard.press('Space')
      expect(await cible.isChecked()).not.toBe(coche)
    },
    async deposer(libelle, fichier) {
      const [choix] = await Promise.all([page.waitForEvent('filechooser'), frapper(champ(libelle), 'Enter')])
      await choix.setFiles(fichier)
    },
    async telecharger(nom) {
      const [fichier] = await Promise.all([page.waitForEvent('download'), frapper(lien(nom), 'Enter')])
      return fichier
    }
  }
}

type Pas = 'Tab' | 'Shift+Tab'

/** Where the focus is, seen from a control. Buttons of one choice are one stop: any of them is the place. */
function situer(cible: Element): { ou: 'ici' | 'avant' | 'apres'; rang: number; passage: boolean } {
  const actif = document.activeElement ?? document.body
  const rang = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].indexOf(actif)
  const memeChoix =
    cible instanceof HTMLInputElement &&
    actif instanceof HTMLInputElement &&
    cible.type === 'radio' &&
    actif.type === 'radio' &&
    cible.name === actif.name &&
    cible.form === actif.form
  const ici = actif === cible || memeChoix
  const avant = actif !== document.body && (actif.compareDocumentPosition(cible) & Node.DOCUMENT_POSITION_PRECEDING) > 0
  const principal = document.querySelector('main')
  const passage = actif.getAttribute('href') === '#contenu' && principal?.contains(cible) === true
  return { ou: ici ? 'ici' : avant ? 'avant' : 'apres', rang, passage }
}

/** What keeps somebody from seeing where they are; nothing when the ring is there, inside the window, on top. */
function montreLeFocus(): string {
  const actif = document.activeElement
  if (!actif?.matches(':focus-visible')) return 'pas de focus visible'
  const { outlineStyle, outlineWidth } = getComputedStyle(actif)
  if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) return 'pas de contour'
  const boite = actif.getBoundingClientRect()
  if (boite.width < 1 || boite.height < 1) return 'sans étendue'
  if (boite.bottom < 0 || boite.top > innerHeight || boite.right < 0 || boite.left > innerWidth) return 'hors de la vue'
  const [x, y] = [boite.left + Math.min(boite.width / 2, 20), Math.max(boite.top, 0) + Math.min(boite.height / 2, 10)]
  const dessus = document.elementFromPoint(x, y)
  const couvert = dessus && !actif.contains(dessus) && !dessus.contains(actif) && !dessus.closest('label')
  return couvert ? `couvert par ${dessus.outerHTML.slice(0, 80)}` : ''
}
