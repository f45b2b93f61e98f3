import type { Child } from 'hono/jsx'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste } from '../../../../platform/ui/composants/champ/champ.tsx'
import { Instant } from '../../../../platform/ui/composants/date/date.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { CONTENUS, type TermeALire } from '../../domain/brouillon.ts'
import { champ } from '../../domain/schema.ts'

export const CHEMINS_DECLARATION = {
  nouvelle: '/administration/sources/declarer',
  etape: (id: string, etape: Etape) => `/administration/sources/declarer/${id}/${etape}`
}

export const ETAPES = ['colonnes', 'valeurs', 'apercu'] as const
export type Etape = (typeof ETAPES)[number]

const TITRES: Readonly<Record<Etape, string>> = {
  colonnes: 'Que contiennent les colonnes ?',
  valeurs: 'Que veulent dire ces mots ?',
  apercu: 'Voici dix fiches'
}

export interface Identite {
  readonly nom: string
  readonly producteur: string
  readonly licence: string
  readonly lien: string
  readonly contact: string
}

function Cadre(props: {
  cadre: CadrePage
  titre: string
  accroche?: string
  rang: number
  erreurs: readonly ErreurDeChamp[]
  children?: Child
}) {
  const { cadre, titre, accroche, rang, erreurs, children } = props
  return (
    <Page
      cadre={cadre}
      titre={`${titre} (étape ${rang} sur 4)`}
      enErreur={erreurs.length > 0}
      horsMoteurs
      fil={[
        { libelle: 'Accueil', href: '/' },
        { libelle: 'Administration', href: '/administration' },
        { libelle: 'Déclarer une source' }
      ]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <p class='over'>Déclarer une source, étape {rang} sur 4</p>
          <h1>{titre}</h1>
          {accroche && <p class='lead'>{accroche}</p>}
        </div>
        <ResumeErreurs erreurs={erreurs} garde='Tout ce que vous avez répondu est gardé.' />
        {children}
      </div>
    </Page>
  )
}

export interface NouvelleSourceProps {
  readonly cadre: CadrePage
  readonly saisie: Partial<Identite> & { readonly liste?: string }
  readonly erreurs: readonly ErreurDeChamp[]
  readonly brouillons: readonly { readonly nom: string; readonly href: string; readonly modifieLe: Date }[]
  readonly tailleMax: string
}

/** Who publishes the directory, and a file of it. */
export function NouvelleSourceVue({ cadre, saisie, erreurs, brouillons, tailleMax }: NouvelleSourceProps) {
  const champDe = (nom: keyof Identite, libelle: string, indication?: string) => (
    <Champ nom={nom} libelle={libelle} indication={indication} valeur={saisie[nom]} erreur={erreurDe(erreurs, nom)} />
  )
  return (
    <Cadre cadre={cadre} titre='Quel est cet annuaire ?' rang={1} erreurs={erreurs}>
      <form
        class='form mt5'
        method='post'
        action={CHEMINS_DECLARATION.nouvelle}
        enctype='multipart/form-data'
        novalidate
      >
        {champDe('nom', 'Nom de l’annuaire', 'Par exemple : Lieux numériques de l’Yonne')}
        {champDe('producteur', 'Qui le produit ?', 'Par exemple : Département de l’Yonne')}
        {champDe('licence', 'Sous quelle licence ?', 'Par exemple : Licence Ouverte 2.0')}
        {champDe('lien', 'Où est-il publié ?', 'L’adresse d’une page, qui commence par https://')}
        {champDe('contact', 'À qui écrire (facultatif)', 'Un service plutôt qu’une personne')}
        <Champ
          nom='fichier'
          type='file'
          libelle='Un fichier de cet annuaire'
          indication={`CSV, JSON, GeoJSON ou XLSX, ${tailleMax} au plus. Il sert d’exemple ; rien n’est encore importé.`}
          accepte='.csv,.json,.geojson,.xlsx,.txt'
          erreur={erreurDe(erreurs, 'fichier')}
        />
        <Champ
          nom='liste'
          libelle='Où est la liste (JSON seulement, facultatif)'
          indication='Quand la liste est dans un objet : les noms qui y mènent, séparés par des points, comme « resultats.lieux »'
          valeur={saisie.liste}
        />
        <p class='btns'>
          <Bouton principal>Lire ce fichier</Bouton>
        </p>
      </form>
      {brouillons.length > 0 && (
        <section class='section' aria-labelledby='titre-brouillons'>
          <h2 id='titre-brouillons'>Déclarations commencées</h2>
          <ul class='rows mt4'>
            {brouillons.map(({ nom, href, modifieLe }) => (
              <li>
                <a href={href}>{nom}</a>
                <span class='soft'>
                  Modifiée le <Instant date={modifieLe} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Cadre>
  )
}

export interface ColonneVue {
  readonly numero: number
  readonly nom: string
  readonly exemples: readonly string[]
  /** Non-empty cells of the sample, in percent. */
  readonly remplissage: number
  readonly choisi: string
  readonly separateur: string
  readonly pourquoi?: string | undefined
}

export interface ColonnesProps {
  readonly cadre: CadrePage
  readonly id: string
  readonly nom: string
  readonly lues: number
  readonly colonnes: readonly ColonneVue[]
  readonly cle: string
  readonly erreurs: readonly ErreurDeChamp[]
}

const OPTIONS_CHAMPS = CONTENUS.map(({ contenu, libelle }) => ({ valeur: contenu, libelle }))

/** Each column with examples, and what it seems to be. */
export function ColonnesVue({ cadre, id, nom, lues, colonnes, cle, erreurs }: ColonnesProps) {
  const reconnues = colonnes.filter(({ choisi }) => choisi).length
  return (
    <Cadre
      cadre={cadre}
      titre={TITRES.colonnes}
      accroche={`${nom} : ${compter(lues, 'ligne lue', 'lignes lues')}, ${reconnues} colonnes reconnues sur ${colonnes.length}. Corrigez ce qui ne va pas.`}
      rang={2}
      erreurs={erreurs}
    >
      <form class='mt5' method='post' action={CHEMINS_DECLARATION.etape(id, 'colonnes')} id='colonnes' tabindex={-1}>
        <Tableau
          legende='Une colonne sans correspondance n’est pas perdue : elle reste à côté de la fiche, et se cherche.'
          lignes={colonnes}
          colonnes={[
            {
              titre: 'Colonne',
              cellule: (c) => (
                <>
                  {c.nom}
                  <span class='hint'>remplie à {nombre(c.remplissage)} %</span>
                </>
              )
            },
            {
              titre: 'Exemples',
              cellule: (c) => (
                <ul class='break'>
                  {c.exemples.map((exemple) => (
                    <li>{exemple}</li>
                  ))}
                </ul>
              )
            },
            {
              titre: 'Ce qu’elle contient',
              cellule: (c) => (
                <>
                  <Liste
                    nom={`c${c.numero}`}
                    libelle={`Contenu de « ${c.nom} »`}
                    indication={c.pourquoi}
                    vide='À garder à côté de la fiche'
                    valeur={c.choisi}
                    options={OPTIONS_CHAMPS}
                  />
                  <Champ
                    nom={`s${c.numero}`}
                    libelle={`Séparateur de « ${c.nom} »`}
                    indication='Seulement si une case contient plusieurs valeurs'
                    valeur={c.separateur}
                    court
                  />
                </>
              )
            }
          ]}
        />
        <div class='mt5'>
          <Liste
            nom='cle'
            libelle='Quelle colonne nomme chaque ligne pour toujours ?'
            indication='Un identifiant qui ne change pas d’une livraison à l’autre.'
            vide='Aucune : le nom et l’adresse en tiennent lieu'
            valeur={cle}
            erreur={erreurDe(erreurs, 'cle')}
            options={colonnes.map((c) => ({ valeur: c.nom, libelle: c.nom }))}
          />
        </div>
        <p class='btns mt5'>
          <Bouton principal>Continuer avec ces colonnes</Bouton>
        </p>
      </form>
    </Cadre>
  )
}

export interface ValeursProps {
  readonly cadre: CadrePage
  readonly id: string
  readonly termes: readonly (TermeALire & { readonly numero: number; readonly choisi: string })[]
  readonly erreurs: readonly ErreurDeChamp[]
}

/** The words of the source that the schema does not know: what do they mean? */
export function ValeursVue({ cadre, id, termes, erreurs }: ValeursProps) {
  return (
    <Cadre
      cadre={cadre}
      titre={TITRES.valeurs}
      accroche={
        termes.length > 0
          ? 'Ces mots de votre fichier ne sont pas ceux du schéma. Dites ce qu’ils veulent dire, ou laissez-les à côté.'
          : 'Tous les mots de ce fichier sont déjà connus. Il n’y a rien à faire ici.'
      }
      rang={3}
      erreurs={erreurs}
    >
      <form class='form mt5' method='post' action={CHEMINS_DECLARATION.etape(id, 'valeurs')}>
        {[...Map.groupBy(termes, ({ colonne }) => colonne)].map(([colonne, lesSiens]) => (
          <fieldset class='stack mt5'>
            <legend>
              Colonne « {colonne} » : {champ(lesSiens[0]?.champ ?? 'services').libelle}
            </legend>
            {lesSiens.map((terme) => (
              <Liste
                nom={`t${terme.numero}`}
                libelle={`« ${terme.terme} »`}
                indication={`${compter(terme.fois, 'fois', 'fois')} dans l’exemple`}
                vide='À garder à côté de la fiche'
                valeur={terme.choisi}
                options={(champ(terme.champ).valeurs ?? []).map((valeur) => ({ valeur, libelle: valeur }))}
              />
            ))}
          </fieldset>
        ))}
        <p class='btns mt5'>
          <Bouton principal>Voir dix fiches</Bouton>
          <a href={CHEMINS_DECLARATION.etape(id, 'colonnes')}>Revenir aux colonnes</a>
        </p>
      </form>
    </Cadre>
  )
}

export interface ApercuProps {
  readonly cadre: CadrePage
  readonly id: string
  readonly nom: string
  readonly fiches: readonly {
    readonly titre: string
    readonly faits: readonly (readonly [string, string])[]
    readonly remarques: readonly string[]
  }[]
  readonly refusees: number
  readonly erreurs: readonly ErreurDeChamp[]
}

/** Ten records as they would be, with what cleaning did to them; then the declaration is saved. */
export function ApercuVue({ cadre, id, nom, fiches, refusees, erreurs }: ApercuProps) {
  return (
    <Cadre
      cadre={cadre}
      titre={TITRES.apercu}
      accroche={`Telles que « ${nom} » les donnerait${refusees > 0 ? ` (${compter(refusees, 'ligne refusée', 'lignes refusées')} dans l’exemple)` : ''}.`}
      rang={4}
      erreurs={erreurs}
    >
      <ol class='rows mt5'>
        {fiches.map(({ titre, faits, remarques }) => (
          <li>
            <h2 class='card__titre'>{titre}</h2>
            <dl class='facts facts--tight'>
              {faits.map(([terme, valeur]) => (
                <div>
                  <dt>{terme}</dt>
                  <dd class='break'>{valeur}</dd>
                </div>
              ))}
            </dl>
            {remarques.length > 0 && (
              <details>
                <summary>{compter(remarques.length, 'remarque', 'remarques')}</summary>
                <ul>
                  {remarques.map((remarque) => (
                    <li class='break'>{remarque}</li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ol>
      {erreurs.length === 0 && (
        <form class='mt5' method='post' action={CHEMINS_DECLARATION.etape(id, 'apercu')}>
          <p class='btns'>
            <Bouton principal nom='suite' valeur='importer'>
              Enregistrer la source et importer ce fichier
            </Bouton>
            <Bouton nom='suite' valeur='enregistrer'>
              Enregistrer sans importer
            </Bouton>
          </p>
        </form>
      )}
      <p class='btns mt4'>
        <a href={CHEMINS_DECLARATION.etape(id, 'colonnes')}>Corriger les colonnes</a>
        <a href={CHEMINS_DECLARATION.etape(id, 'valeurs')}>Corriger les mots</a>
      </p>
    </Cadre>
  )
}
