import { estVisiteur } from '../../../kernel/acteur.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { heureDe } from '../../../platform/ui/composants/date/date.tsx'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { adresseFiche, findLieuActuel, type LieuPublic, objetDuLieu } from '../../annuaire/index.ts'
import { findReseau, type Reseau } from '../../reseaux/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { chargerRegles } from '../actions/adhesion/regles-de-la-charte.ts'
import {
  abandonnerDeclaration,
  accepterCharte,
  enregistrerPage,
  envoyerDeclaration,
  type OutilsDeclarer,
  type RefusDeclarer
} from '../actions/declarer.ts'
import { lirePerimetre } from '../actions/perimetre.ts'
import { finDeFenetre } from '../domain/adhesion/actes.ts'
import { avancer } from '../domain/adhesion/avancer.ts'
import { direActeRefuse, direEtat, direSilence } from '../domain/adhesion/dire.ts'
import type { Regles } from '../domain/adhesion/regles.ts'
import type { Situation } from '../domain/adhesion/situation.ts'
import { estIdCharte } from '../domain/charte.ts'
import { comparer } from '../domain/comparaison.ts'
import { type RefusDeclaration, verifierDeclaration } from '../domain/declaration.ts'
import {
  choisis,
  type EtapeDeclaration,
  etapeFaite,
  etapesDeclaration,
  reprendreChoix,
  toChoix
} from '../domain/etapes-declaration.ts'
import {
  champChoix,
  champJustification,
  empreinteChoix,
  empreinteStructure,
  lireChoix,
  lireStructure
} from '../domain/saisie-declaration.ts'
import { versionEnVigueur } from '../domain/version.ts'
import { type Dossier, listDossiersDuLieu } from '../store/adhesion.store.ts'
import { type Charte, findCharte, findContenu, type VersionEnBase } from '../store/charte.store.ts'
import { type Declaration, findBrouillon, findDerniereDeclaration } from '../store/declaration.store.ts'
import {
  AbandonnerVue,
  AccepteeVue,
  AccepterVue,
  ChoixVue,
  type DeclarationVue,
  EtatVue,
  NouvelleVersionVue,
  RelireVue,
  StructureVue
} from './vues/declarer.vue.tsx'

const BASE = '/lieux/:adresse/adherer/:charte'
const preparer = 'adhesion:preparer'
const engager = 'adhesion:engager'

export const routesDeclarer: readonly Route[] = [
  // A responsable of another lieu, or nobody's, is led to the claim rather than to a closed door.
  { methode: 'get', chemin: BASE, permission: 'charte:lire', traiter: avecLieu(showAccueil) },
  { methode: 'get', chemin: `${BASE}/envoyee`, permission: preparer, traiter: avecLieu(showEnvoyee) },
  { methode: 'get', chemin: `${BASE}/abandonner`, permission: preparer, traiter: avecLieu(showAbandonner) },
  { methode: 'post', chemin: `${BASE}/abandonner`, permission: preparer, traiter: avecLieu(submitAbandonner) },
  { methode: 'post', chemin: `${BASE}/envoyer`, permission: engager, traiter: avecLieu(submitEnvoyer) },
  { methode: 'post', chemin: `${BASE}/charte`, permission: preparer, traiter: avecLieu(submitCharte) },
  { methode: 'get', chemin: `${BASE}/:etape`, permission: preparer, traiter: avecLieu(showEtape) },
  { methode: 'post', chemin: `${BASE}/:etape`, permission: preparer, traiter: avecLieu(submitEtape) }
]

interface Ouvert {
  readonly lieu: LieuPublic
  readonly charte: Charte
  readonly reseau: Reseau
  readonly regles: Regles
  readonly enVigueur: VersionEnBase
  readonly dossier: Dossier | undefined
  /** As time has led it. */
  readonly situation: Situation
  readonly brouillon: Declaration | undefined
  readonly chemin: string
  readonly outils: OutilsDeclarer
  readonly peutEnvoyer: boolean
}

