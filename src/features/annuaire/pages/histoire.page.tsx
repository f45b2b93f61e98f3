import { randomUUID } from 'node:crypto'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import { lireFait } from '../../../platform/http/fait.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire, readToutesLesValeurs, sansNul } from '../../../platform/http/formulaire.ts'
import { jourCourt } from '../../../platform/ui/composants/date/date.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { nommerAuteurs } from '../../comptes/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import {
  annulerDecisions,
  choisirValeur,
  type Decideur,
  type DecisionRefusee,
  deciderPaire,
  reunirLieux,
  separerLieu
} from '../actions/decider.ts'
import { comparerLieux, lireHistoire, valeursContradictoires } from '../actions/lire-histoire.ts'
import { adresseFiche, CHAMPS_AFFICHES } from '../domain/fiche.ts'
import { sameValueKey } from '../domain/fusion.ts'
import { zonesDuLieu } from '../domain/permissions.ts'
import { publiable } from '../domain/publication.ts'
import type { Cle } from '../domain/rapprochement/rapprochement.ts'
import { CHAMPS, champ, type NomChamp } from '../domain/schema.ts'
import { isSourceTenue } from '../domain/source-responsables.ts'
import type { DecisionPrise } from '../store/decision.store.ts'
import type { Changement } from '../store/historique.store.ts'
import { findLieu, type LieuPublic } from '../store/lieu.store.ts'
import {
  type ChangementVu,
  type DecisionVue,
  direScore,
  type HistoireProps,
  HistoireVue,
  ReunionVue
} from './vues/histoire.vue.tsx'
import { type Valeur, valeurEnClair } from './vues/mots.ts'

export const routesHistoire: readonly Route[] = [
  { methode: 'get', chemin: '/lieux/:adresse/histoire', permission: 'lieux:lire', traiter: showHistoire },
  {
    methode: 'get',
    chemin: '/administration/lieux/:id/reunion',
    permission: 'lieux:decider',
    traiter: (c) => showReunion(c)
  },
  { methode: 'post', chemin: '/administration/lieux/:id/reunion', permission: 'lieux:decider', traiter: submitReunion },
  {
    methode: 'post',
    chemin: '/administration/lieux/:id/separation',
    permission: 'lieux:decider',
    traiter: submitSeparation
  },
  {
    methode: 'post',
    chemin: '/administration/lieux/:id/distinction',
    permission: 'lieux:decider',
    traiter: submitDistinction
  },
  { methode: 'post', chemin: '/administration/lieux/:id/valeur', permission: 'lieux:decider', traiter: submitValeur },
  {
    methode: 'post',
    chemin: '/administration/lieux/:id/annulation',
    permission: 'lieux:decider',
    traiter: submitAnnulation
  }
]

type Message = NonNullable<HistoireProps['message']>

const FAITS: Readonly<Record<string, Message>> = {
  reunion: {
    ton: 'succes',
    titre: 'Les deux fiches sont réunies',
    texte: 'L’adresse de l’autre fiche mène maintenant ici.'
  },
  separation: {
    ton: 'succes',
    titre: 'Les enregistrements sont séparés',
    texte: 'Ceux qui sont partis ont leur propre fiche.'
  },
  distinction: {
    ton: 'succes',
    titre: 'C’est noté',
    texte: 'Ces deux lieux resteront deux fiches, quelles que soient les livraisons à venir.'
  },
  valeur: { ton: 'succes', titre: 'Votre choix est gardé', texte: 'Il l’emporte sur ce que disent les sources.' },
  annulation: {
    ton: 'succes',
    titre: 'La décision est annulée',
    texte: 'La fiche est revenue à ce que disent les sources et les autres décisions.'
  }
}

async function showHistoire(c: Contexte): Promise<Response> {
  const lieu = await findLieuDeLAdresse(c, c.req.param('adresse') ?? '')
  if (!lieu) return c.notFound()
  if (lieu.remplace_par !== null) {
    const suivant = await findLieu(c.var.db, lieu.remplace_par)
    return suivant ? c.redirect(`${adresseFiche(suivant)}/histoire`, 301) : c.notFound()
  }
  return renderHistoire(c, lieu, { message: lireFait(c, FAITS) })
}

