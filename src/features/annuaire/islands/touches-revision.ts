// One key for each answer of the review desk: presses what bears it in `data-touche`. A key alone may be pressed by
// mistake, or spoken by a voice command: the box of the page turns them off, and this device remembers it (WCAG 2.1.4).

const MEMOIRE = 'revision-raccourcis'

const reglage = document.querySelector<HTMLElement>('[data-raccourcis]')
const caseACocher = reglage?.querySelector<HTMLInputElement>('input')
let answered = false

if (reglage && caseACocher) {
  caseACocher.checked = remembered() !== 'non'
  caseACocher.addEventListener('change', () => remember(caseACocher.checked ? 'oui' : 'non'))
  // Shown by the script only: without it the box would do nothing.
  reglage.hidden = false
  document.addEventListener('keydown', (evenement) => {
    if (caseACocher.checked) press(evenement)
  })
  // Back from the next page by the browser's own button: the answers can be given again.
  addEventListener('pageshow', () => {
    answered = false
  })
}

function press(evenement: KeyboardEvent): void {
  // A key held down would answer the next questions unseen.
  if (answered || evenement.repeat || evenement.ctrlKey || evenement.altKey || evenement.metaKey) return
  if (isTyping(evenement.target)) return
  const touche = evenement.key.toLowerCase()
  for (const cible of document.querySelectorAll<HTMLElement>('[data-touche]')) {
    if (cible.dataset.touche !== touche) continue
    evenement.preventDefault()
    answered = true
    cible.click()
    return
  }
}

function isTyping(cible: EventTarget | null): boolean {
  if (!(cible instanceof HTMLElement)) return false
  if (cible.isContentEditable || cible instanceof HTMLTextAreaElement || cible instanceof HTMLSelectElement) return true
  return cible instanceof HTMLInputElement && !['checkbox', 'radio', 'submit', 'button'].includes(cible.type)
}

// A browser may refuse to remember anything: the keys then work until the box is unticked, page by page.
function remembered(): string | null {
  try {
    return localStorage.getItem(MEMOIRE)
  } catch {
    return null
  }
}

function remember(valeur: string): void {
  try {
    localStorage.setItem(MEMOIRE, valeur)
  } catch {
    // Nothing to do: see above.
  }
}
