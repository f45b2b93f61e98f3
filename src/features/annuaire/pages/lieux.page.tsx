import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { fuseauDuDepartement, obtenirGeographie } from '../../territoires/index.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import { chercherLieux } from '../actions/chercher-lieux.ts'
import { lireFiche } from '../actions/lire-fiche.ts'
import { type Origine, REGLES_FUSION } from '../domain/fusion.ts'
import { NOMS_CHAMPS, SERVICES } from '../domain/schema.ts'
import { sameValueKey } from '../domain/fusion.ts'
import { countParDepartement, findLieu, type LieuPublic } from '../store/lieu.store.ts'
import { nomsDesSources } from '../store/source.store.ts'
import { type CarteLieu, ListeVue } from './vues/liste.vue.tsx'
import { FicheVue, type Provenance } from './vues/fiche.vue.tsx'
import type { Valeur } from './vues/mots.ts'
import { adresseListe, type RechercheLieux } from './vues/recherche-lieux.ts'

export const routesLieux: readonly Route[] = [
  { methode: 'get', chemin: '/lieux', permission: 'lieux:lire', traiter: showListe },
  { methode: 'get', chemin: '/lieux/:adresse', permission: 'lieux:lire', traiter: showFiche }
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

export function adresseFiche({ id, adresse_page }: Pick<LieuPublic, 'id' | 'adresse_page'>): string {
  return `/lieux/${id}-${adresse_page}`
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

async function showFiche(c: Contexte) {
  const { db, cadre, now, config } = c.var
  const [, numero] = /^(\d{1,15})(?:-|$)/.exec(c.req.param('adresse') ?? '') ?? []
  if (!numero) return c.notFound()
  const lieu = await findLieu(db, Number(numero))
  if (!lieu) return c.notFound()
  if (lieu.remplace_par !== null) {
    const suivant = await findLieu(db, lieu.remplace_par)
    return suivant ? moveTo(c, adresseFiche(suivant)) : c.notFound()
  }
  // The number is the address; the words after it follow the name, which may change.
  if (c.req.param('adresse') !== `${lieu.id}-${lieu.adresse_page}`) return moveTo(c, adresseFiche(lieu))

  const { records, masques, noms, approximation } = await lireFiche(db, lieu)
  const fuseau = fuseauDuDepartement(lieu.departement)
  const provenances: Provenance[] = NOMS_CHAMPS.flatMap((champ) => {
    const de = lieu.provenance[champ]
    const valeur = lieu.publiees[champ] as Valeur | undefined
    if (!de || valeur === undefined) return []
    const source = ({ source: id }: Pick<Origine, 'source'>) => ({ id, nom: noms.get(id) ?? id })
    return [
      {
        champ,
        valeur,
        source: source(de),
        date: de.date,
        regle: REGLES_FUSION[de.regle],
        autres: records
          .filter(
            ({ source: s, cle, publiees }) =>
              !(s === de.source && cle === de.cle) && differs(champ, publiees[champ], valeur)
          )
          .map((r) => ({ valeur: r.publiees[champ] as Valeur, source: source(r), date: r.date }))
      }
    ]
  })
  return rendrePage(
    c,
    <FicheVue
      cadre={cadre}
      adressePublique={`${config.URL_PUBLIQUE || new URL(c.req.url).origin}/lieux/${lieu.id}`}
      maintenant={momentLocal(now, fuseau)}
      histoire={`${adresseFiche(lieu)}/histoire`}
      signaler={`${adresseFiche(lieu)}/signaler`}
      lieu={{
        nom: lieu.nom,
        valeurs: lieu.publiees,
        provenances,
        sources: sourcesDuLieu(records, noms),
        contactsMasques: masques,
        positionApproximative: approximation,
        misAJourLe: lieu.publiees.date_maj,
        fictif: lieu.fictif
      }}
    />,
    // No source vouches for it any more: its last fiche stays readable, and search engines forget it.
    lieu.retire_le ? 410 : 200
  )
}

/** Moved, for now: a name comes back, a merge is undone. A browser that kept a 301 for ever would go round in circles. */
function moveTo(c: Contexte, adresse: string): Response {
  c.header('cache-control', 'no-cache')
  return c.redirect(adresse, 301)
}

function differs(champ: (typeof NOMS_CHAMPS)[number], autre: unknown, affichee: Valeur): boolean {
  if (autre === undefined || Array.isArray(autre)) return false
  return sameValueKey(champ, autre as string | number) !== sameValueKey(champ, affichee as string | number)
}

function sourcesDuLieu(
  records: readonly { source: string; disparuLe: string | undefined }[],
  noms: ReadonlyMap<string, string>
) {
  const parSource = new Map<string, string | undefined>()
  for (const { source, disparuLe } of records) {
    // One record still there is enough for the source to vouch for the lieu.
    if (!parSource.has(source) || disparuLe === undefined) parSource.set(source, disparuLe)
  }
  return [...parSource].map(([id, disparuLe]) => ({ nom: noms.get(id) ?? id, href: `/sources/${id}`, disparuLe }))
}

function momentLocal(now: Date, fuseau: string) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: fuseau,
      weekday: 'short',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23'
    })
      .formatToParts(now)
      .map(({ type, value }) => [type, value])
  )
  return {
    jour: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday ?? 'Mon'),
    minutes: Number(parts.hour) * 60 + Number(parts.minute),
    date: jourCivil(now, fuseau)
  }
}
