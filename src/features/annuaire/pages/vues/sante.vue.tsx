import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../../platform/ui/composants/champ/champ.tsx'
import { Instant, instantEnMots, Jour, jourCourt } from '../../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte, Etiquette } from '../../../../platform/ui/composants/note/note.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import type { EtatSante, Sante, Tendance } from '../../domain/sante-source.ts'
import { CHEMINS_IMPORT } from './import.vue.tsx'

/** Where these pages live. */
export const CHEMINS_SANTE = {
  liste: '/administration/sources',
  une: (id: string) => `/administration/sources/${encodeURIComponent(id)}`
}

interface LivraisonVue {
  readonly id: number
  /** ISO day. */
  readonly dateeDu: string
  readonly recueLe: Date
  readonly etat: string
  readonly lues: number | undefined
  readonly refusees: number | undefined
  readonly nouvelles: number | undefined
  readonly modifiees: number | undefined
  readonly disparues: number | undefined
}

export interface SourceVeillee {
  readonly id: string
  readonly nom: string
  readonly fictive: boolean
  readonly sante: Sante
  readonly tendance: Tendance
  /** The last that was applied. */
  readonly courante: LivraisonVue | undefined
}

/* ── All of them ───────────────────────────────────────────────────────────────────────────────────────────────── */

export function SantesVue({
  cadre,
  sources,
  maintenant
}: {
  cadre: CadrePage
  sources: readonly SourceVeillee[]
  maintenant: Date
}) {
  const inquietantes = sources.filter(({ sante }) => ['attention', 'danger'].includes(ETATS[sante.etat].ton))
  const attendent = sources.flatMap(({ nom, sante }) => sante.enAttente.map(({ id }) => ({ id, nom })))
  return (
    <Page cadre={cadre} titre='Santé des sources' fil={[...FIL, { libelle: 'Santé des sources' }]} horsMoteurs>
      <div class='wrap'>
        <div class='page-head'>
          <h1>Santé des sources</h1>
          <p class='lead'>
            {inquietantes.length === 0
              ? 'Aucune source n’inquiète.'
              : `${compter(inquietantes.length, 'source demande', 'sources demandent')} un regard. ${inquietantes.length > 1 ? 'Elles sont' : 'Elle est'} en tête de liste.`}
          </p>
        </div>
        {attendent.length > 0 && (
          <Alerte ton='attention' titre='Des livraisons attendent votre réponse'>
            <ul>
              {attendent.map(({ id, nom }) => (
                <li>
                  <a href={CHEMINS_IMPORT.un(String(id))}>Livraison de « {nom} » à confirmer</a>
                </li>
              ))}
            </ul>
          </Alerte>
        )}
        <div class='mt5'>
          <Tableau
            legende='Ce que chaque source a livré en dernier, et ce qui va venir.'
            vide='Aucune source n’est encore déclarée.'
            lignes={[...sources].sort((a, b) => ETATS[a.sante.etat].rang - ETATS[b.sante.etat].rang)}
            colonnes={[
              {
                titre: 'Source',
                cellule: ({ id, nom }) => <a href={CHEMINS_SANTE.une(id)}>{nom}</a>
              },
              { titre: 'État', cellule: ({ sante }) => <EtatVu sante={sante} /> },
              {
                titre: 'Dernière livraison',
                cellule: ({ courante }) => (courante ? <Jour date={courante.dateeDu} court /> : 'aucune')
              },
              { titre: 'Lignes lues', nombre: true, cellule: ({ courante }) => ecrire(courante?.lues) },
              { titre: 'Refusées', nombre: true, cellule: ({ courante }) => ecrire(courante?.refusees) },
              { titre: 'Tendance', cellule: ({ tendance }) => direSens(tendance) },
              { titre: 'Prochaine lecture', cellule: ({ sante }) => direProchaine(sante, maintenant) }
            ]}
          />
        </div>
      </div>
    </Page>
  )
}

const FIL = [
  { libelle: 'Accueil', href: '/' },
  { libelle: 'Administration', href: '/administration' }
]

