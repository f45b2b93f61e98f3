import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parseJour } from '../../../kernel/jour.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import { findFichier, lireMorceaux } from '../../../platform/fichiers/index.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { recevoirFormulaire } from '../../../platform/http/televersement.ts'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import {
  confirmerLivraison,
  type DemandeRefusee,
  demanderImport,
  ecarterLivraison
} from '../actions/demander-import.ts'
import { REGLES } from '../domain/nettoyage/regles.ts'
import { isSourceTenue } from '../domain/source-responsables.ts'
import { countLieux } from '../store/lieu.store.ts'
import { findLivraison, type Livraison, listLivraisons } from '../store/livraison.store.ts'
import { listSources, nomsDesSources } from '../store/source.store.ts'
import {
  CHEMINS_IMPORT,
  ImportsVue,
  type ImportVuDepuisLaPage,
  ImportVue,
  NouvelImportVue,
  type RegleAppliquee
} from './vues/import.vue.tsx'

export const routesImports: readonly Route[] = [
  { methode: 'get', chemin: CHEMINS_IMPORT.liste, permission: 'imports:gerer', traiter: showImports },
  { methode: 'get', chemin: CHEMINS_IMPORT.nouveau, permission: 'imports:gerer', traiter: (c) => showNouvelImport(c) },
  {
    methode: 'post',
    chemin: CHEMINS_IMPORT.nouveau,
    permission: 'imports:gerer',
    recoitFichier: true,
    traiter: submitImport
  },
  { methode: 'get', chemin: `${CHEMINS_IMPORT.liste}/:id`, permission: 'imports:gerer', traiter: showImport },
  {
    methode: 'post',
    chemin: `${CHEMINS_IMPORT.liste}/:id/confirmation`,
    permission: 'imports:gerer',
    traiter: confirmImport
  },
  {
    methode: 'post',
    chemin: `${CHEMINS_IMPORT.liste}/:id/abandon`,
    permission: 'imports:gerer',
    traiter: setAsideImport
  },
  {
    methode: 'get',
    chemin: `${CHEMINS_IMPORT.liste}/:id/rapport.csv`,
    permission: 'imports:gerer',
    traiter: sendRapport
  }
]

async function showImports(c: Contexte) {
  const [livraisons, noms] = await Promise.all([listLivraisons(c.var.db), nomsDesSources(c.var.db)])
  const lieux = await countLieux(c.var.db)
  return rendrePage(c, <ImportsVue cadre={c.var.cadre} imports={livraisons.map((l) => toVue(l, noms, lieux))} />)
}

interface Saisie {
  readonly source?: string
  readonly provenance?: string
  readonly livraison?: string
}

async function showNouvelImport(c: Contexte, saisie: Saisie = {}, erreurs: readonly ErreurDeChamp[] = []) {
  const sources = (await listSources(c.var.db)).filter(
    ({ declaration }) => !declaration.fictif && !isSourceTenue(declaration.id)
  )
  return rendrePage(
    c,
    <NouvelImportVue
      cadre={c.var.cadre}
      action={CHEMINS_IMPORT.nouveau}
      sources={sources.map(({ declaration: { id, nom, origine } }) => ({
        id,
        nom,
        adresse: origine.type === 'url' ? origine.url : undefined
      }))}
      saisie={saisie}
      erreurs={erreurs}
      tailleMax={`${c.var.config.IMPORT_TAILLE_MAX} Mo`}
    />,
    erreurs.length > 0 ? 422 : 200
  )
}

async function submitImport(c: Contexte) {
  const { config, now } = c.var
  const tailleMax = config.IMPORT_TAILLE_MAX * 1_000_000
  const recu = await recevoirFormulaire(c, { tailleMax })
  try {
    const { champs, fichier, tropGros } = recu
    const saisie: Saisie = {
      source: champs.source ?? '',
      provenance: champs.provenance ?? 'fichier',
      livraison: champs.livraison ?? ''
    }
    const aujourdhui = jourCivil(now)
    const dateeDu = saisie.livraison ? parseJour(saisie.livraison) : aujourdhui
    const erreurs: ErreurDeChamp[] = []
    if (!saisie.source) erreurs.push({ champ: 'source', message: 'Choisissez la source de cette livraison.' })
    if (saisie.provenance === 'fichier' && tropGros)
      erreurs.push({ champ: 'fichier', message: `Ce fichier dépasse ${config.IMPORT_TAILLE_MAX} Mo.` })
    else if (saisie.provenance === 'fichier' && (!fichier || fichier.taille === 0))
      erreurs.push({
        champ: 'fichier',
        message: fichier ? 'Ce fichier est vide.' : 'Choisissez le fichier à importer.'
      })
    if (!dateeDu) erreurs.push({ champ: 'livraison', message: 'Donnez une date comme 31/12/2025.' })
    else if (dateeDu > aujourdhui) erreurs.push({ champ: 'livraison', message: 'Cette date est dans le futur.' })
    if (erreurs.length > 0 || !dateeDu) return await showNouvelImport(c, saisie, erreurs)

    const demande = await demanderImport(
      c.var.db,
      {
        sourceId: saisie.source ?? '',
        fichier: saisie.provenance === 'fichier' ? fichier : undefined,
        dateeDu,
        acteur: c.var.acteur,
        tailleMax
      },
      now
    )
    if (!demande.ok) return await showNouvelImport(c, saisie, [REFUS[demande.error]])
    return c.redirect(CHEMINS_IMPORT.un(String(demande.value)), 303)
  } finally {
    await recu.supprimer()
  }
}

