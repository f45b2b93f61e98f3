import { ok, type Result } from '../../../kernel/result.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { findLieuActuel } from '../../annuaire/index.ts'
import { listAttributionsDuLieu } from '../../comptes/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import {
  type DemandeSurReclamation,
  instruireReclamation,
  type RefusSurReclamation
} from '../actions/reclamation/instruire.ts'
import { estPartie } from '../domain/adhesion/bureau.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import type { FauteDeChamp } from '../domain/parametre.ts'
import { lireCloture, lireEcrit } from '../domain/saisie-reclamation.ts'
import { listDossiersDuLieu } from '../store/adhesion.store.ts'
import { findContenu } from '../store/charte.store.ts'
import { findReclamation, listEtapes, listReclamations } from '../store/reclamation.store.ts'
import { lireActes } from './bureau-dossier.page.tsx'
import { completer, lireUuid, reseauxSuivis } from './vues/bureau.tsx'
import {
  BUREAU_RECLAMATIONS,
  type LigneReclamation,
  ListeVue,
  type Ouverte,
  ReclamationVue
} from './vues/bureau-reclamations.tsx'

const permission = 'adhesion:instruire'
const FICHE = `${BUREAU_RECLAMATIONS}/:id`

/** The secrétariat's desk for complaints: heard both sides, each step dated, an end that is told. */
export const routesBureauReclamations: readonly Route[] = [
  { methode: 'get', chemin: BUREAU_RECLAMATIONS, permission, traiter: showListe },
  { methode: 'get', chemin: FICHE, permission, traiter: showReclamation },
  { methode: 'post', chemin: `${FICHE}/transmettre`, permission, traiter: (c) => submit(c, 'transmettre') },
  { methode: 'post', chemin: `${FICHE}/noter`, permission, traiter: (c) => submit(c, 'noter') },
  { methode: 'post', chemin: `${FICHE}/clore`, permission, traiter: (c) => submit(c, 'clore') }
]

/** Lines of one page. */
const PAR_PAGE = 50

async function showListe(c: Contexte) {
  const reseaux = await reseauxSuivis(c, permission)
  const closes = c.req.query('etat') === 'closes'
  const lues = await listReclamations(
    c.var.db,
    reseaux.map(({ id }) => id),
    { closes, apres: lireUuid(c.req.query('apres')), limite: PAR_PAGE + 1 }
  )
  const lignes = await Promise.all(
    lues.slice(0, PAR_PAGE).map(async (reclamation): Promise<LigneReclamation> => {
      const lieu = await findLieuActuel(c.var.db, reclamation.lieuId)
      return {
        reclamation,
        lieu: lieu?.nom ?? '',
        reseau: reseaux.find(({ id }) => id === reclamation.reseauId)?.nom ?? ''
      }
    })
  )
  return rendrePage(
    c,
    <ListeVue c={c} lignes={lignes} closes={closes} plusieurs={reseaux.length > 1} encore={lues.length > PAR_PAGE} />
  )
}

/** The complaint of this address, if its réseau is this person's to instruct; otherwise what to answer. */
async function ouvrir(c: Contexte): Promise<Ouverte | Response> {
  const { db, now, acteur } = c.var
  const id = lireUuid(c.req.param('id'))
  const reclamation = id && (await findReclamation(db, id))
  // Before the address has answered, nobody has complained.
  if (!reclamation || reclamation.situation.etat === 'deposee') return c.notFound()
  if (!c.var.peut(permission, { reseau: reclamation.reseauId })) return pageErreur(c, 403)
  const [lieu, reseau, etapes, contenu] = await Promise.all([
    findLieuActuel(db, reclamation.lieuId),
    findReseau(db, reclamation.reseauId),
    listEtapes(db, reclamation.id),
    reclamation.version_id === null ? undefined : findContenu(db, reclamation.version_id)
  ])
  if (!lieu || !reseau) return c.notFound()
  const gens = await listAttributionsDuLieu(db, lieu.id, now)
  const dossier = (await listDossiersDuLieu(db, lieu.id)).find((un) => un.reseauId === reseau.id)
  const ouvert = dossier && (await completer(c, dossier))
  const actes = ouvert ? (await lireActes(c, ouvert)).actes : []
  return {
    reclamation,
    situation: reclamation.situation,
    lieu,
    reseau,
    etapes,
    point: contenu?.criteres.find((critere) => critere.id === reclamation.critere_id)?.libelle,
    partie: estPartie(acteur.attributions, lieu.id),
    tenu: gens.length > 0,
    dossier: dossier?.id,
    avertissable: actes.includes('avertir')
  }
}

