// Passkeys: the browser's own API, and nothing without it. Each `[data-cle]` is a form hidden until a script can serve it;
// it asks for a challenge, lets the person touch or look at the device, and posts the answer as any form does.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'

if (browserSupportsWebAuthn())
  for (const partie of document.querySelectorAll<HTMLElement>('[data-cle]')) {
    partie.hidden = false
    const formulaire = partie.querySelector('form')
    formulaire?.addEventListener('submit', (evenement) => {
      const reponse = formulaire.elements.namedItem('reponse') as HTMLInputElement
      if (reponse.value) return
      keepShared(formulaire)
      evenement.preventDefault()
      void answer(partie, formulaire, reponse)
    })
  }

async function answer(partie: HTMLElement, formulaire: HTMLFormElement, reponse: HTMLInputElement): Promise<void> {
  const dit = partie.querySelector<HTMLElement>('[data-cle-dit]')
  try {
    const recu = await fetch(partie.dataset.cle ?? '', { method: 'POST', headers: { accept: 'application/json' } })
    if (!recu.ok) throw new Error(String(recu.status))
    const optionsJSON = await recu.json()
    const cle = await ('rp' in optionsJSON ? startRegistration({ optionsJSON }) : startAuthentication({ optionsJSON }))
    reponse.value = JSON.stringify(cle)
    formulaire.requestSubmit()
  } catch {
    // The person closed the window of the browser, or the key is not here: the words are already in the page.
    if (dit) dit.hidden = false
  }
}

/** « Cet ordinateur est partagé » is said once on the page, in the form of the password: it holds for the key too. */
function keepShared(formulaire: HTMLFormElement): void {
  const coche = document.querySelector<HTMLInputElement>('#partage')
  if (!coche || formulaire.contains(coche)) return
  formulaire.querySelector('input[name=partage]')?.remove()
  if (!coche.checked) return
  const champ = document.createElement('input')
  Object.assign(champ, { type: 'hidden', name: 'partage', value: 'oui' })
  formulaire.append(champ)
}
