import type { Child } from 'hono/jsx'
import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { heureDe, Jour, jourEnMots } from '../../../../platform/ui/composants/date/date.tsx'
import { type Etape, Etapes } from '../../../../platform/ui/composants/etapes/etapes.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { Alerte, Note } from '../../../../platform/ui/composants/note/note.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { demandeEnMots } from '../../domain/adherer.ts'
import { direInstant, direJour } from '../../domain/adhesion/dire.ts'
import type { Contenu, Critere } from '../../domain/charte.ts'
import type { Comparaison } from '../../domain/comparaison.ts'
import {
  type ChoixEcrit,
  choisis,
  compteEnMots,
  type DeclarationEcrite,
  type EtapeDeclaration,
  etapeFaite
} from '../../domain/etapes-declaration.ts'
import { champChoix, champJustification, STATUTS, type StructureSaisie } from '../../domain/saisie-declaration.ts'
import { blocs } from '../../domain/texte.ts'
import { ComparaisonVue } from './comparaison.vue.tsx'
import { Texte } from './texte.tsx'

const S = '\u00a0'

/** What every page of a declaration says of it. */
export interface DeclarationVue {
  readonly cadre: CadrePage
  readonly lieu: { readonly nom: string; readonly href: string; readonly commune: string | undefined }
  readonly charte: { readonly id: string; readonly nom: string }
  readonly reseau: { readonly nom: string; readonly fuseau: string }
  /** Address of the declaration. */
  readonly chemin: string
  readonly contenu: Contenu
  readonly numero: number
  readonly etapes: readonly EtapeDeclaration[]
}

/** A draft, as its pages read it. */
export interface BrouillonVue extends DeclarationEcrite, StructureSaisie {
  readonly accepteeLe: Date
  readonly modifieeLe: Date
  readonly revision: number
}

interface Refus {
  readonly titre: string
  readonly phrase: Child
}

interface FeuilleProps {
  readonly vue: DeclarationVue
  readonly titre: string
  readonly chapeau?: Child
  readonly erreurs?: readonly ErreurDeChamp[]
  readonly refus?: Refus | undefined
  /** What is being answered, in the list of steps. */
  readonly etape?: string
  readonly brouillon?: BrouillonVue | undefined
  readonly ilots?: readonly string[]
  readonly children?: Child
}

