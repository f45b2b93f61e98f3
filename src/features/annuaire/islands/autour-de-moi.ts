// « Autour de moi » beside « Où ? »: asks the browser for the position when pressed, never before. It leaves the device
// rounded to about 100 m, in the form that the visitor sends.

const formulaire = document.querySelector<HTMLFormElement>('form[data-recherche]')
const champ = formulaire?.querySelector<HTMLInputElement>('#commune')

if (formulaire && champ && 'geolocation' in navigator && window.isSecureContext) {
  const bouton = document.createElement('button')
  bouton.type = 'button'
  bouton.className = 'autour'
  bouton.textContent = 'Autour de moi'
  const message = document.createElement('p')
  message.className = 'autour__message'
  message.setAttribute('role', 'status')
  // Before the field in reading order, above it on the screen: nothing moves when it appears.
  champ.before(bouton)
  champ.after(message)

  bouton.addEventListener('click', () => {
    message.textContent = 'Nous demandons votre position à votre appareil…'
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        hide('lat', coords.latitude)
        hide('lon', coords.longitude)
        champ.value = ''
        champ.placeholder = 'Autour de votre position'
        // Other codes of territory would narrow the search to where one no longer looks.
        for (const nom of ['code_postal', 'departement', 'region', 'epci']) remove(nom)
        message.textContent = 'Votre position est prise en compte, à 100 mètres près. Vous pouvez chercher.'
      },
      ({ code }) => {
        message.textContent = RAISONS[code] ?? 'Votre position n’est pas connue. Écrivez votre commune.'
      },
      { timeout: 10_000, maximumAge: 300_000 }
    )
  })
  // A place typed afterwards wins.
  champ.addEventListener('input', () => {
    remove('lat')
    remove('lon')
    message.textContent = ''
  })

  function hide(nom: string, degres: number): void {
    remove(nom)
    const cache = document.createElement('input')
    cache.type = 'hidden'
    cache.name = nom
    cache.value = String(Math.round(degres * 1000) / 1000)
    formulaire?.append(cache)
  }
  function remove(nom: string): void {
    formulaire?.querySelector(`input[type=hidden][name=${nom}]`)?.remove()
  }
}

/** By the code of the browser's refusal. */
const RAISONS: Readonly<Record<number, string>> = {
  1: 'Votre navigateur n’a pas donné votre position. Ce n’est pas grave\u00a0: écrivez votre commune.',
  2: 'Votre appareil ne trouve pas sa position. Écrivez votre commune.',
  3: 'Votre appareil met trop de temps à trouver sa position. Écrivez votre commune.'
}