async function findLieuDeLAdresse(c: Contexte, adresse: string): Promise<LieuPublic | undefined> {
  const [, numero] = /^(\d{1,15})(?:-|$)/.exec(adresse) ?? []
  return numero ? findLieu(c.var.db, Number(numero)) : undefined
}

async function renderHistoire(
  c: Contexte,
  lieu: LieuPublic,
  { message, erreurReunion, saisieReunion }: Pick<HistoireProps, 'message' | 'erreurReunion' | 'saisieReunion'> = {},
  statut: 200 | 409 | 422 = 200
): Promise<Response> {
  const { records, dedans, voisins, noms, decisions, changements, totalChangements } = await lireHistoire(
    c.var.db,
    lieu
  )
  const nomSource = (id: string) => noms.get(id) ?? id
  const nommer = await nommerAuteurs(c.var.db, [
    ...decisions.flatMap(({ auteur, annulee_par }) => [auteur, annulee_par]),
    ...changements.map(({ auteur }) => auteur)
  ])
  const nomDe = new Map(
    records.map((r) => [`${r.source} ${r.cle}`, `« ${r.publiees.nom ?? 'sans nom'} » (${nomSource(r.source)})`])
  )
  const adresseDe = (v: LieuPublic['publiees']) =>
    [v.adresse, v.code_postal, v.commune].filter(Boolean).join(', ') || 'adresse inconnue'
  const presents = records.filter((r) => !r.disparu)
  return rendrePage(
    c,
    <HistoireVue
      cadre={c.var.cadre}
      lieu={{ id: lieu.id, nom: lieu.nom, href: adresseFiche(lieu) }}
      enregistrements={records.map((r) => ({
        source: { nom: nomSource(r.source), href: `/sources/${r.source}` },
        sourceId: r.source,
        cle: r.cle,
        nom: r.publiees.nom ?? 'sans nom',
        adresse: adresseDe(r.publiees),
        date: r.date,
        disparuLe: r.disparu?.dateeDu
      }))}
      paires={dedans.map(({ a, b, score, preuves }) => ({
        a: nomDe.get(`${a.source} ${a.cle}`) ?? a.cle,
        b: nomDe.get(`${b.source} ${b.cle}`) ?? b.cle,
        score,
        preuves
      }))}
      voisins={voisins.map(({ paire, lieu: voisin }) => ({
        id: voisin.id,
        nom: voisin.nom,
        href: adresseFiche(voisin),
        adresse: adresseDe(voisin.publiees),
        preuves: paire.preuves,
        a: paire.a,
        b: paire.b
      }))}
      valeurs={valeursContradictoires(presents).map(({ champ: nom, options }) => ({
        champ: nom,
        affichee: lieu.publiees[nom] as Valeur,
        choisie: lieu.provenance[nom]?.regle === 'decision',
        options: options.map((o) => ({ ...o, source: nomSource(o.source), sourceId: o.source }))
      }))}
      decisions={groupDecisions(decisions, nomDe, nommer)}
      changements={groupChangements(changements, nomSource, nommer)}
      totalChangements={totalChangements}
      peutDecider={await peutDecider(c, lieu)}
      message={message}
      erreurReunion={erreurReunion}
      saisieReunion={saisieReunion}
    />,
    statut
  )
}

// Decisions taken together are told together.
function groupDecisions(
  decisions: readonly DecisionPrise[],
  nomDe: ReadonlyMap<string, string>,
  nommerAuteur: (auteur: string) => string
): DecisionVue[] {
  const nommer = (source: string | null, cle: string | null) =>
    nomDe.get(`${source} ${cle}`) ?? `l’enregistrement ${cle} de ${source}`
  return [...Map.groupBy(decisions, ({ lot }) => lot)].flatMap(([lot, prises]) => {
    const [d] = prises
    if (!d) return []
    const phrase = d.champ
      ? `${champ(d.champ).libelle} : « ${valeurEnClair(d.champ, maskValue(d.champ, d.valeur) as Valeur)} » ${d.genre === 'ecarte' ? `est une valeur fausse (${nommer(d.a_source, d.a_cle)})` : 'est la bonne valeur'}`
      : `${nommer(d.a_source, d.a_cle)} et ${nommer(d.b_source, d.b_cle)}${prises.length > 1 ? ` (et ${prises.length - 1} autres paires)` : ''} : ${d.genre === 'meme' ? 'le même lieu' : 'deux lieux différents'}`
    return [
      {
        lot,
        phrase,
        auteur: nommerAuteur(d.auteur),
        le: d.prise_le,
        motif: d.motif,
        annulee: d.annulee_le && d.annulee_par ? { le: d.annulee_le, par: nommerAuteur(d.annulee_par) } : undefined
      }
    ]
  })
}

