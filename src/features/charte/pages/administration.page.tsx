import { sansAccents } from '../../../kernel/texte.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton, LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste } from '../../../platform/ui/composants/champ/champ.tsx'
import { Jour } from '../../../platform/ui/composants/date/date.tsx'
import { Alerte } from '../../../platform/ui/composants/note/note.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { findReseau, listReseaux } from '../../reseaux/index.ts'
import { creerCharte, preparerVersion } from '../actions/editer.ts'
import { estIdCharte } from '../domain/charte.ts'
import { typographier } from '../domain/texte.ts'
import { etatVersion } from '../domain/version.ts'
import { type Charte, listChartes, type VersionEnBase } from '../store/charte.store.ts'
import {
  CHEMIN,
  cheminVersion,
  FIL_CHARTES,
  fuseauDe,
  GERER,
  ouvrirCharte,
  PageEditeur,
  peutGerer
} from './vues/editeur.tsx'

const permission = GERER

export const routesAdministrationChartes: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN, permission, traiter: showChartes },
  // Before a charter, whose address would take « nouvelle » for its id.
  { methode: 'get', chemin: `${CHEMIN}/nouvelle`, permission, traiter: (c) => showNouvelle(c, {}, []) },
  { methode: 'post', chemin: `${CHEMIN}/nouvelle`, permission, traiter: submitNouvelle },
  { methode: 'get', chemin: `${CHEMIN}/:id`, permission, traiter: showCharte },
  { methode: 'post', chemin: `${CHEMIN}/:id/versions`, permission, traiter: submitVersion }
]

async function showChartes(c: Contexte) {
  const [toutes, reseaux] = await Promise.all([listChartes(c.var.db), listReseaux(c.var.db)])
  const chartes = toutes.filter(({ reseau_id }) => peutGerer(c, reseau_id))
  return rendrePage(
    c,
    <PageEditeur
      c={c}
      titre='Chartes'
      fil={[]}
      chapeau={
        <p class='btns'>
          <LienBouton href={`${CHEMIN}/nouvelle`} principal>
            Créer une charte
          </LienBouton>
        </p>
      }
    >
      {chartes.length === 0 && <p>Il n’y a pas encore de charte.</p>}
      <ul class='rows'>
        {chartes.map((charte) => {
          const reseau = reseaux.find(({ id }) => id === charte.reseau_id)
          return (
            <li>
              <h2>
                <a href={`${CHEMIN}/${charte.id}`}>{charte.nom}</a>
              </h2>
              <span class='soft'>{reseau?.nom}</span>
              <ul>
                {charte.versions.map((version) => (
                  <li>
                    <EtatVersionVue charte={charte} version={version} now={c.var.now} fuseau={fuseauDe(reseau)} />
                  </li>
                ))}
              </ul>
            </li>
          )
        })}
      </ul>
    </PageEditeur>
  )
}

/** « Version 2 : en vigueur depuis le 16 juin 2026 ». */
function EtatVersionVue(props: { charte: Charte; version: VersionEnBase; now: Date; fuseau: string }) {
  const { charte, version, now, fuseau } = props
  const date = version.publiee_le && <Jour date={version.publiee_le} fuseau={fuseau} court />
  const debut = `Version ${version.numero} : `
  switch (etatVersion(version, charte.versions, now)) {
    case 'brouillon':
      return <>{debut}brouillon, que personne ne voit encore</>
    case 'programmee':
      return (
        <>
          {debut}entrera en vigueur le {date}
        </>
      )
    case 'publiee':
      return (
        <>
          {debut}en vigueur depuis le {date}
        </>
      )
    case 'remplacee':
      return (
        <>
          {debut}remplacée, elle datait du {date}
        </>
      )
  }
}

interface SaisieCharte {
  readonly reseau?: string
  readonly nom?: string
  readonly id?: string
}

