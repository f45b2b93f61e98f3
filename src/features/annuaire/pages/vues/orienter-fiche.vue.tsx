import { jourCivil } from '../../../../kernel/jour-civil.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { CodeQr } from '../../../../platform/ui/composants/qr/qr.tsx'
import { erreurDe, ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Telephone } from '../../../../platform/ui/composants/telephone/telephone.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { fuseauDuDepartement } from '../../../territoires/vocabulaire.ts'
import type { Proposition } from '../../domain/orientation.ts'
import type { Faute, Saisie } from '../../domain/orientation-saisie.ts'
import { enClair } from '../../domain/vocabulaires/en-clair.ts'
import type { LieuDeListe } from '../../store/index.store.ts'
import { enumerer, majuscule } from './mots.ts'
import { adresseEnLigne, Caches, CHEMIN_FICHE, CHEMIN_ORIENTER, filOrienter } from './orienter.vue.tsx'
import { HorairesVue } from './semaine.tsx'

export interface FicheOrientationProps {
  readonly cadre: CadrePage
  readonly saisie: Saisie
  readonly proposition: Proposition<LieuDeListe>
  /** What the mediator wrote for the person; shown here and kept nowhere. */
  readonly note: string
  readonly envoyeur: string
  readonly erreurs?: readonly Faute[]
  /** The lieu's own public page: nothing of the person is in it. */
  readonly adressePublique: string
  readonly now: Date
}

/** The slip: one A4 page to hand over. What serves to prepare it stays on the screen. */
export function FicheOrientationVue(props: FicheOrientationProps) {
  const { cadre, proposition, note, envoyeur, adressePublique, now } = props
  const { lieu, raisons, aVerifier, manques } = proposition
  const { publiees: v } = lieu
  return (
    <Page
      cadre={cadre}
      // Not the lieu's name: a shared computer's history must not tell where someone was sent.
      titre='Fiche d’orientation'
      fil={filOrienter('Fiche d’orientation')}
      menuActif={CHEMIN_ORIENTER}
      enErreur={(props.erreurs ?? []).length > 0}
      horsMoteurs
    >
      <div class='wrap'>
        <Preparer {...props} />
        <article class='slip' aria-labelledby='titre-fiche'>
          <div class='title-qr'>
            <div>
              <p class='over'>Fiche d’orientation</p>
              <h2 id='titre-fiche' class='slip__name'>
                {lieu.nom}
              </h2>
              <p class='big'>{adresseEnLigne(lieu) || 'Adresse non connue'}</p>
              {v.complement_adresse && <p>{v.complement_adresse}</p>}
              {v.telephone ? (
                <p>
                  <Telephone numero={v.telephone} grand />
                </p>
              ) : (
                <p>Pas de numéro de téléphone connu.</p>
              )}
              {(v.courriels ?? []).slice(0, 2).map((courriel) => (
                <p class='break'>{courriel}</p>
              ))}
            </div>
            <div class='qr qr--visible'>
              <CodeQr adresse={adressePublique} libelle='Code à photographier pour ouvrir la fiche de ce lieu' />
              La fiche de ce lieu, sur un téléphone
            </div>
          </div>
          <div class='slip__cols'>
            <Bloc titre='Pourquoi ce lieu' mots={raisons} />
            <Bloc titre='À savoir avant d’y aller' mots={[...aVerifier, ...manques]} />
            <section>
              <h3>Comment venir</h3>
              <p>{venir(proposition)}</p>
            </section>
            {note !== '' && (
              <section>
                <h3>À apporter, à préciser</h3>
                {note.split('\n').map((ligne) => (
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
                aujourdhui={jourCivil(now, fuseauDuDepartement(lieu.departement))}
              />
            ) : (
              <p>Horaires non connus : téléphonez avant de venir.</p>
            )}
          </section>
          <p class='slip__end'>
            {envoyeur !== '' && (
              <>
                De la part de <b class='break'>{envoyeur}</b>.{' '}
              </>
            )}
            Fiche préparée le <Jour date={now} />. Téléphonez avant de vous déplacer : un horaire peut changer.
          </p>
        </article>
      </div>
    </Page>
  )
}

function Preparer({ saisie, proposition, note, envoyeur, erreurs = [] }: FicheOrientationProps) {
  return (
    <div class='no-print'>
      <div class='page-head'>
        <h1>Fiche d’orientation</h1>
        <p class='lead'>Imprimez cette page : seule la fiche sort, sur une feuille. Ou faites photographier le code.</p>
      </div>
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
      <form class='btns mt4' method='post' action={CHEMIN_ORIENTER}>
        <Caches saisie={saisie} />
        <Bouton>Revenir aux lieux proposés</Bouton>
        <a href={CHEMIN_ORIENTER}>Effacer et recommencer</a>
      </form>
      <h2 class='mt6'>Ce qui sera imprimé</h2>
    </div>
  )
}

function Bloc({ titre, mots }: { titre: string; mots: readonly string[] }) {
  if (mots.length === 0) return null
  return (
    <section>
      <h3>{titre}</h3>
      <ul>
        {mots.map((mot) => (
          <li>{majuscule(mot)}</li>
        ))}
      </ul>
    </section>
  )
}

function venir({ moyen, lieu }: Proposition<LieuDeListe>): string {
  const acces = (lieu.publiees.modalites_acces ?? []).map((valeur) => enClair('modalites_acces', valeur).toLowerCase())
  const contact = acces.length > 0 ? `Prendre contact : ${enumerer(acces)}.` : 'Façon de prendre contact non précisée.'
  if (moyen === 'a-distance' || moyen === 'a-distance-region')
    return `Sans vous déplacer : l’aide se fait par téléphone ou en visio. ${contact}`
  if (lieu.publiees.itinerance?.includes('Itinérant'))
    return `Ce lieu se déplace : demandez quand et où il passe. ${contact}`
  return contact
}