// The history keeps what was really there; a page shows only what may be published.
function maskValue(nom: NomChamp, valeur: unknown): unknown {
  return (publiable({ [nom]: valeur }).valeurs as Record<string, unknown>)[nom] ?? 'coordonnée personnelle'
}

function groupChangements(
  changements: readonly Changement[],
  nomSource: (id: string) => string,
  nommer: (auteur: string) => string
): ChangementVu[] {
  const parCause = Map.groupBy(changements, (ch) => `${ch.le.getTime()} ${ch.cause} ${ch.livraison_id ?? ch.lot}`)
  return [...parCause.values()].flatMap((lignes) => {
    const [premiere] = lignes
    if (!premiere) return []
    return [
      {
        le: premiere.le,
        cause: sayCause(premiere, nomSource, nommer),
        lignes: [...lignes].reverse().map((ligne) => sayChangement(ligne, nomSource))
      }
    ]
  })
}

function sayCause(ch: Changement, nomSource: (id: string) => string, nommer: (auteur: string) => string): string {
  const qui = ch.auteur ? nommer(ch.auteur) : 'quelqu’un'
  switch (ch.cause) {
    case 'livraison':
      if (isSourceTenue(ch.livraison_source ?? ''))
        return `Fiche écrite par son responsable, le ${jourCourt(ch.livraison_date ?? '')}`
      return `Livraison de ${nomSource(ch.livraison_source ?? '')} du ${jourCourt(ch.livraison_date ?? '')}`
    case 'decision':
      return `Décision de ${qui}${ch.motif ? ` : ${ch.motif}` : ''}`
    case 'annulation':
      return `Décision annulée par ${qui}`
  }
}

function sayChangement(ch: Changement, nomSource: (id: string) => string): string {
  const record = () => `l’enregistrement ${ch.cle} de ${nomSource(ch.source_id ?? '')}`
  const autre = ch.autre_lieu === null ? '' : ` (fiche ${ch.autre_lieu})`
  switch (ch.genre) {
    case 'creation':
      return 'La fiche est créée.'
    case 'arrivee':
      return `Arrive ${record()}${autre}.`
    case 'depart':
      return `Part ${record()}${autre}.`
    case 'reunion':
      return `Réunie avec une autre fiche${autre}.`
    case 'retablissement':
      return 'La fiche est rétablie.'
    case 'retrait':
      return 'Plus aucune source ne cite ce lieu : la fiche quitte les listes.'
    case 'valeur': {
      const nom = ch.champ as NomChamp
      const dire = (valeur: unknown) =>
        valeur === null || valeur === undefined
          ? undefined
          : `« ${valeurEnClair(nom, maskValue(nom, valeur) as Valeur)} »`
      const [avant, apres] = [dire(ch.avant), dire(ch.apres)]
      if (!avant) return `${champ(nom).libelle} : ${apres} est ajouté.`
      return apres
        ? `${champ(nom).libelle} : ${avant} devient ${apres}.`
        : `${champ(nom).libelle} : ${avant} n’est plus donné.`
    }
  }
}

async function findLieuCourant(c: Contexte): Promise<LieuPublic | undefined> {
  const lieu = await findLieuDeLAdresse(c, c.req.param('id') ?? '')
  return lieu?.retire_le === null ? lieu : undefined
}

function signer(c: Contexte, motif = ''): Decideur {
  return { acteur: c.var.acteur, motif: motif.slice(0, 500), now: c.var.now, lot: randomUUID() }
}

const parseCle = (texte: string): Cle | undefined => {
  const espace = texte.indexOf(' ')
  return espace > 0 ? { source: texte.slice(0, espace), cle: texte.slice(espace + 1) } : undefined
}