function avecLieu(traiter: (c: Contexte, ouvert: Ouvert) => Response | Promise<Response>) {
  return async (c: Contexte): Promise<Response> => {
    const ouvert = await ouvrir(c)
    return ouvert instanceof Response ? ouvert : traiter(c, ouvert)
  }
}

/** The lieu and the charter of the address, as they are now, if this person looks after that lieu. */
async function ouvrir(c: Contexte): Promise<Ouvert | Response> {
  const { db, now, acteur } = c.var
  const [, numero] = /^(\d{1,15})(?:-|$)/.exec(c.req.param('adresse') ?? '') ?? []
  const id = c.req.param('charte') ?? ''
  const [lieu, charte] = await Promise.all([
    numero ? findLieuActuel(db, Number(numero)) : undefined,
    estIdCharte(id) ? findCharte(db, id) : undefined
  ])
  const enVigueur = charte && versionEnVigueur(charte.versions, now)
  const reseau = charte && (await findReseau(db, charte.reseau_id))
  if (!lieu || lieu.retire_le || !charte || !enVigueur || !reseau) return c.notFound()
  c.header('cache-control', 'no-store')
  const objet = await objetDuLieu(db, lieu)
  if (c.req.method === 'GET' && estVisiteur(acteur))
    return c.redirect(`/connexion?suite=${encodeURIComponent(c.req.path)}`, 303)
  if (!c.var.peut(preparer, objet))
    return c.req.method === 'GET' ? c.redirect(`${adresseFiche(lieu)}/revendiquer`, 303) : pageErreur(c, 403)
  const [regles, geo, dossiers] = await Promise.all([
    chargerRegles(db, charte.id),
    obtenirGeographie(db),
    listDossiersDuLieu(db, lieu.id)
  ])
  const dossier = dossiers.find(({ reseauId }) => reseauId === charte.reseau_id)
  const ouvert: Ouvert = {
    lieu,
    charte,
    reseau,
    regles,
    enVigueur,
    dossier,
    situation: dossier ? avancer(dossier.situation, regles, now).situation : { etat: 'REFERENCE' },
    brouillon: dossier && (await findBrouillon(db, dossier.id)),
    chemin: `${adresseFiche(lieu)}/adherer/${charte.id}`,
    outils: { acteur, now, geo },
    peutEnvoyer: c.var.peut(engager, objet)
  }
  if (dossier && dossier.charteId !== charte.id)
    return refuser(c, ouvert, 'Ce lieu a déjà une adhésion à ce réseau', [AUTRE_CHARTE])
  if (!(await lirePerimetre(db, geo, reseau.id))(lieu.code_insee))
    return refuser(c, ouvert, 'Ce lieu est hors du territoire', [horsPerimetre(reseau)])
  return ouvert
}

const AUTRE_CHARTE = 'Il a commencé avec une autre charte du même réseau. Il ne peut pas en suivre deux à la fois.'

export const horsPerimetre = ({ nom }: Reseau): string =>
  `« ${nom} » réunit les lieux d’un territoire. L’adresse de celui-ci n’en fait pas partie : il ne peut pas y adhérer. Si l’adresse de la fiche est fausse, corrigez-la d’abord.`

const cibleDe = ({ lieu, charte }: Ouvert) => ({ lieuId: lieu.id, charteId: charte.id })

async function vueDe(c: Contexte, ouvert: Ouvert, version: VersionEnBase): Promise<DeclarationVue> {
  const { lieu, charte, reseau, chemin } = ouvert
  const contenu = await findContenu(c.var.db, version.id)
  return {
    cadre: c.var.cadre,
    lieu: { nom: lieu.nom, href: adresseFiche(lieu), commune: lieu.publiees.commune },
    charte,
    reseau,
    chemin,
    contenu,
    numero: version.numero,
    etapes: etapesDeclaration(contenu)
  }
}

