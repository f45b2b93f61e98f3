import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import { erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../../platform/ui/page.tsx'
import { listActionsPubliques } from '../../../agenda/index.ts'
import { findLieuActuel, type LieuPublic, lireRechercheDe, rechercher } from '../../../annuaire/index.ts'
import { ACTION_MAX } from '../../domain/contribution.ts'
import type { ItemOuvert } from '../ouvrir.ts'
import { cheminItem, cheminModule, PageConsultation, type Reprise, statutDe } from './cadre.tsx'
import { SousQuelNom } from './contribution.tsx'
import { cheminAssocier } from './section-actions.tsx'

const TROUVES = 8
const PROJETS = 30
/** Signs of what is looked for. */
const COURT = 120

/** The button that was pressed: to look for a lieu publishes nothing. */
export const CHERCHER = 'chercher'

/** One form for everything, so that looking for a lieu loses nothing of what was typed. */
export async function rendreAssocier(
  c: Contexte,
  ouvert: ItemOuvert,
  reprise: Reprise,
  statut: 200 | 409 | 422 | 429 = statutDe(reprise)
): Promise<Response> {
  const { consultation, module, item } = ouvert
  const { champs = {}, fautes = [], refus } = reprise
  const lieux = await listLieuxProposes(c, champs)
  const choisi = lieux.proposes.find(({ id }) => String(id) === champs.lieu)
  const projets = choisi ? await listActionsPubliques(c.var.db, choisi.id, PROJETS) : []
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Associer une action'
      consultation={consultation}
      fil={[
        { href: cheminModule(consultation, module), libelle: module.titre },
        { href: cheminItem(consultation, item), libelle: item.titre }
      ]}
      reprise={reprise}
      chapeau={
        <p class='lead'>
          Une action déjà menée quelque part, qui va dans le sens de « {item.titre} ». Elle montre que c’est possible,
          et comment.
        </p>
      }
      horsMoteurs
    >
      {(refus === undefined || reprise.champs) && (
        <form class='stack section' method='post' action={cheminAssocier(ouvert)} novalidate>
          <ZoneTexte
            nom='action'
            libelle='L’action, en quelques phrases'
            indication={`Qui fait quoi, pour qui, depuis quand ? ${nombre(ACTION_MAX)} signes au plus.`}
            lignes={6}
            valeur={champs.action}
            erreur={erreurDe(fautes, 'action')}
            obligatoire
          />
          <Champ
            nom='lien'
            type='url'
            libelle='Une page qui en parle (facultatif)'
            indication='Exemple : https://www.exemple.fr/nos-mardis'
            valeur={champs.lien}
            erreur={erreurDe(fautes, 'lien')}
          />
          <h2>Un lieu de l’annuaire (facultatif)</h2>
          <p>L’action a lieu dans un lieu connu ? Cherchez-le, puis choisissez-le.</p>
          <div class='row'>
            <Champ nom='nom' libelle='Le nom du lieu' valeur={champs.nom} />
            <Champ nom='commune' libelle='Sa commune' valeur={champs.commune} />
            <Bouton nom='geste' valeur={CHERCHER}>
              Chercher ce lieu
            </Bouton>
          </div>
          {lieux.cherches && lieux.proposes.length === (choisi ? 1 : 0) && (
            <Note>
              <p>Nous ne trouvons pas ce lieu. Écrivez un autre mot de son nom, ou seulement sa commune.</p>
            </Note>
          )}
          {lieux.proposes.length > 0 && (
            <BoutonsRadio
              nom='lieu'
              legende='Quel lieu ?'
              choisis={[choisi ? String(choisi.id) : '']}
              options={[
                ...lieux.proposes.map(({ id, nom, adresse }) => ({
                  valeur: String(id),
                  libelle: nom,
                  indication: adresse,
                  suite:
                    id === choisi?.id && projets.length > 0 ? (
                      <BoutonsRadio
                        nom='projet'
                        legende='Est-ce l’une des actions que ce lieu annonce ?'
                        choisis={[champs.projet ?? '']}
                        options={[
                          ...projets.map((projet) => ({ valeur: projet.id, libelle: projet.titre })),
                          { valeur: '', libelle: 'Non, une autre' }
                        ]}
                      />
                    ) : undefined
                })),
                { valeur: '', libelle: 'Aucun de ces lieux' }
              ]}
            />
          )}
          {lieux.proposes.length > 0 && (
            <p>
              <Bouton petit nom='geste' valeur={CHERCHER}>
                Voir les actions annoncées par le lieu choisi
              </Bouton>
            </p>
          )}
          <SousQuelNom c={c} />
          <p>
            <Bouton principal>Associer cette action</Bouton>
          </p>
        </form>
      )}
    </PageConsultation>,
    statut
  )
}

interface LieuPropose {
  readonly id: number
  readonly nom: string
  readonly adresse: string
}

/** The lieu that was chosen, then those that answer what was looked for. */
async function listLieuxProposes(
  c: Contexte,
  champs: Readonly<Record<string, string>>
): Promise<{ readonly cherches: boolean; readonly proposes: readonly LieuPropose[] }> {
  const { db, now } = c.var
  const nom = (champs.nom ?? '').slice(0, COURT)
  const commune = (champs.commune ?? '').slice(0, COURT)
  const numero = lireNumeroDeLieu(champs.lieu)
  const choisi = numero === undefined ? undefined : await findLieuActuel(db, numero)
  const cherches = nom !== '' || commune !== ''
  const trouves = cherches
    ? (
        await rechercher(db, await lireRechercheDe(db, new URLSearchParams({ q: nom, commune })), {
          now,
          parPage: TROUVES,
          comptes: false
        })
      ).lieux.map(({ lieu }) => lieu)
    : []
  const proposes = [...(choisi && !choisi.retire_le ? [choisi] : []), ...trouves.filter(({ id }) => id !== choisi?.id)]
  return { cherches, proposes: proposes.map(toPropose) }
}

const toPropose = ({ id, nom, publiees }: Pick<LieuPublic, 'id' | 'nom' | 'publiees'>): LieuPropose => ({
  id,
  nom,
  adresse: [publiees.adresse, publiees.code_postal, publiees.commune].filter(Boolean).join(', ')
})

export const lireNumeroDeLieu = (texte: string | undefined): number | undefined =>
  texte !== undefined && /^\d{1,15}$/.test(texte) ? Number(texte) : undefined
