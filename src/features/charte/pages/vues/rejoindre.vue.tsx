import type { Child } from 'hono/jsx'
import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Carte } from '../../../../platform/ui/composants/carte/carte.tsx'
import { Champ, Liste } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Alerte, Etiquette } from '../../../../platform/ui/composants/note/note.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { type SaisieNouveauLieu, TYPOLOGIES } from '../../../annuaire/index.ts'
import { demandeEnMots, type Etape } from '../../domain/adherer.ts'
import type { EtatDit } from '../../domain/adhesion/dire.ts'
import type { Etat } from '../../domain/adhesion/situation.ts'
import type { Contenu } from '../../domain/charte.ts'
import { blocs } from '../../domain/texte.ts'
import { CaseAccepter } from './declarer.vue.tsx'

const S = '\u00a0'

export interface RejoindreCommun {
  readonly cadre: CadrePage
  readonly charte: { readonly id: string; readonly nom: string }
  readonly numero: number
  readonly contenu: Contenu
  readonly reseau: { readonly nom: string }
}

export type Saisie = Readonly<Partial<SaisieNouveauLieu>>

export interface LieuListe {
  readonly nom: string
  readonly href: string
  readonly adresse: string
  /** On the ground of the réseau. */
  readonly dedans: boolean
  /** Looked after by who reads. */
  readonly tenu: boolean
}

