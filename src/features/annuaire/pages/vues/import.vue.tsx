import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Instant, Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte, Etiquette } from '../../../../platform/ui/composants/note/note.tsx'
import { Progression } from '../../../../platform/ui/composants/progression/progression.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'

/** Where these pages live. */
export const CHEMINS_IMPORT = {
  liste: '/administration/livraisons',
  nouveau: '/administration/importer',
  un: (id: string) => `/administration/livraisons/${encodeURIComponent(id)}`
}

/* ── Choose what to import ─────────────────────────────────────────────────────────────────────────────────────── */

export interface NouvelImportProps {
  readonly cadre: CadrePage
  /** Where the form is sent (multipart): source, provenance (fichier | adresse), fichier, livraison. */
  readonly action: string
  readonly sources: readonly { readonly id: string; readonly nom: string; readonly adresse?: string | undefined }[]
  /** What was typed, when the form comes back. A browser never sends a file back. */
  readonly saisie?: Partial<Record<'source' | 'provenance' | 'livraison', string>> | undefined
  readonly erreurs?: readonly ErreurDeChamp[] | undefined
  readonly tailleMax: string
}

export function NouvelImportVue({ cadre, action, sources, saisie = {}, erreurs = [], tailleMax }: NouvelImportProps) {
  return (
    <Page
      cadre={cadre}
      titre='Importer une livraison'
      enErreur={erreurs.length > 0}
      fil={filAdmin('Importer')}
      horsMoteurs
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Importer une livraison</h1>
          <p class='lead'>Les lieux ne changent que si toute la livraison est lue. Sinon, rien ne bouge.</p>
        </div>
        <ResumeErreurs
          erreurs={erreurs}
          garde='Rien n’a été importé. Choisissez de nouveau le fichier, s’il y en a un.'
        />
        <form class='form mt5' method='post' action={action} enctype='multipart/form-data' novalidate>
          <Liste
            nom='source'
            libelle='Source'
            vide='Choisissez une source'
            valeur={saisie.source}
            erreur={erreurDe(erreurs, 'source')}
            options={sources.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
            obligatoire
          />
          <BoutonsRadio
            nom='provenance'
            legende='Où sont les données ?'
            choisis={[saisie.provenance ?? 'fichier']}
            erreur={erreurDe(erreurs, 'provenance')}
            options={[
              { valeur: 'fichier', libelle: 'Dans un fichier', indication: 'Choisissez-le ci-dessous.' },
              { valeur: 'adresse', libelle: 'À l’adresse déclarée par la source', indication: adressesConnues(sources) }
            ]}
          />
          <Champ
            nom='fichier'
            type='file'
            libelle='Fichier'
            indication={`CSV, JSON, GeoJSON ou XLSX, ${tailleMax} au plus.`}
            accepte='.csv,.json,.geojson,.xlsx,.txt'
            erreur={erreurDe(erreurs, 'fichier')}
          />
          <Champ
            nom='livraison'
            type='date'
            libelle='Date de la livraison'
            indication='Le jour auquel le producteur a arrêté ces données. Sans date, celle d’aujourd’hui.'
            valeur={saisie.livraison}
            erreur={erreurDe(erreurs, 'livraison')}
            court
          />
          <p class='btns'>
            <Bouton principal>Importer cette livraison</Bouton>
            <a href={CHEMINS_IMPORT.liste}>Voir les imports</a>
          </p>
        </form>
      </div>
    </Page>
  )
}

function adressesConnues(sources: NouvelImportProps['sources']): string {
  const noms = sources.filter(({ adresse }) => adresse).map(({ nom }) => nom)
  return noms.length > 0 ? `Possible pour : ${noms.join(', ')}.` : 'Aucune source n’en a déclaré.'
}

/* ── One import, from queued to done ───────────────────────────────────────────────────────────────────────────── */

export type ImportVuDepuisLaPage = {
  readonly id: string
  readonly source: { readonly nom: string; readonly href: string }
  /** ISO day. */
  readonly livraison: string
  /** Name of the file, or address. */
  readonly origine: string
  readonly demandeLe: Date
} & (
  | { readonly etat: 'en-attente' }
  | { readonly etat: 'en-cours'; readonly etape: string; readonly lignes: number; readonly total?: number | undefined }
  | { readonly etat: 'echoue'; readonly raison: string; readonly conseil?: string | undefined; readonly finiLe: Date }
  /** It would make many lieux disappear: a person decides. */
  | { readonly etat: 'a-confirmer'; readonly raison: string; readonly confirmer: string; readonly ecarter: string }
  /** The same delivery again, or one older than what is already known: nothing was done. */
  | { readonly etat: 'sans-effet'; readonly raison: string; readonly finiLe: Date }
  | { readonly etat: 'fini'; readonly finiLe: Date; readonly bilan: BilanImport; readonly rapport: string }
)

interface BilanImport {
  readonly lues: number
  readonly gardees: number
  readonly refusees: number
  readonly nouvelles: number
  readonly modifiees: number
  readonly inchangees: number
  readonly disparues: number
  /** Lieux in the directory once this delivery is merged. */
  readonly lieux: number
  readonly regles: readonly RegleAppliquee[]
}

export interface RegleAppliquee {
  readonly nom: string
  readonly phrase: string
  readonly genre: 'corrige' | 'refuse' | 'doute' | 'hors-schema'
  readonly fois: number
}

export interface ImportProps {
  readonly cadre: CadrePage
  readonly import: ImportVuDepuisLaPage
  readonly maintenant: Date
}

export function ImportVue({ cadre, import: un, maintenant }: ImportProps) {
  const titre = `Import de « ${un.source.nom} »`
  return (
    <Page cadre={cadre} titre={`${titre} : ${ETATS[un.etat].mot}`} fil={filAdmin(titre)} horsMoteurs>
      <div class='wrap'>
        <div class='page-head'>
          <h1>{titre}</h1>
        </div>
        <Avancement un={un} maintenant={maintenant} />
        <div class='mt6'>
          <ListeDescriptive
            faits={[
              { terme: 'Source', valeur: <a href={un.source.href}>{un.source.nom}</a> },
              { terme: 'Livraison du', valeur: <Jour date={un.livraison} /> },
              { terme: 'Origine', valeur: <span class='break'>{un.origine}</span> },
              { terme: 'Demandé le', valeur: <Instant date={un.demandeLe} /> },
              { terme: 'Terminé le', valeur: 'finiLe' in un && <Instant date={un.finiLe} /> }
            ]}
          />
        </div>
        {un.etat === 'fini' && <Bilan bilan={un.bilan} rapport={un.rapport} />}
        <p class='btns mt6'>
          <a href={CHEMINS_IMPORT.liste}>Voir les imports</a>
          <a href={CHEMINS_IMPORT.nouveau}>Importer une autre livraison</a>
        </p>
      </div>
    </Page>
  )
}

const ETATS = {
  'en-attente': { mot: 'en attente', ton: 'info' },
  'en-cours': { mot: 'en cours', ton: 'info' },
  echoue: { mot: 'échoué', ton: 'danger' },
  'a-confirmer': { mot: 'à confirmer', ton: 'attention' },
  'sans-effet': { mot: 'rien à changer', ton: 'attention' },
  fini: { mot: 'terminé', ton: 'succes' }
} as const

function Avancement({ un, maintenant }: { un: ImportVuDepuisLaPage; maintenant: Date }) {
  switch (un.etat) {
    case 'en-attente':
    case 'en-cours':
      return (
        <Alerte titre={un.etat === 'en-cours' ? 'L’import est en cours' : 'L’import attend son tour'}>
          {un.etat === 'en-cours' && (
            <Progression libelle={un.etape} fait={un.lignes} total={un.total} unite='lignes' />
          )}
          <p>
            État vu le <Instant date={maintenant} />. Vous pouvez fermer cette page : l’import continue.
          </p>
          <p class='btns'>
            <LienBouton href={CHEMINS_IMPORT.un(un.id)}>Actualiser</LienBouton>
          </p>
        </Alerte>
      )
    case 'echoue':
      return (
        <Alerte ton='danger' titre='L’import a échoué'>
          <p>{un.raison}</p>
          <p>Les lieux et les informations d’avant sont intacts.</p>
          {un.conseil && <p>{un.conseil}</p>}
        </Alerte>
      )
    case 'a-confirmer':
      return (
        <Alerte ton='attention' titre='Cette livraison attend votre décision'>
          <p>{un.raison}</p>
          <form method='post' action={un.confirmer}>
            <p class='btns'>
              <Bouton principal>Importer malgré ces disparitions</Bouton>
              <button class='btn' type='submit' formaction={un.ecarter}>
                La laisser de côté
              </button>
            </p>
          </form>
        </Alerte>
      )
    case 'sans-effet':
      return (
        <Alerte ton='attention' titre='Rien n’a changé'>
          <p>{un.raison}</p>
        </Alerte>
      )
    case 'fini':
      return (
        <Alerte ton='succes' titre='L’import est terminé'>
          <p>
            {phraseLignes(un.bilan)} L’annuaire compte maintenant {compter(un.bilan.lieux, 'lieu', 'lieux')}.
          </p>
        </Alerte>
      )
  }
}

function phraseLignes({ lues, gardees, refusees }: BilanImport): string {
  const refus = refusees === 0 ? 'aucune n’est refusée' : compter(refusees, 'est refusée', 'sont refusées')
  const gardes = gardees === 0 ? 'aucune n’est gardée' : compter(gardees, 'est gardée', 'sont gardées')
  return `${compter(lues, 'ligne lue', 'lignes lues', 'Aucune')} : ${gardes}, ${refus}.`
}

function Bilan({ bilan, rapport }: { bilan: BilanImport; rapport: string }) {
  const { lues, gardees, refusees, nouvelles, modifiees, inchangees, disparues, regles } = bilan
  return (
    <>
      <section class='section split' aria-labelledby='titre-bilan'>
        <h2 id='titre-bilan'>Ce qui a changé</h2>
        <ListeDescriptive
          faits={[
            { terme: 'Lignes lues', valeur: nombre(lues) },
            { terme: 'Gardées', valeur: nombre(gardees) },
            { terme: 'Refusées', valeur: nombre(refusees) },
            { terme: 'Nouvelles', valeur: nombre(nouvelles) },
            { terme: 'Modifiées', valeur: nombre(modifiees) },
            { terme: 'Inchangées', valeur: nombre(inchangees) },
            { terme: 'Disparues', valeur: `${nombre(disparues)}${disparues > 0 ? ', gardées et signalées' : ''}` }
          ]}
        />
      </section>
      <section class='section split' aria-labelledby='titre-regles'>
        <div class='stack'>
          <h2 id='titre-regles'>Ce qui a été corrigé ou signalé</h2>
          <p>
            <a href={rapport} download>
              Rapport complet, ligne par ligne (CSV)
            </a>
          </p>
        </div>
        <Tableau
          legende='Chaque règle a un nom. Le rapport dit pour chaque cellule ce qu’il y avait avant.'
          vide='Rien à corriger, rien à signaler.'
          discret
          lignes={regles}
          colonnes={[
            { titre: 'Règle', cellule: ({ phrase }) => phrase },
            { titre: 'Effet', cellule: ({ genre }) => EFFETS[genre] },
            { titre: 'Nom', cellule: ({ nom }) => <code>{nom}</code> },
            { titre: 'Fois', nombre: true, cellule: ({ fois }) => nombre(fois) }
          ]}
        />
      </section>
    </>
  )
}

const EFFETS = {
  corrige: 'corrigé',
  refuse: 'refusé',
  doute: 'gardé et signalé',
  'hors-schema': 'gardé à côté de la fiche'
}

/* ── All imports ───────────────────────────────────────────────────────────────────────────────────────────────── */

export interface ImportsProps {
  readonly cadre: CadrePage
  /** Latest first. */
  readonly imports: readonly ImportVuDepuisLaPage[]
}

export function ImportsVue({ cadre, imports }: ImportsProps) {
  return (
    <Page
      cadre={cadre}
      titre='Imports'
      fil={[{ libelle: 'Administration', href: '/administration' }, { libelle: 'Imports' }]}
      horsMoteurs
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Imports</h1>
          <p class='btns'>
            <LienBouton principal href={CHEMINS_IMPORT.nouveau}>
              Importer une livraison
            </LienBouton>
          </p>
        </div>
        <Tableau
          legende='Du plus récent au plus ancien.'
          vide='Aucun import pour le moment.'
          lignes={imports}
          colonnes={[
            {
              titre: 'Import',
              cellule: ({ id, source, livraison }) => (
                <a href={CHEMINS_IMPORT.un(id)}>
                  {source.nom}, livraison du <Jour date={livraison} court />
                </a>
              )
            },
            {
              titre: 'État',
              cellule: ({ etat }) => <Etiquette ton={ETATS[etat].ton}>{majusculeInitiale(ETATS[etat].mot)}</Etiquette>
            },
            { titre: 'Lues', nombre: true, cellule: (un) => chiffre(un, 'lues') },
            { titre: 'Gardées', nombre: true, cellule: (un) => chiffre(un, 'gardees') },
            { titre: 'Refusées', nombre: true, cellule: (un) => chiffre(un, 'refusees') },
            { titre: 'Demandé le', cellule: ({ demandeLe }) => <Instant date={demandeLe} /> }
          ]}
        />
      </div>
    </Page>
  )
}

const chiffre = (un: ImportVuDepuisLaPage, cle: 'lues' | 'gardees' | 'refusees') =>
  un.etat === 'fini' ? nombre(un.bilan[cle]) : '–'
const majusculeInitiale = (mot: string) => mot.charAt(0).toUpperCase() + mot.slice(1)

const filAdmin = (ici: string) => [
  { libelle: 'Administration', href: '/administration' },
  { libelle: 'Imports', href: CHEMINS_IMPORT.liste },
  { libelle: ici }
]
