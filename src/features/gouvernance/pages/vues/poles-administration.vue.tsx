import type { Child } from 'hono/jsx'
import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { Cases } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { Alerte, Etiquette } from '../../../../platform/ui/composants/note/note.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import type { Pole, SaisiePole } from '../../../territoires/index.ts'

export const CHEMIN_POLES = '/administration/poles'

export type SaisieNouveauPole = SaisiePole & { readonly territoires: string; readonly jour: string }

export const toSaisiePole = (pole: Pole): SaisiePole => ({
  nom: pole.nom,
  texte: pole.texte,
  contact_courriel: pole.contact_courriel ?? '',
  contact_telephone: pole.contact_telephone ?? ''
})

/** What was just done, by its name in the address. */
export const FAITS_DU_POLE: Readonly<Record<string, string>> = {
  cree: 'Le pôle est ouvert. Donnez maintenant le rôle de pilote : dans « Personnes et rôles ».',
  modifie: 'Le pôle est enregistré.',
  perimetre: 'Le périmètre est enregistré. Le rôle des pilotes suivra au jour dit.',
  ferme: 'Le pôle est fermé. Ses pilotes n’y tiennent plus rien.'
}

function Feuillet(props: {
  cadre: CadrePage
  titre: string
  chapeau: string
  erreurs?: readonly ErreurDeChamp[]
  fait?: string | undefined
  refus?: string | undefined
  children?: Child
}) {
  const { cadre, titre, chapeau, erreurs = [], fait, refus, children } = props
  return (
    <Page
      cadre={cadre}
      titre={titre}
      horsMoteurs
      enErreur={erreurs.length > 0}
      fil={[
        { libelle: 'Accueil', href: '/' },
        { libelle: 'Administration', href: '/administration' },
        ...(titre === TITRE ? [] : [{ libelle: TITRE, href: CHEMIN_POLES }]),
        { libelle: titre }
      ]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>{titre}</h1>
          <p class='lead'>{chapeau}</p>
          {fait && (
            <Alerte ton='succes' titre='C’est fait'>
              <p>{fait}</p>
            </Alerte>
          )}
          {refus && (
            <Alerte ton='danger' titre='Rien n’a été changé'>
              <p>{refus}</p>
            </Alerte>
          )}
          <ResumeErreurs erreurs={erreurs} />
        </div>
        {children}
      </div>
    </Page>
  )
}

const TITRE = 'Les pôles'

export function AdministrationPolesVue(props: {
  cadre: CadrePage
  poles: readonly (Pole & { readonly perimetre: string })[]
}) {
  const { cadre, poles } = props
  return (
    <Feuillet cadre={cadre} titre={TITRE} chapeau='Un pôle réunit des territoires. Un pilote l’anime.'>
      <p>
        <LienBouton principal href={`${CHEMIN_POLES}/nouveau`}>
          Ouvrir un pôle
        </LienBouton>
      </p>
      <Tableau
        legende='Les pôles et leur périmètre d’aujourd’hui'
        vide='Aucun pôle n’est encore ouvert.'
        lignes={poles}
        colonnes={[
          {
            titre: 'Pôle',
            cellule: ({ id, nom, ferme_le }) => (
              <>
                <a href={`${CHEMIN_POLES}/${id}`}>{nom}</a> {ferme_le && <Etiquette ton='attention'>Fermé</Etiquette>}
              </>
            )
          },
          { titre: 'Périmètre', cellule: ({ perimetre }) => perimetre || 'aucun territoire aujourd’hui' }
        ]}
      />
    </Feuillet>
  )
}

export function NouveauPoleVue(props: {
  cadre: CadrePage
  saisie: SaisieNouveauPole
  erreurs: readonly ErreurDeChamp[]
}) {
  const { cadre, saisie, erreurs } = props
  return (
    <Feuillet
      cadre={cadre}
      titre='Ouvrir un pôle'
      chapeau='Son nom, ce qu’il fait, où il est. Tout se change ensuite, sauf l’adresse de sa page.'
      erreurs={erreurs}
    >
      <form class='form' method='post' action={CHEMIN_POLES}>
        <ChampsIdentite saisie={saisie} erreurs={erreurs} />
        <ChampsPerimetre saisie={saisie} erreurs={erreurs} />
        <p class='btns'>
          <Bouton principal>Ouvrir ce pôle</Bouton>
        </p>
      </form>
    </Feuillet>
  )
}

export function AdministrationPoleVue(props: {
  cadre: CadrePage
  pole: Pole
  saisie: SaisieNouveauPole
  perimetres: readonly { readonly jour: string; readonly avenir: boolean; readonly zones: readonly string[] }[]
  erreurs: readonly ErreurDeChamp[]
  refus: string | undefined
  fait: string | undefined
}) {
  const { cadre, pole, saisie, perimetres, erreurs, refus, fait } = props
  const ici = `${CHEMIN_POLES}/${pole.id}`
  return (
    <Feuillet
      cadre={cadre}
      titre={pole.nom}
      chapeau='Ce qui est enregistré ici se voit aussitôt sur la page du pôle.'
      erreurs={erreurs}
      refus={refus}
      fait={fait}
    >
      <p>
        <a href={`/poles/${pole.id}`}>Voir la page du pôle</a>
      </p>
      {!pole.ferme_le && (
        <form class='form' method='post' action={`${ici}/identite`}>
          <h2>Le pôle</h2>
          <input type='hidden' name='version' value={String(pole.version)} />
          <ChampsIdentite saisie={saisie} erreurs={erreurs} />
          <p class='btns'>
            <Bouton principal>Enregistrer</Bouton>
          </p>
        </form>
      )}
      <section class='stack mt5'>
        <h2 id='perimetre'>Le périmètre</h2>
        <Tableau
          legende='Le périmètre, date après date'
          lignes={perimetres}
          vide='Aucun périmètre n’est écrit.'
          colonnes={[
            {
              titre: 'À partir du',
              cellule: ({ jour, avenir }) => (
                <>
                  <Jour date={jour} court /> {avenir && <Etiquette>À venir</Etiquette>}
                </>
              )
            },
            { titre: 'Territoires', cellule: ({ zones }) => zones.join(', ') || 'aucun' }
          ]}
        />
      </section>
      {!pole.ferme_le && (
        <>
          <form class='form mt5' method='post' action={`${ici}/perimetre`}>
            <h3>Changer le périmètre à une date</h3>
            <p>Un changement déjà annoncé pour plus tard est remplacé par celui-ci. Le passé reste écrit.</p>
            <ChampsPerimetre saisie={saisie} erreurs={erreurs} />
            <p class='btns'>
              <Bouton>Changer le périmètre</Bouton>
            </p>
          </form>
          <form class='form mt5' method='post' action={`${ici}/fermeture`}>
            <h2>Fermer le pôle</h2>
            <Cases
              nom='confirme'
              legende='Fermer un pôle ne se défait pas'
              options={[{ valeur: 'oui', libelle: 'Je ferme ce pôle : ses pilotes n’y tiendront plus rien.' }]}
              erreur={erreurDe(erreurs, 'confirme')}
            />
            <p class='btns'>
              <Bouton>Fermer ce pôle</Bouton>
            </p>
          </form>
        </>
      )}
    </Feuillet>
  )
}

interface Champs {
  readonly saisie: SaisieNouveauPole
  readonly erreurs: readonly ErreurDeChamp[]
}

function ChampsIdentite({ saisie, erreurs }: Champs) {
  return (
    <>
      <Champ
        nom='nom'
        libelle='Nom du pôle'
        indication='Sans le mot « pôle » s’il n’en fait pas partie. Exemple : Montagnes et littoral.'
        autocomplete='off'
        valeur={saisie.nom}
        erreur={erreurDe(erreurs, 'nom')}
        obligatoire
      />
      <ZoneTexte
        nom='texte'
        libelle='Ce que fait le pôle'
        indication='Des phrases courtes. Une ligne vide sépare deux paragraphes.'
        lignes={6}
        valeur={saisie.texte}
        erreur={erreurDe(erreurs, 'texte')}
      />
      <Champ
        nom='contact_courriel'
        libelle='Adresse électronique du pôle'
        indication='Celle d’un service, jamais celle d’une personne. Exemple : contact@exemple.fr.'
        type='email'
        autocomplete='off'
        valeur={saisie.contact_courriel}
        erreur={erreurDe(erreurs, 'contact_courriel')}
      />
      <Champ
        nom='contact_telephone'
        libelle='Téléphone du pôle'
        indication='Celui d’un service.'
        type='tel'
        autocomplete='off'
        valeur={saisie.contact_telephone}
        erreur={erreurDe(erreurs, 'contact_telephone')}
        court
      />
    </>
  )
}

function ChampsPerimetre({ saisie, erreurs }: Champs) {
  return (
    <>
      <ZoneTexte
        nom='territoires'
        libelle='Territoires'
        indication='Un par ligne : une région, un département, une intercommunalité ou une commune. Exemples : Nouvelle-Aquitaine, Haute-Garonne.'
        lignes={5}
        valeur={saisie.territoires}
        erreur={erreurDe(erreurs, 'territoires')}
        obligatoire
      />
      <Champ
        nom='jour'
        libelle='À partir du'
        indication='Ce jour compris. Exemple : 01/01/2027.'
        autocomplete='off'
        valeur={saisie.jour}
        erreur={erreurDe(erreurs, 'jour')}
        obligatoire
        court
      />
    </>
  )
}
