import { parseCourriel } from '../../../kernel/courriel.ts'
import { parseJour } from '../../../kernel/jour.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import { ok, refuse } from '../../../kernel/result.ts'
import { COLLEGES, parseRole } from '../../../kernel/role.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import { lireFait } from '../../../platform/http/fait.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { choisirTerritoire, listPoles, nomPrecis, obtenirGeographie, territoire } from '../../territoires/index.ts'
import { donnerRole, type RetraitRefuse, type RoleRefuse, retirerRole } from '../actions/attributions.ts'
import { inviter } from '../actions/inviter.ts'
import { nommerAuteurs } from '../actions/nommer-auteurs.ts'
import { lireRole, lireZone, type SaisieRole } from '../domain/attribution.ts'
import {
  type AttributionEcrite,
  listAttributionsEcrites,
  listPersonnes,
  listReseauxDesRoles,
  type ReseauDesRoles
} from '../store/attribution.store.ts'
import { type Compte, findCompte, findCompteByCourriel } from '../store/compte.store.ts'
import { expediteurDe } from './porte.ts'
import { CHEMIN_PERSONNES, InviterVue, type Message, PersonnesVue, PersonneVue, type RoleVu } from './vues/role.vue.tsx'

const permission = 'attributions:gerer'

export const routesPersonnes: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN_PERSONNES, permission, traiter: (c) => showPersonnes(c) },
  { methode: 'post', chemin: `${CHEMIN_PERSONNES}/recherche`, permission, traiter: findPersonne },
  // Before a person's page, whose address would take « inviter » for somebody.
  { methode: 'get', chemin: `${CHEMIN_PERSONNES}/inviter`, permission, traiter: (c) => showInviter(c) },
  { methode: 'post', chemin: `${CHEMIN_PERSONNES}/inviter`, permission, traiter: submitInviter },
  { methode: 'get', chemin: `${CHEMIN_PERSONNES}/:id`, permission, traiter: showPersonne },
  { methode: 'post', chemin: `${CHEMIN_PERSONNES}/:id/roles`, permission, traiter: submitRole },
  { methode: 'post', chemin: `${CHEMIN_PERSONNES}/roles/:id/retrait`, permission, traiter: submitRetrait }
]

const PAR_PAGE = 50

/** The pôles that a pilot may be given. */
const polesOuverts = async (c: Contexte) => (await listPoles(c.var.db)).filter(({ ferme_le }) => ferme_le === null)

/** The réseaux where this person may give roles. */
async function reseauxGeres(c: Contexte): Promise<ReseauDesRoles[]> {
  return (await listReseauxDesRoles(c.var.db)).filter(({ id }) => c.var.peut(permission, { reseau: id }))
}

const FAITS: Readonly<Record<string, Message>> = {
  donne: { ton: 'succes', titre: 'Le rôle est donné', texte: 'Il vaut dès maintenant. La personne est prévenue.' },
  retire: { ton: 'succes', titre: 'Le rôle est retiré', texte: 'Il ne vaut plus. La personne est prévenue.' },
  invitation: {
    ton: 'succes',
    titre: 'L’invitation est envoyée',
    texte: 'Son lien sert une fois, pendant sept jours.'
  }
}

const sayRetrait = (refus: Exclude<RetraitRefuse, 'interdit'>): Message => ({
  ton: 'danger',
  titre: 'Rien n’a été changé',
  texte:
    refus === 'dernier-administrateur'
      ? 'C’est la dernière personne qui administre tout le site. Donnez ce rôle à quelqu’un d’autre, puis retirez-le.'
      : 'Ce rôle était déjà retiré ou terminé.'
})

async function showPersonnes(
  c: Contexte,
  {
    message = lireFait(c, FAITS),
    erreurs = [],
    courriel = ''
  }: {
    message?: Message | undefined
    erreurs?: readonly ErreurDeChamp[]
    courriel?: string
  } = {},
  statut: 200 | 409 | 422 = 200
): Promise<Response> {
  const geres = await reseauxGeres(c)
  const reseau = geres.find(({ id }) => id === c.req.query('reseau'))
  const role = parseRole(c.req.query('role') ?? '')
  const apres = /^\d{1,6}$/.test(c.req.query('apres') ?? '') ? Number(c.req.query('apres')) : 0
  const { total, attributions } = await listPersonnes(
    c.var.db,
    { reseaux: reseau ? [reseau.id] : geres.map(({ id }) => id), role, apres },
    PAR_PAGE,
    c.var.now
  )
  const adresse = (suite: Record<string, string>) =>
    `${CHEMIN_PERSONNES}?${new URLSearchParams({ ...(reseau && { reseau: reseau.id }), ...(role && { role }), ...suite })}`
  return rendrePage(
    c,
    <PersonnesVue
      cadre={c.var.cadre}
      message={message}
      roles={await toRolesVus(c, attributions)}
      total={total}
      reseaux={geres}
      filtre={{ reseau: reseau?.id ?? '', role: role ?? '' }}
      suivants={apres + PAR_PAGE < total ? adresse({ apres: String(apres + PAR_PAGE) }) : undefined}
      debut={apres > 0 ? adresse({}) : undefined}
      erreurs={erreurs}
      courriel={courriel}
    />,
    statut
  )
}

