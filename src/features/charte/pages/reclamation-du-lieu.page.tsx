import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { ZoneTexte } from '../../../platform/ui/composants/champ/champ.tsx'
import { Alerte, Note } from '../../../platform/ui/composants/note/note.tsx'
import { erreurDe, ResumeErreurs } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { findLieuActuel, type LieuPublic, objetDuLieu } from '../../annuaire/index.ts'
import { findReseau, type Reseau } from '../../reseaux/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { type RefusSurReclamation, repondreReclamation } from '../actions/reclamation/instruire.ts'
import { cheminDuLieu } from '../actions/reclamation/prevenir.ts'
import { direInstant, direJour } from '../domain/adhesion/dire.ts'
import type { FauteDeChamp } from '../domain/parametre.ts'
import { finDeReponse, type GenreEtape, type IssueReclamation } from '../domain/reclamation.ts'
import { lireEcrit } from '../domain/saisie-reclamation.ts'
import { type EtapeReclamation, findReclamation, listEtapes, type Reclamation } from '../store/reclamation.store.ts'
import { lireUuid } from './vues/bureau.tsx'
import { FeuilleAdhesion } from './vues/feuille-adhesion.tsx'

const permission = 'adhesion:preparer'

/** The people of a lieu read what the secrétariat told them of a complaint, and answer. Never what was reported itself. */
export const routesReclamationDuLieu: readonly Route[] = ['/adhesions/:id', '/lieux/:adresse'].flatMap(
  (prefixe): Route[] => [
    { methode: 'get', chemin: `${prefixe}/reclamations/:r`, permission, traiter: show },
    { methode: 'post', chemin: `${prefixe}/reclamations/:r`, permission, traiter: submit }
  ]
)

interface Lue {
  readonly reclamation: Reclamation
  readonly lieu: LieuPublic
  readonly reseau: Reseau
  readonly transmiseLe: Date
  readonly issue: IssueReclamation | undefined
  readonly etapes: readonly EtapeReclamation[]
}

/** What a lieu never reads: what was reported, and what the secrétariat noted for itself. */
const POUR_LE_LIEU: readonly GenreEtape[] = ['transmise', 'reponse', 'decision']

/** The complaint of this address, once its lieu was told of it, if that lieu is this person's to look after. */
async function ouvrir(c: Contexte): Promise<Lue | Response> {
  const { db } = c.var
  const id = lireUuid(c.req.param('r'))
  const reclamation = id && (await findReclamation(db, id))
  // Another lieu's number in the address opens nothing.
  if (!reclamation || c.req.path !== cheminDuLieu(reclamation)) return c.notFound()
  const { situation } = reclamation
  const transmiseLe = 'transmiseLe' in situation ? situation.transmiseLe : undefined
  const [lieu, reseau] = await Promise.all([
    findLieuActuel(db, reclamation.lieuId),
    findReseau(db, reclamation.reseauId)
  ])
  if (!lieu || !reseau || !transmiseLe) return c.notFound()
  if (!c.var.peut(permission, await objetDuLieu(db, lieu))) return pageErreur(c, 403)
  const etapes = (await listEtapes(db, reclamation.id)).filter(({ genre }) => POUR_LE_LIEU.includes(genre))
  const issue = situation.etat === 'close' ? situation.issue : undefined
  return { reclamation, lieu, reseau, transmiseLe, issue, etapes }
}

async function show(c: Contexte) {
  const lue = await ouvrir(c)
  return lue instanceof Response ? lue : rendre(c, lue, { texte: '' })
}

