import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Etiquette, Note } from '../../../../platform/ui/composants/note/note.tsx'
import { CodeQr } from '../../../../platform/ui/composants/qr/qr.tsx'
import { telephoneEnClair } from '../../../../platform/ui/composants/telephone/telephone.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import type { Resultats } from '../../actions/rechercher.ts'
import { ecrireHoraires } from '../../domain/horaires/index.ts'
import { adresseRecherche } from '../../domain/recherche.ts'
import { enClair } from '../../domain/vocabulaires/en-clair.ts'
import { serviceEnClair } from '../../domain/vocabulaires/services-en-clair.ts'
import { titreRecherche } from './liste/mots-recherche.ts'
import { enumerer, majuscule } from './mots.ts'

export interface AfficheProps {
  readonly cadre: CadrePage
  readonly resultats: Resultats
  /** Names of the sources of the lieux shown. */
  readonly sources: readonly string[]
  /** ISO day of printing. */
  readonly jour: string
  /** The address of this site: each lieu's code leads there. */
  readonly origine: string
}

type LieuAffiche = Resultats['lieux'][number]['lieu']

/** A list to hang in a hall: large type, by commune, a code per lieu. The screen adds how to print it, and nothing else. */
export function AfficheVue({ cadre, resultats, sources, jour, origine }: AfficheProps) {
  const { recherche, total, lieux, page, parPage } = resultats
  const pages = Math.max(1, Math.ceil(total / parPage))
  const vers = (n: number) => adresseRecherche({ ...recherche, page: n }, '/lieux/affiche')
  return (
    <Page cadre={cadre} titre={`Affiche : ${titreRecherche(resultats)}`} menuActif='/lieux' sansRecherche horsMoteurs>
      <div class='wrap affiche'>
        <div class='no-print stack'>
          <Note>
            <p>
              Cette page est faite pour le papier. Pour l’imprimer : menu du navigateur, puis « Imprimer », ou les
              touches Ctrl et P. Choisissez le format A4 et l’échelle 100 %.
            </p>
            {pages > 1 && (
              <p>
                Une affiche tient {nombre(parPage)} lieux : celle-ci est la {nombre(page)} sur {nombre(pages)}. Précisez
                la recherche pour n’en faire qu’une.
              </p>
            )}
          </Note>
          <p class='btns'>
            <a href={adresseRecherche({ ...recherche, page: 1 })}>Revenir à la recherche</a>
            {page > 1 && <a href={vers(page - 1)}>Affiche précédente</a>}
            {page < pages && <a href={vers(page + 1)}>Affiche suivante</a>}
          </p>
        </div>
        <div class='page-head'>
          <h1>Se faire aider avec le numérique</h1>
          <p class='lead'>
            {titreRecherche(resultats)}
            {pages > 1 &&
              `, ${compter(lieux.length, 'affiché', 'affichés')} ici (${nombre(page)} sur ${nombre(pages)})`}
          </p>
          {lieux.length > 0 && (
            <p>Photographiez le code d’un lieu pour trouver son itinéraire et ses dernières nouvelles.</p>
          )}
        </div>
        {lieux.length === 0 && <p>Aucun lieu ne répond à cette recherche.</p>}
        {parCommune(resultats).map(([commune, siens]) => (
          <section class='affiche__commune'>
            <h2>{commune}</h2>
            <ul>
              {siens.map((lieu) => (
                <UnLieu lieu={lieu} origine={origine} />
              ))}
            </ul>
          </section>
        ))}
        <p class='affiche__pied'>
          Imprimé le <Jour date={jour} />. Vérifiez avant de vous déplacer.
          {sources.length > 0 && ` Sources : ${sources.join(', ')}.`} La liste à jour :{' '}
          {origine.replace(/^https?:\/\//, '')}.
        </p>
      </div>
    </Page>
  )
}

function UnLieu({ lieu, origine }: { lieu: LieuAffiche; origine: string }) {
  const v = lieu.publiees
  const aides = (v.services ?? []).map((service) => serviceEnClair(service)?.court ?? service)
  const prix = v.frais_a_charge?.map((un) => enClair('frais_a_charge', un)).join(', ')
  const adresse = [v.adresse, v.complement_adresse].filter(Boolean).join(', ')
  return (
    <li class='affiche__lieu'>
      <div>
        <h3>{lieu.nom}</h3>
        {lieu.fictif && (
          <p>
            <Etiquette>Lieu fictif</Etiquette>
          </p>
        )}
        <p>{adresse || (v.itinerance?.includes('Itinérant') ? 'Itinérant' : 'Adresse à demander')}</p>
        {v.telephone && <p class='affiche__tel'>{telephoneEnClair(v.telephone)}</p>}
        <p>{v.horaires ? phrase(ecrireHoraires(v.horaires)) : 'Horaires non connus : appelez avant de venir.'}</p>
        {(aides.length > 0 || prix) && (
          <p>
            {[aides.length > 0 && `Aide : ${enumerer(aides, 4)}`, prix]
              .filter(Boolean)
              .map((texte) => `${texte}.`)
              .join(' ')}
          </p>
        )}
      </div>
      <CodeQr adresse={`${origine}/lieux/${lieu.id}`} libelle={`Code de la fiche : ${lieu.nom}`} />
    </li>
  )
}

const phrase = (texte: string) => `${majuscule(texte).replace(/[.\s]+$/, '')}.`

/** In the order of the results when they go by distance: the nearest commune first. By name otherwise. */
function parCommune({ lieux, tri }: Resultats): [string, LieuAffiche[]][] {
  const communes = new Map<string, LieuAffiche[]>()
  for (const { lieu } of lieux) {
    const commune = lieu.publiees.commune ?? 'Commune non précisée'
    communes.set(commune, [...(communes.get(commune) ?? []), lieu])
  }
  const groupes = [...communes]
  return tri === 'distance' ? groupes : groupes.sort(([a], [b]) => a.localeCompare(b, 'fr'))
}
