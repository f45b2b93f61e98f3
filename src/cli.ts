import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { type Config, lireConfig } from './config.ts'
import { phraseDePanne, preparerBase } from './demarrage.ts'
import {
  declarerSourcesLivrees,
  effacerDemonstration,
  exporterLieux,
  importer,
  lireDemandeHoraires,
  trouverDeclaration
} from './features/annuaire/index.ts'
import { effacerDemonstrationCharte, renouvelerCle, revoquerCle } from './features/charte/index.ts'
import { createLienAdministration, effacerComptesDemonstration } from './features/comptes/index.ts'
import { effacerDemonstrationConsultation } from './features/consultation/index.ts'
import { findReseau } from './features/reseaux/index.ts'
import { chargerCentresOfficiels, obtenirGeographie } from './features/territoires/index.ts'
import { SYSTEME } from './kernel/acteur.ts'
import { parseJour } from './kernel/jour.ts'
import { jourCivil } from './kernel/jour-civil.ts'
import type { BaseMaillage } from './platform/db/ouvrir.ts'
import { findRupture, listChaines } from './platform/journal/index.ts'
import { createJournaux } from './platform/journaux.ts'
import { telecharger } from './platform/telechargement/index.ts'

const AIDE = `maillage <commande>

  importer <fichier|URL> --source <id> [--livraison <date>] [--confirmer]
        Importe une livraison d’une source. --livraison : le jour de la livraison
        (2024-03-11 ou 11/03/2024, aujourd’hui sinon). --confirmer : même si elle
        fait disparaître plus d’un cinquième des enregistrements.
  exporter <fichier> [--format csv|json|geojson]
        Écrit l’annuaire dans le schéma officiel.
  geo charger <fichier>
        Charge les centres officiels des communes.
  admin lien
        Écrit un lien qui ouvre l’administration, une fois, pendant 15 minutes.
  demo effacer
        Retire la démonstration : ses lieux fictifs, leurs adhésions, ses comptes.
  horaires <fichier.json>
        Traduit des horaires en toutes lettres au format d’échange : un tableau de
        {"kind": "day" ou "week", "raw": "…"} donne une ligne JSON par texte.
  marque renouveler-cle <réseau>
        Fait une nouvelle clé pour signer les badges de ce réseau. Les badges déjà
        donnés restent bons.
  marque revoquer-cle <réseau> <numéro> [--depuis <date>]
        Une clé a été volée : rien de ce qu’elle a signé n’est plus bon. --depuis : le
        jour du vol, aujourd’hui sinon.
  journal verifier
        Vérifie la chaîne de chaque réseau, et qu’elle suit les têtes publiées.

Codes de sortie : 0 fait, 1 refusé ou en panne, 2 commande mal écrite, 3 rien à changer
(déjà importée ou plus ancienne), 4 attend une confirmation.`

class Usage extends Error {}

interface Outils {
  readonly base: BaseMaillage
  readonly config: Config
  readonly now: () => Date
}

type Commande = (outils: Outils, args: readonly string[], options: Options) => Promise<number>

interface Options {
  readonly source?: string
  readonly livraison?: string
  readonly confirmer?: boolean
  readonly format?: string
  readonly depuis?: string
}

const COMMANDES: Readonly<Record<string, { readonly mots: number; readonly executer: Commande }>> = {
  importer: { mots: 1, executer: runImporter },
  exporter: { mots: 1, executer: runExporter },
  horaires: { mots: 1, executer: (_, [chemin = '']) => runHoraires(chemin) },
  'geo charger': { mots: 1, executer: runGeoCharger },
  'admin lien': { mots: 0, executer: runAdminLien },
  'demo effacer': { mots: 0, executer: runDemoEffacer },
  'marque renouveler-cle': { mots: 1, executer: runRenouvelerCle },
  'marque revoquer-cle': { mots: 2, executer: runRevoquerCle },
  'journal verifier': { mots: 0, executer: runJournalVerifier }
}

