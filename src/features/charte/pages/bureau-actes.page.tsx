import type { Child } from 'hono/jsx'
import { jourDe } from '../../../kernel/dates-legales.ts'
import { type Jour, parseJour } from '../../../kernel/jour.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, ZoneTexte } from '../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio, Cases } from '../../../platform/ui/composants/choix/choix.tsx'
import { type Fait, ListeDescriptive } from '../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { Note } from '../../../platform/ui/composants/note/note.tsx'
import { erreurDe, ResumeErreurs } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { agirAuBureau, type DemandeDuBureau, prevoir, type RefusDuBureau } from '../actions/adhesion/bureau.ts'
import { ecrireManquement } from '../actions/reclamation/instruire.ts'
import type { Transition } from '../domain/adhesion/avancer.ts'
import {
  ACTES_DU_BUREAU,
  type ActeDuBureau,
  decisionDuComite,
  NOMS_DES_ACTES,
  netTexte,
  RAISONS,
  verifierRaisons
} from '../domain/adhesion/bureau.ts'
import {
  direActeRefuse,
  direEtat,
  direInstant,
  direJour,
  direSilence,
  direTransition
} from '../domain/adhesion/dire.ts'
import type { FauteDeChamp } from '../domain/parametre.ts'
import { findDossier } from '../store/adhesion.store.ts'
import { listHistoire } from '../store/bureau.store.ts'
import type { Piece } from '../store/piece.store.ts'
import { adresseDeLActe, estEnRoute, FONDEMENTS, lireActes, rendreDossier, SUPPORTS } from './bureau-dossier.page.tsx'
import { direRefus as direRefusDeReclamation } from './bureau-reclamations.page.tsx'
import {
  BUREAU,
  cheminDossier,
  completer,
  type DossierOuvert,
  filDossier,
  lireUuid,
  motDe,
  ouvrirDossier,
  PageBureau
} from './vues/bureau.tsx'

export const routesBureauActes: readonly Route[] = NOMS_DES_ACTES.flatMap((acte) => {
  const { permission } = ACTES_DU_BUREAU[acte]
  const chemin = `${BUREAU}/adhesions/:id/${acte}`
  return [
    { methode: 'get', chemin, permission, traiter: (c) => showActe(c, acte) },
    { methode: 'post', chemin, permission, traiter: (c) => submitActe(c, acte) }
  ] satisfies Route[]
})

type Champs = Readonly<Record<string, string>>

/** What a form knows of the dossier when it shows, reads and foretells. */
interface Ici extends DossierOuvert {
  readonly pieces: readonly Piece[]
  readonly now: Date
}

/** A form of the desk: its fields, what it makes of them, and what it says before sending. */
interface Formulaire {
  readonly champs: (saisie: Champs, fautes: readonly FauteDeChamp[], ici: Ici) => Child
  readonly lire: (saisie: Champs, ici: Ici) => Result<DemandeDuBureau, readonly FauteDeChamp[]>
  /** One sentence above the form: what this is, and in whose name. */
  readonly chapeau: string
  readonly envoyer: string
  /** What will follow, besides what the rules foretell. */
  readonly suite: string
}

/** The dossier this act is about, if it may be done now by who asks; otherwise what to answer. */
async function ouvrirActe(c: Contexte, acte: ActeDuBureau): Promise<Ici | Response> {
  const ouvert = await ouvrirDossier(c)
  if (ouvert instanceof Response) return ouvert
  if (!c.var.peut(ACTES_DU_BUREAU[acte].permission, { reseau: ouvert.dossier.reseauId })) return pageErreur(c, 403)
  const { actes, pieces, partie, parVote } = await lireActes(c, ouvert)
  if (partie) return rendreRefus(c, ouvert, acte, { raison: 'partie' })
  if (parVote && decisionDuComite(acte)) {
    const vote = adresseDeLActe(ouvert.dossier.id, acte, parVote)
    return c.req.method === 'GET' && actes.includes(acte)
      ? c.redirect(vote, 303)
      : rendreRefus(c, ouvert, acte, { raison: 'par-vote' })
  }
  if (!actes.includes(acte)) return rendreRefus(c, ouvert, acte, { raison: 'etat', etat: ouvert.situation.etat })
  return { ...ouvert, pieces, now: c.var.now }
}

