import type { Child } from 'hono/jsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { Alerte, Note } from '../../../../platform/ui/composants/note/note.tsx'
import { rendrePage } from '../../../../platform/ui/page.tsx'
import { direInstant } from '../../../charte/index.ts'
import { keepNothing } from '../../../comptes/index.ts'
import { Paragraphes } from '../../../gouvernance/index.ts'
import { findReseau } from '../../../reseaux/index.ts'
import type { AGarder, RefusDeGarde, RefusDePublication } from '../../actions/brouillon.ts'
import { GESTES_GARDES, isGesteGarde, LOT_MAX, type RaisonGardee } from '../../domain/brouillon.ts'
import { type EtatConsultation, etatDe } from '../../domain/etat.ts'
import { parseSens } from '../../domain/opinion.ts'
import { direRefus, direSens } from '../../domain/refus.ts'
import type { Brouillon } from '../../store/brouillon.store.ts'
import { type Consultation, findConsultationById, findModuleById, type Module } from '../../store/consultation.store.ts'
import { findItemById, type ItemCompte } from '../../store/item.store.ts'
import { CONSULTATIONS, cheminDe, cheminItem, cheminModule, PageConsultation } from './cadre.tsx'

export const REPRENDRE = `${CONSULTATIONS}/reprendre`
export const cheminReprendre = (jeton: string) => `${REPRENDRE}/${jeton}`

interface Place {
  readonly consultation: Consultation
  readonly etat: EtatConsultation
  readonly module: Module | undefined
  readonly item: ItemCompte | undefined
  readonly dire: (instant: Date) => string
}

/** What a draft is about. Undefined when its consultation is gone. */
async function situer(
  c: Contexte,
  { consultationId, itemId, moduleId }: Pick<AGarder, 'consultationId' | 'itemId' | 'moduleId'>
): Promise<Place | undefined> {
  const consultation = await findConsultationById(c.var.db, consultationId)
  if (!consultation) return undefined
  const [reseau, item] = await Promise.all([
    findReseau(c.var.db, consultation.reseau_id),
    itemId ? findItemById(c.var.db, itemId) : undefined
  ])
  const idDuModule = moduleId ?? item?.module_id
  return {
    consultation,
    etat: etatDe(consultation, c.var.now),
    item,
    module: idDuModule ? await findModuleById(c.var.db, idDuModule) : undefined,
    dire: (instant) => direInstant(instant, reseau?.fuseau ?? 'Europe/Paris')
  }
}

/** What a draft has become, at this instant. */
type Sort = 'garde' | 'en-cours' | 'publie' | 'trop-tard'

interface Situe {
  readonly brouillon: Brouillon
  readonly place: Place
  readonly sort: Sort
}

async function situerTous(c: Contexte, brouillons: readonly Brouillon[]): Promise<readonly Situe[]> {
  const situes = await Promise.all(
    brouillons.map(async (brouillon) => {
      const place = await placeDe(c, brouillon)
      return place ? [{ brouillon, place, sort: sortDe(brouillon, place) }] : []
    })
  )
  return situes.flat()
}

function sortDe({ publie_le, issue }: Brouillon, { etat }: Place): Sort {
  if (publie_le) return issue === null ? 'en-cours' : 'publie'
  return etat === 'ouverte' ? 'garde' : 'trop-tard'
}

const placeDe = (c: Contexte, brouillon: Brouillon) =>
  situer(c, {
    consultationId: brouillon.consultation_id,
    ...(brouillon.item_id && { itemId: brouillon.item_id }),
    ...(brouillon.module_id && { moduleId: brouillon.module_id })
  })

/** For the message that asks to confirm an address: what the confirmation will publish. Nothing when it no longer can. */
export async function annoncerBrouillons(c: Contexte, brouillons: readonly Brouillon[]): Promise<string | undefined> {
  const gardes = (await situerTous(c, brouillons)).filter(({ sort }) => sort === 'garde')
  const [premier] = gardes
  if (!premier) return undefined
  const titres = new Set(gardes.map(({ place }) => place.consultation.titre))
  const ou =
    titres.size === 1 ? `à la consultation « ${premier.place.consultation.titre} »` : `à ${titres.size} consultations`
  const clotures = gardes
    .flatMap(({ place: { consultation, dire } }) => (consultation.cloture ? [{ le: consultation.cloture, dire }] : []))
    .sort((a, b) => a.le.getTime() - b.le.getTime())
  const avant = clotures[0] ? ` Confirmez avant la clôture, le ${clotures[0].dire(clotures[0].le)}.` : ''
  return gardes.length === 1
    ? `Votre contribution ${ou} est gardée. Votre confirmation la publiera, sous ce pseudonyme.${avant}`
    : `Vos ${gardes.length} contributions ${ou} sont gardées. Votre confirmation les publiera, sous ce pseudonyme.${avant}`
}

/**
 * What could not be kept, with its words: they can be copied, and nothing is lost.
 * @param deja the token of what this browser keeps already
 */
