import { randomUUID } from 'node:crypto'
import { type Champ, estDans } from '../../../kernel/droit.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { type GeographieFrance, obtenirGeographie } from '../../territoires/index.ts'
import { distanceEnMetres, zonesDeCommune } from '../../territoires/vocabulaire.ts'
import { annulerDecisions, type Decideur, type DecisionRefusee, jugerDoute, repondrePaire } from '../actions/decider.ts'
import { expliquerDoute } from '../actions/expliquer-doute.ts'
import { adresseFiche } from '../domain/fiche.ts'
import { isChoisissable, sameValueKey } from '../domain/fusion.ts'
import { champAnnuaire } from '../domain/permissions.ts'
import { publiable } from '../domain/publication.ts'
import { CHAMPS_CONTREDITS, comparerFiches, type Perimetre, parseApres, writeApres } from '../domain/revision.ts'
import { CHAMPS, type NomChamp } from '../domain/schema.ts'
import {
  countRevision,
  type DouteARevoir,
  findPaireARevoir,
  findProchainDoute,
  type LieuARevoir,
  type LieuDeFile,
  listLieuxARevoir
} from '../store/revision.store.ts'
import { nommerRefus, sayRefus } from './histoire.page.tsx'
import { direScore } from './vues/histoire.vue.tsx'
import { type Valeur, valeurEnClair } from './vues/mots.ts'
import {
  adresseRevision,
  CHEMIN_REVISION,
  ContradictionsVue,
  type Cran,
  DouteVue,
  FILES,
  type LieuVu,
  type MessageRevision,
  type NomFile,
  PaireVue,
  PositionsVue,
  type RevisionProps
} from './vues/revision.vue.tsx'

const permission = 'revision:gerer'

export const routesRevision: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN_REVISION, permission, traiter: (c) => showPaire(c) },
  { methode: 'post', chemin: CHEMIN_REVISION, permission, traiter: submitPaire },
  { methode: 'get', chemin: FILES.valeurs.chemin, permission, traiter: (c) => showDoute(c) },
  { methode: 'post', chemin: FILES.valeurs.chemin, permission, traiter: submitDoute },
  { methode: 'get', chemin: FILES.positions.chemin, permission, traiter: showPositions },
  { methode: 'get', chemin: FILES.contradictions.chemin, permission, traiter: showContradictions },
  { methode: 'post', chemin: `${CHEMIN_REVISION}/annulation`, permission, traiter: submitAnnulation }
]

const PAR_PAGE = 25

/**
 * The territory someone looks after, for pages and answers alike. The address may ask for a département of it; a right
 * that stops at a territory imposes it, whatever the address says. What is decided is checked again by the action.
 */
async function readPerimetre(c: Contexte, voulu: string | undefined) {
  const geo = await obtenirGeographie(c.var.db)
  const champ = champAnnuaire('lieux:decider', c.var.acteur)
  const departement = geo.departement(voulu ?? '')
  const perimetre: Perimetre = { departement: departement?.code, champ }
  return { geo, perimetre, departements: departementsDe(geo, champ) }
}

/** The départements where a right reaches something. */
function departementsDe(geo: GeographieFrance, champ: Champ) {
  if (champ === 'partout') return geo.departements
  const codes = new Set(
    geo.communes.flatMap(({ code, departement }) => {
      const dans = zonesDeCommune(geo, code)
      return champ.some(({ etendue, lieux }) => !lieux && estDans(etendue, dans)) ? [departement] : []
    })
  )
  return geo.departements.filter(({ code }) => codes.has(code))
}

async function frame(
  c: Contexte,
  file: NomFile,
  voulu: string | undefined,
  message: MessageRevision | undefined
): Promise<RevisionProps & Pick<Awaited<ReturnType<typeof readPerimetre>>, 'geo' | 'perimetre'>> {
  const { geo, perimetre, departements } = await readPerimetre(c, voulu)
  return {
    cadre: c.var.cadre,
    file,
    comptes: await countRevision(c.var.db, perimetre),
    departement: perimetre.departement,
    departements: departements.map(({ code, nom }) => ({ code, nom })),
    message,
    geo,
    perimetre
  }
}

interface Refus {
  readonly saisie: Readonly<Record<string, string>>
  readonly message: MessageRevision
}

