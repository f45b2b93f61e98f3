import { randomUUID } from 'node:crypto'
import { parseCourriel } from '../../../kernel/courriel.ts'
import { sansControles } from '../../../kernel/texte.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { instantEnMots } from '../../../platform/ui/composants/date/date.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { expediteurDe } from '../../comptes/index.ts'
import { fuseauDuDepartement } from '../../territoires/index.ts'
import { envoyerFiche } from '../actions/envoyer-fiche.ts'
import { orienterPersonne, orienterVers, trouverAutour } from '../actions/orienter.ts'
import { adresseFiche } from '../domain/fiche.ts'
import { ouvertureEnMots } from '../domain/horaires/en-clair-ouverture.ts'
import type { Proposition } from '../domain/orientation.ts'
import type { OrientationEcrite } from '../domain/orientation-ecrite.ts'
import {
  contientLien,
  type Faute,
  lireNote,
  lireSaisie,
  nettoyerSaisie,
  SAISIE_VIDE,
  type Saisie
} from '../domain/orientation-saisie.ts'
import { SERVICES } from '../domain/schema.ts'
import type { LieuDeListe } from '../store/index.store.ts'
import { ecrireOrientation } from './vues/orientation-ecrite.ts'
import {
  CHEMIN_AUTOUR,
  CHEMIN_ENVOI,
  CHEMIN_FICHE,
  CHEMIN_ORIENTER,
  DemandeVue,
  ResultatsVue
} from './vues/orienter.vue.tsx'
import { AutourVue, LieuInconnuVue } from './vues/orienter-autour.vue.tsx'
import { type EnvoiParCourriel, FicheOrientationVue } from './vues/orienter-fiche.vue.tsx'

const permission = 'lieux:lire'

/** The request travels by POST from page to page; nothing of it is written, nor left in an address. */
export const routesOrienter: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN_ORIENTER, permission, traiter: (c) => renderDemande(c, SAISIE_VIDE) },
  { methode: 'post', chemin: CHEMIN_ORIENTER, permission, traiter: submitDemande },
  // The slip exists only as an answer: its address alone leads to the form.
  { methode: 'get', chemin: CHEMIN_FICHE, permission, traiter: (c) => c.redirect(CHEMIN_ORIENTER, 303) },
  { methode: 'post', chemin: CHEMIN_FICHE, permission, traiter: showFiche },
  { methode: 'get', chemin: CHEMIN_ENVOI, permission, traiter: (c) => c.redirect(CHEMIN_ORIENTER, 303) },
  { methode: 'post', chemin: CHEMIN_ENVOI, permission, traiter: submitEnvoi },
  { methode: 'get', chemin: CHEMIN_AUTOUR, permission, traiter: showAutour }
]

function renderDemande(c: Contexte, saisie: Saisie, erreurs: readonly Faute[] = []) {
  keepNothing(c)
  return rendrePage(
    c,
    <DemandeVue cadre={c.var.cadre} saisie={saisie} erreurs={erreurs} />,
    erreurs.length > 0 ? 422 : 200
  )
}

// Shared computers: the next person presses « back » and finds nothing.
const keepNothing = (c: Contexte) => c.header('cache-control', 'no-store')

async function submitDemande(c: Contexte) {
  const champs = await readChamps(c)
  const saisie = nettoyerSaisie(champs)
  if (champs.modifier) return renderDemande(c, saisie)
  const lue = lireSaisie(saisie, c.var.now)
  if (!lue.ok) return renderDemande(c, saisie, lue.error)
  const orientee = await orienterPersonne(c.var.db, lue.value)
  if (!orientee.ok) return renderDemande(c, saisie, [orientee.error])
  keepNothing(c)
  return rendrePage(
    c,
    <ResultatsVue
      cadre={c.var.cadre}
      saisie={saisie}
      orientee={orientee.value}
      lieux={orientee.value.propositions.map((proposition) => ({ proposition, ...enVue(c, proposition.lieu) }))}
    />
  )
}

