import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { enFlux } from '../../../platform/http/flux.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { clearJetonSession, readJetonSession } from '../../../platform/http/session.ts'
import { Bouton, LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../platform/ui/composants/champ/champ.tsx'
import { Note } from '../../../platform/ui/composants/note/note.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import {
  type ATransmettre,
  demanderFermeture,
  ecrireExport,
  estFermetureValable,
  fermerParLien,
  fermerParMotDePasse,
  listATransmettre,
  ouvrirExport,
  preparerExport
} from '../actions/donnees.ts'
import { countSession } from '../actions/limiter.ts'
import type { Compte } from '../store/compte.store.ts'
import { asPersonne, asPersonneSure } from './personne.ts'
import { direAttente, expediteurDe, keepNothing } from './porte.ts'
import { Feuille } from './vues/feuille.tsx'

const EXPORT = '/compte/mes-donnees'
const FIN = '/compte/resilier'
const permission = 'compte:gerer'

export const routesDonnees: readonly Route[] = [
  { methode: 'get', chemin: EXPORT, permission, traiter: asPersonneSure(EXPORT, (c) => showExport(c, {})) },
  { methode: 'post', chemin: EXPORT, permission, traiter: asPersonneSure(EXPORT, prepare) },
  { methode: 'get', chemin: `${EXPORT}/:jeton`, permission, traiter: asPersonne(download) },
  { methode: 'get', chemin: FIN, permission, traiter: asPersonne((c, compte) => showEnd(c, compte, {})) },
  { methode: 'post', chemin: FIN, permission, traiter: asPersonne(close) },
  { methode: 'post', chemin: `${FIN}/lien`, permission, traiter: asPersonne(askLink) },
  { methode: 'post', chemin: `${FIN}/confirmer`, permission, traiter: asPersonne(closeByLink) },
  { methode: 'get', chemin: `${FIN}/:jeton`, permission, traiter: asPersonne(showLink) },
  { methode: 'get', chemin: '/compte-ferme', permission: 'compte:ouvrir', traiter: showClosed }
]

/* ── Export ────────────────────────────────────────────────────────────────────────────────────────────────────── */

interface EtatExport {
  readonly lien?: string
  readonly refus?: { readonly titre: string; readonly phrase: string }
  readonly statut?: 422 | 429
}

function showExport(c: Contexte, { lien, refus, statut }: EtatExport) {
  keepNothing(c)
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Recevoir toutes mes données'
      chapeau='Un seul fichier, avec tout ce que ce site garde de vous. Il s’ouvre avec un simple éditeur de texte.'
      compte
      refus={refus}
    >
      {lien ? (
        <>
          <p>Votre fichier est prêt. Ce lien sert une fois, ici et dans les 15 minutes.</p>
          <p class='btns'>
            <LienBouton href={lien} principal telecharger>
              Télécharger mes données
            </LienBouton>
          </p>
          <Note ton='attention'>
            <p>
              Sur un ordinateur partagé, effacez ce fichier après l’avoir copié : il contient tout ce qui vous concerne.
            </p>
          </Note>
        </>
      ) : (
        <form method='post' action={EXPORT}>
          <p class='btns'>
            <Bouton principal>Préparer mon fichier</Bouton>
          </p>
        </form>
      )}
    </Feuille>,
    statut ?? 200
  )
}

async function prepare(c: Contexte, compte: Compte) {
  const jusqua = await countSession(c.var.db, compte.id, c.var.now)
  if (jusqua)
    return showExport(c, { statut: 429, refus: { titre: 'Il faut attendre un peu', phrase: direAttente(jusqua) } })
  const jeton = await preparerExport(c.var.db, compte.id, readJetonSession(c) ?? '', c.var.now)
  return showExport(c, { lien: `${EXPORT}/${jeton}` })
}

async function download(c: Contexte, compte: Compte) {
  keepNothing(c)
  const session = readJetonSession(c) ?? ''
  const jeton = c.req.param('jeton') ?? ''
  if (!(await ouvrirExport(c.var.db, jeton, { compteId: compte.id, session }, c.var.now)))
    return showExport(c, {
      statut: 422,
      refus: {
        titre: 'Ce lien ne peut plus servir',
        phrase: 'Il sert une seule fois, dans la connexion qui l’a demandé. Préparez un nouveau fichier.'
      }
    })
  const morceaux = ecrireExport(c.var.db, compte.id, c.var.donneesPersonnelles, c.var.now)
  return c.body(
    enFlux(morceaux, () => {}),
    200,
    {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="mes-donnees.json"'
    }
  )
}

/* ── End ───────────────────────────────────────────────────────────────────────────────────────────────────────── */

interface EtatFin {
  readonly erreur?: string
  readonly refus?: { readonly titre: string; readonly phrase: string }
  readonly fait?: string
  readonly statut?: 422 | 429
}

