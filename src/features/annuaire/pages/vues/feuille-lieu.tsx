import type { Child } from 'hono/jsx'
import { Alerte } from '../../../../platform/ui/composants/note/note.tsx'
import { type ErreurDeChamp, ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'

/** What was just done, or why it was refused as a whole. */
export interface Avis {
  readonly ton: 'succes' | 'danger'
  readonly titre: string
  readonly texte: string
}

/** A page about one lieu and one person: what it is for, what went wrong, one thing to do. */
export function FeuilleDeLieu(props: {
  readonly cadre: CadrePage
  readonly titre: string
  readonly lieu?: { readonly nom: string; readonly href: string } | undefined
  readonly chapeau?: Child
  readonly erreurs?: readonly ErreurDeChamp[]
  readonly avis?: Avis | undefined
  readonly children?: Child
}) {
  const { cadre, titre, lieu, chapeau, erreurs = [], avis, children } = props
  return (
    <Page
      cadre={cadre}
      titre={lieu ? `${titre} : ${lieu.nom}` : titre}
      fil={[
        { libelle: 'Accueil', href: '/' },
        ...(lieu ? [{ libelle: lieu.nom, href: lieu.href }] : []),
        { libelle: titre }
      ]}
      enErreur={erreurs.length > 0 || avis?.ton === 'danger'}
      horsMoteurs
    >
      <div class='wrap'>
        <div class='page-head'>
          {lieu && <p class='over'>{lieu.nom}</p>}
          <h1>{titre}</h1>
          {chapeau && <p class='lead'>{chapeau}</p>}
        </div>
        {avis && (
          <Alerte ton={avis.ton} titre={avis.titre}>
            <p>{avis.texte}</p>
          </Alerte>
        )}
        <ResumeErreurs erreurs={erreurs} />
        <div class='stack mt5'>{children}</div>
      </div>
    </Page>
  )
}
