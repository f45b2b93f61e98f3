import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { keepNothing } from '../../comptes/index.ts'
import { arreterSuivi, reglerSuivi } from '../actions/suivre.ts'
import { findAbonnement } from '../store/abonnement.store.ts'
import { ouvrirConsultation } from './ouvrir.ts'
import { CONSULTATIONS, cheminDe, PageConsultation } from './vues/cadre.tsx'

const suivre = 'consultation:suivre'
const ABONNEMENT = `${CONSULTATIONS}/abonnement`

/** To be mounted before the consultations, which « suivre » is not one of. */
export const routesSuivre: readonly Route[] = [
  { methode: 'post', chemin: `${CONSULTATIONS}/suivre`, permission: suivre, traiter: (c) => reglerToutes(c, true) },
  {
    methode: 'post',
    chemin: `${CONSULTATIONS}/ne-plus-suivre`,
    permission: suivre,
    traiter: (c) => reglerToutes(c, false)
  },
  // The number of a message is enough: whoever has lost their password can stop it.
  { methode: 'get', chemin: `${ABONNEMENT}/:id`, permission: 'consultation:lire', traiter: showAbonnement },
  { methode: 'post', chemin: `${ABONNEMENT}/:id`, permission: 'consultation:lire', traiter: stop },
  {
    methode: 'post',
    chemin: `${CONSULTATIONS}/:adresse/suivre`,
    permission: suivre,
    traiter: (c) => reglerUne(c, true)
  },
  {
    methode: 'post',
    chemin: `${CONSULTATIONS}/:adresse/ne-plus-suivre`,
    permission: suivre,
    traiter: (c) => reglerUne(c, false)
  }
]

const faitDe = (voulu: boolean) => `?fait=${voulu ? 'suivie' : 'plus-suivie'}#suivre`

async function reglerToutes(c: Contexte, voulu: boolean): Promise<Response> {
  await reglerSuivi(c.var.db, { consultationId: null, suivre: voulu }, c.var)
  return c.redirect(`${CONSULTATIONS}${faitDe(voulu)}`, 303)
}

async function reglerUne(c: Contexte, voulu: boolean): Promise<Response> {
  const ouverte = await ouvrirConsultation(c)
  if (!ouverte) return c.notFound()
  const { consultation } = ouverte
  await reglerSuivi(c.var.db, { consultationId: consultation.id, suivre: voulu }, c.var)
  return c.redirect(`${cheminDe(consultation)}${faitDe(voulu)}`, 303)
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function showAbonnement(c: Contexte): Promise<Response> {
  keepNothing(c)
  const id = c.req.param('id') ?? ''
  const abonnement = UUID.test(id) ? await findAbonnement(c.var.db, id) : undefined
  if (!abonnement)
    return rendrePage(
      c,
      <PageConsultation
        c={c}
        titre='Vous ne recevez plus ces messages'
        chapeau={<p class='lead'>Vous pouvez suivre à nouveau une consultation depuis sa page.</p>}
        horsMoteurs
      >
        <p class='btns'>
          <a href={CONSULTATIONS}>Voir les consultations</a>
        </p>
      </PageConsultation>
    )
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Ne plus suivre'
      chapeau={
        <p class='lead'>
          {abonnement.titre
            ? `Vous suivez la consultation « ${abonnement.titre} ».`
            : 'Vous suivez toutes les nouvelles consultations.'}
        </p>
      }
      horsMoteurs
    >
      <form method='post' action={`${ABONNEMENT}/${id}`}>
        <p class='btns'>
          <Bouton principal>Ne plus recevoir ces messages</Bouton>
          <a href={abonnement.adresse ? cheminDe({ adresse: abonnement.adresse }) : CONSULTATIONS}>
            Continuer à suivre
          </a>
        </p>
      </form>
    </PageConsultation>
  )
}

async function stop(c: Contexte): Promise<Response> {
  const id = c.req.param('id') ?? ''
  if (UUID.test(id)) await arreterSuivi(c.var.db, id)
  return c.redirect(`${ABONNEMENT}/${UUID.test(id) ? id : 'arrete'}`, 303)
}
