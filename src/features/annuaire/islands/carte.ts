// The map that one moves, in place of the server's picture. It draws the base map from our own files, or the operator's
// tiles, and asks the server what each view shows: the directory never comes here. The list beside says the same.
import * as L from 'leaflet'
import { type FondDeCarte, lireTrace, type Trace } from '../../territoires/vocabulaire.ts'
import {
  type CadreCarte,
  deprojeter,
  disposer,
  type Epingle,
  type GrappesDeVue,
  nommerRepere,
  type Pixel,
  type Repere,
  type SituationCarte
} from '../domain/carte.ts'
import { THEMES } from '../domain/carte-couleurs.ts'
import './carte.css'

/** Milliseconds without a move before asking for what the view shows. */
const PAUSE = 150
const ZOOM_MAX = 18
/** Pixels: the side of what a finger presses. */
const CIBLE = 44
/** Pixels between the middle of a mark and what cuts it, for it to be pressed. */
const BORD = 14
const PANNE = 'La carte ne répond pas pour l’instant. La liste donne les mêmes informations.'

const calme = matchMedia('(prefers-reduced-motion: reduce)')
const sombre = matchMedia('(prefers-color-scheme: dark)')

for (const vue of document.querySelectorAll<HTMLElement>('[data-carte]')) void start(vue)

async function start(vue: HTMLElement): Promise<void> {
  const parametres = new URLSearchParams(vue.dataset.carte)
  try {
    const situation = await ask<SituationCarte>(`/carte/reperes?${parametres}`)
    showMap(vue, parametres, situation)
  } catch {
    // The picture stays: it shows the same results.
    showPanne(vue, () => void start(vue))
  }
}

function showMap(vue: HTMLElement, parametres: URLSearchParams, situation: SituationCarte): void {
  const plan = document.createElement('div')
  plan.className = 'carte__plan'
  plan.setAttribute('role', 'group')
  plan.setAttribute('aria-label', 'Carte : les flèches la déplacent, plus et moins changent son échelle')
  vue.append(plan)
  const carte = L.map(plan, {
    zoomControl: false,
    // Our own lines are sharp at any scale: a frame is shown as large as it fits. Images of tiles are not.
    zoomSnap: situation.tuiles ? 1 : 0.25,
    minZoom: 3,
    maxZoom: ZOOM_MAX,
    // The wheel scrolls the page: a map on the way must not hold it.
    scrollWheelZoom: false,
    zoomAnimation: !calme.matches,
    fadeAnimation: !calme.matches,
    markerZoomAnimation: !calme.matches,
    inertia: !calme.matches
  })
  // The tools below may open and leave it less room.
  if ('ResizeObserver' in window) new ResizeObserver(() => carte.invalidateSize({ animate: false })).observe(plan)
  carte.attributionControl.setPrefix('Leaflet')
  L.control.zoom({ zoomInTitle: 'Agrandir', zoomOutTitle: 'Réduire' }).addTo(carte)
  goTo(carte, situation.cadre)
  // The picture leaves the screen when the map is there, and not before; paper keeps it.
  vue.classList.add('carte__vue--vive')

  if (situation.tuiles) addTuiles(vue, carte, situation.tuiles)
  else addFonds(carte, situation.territoires)
  const annonce = document.createElement('p')
  annonce.className = 'vh'
  annonce.setAttribute('role', 'status')
  vue.append(annonce)
  const choisies = new Set(situation.couches.map(({ cle }) => cle))
  const { refresh } = addReperes({ vue, carte, plan, parametres, situation, choisies, annonce })
  addOutils(vue, carte, situation, choisies, refresh)
  plan.addEventListener('keydown', (evenement) => {
    if (evenement.key === 'Escape') carte.closePopup()
  })
}

const bornes = ({ sud, ouest, nord, est }: CadreCarte): L.LatLngBoundsExpression => [
  [sud, ouest],
  [nord, est]
]

// Leaflet glides to what is near, and jumps to what is far.
const mouvement = () => (calme.matches ? { animate: false } : {})

