import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readToutesLesValeurs, sansNul } from '../../../platform/http/formulaire.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste } from '../../../platform/ui/composants/champ/champ.tsx'
import { Cases } from '../../../platform/ui/composants/choix/choix.tsx'
import { instantEnMots } from '../../../platform/ui/composants/date/date.tsx'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte, Note } from '../../../platform/ui/composants/note/note.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { adresseFiche, findLieu, lireRechercheDe, rechercher } from '../../annuaire/index.ts'
import { digest } from '../../comptes/index.ts'
import { listReseaux, type Reseau } from '../../reseaux/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { INVITES_MAX, inviterLieux, jugerInvitations, refuserInvitations } from '../actions/adhesion/inviter.ts'
import { PAS_INVITES } from '../domain/adhesion/invitation.ts'
import { PERMISSIONS_CHARTE } from '../domain/permissions.ts'
import { versionEnVigueur } from '../domain/version.ts'
import { type Charte, listChartes } from '../store/charte.store.ts'
import { findInvitation } from '../store/invitation.store.ts'
import { BUREAU, PageBureau } from './vues/bureau.tsx'
import { FeuilleAdhesion } from './vues/feuille-adhesion.tsx'

const permission = 'adhesion:inviter'
const ICI = `${BUREAU}/inviter`

export const routesInviter: readonly Route[] = [
  { methode: 'get', chemin: ICI, permission, traiter: (c) => showInviter(c) },
  { methode: 'post', chemin: ICI, permission, traiter: submitInviter },
  { methode: 'get', chemin: '/invitations/:jeton', permission: 'adhesion:lire', traiter: (c) => showRefus(c) },
  { methode: 'post', chemin: '/invitations/:jeton', permission: 'adhesion:lire', traiter: submitRefus }
]

/** The réseaux this person invites to, each with the charter it asks to sign. */
async function listInvitants(c: Contexte): Promise<readonly { reseau: Reseau; charte: Charte }[]> {
  const [reseaux, chartes] = await Promise.all([listReseaux(c.var.db), listChartes(c.var.db)])
  const miens = new Set(
    c.var.acteur.attributions.flatMap(({ role, reseau }) => (role in PERMISSIONS_CHARTE[permission] ? [reseau] : []))
  )
  return reseaux.flatMap((reseau) => {
    const charte = chartes.find((une) => une.reseau_id === reseau.id && versionEnVigueur(une.versions, c.var.now))
    // Where a coordinator may invite is asked of each lieu; here, of whose réseau they are.
    return charte && reseau.ouvert_le && (miens.has(reseau.id) || miens.has('*')) ? [{ reseau, charte }] : []
  })
}

const COURT = 120

