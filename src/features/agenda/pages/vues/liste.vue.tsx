import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Carte } from '../../../../platform/ui/composants/carte/carte.tsx'
import { Alerte, Etiquette } from '../../../../platform/ui/composants/note/note.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { type ContenuAction, definitionGenre, type EtatAction } from '../../domain/action-projet.ts'
import { ETATS, Periode } from './mots.tsx'

export interface Message {
  readonly ton: 'succes' | 'danger'
  readonly titre: string
  readonly texte: string
}

export interface ActionDeListe extends ContenuAction {
  readonly id: string
  readonly revision: number
  readonly retire_le: Date | null
  readonly etat: EtatAction
}

export interface ListeProps {
  readonly cadre: CadrePage
  readonly lieu: { readonly nom: string; readonly href: string }
  readonly fuseau: string
  readonly actions: readonly ActionDeListe[]
  readonly message?: Message | undefined
}

/** What a lieu announces, for who looks after it. */
export function ListeVue({ cadre, lieu, fuseau, actions, message }: ListeProps) {
  const chemin = `${lieu.href}/actions`
  return (
    <Page
      cadre={cadre}
      titre='Actions et projets'
      horsMoteurs
      enErreur={message?.ton === 'danger'}
      menuActif='/lieux'
      fil={[
        { libelle: 'Accueil', href: '/' },
        { libelle: lieu.nom, href: lieu.href },
        { libelle: 'Actions et projets' }
      ]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          {message && (
            <Alerte ton={message.ton} titre={message.titre}>
              <p>{message.texte}</p>
            </Alerte>
          )}
          <h1>Actions et projets</h1>
          <p class='lead'>{lieu.nom}</p>
          <p>Ce que vous écrivez ici paraît aussitôt sur la fiche du lieu.</p>
          <p class='btns'>
            <LienBouton principal href={`${chemin}/nouvelle`}>
              Annoncer une action ou un projet
            </LienBouton>
            <LienBouton href={lieu.href}>Voir la fiche</LienBouton>
          </p>
        </div>
        {actions.length === 0 ? (
          <p>Rien n’est encore annoncé.</p>
        ) : (
          <section>
            <h2>Déjà annoncé</h2>
            <ul class='cards'>
              {actions.map((action) => (
                <UneAction action={action} chemin={chemin} fuseau={fuseau} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </Page>
  )
}

function UneAction({ action, chemin, fuseau }: { action: ActionDeListe; chemin: string; fuseau: string }) {
  const ici = `${chemin}/${action.id}`
  const retiree = action.retire_le !== null
  return (
    <Carte
      titre={action.titre}
      href={ici}
      sousTitre={
        <>
          {definitionGenre(action.genre).nom} · <Periode action={action} fuseau={fuseau} />
        </>
      }
    >
      <p>
        <Etiquette ton={retiree ? 'attention' : 'info'}>{retiree ? 'Retiré' : ETATS[action.etat]}</Etiquette>
      </p>
      <form class='btns' method='post' action={`${ici}/${retiree ? 'retablir' : 'retirer'}`}>
        <input type='hidden' name='revision' value={String(action.revision)} />
        <LienBouton petit href={`${ici}/modifier`}>
          Modifier<span class='vh'> « {action.titre} »</span>
        </LienBouton>
        <LienBouton petit href={`${ici}/copier`}>
          Copier pour une autre date<span class='vh'> « {action.titre} »</span>
        </LienBouton>
        <Bouton petit>
          {retiree ? 'Annoncer de nouveau' : 'Retirer'}
          <span class='vh'> « {action.titre} »</span>
        </Bouton>
      </form>
    </Carte>
  )
}
