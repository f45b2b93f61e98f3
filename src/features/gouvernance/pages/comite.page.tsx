import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton, LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../platform/ui/composants/champ/champ.tsx'
import { ListeDescriptive } from '../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { Etiquette } from '../../../platform/ui/composants/note/note.tsx'
import { erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../platform/ui/composants/tableau/tableau.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { type DossierDuBureau, direInstant, direJour, direReste, listFile } from '../../charte/index.ts'
import { findReseau, type Reseau } from '../../reseaux/index.ts'
import { choisirSuppleant, declarerInteret, type RefusDuSiege, retirerInteret } from '../actions/sieger.ts'
import { type Faute, lireNumero, net } from '../domain/comite-saisie.ts'
import { SENS } from '../domain/depouillement.ts'
import { GENRES_MOTION } from '../domain/motion.ts'
import { findRegle, listDeports, listSieges, listSuppleances } from '../store/comite.store.ts'
import { listComptesRendus, listEtudes } from '../store/document.store.ts'
import { listMotionsOuvertes } from '../store/motion.store.ts'
import { ChoixDuReseau } from './vues/choix-du-reseau.tsx'
import { COMITE, cheminMotion, direRegle, motDe, nomDuCollege, PageComite, reseauxDuComite } from './vues/comite.tsx'

const permission = 'comite:entrer'

/** The desk of a committee: what waits for its members, and what they are there. */
export const routesComite: readonly Route[] = [
  { methode: 'get', chemin: COMITE, permission, traiter: (c) => showComite(c) },
  { methode: 'post', chemin: `${COMITE}/interet`, permission: 'comite:sieger', traiter: submitInteret },
  { methode: 'post', chemin: `${COMITE}/interet/retirer`, permission: 'comite:sieger', traiter: submitRetrait },
  { methode: 'post', chemin: `${COMITE}/suppleant`, permission: 'comite:sieger', traiter: submitSuppleant }
]

const FAITS: Readonly<Record<string, string>> = {
  interet: 'Votre lien avec ce lieu est noté : vous ne votez sur rien qui le concerne',
  retour: 'Vous votez de nouveau sur ce lieu, pour ce qui s’ouvrira à partir de maintenant',
  suppleant: 'Votre suppléant est noté',
  'sans-suppleant': 'Vous n’avez plus de suppléant',
  regle: 'La règle du comité est enregistrée'
}

interface Saisie {
  readonly champs: Readonly<Record<string, string>>
  readonly fautes: readonly Faute[]
}

async function showComite(c: Contexte, saisie: Saisie = { champs: {}, fautes: [] }) {
  const reseaux = await reseauxDuComite(c)
  const voulu = saisie.champs.reseau ?? c.req.query('reseau')
  const reseau = voulu === undefined ? reseaux[0] : reseaux.find(({ id }) => id === voulu)
  // A réseau that exists and is somebody else's is not said to exist.
  if (!reseau) return pageErreur(c, 403)
  const { db, now, acteur } = c.var
  const compteId = acteur.compte?.id
  const siege = c.var.peut('comite:sieger', { reseau: reseau.id }) && compteId !== undefined
  const suit = c.var.peut('comite:suivre', { reseau: reseau.id })
  const [regle, motions, candidats, demandes, sieges, suppleances, deports, comptesRendus, etudes] = await Promise.all([
    findRegle(db, reseau.id),
    listMotionsOuvertes(db, reseau.id, compteId, now),
    suit ? listFile(db, reseau.id, 'a-examiner', { limite: 50, now }) : [],
    suit ? listFile(db, reseau.id, 'demandes', { limite: 50, now }) : [],
    listSieges(db, reseau.id, now),
    compteId ? listSuppleances(db, { compteId, reseauId: reseau.id }, now) : [],
    compteId ? listDeports(db, reseau.id, compteId) : [],
    suit ? listComptesRendus(db, reseau.id, { publies: false }) : [],
    suit ? listEtudes(db, reseau.id, { publiees: false }) : []
  ])
  const mien = sieges.find((un) => un.compteId === compteId)
  const zone = reseau.fuseau
  const enVote = new Set(motions.map(({ adhesion_id }) => adhesion_id))
  const peutProposer = siege && regle.mode === 'vote'
  return rendrePage(
    c,
    <PageComite
      c={c}
      titre='Le comité'
      fautes={saisie.fautes}
      fait={motDe(FAITS, c.req.query('fait'))}
      chapeau={
        <>
          <p class='lead'>{reseau.nom}</p>
          <ChoixDuReseau adresse={COMITE} reseau={reseau.id} reseaux={reseaux} />
          <p class='btns'>
            {siege && (
              <LienBouton href={`${COMITE}/proposer?genre=deliberation&reseau=${reseau.id}`}>
                Proposer une délibération
              </LienBouton>
            )}
            <a href={`/gouvernance?reseau=${reseau.id}`}>Ce que le public voit du comité</a>
            {c.var.peut('comite:regler', { reseau: reseau.id }) && (
              <a href={`${COMITE}/regle?reseau=${reseau.id}`}>Régler le comité</a>
            )}
          </p>
        </>
      }
    >
      <section class='section split'>
        <h2>Les votes ouverts</h2>
        <div class='stack'>
          <Tableau
            legende={<span class='vh'>Le vote qui se ferme le premier est en haut</span>}
            vide='Aucun vote n’est ouvert.'
            lignes={motions}
            colonnes={[
              {
                titre: 'Question',
                cellule: (motion) => (
                  <>
                    <a href={cheminMotion(motion.id)}>{motion.titre}</a>
                    <span class='hint'>{GENRES_MOTION[motion.genre].libelle}</span>
                  </>
                )
              },
              {
                titre: 'Fin du vote',
                cellule: ({ cloture }) => (
                  <>
                    {direInstant(cloture, zone)}
                    <span class='hint'>{direReste(cloture, now, zone)}</span>
                  </>
                )
              },
              ...(mien
                ? [
                    {
                      titre: 'Votre vote',
                      cellule: ({ mien: sens }: (typeof motions)[number]) =>
                        sens ? SENS[sens] : <Etiquette ton='attention'>Pas encore</Etiquette>
                    }
                  ]
                : [])
            ]}
          />
        </div>
      </section>
      {suit && (
        <section class='section split'>
          <h2>Les candidats</h2>
          <div class='stack'>
            <Candidats
              c={c}
              reseau={reseau}
              dossiers={candidats}
              enVote={enVote}
              genre={peutProposer ? 'opposition' : undefined}
            />
          </div>
        </section>
      )}
      {suit && demandes.length > 0 && (
        <section class='section split'>
          <h2>Les demandes de retour</h2>
          <div class='stack'>
            <p>Ces lieux demandent au comité de lever leur suspension, ou de pouvoir revenir.</p>
            <ul class='rows'>
              {demandes.map(({ dossier, lieu }) => (
                <li>
                  <a href={`/bureau/adhesions/${dossier.id}`}>{lieu}</a>
                  {peutProposer && !enVote.has(dossier.id) && (
                    <>
                      {' '}
                      <a
                        href={`${COMITE}/proposer?adhesion=${dossier.id}&genre=${dossier.situation.etat === 'RETIRE' ? 'reouverture' : 'levee'}`}
                      >
                        Proposer un vote<span class='vh'> sur {lieu}</span>
                      </a>
                    </>
                  )}
                </li>
              ))}
            </ul>
          </div>
        </section>
      )}
      {mien && (
        <section class='section split'>
          <h2>Votre mandat</h2>
          <div class='stack'>
            <ListeDescriptive
              faits={[
                { terme: 'Collège', valeur: nomDuCollege(mien.college) },
                { terme: 'Depuis', valeur: direJour(mien.depuis, zone) },
                { terme: 'Jusqu’au', valeur: mien.fin ? direJour(mien.fin, zone) : 'Pas de fin prévue' },
                {
                  terme: 'Suppléant',
                  valeur: suppleances.find(({ titulaireId }) => titulaireId === compteId)?.suppleant ?? 'Personne'
                }
              ]}
            />
            <form class='form mt6' method='post' action={`${COMITE}/suppleant`} novalidate>
              <input type='hidden' name='reseau' value={reseau.id} />
              <Champ
                nom='courriel'
                type='email'
                libelle='Choisir un suppléant'
                indication='L’adresse de son compte. Cette personne vote si vous ne votez pas. Laissez vide pour ne plus en avoir.'
                valeur={saisie.champs.courriel}
                erreur={erreurDe(saisie.fautes, 'courriel')}
              />
              <Bouton>Enregistrer ce suppléant</Bouton>
            </form>
          </div>
        </section>
      )}
      {mien && (
        <section class='section split'>
          <h2>Les lieux avec qui vous avez un lien</h2>
          <div class='stack'>
            <p>Vous y travaillez, vous le financez, vous êtes proche de quelqu’un : dites-le. Vous ne voterez pas.</p>
            {deports.length > 0 && (
              <ul class='rows'>
                {deports.map(({ id, lieu, lieuId, depuis }) => (
                  <li>
                    <a href={`/lieux/${lieuId}`}>{lieu}</a>, depuis le {direJour(depuis, zone)}
                    <form method='post' action={`${COMITE}/interet/retirer`}>
                      <input type='hidden' name='reseau' value={reseau.id} />
                      <input type='hidden' name='id' value={id} />
                      <Bouton petit>
                        Je n’ai plus ce lien<span class='vh'> avec {lieu}</span>
                      </Bouton>
                    </form>
                  </li>
                ))}
              </ul>
            )}
            <form class='form mt6' method='post' action={`${COMITE}/interet`} novalidate>
              <input type='hidden' name='reseau' value={reseau.id} />
              <Champ
                nom='lieu'
                libelle='Le lieu'
                indication='L’adresse de sa fiche, ou son numéro. Exemple : /lieux/1234'
                valeur={saisie.champs.lieu}
                erreur={erreurDe(saisie.fautes, 'lieu')}
              />
              <Champ
                nom='raison'
                libelle='Votre lien, si vous voulez le dire'
                indication='Ce texte n’est jamais publié.'
                valeur={saisie.champs.raison}
                erreur={erreurDe(saisie.fautes, 'raison')}
              />
              <Bouton>Noter ce lien</Bouton>
            </form>
          </div>
        </section>
      )}
      {suit && (
        <section class='section split'>
          <h2>Les papiers du comité</h2>
          <div class='stack'>
            {c.var.peut('comite:documenter', { reseau: reseau.id }) && (
              <p class='btns'>
                <LienBouton href={`${COMITE}/comptes-rendus/nouveau?reseau=${reseau.id}`}>
                  Écrire un compte rendu
                </LienBouton>
                <LienBouton href={`${COMITE}/etudes/nouveau?reseau=${reseau.id}`}>Noter une étude</LienBouton>
              </p>
            )}
            {comptesRendus.length + etudes.length === 0 ? (
              <p>Aucun compte rendu, aucune étude pour l’instant.</p>
            ) : (
              <ul class='rows'>
                {comptesRendus.map(({ id, titre, publie_le }) => (
                  <li>
                    <a href={publie_le ? `/gouvernance/comptes-rendus/${id}` : `${COMITE}/comptes-rendus/${id}`}>
                      {titre}
                    </a>
                    {publie_le ? '' : ', pas encore publié'}
                  </li>
                ))}
                {etudes.map(({ id, titre, publiee_le }) => (
                  <li>
                    <a href={`${COMITE}/etudes/${id}`}>{titre}</a>
                    {publiee_le ? '' : ', pas encore publiée'}
                  </li>
                ))}
              </ul>
            )}
          </div>
        </section>
      )}
      <section class='section split'>
        <h2>La règle de ce comité</h2>
        <div class='stack'>
          <div class='prose'>
            <ul>
              {direRegle(regle).map((phrase) => (
                <li>{phrase}</li>
              ))}
            </ul>
          </div>
        </div>
      </section>
    </PageComite>,
    saisie.fautes.length > 0 ? 422 : 200
  )
}

function Candidats(props: {
  c: Contexte
  reseau: Reseau
  dossiers: readonly DossierDuBureau[]
  enVote: ReadonlySet<string | null>
  genre: 'opposition' | undefined
}) {
  const { c, reseau, dossiers, enVote, genre } = props
  const zone = reseau.fuseau
  return (
    <Tableau
      legende='Sans opposition avant la date, le lieu devient membre. Le premier délai qui finit est en haut.'
      vide='Aucun candidat n’attend.'
      lignes={dossiers}
      colonnes={[
        {
          titre: 'Lieu',
          cellule: ({ dossier, lieu, commune }) => (
            <>
              <a href={`/bureau/adhesions/${dossier.id}`}>{lieu}</a>
              <span class='hint'>{commune}</span>
            </>
          )
        },
        {
          titre: 'Fin du délai',
          cellule: ({ dossier: { situation } }) =>
            situation.etat === 'FENETRE' && (
              <>
                {direInstant(situation.fin, zone)}
                <span class='hint'>{direReste(situation.fin, c.var.now, zone)}</span>
              </>
            )
        },
        {
          titre: 'Vote',
          cellule: ({ dossier, lieu }) =>
            enVote.has(dossier.id) ? (
              'Un vote est ouvert'
            ) : genre ? (
              <a href={`${COMITE}/proposer?genre=${genre}&adhesion=${dossier.id}`}>
                Proposer une opposition<span class='vh'> à {lieu}</span>
              </a>
            ) : (
              'Aucun'
            )
        }
      ]}
    />
  )
}

async function submitInteret(c: Contexte) {
  const champs = await readFormulaire(c)
  const [, numero = ''] = /(?:^|\/)(\d{1,12})(?:[-/?#].*)?$/.exec((champs.lieu ?? '').trim()) ?? []
  const raison = net(champs.raison)
  if (raison.length > 500)
    return showComite(c, { champs, fautes: [{ champ: 'raison', message: 'Écrivez 500 signes au plus.' }] })
  if (numero === '') return showComite(c, { champs, fautes: [FAUTE_LIEU] })
  const issue = await declarerInteret(c.var.db, { reseau: champs.reseau ?? '', lieuId: Number(numero), raison }, c.var)
  return issue.ok ? faitAuComite(c, champs.reseau, 'interet') : repondreRefus(c, champs, issue.error)
}

const FAUTE_LIEU: Faute = {
  champ: 'lieu',
  message: 'Aucun lieu n’a cette adresse ni ce numéro. Copiez l’adresse de sa fiche.'
}

async function submitRetrait(c: Contexte) {
  const champs = await readFormulaire(c)
  const id = lireNumero(champs.id)
  if (!id) return c.notFound()
  const issue = await retirerInteret(c.var.db, { reseau: champs.reseau ?? '', id }, c.var)
  return issue.ok ? faitAuComite(c, champs.reseau, 'retour') : repondreRefus(c, champs, issue.error)
}

async function submitSuppleant(c: Contexte) {
  const champs = await readFormulaire(c)
  if (!(await findReseau(c.var.db, champs.reseau ?? ''))) return c.notFound()
  const courriel = champs.courriel || undefined
  const issue = await choisirSuppleant(c.var.db, { reseau: champs.reseau ?? '', courriel }, c.var)
  return issue.ok
    ? faitAuComite(c, champs.reseau, courriel ? 'suppleant' : 'sans-suppleant')
    : repondreRefus(c, champs, issue.error)
}

const faitAuComite = (c: Contexte, reseau: string | undefined, fait: string) =>
  c.redirect(`${COMITE}?${new URLSearchParams({ reseau: reseau ?? '', fait })}`, 303)

function repondreRefus(c: Contexte, champs: Readonly<Record<string, string>>, refus: RefusDuSiege) {
  const faute = (champ: string, message: string) => showComite(c, { champs, fautes: [{ champ, message }] })
  switch (refus.raison) {
    case 'interdit':
      return pageErreur(c, 403)
    case 'lieu-inconnu':
      return showComite(c, { champs, fautes: [FAUTE_LIEU] })
    case 'compte-inconnu':
      return faute('courriel', 'Aucun compte n’a cette adresse. Cette personne doit d’abord en ouvrir un.')
    case 'soi-meme':
      return faute('courriel', 'Choisissez quelqu’un d’autre que vous.')
    case 'trop-souvent':
      return faute(
        'courriel',
        `Vous avez fait beaucoup d’essais. Attendez jusqu’au ${direInstant(refus.jusqua, 'Europe/Paris')}.`
      )
  }
}
