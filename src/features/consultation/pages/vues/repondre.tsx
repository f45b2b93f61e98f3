import type { Db } from '../../../../platform/db/index.ts'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import {
  type GroupeOptions,
  Liste,
  type OptionListe,
  ZoneTexte
} from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio, Cases } from '../../../../platform/ui/composants/choix/choix.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import { erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { type Colonne, Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { rendrePage } from '../../../../platform/ui/page.tsx'
import { estPublique, findContenu, listChartes } from '../../../charte/index.ts'
import { direPubliquement, listRegistre } from '../../../gouvernance/index.ts'
import { SORTS } from '../../domain/item.ts'
import { ecrireCritere, SYNTHESE_MAX, TEXTE_DE_REPONSE_MAX } from '../../domain/reponse.ts'
import type { Consultation } from '../../store/consultation.store.ts'
import {
  countEnAttente,
  type ItemEtReponse,
  listItemsEtReponses,
  type ReponseOfficielle
} from '../../store/reponse.store.ts'
import type { ConsultationOuverte } from '../ouvrir.ts'
import { cheminDe, cheminItem, type Reprise, statutDe } from './cadre.tsx'
import { cheminOrganiser, PageOrganiser } from './organiser.tsx'

export const cheminRepondre = (consultation: Pick<Consultation, 'adresse'>) =>
  `${cheminOrganiser(consultation)}/reponses`

/** Decisions that a form offers: the latest. */
const DECISIONS_MAX = 100

/** The desk of the answers: where each item stands, the synthesis, the restitution. */
export async function rendreBureauDesReponses(
  c: Contexte,
  ouverte: ConsultationOuverte,
  reprise: Reprise
): Promise<Response> {
  const { consultation, dire } = ouverte
  const [items, enAttente] = await Promise.all([
    listItemsEtReponses(c.var.db, consultation.id),
    countEnAttente(c.var.db, consultation.id)
  ])
  const restent = items.filter(({ reponse }) => reponse === null)
  const chemin = cheminRepondre(consultation)
  const peutEcrire = recoitReponses(ouverte)
  return rendrePage(
    c,
    <PageOrganiser c={c} titre='Les réponses' consultation={consultation} reprise={reprise}>
      <p class='lead'>{direAvancement(ouverte, items.length, restent.length)}</p>
      {!peutEcrire && (
        <Note ton='attention'>
          <p>La consultation reçoit encore des avis. Vous répondrez après sa clôture, quand tout le monde a parlé.</p>
        </Note>
      )}
      {peutEcrire && enAttente > 0 && (
        <Note ton='attention'>
          <p>{direEnAttente(enAttente)}</p>
        </Note>
      )}
      {consultation.restituee_le && (
        <p>
          Publiées le {dire(consultation.restituee_le)}. Vous pouvez encore corriger une réponse : la page le dira, et
          le journal en garde la trace. <a href={`${cheminDe(consultation)}/reponses`}>Lire la page publique</a>
        </p>
      )}
      <section class='section' aria-labelledby='titre-items'>
        <h2 id='titre-items'>Chaque proposition</h2>
        <Tableau<ItemEtReponse>
          legende='Propositions, articles et amendements publiés, avec la réponse de chacun.'
          vide='Rien n’a été proposé dans cette consultation.'
          lignes={items}
          colonnes={[
            {
              titre: 'Proposition',
              cellule: ({ numero, titre, parent }) => (
                <>
                  {peutEcrire ? <a href={`${chemin}/${numero}`}>{titre}</a> : titre}
                  {parent && <span class='hint'>Amendement à « {parent} »</span>}
                </>
              )
            },
            { titre: 'Module', cellule: ({ module }) => module },
            ...(consultation.figee_le ? TOTAUX : []),
            { titre: 'Réponse', cellule: ({ reponse }) => (reponse ? SORTS[reponse.sort] : 'À écrire') }
          ]}
        />
      </section>
      {peutEcrire && (
        <>
          <Synthese ouverte={ouverte} reprise={reprise} />
          {!consultation.restituee_le && <Restitution ouverte={ouverte} restent={restent.length} reprise={reprise} />}
        </>
      )}
    </PageOrganiser>,
    statutDe(reprise)
  )
}

