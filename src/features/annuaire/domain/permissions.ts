import { champDe, estAutorise, type Objet, type Octroi, type Sujet } from '../../../kernel/droit.ts'
import type { Zone } from '../../../kernel/role.ts'
import { type Geographie, zonesDeCommune, zonesDuDepartement } from '../../territoires/vocabulaire.ts'

const OUVERTE = { visiteur: 'partout' } as const satisfies Octroi
/** What reaches the whole directory is run by who runs the site. */
const DU_SITE = { administrateur: 'partout' } as const satisfies Octroi
/** Decisions about lieux: everywhere, or as far as one's territory goes. A pilot moderates their pôle's (article 9). */
const DU_TERRITOIRE = {
  pilote: 'territoire',
  coordinateur: 'territoire',
  administrateur: 'territoire'
} as const satisfies Octroi

/** Rows of the permission table. Actions that touch a lieu read them too, whoever calls. */
export const PERMISSIONS_ANNUAIRE = {
  'lieux:lire': OUVERTE,
  'sources:lire': OUVERTE,
  'api:lire': OUVERTE,
  'imports:gerer': DU_SITE,
  'sources:declarer': DU_SITE,
  'sources:veiller': { secretariat: 'partout', ...DU_SITE },
  'mots:gerer': { editeur: 'partout', ...DU_SITE },
  'lieux:decider': DU_TERRITOIRE,
  'revision:gerer': DU_TERRITOIRE,
  'signalements:deposer': OUVERTE,
  // A mailbox is somebody's: who writes to it has an account.
  'orientation:envoyer': { contributeur: 'partout' },
  // A claimed fiche is the responsable's, and of who helps them (ANN-19).
  'fiche:tenir': { responsable: 'lieu', delegue: 'lieu' },
  // An account asks; it is in the administration's reach to look.
  'lieux:revendiquer': { contributeur: 'partout', administrateur: 'partout' },
  // The link of a message is what opens: a mailbox has no account.
  'revendication:repondre': OUVERTE,
  'equipe:gerer': { responsable: 'lieu', delegue: 'lieu', administrateur: 'territoire' },
  'responsabilites:juger': DU_TERRITOIRE,
  // The lieu's own people answer about it.
  'signalements:traiter': { responsable: 'lieu', delegue: 'lieu', ...DU_TERRITOIRE }
} as const satisfies Readonly<Record<string, Octroi>>

type PermissionAnnuaire = keyof typeof PERMISSIONS_ANNUAIRE

export const peutAnnuaire = (permission: PermissionAnnuaire, acteur: Sujet, objet: Objet): boolean =>
  estAutorise(PERMISSIONS_ANNUAIRE[permission], acteur, objet)

/** Where this person holds the permission. */
export const champAnnuaire = (permission: PermissionAnnuaire, acteur: Sujet) =>
  champDe(PERMISSIONS_ANNUAIRE[permission], acteur)

/** Every place that holds a lieu: by its commune, or by its département when nothing says more. */
export const zonesDuLieu = (
  geo: Geographie,
  { code_insee, departement }: { readonly code_insee: string | null; readonly departement: string | null }
): readonly Zone[] => {
  const zones = zonesDeCommune(geo, code_insee)
  return zones.length > 0 ? zones : zonesDuDepartement(geo, departement)
}
