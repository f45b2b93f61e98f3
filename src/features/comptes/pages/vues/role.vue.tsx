import type { Child } from 'hono/jsx'
import { COLLEGES, definitionRole, ROLES_DONNES, type RoleDonne } from '../../../../kernel/role.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { Alerte } from '../../../../platform/ui/composants/note/note.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import type { SaisieRole } from '../../domain/attribution.ts'

export const CHEMIN_PERSONNES = '/administration/personnes'

export interface Message {
  readonly ton: 'succes' | 'danger'
  readonly titre: string
  readonly texte: string
}

/** A role as a person reads it. */
export interface RoleVu {
  readonly id: string
  readonly compteId: string
  readonly pseudonyme: string
  readonly role: RoleDonne
  readonly precision: string
  readonly reseau: string
  readonly ou: string
  readonly donne: { readonly le: Date; readonly par: string }
  /** The last day it holds. */
  readonly jusquAu: Date | undefined
}

interface Commun {
  readonly cadre: CadrePage
  readonly message: Message | undefined
}

/** Where one is, the message that answers what was just done, then the page. */
function Feuillet(
  props: Commun & { titre: string; chapeau: string; erreurs?: readonly ErreurDeChamp[]; children?: Child }
) {
  const { cadre, titre, chapeau, message, erreurs = [], children } = props
  const racine = titre === PERSONNES
  return (
    <Page
      cadre={cadre}
      titre={titre}
      horsMoteurs
      enErreur={erreurs.length > 0}
      fil={[
        { libelle: 'Accueil', href: '/' },
        { libelle: 'Administration', href: '/administration' },
        ...(racine ? [] : [{ libelle: PERSONNES, href: CHEMIN_PERSONNES }]),
        { libelle: titre }
      ]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>{titre}</h1>
          <p class='lead'>{chapeau}</p>
          {message && (
            <Alerte ton={message.ton} titre={message.titre}>
              <p>{message.texte}</p>
            </Alerte>
          )}
          <ResumeErreurs erreurs={erreurs} />
        </div>
        {children}
      </div>
    </Page>
  )
}

const PERSONNES = 'Personnes et rôles'

interface ReseauAuChoix {
  readonly id: string
  readonly nom: string
}

export function PersonnesVue(
  props: Commun & {
    roles: readonly RoleVu[]
    total: number
    reseaux: readonly ReseauAuChoix[]
    filtre: { readonly reseau: string; readonly role: string }
    suivants: string | undefined
    debut: string | undefined
    erreurs: readonly ErreurDeChamp[]
    courriel: string
  }
) {
  const { roles, total, reseaux, filtre, suivants, debut, erreurs, courriel } = props
  return (
    <Feuillet {...props} titre={PERSONNES} chapeau='Qui peut faire quoi, et où. Un rôle retiré cesse aussitôt.'>
      <form class='row' method='post' action={`${CHEMIN_PERSONNES}/recherche`}>
        <Champ
          nom='courriel'
          libelle='Trouver une personne par son adresse électronique'
          indication='L’adresse entière de son compte.'
          type='email'
          autocomplete='off'
          valeur={courriel}
          erreur={erreurDe(erreurs, 'courriel')}
          obligatoire
        />
        <Bouton principal>Trouver cette personne</Bouton>
      </form>
      <p>
        <a href={`${CHEMIN_PERSONNES}/inviter`}>Inviter quelqu’un</a>
      </p>
      <form class='row mt5' action={CHEMIN_PERSONNES}>
        {reseaux.length > 1 && (
          <Liste
            nom='reseau'
            libelle='Réseau'
            vide='Tous'
            options={reseaux.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
            valeur={filtre.reseau}
          />
        )}
        <Liste nom='role' libelle='Rôle' vide='Tous' options={OPTIONS_ROLES} valeur={filtre.role} />
        <Bouton>Afficher</Bouton>
      </form>
      <TableauRoles
        roles={roles}
        legende={total === 1 ? 'Un rôle' : `${total} rôles`}
        vide='Personne n’a ce rôle ici.'
        personne
      />
      {(suivants || debut) && (
        <p class='btns'>
          {debut && <a href={debut}>Revenir au début</a>}
          {suivants && <a href={suivants}>Page suivante</a>}
        </p>
      )}
    </Feuillet>
  )
}

export function PersonneVue(
  props: Commun & {
    compte: { readonly id: string; readonly pseudonyme: string }
    roles: readonly RoleVu[]
    formulaire: FormulaireRole
  }
) {
  const { compte, roles, formulaire } = props
  return (
    <Feuillet
      {...props}
      titre={compte.pseudonyme}
      chapeau='Ses rôles dans les réseaux que vous administrez.'
      erreurs={formulaire.erreurs}
    >
      <TableauRoles roles={roles} legende='Ses rôles' vide='Cette personne n’a pas encore de rôle ici.' />
      <form class='form mt5' method='post' action={`${CHEMIN_PERSONNES}/${compte.id}/roles`}>
        <h2>Donner un rôle</h2>
        <ChampsRole {...formulaire} />
        <p class='btns'>
          <Bouton principal>Donner ce rôle</Bouton>
        </p>
      </form>
    </Feuillet>
  )
}

export function InviterVue(props: Commun & { courriel: string; formulaire: FormulaireRole }) {
  const { courriel, formulaire } = props
  return (
    <Feuillet
      {...props}
      titre='Inviter quelqu’un'
      chapeau='Un message part à cette adresse, avec un lien qui sert une fois, pendant sept jours.'
      erreurs={formulaire.erreurs}
    >
      <form class='form' method='post' action={`${CHEMIN_PERSONNES}/inviter`}>
        <Champ
          nom='courriel'
          libelle='Adresse électronique de la personne'
          type='email'
          autocomplete='off'
          valeur={courriel}
          erreur={erreurDe(formulaire.erreurs, 'courriel')}
          obligatoire
        />
        <ChampsRole {...formulaire} />
        <p class='btns'>
          <Bouton principal>Envoyer l’invitation</Bouton>
        </p>
      </form>
    </Feuillet>
  )
}

export interface FormulaireRole {
  readonly saisie: Partial<SaisieRole>
  readonly erreurs: readonly ErreurDeChamp[]
  readonly reseaux: readonly ReseauAuChoix[]
  readonly poles: readonly ReseauAuChoix[]
}

const OPTIONS_ROLES = ROLES_DONNES.map((role) => ({ valeur: role, libelle: definitionRole(role).libelle }))

function ChampsRole({ saisie, erreurs, reseaux, poles }: FormulaireRole) {
  return (
    <>
      <Liste
        nom='role'
        libelle='Rôle'
        vide='Choisir'
        options={OPTIONS_ROLES}
        valeur={saisie.role}
        erreur={erreurDe(erreurs, 'role')}
        obligatoire
      />
      <Liste
        nom='reseau'
        libelle='Réseau'
        vide='Choisir'
        options={reseaux.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
        valeur={saisie.reseau ?? (reseaux.length === 1 ? reseaux[0]?.id : undefined)}
        erreur={erreurDe(erreurs, 'reseau')}
        obligatoire
      />
      {(poles.length > 0 || saisie.pole) && (
        <Liste
          nom='pole'
          libelle='Pôle'
          indication='Pour un pilote : son rôle suit le périmètre du pôle, quand il change.'
          vide='Aucun'
          options={poles.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
          valeur={saisie.pole}
          erreur={erreurDe(erreurs, 'pole')}
        />
      )}
      <ZoneTexte
        nom='territoires'
        libelle='Territoires'
        indication='Pour un coordinateur, ou un pilote sans pôle. Un par ligne : une commune, une intercommunalité, un département ou une région. Exemples : Sicoval, Haute-Garonne.'
        valeur={saisie.territoires}
        erreur={erreurDe(erreurs, 'territoires')}
      />
      <Liste
        nom='college'
        libelle='Collège'
        indication='Pour un membre du comité.'
        vide='Aucun'
        options={Object.entries(COLLEGES).map(([valeur, libelle]) => ({ valeur, libelle }))}
        valeur={saisie.college}
        erreur={erreurDe(erreurs, 'college')}
      />
      <Champ
        nom='lieux'
        libelle='Numéros des fiches'
        indication='Pour un responsable ou un délégué de lieu : le nombre dans l’adresse de la fiche. Exemple : 1284.'
        valeur={saisie.lieux}
        erreur={erreurDe(erreurs, 'lieux')}
      />
      <Champ
        nom='fin'
        libelle='Dernier jour'
        indication='Vide : sans fin. Exemple : 31/12/2027.'
        valeur={saisie.fin}
        erreur={erreurDe(erreurs, 'fin')}
        court
      />
    </>
  )
}

function TableauRoles(props: { roles: readonly RoleVu[]; legende: string; vide: string; personne?: boolean }) {
  const { roles, legende, vide, personne = false } = props
  return (
    <Tableau
      legende={legende}
      vide={vide}
      lignes={roles}
      colonnes={[
        ...(personne
          ? [
              {
                titre: 'Personne',
                cellule: (r: RoleVu) => <a href={`${CHEMIN_PERSONNES}/${r.compteId}`}>{r.pseudonyme}</a>
              }
            ]
          : []),
        {
          titre: 'Rôle',
          cellule: (r: RoleVu) => `${definitionRole(r.role).libelle}${r.precision ? ` (${r.precision})` : ''}`
        },
        { titre: 'Réseau', cellule: (r: RoleVu) => r.reseau },
        { titre: 'Où', cellule: (r: RoleVu) => r.ou },
        {
          titre: 'Donné',
          cellule: (r: RoleVu) => (
            <>
              le <Jour date={r.donne.le} court /> par {r.donne.par}
            </>
          )
        },
        { titre: 'Dernier jour', cellule: (r: RoleVu) => (r.jusquAu ? <Jour date={r.jusquAu} court /> : 'sans fin') },
        {
          titre: 'Retirer',
          cellule: (r: RoleVu) => (
            <form method='post' action={`${CHEMIN_PERSONNES}/roles/${r.id}/retrait`}>
              <Bouton petit>
                Retirer
                <span class='vh'>
                  {' '}
                  à {r.pseudonyme} le rôle {definitionRole(r.role).libelle}, {r.ou}
                </span>
              </Bouton>
            </form>
          )
        }
      ]}
    />
  )
}