async function showInviter(c: Contexte, refus?: { readonly texte: string; readonly statut: 409 | 422 | 429 }) {
  const invitants = await listInvitants(c)
  // Nobody is invited to a réseau that has no charter to sign.
  if (invitants.length === 0) return c.notFound()
  const voulu = c.req.query('reseau')
  const choisi = voulu === undefined ? invitants[0] : invitants.find(({ reseau }) => reseau.id === voulu)
  if (!choisi) return pageErreur(c, 403)
  const { db, now, acteur } = c.var
  const { reseau } = choisi
  const lu = (nom: string) =>
    sansNul(c.req.query(nom) ?? '')
      .trim()
      .slice(0, COURT)
  const [q, commune] = [lu('q'), lu('commune')]
  const trouves =
    q || commune
      ? (
          await rechercher(db, await lireRechercheDe(db, new URLSearchParams({ q, commune })), {
            now,
            parPage: INVITES_MAX
          })
        ).lieux.map(({ lieu }) => lieu)
      : undefined
  const raisons = await jugerInvitations(db, reseau, trouves ?? [], { acteur, now, geo: await obtenirGeographie(db) })
  const invitables = (trouves ?? []).filter(({ id }) => raisons.has(id) && !raisons.get(id))
  const autres = (trouves ?? []).filter(({ id }) => raisons.get(id))
  const invites = Number(c.req.query('invites'))
  const laisses = Number(c.req.query('laisses'))
  const fait =
    Number.isSafeInteger(invites) && c.req.query('invites')
      ? compter(invites, 'lieu invité', 'lieux invités')
      : undefined
  const ou = ({ publiees }: (typeof invitables)[number]) =>
    [publiees.adresse, publiees.code_postal, publiees.commune].filter(Boolean).join(', ')
  return rendrePage(
    c,
    <PageBureau
      c={c}
      titre='Inviter des lieux'
      fait={refus ? undefined : fait}
      enErreur={refus !== undefined}
      chapeau={
        <>
          {refus && (
            <Alerte ton='danger' titre='Aucune invitation n’est partie'>
              <p>{refus.texte}</p>
            </Alerte>
          )}
          {fait && laisses > 0 && (
            <Note>
              <p>
                {compter(laisses, 'lieu n’a pas été invité', 'lieux n’ont pas été invités')} : quelqu’un a agi
                entre-temps.
              </p>
            </Note>
          )}
          <p class='lead'>
            Chaque lieu reçoit un seul message, à l’adresse qu’il publie. Il est libre d’accepter, ou de ne plus rien
            recevoir.
          </p>
        </>
      }
    >
      <form class='form' method='get' action={ICI}>
        {invitants.length > 1 ? (
          <Liste
            nom='reseau'
            libelle='Inviter à rejoindre'
            valeur={reseau.id}
            options={invitants.map((un) => ({ valeur: un.reseau.id, libelle: un.reseau.nom }))}
          />
        ) : (
          <p>{reseau.nom}</p>
        )}
        <Champ nom='q' libelle='Nom du lieu, ou ce que l’on y fait' valeur={q} />
        <Champ nom='commune' libelle='Commune' valeur={commune} court />
        <p class='btns'>
          <Bouton>Chercher</Bouton>
        </p>
      </form>
      {trouves && (
        <form class='form' method='post' action={`${ICI}?${new URLSearchParams({ reseau: reseau.id, q, commune })}`}>
          {invitables.length > 0 ? (
            <>
              <Cases
                nom='lieux'
                legende='Les lieux à inviter'
                options={invitables.map((lieu) => ({
                  valeur: String(lieu.id),
                  libelle: lieu.nom,
                  indication: ou(lieu)
                }))}
              />
              <p class='btns'>
                <Bouton principal>Envoyer les invitations</Bouton>
              </p>
            </>
          ) : (
            <p>Aucun lieu trouvé ne peut être invité.</p>
          )}
        </form>
      )}
      {autres.length > 0 && (
        <section class='stack'>
          <h2>Les lieux que vous ne pouvez pas inviter</h2>
          <ul class='rows'>
            {autres.map((lieu) => (
              <li>
                <a href={adresseFiche(lieu)}>{lieu.nom}</a>
                <span class='soft'>{PAS_INVITES[raisons.get(lieu.id) ?? 'deja']}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </PageBureau>,
    refus?.statut ?? 200
  )
}

async function submitInviter(c: Contexte) {
  const invitants = await listInvitants(c)
  if (invitants.length === 0) return c.notFound()
  const choisi = invitants.find(({ reseau }) => reseau.id === c.req.query('reseau'))
  if (!choisi) return pageErreur(c, 403)
  const { lieux = [] } = await readToutesLesValeurs(c)
  const numeros = [lieux]
    .flat()
    .flatMap((texte) => (typeof texte === 'string' && /^\d{1,15}$/.test(texte) ? [Number(texte)] : []))
  if (numeros.length === 0) return showInviter(c, { texte: 'Cochez au moins un lieu.', statut: 422 })
  if (numeros.length > INVITES_MAX)
    return showInviter(c, { texte: `Choisissez ${INVITES_MAX} lieux au plus à la fois.`, statut: 422 })
  const { db, now, acteur } = c.var
  const issue = await inviterLieux(db, { reseau: choisi.reseau, charteId: choisi.charte.id }, numeros, {
    acteur,
    now,
    geo: await obtenirGeographie(db)
  })
  if (!issue.ok)
    return showInviter(c, {
      texte: `Vous avez envoyé beaucoup d’invitations. Reprenez ${instantEnMots(issue.error.jusqua, choisi.reseau.fuseau)}.`,
      statut: 429
    })
  const { invites, laisses } = issue.value
  if (invites === 0)
    return showInviter(c, {
      texte: 'Ces lieux ne peuvent plus être invités : quelqu’un a agi entre-temps.',
      statut: 409
    })
  const suite = new URLSearchParams({
    reseau: choisi.reseau.id,
    q: c.req.query('q') ?? '',
    commune: c.req.query('commune') ?? '',
    invites: String(invites),
    laisses: String(laisses)
  })
  return c.redirect(`${ICI}?${suite}`, 303)
}

const jetonDe = (c: Contexte): string | undefined => {
  const jeton = c.req.param('jeton') ?? ''
  return /^[\w-]{43}$/.test(jeton) ? jeton : undefined
}

async function showRefus(c: Contexte) {
  c.header('cache-control', 'no-store')
  const jeton = jetonDe(c)
  const invitation = jeton && (await findInvitation(c.var.db, digest(jeton)))
  const lieu = invitation && (await findLieu(c.var.db, invitation.lieuId))
  if (!invitation || !lieu) return c.notFound()
  return rendrePage(
    c,
    <FeuilleAdhesion c={c} titre={invitation.refusee ? 'C’est noté' : 'Ne plus recevoir d’invitation'}>
      {invitation.refusee ? (
        <p class='lead'>« {lieu.nom} » ne recevra plus d’invitation à rejoindre un réseau.</p>
      ) : (
        <form class='form' method='post'>
          <p class='lead'>
            « {lieu.nom} » ne recevra plus d’invitation à rejoindre un réseau. Sa fiche reste dans l’annuaire.
          </p>
          <p class='btns'>
            <Bouton principal>Ne plus recevoir d’invitation</Bouton>
          </p>
        </form>
      )}
    </FeuilleAdhesion>
  )
}

async function submitRefus(c: Contexte) {
  const jeton = jetonDe(c)
  if (!jeton || !(await findInvitation(c.var.db, digest(jeton)))) return c.notFound()
  await refuserInvitations(c.var.db, jeton, c.var.now)
  return c.redirect(`/invitations/${jeton}`, 303)
}
