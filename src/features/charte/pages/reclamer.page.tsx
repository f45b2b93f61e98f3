import { readAdresseClient } from '../../../platform/http/adresse-client.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire, sansNul } from '../../../platform/http/formulaire.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { adresseFiche, findLieuActuel, lireRechercheDe, rechercher } from '../../annuaire/index.ts'
import { digest, keepNothing } from '../../comptes/index.ts'
import { projeterAdhesions } from '../actions/adhesion/projeter.ts'
import { estDeplacee, lirePreuve } from '../actions/marque/lire-preuve.ts'
import { cheminConfirmer, confirmerReclamation, deposerReclamation } from '../actions/reclamation/deposer.ts'
import { finDuLien, OBJETS } from '../domain/reclamation.ts'
import { lireReclamation } from '../domain/saisie-reclamation.ts'
import { listDossiersDesLieux } from '../store/adhesion.store.ts'
import { findContenu } from '../store/charte.store.ts'
import { findParEmpreinte } from '../store/reclamation.store.ts'
import { listReseauxAMarque } from './marque-demande.page.tsx'
import { lireUuid } from './vues/bureau.tsx'
import {
  ChercherVue,
  type CibleReclamation,
  ConfirmeeVue,
  ConfirmerVue,
  EnvoyeeVue,
  LienMortVue,
  RECLAMER,
  ReclamerVue
} from './vues/reclamer.vue.tsx'

const permission = 'reclamation:deposer'
const ENVOYEE = '/reclamations/envoyee'
const CONFIRMEE = '/reclamations/confirmee'

/** Anyone reports a lieu that does not keep to its charter, or shows the Mark without a right to; no account is asked. */
export const routesReclamer: readonly Route[] = [
  { methode: 'get', chemin: RECLAMER, permission, traiter: showChercher },
  { methode: 'get', chemin: '/adhesions/:id/reclamer', permission, traiter: (c) => show(c, ouvrirAdhesion) },
  { methode: 'post', chemin: '/adhesions/:id/reclamer', permission, traiter: (c) => submit(c, ouvrirAdhesion) },
  { methode: 'get', chemin: '/lieux/:adresse/reclamer', permission, traiter: (c) => show(c, ouvrirLieu) },
  { methode: 'post', chemin: '/lieux/:adresse/reclamer', permission, traiter: (c) => submit(c, ouvrirLieu) },
  { methode: 'get', chemin: ENVOYEE, permission, traiter: (c) => rendrePage(c, <EnvoyeeVue cadre={c.var.cadre} />) },
  {
    methode: 'get',
    chemin: CONFIRMEE,
    permission,
    traiter: (c) => rendrePage(c, <ConfirmeeVue cadre={c.var.cadre} />)
  },
  { methode: 'get', chemin: cheminConfirmer(':jeton'), permission, traiter: showConfirmer },
  { methode: 'post', chemin: cheminConfirmer(':jeton'), permission, traiter: submitConfirmer }
]

type Ouvrir = (c: Contexte) => Promise<CibleReclamation | Response>

const COURT = 120
const TROUVES = 10

/** For who knows the name of a lieu only. Of a member, the adhesion is what is reported. */
async function showChercher(c: Contexte) {
  const { db, now } = c.var
  const lu = (champ: string) =>
    sansNul(c.req.query(champ) ?? '')
      .trim()
      .slice(0, COURT)
  const [nom, commune] = [lu('nom'), lu('commune')]
  const demande = new URLSearchParams({ q: nom, commune })
  const lieux =
    nom || commune
      ? (await rechercher(db, await lireRechercheDe(db, demande), { now, parPage: TROUVES })).lieux.map(
          ({ lieu }) => lieu
        )
      : undefined
  const dossiers = await listDossiersDesLieux(db, lieux?.map(({ id }) => id) ?? [])
  const adhesions = (await projeterAdhesions(db, dossiers, now)).filter(({ situation }) => 'membre' in situation)
  const trouves = lieux?.flatMap(({ id, nom: nomDuLieu, publiees }) => {
    const adresse = [publiees.adresse, publiees.code_postal, publiees.commune].filter(Boolean).join(', ')
    const siennes = adhesions.filter(({ dossier }) => dossier.lieuId === id)
    return siennes.length > 0
      ? siennes.map(({ dossier, reseau }) => ({
          href: `/adhesions/${dossier.id}/reclamer`,
          nom: nomDuLieu,
          // Of two réseaux, each has its charter and its secrétariat.
          adresse: `${adresse} (${reseau.nom})`
        }))
      : [{ href: `/lieux/${id}/reclamer`, nom: nomDuLieu, adresse }]
  })
  return rendrePage(c, <ChercherVue cadre={c.var.cadre} nom={nom} commune={commune} trouves={trouves} />)
}

