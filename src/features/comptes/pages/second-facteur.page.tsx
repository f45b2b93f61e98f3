import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { readJetonSession, readTemoin } from '../../../platform/http/session.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../platform/ui/composants/champ/champ.tsx'
import { Jour } from '../../../platform/ui/composants/date/date.tsx'
import { Note } from '../../../platform/ui/composants/note/note.tsx'
import { CodeQr } from '../../../platform/ui/composants/qr/qr.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { finirEtape, lireEtape } from '../actions/connecter.ts'
import {
  activerTotp,
  countCodes,
  preparerTotp,
  renouvelerCodes,
  retirerTotp,
  verifierSecondFacteur
} from '../actions/second-facteur.ts'
import { raiseSession } from '../actions/session.ts'
import { exigeSecondFacteur } from '../domain/second-facteur.ts'
import { parseSuite } from '../domain/suite.ts'
import type { Compte } from '../store/compte.store.ts'
import { findTotp, listPasskeys } from '../store/second-facteur.store.ts'
import { asPersonne, asPersonneSure } from './personne.ts'
import { browserOf, direAttente, expediteurDe, keepNothing, writeSession } from './porte.ts'
import { FormulaireCle } from './vues/cle.tsx'
import { Feuille, Suite } from './vues/feuille.tsx'

const ICI = '/compte/second-facteur'

export const routesSecondFacteur: readonly Route[] = [
  { methode: 'get', chemin: '/connexion/second-facteur', permission: 'compte:ouvrir', traiter: (c) => showStep(c) },
  { methode: 'post', chemin: '/connexion/second-facteur', permission: 'compte:ouvrir', traiter: passStep },
  { methode: 'get', chemin: ICI, permission: 'compte:gerer', traiter: asPersonne(show) },
  { methode: 'post', chemin: `${ICI}/verifier`, permission: 'compte:gerer', traiter: asPersonne(verify) },
  { methode: 'post', chemin: `${ICI}/activer`, permission: 'compte:gerer', traiter: asPersonneSure(ICI, activate) },
  { methode: 'post', chemin: `${ICI}/retirer`, permission: 'compte:gerer', traiter: asPersonneSure(ICI, remove) },
  { methode: 'post', chemin: `${ICI}/codes`, permission: 'compte:gerer', traiter: asPersonneSure(ICI, renew) }
]

/* ── On the way in ─────────────────────────────────────────────────────────────────────────────────────────────── */

async function showStep(c: Contexte, refus?: Refus) {
  keepNothing(c)
  const etape = await lireEtape(c.var.db, readTemoin(c, 'etape'), c.var.now)
  if (!etape)
    return rendrePage(
      c,
      <Feuille
        cadre={c.var.cadre}
        titre='Double vérification'
        refus={{
          titre: 'Il faut recommencer la connexion',
          phrase: 'Dix minutes ont passé, ou cette étape est déjà faite.'
        }}
      >
        <p class='btns'>
          <a class='btn btn--main' href='/connexion'>
            Me connecter
          </a>
        </p>
      </Feuille>,
      422
    )
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Double vérification'
      chapeau='Votre compte demande une seconde preuve. Elle le protège même si quelqu’un trouve votre mot de passe.'
      refus={refus && direRefus(refus)}
      ilots={etape.facteurs.cle ? ['cle-acces'] : []}
    >
      {etape.facteurs.totp && <FormulaireCode action='/connexion/second-facteur' />}
      {etape.facteurs.cle && (
        <FormulaireCle options='/connexion/cle/options' action='/connexion/cle' libelle='Utiliser ma clé d’accès'>
          <Suite suite={etape.suite} />
          {etape.partage && <input type='hidden' name='partage' value='oui' />}
        </FormulaireCle>
      )}
      {etape.facteurs.cle && !etape.facteurs.totp && (
        <noscript>
          <p>Votre clé d’accès demande que les scripts soient permis dans ce navigateur.</p>
        </noscript>
      )}
    </Feuille>,
    refus ? (refus.raison === 'attendre' ? 429 : 422) : 200
  )
}