async function showPaire(c: Contexte, refus?: Refus): Promise<Response> {
  const demande = refus?.saisie ?? c.req.query()
  const { perimetre, ...props } = await frame(c, 'paires', demande.departement, refus?.message ?? readMessage(c))
  const apres = parseApres(demande.apres, 5)
  const paire = await findPaireARevoir(c.var.db, perimetre, { apres, dabord: parsePaire(demande.paire) })
  const cran = { departement: props.departement, apres: demande.apres && apres ? demande.apres : undefined }
  return rendrePage(
    c,
    <PaireVue
      {...props}
      cran={cran}
      paire={
        paire && {
          nom: `${paire.a}-${paire.b}`,
          passer: adresseRevision('paires', { ...cran, apres: writeApres(paire.rang) }),
          habitants: -(paire.rang[0] ?? 0),
          lieux: [toLieuVu(paire.lieux[0]), toLieuVu(paire.lieux[1])],
          lignes: comparerFiches(paire.lieux[0].publiees, paire.lieux[1].publiees).map(({ champ, a, b, accord }) => ({
            libelle: CHAMPS[champ].libelle,
            a: a === undefined ? undefined : valeurEnClair(champ, a as Valeur),
            b: b === undefined ? undefined : valeurEnClair(champ, b as Valeur),
            accord
          })),
          verdict: direScore(paire.score),
          preuves: paire.preuves
        }
      }
    />,
    refus ? 409 : 200
  )
}

async function submitPaire(c: Contexte): Promise<Response> {
  const saisie = await readFormulaire(c)
  const { perimetre } = await readPerimetre(c, saisie.departement)
  const cran = { departement: perimetre.departement, apres: saisie.apres }
  const paire = parsePaire(saisie.paire)
  const { reponse } = saisie
  if (!paire || (reponse !== 'meme' && reponse !== 'different')) return c.notFound()
  const decideur = sign(c)
  const issue = await repondrePaire(c.var.db, { a: paire[0], b: paire[1], genre: reponse }, decideur)
  if (issue.ok) return next(c, 'paires', { ...cran, fait: reponse, lot: decideur.lot, de: saisie.paire })
  if (isStale(issue.error)) return next(c, 'paires', { ...cran, fait: 'deja' })
  if (issue.error.raison === 'hors-territoire') return pageErreur(c, 403)
  return showPaire(c, { saisie, message: sayImpossible(await nommerRefus(c, issue.error)) })
}

async function showDoute(c: Contexte, refus?: Refus): Promise<Response> {
  const demande = refus?.saisie ?? c.req.query()
  const { perimetre, geo, ...props } = await frame(c, 'valeurs', demande.departement, refus?.message ?? readMessage(c))
  const apres = parseApres(demande.apres, 4)
  const doute = await findProchainDoute(c.var.db, perimetre, { apres, dabord: parseDoute(demande.doute) })
  const cran = { departement: props.departement, apres: demande.apres && apres ? demande.apres : undefined }
  return rendrePage(
    c,
    <DouteVue {...props} cran={cran} doute={doute && (await toDouteVu(c, doute, geo, cran))} />,
    refus ? 409 : 200
  )
}

async function toDouteVu(
  c: Contexte,
  doute: DouteARevoir,
  geo: Awaited<ReturnType<typeof obtenirGeographie>>,
  cran: Cran
): Promise<Parameters<typeof DouteVue>[0]['doute']> {
  const { raison, ecrit } = await expliquerDoute(c.var.db, doute, geo, jourCivil(c.var.now))
  const { valeurs } = publiable(doute.valeurs)
  const { latitude, longitude } = valeurs
  const position =
    doute.champ === 'latitude' && latitude !== undefined && longitude !== undefined
      ? { latitude, longitude }
      : undefined
  const commune = geo.commune(doute.valeurs.code_insee ?? '')
  const valeur = valeurs[doute.champ]
  return {
    nom: `${doute.enregistrement}-${doute.champ}`,
    empreinte: doute.empreinte,
    passer: adresseRevision('valeurs', { ...cran, apres: writeApres(doute.rang) }),
    habitants: -(doute.rang[0] ?? 0),
    libelle: position ? 'Position' : CHAMPS[doute.champ].libelle,
    valeur: position
      ? `${valeurEnClair('latitude', position.latitude)} ; ${valeurEnClair('longitude', position.longitude)}`
      : valeur === undefined
        ? 'coordonnée personnelle, qui ne se montre pas'
        : valeurEnClair(doute.champ, valeur as Valeur),
    // Raw text has not been through cleaning: what names a person is hidden from it as from any free text.
    ecrit: ecrit.map((texte) => publiable({ presentation_detail: texte }).valeurs.presentation_detail ?? ''),
    raison,
    position,
    distance:
      position && commune?.centre
        ? { metres: distanceEnMetres(position, commune.centre), commune: commune.nom }
        : undefined,
    adresse: [valeurs.adresse, valeurs.code_postal, valeurs.commune].filter(Boolean).join(', '),
    confirmable: isChoisissable(doute.champ),
    source: { nom: doute.nomSource, href: `/sources/${doute.source}` },
    livreeLe: doute.livreeLe,
    lieu: toLieuVu(doute.lieu)
  }
}