/** « 1234 », « /lieux/1234-mairie » or the whole address of a fiche. */
function parseNumero(texte: string): number | undefined {
  const [, numero] = /^(?:.*\/lieux\/)?(\d{1,15})(?:-[^/]*)?\/?$/.exec(texte.trim()) ?? []
  return numero ? Number(numero) : undefined
}

async function showReunion(c: Contexte, refus?: string): Promise<Response> {
  const lieu = await findLieuCourant(c)
  if (!lieu) return c.notFound()
  if (!(await peutDecider(c, lieu))) return pageErreur(c, 403)
  const saisie = c.req.query('avec') ?? ''
  const numero = parseNumero(saisie)
  const autre = numero === undefined ? undefined : await findLieu(c.var.db, numero)
  if (!autre || autre.retire_le !== null || autre.id === lieu.id) {
    const erreur =
      autre?.id === lieu.id
        ? 'C’est cette fiche elle-même. Donnez l’adresse de l’autre.'
        : 'Aucune fiche ne porte ce numéro. Copiez l’adresse de l’autre fiche.'
    return renderHistoire(c, lieu, { erreurReunion: erreur, saisieReunion: saisie }, 422)
  }
  return renderReunion(c, lieu, autre, refus)
}

async function renderReunion(c: Contexte, lieu: LieuPublic, autre: LieuPublic, refus?: string): Promise<Response> {
  const comparaison = await comparerLieux(c.var.db, lieu.id, autre.id)
  const lignes = CHAMPS_AFFICHES.flatMap((nom) => {
    const [a, b] = [lieu.publiees[nom] as Valeur | undefined, autre.publiees[nom] as Valeur | undefined]
    if (a === undefined && b === undefined) return []
    const cle = (v: Valeur | undefined) =>
      v === undefined ? '' : typeof v === 'object' ? v.join('|') : sameValueKey(nom, v)
    return [
      {
        champ: CHAMPS[nom].libelle,
        a: a === undefined ? '' : valeurEnClair(nom, a),
        b: b === undefined ? '' : valeurEnClair(nom, b),
        differe: cle(a) !== cle(b)
      }
    ]
  })
  const fiche = (l: LieuPublic) => ({ id: l.id, nom: l.nom, href: adresseFiche(l) })
  return rendrePage(
    c,
    <ReunionVue
      cadre={c.var.cadre}
      lieux={[fiche(lieu), fiche(autre)]}
      lignes={lignes}
      verdict={
        comparaison?.issue === 'a-revoir'
          ? 'peut-être le même lieu, les preuves ne suffisent pas'
          : direScore(comparaison?.score ?? Number.NEGATIVE_INFINITY)
      }
      preuves={comparaison?.preuves ?? []}
      refus={refus}
    />,
    refus ? 409 : 200
  )
}

async function submitReunion(c: Contexte): Promise<Response> {
  const lieu = await findLieuCourant(c)
  const { avec = '', motif } = await readFormulaire(c)
  const numero = parseNumero(avec)
  const autre = numero === undefined ? undefined : await findLieu(c.var.db, numero)
  if (!lieu || !autre) return c.notFound()
  const issue = await reunirLieux(c.var.db, lieu.id, autre.id, signer(c, motif))
  if (!issue.ok && issue.error.raison === 'hors-territoire') return pageErreur(c, 403)
  if (!issue.ok) return renderReunion(c, lieu, autre, sayRefus(await nommerRefus(c, issue.error)))
  // Whichever number the union kept, the other one leads to it.
  const restant = (await findLieu(c.var.db, lieu.id))?.remplace_par ?? lieu.id
  return c.redirect(`/lieux/${restant}/histoire?fait=reunion`, 303)
}

async function submitSeparation(c: Contexte): Promise<Response> {
  const lieu = await findLieuCourant(c)
  if (!lieu) return c.notFound()
  const corps = await readToutesLesValeurs(c)
  const cles = [corps.cle].flat().flatMap((texte) => (typeof texte === 'string' ? (parseCle(texte) ?? []) : []))
  const motif = typeof corps.motif === 'string' ? sansNul(corps.motif).trim() : ''
  return answer(c, lieu, 'separation', await separerLieu(c.var.db, lieu.id, cles, signer(c, motif)))
}

