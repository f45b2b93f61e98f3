import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { ListeDescriptive } from '../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { Alerte, Etiquette, Note } from '../../../platform/ui/composants/note/note.tsx'
import { Tableau } from '../../../platform/ui/composants/tableau/tableau.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { adresseFiche } from '../../annuaire/index.ts'
import { comite } from '../actions/adhesion/comite.ts'
import {
  ACTES_DU_BUREAU,
  type ActeDuBureau,
  actesPossibles,
  decisionDuComite,
  demandeEnAttente,
  direAuteur,
  estPartie
} from '../domain/adhesion/bureau.ts'
import { direEtat, direInstant, direJour, direSilence } from '../domain/adhesion/dire.ts'
import { echeances } from '../domain/adhesion/echeances.ts'
import { listHistoire } from '../store/bureau.store.ts'
import { findContenu } from '../store/charte.store.ts'
import { type DeclarationEnvoyee, findDerniereDeclaration } from '../store/declaration.store.ts'
import { listPieces, type Piece } from '../store/piece.store.ts'
import {
  BUREAU,
  cheminDossier,
  type DossierOuvert,
  filBureau,
  motDe,
  ouvrirDossier,
  PageBureau,
  SUIVRE
} from './vues/bureau.tsx'
import { CeQuiEstArrive, SuiteDuDossier } from './vues/suite-du-dossier.tsx'

export const routesBureauDossier: readonly Route[] = [
  { methode: 'get', chemin: `${BUREAU}/adhesions/:id`, permission: SUIVRE, traiter: showDossier }
]

const FAITS: Readonly<Record<ActeDuBureau, string>> = {
  opposer: 'L’opposition du comité est inscrite',
  lever: 'La suspension est levée',
  refuser: 'La réponse du comité est inscrite',
  rouvrir: 'Le lieu peut de nouveau se déclarer',
  avertir: 'La lettre est prête. Elle n’a pas encore d’effet',
  reception: 'La réception de la lettre est inscrite',
  juger: 'Le jugement est inscrit',
  retirer: 'Le départ est inscrit'
}

async function showDossier(c: Contexte) {
  const ouvert = await ouvrirDossier(c)
  return ouvert instanceof Response ? ouvert : rendreDossier(c, ouvert)
}

/** The pieces of a dossier, and what may be done with it by who asks. */
export async function lireActes(c: Contexte, { dossier, situation, regles }: DossierOuvert) {
  const pieces = await listPieces(c.var.db, dossier.id)
  const delaiPourCorriger =
    'membre' in situation && regles.parametres(situation.membre.version).mise_en_conformite_jours !== null
  const possibles = actesPossibles(situation, {
    delaiPourCorriger,
    lettreEnRoute: pieces.some(estEnRoute),
    demande: demandeEnAttente(pieces) !== undefined
  })
  const regle = await comite().regleDe(c.var.db, dossier.reseauId)
  return {
    pieces,
    partie: estPartie(c.var.acteur.attributions, dossier.lieuId),
    actes: possibles.filter((acte) => {
      if (!c.var.peut(ACTES_DU_BUREAU[acte].permission, { reseau: dossier.reseauId })) return false
      const genre = decisionDuComite(acte)
      if (!genre) return true
      // A vote that does not lift answers the request: nobody refuses it apart.
      if (regle.vote) return genre !== 'refus'
      return regle.presidence === undefined || regle.presidence === c.var.acteur.compte?.id
    }),
    parVote: regle.vote
  }
}

/** Where an act is done: its own page of the desk, or the vote of the committee. */
export function adresseDeLActe(dossierId: string, acte: ActeDuBureau, parVote: boolean): string {
  const genre = decisionDuComite(acte)
  return parVote && genre && genre !== 'refus'
    ? comite().adresse(dossierId, genre)
    : `${cheminDossier(dossierId)}/${acte}`
}

/** The words of the button: where the committee votes, one proposes. */
const motsDeLActe = (acte: ActeDuBureau, parVote: boolean): string =>
  parVote && decisionDuComite(acte) ? `Voter : ${ACTES_DU_BUREAU[acte].lien.toLowerCase()}` : ACTES_DU_BUREAU[acte].lien

