import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import { type ErreurDeChamp, erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import type { CadrePage } from '../../../../platform/ui/page.tsx'
import { type Avis, FeuilleDeLieu } from './feuille-lieu.tsx'

/** What each role on a lieu is called. */
export const ROLES_DE_LIEU = { responsable: 'Responsable', delegue: 'Délégué' } as const

export interface MembreVu {
  readonly compteId: string
  readonly pseudonyme: string
  readonly role: keyof typeof ROLES_DE_LIEU
  readonly depuis: Date
  /** The reader may withdraw this person. */
  readonly retirable: boolean
  readonly soi: boolean
}

export interface EquipeProps {
  readonly cadre: CadrePage
  readonly lieu: { readonly nom: string; readonly href: string }
  readonly membres: readonly MembreVu[]
  readonly demandes: readonly {
    readonly id: string
    readonly pseudonyme: string
    readonly texte: string
    readonly demandeeLe: Date
  }[]
  /** The reader answers and withdraws. */
  readonly gere: boolean
  readonly invite: boolean
  /** The reader is of this lieu, and would leave it without a responsable. */
  readonly dernier: boolean
  readonly membre: boolean
  readonly saisie?: Readonly<Record<string, string>> | undefined
  readonly erreurs?: readonly ErreurDeChamp[]
  readonly avis?: Avis | undefined
}

export function EquipeVue(props: EquipeProps) {
  const { lieu, membres, demandes, gere, invite, membre, dernier, saisie = {}, erreurs = [] } = props
  const chemin = `${lieu.href}/equipe`
  return (
    <FeuilleDeLieu {...props} titre='L’équipe' chapeau='Les personnes qui s’occupent de cette fiche.'>
      <Tableau
        legende='Les personnes'
        lignes={membres}
        vide='Personne ne s’occupe de cette fiche.'
        colonnes={[
          { titre: 'Pseudonyme', cellule: ({ pseudonyme, soi }) => `${pseudonyme}${soi ? ' (vous)' : ''}` },
          { titre: 'Rôle', cellule: ({ role }) => ROLES_DE_LIEU[role] },
          { titre: 'Depuis', cellule: ({ depuis }) => <Jour date={depuis} court /> },
          ...(membres.some(({ retirable }) => retirable)
            ? [
                {
                  titre: 'Retirer',
                  cellule: ({ compteId, pseudonyme, retirable }: MembreVu) =>
                    retirable && (
                      <form method='post' action={`${chemin}/retrait`}>
                        <input type='hidden' name='compte' value={compteId} />
                        <Bouton petit>
                          Retirer<span class='vh'> {pseudonyme}</span>
                        </Bouton>
                      </form>
                    )
                }
              ]
            : [])
        ]}
      />

      {gere && demandes.length > 0 && (
        <section class='stack mt6' aria-labelledby='demandes'>
          <h2 id='demandes'>Elles veulent vous aider</h2>
          <ul class='rows'>
            {demandes.map(({ id, pseudonyme, texte, demandeeLe }) => (
              <li>
                <b>{pseudonyme}</b>
                <span class='soft'>
                  <Jour date={demandeeLe} />
                </span>
                <p class='break'>{texte}</p>
                <form method='post' action={`${chemin}/aide`}>
                  <input type='hidden' name='demande' value={id} />
                  <p class='btns'>
                    <Bouton petit principal nom='reponse' valeur='accepter'>
                      Accepter<span class='vh'> {pseudonyme}</span>
                    </Bouton>
                    <Bouton petit nom='reponse' valeur='refuser'>
                      Refuser<span class='vh'> {pseudonyme}</span>
                    </Bouton>
                  </p>
                </form>
              </li>
            ))}
          </ul>
        </section>
      )}

      {invite && (
        <section class='stack mt6' aria-labelledby='inviter'>
          <h2 id='inviter'>Inviter un collègue</h2>
          <form class='form' method='post' action={`${chemin}/invitation`} novalidate>
            <Champ
              nom='courriel'
              type='email'
              clavier='email'
              libelle='Son adresse électronique'
              indication='Nous lui envoyons un lien. Il sert une fois, pendant sept jours.'
              valeur={saisie.courriel}
              erreur={erreurDe(erreurs, 'courriel')}
              obligatoire
            />
            <BoutonsRadio
              nom='role'
              legende='Ce que cette personne pourra faire'
              choisis={[saisie.role ?? 'delegue']}
              erreur={erreurDe(erreurs, 'role')}
              options={[
                { valeur: 'delegue', libelle: 'Changer la fiche', indication: 'Délégué.' },
                {
                  valeur: 'responsable',
                  libelle: 'Changer la fiche et gérer l’équipe',
                  indication: 'Responsable, comme vous. Pour passer la main, invitez ainsi, puis partez.'
                }
              ]}
            />
            <p class='btns'>
              <Bouton principal>Envoyer l’invitation</Bouton>
            </p>
          </form>
        </section>
      )}

      {membre && (
        <section class='stack mt6' aria-labelledby='partir'>
          <h2 id='partir'>Ne plus m’occuper de cette fiche</h2>
          {dernier && (
            <Note ton='attention'>
              <p>
                Vous êtes le dernier responsable. Si vous partez, la fiche dira de nouveau ce que disent les annuaires,
                et vos délégués ne pourront plus la changer. Si aucun annuaire ne connaît ce lieu, il ne sera plus
                affiché.
              </p>
            </Note>
          )}
          <form method='post' action={`${chemin}/depart`}>
            <p class='btns'>
              <Bouton>{dernier ? 'Partir et rendre la fiche' : 'Partir'}</Bouton>
            </p>
          </form>
        </section>
      )}
    </FeuilleDeLieu>
  )
}