// Shown once the counts are frozen: what is hidden from everybody is hidden from the organiser too (AMB-22).
const TOTAUX: readonly Colonne<ItemEtReponse>[] = [
  { titre: 'D’accord', nombre: true, cellule: ({ accord }) => nombre(accord) },
  { titre: 'À revoir', nombre: true, cellule: ({ revoir }) => nombre(revoir) }
]

/** What a moderator publishes late is owed an answer like the others. */
export const direEnAttente = (n: number): string =>
  n === 1
    ? 'Une proposition attend encore la modération : publiée, elle devra avoir sa réponse.'
    : `${nombre(n)} propositions attendent encore la modération : publiées, elles devront avoir leur réponse.`

function direAvancement({ consultation }: ConsultationOuverte, total: number, restent: number): string {
  if (total === 0) return 'Il n’y a aucune proposition publiée.'
  if (restent > 0)
    return `${compter(total - restent, 'réponse écrite', 'réponses écrites', 'aucune')} sur ${nombre(total)}.`
  return consultation.restituee_le
    ? 'Chaque proposition a sa réponse.'
    : 'Chaque proposition a sa réponse. Vous pouvez les publier.'
}

const recoitReponses = ({ etat }: ConsultationOuverte) =>
  etat === 'close' || etat === 'restituee' || etat === 'archivee'

function Synthese({ ouverte: { consultation }, reprise }: { ouverte: ConsultationOuverte; reprise: Reprise }) {
  const { champs, fautes = [] } = reprise
  return (
    <section class='section' aria-labelledby='titre-synthese'>
      <h2 id='titre-synthese'>Ce que vous retenez de l’ensemble</h2>
      <form class='stack mt4' method='post' action={`${cheminRepondre(consultation)}/synthese`}>
        <ZoneTexte
          nom='synthese'
          libelle='Votre synthèse'
          indication={`En quelques paragraphes : ce que vous avez entendu, ce que vous en faites. ${nombre(SYNTHESE_MAX)} signes au plus. Une ligne vide sépare deux paragraphes.`}
          lignes={10}
          valeur={champs?.synthese ?? consultation.synthese}
          erreur={erreurDe(fautes, 'synthese')}
        />
        <p>
          <Bouton>Enregistrer la synthèse</Bouton>
        </p>
      </form>
    </section>
  )
}

function Restitution(props: { ouverte: ConsultationOuverte; restent: number; reprise: Reprise }) {
  const { ouverte, restent, reprise } = props
  return (
    <section class='section' aria-labelledby='titre-restitution'>
      <h2 id='titre-restitution'>Publier les réponses</h2>
      <div class='stack mt4'>
        {restent > 0 && (
          <p>
            Il reste {compter(restent, 'proposition', 'propositions')} sans réponse. Tant qu’il en reste une, rien n’est
            publié.
          </p>
        )}
        {ouverte.consultation.synthese === '' && <p>Vous n’avez pas encore écrit de synthèse.</p>}
        <form
          class='stack'
          method='post'
          action={`${cheminOrganiser(ouverte.consultation)}/restitution`}
          aria-labelledby='titre-restitution'
        >
          <Cases
            nom='accord'
            legende='Publier toutes les réponses en même temps'
            legendeCachee
            erreur={erreurDe(reprise.fautes ?? [], 'accord')}
            options={[{ valeur: 'oui', libelle: 'J’ai relu toutes les réponses et la synthèse.' }]}
          />
          <p>
            <Bouton principal>Publier les réponses</Bouton>
          </p>
        </form>
      </div>
    </section>
  )
}

