import type { Child } from 'hono/jsx'
import { lireFait } from '../../../../platform/http/fait.ts'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte } from '../../../../platform/ui/composants/note/note.tsx'
import type { ItemOuvert } from '../ouvrir.ts'
import type { Reprise } from './cadre.tsx'

/** A refused form of an item's page, and which one: the others are shown as if nothing had happened. */
export interface RepriseDItem extends Reprise {
  /** Anchor of the section whose form it is. */
  readonly formulaire?: string
}

/** A part of an item's page; nothing when there is nothing to say. */
export type SectionDItem = (c: Contexte, ouvert: ItemOuvert, reprise: RepriseDItem) => Promise<Child | undefined>

/** What was typed in this section's own form. */
export const repriseDe = (reprise: RepriseDItem, formulaire: string): Reprise =>
  reprise.formulaire === formulaire ? reprise : {}

/** What was just done (`?fait=`), told in the section where it was done: the one the address leads to. */
const FAITS: Readonly<Record<string, { readonly ou: string; readonly titre: string }>> = {
  avis: { ou: 'avis', titre: 'Votre avis est enregistré' },
  retrait: { ou: 'avis', titre: 'Votre avis est retiré' },
  proposition: { ou: 'proposition', titre: 'Votre texte est publié' },
  commentaire: { ou: 'commentaires', titre: 'Votre commentaire est publié' },
  valeur: { ou: 'valeurs', titre: 'Vos valeurs sont ajoutées' },
  action: { ou: 'actions', titre: 'Votre action est associée' },
  fichier: { ou: 'fichiers', titre: 'Votre fichier est déposé' },
  'commentaire-retire': { ou: 'commentaires', titre: 'Votre commentaire est retiré' },
  'valeur-retire': { ou: 'valeurs', titre: 'Votre valeur est retirée' },
  'action-retire': { ou: 'actions', titre: 'Votre action est retirée' },
  'fichier-retire': { ou: 'fichiers', titre: 'Votre fichier est retiré, et effacé' }
}

/** A section of an item's page: its anchor, its title, how many there are, what was just done here. */
export function Section(props: { c: Contexte; id: string; titre: string; nombre?: number; children?: Child }) {
  const { c, id, titre, children } = props
  const fait = lireFait(c, FAITS)
  return (
    <section class='section' id={id} aria-labelledby={`titre-${id}`}>
      <h2 class='title-n' id={`titre-${id}`}>
        {titre}
        {props.nombre !== undefined && (
          <>
            {' '}
            <span class='num'>{nombre(props.nombre)}</span>
          </>
        )}
      </h2>
      {fait?.ou === id && c.req.method === 'GET' && (
        <div class='mt4'>
          <Alerte ton='succes' titre={fait.titre} />
        </div>
      )}
      {children}
    </section>
  )
}