const enVue = (c: Contexte, lieu: LieuDeListe) => ({
  href: adresseFiche(lieu),
  ouverture: ouvertureEnMots(lieu.publiees.horaires, lieu.departement, c.var.now)
})

interface FicheLue {
  readonly saisie: Saisie
  readonly proposition: Proposition<LieuDeListe>
  readonly note: string
  readonly envoyeur: string
  readonly fautes: readonly Faute[]
  readonly fiche: OrientationEcrite
  readonly champs: Champs
}

/** The slip that a form asks for, or what answers instead. */
async function readFiche(c: Contexte): Promise<FicheLue | Response> {
  const champs = await readChamps(c)
  const saisie = nettoyerSaisie(champs)
  const lue = lireSaisie(saisie, c.var.now)
  if (!lue.ok) return renderDemande(c, saisie, lue.error)
  const id = lireNumero(champs.lieu?.at(-1))
  const vers = id === undefined ? undefined : await orienterVers(c.var.db, lue.value, id)
  if (vers && !vers.ok) return renderDemande(c, saisie, [vers.error])
  if (!vers?.value) {
    keepNothing(c)
    return rendrePage(c, <LieuInconnuVue cadre={c.var.cadre} />, 404)
  }
  const note = lireNote('note', champs.note?.at(-1))
  const envoyeur = lireNote('envoyeur', champs.envoyeur?.at(-1))
  const fiche = ecrireOrientation(vers.value, {
    note: note.texte,
    envoyeur: envoyeur.texte,
    lien: `${c.var.config.URL_PUBLIQUE || new URL(c.req.url).origin}/lieux/${vers.value.lieu.id}`,
    now: c.var.now
  })
  return {
    saisie,
    proposition: vers.value,
    note: note.texte,
    envoyeur: envoyeur.texte,
    fautes: [note, envoyeur].flatMap(({ faute }) => faute ?? []),
    fiche,
    champs
  }
}

function renderFiche(
  c: Contexte,
  lue: FicheLue,
  {
    fautes = lue.fautes,
    message,
    a = '',
    formulaire = randomUUID(),
    statut = fautes.length > 0 ? 422 : 200
  }: {
    readonly fautes?: readonly Faute[]
    readonly message?: EnvoiParCourriel['message']
    readonly a?: string
    readonly formulaire?: string
    readonly statut?: 200 | 401 | 422 | 429
  } = {}
) {
  keepNothing(c)
  return rendrePage(
    c,
    <FicheOrientationVue
      cadre={c.var.cadre}
      saisie={lue.saisie}
      proposition={lue.proposition}
      fiche={lue.fiche}
      note={lue.note}
      envoyeur={lue.envoyeur}
      erreurs={fautes}
      envoi={{ ouvert: c.var.peut('orientation:envoyer'), a, formulaire, message }}
    />,
    statut
  )
}

async function showFiche(c: Contexte) {
  const lue = await readFiche(c)
  return lue instanceof Response ? lue : renderFiche(c, lue)
}

/** Open to all, so that who is no longer signed in loses nothing: the right is asked here, and again where it is sent. */
async function submitEnvoi(c: Contexte) {
  const lue = await readFiche(c)
  if (lue instanceof Response) return lue
  const a = sansControles(lue.champs.destinataire?.at(-1) ?? '')
    .trim()
    .slice(0, 300)
  const formulaire = (lue.champs.formulaire?.at(-1) ?? '').slice(0, 50)
  const adresse = parseCourriel(a)
  const fautes: Faute[] = [
    ...lue.fautes,
    ...(['note', 'envoyeur'] as const).flatMap((champ) =>
      contientLien(lue[champ]) ? [{ champ, message: SANS_LIEN }] : []
    ),
    ...(adresse
      ? []
      : [{ champ: 'destinataire', message: 'Cette adresse n’est pas complète. Exemple : prenom@exemple.fr.' }])
  ]
  if (!c.var.peut('orientation:envoyer')) return renderFiche(c, lue, { message: SANS_COMPTE, statut: 401 })
  if (!adresse || fautes.length > 0) return renderFiche(c, lue, { fautes, a, formulaire })
  const { reseau, site } = expediteurDe(c)
  const fiche = { ...lue.fiche, lien: `${site}/lieux/${lue.proposition.lieu.id}` }
  const envoi = { a: adresse, fiche, formulaire: formulaire || randomUUID(), reseau }
  const envoyee = await envoyerFiche(c.var.db, envoi, c.var)
  if (envoyee.ok) return renderFiche(c, lue, { message: sayEnvoyee(c, adresse) })
  return envoyee.error.raison === 'sans-compte'
    ? renderFiche(c, lue, { message: SANS_COMPTE, statut: 401 })
    : renderFiche(c, lue, { message: sayAttente(lue, envoyee.error.jusqua), a, formulaire, statut: 429 })
}