async function showNouvelle(c: Contexte, saisie: SaisieCharte, erreurs: readonly ErreurDeChamp[]) {
  const reseaux = (await listReseaux(c.var.db)).filter(({ id }) => peutGerer(c, id))
  return rendrePage(
    c,
    <PageEditeur
      c={c}
      titre='Créer une charte'
      fil={FIL_CHARTES}
      enErreur={erreurs.length > 0}
      chapeau={<p class='lead'>Vous écrirez son texte ensuite. Personne ne la voit avant sa publication.</p>}
    >
      <ResumeErreurs erreurs={erreurs} />
      <form method='post' action={`${CHEMIN}/nouvelle`} class='form'>
        <Liste
          nom='reseau'
          libelle='Le réseau'
          options={reseaux.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
          vide='Choisissez un réseau'
          valeur={saisie.reseau}
          erreur={erreurDe(erreurs, 'reseau')}
          obligatoire
        />
        <Champ
          nom='nom'
          libelle='Le nom de la charte'
          valeur={saisie.nom}
          erreur={erreurDe(erreurs, 'nom')}
          obligatoire
        />
        <Champ
          nom='id'
          libelle='Son adresse'
          indication='En minuscules, avec des tirets : « pays-de-loire » donne /chartes/pays-de-loire. Vide : elle suit le nom. Elle ne change plus.'
          valeur={saisie.id}
          erreur={erreurDe(erreurs, 'id')}
        />
        <p class='btns'>
          <Bouton principal>Créer cette charte</Bouton>
        </p>
      </form>
    </PageEditeur>,
    erreurs.length > 0 ? 422 : 200
  )
}

async function submitNouvelle(c: Contexte) {
  const champs = await readFormulaire(c)
  const erreurs: ErreurDeChamp[] = []
  const nom = typographier(champs.nom ?? '')
  const id = champs.id || adresseDe(nom)
  if (!champs.reseau) erreurs.push({ champ: 'reseau', message: 'Choisissez le réseau de cette charte.' })
  else if (!peutGerer(c, champs.reseau))
    erreurs.push({ champ: 'reseau', message: 'Ce réseau n’est pas le vôtre. Choisissez dans la liste.' })
  if (nom === '' || nom.length > 120)
    erreurs.push({ champ: 'nom', message: 'Donnez un nom à cette charte, de 120 signes au plus.' })
  else if (!estIdCharte(id) || id === 'nouvelle')
    erreurs.push({
      champ: 'id',
      message: 'Écrivez cette adresse en minuscules, chiffres et tirets. « nouvelle » n’est pas possible.'
    })
  if (erreurs.length === 0) {
    const creee = await creerCharte(c.var.db, { id, reseau_id: champs.reseau ?? '', nom }, c.var)
    if (creee.ok) return c.redirect(`${cheminVersion(id, 1)}?fait=cree`, 303)
    switch (creee.error) {
      case 'existe':
        erreurs.push({ champ: 'id', message: 'Une charte a déjà cette adresse. Choisissez-en une autre.' })
        break
      case 'reseau-inconnu':
        erreurs.push({ champ: 'reseau', message: 'Ce réseau n’existe pas. Choisissez dans la liste.' })
    }
  }
  return showNouvelle(c, { reseau: champs.reseau ?? '', nom: champs.nom ?? '', id: champs.id ?? '' }, erreurs)
}

const adresseDe = (nom: string) =>
  sansAccents(nom)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)

async function showCharte(c: Contexte) {
  const charte = await ouvrirCharte(c)
  return charte instanceof Response ? charte : rendreCharte(c, charte)
}

async function rendreCharte(c: Contexte, charte: Charte, refuse?: { readonly numero: number }) {
  const reseau = await findReseau(c.var.db, charte.reseau_id)
  const brouillon = charte.versions.find(({ publiee_le }) => publiee_le === null)
  return rendrePage(
    c,
    <PageEditeur
      c={c}
      titre={charte.nom}
      fil={FIL_CHARTES}
      enErreur={refuse !== undefined}
      chapeau={
        <>
          {refuse && (
            <Alerte ton='danger' titre='Un brouillon existe déjà'>
              <p>
                La version {refuse.numero} est en préparation, et il n’y en a qu’une à la fois.{' '}
                <a href={cheminVersion(charte.id, refuse.numero)}>Ouvrir ce brouillon</a>
              </p>
            </Alerte>
          )}
          <p class='lead'>{reseau?.nom}</p>
        </>
      }
    >
      <ul class='rows'>
        {charte.versions
          .map((version) => (
            <li>
              <a href={cheminVersion(charte.id, version.numero)}>
                <EtatVersionVue charte={charte} version={version} now={c.var.now} fuseau={fuseauDe(reseau)} />
              </a>
            </li>
          ))
          .reverse()}
      </ul>
      {!brouillon && (
        <form method='post' action={`${CHEMIN}/${charte.id}/versions`}>
          <p class='btns mt6'>
            <Bouton principal>Préparer une nouvelle version</Bouton>
          </p>
        </form>
      )}
    </PageEditeur>,
    refuse ? 422 : 200
  )
}

async function submitVersion(c: Contexte) {
  const charte = await ouvrirCharte(c)
  if (charte instanceof Response) return charte
  const prete = await preparerVersion(c.var.db, charte.id, c.var)
  if (prete.ok) return c.redirect(`${cheminVersion(charte.id, prete.value)}?fait=prepare`, 303)
  return prete.error.raison === 'inconnue' ? c.notFound() : rendreCharte(c, charte, prete.error)
}