async function refuser(c: Contexte, ouvert: Ouvert, titre: string, phrases: readonly string[]) {
  const vue = await vueDe(c, ouvert, ouvert.enVigueur)
  return rendrePage(c, <EtatVue vue={vue} titre={titre} phrases={phrases} />, c.req.method === 'GET' ? 200 : 422)
}

interface Refusee {
  readonly erreurs?: readonly ErreurDeChamp[]
  readonly refus?: { readonly titre: string; readonly phrase: string }
}

const statut = ({ erreurs = [], refus }: Refusee) => (erreurs.length > 0 || refus ? 422 : 200)

/** The draft that can be written on now, and the version it answers. */
function enCours({ situation, brouillon, charte }: Ouvert) {
  const version = situation.etat === 'BROUILLON' && charte.versions.find(({ id }) => id === brouillon?.version)
  return brouillon && version ? { brouillon, version } : undefined
}

const perimee = (ouvert: Ouvert): boolean => {
  const courant = enCours(ouvert)
  return courant !== undefined && courant.version.id !== ouvert.enVigueur.id
}

async function showAccueil(c: Contexte, ouvert: Ouvert) {
  const courant = enCours(ouvert)
  if (!courant) return rendreDepart(c, ouvert)
  const { brouillon, version } = courant
  if (perimee(ouvert)) return c.redirect(`${ouvert.chemin}/charte`, 303)
  const { contenu, etapes } = await vueDe(c, ouvert, version)
  // The first page that is not done; families of criteria are done together, once there are enough.
  const assez = etapesAssez(contenu, brouillon)
  const reste = etapes.find((une) => !etapeFaite(une, contenu, brouillon) && !(une.genre === 'criteres' && assez))
  return c.redirect(`${ouvert.chemin}/${reste?.cle ?? 'relire'}`, 303)
}

const etapesAssez = (contenu: Parameters<typeof verifierDeclaration>[0], { choix }: Declaration): boolean => {
  const issue = verifierDeclaration(contenu, toChoix(choix))
  return issue.ok || issue.error.every(({ raison }) => raison !== 'trop-peu-de-criteres')
}

/** Where one may begin, begin again, or not. */
async function rendreDepart(c: Contexte, ouvert: Ouvert, refusee: Refusee = {}) {
  const { situation, dossier, enVigueur, reseau, chemin } = ouvert
  const vue = await vueDe(c, ouvert, enVigueur)
  const { court, phrase } = direEtat(situation, 'lieu', reseau.fuseau)
  switch (situation.etat) {
    case 'REFERENCE':
    case 'INVITE':
    case 'BROUILLON':
      return rendrePage(c, <AccepterVue vue={vue} {...refusee} />, statut(refusee))
    case 'OPPOSE':
    case 'NON_RENOUVELE':
    case 'RETIRE': {
      if (situation.etat === 'RETIRE' && situation.barre) break
      const reprise = dossier !== undefined && (await findDerniereDeclaration(c.var.db, dossier.id)) !== undefined
      return rendrePage(c, <AccepterVue vue={vue} retour={{ phrase, reprise }} {...refusee} />, statut(refusee))
    }
    case 'SUSPENDU':
      break
    case 'DECLARE':
    case 'FENETRE':
    case 'MEMBRE':
    case 'AVERTI':
      return c.redirect(`${chemin}/envoyee`, 303)
  }
  return refuser(c, ouvert, court, [
    phrase,
    'Une nouvelle déclaration n’est pas possible pour l’instant. Écrivez au secrétariat du réseau : il transmettra au comité.'
  ])
}

