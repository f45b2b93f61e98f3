import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { enFlux } from '../../../platform/http/flux.ts'
import { ecrireCsv } from '../../../platform/lecture/index.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { adresseFiche, compterAttentes } from '../../annuaire/index.ts'
import { listReseaux, type Reseau } from '../../reseaux/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { findSecteur, listSecteurs, regarder } from '../actions/poles-secteurs.ts'
import { compterHabitants } from '../domain/pole-habitants.ts'
import { type PublicDuMessage, parsePublic } from '../domain/pole-message.ts'
import type { Secteur } from '../domain/pole-secteur.ts'
import { countSecteur, listCandidatsPressants, listLieuxDuSecteur } from '../store/pole.store.ts'
import { ChoixDuSecteurVue, LieuxDuSecteurVue, PILOTAGE, PilotageVue } from './vues/poles-pilotage.vue.tsx'

const permission = 'territoire:piloter'

/** The dashboard of a territory (POL-08), for who holds it today. */
export const routesPilotage: readonly Route[] = [
  { methode: 'get', chemin: PILOTAGE, permission, traiter: showChoix },
  { methode: 'get', chemin: `${PILOTAGE}/:secteur`, permission, traiter: showSecteur },
  { methode: 'get', chemin: `${PILOTAGE}/:secteur/lieux`, permission, traiter: showLieux },
  { methode: 'get', chemin: `${PILOTAGE}/:secteur/lieux.csv`, permission, traiter: sendLieux }
]

/** The territory of the address, if this person holds it: of any other one, not even that it exists is said. */
export const secteurDe = (c: Contexte): Promise<Secteur | undefined> =>
  findSecteur(c.var.db, c.var.acteur, c.req.param('secteur') ?? '', c.var.now)

async function showChoix(c: Contexte) {
  const secteurs = await listSecteurs(c.var.db, c.var.acteur, c.var.now)
  const [seul, autre] = secteurs
  if (seul && !autre) return c.redirect(`${PILOTAGE}/${seul.cle}`, 303)
  return rendrePage(c, <ChoixDuSecteurVue cadre={c.var.cadre} secteurs={secteurs} />)
}

/** Lines shown on the dashboard itself: what presses most. */
const PRESSANTS = 10

async function showSecteur(c: Contexte) {
  const { db, now, acteur } = c.var
  const secteur = await secteurDe(c)
  if (!secteur) return c.notFound()
  const regard = await regarder(db, secteur, now)
  const [comptes, candidats, endormis, attentes, tous, geo] = await Promise.all([
    countSecteur(db, regard),
    listCandidatsPressants(db, regard, PRESSANTS),
    listLieuxDuSecteur(db, regard, { cible: 'endormis', apres: 0, limite: PRESSANTS }),
    compterAttentes(db, secteur.champ),
    listSecteurs(db, acteur, now),
    obtenirGeographie(db)
  ])
  return rendrePage(
    c,
    <PilotageVue
      cadre={c.var.cadre}
      secteur={secteur}
      autres={tous.length > 1}
      comptes={comptes}
      habitants={compterHabitants(geo.communes, secteur.champ)}
      candidats={candidats}
      endormis={endormis}
      attentes={attentes}
    />
  )
}

const PAR_PAGE = 50

interface ListeDemandee {
  readonly cible: PublicDuMessage
  readonly reseau: string | undefined
  readonly reseaux: readonly Reseau[]
}

/** What a list is asked for. Undefined: something that no page offers. */
async function lireListe(c: Contexte): Promise<ListeDemandee | undefined> {
  const cible = parsePublic(c.req.query('quels') ?? 'tous')
  const reseau = c.req.query('reseau')
  const reseaux = await listReseaux(c.var.db)
  return cible && (reseau === undefined || reseaux.some(({ id }) => id === reseau))
    ? { cible, reseau, reseaux }
    : undefined
}

async function showLieux(c: Contexte) {
  const { db, now } = c.var
  const secteur = await secteurDe(c)
  const liste = await lireListe(c)
  const apres = c.req.query('apres') ?? '0'
  if (!secteur || !liste || !/^\d{1,15}$/.test(apres)) return c.notFound()
  const { cible, reseau, reseaux } = liste
  const lieux = await listLieuxDuSecteur(db, await regarder(db, secteur, now), {
    cible,
    reseau,
    apres: Number(apres),
    limite: PAR_PAGE + 1
  })
  const page = lieux.slice(0, PAR_PAGE)
  return rendrePage(
    c,
    <LieuxDuSecteurVue
      cadre={c.var.cadre}
      secteur={secteur}
      cible={cible}
      reseau={reseau}
      nomReseau={(id) => reseaux.find((un) => un.id === id)?.nom ?? id}
      lieux={page}
      suivant={lieux.length > PAR_PAGE ? page.at(-1)?.id : undefined}
      debut={apres !== '0'}
    />
  )
}

const COLONNES = [
  'lieu',
  'nom',
  'commune',
  'membre_de',
  'candidat',
  'jours_restants',
  'dernier_signe',
  'fiche_endormie',
  'page'
] as const

async function sendLieux(c: Contexte): Promise<Response> {
  const secteur = await secteurDe(c)
  const liste = await lireListe(c)
  if (!secteur || !liste) return c.notFound()
  const flux = enFlux(ecrireCsv(COLONNES, readTous(c, secteur, liste), { bom: true }), (panne) => {
    if (panne) c.var.journaux.error({ err: panne, route: c.req.routePath }, 'export interrompu')
  })
  return c.body(flux, 200, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="lieux-${secteur.cle.replaceAll('.', '-')}-${liste.cible}.csv"`,
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow'
  })
}

const LOT = 2_000

async function* readTous({ var: { db, now } }: Contexte, secteur: Secteur, { cible, reseau }: ListeDemandee) {
  const regard = await regarder(db, secteur, now)
  let apres = 0
  for (;;) {
    const lieux = await listLieuxDuSecteur(db, regard, { cible, reseau, apres, limite: LOT })
    for (const lieu of lieux)
      yield {
        lieu: lieu.id,
        nom: lieu.nom,
        commune: lieu.commune,
        membre_de: lieu.reseaux.join(' '),
        candidat: lieu.candidat ? 'oui' : 'non',
        jours_restants: lieu.jours,
        dernier_signe: lieu.signe.toISOString(),
        fiche_endormie: lieu.dort ? 'oui' : 'non',
        page: adresseFiche(lieu)
      }
    apres = lieux.at(-1)?.id ?? apres
    if (lieux.length < LOT) return
  }
}
