import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Alerte, Etiquette, Note } from '../../../platform/ui/composants/note/note.tsx'
import { Tableau } from '../../../platform/ui/composants/tableau/tableau.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { adresseFiche } from '../../annuaire/index.ts'
import { demandeEnAttente, direAuteur } from '../domain/adhesion/bureau.ts'
import { direEtat, direInstant, direJour, direSilence } from '../domain/adhesion/dire.ts'
import { echeances } from '../domain/adhesion/echeances.ts'
import type { Numero } from '../domain/adhesion/regles.ts'
import { type Etat, estMembre, type Situation } from '../domain/adhesion/situation.ts'
import { ACTES_DU_LIEU, type ActeDuLieu, peutDeclarer } from '../domain/adhesion/suivi.ts'
import { listHistoire } from '../store/bureau.store.ts'
import type { Piece } from '../store/piece.store.ts'
import { motDe } from './vues/bureau.tsx'
import { FeuilleAdhesion } from './vues/feuille-adhesion.tsx'
import { CeQuiEstArrive, SuiteDuDossier } from './vues/suite-du-dossier.tsx'
import { cheminSuivi, ouvrirSuivi, type SuiviOuvert } from './vues/suivi.tsx'

export const routesSuivi: readonly Route[] = [
  { methode: 'get', chemin: '/adhesions/:id/suivi', permission: 'adhesion:preparer', traiter: showSuivi }
]

const FAITS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ACTES_DU_LIEU).map(([acte, { fait }]) => [acte, fait])
)

async function showSuivi(c: Contexte) {
  const ouvert = await ouvrirSuivi(c)
  return ouvert instanceof Response ? ouvert : rendreSuivi(c, ouvert)
}

interface LigneDite {
  readonly numero: Numero
  readonly vers: Etat
  readonly le: Date
  readonly piece?: Piece | undefined
}

/** All that the people of a lieu need to know of its adhesion, under what went wrong if something did. */
export async function rendreSuivi(c: Contexte, ouvert: SuiviOuvert, refus?: string) {
  const { now, db } = c.var
  const { dossier, avancee, regles, reseau, lieu, actes, engage } = ouvert
  const { situation, transitions } = avancee
  const { zone } = regles
  const pieces = ouvert.pieces.filter(estPourLeLieu)
  const histoire: readonly LigneDite[] = [
    // What time has brought, though nobody has written it yet.
    ...[...transitions].reverse(),
    ...(await listHistoire(db, dossier.id)).map((ligne) => ({
      ...ligne,
      piece: pieces.find(({ id }) => id === ligne.piece_id)
    }))
  ]
  const dit = direEtat(situation, 'lieu', zone)
  const silence = direSilence(situation, 'lieu', zone, now)
  return rendrePage(
    c,
    <FeuilleAdhesion
      c={c}
      titre={`L’adhésion de « ${lieu.nom} »`}
      fil={[{ href: '/mes-adhesions', libelle: 'Mes adhésions' }]}
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
            <a href={`/reseaux/${reseau.id}`}>{reseau.nom}</a>
          </p>
          <p>
            <Etiquette ton={TONS[situation.etat] ?? 'info'}>{dit.court}</Etiquette>
          </p>
          <p class='lead'>{dit.phrase}</p>
          {silence && (
            <Note ton={situation.etat === 'AVERTI' ? 'danger' : 'info'}>
              <p>
                <b>{silence.quand}</b> ({silence.reste})
              </p>
              <p>{silence.sens}</p>
            </Note>
          )}
          {demandeEnAttente(ouvert.pieces) && (
            <Note>
              <p>Votre demande est arrivée. Le comité doit vous répondre, en donnant ses raisons.</p>
            </Note>
          )}
          <Gestes ouvert={ouvert} actes={actes} situation={situation} />
          {!engage && (
            <p class='soft'>
              Vous aidez à tenir ce lieu. Seul son responsable peut l’engager, le faire partir ou signer pour lui.
            </p>
          )}
        </>
      }
    >
      {pieces.length > 0 && (
        <section class='section split' id='messages'>
          <h2>Ce que l’on vous a écrit, et vos réponses</h2>
          <div class='stack'>
            {pieces.map((piece) => (
              <article class='stack' id={`piece-${piece.id}`}>
                <h3>{GENRES[piece.genre]}</h3>
                <p class='soft'>{direJour(piece.ecrite_le, zone)}</p>
                {piece.texte
                  .split(/\n{2,}/)
                  .filter((paragraphe) => paragraphe.trim() !== '')
                  .map((paragraphe) => (
                    <p>{paragraphe}</p>
                  ))}
              </article>
            ))}
          </div>
        </section>
      )}
      <SuiteDuDossier
        legende='Les dates viennent de la charte. Elles s’appliquent même si personne ne fait rien.'
        attendues={echeances(situation, regles).filter(({ genre }) => genre !== 'rappel-comite')}
        regles={regles}
        now={now}
      />
      <section class='section split' id='histoire'>
        <h2>Ce qui s’est passé</h2>
        <Tableau
          legende='Le plus récent d’abord.'
          vide='Rien encore.'
          lignes={histoire}
          colonnes={[
            { titre: 'Date', cellule: ({ le }) => direInstant(le, zone) },
            {
              titre: 'Ce qui est arrivé',
              cellule: (ligne) => (
                <CeQuiEstArrive ligne={{ ...ligne, pieceLisible: ligne.piece?.id }} lire='Lire ce qui a été écrit' />
              )
            },
            {
              titre: 'Qui',
              cellule: ({ numero, piece }) => direAuteur(numero, { surPapier: piece?.support === 'papier' })
            }
          ]}
        />
      </section>
    </FeuilleAdhesion>,
    refus === undefined ? 200 : 409
  )
}