const SANS_LIEN =
  'Par courriel, ce texte ne peut pas donner l’adresse d’un site : une boîte la prendrait pour un piège. Retirez-la, ou imprimez la fiche.'
const SANS_COMPTE = {
  ton: 'danger',
  titre: 'La fiche n’est pas envoyée',
  texte: 'Il faut être connecté avec un compte. Votre fiche est toujours là, plus bas.'
} as const

function sayEnvoyee(c: Contexte, adresse: string) {
  const suite = c.var.config.SMTP_URL
    ? 'L’adresse et le texte sont effacés dès que le message est parti. Si sa boîte le refuse pendant une demi-heure, nous l’effaçons aussi.'
    : 'Aucun serveur d’envoi n’est réglé : le message se lit une heure dans les courriels de développement, puis il s’efface.'
  return { ton: 'succes', titre: 'La fiche part par courriel', texte: `Elle va à ${adresse}. ${suite}` } as const
}

function sayAttente({ proposition }: FicheLue, jusqua: Date) {
  const quand = instantEnMots(
    new Date(Math.ceil(jusqua.getTime() / 60_000) * 60_000),
    fuseauDuDepartement(proposition.lieu.departement)
  )
  return {
    ton: 'danger',
    titre: 'La fiche n’est pas envoyée',
    texte: `Beaucoup de fiches sont parties de ce compte, ou vers cette adresse. Réessayez après le ${quand}. En attendant, imprimez-la.`
  } as const
}

async function showAutour(c: Contexte) {
  const demande = c.req.query('service')
  const service = SERVICES.find((connu) => connu === demande)
  const id = lireNumero(c.req.query('lieu'))
  const autour = id === undefined ? undefined : await trouverAutour(c.var.db, id, service)
  if (!autour) return rendrePage(c, <LieuInconnuVue cadre={c.var.cadre} />, 404)
  const { lieu, leFait, autres } = autour
  const inconnu = demande && !service ? demande.slice(0, 80) : undefined
  return rendrePage(
    c,
    <AutourVue
      cadre={c.var.cadre}
      id={lieu.id}
      lieu={{ href: adresseFiche(lieu), libelle: lieu.nom }}
      service={service}
      inconnu={inconnu}
      leFait={leFait}
      situe={lieu.latitude !== null && lieu.longitude !== null}
      autres={autres.map(({ lieu: autre, distance }) => ({ lieu: autre, distance, ...enVue(c, autre) }))}
    />,
    inconnu === undefined ? 200 : 400
  )
}

const lireNumero = (texte: string | undefined) => (/^\d{1,15}$/.test(texte ?? '') ? Number(texte) : undefined)

type Champs = Readonly<Record<string, readonly string[]>>

/** Every value of every field: needs are several. A body that is no form is an empty one. */
async function readChamps(c: Contexte): Promise<Champs> {
  try {
    const corps = await c.req.parseBody({ all: true })
    return Object.fromEntries(
      Object.entries(corps).map(([nom, valeurs]) => [
        nom,
        [valeurs].flat().filter((valeur) => typeof valeur === 'string')
      ])
    )
  } catch {
    return {}
  }
}
