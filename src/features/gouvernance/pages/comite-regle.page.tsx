import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste } from '../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../platform/ui/composants/choix/choix.tsx'
import { erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { findReseau, listReseaux, type Reseau } from '../../reseaux/index.ts'
import { reglerComite } from '../actions/sieger.ts'
import { type Faute, lireRegle } from '../domain/comite-saisie.ts'
import { MAJORITES, QUORUMS } from '../domain/regle.ts'
import { findRegle, listSieges } from '../store/comite.store.ts'
import { COMITE, filComite, nomDuCollege, PageComite } from './vues/comite.tsx'

const permission = 'comite:regler'

/** How the committee of a réseau decides: its administrator says. */
export const routesRegleDuComite: readonly Route[] = [
  { methode: 'get', chemin: `${COMITE}/regle`, permission, traiter: showRegle },
  { methode: 'post', chemin: `${COMITE}/regle`, permission, traiter: submitRegle }
]

type Champs = Readonly<Record<string, string>>

async function ouvrir(c: Contexte, voulu: string | undefined): Promise<Reseau | Response> {
  const id = voulu ?? (await listReseaux(c.var.db)).find((un) => c.var.peut(permission, { reseau: un.id }))?.id
  const reseau = id === undefined ? undefined : await findReseau(c.var.db, id)
  if (!reseau) return c.notFound()
  return c.var.peut(permission, { reseau: reseau.id }) ? reseau : pageErreur(c, 403)
}

async function showRegle(c: Contexte) {
  const reseau = await ouvrir(c, c.req.query('reseau'))
  if (reseau instanceof Response) return reseau
  const { mode, quorum, majorite, jours, presidence } = await findRegle(c.var.db, reseau.id)
  return rendre(c, reseau, { mode, quorum, majorite, jours: String(jours), presidence: presidence ?? '' }, [])
}

async function submitRegle(c: Contexte) {
  const champs = await readFormulaire(c)
  const reseau = await ouvrir(c, champs.reseau ?? '')
  if (reseau instanceof Response) return reseau
  const lue = lireRegle(champs)
  if (!lue.ok) return rendre(c, reseau, champs, lue.error)
  const issue = await reglerComite(c.var.db, reseau.id, lue.value, c.var)
  if (issue.ok) return c.redirect(`${COMITE}?reseau=${reseau.id}&fait=regle`, 303)
  return issue.error.raison === 'compte-inconnu'
    ? rendre(c, reseau, champs, [{ champ: 'presidence', message: 'Choisissez quelqu’un qui siège au comité.' }])
    : pageErreur(c, 403)
}

async function rendre(c: Contexte, reseau: Reseau, champs: Champs, fautes: readonly Faute[]) {
  const sieges = await listSieges(c.var.db, reseau.id, c.var.now)
  const options = (table: Readonly<Record<string, { readonly libelle: string }>>) =>
    Object.entries(table).map(([valeur, { libelle }]) => ({ valeur, libelle }))
  return rendrePage(
    c,
    <PageComite
      c={c}
      titre='La règle du comité'
      fil={[filComite(reseau)]}
      fautes={fautes}
      chapeau={
        <>
          <p class='lead'>{reseau.nom}</p>
          <p>Cette règle est publique. Un vote déjà ouvert garde la règle de son ouverture.</p>
        </>
      }
    >
      <form class='form' method='post' action={`${COMITE}/regle`} novalidate>
        <input type='hidden' name='reseau' value={reseau.id} />
        <BoutonsRadio
          nom='mode'
          legende='Qui décide des oppositions et des suspensions ?'
          choisis={[champs.mode ?? '']}
          erreur={erreurDe(fautes, 'mode')}
          options={[
            { valeur: 'vote', libelle: 'Le comité, par un vote' },
            { valeur: 'presidence', libelle: 'Un membre, au nom du comité' }
          ]}
        />
        <Liste
          nom='presidence'
          libelle='Si un membre décide seul, lequel ?'
          vide='N’importe quel membre'
          valeur={champs.presidence}
          erreur={erreurDe(fautes, 'presidence')}
          options={sieges.map(({ compteId, pseudonyme, college }) => ({
            valeur: compteId,
            libelle: `${pseudonyme}, ${nomDuCollege(college)}`
          }))}
        />
        <BoutonsRadio
          nom='quorum'
          legende='Combien de membres doivent voter ?'
          choisis={[champs.quorum ?? '']}
          erreur={erreurDe(fautes, 'quorum')}
          options={options(QUORUMS)}
        />
        <BoutonsRadio
          nom='majorite'
          legende='Combien de « pour » faut-il ?'
          choisis={[champs.majorite ?? '']}
          erreur={erreurDe(fautes, 'majorite')}
          options={options(MAJORITES)}
        />
        <Champ
          nom='jours'
          libelle='Nombre de jours d’un vote'
          indication='Sauf pour une opposition : la charte donne son délai.'
          valeur={champs.jours}
          erreur={erreurDe(fautes, 'jours')}
          clavier='numeric'
          court
        />
        <p class='btns'>
          <Bouton principal>Enregistrer la règle</Bouton>
          <a href={`${COMITE}?reseau=${reseau.id}`}>Revenir sans rien changer</a>
        </p>
      </form>
    </PageComite>,
    fautes.length > 0 ? 422 : 200
  )
}