async function submitCharte(c: Contexte, ouvert: Ouvert): Promise<Response> {
  const champs = await readFormulaire(c)
  const redire = (refusee: Refusee) =>
    perimee(ouvert) ? rendreNouvelleVersion(c, ouvert, refusee) : rendreDepart(c, ouvert, refusee)
  if (champs.accepte !== 'oui')
    return redire({ erreurs: [{ champ: 'accepte', message: 'Pour continuer, cochez que vous acceptez la charte.' }] })
  const issue = await accepterCharte(c.var.db, cibleDe(ouvert), entier(champs.version), ouvert.outils)
  if (issue.ok) return c.redirect(ouvert.chemin, 303)
  if (issue.error.raison === 'version')
    return redire({
      refus: {
        titre: 'La charte a changé',
        phrase: 'Une autre version est entrée en vigueur pendant que vous lisiez. La voici : relisez, puis acceptez.'
      }
    })
  return repondre(c, ouvert, issue.error)
}

const entier = (texte: string | undefined): number => (/^\d{1,9}$/.test(texte ?? '') ? Number(texte) : -1)

/** What could not be done, whatever the page. */
async function repondre(c: Contexte, ouvert: Ouvert, refus: RefusDeclarer): Promise<Response> {
  switch (refus.raison) {
    case 'lieu-inconnu':
    case 'charte-inconnue':
      return c.notFound()
    case 'interdit':
      return pageErreur(c, 403)
    case 'hors-perimetre':
      return refuser(c, ouvert, 'Ce lieu est hors du territoire', [horsPerimetre(ouvert.reseau)])
    case 'autre-charte':
      return refuser(c, ouvert, 'Ce lieu a déjà une adhésion à ce réseau', [AUTRE_CHARTE])
    case 'version':
    case 'sans-brouillon':
      return c.redirect(ouvert.chemin, 303)
    case 'acte':
      return refuser(c, ouvert, 'Ce n’est pas possible', [direActeRefuse(refus.acte, ouvert.reseau.fuseau)])
  }
}

async function rendreNouvelleVersion(c: Contexte, ouvert: Ouvert, refusee: Refusee = {}): Promise<Response> {
  const courant = enCours(ouvert)
  if (!courant) return c.redirect(ouvert.chemin, 303)
  const vue = await vueDe(c, ouvert, ouvert.enVigueur)
  const avant = await findContenu(c.var.db, courant.version.id)
  const gardes = new Set(reprendreChoix(vue.contenu, courant.brouillon.choix).map(({ critere }) => critere))
  const perdus = choisis(courant.brouillon.choix).flatMap(({ critere }) =>
    gardes.has(critere) ? [] : (avant.criteres.find(({ id }) => id === critere)?.libelle ?? [])
  )
  return rendrePage(
    c,
    <NouvelleVersionVue
      vue={vue}
      ancienne={courant.version.numero}
      comparaison={comparer(avant, vue.contenu)}
      perdus={perdus}
      {...refusee}
    />,
    statut(refusee)
  )
}

async function showEtape(c: Contexte, ouvert: Ouvert): Promise<Response> {
  const courant = enCours(ouvert)
  if (!courant) return c.redirect(ouvert.chemin, 303)
  if (perimee(ouvert)) return rendreNouvelleVersion(c, ouvert)
  const vue = await vueDe(c, ouvert, courant.version)
  const etape = vue.etapes.find(({ cle }) => cle === c.req.param('etape'))
  return etape ? rendreEtape(c, ouvert, vue, courant.brouillon, etape) : c.notFound()
}

interface Tapee extends Refusee {
  /** What was typed, when it is not what is kept. */
  readonly structure?: ReturnType<typeof lireStructure>['valeurs']
  readonly choix?: Declaration['choix']
  /** Somebody else wrote in between: what they wrote is shown beside. */
  readonly conflit?: boolean
}

