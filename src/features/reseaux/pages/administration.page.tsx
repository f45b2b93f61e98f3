import { readFile } from 'node:fs/promises'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { recevoirFormulaire } from '../../../platform/http/televersement.ts'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import {
  ajouterTerritoire,
  changerLogo,
  creerReseau,
  LOGO_OCTETS_MAX,
  modifierReseau,
  reglerOuverture,
  retirerLogo,
  retirerTerritoire
} from '../actions/administrer.ts'
import { apparence } from '../actions/apparences.ts'
import {
  chercherTerritoires,
  communesDe,
  lireReseau,
  lireReseaux,
  nommerTerritoires,
  reseauxVoisins
} from '../actions/lire-reseau.ts'
import type { SaisieIdentite } from '../domain/identite.ts'
import type { GenreTerritoireReseau, TerritoireDeReseau } from '../domain/perimetre.ts'
import { findReseau } from '../store/reseau.store.ts'
import { chargerBlocs, sendTheme, slugDe } from './reseaux.page.tsx'
import {
  AdministrationReseauVue,
  AdministrationReseauxVue,
  type Choix,
  FAITS,
  NouveauReseauVue,
  type SaisieNouveau,
  toSaisie
} from './vues/administration.vue.tsx'
import {
  direAjoutRefuse,
  direCreationRefusee,
  direFaute,
  direLogoRefuse,
  direManque,
  direTerritoireInconnu
} from './vues/refus.ts'
import { ReseauVue } from './vues/reseaux.vue.tsx'

const BASE = '/administration/reseaux'
const permission = 'reseaux:gerer'

const objet = (c: Contexte) => ({ reseau: slugDe(c) })

const poster = (fin: string, traiter: Route['traiter'], reste: Partial<Route> = {}): Route => ({
  methode: 'post',
  chemin: `${BASE}/:slug/${fin}`,
  permission,
  objet,
  traiter,
  ...reste
})
const delimiter = { permission: 'reseaux:delimiter' }

export const routesAdministrationReseaux: readonly Route[] = [
  { methode: 'get', chemin: BASE, permission, traiter: showListe },
  { methode: 'post', chemin: BASE, permission: 'reseaux:creer', traiter: submitNouveau },
  // Before the page of a réseau, whose address would take « nouveau » for one.
  { methode: 'get', chemin: `${BASE}/nouveau`, permission: 'reseaux:creer', traiter: (c) => showNouveau(c) },
  { methode: 'get', chemin: `${BASE}/:slug`, permission, objet, traiter: showUn },
  { methode: 'get', chemin: `${BASE}/:slug/apercu`, permission, objet, traiter: showApercu },
  { methode: 'get', chemin: `${BASE}/:slug/theme.css`, permission, objet, traiter: sendThemeApercu },
  poster('identite', submitIdentite),
  poster('territoires', submitTerritoire, delimiter),
  poster('territoires/retirer', submitRetrait, delimiter),
  poster('logo', submitLogo, { recoitFichier: true }),
  poster('logo/retirer', submitRetraitLogo),
  poster('ouverture', submitOuverture)
]

const gesteDe = (c: Contexte) => ({ acteur: c.var.acteur, now: c.var.now })
const vers = (c: Contexte, fait: keyof typeof FAITS, ancre: string) =>
  c.redirect(`${BASE}/${slugDe(c)}?fait=${fait}#${ancre}`, 303)

async function showListe(c: Contexte) {
  const reseaux = (await lireReseaux(c.var.db)).filter(({ reseau }) => c.var.peut(permission, { reseau: reseau.id }))
  return rendrePage(
    c,
    <AdministrationReseauxVue cadre={c.var.cadre} reseaux={reseaux} peutCreer={c.var.peut('reseaux:creer')} />
  )
}

const NOUVEAU_VIDE: SaisieNouveau = { nom: '', accroche: '', adresse: '' }

function showNouveau(c: Contexte, saisie = NOUVEAU_VIDE, erreurs: readonly ErreurDeChamp[] = []) {
  return rendrePage(
    c,
    <NouveauReseauVue cadre={c.var.cadre} saisie={saisie} erreurs={erreurs} />,
    erreurs.length > 0 ? 422 : 200
  )
}