async function submitDistinction(c: Contexte): Promise<Response> {
  const lieu = await findLieuCourant(c)
  const { a = '', b = '' } = await readFormulaire(c)
  const [x, y] = [parseCle(a), parseCle(b)]
  if (!lieu || !x || !y) return c.notFound()
  return answer(c, lieu, 'distinction', await deciderPaire(c.var.db, { genre: 'different', a: x, b: y }, signer(c)))
}

async function submitValeur(c: Contexte): Promise<Response> {
  const lieu = await findLieuCourant(c)
  const { cle = '', champ: nom = '' } = await readFormulaire(c)
  const record = parseCle(cle)
  if (!lieu || !record || !Object.hasOwn(CHAMPS, nom)) return c.notFound()
  return answer(c, lieu, 'valeur', await choisirValeur(c.var.db, lieu.id, record, nom as NomChamp, signer(c)))
}

async function submitAnnulation(c: Contexte): Promise<Response> {
  const lieu = await findLieuCourant(c)
  const { lot = '' } = await readFormulaire(c)
  if (!lieu) return c.notFound()
  return answer(c, lieu, 'annulation', await annulerDecisions(c.var.db, lot, { acteur: c.var.acteur, now: c.var.now }))
}

async function answer(
  c: Contexte,
  lieu: LieuPublic,
  fait: string,
  issue: { ok: true } | { ok: false; error: DecisionRefusee }
): Promise<Response> {
  if (!issue.ok && issue.error.raison === 'hors-territoire') return pageErreur(c, 403)
  if (!issue.ok)
    return renderHistoire(
      c,
      lieu,
      { message: { ton: 'danger', titre: 'Rien n’a été changé', texte: sayRefus(await nommerRefus(c, issue.error)) } },
      409
    )
  const restant = (await findLieu(c.var.db, lieu.id))?.remplace_par ?? lieu.id
  return c.redirect(`/lieux/${restant}/histoire?fait=${fait}`, 303)
}

const peutDecider = async (c: Contexte, lieu: LieuPublic): Promise<boolean> =>
  c.var.peut('lieux:decider', { dans: zonesDuLieu(await obtenirGeographie(c.var.db), lieu), lieu: lieu.id })

/** The refusal with its authors as pages call them. */
export async function nommerRefus(c: Contexte, refus: DecisionRefusee): Promise<DecisionRefusee> {
  if (refus.raison !== 'contradiction') return refus
  const { par } = refus.contradiction
  const nommer = await nommerAuteurs(
    c.var.db,
    par.map(({ auteur }) => auteur)
  )
  return {
    ...refus,
    contradiction: { ...refus.contradiction, par: par.map((d) => ({ ...d, auteur: nommer(d.auteur) })) }
  }
}

export function sayRefus(refus: DecisionRefusee): string {
  switch (refus.raison) {
    case 'contradiction': {
      const dits = refus.contradiction.par.map(
        (d) =>
          `${d.auteur} a dit le ${jourCourt(d.priseLe)} que ${d.a.source} ${d.a.cle} et ${d.b.source} ${d.b.cle} sont ${d.genre === 'meme' ? 'le même lieu' : 'deux lieux différents'}`
      )
      return `Cette décision en contredit d’autres : ${dits.join(' ; ') || 'deux des décisions demandées se contredisent'}. Annulez-les d’abord, si elles sont fausses.`
    }
    case 'lieu-inconnu':
      return 'L’une des deux fiches n’a plus d’enregistrement.'
    case 'meme-lieu':
      return 'C’est une seule et même fiche.'
    case 'fictif-et-reel':
      return 'Un lieu fictif de la démonstration ne rejoint jamais un lieu réel.'
    case 'rien-a-separer':
      return 'Cochez au moins un enregistrement, et laissez-en au moins un.'
    case 'valeur-inconnue':
      return 'Cette valeur n’est plus celle de la source. Relisez la page, puis choisissez de nouveau.'
    case 'deja-annulee':
      return 'Cette décision est déjà annulée.'
    case 'fiche-tenue':
      return 'Le responsable de ce lieu tient sa fiche : c’est à lui de dire ce qu’elle contient. Une source différente lui est proposée.'
    case 'hors-territoire':
      return 'Un de ces lieux est hors de votre territoire.'
    case 'deja-repondu':
      return 'Quelqu’un a déjà répondu à cette question.'
  }
}
