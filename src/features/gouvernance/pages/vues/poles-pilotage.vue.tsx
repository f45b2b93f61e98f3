import type { Child } from 'hono/jsx'
import { LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Etiquette } from '../../../../platform/ui/composants/note/note.tsx'
import { Pagination } from '../../../../platform/ui/composants/pagination/pagination.tsx'
import { type Colonne, Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { type Attentes, adresseFiche } from '../../../annuaire/index.ts'
import { PUBLICS_DU_MESSAGE, type PublicDuMessage } from '../../domain/pole-message.ts'
import type { Secteur } from '../../domain/pole-secteur.ts'
import type { ComptesDuSecteur, LieuDuSecteur } from '../../store/pole.store.ts'

export const PILOTAGE = '/pilotage'
const TITRE = 'Mes territoires'

/** Where one is in the pages of a territory, then the page. */
export function FeuilletPilotage(props: {
  cadre: CadrePage
  titre: string
  secteur?: Pick<Secteur, 'cle' | 'nom'>
  chapeau?: Child
  enErreur?: boolean
  children?: Child
}) {
  const { cadre, titre, secteur, chapeau, enErreur = false, children } = props
  return (
    <Page
      cadre={cadre}
      titre={secteur && titre !== secteur.nom ? `${titre} : ${secteur.nom}` : titre}
      horsMoteurs
      enErreur={enErreur}
      menuActif={PILOTAGE}
      fil={[
        { libelle: 'Accueil', href: '/' },
        ...(titre === TITRE ? [] : [{ libelle: TITRE, href: PILOTAGE }]),
        ...(secteur && titre !== secteur.nom ? [{ libelle: secteur.nom, href: `${PILOTAGE}/${secteur.cle}` }] : []),
        { libelle: titre }
      ]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>{titre}</h1>
          {chapeau && <p class='lead'>{chapeau}</p>}
        </div>
        {children}
      </div>
    </Page>
  )
}

export function ChoixDuSecteurVue({ cadre, secteurs }: { cadre: CadrePage; secteurs: readonly Secteur[] }) {
  return (
    <FeuilletPilotage cadre={cadre} titre={TITRE} chapeau='Les territoires que votre rôle vous confie aujourd’hui.'>
      {secteurs.length === 0 ? (
        <p>Aucun territoire ne vous est confié aujourd’hui. Le périmètre de votre pôle est peut-être vide.</p>
      ) : (
        <ul class='rows'>
          {secteurs.map(({ cle, nom }) => (
            <li>
              <a href={`${PILOTAGE}/${cle}`}>{nom}</a>
            </li>
          ))}
        </ul>
      )}
    </FeuilletPilotage>
  )
}

interface Ligne {
  readonly quoi: Child
  readonly combien: Child
  readonly comment: Child
}

export function PilotageVue(props: {
  cadre: CadrePage
  secteur: Secteur
  /** This person holds other territories too. */
  autres: boolean
  comptes: ComptesDuSecteur
  /** Of the communes of the territory. */
  habitants: number
  candidats: readonly LieuDuSecteur[]
  endormis: readonly LieuDuSecteur[]
  attentes: Attentes
}) {
  const { cadre, secteur, autres, comptes, habitants, candidats, endormis, attentes } = props
  const ici = `${PILOTAGE}/${secteur.cle}`
  const liste = (quels: PublicDuMessage, libelle: string, reseau?: string) => (
    <a href={`${ici}/lieux?${new URLSearchParams({ quels, ...(reseau && { reseau }) })}`}>{libelle}</a>
  )
  const densite = habitants > 0 ? (10_000 * comptes.lieux) / habitants : undefined
  const bureaux = autres ? ' Le bureau montre ensemble tous vos territoires.' : ''
  const lignes: readonly Ligne[] = [
    {
      quoi: liste('tous', 'Lieux'),
      combien: nombre(comptes.lieux),
      comment: 'Les lieux publiés dans l’annuaire, par leur commune.'
    },
    {
      quoi: 'Lieux pour 10 000 habitants',
      combien: densite === undefined ? '—' : DENSITE.format(densite),
      comment:
        densite === undefined
          ? 'La population de ce territoire n’est pas connue.'
          : `Le nombre de lieux, pour ${nombre(habitants)} habitants au dernier recensement connu.`
    },
    {
      quoi: liste('membres', 'Lieux membres'),
      combien: nombre(comptes.membres),
      comment: 'Membres d’un réseau au moins, aujourd’hui.'
    },
    ...comptes.parReseau.map(({ reseau, nom, lieux }) => ({
      quoi: liste('membres', `Membres : ${nom}`, reseau),
      combien: nombre(lieux),
      comment: 'Un lieu membre de deux réseaux compte dans chacun.'
    })),
    {
      quoi: liste('candidats', 'Lieux candidats'),
      combien: nombre(comptes.candidats),
      comment: 'Leur déclaration est envoyée. Le comité n’a pas encore répondu.'
    },
    {
      quoi: liste('endormis', 'Fiches qui dorment'),
      combien: nombre(comptes.endormis),
      comment:
        'Aucun changement, aucune action, pas de « ma fiche est à jour » depuis onze mois. Ou bien un membre que sa charte a mis en alerte.'
    },
    {
      quoi: <a href='/administration/revision'>Fiches à rapprocher</a>,
      combien: nombre(attentes.paires),
      comment: `Deux fiches qui sont peut-être le même lieu, toutes deux sur ce territoire.${bureaux}`
    },
    {
      quoi: <a href='/administration/signalements'>Signalements</a>,
      combien: nombre(attentes.signalements),
      comment: `Des erreurs signalées par le public, sans réponse.${bureaux}`
    },
    {
      quoi: <a href='/administration/revendications'>Demandes de responsables</a>,
      combien: nombre(attentes.revendications),
      comment: `Des personnes qui demandent à s’occuper d’un lieu.${bureaux}`
    }
  ]
  return (
    <FeuilletPilotage
      cadre={cadre}
      titre={secteur.nom}
      secteur={secteur}
      chapeau='Ce qui vit sur ce territoire, et ce qui attend une réponse.'
    >
      <p class='btns'>
        <LienBouton principal href={`${ici}/message`}>
          Écrire aux lieux
        </LienBouton>
        <a href={`${ici}/messages`}>Messages envoyés</a>
        {autres && <a href={PILOTAGE}>Choisir un autre territoire</a>}
      </p>
      <Tableau<Ligne>
        legende='Les chiffres d’aujourd’hui, et comment on les compte'
        lignes={lignes}
        colonnes={[
          { titre: 'Quoi', cellule: ({ quoi }) => quoi },
          { titre: 'Combien', cellule: ({ combien }) => combien, nombre: true },
          { titre: 'Comment on compte', cellule: ({ comment }) => comment }
        ]}
      />
      <section class='stack mt5' aria-labelledby='candidats'>
        <h2 id='candidats'>Candidats : le délai le plus court d’abord</h2>
        <Tableau
          legende={<span class='vh'>Lieux candidats</span>}
          vide='Aucun lieu n’est candidat.'
          lignes={candidats}
          colonnes={[LIEU, COMMUNE, { titre: 'Délai', cellule: direDelai }]}
        />
      </section>
      <section class='stack mt5' aria-labelledby='endormis'>
        <h2 id='endormis'>Fiches qui dorment</h2>
        <Tableau
          legende={<span class='vh'>Fiches sans signe de vie</span>}
          vide='Aucune fiche ne dort.'
          lignes={endormis}
          colonnes={[LIEU, COMMUNE, SIGNE]}
        />
        {comptes.endormis > endormis.length && (
          <p>{liste('endormis', `Voir ${compter(comptes.endormis, 'fiche', 'fiches')}`)}</p>
        )}
      </section>
    </FeuilletPilotage>
  )
}

const DENSITE = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

const LIEU: Colonne<LieuDuSecteur> = {
  titre: 'Lieu',
  cellule: (lieu) => <a href={adresseFiche(lieu)}>{lieu.nom}</a>
}
const COMMUNE: Colonne<LieuDuSecteur> = { titre: 'Commune', cellule: ({ commune }) => commune ?? 'inconnue' }
const SIGNE: Colonne<LieuDuSecteur> = {
  titre: 'Dernier signe de vie',
  cellule: ({ signe, alerte }) => (
    <>
      <Jour date={signe} court /> {alerte && <Etiquette ton='attention'>Membre en alerte</Etiquette>}
    </>
  )
}

function direDelai({ jours }: LieuDuSecteur): string {
  if (jours === null) return 'n’a pas encore commencé'
  // Counted as everywhere else: to the first instant when it is too late.
  return jours <= 1 ? 'c’est le dernier jour' : `il reste ${compter(jours, 'jour', 'jours')}`
}

export function LieuxDuSecteurVue(props: {
  cadre: CadrePage
  secteur: Secteur
  cible: PublicDuMessage
  reseau: string | undefined
  nomReseau: (id: string) => string
  lieux: readonly LieuDuSecteur[]
  suivant: number | undefined
  debut: boolean
}) {
  const { cadre, secteur, cible, reseau, nomReseau, lieux, suivant, debut } = props
  const params = (suite: Record<string, string> = {}) =>
    new URLSearchParams({ quels: cible, ...(reseau && { reseau }), ...suite })
  const ici = `${PILOTAGE}/${secteur.cle}/lieux`
  return (
    <FeuilletPilotage
      cadre={cadre}
      titre={reseau === undefined ? PUBLICS_DU_MESSAGE[cible] : `Membres : ${nomReseau(reseau)}`}
      secteur={secteur}
      chapeau={secteur.nom}
    >
      <nav aria-label='Autres listes'>
        <p class='btns'>
          {(Object.keys(PUBLICS_DU_MESSAGE) as PublicDuMessage[])
            .filter((autre) => autre !== cible || reseau !== undefined)
            .map((autre) => (
              <a href={`${ici}?quels=${autre}`}>{PUBLICS_DU_MESSAGE[autre]}</a>
            ))}
        </p>
      </nav>
      <Tableau<LieuDuSecteur>
        legende={<span class='vh'>{PUBLICS_DU_MESSAGE[cible]}</span>}
        vide='Aucun lieu dans cette liste.'
        lignes={lieux}
        colonnes={[
          LIEU,
          COMMUNE,
          {
            titre: 'Adhésion',
            cellule: (lieu) =>
              [...lieu.reseaux.map(nomReseau), ...(lieu.candidat ? [`candidat, délai : ${direDelai(lieu)}`] : [])].join(
                ', '
              ) || 'aucune'
          },
          SIGNE
        ]}
      />
      <Pagination
        phrase='50 lieux par page'
        titre='Pages de lieux'
        {...(suivant && { suivant: { href: `${ici}?${params({ apres: String(suivant) })}`, libelle: 'Les suivants' } })}
        {...(debut && { debut: { href: `${ici}?${params()}`, libelle: 'Revenir au début' } })}
      />
      {lieux.length > 0 && (
        <p>
          <a href={`${ici}.csv?${params()}`} rel='nofollow'>
            Télécharger toute la liste (CSV)
          </a>
        </p>
      )}
    </FeuilletPilotage>
  )
}
