import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton, LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste, ZoneTexte } from '../../../platform/ui/composants/champ/champ.tsx'
import { erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { direInstant } from '../../charte/index.ts'
import { listReseaux, type Reseau } from '../../reseaux/index.ts'
import { creerConsultation, creerSujet } from '../actions/organiser.ts'
import { ETATS, type EtatConsultation, etatDe } from '../domain/etat.ts'
import { lireMots, lireSujet } from '../domain/saisie-consultation.ts'
import type { Consultation } from '../store/consultation.store.ts'
import { listConsultationsDes } from '../store/organiser.store.ts'
import { type Reprise, statutDe } from './vues/cadre.tsx'
import { cheminOrganiser, ORGANISER, PageOrganiser, PERMISSION as permission, TITRE } from './vues/organiser.tsx'

/** The organiser's desk: what exists, and what to begin. */
export const routesOrganiser: readonly Route[] = [
  { methode: 'get', chemin: ORGANISER, permission, traiter: showListe },
  // Before the page of a consultation, whose address would take these words for one.
  { methode: 'get', chemin: `${ORGANISER}/nouvelle`, permission, traiter: (c) => showNouvelle(c, {}) },
  { methode: 'post', chemin: `${ORGANISER}/nouvelle`, permission, traiter: submitNouvelle },
  { methode: 'get', chemin: `${ORGANISER}/sujet`, permission, traiter: (c) => showSujet(c, {}) },
  { methode: 'post', chemin: `${ORGANISER}/sujet`, permission, traiter: submitSujet }
]

const reseauxDe = async (c: Contexte): Promise<readonly Reseau[]> =>
  (await listReseaux(c.var.db)).filter(({ id }) => c.var.peut(permission, { reseau: id }))

const ORDRE: readonly EtatConsultation[] = ['brouillon', 'ouverte', 'a-venir', 'close', 'restituee', 'archivee']

async function showListe(c: Contexte) {
  const reseaux = await reseauxDe(c)
  const archivees = c.req.query('etat') === 'archivee'
  const consultations = await listConsultationsDes(
    c.var.db,
    reseaux.map(({ id }) => id),
    { archivees }
  )
  const parEtat = Map.groupBy(consultations, (une) => etatDe(une, c.var.now))
  const dire = (une: Consultation) => {
    const reseau = reseaux.find(({ id }) => id === une.reseau_id)
    const dates = direDates(une, (instant) => direInstant(instant, reseau?.fuseau ?? 'Europe/Paris'))
    return reseaux.length > 1 && reseau ? `${reseau.nom} · ${dates}` : dates
  }
  return rendrePage(
    c,
    <PageOrganiser
      c={c}
      titre={TITRE}
      chapeau={
        <p class='btns'>
          <LienBouton principal href={`${ORGANISER}/nouvelle`}>
            Préparer une consultation
          </LienBouton>
          <LienBouton href={`${ORGANISER}/sujet`}>Mettre un sujet à l’avis</LienBouton>
        </p>
      }
    >
      {consultations.length === 0 && (
        <p class='section'>
          {archivees ? 'Aucune consultation n’est dans les archives.' : 'Aucune consultation n’est en cours.'}
        </p>
      )}
      {ORDRE.map((etat) => {
        const siennes = parEtat.get(etat)
        return (
          siennes && (
            <section class='section split'>
              <h2>{ETATS[etat]}</h2>
              <ul class='rows'>
                {siennes.map((une) => (
                  <li>
                    <a href={cheminOrganiser(une)}>{une.titre}</a>
                    <span class='soft'>{dire(une)}</span>
                  </li>
                ))}
              </ul>
            </section>
          )
        )
      })}
      <p class='section'>
        {archivees ? (
          <a href={ORGANISER}>Revenir aux consultations en cours</a>
        ) : (
          <a href={`${ORGANISER}?etat=archivee`}>Voir les archives</a>
        )}
      </p>
    </PageOrganiser>
  )
}

/** « Sujet, sans date de fin », « Du … au … ». */
function direDates({ sujet, ouverture, cloture }: Consultation, dire: (instant: Date) => string): string {
  if (!cloture) return 'Sujet, sans date de fin'
  return `${sujet ? 'Sujet, du' : 'Du'} ${dire(ouverture)} au ${dire(cloture)}`
}

async function showNouvelle(c: Contexte, reprise: Reprise) {
  const { champs = {}, fautes = [] } = reprise
  return rendrePage(
    c,
    <PageOrganiser
      c={c}
      titre='Préparer une consultation'
      reprise={reprise}
      chapeau={<p class='lead'>Commencez par la question. Les dates et les modules viennent ensuite.</p>}
    >
      <form class='form' method='post' action={`${ORGANISER}/nouvelle`} novalidate>
        <ChoixReseau reseaux={await reseauxDe(c)} reprise={reprise} />
        <Mots reprise={{ champs, fautes }} />
        <p class='btns'>
          <Bouton principal>Créer la consultation</Bouton>
          <a href={ORGANISER}>Revenir sans rien créer</a>
        </p>
      </form>
    </PageOrganiser>,
    statutDe(reprise)
  )
}

/** Title, question and introduction, here and in the workbench. */
export function Mots({ reprise: { champs = {}, fautes = [] } }: { reprise: Reprise }) {
  return (
    <>
      <Champ nom='titre' libelle='Le titre' valeur={champs.titre} erreur={erreurDe(fautes, 'titre')} obligatoire />
      <Champ
        nom='question'
        libelle='La question que vous posez'
        indication='Une phrase courte. Exemple : « Qu’est-ce qui fait qu’on pousse la porte d’un lieu ? »'
        valeur={champs.question}
        erreur={erreurDe(fautes, 'question')}
        obligatoire
      />
      <ZoneTexte
        nom='introduction'
        libelle='L’introduction'
        indication='Pourquoi cette question, et ce que vous ferez des réponses. Une ligne vide sépare deux paragraphes.'
        valeur={champs.introduction}
        erreur={erreurDe(fautes, 'introduction')}
        lignes={10}
      />
    </>
  )
}

function ChoixReseau({ reseaux, reprise }: { reseaux: readonly Reseau[]; reprise: Reprise }) {
  const [seul, ...autres] = reseaux
  if (seul && autres.length === 0) return <input type='hidden' name='reseau' value={seul.id} />
  return (
    <Liste
      nom='reseau'
      libelle='Quel réseau pose la question ?'
      vide='Choisissez un réseau'
      options={reseaux.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
      valeur={reprise.champs?.reseau}
      erreur={erreurDe(reprise.fautes ?? [], 'reseau')}
      obligatoire
    />
  )
}

const RESEAU_A_CHOISIR = { champ: 'reseau', message: 'Choisissez le réseau qui pose la question.' }

async function submitNouvelle(c: Contexte) {
  const champs = await readFormulaire(c)
  const mots = lireMots(champs)
  const { reseau = '' } = champs
  if (!mots.ok || reseau === '')
    return showNouvelle(c, {
      champs,
      fautes: [...(reseau === '' ? [RESEAU_A_CHOISIR] : []), ...(mots.ok ? [] : mots.error)]
    })
  const creee = await creerConsultation(c.var.db, { reseau, mots: mots.value }, c.var)
  if (creee.ok) return c.redirect(`${ORGANISER}/${creee.value}?fait=creee`, 303)
  return creee.error === 'interdit' ? pageErreur(c, 403) : showNouvelle(c, { champs, fautes: [RESEAU_A_CHOISIR] })
}

async function showSujet(c: Contexte, reprise: Reprise) {
  const { champs = {}, fautes = [] } = reprise
  return rendrePage(
    c,
    <PageOrganiser
      c={c}
      titre='Mettre un sujet à l’avis'
      reprise={reprise}
      chapeau={
        <p class='lead'>
          Une question, une proposition, et pas de date de fin : vous fermez le sujet quand vous voulez.
        </p>
      }
    >
      <form class='form' method='post' action={`${ORGANISER}/sujet`} novalidate>
        <ChoixReseau reseaux={await reseauxDe(c)} reprise={reprise} />
        <Mots reprise={{ champs, fautes }} />
        <Champ
          nom='proposition'
          libelle='Ce que vous proposez'
          indication='Une phrase avec laquelle on peut être d’accord, ou non. Exemple : « Ouvrir un samedi par mois. »'
          valeur={champs.proposition}
          erreur={erreurDe(fautes, 'proposition')}
          obligatoire
        />
        <ZoneTexte
          nom='texte'
          libelle='Quelques explications'
          valeur={champs.texte}
          erreur={erreurDe(fautes, 'texte')}
          lignes={5}
        />
        <p class='btns'>
          <Bouton principal>Préparer ce sujet</Bouton>
          <a href={ORGANISER}>Revenir sans rien créer</a>
        </p>
      </form>
    </PageOrganiser>,
    statutDe(reprise)
  )
}

async function submitSujet(c: Contexte) {
  const champs = await readFormulaire(c)
  const lu = lireSujet(champs)
  const { reseau = '' } = champs
  if (!lu.ok || reseau === '')
    return showSujet(c, {
      champs,
      fautes: [...(reseau === '' ? [RESEAU_A_CHOISIR] : []), ...(lu.ok ? [] : lu.error)]
    })
  const cree = await creerSujet(c.var.db, { reseau, ...lu.value }, c.var)
  if (cree.ok) return c.redirect(`${ORGANISER}/${cree.value}?fait=sujet`, 303)
  return cree.error === 'interdit' ? pageErreur(c, 403) : showSujet(c, { champs, fautes: [RESEAU_A_CHOISIR] })
}