async function submitDoute(c: Contexte): Promise<Response> {
  const saisie = await readFormulaire(c)
  const { perimetre } = await readPerimetre(c, saisie.departement)
  const cran = { departement: perimetre.departement, apres: saisie.apres }
  const doute = parseDoute(saisie.doute)
  const { reponse, vu = '' } = saisie
  if (!doute || (reponse !== 'juste' && reponse !== 'fausse')) return c.notFound()
  const decideur = sign(c)
  const issue = await jugerDoute(
    c.var.db,
    { enregistrement: doute[0], champ: doute[1], empreinte: vu, juste: reponse === 'juste' },
    decideur
  )
  if (issue.ok) return next(c, 'valeurs', { ...cran, fait: reponse, lot: decideur.lot, de: saisie.doute })
  if (isStale(issue.error)) return next(c, 'valeurs', { ...cran, fait: 'deja' })
  if (issue.error.raison === 'hors-territoire') return pageErreur(c, 403)
  return showDoute(c, { saisie, message: sayImpossible(await nommerRefus(c, issue.error)) })
}

async function submitAnnulation(c: Contexte): Promise<Response> {
  const { file, departement, apres, lot = '', de } = await readFormulaire(c)
  const { perimetre } = await readPerimetre(c, departement)
  if (!UUID.test(lot)) return c.notFound()
  const issue = await annulerDecisions(c.var.db, lot, { acteur: c.var.acteur, now: c.var.now })
  if (!issue.ok && issue.error.raison === 'hors-territoire') return pageErreur(c, 403)
  const cran = { departement: perimetre.departement, apres, fait: issue.ok ? 'annulee' : 'deja-annulee' }
  return file === 'valeurs' ? next(c, 'valeurs', { ...cran, doute: de }) : next(c, 'paires', { ...cran, paire: de })
}

async function showPositions(c: Contexte): Promise<Response> {
  const { perimetre, ...props } = await frame(c, 'positions', c.req.query('departement'), undefined)
  const page = await listLieuxARevoir(c.var.db, 'positions', perimetre, {
    apres: parseApres(c.req.query('apres'), 3),
    limite: PAR_PAGE
  })
  return rendrePage(
    c,
    <PositionsVue
      {...props}
      lieux={page.lieux.map((lieu) => ({
        ...toLieuVu(lieu),
        habitants: lieu.population ?? undefined,
        approchee: lieu.approchee,
        itinerant: lieu.publiees.itinerance?.includes('Itinérant') ?? false
      }))}
      {...pagesOf('positions', props.departement, page.suivant, c)}
    />
  )
}

async function showContradictions(c: Contexte): Promise<Response> {
  const { perimetre, ...props } = await frame(c, 'contradictions', c.req.query('departement'), undefined)
  const page = await listLieuxARevoir(c.var.db, 'contradictions', perimetre, {
    apres: parseApres(c.req.query('apres'), 3),
    limite: PAR_PAGE
  })
  return rendrePage(
    c,
    <ContradictionsVue
      {...props}
      lieux={page.lieux.map((lieu) => ({
        ...toLieuVu(lieu),
        habitants: lieu.population ?? undefined,
        desaccords: listDesaccords(lieu)
      }))}
      {...pagesOf('contradictions', props.departement, page.suivant, c)}
    />
  )
}

