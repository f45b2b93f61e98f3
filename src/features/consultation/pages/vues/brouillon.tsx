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
import { GESTES_GARDES, isGesteGarde } from '../../domain/brouillon.ts'
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

const placeDe = (c: Contexte, brouillon: Brouillon) =>
  situer(c, {
    consultationId: brouillon.consultation_id,
    ...(brouillon.item_id && { itemId: brouillon.item_id }),
    ...(brouillon.module_id && { moduleId: brouillon.module_id })
  })

/** For the message that asks to confirm an address: what the confirmation will publish. Nothing when it no longer can. */
export async function annoncerBrouillon(c: Contexte, brouillon: Brouillon): Promise<string | undefined> {
  const place = await placeDe(c, brouillon)
  if (!place || place.etat !== 'ouverte' || brouillon.publie_le) return undefined
  const { consultation, dire } = place
  const avant = consultation.cloture ? ` Confirmez avant la clôture, le ${dire(consultation.cloture)}.` : ''
  return `Votre contribution à la consultation « ${consultation.titre} » est gardée. Votre confirmation la publiera, sous ce pseudonyme.${avant}`
}

/** What could not be kept, with its words: they can be copied, and nothing is lost. */
export async function rendreNonGarde(c: Contexte, aGarder: AGarder, refus: RefusDeGarde): Promise<Response> {
  keepNothing(c)
  const place = await situer(c, aGarder)
  if (!place) return c.notFound()
  const { consultation, dire } = place
  const pourquoi =
    refus.raison === 'trop-long'
      ? 'Ce que vous avez écrit est trop long pour être gardé sans compte. Copiez-le, puis connectez-vous.'
      : direRefus(refus, dire)
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Votre contribution n’a pas pu être gardée'
      consultation={consultation}
      reprise={{ refus: pourquoi }}
      horsMoteurs
    >
      <Ecrit place={place} geste={aGarder.geste} contenu={aGarder.contenu} />
      <p class='btns'>
        <a href={adresseDe(place)}>Revenir à la consultation</a>
      </p>
    </PageConsultation>,
    refus.raison === 'trop-souvent' ? 429 : refus.raison === 'trop-long' ? 413 : 409
  )
}

/** The page of a draft: what was written, and what is needed to publish it. */
export async function rendreBrouillon(
  c: Contexte,
  jeton: string,
  brouillon: Brouillon | undefined,
  refus?: RefusDePublication
): Promise<Response> {
  const place = brouillon && (await placeDe(c, brouillon))
  if (!brouillon || !place)
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
  const { consultation } = place
  const { titre, corps } = brouillon.publie_le
    ? direPublie(brouillon, place)
    : place.etat === 'ouverte'
      ? direGarde(c, jeton, brouillon, place)
      : direTropTard(place)
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre={titre}
      consultation={consultation}
      reprise={refus ? { refus: direRefusDePublication(refus, place.dire) } : {}}
      horsMoteurs
    >
      {corps}
      {!brouillon.publie_le && <Ecrit place={place} geste={brouillon.geste} contenu={brouillon.contenu} />}
    </PageConsultation>,
    !refus ? 200 : refus.raison === 'trop-souvent' ? 429 : 409
  )
}

function direRefusDePublication(refus: RefusDePublication, dire: (instant: Date) => string): string {
  if (refus.raison === 'titre-pris')
    return 'Une autre proposition porte déjà ce titre. Copiez votre texte, puis proposez-le sous un autre titre.'
  return refus.raison === 'prise' ? 'Votre contribution vient d’être publiée.' : direRefus(refus, dire)
}

interface Dit {
  readonly titre: string
  readonly corps: Child
}

function direPublie({ issue }: Brouillon, { consultation }: Place): Dit {
  // Written between the taking and the publication: a second at most.
  if (!issue)
    return { titre: 'La publication est en cours', corps: <p>Attendez un instant, puis rechargez la page.</p> }
  return {
    titre: 'C’est publié',
    corps: (
      <>
        <Alerte ton='succes' titre='Votre contribution est enregistrée'>
          <p>
            Vous pouvez la retrouver, la changer ou la retirer jusqu’à la clôture, dans le récapitulatif de vos
            réponses.
          </p>
        </Alerte>
        <p class='btns mt5'>
          <LienBouton principal href={`${cheminDe(consultation)}/${issue}`}>
            Voir votre contribution
          </LienBouton>
        </p>
      </>
    )
  }
}

function direGarde(c: Contexte, jeton: string, brouillon: Brouillon, { consultation, dire }: Place): Dit {
  const limite = consultation.cloture ?? brouillon.expire_le
  if (c.var.acteur.compte)
    return {
      titre: 'Publier votre contribution',
      corps: (
        <>
          <p class='lead'>
            Elle sera publiée sous votre pseudonyme, «&nbsp;{c.var.acteur.compte.pseudonyme}&nbsp;». Publiez-la
            seulement si c’est vous qui l’avez écrite.
          </p>
          <form class='mt6' method='post' action={cheminReprendre(jeton)}>
            <p class='btns'>
              <Bouton principal>Publier</Bouton>
            </p>
          </form>
        </>
      )
    }
  const suite = encodeURIComponent(cheminReprendre(jeton))
  return {
    titre: 'Votre contribution est gardée',
    corps: (
      <>
        <Note>
          <p>
            Votre contribution est gardée jusqu’au {dire(limite)}&nbsp;; elle sera publiée dès que votre adresse
            électronique sera confirmée, avant la clôture.
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
}

function direTropTard({ consultation, etat, dire }: Place): Dit {
  return {
    titre: 'Votre contribution n’a pas été publiée',
    corps: (
      <Note ton='attention'>
        <p>
          {etat === 'a-venir' || etat === 'brouillon'
            ? `La consultation n’est pas ouverte. Elle ouvre le ${dire(consultation.ouverture)}.`
            : `La consultation est close${consultation.cloture ? ` depuis le ${dire(consultation.cloture)}` : ''}. Vous pouvez encore copier ce que vous aviez écrit.`}
        </p>
      </Note>
    )
  }
}

const adresseDe = ({ consultation, item, module }: Place): string =>
  item ? cheminItem(consultation, item) : module ? cheminModule(consultation, module) : cheminDe(consultation)

/** The words of a draft, field by field, as they were typed. */
function Ecrit(props: { place: Place; geste: string; contenu: Readonly<Record<string, string>> }) {
  const { place, geste, contenu } = props
  if (!isGesteGarde(geste)) return null
  const { libelle, champs } = GESTES_GARDES[geste]
  const sens = parseSens(contenu.sens)
  const { item, module } = place
  return (
    <section class='section' aria-labelledby='titre-ecrit'>
      <h2 id='titre-ecrit'>Ce que vous avez écrit</h2>
      <div class='mt4'>
        <ListeDescriptive
          faits={[
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
    </section>
  )
}
