import { jourCivil } from '../../../kernel/jour-civil.ts'
import { ok } from '../../../kernel/result.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton, LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, ZoneTexte } from '../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio, Cases } from '../../../platform/ui/composants/choix/choix.tsx'
import { Instant } from '../../../platform/ui/composants/date/date.tsx'
import { Alerte, Note } from '../../../platform/ui/composants/note/note.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Page, rendrePage } from '../../../platform/ui/page.tsx'
import { annulerPublication, modifierBrouillon, publierVersion, supprimerBrouillon } from '../actions/editer.ts'
import { comparer } from '../domain/comparaison.ts'
import { LISTES, lignesDe } from '../domain/liste.ts'
import { type FauteDeChamp, lireParametres, PARAMETRES, parametreEcrit } from '../domain/parametre.ts'
import { debutDuJour, type FauteDePublication, verifierContenu } from '../domain/publication.ts'
import type { RefusEcriture } from '../domain/refus.ts'
import { typographier } from '../domain/texte.ts'
import { etatVersion } from '../domain/version.ts'
import { findContenu } from '../store/charte.store.ts'
import { CharteVue } from './vues/charte.vue.tsx'
import { ComparaisonVue } from './vues/comparaison.vue.tsx'
import {
  CHEMIN,
  cibleDe,
  filDe,
  fuseauDe,
  GERER,
  type Ouvert,
  ouvrir,
  PageEditeur,
  Refus,
  Revision,
  rouvrir
} from './vues/editeur.tsx'

const permission = GERER
const VERSION = `${CHEMIN}/:id/versions/:numero`

export const routesBrouillon: readonly Route[] = [
  { methode: 'get', chemin: VERSION, permission, traiter: avecVersion(showVersion) },
  { methode: 'get', chemin: `${VERSION}/apercu`, permission, traiter: avecVersion(showApercu) },
  { methode: 'get', chemin: `${VERSION}/comparer`, permission, traiter: avecVersion(showComparaison) },
  { methode: 'get', chemin: `${VERSION}/presentation`, permission, traiter: avecVersion(showPresentation) },
  { methode: 'post', chemin: `${VERSION}/presentation`, permission, traiter: avecVersion(submitPresentation) },
  { methode: 'get', chemin: `${VERSION}/parametres`, permission, traiter: avecVersion(showParametres) },
  { methode: 'post', chemin: `${VERSION}/parametres`, permission, traiter: avecVersion(submitParametres) },
  { methode: 'post', chemin: `${VERSION}/publier`, permission, traiter: avecVersion(submitPublication) },
  { methode: 'post', chemin: `${VERSION}/annuler`, permission, traiter: avecVersion(submitAnnulation) },
  { methode: 'post', chemin: `${VERSION}/supprimer`, permission, traiter: avecVersion(submitSuppression) }
]

type Reponse = Response | Promise<Response>

function avecVersion(traiter: (c: Contexte, ouvert: Ouvert) => Reponse) {
  return async (c: Contexte): Promise<Response> => {
    const ouvert = await ouvrir(c)
    return ouvert instanceof Response ? ouvert : traiter(c, ouvert)
  }
}

interface Refusee {
  readonly refus?: RefusEcriture
  readonly fautes?: readonly FauteDePublication[]
  /** What was chosen in the form of publication. */
  readonly quand?: string
  readonly jour?: string
}

function showVersion(c: Contexte, ouvert: Ouvert) {
  return rendreVersion(c, ouvert, {})
}