function rendreEtape(
  c: Contexte,
  ouvert: Ouvert,
  vue: DeclarationVue,
  brouillon: Declaration,
  etape: EtapeDeclaration,
  { structure, choix, conflit = false, ...refusee }: Tapee = {}
): Response | Promise<Response> {
  const commun = { vue, brouillon, etape, ...refusee }
  switch (etape.genre) {
    case 'charte':
      return rendrePage(c, <AccepteeVue vue={vue} brouillon={brouillon} />)
    case 'structure':
      return rendrePage(
        c,
        <StructureVue
          {...commun}
          empreinte={empreinteStructure(brouillon)}
          valeurs={structure ?? brouillon}
          enregistre={conflit ? brouillon : undefined}
        />,
        statut(refusee)
      )
    case 'exigences':
    case 'criteres':
      return rendrePage(
        c,
        <ChoixVue
          {...commun}
          empreinte={empreinteChoix(brouillon.choix, etape.criteres)}
          choix={choix ?? brouillon.choix}
          enregistre={conflit ? brouillon.choix : undefined}
        />,
        statut(refusee)
      )
    case 'relire':
      return rendrePage(
        c,
        <RelireVue
          {...commun}
          manques={manquesDe(vue, brouillon)}
          fin={finDeFenetre(brouillon.version, ouvert.regles, c.var.now)}
          peutEnvoyer={ouvert.peutEnvoyer}
        />,
        statut(refusee)
      )
  }
}

/** What is left before the declaration can be sent, each with the page where it is done. */
function manquesDe({ contenu, etapes, chemin }: DeclarationVue, brouillon: Declaration) {
  const verifiee = verifierDeclaration(contenu, toChoix(brouillon.choix))
  const structure = etapes.find(({ genre }) => genre === 'structure')
  return [
    ...(structure && !etapeFaite(structure, contenu, brouillon)
      ? [{ href: `${chemin}/structure`, message: 'Dites quelle structure signe, et qui signe pour elle.' }]
      : []),
    ...(verifiee.ok ? [] : verifiee.error).map((faute) => {
      const cle = 'critere' in faute ? faute.critere : undefined
      const page = etapes.find(({ genre, criteres }) =>
        cle === undefined ? genre === 'criteres' : criteres.some(({ id }) => id === cle)
      )
      const ancre =
        cle === undefined
          ? ''
          : `#${faute.raison === 'justificatif-manquant' ? champJustification(cle) : champChoix(cle)}`
      const libelle = contenu.criteres.find(({ id }) => id === cle)?.libelle ?? ''
      return { href: `${chemin}/${page?.cle ?? 'relire'}${ancre}`, message: direFaute(faute, libelle) }
    })
  ]
}

function direFaute(faute: RefusDeclaration, libelle: string): string {
  switch (faute.raison) {
    case 'condition-manquante':
      return `Confirmez la condition « ${libelle} ».`
    case 'engagement-manquant':
      return `Prenez l’engagement « ${libelle} ».`
    case 'critere-inconnu':
      return 'Un critère choisi n’est plus dans cette version de la charte.'
    case 'justificatif-manquant':
      return `Écrivez ce que demande le critère « ${libelle} ».`
    case 'trop-peu-de-criteres': {
      const reste = faute.minimum - faute.choisis
      return `Choisissez encore ${reste}\u00a0critère${reste > 1 ? 's' : ''} : il en faut ${faute.minimum}.`
    }
  }
}

const CONFLIT = {
  titre: 'Une autre personne a écrit sur cette page',
  phrase:
    'Rien n’est perdu. Vous voyez ce qu’elle a enregistré, et vos réponses sont dans le formulaire. Gardez ce qui convient, puis enregistrez.'
}
const FORGE = {
  titre: 'Rien n’a été enregistré',
  phrase: 'Ce formulaire parle d’un critère qui n’est pas sur cette page. Relisez, puis recommencez.'
}
const VERSION_CHANGEE = {
  titre: 'La charte a changé pendant que vous écriviez',
  phrase:
    'Cette page montre la version en vigueur. Vos réponses sont gardées quand elle les demande encore : relisez, puis enregistrez.'
}

