import { readAdresseClient } from '../../../platform/http/adresse-client.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire, sansNul } from '../../../platform/http/formulaire.ts'
import { telephoneEnClair } from '../../../platform/ui/composants/telephone/telephone.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { obtenirGeographie } from '../../territoires/index.ts'
import { chercherRessemblants } from '../actions/chercher-ressemblants.ts'
import { type Depot, deposerSignalement } from '../actions/signaler.ts'
import { adresseFiche } from '../domain/fiche.ts'
import { ecrireHoraires } from '../domain/horaires/index.ts'
import {
  ERREURS,
  type FauteDeSaisie,
  type GenreErreur,
  isGenreErreur,
  lireCourrielDeReponse,
  lireReponses,
  PRECISIONS,
  QUESTIONS_MANQUANT
} from '../domain/signalement.ts'
import { findLieu, type LieuPublic } from '../store/lieu.store.ts'
import {
  CHEMIN_MANQUANT,
  ManquantVue,
  MerciVue,
  PIEGE,
  PrecisionsVue,
  QuoiVue,
  RessemblantsVue
} from './vues/signaler.vue.tsx'

const permission = 'signalements:deposer'

/** To be mounted before the fiches: « manquant » is no lieu's number. */
export const routesSignaler: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN_MANQUANT, permission, traiter: showManquant },
  { methode: 'post', chemin: CHEMIN_MANQUANT, permission, traiter: submitManquant },
  {
    methode: 'get',
    chemin: `${CHEMIN_MANQUANT}/merci`,
    permission,
    traiter: (c) => rendrePage(c, <MerciVue cadre={c.var.cadre} />)
  },
  { methode: 'get', chemin: '/lieux/:adresse/signaler', permission, traiter: showSignaler },
  { methode: 'post', chemin: '/lieux/:adresse/signaler', permission, traiter: submitErreur },
  { methode: 'get', chemin: '/lieux/:adresse/signaler/merci', permission, traiter: showMerci }
]

type Saisie = Readonly<Record<string, string>>

/** The lieu of the address; of one that was united with another, the other. */
async function findLieuSignale(c: Contexte): Promise<LieuPublic | undefined> {
  const [, numero] = /^(\d{1,15})(?:-|$)/.exec(c.req.param('adresse') ?? '') ?? []
  let lieu = numero ? await findLieu(c.var.db, Number(numero)) : undefined
  for (let pas = 0; lieu && lieu.remplace_par !== null && pas < 10; pas++)
    lieu = await findLieu(c.var.db, lieu.remplace_par)
  return lieu
}

const toVue = (lieu: LieuPublic) => ({ nom: lieu.nom, href: adresseFiche(lieu) })

async function showSignaler(c: Contexte) {
  const lieu = await findLieuSignale(c)
  if (!lieu) return c.notFound()
  const quoi = c.req.query('quoi')
  if (quoi !== undefined && isGenreErreur(quoi)) return renderPrecisions(c, lieu, quoi)
  // « Continuer » without a choice sends no parameter at all, but its question mark.
  const oublie = quoi !== undefined || new URL(c.req.url).href.endsWith('?')
  const erreurs = oublie ? [{ champ: 'quoi', message: 'Choisissez ce qui est faux.' }] : []
  return rendrePage(c, <QuoiVue cadre={c.var.cadre} lieu={toVue(lieu)} erreurs={erreurs} />, oublie ? 422 : 200)
}

function renderPrecisions(
  c: Contexte,
  lieu: LieuPublic,
  genre: GenreErreur,
  {
    saisie = {},
    erreurs = [],
    attendre = false
  }: { saisie?: Saisie; erreurs?: readonly FauteDeSaisie[]; attendre?: boolean } = {}
) {
  return rendrePage(
    c,
    <PrecisionsVue
      cadre={c.var.cadre}
      lieu={toVue(lieu)}
      genre={genre}
      dit={ceQueDitLaFiche(lieu, genre)}
      saisie={saisie}
      erreurs={erreurs}
      attendre={attendre}
    />,
    attendre ? 429 : erreurs.length > 0 ? 422 : 200
  )
}

function ceQueDitLaFiche({ publiees: v }: LieuPublic, genre: GenreErreur): string | undefined {
  switch (genre) {
    case 'telephone':
      return v.telephone && telephoneEnClair(v.telephone)
    case 'horaires':
      return v.horaires && ecrireHoraires(v.horaires)
    case 'demenage':
      return [v.adresse, v.code_postal, v.commune].filter(Boolean).join(', ') || undefined
    case 'ferme':
    case 'autre':
      return undefined
  }
}

async function submitErreur(c: Contexte) {
  const lieu = await findLieuSignale(c)
  if (!lieu) return c.notFound()
  const saisie = await readFormulaire(c)
  const { quoi = '' } = saisie
  if (!isGenreErreur(quoi))
    return rendrePage(
      c,
      <QuoiVue
        cadre={c.var.cadre}
        lieu={toVue(lieu)}
        erreurs={[{ champ: 'quoi', message: 'Choisissez ce qui est faux.' }]}
      />,
      422
    )
  const merci = `/lieux/${lieu.id}/signaler/merci`
  if (saisie[PIEGE]) return c.redirect(merci, 303)
  const lu = lireReponses(ERREURS[quoi].questions, saisie)
  const courriel = lireCourrielDeReponse(saisie.courriel ?? '')
  if (!lu.ok || !courriel.ok)
    return renderPrecisions(c, lieu, quoi, { saisie, erreurs: [...fautes(lu), ...fautes(courriel)] })
  const depot = await deposerSignalement(
    c.var.db,
    {
      genre: quoi,
      lieuId: lieu.id,
      departement: lieu.departement ?? undefined,
      propose: lu.value,
      courriel: courriel.value,
      ...provenance(c)
    },
    c.var.now
  )
  if (!depot.ok) return renderPrecisions(c, lieu, quoi, { saisie, attendre: true })
  return c.redirect(merci, 303)
}