/** The workbench of a version: what is left to do, its parts, its publication. */
function rendreVersion(c: Contexte, ouvert: Ouvert, { refus, fautes, quand, jour }: Refusee) {
  const { charte, reseau, version, contenu, chemin } = ouvert
  const etat = etatVersion(version, charte.versions, c.var.now)
  const enErreur = refus !== undefined || fautes !== undefined
  const restes = etat === 'brouillon' ? verifierContenu(contenu) : []
  const autres = charte.versions.some(({ numero, publiee_le }) => numero !== version.numero && publiee_le !== null)
  return rendrePage(
    c,
    <PageEditeur
      c={c}
      titre={`Version ${version.numero}`}
      fil={filDe(ouvert).slice(0, -1)}
      enErreur={enErreur}
      chapeau={
        <>
          {refus && <Refus refus={refus} reseau={reseau} />}
          {fautes && (
            <Alerte ton='danger' titre='Cette version ne peut pas être publiée'>
              <ul>
                {fautes.map(({ ou, message }) => (
                  <li>
                    <a href={ou === 'publication' ? '#publication' : cheminPartie(chemin, ou)}>{message}</a>
                  </li>
                ))}
              </ul>
            </Alerte>
          )}
          <p class='lead'>{charte.nom}</p>
          <EtatPhrase ouvert={ouvert} etat={etat} />
          <p class='btns'>
            {etat === 'brouillon' || etat === 'programmee' ? (
              <LienBouton href={`${chemin}/apercu`}>Voir l’aperçu</LienBouton>
            ) : (
              <LienBouton href={`/chartes/${charte.id}/versions/${version.numero}`}>Voir la page publique</LienBouton>
            )}
            {autres && <LienBouton href={`${chemin}/comparer`}>Voir ce qui change</LienBouton>}
          </p>
        </>
      }
    >
      {etat === 'brouillon' && (
        <>
          <section class='section split'>
            <h2>Le texte</h2>
            <ul class='doors'>
              <Porte
                href={`${chemin}/presentation`}
                libelle='La présentation'
                texte={contenu.resume === '' ? 'À écrire' : 'Le résumé et le préambule'}
              />
              <Porte href={`${chemin}/parametres`} libelle='Les délais et les nombres' texte='Minimum, durée, délais' />
              {LISTES.map((liste) => (
                <Porte
                  href={`${chemin}/listes/${liste.cle}`}
                  libelle={liste.titre}
                  texte={compte(lignesDe(contenu, liste).length)}
                />
              ))}
            </ul>
          </section>
          <section class='section split' id='publication'>
            <h2>La publication</h2>
            <div class='stack'>
              {restes.length > 0 && !fautes ? (
                <Note ton='attention'>
                  <p>Avant de publier :</p>
                  <ul>
                    {restes.map(({ ou, message }) => (
                      <li>
                        <a href={cheminPartie(chemin, ou)}>{message}</a>
                      </li>
                    ))}
                  </ul>
                </Note>
              ) : (
                <p>
                  Une version publiée ne change plus. Les membres actuels gardent la leur jusqu’à leur prochain
                  renouvellement.
                </p>
              )}
              <form method='post' action={`${chemin}/publier`} class='form'>
                <Revision version={version} />
                <BoutonsRadio
                  nom='quand'
                  legende='Quand cette version entre-t-elle en vigueur ?'
                  choisis={[quand ?? 'maintenant']}
                  options={[
                    { valeur: 'maintenant', libelle: 'Maintenant' },
                    {
                      valeur: 'plus-tard',
                      libelle: 'Plus tard, au début d’un jour',
                      suite: (
                        <Champ
                          nom='jour'
                          type='date'
                          libelle='Le jour'
                          indication='Elle entre en vigueur ce jour-là, à 0 heure.'
                          valeur={jour}
                          court
                        />
                      )
                    }
                  ]}
                />
                <p class='btns'>
                  <Bouton principal>Publier cette version</Bouton>
                </p>
              </form>
            </div>
          </section>
          <section class='section split'>
            <h2>Supprimer</h2>
            <form method='post' action={`${chemin}/supprimer`}>
              <Revision version={version} />
              <p>Le brouillon disparaît. Les versions publiées restent.</p>
              <p class='btns mt4'>
                <Bouton>Supprimer ce brouillon</Bouton>
              </p>
            </form>
          </section>
        </>
      )}
      {etat === 'programmee' && (
        <form method='post' action={`${chemin}/annuler`}>
          <Revision version={version} />
          <p>Pour changer son texte, annulez d’abord sa publication.</p>
          <p class='btns mt4'>
            <Bouton principal>Annuler la publication</Bouton>
          </p>
        </form>
      )}
    </PageEditeur>,
    enErreur ? 422 : 200
  )
}

const Porte = ({ href, libelle, texte }: { href: string; libelle: string; texte: string }) => (
  <li class='door'>
    <a href={href}>{libelle}</a>
    <span>{texte}</span>
  </li>
)

const compte = (n: number) => (n === 0 ? 'Rien pour l’instant' : String(n))

const cheminPartie = (chemin: string, ou: FauteDePublication['ou']) =>
  ou === 'parametres' || ou === 'presentation' ? `${chemin}/${ou}` : `${chemin}/listes/${ou}`

