import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { instantEnMots, jourEnMots } from '../../../platform/ui/composants/date/date.tsx'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { digest, keepNothing } from '../../comptes/index.ts'
import { contester, lireContestation } from '../actions/juger-revendication.ts'
import {
  abandonnerDemande,
  confirmerPreuve,
  type DemandeRefusee,
  demanderLieu,
  lireDemandeDePreuve,
  lirePossibilites,
  type Moyen,
  type Possibilites
} from '../actions/revendiquer.ts'
import {
  dernierInstant,
  finDuDelai,
  JOURS_D_ATTENTE,
  lireMotif,
  lireRaison,
  masquerCourriel
} from '../domain/revendication.ts'
import { findLieuDemande, lieuEnVue, outilsDe } from './lieu-demande.ts'
import type { Avis } from './vues/feuille-lieu.tsx'
import {
  AttenteVue,
  ConfirmerVue,
  ContesterVue,
  DejaResponsableVue,
  EnvoyerVue,
  ExpliquerVue,
  LienServiVue,
  MerciReponseVue,
  MoyenVue
} from './vues/revendiquer.vue.tsx'

const permission = 'lieux:revendiquer'
const repondre = 'revendication:repondre'

export const routesRevendiquer: readonly Route[] = [
  { methode: 'get', chemin: '/lieux/:adresse/revendiquer', permission, traiter: show },
  { methode: 'post', chemin: '/lieux/:adresse/revendiquer', permission, traiter: submit },
  { methode: 'post', chemin: '/lieux/:adresse/revendiquer/abandon', permission, traiter: abandon },
  // Before the links: « merci » is no token.
  { methode: 'get', chemin: '/revendication/merci', permission: repondre, traiter: showMerci },
  { methode: 'get', chemin: '/revendication/:jeton', permission: repondre, traiter: showPreuve },
  { methode: 'post', chemin: '/revendication', permission: repondre, traiter: confirmPreuve },
  {
    methode: 'get',
    chemin: '/contestation/merci',
    permission: repondre,
    traiter: (c) => rendrePage(c, <MerciReponseVue cadre={c.var.cadre} quoi='contestation' />)
  },
  { methode: 'get', chemin: '/contestation/:jeton', permission: repondre, traiter: showContestation },
  { methode: 'post', chemin: '/contestation', permission: repondre, traiter: submitContestation }
]

// A name for each address that does not write it in the bar of the browser, nor in the logs.
const cleDe = (courriel: string) => `adresse-${digest(courriel).slice(0, 16)}`

/** What this person may ask of the lieu of the address, or what to answer. */
async function demande(c: Contexte): Promise<{ possibilites: Possibilites; compteId: string } | Response> {
  const compteId = c.var.acteur.compte?.id
  if (!compteId) return c.redirect('/administration', 303)
  const lieu = await findLieuDemande(c)
  if (!lieu || lieu.retire_le) return c.notFound()
  return { possibilites: await lirePossibilites(c.var.db, lieu, compteId, c.var.now), compteId }
}

async function show(c: Contexte) {
  const lue = await demande(c)
  if (lue instanceof Response) return lue
  const { possibilites } = lue
  const commun = { cadre: c.var.cadre, lieu: lieuEnVue(possibilites.lieu) }
  if (possibilites.role === 'responsable') return rendrePage(c, <DejaResponsableVue {...commun} />)
  const { ouverte } = possibilites
  if (ouverte)
    return rendrePage(
      c,
      <AttenteVue
        {...commun}
        etat={
          ouverte.etat === 'attente-preuve' || ouverte.etat === 'attente-responsable'
            ? ouverte.etat
            : 'attente-decision'
        }
        masque={ouverte.adresse ? masquerCourriel(ouverte.adresse) : undefined}
        demandeeLe={ouverte.demandee_le}
        jusquAu={jourEnMots(dernierInstant(finDuDelai(ouverte.demandee_le, JOURS_D_ATTENTE)))}
        avis={c.req.query('fait') === undefined ? undefined : ENVOYEE}
      />
    )
  const moyen = c.req.query('moyen')
  // « Continuer » without a choice sends no parameter at all, but its question mark.
  if (moyen === undefined) return renderMoyens(c, possibilites, new URL(c.req.url).href.endsWith('?') ? [CHOISIR] : [])
  if (moyen === 'decision' || (moyen === 'delegation' && isTenu(possibilites)))
    return rendrePage(c, <ExpliquerVue {...commun} moyen={moyen} />)
  const adresse = findAdresse(possibilites, moyen)
  return adresse
    ? rendrePage(c, <EnvoyerVue {...commun} cle={moyen} masque={masquerCourriel(adresse)} />)
    : renderMoyens(c, possibilites, [CHOISIR])
}

