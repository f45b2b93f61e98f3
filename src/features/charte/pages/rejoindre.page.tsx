import { jourDe } from '../../../kernel/dates-legales.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire, sansNul } from '../../../platform/http/formulaire.ts'
import { jourEnMots } from '../../../platform/ui/composants/date/date.tsx'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import {
  adresseFiche,
  chercherRessemblants,
  lireNouveauLieu,
  lireRechercheDe,
  rechercher,
  type SaisieNouveauLieu
} from '../../annuaire/index.ts'
import { expediteurDe } from '../../comptes/index.ts'
import { findReseau, type Reseau } from '../../reseaux/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { lirePerimetre } from '../actions/perimetre.ts'
import { accepterAvantDeCreer, creerLieu, listMesLieux } from '../actions/rejoindre.ts'
import { etapesAdhesion } from '../domain/adherer.ts'
import { direEtat } from '../domain/adhesion/dire.ts'
import { type Contenu, estIdCharte } from '../domain/charte.ts'
import { versionEnVigueur } from '../domain/version.ts'
import { type Charte, findCharte, findContenu, type VersionEnBase } from '../store/charte.store.ts'
import { findAcceptation } from '../store/declaration.store.ts'
import { horsPerimetre } from './declarer.page.tsx'
import {
  type LieuListe,
  NouveauLieuVue,
  PremiereAcceptationVue,
  type RejoindreCommun,
  RejoindreVue,
  RessemblantsVue,
  type Saisie
} from './vues/rejoindre.vue.tsx'

const CHEMIN = '/chartes/:id/rejoindre'
const lire = 'charte:lire'
const commencer = 'adhesion:commencer'

export const routesRejoindre: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN, permission: lire, traiter: avecCharte(showRejoindre) },
  { methode: 'get', chemin: `${CHEMIN}/nouveau`, permission: commencer, traiter: avecCharte(showNouveau) },
  { methode: 'post', chemin: `${CHEMIN}/nouveau`, permission: commencer, traiter: avecCharte(submitNouveau) },
  {
    methode: 'post',
    chemin: `${CHEMIN}/nouveau/charte`,
    permission: commencer,
    traiter: avecCharte(submitAcceptation)
  }
]

interface Ouverte {
  readonly charte: Charte
  readonly version: VersionEnBase
  readonly contenu: Contenu
  readonly reseau: Reseau
}

function avecCharte(traiter: (c: Contexte, ouverte: Ouverte) => Promise<Response>) {
  return async (c: Contexte): Promise<Response> => {
    const id = c.req.param('id') ?? ''
    const charte = estIdCharte(id) ? await findCharte(c.var.db, id) : undefined
    const version = charte && versionEnVigueur(charte.versions, c.var.now)
    const reseau = charte && (await findReseau(c.var.db, charte.reseau_id))
    if (!charte || !version || !reseau) return c.notFound()
    return traiter(c, { charte, version, reseau, contenu: await findContenu(c.var.db, version.id) })
  }
}

const communDe = (c: Contexte, { charte, version, contenu, reseau }: Ouverte): RejoindreCommun => ({
  cadre: c.var.cadre,
  charte,
  numero: version.numero,
  contenu,
  reseau
})

const TROUVES = 20
const QUERY_MAX = 200

async function showRejoindre(c: Contexte, ouverte: Ouverte): Promise<Response> {
  const { db, now, acteur } = c.var
  const { charte, reseau } = ouverte
  const q = sansNul(c.req.query('q') ?? '').slice(0, QUERY_MAX)
  const commune = sansNul(c.req.query('commune') ?? '').slice(0, QUERY_MAX)
  const cherche = q.trim() !== '' || commune.trim() !== ''
  const compteId = acteur.compte?.id
  if (compteId) c.header('cache-control', 'no-store')
  const miens = compteId ? await listMesLieux(db, charte, compteId, now) : []
  const estDuReseau = await lirePerimetre(db, await obtenirGeographie(db), reseau.id)
  const tenus = new Set(miens.map(({ lieu }) => lieu.id))
  const resultats = cherche
    ? await rechercher(db, await lireRechercheDe(db, new URLSearchParams({ q, commune })), { now, parPage: TROUVES })
    : undefined
  const toLigne = (lieu: Parameters<typeof adresseFiche>[0] & LieuAffichable): LieuListe => ({
    nom: lieu.nom,
    href: adresseFiche(lieu),
    adresse: [lieu.publiees.adresse, lieu.publiees.code_postal, lieu.publiees.commune].filter(Boolean).join(', '),
    dedans: estDuReseau(lieu.code_insee),
    tenu: tenus.has(lieu.id)
  })
  return rendrePage(
    c,
    <RejoindreVue
      {...communDe(c, ouverte)}
      etapes={etapesAdhesion(ouverte.contenu, jourDe(now, reseau.fuseau), jourEnMots)}
      connecte={compteId !== undefined}
      ici={c.req.path}
      fait={c.req.query('fait')}
      recherche={{ q, commune }}
      total={resultats?.total}
      trouves={resultats?.lieux.map(({ lieu }) => toLigne(lieu)) ?? []}
      miens={miens.map(({ lieu, situation }) => ({
        ...toLigne(lieu),
        etat: direEtat(situation, 'lieu', reseau.fuseau),
        genre: situation.etat,
        barre: situation.etat === 'RETIRE' && situation.barre
      }))}
    />
  )
}