/** The form of one answer: what people said is a click away. */
export async function rendreReponse(
  c: Contexte,
  ouverte: ConsultationOuverte,
  item: ItemEtReponse,
  reprise: Reprise
): Promise<Response> {
  const { consultation } = ouverte
  const { champs, fautes = [] } = reprise
  const [criteres, decisions] = await Promise.all([listCriteres(c.var.db, c.var.now), listDecisions(c.var.db, ouverte)])
  const { reponse } = item
  const faute = (champ: string) => erreurDe(fautes, champ)
  return rendrePage(
    c,
    <PageOrganiser
      c={c}
      titre={item.titre}
      consultation={consultation}
      reprise={reprise}
      fil={[{ href: cheminRepondre(consultation), libelle: 'Les réponses' }]}
    >
      <p class='lead'>
        {consultation.figee_le &&
          `${compter(item.accord, 'avis', 'avis')} « d’accord », ${compter(item.revoir, 'avis', 'avis')} « à revoir ». `}
        <a href={cheminItem(consultation, item)}>Lire ce que les gens ont dit</a>
      </p>
      {!recoitReponses(ouverte) ? (
        <Note ton='attention'>
          <p>La consultation reçoit encore des avis. Vous répondrez après sa clôture.</p>
        </Note>
      ) : (
        <form class='stack mt6' method='post' action={`${cheminRepondre(consultation)}/${item.numero}`}>
          <input type='hidden' name='revision' value={String(reponse?.revision ?? 0)} />
          <BoutonsRadio
            nom='sort'
            legende='Que devient cette proposition ?'
            erreur={faute('sort')}
            choisis={[champs?.sort ?? reponse?.sort ?? '']}
            options={Object.entries(SORTS).map(([valeur, libelle]) => ({ valeur, libelle }))}
          />
          <ZoneTexte
            nom='texte'
            libelle='Pourquoi ?'
            indication={`Cette raison est publiée. ${nombre(TEXTE_DE_REPONSE_MAX)} signes au plus.`}
            lignes={6}
            obligatoire
            valeur={champs?.texte ?? reponse?.texte}
            erreur={faute('texte')}
          />
          <Liste
            nom='critere'
            libelle='Elle est devenue un critère d’une charte'
            indication='Facultatif. La réponse y mènera.'
            vide='Aucun critère'
            options={criteres}
            valeur={champs?.critere ?? critereDe(reponse)}
            erreur={faute('critere')}
          />
          <Liste
            nom='decision'
            libelle='Le comité en a décidé'
            indication='Facultatif. Les délibérations de ce réseau, la plus récente d’abord.'
            vide='Aucune décision'
            options={decisions}
            valeur={champs?.decision ?? reponse?.decision_id ?? undefined}
            erreur={faute('decision')}
          />
          <p class='btns'>
            <Bouton principal nom='suite' valeur='suivante'>
              Enregistrer, puis la suivante
            </Bouton>
            <Bouton nom='suite' valeur='liste'>
              Enregistrer
            </Bouton>
          </p>
        </form>
      )}
    </PageOrganiser>,
    statutDe(reprise)
  )
}

const critereDe = (reponse: ReponseOfficielle | null): string | undefined =>
  reponse?.version_id && reponse.critere_id ? ecrireCritere(reponse.version_id, reponse.critere_id) : undefined

/** Every criterion of every version that everybody may read, under the name of its version. */
async function listCriteres(db: Db, now: Date): Promise<readonly GroupeOptions[]> {
  const groupes: GroupeOptions[] = []
  for (const charte of await listChartes(db))
    for (const version of charte.versions.filter((une) => estPublique(une, now)))
      groupes.push({
        groupe: `${charte.nom}, version ${version.numero}`,
        options: (await findContenu(db, version.id)).criteres.map(({ id, libelle }) => ({
          valeur: ecrireCritere(version.id, id),
          libelle
        }))
      })
  return groupes
}

async function listDecisions(db: Db, { consultation, dire }: ConsultationOuverte): Promise<readonly OptionListe[]> {
  const filtre = { reseau: consultation.reseau_id, genre: 'deliberation' } as const
  const { decisions } = await listRegistre(db, filtre, { limite: DECISIONS_MAX })
  return decisions.map((decision) => ({
    valeur: decision.id,
    libelle: `${direPubliquement(decision).titre}, ${dire(decision.prise_le)}`
  }))
}
