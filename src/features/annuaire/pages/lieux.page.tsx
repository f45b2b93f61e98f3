import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { obtenirGeographie } from '../../territoires/index.ts'
import { chercherLieux } from '../actions/chercher-lieux.ts'
import { adresseFiche } from '../domain/fiche.ts'
import { SERVICES } from '../domain/schema.ts'
import { countParDepartement, type LieuPublic } from '../store/lieu.store.ts'
import { nomsDesSources } from '../store/source.store.ts'
import { type CarteLieu, ListeVue } from './vues/liste.vue.tsx'
import { adresseListe, type RechercheLieux } from './vues/recherche-lieux.ts'

export const routesLieux: readonly Route[] = [
  { methode: 'get', chemin: '/lieux', permission: 'lieux:lire', traiter: showListe }
]

const PAR_PAGE = 20

async function showListe(c: Contexte) {
  const { db, cadre } = c.var
  const recherche = readRecherche(c)
  const apres = Number(/^\d{1,15}$/.test(c.req.query('curseur') ?? '') ? c.req.query('curseur') : 0)
  const [noms, geo, parDepartement] = await Promise.all([
    nomsDesSources(db),
    obtenirGeographie(db),
    countParDepartement(db)
  ])
  const demande = {
    q: recherche.q,
    departement: recherche.departement,
    services: recherche.services,
    sources: recherche.source ? [recherche.source] : []
  }
  let page = await chercherLieux(db, { ...demande, commune: recherche.commune }, { apres, limite: PAR_PAGE })
  // A place nobody knows: the search goes on without it, and says so beside the field.
  const inconnue = page.communes?.length === 0
  if (inconnue) page = await chercherLieux(db, demande, { apres, limite: PAR_PAGE })
  const [commune] = page.communes ?? []

  const suite = (curseur: number) => {
    const adresse = adresseListe(recherche)
    return `${adresse}${adresse.includes('?') ? '&' : '?'}curseur=${curseur}`
  }
  return rendrePage(
    c,
    <ListeVue
      cadre={cadre}
      recherche={recherche}
      communeTrouvee={commune?.nom}
      erreurCommune={
        inconnue
          ? `Nous ne connaissons pas « ${recherche.commune} ». Vérifiez l’orthographe, ou essayez le code postal.`
          : undefined
      }
      total={page.total}
      lieux={page.lieux.map(toCarte)}
      departements={[...parDepartement.keys()]
        .sort()
        .map((code) => ({ valeur: code, libelle: `${code} – ${geo.departement(code)?.nom ?? 'territoire inconnu'}` }))}
      sources={[...noms].map(([id, nom]) => ({ valeur: id, libelle: nom }))}
      suivants={page.suivant === undefined ? undefined : suite(page.suivant)}
      debut={apres > 0 ? adresseListe(recherche) : undefined}
      exports={{ csv: adresseListe(recherche, '/lieux.csv'), geojson: adresseListe(recherche, '/lieux.geojson') }}
    />
  )
}

// A filter the page does not offer is dropped rather than refused: addresses are typed, cut and shared by people.
function readRecherche(c: Contexte): RechercheLieux {
  const texte = (nom: string) => c.req.query(nom)?.replaceAll('\u0000', ' ').trim().slice(0, 200) || undefined
  const services = (c.req.queries('services') ?? []).filter((s) => (SERVICES as readonly string[]).includes(s))
  return {
    q: texte('q'),
    commune: texte('commune'),
    departement: texte('departement'),
    source: texte('source'),
    services
  }
}

function toCarte(lieu: LieuPublic): CarteLieu {
  const v = lieu.publiees
  return {
    href: adresseFiche(lieu),
    nom: lieu.nom,
    commune: v.commune,
    codePostal: v.code_postal,
    adresse: v.adresse,
    services: v.services ?? [],
    telephone: v.telephone,
    prix: v.frais_a_charge?.join(', '),
    itinerant: v.itinerance?.includes('Itinérant'),
    misAJourLe: v.date_maj,
    fictif: lieu.fictif
  }
}