function goTo(carte: L.Map, cadre: CadreCarte, zoomMax = 14): void {
  carte.fitBounds(bornes(cadre), {
    maxZoom: zoomMax, // More on the side of the buttons.
    paddingTopLeft: [68, 28],
    paddingBottomRight: [28, 28],
    ...mouvement()
  })
}

/* The background */

function addTuiles(vue: HTMLElement, carte: L.Map, { url, attribution }: NonNullable<SituationCarte['tuiles']>): void {
  // Public tile servers ask which site shows them; the page's own address says what someone is looking for.
  L.tileLayer(url, { maxZoom: 19, referrerPolicy: 'origin' }).addTo(carte)
  if (attribution) carte.attributionControl.addAttribution(escapeHtml(attribution))
  const legende = vue.closest('figure')?.querySelector('[data-carte-fond]')
  if (legende)
    legende.textContent = `Fond de carte : ${[attribution, `chargé depuis ${new URL(url).host}, qui voit l’adresse de votre appareil et ce que vous regardez`].filter(Boolean).join(', ')}.`
}

/** Our own base map, territory by territory, as the view reaches them. */
function addFonds(carte: L.Map, territoires: SituationCarte['territoires']): void {
  carte.attributionControl.addAttribution('Natural Earth')
  const pinceau = L.canvas({ padding: 0.3 })
  const dessins: (() => void)[] = []
  const noms = L.layerGroup().addTo(carte)
  // Above the background, under the marks.
  carte.createPane('villes')
  const fonds: FondDeCarte[] = []
  const demandes = new Set<string>()
  const nommer = () =>
    showVilles(
      carte,
      noms,
      fonds.flatMap((fond) => villesDuFond(fond, carte.getZoom()))
    )
  const load = () => {
    for (const { cle, cadre, fond: adresse } of territoires) {
      if (demandes.has(cle) || !carte.getBounds().intersects(bornes(cadre))) continue
      demandes.add(cle)
      ask<FondDeCarte>(adresse).then(
        (fond) => {
          fonds.push(fond)
          dessins.push(drawFond(carte, pinceau, fond))
          nommer()
        },
        // Without a background the marks still stand where they are; the next move asks again.
        () => demandes.delete(cle)
      )
    }
    nommer()
  }
  carte.on('moveend', load)
  carte.on('villes', (evenement) => {
    const { villes } = evenement as unknown as GrappesDeVue
    if (villes.length > 0) showVilles(carte, noms, villes)
  })
  sombre.addEventListener('change', () => {
    for (const colorer of dessins) colorer()
  })
  load()
}

function drawFond(carte: L.Map, pinceau: L.Canvas, fond: FondDeCarte): () => void {
  const points = (traces: readonly Trace[]) =>
    traces.map((trace) =>
      lireTrace(fond, trace).map(([longitude, latitude]): [number, number] => [latitude, longitude])
    )
  const options = { renderer: pinceau, interactive: false }
  const aplat = { ...options, stroke: false, fillOpacity: 1 }
  const trait = { ...options, opacity: 1, smoothFactor: 0.7 }
  const mer = L.rectangle(bornes(fond.etendue), aplat)
  const voisins = L.polygon(points(fond.voisins), aplat)
  const france = L.polygon(points(fond.france), aplat)
  const departements = L.polyline(points(fond.departements), { ...trait, weight: 1 })
  const frontieres = L.polyline(points(fond.frontieres), { ...trait, weight: 1.4 })
  const colorer = () => {
    const c = THEMES[sombre.matches ? 'sombre' : 'clair']
    mer.setStyle({ fillColor: c.eau })
    voisins.setStyle({ fillColor: c.voisins })
    france.setStyle({ fillColor: c.france })
    departements.setStyle({ color: c.departements })
    frontieres.setStyle({ color: c.frontieres })
  }
  colorer()
  for (const calque of [mer, voisins, france, departements, frontieres]) calque.addTo(carte)
  return colorer
}

