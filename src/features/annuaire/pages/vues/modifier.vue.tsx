import type { Child } from 'hono/jsx'
import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte, Note } from '../../../../platform/ui/composants/note/note.tsx'
import { type ErreurDeChamp, ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import type { Valeurs } from '../../domain/enregistrement.ts'
import { ecrireHoraires } from '../../domain/horaires/index.ts'
import type { Proposition } from '../../domain/propositions.ts'
import type { Saisie } from '../../domain/saisie-fiche.ts'
import { champ, type NomChamp } from '../../domain/schema.ts'
import { SECTIONS_FICHE, type SectionDeFiche } from '../../domain/sections-fiche.ts'
import { ChampDeFicheVue } from './champ-de-fiche.tsx'
import { type Valeur, valeurEnClair } from './mots.ts'

export interface LieuModifie {
  readonly nom: string
  /** Its fiche. */
  readonly href: string
}

export const cheminModifier = ({ href }: LieuModifie, suite = '') => `${href}/modifier${suite && `/${suite}`}`

/** A value as a person reads it; hours in words. */
export const dire = (nom: NomChamp, valeur: Valeur): string =>
  nom === 'horaires' && typeof valeur === 'string' ? ecrireHoraires(valeur) : valeurEnClair(nom, valeur)

const filDe = (lieu: LieuModifie, ici?: string) => [
  { libelle: 'Accueil', href: '/' },
  { libelle: lieu.nom, href: lieu.href },
  ...(ici
    ? [{ libelle: 'Modifier la fiche', href: cheminModifier(lieu) }, { libelle: ici }]
    : [{ libelle: 'Modifier la fiche' }])
]

/** The frame of every page where a fiche is written. */
export function PageDeFiche(props: {
  cadre: CadrePage
  lieu: LieuModifie
  titre: string
  texte?: string
  ici?: string | undefined
  erreurs?: readonly ErreurDeChamp[]
  children?: Child
}) {
  const { cadre, lieu, titre, texte, ici, erreurs = [], children } = props
  return (
    <Page
      cadre={cadre}
      titre={`${titre} : ${lieu.nom}`}
      fil={filDe(lieu, ici)}
      enErreur={erreurs.length > 0}
      horsMoteurs
    >
      <div class='wrap'>
        <div class='page-head'>
          <p class='over'>{lieu.nom}</p>
          <h1>{titre}</h1>
          {texte && <p class='lead'>{texte}</p>}
        </div>
        <ResumeErreurs erreurs={erreurs} />
        {children}
      </div>
    </Page>
  )
}

/* ── The index ─────────────────────────────────────────────────────────────────────────────────────────────────── */

export interface PropositionVue extends Proposition {
  readonly empreinte: string
  readonly nomSource: string
}

export function ModifierVue(props: {
  cadre: CadrePage
  lieu: LieuModifie
  valeurs: Valeurs
  /** The day it was last said to be right; absent while nobody holds the fiche. */
  aJourLe: string | undefined
  photos: number
  propositions: readonly PropositionVue[]
  message?: { readonly titre: string; readonly texte?: string; readonly ton: 'succes' | 'attention' } | undefined
}) {
  const { cadre, lieu, valeurs, aJourLe, photos, propositions, message } = props
  return (
    <PageDeFiche
      cadre={cadre}
      lieu={lieu}
      titre='Modifier la fiche'
      texte='Ce que vous écrivez ici est ce que voient les visiteurs.'
    >
      {message && (
        <Alerte ton={message.ton} titre={message.titre}>
          {message.texte && <p>{message.texte}</p>}
        </Alerte>
      )}
      <section class='section' aria-labelledby='titre-a-jour'>
        <h2 id='titre-a-jour'>Tout est juste ?</h2>
        <p>
          {aJourLe ? (
            <>
              La fiche porte la date du <Jour date={aJourLe} />. Dites en un geste qu’elle est toujours juste.
            </>
          ) : (
            'Dites-le en un geste : la date de la fiche change, et le réseau sait que le lieu vit.'
          )}
        </p>
        <form class='mt4' method='post' action={cheminModifier(lieu, 'a-jour')}>
          <Bouton principal>Ma fiche est à jour</Bouton>
        </form>
      </section>
      {propositions.length > 0 && <Propositions lieu={lieu} propositions={propositions} />}
      {SECTIONS_FICHE.map((section) => (
        <section class='section split' aria-labelledby={`titre-${section.cle}`}>
          <div class='stack'>
            <h2 id={`titre-${section.cle}`}>{section.titre}</h2>
            <p>
              <a href={cheminModifier(lieu, section.cle)}>
                Modifier<span class='vh'> : {section.titre}</span>
              </a>
            </p>
          </div>
          <Dits section={section} valeurs={valeurs} />
        </section>
      ))}
      <section class='section split' aria-labelledby='titre-photos'>
        <div class='stack'>
          <h2 id='titre-photos'>Photos</h2>
          <p>
            <a href={cheminModifier(lieu, 'photos')}>
              Modifier<span class='vh'> : Photos</span>
            </a>
          </p>
        </div>
        <p>{photos === 0 ? 'Aucune photo.' : `${compter(photos, 'photo', 'photos')}.`}</p>
      </section>
      <p class='btns mt5'>
        <LienBouton href={lieu.href}>Voir la fiche</LienBouton>
      </p>
    </PageDeFiche>
  )
}

function Dits({ section, valeurs }: { section: SectionDeFiche; valeurs: Valeurs }) {
  const dits = section.champs.flatMap(({ nom }) => {
    const valeur = valeurs[nom]
    return valeur === undefined
      ? []
      : [{ terme: champ(nom).libelle, valeur: <span class='break'>{dire(nom, valeur)}</span> }]
  })
  return dits.length > 0 ? <ListeDescriptive serre faits={dits} /> : <p>Rien n’est encore écrit.</p>
}

function Propositions({ lieu, propositions }: { lieu: LieuModifie; propositions: readonly PropositionVue[] }) {
  return (
    <section class='section' aria-labelledby='titre-propositions'>
      <h2 id='titre-propositions'>Des annuaires disent autre chose</h2>
      <p>Rien ne change sans vous. Si vous gardez votre réponse, nous ne vous reposerons pas la question.</p>
      {propositions.map((p) => (
        <form class='mt5' method='post' action={cheminModifier(lieu, 'proposition')}>
          <h3>{champ(p.champ).libelle}</h3>
          <ListeDescriptive
            serre
            faits={[
              { terme: 'Vous dites', valeur: direEnsemble(p.champs, p.tenue) || 'rien' },
              {
                terme: p.nomSource,
                valeur: (
                  <>
                    {direEnsemble(p.champs, p.proposee)}{' '}
                    <span class='hint'>
                      le <Jour date={p.date} court />
                    </span>
                  </>
                )
              }
            ]}
          />
          <input type='hidden' name='champ' value={p.champ} />
          <input type='hidden' name='empreinte' value={p.empreinte} />
          <p class='btns'>
            <Bouton nom='reponse' valeur='prendre'>
              Prendre cette valeur<span class='vh'> : {champ(p.champ).libelle}</span>
            </Bouton>
            <Bouton nom='reponse' valeur='garder'>
              Garder la mienne<span class='vh'> : {champ(p.champ).libelle}</span>
            </Bouton>
          </p>
        </form>
      ))}
    </section>
  )
}

const direEnsemble = (champs: readonly NomChamp[], valeurs: Valeurs): string =>
  champs
    .flatMap((nom) => {
      const valeur = valeurs[nom]
      return valeur === undefined || nom === 'code_insee' ? [] : [dire(nom, valeur)]
    })
    .join(', ')

/* ── One section ───────────────────────────────────────────────────────────────────────────────────────────────── */

export interface SectionProps {
  readonly cadre: CadrePage
  readonly lieu: LieuModifie
  readonly section: SectionDeFiche
  readonly saisie: Saisie
  /** Digest of the section as it was shown: who saves after somebody else is told. */
  readonly vue: string
  readonly erreurs?: readonly ErreurDeChamp[]
  /** What somebody else published meanwhile, against what was typed. */
  readonly conflit?:
    | readonly { readonly champ: NomChamp; readonly publiee: string; readonly tapee: string }[]
    | undefined
}

export function SectionVue(props: SectionProps) {
  const { cadre, lieu, section, saisie, vue, erreurs = [], conflit } = props
  return (
    <PageDeFiche
      cadre={cadre}
      lieu={lieu}
      titre={section.titre}
      texte={section.texte}
      ici={section.titre}
      erreurs={erreurs}
    >
      {conflit && (
        <Alerte ton='attention' titre='Quelqu’un d’autre a changé cette partie pendant que vous écriviez'>
          <p>Rien n’est perdu : ce que vous avez écrit est gardé dessous. Voici ce que dit la fiche maintenant.</p>
          {conflit.map(({ champ: nom, publiee, tapee }) => (
            <ListeDescriptive
              serre
              faits={[
                { terme: champ(nom).libelle, valeur: <b class='break'>{publiee || 'rien'}</b> },
                { terme: 'Vous avez écrit', valeur: <span class='break'>{tapee || 'rien'}</span> }
              ]}
            />
          ))}
          <p>Corrigez si besoin. En publiant, c’est votre réponse qui reste.</p>
        </Alerte>
      )}
      <form
        class={`form mt5${section.cle === 'horaires' ? ' hours' : ''}`}
        method='post'
        action={cheminModifier(lieu, section.cle)}
        novalidate
      >
        <input type='hidden' name='vue' value={vue} />
        {section.champs.map((un) => (
          <ChampDeFicheVue champ={un} saisie={saisie} erreurs={erreurs} />
        ))}
        <p class='btns'>
          <Bouton nom='geste' valeur='apercu'>
            Voir l’aperçu
          </Bouton>
          <Bouton principal nom='geste' valeur='publier'>
            Publier
          </Bouton>
          <a href={cheminModifier(lieu)}>Revenir sans rien changer</a>
        </p>
      </form>
    </PageDeFiche>
  )
}

/** Over the fiche as visitors will see it: what is not published yet, and the two ways out. */
export function BandeauApercu(
  props: Pick<SectionProps, 'lieu' | 'section' | 'saisie' | 'vue'> & { avis: readonly string[] }
) {
  const { lieu, section, saisie, vue, avis } = props
  return (
    <Note ton='attention'>
      <h2>Aperçu : rien n’est encore publié</h2>
      <p>Voici la fiche telle que les visiteurs la verront.</p>
      {avis.length > 0 && (
        <>
          <p>À propos de vos horaires :</p>
          <ul>
            {avis.map((un) => (
              <li>{un}</li>
            ))}
          </ul>
        </>
      )}
      <form method='post' action={cheminModifier(lieu, section.cle)}>
        <input type='hidden' name='vue' value={vue} />
        {Object.entries(saisie).flatMap(([nom, textes]) =>
          textes.map((texte) => <input type='hidden' name={nom} value={texte} />)
        )}
        <p class='btns'>
          <Bouton principal nom='geste' valeur='publier'>
            Publier
          </Bouton>
          <Bouton nom='geste' valeur='corriger'>
            Corriger
          </Bouton>
        </p>
      </form>
    </Note>
  )
}