/** A letter that left, whose notice of receipt has not come back. */
export const estEnRoute = ({ genre, recue_le }: Piece): boolean => genre === 'avertissement' && recue_le === null

/** The whole dossier, under what went wrong if something did. */
export async function rendreDossier(c: Contexte, ouvert: DossierOuvert, refus?: string) {
  const { db, now } = c.var
  const { dossier, situation, regles, reseau, lieu } = ouvert
  const zone = regles.zone
  const [{ pieces, partie, actes, parVote }, histoire, declaration] = await Promise.all([
    lireActes(c, ouvert),
    listHistoire(db, dossier.id),
    findDerniereDeclaration(db, dossier.id)
  ])
  const dit = direEtat(situation, 'bureau', zone)
  const silence = direSilence(situation, 'bureau', zone, now)
  const surPapier = new Set(pieces.flatMap(({ id, support }) => (support === 'papier' ? [id] : [])))
  return rendrePage(
    c,
    <PageBureau
      c={c}
      titre={lieu.nom}
      fil={[filBureau(reseau)]}
      fait={refus === undefined ? motDe(FAITS, c.req.query('fait')) : undefined}
      enErreur={refus !== undefined}
      chapeau={
        <>
          {refus !== undefined && (
            <Alerte ton='danger' titre='Rien n’a été enregistré'>
              <p>{refus}</p>
            </Alerte>
          )}
          <p>
            <Etiquette>{dit.court}</Etiquette>
          </p>
          <p class='lead'>{dit.phrase}</p>
          {silence && (
            <Note ton='attention'>
              <p>
                <b>{silence.quand}</b> ({silence.reste}). {silence.sens}
              </p>
            </Note>
          )}
          {partie ? (
            <Note>
              <p>Vous vous occupez de ce lieu : d’autres que vous décident de son dossier.</p>
            </Note>
          ) : (
            actes.length > 0 && (
              <p class='btns'>
                {actes.map((acte, rang) => (
                  <LienBouton
                    href={adresseDeLActe(dossier.id, acte, parVote)}
                    principal={rang === 0 && acte !== 'retirer'}
                  >
                    {motsDeLActe(acte, parVote)}
                  </LienBouton>
                ))}
              </p>
            )
          )}
        </>
      }
    >
      <section class='section split'>
        <h2>Le lieu</h2>
        <ListeDescriptive
          faits={[
            { terme: 'Lieu', valeur: <a href={adresseFiche(lieu)}>{lieu.nom}</a> },
            {
              terme: 'Adresse',
              valeur: [lieu.publiees.adresse, lieu.publiees.code_postal, lieu.publiees.commune]
                .filter(Boolean)
                .join(', ')
            },
            { terme: 'Réseau', valeur: reseau.nom },
            { terme: 'Structure', valeur: declaration?.structure },
            { terme: 'Statut', valeur: declaration?.statut },
            { terme: 'Numéro', valeur: declaration?.pivot },
            {
              terme: 'Fiche retirée',
              valeur: lieu.retire_le && 'Plus personne ne répond de cette fiche dans l’annuaire.'
            }
          ]}
        />
      </section>
      {declaration && (
        <Declaration declaration={declaration} contenu={await findContenu(db, declaration.version)} zone={zone} />
      )}
      <SuiteDuDossier
        legende='Dates calculées par la règle, même si personne ne fait rien.'
        attendues={echeances(situation, regles)}
        regles={regles}
        now={now}
      />
      <section class='section split' id='histoire'>
        <h2>Ce qui s’est passé</h2>
        <Tableau
          legende='Le plus récent d’abord. La date qui compte est celle de la règle ; l’autre dit quand c’est inscrit ici.'
          vide='Rien encore.'
          lignes={histoire}
          colonnes={[
            { titre: 'Date qui compte', cellule: ({ le }) => direInstant(le, zone) },
            {
              titre: 'Ce qui est arrivé',
              cellule: (ligne) => (
                <CeQuiEstArrive
                  ligne={{ ...ligne, pieceLisible: pieces.find(({ id }) => id === ligne.piece_id)?.id }}
                  lire='Lire la pièce'
                />
              )
            },
            {
              titre: 'Qui',
              cellule: ({ numero, piece_id }) =>
                direAuteur(numero, { surPapier: piece_id !== null && surPapier.has(piece_id) })
            },
            { titre: 'Inscrit', cellule: ({ inscrite_le }) => direInstant(inscrite_le, zone) }
          ]}
        />
      </section>
      <section class='section split'>
        <h2>Les pièces</h2>
        <div class='stack'>
          {pieces.length === 0 && <p>Aucune pièce.</p>}
          {pieces.map((piece) => (
            <PieceVue piece={piece} zone={zone} />
          ))}
        </div>
      </section>
    </PageBureau>,
    refus === undefined ? 200 : 409
  )
}

