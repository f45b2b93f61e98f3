import { jourCivil } from '../../../../kernel/jour-civil.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { Alerte } from '../../../../platform/ui/composants/note/note.tsx'
import { CodeQr } from '../../../../platform/ui/composants/qr/qr.tsx'
import { erreurDe, ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Telephone } from '../../../../platform/ui/composants/telephone/telephone.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { fuseauDuDepartement } from '../../../territoires/vocabulaire.ts'
import type { Proposition } from '../../domain/orientation.ts'
import type { OrientationEcrite } from '../../domain/orientation-ecrite.ts'
import type { Faute, Saisie } from '../../domain/orientation-saisie.ts'
import type { LieuDeListe } from '../../store/index.store.ts'
import { Caches, CHEMIN_ENVOI, CHEMIN_FICHE, CHEMIN_ORIENTER, filOrienter } from './orienter.vue.tsx'
import { HorairesVue } from './semaine.tsx'

export interface FicheOrientationProps {
  readonly cadre: CadrePage
  readonly saisie: Saisie
  readonly proposition: Proposition<LieuDeListe>
  readonly fiche: OrientationEcrite
  /** What the mediator wrote for the person; shown here and kept nowhere. */
  readonly note: string
  readonly envoyeur: string
  readonly erreurs?: readonly Faute[]
  readonly envoi: EnvoiParCourriel
}

export interface EnvoiParCourriel {
  /** Who asks has an account. */
  readonly ouvert: boolean
  /** The address typed. */
  readonly a: string
  /** Names this form: pressed twice, its button sends one message. */
  readonly formulaire: string
  readonly message?:
    | { readonly ton: 'succes' | 'attention' | 'danger'; readonly titre: string; readonly texte: string }
    | undefined
}

/** The slip: one A4 page to hand over. What serves to prepare it stays on the screen. */
export function FicheOrientationVue(props: FicheOrientationProps) {
  const { cadre, proposition, fiche } = props
  const { lieu } = proposition
  const { publiees: v } = lieu
  return (
    <Page
      cadre={cadre}
      // Not the lieu's name: a shared computer's history must not tell where someone was sent.
      titre='Fiche d’orientation'
      fil={filOrienter('Fiche d’orientation')}
      menuActif={CHEMIN_ORIENTER}
      enErreur={(props.erreurs ?? []).length > 0 || props.envoi.message?.ton === 'danger'}
      horsMoteurs
    >
      <div class='wrap'>
        <Preparer {...props} />
        <article class='slip' aria-labelledby='titre-fiche'>
          <div class='title-qr'>
            <div>
              <p class='over'>Fiche d’orientation</p>
              <h2 id='titre-fiche' class='slip__name'>
                {fiche.nom}
              </h2>
              <p class='big'>{fiche.adresse}</p>
              {fiche.complement && <p>{fiche.complement}</p>}
              {v.telephone ? (
                <p>
                  <Telephone numero={v.telephone} grand />
                </p>
              ) : (
                <p>Pas de numéro de téléphone connu.</p>
              )}
              {fiche.courriels.map((courriel) => (
                <p class='break'>{courriel}</p>
              ))}
            </div>
            <div class='qr qr--visible'>
              <CodeQr adresse={fiche.lien} libelle='Code à photographier pour ouvrir la fiche de ce lieu' />
              La fiche de ce lieu, sur un téléphone
            </div>
          </div>
          <div class='slip__cols'>
            <Bloc titre='Pourquoi ce lieu' mots={fiche.pourquoi} />
            <Bloc titre='À savoir avant d’y aller' mots={fiche.aSavoir} />
            <section>
              <h3>Comment venir</h3>
              <p>{fiche.venir}</p>
            </section>
            {fiche.note.length > 0 && (
              <section>
                <h3>À apporter, à préciser</h3>
                {fiche.note.map((ligne) => (
                  <p class='break'>{ligne}</p>
                ))}
              </section>
            )}
          </div>
          <section>
            <h3>Quand c’est ouvert</h3>
            {v.horaires ? (
              <HorairesVue
                horaires={v.horaires}
                departement={lieu.departement ?? undefined}
                aujourdhui={jourCivil(fiche.prepareeLe, fuseauDuDepartement(lieu.departement))}
              />
            ) : (
              <p>Horaires non connus : téléphonez avant de venir.</p>
            )}
          </section>
          <p class='slip__end'>
            {fiche.envoyeur !== '' && (
              <>
                De la part de <b class='break'>{fiche.envoyeur}</b>.{' '}
              </>
            )}
            Fiche préparée le <Jour date={fiche.prepareeLe} />. Téléphonez avant de vous déplacer : un horaire peut
            changer.
          </p>
        </article>
      </div>
    </Page>
  )
}

