import type { Child } from 'hono/jsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { adresseFiche } from '../../../annuaire/index.ts'
import { hoteDe } from '../../domain/contribution.ts'
import { type ActionAssociee, listActions } from '../../store/contribution.store.ts'
import type { ItemOuvert } from '../ouvrir.ts'
import { cheminItem } from './cadre.tsx'
import {
  direAuteur,
  Gestes,
  Horodatage,
  Lignes,
  listTracesDe,
  PagesDeSection,
  pageDemandee,
  Trace
} from './contribution.tsx'
import { Section } from './section.tsx'

/** Anchor of the section. */
export const ACTIONS = 'actions'
const PAR_PAGE = 20

export const cheminAssocier = ({ consultation, item }: Pick<ItemOuvert, 'consultation' | 'item'>) =>
  `${cheminItem(consultation, item)}/${ACTIONS}`

/** What is already done somewhere in the sense of an item (CON-11). */
export async function sectionActions(c: Contexte, ouvert: ItemOuvert): Promise<Child | undefined> {
  const { item, module, etat } = ouvert
  if (!module.actions) return undefined
  const page = pageDemandee(c, ACTIONS)
  const { lignes, total } = await listActions(c.var.db, item.id, { debut: (page - 1) * PAR_PAGE, nombre: PAR_PAGE })
  const traces = await listTracesDe(c, lignes)
  return (
    <Section c={c} id={ACTIONS} titre='Actions associées' nombre={item.actions}>
      {lignes.length === 0 ? (
        <p class='mt3'>{etat === 'ouverte' ? 'Personne n’a encore associé d’action.' : 'Aucune action.'}</p>
      ) : (
        <ul class='rows mt5'>
          {lignes.map((action) => (
            <li id={`c-${action.id}`}>
              {action.etat === 'publie' ? (
                <Une c={c} ouvert={ouvert} action={action} />
              ) : (
                <Trace c={c} ouvert={ouvert} quoi='Action' feminin contribution={action} traces={traces}>
                  <Lignes texte={action.texte} />
                </Trace>
              )}
            </li>
          ))}
        </ul>
      )}
      <PagesDeSection c={c} ouvert={ouvert} section={ACTIONS} page={page} parPage={PAR_PAGE} total={total} />
      {etat === 'ouverte' && (
        <p class='mt5'>
          <LienBouton href={cheminAssocier(ouvert)}>Associer une action</LienBouton>
        </p>
      )}
    </Section>
  )
}

function Une({ c, ouvert, action: associee }: { c: Contexte; ouvert: ItemOuvert; action: ActionAssociee }) {
  const { texte, lieu, action, lien, le } = associee
  const auteur = direAuteur(associee)
  return (
    <>
      <Lignes texte={texte} />
      {lieu && (
        <p>
          Lieu :{' '}
          <a class='break' href={adresseFiche(lieu)}>
            {[lieu.nom, lieu.commune].filter(Boolean).join(', ')}
          </a>
        </p>
      )}
      {lieu && action && (
        <p>
          Annoncée par ce lieu :{' '}
          <a class='break' href={`${adresseFiche(lieu)}/actions/${action.id}`}>
            {action.titre}
          </a>
        </p>
      )}
      {lien && (
        <p>
          Sur le web :{' '}
          <a class='break' href={lien} rel='nofollow ugc noopener'>
            {hoteDe(lien)}
          </a>
        </p>
      )}
      <span class='soft'>
        {auteur}, le <Horodatage le={le} ouvert={ouvert} />
      </span>
      <Gestes c={c} ouvert={ouvert} contribution={associee} quoi={`l’action de ${auteur}`} />
    </>
  )
}
