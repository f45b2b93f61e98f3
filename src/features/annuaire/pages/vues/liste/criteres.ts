import { html } from 'hono/html'
import type { Resultats } from '../../../actions/rechercher.ts'
import { adresseRecherche, type Recherche, sansCritere, sansValeur } from '../../../domain/recherche.ts'
import { majuscule } from '../mots.ts'
import { libelleDe } from './filtres.ts'
import { momentEnMots, ouEnMots } from './mots-recherche.ts'

interface Critere {
  readonly libelle: string
  readonly sans: Recherche
}

/** Everything that narrows this search, each with the search that goes without it. */
export function criteresChoisis({ recherche, ou, facettes, sources }: Resultats): readonly Critere[] {
  const criteres: Critere[] = []
  if (recherche.q) criteres.push({ libelle: `«\u00a0${recherche.q}\u00a0»`, sans: sansCritere(recherche, 'q') })
  const lieu = ouEnMots(ou, recherche.rayon)
  if (lieu) criteres.push({ libelle: majuscule(lieu), sans: sansCritere(recherche, 'lieu') })
  if (recherche.ouvert)
    criteres.push({ libelle: `Ouvert ${momentEnMots(recherche.ouvert)}`, sans: sansCritere(recherche, 'ouvert') })
  for (const facette of facettes)
    for (const valeur of recherche.facettes[facette.cle] ?? [])
      criteres.push({
        libelle: libelleDe(facette, valeur, sources),
        sans: sansValeur(recherche, facette.cle, valeur)
      })
  return criteres
}

/** Each criterion as a link that takes it away. */
export function criteresRetirables(criteres: readonly Critere[], extras: Readonly<Record<string, string>>) {
  return html`<ul class="chosen mt3" aria-label="Critères choisis">${criteres.map(
    ({ libelle, sans }) =>
      html`<li><a href="${adresseRecherche(sans, '/lieux', extras)}">${libelle} <span>Retirer</span></a></li>`
  )}</ul>`
}
