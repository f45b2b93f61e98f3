import { raw } from 'hono/html'
import { Bouton } from '../../../../../platform/ui/composants/bouton/bouton.tsx'
import { nombre } from '../../../../../platform/ui/composants/nombre/nombre.tsx'
import type { Resultats } from '../../../actions/rechercher.ts'
import { RAYON_PROPOSE, RAYONS, type Recherche } from '../../../domain/recherche.ts'
import { FORMULAIRE } from './filtres.ts'

/** What one looks for, where, how far: the fields that every search shows. */
export function ChampsDeRecherche(props: {
  resultats: Resultats
  lieuEcrit: string | undefined
  vue: string | undefined
}) {
  const { resultats, lieuEcrit, vue } = props
  const { recherche, ou } = resultats
  const erreur = ou.genre === 'inconnu' ? motsInconnu(ou) : undefined
  const tape = ou.genre === 'inconnu' ? ou.tape : lieuEcrit
  return (
    <form class='row mt5 no-print' role='search' action='/lieux' id={FORMULAIRE} data-recherche>
      <div class='field'>
        <label for='q'>De quoi avez-vous besoin&nbsp;?</label>
        <input id='q' name='q' type='search' value={recherche.q} autocomplete='off' />
      </div>
      <div class={erreur ? 'field field--ou field--bad' : 'field field--ou'}>
        <label for='commune'>Où&nbsp;?</label>
        {erreur && (
          <span class='err' id='commune-erreur'>
            <span class='vh'>Erreur&nbsp;: </span>
            {erreur}
          </span>
        )}
        <input
          id='commune'
          name='commune'
          value={tape}
          autocomplete='off'
          placeholder={ou.genre === 'position' ? 'Autour de votre position' : 'Commune, code postal, adresse…'}
          aria-invalid={erreur ? 'true' : undefined}
          aria-describedby={erreur ? 'commune-erreur' : undefined}
          data-suggestions='ou'
        />
      </div>
      <div class='field field--rayon'>
        <label for='rayon'>Distance</label>
        <select id='rayon' name='rayon'>
          {raw(optionsRayon(rayonMontre(resultats)))}
        </select>
      </div>
      {champsCaches(resultats, vue).map(([nom, valeur]) => (
        <input type='hidden' name={nom} value={valeur} />
      ))}
      <Bouton principal>Chercher</Bouton>
    </form>
  )
}

/** The search without its fields: a page of filters alone keeps all the rest. */
export function RechercheGardee({ recherche }: { recherche: Recherche }) {
  const { q, commune, code_postal, departement, region, epci, lat, lon, rayon, tri } = recherche
  const gardes = { q, commune, code_postal, departement, region, epci, lat, lon, rayon, tri }
  return (
    <form action='/lieux' id={FORMULAIRE}>
      {Object.entries(gardes).map(
        ([nom, valeur]) => valeur !== undefined && <input type='hidden' name={nom} value={String(valeur)} />
      )}
    </form>
  )
}

/** What the address says and the fields do not show. A territory given by its code is in the field « Où ? » already. */
function champsCaches({ recherche, ou }: Resultats, vue: string | undefined): readonly (readonly [string, string])[] {
  const { commune, code_postal, departement, region, epci, lat, lon } = recherche
  const montre = commune === undefined && ou.genre === 'territoire' ? ou.territoire.genre : undefined
  return Object.entries({ code_postal, departement, region, epci, lat, lon, vue }).flatMap(([nom, valeur]) =>
    valeur === undefined || nom === montre ? [] : [[nom, String(valeur)] as const]
  )
}

function motsInconnu({ tape, adresseSansGeocodeur }: Extract<Resultats['ou'], { genre: 'inconnu' }>): string {
  return adresseSansGeocodeur
    ? 'Ce site ne sait pas situer une adresse. Écrivez la commune ou le code postal.'
    : `Nous ne connaissons pas «\u00a0${tape}\u00a0». Vérifiez l’orthographe, ou essayez le code postal.`
}

/** A first search is offered the surroundings; one that named a place says what it did. */
const rayonMontre = ({ recherche, ou }: Resultats): number | undefined =>
  recherche.rayon ?? (ou.genre === 'nulle-part' || ou.genre === 'inconnu' ? RAYON_PROPOSE : undefined)

// Options per radius: the form offers seven, and others come from addresses only.
const listesRayon = new Map<number | undefined, string>()

function optionsRayon(choisi: number | undefined): string {
  const prete = listesRayon.get(choisi)
  if (prete !== undefined) return prete
  const propose = choisi === undefined || (RAYONS as readonly number[]).includes(choisi)
  const rayons = propose ? RAYONS : [...RAYONS, choisi].sort((a, b) => a - b)
  const option = (valeur: number | undefined, libelle: string) =>
    `<option value="${valeur ?? ''}"${valeur === choisi ? ' selected' : ''}>${libelle}</option>`
  const texte = option(undefined, 'Dans la commune') + rayons.map((km) => option(km, `${nombre(km)}\u00a0km`)).join('')
  if (propose) listesRayon.set(choisi, texte)
  return texte
}
