import type { Child } from 'hono/jsx'
import { compter } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Paragraphes } from '../../../gouvernance/index.ts'
import { montreTotaux } from '../../domain/module.ts'
import { direSens } from '../../domain/refus.ts'
import type { Module } from '../../store/consultation.store.ts'
import type { ItemCompte } from '../../store/item.store.ts'
import type { MonOpinion } from '../../store/opinion.store.ts'
import type { OrdreDeLecture } from '../ordre.ts'
import type { ConsultationOuverte } from '../ouvrir.ts'
import { cheminItem } from './cadre.tsx'
import { direOrigine } from './dire.ts'

interface Lue {
  readonly ouvert: ConsultationOuverte & { readonly module: Module }
  readonly ordre: OrdreDeLecture
  readonly page: number
}

/** The propositions of a page, or the articles of a text in full; what this person thinks of each, or two buttons to say it. */
export function ListeDItems(
  props: Lue & { items: readonly ItemCompte[]; miennes: ReadonlyMap<string, MonOpinion> }
): Child {
  const { ouvert, items, miennes, ordre, page } = props
  const { consultation, module, etat } = ouvert
  const lignes = (
    <ul class='cards'>
      {items.map((item) => (
        <Ligne ouvert={ouvert} item={item} mienne={miennes.get(item.id)} suffixe={ordre.suffixe} />
      ))}
    </ul>
  )
  if (etat !== 'ouverte' || !module.avis) return lignes
  // One form for all: each button says which proposition it is about.
  return (
    <form method='post' action={`${cheminItem(consultation, items[0] ?? { numero: 0 })}/avis`}>
      <input type='hidden' name='retour' value={module.adresse} />
      <input type='hidden' name='page' value={String(page)} />
      {ordre.numero && <input type='hidden' name='ordre' value={ordre.numero} />}
      {lignes}
    </form>
  )
}

function Ligne(props: {
  ouvert: Lue['ouvert']
  item: ItemCompte
  mienne: MonOpinion | undefined
  suffixe: OrdreDeLecture['suffixe']
}) {
  const { ouvert, item, mienne, suffixe } = props
  const { consultation, module, etat } = ouvert
  const href = cheminItem(consultation, item)
  const montre = module.avis && montreTotaux(module, { figee: consultation.figee_le !== null, aRepondu: !!mienne })
  const details = [
    item.origine === 'contributeur' && direOrigine(item),
    montre && `${module.libelle_accord} : ${item.accord}`,
    montre && `${module.libelle_revoir} : ${item.revoir}`,
    item.commentaires > 0 && compter(item.commentaires, 'commentaire', 'commentaires'),
    item.valeurs > 0 && compter(item.valeurs, 'valeur', 'valeurs'),
    item.actions > 0 && compter(item.actions, 'action', 'actions'),
    item.fichiers > 0 && compter(item.fichiers, 'fichier', 'fichiers'),
    item.amendements > 0 && compter(item.amendements, 'amendement', 'amendements')
  ].filter((detail) => detail !== false)
  return (
    <li class='card' id={`p${item.numero}`}>
      <h3>
        <a href={`${href}${suffixe}`}>{item.titre}</a>
      </h3>
      {item.genre === 'article' ? <Paragraphes texte={item.texte} /> : item.texte && <p>{extrait(item.texte)}</p>}
      {details.length > 0 && (
        <ul class='meta'>
          {details.map((detail) => (
            <li>{detail}</li>
          ))}
        </ul>
      )}
      {mienne && (
        <p>
          Votre avis : <b>{direSens(mienne.sens, module)}</b>.
          {etat === 'ouverte' && (
            <>
              {' '}
              <a href={`${href}${suffixe}#avis`}>
                Le changer<span class='vh'> : {item.titre}</span>
              </a>
            </>
          )}
        </p>
      )}
      {etat === 'ouverte' && module.avis && !mienne && (
        <p class='btns'>
          <button class='btn btn--small' type='submit' name='sens' value='accord' formaction={`${href}/avis`}>
            {module.libelle_accord}
            <span class='vh'> : {item.titre}</span>
          </button>
          {module.raison === 'exigee' ? (
            <a class='btn btn--small' href={`${href}${suffixe}#avis`}>
              {module.libelle_revoir}
              <span class='vh'> : {item.titre}</span>
            </a>
          ) : (
            <button class='btn btn--small' type='submit' name='sens' value='revoir' formaction={`${href}/avis`}>
              {module.libelle_revoir}
              <span class='vh'> : {item.titre}</span>
            </button>
          )}
        </p>
      )}
    </li>
  )
}

const EXTRAIT = 240

/** The beginning, cut between two words. */
function extrait(texte: string): string {
  const plat = texte.replace(/[ \t\r\n]+/g, ' ').trim()
  if (plat.length <= EXTRAIT) return plat
  return `${plat.slice(0, EXTRAIT).replace(/\s+\S*$/, '')}…`
}