const TONS: Readonly<Partial<Record<Etat, 'succes' | 'attention' | 'danger'>>> = {
  MEMBRE: 'succes',
  AVERTI: 'danger',
  SUSPENDU: 'danger',
  OPPOSE: 'attention',
  NON_RENOUVELE: 'attention'
}

/** What to do next, the likeliest first; leaving comes last and apart. */
function Gestes(props: { ouvert: SuiviOuvert; actes: readonly ActeDuLieu[]; situation: Situation }) {
  const { ouvert, actes, situation } = props
  const { dossier, lieu } = ouvert
  const declarer = peutDeclarer(situation)
  const gestes = [
    ...(declarer
      ? [
          {
            href: `${adresseFiche(lieu)}/adherer/${dossier.charteId}`,
            texte: declarer === 'continuer' ? 'Continuer la déclaration' : 'Faire une déclaration'
          }
        ]
      : []),
    ...actes
      .filter((acte) => acte !== 'quitter')
      .map((acte) => ({ href: `${cheminSuivi(dossier.id)}/${acte}`, texte: ACTES_DU_LIEU[acte].lien })),
    ...('membre' in situation
      ? [{ href: `${adresseFiche(lieu)}/modifier`, texte: 'Dire que la fiche est à jour, ou la changer' }]
      : []),
    ...(estMembre(situation)
      ? [{ href: `/adhesions/${dossier.id}/kit`, texte: 'Montrer que vous êtes membre : autocollant, badge' }]
      : [])
  ]
  return (
    <>
      {gestes.length > 0 && (
        <p class='btns'>
          {gestes.map(({ href, texte }, rang) => (
            <LienBouton href={href} principal={rang === 0}>
              {texte}
            </LienBouton>
          ))}
        </p>
      )}
      {actes.includes('quitter') && (
        <p>
          <a href={`${cheminSuivi(dossier.id)}/quitter`}>{ACTES_DU_LIEU.quitter.lien}</a>
        </p>
      )}
    </>
  )
}

// A letter that is still on its way says nothing yet.
const estPourLeLieu = ({ genre, recue_le }: Piece): boolean => genre !== 'avertissement' || recue_le !== null

const GENRES: Readonly<Record<Piece['genre'], string>> = {
  opposition: 'Les raisons de l’opposition du comité',
  avertissement: 'L’avertissement du secrétariat',
  rectification: 'Votre réponse : ce que vous avez corrigé',
  jugement: 'Ce que le secrétariat pense de votre réponse',
  levee: 'La décision du comité : la suspension est levée',
  reouverture: 'La décision du comité : vous pouvez revenir',
  retrait: 'Votre départ',
  demande: 'Votre demande au comité',
  'refus-de-levee': 'La réponse du comité à votre demande : non'
}