function EtatPhrase({ ouvert, etat }: { ouvert: Ouvert; etat: ReturnType<typeof etatVersion> }) {
  const { version, reseau } = ouvert
  const date = version.publiee_le && <Instant date={version.publiee_le} fuseau={fuseauDe(reseau)} />
  switch (etat) {
    case 'brouillon':
      return <p>C’est un brouillon. Personne ne le voit encore.</p>
    case 'programmee':
      return (
        <p>
          Elle entrera en vigueur le <b>{date}</b>.
        </p>
      )
    case 'publiee':
      return <p>Elle est en vigueur depuis le {date}. Elle ne change plus.</p>
    case 'remplacee':
      return <p>Elle datait du {date}. Une autre l’a remplacée.</p>
  }
}

function showApercu(c: Contexte, ouvert: Ouvert) {
  const { charte, reseau, version, contenu, chemin } = ouvert
  return rendrePage(
    c,
    <Page
      cadre={c.var.cadre}
      titre={`Aperçu : ${charte.nom}`}
      horsMoteurs
      fil={[...filDe(ouvert), { libelle: 'Aperçu' }]}
    >
      <CharteVue
        nom={charte.nom}
        contenu={contenu}
        maintenant={version.publiee_le ?? c.var.now}
        fuseau={fuseauDe(reseau)}
        entete={
          <Note ton='attention'>
            <p>
              Aperçu de la version {version.numero}. Personne d’autre ne la voit.{' '}
              <a href={chemin}>Revenir à la version</a>
            </p>
          </Note>
        }
      />
    </Page>
  )
}

async function showComparaison(c: Contexte, ouvert: Ouvert) {
  const { charte, version, contenu } = ouvert
  const precedente = charte.versions.filter(({ numero }) => numero < version.numero).at(-1)
  if (!precedente) return c.notFound()
  return rendrePage(
    c,
    <PageEditeur
      c={c}
      titre='Ce qui change'
      fil={filDe(ouvert)}
      chapeau={
        <p class='lead'>
          De la version {precedente.numero} à la version {version.numero}.
        </p>
      }
    >
      <ComparaisonVue comparaison={comparer(await findContenu(c.var.db, precedente.id), contenu)} />
    </PageEditeur>
  )
}

function showPresentation(c: Contexte, ouvert: Ouvert) {
  const { resume, preambule } = ouvert.contenu
  return rendrePresentation(c, ouvert, { resume, preambule }, [])
}

function rendrePresentation(
  c: Contexte,
  ouvert: Ouvert,
  saisie: { readonly resume: string; readonly preambule: string },
  erreurs: readonly ErreurDeChamp[],
  refus?: RefusEcriture
) {
  return rendrePage(
    c,
    <PageEditeur
      c={c}
      titre='La présentation'
      fil={filDe(ouvert)}
      enErreur={erreurs.length > 0 || refus !== undefined}
      chapeau={refus && <Refus refus={refus} reseau={ouvert.reseau} />}
    >
      <ResumeErreurs erreurs={erreurs} />
      <form method='post' action={`${ouvert.chemin}/presentation`} class='form'>
        <Revision version={ouvert.version} />
        <ZoneTexte
          nom='resume'
          libelle='Le résumé'
          indication='Trois phrases : à quoi sert cette charte, ce qu’elle demande, combien de temps on est membre.'
          valeur={saisie.resume}
          erreur={erreurDe(erreurs, 'resume')}
          lignes={5}
        />
        <ZoneTexte
          nom='preambule'
          libelle='Le préambule'
          indication='D’où vient cette charte. Une ligne vide sépare deux paragraphes. Une ligne qui commence par « - » est une puce.'
          valeur={saisie.preambule}
          erreur={erreurDe(erreurs, 'preambule')}
          lignes={12}
        />
        <p class='btns'>
          <Bouton principal>Enregistrer la présentation</Bouton>
        </p>
      </form>
    </PageEditeur>,
    erreurs.length > 0 || refus ? 422 : 200
  )
}

async function submitPresentation(c: Contexte, ouvert: Ouvert) {
  const champs = await readFormulaire(c)
  const saisie = { resume: champs.resume ?? '', preambule: champs.preambule ?? '' }
  const erreurs: ErreurDeChamp[] = []
  if (saisie.resume.length > 2_000)
    erreurs.push({ champ: 'resume', message: 'Gardez un résumé court : 2 000 signes au plus.' })
  if (saisie.preambule.length > 20_000)
    erreurs.push({ champ: 'preambule', message: 'Gardez un préambule de 20 000 signes au plus.' })
  if (erreurs.length > 0) return rendrePresentation(c, ouvert, saisie, erreurs)
  const ecrite = await modifierBrouillon(c.var.db, cibleDe(ouvert, champs), c.var, (contenu) =>
    ok({ ...contenu, resume: typographier(saisie.resume), preambule: typographier(saisie.preambule) })
  )
  return ecrite.ok
    ? c.redirect(`${ouvert.chemin}?fait=enregistre`, 303)
    : rendrePresentation(c, ouvert, saisie, [], ecrite.error)
}