interface LieuAffichable {
  readonly nom: string
  readonly code_insee: string | null
  readonly publiees: { readonly adresse?: string; readonly code_postal?: string; readonly commune?: string }
}

const CHAMPS = [
  'nom',
  'sans_local',
  'adresse',
  'code_postal',
  'commune',
  'typologie'
] as const satisfies readonly (keyof SaisieNouveauLieu)[]

const lireSaisie = (champs: Readonly<Record<string, string | undefined>>): Saisie =>
  Object.fromEntries(CHAMPS.map((nom) => [nom, (champs[nom] ?? '').slice(0, 500)]))

async function showNouveau(c: Contexte, ouverte: Ouverte): Promise<Response> {
  const { db, acteur } = c.var
  if (!acteur.compte) return pageErreur(c, 403)
  if (!(await findAcceptation(db, ouverte.version.id, acteur.nom)))
    return rendrePage(c, <PremiereAcceptationVue {...communDe(c, ouverte)} />)
  return rendrePage(c, <NouveauLieuVue {...communDe(c, ouverte)} saisie={lireSaisie({})} />)
}

async function submitAcceptation(c: Contexte, ouverte: Ouverte): Promise<Response> {
  const { db, acteur, now } = c.var
  const champs = await readFormulaire(c)
  if (!acteur.compte) return pageErreur(c, 403)
  const { charte, version } = ouverte
  const erreurs: ErreurDeChamp[] = []
  if (champs.accepte !== 'oui')
    erreurs.push({ champ: 'accepte', message: 'Pour continuer, cochez que vous acceptez la charte.' })
  else if (champs.version !== String(version.numero))
    erreurs.push({ champ: 'accepte', message: 'La charte a changé pendant que vous lisiez : relisez, puis acceptez.' })
  if (erreurs.length > 0)
    return rendrePage(c, <PremiereAcceptationVue {...communDe(c, ouverte)} erreurs={erreurs} />, 422)
  await accepterAvantDeCreer(db, charte, version, acteur.nom, now)
  return c.redirect(`/chartes/${charte.id}/rejoindre/nouveau`, 303)
}

async function submitNouveau(c: Contexte, ouverte: Ouverte): Promise<Response> {
  const { db, acteur, now } = c.var
  const champs = await readFormulaire(c)
  const compteId = acteur.compte?.id
  if (!compteId) return pageErreur(c, 403)
  const { charte, version, reseau } = ouverte
  const saisie = lireSaisie(champs)
  const commun = communDe(c, ouverte)
  const refaire = (erreurs: readonly ErreurDeChamp[], statut: 422 | 429 = 422) =>
    rendrePage(c, <NouveauLieuVue {...commun} saisie={saisie} erreurs={erreurs} />, statut)
  if (!(await findAcceptation(db, version.id, acteur.nom)))
    return rendrePage(
      c,
      <PremiereAcceptationVue
        {...commun}
        erreurs={[{ champ: 'accepte', message: 'Acceptez d’abord la charte en vigueur.' }]}
      />,
      422
    )
  const geo = await obtenirGeographie(db)
  const lu = lireNouveauLieu(saisie, geo)
  if (!lu.ok) return refaire(lu.error)
  const estDuReseau = await lirePerimetre(db, geo, reseau.id)
  if (!estDuReseau(lu.value.code_insee)) return refaire([{ champ: 'commune', message: horsPerimetre(reseau) }])
  if (champs.modifier === 'oui') return rendrePage(c, <NouveauLieuVue {...commun} saisie={saisie} />)
  const { nom = '', adresse = '', commune = '' } = lu.value
  const { ressemblants } = await chercherRessemblants(db, { nom, commune, adresse })
  // Nothing is created before the likely ones have been shown.
  if (ressemblants.length > 0 && champs.aucun !== 'oui')
    return rendrePage(
      c,
      <RessemblantsVue
        {...commun}
        saisie={saisie}
        ressemblants={ressemblants.map(({ lieu, preuves }) => ({
          nom: lieu.nom,
          href: adresseFiche(lieu),
          adresse: [lieu.publiees.adresse, lieu.publiees.code_postal, lieu.publiees.commune].filter(Boolean).join(', '),
          raisons: preuves.slice(0, 3).map(({ texte }) => texte)
        }))}
      />
    )
  const cree = await creerLieu(
    db,
    geo,
    { charte, version, compteId, valeurs: lu.value },
    { acteur, now, ...expediteurDe(c) }
  )
  if (cree.ok) return c.redirect(`${adresseFiche(cree.value)}/adherer/${charte.id}`, 303)
  if (cree.error.raison === 'trop')
    return refaire([{ champ: 'nom', message: 'Vous avez créé beaucoup de lieux aujourd’hui. Réessayez demain.' }], 429)
  return refaire([{ champ: 'nom', message: 'Ce lieu n’a pas pu être créé. La charte a peut-être changé : réessayez.' }])
}
