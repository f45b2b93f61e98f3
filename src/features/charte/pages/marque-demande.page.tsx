import { jourDe } from '../../../kernel/dates-legales.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire, sansNul } from '../../../platform/http/formulaire.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { listReseaux } from '../../reseaux/index.ts'
import { demanderMarque, repondreMarque } from '../actions/marque/demander.ts'
import { type Faute, lireDemande, lireReponse } from '../domain/marque/demande.ts'
import { versionEnVigueur } from '../domain/version.ts'
import { listChartes } from '../store/charte.store.ts'
import { type DemandeDeMarque, findDemande, listDemandes, listDemandesDe } from '../store/marque-demande.store.ts'
import { lireUuid, reseauxSuivis } from './vues/bureau.tsx'
import { DemanderVue, ListeVue, ReponseVue } from './vues/marque-demande.vue.tsx'

const demander = 'marque:demander'
const instruire = 'adhesion:instruire'
const BUREAU_MARQUE = '/bureau/marque'

/** Another use of the Mark: asked for by anyone who has an account, answered in writing by the secrétariat (MAR-03). */
export const routesDemandesDeMarque: readonly Route[] = [
  { methode: 'get', chemin: '/marque/demander', permission: demander, traiter: showDemander },
  { methode: 'post', chemin: '/marque/demander', permission: demander, traiter: submitDemande },
  { methode: 'get', chemin: BUREAU_MARQUE, permission: instruire, traiter: showListe },
  { methode: 'get', chemin: `${BUREAU_MARQUE}/:id`, permission: instruire, traiter: showDemande },
  { methode: 'post', chemin: `${BUREAU_MARQUE}/:id`, permission: instruire, traiter: submitReponse }
]

type Saisie = Readonly<Record<string, string>>

/** The réseaux that have a Mark: open, with a charter in force. */
export async function listReseauxAMarque(c: Contexte) {
  const { db, now } = c.var
  const [reseaux, chartes] = await Promise.all([listReseaux(db), listChartes(db)])
  const avecCharte = new Set(
    chartes.filter(({ versions }) => versionEnVigueur(versions, now)).map(({ reseau_id }) => reseau_id)
  )
  return reseaux.filter(({ id, ouvert_le }) => ouvert_le && avecCharte.has(id))
}

function showDemander(c: Contexte) {
  return renderDemander(c, { saisie: { reseau: sansNul(c.req.query('reseau') ?? '').slice(0, 80) } })
}

async function renderDemander(
  c: Contexte,
  vue: { readonly saisie: Saisie; readonly erreurs?: readonly Faute[]; readonly jusqua?: Date }
) {
  const compteId = c.var.acteur.compte?.id
  const [reseaux, siennes] = await Promise.all([
    listReseauxAMarque(c),
    compteId ? listDemandesDe(c.var.db, compteId) : []
  ])
  return rendrePage(
    c,
    <DemanderVue
      cadre={c.var.cadre}
      reseaux={reseaux}
      siennes={siennes}
      fait={c.req.query('fait') === 'envoyee'}
      {...vue}
    />,
    vue.jusqua ? 429 : vue.erreurs?.length ? 422 : 200
  )
}

async function submitDemande(c: Contexte) {
  const saisie = await readFormulaire(c)
  const reseaux = await listReseauxAMarque(c)
  const fuseau = reseaux.find(({ id }) => id === saisie.reseau)?.fuseau ?? 'Europe/Paris'
  const lue = lireDemande(
    saisie,
    reseaux.map(({ id }) => id),
    jourDe(c.var.now, fuseau)
  )
  if (!lue.ok) return renderDemander(c, { saisie, erreurs: lue.error })
  const faite = await demanderMarque(c.var.db, lue.value, c.var)
  if (faite.ok) return c.redirect('/marque/demander?fait=envoyee', 303)
  return faite.error.raison === 'interdit'
    ? pageErreur(c, 403)
    : renderDemander(c, { saisie, jusqua: faite.error.jusqua })
}

/** Lines of the register on one page: requests are few. */
const MONTREES = 200

async function showListe(c: Contexte) {
  const reseaux = await reseauxSuivis(c, instruire)
  const demandes = await listDemandes(
    c.var.db,
    reseaux.map(({ id }) => id),
    MONTREES
  )
  return rendrePage(c, <ListeVue c={c} reseaux={reseaux} demandes={demandes} fait={c.req.query('fait')} />)
}

/** The request of this address, if its réseau is this person's to answer for. */
async function ouvrir(c: Contexte): Promise<DemandeDeMarque | Response> {
  const id = lireUuid(c.req.param('id'))
  const demande = id && (await findDemande(c.var.db, id))
  if (!demande) return c.notFound()
  return c.var.peut(instruire, { reseau: demande.reseau_id }) ? demande : pageErreur(c, 403)
}

async function showDemande(c: Contexte) {
  const demande = await ouvrir(c)
  return demande instanceof Response ? demande : renderReponse(c, demande, { saisie: {} })
}

const renderReponse = (
  c: Contexte,
  demande: DemandeDeMarque,
  vue: { readonly saisie: Saisie; readonly erreurs?: readonly Faute[]; readonly deja?: boolean }
) => rendrePage(c, <ReponseVue c={c} demande={demande} {...vue} />, vue.deja ? 409 : vue.erreurs?.length ? 422 : 200)

async function submitReponse(c: Contexte) {
  const demande = await ouvrir(c)
  if (demande instanceof Response) return demande
  const saisie = await readFormulaire(c)
  const lue = lireReponse(saisie)
  if (!lue.ok) return renderReponse(c, demande, { saisie, erreurs: lue.error })
  const faite = await repondreMarque(c.var.db, demande.id, lue.value, c.var)
  if (faite.ok) return c.redirect(`${BUREAU_MARQUE}?fait=repondue`, 303)
  switch (faite.error) {
    case 'inconnue':
      return c.notFound()
    case 'interdit':
      return pageErreur(c, 403)
    case 'deja': {
      const relue = await findDemande(c.var.db, demande.id)
      return relue ? renderReponse(c, relue, { saisie, deja: true }) : c.notFound()
    }
  }
}