const provenance = (c: Contexte): Pick<Depot, 'adresse' | 'appareil'> => ({
  adresse: readAdresseClient(c),
  appareil: (c.req.header('user-agent') ?? '').slice(0, 300)
})

const fautes = (lu: { ok: true } | { ok: false; error: FauteDeSaisie | readonly FauteDeSaisie[] }) =>
  lu.ok ? [] : [lu.error].flat()

async function showMerci(c: Contexte) {
  const lieu = await findLieuSignale(c)
  return lieu ? rendrePage(c, <MerciVue cadre={c.var.cadre} lieu={toVue(lieu)} />) : c.notFound()
}

async function showManquant(c: Contexte) {
  const saisie = Object.fromEntries(
    QUESTIONS_MANQUANT.map(({ nom }) => [nom, sansNul(c.req.query(nom) ?? '').slice(0, 2_000)])
  )
  const commence = QUESTIONS_MANQUANT.some(({ nom }) => c.req.query(nom) !== undefined)
  if (!commence || c.req.query('modifier') !== undefined)
    return rendrePage(c, <ManquantVue cadre={c.var.cadre} saisie={saisie} />)
  const cherche = await chercher(c, saisie)
  if (!cherche.ok) return renderManquant(c, saisie, cherche.erreurs)
  return renderRessemblants(c, saisie, cherche.ressemblants)
}

const renderManquant = (c: Contexte, saisie: Saisie, erreurs: readonly FauteDeSaisie[]) =>
  rendrePage(c, <ManquantVue cadre={c.var.cadre} saisie={saisie} erreurs={erreurs} />, 422)

type Ressemblants = Awaited<ReturnType<typeof chercherRessemblants>>

/** What was typed, checked, and the lieux that look like it. */
async function chercher(c: Contexte, saisie: Saisie) {
  const lu = lireReponses(QUESTIONS_MANQUANT, saisie)
  if (!lu.ok) return { ok: false as const, erreurs: lu.error }
  const { nom = '', commune = '', adresse = '' } = lu.value
  const { communes, ressemblants } = await chercherRessemblants(c.var.db, { nom, commune, adresse })
  if (communes.length === 0)
    return {
      ok: false as const,
      erreurs: [
        {
          champ: 'commune',
          message: `Nous ne connaissons pas « ${commune} ». Vérifiez l’orthographe, ou écrivez le code postal.`
        }
      ]
    }
  return { ok: true as const, propose: lu.value, communes, ressemblants }
}

function renderRessemblants(
  c: Contexte,
  saisie: Saisie,
  ressemblants: Ressemblants['ressemblants'],
  { erreurs = [], attendre = false }: { erreurs?: readonly FauteDeSaisie[]; attendre?: boolean } = {}
) {
  return rendrePage(
    c,
    <RessemblantsVue
      cadre={c.var.cadre}
      saisie={saisie}
      erreurs={erreurs}
      attendre={attendre}
      precisions={PRECISIONS}
      ressemblants={ressemblants.map(toRessemblant)}
    />,
    attendre ? 429 : erreurs.length > 0 ? 422 : 200
  )
}

export function toRessemblant({ lieu, preuves }: Ressemblants['ressemblants'][number]) {
  const v = lieu.publiees
  return {
    href: adresseFiche(lieu),
    nom: lieu.nom,
    adresse: [v.adresse, v.code_postal, v.commune].filter(Boolean).join(', '),
    raisons: preuves.slice(0, 3).map(({ texte }) => texte)
  }
}

async function submitManquant(c: Contexte) {
  const saisie = await readFormulaire(c)
  if (saisie[PIEGE]) return c.redirect(`${CHEMIN_MANQUANT}/merci`, 303)
  const cherche = await chercher(c, saisie)
  if (!cherche.ok) return renderManquant(c, saisie, cherche.erreurs)
  const { communes, ressemblants } = cherche
  const precisions = lireReponses([PRECISIONS], saisie)
  const courriel = lireCourrielDeReponse(saisie.courriel ?? '')
  if (!precisions.ok || !courriel.ok)
    return renderRessemblants(c, saisie, ressemblants, { erreurs: [...fautes(precisions), ...fautes(courriel)] })
  // Nothing is created before the likely ones have been shown.
  if (ressemblants.length > 0 && saisie.aucun !== 'oui') return renderRessemblants(c, saisie, ressemblants)
  const departements = new Set(await departementsDe(c, communes))
  const [departement] = departements.size === 1 ? departements : []
  const depot = await deposerSignalement(
    c.var.db,
    {
      genre: 'manquant',
      lieuId: undefined,
      departement,
      propose: { ...cherche.propose, ...precisions.value },
      courriel: courriel.value,
      ...provenance(c)
    },
    c.var.now
  )
  if (!depot.ok) return renderRessemblants(c, saisie, ressemblants, { attendre: true })
  return c.redirect(`${CHEMIN_MANQUANT}/merci`, 303)
}

// A name that several départements have belongs to no territory: the national queue shows it.
async function departementsDe(c: Contexte, communes: Ressemblants['communes']): Promise<string[]> {
  const geo = await obtenirGeographie(c.var.db)
  return communes.flatMap(({ code }) => geo.commune(code)?.departement ?? [])
}