const GENRES: Readonly<Record<Piece['genre'], string>> = {
  opposition: 'Opposition, décision du comité',
  avertissement: 'Avertissement du secrétariat',
  rectification: 'Réponse du lieu',
  jugement: 'Jugement du secrétariat',
  levee: 'Levée de la suspension, décision du comité',
  reouverture: 'Retour permis, décision du comité',
  retrait: 'Départ',
  demande: 'Demande du lieu',
  'refus-de-levee': 'Demande refusée, décision du comité'
}

export const FONDEMENTS: Readonly<Record<NonNullable<Piece['fondement']>, string>> = {
  'non-conformite': 'Le lieu ne respecte pas la charte',
  inexacte: 'La déclaration est inexacte'
}

export const SUPPORTS: Readonly<Record<NonNullable<Piece['support']>, string>> = {
  papier: 'Papier',
  electronique: 'Électronique'
}

function PieceVue({ piece, zone }: { piece: Piece; zone: string }) {
  const estLettre = piece.genre === 'avertissement'
  // A day as a person typed it, checked by the calendar of the database.
  const jour = (texte: string | null) => texte && direJour(new Date(`${texte}T12:00:00Z`), 'UTC')
  return (
    <article class='stack' id={`piece-${piece.id}`}>
      <h3>{GENRES[piece.genre]}</h3>
      <ListeDescriptive
        serre
        faits={[
          { terme: 'Inscrite', valeur: direInstant(piece.ecrite_le, zone) },
          { terme: 'Motif', valeur: piece.fondement && FONDEMENTS[piece.fondement] },
          {
            terme: 'Jugement',
            valeur: piece.favorable === null ? undefined : piece.favorable ? 'Corrigé' : 'Pas corrigé'
          },
          { terme: 'Envoi', valeur: piece.support && SUPPORTS[piece.support] },
          { terme: 'Référence', valeur: piece.reference },
          { terme: 'Constaté', valeur: jour(piece.constatee_le) },
          { terme: 'Envoyée', valeur: jour(piece.envoyee_le) },
          {
            terme: 'Reçue',
            valeur: estLettre
              ? (jour(piece.recue_le) ?? 'L’avis de réception n’est pas revenu : sans effet.')
              : undefined
          }
        ]}
      />
      {piece.texte !== '' && <p class='diff break'>{piece.texte}</p>}
      {estLettre && (
        <p>
          <a href={`${BUREAU}/pieces/${piece.id}/lettre`}>Ouvrir la lettre (PDF)</a>
        </p>
      )}
    </article>
  )
}

function Declaration(props: {
  declaration: DeclarationEnvoyee
  contenu: Awaited<ReturnType<typeof findContenu>>
  zone: string
}) {
  const { declaration, contenu, zone } = props
  const choisis = new Map(declaration.choix.map((choix) => [choix.critere, choix.justification]))
  const lignes = contenu.criteres.filter(({ id }) => choisis.has(id))
  return (
    <section class='section split'>
      <h2>La déclaration</h2>
      <div class='stack'>
        <p>Envoyée le {direInstant(declaration.envoyeeLe, zone)}.</p>
        <Tableau
          legende='Ce que le lieu dit respecter, et ce qu’il en écrit.'
          lignes={lignes}
          colonnes={[
            { titre: 'Critère', cellule: ({ libelle }) => libelle },
            {
              titre: 'Justification',
              cellule: ({ id }) => <span class='diff break'>{choisis.get(id) || 'Rien d’écrit.'}</span>
            }
          ]}
        />
      </div>
    </section>
  )
}