async function submitEtape(c: Contexte, ouvert: Ouvert): Promise<Response> {
  const champs = await readFormulaire(c)
  const fond = champs.fond === 'oui'
  const courant = enCours(ouvert)
  if (!courant) return fond ? c.json({ etat: 'fini' }, 409) : c.redirect(ouvert.chemin, 303)
  const vue = await vueDe(c, ouvert, courant.version)
  const rang = vue.etapes.findIndex(({ cle }) => cle === c.req.param('etape'))
  const etape = vue.etapes[rang]
  if (!etape || etape.genre === 'charte' || etape.genre === 'relire') return c.notFound()
  const refaire = async (tapee: Tapee): Promise<Response> => {
    if (fond) return c.json({ etat: 'a-relire' }, 409)
    const frais = (await findBrouillon(c.var.db, courant.brouillon.adhesionId)) ?? courant.brouillon
    return rendreEtape(c, ouvert, vue, frais, etape, tapee)
  }

  const lue = lirePage(champs, etape)
  if (!lue) return refaire({ refus: FORGE })
  const { page, fautes, tapee } = lue
  const issue = await enregistrerPage(
    c.var.db,
    cibleDe(ouvert),
    { page, avant: champs.avant ?? '', numero: entier(champs.version) },
    ouvert.outils
  )
  if (!issue.ok) {
    if (issue.error.raison === 'conflit') return refaire({ ...tapee, conflit: true, refus: CONFLIT })
    if (issue.error.raison === 'version') return refaire({ ...tapee, refus: VERSION_CHANGEE })
    return fond ? c.json({ etat: 'refuse' }, 409) : repondre(c, ouvert, issue.error)
  }
  if (fond)
    return c.json({ etat: 'enregistre', avant: issue.value.empreinte, heure: heureDe(c.var.now, ouvert.reseau.fuseau) })
  if (champs.suite === 'plus-tard') return c.redirect(`/chartes/${ouvert.charte.id}/rejoindre?fait=enregistre`, 303)
  // What could be kept is kept; what remains to correct is said at once.
  if (fautes.length > 0) return refaire({ ...tapee, erreurs: fautes })
  return c.redirect(`${ouvert.chemin}/${vue.etapes[rang + 1]?.cle ?? 'relire'}`, 303)
}

/** What this page says, as the form says it; undefined when it speaks of something else. */
function lirePage(champs: Readonly<Record<string, string>>, etape: EtapeDeclaration) {
  if (etape.genre === 'structure') {
    const { valeurs, fautes } = lireStructure(champs)
    const { structure = '', statut: typed = '', pivot = '', signataire = '', qualite = '' } = champs
    return {
      page: { genre: 'structure' as const, valeurs },
      fautes,
      tapee: { structure: { structure, statut: typed, pivot, signataire, qualite } }
    }
  }
  const lus = lireChoix(champs, etape.criteres)
  if (!lus.ok) return undefined
  const { choix, fautes } = lus.value
  return {
    page: { genre: 'choix' as const, etape: etape.cle, choix },
    fautes,
    tapee: { choix: toTapes(champs, etape) }
  }
}

// As typed: what is too long to be kept is not cut under one's eyes.
const toTapes = (champs: Readonly<Record<string, string>>, { criteres }: EtapeDeclaration): Declaration['choix'] =>
  criteres.map(({ id }) => ({
    critere: id,
    choisi: champs[champChoix(id)] === 'oui',
    justification: champs[champJustification(id)] ?? ''
  }))