async function showActe(c: Contexte, acte: ActeDuBureau) {
  const ici = await ouvrirActe(c, acte)
  return ici instanceof Response ? ici : rendreFormulaire(c, acte, ici, await preremplir(c, acte, ici), [])
}

/** A warning that a complaint leads to begins with what the lieu was told of it, and ends the complaint. */
async function preremplir(c: Contexte, acte: ActeDuBureau, { dossier }: Ici): Promise<Champs> {
  const reclamation = acte === 'avertir' ? lireUuid(c.req.query('reclamation')) : undefined
  const manquement = reclamation && (await ecrireManquement(c.var.db, reclamation, dossier))
  return reclamation && manquement ? { reclamation, manquement } : {}
}

async function submitActe(c: Contexte, acte: ActeDuBureau) {
  const ici = await ouvrirActe(c, acte)
  if (ici instanceof Response) return ici
  const saisie = await readFormulaire(c)
  if (saisie.etape === 'corriger') return rendreFormulaire(c, acte, ici, saisie, [])
  const lue = FORMULAIRES[acte].lire(saisie, ici)
  if (!lue.ok) return rendreFormulaire(c, acte, ici, saisie, lue.error)
  const prevue = prevoir(lue.value, ici.dossier.situation, ici)
  if (!prevue.ok) return rendreFauteOuRefus(c, acte, ici, saisie, prevue.error)
  if (saisie.etape !== 'confirmer') return rendreConfirmation(c, acte, ici, saisie, prevue.value)

  const faite = await agirAuBureau(c.var.db, ici.dossier.id, lue.value, c.var)
  if (faite.ok) return c.redirect(`${cheminDossier(ici.dossier.id)}?fait=${acte}`, 303)
  // Somebody was faster: the dossier is read again, and says what the first act led to.
  const apres = await findDossier(c.var.db, ici.dossier.id)
  const nouveau = apres && (await completer(c, apres))
  return nouveau ? rendreFauteOuRefus(c, acte, { ...ici, ...nouveau }, saisie, faite.error) : c.notFound()
}

type Prevision = Extract<ReturnType<typeof prevoir>, { ok: true }>['value']

/** A refusal about a date goes beside its field; the others are answered by the dossier as it now stands. */
function rendreFauteOuRefus(c: Contexte, acte: ActeDuBureau, ici: Ici, saisie: Champs, refus: RefusDuBureau) {
  const champ = acte === 'reception' ? 'recue' : 'envoyee'
  return DATES_EN_FAUTE.includes(refus.raison)
    ? rendreFormulaire(c, acte, ici, saisie, [{ champ, message: direRefus(refus, ici) }])
    : rendreRefus(c, ici, acte, refus)
}

const DATES_EN_FAUTE: readonly RefusDuBureau['raison'][] = [
  'date-a-venir',
  'recue-avant-envoi',
  'recue-avant-adhesion',
  'envoyee-avant-manquement'
]

function direRefus(refus: RefusDuBureau, { regles }: DossierOuvert): string {
  switch (refus.raison) {
    case 'interdit':
      return 'Votre rôle ne le permet plus.'
    case 'partie':
      return 'Vous vous occupez de ce lieu : d’autres que vous décident de son dossier.'
    case 'par-vote':
      return 'Le comité de ce réseau vote : personne ne décide seul.'
    case 'presidence':
      return 'Une autre personne décide au nom du comité.'
    case 'lettre-inconnue':
      return 'Cette lettre n’existe pas, ou sa réception est déjà inscrite.'
    case 'sans-demande':
      return 'Aucune demande n’attend de réponse.'
    case 'reclamation':
      return direRefusDeReclamation(refus.refus, regles.zone)
    default:
      return direActeRefuse(refus, regles.zone, 'bureau')
  }
}