interface Ville {
  readonly nom: string
  readonly latitude: number
  readonly longitude: number
}

const villesDuFond = ({ villes, pas, origine: [ouest, sud] }: FondDeCarte, zoom: number): Ville[] =>
  villes
    .filter(([, , , zoomMin]) => zoomMin <= zoom)
    .map(([nom, x, y]) => ({ nom, longitude: ouest + x * pas, latitude: sud + y * pas }))

/** Names of towns, where they do not cover one another. They help the eye: who cannot see has the names of the lieux. */
function showVilles(carte: L.Map, noms: L.LayerGroup, villes: readonly Ville[]): void {
  noms.clearLayers()
  const posees: { x: number; y: number; largeur: number }[] = []
  for (const { nom, latitude, longitude } of villes) {
    if (!carte.getBounds().contains([latitude, longitude])) continue
    const { x, y } = carte.latLngToContainerPoint([latitude, longitude])
    const largeur = nom.length * 7 + 16
    if (posees.some((p) => Math.abs(p.y - y) < 22 && x < p.x + p.largeur && p.x < x + largeur)) continue
    posees.push({ x, y, largeur })
    const texte = document.createElement('span')
    texte.textContent = nom
    const icon = L.divIcon({ className: 'carte__ville', html: texte, iconSize: [0, 14], iconAnchor: [0, 7] })
    const marque = L.marker([latitude, longitude], { icon, interactive: false, keyboard: false, pane: 'villes' })
    marque.addTo(noms)
    marque.getElement()?.setAttribute('aria-hidden', 'true')
  }
}

/* What is found */

interface OutilsReperes {
  readonly vue: HTMLElement
  readonly carte: L.Map
  readonly plan: HTMLElement
  readonly parametres: URLSearchParams
  readonly situation: SituationCarte
  readonly choisies: ReadonlySet<string>
  readonly annonce: HTMLElement
}

type Marque = (Repere | Epingle) & Pixel & { readonly couche: string }