/** What each source says where they differ, one line per writing. Only what may be published. */
function listDesaccords({ records }: LieuDeFile) {
  const publiees = records.map(({ source, valeurs }) => ({ source, valeurs: publiable(valeurs).valeurs }))
  return CHAMPS_CONTREDITS.flatMap((nom) => {
    const options = new Map<string, { valeur: string; sources: Set<string> }>()
    for (const { source, valeurs } of publiees) {
      const valeur = valeurs[nom]
      if (valeur === undefined) continue
      const cle = sameValueKey(nom, valeur)
      const connue = options.get(cle)
      if (connue) connue.sources.add(source)
      else options.set(cle, { valeur: valeurEnClair(nom, valeur), sources: new Set([source]) })
    }
    if (options.size < 2) return []
    return [
      {
        libelle: CHAMPS[nom].libelle,
        valeurs: [...options.values()].map(({ valeur, sources }) => ({ valeur, sources: [...sources] }))
      }
    ]
  })
}

function pagesOf(file: NomFile, departement: string | undefined, suivant: readonly number[] | undefined, c: Contexte) {
  return {
    suivant: suivant && adresseRevision(file, { departement, apres: writeApres(suivant) }),
    debut: c.req.query('apres') ? adresseRevision(file, { departement }) : undefined
  }
}

function toLieuVu({ id, nom, adresse_page, publiees: v, sources }: LieuARevoir): LieuVu {
  return {
    nom,
    href: adresseFiche({ id, adresse_page }),
    adresse: [v.adresse, [v.code_postal, v.commune].filter(Boolean).join(' ')].filter(Boolean).join(', '),
    sources
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function parsePaire(texte: string | undefined): readonly [number, number] | undefined {
  const [, a, b] = /^(\d{1,15})-(\d{1,15})$/.exec(texte ?? '') ?? []
  return a && b ? [Number(a), Number(b)] : undefined
}

function parseDoute(texte: string | undefined): readonly [number, NomChamp] | undefined {
  const [, id, nom] = /^(\d{1,15})-([a-z_]+)$/.exec(texte ?? '') ?? []
  return id && nom && Object.hasOwn(CHAMPS, nom) ? [Number(id), nom as NomChamp] : undefined
}

function sign(c: Contexte): Decideur {
  return { acteur: c.var.acteur, motif: 'Bureau de révision', now: c.var.now, lot: randomUUID() }
}

/** Straight to the question that follows: the browser goes to it, and Tab goes on from there. */
const next = (c: Contexte, file: NomFile, cran: Cran) => c.redirect(`${adresseRevision(file, cran)}#question`, 303)

// Someone else was faster, or the records went while the page was being read: the next question is the answer to give.
const isStale = ({ raison }: DecisionRefusee) =>
  raison === 'deja-repondu' || raison === 'lieu-inconnu' || raison === 'meme-lieu'

const sayImpossible = (refus: DecisionRefusee): MessageRevision => ({
  ton: 'danger',
  titre: 'Rien n’a été changé',
  texte: sayRefus(refus)
})

const FAITS: Readonly<Record<string, MessageRevision>> = {
  meme: { ton: 'succes', titre: 'C’est noté : le même lieu' },
  different: { ton: 'succes', titre: 'C’est noté : deux lieux' },
  juste: { ton: 'succes', titre: 'C’est noté : la valeur est juste' },
  fausse: { ton: 'succes', titre: 'C’est noté : la valeur est fausse' },
  annulee: { ton: 'succes', titre: 'Votre réponse est annulée', texte: 'Tout est revenu comme avant.' },
  'deja-annulee': { ton: 'attention', titre: 'Cette réponse était déjà annulée' },
  deja: {
    ton: 'attention',
    titre: 'Quelqu’un a déjà répondu',
    texte: 'Ou les sources ont changé depuis. Votre réponse n’a rien changé : voici la suite.'
  }
}

function readMessage(c: Contexte): MessageRevision | undefined {
  const { fait = '', lot = '', de } = c.req.query()
  const message = Object.hasOwn(FAITS, fait) ? FAITS[fait] : undefined
  return message && UUID.test(lot) && de ? { ...message, annulation: { lot, de } } : message
}
