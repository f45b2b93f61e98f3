import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { readTemoin, writeTemoin } from '../../../platform/http/session.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../platform/ui/composants/champ/champ.tsx'
import { erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { type AConfirmer, confirmer, type Faute, inscrire, lireConfirmation } from '../actions/inscrire.ts'
import { parseSuite } from '../domain/suite.ts'
import { direAttente, enterWith, expediteurDe, keepNothing, provenanceDe } from './porte.ts'
import { Feuille, NouveauMotDePasse, OrdinateurPartage, Suite } from './vues/feuille.tsx'

const permission = 'compte:ouvrir'

export const routesInscription: readonly Route[] = [
  { methode: 'get', chemin: '/inscription', permission, traiter: (c) => show(c, {}) },
  { methode: 'post', chemin: '/inscription', permission, traiter: submit },
  { methode: 'get', chemin: '/inscription/envoyee', permission, traiter: showSent },
  { methode: 'get', chemin: '/confirmation/:jeton', permission, traiter: showConfirmation },
  { methode: 'post', chemin: '/confirmation', permission, traiter: confirm }
]

interface Etat {
  readonly saisie?: Readonly<Record<string, string>>
  readonly fautes?: readonly Faute[]
  readonly jusqua?: Date
}

function show(c: Contexte, { saisie = {}, fautes = [], jusqua }: Etat) {
  const suite = parseSuite(saisie.suite ?? c.req.query('suite'))
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Créer un compte'
      chapeau='Tout se lit sans compte. Il en faut un pour contribuer.'
      erreurs={fautes}
      refus={jusqua && { titre: 'Il faut attendre un peu', phrase: direAttente(jusqua) }}
    >
      <form class='form' method='post' action='/inscription'>
        <Suite suite={suite} />
        <Champ
          nom='courriel'
          libelle='Votre adresse électronique'
          type='email'
          autocomplete='email'
          indication='Pour vous connecter et vous écrire. Les autres ne la voient pas.'
          valeur={saisie.courriel}
          erreur={erreurDe(fautes, 'courriel')}
          obligatoire
        />
        <Champ
          nom='pseudonyme'
          libelle='Votre pseudonyme'
          autocomplete='nickname'
          indication='Le nom que les autres verront à côté de vos contributions.'
          valeur={saisie.pseudonyme}
          erreur={erreurDe(fautes, 'pseudonyme')}
          obligatoire
        />
        <NouveauMotDePasse erreur={erreurDe(fautes, 'mot_de_passe')} />
        <p>
          Nous gardons cette adresse, ce pseudonyme et vos contributions, jusqu’à ce que vous fermiez votre compte.{' '}
          <a href='/mentions-legales'>Vos données et vos droits</a>
        </p>
        <p class='btns'>
          <Bouton principal>Créer mon compte</Bouton>
          <a href={`/connexion?suite=${encodeURIComponent(suite)}`}>J’ai déjà un compte</a>
        </p>
      </form>
    </Feuille>,
    jusqua ? 429 : fautes.length > 0 ? 422 : 200
  )
}

async function submit(c: Contexte) {
  const saisie = await readFormulaire(c)
  const { courriel = '', pseudonyme = '', mot_de_passe: motDePasse = '' } = saisie
  const suite = parseSuite(saisie.suite)
  const [attend] = (await Promise.all(c.var.attentesDeCompte.map((a) => a.annoncer(c, suite)))).flatMap((a) => a ?? [])
  const fait = await inscrire(
    c.var.db,
    { courriel, pseudonyme, motDePasse, suite, attend },
    provenanceDe(c),
    expediteurDe(c),
    c.var.now
  )
  if (!fait.ok) return show(c, { saisie, ...fait.error })
  writeTemoin(c, 'etape', fait.value.navigateur)
  return c.redirect('/inscription/envoyee', 303)
}

function showSent(c: Contexte) {
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Regardez vos courriels'
      chapeau='Nous venons de vous écrire. Ouvrez ce message et suivez son lien pour terminer.'
    >
      <p>
        Rien n’arrive ? Attendez quelques minutes et regardez dans les courriels indésirables. Vérifiez aussi que
        l’adresse donnée est la bonne.
      </p>
      <p class='btns'>
        <a href='/inscription'>Recommencer avec une autre adresse</a>
      </p>
    </Feuille>
  )
}