function addReperes({ vue, carte, plan, parametres, situation, choisies, annonce }: OutilsReperes) {
  const marques = new Map<string, L.Marker>()
  let enCours: AbortController | undefined
  let attente: ReturnType<typeof setTimeout> | undefined

  const refresh = () => {
    clearTimeout(attente)
    attente = setTimeout(() => void load(), PAUSE)
  }
  carte.on('moveend', () => {
    hideCovered()
    refresh()
  })
  void load()
  return { refresh }

  async function load(): Promise<void> {
    enCours?.abort()
    enCours = new AbortController()
    const { signal } = enCours
    const zoom = carte.getZoom()
    const autour = carte.getBounds().pad(0.15)
    const demande = new URLSearchParams(parametres)
    for (const [nom, valeur] of [
      ['sud', Math.max(-85, autour.getSouth())],
      ['ouest', Math.max(-180, autour.getWest())],
      ['nord', Math.min(85, autour.getNorth())],
      ['est', Math.min(180, autour.getEast())]
    ] as const)
      demande.set(nom, valeur.toFixed(4))
    demande.set('zoom', String(Math.floor(zoom)))
    if (situation.couches.length > 1) demande.set('couches', [...choisies].join(','))
    try {
      const grappes: GrappesDeVue =
        choisies.size > 0 ? await ask<GrappesDeVue>(`/carte/grappes?${demande}`, signal) : { couches: [], villes: [] }
      vue.querySelector('.carte__panne')?.remove()
      show(grappes, zoom)
      carte.fire('villes', grappes)
    } catch {
      if (!signal.aborted) showPanne(vue, () => void load())
    }
  }

  function show({ couches }: GrappesDeVue, zoom: number): void {
    const autour = carte.getBounds().pad(0.15)
    const enVue = situation.epingles.filter(({ latitude, longitude }) => autour.contains([latitude, longitude]))
    const aMontrer = couches.flatMap(({ cle, reperes }): Marque[] => {
      // The numbers of the list are those of its first layer.
      const { epingles, reperes: autres } = disposer(
        cle === situation.couches[0]?.cle ? enVue : [],
        reperes,
        zoom,
        CIBLE
      )
      return [...epingles, ...[...autres].sort((a, b) => a.y - b.y || a.x - b.x)].map((m) => ({ ...m, couche: cle }))
    })
    const gardees = new Set<string>()
    const ordre: HTMLElement[] = []
    for (const marque of aMontrer) {
      const cle = cleDe(marque)
      if (gardees.has(cle)) continue
      gardees.add(cle)
      const posee = marques.get(cle) ?? addMarque(marque, zoom)
      const { latitude, longitude } = deprojeter(marque, zoom)
      posee.setLatLng([latitude, longitude])
      marques.set(cle, posee)
      const element = posee.getElement()
      if (element) ordre.push(element)
    }
    for (const [cle, posee] of marques) {
      if (gardees.has(cle)) continue
      // What had the focus goes: the map takes it, so that the next key is not lost.
      if (posee.getElement()?.contains(document.activeElement)) plan.focus({ preventScroll: true })
      posee.remove()
      marques.delete(cle)
    }
    reorder(ordre)
    tell(aMontrer)
    hideCovered()
  }

  /** What the bubble or the controls cover, or the edge cuts, cannot be pressed: keys do not reach it either. */
  function hideCovered(bulle = plan.querySelector('.leaflet-popup')): void {
    const vue = plan.getBoundingClientRect()
    const dessus = [...plan.querySelectorAll('.leaflet-control')].map((controle) => controle.getBoundingClientRect())
    const b = bulle?.getBoundingClientRect()
    // The mark that opened the bubble is under its tip.
    if (b) dessus.push(new DOMRect(b.x, b.y, b.width, b.height - CIBLE / 2))
    for (const posee of marques.values()) {
      const element = posee.getElement()
      if (!element) continue
      const r = element.getBoundingClientRect()
      const [x, y] = [r.x + r.width / 2, r.y + r.height / 2]
      const dehors = x < vue.left + BORD || x > vue.right - BORD || y < vue.top + BORD || y > vue.bottom - BORD
      const couverte = dessus.some(
        (d) => x > d.left - BORD && x < d.right + BORD && y > d.top - BORD && y < d.bottom + BORD
      )
      element.classList.toggle('repere-couvert', dehors || couverte)
    }
  }

  /** Tab follows the numbers of the list, then groups from north to south. What has the focus is not moved: it would lose it. */
  function reorder(ordre: readonly HTMLElement[]): void {
    const fixe = ordre.find((element) => element.contains(document.activeElement))
    let passe = false
    for (const element of ordre) {
      if (element === fixe) passe = true
      else if (passe || !fixe) element.parentElement?.append(element)
      else fixe.before(element)
    }
  }

  function tell(posees: readonly Marque[]): void {
    const vus = carte.getBounds()
    const aMontrer = posees.filter(({ latitude, longitude }) => vus.contains([latitude, longitude]))
    const numeros = aMontrer.filter((m) => 'numero' in m).length
    const groupes = aMontrer.filter((m) => 'combien' in m && m.combien > 1).length
    const seuls = aMontrer.length - numeros - groupes
    const dits = [
      numeros > 0 && `${numeros} ${numeros > 1 ? 'numéros' : 'numéro'} de la liste`,
      groupes > 0 && `${groupes} ${groupes > 1 ? 'groupes' : 'groupe'}`,
      seuls > 0 && `${seuls} ${seuls > 1 ? 'lieux seuls' : 'lieu seul'}`
    ].filter(Boolean)
    annonce.textContent = dits.length > 0 ? `Sur la carte : ${dits.join(', ')}.` : 'Rien sur cette partie de la carte.'
  }

  function addMarque(marque: Marque, zoom: number): L.Marker {
    const mots = situation.couches.find(({ cle }) => cle === marque.couche)?.mots ?? { un: 'lieu', plusieurs: 'lieux' }
    const bouton = document.createElement('button')
    bouton.type = 'button'
    bouton.className = `repere ${classeDe(marque)}`
    bouton.setAttribute('aria-label', nommerRepere(marque, mots))
    const dessin = document.createElement('span')
    dessin.textContent = 'numero' in marque ? String(marque.numero) : marque.combien > 1 ? court(marque.combien) : ''
    bouton.append(dessin)
    // A press on a mark is not the start of a move of the map.
    L.DomEvent.disableClickPropagation(bouton)
    bouton.addEventListener('click', () => press(marque, mots, zoom, bouton))
    const icon = L.divIcon({ className: '', html: bouton, iconSize: [CIBLE, CIBLE] })
    const { latitude, longitude } = deprojeter(marque, zoom)
    return L.marker([latitude, longitude], {
      icon,
      interactive: false,
      keyboard: false,
      zIndexOffset: 'numero' in marque ? 1_000 : 0
    }).addTo(carte)
  }

  function press(marque: Marque, mots: { plusieurs: string }, zoom: number, bouton: HTMLElement): void {
    if ('combien' in marque && (marque.combien > 1 || !marque.href) && marque.cadre) {
      const avant = carte.getZoom()
      const cible = Math.min(
        ZOOM_MAX,
        Math.max(avant + 1, carte.getBoundsZoom(bornes(marque.cadre), false, L.point(56, 56)))
      )
      if (avant < ZOOM_MAX && !estUnPoint(marque.cadre)) {
        plan.focus({ preventScroll: true })
        const { sud, ouest, nord, est } = marque.cadre
        carte.setView([(sud + nord) / 2, (ouest + est) / 2], cible, { ...mouvement() })
        return
      }
      openPopup(marque, zoom, bouton, {
        titre: `${marque.combien} ${mots.plusieurs} au même endroit`,
        lien: { href: adresseAutour(marque), libelle: 'Les voir dans la liste' }
      })
      return
    }
    if (!marque.href) return
    openPopup(marque, zoom, bouton, {
      titre: marque.nom ?? '',
      texte: marque.adresse,
      lien: { href: marque.href, libelle: 'Voir la fiche' }
    })
  }

  function openPopup(
    marque: Marque,
    zoom: number,
    bouton: HTMLElement,
    { titre, texte, lien }: { titre: string; texte?: string | undefined; lien: { href: string; libelle: string } }
  ): void {
    const contenu = document.createElement('div')
    const nom = document.createElement('p')
    const gras = document.createElement('b')
    gras.textContent = titre
    nom.append(gras)
    contenu.append(nom)
    if (texte) {
      const adresse = document.createElement('p')
      adresse.textContent = texte
      contenu.append(adresse)
    }
    const a = document.createElement('a')
    a.href = lien.href
    a.textContent = lien.libelle
    contenu.append(a)
    const { latitude, longitude } = deprojeter(marque, zoom)
    const bulle = L.popup({ offset: [0, -10], maxWidth: 260, minWidth: 160, autoPanPadding: [12, 12] })
      .setLatLng([latitude, longitude])
      .setContent(contenu)
      .openOn(carte)
    const fermer = bulle.getElement()?.querySelector('.leaflet-popup-close-button')
    fermer?.setAttribute('aria-label', 'Fermer')
    hideCovered()
    // Back where one was, unless one is already elsewhere.
    bulle.on('remove', () => {
      hideCovered(null)
      if (bulle.getElement()?.contains(document.activeElement) || document.activeElement === document.body)
        bouton.focus({ preventScroll: true })
    })
    a.focus({ preventScroll: true })
  }

  /** The same search, right here: what a map cannot pull apart, a list can. */
  function adresseAutour({ latitude, longitude }: { latitude: number; longitude: number }): string {
    const autour = new URLSearchParams(parametres)
    for (const nom of ['commune', 'code_postal', 'departement', 'region', 'epci', 'page']) autour.delete(nom)
    autour.set('lat', latitude.toFixed(3))
    autour.set('lon', longitude.toFixed(3))
    autour.set('rayon', '0.3')
    return `/lieux?${autour}`
  }
}