async function submitNouveau(c: Contexte) {
  const { nom = '', accroche = '', adresse = '' } = await readFormulaire(c)
  const cree = await creerReseau(c.var.db, { nom, accroche, adresse }, gesteDe(c))
  if (!cree.ok) return showNouveau(c, { nom, accroche, adresse }, [direCreationRefusee(cree.error)])
  return c.redirect(`${BASE}/${cree.value}?fait=cree`, 303)
}

interface Affichage {
  readonly saisie?: SaisieIdentite
  readonly erreurs?: readonly ErreurDeChamp[]
  readonly entretemps?: boolean
  readonly tape?: string
  readonly choix?: readonly Choix[]
}

async function showUn(c: Contexte) {
  const tape = c.req.query('territoire')?.trim().slice(0, 200) ?? ''
  return show(c, tape ? { tape, choix: await chercherTerritoires(c.var.db, tape) } : {})
}

async function show(c: Contexte, affichage: Affichage) {
  const lu = await lireReseau(c.var.db, slugDe(c))
  if (!lu) return c.notFound()
  const erreurs = affichage.erreurs ?? []
  return rendrePage(
    c,
    <AdministrationReseauVue
      cadre={c.var.cadre}
      lu={lu}
      saisie={affichage.saisie ?? toSaisie(lu.reseau)}
      entretemps={affichage.entretemps ?? false}
      erreurs={erreurs}
      tape={affichage.tape ?? ''}
      choix={affichage.choix ?? []}
      voisins={await reseauxVoisins(c.var.db, lu)}
      peutDelimiter={c.var.peut('reseaux:delimiter')}
      fait={erreurs.length > 0 ? undefined : c.req.query('fait')}
    />,
    erreurs.length > 0 ? 422 : 200
  )
}

async function submitIdentite(c: Contexte) {
  const champs = await readFormulaire(c)
  const saisie: SaisieIdentite = {
    nom: champs.nom ?? '',
    accroche: champs.accroche ?? '',
    presentation: champs.presentation ?? '',
    identite: champs.identite ?? '',
    couleur: champs.couleur ?? '',
    couleur_accent: champs.couleur_accent ?? '',
    fuseau: champs.fuseau ?? ''
  }
  const fin = await modifierReseau(c.var.db, slugDe(c), { version: Number(champs.version), saisie }, gesteDe(c))
  if (fin.ok) return vers(c, fin.value.change ? 'enregistre' : 'rien', 'contenu')
  switch (fin.error.raison) {
    case 'inconnu':
      return c.notFound()
    case 'saisie':
      return show(c, { saisie, erreurs: fin.error.fautes.map(direFaute) })
    case 'modifie-entretemps':
      return show(c, {
        saisie,
        entretemps: true,
        erreurs: [
          {
            champ: 'nom',
            message:
              'Une autre personne a modifié ce réseau pendant que vous écriviez. Comparez, puis enregistrez à nouveau.'
          }
        ]
      })
  }
}

const GENRES: readonly GenreTerritoireReseau[] = ['commune', 'epci', 'departement', 'region']

/** « epci:243100633 », as the buttons and the list of homonyms send it. */
function parseChoix(texte = ''): TerritoireDeReseau | undefined {
  const [genre, code = ''] = texte.split(':')
  const connu = GENRES.find((un) => un === genre)
  return connu && /^[0-9AB]{2,9}$/.test(code) ? { genre: connu, code } : undefined
}

/** A choice is added; a name is looked for first, and asked about when several territories bear it. */
async function submitTerritoire(c: Contexte) {
  const { territoire: tape = '', choix } = await readFormulaire(c)
  const choisi = parseChoix(choix)
  const trouves = choisi ? [choisi] : await chercherTerritoires(c.var.db, tape)
  const [premier, ...autres] = trouves
  if (!premier) {
    const message = await direTerritoireInconnu(c.var.db, tape)
    return show(c, { tape, erreurs: [{ champ: 'territoire', message }] })
  }
  if (autres.length > 0)
    return c.redirect(`${BASE}/${slugDe(c)}?${new URLSearchParams({ territoire: tape })}#perimetre`, 303)
  const ajout = await ajouterTerritoire(c.var.db, slugDe(c), premier, gesteDe(c))
  if (ajout.ok) return vers(c, 'territoire', 'perimetre')
  if (ajout.error.raison === 'inconnu') return c.notFound()
  const [nom] = await nommer(c, [premier])
  const par = ajout.error.raison === 'deja-couvert' && ajout.error.par !== 'ensemble' ? [ajout.error.par] : []
  const [couvrant] = await nommer(c, par)
  return show(c, {
    tape,
    erreurs: [{ champ: 'territoire', message: direAjoutRefuse(ajout.error, nom ?? tape, couvrant) }]
  })
}