/** A page of a declaration: one question, and beside it what is done and what is left. */
function Feuille({ vue, titre, chapeau, erreurs = [], refus, etape, brouillon, ilots, children }: FeuilleProps) {
  const { cadre, lieu, charte, etapes } = vue
  const rang = etapes.findIndex(({ cle }) => cle === etape)
  return (
    <Page
      cadre={cadre}
      titre={titre}
      horsMoteurs
      sansRecherche
      enErreur={erreurs.length > 0 || refus !== undefined}
      ilots={ilots}
      fil={[
        { href: '/', libelle: 'Accueil' },
        { href: '/chartes', libelle: 'Les chartes' },
        { href: `/chartes/${charte.id}/rejoindre`, libelle: charte.nom },
        { libelle: titre }
      ]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <p class='over'>
            {lieu.nom}
            {lieu.commune && `, ${lieu.commune}`}
            {rang >= 0 && ` : étape ${rang + 1} sur ${etapes.length}`}
          </p>
          <h1>{titre}</h1>
          {chapeau && <p class='lead'>{chapeau}</p>}
        </div>
        <div class={brouillon ? 'with-aside' : undefined}>
          <div class='stack'>
            {refus && (
              <Alerte ton='danger' titre={refus.titre}>
                <p>{refus.phrase}</p>
              </Alerte>
            )}
            <ResumeErreurs erreurs={erreurs} />
            {children}
          </div>
          {brouillon && <Avancement vue={vue} brouillon={brouillon} etape={etape} />}
        </div>
      </div>
    </Page>
  )
}

function Avancement({
  vue,
  brouillon,
  etape
}: {
  vue: DeclarationVue
  brouillon: BrouillonVue
  etape: string | undefined
}) {
  const { contenu, etapes, chemin, reseau, lieu } = vue
  return (
    <aside class='aside stack' aria-label='Où vous en êtes'>
      {contenu.criteres.some(({ genre }) => genre === 'critere') && (
        <p>
          <b>{compteEnMots(contenu, brouillon.choix)}.</b>
        </p>
      )}
      <h2 class='vh'>Les étapes</h2>
      <Etapes
        etapes={etapes.map((une): Etape => {
          const { cle, titre } = une
          const pret = etapeFaite(une, contenu, brouillon)
          const etat = cle === etape ? 'en-cours' : pret && une.genre !== 'relire' ? 'faite' : 'a-venir'
          return {
            libelle: titre,
            etat,
            precision: precisionDe(une, { etat, pret }, brouillon, reseau.fuseau),
            ...(cle !== etape && { href: `${chemin}/${cle}` })
          }
        })}
      />
      <p class='soft'>
        Enregistré à {heureDe(brouillon.modifieeLe, reseau.fuseau)}, le{' '}
        {jourEnMots(brouillon.modifieeLe, reseau.fuseau)}. Vous pouvez fermer cette page et revenir quand vous voulez.
      </p>
      <ul class='stack'>
        <li>
          <a href={`${lieu.href}/equipe`}>Inviter un collègue à vous aider</a>
        </li>
        <li>
          <a href={`${chemin}/abandonner`}>Abandonner cette déclaration</a>
        </li>
      </ul>
    </aside>
  )
}

function precisionDe(
  { genre, criteres }: EtapeDeclaration,
  { etat, pret }: { readonly etat: Etape['etat']; readonly pret: boolean },
  { accepteeLe, choix }: BrouillonVue,
  fuseau: string
): string | undefined {
  switch (genre) {
    case 'charte':
      return `acceptée le ${jourEnMots(accepteeLe, fuseau)}`
    case 'criteres': {
      const pris = choisis(choix).filter(({ critere }) => criteres.some(({ id }) => id === critere)).length
      return pris === 0 ? `aucun choisi sur ${criteres.length}` : `${pris} sur ${criteres.length}`
    }
    case 'relire':
      return etat === 'a-venir' && pret ? 'prêt à partir' : undefined
    default:
      return etat === 'a-venir' ? 'à compléter' : undefined
  }
}

/** « La version 2 de la charte, en PDF » */
function LireLaCharte({ vue }: { vue: DeclarationVue }) {
  const adresse = `/chartes/${vue.charte.id}/versions/${vue.numero}`
  return (
    <ul class='stack'>
      <li>
        <a href={adresse}>Lire la charte, version {vue.numero}</a>
      </li>
      <li>
        <a href={`${adresse}.pdf`}>La même, en PDF</a>
      </li>
    </ul>
  )
}

/** The first step, and the way back after an end: one box to tick. */
export function AccepterVue({
  vue,
  retour,
  erreurs = [],
  refus
}: {
  vue: DeclarationVue
  /** Why a new declaration is possible, when it is not the first one. */
  retour?: { readonly phrase: string; readonly reprise: boolean } | undefined
  erreurs?: readonly ErreurDeChamp[]
  refus?: Refus | undefined
}) {
  const titre = retour ? 'Se déclarer à nouveau' : 'Accepter la charte'
  return (
    <Feuille
      vue={vue}
      titre={titre}
      erreurs={erreurs}
      refus={refus}
      chapeau={`${vue.charte.nom}, version ${vue.numero}.`}
    >
      {retour && (
        <Note>
          <p>{retour.phrase}</p>
          {retour.reprise && (
            <p>Votre dernière déclaration est reprise : vous n’avez qu’à la relire, puis à l’envoyer.</p>
          )}
        </Note>
      )}
      {blocs(vue.contenu.resume).map((bloc) => bloc.genre === 'paragraphe' && <p>{bloc.texte}</p>)}
      <p>{`Pour adhérer${S}: ${demandeEnMots(vue.contenu)}.`}</p>
      <LireLaCharte vue={vue} />
      <form class='form' method='post' action={`${vue.chemin}/charte`} novalidate>
        <CaseAccepter numero={vue.numero} erreur={erreurDe(erreurs, 'accepte')} />
        <p class='btns'>
          <Bouton principal>{retour ? 'Accepter et reprendre ma déclaration' : 'Accepter et commencer'}</Bouton>
        </p>
      </form>
      <p class='soft'>Rien n’est envoyé au réseau pour l’instant. Vous enverrez votre déclaration à la fin.</p>
    </Feuille>
  )
}

export function CaseAccepter({ numero, erreur }: { numero: number; erreur: string | undefined }) {
  return (
    <>
      <input type='hidden' name='version' value={numero} />
      <CaseUnique nom='accepte' erreur={erreur}>
        J’ai lu la version {numero} de la charte, et je l’accepte
      </CaseUnique>
    </>
  )
}

function CaseUnique({ nom, erreur, children }: { nom: string; erreur: string | undefined; children?: Child }) {
  return (
    <div class={`field${erreur ? ' field--bad' : ''}`}>
      <CaseACocher nom={nom} erreur={erreur}>
        {children}
      </CaseACocher>
    </div>
  )
}

/** One box and what is wrong with it. `decritPar`: what else says what it commits to. */
function CaseACocher(props: {
  nom: string
  erreur: string | undefined
  cochee?: boolean
  decritPar?: string
  children?: Child
}) {
  const { nom, erreur, cochee = false, decritPar, children } = props
  return (
    <>
      {erreur && (
        <span class='err' id={`${nom}-erreur`}>
          <span class='vh'>Erreur : </span>
          {erreur}
        </span>
      )}
      <label class='check' for={nom}>
        <input
          id={nom}
          type='checkbox'
          name={nom}
          value='oui'
          checked={cochee}
          aria-invalid={erreur ? 'true' : undefined}
          aria-describedby={[erreur && `${nom}-erreur`, decritPar].filter(Boolean).join(' ') || undefined}
        />
        <span>{children}</span>
      </label>
    </>
  )
}

/** The first step once it is done. */
export function AccepteeVue({ vue, brouillon }: { vue: DeclarationVue; brouillon: BrouillonVue }) {
  return (
    <Feuille vue={vue} titre='La charte est acceptée' etape='charte' brouillon={brouillon}>
      <p>
        La version {vue.numero} a été acceptée le <Jour date={brouillon.accepteeLe} fuseau={vue.reseau.fuseau} />.
      </p>
      <LireLaCharte vue={vue} />
      <p class='btns'>
        <LienBouton principal href={`${vue.chemin}/structure`}>
          Continuer
        </LienBouton>
      </p>
    </Feuille>
  )
}

/** The charter changed since this draft began: what changed, and one box to tick. `vue` is about the new version. */
export function NouvelleVersionVue({
  vue,
  ancienne,
  comparaison,
  perdus,
  erreurs = [],
  refus
}: {
  vue: DeclarationVue
  /** Number of the version that the draft was begun under. */
  ancienne: number
  comparaison: Comparaison
  /** What was chosen and is not asked any more. */
  perdus: readonly string[]
  erreurs?: readonly ErreurDeChamp[]
  refus?: Refus | undefined
}) {
  return (
    <Feuille
      vue={vue}
      titre='La charte a changé'
      erreurs={erreurs}
      refus={refus}
      chapeau={`Vous avez commencé avec la version ${ancienne}. La version ${vue.numero} est maintenant en vigueur.`}
    >
      <p>Ce que vous avez écrit est gardé. Vos choix aussi, quand la nouvelle version les demande encore.</p>
      {perdus.length > 0 && (
        <Note ton='attention'>
          <p>La nouvelle version ne demande plus :</p>
          <ul>
            {perdus.map((libelle) => (
              <li>{libelle}</li>
            ))}
          </ul>
        </Note>
      )}
      <LireLaCharte vue={vue} />
      <form class='form' method='post' action={`${vue.chemin}/charte`} novalidate>
        <CaseAccepter numero={vue.numero} erreur={erreurDe(erreurs, 'accepte')} />
        <p class='btns'>
          <Bouton principal>Accepter et continuer ma déclaration</Bouton>
        </p>
      </form>
      <h2>Ce qui change</h2>
      <ComparaisonVue comparaison={comparaison} />
    </Feuille>
  )
}

/** The form of a step: what it was about is sent back with it, so that nobody writes over somebody. */
function Formulaire({
  vue,
  etape,
  empreinte,
  children
}: {
  vue: DeclarationVue
  etape: string
  empreinte: string
  children?: Child
}) {
  return (
    <form class='form' method='post' action={`${vue.chemin}/${etape}`} novalidate data-brouillon>
      <input type='hidden' name='version' value={vue.numero} />
      <input type='hidden' name='avant' value={empreinte} />
      {children}
      <p class='soft' role='status' data-brouillon-dit></p>
      <p class='btns'>
        <Bouton principal>Enregistrer et continuer</Bouton>
        <Bouton nom='suite' valeur='plus-tard'>
          Enregistrer et reprendre plus tard
        </Bouton>
      </p>
    </form>
  )
}

const ILOTS = ['brouillon']

export interface EtapeProps {
  readonly vue: DeclarationVue
  readonly brouillon: BrouillonVue
  readonly etape: EtapeDeclaration
  readonly empreinte: string
  readonly erreurs?: readonly ErreurDeChamp[]
  readonly refus?: Refus | undefined
}

export function StructureVue({
  vue,
  brouillon,
  etape,
  empreinte,
  erreurs = [],
  refus,
  valeurs,
  enregistre
}: EtapeProps & {
  readonly valeurs: StructureSaisie
  /** What somebody else wrote in between. */
  readonly enregistre?: StructureSaisie | undefined
}) {
  return (
    <Feuille
      vue={vue}
      titre={etape.titre}
      etape={etape.cle}
      brouillon={brouillon}
      erreurs={erreurs}
      refus={refus}
      ilots={ILOTS}
      chapeau='Qui s’engage pour ce lieu ? Tous les statuts sont acceptés.'
    >
      {enregistre && (
        <section class='stack' aria-labelledby='titre-enregistre'>
          <h2 id='titre-enregistre'>Ce que l’autre personne a enregistré</h2>
          <FaitsStructure structure={enregistre} />
        </section>
      )}
      <Formulaire vue={vue} etape={etape.cle} empreinte={empreinte}>
        <Champ
          nom='structure'
          libelle='Nom de la structure, ou du groupe'
          valeur={valeurs.structure}
          erreur={erreurDe(erreurs, 'structure')}
          autocomplete='organization'
          obligatoire
        />
        <Liste
          nom='statut'
          libelle='Son statut, si vous voulez le dire'
          vide='Je ne le dis pas'
          options={STATUTS.map((valeur) => ({ valeur, libelle: valeur.charAt(0).toUpperCase() + valeur.slice(1) }))}
          valeur={valeurs.statut}
          erreur={erreurDe(erreurs, 'statut')}
        />
        <Champ
          nom='pivot'
          libelle='Son numéro, si elle en a un'
          indication='Un SIRET (14 chiffres) ou un RNA (W et 9 signes). Rien ne vous y oblige.'
          valeur={valeurs.pivot}
          erreur={erreurDe(erreurs, 'pivot')}
        />
        <Champ
          nom='signataire'
          libelle='Prénom et nom de la personne qui signe'
          indication='Ce nom n’est pas montré au public.'
          valeur={valeurs.signataire}
          erreur={erreurDe(erreurs, 'signataire')}
          autocomplete='name'
          obligatoire
        />
        <Champ
          nom='qualite'
          libelle='Sa fonction'
          indication='Par exemple : présidente, directeur, animatrice.'
          valeur={valeurs.qualite}
          erreur={erreurDe(erreurs, 'qualite')}
          autocomplete='organization-title'
        />
      </Formulaire>
    </Feuille>
  )
}

function FaitsStructure({ structure: s }: { structure: StructureSaisie }) {
  return (
    <ListeDescriptive
      serre
      faits={[
        { terme: 'Structure', valeur: s.structure },
        { terme: 'Statut', valeur: s.statut },
        { terme: 'Numéro', valeur: s.pivot },
        { terme: 'Signée par', valeur: s.signataire },
        { terme: 'Fonction', valeur: s.qualite }
      ]}
    />
  )
}

/** The conditions and engagements, or one family of criteria: to tick, with a sentence for each. */
export function ChoixVue({
  vue,
  brouillon,
  etape,
  empreinte,
  erreurs = [],
  refus,
  choix,
  enregistre
}: EtapeProps & {
  readonly choix: readonly ChoixEcrit[]
  /** What somebody else wrote in between. */
  readonly enregistre?: readonly ChoixEcrit[] | undefined
}) {
  const parId = new Map(choix.map((un) => [un.critere, un]))
  const tous = etape.genre === 'exigences'
  return (
    <Feuille
      vue={vue}
      titre={etape.titre}
      etape={etape.cle}
      brouillon={brouillon}
      erreurs={erreurs}
      refus={refus}
      ilots={ILOTS}
      chapeau={
        tous
          ? 'Tous ceux qui adhèrent les respectent. Cochez chaque ligne.'
          : `Cochez ce que votre lieu fait déjà. ${compteEnMots(vue.contenu, brouillon.choix)}.`
      }
    >
      {etape.texte !== '' && (
        <div class='prose soft'>
          <Texte texte={etape.texte} />
        </div>
      )}
      {enregistre && <Differences criteres={etape.criteres} choix={choix} enregistre={enregistre} />}
      <Formulaire vue={vue} etape={etape.cle} empreinte={empreinte}>
        <div>
          {etape.criteres.map((critere) => (
            <UnCritere critere={critere} choix={parId.get(critere.id)} erreurs={erreurs} />
          ))}
        </div>
      </Formulaire>
    </Feuille>
  )
}

function UnCritere({
  critere,
  choix,
  erreurs
}: {
  critere: Critere
  choix: ChoixEcrit | undefined
  erreurs: readonly ErreurDeChamp[]
}) {
  const { id, libelle, texte, en_savoir_plus, justificatif } = critere
  const champ = champChoix(id)
  const erreur = erreurDe(erreurs, champ)
  return (
    <div class='crit'>
      <CaseACocher nom={champ} erreur={erreur} cochee={choix?.choisi ?? false} decritPar={`${champ}-texte`}>
        <b>{libelle}</b>
      </CaseACocher>
      <div class='prose soft' id={`${champ}-texte`}>
        <Texte texte={texte} />
      </div>
      {en_savoir_plus !== '' && (
        <details>
          <summary>
            En savoir plus<span class='vh'> sur « {libelle} »</span>
          </summary>
          <div class='prose'>
            <Texte texte={en_savoir_plus} />
          </div>
        </details>
      )}
      <div class='in'>
        <ZoneTexte
          nom={champJustification(id)}
          libelle={justificatif === '' ? 'En une phrase, que faites-vous ?' : 'Ce qu’il faut montrer'}
          indication={
            justificatif === ''
              ? 'Vous pouvez laisser vide. Une phrase aide à comprendre.'
              : `${justificatif} Sans cela, ce critère ne peut pas être retenu.`
          }
          valeur={choix?.justification}
          erreur={erreurDe(erreurs, champJustification(id))}
          obligatoire={justificatif !== ''}
          lignes={2}
        />
      </div>
    </div>
  )
}

function Differences({
  criteres,
  choix,
  enregistre
}: {
  criteres: readonly Critere[]
  choix: readonly ChoixEcrit[]
  enregistre: readonly ChoixEcrit[]
}) {
  const dire = (un: ChoixEcrit | undefined) =>
    `${un?.choisi ? 'coché' : 'pas coché'}${un?.justification ? `, « ${un.justification} »` : ''}`
  const de = (liste: readonly ChoixEcrit[], id: string) => liste.find(({ critere }) => critere === id)
  const autres = criteres.filter(({ id }) => dire(de(choix, id)) !== dire(de(enregistre, id)))
  return (
    <section class='stack' aria-labelledby='titre-enregistre'>
      <h2 id='titre-enregistre'>Ce que l’autre personne a enregistré</h2>
      <ListeDescriptive
        serre
        faits={autres.map(({ id, libelle }) => ({ terme: libelle, valeur: dire(de(enregistre, id)) }))}
      />
    </section>
  )
}

/** Read it all again, say that it is true, send it. */
export function RelireVue({
  vue,
  brouillon,
  etape,
  manques,
  fin,
  peutEnvoyer,
  erreurs = [],
  refus
}: Omit<EtapeProps, 'empreinte'> & {
  /** What is left to do, with where. */
  readonly manques: readonly { readonly href: string; readonly message: string }[]
  /** When silence would speak if it were sent now; undefined where signing is enough. */
  readonly fin: Date | undefined
  readonly peutEnvoyer: boolean
}) {
  const { contenu, chemin, etapes, reseau } = vue
  const pris = choisis(brouillon.choix)
  return (
    <Feuille
      vue={vue}
      titre={etape.titre}
      etape={etape.cle}
      brouillon={brouillon}
      erreurs={erreurs}
      refus={refus}
      chapeau={fin ? 'Une fois envoyée, votre déclaration ne change plus.' : 'Une fois signée, elle ne change plus.'}
    >
      {manques.length > 0 && (
        <Note ton='attention'>
          <p>Avant d’envoyer :</p>
          <ul>
            {manques.map(({ href, message }) => (
              <li>
                <a href={href}>{message}</a>
              </li>
            ))}
          </ul>
        </Note>
      )}
      <section class='stack mt6'>
        <h2>La structure qui signe</h2>
        <FaitsStructure structure={brouillon} />
        <p>
          <a href={`${chemin}/structure`}>
            Corriger<span class='vh'> la structure qui signe</span>
          </a>
        </p>
      </section>
      {etapes
        .filter(({ criteres }) => criteres.some(({ id }) => pris.some(({ critere }) => critere === id)))
        .map(({ cle, titre, criteres }) => (
          <section class='stack mt6'>
            <h2>{titre}</h2>
            <ul class='rows'>
              {criteres.flatMap(({ id, libelle }) => {
                const choix = pris.find(({ critere }) => critere === id)
                return choix
                  ? [
                      <li>
                        <b>{libelle}</b>
                        {choix.justification !== '' && <span class='soft'>{choix.justification}</span>}
                      </li>
                    ]
                  : []
              })}
            </ul>
            <p>
              <a href={`${chemin}/${cle}`}>
                Corriger<span class='vh'> : {titre}</span>
              </a>
            </p>
          </section>
        ))}
      <section class='stack mt6'>
        <h2>Ce qui va se passer</h2>
        {fin ? <QuandLeSilenceParle fin={fin} fuseau={reseau.fuseau} /> : <p>Votre adhésion vaut tout de suite.</p>}
        <p>Vous recevrez un message, avec une invitation à compléter la fiche de votre lieu.</p>
      </section>
      {peutEnvoyer ? (
        <form class='form' method='post' action={`${chemin}/envoyer`} novalidate>
          <input type='hidden' name='revision' value={brouillon.revision} />
          <CaseUnique nom='sincere' erreur={erreurDe(erreurs, 'sincere')}>
            {`Je déclare que tout est vrai${S}: mon lieu respecte ${demandeEnMots(contenu)}. ${fin ? 'Je sais qu’une déclaration fausse est une raison de s’opposer à mon adhésion.' : ''}`}
          </CaseUnique>
          <p class='btns'>
            <Bouton principal>{fin ? 'Envoyer ma déclaration' : 'Signer la charte'}</Bouton>
          </p>
        </form>
      ) : (
        <Note>
          <p>Seul le responsable du lieu peut envoyer cette déclaration. Prévenez-le quand elle est prête.</p>
        </Note>
      )}
    </Feuille>
  )
}

function QuandLeSilenceParle({ fin, fuseau }: { fin: Date; fuseau: string }) {
  return (
    <p>
      Si vous l’envoyez maintenant, le comité peut s’opposer jusqu’au {direJour(new Date(fin.getTime() - 1), fuseau)}{' '}
      compris. <b>S’il ne dit rien, votre lieu est membre le {direInstant(fin, fuseau)}.</b> Vous n’avez rien à faire.
    </p>
  )
}

export function AbandonnerVue({
  vue,
  brouillon,
  refus
}: {
  vue: DeclarationVue
  brouillon: BrouillonVue
  refus?: Refus | undefined
}) {
  return (
    <Feuille vue={vue} titre='Abandonner cette déclaration ?' refus={refus}>
      <p>
        Elle a été commencée avec la version {vue.numero} de la charte, et enregistrée la dernière fois le{' '}
        {jourEnMots(brouillon.modifieeLe, vue.reseau.fuseau)}. Votre lieu reste dans l’annuaire. Vous pourrez en
        commencer une autre quand vous voulez.
      </p>
      <form class='form' method='post' action={`${vue.chemin}/abandonner`}>
        <p class='btns'>
          <Bouton principal>Abandonner</Bouton>
          <LienBouton href={vue.chemin}>Garder et continuer</LienBouton>
        </p>
      </form>
    </Feuille>
  )
}

/** Where the lieu stands, when there is nothing to declare now. */
export function EtatVue({
  vue,
  titre,
  phrases,
  envoyee = false,
  suivi
}: {
  vue: DeclarationVue
  titre: string
  phrases: readonly string[]
  /** It has just been sent. */
  envoyee?: boolean
  /** Where its life is followed. */
  suivi?: string | undefined
}) {
  return (
    <Feuille vue={vue} titre={titre}>
      {phrases.map((phrase) => (
        <p>{phrase}</p>
      ))}
      {envoyee && (
        <p>
          En attendant, complétez la fiche de votre lieu : ses horaires, ses services, une photo. C’est elle que le
          public lit.
        </p>
      )}
      <p class='btns'>
        {envoyee && (
          <LienBouton principal href={`${vue.lieu.href}/modifier`}>
            Compléter la fiche
          </LienBouton>
        )}
        {suivi && <LienBouton href={suivi}>Suivre cette adhésion</LienBouton>}
        {!envoyee && <LienBouton href={vue.lieu.href}>Voir la fiche du lieu</LienBouton>}
      </p>
    </Feuille>
  )
}