const ENVOYEE: Avis = {
  ton: 'succes',
  titre: 'Votre demande est envoyée',
  texte: 'Vous la retrouverez dans « Mes lieux ».'
}
const CHOISIR: ErreurDeChamp = { champ: 'moyen', message: 'Choisissez un moyen de vérifier.' }

const isTenu = ({ responsables }: Possibilites) => responsables.length > 0

const findAdresse = (possibilites: Possibilites, cle: string): string | undefined =>
  isTenu(possibilites) || possibilites.refusee
    ? undefined
    : possibilites.adresses.find(({ courriel, refus }) => refus === undefined && cleDe(courriel) === cle)?.courriel

function renderMoyens(
  c: Contexte,
  possibilites: Possibilites,
  erreurs: readonly ErreurDeChamp[],
  avis?: Avis,
  statut: 200 | 409 | 422 | 429 = erreurs.length > 0 ? 422 : 200
) {
  return rendrePage(
    c,
    <MoyenVue
      cadre={c.var.cadre}
      lieu={lieuEnVue(possibilites.lieu)}
      adresses={possibilites.adresses.map(({ courriel, refus }) => ({
        cle: cleDe(courriel),
        masque: masquerCourriel(courriel),
        refus
      }))}
      tenu={isTenu(possibilites)}
      delegue={possibilites.role === 'delegue'}
      refusee={possibilites.refusee}
      erreurs={erreurs}
      avis={avis}
    />,
    statut
  )
}

async function submit(c: Contexte) {
  const lue = await demande(c)
  if (lue instanceof Response) return lue
  const { possibilites, compteId } = lue
  const { lieu } = possibilites
  const saisie = await readFormulaire(c)
  const { moyen: choisi = '', texte = '' } = saisie
  let moyen: Moyen
  if (choisi === 'decision' || choisi === 'delegation') {
    const raison = lireRaison(texte)
    if (!raison.ok) return renderTexte(c, possibilites, choisi, texte, { erreurs: [raison.error] })
    moyen = { genre: choisi, texte: raison.value }
  } else {
    const courriel = findAdresse(possibilites, choisi)
    if (!courriel) return renderMoyens(c, possibilites, [CHOISIR])
    moyen = { genre: 'adresse', courriel }
  }
  const fait = await demanderLieu(c.var.db, { lieuId: lieu.id, compteId, moyen }, outilsDe(c))
  if (fait.ok || fait.error.raison === 'deja-demandee')
    return c.redirect(`${lieuEnVue(lieu).href}/revendiquer?fait=demande`, 303)
  return refuseDemande(c, possibilites, moyen, fait.error)
}

function renderTexte(
  c: Contexte,
  { lieu }: Possibilites,
  moyen: 'decision' | 'delegation',
  texte: string,
  { erreurs = [], avis }: { erreurs?: readonly ErreurDeChamp[]; avis?: Avis }
) {
  return rendrePage(
    c,
    <ExpliquerVue
      cadre={c.var.cadre}
      lieu={lieuEnVue(lieu)}
      moyen={moyen}
      texte={texte}
      erreurs={erreurs}
      avis={avis}
    />,
    avis ? 429 : 422
  )
}

