import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Alerte } from '../../../../platform/ui/composants/note/note.tsx'
import { erreurDe, ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { GENRES } from '../../domain/action-projet.ts'
import type { FauteDeSaisie, Saisie } from '../../domain/saisie.ts'
import type { Message } from './liste.vue.tsx'

export interface FormulaireProps {
  readonly cadre: CadrePage
  readonly titre: string
  readonly lieu: { readonly nom: string; readonly href: string }
  /** Where the form goes. */
  readonly envoi: string
  readonly saisie: Saisie
  /** What goes with it unseen: the number of a new action, or the revision of one that is there. */
  readonly caches: Readonly<Record<string, string>>
  readonly bouton: string
  readonly erreurs?: readonly FauteDeSaisie[]
  readonly message?: Message | undefined
}

/** One page: everything there is to say of an action. */
export function FormulaireVue(props: FormulaireProps) {
  const { cadre, titre, lieu, envoi, saisie, caches, bouton, erreurs = [], message } = props
  const champ = (nom: string) => ({ nom, valeur: saisie[nom], erreur: erreurDe(erreurs, nom) })
  return (
    <Page
      cadre={cadre}
      titre={titre}
      horsMoteurs
      enErreur={erreurs.length > 0 || message?.ton === 'danger'}
      menuActif='/lieux'
      fil={[
        { libelle: 'Accueil', href: '/' },
        { libelle: lieu.nom, href: lieu.href },
        { libelle: 'Actions et projets', href: `${lieu.href}/actions` },
        { libelle: titre }
      ]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>{titre}</h1>
          <p class='lead'>{lieu.nom}</p>
        </div>
        {message && (
          <Alerte ton={message.ton} titre={message.titre}>
            <p>{message.texte}</p>
          </Alerte>
        )}
        <ResumeErreurs erreurs={erreurs} />
        <form class='form' method='post' action={envoi} novalidate>
          {Object.entries(caches).map(([nom, valeur]) => (
            <input type='hidden' name={nom} value={valeur} />
          ))}
          <BoutonsRadio
            nom='genre'
            legende='Qu’annoncez-vous ?'
            choisis={[saisie.genre ?? '']}
            erreur={erreurDe(erreurs, 'genre')}
            options={GENRES.map(({ cle, libelle, indication }) => ({ valeur: cle, libelle, indication }))}
          />
          <Champ {...champ('titre')} libelle='Le titre' indication='Exemple : Ranger ses photos.' obligatoire />
          <ZoneTexte
            {...champ('texte')}
            libelle='Ce qui s’y passe (facultatif)'
            indication='Quelques phrases simples.'
            lignes={6}
          />
          <Champ
            {...champ('debut_jour')}
            type='date'
            libelle='Le jour'
            indication='Pour un projet : le jour du début. Un projet peut ne pas avoir de date.'
            court
          />
          <Champ
            {...champ('debut_heure')}
            libelle='L’heure du début'
            indication='À l’heure du lieu. Exemple : 14:30. Pas besoin d’heure pour un projet.'
            court
          />
          <Champ {...champ('fin_heure')} libelle='L’heure de fin (facultatif)' indication='Exemple : 16:30.' court />
          <Champ
            {...champ('fin_jour')}
            type='date'
            libelle='Le jour de fin (facultatif)'
            indication='S’il est différent.'
            court
          />
          <Champ
            {...champ('lieu_precis')}
            libelle='Où, si c’est ailleurs (facultatif)'
            indication='Laissez vide si c’est dans votre lieu.'
          />
          <Champ {...champ('prix')} libelle='Le prix (facultatif)' indication='Exemple : gratuit, ou 5 €.' />
          <Champ {...champ('public_vise')} libelle='Pour qui (facultatif)' indication='Exemple : grands débutants.' />
          <Champ
            {...champ('inscription')}
            libelle='Comment s’inscrire (facultatif)'
            indication='Tout le monde le lira : donnez un contact de votre lieu, pas celui d’une personne.'
          />
          <Champ
            {...champ('lien')}
            type='url'
            libelle='Une page pour en savoir plus (facultatif)'
            indication='Une adresse qui commence par « https:// ».'
          />
          <p class='btns'>
            <Bouton principal>{bouton}</Bouton>
            <a href={`${lieu.href}/actions`}>Ne rien enregistrer</a>
          </p>
        </form>
      </div>
    </Page>
  )
}