const ETATS: Readonly<
  Record<EtatSante, { mot: string; ton: 'info' | 'succes' | 'attention' | 'danger'; rang: number }>
> = {
  attend: { mot: 'Attend une réponse', ton: 'attention', rang: 0 },
  'en-panne': { mot: 'En panne', ton: 'danger', rang: 1 },
  muette: { mot: 'Muette', ton: 'attention', rang: 2 },
  refusee: { mot: 'Refusée', ton: 'danger', rang: 3 },
  'jamais-livree': { mot: 'Rien reçu', ton: 'info', rang: 6 },
  'en-cours': { mot: 'Import en cours', ton: 'info', rang: 4 },
  'a-jour': { mot: 'À jour', ton: 'succes', rang: 5 }
}

function EtatVu({ sante }: { sante: Sante }) {
  const { mot, ton } = ETATS[sante.etat]
  const depuis =
    sante.etat === 'en-panne' ? sante.enPanneDepuis : sante.etat === 'muette' ? sante.muetteDepuis : undefined
  return (
    <>
      <span class='nowrap'>
        <Etiquette ton={ton}>{mot}</Etiquette>
      </span>
      {depuis && ` depuis le ${jourCourt(depuis)}`}
    </>
  )
}

const ecrire = (n: number | undefined) => (n === undefined ? '–' : nombre(n))

const SENS: Readonly<Record<Tendance['sens'], string>> = {
  hausse: 'en hausse',
  baisse: 'en baisse',
  stable: 'stable',
  inconnue: ''
}

const direSens = ({ sens, ecart }: Tendance) =>
  sens === 'inconnue' ? '–' : `${SENS[sens]}${ecart === 0 ? '' : ` (${direEcart(ecart)})`}`

const direEcart = (ecart: number) => `${ecart > 0 ? '+' : '−'}${nombre(Math.abs(ecart))}`

function direProchaine({ prochaine, etat, enAttente }: Sante, maintenant: Date) {
  if (enAttente.length > 0) return 'après votre réponse'
  if (etat === 'en-cours') return 'en cours'
  if (!prochaine) return 'à la main'
  return prochaine <= maintenant ? 'dans le quart d’heure' : <Instant date={prochaine} />
}

/* ── One of them ───────────────────────────────────────────────────────────────────────────────────────────────── */

export interface SanteProps {
  readonly cadre: CadrePage
  readonly maintenant: Date
  readonly source: SourceVeillee & {
    readonly adresse: string | undefined
    readonly livraisons: readonly LivraisonVue[]
    /** Messages already written, latest first. */
    readonly alertes: readonly { readonly genre: string; readonly seuil: number; readonly le: Date }[]
  }
  readonly veilleur: string
  /** Who is told when nobody is named. */
  readonly parDefaut: string
  readonly erreurs?: readonly ErreurDeChamp[]
  readonly message?: string | undefined
}