export async function rendreNonGarde(
  c: Contexte,
  aGarder: AGarder,
  refus: RefusDeGarde,
  deja: string | undefined
): Promise<Response> {
  keepNothing(c)
  const place = await situer(c, aGarder)
  if (!place) return c.notFound()
  const { consultation, dire } = place
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Votre contribution n’a pas pu être gardée'
      consultation={consultation}
      reprise={{ refus: direRefusDeGarde(refus, dire) }}
      horsMoteurs
    >
      <Ecrit place={place} geste={aGarder.geste} contenu={aGarder.contenu} rang={1} />
      <p class='btns'>
        {refus.raison === 'lot-plein' && deja && (
          <LienBouton principal href={cheminReprendre(deja)}>
            Voir vos contributions gardées
          </LienBouton>
        )}
        <a href={adresseDe(place)}>Revenir à la consultation</a>
      </p>
    </PageConsultation>,
    refus.raison === 'trop-souvent' ? 429 : refus.raison === 'trop-long' ? 413 : 409
  )
}

function direRefusDeGarde(refus: RefusDeGarde, dire: (instant: Date) => string): string {
  switch (refus.raison) {
    case 'trop-long':
      return 'Ce que vous avez écrit est trop long pour être gardé sans compte. Copiez-le, puis connectez-vous.'
    case 'lot-plein':
      return `Nous gardons déjà ${LOT_MAX} contributions écrites ici : c’est le plus que nous pouvons garder sans compte. Copiez ce que vous avez écrit, puis créez un compte : les autres seront publiées, et vous pourrez envoyer celle-ci.`
    default:
      return direRefus(refus, dire)
  }
}

/** The page of what one browser wrote: each thing, what became of it, and what is needed to publish. */
export async function rendreBrouillons(
  c: Contexte,
  jeton: string,
  brouillons: readonly Brouillon[],
  refus: readonly RefusDePublication[] = []
): Promise<Response> {
  const situes = await situerTous(c, brouillons)
  const [premier] = situes
  if (!premier)
    return rendrePage(
      c,
      <PageConsultation
        c={c}
        titre='Cette contribution n’est plus gardée'
        chapeau={<p class='lead'>Elle a été effacée, ou l’adresse n’est pas complète.</p>}
        horsMoteurs
      >
        <p class='btns'>
          <a href={CONSULTATIONS}>Voir les consultations</a>
        </p>
      </PageConsultation>,
      404
    )
  const { consultation } = premier.place
  const combien = (sort: Sort) => situes.filter((situe) => situe.sort === sort).length
  const publies = combien('publie')
  const gardes = combien('garde')
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre={titreDe(situes, c.var.acteur.compte !== undefined)}
      consultation={situes.every(({ place }) => place.consultation.id === consultation.id) ? consultation : undefined}
      reprise={refus.length > 0 ? { refus: direRefusees(refus.length) } : {}}
      horsMoteurs
    >
      {publies > 0 && <DejaPublie nombre={publies} />}
      {gardes > 0 && <Publier c={c} jeton={jeton} nombre={gardes} />}
      {situes.map(({ brouillon, place, sort }, i) => (
        <Ecrit place={place} geste={brouillon.geste} contenu={brouillon.contenu} rang={i + 1} sur={situes.length}>
          <CeQuilEnEst brouillon={brouillon} place={place} sort={sort} />
        </Ecrit>
      ))}
    </PageConsultation>,
    refus.length === 0 ? 200 : refus.some(({ raison }) => raison === 'trop-souvent') ? 429 : 409
  )
}

const direRefusees = (nombre: number): string =>
  nombre === 1
    ? 'Une contribution n’a pas été publiée. La raison est écrite plus bas, avec votre texte.'
    : `${nombre} contributions n’ont pas été publiées. La raison est écrite plus bas, avec chaque texte.`

function titreDe(situes: readonly Situe[], connu: boolean): string {
  const gardes = situes.filter(({ sort }) => sort === 'garde').length
  if (gardes > 0 && connu) return gardes === 1 ? 'Publier votre contribution' : 'Publier vos contributions'
  if (gardes > 0) return gardes === 1 ? 'Votre contribution est gardée' : 'Vos contributions sont gardées'
  if (situes.some(({ sort }) => sort === 'en-cours')) return 'La publication est en cours'
  if (situes.every(({ sort }) => sort === 'publie')) return 'C’est publié'
  if (situes.some(({ sort }) => sort === 'publie')) return 'Une partie est publiée'
  return situes.length === 1 ? 'Votre contribution n’a pas été publiée' : 'Vos contributions n’ont pas été publiées'
}

function DejaPublie({ nombre }: { nombre: number }) {
  const une = nombre === 1
  return (
    <Alerte
      ton='succes'
      titre={une ? 'Votre contribution est enregistrée' : `${nombre} contributions sont enregistrées`}
    >
      <p>
        Vous pouvez {une ? 'la' : 'les'} retrouver, {une ? 'la' : 'les'} changer ou {une ? 'la' : 'les'} retirer jusqu’à
        la clôture, dans le récapitulatif de vos réponses.
      </p>
    </Alerte>
  )
}

