import { Champ, Liste, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio, Cases } from '../../../../platform/ui/composants/choix/choix.tsx'
import { type ErreurDeChamp, erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { telephoneEnClair } from '../../../../platform/ui/composants/telephone/telephone.tsx'
import { JOURS } from '../../domain/horaires-semaine.ts'
import { grilleSaisie, type Saisie } from '../../domain/saisie-fiche.ts'
import { champ, type NomChamp } from '../../domain/schema.ts'
import type { ChampDeFiche } from '../../domain/sections-fiche.ts'
import { enClair } from '../../domain/vocabulaires/en-clair.ts'
import { majuscule } from './mots.ts'

interface Props {
  readonly champ: ChampDeFiche
  readonly saisie: Saisie
  readonly erreurs: readonly ErreurDeChamp[]
}

const CLAVIERS: Readonly<Partial<Record<NomChamp, 'numeric' | 'tel' | 'url'>>> = {
  code_postal: 'numeric',
  telephone: 'tel',
  prise_rdv: 'url',
  fiche_acces_libre: 'url'
}

/** One field of the fiche, with its help: the table of sections says how it is typed. */
export function ChampDeFicheVue({ champ: { nom, genre, aide }, saisie, erreurs }: Props) {
  const commun = { nom, libelle: champ(nom).libelle, indication: aide, erreur: erreurDe(erreurs, nom) }
  const textes = saisie[nom] ?? []
  switch (genre) {
    case 'ligne':
      return (
        <Champ
          {...commun}
          valeur={nom === 'telephone' ? telephoneTape(textes[0]) : textes[0]}
          autocomplete='off'
          clavier={CLAVIERS[nom]}
          court={nom === 'code_postal' || nom === 'latitude' || nom === 'longitude'}
          obligatoire={nom === 'nom' || nom === 'commune'}
        />
      )
    case 'texte':
      return <ZoneTexte {...commun} valeur={textes[0]} lignes={nom === 'presentation_detail' ? 10 : 3} />
    case 'lignes':
      return <ZoneTexte {...commun} valeur={textes[0]} lignes={3} />
    case 'cases':
      return (
        <Cases
          nom={nom}
          legende={commun.libelle}
          indication={aide}
          erreur={commun.erreur}
          choisis={textes}
          options={options(nom)}
        />
      )
    case 'listes':
      return <Listes nom={nom} textes={textes} aide={aide} erreur={commun.erreur} />
    case 'horaires':
      return <Horaires saisie={saisie} erreurs={erreurs} />
  }
}

/** « +33492530000 » as people write it; what was typed stays as it was. */
const telephoneTape = (texte = '') =>
  texte.startsWith('+33') ? telephoneEnClair(texte).replaceAll('\u00a0', ' ') : texte

const options = (nom: NomChamp) =>
  (champ(nom).valeurs ?? []).map((valeur) => ({
    valeur,
    libelle: majuscule(enClair(nom, valeur)).replaceAll("'", '’')
  }))

/** One list per value, and one more: a list of ninety lines with several to tick is hard to use on a phone. */
function Listes(props: { nom: NomChamp; textes: readonly string[]; aide: string; erreur: string | undefined }) {
  const { nom, textes, aide, erreur } = props
  const choisies = textes.filter((texte) => texte !== '')
  const triees = options(nom).toSorted((a, b) => a.libelle.localeCompare(b.libelle, 'fr'))
  return (
    <fieldset class='field'>
      <legend>{champ(nom).libelle}</legend>
      {[...choisies, ''].map((valeur, rang) => (
        <Liste
          nom={nom}
          id={rang === 0 ? nom : `${nom}-${rang + 1}`}
          libelle={rang === 0 ? 'Type principal' : `Autre type (${rang + 1})`}
          indication={rang === 0 ? aide : undefined}
          erreur={rang === 0 ? erreur : undefined}
          valeur={valeur}
          vide='Aucun'
          options={triees}
        />
      ))}
    </fieldset>
  )
}

/* ── Opening hours ─────────────────────────────────────────────────────────────────────────────────────────────── */

function Horaires({ saisie, erreurs }: Omit<Props, 'champ'>) {
  return (
    <BoutonsRadio
      nom='facon'
      legende='Comment voulez-vous dire vos horaires ?'
      choisis={saisie.facon ?? ['semaine']}
      erreur={erreurDe(erreurs, 'facon')}
      options={[
        {
          valeur: 'semaine',
          libelle: 'Je remplis la semaine',
          indication: 'Chaque semaine est la même.',
          suite: <Semaine saisie={saisie} erreurs={erreurs} />
        },
        {
          valeur: 'texte',
          libelle: 'Je les écris, ou je les colle',
          indication: 'Utile si les horaires changent selon les semaines ou les saisons.',
          suite: (
            <ZoneTexte
              nom='texte'
              libelle='Vos horaires'
              indication='Par exemple : lundi au vendredi 9h-12h et 14h-17h, samedi 9h-12h. L’aperçu montre ce que nous avons compris.'
              valeur={saisie.texte?.[0]}
              erreur={erreurDe(erreurs, 'texte')}
              lignes={5}
            />
          )
        },
        {
          valeur: 'rien',
          libelle: 'Je ne dis pas d’horaires',
          indication: 'La fiche invite à se renseigner avant de venir.'
        }
      ]}
    />
  )
}

function Semaine({ saisie, erreurs }: Omit<Props, 'champ'>) {
  const { jours, feriesFermes } = grilleSaisie(saisie)
  return (
    <>
      <p>Laissez un jour vide s’il est fermé. Écrivez les heures comme 9h-12h.</p>
      {jours.map((jour, rang) => {
        const nom = JOURS[rang] ?? ''
        return (
          <fieldset class='field'>
            <legend>{majuscule(nom)}</legend>
            <div class='row'>
              <Champ
                nom={`matin-${rang}`}
                libelle='Matin'
                valeur={jour.matin}
                erreur={erreurDe(erreurs, `matin-${rang}`)}
                autocomplete='off'
              />
              <Champ nom={`apres-midi-${rang}`} libelle='Après-midi' valeur={jour.apresMidi} autocomplete='off' />
              <Champ nom={`note-${rang}`} libelle='Note (facultatif)' valeur={jour.note} autocomplete='off' />
            </div>
            <label class='check' for={`rdv-${rang}`}>
              <input id={`rdv-${rang}`} type='checkbox' name={`rdv-${rang}`} value='oui' checked={jour.surRendezVous} />
              <span>Sur rendez-vous</span>
            </label>
          </fieldset>
        )
      })}
      <label class='check' for='feries'>
        <input id='feries' type='checkbox' name='feries' value='oui' checked={feriesFermes} />
        <span>Fermé les jours fériés</span>
      </label>
    </>
  )
}