function showParametres(c: Contexte, ouvert: Ouvert) {
  const { parametres } = ouvert.contenu
  const saisie = Object.fromEntries(PARAMETRES.map(({ cle }) => [cle, parametreEcrit(parametres, cle)]))
  return rendreParametres(c, ouvert, saisie, [])
}

function rendreParametres(
  c: Contexte,
  ouvert: Ouvert,
  saisie: Readonly<Record<string, string>>,
  fautes: readonly FauteDeChamp[],
  refus?: RefusEcriture
) {
  return rendrePage(
    c,
    <PageEditeur
      c={c}
      titre='Les délais et les nombres'
      fil={filDe(ouvert)}
      enErreur={fautes.length > 0 || refus !== undefined}
      chapeau={refus && <Refus refus={refus} reseau={ouvert.reseau} />}
    >
      <ResumeErreurs erreurs={fautes} />
      <form method='post' action={`${ouvert.chemin}/parametres`} class='form'>
        <Revision version={ouvert.version} />
        {PARAMETRES.map(({ cle, libelle, indication, genre }) =>
          genre === 'oui-non' ? (
            <Cases
              nom={cle}
              legende='Les jours chômés'
              options={[{ valeur: 'oui', libelle }]}
              choisis={[saisie[cle] ?? '']}
            />
          ) : (
            <Champ
              nom={cle}
              libelle={libelle}
              indication={indication}
              valeur={saisie[cle]}
              erreur={erreurDe(fautes, cle)}
              clavier={genre === 'liste' ? 'text' : 'numeric'}
              court
            />
          )
        )}
        <p class='btns'>
          <Bouton principal>Enregistrer ces délais et ces nombres</Bouton>
        </p>
      </form>
    </PageEditeur>,
    fautes.length > 0 || refus ? 422 : 200
  )
}

async function submitParametres(c: Contexte, ouvert: Ouvert) {
  const champs = await readFormulaire(c)
  const lus = lireParametres(champs)
  if (!lus.ok) return rendreParametres(c, ouvert, champs, lus.error)
  const ecrits = await modifierBrouillon(c.var.db, cibleDe(ouvert, champs), c.var, (contenu) =>
    ok({ ...contenu, parametres: lus.value })
  )
  return ecrits.ok
    ? c.redirect(`${ouvert.chemin}?fait=enregistre`, 303)
    : rendreParametres(c, ouvert, champs, [], ecrits.error)
}

async function submitPublication(c: Contexte, ouvert: Ouvert) {
  const champs = await readFormulaire(c)
  const { quand = 'maintenant', jour = '' } = champs
  const fuseau = fuseauDe(ouvert.reseau)
  // Today has begun: to ask for today is to ask for now.
  const aujourdhui = jourCivil(c.var.now, fuseau)
  const le =
    quand === 'plus-tard' && jour !== aujourdhui ? (debutDuJour(jour, fuseau) ?? new Date(Number.NaN)) : c.var.now
  const publiee = await publierVersion(c.var.db, cibleDe(ouvert, champs), le, c.var)
  if (publiee.ok) return c.redirect(`${ouvert.chemin}?fait=${le > c.var.now ? 'programme' : 'publie'}`, 303)
  return publiee.error.raison === 'incomplete'
    ? rendreVersion(c, ouvert, { fautes: publiee.error.fautes, quand, jour })
    : rendreVersion(c, await rouvrir(c, ouvert), { refus: publiee.error, quand, jour })
}

async function submitAnnulation(c: Contexte, ouvert: Ouvert) {
  const annulee = await annulerPublication(c.var.db, cibleDe(ouvert, await readFormulaire(c)), c.var)
  if (annulee.ok) return c.redirect(`${ouvert.chemin}?fait=annule`, 303)
  return rendreVersion(c, await rouvrir(c, ouvert), { refus: annulee.error })
}

async function submitSuppression(c: Contexte, ouvert: Ouvert) {
  const supprime = await supprimerBrouillon(c.var.db, cibleDe(ouvert, await readFormulaire(c)))
  if (supprime.ok) return c.redirect(`${CHEMIN}/${ouvert.charte.id}?fait=supprime`, 303)
  return rendreVersion(c, await rouvrir(c, ouvert), { refus: supprime.error })
}