export function SanteVue({ cadre, source, veilleur, parDefaut, maintenant, erreurs = [], message }: SanteProps) {
  const { id, nom, sante, tendance, courante, adresse } = source
  const rythme = sante.rythme && Math.max(1, Math.round(sante.rythme / 86_400_000))
  return (
    <Page
      cadre={cadre}
      titre={`Santé de « ${nom} »`}
      fil={[...FIL, { libelle: 'Santé des sources', href: CHEMINS_SANTE.liste }, { libelle: nom }]}
      enErreur={erreurs.length > 0}
      horsMoteurs
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>{nom}</h1>
          <p>
            <EtatVu sante={sante} />
          </p>
        </div>
        <ResumeErreurs erreurs={erreurs} />
        {message && (
          <Alerte ton='succes' titre='C’est noté'>
            <p>{message}</p>
          </Alerte>
        )}
        <Inquietudes sante={sante} />
        <div class='mt6'>
          <ListeDescriptive
            faits={[
              {
                terme: 'Dernière livraison',
                valeur: courante ? (
                  <>
                    <Jour date={courante.dateeDu} />, reçue le <Instant date={courante.recueLe} />
                  </>
                ) : (
                  'Rien n’a encore été reçu.'
                )
              },
              { terme: 'Rythme', valeur: rythme ? direRythme(rythme, adresse !== undefined) : 'pas encore connu' },
              {
                terme: 'Prochaine lecture',
                valeur: adresse ? direProchaine(sante, maintenant) : 'à la main : cette source envoie des fichiers'
              },
              {
                terme: 'Adresse',
                valeur: adresse && <span class='break'>{adresse}</span>
              },
              {
                terme: 'Page publique',
                valeur: <a href={`/sources/${encodeURIComponent(id)}`}>Ce que chacun voit de cette source</a>
              }
            ]}
          />
        </div>
        {adresse && sante.enAttente.length === 0 && sante.etat !== 'en-cours' && (
          <form method='post' action={`${CHEMINS_SANTE.une(id)}/reprise`}>
            <p class='btns mt5'>
              <Bouton principal>Reprendre maintenant</Bouton>
            </p>
          </form>
        )}

        <section class='section' aria-labelledby='titre-tendance'>
          <h2 id='titre-tendance'>Tendance</h2>
          <TendanceVue tendance={tendance} />
        </section>

        <section class='section' aria-labelledby='titre-livraisons'>
          <h2 id='titre-livraisons'>Livraisons</h2>
          <div class='mt5'>
            <Tableau
              legende='De la plus récente à la plus ancienne.'
              vide='Rien n’a encore été reçu.'
              lignes={source.livraisons}
              colonnes={[
                {
                  titre: 'Reçue le',
                  cellule: (l) => <a href={CHEMINS_IMPORT.un(String(l.id))}>{instantEnMots(l.recueLe)}</a>
                },
                { titre: 'État', cellule: ({ etat }) => ETATS_LIVRAISON[etat] ?? etat },
                { titre: 'Lues', nombre: true, cellule: ({ lues }) => ecrire(lues) },
                { titre: 'Refusées', nombre: true, cellule: ({ refusees }) => ecrire(refusees) },
                { titre: 'Nouvelles', nombre: true, cellule: ({ nouvelles }) => ecrire(nouvelles) },
                { titre: 'Modifiées', nombre: true, cellule: ({ modifiees }) => ecrire(modifiees) },
                { titre: 'Disparues', nombre: true, cellule: ({ disparues }) => ecrire(disparues) }
              ]}
            />
          </div>
        </section>

        <section class='section split' aria-labelledby='titre-veille'>
          <h2 id='titre-veille'>Qui veille sur elle</h2>
          <div class='stack'>
            <form class='form' method='post' action={`${CHEMINS_SANTE.une(id)}/veilleur`} novalidate>
              <Champ
                nom='veilleur'
                type='email'
                clavier='email'
                libelle='Adresse électronique'
                indication={`Prévenue quand une livraison est refusée ou attend, et quand la source se tait. Vide : ${parDefaut}.`}
                valeur={veilleur}
                erreur={erreurDe(erreurs, 'veilleur')}
              />
              <p class='btns'>
                <Bouton>Enregistrer cette adresse</Bouton>
              </p>
            </form>
            {source.alertes.length > 0 && (
              <Tableau
                legende='Messages déjà envoyés. Un même fait n’est pas redit chaque jour.'
                discret
                lignes={source.alertes}
                colonnes={[
                  { titre: 'Le', cellule: ({ le }) => instantEnMots(le) },
                  {
                    titre: 'À propos',
                    cellule: ({ genre, seuil }) =>
                      `${ALERTES[genre] ?? genre}${seuil > 0 ? `, rappel après ${seuil} jours` : ''}`
                  }
                ]}
              />
            )}
          </div>
        </section>
      </div>
    </Page>
  )
}

const ETATS_LIVRAISON: Readonly<Record<string, string>> = {
  'en-cours': 'en cours',
  appliquee: 'importée',
  inchangee: 'rien de nouveau',
  ancienne: 'plus ancienne que la dernière',
  'en-attente': 'attend une réponse',
  refusee: 'refusée',
  interrompue: 'interrompue'
}

const ALERTES: Readonly<Record<string, string>> = {
  refusee: 'livraison refusée',
  attente: 'livraison en attente',
  muette: 'source muette',
  colonnes: 'colonnes renommées'
}