async function showReclamation(c: Contexte) {
  const ouverte = await ouvrir(c)
  return ouverte instanceof Response ? ouverte : rendre(c, ouverte, { saisie: {} })
}

const rendre = (
  c: Contexte,
  ouverte: Ouverte,
  vue: {
    readonly saisie: Readonly<Record<string, string>>
    readonly erreurs?: readonly FauteDeChamp[]
    readonly refus?: string
  }
) =>
  rendrePage(c, <ReclamationVue c={c} ouverte={ouverte} {...vue} />, vue.refus ? 409 : vue.erreurs?.length ? 422 : 200)

type Geste = DemandeSurReclamation['geste']

async function submit(c: Contexte, geste: Geste) {
  const ouverte = await ouvrir(c)
  if (ouverte instanceof Response) return ouverte
  if (ouverte.partie) return pageErreur(c, 403)
  const saisie = await readFormulaire(c)
  const lue = lire(geste, saisie)
  if (!lue.ok) return rendre(c, ouverte, { saisie, erreurs: lue.error })
  const { id } = ouverte.reclamation
  const faite = await instruireReclamation(c.var.db, id, lue.value, c.var)
  if (faite.ok) return c.redirect(`${BUREAU_RECLAMATIONS}/${id}?fait=${geste}`, 303)
  const { raison } = faite.error
  if (raison === 'interdit' || raison === 'partie') return pageErreur(c, 403)
  // Somebody may have been faster: the complaint is read again.
  const apres = await ouvrir(c)
  return apres instanceof Response
    ? apres
    : rendre(c, apres, { saisie, refus: direRefus(faite.error, ouverte.reseau.fuseau) })
}

/** What a form asks for, or what to mend in it. */
function lire(
  geste: Geste,
  saisie: Readonly<Record<string, string>>
): Result<DemandeSurReclamation, readonly FauteDeChamp[]> {
  switch (geste) {
    case 'transmettre': {
      const texte = lireEcrit('faits', saisie.faits)
      return texte.ok ? ok({ geste, texte: texte.value }) : texte
    }
    case 'noter': {
      const texte = lireEcrit('note', saisie.note)
      const genre = saisie.genre === 'reponse' ? 'reponse' : 'constat'
      return texte.ok ? ok({ geste, genre, texte: texte.value }) : texte
    }
    case 'clore': {
      const lue = lireCloture(saisie)
      return lue.ok ? ok({ geste, ...lue.value }) : lue
    }
  }
}

/** Why an act on a complaint is refused, for who instructs it. */
export function direRefus(refus: RefusSurReclamation, zone: string): string {
  switch (refus.raison) {
    case 'pas-confirmee':
    case 'deja-confirmee':
    case 'lien-perime':
    case 'inconnue':
      return 'Cette réclamation n’existe pas, ou ne parle pas de ce lieu.'
    case 'interdit':
      return 'Votre rôle ne le permet plus.'
    case 'partie':
      return 'Vous vous occupez de ce lieu : d’autres que vous instruisent cette réclamation.'
    case 'deja-transmise':
      return 'La réclamation est déjà transmise au lieu.'
    case 'pas-transmise':
      return 'Transmettez d’abord la réclamation au lieu : il doit pouvoir répondre.'
    case 'pas-entendu':
      return `Le lieu n’a pas encore répondu. Attendez sa réponse, ou le ${direJour(refus.jusqua, zone)}.`
    case 'deja-close':
      return `La réclamation est close depuis le ${direJour(refus.le, zone)}.`
    case 'trop-de-reponses':
      return 'Le lieu a déjà répondu plusieurs fois.'
  }
}