/** Of an adhesion: the points of the version that binds it are offered. */
async function ouvrirAdhesion(c: Contexte): Promise<CibleReclamation | Response> {
  const id = lireUuid(c.req.param('id'))
  const preuve = id ? await lirePreuve(c.var.db, id, c.var.now) : undefined
  if (!preuve) return c.notFound()
  if (estDeplacee(preuve)) return c.redirect(`/adhesions/${preuve.vers}/reclamer`, 303)
  const { situation, lieu, reseau, dossier } = preuve
  const version = 'membre' in situation ? situation.membre.version : undefined
  const criteres = version === undefined ? [] : (await findContenu(c.var.db, version)).criteres
  return {
    lieu,
    reseaux: [reseau],
    objets: OBJETS.filter((objet) => objet !== 'charte' || version !== undefined),
    version,
    criteres,
    action: `/adhesions/${dossier.id}/reclamer`,
    retour: { href: `/adhesions/${dossier.id}`, libelle: 'Revenir à la vérification' }
  }
}

/** Of any lieu of the directory, that shows a Mark it may have no right to. */
async function ouvrirLieu(c: Contexte): Promise<CibleReclamation | Response> {
  const [, numero] = /^(\d{1,15})(?:-|$)/.exec(c.req.param('adresse') ?? '') ?? []
  const [lieu, reseaux] = await Promise.all([
    numero ? findLieuActuel(c.var.db, Number(numero)) : undefined,
    listReseauxAMarque(c)
  ])
  if (!lieu || lieu.retire_le || reseaux.length === 0) return c.notFound()
  return {
    lieu,
    reseaux,
    objets: ['marque', 'autre'],
    version: undefined,
    criteres: [],
    action: `/lieux/${lieu.id}/reclamer`,
    retour: { href: adresseFiche(lieu), libelle: 'Revenir à la fiche' }
  }
}

async function show(c: Contexte, ouvrir: Ouvrir) {
  const cible = await ouvrir(c)
  return cible instanceof Response
    ? cible
    : rendrePage(c, <ReclamerVue cadre={c.var.cadre} cible={cible} saisie={{}} />)
}

async function submit(c: Contexte, ouvrir: Ouvrir) {
  const cible = await ouvrir(c)
  if (cible instanceof Response) return cible
  const tapee = await readFormulaire(c)
  const lue = lireReclamation(tapee, {
    reseaux: cible.reseaux.map(({ id }) => id),
    objets: cible.objets,
    criteres: cible.criteres.map(({ id }) => id)
  })
  const vue = { cadre: c.var.cadre, cible, saisie: tapee }
  if (!lue.ok) return rendrePage(c, <ReclamerVue {...vue} erreurs={lue.error} />, 422)
  const deposee = await deposerReclamation(
    c.var.db,
    {
      lieu: cible.lieu,
      saisie: lue.value,
      version: cible.version,
      adresse: readAdresseClient(c),
      appareil: (c.req.header('user-agent') ?? '').slice(0, 300)
    },
    c.var.now
  )
  return deposee.ok
    ? c.redirect(ENVOYEE, 303)
    : rendrePage(c, <ReclamerVue {...vue} jusqua={deposee.error.jusqua} />, 429)
}

async function showConfirmer(c: Contexte) {
  keepNothing(c)
  const jeton = c.req.param('jeton') ?? ''
  const reclamation = await findParEmpreinte(c.var.db, digest(jeton))
  const lieu = reclamation && (await findLieuActuel(c.var.db, reclamation.lieuId))
  if (!reclamation || !lieu) return rendreLienMort(c)
  const { situation, texte } = reclamation
  if (situation.etat !== 'deposee') return c.redirect(CONFIRMEE, 303)
  if (c.var.now >= finDuLien(situation.deposeeLe)) return rendreLienMort(c)
  return rendrePage(
    c,
    <ConfirmerVue cadre={c.var.cadre} lieu={lieu.nom} texte={texte} action={cheminConfirmer(jeton)} />
  )
}

async function submitConfirmer(c: Contexte) {
  keepNothing(c)
  const issue = await confirmerReclamation(c.var.db, c.req.param('jeton') ?? '', c.var.now)
  return issue.ok ? c.redirect(CONFIRMEE, 303) : rendreLienMort(c)
}

const rendreLienMort = (c: Contexte) => rendrePage(c, <LienMortVue cadre={c.var.cadre} />, 404)