async function toRolesVus(c: Contexte, attributions: readonly AttributionEcrite[]): Promise<RoleVu[]> {
  const [geo, nommer] = await Promise.all([
    obtenirGeographie(c.var.db),
    nommerAuteurs(
      c.var.db,
      attributions.map(({ donneePar }) => donneePar)
    )
  ])
  return attributions.map((a) => ({
    id: a.id,
    compteId: a.compteId,
    pseudonyme: a.pseudonyme,
    role: a.role,
    precision: a.college ? COLLEGES[a.college] : '',
    reseau: a.nomReseau,
    ou:
      [
        ...(a.nomPole ? [`pôle ${a.nomPole}`] : []),
        ...(a.pole ? [] : a.territoires).map((texte) => {
          const zone = lireZone(texte)
          const connu = zone && territoire(geo, zone.genre, zone.code)
          return connu ? nomPrecis(connu) : texte
        }),
        ...a.lieux.map(({ numero, nom }) => `${nom || 'fiche'} (${numero})`)
      ].join(', ') || 'tout le réseau',
    donne: { le: a.donneeLe, par: nommer(a.donneePar) },
    // The row has the instant when it stops; people read the day before.
    jusquAu: a.finLe ? new Date(a.finLe.getTime() - 1) : undefined
  }))
}

async function findPersonne(c: Contexte): Promise<Response> {
  const { courriel = '' } = await readFormulaire(c)
  const lue = parseCourriel(courriel)
  const compte = lue && (await findCompteByCourriel(c.var.db, lue))
  if (compte) return c.redirect(`${CHEMIN_PERSONNES}/${compte.id}`, 303)
  const message = lue
    ? 'Aucun compte n’a cette adresse. Vérifiez-la, ou invitez cette personne.'
    : 'Cette adresse électronique n’est pas complète. Exemple : prenom@exemple.fr.'
  return showPersonnes(c, { erreurs: [{ champ: 'courriel', message }], courriel }, 422)
}

