import { parseCourriel } from '../../../kernel/courriel.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import { lireFait } from '../../../platform/http/fait.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { demanderImport } from '../actions/demander-import.ts'
import { lireSante, nommerVeilleur, type SanteDeSource } from '../actions/suivre-sources.ts'
import type { Livraison } from '../store/livraison.store.ts'
import { listAlertes } from '../store/suivi.store.ts'
import { CHEMINS_SANTE, SantesVue, SanteVue, type SourceVeillee } from './vues/sante.vue.tsx'

export const routesSante: readonly Route[] = [
  { methode: 'get', chemin: CHEMINS_SANTE.liste, permission: 'sources:veiller', traiter: showSantes },
  { methode: 'get', chemin: `${CHEMINS_SANTE.liste}/:id`, permission: 'sources:veiller', traiter: showSante },
  {
    methode: 'post',
    chemin: `${CHEMINS_SANTE.liste}/:id/veilleur`,
    permission: 'sources:veiller',
    traiter: submitVeilleur
  },
  {
    methode: 'post',
    chemin: `${CHEMINS_SANTE.liste}/:id/reprise`,
    permission: 'sources:veiller',
    traiter: submitReprise
  }
]

async function showSantes(c: Contexte) {
  const sources = await lireSante(c.var.db, c.var.now)
  return rendrePage(c, <SantesVue cadre={c.var.cadre} sources={sources.map(toVeillee)} maintenant={c.var.now} />)
}

async function findSuivie(c: Contexte): Promise<SanteDeSource | undefined> {
  const id = c.req.param('id') ?? ''
  if (!/^[a-z0-9-]{1,63}$/.test(id)) return undefined
  return (await lireSante(c.var.db, c.var.now, id))[0]
}

async function showSante(c: Contexte) {
  const source = await findSuivie(c)
  return source ? renderSante(c, source) : c.notFound()
}

const FAITS: Readonly<Record<string, string>> = {
  veilleur: 'Cette adresse sera prévenue.',
  personne: 'L’adresse de l’administration sera prévenue.'
}

async function renderSante(
  c: Contexte,
  source: SanteDeSource,
  saisie?: string,
  erreurs: readonly ErreurDeChamp[] = []
): Promise<Response> {
  const { origine } = source.declaration
  return rendrePage(
    c,
    <SanteVue
      cadre={c.var.cadre}
      maintenant={c.var.now}
      source={{
        ...toVeillee(source),
        adresse: origine.type === 'url' ? origine.url : undefined,
        livraisons: source.livraisons.slice(0, 20).map(toLivraison),
        alertes: await listAlertes(c.var.db, source.declaration.id)
      }}
      veilleur={saisie ?? source.veilleur ?? ''}
      parDefaut={c.var.config.COURRIEL_ADMINISTRATION}
      erreurs={erreurs}
      message={lireFait(c, FAITS)}
    />,
    erreurs.length > 0 ? 422 : 200
  )
}

async function submitVeilleur(c: Contexte) {
  const source = await findSuivie(c)
  if (!source) return c.notFound()
  const { veilleur = '' } = await readFormulaire(c)
  const courriel = parseCourriel(veilleur)
  if (veilleur && !courriel)
    return renderSante(c, source, veilleur.slice(0, 300), [
      { champ: 'veilleur', message: 'Écrivez une adresse comme nom@exemple.fr, ou laissez ce champ vide.' }
    ])
  await nommerVeilleur(c.var.db, source.declaration.id, courriel, c.var.acteur, c.var.now)
  return c.redirect(`${CHEMINS_SANTE.une(source.declaration.id)}?fait=${courriel ? 'veilleur' : 'personne'}`, 303)
}

async function submitReprise(c: Contexte) {
  const source = await findSuivie(c)
  if (!source || source.declaration.origine.type !== 'url') return c.notFound()
  const { id } = source.declaration
  // Pressed twice, or answered meanwhile: the page says where it stands.
  if (source.sante.etat === 'en-cours' || source.sante.enAttente.length > 0)
    return c.redirect(CHEMINS_SANTE.une(id), 303)
  const { acteur, now } = c.var
  const demande = await demanderImport(
    c.var.db,
    { sourceId: id, fichier: undefined, dateeDu: jourCivil(now), acteur, tailleMax: 0 },
    now
  )
  return demande.ok ? c.redirect(`/administration/livraisons/${demande.value}`, 303) : c.notFound()
}

function toVeillee({ declaration, sante, tendance, livraisons }: SanteDeSource): SourceVeillee {
  const courante = livraisons.find(({ etat }) => etat === 'appliquee')
  return {
    id: declaration.id,
    nom: declaration.nom,
    fictive: declaration.fictif ?? false,
    sante,
    tendance,
    courante: courante && toLivraison(courante)
  }
}

function toLivraison(l: Livraison) {
  return {
    id: l.id,
    dateeDu: l.datee_du,
    recueLe: l.recue_le,
    etat: l.etat,
    lues: l.lues ?? undefined,
    refusees: l.refusees ?? undefined,
    nouvelles: l.nouvelles ?? undefined,
    modifiees: l.modifiees ?? undefined,
    disparues: l.disparues ?? undefined
  }
}
