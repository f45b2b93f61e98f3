import { Carte } from '../../../../platform/ui/composants/carte/carte.tsx'
import { Etat } from '../../../../platform/ui/composants/etat/etat.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import { Telephone } from '../../../../platform/ui/composants/telephone/telephone.tsx'
import { type CadrePage, type Lien, Page } from '../../../../platform/ui/page.tsx'
import type { OuvertureEnMots } from '../../domain/horaires/en-clair-ouverture.ts'
import { ecrireHoraires } from '../../domain/horaires/index.ts'
import { aDistanceDe } from '../../domain/orientation.ts'
import { SERVICES } from '../../domain/schema.ts'
import { SERVICES_EN_CLAIR, type Service } from '../../domain/vocabulaires/services-en-clair.ts'
import type { LieuDeListe } from '../../store/index.store.ts'
import { majuscule } from './mots.ts'
import { adresseEnLigne, CHEMIN_AUTOUR, CHEMIN_ORIENTER } from './orienter.vue.tsx'

interface LieuProche {
  readonly lieu: LieuDeListe
  readonly distance: number | undefined
  readonly href: string
  readonly ouverture: OuvertureEnMots | undefined
}

export interface AutourProps {
  readonly cadre: CadrePage
  readonly id: number
  /** The lieu that does not do it. */
  readonly lieu: Lien
  readonly service: Service | undefined
  /** What was asked and is no service. */
  readonly inconnu?: string | undefined
  readonly leFait: boolean
  readonly situe: boolean
  readonly autres: readonly LieuProche[]
}

/** « This lieu does not do that? »: the nearest ones that do. Nothing of a person in it: it may be an address. */
export function AutourVue(props: AutourProps) {
  const { cadre, lieu, service } = props
  const titre = service
    ? `${majuscule(SERVICES_EN_CLAIR[service].court)} : les lieux les plus proches`
    : 'Quelle aide cherchez-vous ?'
  return (
    <Page
      cadre={cadre}
      titre={`${titre}, autour de ${lieu.libelle}`}
      fil={[
        { libelle: 'Accueil', href: '/' },
        { libelle: 'Tous les lieux', href: '/lieux' },
        { libelle: lieu.libelle, href: lieu.href },
        { libelle: 'Un autre lieu, tout près' }
      ]}
      menuActif={CHEMIN_ORIENTER}
      horsMoteurs
    >
      <div class='wrap'>
        <div class='page-head'>
          <p class='over'>Autour de {lieu.libelle}</p>
          <h1>{titre}</h1>
        </div>
        {props.inconnu !== undefined && (
          <Note ton='attention'>
            <p class='break'>Nous ne connaissons pas l’aide « {props.inconnu} ». Choisissez-en une ci-dessous.</p>
          </Note>
        )}
        {service && <Proches {...props} />}
        <section class={service ? 'section' : undefined} aria-labelledby='titre-aides'>
          <h2 id='titre-aides'>{service ? 'Une autre aide' : 'Les aides possibles'}</h2>
          <ul class='rows mt4'>
            {SERVICES.filter((autre) => autre !== service).map((autre) => (
              <li>
                <a href={`${CHEMIN_AUTOUR}?${new URLSearchParams({ lieu: String(props.id), service: autre })}`}>
                  {majuscule(SERVICES_EN_CLAIR[autre].court)}
                </a>
                <span class='soft'>{SERVICES_EN_CLAIR[autre].exemple}</span>
              </li>
            ))}
          </ul>
        </section>
        <p class='mt5'>
          Pour une demande plus précise : <a href={CHEMIN_ORIENTER}>orienter quelqu’un</a>.
        </p>
      </div>
    </Page>
  )
}

function Proches({ lieu, leFait, situe, autres }: AutourProps) {
  return (
    <>
      {leFait && (
        <Note>
          <p>
            D’après nos informations, <a href={lieu.href}>{lieu.libelle}</a> le fait déjà. Vous pouvez lui téléphoner.
          </p>
        </Note>
      )}
      {!situe && <p>Nous ne savons pas où se trouve ce lieu : nous ne pouvons pas chercher autour.</p>}
      {situe && autres.length === 0 && <p>Aucun autre lieu ne dit qu’il fait cela.</p>}
      {autres.length > 0 && (
        <>
          <h2 class='vh'>Les lieux</h2>
          <p class='soft'>Les distances sont comptées à vol d’oiseau.</p>
          <ol class='cards mt4'>
            {autres.map(({ lieu: autre, distance, href, ouverture }) => (
              <Carte titre={autre.nom} href={href} sousTitre={adresseEnLigne(autre)}>
                <p>
                  <b>{distance === undefined ? 'Distance inconnue' : majuscule(aDistanceDe(distance))}</b>
                  {autre.position_approchee && ' environ : son adresse exacte n’est pas située'}
                </p>
                {ouverture && (
                  <p>
                    <Etat etat={ouverture.etat}>{ouverture.texte}</Etat>
                  </p>
                )}
                <p class='break'>
                  {autre.publiees.horaires
                    ? `Horaires : ${ecrireHoraires(autre.publiees.horaires)}.`
                    : 'Horaires non connus : téléphonez avant d’y aller.'}
                </p>
                <p>
                  {autre.publiees.telephone ? (
                    <Telephone numero={autre.publiees.telephone} grand />
                  ) : (
                    'Pas de numéro de téléphone connu.'
                  )}
                </p>
              </Carte>
            ))}
          </ol>
        </>
      )}
    </>
  )
}

/** The address of the page names no lieu that we know. */
export function LieuInconnuVue({ cadre }: { cadre: CadrePage }) {
  return (
    <Page cadre={cadre} titre='Nous ne connaissons pas ce lieu' menuActif={CHEMIN_ORIENTER} horsMoteurs>
      <div class='wrap'>
        <div class='page-head'>
          <h1>Nous ne connaissons pas ce lieu</h1>
          <p class='lead'>Il a peut-être quitté l’annuaire, ou l’adresse de la page est incomplète.</p>
        </div>
        <ul>
          <li>
            <a href='/lieux'>Chercher un lieu</a>
          </li>
          <li>
            <a href={CHEMIN_ORIENTER}>Orienter quelqu’un</a>
          </li>
        </ul>
      </div>
    </Page>
  )
}
