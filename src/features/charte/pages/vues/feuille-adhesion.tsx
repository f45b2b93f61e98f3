import type { Child } from 'hono/jsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import type { EtapeDuFil } from '../../../../platform/ui/composants/fil/fil.tsx'
import { Alerte } from '../../../../platform/ui/composants/note/note.tsx'
import { Page } from '../../../../platform/ui/page.tsx'

export interface FeuilleAdhesionProps {
  readonly c: Contexte
  readonly titre: string
  readonly fil?: readonly EtapeDuFil[]
  readonly enErreur?: boolean
  /** What was just done. */
  readonly fait?: string | undefined
  readonly chapeau?: Child
  readonly children?: Child
}

/** A sheet about adhesions, which no search engine keeps: the desk's, or the lieu's people's. */
export function FeuilleAdhesion(props: FeuilleAdhesionProps & { readonly menuActif?: string }) {
  const { c, titre, fil = [], enErreur = false, fait, menuActif, chapeau, children } = props
  return (
    <Page
      cadre={c.var.cadre}
      titre={titre}
      {...(menuActif !== undefined && { menuActif })}
      horsMoteurs
      enErreur={enErreur}
      fil={[{ href: '/', libelle: 'Accueil' }, ...fil, { libelle: titre }]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          {fait && <Alerte ton='succes' titre={fait} />}
          <h1>{titre}</h1>
          {chapeau}
        </div>
        {children}
      </div>
    </Page>
  )
}