function Preparer(props: FicheOrientationProps) {
  const { saisie, proposition, note, envoyeur, erreurs = [], envoi } = props
  return (
    <div class='no-print'>
      <div class='page-head'>
        <h1>Fiche d’orientation</h1>
        <p class='lead'>Imprimez cette page : seule la fiche sort, sur une feuille. Ou faites photographier le code.</p>
      </div>
      {envoi.message && (
        <Alerte ton={envoi.message.ton} titre={envoi.message.titre}>
          <p class='break'>{envoi.message.texte}</p>
        </Alerte>
      )}
      <ResumeErreurs erreurs={erreurs} />
      <form class='form' method='post' action={CHEMIN_FICHE} autocomplete='off' novalidate>
        <Caches saisie={saisie} />
        <input type='hidden' name='lieu' value={String(proposition.lieu.id)} />
        <ZoneTexte
          nom='note'
          libelle='À apporter, à préciser (facultatif)'
          indication='Paraît sur la fiche. N’est gardé nulle part.'
          valeur={note}
          lignes={3}
          erreur={erreurDe(erreurs, 'note')}
        />
        <Champ
          nom='envoyeur'
          libelle='De la part de (facultatif)'
          indication='Votre service, ou votre nom.'
          valeur={envoyeur}
          autocomplete='off'
          erreur={erreurDe(erreurs, 'envoyeur')}
        />
        <p class='btns'>
          <Bouton principal>Mettre sur la fiche</Bouton>
        </p>
      </form>
      <Envoyer {...props} />
      <form class='btns mt4' method='post' action={CHEMIN_ORIENTER}>
        <Caches saisie={saisie} />
        <Bouton>Revenir aux lieux proposés</Bouton>
        <a href={CHEMIN_ORIENTER}>Effacer et recommencer</a>
      </form>
      <h2 class='mt6'>Ce qui sera imprimé</h2>
    </div>
  )
}

function Envoyer({ saisie, proposition, note, envoyeur, erreurs = [], envoi }: FicheOrientationProps) {
  return (
    <section class='mt6' id='courriel'>
      <h2>Envoyer cette fiche par courriel</h2>
      {envoi.ouvert ? (
        <form class='form' method='post' action={CHEMIN_ENVOI} autocomplete='off' novalidate>
          <Caches saisie={saisie} />
          <input type='hidden' name='lieu' value={String(proposition.lieu.id)} />
          <input type='hidden' name='note' value={note} />
          <input type='hidden' name='envoyeur' value={envoyeur} />
          <input type='hidden' name='formulaire' value={envoi.formulaire} />
          <Champ
            nom='destinataire'
            type='email'
            libelle='L’adresse électronique'
            indication='Celle de la personne, ou la vôtre. Nous effaçons l’adresse et le texte dès que le message est parti.'
            valeur={envoi.a}
            autocomplete='off'
            erreur={erreurDe(erreurs, 'destinataire')}
          />
          <p class='btns'>
            <Bouton>Envoyer cette fiche par courriel</Bouton>
          </p>
        </form>
      ) : (
        <>
          <p>
            Il faut un compte.{' '}
            <a href='/connexion' target='_blank' rel='noopener'>
              Se connecter (nouvel onglet)
            </a>
            . Gardez cette page ouverte : une fois connecté, revenez ici et appuyez sur « Mettre sur la fiche ».
          </p>
          <p>Si vous fermez cette page, la fiche est perdue : imprimez-la, ou notez-la.</p>
        </>
      )}
    </section>
  )
}

function Bloc({ titre, mots }: { titre: string; mots: readonly string[] }) {
  if (mots.length === 0) return null
  return (
    <section>
      <h3>{titre}</h3>
      <ul>
        {mots.map((mot) => (
          <li>{mot}</li>
        ))}
      </ul>
    </section>
  )
}