async function findCompteDemande(c: Contexte): Promise<Compte | undefined> {
  const id = c.req.param('id') ?? ''
  return UUID.test(id) ? findCompte(c.var.db, id) : undefined
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function showPersonne(c: Contexte): Promise<Response> {
  const compte = await findCompteDemande(c)
  return compte ? renderPersonne(c, compte, {}) : c.notFound()
}

async function renderPersonne(
  c: Contexte,
  compte: Compte,
  { saisie = {}, erreurs = [] }: { saisie?: Partial<SaisieRole>; erreurs?: readonly ErreurDeChamp[] }
): Promise<Response> {
  const geres = await reseauxGeres(c)
  const attributions = await listAttributionsEcrites(c.var.db, compte.id, c.var.now)
  const visibles = attributions.filter(({ reseau }) => geres.some(({ id }) => id === reseau))
  return rendrePage(
    c,
    <PersonneVue
      cadre={c.var.cadre}
      message={lireFait(c, FAITS)}
      compte={compte}
      roles={await toRolesVus(c, visibles)}
      formulaire={{ saisie, erreurs, reseaux: geres, poles: await polesOuverts(c) }}
    />,
    erreurs.length > 0 ? 422 : 200
  )
}

/** A role as the form says it. A réseau that is not on the list was forged: it is no réseau to this person. */
async function readRole(c: Contexte, saisie: Readonly<Record<string, string>>) {
  const geo = await obtenirGeographie(c.var.db)
  const lu: SaisieRole = {
    role: saisie.role ?? '',
    reseau: saisie.reseau ?? '',
    territoires: saisie.territoires ?? '',
    pole: saisie.pole ?? '',
    college: saisie.college ?? '',
    lieux: saisie.lieux ?? '',
    fin: saisie.fin ?? ''
  }
  return lireRole(lu, {
    reseaux: new Set((await reseauxGeres(c)).map(({ id }) => id)),
    poles: new Set((await polesOuverts(c)).map(({ id }) => id)),
    territoire: (texte) => {
      const choix = choisirTerritoire(geo, texte)
      if ('choisi' in choix) return ok({ genre: choix.choisi.genre, code: choix.choisi.code })
      const noms = choix.entre.map(nomPrecis)
      return refuse(
        noms.length > 0
          ? `« ${texte} » nomme plusieurs territoires. Écrivez l’un de ceux-ci : ${noms.join(' ; ')}.`
          : `Nous ne connaissons pas le territoire « ${texte} ». Vérifiez l’orthographe.`
      )
    },
    jour: parseJour,
    aujourdhui: jourCivil(c.var.now)
  })
}

const sayRole = (refus: Exclude<RoleRefuse, 'interdit' | 'compte-inconnu'>): ErreurDeChamp =>
  refus === 'deja'
    ? { champ: 'role', message: 'Cette personne a déjà ce rôle, à cet endroit.' }
    : { champ: 'lieux', message: 'Un de ces numéros n’est pas celui d’une fiche. Vérifiez-les.' }

async function submitRole(c: Contexte): Promise<Response> {
  const compte = await findCompteDemande(c)
  if (!compte) return c.notFound()
  const saisie = await readFormulaire(c)
  const role = await readRole(c, saisie)
  if (!role.ok) return renderPersonne(c, compte, { saisie, erreurs: role.error })
  const { db, acteur, now } = c.var
  const fait = await donnerRole(db, acteur, { compteId: compte.id, role: role.value }, expediteurDe(c), now)
  if (fait.ok) return c.redirect(`${CHEMIN_PERSONNES}/${compte.id}?fait=donne`, 303)
  if (fait.error === 'interdit') return pageErreur(c, 403)
  if (fait.error === 'compte-inconnu') return c.notFound()
  return renderPersonne(c, compte, { saisie, erreurs: [sayRole(fait.error)] })
}

async function submitRetrait(c: Contexte): Promise<Response> {
  const fait = await retirerRole(c.var.db, c.var.acteur, c.req.param('id') ?? '', expediteurDe(c), c.var.now)
  if (fait.ok) return c.redirect(`${CHEMIN_PERSONNES}/${fait.value.compteId}?fait=retire`, 303)
  return fait.error === 'interdit' ? pageErreur(c, 403) : showPersonnes(c, { message: sayRetrait(fait.error) }, 409)
}

async function showInviter(
  c: Contexte,
  { saisie = {}, erreurs = [] }: { saisie?: Readonly<Record<string, string>>; erreurs?: readonly ErreurDeChamp[] } = {}
): Promise<Response> {
  return rendrePage(
    c,
    <InviterVue
      cadre={c.var.cadre}
      message={lireFait(c, FAITS)}
      courriel={saisie.courriel ?? ''}
      formulaire={{ saisie, erreurs, reseaux: await reseauxGeres(c), poles: await polesOuverts(c) }}
    />,
    erreurs.length > 0 ? 422 : 200
  )
}

async function submitInviter(c: Contexte): Promise<Response> {
  const saisie = await readFormulaire(c)
  const { courriel = '' } = saisie
  const adresse = parseCourriel(courriel)
  const role = await readRole(c, saisie)
  const fautes: ErreurDeChamp[] = [...(adresse ? [] : [ADRESSE_FAUSSE]), ...(role.ok ? [] : role.error)]
  if (!role.ok || fautes.length > 0) return showInviter(c, { saisie, erreurs: fautes })
  const { db, acteur, now } = c.var
  const fait = await inviter(db, acteur, { courriel, role: role.value }, expediteurDe(c), now)
  if (fait.ok) return c.redirect(`${CHEMIN_PERSONNES}?fait=invitation`, 303)
  switch (fait.error) {
    case 'interdit':
      return pageErreur(c, 403)
    case 'adresse':
      return showInviter(c, { saisie, erreurs: [ADRESSE_FAUSSE] })
    case 'lieu-inconnu':
      return showInviter(c, { saisie, erreurs: [sayRole('lieu-inconnu')] })
  }
}

const ADRESSE_FAUSSE: ErreurDeChamp = {
  champ: 'courriel',
  message: 'Cette adresse électronique n’est pas complète. Exemple : prenom@exemple.fr.'
}