async function showEnd(c: Contexte, compte: Compte, { erreur, refus, fait, statut }: EtatFin) {
  keepNothing(c)
  const { db, donneesPersonnelles } = c.var
  const aTransmettre = await listATransmettre(db, compte.id, donneesPersonnelles)
  const gardees = donneesPersonnelles.flatMap((partie) => partie.gardees ?? [])
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Fermer mon compte'
      chapeau='Votre compte et tout ce qui vous nomme seront effacés tout de suite. C’est définitif.'
      compte
      erreurs={erreur ? [{ champ: 'mot_de_passe', message: erreur }] : []}
      refus={refus}
      fait={fait}
    >
      <h2>Ce qui est effacé</h2>
      <p>
        Votre adresse, votre pseudonyme, votre nom, vos moyens de connexion, les messages que nous vous avons écrits, et
        dans chaque partie du site ce qui vous désigne.
      </p>
      {gardees.length > 0 && (
        <>
          <h2>Ce qui reste, et pourquoi</h2>
          <div class='prose'>
            <ul>
              {gardees.map((phrase) => (
                <li>{phrase}</li>
              ))}
            </ul>
          </div>
        </>
      )}
      <p>
        Avant, vous pouvez <a href={EXPORT}>recevoir toutes vos données</a>.
      </p>
      {aTransmettre.length > 0 ? (
        <Transmettre choses={aTransmettre} />
      ) : compte.mot_de_passe ? (
        <form class='form' method='post' action={FIN}>
          <Champ
            nom='mot_de_passe'
            libelle='Votre mot de passe'
            type='password'
            autocomplete='current-password'
            indication='Pour être sûrs que c’est vous qui le demandez.'
            erreur={erreur}
            obligatoire
          />
          <p class='btns'>
            <Bouton principal>Fermer mon compte et tout effacer</Bouton>
            <a href='/compte'>Garder mon compte</a>
          </p>
        </form>
      ) : (
        <form class='form' method='post' action={`${FIN}/lien`}>
          <p>Vous n’avez pas de mot de passe : nous vous écrirons pour être sûrs que c’est vous qui le demandez.</p>
          <p class='btns'>
            <Bouton principal>Recevoir le lien qui ferme mon compte</Bouton>
            <a href='/compte'>Garder mon compte</a>
          </p>
        </form>
      )}
    </Feuille>,
    statut ?? 200
  )
}

function Transmettre({ choses }: { choses: readonly ATransmettre[] }) {
  return (
    <Note ton='attention'>
      <h2>À transmettre d’abord</h2>
      <p>Quelqu’un doit prendre votre suite, pour que ces pages ne restent pas sans personne :</p>
      <div class='prose'>
        <ul>
          {choses.map(({ libelle, href }) => (
            <li>
              <a href={href}>{libelle}</a>
            </li>
          ))}
        </ul>
      </div>
    </Note>
  )
}

const A_TRANSMETTRE = {
  titre: 'Votre compte n’est pas encore fermé',
  phrase: 'Il reste quelque chose à transmettre à quelqu’un, ci-dessous.'
}
const LIEN_REFUSE = {
  titre: 'Ce lien ne peut plus servir',
  phrase: 'Il sert une seule fois, pendant une heure, dans votre propre compte. Rien n’a été effacé.'
}

async function close(c: Contexte, compte: Compte) {
  const { mot_de_passe: motDePasse = '' } = await readFormulaire(c)
  const fait = await fermerParMotDePasse(c.var.db, compte, motDePasse, c.var.donneesPersonnelles, c.var.now)
  if (fait.ok) return sayGoodbye(c)
  if (fait.error === 'mot-de-passe-faux')
    return showEnd(c, compte, { statut: 422, erreur: 'Ce n’est pas votre mot de passe. Rien n’a été effacé.' })
  if (fait.error === 'lien-refuse') return c.redirect('/connexion', 303)
  if ('jusqua' in fait.error)
    return showEnd(c, compte, {
      statut: 429,
      refus: { titre: 'Il faut attendre un peu', phrase: direAttente(fait.error.jusqua) }
    })
  return showEnd(c, compte, { statut: 422, refus: A_TRANSMETTRE })
}

async function askLink(c: Contexte, compte: Compte) {
  const jusqua = await demanderFermeture(c.var.db, compte, expediteurDe(c), c.var.now)
  return jusqua
    ? showEnd(c, compte, { statut: 429, refus: { titre: 'Il faut attendre un peu', phrase: direAttente(jusqua) } })
    : showEnd(c, compte, { fait: 'Nous venons de vous écrire. Ouvrez le lien du message dans ce navigateur.' })
}

async function showLink(c: Contexte, compte: Compte) {
  keepNothing(c)
  const jeton = c.req.param('jeton') ?? ''
  if (!(await estFermetureValable(c.var.db, compte, jeton, c.var.now)))
    return showEnd(c, compte, { statut: 422, refus: LIEN_REFUSE })
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Fermer mon compte'
      chapeau='Encore un bouton, et tout ce qui vous nomme est effacé. C’est définitif.'
      compte
    >
      <form class='form' method='post' action={`${FIN}/confirmer`}>
        <input type='hidden' name='jeton' value={jeton} />
        <p class='btns'>
          <Bouton principal>Fermer mon compte et tout effacer</Bouton>
          <a href='/compte'>Garder mon compte</a>
        </p>
      </form>
    </Feuille>
  )
}

async function closeByLink(c: Contexte, compte: Compte) {
  const { jeton = '' } = await readFormulaire(c)
  const fait = await fermerParLien(c.var.db, compte, jeton, c.var.donneesPersonnelles, c.var.now)
  if (fait.ok) return sayGoodbye(c)
  return showEnd(c, compte, { statut: 422, refus: typeof fait.error === 'object' ? A_TRANSMETTRE : LIEN_REFUSE })
}

function sayGoodbye(c: Contexte) {
  clearJetonSession(c)
  return c.redirect('/compte-ferme', 303)
}

// Said on the screen and not by mail: to write to an address, one would have to keep it.
function showClosed(c: Contexte) {
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Votre compte est fermé'
      chapeau='Plus rien ici ne porte votre nom ni votre adresse. Merci d’avoir été là.'
    >
      <p class='btns'>
        <a href='/'>Aller à l’accueil</a>
      </p>
    </Feuille>
  )
}