async function refuseDemande(c: Contexte, possibilites: Possibilites, moyen: Moyen, refus: DemandeRefusee) {
  switch (refus.raison) {
    case 'trop': {
      const avis: Avis = {
        ton: 'danger',
        titre: 'Trop de demandes aujourd’hui',
        texte: `Rien n’est perdu : réessayez ${instantEnMots(refus.jusqua)}.`
      }
      return moyen.genre === 'adresse'
        ? renderMoyens(c, possibilites, [], avis, 429)
        : renderTexte(c, possibilites, moyen.genre, moyen.texte, { avis })
    }
    case 'lieu-inconnu':
      return c.notFound()
    case 'deja-la':
    case 'deja-demandee':
      return c.redirect(`${lieuEnVue(possibilites.lieu).href}/revendiquer`, 303)
    case 'moyen-refuse': {
      const avis: Avis = {
        ton: 'danger',
        titre: 'La fiche vient de changer',
        texte: 'Ce moyen ne convient plus. Choisissez-en un autre.'
      }
      return renderMoyens(c, possibilites, [], avis, 409)
    }
  }
}

async function abandon(c: Contexte) {
  const compteId = c.var.acteur.compte?.id
  if (!compteId) return c.redirect('/administration', 303)
  const lieu = await findLieuDemande(c)
  if (!lieu) return c.notFound()
  await abandonnerDemande(c.var.db, { lieuId: lieu.id, compteId }, outilsDe(c))
  return c.redirect('/mes-lieux?fait=abandon', 303)
}

/* ── The link sent to a published address ──────────────────────────────────────────────────────────────────────── */

// A mail reader that opens links uses nothing up: only the button confirms.
async function showPreuve(c: Contexte) {
  keepNothing(c)
  const jeton = c.req.param('jeton') ?? ''
  const lue = await lireDemandeDePreuve(c.var.db, jeton, c.var.now)
  if (!lue) return rendrePage(c, <LienServiVue cadre={c.var.cadre} />, 422)
  return rendrePage(
    c,
    <ConfirmerVue
      cadre={c.var.cadre}
      lieu={lieuEnVue(lue.lieu)}
      pseudonyme={lue.revendication.pseudonyme}
      jeton={jeton}
    />
  )
}

async function confirmPreuve(c: Contexte) {
  keepNothing(c)
  const { jeton = '' } = await readFormulaire(c)
  const fait = await confirmerPreuve(c.var.db, jeton, outilsDe(c))
  if (!fait.ok) return rendrePage(c, <LienServiVue cadre={c.var.cadre} />, 422)
  return c.redirect(`/revendication/merci?issue=${fait.value.issue}`, 303)
}

function showMerci(c: Contexte) {
  const quoi = c.req.query('issue') === 'bureau' ? 'bureau' : 'active'
  return rendrePage(c, <MerciReponseVue cadre={c.var.cadre} quoi={quoi} />)
}

/* ── The link sent to a former contact ─────────────────────────────────────────────────────────────────────────── */

async function showContestation(c: Contexte) {
  return renderContestation(c, c.req.param('jeton') ?? '', {})
}

async function renderContestation(
  c: Contexte,
  jeton: string,
  { texte, erreurs = [] }: { texte?: string; erreurs?: readonly ErreurDeChamp[] }
) {
  keepNothing(c)
  const lue = await lireContestation(c.var.db, jeton, c.var.now)
  if (!lue) return rendrePage(c, <LienServiVue cadre={c.var.cadre} />, 422)
  const { conteste_avant: avant, pseudonyme } = lue.revendication
  return rendrePage(
    c,
    <ContesterVue
      cadre={c.var.cadre}
      lieu={lieuEnVue(lue.lieu)}
      pseudonyme={pseudonyme}
      jeton={jeton}
      jusquAu={avant ? jourEnMots(dernierInstant(avant)) : undefined}
      texte={texte}
      erreurs={erreurs}
    />,
    erreurs.length > 0 ? 422 : 200
  )
}

async function submitContestation(c: Contexte) {
  const { jeton = '', texte = '' } = await readFormulaire(c)
  const lu = lireMotif(texte, false, 'texte')
  if (!lu.ok) return renderContestation(c, jeton, { texte, erreurs: [lu.error] })
  const fait = await contester(c.var.db, jeton, lu.value, outilsDe(c))
  if (!fait.ok) return renderContestation(c, jeton, { texte })
  return c.redirect('/contestation/merci', 303)
}
