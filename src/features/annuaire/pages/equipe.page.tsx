import { pageErreur } from '../../../platform/http/erreurs.tsx'
import { lireFait } from '../../../platform/http/fait.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { instantEnMots } from '../../../platform/ui/composants/date/date.tsx'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { obtenirGeographie } from '../../territoires/index.ts'
import { listResponsables } from '../actions/donner-lieu.ts'
import {
  inviterCollegue,
  type PlaceDansLEquipe,
  placeDansLEquipe,
  quitterLieu,
  repondreAide,
  retirerMembre
} from '../actions/equipe.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import { listDemandesDAide } from '../store/revendication.store.ts'
import { findLieuDemande, lieuEnVue, outilsDe } from './lieu-demande.ts'
import { EquipeVue } from './vues/equipe.vue.tsx'
import type { Avis } from './vues/feuille-lieu.tsx'

const permission = 'equipe:gerer'
const chemin = '/lieux/:adresse/equipe'

export const routesEquipe: readonly Route[] = [
  { methode: 'get', chemin, permission, traiter: show },
  { methode: 'post', chemin: `${chemin}/invitation`, permission, traiter: invite },
  { methode: 'post', chemin: `${chemin}/aide`, permission, traiter: answer },
  { methode: 'post', chemin: `${chemin}/retrait`, permission, traiter: withdraw },
  { methode: 'post', chemin: `${chemin}/depart`, permission, traiter: leave }
]

type Ici = { readonly lieu: LieuPublic; readonly place: PlaceDansLEquipe }

/** The lieu of the address, if its people are this person's to see; otherwise what to answer. */
async function trouver(c: Contexte): Promise<Ici | Response> {
  const lieu = await findLieuDemande(c)
  if (!lieu) return c.notFound()
  const place = await placeDansLEquipe(c.var.db, await obtenirGeographie(c.var.db), lieu, c.var)
  return place.gere || place.role ? { lieu, place } : pageErreur(c, 403)
}

const FAITS: Readonly<Record<string, string>> = {
  invitation: 'L’invitation est partie. La personne apparaîtra ici quand elle aura accepté.',
  aide: 'Votre réponse est envoyée.',
  retrait: 'Cette personne ne peut plus changer la fiche. Nous le lui avons écrit.'
}
const DEJA: Avis = {
  ton: 'danger',
  titre: 'C’était déjà fait',
  texte: 'Quelqu’un a répondu avant vous. Voici où en est l’équipe.'
}

async function show(c: Contexte) {
  const ici = await trouver(c)
  if (ici instanceof Response) return ici
  const fait = lireFait(c, FAITS)
  return render(c, ici, { ...(fait && { avis: { ton: 'succes', titre: 'C’est fait', texte: fait } }) })
}

async function render(
  c: Contexte,
  { lieu, place }: Ici,
  {
    saisie,
    erreurs = [],
    avis
  }: { saisie?: Readonly<Record<string, string>>; erreurs?: readonly ErreurDeChamp[]; avis?: Avis },
  statut: 200 | 409 | 422 | 429 = erreurs.length > 0 ? 422 : 200
) {
  const { db, now, acteur } = c.var
  const membres = await listResponsables(db, lieu.id, now)
  const responsables = membres.filter(({ role }) => role === 'responsable')
  return rendrePage(
    c,
    <EquipeVue
      cadre={c.var.cadre}
      lieu={lieuEnVue(lieu)}
      membres={membres.map(({ compteId, pseudonyme, role, depuis }) => ({
        compteId,
        pseudonyme,
        role,
        depuis,
        soi: compteId === acteur.compte?.id,
        retirable: compteId !== acteur.compte?.id && (place.administre || (place.gere && role === 'delegue'))
      }))}
      demandes={(place.gere ? await listDemandesDAide(db, lieu.id) : []).map((d) => ({
        id: d.id,
        pseudonyme: d.pseudonyme,
        texte: d.texte,
        demandeeLe: d.demandee_le
      }))}
      gere={place.gere}
      invite={place.invite}
      membre={place.role !== undefined}
      dernier={place.role === 'responsable' && responsables.length === 1}
      saisie={saisie}
      erreurs={erreurs}
      avis={avis}
    />,
    statut
  )
}

const revenir = (c: Contexte, lieu: LieuPublic, fait: string) =>
  c.redirect(`${lieuEnVue(lieu).href}/equipe?fait=${fait}`, 303)

const CONTESTABLE =
  'On peut encore dire que vous ne devez pas vous occuper de ce lieu. Pour l’instant, invitez cette personne à vous aider : vous pourrez partager votre place ensuite.'

async function invite(c: Contexte) {
  const ici = await trouver(c)
  if (ici instanceof Response) return ici
  const saisie = await readFormulaire(c)
  const { courriel = '', role = '' } = saisie
  if (role !== 'responsable' && role !== 'delegue')
    return render(c, ici, { saisie, erreurs: [{ champ: 'role', message: 'Choisissez ce que cette personne fera.' }] })
  const fait = await inviterCollegue(c.var.db, ici.lieu.id, { courriel, role }, outilsDe(c))
  if (fait.ok) return revenir(c, ici.lieu, 'invitation')
  switch (fait.error.raison) {
    case 'adresse':
      return render(c, ici, {
        saisie,
        erreurs: [{ champ: 'courriel', message: 'Écrivez une adresse complète, comme nom@exemple.fr.' }]
      })
    case 'contestable':
      return render(c, ici, { saisie, erreurs: [{ champ: 'role', message: CONTESTABLE }] })
    case 'trop': {
      const texte = `Rien n’est perdu : réessayez ${instantEnMots(fait.error.jusqua)}.`
      return render(c, ici, { saisie, avis: { ton: 'danger', titre: 'Trop d’invitations aujourd’hui', texte } }, 429)
    }
    case 'interdit':
      return pageErreur(c, 403)
    case 'lieu-inconnu':
      return c.notFound()
  }
}

async function answer(c: Contexte) {
  const ici = await trouver(c)
  if (ici instanceof Response) return ici
  const { demande = '', reponse } = await readFormulaire(c)
  if (reponse !== 'accepter' && reponse !== 'refuser') return pageErreur(c, 400)
  const geste = { id: demande, accepter: reponse === 'accepter' }
  return conclude(c, ici, await repondreAide(c.var.db, ici.lieu.id, geste, outilsDe(c)), 'aide')
}

async function withdraw(c: Contexte) {
  const ici = await trouver(c)
  if (ici instanceof Response) return ici
  const { compte = '' } = await readFormulaire(c)
  if (compte === c.var.acteur.compte?.id) return pageErreur(c, 400)
  return conclude(c, ici, await retirerMembre(c.var.db, ici.lieu.id, compte, outilsDe(c)), 'retrait')
}

async function leave(c: Contexte) {
  const ici = await trouver(c)
  if (ici instanceof Response) return ici
  const fait = await quitterLieu(c.var.db, ici.lieu.id, outilsDe(c))
  return fait.ok ? c.redirect('/mes-lieux?fait=depart', 303) : conclude(c, ici, fait, 'retrait')
}

async function conclude(c: Contexte, ici: Ici, fait: Awaited<ReturnType<typeof quitterLieu>>, mot: string) {
  if (fait.ok) return revenir(c, ici.lieu, mot)
  switch (fait.error) {
    case 'deja':
      return render(c, ici, { avis: DEJA }, 409)
    case 'interdit':
      return pageErreur(c, 403)
    case 'lieu-inconnu':
      return c.notFound()
  }
}
