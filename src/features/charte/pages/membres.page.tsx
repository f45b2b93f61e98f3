import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { enFlux } from '../../../platform/http/flux.ts'
import { ecrireCsv } from '../../../platform/lecture/index.ts'
import { Jour } from '../../../platform/ui/composants/date/date.tsx'
import { Pagination } from '../../../platform/ui/composants/pagination/pagination.tsx'
import { Tableau } from '../../../platform/ui/composants/tableau/tableau.tsx'
import { Page, rendrePage } from '../../../platform/ui/page.tsx'
import { adresseFiche } from '../../annuaire/index.ts'
import { findReseau, type Reseau } from '../../reseaux/index.ts'
import { listerMembres, type Membre } from '../actions/adhesion/lister-membres.ts'

const permission = 'adhesion:lire'

/** Who has joined a réseau: a page, and the whole list as a file. */
export const routesMembres: readonly Route[] = [
  { methode: 'get', chemin: '/reseaux/:slug/membres', permission, traiter: showMembres },
  { methode: 'get', chemin: '/reseaux/:slug/membres.csv', permission, traiter: sendMembres }
]

const PAR_PAGE = 100

async function findReseauOuvert(c: Contexte): Promise<Reseau | undefined> {
  const reseau = await findReseau(c.var.db, c.req.param('slug') ?? '')
  return reseau?.ouvert_le ? reseau : undefined
}

async function showMembres(c: Contexte) {
  const reseau = await findReseauOuvert(c)
  const demandee = c.req.query('apres') ?? '0'
  if (!reseau || !/^\d{1,15}$/.test(demandee)) return c.notFound()
  const apres = Number(demandee)
  const { membres, suivant } = await listerMembres(c.var.db, reseau.id, { apres, limite: PAR_PAGE }, c.var.now)
  const ici = `/reseaux/${reseau.id}/membres`
  const signes = membres.some(({ structure }) => structure !== '')
  return rendrePage(
    c,
    <Page
      cadre={c.var.cadre}
      titre={`Les membres : ${reseau.nom}`}
      description={`Les lieux membres du réseau ${reseau.nom}, et depuis quand.`}
      menuActif='/reseaux'
      horsMoteurs={apres > 0}
      fil={[
        { href: '/', libelle: 'Accueil' },
        { href: '/reseaux', libelle: 'Les réseaux' },
        { href: `/reseaux/${reseau.id}`, libelle: reseau.nom },
        { libelle: 'Les membres' }
      ]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Les membres</h1>
          <p class='lead'>Les lieux qui ont signé la charte, ou qui sont membres de droit.</p>
        </div>
        <Tableau<Membre>
          legende={<span class='vh'>Les lieux membres, avec la date de leur adhésion</span>}
          vide='Aucun lieu n’est membre pour l’instant.'
          lignes={membres}
          colonnes={[
            {
              titre: 'Lieu',
              cellule: ({ lieuId, nom, adressePage }) => (
                <a href={adresseFiche({ id: lieuId, adresse_page: adressePage })}>{nom}</a>
              )
            },
            ...(signes ? [{ titre: 'Structure', cellule: ({ structure }: Membre) => structure || '—' }] : []),
            { titre: 'Membre depuis', cellule: ({ depuis }) => <Jour date={depuis} fuseau={reseau.fuseau} court /> },
            {
              titre: 'Comment',
              cellule: ({ origine }) => (origine === 'droit' ? 'Membre de droit' : 'A signé la charte')
            }
          ]}
        />
        <Pagination
          phrase={`${PAR_PAGE} lieux par page`}
          titre='Pages de membres'
          {...(suivant && { suivant: { href: `${ici}?apres=${suivant}`, libelle: 'Les suivants' } })}
          {...(apres > 0 && { debut: { href: ici, libelle: 'Revenir au début' } })}
        />
        {membres.length > 0 && (
          <p>
            <a href={`${ici}.csv`} rel='nofollow'>
              Télécharger toute la liste (CSV)
            </a>
          </p>
        )}
      </div>
    </Page>
  )
}

const COLONNES = ['lieu', 'nom', 'structure', 'origine', 'membre_depuis', 'jusqu_au', 'version', 'page'] as const

async function sendMembres(c: Contexte): Promise<Response> {
  const reseau = await findReseauOuvert(c)
  if (!reseau) return c.notFound()
  const flux = enFlux(ecrireCsv(COLONNES, readTous(c, reseau.id), { bom: true }), (panne) => {
    if (panne) c.var.journaux.error({ err: panne, route: c.req.routePath }, 'export interrompu')
  })
  return c.body(flux, 200, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="membres-${reseau.id}.csv"`,
    'x-robots-tag': 'noindex, nofollow'
  })
}

async function* readTous({ var: { db, now } }: Contexte, reseauId: string) {
  let apres: number | undefined = 0
  while (apres !== undefined) {
    const page: Awaited<ReturnType<typeof listerMembres>> = await listerMembres(
      db,
      reseauId,
      { apres, limite: 1_000 },
      now
    )
    for (const { lieuId, nom, structure, origine, depuis, fin, version, adressePage } of page.membres)
      yield {
        lieu: lieuId,
        nom,
        structure,
        origine,
        membre_depuis: depuis.toISOString(),
        jusqu_au: fin?.toISOString(),
        version,
        page: adresseFiche({ id: lieuId, adresse_page: adressePage })
      }
    apres = page.suivant
  }
}
