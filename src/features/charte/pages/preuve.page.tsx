import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { CONTRASTE_TEXTE, couleurAccessible } from '../../../platform/ui/couleurs.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { CLAIR } from '../../../platform/ui/theme.ts'
import { adresseFiche } from '../../annuaire/index.ts'
import { expediteurDe } from '../../comptes/index.ts'
import { lireEmetteur, type OutilsBadge, obtenirBadge } from '../actions/marque/badge.ts'
import { CleIllisible } from '../actions/marque/cles.ts'
import { dessinerBadge } from '../actions/marque/dessiner.ts'
import { estDeplacee, lirePreuve, type Preuve } from '../actions/marque/lire-preuve.ts'
import { obtenirListe } from '../actions/marque/liste-de-statuts.ts'
import { STATUTS } from '../domain/marque/preuve.ts'
import { MOTIFS_DE_STATUT } from '../domain/marque/statuts.ts'
import { lireUuid } from './vues/bureau.tsx'
import { InconnueVue, PreuveVue } from './vues/preuve.vue.tsx'

const permission = 'adhesion:lire'
/** Anyone may ask, and the answer is the same for all: it is made once a minute, and again as soon as something changes. */
const publique = { methode: 'get', permission, partagee: true } as const

export const routesPreuve: readonly Route[] = [
  { ...publique, chemin: '/adhesions/:id', traiter: showPreuve },
  { ...publique, chemin: '/adhesions/:id/preuve.json', traiter: sendPreuve },
  { ...publique, chemin: '/adhesions/:id/badge.json', traiter: sendBadge },
  { ...publique, chemin: '/adhesions/:id/badge.svg', traiter: sendImage },
  { ...publique, chemin: '/reseaux/:slug/emetteur.json', traiter: sendEmetteur },
  { ...publique, chemin: '/reseaux/:slug/statuts/:liste', traiter: sendListe }
]

/** A suspension shows within a minute, whatever keeps the answer on the way. */
const CACHE = 'public, max-age=30'

/** The proof of this address; where it moved; or nothing. */
async function lire(c: Contexte, suite = ''): Promise<Preuve | Response | undefined> {
  const id = lireUuid(c.req.param('id'))
  const lue = id ? await lirePreuve(c.var.db, id, c.var.now) : undefined
  return lue && estDeplacee(lue) ? c.redirect(`/adhesions/${lue.vers}${suite}`, 302) : lue
}

async function showPreuve(c: Contexte) {
  const preuve = await lire(c)
  if (preuve instanceof Response) return preuve
  if (!preuve) return rendrePage(c, <InconnueVue cadre={c.var.cadre} contact={c.var.config.EDITEUR_CONTACT} />, 404)
  c.header('cache-control', CACHE)
  // The frame names who is signed in.
  c.header('vary', 'cookie')
  return rendrePage(
    c,
    <PreuveVue
      cadre={c.var.cadre}
      preuve={preuve}
      adresse={`${expediteurDe(c).site}/adhesions/${preuve.dossier.id}`}
      contact={c.var.config.EDITEUR_CONTACT}
      now={c.var.now}
    />
  )
}

/** The same words as the page, for programs. */
async function sendPreuve(c: Contexte) {
  const preuve = await lire(c, '/preuve.json')
  if (preuve instanceof Response) return preuve
  if (!preuve) return repondre(c, { erreur: 'Aucune adhésion n’a ce numéro.' }, 404)
  const { dossier, statut, historique, reseau, lieu, adresse, charte, membre } = preuve
  const { site } = expediteurDe(c)
  return repondre(c, {
    adhesion: `${site}/adhesions/${dossier.id}`,
    verifiee_le: c.var.now.toISOString(),
    statut,
    sens: `${STATUTS[statut].titre}. ${STATUTS[statut].sens}`,
    lieu: {
      nom: lieu.nom,
      commune: adresse.commune ?? null,
      fiche: lieu.retire_le ? null : `${site}${adresseFiche(lieu)}`
    },
    reseau: { id: reseau.id, nom: reseau.nom },
    membre_depuis: membre?.depuis.toISOString() ?? null,
    valable_jusqu_a: membre?.fin?.toISOString() ?? null,
    membre_de_droit: membre ? membre.origine === 'droit' : null,
    charte: membre
      ? {
          nom: charte.nom,
          version: membre.version.numero,
          lien: `${site}/chartes/${charte.id}/versions/${membre.version.numero}`
        }
      : null,
    criteres: membre?.criteres.map(({ id, libelle }) => ({ id, libelle })) ?? [],
    historique: historique.map((etape) => ({ statut: etape.statut, le: etape.le.toISOString() })),
    badge: membre ? `${site}/adhesions/${dossier.id}/badge.json` : null
  })
}

