// « Brouillon enregistré à 14 h 32 »: sends the form in the background a second after the last key. The button of the form
// does the same without it. What could not leave stays on the page, and is tried again.

const PAUSE = 1_000
const NOUVEL_ESSAI = 15_000

for (const formulaire of document.querySelectorAll<HTMLFormElement>('form[data-brouillon]')) follow(formulaire)

function follow(formulaire: HTMLFormElement): void {
  const dit = formulaire.querySelector<HTMLElement>('[data-brouillon-dit]')
  const avant = formulaire.querySelector<HTMLInputElement>('input[name=avant]')
  if (!dit || !avant) return
  let minuterie: ReturnType<typeof setTimeout> | undefined
  let enRoute = false
  /** Written since the last sending. */
  let change = false
  /** Somebody else wrote here: only a person can choose. */
  let arrete = false

  formulaire.addEventListener('input', () => {
    change = true
    plan(PAUSE)
  })
  formulaire.addEventListener('submit', () => {
    // The page leaves with everything: nothing more to do, nor to warn of.
    clearTimeout(minuterie)
    arrete = true
    change = false
  })
  addEventListener('online', () => plan(0))
  addEventListener('beforeunload', (evenement) => {
    if (change) evenement.preventDefault()
  })
  // Back from the next page by the browser's own button: what the page holds may be older than what is kept.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload()
  })
  // On a slow network, people write before this script comes.
  if ([...formulaire.elements].some(isWritten)) {
    change = true
    plan(PAUSE)
  }

  function plan(delai: number): void {
    clearTimeout(minuterie)
    if (change && !arrete) minuterie = setTimeout(() => void send(), delai)
  }

  async function send(): Promise<void> {
    if (enRoute) return plan(PAUSE)
    enRoute = true
    change = false
    const corps = new URLSearchParams()
    for (const [nom, valeur] of new FormData(formulaire)) if (typeof valeur === 'string') corps.append(nom, valeur)
    corps.set('fond', 'oui')
    try {
      const reponse = await fetch(formulaire.action, { method: 'POST', body: corps, redirect: 'manual' })
      const lu: unknown = reponse.headers.get('content-type')?.includes('json') ? await reponse.json() : undefined
      if (isSaved(lu)) {
        if (avant) avant.value = lu.avant
        say(`Brouillon enregistré à ${lu.heure}.`)
      } else if (reponse.status >= 500) wait()
      else {
        arrete = true
        change = true
        say(
          'Ce brouillon a changé ailleurs, ou votre session est finie. Appuyez sur « Enregistrer » pour voir la suite.'
        )
      }
    } catch {
      wait()
    } finally {
      enRoute = false
    }
  }

  function wait(): void {
    change = true
    say('Pas de connexion : vos réponses restent sur cette page. Nous réessayons. Ne la fermez pas.')
    plan(NOUVEL_ESSAI)
  }

  function say(phrase: string): void {
    if (dit) dit.textContent = phrase
  }
}

/** It no longer holds what the page came with. */
function isWritten(champ: Element): boolean {
  if (champ instanceof HTMLTextAreaElement) return champ.value !== champ.defaultValue
  if (!(champ instanceof HTMLInputElement) || champ.type === 'hidden') return false
  return champ.type === 'checkbox' || champ.type === 'radio'
    ? champ.checked !== champ.defaultChecked
    : champ.value !== champ.defaultValue
}

function isSaved(lu: unknown): lu is { readonly avant: string; readonly heure: string } {
  return typeof lu === 'object' && lu !== null && 'avant' in lu && 'heure' in lu
}
