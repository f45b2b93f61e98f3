import type { Child } from 'hono/jsx'
import { jourDe } from '../../../kernel/dates-legales.ts'
import type { Result } from '../../../kernel/result.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste, ZoneTexte } from '../../../platform/ui/composants/champ/champ.tsx'
import { erreurDe } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { findReseau, type Reseau } from '../../reseaux/index.ts'
import { ecrireCompteRendu, ecrireEtude, type RefusDeDocument } from '../actions/documenter.ts'
import { type Faute, lireCompteRendu, lireEtude, lireNumero } from '../domain/comite-saisie.ts'
import { ETATS_ETUDE } from '../domain/motion.ts'
import { findCompteRendu, findEtude } from '../store/document.store.ts'
import { COMITE, filComite, motDe, PageComite } from './vues/comite.tsx'

const permission = 'comite:documenter'

type Champs = Readonly<Record<string, string>>

/** A kind of paper: how it is found, read from its form, kept, and shown as a form. */
interface Papier {
  readonly chemin: string
  readonly titre: string
  readonly trouver: (c: Contexte, id: string) => Promise<(Champs & { readonly reseau: string }) | undefined>
  readonly ecrire: (
    c: Contexte,
    reseau: Reseau,
    champs: Champs,
    quoi: { readonly id: string | undefined; readonly publier: boolean }
  ) => Promise<Result<string, readonly Faute[] | RefusDeDocument>>
  readonly champs: (champs: Champs, fautes: readonly Faute[]) => Child
  /** What publishing means, before it is done. */
  readonly avertissement: string
}

const COMPTES_RENDUS: Papier = {
  chemin: `${COMITE}/comptes-rendus`,
  titre: 'Compte rendu du comité',
  avertissement: 'Un compte rendu publié ne change plus.',
  async trouver(c, id) {
    const trouve = await findCompteRendu(c.var.db, id)
    if (!trouve || trouve.publie_le) return undefined
    const { reseau_id, tenue_le, titre, presents, texte } = trouve
    return { reseau: reseau_id, tenue_le, titre, presents, texte }
  },
  async ecrire(c, reseau, champs, quoi) {
    const lu = lireCompteRendu(champs, jourDe(c.var.now, reseau.fuseau))
    return lu.ok ? ecrireCompteRendu(c.var.db, reseau.id, { ...lu.value, ...quoi }, c.var) : lu
  },
  champs: (champs, fautes) => (
    <>
      <Champ
        nom='tenue_le'
        type='date'
        libelle='Date de la réunion'
        valeur={champs.tenue_le}
        erreur={erreurDe(fautes, 'tenue_le')}
        court
      />
      <Champ nom='titre' libelle='Titre' valeur={champs.titre} erreur={erreurDe(fautes, 'titre')} />
      <ZoneTexte
        nom='presents'
        libelle='Qui était présent'
        indication='Les collèges, et combien de membres. Pas de noms : ce texte sera public.'
        valeur={champs.presents}
        erreur={erreurDe(fautes, 'presents')}
      />
      <ZoneTexte
        nom='texte'
        libelle='Ce qui s’est dit et décidé'
        indication='Une ligne vide entre deux paragraphes. Un tiret au début d’une ligne fait une liste.'
        valeur={champs.texte}
        erreur={erreurDe(fautes, 'texte')}
        lignes={14}
      />
    </>
  )
}

const ETUDES: Papier = {
  chemin: `${COMITE}/etudes`,
  titre: 'Étude du comité',
  avertissement: 'Vous pourrez encore dire où elle en est.',
  async trouver(c, id) {
    const trouvee = await findEtude(c.var.db, id)
    if (!trouvee) return undefined
    const { reseau_id, titre, texte, etat, lien } = trouvee
    return { reseau: reseau_id, titre, texte, etat, lien }
  },
  async ecrire(c, reseau, champs, quoi) {
    const lue = lireEtude(champs)
    return lue.ok ? ecrireEtude(c.var.db, reseau.id, { ...lue.value, ...quoi }, c.var) : lue
  },
  champs: (champs, fautes) => (
    <>
      <Champ nom='titre' libelle='Titre' valeur={champs.titre} erreur={erreurDe(fautes, 'titre')} />
      <ZoneTexte
        nom='texte'
        libelle='Ce que l’étude cherche'
        valeur={champs.texte}
        erreur={erreurDe(fautes, 'texte')}
        lignes={6}
      />
      <Liste
        nom='etat'
        libelle='Où en est-elle ?'
        vide='Choisir'
        valeur={champs.etat}
        erreur={erreurDe(fautes, 'etat')}
        options={Object.entries(ETATS_ETUDE).map(([valeur, libelle]) => ({ valeur, libelle }))}
      />
      <Champ
        nom='lien'
        type='url'
        libelle='Adresse du document, s’il est en ligne'
        valeur={champs.lien}
        erreur={erreurDe(fautes, 'lien')}
      />
    </>
  )
}