async function rendreRefus(c: Contexte, ouvert: DossierOuvert, acte: ActeDuBureau, refus: RefusDuBureau) {
  if (refus.raison === 'interdit' || refus.raison === 'partie') return pageErreur(c, 403)
  const [derniere] = await listHistoire(c.var.db, ouvert.dossier.id)
  return rendreDossier(c, ouvert, direCequiAEteFait(ouvert, acte, refus, derniere))
}

/** « Il est trop tard depuis le … », or what the first of two acts led to. */
function direCequiAEteFait(
  ouvert: DossierOuvert,
  acte: ActeDuBureau,
  refus: RefusDuBureau,
  derniere: Pick<Transition, 'numero' | 'vers' | 'le'> | undefined
): string {
  const zone = ouvert.regles.zone
  const fin =
    refus.raison === 'trop-tard'
      ? refus.fin
      : acte === 'opposer' && refus.raison === 'etat'
        ? finDuSilence(ouvert, derniere)
        : undefined
  if (fin)
    return `Il est trop tard depuis le ${direInstant(fin, zone)} : sans opposition avant cette date, le lieu est devenu membre.`
  const dit = direRefus(refus, ouvert)
  return refus.raison === 'etat' && derniere
    ? `${dit} Dernier changement, le ${direInstant(derniere.le, zone)} : ${direTransition(derniere)}`
    : dit
}

/** When silence has spoken, whether it is written yet or not. */
function finDuSilence(
  { dossier }: DossierOuvert,
  derniere: Pick<Transition, 'numero' | 'le'> | undefined
): Date | undefined {
  if (dossier.situation.etat === 'FENETRE') return dossier.situation.fin
  return derniere?.numero === 'T6' ? derniere.le : undefined
}

function rendreFormulaire(c: Contexte, acte: ActeDuBureau, ici: Ici, saisie: Champs, fautes: readonly FauteDeChamp[]) {
  const { chapeau, champs } = FORMULAIRES[acte]
  return rendrePage(
    c,
    <PageBureau
      c={c}
      titre={ACTES_DU_BUREAU[acte].titre}
      fil={filDossier(ici)}
      enErreur={fautes.length > 0}
      chapeau={
        <>
          <p class='lead'>{ici.lieu.nom}</p>
          <p>{chapeau}</p>
        </>
      }
    >
      <ResumeErreurs erreurs={fautes} />
      <form class='form' method='post' action={`${cheminDossier(ici.dossier.id)}/${acte}`} novalidate>
        {champs(saisie, fautes, ici)}
        <p class='btns'>
          <Bouton principal>Continuer</Bouton>
          <a href={cheminDossier(ici.dossier.id)}>Revenir au dossier sans rien faire</a>
        </p>
      </form>
    </PageBureau>,
    fautes.length > 0 ? 422 : 200
  )
}

