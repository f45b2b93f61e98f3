import { lireFait } from '../../../platform/http/fait.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { readJetonSession } from '../../../platform/http/session.ts'
import { Bouton, LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../platform/ui/composants/champ/champ.tsx'
import { Instant, Jour } from '../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { Note } from '../../../platform/ui/composants/note/note.tsx'
import { type ErreurDeChamp, erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { accorder, demanderAdresse, lireAccord, type QuiAccorde } from '../actions/changer-adresse.ts'
import { changerNoms } from '../actions/changer-noms.ts'
import { detacher, listServices } from '../actions/oidc.ts'
import { fermerSession, lireSessions } from '../actions/session.ts'
import { type Compte, findChangement, listIdentites } from '../store/compte.store.ts'
import { findTotp, listPasskeys } from '../store/second-facteur.store.ts'
import { asPersonne, asPersonneSure } from './personne.ts'
import { direAttente, expediteurDe, keepNothing, provenanceDe } from './porte.ts'
import { FormulaireCle } from './vues/cle.tsx'
import { Feuille } from './vues/feuille.tsx'

const ICI = '/compte/informations'
const permission = 'compte:gerer'

export const routesInformations: readonly Route[] = [
  { methode: 'get', chemin: ICI, permission, traiter: asPersonne((c, compte) => renderInformations(c, compte)) },
  { methode: 'post', chemin: ICI, permission, traiter: asPersonne(saveNames) },
  { methode: 'post', chemin: '/compte/sessions/fermer', permission, traiter: asPersonne(closeOne) },
  { methode: 'post', chemin: '/compte/services/detacher', permission, traiter: asPersonneSure(ICI, detach) },
  { methode: 'get', chemin: '/compte/adresse', permission, traiter: asPersonneSure('/compte/adresse', showAddress) },
  { methode: 'post', chemin: '/compte/adresse', permission, traiter: asPersonneSure('/compte/adresse', askAddress) },
  // Opened from a mailbox, perhaps on another device: the token is the proof, there is no session to have.
  {
    methode: 'get',
    chemin: '/changement-adresse/:qui/:jeton',
    permission: 'compte:ouvrir',
    traiter: showAgreement
  },
  { methode: 'post', chemin: '/changement-adresse', permission: 'compte:ouvrir', traiter: agree }
]

interface Etat {
  readonly saisie?: Readonly<Record<string, string>>
  readonly erreurs?: readonly ErreurDeChamp[]
  readonly refus?: { readonly titre: string; readonly phrase: string }
}

const FAITS: Readonly<Record<string, string>> = {
  noms: 'Vos noms sont enregistrés.',
  cle: 'Votre clé d’accès est ajoutée. La prochaine fois, elle suffira pour entrer.',
  adresse: 'Nous venons d’écrire à vos deux adresses. Donnez votre accord dans chacun des deux messages.',
  session: 'Cette connexion est fermée.',
  service: 'Ce service ouvre maintenant votre compte.',
  motdepasse: 'Votre mot de passe est changé, et vos autres connexions sont fermées.'
}

/** Everything about the account on one page, one part after the other. */
export async function renderInformations(c: Contexte, compte: Compte, etat: Etat = {}) {
  keepNothing(c)
  const { saisie = {}, erreurs = [], refus } = etat
  const { db, now, cadre, config } = c.var
  const [totp, cles, sessions, changement, identites] = await Promise.all([
    findTotp(db, compte.id),
    listPasskeys(db, compte.id),
    lireSessions(db, compte.id, readJetonSession(c), now),
    findChangement(db, compte.id),
    listIdentites(db, compte.id)
  ])
  const services = listServices(config)
  const fait = lireFait(c, FAITS)
  return rendrePage(
    c,
    <Feuille
      cadre={cadre}
      titre='Informations du compte'
      compte
      erreurs={erreurs}
      refus={refus}
      fait={erreurs.length === 0 && !refus ? fait : undefined}
      ilots={['cle-acces']}
    >
      <section class='stack' aria-labelledby='titre-noms'>
        <h2 id='titre-noms'>Vos noms</h2>
        <form class='form' method='post' action={ICI}>
          <Champ
            nom='pseudonyme'
            libelle='Pseudonyme'
            autocomplete='nickname'
            indication='Le nom que les autres voient.'
            valeur={saisie.pseudonyme ?? compte.pseudonyme}
            erreur={erreurDe(erreurs, 'pseudonyme')}
            obligatoire
          />
          <Champ
            nom='nom'
            libelle='Prénom et nom (facultatif)'
            autocomplete='name'
            indication='Pour vous saluer, et pour les rôles qui engagent. Jamais montré à côté de vos contributions.'
            valeur={saisie.nom ?? compte.nom ?? ''}
            erreur={erreurDe(erreurs, 'nom')}
          />
          <p class='btns'>
            <Bouton principal>Enregistrer mes noms</Bouton>
          </p>
        </form>
      </section>

      <section class='stack' aria-labelledby='titre-adresse'>
        <h2 id='titre-adresse'>Votre adresse électronique</h2>
        <p class='break'>{compte.courriel}</p>
        {changement && (
          <Note>
            <p>
              Changement demandé le <Jour date={changement.demande_le} /> pour{' '}
              <span class='break'>{changement.nouvelle}</span>.{' '}
              {direAccords(changement.accord_ancienne_le, changement.accord_nouvelle_le)}
            </p>
          </Note>
        )}
        <p class='btns'>
          <LienBouton href='/compte/adresse'>Changer d’adresse</LienBouton>
        </p>
      </section>

      <section class='stack' aria-labelledby='titre-securite'>
        <h2 id='titre-securite'>Ce qui ouvre votre compte</h2>
        <ListeDescriptive
          faits={[
            {
              terme: 'Mot de passe',
              valeur: (
                <>
                  {compte.mot_de_passe_le ? (
                    <>
                      choisi le <Jour date={compte.mot_de_passe_le} />
                    </>
                  ) : (
                    'aucun'
                  )}
                  {' · '}
                  <a href='/compte/mot-de-passe'>{compte.mot_de_passe_le ? 'Changer' : 'En choisir un'}</a>
                </>
              )
            },
            {
              terme: 'Double vérification',
              valeur: (
                <>
                  {totp?.actif_le ? 'active' : 'inactive'}
                  {' · '}
                  <a href='/compte/second-facteur'>{totp?.actif_le ? 'Régler' : 'La mettre en place'}</a>
                </>
              )
            }
          ]}
        />
        <h3 id='cles'>Clés d’accès</h3>
        <p>Une clé d’accès ouvre votre compte par votre empreinte, votre visage ou le code de votre appareil.</p>
        {cles.length > 0 && (
          <ul class='rows'>
            {cles.map(({ id, nom, cree_le, utilisee_le }) => (
              <li>
                <form class='row' method='post' action='/compte/cles/retirer'>
                  <input type='hidden' name='cle' value={id} />
                  <p>
                    <b class='break'>{nom}</b>
                    <span class='soft'>
                      Ajoutée le <Jour date={cree_le} />
                      {utilisee_le && (
                        <>
                          , utilisée le <Jour date={utilisee_le} />
                        </>
                      )}
                    </span>
                  </p>
                  <Bouton petit>
                    Retirer<span class='vh'> la clé {nom}</span>
                  </Bouton>
                </form>
              </li>
            ))}
          </ul>
        )}
        <FormulaireCle options='/compte/cles/options' action='/compte/cles' libelle='Ajouter une clé d’accès'>
          <Champ nom='nom' id='nom-cle' libelle='Son nom' indication='Pour la reconnaître : « mon téléphone ».' court />
        </FormulaireCle>
        {services.length > 0 && (
          <>
            <h3>Services de connexion</h3>
            <ul class='rows'>
              {services.map(({ nom, libelle, emetteur }) => (
                <li>
                  {identites.some((i) => i.emetteur === emetteur) ? (
                    <form class='row' method='post' action='/compte/services/detacher'>
                      <input type='hidden' name='service' value={nom} />
                      <p>{libelle} ouvre votre compte.</p>
                      <Bouton petit>
                        Détacher<span class='vh'> {libelle}</span>
                      </Bouton>
                    </form>
                  ) : (
                    <a href={`/connexion/avec/${nom}?relier=oui`}>Relier {libelle}</a>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>

      <section class='stack' aria-labelledby='titre-sessions'>
        <h2 id='titre-sessions'>Vos connexions ouvertes</h2>
        <ul class='rows'>
          {sessions.map(({ id, navigateur, partage, vue_le, ici }) => (
            <li>
              <form class='row' method='post' action='/compte/sessions/fermer'>
                <input type='hidden' name='session' value={id} />
                <p>
                  <b>{navigateur || 'Un navigateur'}</b>
                  {ici && ' (celui-ci)'}
                  <span class='soft'>
                    {partage && 'Ordinateur partagé. '}Vu le <Instant date={vue_le} />
                  </span>
                </p>
                {!ici && (
                  <Bouton petit>
                    Fermer<span class='vh'> la connexion {navigateur}</span>
                  </Bouton>
                )}
              </form>
            </li>
          ))}
        </ul>
      </section>

      <section class='stack' aria-labelledby='titre-donnees'>
        <h2 id='titre-donnees'>Vos données</h2>
        <p class='btns'>
          <LienBouton href='/compte/mes-donnees'>Recevoir toutes mes données</LienBouton>
          <a href='/compte/resilier'>Fermer mon compte</a>
        </p>
      </section>
    </Feuille>,
    erreurs.length > 0 || refus ? 422 : 200
  )
}

function direAccords(ancienne: Date | null, nouvelle: Date | null): string {
  if (ancienne) return 'Il manque votre accord à la nouvelle adresse.'
  return nouvelle ? 'Il manque votre accord à l’ancienne adresse.' : 'Il manque votre accord à chacune des deux.'
}

async function saveNames(c: Contexte, compte: Compte) {
  const saisie = await readFormulaire(c)
  const { pseudonyme = '', nom = '' } = saisie
  const fautes = await changerNoms(c.var.db, compte, { pseudonyme, nom })
  return fautes.length > 0
    ? renderInformations(c, compte, { saisie, erreurs: fautes })
    : c.redirect(`${ICI}?fait=noms`, 303)
}

async function closeOne(c: Contexte, compte: Compte) {
  const { session = '' } = await readFormulaire(c)
  // Somebody else's session, or one already closed: the list says what remains.
  await fermerSession(c.var.db, compte.id, session)
  return c.redirect(`${ICI}?fait=session`, 303)
}

async function detach(c: Contexte, compte: Compte) {
  const { service = '' } = await readFormulaire(c)
  await detacher(c.var.db, compte, service, c.var.config)
  return c.redirect(ICI, 303)
}

/* ── Another address ───────────────────────────────────────────────────────────────────────────────────────────── */

function showAddress(c: Contexte, compte: Compte, saisie = '', erreur?: string, jusqua?: Date) {
  keepNothing(c)
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Changer d’adresse'
      chapeau='Nous écrirons à vos deux adresses. Quand vous aurez donné votre accord dans les deux, la nouvelle servira.'
      compte
      erreurs={erreur ? [{ champ: 'courriel', message: erreur }] : []}
      refus={jusqua && { titre: 'Il faut attendre un peu', phrase: direAttente(jusqua) }}
    >
      <p>
        Adresse actuelle : <span class='break'>{compte.courriel}</span>
      </p>
      <form class='form' method='post' action='/compte/adresse'>
        <Champ
          nom='courriel'
          libelle='Votre nouvelle adresse électronique'
          type='email'
          autocomplete='email'
          valeur={saisie}
          erreur={erreur}
          obligatoire
        />
        <p class='btns'>
          <Bouton principal>Recevoir les deux messages</Bouton>
          <a href={ICI}>Garder l’adresse actuelle</a>
        </p>
      </form>
    </Feuille>,
    jusqua ? 429 : erreur ? 422 : 200
  )
}

async function askAddress(c: Contexte, compte: Compte) {
  const { courriel = '' } = await readFormulaire(c)
  const fait = await demanderAdresse(c.var.db, compte, courriel, provenanceDe(c), expediteurDe(c), c.var.now)
  if (fait.ok) return c.redirect(`${ICI}?fait=adresse`, 303)
  if (fait.error === 'fausse')
    return showAddress(c, compte, courriel, 'Écrivez l’adresse en entier : prenom@exemple.fr.')
  if (fait.error === 'meme') return showAddress(c, compte, courriel, 'C’est déjà votre adresse.')
  return showAddress(c, compte, courriel, undefined, fait.error.jusqua)
}

const parseQui = (texte: string): QuiAccorde | undefined =>
  texte === 'ancienne' || texte === 'nouvelle' ? texte : undefined

async function showAgreement(c: Contexte) {
  keepNothing(c)
  const qui = parseQui(c.req.param('qui') ?? '')
  const jeton = c.req.param('jeton') ?? ''
  if (!qui) return c.notFound()
  return renderAgreement(c, qui, jeton, await lireAccord(c.var.db, qui, jeton, c.var.now))
}

function renderAgreement(c: Contexte, qui: QuiAccorde, jeton: string, nouvelle: string | undefined) {
  if (nouvelle === undefined)
    return rendrePage(
      c,
      <Feuille
        cadre={c.var.cadre}
        titre='Changer d’adresse'
        refus={{
          titre: 'Ce lien ne peut plus servir',
          phrase: 'Il sert une seule fois, pendant deux jours. L’adresse n’a pas changé.'
        }}
      />,
      422
    )
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Changer d’adresse'
      chapeau={
        <>
          L’adresse du compte deviendra <span class='break'>{nouvelle}</span>.
        </>
      }
    >
      <form class='form' method='post' action='/changement-adresse'>
        <input type='hidden' name='qui' value={qui} />
        <input type='hidden' name='jeton' value={jeton} />
        <p class='btns'>
          <Bouton principal>Donner mon accord</Bouton>
        </p>
      </form>
      <p>Vous n’avez rien demandé ? Fermez cette page : l’adresse ne changera pas.</p>
    </Feuille>
  )
}

async function agree(c: Contexte) {
  keepNothing(c)
  const { qui: texte = '', jeton = '' } = await readFormulaire(c)
  const qui = parseQui(texte)
  const suite = qui && (await accorder(c.var.db, qui, jeton, expediteurDe(c), c.var.now))
  if (!qui || !suite) return renderAgreement(c, qui ?? 'nouvelle', '', undefined)
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Changer d’adresse'
      fait={
        suite === 'change'
          ? 'L’adresse est changée. C’est avec elle que vous vous connecterez.'
          : 'Votre accord est noté. Il manque celui de l’autre adresse : ouvrez le message qu’elle a reçu.'
      }
    />
  )
}