async function passStep(c: Contexte) {
  const jeton = readTemoin(c, 'etape')
  const etape = await lireEtape(c.var.db, jeton, c.var.now)
  const { code = '' } = await readFormulaire(c)
  if (!etape || !jeton) return showStep(c)
  const juge = await verifierSecondFacteur(c.var.db, etape.compte, code, c.var.config, expediteurDe(c), c.var.now)
  if (!juge.ok) return showStep(c, juge.error)
  const fin = await finirEtape(c.var.db, jeton, browserOf(c), c.var.now)
  if (!fin) return showStep(c)
  writeSession(c, fin.session)
  return c.redirect(fin.suite, 303)
}

/* ── In the account ────────────────────────────────────────────────────────────────────────────────────────────── */

type Refus = { readonly raison: 'faux' } | { readonly raison: 'attendre'; readonly jusqua: Date }

const direRefus = (refus: Refus) =>
  refus.raison === 'attendre'
    ? { titre: 'Il faut attendre un peu', phrase: direAttente(refus.jusqua) }
    : {
        titre: 'Ce code n’est pas le bon',
        phrase:
          'Un code change toutes les trente secondes et ne sert qu’une fois. Attendez le suivant, puis réessayez. Vérifiez aussi l’heure de votre téléphone.'
      }

function FormulaireCode({ action, suite }: { action: string; suite?: string }) {
  return (
    <form class='form' method='post' action={action}>
      {suite && <Suite suite={suite} />}
      <Champ
        nom='code'
        libelle='Votre code'
        autocomplete='one-time-code'
        indication='Les six chiffres de votre application, ou l’un de vos codes de secours.'
        court
        obligatoire
      />
      <p class='btns'>
        <Bouton principal>Vérifier</Bouton>
      </p>
    </form>
  )
}

async function show(c: Contexte, compte: Compte, refus?: Refus, fait?: string): Promise<Response> {
  const { db, now, config, cadre, acteur } = c.var
  const suite = parseSuite(c.req.query('suite'))
  const statut = refus ? (refus.raison === 'attendre' ? 429 : 422) : 200
  const totp = await findTotp(db, compte.id)
  const commun = { cadre, titre: 'Double vérification', compte: true, refus: refus && direRefus(refus), fait }
  if (acteur.compte?.retenu === 'verifier') {
    const cles = await listPasskeys(db, compte.id)
    return rendrePage(
      c,
      <Feuille
        {...commun}
        chapeau='Votre rôle demande une seconde preuve, une fois par jour de travail.'
        ilots={cles.length > 0 ? ['cle-acces'] : []}
      >
        {totp?.actif_le && <FormulaireCode action={`${ICI}/verifier`} suite={suite} />}
        {cles.length > 0 && (
          <FormulaireCle options='/connexion/cle/options' action='/connexion/cle' libelle='Utiliser ma clé d’accès'>
            <Suite suite={suite} />
          </FormulaireCle>
        )}
      </Feuille>,
      statut
    )
  }
  if (totp?.actif_le) {
    const codes = await countCodes(db, compte.id)
    return rendrePage(
      c,
      <Feuille
        {...commun}
        chapeau={
          <>
            Votre compte est protégé par un code depuis le <Jour date={totp.actif_le} />.
          </>
        }
      >
        <p>
          {codes === 0
            ? 'Il ne vous reste aucun code de secours.'
            : `Il vous reste ${codes} code${codes > 1 ? 's' : ''} de secours.`}{' '}
          Chacun sert une fois, si votre téléphone n’est pas avec vous.
        </p>
        <form method='post' action={`${ICI}/codes`}>
          <p class='btns'>
            <Bouton principal={codes < 3}>Créer de nouveaux codes de secours</Bouton>
          </p>
        </form>
        {exigeSecondFacteur(compte.role ? [compte.role] : []) ? (
          <p>Votre rôle demande cette double vérification : elle ne peut pas être retirée.</p>
        ) : (
          <form method='post' action={`${ICI}/retirer`}>
            <p class='btns'>
              <Bouton>Retirer la double vérification</Bouton>
            </p>
          </form>
        )}
      </Feuille>,
      statut
    )
  }
  return asPersonneSure(ICI, async () => {
    const secret = await preparerTotp(db, compte, { reseau: expediteurDe(c).reseau, reglages: config }, now)
    return rendrePage(
      c,
      <Feuille
        {...commun}
        chapeau='Après votre mot de passe, un code de votre téléphone. Même volé, votre mot de passe ne suffit plus.'
      >
        {acteur.compte?.retenu && (
          <Note ton='attention'>
            <p>
              Votre rôle la demande : mettez-la en place pour l’exercer. Une{' '}
              <a href='/compte/informations#cles'>clé d’accès</a> convient aussi.
            </p>
          </Note>
        )}
        {secret && (
          <>
            <div class='prose'>
              <ol class='stack'>
                <li>
                  Installez une application de codes sur votre téléphone : Aegis, FreeOTP, ou celle que vous avez déjà.
                </li>
                <li>
                  Avec elle, lisez cette image.
                  <div class='code-a-lire mt3'>
                    <CodeQr adresse={secret.uri} libelle='Code à lire avec votre application' />
                  </div>
                  <p>
                    Ou recopiez ces lettres : <span class='break num'>{secret.lettres}</span>
                  </p>
                </li>
                <li>Écrivez ici les six chiffres qu’elle affiche.</li>
              </ol>
            </div>
            <form class='form' method='post' action={`${ICI}/activer`}>
              <Suite suite={suite} />
              <Champ nom='code' libelle='Votre code' autocomplete='one-time-code' clavier='numeric' court obligatoire />
              <p class='btns'>
                <Bouton principal>Activer la double vérification</Bouton>
              </p>
            </form>
          </>
        )}
      </Feuille>,
      statut
    )
  })(c)
}