function rendreConfirmation(c: Contexte, acte: ActeDuBureau, ici: Ici, saisie: Champs, prevue: Prevision) {
  const { envoyer, suite } = FORMULAIRES[acte]
  const zone = ici.regles.zone
  const apres = direEtat(prevue.situation, 'bureau', zone)
  const silence = direSilence(prevue.situation, 'bureau', zone, c.var.now)
  const { etape: _, ...gardee } = saisie
  return rendrePage(
    c,
    <PageBureau
      c={c}
      titre='Ce qui va se passer'
      fil={[
        ...filDossier(ici),
        { libelle: ACTES_DU_BUREAU[acte].titre, href: `${cheminDossier(ici.dossier.id)}/${acte}` }
      ]}
      chapeau={
        <>
          <p class='lead'>{ici.lieu.nom}</p>
          <p>Rien n’est encore enregistré. Relisez, puis confirmez.</p>
        </>
      }
    >
      <section class='stack'>
        {prevue.transitions.length > 0 && (
          <ListeDescriptive
            faits={prevue.transitions.map((une) => ({
              terme: direInstant(une.le, zone),
              valeur: direTransition(une)
            }))}
          />
        )}
        <Note>
          <p>
            <b>{apres.court}.</b> {apres.phrase}
          </p>
          {silence && (
            <p>
              {silence.quand} : {silence.sens}
            </p>
          )}
        </Note>
        <p>{suite}</p>
        <h2 class='mt6'>Ce que vous avez écrit</h2>
        <ListeDescriptive faits={relire(saisie)} />
        <form method='post' action={`${cheminDossier(ici.dossier.id)}/${acte}`}>
          {Object.entries(gardee).map(([nom, valeur]) => (
            <input type='hidden' name={nom} value={valeur} />
          ))}
          <p class='btns'>
            <Bouton principal nom='etape' valeur='confirmer'>
              {envoyer}
            </Bouton>
            <Bouton nom='etape' valeur='corriger'>
              Corriger ce que j’ai écrit
            </Bouton>
          </p>
        </form>
      </section>
    </PageBureau>
  )
}

/** What was typed, to be read again. */
function relire(saisie: Champs): Fait[] {
  const jour = (texte: string | undefined) => {
    const lu = parseJour(texte ?? '')
    return lu && direJour(lu, 'UTC')
  }
  const long = (texte: string | undefined) => texte && <span class='diff break'>{netTexte(texte)}</span>
  return [
    { terme: 'Motif', valeur: motDe(FONDEMENTS, saisie.fondement) },
    { terme: 'Jugement', valeur: motDe({ rectifie: 'Corrigé', 'non-rectifie': 'Pas corrigé' }, saisie.verdict) },
    { terme: 'Manquement', valeur: long(saisie.manquement) },
    { terme: 'Constaté', valeur: jour(saisie.constatee) },
    { terme: 'Envoyée', valeur: jour(saisie.envoyee) },
    { terme: 'Envoi', valeur: motDe(SUPPORTS, saisie.support) },
    { terme: 'Référence', valeur: saisie.reference },
    { terme: 'Reçue', valeur: jour(saisie.recue) },
    { terme: 'Raisons', valeur: long(saisie.raisons) },
    { terme: 'Engagements', valeur: saisie.cesse && 'Les deux sont dans la lettre' }
  ]
}

const zoneRaisons = (saisie: Champs, fautes: readonly FauteDeChamp[], libelle: string, indication: string) => (
  <ZoneTexte
    nom='raisons'
    libelle={libelle}
    indication={`${indication} De ${RAISONS.min} à 5\u202f000 signes.`}
    valeur={netTexte(saisie.raisons)}
    erreur={erreurDe(fautes, 'raisons')}
    lignes={8}
  />
)

const POUR_LE_LIEU = 'Le lieu les lira. Écrivez simplement, sans nommer personne.'

/** The form of a decision that holds in its reasons. */
const decision = (
  acte: 'lever' | 'rouvrir' | 'refuser',
  textes: Pick<Formulaire, 'chapeau' | 'envoyer' | 'suite'>
): Formulaire => ({
  ...textes,
  champs: (saisie, fautes) => zoneRaisons(saisie, fautes, 'Les raisons de la décision', POUR_LE_LIEU),
  lire: (saisie) => {
    const raisons = netTexte(saisie.raisons)
    const faute = verifierRaisons('raisons', raisons)
    return faute ? refuse([faute]) : ok({ acte, raisons })
  }
})

const MANQUE = 'Cochez cet engagement. S’il manque, demandez au lieu de compléter sa lettre.'

const AU_NOM_DU_COMITE = 'C’est une décision du comité : vous l’inscrivez en son nom.'

