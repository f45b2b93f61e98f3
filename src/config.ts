import { join, resolve } from 'node:path'
import { z } from 'zod'
import { RACINE } from './racine.ts'

const ouiNon = z.enum(['oui', 'non'], 'doit être « oui » ou « non »').transform((v) => v === 'oui')
const entier = (min: number, max: number) =>
  z.coerce.number(`doit être un nombre entre ${min} et ${max}`).int('doit être un nombre entier').min(min).max(max)
const adresse = z.url({ protocol: /^https?$/, error: 'doit être une adresse http ou https' })

// The provider's address is checked again when it is asked for: http is for tests on this very machine.
const fournisseurs = z
  .string()
  .transform((texte, contexte): unknown => {
    try {
      return JSON.parse(texte)
    } catch {
      contexte.addIssue('doit être du JSON')
      return z.NEVER
    }
  })
  .pipe(
    z.array(
      z.strictObject({
        nom: z.string().regex(/^[a-z0-9-]{1,30}$/, 'doit donner à chaque service un nom en minuscules, sans espace'),
        libelle: z.string().min(1).max(60),
        issuer: z.union([
          z.url({ protocol: /^https$/ }),
          z.string().regex(/^http:[/][/](localhost|127[.]0[.]0[.]1)(:[0-9]+)?([/]|$)/, 'doit être en https')
        ]),
        client_id: z.string().min(1),
        client_secret: z.string().min(1),
        scopes: z.string().default('openid email'),
        /** Values the provider demands, such as FranceConnect's level (`acr_values`). */
        parametres: z.record(z.string(), z.string()).default({})
      })
    )
  )