/** The minutes and the studies of a committee, as they are written. */
export const routesDocumentsDuComite: readonly Route[] = [COMPTES_RENDUS, ETUDES].flatMap((papier) => [
  { methode: 'get', chemin: `${papier.chemin}/nouveau`, permission, traiter: (c) => showNouveau(c, papier) },
  { methode: 'post', chemin: `${papier.chemin}/nouveau`, permission, traiter: (c) => submit(c, papier, undefined) },
  { methode: 'get', chemin: `${papier.chemin}/:id`, permission, traiter: (c) => showEcrit(c, papier) },
  { methode: 'post', chemin: `${papier.chemin}/:id`, permission, traiter: (c) => submitEcrit(c, papier) }
])

async function ouvrirReseau(c: Contexte, id: string | undefined): Promise<Reseau | Response> {
  const reseau = await findReseau(c.var.db, id ?? '')
  if (!reseau) return c.notFound()
  return c.var.peut(permission, { reseau: reseau.id }) ? reseau : pageErreur(c, 403)
}

async function showNouveau(c: Contexte, papier: Papier) {
  const reseau = await ouvrirReseau(c, c.req.query('reseau'))
  return reseau instanceof Response ? reseau : rendre(c, papier, reseau, undefined, {}, [])
}

async function showEcrit(c: Contexte, papier: Papier) {
  const id = lireNumero(c.req.param('id'))
  const trouve = id && (await papier.trouver(c, id))
  if (!trouve) return c.notFound()
  const reseau = await ouvrirReseau(c, trouve.reseau)
  return reseau instanceof Response ? reseau : rendre(c, papier, reseau, id, trouve, [])
}

async function submitEcrit(c: Contexte, papier: Papier) {
  const id = lireNumero(c.req.param('id'))
  return id && (await papier.trouver(c, id)) ? submit(c, papier, id) : c.notFound()
}

async function submit(c: Contexte, papier: Papier, id: string | undefined) {
  const champs = await readFormulaire(c)
  const reseau = await ouvrirReseau(c, id ? (await papier.trouver(c, id))?.reseau : champs.reseau)
  if (reseau instanceof Response) return reseau
  const publier = champs.geste === 'publier'
  const issue = await papier.ecrire(c, reseau, champs, { id, publier })
  if (issue.ok) {
    const fait = publier ? 'publie' : 'garde'
    return c.redirect(
      publier && papier === COMPTES_RENDUS
        ? `/gouvernance/comptes-rendus/${issue.value}`
        : `${papier.chemin}/${issue.value}?fait=${fait}`,
      303
    )
  }
  if ('raison' in issue.error) return issue.error.raison === 'interdit' ? pageErreur(c, 403) : c.notFound()
  return rendre(c, papier, reseau, id, champs, issue.error)
}

const FAITS = { garde: 'C’est gardé. Rien n’est encore public', publie: 'C’est public' }

function rendre(
  c: Contexte,
  papier: Papier,
  reseau: Reseau,
  id: string | undefined,
  champs: Champs,
  fautes: readonly Faute[]
) {
  return rendrePage(
    c,
    <PageComite
      c={c}
      titre={papier.titre}
      fil={[filComite(reseau)]}
      fautes={fautes}
      fait={fautes.length > 0 ? undefined : motDe(FAITS, c.req.query('fait'))}
      chapeau={<p class='lead'>{reseau.nom}</p>}
    >
      <form class='form' method='post' action={`${papier.chemin}/${id ?? 'nouveau'}`} novalidate>
        <input type='hidden' name='reseau' value={reseau.id} />
        {papier.champs(champs, fautes)}
        <p>{papier.avertissement}</p>
        <p class='btns'>
          <Bouton principal nom='geste' valeur='publier'>
            Publier
          </Bouton>
          <Bouton nom='geste' valeur='garder'>
            Garder sans publier
          </Bouton>
        </p>
      </form>
    </PageComite>,
    fautes.length > 0 ? 422 : 200
  )
}