const FORMULAIRES: Readonly<Record<ActeDuBureau, Formulaire>> = {
  opposer: {
    chapeau: `${AU_NOM_DU_COMITE} Le comité ne peut s’opposer que pour l’un de ces deux motifs (article 3).`,
    envoyer: 'Inscrire l’opposition du comité',
    suite:
      'L’opposition est inscrite comme une décision du comité, avec son motif et ses raisons. Le lieu peut les lire, corriger, et se déclarer à nouveau.',
    champs: (saisie, fautes) => (
      <>
        <BoutonsRadio
          nom='fondement'
          legende='Pour quel motif ?'
          choisis={[saisie.fondement ?? '']}
          erreur={erreurDe(fautes, 'fondement')}
          options={[
            { valeur: 'non-conformite', libelle: 'Le lieu ne respecte pas la charte' },
            { valeur: 'inexacte', libelle: 'Sa déclaration est inexacte' }
          ]}
        />
        {zoneRaisons(
          saisie,
          fautes,
          'Les raisons du comité',
          `Dites ce qui ne va pas, et ce qu’il faut corriger. ${POUR_LE_LIEU}`
        )}
      </>
    ),
    lire: ({ fondement, raisons: tapees }) => {
      const raisons = netTexte(tapees)
      const faute = verifierRaisons('raisons', raisons)
      const fautes = faute ? [faute] : []
      if (fondement !== 'non-conformite' && fondement !== 'inexacte')
        return refuse([{ champ: 'fondement', message: 'Choisissez le motif de l’opposition.' }, ...fautes])
      return fautes.length > 0 ? refuse(fautes) : ok({ acte: 'opposer', fondement, raisons })
    }
  },
  lever: decision('lever', {
    chapeau: `${AU_NOM_DU_COMITE} Lui seul lève une suspension (article 13).`,
    envoyer: 'Lever la suspension au nom du comité',
    suite: 'La décision du comité est inscrite avec ses raisons. Le lieu retrouve ses droits aussitôt.'
  }),
  rouvrir: decision('rouvrir', {
    chapeau: `${AU_NOM_DU_COMITE} Ce lieu est parti sous sanction : il ne revient qu’avec son accord.`,
    envoyer: 'Permettre au lieu de revenir, au nom du comité',
    suite: 'La décision du comité est inscrite avec ses raisons. Le lieu pourra faire une nouvelle déclaration.'
  }),
  refuser: decision('refuser', {
    chapeau: `${AU_NOM_DU_COMITE} L’état du lieu ne change pas.`,
    envoyer: 'Refuser la demande au nom du comité',
    suite: 'La réponse du comité est inscrite avec ses raisons. Le lieu peut refaire une demande.'
  }),
  avertir: {
    chapeau:
      'La lettre part en recommandé avec avis de réception (article 13). Elle n’a d’effet que le jour où le lieu la reçoit.',
    envoyer: 'Enregistrer cette lettre',
    suite:
      'La lettre est prête à imprimer dans le dossier. Elle n’a pas d’effet. Quand l’avis de réception revient, inscrivez sa date : le délai pour corriger part de là.',
    champs: (saisie, fautes, { now, regles }) => (
      <>
        {saisie.reclamation && <input type='hidden' name='reclamation' value={saisie.reclamation} />}
        <ZoneTexte
          nom='manquement'
          libelle='Le manquement'
          indication={`Dites ce qui ne va pas, et ce qu’il faut corriger. Le lieu le lira dans la lettre. De ${RAISONS.min} à 5\u202f000 signes.`}
          valeur={netTexte(saisie.manquement)}
          erreur={erreurDe(fautes, 'manquement')}
          lignes={8}
        />
        <Champ
          nom='constatee'
          type='date'
          libelle='Le jour où vous l’avez constaté'
          valeur={saisie.constatee}
          erreur={erreurDe(fautes, 'constatee')}
          court
        />
        <Champ
          nom='envoyee'
          type='date'
          libelle='Le jour où la lettre part'
          valeur={saisie.envoyee ?? jourDe(now, regles.zone)}
          erreur={erreurDe(fautes, 'envoyee')}
          court
        />
        <BoutonsRadio
          nom='support'
          legende='Comment part-elle ?'
          choisis={[saisie.support ?? 'papier']}
          erreur={erreurDe(fautes, 'support')}
          options={[
            { valeur: 'papier', libelle: 'En recommandé, sur papier' },
            { valeur: 'electronique', libelle: 'En recommandé électronique' }
          ]}
        />
        <Champ
          nom='reference'
          libelle='La référence du recommandé'
          indication='Celle du bordereau ou de la preuve de dépôt.'
          valeur={saisie.reference}
          erreur={erreurDe(fautes, 'reference')}
        />
      </>
    ),
    lire: (saisie, { now, regles }) => {
      const manquement = netTexte(saisie.manquement)
      const fautes: FauteDeChamp[] = []
      const faute = verifierRaisons('manquement', manquement)
      if (faute) fautes.push({ ...faute, message: faute.message.replace('les raisons', 'le manquement') })
      const constateLe = lireJour(saisie, 'constatee', fautes)
      const envoyeeLe = lireJour(saisie, 'envoyee', fautes)
      const reference = (saisie.reference ?? '').trim()
      const { support } = saisie
      if (constateLe && constateLe > jourDe(now, regles.zone))
        fautes.push({ champ: 'constatee', message: 'Cette date est à venir : donnez le jour où vous l’avez vu.' })
      if (envoyeeLe && envoyeeLe > jourDe(now, regles.zone))
        fautes.push({
          champ: 'envoyee',
          message: 'Cette date est à venir : enregistrez la lettre le jour où elle part.'
        })
      if (support !== 'papier' && support !== 'electronique')
        fautes.push({ champ: 'support', message: 'Choisissez comment part la lettre.' })
      if (reference === '') fautes.push({ champ: 'reference', message: 'Écrivez la référence du recommandé.' })
      if (reference.length > 200)
        fautes.push({ champ: 'reference', message: 'Écrivez une référence de 200 signes au plus.' })
      if (fautes.length > 0 || !constateLe || !envoyeeLe || (support !== 'papier' && support !== 'electronique'))
        return refuse(fautes)
      const reclamation = lireUuid(saisie.reclamation)
      return ok({
        acte: 'avertir',
        manquement,
        constateLe,
        envoyeeLe,
        support,
        reference,
        ...(reclamation && { reclamation })
      })
    }
  },
  reception: {
    chapeau: 'Recopiez la date écrite sur l’avis de réception. Le délai pour corriger part de ce jour, non compté.',
    envoyer: 'Inscrire cette réception',
    suite: 'Cette date ne pourra plus changer.',
    champs: (saisie, fautes, { pieces, regles }) => {
      const lettres = pieces.filter(estEnRoute)
      const [seule, autre] = lettres
      return (
        <>
          {seule && !autre ? (
            <input type='hidden' name='lettre' value={seule.id} />
          ) : (
            <BoutonsRadio
              nom='lettre'
              legende='Quelle lettre ?'
              choisis={[saisie.lettre ?? '']}
              erreur={erreurDe(fautes, 'lettre')}
              options={lettres.map(({ id, reference, ecrite_le }) => ({
                valeur: id,
                libelle: `Référence ${reference}`,
                indication: `Préparée le ${direJour(ecrite_le, regles.zone)}`
              }))}
            />
          )}
          <Champ
            nom='recue'
            type='date'
            libelle='Le jour où le lieu a reçu la lettre'
            valeur={saisie.recue}
            erreur={erreurDe(fautes, 'recue')}
            court
          />
        </>
      )
    },
    lire: (saisie, { pieces }) => {
      const fautes: FauteDeChamp[] = []
      const recueLe = lireJour(saisie, 'recue', fautes)
      const piece = pieces.find((une) => estEnRoute(une) && une.id === saisie.lettre)?.id
      if (!piece) fautes.push({ champ: 'lettre', message: 'Choisissez la lettre qui a été reçue.' })
      return fautes.length > 0 || !recueLe || !piece ? refuse(fautes) : ok({ acte: 'reception', piece, recueLe })
    }
  },
  juger: {
    chapeau: 'Le secrétariat dit si ce qui n’allait pas est corrigé (article 13).',
    envoyer: 'Inscrire ce jugement',
    suite: 'Le jugement est inscrit dans le dossier.',
    champs: (saisie, fautes, { situation }) => {
      const repondu = situation.etat === 'AVERTI' && situation.avertissement.rectifieLe !== undefined
      return (
        <>
          <BoutonsRadio
            nom='verdict'
            legende='Est-ce corrigé ?'
            choisis={[saisie.verdict ?? '']}
            erreur={erreurDe(fautes, 'verdict')}
            indication={
              repondu
                ? undefined
                : 'Le lieu n’a pas encore répondu : vous pouvez seulement constater que c’est corrigé.'
            }
            options={[
              { valeur: 'rectifie', libelle: 'Oui, c’est corrigé' },
              ...(repondu ? [{ valeur: 'non-rectifie', libelle: 'Non, ce n’est pas corrigé' }] : [])
            ]}
          />
          {zoneRaisons(
            saisie,
            fautes,
            'Ce que vous avez constaté',
            `Obligatoire si ce n’est pas corrigé. ${POUR_LE_LIEU}`
          )}
        </>
      )
    },
    lire: ({ verdict, raisons: tapees }, { situation }) => {
      const raisons = netTexte(tapees)
      const repondu = situation.etat === 'AVERTI' && situation.avertissement.rectifieLe !== undefined
      if (verdict !== 'rectifie' && !(verdict === 'non-rectifie' && repondu))
        return refuse([{ champ: 'verdict', message: 'Dites si c’est corrigé.' }])
      const rectifie = verdict === 'rectifie'
      const faute = rectifie && raisons === '' ? undefined : verifierRaisons('raisons', raisons)
      return faute ? refuse([faute]) : ok({ acte: 'juger', rectifie, raisons })
    }
  },
  retirer: {
    chapeau: 'Le lieu quitte le réseau par une lettre recommandée au secrétariat (article 13).',
    envoyer: 'Inscrire ce départ',
    suite: 'Le départ est inscrit. Un lieu averti ou suspendu ne revient qu’avec l’accord du comité.',
    champs: (saisie, fautes) => (
      <>
        <Cases
          nom='cesse'
          legende='Premier engagement'
          choisis={[saisie.cesse ?? '']}
          erreur={erreurDe(fautes, 'cesse')}
          options={[
            { valeur: 'oui', libelle: 'La lettre dit que le lieu cesse aussitôt d’utiliser la marque du réseau' }
          ]}
        />
        <Cases
          nom='sans_confusion'
          legende='Second engagement'
          choisis={[saisie.sans_confusion ?? '']}
          erreur={erreurDe(fautes, 'sans_confusion')}
          options={[
            {
              valeur: 'oui',
              libelle: 'La lettre dit que le lieu ne créera pas un réseau au nom trop proche'
            }
          ]}
        />
      </>
    ),
    lire: (saisie) => {
      const fautes = ['cesse', 'sans_confusion']
        .filter((nom) => saisie[nom] !== 'oui')
        .map((champ) => ({ champ, message: MANQUE }))
      return fautes.length > 0 ? refuse(fautes) : ok({ acte: 'retirer', cesse: true, sansConfusion: true })
    }
  }
}

function lireJour(saisie: Champs, champ: string, fautes: FauteDeChamp[]): Jour | undefined {
  const jour = parseJour(saisie[champ] ?? '')
  if (!jour) fautes.push({ champ, message: 'Donnez une date comme 31/12/2025.' })
  return jour
}
