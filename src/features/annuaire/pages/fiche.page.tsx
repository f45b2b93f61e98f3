import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { fuseauDuDepartement } from '../../territoires/index.ts'
import { lireFiche } from '../actions/lire-fiche.ts'
import { adresseFiche } from '../domain/fiche.ts'
import { type Origine, REGLES_FUSION, sameValueKey } from '../domain/fusion.ts'
import { momentLocal } from '../domain/horaires/moment.ts'
import { NOMS_CHAMPS } from '../domain/schema.ts'
import { findLieu } from '../store/lieu.store.ts'
import { photosDuLieu } from './photos.page.tsx'
import type { Provenance, SectionRendue } from './vues/fiche/fiche.ts'
import { FicheVue } from './vues/fiche.vue.tsx'
import type { Valeur } from './vues/mots.ts'

export const routesFiche: readonly Route[] = [
  { methode: 'get', chemin: '/lieux/:adresse', permission: 'lieux:lire', partagee: true, traiter: showFiche }
]

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
  const site = config.URL_PUBLIQUE || new URL(c.req.url).origin
  return rendrePage(
    c,
    <FicheVue
      cadre={cadre}
      adressePublique={`${site}/lieux/${lieu.id}`}
      canonique={`${site}${adresseFiche(lieu)}`}
      maintenant={momentLocal({ genre: 'instant', instant: now.getTime() }, fuseau)}
      contributions={await loadContributions(c, lieu.id)}
      histoire={`${adresseFiche(lieu)}/histoire`}
      signaler={`${adresseFiche(lieu)}/signaler`}
      modifier={lieu.retire_le ? undefined : `${adresseFiche(lieu)}/modifier`}
      photos={await photosDuLieu(db, lieu)}
      revendiquer={lieu.retire_le ? undefined : `${adresseFiche(lieu)}/revendiquer`}
      lieu={{
        numero: lieu.id,
        departement: lieu.departement ?? undefined,
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

/** What the other features have to say of this lieu; those that have nothing leave no title behind. */
async function loadContributions(c: Contexte, numero: number): Promise<SectionRendue[]> {
  const sections = await Promise.all(
    c.var.sectionsFiche.map(async ({ charger, ...section }) => ({ ...section, contenu: await charger(c, numero) }))
  )
  return sections.filter(({ contenu }) => contenu !== undefined).map((section) => ({ ...section, horsPapier: true }))
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
