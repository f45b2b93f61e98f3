import { html, raw } from 'hono/html'
import type { Resultats } from '../../../actions/rechercher.ts'
import type { Tri } from '../../../domain/recherche.ts'
import { FORMULAIRE } from './filtres.ts'

const LIBELLES: Readonly<Record<Tri, string>> = {
  pertinence: 'ce qui répond le mieux',
  distance: 'distance',
  fraicheur: 'date de mise à jour',
  numero: 'ancienneté dans l’annuaire'
}

/** How results are sorted, said, and changed with the rest of the form. */
export function choixTri({ recherche, ou, tri }: Pick<Resultats, 'recherche' | 'ou' | 'tri'>) {
  const situe = ou.genre !== 'nulle-part' && ou.genre !== 'inconnu'
  const possibles: readonly Tri[] = [
    ...(recherche.q ? (['pertinence'] as const) : []),
    ...(situe ? (['distance'] as const) : []),
    'fraicheur'
  ]
  // What is not chosen stays unsaid in the address: another place or other words will be sorted in their own way.
  const options: (readonly [string, string])[] = [['', recherche.tri ? 'ordre habituel' : LIBELLES[tri]]]
  for (const un of new Set([...possibles, ...(recherche.tri ? [recherche.tri] : [])]))
    if (recherche.tri || un !== tri) options.push([un, LIBELLES[un]])
  return html`<div class="field"><label for="tri">Classer par</label><select id="tri" name="tri" form="${FORMULAIRE}">${options.map(
    ([valeur, libelle]) =>
      html`<option value="${valeur}"${raw(valeur === (recherche.tri ?? '') ? ' selected' : '')}>${libelle}</option>`
  )}</select></div><button class="btn btn--small" type="submit" form="${FORMULAIRE}">Classer</button>`
}