async function showConfirmation(c: Contexte) {
  keepNothing(c)
  const jeton = c.req.param('jeton') ?? ''
  const quoi = await lireConfirmation(c.var.db, jeton, readTemoin(c, 'etape'), c.var.now)
  return renderConfirmation(c, jeton, quoi, [])
}

function renderConfirmation(
  c: Contexte,
  jeton: string,
  quoi: AConfirmer | undefined,
  fautes: readonly Faute[],
  saisie: Readonly<Record<string, string>> = {}
) {
  if (!quoi)
    return rendrePage(
      c,
      <Feuille
        cadre={c.var.cadre}
        titre='Confirmer mon adresse'
        refus={{
          titre: 'Ce lien ne peut plus servir',
          phrase: 'Il sert une seule fois, pendant deux jours. Si votre compte est déjà ouvert, connectez-vous.'
        }}
      >
        <p class='btns'>
          <a class='btn btn--main' href='/connexion'>
            Me connecter
          </a>
          <a href='/inscription'>Créer un compte</a>
        </p>
      </Feuille>,
      422
    )
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Confirmer mon adresse'
      chapeau={
        <>
          Votre compte s’ouvrira avec l’adresse <span class='break'>{quoi.courriel}</span>, sous le pseudonyme «&nbsp;
          {quoi.pseudonyme}&nbsp;».
        </>
      }
      erreurs={fautes}
    >
      <form class='form' method='post' action='/confirmation'>
        <input type='hidden' name='jeton' value={jeton} />
        {quoi.pseudonymePris && (
          <Champ
            nom='pseudonyme'
            libelle='Un autre pseudonyme'
            indication={`« ${quoi.pseudonyme} » vient d’être pris par quelqu’un d’autre.`}
            valeur={saisie.pseudonyme}
            erreur={erreurDe(fautes, 'pseudonyme')}
            obligatoire
          />
        )}
        {quoi.ailleurs && (
          <Champ
            nom='mot_de_passe'
            libelle='Le mot de passe que vous avez choisi'
            type='password'
            autocomplete='current-password'
            indication='Ce navigateur n’est pas celui de l’inscription : il nous faut vérifier que c’est bien vous.'
            erreur={erreurDe(fautes, 'mot_de_passe')}
            obligatoire
          />
        )}
        <OrdinateurPartage coche={saisie.partage === 'oui'} />
        <p class='btns'>
          <Bouton principal>Confirmer et ouvrir mon compte</Bouton>
        </p>
      </form>
      <p>Vous n’avez pas demandé de compte ? Fermez cette page : rien ne sera ouvert.</p>
    </Feuille>,
    fautes.length > 0 ? 422 : 200
  )
}

async function confirm(c: Contexte) {
  keepNothing(c)
  const saisie = await readFormulaire(c)
  const { jeton = '', mot_de_passe: motDePasse = '', pseudonyme = '', partage } = saisie
  const etape = readTemoin(c, 'etape')
  const fait = await confirmer(c.var.db, { jeton, motDePasse, pseudonyme }, etape, c.var.now)
  if (fait.ok) {
    const { compteId, suite, attend } = fait.value
    if (attend) await finish(c, suite, { compteId, annonceLe: attend })
    return (
      (await enterWith(c, { compteId, suite, partage: partage === 'oui' })) ??
      renderConfirmation(c, jeton, undefined, [])
    )
  }
  if (fait.error === 'lien-refuse') return renderConfirmation(c, jeton, undefined, [])
  const quoi = await lireConfirmation(c.var.db, jeton, etape, c.var.now)
  return renderConfirmation(c, jeton, quoi, fait.error, saisie)
}

/** What was begun before the account. It is open now: a failure here must not say otherwise. */
async function finish(c: Contexte, suite: string, compte: { compteId: string; annonceLe: Date }) {
  try {
    for (const attente of c.var.attentesDeCompte) await attente.accomplir(c, suite, compte)
  } catch (err) {
    c.var.journaux.error({ err, route: c.req.routePath }, 'attente d’un compte non accomplie')
  }
}
