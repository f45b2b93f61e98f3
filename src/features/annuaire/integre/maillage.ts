// <maillage-recherche>: the search of this directory inside another site. The only script that other sites load: it
// stands alone, and keeps its address. What is between the tags stays shown until the search is there.
//
//   <script src="https://…/integre/maillage.js" async></script>
//   <maillage-recherche territoire="departement:48" filtres="frais_a_charge=Gratuit" couleur="#1f4e5f">
//     <a href="https://…/lieux?departement=48">Trouver un lieu d’aide au numérique</a>
//   </maillage-recherche>

const SCRIPT =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[src*="/integre/maillage.js"]')
const ICI = new URL(SCRIPT?.src ?? '/', location.href)
const BASE = ICI.href.replace(/\/integre\/maillage\.js.*$/, '').replace(/\/$/, '')

const ATTRIBUTS = ['territoire', 'filtres', 'couleur', 'theme', 'champs', 'hauteur', 'titre']
const TERRITOIRES = ['commune', 'code_postal', 'departement', 'region', 'epci']
const HAUTEUR_DE_DEPART = 640
const HAUTEUR_MAX = 20_000

class MaillageRecherche extends HTMLElement {
  static observedAttributes = ATTRIBUTS

  #cadre: HTMLIFrameElement | undefined
  readonly #secours = document.createElement('slot')
  readonly #ecouter = (message: MessageEvent) => this.#recevoir(message)

  connectedCallback() {
    if (!this.#cadre) {
      // Styles are set one by one: a page may forbid sheets and inline styles.
      this.style.display ||= 'block'
      this.#cadre = document.createElement('iframe')
      this.#cadre.loading = 'lazy'
      this.#cadre.style.cssText = 'display:block;width:100%;border:0'
      this.attachShadow({ mode: 'open' }).append(this.#cadre, this.#secours)
    }
    addEventListener('message', this.#ecouter)
    this.#dessiner()
  }

  disconnectedCallback() {
    removeEventListener('message', this.#ecouter)
  }

  attributeChangedCallback() {
    if (this.isConnected && this.#cadre) this.#dessiner()
  }

  #dessiner() {
    const cadre = this.#cadre
    if (!cadre) return
    cadre.title = this.getAttribute('titre') ?? 'Trouver un lieu d’aide au numérique'
    cadre.style.height = `${this.#hauteurFixe() ?? HAUTEUR_DE_DEPART}px`
    const adresse = this.#adresse()
    if (cadre.src !== adresse) cadre.src = adresse
  }

  #adresse(): string {
    const parametres = new URLSearchParams(this.getAttribute('filtres') ?? '')
    const [, genre = '', valeur = ''] = /^\s*(\w+)\s*:\s*(.+?)\s*$/.exec(this.getAttribute('territoire') ?? '') ?? []
    if (TERRITOIRES.includes(genre)) parametres.set(genre, valeur)
    for (const nom of ['couleur', 'theme', 'champs']) {
      const dit = this.getAttribute(nom)
      if (dit) parametres.set(nom, dit)
    }
    const texte = parametres.toString()
    return texte ? `${BASE}/integre?${texte}` : `${BASE}/integre`
  }

  /** Pixels; undefined: as high as what it shows. */
  #hauteurFixe(): number | undefined {
    const pixels = Number.parseInt(this.getAttribute('hauteur') ?? '', 10)
    return pixels > 0 ? Math.min(pixels, HAUTEUR_MAX) : undefined
  }

  #recevoir({ origin, source, data }: MessageEvent) {
    // Any window may send a message here: only our own frame is heard.
    if (origin !== ICI.origin || !this.#cadre || source !== this.#cadre.contentWindow) return
    const { maillage, hauteur } = (data ?? {}) as { maillage?: unknown; hauteur?: unknown }
    if (maillage !== 'hauteur' || typeof hauteur !== 'number' || !(hauteur > 0)) return
    this.#secours.remove()
    if (this.#hauteurFixe() === undefined) this.#cadre.style.height = `${Math.min(Math.ceil(hauteur), HAUTEUR_MAX)}px`
  }
}

if (!customElements.get('maillage-recherche')) customElements.define('maillage-recherche', MaillageRecherche)