/** One button for all of them; without an account, what opens one. */
function Publier({ c, jeton, nombre }: { c: Contexte; jeton: string; nombre: number }) {
  const une = nombre === 1
  const { compte } = c.var.acteur
  if (compte)
    return (
      <>
        <p class='lead mt5'>
          {une ? 'Elle sera publiée' : `Ces ${nombre} contributions seront publiées`} sous votre pseudonyme, «&nbsp;
          {compte.pseudonyme}&nbsp;».{' '}
          {une
            ? 'Publiez-la seulement si c’est vous qui l’avez écrite.'
            : 'Publiez-les seulement si c’est vous qui les avez toutes écrites.'}
        </p>
        <form class='mt6' method='post' action={cheminReprendre(jeton)}>
          <p class='btns'>
            <Bouton principal>Publier</Bouton>
          </p>
        </form>
      </>
    )
  const suite = encodeURIComponent(cheminReprendre(jeton))
  return (
    <>
      <Note>
        <p>
          {une
            ? 'Elle sera publiée dès que votre adresse électronique sera confirmée, avant la clôture.'
            : `Ces ${nombre} contributions seront publiées ensemble, dès que votre adresse électronique sera confirmée, avant la clôture. Une autre personne a écrit l’une d’elles sur cet appareil ? Fermez le navigateur, ouvrez-le à nouveau, puis recommencez.`}
        </p>
      </Note>
      <p class='btns mt5'>
        <LienBouton principal href={`/inscription?suite=${suite}`}>
          Créer un compte
        </LienBouton>
        <LienBouton href={`/connexion?suite=${suite}`}>J’ai déjà un compte</LienBouton>
      </p>
    </>
  )
}

/** Of one draft: published and where, kept until when, refused and why. */
function CeQuilEnEst({ brouillon, place, sort }: Situe) {
  const { consultation, etat, dire } = place
  switch (sort) {
    case 'publie':
      return (
        <p class='mt4'>
          Publiée. <a href={`${cheminDe(consultation)}/${brouillon.issue}`}>Voir votre contribution</a>
        </p>
      )
    // Written between the taking and the publication: a second at most.
    case 'en-cours':
      return <p class='mt4'>La publication est en cours. Attendez un instant, puis rechargez la page.</p>
    case 'garde':
      return brouillon.refus ? (
        <Note ton='attention'>
          <p>{direRaison(brouillon.refus, place)}</p>
        </Note>
      ) : (
        <p class='mt4'>Elle est gardée jusqu’au {dire(consultation.cloture ?? brouillon.expire_le)}.</p>
      )
    case 'trop-tard':
      return (
        <Note ton='attention'>
          <p>
            Pas publiée.{' '}
            {etat === 'a-venir' || etat === 'brouillon'
              ? `La consultation n’est pas ouverte. Elle ouvre le ${dire(consultation.ouverture)}.`
              : `La consultation est close${consultation.cloture ? ` depuis le ${dire(consultation.cloture)}` : ''}. Vous pouvez encore copier ce que vous aviez écrit.`}
          </p>
        </Note>
      )
  }
}

function direRaison(raison: RaisonGardee, { consultation, dire }: Place): string {
  switch (raison) {
    case 'titre-pris':
      return 'Une autre proposition porte déjà ce titre. Copiez votre texte, puis proposez-le sous un autre titre.'
    case 'trop-souvent':
      return 'Vous avez beaucoup contribué en peu de temps. Rien n’est perdu : réessayez dans une heure.'
    case 'a-venir':
      return direRefus({ raison, ouverture: consultation.ouverture }, dire)
    default:
      return direRefus({ raison }, dire)
  }
}

const adresseDe = ({ consultation, item, module }: Place): string =>
  item ? cheminItem(consultation, item) : module ? cheminModule(consultation, module) : cheminDe(consultation)

/** The words of a draft, field by field, as they were typed, then what became of it. */
function Ecrit(props: {
  place: Place
  geste: string
  contenu: Readonly<Record<string, string>>
  /** Which one, of how many on the page. */
  rang: number
  sur?: number
  children?: Child
}) {
  const { place, geste, contenu, rang, sur = 1 } = props
  if (!isGesteGarde(geste)) return null
  const { libelle, champs } = GESTES_GARDES[geste]
  const sens = parseSens(contenu.sens)
  const { consultation, item, module } = place
  const id = `ecrit-${rang}`
  return (
    <section class='section' aria-labelledby={id}>
      <h2 id={id}>{sur === 1 ? 'Ce que vous avez écrit' : `${rang} sur ${sur} : ${libelle}`}</h2>
      <div class='mt4'>
        <ListeDescriptive
          faits={[
            {
              terme: 'Consultation',
              valeur: sur > 1 && <a href={cheminDe(consultation)}>{consultation.titre}</a>
            },
            {
              terme: item ? 'À propos de' : 'Dans',
              valeur: <a href={adresseDe(place)}>{item?.titre ?? module?.titre}</a>
            },
            { terme: libelle, valeur: module && sens && sens !== 'retrait' && direSens(sens, module) },
            ...Object.entries(champs).map(([nom, terme]) => ({
              terme,
              valeur: contenu[nom] && <Paragraphes texte={contenu[nom]} />
            }))
          ]}
        />
      </div>
      {props.children}
    </section>
  )
}
