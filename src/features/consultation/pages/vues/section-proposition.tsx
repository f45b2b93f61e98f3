import type { Child } from 'hono/jsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import type { Consultation } from '../../store/consultation.store.ts'
import type { Item } from '../../store/item.store.ts'
import { isItemTouched } from '../../store/proposition.store.ts'
import type { ItemOuvert } from '../ouvrir.ts'
import { cheminItem, REGLES } from './cadre.tsx'
import { Section } from './section.tsx'
import { cheminSignaler } from './signaler-lien.tsx'

/** What only its author sees of a proposition: that it is published, and how to take it back. */
export async function sectionProposition(c: Contexte, ouvert: ItemOuvert): Promise<Child | undefined> {
  const { item, consultation, etat } = ouvert
  const compte = c.var.acteur.compte?.id
  if (!compte || item.auteur_id !== compte) return undefined
  const touchee = etat === 'ouverte' && (await isItemTouched(c.var.db, item.id, compte))
  return (
    <Section c={c} id='proposition' titre={item.genre === 'amendement' ? 'Votre amendement' : 'Votre proposition'}>
      {etat !== 'ouverte' ? (
        <p class='mt3'>La consultation ne reçoit plus rien : ce texte ne change plus.</p>
      ) : touchee ? (
        <p class='mt3'>
          D’autres personnes se sont exprimées ici : vous ne pouvez plus retirer ce texte vous-même.{' '}
          <a href={cheminSignaler(consultation, { item: item.numero })}>Demander le retrait à la modération</a>
        </p>
      ) : (
        <Reprendre consultation={consultation} item={item} />
      )}
    </Section>
  )
}

/** Shown while nobody else has spoken about it, or while it waits for a moderator. */
export function Reprendre({ consultation, item }: { consultation: Consultation; item: Pick<Item, 'numero'> }) {
  return (
    <form class='stack mt3' method='post' action={`${cheminItem(consultation, item)}/reprendre`}>
      <p>Tant que personne ne s’est exprimé ici, vous pouvez retirer ce texte.</p>
      <p>
        <Bouton>Retirer mon texte</Bouton>
      </p>
    </form>
  )
}

/** Under the text, for everybody: tells a moderator about it. */
export function SignalerItem({ c, ouvert }: { c: Contexte; ouvert: ItemOuvert }) {
  const { item, consultation } = ouvert
  if (item.origine === 'organisateur' || (item.auteur_id !== null && item.auteur_id === c.var.acteur.compte?.id))
    return null
  return (
    <p class='btns mt4'>
      <a href={cheminSignaler(consultation, { item: item.numero })}>
        Signaler<span class='vh'> cette proposition</span>
      </a>
      <a href={REGLES}>Règles de publication</a>
    </p>
  )
}