const outilsDe = (c: Contexte): OutilsBadge => ({ site: expediteurDe(c).site, reglages: c.var.config, now: c.var.now })

async function sendBadge(c: Contexte) {
  const preuve = await lire(c, '/badge.json')
  if (preuve instanceof Response) return preuve
  if (!preuve) return repondre(c, { erreur: 'Aucune adhésion n’a ce numéro.' }, 404)
  const badge = await signe(c, () => obtenirBadge(c.var.db, preuve, outilsDe(c)))
  // Gone, or never there: no badge says « not a member ».
  if (badge === undefined) return repondre(c, { erreur: `${STATUTS[preuve.statut].titre}.` }, 410)
  return badge
}

async function sendImage(c: Contexte) {
  const preuve = await lire(c, '/badge.svg')
  if (preuve instanceof Response) return preuve
  c.set('ailleurs', 'charger')
  const { reseau, statut } = preuve ?? { statut: 'inconnu' as const }
  const couleur = reseau?.couleur ?? reseau?.couleur_accent ?? CLAIR.band
  const svg = dessinerBadge({
    reseau: reseau?.nom ?? '',
    statut,
    couleur: couleurAccessible(couleur, CLAIR['on-band'], CONTRASTE_TEXTE).couleur
  })
  return c.body(svg, preuve ? 200 : 404, { 'content-type': 'image/svg+xml; charset=utf-8', 'cache-control': CACHE })
}

async function sendEmetteur(c: Contexte) {
  return (
    (await signe(c, async () => {
      const emetteur = await lireEmetteur(c.var.db, c.req.param('slug') ?? '', outilsDe(c))
      return emetteur && JSON.stringify(emetteur)
    })) ?? repondre(c, { erreur: 'Ce réseau n’existe pas.' }, 404)
  )
}

async function sendListe(c: Contexte) {
  const [, nom, numero] = /^([a-z]+)-(\d{1,6})$/.exec(c.req.param('liste') ?? '') ?? []
  const motif = MOTIFS_DE_STATUT.find((un) => un === nom)
  const liste = motif
    ? await signe(c, () =>
        obtenirListe(c.var.db, { reseauId: c.req.param('slug') ?? '', motif, numero: Number(numero) }, outilsDe(c))
      )
    : undefined
  return liste ?? repondre(c, { erreur: 'Cette liste n’existe pas.' }, 404)
}

/** What is signed, or why it cannot be. Undefined when there is nothing to sign. */
async function signe(c: Contexte, faire: () => Promise<string | undefined>): Promise<Response | undefined> {
  try {
    const texte = await faire()
    return texte === undefined ? undefined : envoyer(c, texte, 200, 'application/vc; charset=utf-8')
  } catch (err) {
    if (!(err instanceof CleIllisible)) throw err
    c.var.journaux.error({ err }, 'clé de signature illisible : « maillage marque renouveler-cle » en fait une autre')
    return repondre(c, { erreur: 'Les badges ne peuvent pas être signés en ce moment.' }, 503)
  }
}

const repondre = (c: Contexte, corps: unknown, statut: 200 | 404 | 410 | 503 = 200): Response =>
  envoyer(c, JSON.stringify(corps), statut, 'application/json; charset=utf-8')

// A verifier may be a page of another site.
function envoyer(c: Contexte, texte: string, statut: 200 | 404 | 410 | 503, type: string): Response {
  c.set('ailleurs', 'charger')
  return c.body(texte, statut, { 'content-type': type, 'cache-control': statut === 503 ? 'no-store' : CACHE })
}