function direRythme(jours: number, regle: boolean): string {
  const chaque = jours === 1 ? 'chaque jour' : `tous les ${nombre(jours)} jours`
  return regle ? `lue ${chaque} au plus tard` : `d’habitude, une livraison ${chaque}`
}

function Inquietudes({ sante }: { sante: Sante }) {
  const { muetteDepuis, enPanneDepuis, echecs, derniereErreur, enAttente, prochaine } = sante
  return (
    <>
      {enAttente.map(({ id, message }) => (
        <Alerte ton='attention' titre='Une livraison attend votre réponse'>
          <p>{message}</p>
          <p>
            <a href={CHEMINS_IMPORT.un(String(id))}>Voir cette livraison et répondre</a>
          </p>
        </Alerte>
      ))}
      {enPanneDepuis && (
        <Alerte ton='danger' titre={`En panne depuis le ${jourCourt(enPanneDepuis)}`}>
          <p>
            {echecs === 1 ? 'La dernière lecture a échoué.' : `Les ${nombre(echecs)} dernières lectures ont échoué.`}{' '}
            {prochaine && `Nous réessaierons ${instantEnMots(prochaine)}, puis de moins en moins souvent.`}
          </p>
        </Alerte>
      )}
      {muetteDepuis && (
        <Alerte ton='attention' titre={`Muette depuis le ${jourCourt(muetteDepuis)}`}>
          <p>C’est plus long que d’habitude. Ses lieux restent publiés.</p>
        </Alerte>
      )}
      {derniereErreur && (
        <Alerte ton='danger' titre='Dernière erreur'>
          <p>{derniereErreur.message || 'L’import s’est arrêté.'}</p>
          <p>
            <a href={CHEMINS_IMPORT.un(String(derniereErreur.id))}>Livraison du {instantEnMots(derniereErreur.le)}</a>
          </p>
        </Alerte>
      )}
    </>
  )
}

const HAUTEUR = 96
const PAS = 40

function TendanceVue({ tendance }: { tendance: Tendance }) {
  const { points } = tendance
  const [premier, dernier] = [points[0], points.at(-1)]
  if (!premier || !dernier || points.length < 2)
    return <p class='mt3'>Il faut deux livraisons importées pour comparer.</p>
  const phrase = `${PHRASES[tendance.sens]} : ${compter(premier.gardees, 'ligne gardée', 'lignes gardées')} le ${jourCourt(premier.le)}, ${nombre(dernier.gardees)} le ${jourCourt(dernier.le)}.`
  const max = Math.max(...points.map(({ gardees }) => gardees), 1)
  const largeur = points.length * PAS
  return (
    <div class='stack mt3'>
      <p>
        {phrase}
        {tendance.ecart !== 0 &&
          ` La dernière en a ${nombre(Math.abs(tendance.ecart))} de ${tendance.ecart > 0 ? 'plus' : 'moins'} que celle d’avant.`}
      </p>
      <div>
        <svg role='img' aria-label={phrase} viewBox={`0 0 ${largeur} ${HAUTEUR}`} width={largeur} height={HAUTEUR}>
          {points.map(({ gardees }, i) => {
            const haut = Math.max(2, Math.round((gardees / max) * (HAUTEUR - 4)))
            return <rect x={i * PAS + 4} y={HAUTEUR - haut} width={PAS - 8} height={haut} fill='currentColor' />
          })}
        </svg>
      </div>
      <Tableau
        legende='Lignes gardées à chaque livraison importée, de la plus ancienne à la plus récente.'
        discret
        lignes={points}
        colonnes={[
          { titre: 'Reçue le', cellule: ({ le }) => <Jour date={le} court /> },
          { titre: 'Lignes gardées', nombre: true, cellule: ({ gardees }) => nombre(gardees) }
        ]}
      />
    </div>
  )
}

const PHRASES: Readonly<Record<Tendance['sens'], string>> = {
  hausse: 'La source grandit',
  baisse: 'La source rétrécit',
  stable: 'La source est stable',
  inconnue: 'Trop tôt pour le dire'
}
