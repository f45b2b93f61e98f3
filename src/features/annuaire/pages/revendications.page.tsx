import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { listResponsables } from '../actions/donner-lieu.ts'
import {
  exigeUnMotif,
  JUGEMENTS,
  type Jugement,
  jugerRevendication,
  lireRevendication
} from '../actions/juger-revendication.ts'
import { objetDuLieu } from '../actions/lieu-tenu.ts'
import { champAnnuaire } from '../domain/permissions.ts'
import { jugerAdresse, lireMotif } from '../domain/revendication.ts'
import { listAJuger, readAdresses } from '../store/revendication.store.ts'
import { nomsDesSources } from '../store/source.store.ts'
import { lieuEnVue, outilsDe } from './lieu-demande.ts'
import type { Avis } from './vues/feuille-lieu.tsx'
import {
  CHEMINS_REVENDICATIONS,
  faitsDeLaRevendication,
  RevendicationsVue,
  RevendicationVue
} from './vues/revendications.vue.tsx'

const permission = 'responsabilites:juger'

export const routesRevendications: readonly Route[] = [
  { methode: 'get', chemin: CHEMINS_REVENDICATIONS.liste, permission, traiter: showListe },
  { methode: 'get', chemin: `${CHEMINS_REVENDICATIONS.liste}/:id`, permission, traiter: showUne },
  { methode: 'post', chemin: `${CHEMINS_REVENDICATIONS.liste}/:id/decision`, permission, traiter: submit }
]

const PAR_PAGE = 100

async function showListe(c: Contexte) {
  const { total, revendications } = await listAJuger(c.var.db, champAnnuaire(permission, c.var.acteur), PAR_PAGE)
  return rendrePage(
    c,
    <RevendicationsVue
      cadre={c.var.cadre}
      total={total}
      avis={
        c.req.query('fait') === undefined
          ? undefined
          : { ton: 'succes', titre: 'Votre réponse est enregistrée', texte: 'Nous l’avons écrite à la personne.' }
      }
      revendications={revendications.map((r) => ({
        id: r.id,
        lieu: [r.nomLieu, r.commune].filter(Boolean).join(', '),
        pseudonyme: r.pseudonyme,
        contestee: r.etat === 'contestee',
        depuis: r.contestee_le ?? r.demandee_le
      }))}
    />
  )
}

type Lue = NonNullable<Awaited<ReturnType<typeof lireRevendication>>>

/** The claim asked for, if it is this person's to judge; otherwise what to answer. */
async function trouver(c: Contexte): Promise<Lue | Response> {
  const lue = await lireRevendication(c.var.db, c.req.param('id') ?? '')
  if (!lue) return c.notFound()
  return c.var.peut(permission, await objetDuLieu(c.var.db, lue.lieu)) ? lue : pageErreur(c, 403)
}

async function showUne(c: Contexte) {
  const lue = await trouver(c)
  return lue instanceof Response ? lue : render(c, lue, {})
}

async function render(
  c: Contexte,
  { revendication: r, lieu }: Lue,
  {
    saisie,
    erreurs = [],
    avis
  }: { saisie?: Readonly<Record<string, string>>; erreurs?: readonly ErreurDeChamp[]; avis?: Avis },
  statut: 200 | 409 | 422 = erreurs.length > 0 ? 422 : 200
) {
  const { db, now } = c.var
  const [adresses, responsables, noms] = await Promise.all([
    readAdresses(db, lieu),
    listResponsables(db, lieu.id, now),
    nomsDesSources(db)
  ])
  return rendrePage(
    c,
    <RevendicationVue
      cadre={c.var.cadre}
      id={r.id}
      lieu={{ ...lieuEnVue(lieu), retire: lieu.retire_le !== null }}
      pseudonyme={r.pseudonyme}
      etat={r.etat === 'attente-decision' || r.etat === 'contestee' ? r.etat : 'finie'}
      faits={faitsDeLaRevendication(r)}
      adresses={adresses.map((adresse) => {
        const juge = jugerAdresse(adresse, now)
        return {
          ...adresse,
          sources: adresse.sources.map((id) => noms.get(id) ?? id),
          refus: juge.ok ? undefined : juge.error
        }
      })}
      responsables={responsables
        .filter(({ role, compteId }) => role === 'responsable' && compteId !== r.compte_id)
        .map(({ pseudonyme }) => pseudonyme)}
      sienne={c.var.acteur.compte?.id === r.compte_id}
      partie={responsables.some(({ compteId }) => compteId === c.var.acteur.compte?.id)}
      saisie={saisie}
      erreurs={erreurs}
      avis={avis}
    />,
    statut
  )
}

const DEJA: Avis = {
  ton: 'danger',
  titre: 'Quelqu’un a répondu avant vous',
  texte: 'Rien de ce que vous avez écrit n’a été enregistré. Voici où en est cette demande.'
}

async function submit(c: Contexte) {
  const lue = await trouver(c)
  if (lue instanceof Response) return lue
  const saisie = await readFormulaire(c)
  const possibles: readonly Jugement[] =
    lue.revendication.etat === 'contestee' ? ['maintenir', 'retirer'] : ['accepter', 'refuser']
  const jugement = JUGEMENTS.find((un) => un === saisie.jugement)
  const motif = lireMotif(saisie.motif ?? '', jugement !== undefined && exigeUnMotif(jugement))
  // Another answer than those of this moment: the claim has moved since the page was opened.
  if (jugement && !possibles.includes(jugement)) return render(c, lue, { avis: DEJA }, 409)
  if (!jugement || !motif.ok)
    return render(c, lue, {
      saisie,
      erreurs: [
        ...(jugement ? [] : [{ champ: 'jugement', message: 'Choisissez une réponse.' }]),
        ...(motif.ok ? [] : [motif.error])
      ]
    })
  const decision = { jugement, motif: motif.value }
  const fait = await jugerRevendication(c.var.db, lue.revendication.id, decision, outilsDe(c))
  if (fait.ok) return c.redirect(`${CHEMINS_REVENDICATIONS.liste}?fait=reponse`, 303)
  switch (fait.error) {
    case 'inconnue':
      return c.notFound()
    case 'interdit':
    case 'soi-meme':
      return pageErreur(c, 403)
    case 'deja':
    case 'lieu-retire': {
      const courante = await lireRevendication(c.var.db, lue.revendication.id)
      return courante ? render(c, courante, fait.error === 'deja' ? { avis: DEJA } : {}, 409) : c.notFound()
    }
  }
}
