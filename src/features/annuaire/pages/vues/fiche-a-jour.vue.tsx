import type { Child } from 'hono/jsx'
import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import type { Valeurs } from '../../domain/enregistrement.ts'
import { champ, type NomChamp } from '../../domain/schema.ts'
import { cheminModifier, dire, type LieuModifie } from './modifier.vue.tsx'

interface Commun {
  readonly cadre: CadrePage
  readonly lieu: LieuModifie
}

const FAITS: readonly NomChamp[] = ['telephone', 'courriels', 'horaires', 'services', 'frais_a_charge', 'date_maj']

/** Where the reminder leads: the main facts, and one press to say that they are right. Opening it changes nothing. */
export function FicheAJourVue({ cadre, lieu, valeurs, jeton }: Commun & { valeurs: Valeurs; jeton: string }) {
  const adresse = [valeurs.adresse, valeurs.code_postal, valeurs.commune].filter(Boolean).join(', ')
  return (
    <Cadre cadre={cadre} titre='Votre fiche est-elle à jour ?' lieu={lieu}>
      <ListeDescriptive
        faits={[
          { terme: 'Adresse', valeur: adresse },
          ...FAITS.flatMap((nom) => {
            const valeur = valeurs[nom]
            return valeur === undefined
              ? []
              : [{ terme: champ(nom).libelle, valeur: <span class='break'>{dire(nom, valeur)}</span> }]
          })
        ]}
      />
      <form class='mt5' method='post' action='/fiche-a-jour'>
        <input type='hidden' name='jeton' value={jeton} />
        <p class='btns'>
          <Bouton principal>Ma fiche est à jour</Bouton>
          <a href={cheminModifier(lieu)}>Quelque chose a changé : corriger la fiche</a>
        </p>
      </form>
    </Cadre>
  )
}

export function MerciAJourVue({ cadre, lieu }: Commun) {
  return (
    <Cadre
      cadre={cadre}
      titre='Merci, c’est noté'
      lieu={lieu}
      texte='Votre fiche porte la date d’aujourd’hui. Vous n’avez rien d’autre à faire.'
    >
      <Suites lieu={lieu} />
    </Cadre>
  )
}

/** A link that was used, or is too old: kindly, and where to go now. */
export function LienUseVue({ cadre, lieu, serviLe }: Commun & { serviLe: Date | undefined }) {
  return (
    <Cadre cadre={cadre} lieu={lieu} titre={serviLe ? 'C’est déjà noté, merci' : 'Ce lien est trop ancien'}>
      {serviLe ? (
        <p>
          Vous avez dit que cette fiche était à jour le <Jour date={serviLe.toISOString().slice(0, 10)} />.
        </p>
      ) : (
        <p>Il ne sert plus, pour protéger votre fiche. Connectez-vous pour dire qu’elle est à jour, ou la corriger.</p>
      )}
      <Suites lieu={lieu} />
    </Cadre>
  )
}

export function LienInconnuVue({ cadre }: { cadre: CadrePage }) {
  return (
    <Page cadre={cadre} titre='Ce lien ne mène nulle part' horsMoteurs>
      <div class='wrap'>
        <div class='page-head'>
          <h1>Ce lien ne mène nulle part</h1>
          <p class='lead'>Il est peut-être coupé en deux. Ouvrez-le de nouveau depuis le message, en entier.</p>
        </div>
        <p class='btns'>
          <LienBouton href='/lieux' principal>
            Chercher votre lieu
          </LienBouton>
        </p>
      </div>
    </Page>
  )
}

function Cadre(props: Commun & { titre: string; texte?: string; children?: Child }) {
  const { cadre, lieu, titre, texte, children } = props
  return (
    <Page cadre={cadre} titre={`${titre} : ${lieu.nom}`} horsMoteurs>
      <div class='wrap'>
        <div class='page-head'>
          <p class='over'>{lieu.nom}</p>
          <h1>{titre}</h1>
          {texte && <p class='lead'>{texte}</p>}
        </div>
        {children}
      </div>
    </Page>
  )
}

const Suites = ({ lieu }: { lieu: LieuModifie }) => (
  <p class='btns mt5'>
    <LienBouton href={lieu.href}>Voir la fiche</LienBouton>
    <a href={cheminModifier(lieu)}>Modifier la fiche</a>
  </p>
)