async function runImporter(
  { base, config, now }: Outils,
  [cible = '']: readonly string[],
  options: Options
): Promise<number> {
  if (!options.source) throw new Usage('Dites de quelle source vient cette livraison : --source <id>.')
  const dateeDu = options.livraison ? parseJour(options.livraison) : jourCivil(now())
  if (!dateeDu) throw new Usage(`« ${options.livraison} » n’est pas une date. Écrivez 2024-03-11 ou 11/03/2024.`)
  await declarerSourcesLivrees(base.db, now())
  const { declaration, connues } = await trouverDeclaration(base.db, options.source)
  if (!declaration)
    throw new Usage(`La source « ${options.source} » n’est pas déclarée. Sources connues : ${connues.join(', ')}.`)

  const dossier = await mkdtemp(join(tmpdir(), 'maillage-import-'))
  const tailleMax = config.IMPORT_TAILLE_MAX * 1_000_000
  try {
    const local = /^https?:\/\//i.test(cible)
      ? await fetchDelivery(cible, { dossier, tailleMax, autoriserInterne: config.IMPORT_ADRESSES_INTERNES })
      : {
          chemin: resolve(cible),
          erreur: (await stat(cible).catch(() => undefined))?.isFile()
            ? undefined
            : `Le fichier ${cible} est introuvable.`
        }
    if (local.erreur !== undefined || local.chemin === undefined) {
      console.error(local.erreur)
      return 1
    }
    // Loaded here only: the other commands start faster without the pages.
    const { brancherFeatures } = await import('./app.tsx')
    brancherFeatures(config)
    let etape = ''
    const fin = await importer(
      base.db,
      {
        declaration,
        chemin: local.chemin,
        origine: cible,
        dateeDu,
        acteur: SYSTEME,
        confirmer: options.confirmer ?? false
      },
      {
        now,
        geo: await obtenirGeographie(base.db),
        tailleMax,
        courrielAdministration: config.COURRIEL_ADMINISTRATION,
        urlPublique: config.URL_PUBLIQUE || `http://${config.HOTE}:${config.PORT}`,
        onAvancement: (nom, faits) => {
          if (nom === etape && !process.stderr.isTTY) return
          process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${nom}… ${faits > 0 ? faits : ''}` : `${nom}…\n`)
          etape = nom
        }
      }
    )
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
    return sayImport(fin)
  } finally {
    await rm(dossier, { recursive: true, force: true })
  }
}

async function fetchDelivery(
  url: string,
  limites: { dossier: string; tailleMax: number; autoriserInterne: boolean }
): Promise<{ chemin?: string; erreur?: string }> {
  const recu = await telecharger(url, limites)
  if (!recu.ok) return { erreur: recu.error.message }
  return recu.value.etat === 'nouveau' ? { chemin: recu.value.fichier } : { erreur: 'Le serveur n’a rien envoyé.' }
}

function sayImport(l: Awaited<ReturnType<typeof importer>>): number {
  const n = (v: number | null) => (v ?? 0).toLocaleString('fr-FR')
  if (l.lues !== null) {
    console.log(
      `Lignes lues : ${n(l.lues)} = gardées ${n(l.gardees)} + refusées ${n(l.refusees)}${l.doublons ? ` (dont répétées à l’identique : ${n(l.doublons)})` : ''}`
    )
    console.log(
      `Enregistrements : nouveaux ${n(l.nouvelles)}, modifiés ${n(l.modifiees)}, inchangés ${n(l.inchangees)}, disparus ${n(l.disparues)}, revenus ${n(l.revenues)}`
    )
  }
  if (l.cellules)
    console.log(
      `Cellules remplies : ${n(l.cellules.total)} = gardées ${n(l.cellules.gardees)} + corrigées ${n(l.cellules.corrigees)} + listées ${n(l.cellules.listees)}`
    )
  for (const { message, nombre } of l.avis ?? []) console.log(`${message}${nombre > 1 ? ` (${n(nombre)} fois)` : ''}`)
  if (l.message) (l.etat === 'refusee' ? console.error : console.log)(l.message)
  if (l.etat === 'appliquee')
    console.log(`Livraison ${l.id} importée. Rapport ligne par ligne : /administration/livraisons/${l.id}/rapport.csv`)
  switch (l.etat) {
    case 'appliquee':
      return 0
    case 'inchangee':
    case 'ancienne':
      return 3
    case 'en-attente':
      return 4
    case 'en-cours':
    case 'refusee':
    case 'interrompue':
      return 1
  }
}

async function runExporter(
  { base }: Outils,
  [cible = '']: readonly string[],
  { format = formatDuNom(cible) }: Options
): Promise<number> {
  if (format !== 'csv' && format !== 'json' && format !== 'geojson')
    throw new Usage('Le format est csv, json ou geojson.')
  const bilan = { exportes: 0, incomplets: 0, fictifs: 0 }
  await pipeline(Readable.from(exporterLieux(base.db, format, bilan)), createWriteStream(resolve(cible)))
  console.log(`${bilan.exportes} lieux écrits dans ${cible}.`)
  if (bilan.incomplets > 0)
    console.log(
      `${bilan.incomplets} lieux laissés de côté : il leur manque un champ que le schéma exige (nom, adresse, commune ou code postal).`
    )
  if (bilan.fictifs > 0) console.log(`${bilan.fictifs} lieux fictifs de la démonstration laissés de côté.`)
  return 0
}

const formatDuNom = (nom: string) => /[.](csv|json|geojson)$/i.exec(nom)?.[1]?.toLowerCase() ?? 'csv'

async function runHoraires(chemin: string): Promise<number> {
  const lu = lireDemandeHoraires(await readFile(resolve(chemin)).catch(() => undefined))
  if (!lu.ok) {
    console.error(lu.error.replace('Le fichier', `Le fichier ${chemin}`))
    return 1
  }
  for (const ligne of lu.value) process.stdout.write(`${JSON.stringify(ligne)}\n`)
  return 0
}

async function runGeoCharger({ base }: Outils, [chemin = '']: readonly string[]): Promise<number> {
  const bilan = await chargerCentresOfficiels(base.db, resolve(chemin))
  for (const phrase of bilan.ok ? bilan.value.phrases : bilan.error) (bilan.ok ? console.log : console.error)(phrase)
  return bilan.ok ? 0 : 1
}

async function runAdminLien({ base, config, now }: Outils): Promise<number> {
  const { jeton } = await createLienAdministration(base.db, now())
  console.log(`${config.URL_PUBLIQUE || `http://${config.HOTE}:${config.PORT}`}/administration/entree/${jeton}`)
  console.log('Ce lien sert une fois, pendant 15 minutes.')
  return 0
}

async function runDemoEffacer({ base, now }: Outils): Promise<number> {
  const consultations = await effacerDemonstrationConsultation(base.db)
  await effacerDemonstrationCharte(base.db)
  const { sources, lieux } = await effacerDemonstration(base.db, now())
  const comptes = await effacerComptesDemonstration(base.db)
  console.log(
    sources + comptes + consultations === 0
      ? 'Il n’y a pas de démonstration à effacer.'
      : `Démonstration effacée : ${lieux} lieux fictifs, ${sources} sources, ${comptes} comptes, ${consultations} consultations.`
  )
  return 0
}

async function runRenouvelerCle({ base, config, now }: Outils, [reseau = '']: readonly string[]): Promise<number> {
  if (!(await findReseau(base.db, reseau))) throw new Usage(`Le réseau « ${reseau} » n’existe pas.`)
  const { rang, remplacee } = await renouvelerCle(base.db, reseau, {
    reglages: config,
    acteur: SYSTEME.nom,
    now: now()
  })
  console.log(`La clé ${rang} signe les badges du réseau ${reseau}.`)
  if (remplacee !== undefined) console.log(`La clé ${remplacee} reste publiée : les badges déjà donnés restent bons.`)
  return 0
}

async function runRevoquerCle(
  { base, config, now }: Outils,
  [reseau = '', numero = '']: readonly string[],
  { depuis }: Options
): Promise<number> {
  const jour = depuis ? parseJour(depuis) : jourCivil(now())
  if (!jour) throw new Usage(`« ${depuis} » n’est pas une date. Écrivez 2024-03-11 ou 11/03/2024.`)
  const outils = { reglages: config, acteur: SYSTEME.nom, now: now(), depuis: new Date(`${jour}T00:00:00Z`) }
  if (!/^\d{1,6}$/.test(numero) || !(await revoquerCle(base.db, reseau, Number(numero), outils)))
    throw new Usage(`Le réseau « ${reseau} » n’a pas de clé ${numero}.`)
  console.log(`La clé ${numero} du réseau ${reseau} est révoquée depuis le ${jour}. Les membres reprennent leur badge.`)
  return 0
}

async function runJournalVerifier({ base }: Outils): Promise<number> {
  const chaines = await listChaines(base.db)
  let rompues = 0
  for (const reseau of chaines) {
    const rupture = await findRupture(base.db, reseau)
    if (!rupture) continue
    rompues++
    console.error(`Le journal « ${reseau} » est rompu à l’écriture ${rupture.rang} : ${rupture.raison}.`)
  }
  if (rompues > 0) return 1
  console.log(
    chaines.length === 0
      ? 'Le journal est vide.'
      : `Le journal est entier, et suit les têtes publiées : ${chaines.join(', ')}.`
  )
  return 0
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      livraison: { type: 'string' },
      confirmer: { type: 'boolean' },
      format: { type: 'string' },
      depuis: { type: 'string' },
      aide: { type: 'boolean', short: 'h' },
      help: { type: 'boolean' }
    }
  })
  if (values.aide || values.help || positionals.length === 0) {
    console.log(AIDE)
    return positionals.length === 0 && !values.aide && !values.help ? 2 : 0
  }
  const nom = [positionals.slice(0, 2).join(' '), positionals[0] ?? ''].find((n) => n in COMMANDES)
  const commande = nom && COMMANDES[nom]
  if (!commande) throw new Usage(`Commande inconnue : ${positionals.join(' ')}.`)
  const args = positionals.slice((nom as string).split(' ').length)
  if (args.length !== commande.mots)
    throw new Usage(
      commande.mots === 0
        ? `« ${nom} » ne prend pas d’argument.`
        : `« ${nom} » attend ${commande.mots === 1 ? 'un mot, un fichier ou une adresse' : `${commande.mots} mots`}.`
    )

  // Reads and writes texts: it needs no database, and must not start one.
  if (nom === 'horaires') return runHoraires(args[0] ?? '')

  const config = lireConfig(process.env)
  // The command's own words are its output: technical logs stay quiet unless something breaks.
  const journaux = createJournaux('error', process.stderr)
  const base = await preparerBase(config, journaux, 4)
  // Ctrl-C does not wait for what runs: PostgreSQL undoes a transaction that was cut.
  const stop = () => void base.abandonner().finally(() => process.exit(130))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    return await commande.executer({ base, config, now: () => new Date() }, args, values)
  } finally {
    await base.close()
  }
}

try {
  process.exitCode = await run()
} catch (error) {
  if (error instanceof Usage || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) {
    console.error(`${(error as Error).message}\n\n${AIDE}`)
    process.exitCode = 2
  } else {
    console.error(phraseDePanne(error))
    process.exitCode = 1
  }
}
