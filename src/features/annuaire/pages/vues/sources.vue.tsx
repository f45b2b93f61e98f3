import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { adresseRecherche, avecValeur, RECHERCHE_VIDE } from '../../domain/recherche.ts'
import { adresseSure } from './mots.ts'

export interface SourcesProps {
  readonly cadre: CadrePage
  readonly sources: readonly SourceDeclaree[]
}

export interface SourceDeclaree {
  readonly id: string
  readonly nom: string
  readonly producteur: string
  readonly licence: { readonly nom: string; readonly lien?: string | undefined }
  /** Where the producer publishes it. */
  readonly lien?: string | undefined
  readonly contact?: string | undefined
  readonly description?: string | undefined
  /** Lieux of the directory this source speaks of. */
  readonly lieux: number
  readonly derniere?: Livraison | undefined
}

interface Livraison {
  /** Day the producer gives to this state of its data (ISO). */
  readonly date: string
  readonly lues: number
  readonly gardees: number
  readonly refusees: number
}

export function SourcesVue({ cadre, sources }: SourcesProps) {
  return (
    <Page
      cadre={cadre}
      titre='D’où viennent les informations'
      menuActif='/sources'
      fil={[{ libelle: 'Accueil', href: '/' }, { libelle: 'Sources' }]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>D’où viennent les informations</h1>
          <p class='lead'>
            {sources.length > 0
              ? `${compter(sources.length, 'annuaire', 'annuaires')} nous ${sources.length > 1 ? 'donnent' : 'donne'} des lieux. Voici ce que chacun a livré.`
              : 'Aucun annuaire n’est encore déclaré.'}
          </p>
          <p>Une ligne est refusée seulement si elle n’a ni nom ni adresse. Ce qui est douteux est gardé et signalé.</p>
        </div>
        <Tableau
          legende='Les sources et leur dernière livraison.'
          vide='Aucune source.'
          lignes={sources}
          colonnes={[
            { titre: 'Source', cellule: ({ id, nom }) => <a href={adresseSource(id)}>{nom}</a> },
            { titre: 'Producteur', cellule: ({ producteur }) => producteur },
            { titre: 'Licence', cellule: (source) => <Licence {...source} /> },
            {
              titre: 'Dernière livraison',
              cellule: ({ derniere }) => (derniere ? <Jour date={derniere.date} court /> : 'aucune')
            },
            { titre: 'Lignes lues', nombre: true, cellule: ({ derniere }) => (derniere ? nombre(derniere.lues) : '–') },
            { titre: 'Gardées', nombre: true, cellule: ({ derniere }) => (derniere ? nombre(derniere.gardees) : '–') },
            { titre: 'Refusées', nombre: true, cellule: ({ derniere }) => (derniere ? nombre(derniere.refusees) : '–') }
          ]}
        />
      </div>
    </Page>
  )
}

export interface SourceProps {
  readonly cadre: CadrePage
  readonly source: SourceDeclaree
  /** Latest first. */
  readonly livraisons: readonly (Livraison & {
    readonly corrigees?: number | undefined
    readonly nouvelles: number
    readonly modifiees: number
    readonly disparues: number
  })[]
}

export function SourceVue({ cadre, source, livraisons }: SourceProps) {
  const lien = source.lien && adresseSure(source.lien)
  return (
    <Page
      cadre={cadre}
      titre={source.nom}
      description={source.description}
      menuActif='/sources'
      fil={[{ libelle: 'Accueil', href: '/' }, { libelle: 'Sources', href: '/sources' }, { libelle: source.nom }]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>{source.nom}</h1>
          {source.description && <p class='lead'>{source.description}</p>}
          <p>
            {compter(source.lieux, 'lieu', 'lieux')} de cet annuaire {source.lieux > 1 ? 'viennent' : 'vient'} de cette
            source.{' '}
            {source.lieux > 0 && (
              <a href={adresseRecherche(avecValeur(RECHERCHE_VIDE, 'source', source.id))}>Voir ces lieux</a>
            )}
          </p>
        </div>
        <ListeDescriptive
          faits={[
            { terme: 'Producteur', valeur: source.producteur },
            { terme: 'Licence', valeur: <Licence {...source} /> },
            {
              terme: 'Publication',
              valeur: lien && (
                <a class='break' href={lien}>
                  {lien}
                </a>
              )
            },
            { terme: 'Contact', valeur: source.contact }
          ]}
        />
        <section class='section' aria-labelledby='titre-livraisons'>
          <h2 id='titre-livraisons'>Livraisons</h2>
          <div class='mt5'>
            <Tableau
              legende='De la plus récente à la plus ancienne. Une livraison qui ne change rien n’apparaît qu’une fois.'
              vide='Cette source n’a encore rien livré.'
              lignes={livraisons}
              colonnes={[
                { titre: 'Date des données', cellule: ({ date }) => <Jour date={date} court /> },
                { titre: 'Lignes lues', nombre: true, cellule: ({ lues }) => nombre(lues) },
                { titre: 'Gardées', nombre: true, cellule: ({ gardees }) => nombre(gardees) },
                { titre: 'Refusées', nombre: true, cellule: ({ refusees }) => nombre(refusees) },
                { titre: 'Nouvelles', nombre: true, cellule: ({ nouvelles }) => nombre(nouvelles) },
                { titre: 'Modifiées', nombre: true, cellule: ({ modifiees }) => nombre(modifiees) },
                { titre: 'Disparues', nombre: true, cellule: ({ disparues }) => nombre(disparues) }
              ]}
            />
          </div>
        </section>
      </div>
    </Page>
  )
}

const adresseSource = (id: string) => `/sources/${encodeURIComponent(id)}`

function Licence({ licence: { nom, lien } }: Pick<SourceDeclaree, 'licence'>) {
  const href = lien && adresseSure(lien)
  return href ? <a href={href}>{nom}</a> : <>{nom}</>
}