/** Every setting, once: its meaning, its default, its check. `docs/reglages.md` is printed from this table. */
export const REGLAGES = {
  PORT: { aide: 'Port d’écoute', defaut: '3000', lire: entier(0, 65_535) },
  HOTE: {
    aide: 'Adresse d’écoute ; `0.0.0.0` pour être joignable d’ailleurs',
    defaut: '127.0.0.1',
    lire: z.string().min(1)
  },
  URL_PUBLIQUE: {
    aide: 'Adresse publique du site, sans barre finale ; déduite de HOTE et PORT sinon',
    defaut: '',
    lire: z.union([z.literal(''), adresse])
  },
  DATABASE_URL: {
    aide: 'PostgreSQL 15 ou plus récent ; vide : la base embarquée',
    defaut: '',
    lire: z.union([z.literal(''), z.string().regex(/^postgres(ql)?:[/][/]/, 'doit commencer par postgres://')]),
    secret: true
  },
  CLE_SECRETE: {
    aide: 'Longue suite au hasard qui chiffre les secrets gardés en base (double vérification, clés qui signent les badges) ; à garder hors des sauvegardes de la base. Vide : déduite de DATABASE_URL, et perdue si celle-ci change. Exigée d’un site montré à d’autres sans DATABASE_URL',
    defaut: '',
    lire: z.union([z.literal(''), z.string().min(32, 'doit avoir au moins 32 signes')]),
    secret: true
  },
  OIDC_FOURNISSEURS: {
    aide: 'Services de connexion extérieurs (ProConnect, FranceConnect…), en JSON ; voir [connexions.md](connexions.md)',
    defaut: '[]',
    lire: fournisseurs,
    secret: true
  },
  MAILLAGE_DATA: {
    aide: 'Dossier des données de la base embarquée',
    defaut: join(RACINE, '.maillage'),
    // From our own folder, not the caller's: the command must find the server's data wherever it is typed.
    lire: z
      .string()
      .min(1)
      .transform((dossier) => resolve(RACINE, dossier))
  },
  MAILLAGE_DEMO: {
    aide: 'Démonstration (lieux fictifs), seulement avec la base embarquée et sur l’adresse locale',
    defaut: 'oui',
    lire: ouiNon
  },
  RESEAU_NOM: {
    aide: 'Nom du réseau national, en tête de chaque page, jusqu’à ce qu’une personne le change dans l’administration',
    defaut: 'Réseau national de la médiation numérique',
    lire: z.string().min(1).max(80)
  },
  RESEAU_ACCROCHE: {
    aide: 'Quelques mots sous ce nom, jusqu’à ce qu’une personne les change',
    defaut: 'Des lieux pour apprendre, être aidé et créer avec le numérique',
    lire: z.string().max(120)
  },
  AIDE_TELEPHONE: { aide: 'Numéro affiché sous « Besoin d’aide ? »', defaut: '', lire: z.string().max(30) },
  AIDE_HORAIRES: { aide: 'Quand une personne répond à ce numéro', defaut: '', lire: z.string().max(120) },
  EDITEUR_NOM: {
    aide: 'Qui édite le site et en répond (mentions légales)',
    defaut: '',
    lire: z.string().max(200)
  },
  EDITEUR_CONTACT: {
    aide: 'Comment joindre l’éditeur : adresse électronique ou postale (mentions légales, accessibilité)',
    defaut: '',
    lire: z.string().max(300)
  },
  HEBERGEUR: {
    aide: 'Nom et adresse de l’hébergeur (mentions légales)',
    defaut: '',
    lire: z.string().max(300)
  },
  SMTP_URL: {
    aide: 'Serveur d’envoi (`smtp://…` ou `smtps://…`) ; vide : les messages restent à `/dev/courriels`',
    defaut: '',
    lire: z.union([z.literal(''), z.url({ protocol: /^smtps?$/, error: 'doit commencer par smtp:// ou smtps://' })]),
    secret: true
  },
  COURRIEL_EXPEDITEUR: {
    aide: 'Adresse qui envoie les messages',
    defaut: 'Maillage <ne-pas-repondre@localhost>',
    lire: z.string().min(3)
  },
  COURRIEL_ADMINISTRATION: {
    aide: 'Adresse prévenue de ce qui demande une personne (imports en attente ou refusés)',
    defaut: 'administration@localhost',
    lire: z.string().min(3)
  },
  GEOCODEUR_URL: {
    aide: 'Géocodeur au format de l’API de la Base Adresse Nationale ; vide : aucun',
    defaut: '',
    lire: z.union([z.literal(''), adresse])
  },
  CACHE_PAGES: {
    aide: 'Mémoire pour les pages de recherche déjà faites, en Mo et par processus ; `0` : aucune',
    defaut: '64',
    lire: entier(0, 10_000)
  },
  CARTE_TUILES_URL: {
    aide: 'Serveur de tuiles du fond de carte (`https://…/{z}/{x}/{y}.png`) ; vide : le fond intégré, sans service extérieur',
    defaut: '',
    lire: z.union([
      z.literal(''),
      adresse
        .refine((url) => ['{z}', '{x}', '{y}'].every((part) => url.includes(part)), 'doit contenir {z}, {x} et {y}')
        // One origin goes in the security policy of pages.
        .refine((url) => !url.includes('{s}'), 'doit nommer un seul serveur, sans {s}')
    ])
  },
  CARTE_TUILES_ATTRIBUTION: {
    aide: 'À qui sont ces tuiles, comme leur licence le demande (« © les contributeurs d’OpenStreetMap »)',
    defaut: '',
    lire: z.string().max(200)
  },
  IMPORT_TAILLE_MAX: {
    aide: 'Taille la plus grande d’un fichier importé, en Mo',
    defaut: '200',
    lire: entier(1, 2_000)
  },
  IMPORT_ADRESSES_INTERNES: {
    aide: 'Autorise les adresses internes comme origine d’une source (`oui` pour un entrepôt de votre réseau)',
    defaut: 'non',
    lire: ouiNon
  },
  JOURNAL_NIVEAU: {
    aide: 'Détail des journaux techniques : `debug`, `info`, `warn`, `error` ou `silence`',
    defaut: 'info',
    lire: z.enum(['debug', 'info', 'warn', 'error', 'silence'], 'doit être debug, info, warn, error ou silence')
  },
  TRAVAUX: { aide: 'Ce processus exécute aussi les travaux en arrière-plan', defaut: 'oui', lire: ouiNon }
} as const satisfies Record<string, { aide: string; defaut: string; lire: z.ZodType; secret?: true }>

export type Config = { readonly [K in keyof typeof REGLAGES]: z.output<(typeof REGLAGES)[K]['lire']> }

/** Reads the environment once. Throws one French sentence a line for every setting that does not hold. */
export function lireConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const valeurs: Record<string, unknown> = {}
  const fautes: string[] = []
  for (const [nom, { defaut, lire, ...reste }] of Object.entries(REGLAGES)) {
    const lu = lire.safeParse(env[nom]?.trim() || defaut)
    // Addresses of servers hold passwords: they are not written back to a terminal or a log.
    const recu = 'secret' in reste ? '' : ` (reçu : « ${env[nom] ?? ''} »)`
    if (lu.success) valeurs[nom] = lu.data
    else fautes.push(`${nom} ${lu.error.issues[0]?.message ?? 'ne convient pas'}${recu}`)
  }
  if (fautes.length > 0) throw new ReglageRefuse(fautes.join('\n'))
  return valeurs as Config
}

export class ReglageRefuse extends Error {}