async function nommer(c: Contexte, territoires: readonly TerritoireDeReseau[]): Promise<readonly string[]> {
  const noms = await nommerTerritoires(c.var.db, territoires)
  return noms.map(({ nom }) => nom)
}

async function submitRetrait(c: Contexte) {
  const choisi = parseChoix((await readFormulaire(c)).choix)
  if (!choisi) return show(c, { erreurs: [{ champ: 'territoire', message: 'Choisissez un territoire de la liste.' }] })
  const retrait = await retirerTerritoire(c.var.db, slugDe(c), choisi, gesteDe(c))
  if (retrait.ok) return vers(c, 'retire', 'perimetre')
  if (retrait.error.raison === 'inconnu') return c.notFound()
  return show(c, {
    erreurs: [
      {
        champ: 'territoire',
        message: 'C’est le dernier territoire d’un réseau ouvert. Ajoutez-en un autre d’abord, ou fermez le réseau.'
      }
    ]
  })
}

async function submitLogo(c: Contexte) {
  const recu = await recevoirFormulaire(c, { tailleMax: LOGO_OCTETS_MAX })
  try {
    const refuser = (message: string) => show(c, { erreurs: [{ champ: 'logo', message }] })
    if (recu.tropGros) return await refuser(direLogoRefuse('trop-lourd'))
    if (!recu.fichier) return await refuser(direLogoRefuse('absent'))
    const change = await changerLogo(c.var.db, slugDe(c), await readFile(recu.fichier.chemin), gesteDe(c))
    if (change.ok) return vers(c, 'logo', 'identite-visuelle')
    if (change.error.raison === 'inconnu') return c.notFound()
    return await refuser(direLogoRefuse(change.error.raison))
  } finally {
    await recu.supprimer()
  }
}

async function submitRetraitLogo(c: Contexte) {
  await readFormulaire(c)
  return (await retirerLogo(c.var.db, slugDe(c), gesteDe(c)))
    ? vers(c, 'logo-retire', 'identite-visuelle')
    : c.notFound()
}

async function submitOuverture(c: Contexte) {
  const ouvrir = (await readFormulaire(c)).ouvrir === 'oui'
  const fin = await reglerOuverture(c.var.db, slugDe(c), ouvrir, gesteDe(c))
  if (fin.ok) return vers(c, ouvrir ? 'ouvert' : 'ferme', 'contenu')
  switch (fin.error.raison) {
    case 'inconnu':
      return c.notFound()
    case 'national':
      return show(c, { erreurs: [{ champ: 'ouverture', message: 'Le réseau national reste ouvert.' }] })
    case 'incomplet':
      return show(c, { erreurs: fin.error.manques.map(direManque) })
  }
}

/** The page as everybody will see it, in its own look, whether open or not. */
async function showApercu(c: Contexte) {
  const lu = await lireReseau(c.var.db, slugDe(c))
  if (!lu) return c.notFound()
  return rendrePage(
    c,
    <ReseauVue
      cadre={{
        ...c.var.cadre,
        reseau: { ...apparence(lu.reseau, `${BASE}/${lu.reseau.id}`), accueil: `${BASE}/${lu.reseau.id}/apercu` }
      }}
      lu={lu}
      communes={await communesDe(c.var.db, lu.perimetre)}
      blocs={await chargerBlocs(c, lu)}
      apercu={
        <p>
          {lu.reseau.ouvert_le
            ? 'Voici la page que tout le monde voit. '
            : 'Aperçu : seuls les administrateurs voient cette page. '}
          <a href={`${BASE}/${lu.reseau.id}`}>Revenir aux réglages de ce réseau</a>
        </p>
      }
    />
  )
}

async function sendThemeApercu(c: Contexte) {
  const reseau = await findReseau(c.var.db, slugDe(c))
  return reseau ? sendTheme(c, reseau) : c.notFound()
}