const REFUS: Readonly<Record<DemandeRefusee, ErreurDeChamp>> = {
  'source-inconnue': { champ: 'source', message: 'Cette source n’est pas déclarée. Choisissez-la dans la liste.' },
  'sans-adresse': { champ: 'provenance', message: 'Cette source n’a pas d’adresse déclarée : envoyez un fichier.' },
  'trop-gros': { champ: 'fichier', message: 'Ce fichier est trop volumineux.' }
}

async function findDemandee(c: Contexte): Promise<Livraison | undefined> {
  const id = c.req.param('id') ?? ''
  return /^\d{1,15}$/.test(id) ? findLivraison(c.var.db, Number(id)) : undefined
}

async function showImport(c: Contexte) {
  const livraison = await findDemandee(c)
  if (!livraison) return c.notFound()
  const [noms, lieux] = await Promise.all([nomsDesSources(c.var.db), countLieux(c.var.db)])
  return rendrePage(c, <ImportVue cadre={c.var.cadre} import={toVue(livraison, noms, lieux)} maintenant={c.var.now} />)
}

async function setAsideImport(c: Contexte) {
  const livraison = await findDemandee(c)
  if (!livraison) return c.notFound()
  await ecarterLivraison(c.var.db, livraison.id, c.var.now)
  return c.redirect(CHEMINS_IMPORT.un(String(livraison.id)), 303)
}

async function confirmImport(c: Contexte) {
  const livraison = await findDemandee(c)
  if (!livraison) return c.notFound()
  // Already answered: the page says where it stands.
  await confirmerLivraison(c.var.db, livraison.id)
  return c.redirect(CHEMINS_IMPORT.un(String(livraison.id)), 303)
}

async function sendRapport(c: Contexte) {
  const livraison = await findDemandee(c)
  const rapport = livraison?.rapport_id && (await findFichier(c.var.db, livraison.rapport_id))
  if (!rapport) return c.notFound()
  const flux = createGunzip()
  pipeline(Readable.from(lireMorceaux(c.var.db, rapport.id)), flux, (err) => {
    if (err) c.var.journaux.warn({ err }, 'rapport interrompu')
  })
  return c.body(Readable.toWeb(flux) as ReadableStream, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${rapport.nom.replace(/[.]gz$/, '')}"`
  })
}

function toVue(l: Livraison, noms: ReadonlyMap<string, string>, lieux: number): ImportVuDepuisLaPage {
  const commun = {
    id: String(l.id),
    source: { nom: noms.get(l.source_id) ?? l.source_id, href: `/sources/${l.source_id}` },
    livraison: l.datee_du,
    origine: l.origine,
    demandeLe: l.recue_le
  }
  const finiLe = l.finie_le ?? l.recue_le
  const raison = l.message ?? ''
  switch (l.etat) {
    case 'en-cours':
      return l.etape === 'en attente'
        ? { ...commun, etat: 'en-attente' }
        : { ...commun, etat: 'en-cours', etape: l.etape, lignes: l.avancement }
    case 'appliquee':
      return {
        ...commun,
        etat: 'fini',
        finiLe,
        rapport: `${CHEMINS_IMPORT.un(String(l.id))}/rapport.csv`,
        bilan: {
          lues: l.lues ?? 0,
          gardees: l.gardees ?? 0,
          refusees: l.refusees ?? 0,
          nouvelles: l.nouvelles ?? 0,
          modifiees: (l.modifiees ?? 0) + (l.revenues ?? 0),
          inchangees: l.inchangees ?? 0,
          disparues: l.disparues ?? 0,
          lieux,
          regles: toRegles(l.regles ?? {})
        }
      }
    case 'inchangee':
    case 'ancienne':
      return { ...commun, etat: 'sans-effet', raison, finiLe }
    case 'en-attente':
      return {
        ...commun,
        etat: 'a-confirmer',
        raison,
        confirmer: `${CHEMINS_IMPORT.un(String(l.id))}/confirmation`,
        ecarter: `${CHEMINS_IMPORT.un(String(l.id))}/abandon`
      }
    case 'refusee':
    case 'interrompue':
      return { ...commun, etat: 'echoue', raison, finiLe }
  }
}

// Counted as « genre/regle »: one rule may correct here and only doubt there.
function toRegles(comptes: Readonly<Record<string, number>>): RegleAppliquee[] {
  return Object.entries(comptes)
    .map(([cle, fois]) => {
      const [genre = '', nom = ''] = cle.split('/')
      return { nom, genre: genre as RegleAppliquee['genre'], phrase: REGLES[nom]?.libelle ?? nom, fois }
    })
    .sort((a, b) => b.fois - a.fois)
}
