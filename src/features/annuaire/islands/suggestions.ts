// Names of places offered under « Où ? » while one types (combobox pattern of ARIA). The field stays a plain field: what is
// typed is sent as typed when nothing is chosen.

interface Suggestion {
  readonly valeur: string
  readonly precision: string
}

/** Milliseconds without typing before asking: a word is not asked letter by letter. */
const PAUSE = 150

for (const champ of document.querySelectorAll<HTMLInputElement>('input[data-suggestions=ou]')) suggest(champ)

function suggest(champ: HTMLInputElement): void {
  const liste = document.createElement('ul')
  liste.id = `${champ.id}-suggestions`
  liste.className = 'suggestions'
  liste.setAttribute('role', 'listbox')
  liste.setAttribute('aria-label', 'Lieux proposés')
  liste.hidden = true
  const annonce = document.createElement('p')
  annonce.className = 'vh'
  annonce.setAttribute('role', 'status')
  champ.after(liste, annonce)
  for (const [nom, valeur] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-expanded', 'false'],
    ['aria-controls', liste.id]
  ] as const)
    champ.setAttribute(nom, valeur)

  let choisie = -1
  let demande = 0
  let attente: ReturnType<typeof setTimeout> | undefined

  champ.addEventListener('input', () => {
    clearTimeout(attente)
    attente = setTimeout(() => void ask(), PAUSE)
  })
  champ.addEventListener('keydown', (evenement) => {
    if (liste.hidden || evenement.isComposing) return
    const { key } = evenement
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const { length } = liste.children
      // Out of the list by either end is back to what was typed.
      choisie = ((choisie + 1 + (key === 'ArrowDown' ? 1 : -1) + length + 1) % (length + 1)) - 1
      mark()
    } else if (key === 'Enter' && choisie >= 0) take(liste.children[choisie])
    else if (key === 'Escape') close()
    else return
    evenement.preventDefault()
  })
  champ.addEventListener('blur', close)
  // Before the field loses focus, or the list would close under the finger.
  liste.addEventListener('pointerdown', (evenement) => evenement.preventDefault())
  liste.addEventListener('click', (evenement) => take((evenement.target as Element).closest('li')))

  async function ask(): Promise<void> {
    const tape = champ.value.trim()
    const numero = ++demande
    if (tape.length < 2) return close()
    try {
      const reponse = await fetch(`/lieux/suggestions?q=${encodeURIComponent(tape)}`)
      const trouvees = reponse.ok ? ((await reponse.json()) as Suggestion[]) : []
      // Slow networks answer in disorder, and the visitor may have left the field.
      if (numero === demande && document.activeElement === champ) show(trouvees)
    } catch {
      close()
    }
  }

  function show(trouvees: readonly Suggestion[]): void {
    close()
    if (trouvees.length === 0) return
    liste.replaceChildren(
      ...trouvees.map(({ valeur, precision }, i) => {
        const ligne = document.createElement('li')
        ligne.id = `${liste.id}-${i}`
        ligne.setAttribute('role', 'option')
        ligne.dataset.valeur = valeur
        const detail = document.createElement('span')
        detail.textContent = precision
        ligne.append(`${valeur} `, detail)
        return ligne
      })
    )
    liste.hidden = false
    champ.setAttribute('aria-expanded', 'true')
    annonce.textContent = `${trouvees.length} lieu${trouvees.length > 1 ? 'x' : ''} proposé${trouvees.length > 1 ? 's' : ''}, flèches pour choisir.`
  }

  function mark(): void {
    for (const [i, ligne] of [...liste.children].entries()) ligne.setAttribute('aria-selected', String(i === choisie))
    const ligne = liste.children[choisie]
    if (ligne) champ.setAttribute('aria-activedescendant', ligne.id)
    else champ.removeAttribute('aria-activedescendant')
  }

  function take(ligne: Element | null | undefined): void {
    if (!(ligne instanceof HTMLElement)) return
    champ.value = ligne.dataset.valeur ?? ''
    // As if it had been typed, for whoever listens; asking again would open the list anew.
    champ.dispatchEvent(new Event('input', { bubbles: true }))
    clearTimeout(attente)
    close()
  }

  function close(): void {
    demande++
    choisie = -1
    liste.hidden = true
    champ.setAttribute('aria-expanded', 'false')
    champ.removeAttribute('aria-activedescendant')
    annonce.textContent = ''
  }
}