const estUnPoint = ({ sud, ouest, nord, est }: CadreCarte) => nord - sud < 1e-6 && est - ouest < 1e-6

const cleDe = (m: Marque) =>
  'numero' in m
    ? `${m.couche} numero ${m.numero}`
    : m.id !== undefined
      ? `${m.couche} seul ${m.id}`
      : `${m.couche} ${m.combien} ${m.latitude.toFixed(5)} ${m.longitude.toFixed(5)}`

function classeDe(m: Marque): string {
  if ('numero' in m) return 'repere--numero'
  if (m.combien === 1) return 'repere--seul'
  return m.combien < 10
    ? ''
    : m.combien < 100
      ? 'repere--dizaines'
      : m.combien < 1000
        ? 'repere--centaines'
        : 'repere--milliers'
}

const court = (combien: number) => (combien < 10_000 ? String(combien) : `${Math.round(combien / 1000)}k`)

/* Around the map */

function addOutils(
  vue: HTMLElement,
  carte: L.Map,
  { territoires, couches }: SituationCarte,
  choisies: Set<string>,
  refresh: () => void
): void {
  const outils = vue.closest('figure')?.querySelector('[data-carte-outils]')
  if (!outils) return
  const details = document.createElement('details')
  const resume = document.createElement('summary')
  resume.textContent = 'Aller à un territoire'
  const liste = document.createElement('ul')
  for (const { nom, cadre } of territoires) {
    const bouton = document.createElement('button')
    bouton.type = 'button'
    bouton.className = 'btn btn--small'
    bouton.textContent = nom
    bouton.addEventListener('click', () => goTo(carte, cadre))
    const ligne = document.createElement('li')
    ligne.append(bouton)
    liste.append(ligne)
  }
  details.append(resume, liste)
  outils.append(details)
  if (couches.length > 1) outils.append(chooseCouches(couches, choisies, refresh))
}

