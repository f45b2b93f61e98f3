import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { orienterPersonne, orienterVers, trouverAutour } from '../actions/orienter.ts'
import { adresseFiche } from '../domain/fiche.ts'
import { ouvertureEnMots } from '../domain/horaires/en-clair-ouverture.ts'
import {
  type Faute,
  lireNote,
  lireSaisie,
  nettoyerSaisie,
  SAISIE_VIDE,
  type Saisie
} from '../domain/orientation-saisie.ts'
import { SERVICES } from '../domain/schema.ts'
import type { LieuDeListe } from '../store/index.store.ts'
import { CHEMIN_AUTOUR, CHEMIN_FICHE, CHEMIN_ORIENTER, DemandeVue, ResultatsVue } from './vues/orienter.vue.tsx'
import { AutourVue, LieuInconnuVue } from './vues/orienter-autour.vue.tsx'
import { FicheOrientationVue } from './vues/orienter-fiche.vue.tsx'

const permission = 'lieux:lire'

/** The request travels by POST from page to page; nothing of it is written, nor left in an address. */
export const routesOrienter: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN_ORIENTER, permission, traiter: (c) => renderDemande(c, SAISIE_VIDE) },
  { methode: 'post', chemin: CHEMIN_ORIENTER, permission, traiter: submitDemande },
  // The slip exists only as an answer: its address alone leads to the form.
  { methode: 'get', chemin: CHEMIN_FICHE, permission, traiter: (c) => c.redirect(CHEMIN_ORIENTER, 303) },
  { methode: 'post', chemin: CHEMIN_FICHE, permission, traiter: showFiche },
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

async function showFiche(c: Contexte) {
  const champs = await readChamps(c)
  const saisie = nettoyerSaisie(champs)
  const lue = lireSaisie(saisie, c.var.now)
  if (!lue.ok) return renderDemande(c, saisie, lue.error)
  const id = lireNumero(champs.lieu?.at(-1))
  const vers = id === undefined ? undefined : await orienterVers(c.var.db, lue.value, id)
  if (vers && !vers.ok) return renderDemande(c, saisie, [vers.error])
  keepNothing(c)
  if (!vers?.value) return rendrePage(c, <LieuInconnuVue cadre={c.var.cadre} />, 404)
  const note = lireNote('note', champs.note?.at(-1))
  const envoyeur = lireNote('envoyeur', champs.envoyeur?.at(-1))
  const erreurs = [note, envoyeur].flatMap(({ faute }) => faute ?? [])
  return rendrePage(
    c,
    <FicheOrientationVue
      cadre={c.var.cadre}
      saisie={saisie}
      proposition={vers.value}
      note={note.texte}
      envoyeur={envoyeur.texte}
      erreurs={erreurs}
      adressePublique={`${c.var.config.URL_PUBLIQUE || new URL(c.req.url).origin}/lieux/${vers.value.lieu.id}`}
      now={c.var.now}
    />,
    erreurs.length > 0 ? 422 : 200
  )
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

/** Every value of every field: needs are several. A body that is no form is an empty one. */
async function readChamps(c: Contexte): Promise<Readonly<Record<string, readonly string[]>>> {
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