async function submitEnvoyer(c: Contexte, ouvert: Ouvert): Promise<Response> {
  const champs = await readFormulaire(c)
  const courant = enCours(ouvert)
  // Sent twice: the second time shows what the first one did.
  if (!courant) return c.redirect(ouvert.chemin, 303)
  if (perimee(ouvert)) return rendreNouvelleVersion(c, ouvert, { refus: VERSION_A_ACCEPTER })
  const sincere = champs.sincere === 'oui'
  const demande = { revision: entier(champs.revision), sincere }
  const issue = await envoyerDeclaration(c.var.db, cibleDe(ouvert), demande, ouvert.outils)
  if (issue.ok) return c.redirect(`${ouvert.chemin}/envoyee`, 303)
  const relire = async (refusee: Refusee) => {
    const frais = (await findBrouillon(c.var.db, courant.brouillon.adhesionId)) ?? courant.brouillon
    const vue = await vueDe(c, ouvert, courant.version)
    const etape = vue.etapes.find(({ genre }) => genre === 'relire')
    return etape ? rendreEtape(c, ouvert, vue, frais, etape, refusee) : c.notFound()
  }
  switch (issue.error.raison) {
    case 'modifiee':
      return relire({
        refus: {
          titre: 'La déclaration a changé',
          phrase: 'Quelqu’un l’a modifiée pendant que vous relisiez. Rien n’est parti. Relisez, puis envoyez.'
        }
      })
    case 'incomplete':
      return relire({
        refus: {
          titre: 'La déclaration n’est pas complète',
          phrase: 'Rien n’est parti. Ce qui manque est dit plus bas.'
        }
      })
    case 'pas-sincere':
      return relire({
        erreurs: [{ champ: 'sincere', message: 'Cochez que tout est vrai. Sans cela, rien ne part.' }]
      })
    case 'semblable':
      return refuser(c, ouvert, 'Cette déclaration ne peut pas partir', [
        'Votre lieu ressemble beaucoup à un autre, qui n’a plus le droit d’adhérer à ce réseau. Rien n’est parti, et votre brouillon est gardé.',
        'Si ce sont deux lieux différents, écrivez au secrétariat du réseau : quelqu’un vérifiera. Vous pourrez ensuite envoyer votre déclaration.'
      ])
    case 'version':
      return rendreNouvelleVersion(c, ouvert, { refus: VERSION_A_ACCEPTER })
    default:
      return repondre(c, ouvert, issue.error)
  }
}

const VERSION_A_ACCEPTER = {
  titre: 'Rien n’est parti : la charte a changé',
  phrase: 'Lisez ce qui change, acceptez la nouvelle version, puis envoyez votre déclaration.'
}

const UN_MOIS = 31 * 86_400_000

async function showEnvoyee(c: Contexte, ouvert: Ouvert): Promise<Response> {
  const { situation, reseau, dossier, chemin } = ouvert
  const derniere = dossier && (await findDerniereDeclaration(c.var.db, dossier.id))
  if (!['DECLARE', 'FENETRE', 'MEMBRE', 'AVERTI'].includes(situation.etat) || !dossier) return c.redirect(chemin, 303)
  const { court, phrase } = direEtat(situation, 'lieu', reseau.fuseau)
  const silence = direSilence(situation, 'lieu', reseau.fuseau, c.var.now)
  // A member of a year ago is not told again what to do first.
  const recente = derniere !== undefined && c.var.now.getTime() - derniere.envoyeeLe.getTime() < UN_MOIS
  return rendrePage(
    c,
    <EtatVue
      vue={await vueDe(c, ouvert, ouvert.enVigueur)}
      titre={court}
      phrases={[phrase, ...(silence ? [`Date à retenir : ${silence.quand}, ${silence.reste}. ${silence.sens}`] : [])]}
      envoyee={recente}
      suivi={`/adhesions/${dossier.id}/suivi`}
    />
  )
}

async function showAbandonner(c: Contexte, ouvert: Ouvert): Promise<Response> {
  const courant = enCours(ouvert)
  if (!courant) return c.redirect(ouvert.chemin, 303)
  return rendrePage(c, <AbandonnerVue vue={await vueDe(c, ouvert, courant.version)} brouillon={courant.brouillon} />)
}

async function submitAbandonner(c: Contexte, ouvert: Ouvert): Promise<Response> {
  const issue = await abandonnerDeclaration(c.var.db, cibleDe(ouvert), ouvert.outils)
  if (issue.ok) return c.redirect(`/chartes/${ouvert.charte.id}/rejoindre?fait=abandonne`, 303)
  return repondre(c, ouvert, issue.error)
}