async function submit(c: Contexte) {
  const lue = await ouvrir(c)
  if (lue instanceof Response) return lue
  const { texte = '' } = await readFormulaire(c)
  const ecrit = lireEcrit('texte', texte)
  if (!ecrit.ok) return rendre(c, lue, { texte, erreurs: ecrit.error })
  const { db, acteur, now } = c.var
  const geo = await obtenirGeographie(db)
  const faite = await repondreReclamation(db, lue.reclamation.id, ecrit.value, { acteur, now, geo })
  if (faite.ok) return c.redirect(`${cheminDuLieu(lue.reclamation)}?fait=repondu`, 303)
  if (faite.error.raison === 'interdit') return pageErreur(c, 403)
  const apres = await ouvrir(c)
  return apres instanceof Response ? apres : rendre(c, apres, { texte, refus: direRefus(faite.error) })
}

const direRefus = ({ raison }: RefusSurReclamation): string =>
  raison === 'trop-de-reponses'
    ? 'Vous avez déjà répondu plusieurs fois. Pour dire autre chose, écrivez au secrétariat.'
    : 'Cette réclamation est close : le secrétariat a décidé.'

const ETAPES: Readonly<Partial<Record<GenreEtape, string>>> = {
  transmise: 'Ce que le secrétariat vous a transmis',
  reponse: 'Votre réponse',
  decision: 'Ce que le secrétariat a décidé'
}

const ISSUES: Readonly<Record<IssueReclamation, string>> = {
  'sans-suite': 'La réclamation est fermée sans suite. Rien ne change pour votre lieu.',
  rappel: 'Le secrétariat s’en tient à un rappel. Rien ne change pour votre lieu.',
  avertissement: 'Le secrétariat vous envoie une lettre recommandée. Elle dit ce qui est à corriger, et jusqu’à quand.'
}

function rendre(
  c: Contexte,
  { reclamation, lieu, reseau, transmiseLe, issue, etapes }: Lue,
  vue: { readonly texte: string; readonly erreurs?: readonly FauteDeChamp[]; readonly refus?: string }
) {
  const { texte, erreurs = [], refus } = vue
  const zone = reseau.fuseau
  return rendrePage(
    c,
    <FeuilleAdhesion
      c={c}
      titre={`Une réclamation à propos de « ${lieu.nom} »`}
      fil={[{ href: '/mes-adhesions', libelle: 'Mes adhésions' }]}
      enErreur={erreurs.length > 0 || refus !== undefined}
      fait={
        !refus && erreurs.length === 0 && c.req.query('fait') === 'repondu'
          ? 'Votre réponse est envoyée au secrétariat'
          : undefined
      }
      chapeau={
        <>
          {refus && (
            <Alerte ton='danger' titre='Rien n’a été enregistré'>
              <p>{refus}</p>
            </Alerte>
          )}
          <p class='lead'>{reseau.nom}</p>
          <Note>
            <p>
              {issue
                ? ISSUES[issue]
                : `Rien n’est décidé : le secrétariat veut d’abord vous entendre. Répondez avant le ${direJour(finDeReponse(transmiseLe), zone)}.`}
            </p>
          </Note>
        </>
      }
    >
      <ol class='time'>
        {etapes.map((etape) => (
          <li>
            <h2>{ETAPES[etape.genre]}</h2>
            <p>{direInstant(etape.le, zone)}</p>
            {etape.texte !== '' && <p class='diff break'>{etape.texte}</p>}
          </li>
        ))}
      </ol>
      {!issue && (
        <form class='form mt6' method='post' action={cheminDuLieu(reclamation)} novalidate>
          <ResumeErreurs erreurs={erreurs} />
          <ZoneTexte
            nom='texte'
            libelle='Votre réponse'
            indication='Dites ce qui est vrai, ce qui ne l’est pas, et ce que vous avez changé. N’écrivez le nom de personne.'
            valeur={texte}
            erreur={erreurDe(erreurs, 'texte')}
            lignes={8}
          />
          <p class='btns'>
            <Bouton principal>Envoyer ma réponse</Bouton>
          </p>
        </form>
      )}
    </FeuilleAdhesion>,
    refus ? 409 : erreurs.length > 0 ? 422 : 200
  )
}
