import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { compter } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { FACETTES } from '../../domain/facette.ts'
import type { Synonyme } from '../../domain/synonymes.ts'
import { enumerer } from './mots.ts'

export const CHEMIN_MOTS = '/administration/mots'
/** Meanings that one expression may have in the form. */
export const SENS_MAX = 4

type Origine = 'livre' | 'change' | 'ajoute' | 'oublie'

const ORIGINES: Readonly<Record<Origine, string>> = {
  livre: 'Livré avec le logiciel',
  change: 'Modifié ici',
  ajoute: 'Ajouté ici',
  oublie: 'Retiré ici'
}

const FIL = [
  { libelle: 'Accueil', href: '/' },
  { libelle: 'Administration', href: '/administration' }
]

interface MotsProps {
  readonly cadre: CadrePage
  readonly filtre: string
  readonly total: number
  readonly synonymes: readonly (Synonyme & { readonly origine: Origine })[]
  readonly fait: string | undefined
}

export function MotsVue({ cadre, filtre, total, synonymes, fait }: MotsProps) {
  return (
    <Page
      cadre={cadre}
      titre='Mots de la recherche'
      horsMoteurs
      sansRecherche
      fil={[...FIL, { libelle: 'Mots de la recherche' }]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>Mots de la recherche</h1>
          <p class='lead'>
            Les gens tapent « impôts » ou « wifi ». Ces mots mènent aux lieux qui y répondent, même quand leur fiche ne
            les écrit pas.
          </p>
          {fait && (
            <Note ton='succes'>
              <p>« {fait} » est enregistré. La recherche en tient compte.</p>
            </Note>
          )}
          <form class='row' role='search' action={CHEMIN_MOTS}>
            <Champ nom='q' type='search' libelle='Trouver une expression' valeur={filtre} autocomplete='off' />
            <Bouton>Chercher</Bouton>
          </form>
          <p>
            <a href={`${CHEMIN_MOTS}/modifier${filtre ? `?${new URLSearchParams({ expression: filtre })}` : ''}`}>
              Ajouter une expression{filtre && ` : « ${filtre} »`}
            </a>
          </p>
        </div>
        <Tableau
          legende={
            synonymes.length < total
              ? `${compter(total, 'expression', 'expressions')}, dont voici ${synonymes.length}`
              : compter(total, 'expression', 'expressions')
          }
          vide={`Aucune expression ne contient « ${filtre} ».`}
          lignes={synonymes}
          colonnes={[
            {
              titre: 'Expression',
              cellule: ({ expression }) => (
                <a href={`${CHEMIN_MOTS}/modifier?${new URLSearchParams({ expression })}`}>{expression}</a>
              )
            },
            { titre: 'Mène à', cellule: (s) => sensEnMots(s) },
            {
              titre: 'Origine',
              cellule: ({ expression, origine }) =>
                origine === 'livre' ? (
                  ORIGINES.livre
                ) : (
                  <form method='post' action={`${CHEMIN_MOTS}/retablir`}>
                    {ORIGINES[origine]} <input type='hidden' name='expression' value={expression} />
                    <button class='btn btn--small' type='submit'>
                      {origine === 'ajoute' ? 'Supprimer' : 'Rétablir'}
                      <span class='vh'> « {expression} »</span>
                    </button>
                  </form>
                )
            }
          ]}
        />
      </div>
    </Page>
  )
}

function sensEnMots({ valeurs, mots }: Synonyme): string {
  const dites = valeurs.map(({ facette, valeur }) => {
    const entree = FACETTES.find(({ cle }) => cle === facette)
    return entree ? `${entree.enClair(valeur)} (${entree.libelle.toLocaleLowerCase('fr')})` : valeur
  })
  return enumerer([...dites, ...mots.map((mot) => `« ${mot} »`)], 8) || 'rien : ce mot est cherché tel quel'
}

export interface SaisieMot {
  readonly expression: string
  /** « facette|valeur ». */
  readonly sens: readonly string[]
  readonly mots: string
}

interface MotProps {
  readonly cadre: CadrePage
  readonly saisie: SaisieMot
  readonly erreurs: readonly ErreurDeChamp[]
}

// The list of answers never changes while the process lives.
const REPONSES = FACETTES.flatMap(({ cle, libelle, valeurs, enClair }) =>
  valeurs
    ? [
        {
          groupe: libelle,
          options: valeurs.map((valeur) => ({ valeur: `${cle}|${valeur}`, libelle: enClair(valeur) }))
        }
      ]
    : []
)

export function MotVue({ cadre, saisie, erreurs }: MotProps) {
  const titre = saisie.expression ? `« ${saisie.expression} »` : 'Ajouter une expression'
  return (
    <Page
      cadre={cadre}
      titre={titre}
      horsMoteurs
      enErreur={erreurs.length > 0}
      fil={[...FIL, { libelle: 'Mots de la recherche', href: CHEMIN_MOTS }, { libelle: titre }]}
    >
      <div class='wrap'>
        <form class='page-head stack' method='post' action={CHEMIN_MOTS}>
          <h1>{titre}</h1>
          <ResumeErreurs erreurs={erreurs} />
          <Champ
            nom='expression'
            libelle='Ce que les gens tapent'
            indication='Un mot ou quelques-uns. Accents, majuscules et pluriels ne comptent pas.'
            valeur={saisie.expression}
            erreur={erreurDe(erreurs, 'expression')}
            autocomplete='off'
          />
          {Array.from({ length: SENS_MAX }, (_, i) => (
            <Liste
              nom={`sens-${i + 1}`}
              libelle={i === 0 ? 'Réponse de l’annuaire' : `Ou bien (réponse ${i + 1})`}
              vide='Aucune'
              options={REPONSES}
              valeur={saisie.sens[i]}
              erreur={i === 0 ? erreurDe(erreurs, 'sens-1') : undefined}
            />
          ))}
          <ZoneTexte
            nom='mots'
            libelle='Autres mots à chercher en même temps'
            indication='Séparés par des virgules. Sans réponse ni autre mot, l’expression est cherchée telle quelle.'
            valeur={saisie.mots}
            erreur={erreurDe(erreurs, 'mots')}
          />
          <p class='btns'>
            <Bouton principal>Enregistrer</Bouton>
            <a href={CHEMIN_MOTS}>Revenir à la liste</a>
          </p>
        </form>
      </div>
    </Page>
  )
}