function chooseCouches(couches: SituationCarte['couches'], choisies: Set<string>, refresh: () => void): HTMLElement {
  const groupe = document.createElement('fieldset')
  const legende = document.createElement('legend')
  legende.textContent = 'Montrer'
  groupe.append(legende)
  for (const { cle, libelle } of couches) {
    const etiquette = document.createElement('label')
    etiquette.className = 'check'
    const caseACocher = document.createElement('input')
    caseACocher.type = 'checkbox'
    caseACocher.checked = true
    caseACocher.addEventListener('change', () => {
      if (caseACocher.checked) choisies.add(cle)
      else choisies.delete(cle)
      refresh()
    })
    const texte = document.createElement('span')
    texte.textContent = libelle
    etiquette.append(caseACocher, texte)
    groupe.append(etiquette)
  }
  return groupe
}

function showPanne(vue: HTMLElement, reessayer: () => void): void {
  if (vue.querySelector('.carte__panne')) return
  const panne = document.createElement('div')
  panne.className = 'carte__panne'
  panne.setAttribute('role', 'alert')
  const texte = document.createElement('p')
  texte.textContent = PANNE
  const bouton = document.createElement('button')
  bouton.type = 'button'
  bouton.className = 'btn btn--small'
  bouton.textContent = 'Réessayer'
  bouton.addEventListener('click', () => {
    panne.remove()
    reessayer()
  })
  panne.append(texte, bouton)
  vue.append(panne)
}

async function ask<T>(adresse: string, signal?: AbortSignal): Promise<T> {
  const reponse = await fetch(adresse, signal ? { signal } : {})
  if (!reponse.ok) throw new Error(`${adresse} : ${reponse.status}`)
  return (await reponse.json()) as T
}

function escapeHtml(texte: string): string {
  const boite = document.createElement('span')
  boite.textContent = texte
  return boite.innerHTML
}