async function verify(c: Contexte, compte: Compte) {
  const { code = '', suite } = await readFormulaire(c)
  const juge = await verifierSecondFacteur(c.var.db, compte, code, c.var.config, expediteurDe(c), c.var.now)
  if (!juge.ok) return show(c, compte, juge.error)
  await raise(c)
  return c.redirect(parseSuite(suite), 303)
}

async function activate(c: Contexte, compte: Compte) {
  const { code = '', suite } = await readFormulaire(c)
  if ((await findTotp(c.var.db, compte.id))?.actif_le) return c.redirect(ICI, 303)
  const fait = await activerTotp(c.var.db, compte, code, c.var.config, expediteurDe(c), c.var.now)
  if (!fait.ok) return show(c, compte, fait.error)
  await raise(c)
  return renderCodes(c, fait.value, parseSuite(suite))
}

async function remove(c: Contexte, compte: Compte) {
  if (!exigeSecondFacteur(compte.role ? [compte.role] : []))
    await retirerTotp(c.var.db, compte, expediteurDe(c), c.var.now)
  return c.redirect('/compte/informations', 303)
}

async function renew(c: Contexte, compte: Compte) {
  if (!(await findTotp(c.var.db, compte.id))?.actif_le) return c.redirect(ICI, 303)
  return renderCodes(c, await renouvelerCodes(c.var.db, compte, expediteurDe(c), c.var.now), '/compte')
}

async function raise(c: Contexte) {
  const session = await raiseSession(c.var.db, readJetonSession(c) ?? '', browserOf(c), c.var.now)
  if (session) writeSession(c, session)
}

// Shown in the answer itself, and nowhere else: they exist in clear only here.
function renderCodes(c: Contexte, codes: readonly string[], suite: string) {
  return rendrePage(
    c,
    <Feuille
      cadre={c.var.cadre}
      titre='Vos codes de secours'
      chapeau='Notez ou imprimez ces dix codes maintenant : ils ne seront plus jamais affichés.'
      compte
      fait='La double vérification protège votre compte.'
    >
      <p>Chacun sert une fois, à la place du code de votre téléphone. Rangez-les loin de lui.</p>
      <ul class='codes num'>
        {codes.map((code) => (
          <li>{code}</li>
        ))}
      </ul>
      <p class='btns'>
        <a class='btn btn--main' href={suite}>
          J’ai gardé mes codes
        </a>
      </p>
    </Feuille>
  )
}
