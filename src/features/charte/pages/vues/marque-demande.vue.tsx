import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { instantEnMots, Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { Alerte, Etiquette, Note } from '../../../../platform/ui/composants/note/note.tsx'
import { erreurDe, ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import type { Reseau } from '../../../reseaux/index.ts'
import type { Faute } from '../../domain/marque/demande.ts'
import type { DemandeDeMarque } from '../../store/marque-demande.store.ts'
import { PageBureau } from './bureau.tsx'

type Saisie = Readonly<Record<string, string>>

const BUREAU_MARQUE = '/bureau/marque'
const USAGES_DU_BUREAU = { href: BUREAU_MARQUE, libelle: 'Les usages de la marque' }

/** Whoever wants to use the Mark otherwise says what for, and until when; and reads the answers already given. */
export function DemanderVue(props: {
  readonly cadre: CadrePage
  readonly reseaux: readonly Reseau[]
  readonly siennes: readonly DemandeDeMarque[]
  readonly saisie: Saisie
  readonly erreurs?: readonly Faute[]
  /** This account has asked too often: when it may again. */
  readonly jusqua?: Date
  readonly fait: boolean
}) {
  const { cadre, reseaux, siennes, saisie, erreurs = [], jusqua, fait } = props
  const titre = 'Demander à utiliser la marque'
  return (
    <Page
      cadre={cadre}
      titre={titre}
      horsMoteurs
      enErreur={erreurs.length > 0}
      fil={[{ href: '/', libelle: 'Accueil' }, { libelle: titre }]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          {fait && (
            <Alerte ton='succes' titre='Votre demande est envoyée'>
              <p>
                Le secrétariat du réseau va vous répondre par écrit. Sans son accord, n’utilisez pas encore la marque.
              </p>
            </Alerte>
          )}
          <h1>{titre}</h1>
          <p class='lead'>
            Un lieu membre peut utiliser la marque pour se faire connaître. Pour tout autre usage, il faut l’accord
            écrit du secrétariat.
          </p>
        </div>
        <form method='post' action='/marque/demander' class='stack' novalidate>
          <ResumeErreurs erreurs={erreurs} />
          {jusqua && (
            <Note ton='attention'>
              <p>
                Vous avez déjà envoyé plusieurs demandes aujourd’hui. Réessayez {instantEnMots(jusqua)}. Ce que vous
                avez écrit est gardé.
              </p>
            </Note>
          )}
          <Liste
            nom='reseau'
            libelle='De quel réseau'
            vide='Choisissez'
            valeur={saisie.reseau}
            options={reseaux.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
            erreur={erreurDe(erreurs, 'reseau')}
            obligatoire
          />
          <Champ
            nom='organisme'
            libelle='Pour qui'
            indication='Le nom de l’association, de la commune, de l’entreprise…'
            valeur={saisie.organisme}
            autocomplete='organization'
            erreur={erreurDe(erreurs, 'organisme')}
            obligatoire
          />
          <ZoneTexte
            nom='usage'
            libelle='Ce que vous voulez faire'
            indication='Où la marque sera montrée, à qui, sous quelle forme. N’écrivez pas le nom d’une personne.'
            lignes={6}
            valeur={saisie.usage}
            erreur={erreurDe(erreurs, 'usage')}
            obligatoire
          />
          <Champ
            nom='du'
            libelle='Du'
            indication='Le premier jour. Exemple : 01/09/2026'
            valeur={saisie.du}
            erreur={erreurDe(erreurs, 'du')}
            court
            obligatoire
          />
          <Champ
            nom='au'
            libelle='Au'
            indication='Le dernier jour. Trois ans au plus.'
            valeur={saisie.au}
            erreur={erreurDe(erreurs, 'au')}
            court
            obligatoire
          />
          <p class='soft'>La réponse arrive à l’adresse électronique de votre compte.</p>
          <p class='btns'>
            <Bouton principal>Envoyer la demande</Bouton>
          </p>
        </form>
        {siennes.length > 0 && (
          <section class='section' id='demandes'>
            <h2>Vos demandes</h2>
            <Tableau
              legende={<span class='vh'>Ce que vous avez demandé, et les réponses</span>}
              lignes={siennes}
              colonnes={[
                { titre: 'Pour qui', cellule: ({ organisme }) => organisme },
                { titre: 'Usage', cellule: ({ usage }) => usage },
                { titre: 'Période', cellule: Periode },
                { titre: 'Réponse', cellule: (demande) => <Reponse demande={demande} /> }
              ]}
            />
          </section>
        )}
      </div>
    </Page>
  )
}

const Periode = ({ du, au }: Pick<DemandeDeMarque, 'du' | 'au'>) => (
  <>
    Du <Jour date={du} court /> au <Jour date={au} court />
  </>
)

const Reponse = ({ demande }: { demande: DemandeDeMarque }) => {
  const { reponse, texte } = demande
  if (!reponse) return <Etiquette>En attente</Etiquette>
  return (
    <>
      <Etiquette ton={reponse === 'accord' ? 'succes' : 'danger'}>
        {reponse === 'accord' ? 'Accord' : 'Refus'}
      </Etiquette>
      {texte && <span class='hint'>{texte}</span>}
    </>
  )
}

/** The desk: what waits for an answer, and the register of the answers given. */
export function ListeVue(props: {
  readonly c: Contexte
  readonly reseaux: readonly Reseau[]
  readonly demandes: readonly DemandeDeMarque[]
  readonly fait: string | undefined
}) {
  const { c, reseaux, demandes, fait } = props
  const noms = new Map(reseaux.map(({ id, nom }) => [id, nom]))
  const lien = ({ id, organisme }: DemandeDeMarque) => <a href={`${BUREAU_MARQUE}/${id}`}>{organisme}</a>
  const reseau = ({ reseau_id }: DemandeDeMarque) => noms.get(reseau_id) ?? ''
  return (
    <PageBureau
      c={c}
      titre={USAGES_DU_BUREAU.libelle}
      fil={[{ href: '/bureau', libelle: 'Le bureau' }]}
      fait={fait === 'repondue' ? 'Votre réponse est envoyée, et gardée ici.' : undefined}
      chapeau={<p class='lead'>Toute autre utilisation de la marque demande votre accord écrit.</p>}
    >
      <section class='section'>
        <h2>À répondre</h2>
        <Tableau
          legende={<span class='vh'>Les demandes sans réponse, la plus ancienne d’abord</span>}
          vide='Aucune demande n’attend de réponse.'
          lignes={demandes.filter(({ reponse }) => !reponse)}
          colonnes={[
            { titre: 'Pour qui', cellule: lien },
            { titre: 'Réseau', cellule: reseau },
            { titre: 'Reçue le', cellule: ({ deposee_le }) => <Jour date={deposee_le} court /> },
            { titre: 'Période', cellule: Periode }
          ]}
        />
      </section>
      <section class='section'>
        <h2>Le registre</h2>
        <Tableau
          legende={<span class='vh'>Les réponses données, la plus récente d’abord</span>}
          vide='Aucune réponse n’a encore été donnée.'
          lignes={demandes.filter(({ reponse }) => reponse)}
          colonnes={[
            { titre: 'Pour qui', cellule: lien },
            { titre: 'Réseau', cellule: reseau },
            { titre: 'Période', cellule: Periode },
            { titre: 'Réponse', cellule: (demande) => <Reponse demande={demande} /> },
            { titre: 'Donnée le', cellule: ({ repondue_le }) => repondue_le && <Jour date={repondue_le} court /> }
          ]}
        />
      </section>
    </PageBureau>
  )
}

/** One request, and the answer: written once, then shown as it was sent. */
export function ReponseVue(props: {
  readonly c: Contexte
  readonly demande: DemandeDeMarque
  readonly saisie: Saisie
  readonly erreurs?: readonly Faute[]
  /** Somebody else has just answered. */
  readonly deja?: boolean
}) {
  const { c, demande, saisie, erreurs = [], deja = false } = props
  return (
    <PageBureau
      c={c}
      titre={`Usage de la marque : ${demande.organisme}`}
      fil={[{ href: '/bureau', libelle: 'Le bureau' }, USAGES_DU_BUREAU]}
      enErreur={erreurs.length > 0}
      chapeau={
        <>
          {deja && (
            <Note ton='attention'>
              <p>Quelqu’un vient de répondre. Votre réponse n’est pas enregistrée.</p>
            </Note>
          )}
          <ListeDescriptive
            faits={[
              { terme: 'Ce qui est demandé', valeur: demande.usage },
              { terme: 'Période', valeur: <Periode {...demande} /> },
              { terme: 'Reçue le', valeur: <Jour date={demande.deposee_le} /> },
              { terme: 'Réponse', valeur: demande.reponse && <Reponse demande={demande} /> },
              { terme: 'Donnée le', valeur: demande.repondue_le && <Jour date={demande.repondue_le} /> }
            ]}
          />
        </>
      }
    >
      {!demande.reponse && (
        <form method='post' action={`${BUREAU_MARQUE}/${demande.id}`} class='stack' novalidate>
          <ResumeErreurs erreurs={erreurs} />
          <BoutonsRadio
            nom='reponse'
            legende='Votre réponse'
            options={[
              { valeur: 'accord', libelle: 'Donner l’accord' },
              { valeur: 'refus', libelle: 'Refuser' }
            ]}
            choisis={saisie.reponse ? [saisie.reponse] : []}
            erreur={erreurDe(erreurs, 'reponse')}
          />
          <ZoneTexte
            nom='texte'
            libelle='Vos conditions, ou vos raisons'
            indication='La personne les reçoit telles quelles. Pour un refus, il faut dire pourquoi.'
            lignes={6}
            valeur={saisie.texte}
            erreur={erreurDe(erreurs, 'texte')}
          />
          <p class='btns'>
            <Bouton principal>Envoyer la réponse</Bouton>
          </p>
        </form>
      )}
    </PageBureau>
  )
}