function Feuille({
  commun,
  titre,
  chapeau,
  erreurs = [],
  children
}: {
  commun: RejoindreCommun
  titre: string
  chapeau?: Child
  erreurs?: readonly ErreurDeChamp[]
  children?: Child
}) {
  const { cadre, charte } = commun
  const accueil = titre.startsWith('Rejoindre')
  return (
    <Page
      cadre={cadre}
      titre={titre}
      menuActif='/chartes'
      horsMoteurs
      sansRecherche
      enErreur={erreurs.length > 0}
      fil={[
        { href: '/', libelle: 'Accueil' },
        { href: '/chartes', libelle: 'Les chartes' },
        { href: `/chartes/${charte.id}`, libelle: charte.nom },
        ...(accueil ? [] : [{ href: `/chartes/${charte.id}/rejoindre`, libelle: 'Rejoindre' }]),
        { libelle: accueil ? 'Rejoindre' : titre }
      ]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>{titre}</h1>
          {chapeau && <p class='lead'>{chapeau}</p>}
        </div>
        <ResumeErreurs erreurs={erreurs} />
        {children}
      </div>
    </Page>
  )
}

const FAITS: Readonly<Record<string, string>> = {
  enregistre: 'C’est enregistré. Vous retrouvez votre déclaration ici, quand vous voulez.',
  abandonne: 'Votre déclaration est abandonnée. Votre lieu reste dans l’annuaire.'
}

/** Which lieu joins: one's own, one to find, one to add. */
export function RejoindreVue(
  props: RejoindreCommun & {
    /** What joining means, step by step. */
    readonly etapes: readonly Etape[]
    readonly connecte: boolean
    readonly ici: string
    readonly fait: string | undefined
    readonly recherche: { readonly q: string; readonly commune: string }
    /** How many were found; undefined when nothing was asked. */
    readonly total: number | undefined
    readonly trouves: readonly LieuListe[]
    readonly miens: readonly (LieuListe & {
      readonly etat: EtatDit
      readonly genre: Etat
      readonly barre: boolean
    })[]
  }
) {
  const { charte, numero, contenu, reseau, etapes, connecte, ici, fait, recherche, total, trouves, miens } = props
  const dit = fait && Object.hasOwn(FAITS, fait) ? FAITS[fait] : undefined
  const connexion = `/connexion?suite=${encodeURIComponent(ici)}`
  return (
    <Feuille
      commun={props}
      titre={`Rejoindre${S}: ${reseau.nom}`}
      chapeau={`Pour adhérer${S}: ${demandeEnMots(contenu)}.`}
    >
      {dit && <Alerte ton='succes' titre={dit} />}
      <section class='section split'>
        <h2>Ce qui vous attend</h2>
        <div class='stack'>
          <ul class='rows'>
            {etapes.map(({ titre, phrases }) => (
              <li>
                <b>{titre}</b>
                <span class='soft'>{phrases[0]}</span>
              </li>
            ))}
          </ul>
          <p>Vous pouvez vous arrêter et reprendre quand vous voulez, ou demander l’aide d’un collègue.</p>
          <p>
            <a href={`/chartes/${charte.id}#adherer`}>
              Tout comprendre, pas à pas, et lire la charte (version {numero})
            </a>
          </p>
        </div>
      </section>
      <section class='section split'>
        <h2>Vos lieux</h2>
        <div class='stack'>
          {!connecte && (
            <p>
              <a href={connexion}>Connectez-vous</a> pour voir les lieux dont vous vous occupez. Pas encore de compte{S}
              ? <a href={`/inscription?suite=${encodeURIComponent(ici)}`}>Créez-en un</a>.
            </p>
          )}
          {connecte && miens.length === 0 && (
            <p>Vous ne vous occupez encore d’aucun lieu. Cherchez le vôtre, ou ajoutez-le.</p>
          )}
          {miens.length > 0 && (
            <ul class='rows'>
              {miens.map(({ nom, href, adresse, dedans, etat, genre, barre }) => (
                <li class='stack'>
                  <h3>
                    {nom} <Etiquette>{etat.court}</Etiquette>
                  </h3>
                  {adresse !== '' && <p class='soft'>{adresse}</p>}
                  {dedans ? (
                    <>
                      <p>{etat.phrase}</p>
                      <p class='btns'>
                        <LienBouton href={`${href}/adherer/${charte.id}`}>
                          {geste(genre, barre)}
                          <span class='vh'>{` : ${nom}`}</span>
                        </LienBouton>
                      </p>
                    </>
                  ) : (
                    <p>Ce lieu est hors du territoire de ce réseau. Il ne peut pas y adhérer.</p>
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      </section>
      <section class='section split' id='chercher'>
        <h2>Trouver votre lieu</h2>
        <div class='stack'>
          <form class='row' action={`${ici}#chercher`} role='search' aria-label='Trouver votre lieu'>
            <Champ nom='q' type='search' libelle='Nom du lieu' valeur={recherche.q} />
            <Champ nom='commune' libelle='Commune ou code postal' valeur={recherche.commune} />
            <p>
              <Bouton>Chercher mon lieu</Bouton>
            </p>
          </form>
          {total === 0 && <p>Aucun lieu ne correspond. Essayez avec moins de mots, ou ajoutez votre lieu.</p>}
          {total !== undefined && total > 0 && (
            <>
              <p role='status'>
                {total > trouves.length
                  ? `Voici les ${trouves.length} premiers lieux sur ${total}. Précisez si le vôtre n’y est pas.`
                  : total === 1
                    ? 'Un lieu trouvé.'
                    : `${total} lieux trouvés.`}
              </p>
              <ul class='rows'>
                {trouves.map(({ nom, href, adresse, dedans, tenu }) => (
                  <li class='stack'>
                    <h3>
                      <a href={href}>{nom}</a>
                    </h3>
                    {adresse !== '' && <p class='soft'>{adresse}</p>}
                    {dedans ? (
                      <p>
                        <a href={tenu ? `${href}/adherer/${charte.id}` : `${href}/revendiquer`}>
                          C’est mon lieu<span class='vh'>{` : ${nom}`}</span>
                        </a>
                      </p>
                    ) : (
                      <p>Hors du territoire de ce réseau.</p>
                    )}
                  </li>
                ))}
              </ul>
              <p class='soft'>
                Nous vérifions d’abord que vous vous occupez de ce lieu. Ensuite, revenez ici{S}: il sera dans «{S}Vos
                lieux{S}».
              </p>
            </>
          )}
        </div>
      </section>
      <section class='section split'>
        <h2>Votre lieu n’est pas dans l’annuaire</h2>
        <div class='stack'>
          <p>Ajoutez-le. Un groupe ou une coordination sans local peut adhérer aussi.</p>
          <p class='btns'>
            <LienBouton href={`/chartes/${charte.id}/rejoindre/nouveau`}>Ajouter mon lieu</LienBouton>
          </p>
        </div>
      </section>
    </Feuille>
  )
}

function geste(etat: Etat, barre: boolean): string {
  switch (etat) {
    case 'REFERENCE':
    case 'INVITE':
      return 'Commencer la déclaration'
    case 'BROUILLON':
      return 'Reprendre la déclaration'
    case 'OPPOSE':
    case 'NON_RENOUVELE':
      return 'Se déclarer à nouveau'
    case 'RETIRE':
      return barre ? 'Comprendre' : 'Se déclarer à nouveau'
    case 'SUSPENDU':
      return 'Comprendre'
    case 'DECLARE':
    case 'FENETRE':
    case 'MEMBRE':
    case 'AVERTI':
      return 'Voir où cela en est'
  }
}

/** The charter is accepted before the fiche of a new lieu exists. */
export function PremiereAcceptationVue(props: RejoindreCommun & { erreurs?: readonly ErreurDeChamp[] }) {
  const { charte, numero, contenu, erreurs = [] } = props
  const adresse = `/chartes/${charte.id}/versions/${numero}`
  return (
    <Feuille
      commun={props}
      titre='Avant d’ajouter votre lieu'
      erreurs={erreurs}
      chapeau='Un lieu ajouté ici accepte d’abord la charte du réseau.'
    >
      <div class='stack'>
        {blocs(contenu.resume).map((bloc) => bloc.genre === 'paragraphe' && <p>{bloc.texte}</p>)}
        <ul class='stack'>
          <li>
            <a href={adresse}>Lire la charte, version {numero}</a>
          </li>
          <li>
            <a href={`${adresse}.pdf`}>La même, en PDF</a>
          </li>
        </ul>
        <form class='form' method='post' action={`/chartes/${charte.id}/rejoindre/nouveau/charte`} novalidate>
          <CaseAccepter numero={numero} erreur={erreurDe(erreurs, 'accepte')} />
          <p class='btns'>
            <Bouton principal>Accepter et continuer</Bouton>
          </p>
        </form>
      </div>
    </Feuille>
  )
}

/** A short form: the fiche is completed later. */
export function NouveauLieuVue(props: RejoindreCommun & { saisie: Saisie; erreurs?: readonly ErreurDeChamp[] }) {
  const { charte, saisie, erreurs = [] } = props
  return (
    <Feuille
      commun={props}
      titre='Ajouter mon lieu'
      erreurs={erreurs}
      chapeau='L’essentiel seulement. Vous compléterez la fiche ensuite.'
    >
      <form class='form' method='post' action={`/chartes/${charte.id}/rejoindre/nouveau`} novalidate>
        <Champ
          nom='nom'
          libelle='Nom du lieu, ou du groupe'
          valeur={saisie.nom}
          erreur={erreurDe(erreurs, 'nom')}
          obligatoire
        />
        <BoutonsRadio
          nom='sans_local'
          legende='Avez-vous un local ?'
          choisis={[saisie.sans_local === 'oui' ? 'oui' : 'non']}
          erreur={erreurDe(erreurs, 'sans_local')}
          options={[
            {
              valeur: 'non',
              libelle: 'Oui, le public vient à une adresse',
              suite: (
                <Champ
                  nom='adresse'
                  libelle='Numéro et rue'
                  valeur={saisie.adresse}
                  erreur={erreurDe(erreurs, 'adresse')}
                />
              )
            },
            {
              valeur: 'oui',
              libelle: 'Non, nous n’avons pas de local',
              indication: 'Une coordination, un groupe de citoyens… Laissez la rue vide.'
            }
          ]}
        />
        <Champ
          nom='code_postal'
          libelle='Code postal'
          valeur={saisie.code_postal}
          erreur={erreurDe(erreurs, 'code_postal')}
          clavier='numeric'
          court
        />
        <Champ
          nom='commune'
          libelle='Commune'
          indication='Sans local : la commune où vous agissez le plus.'
          valeur={saisie.commune}
          erreur={erreurDe(erreurs, 'commune')}
          obligatoire
        />
        <Liste
          nom='typologie'
          libelle='Type de lieu'
          vide='Je ne sais pas'
          options={Object.entries(TYPOLOGIES)
            .map(([valeur, libelle]) => ({ valeur, libelle }))
            .sort((a, b) => a.libelle.localeCompare(b.libelle, 'fr'))}
          valeur={saisie.typologie}
          erreur={erreurDe(erreurs, 'typologie')}
        />
        <p class='btns'>
          <Bouton principal>Ajouter ce lieu</Bouton>
        </p>
      </form>
    </Feuille>
  )
}

/** « C’est peut-être celui-ci »: before anything is created. */
export function RessemblantsVue(
  props: RejoindreCommun & {
    saisie: Saisie
    ressemblants: readonly {
      readonly nom: string
      readonly href: string
      readonly adresse: string
      readonly raisons: readonly string[]
    }[]
  }
) {
  const { charte, saisie, ressemblants } = props
  const action = `/chartes/${charte.id}/rejoindre/nouveau`
  const caches = Object.entries(saisie).map(([nom, valeur]) => <input type='hidden' name={nom} value={valeur} />)
  return (
    <Feuille
      commun={props}
      titre='C’est peut-être celui-ci'
      chapeau={`«${S}${saisie.nom ?? ''}${S}» ressemble à des lieux de l’annuaire. Choisissez le vôtre s’il y est.`}
    >
      <h2>Lieux qui lui ressemblent</h2>
      <ol class='cards mt4'>
        {ressemblants.map(({ nom, href, adresse, raisons }) => (
          <Carte titre={nom} href={`${href}/revendiquer`} sousTitre={adresse}>
            <ul class='mt3'>
              {raisons.map((raison) => (
                <li>{raison}</li>
              ))}
            </ul>
          </Carte>
        ))}
      </ol>
      <section class='section stack'>
        <h2>Ce n’est aucun de ces lieux</h2>
        <form method='post' action={action}>
          {caches}
          <input type='hidden' name='aucun' value='oui' />
          <p class='btns'>
            <Bouton principal>Aucun de ceux-ci : ajouter mon lieu</Bouton>
          </p>
        </form>
        <form method='post' action={action}>
          {caches}
          <input type='hidden' name='modifier' value='oui' />
          <p class='btns'>
            <Bouton>Corriger ce que j’ai écrit</Bouton>
          </p>
        </form>
      </section>
    </Feuille>
  )
}
