import type { Jour } from '../../../kernel/jour.ts'
import { parseJour } from '../../../kernel/jour.ts'
import { ok, refuse } from '../../../kernel/result.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import { lireFait } from '../../../platform/http/fait.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import {
  changerPerimetreDePole,
  choisirTerritoire,
  creerPole,
  fermerPole,
  findPole,
  lirePerimetre,
  lirePole,
  listPoles,
  modifierPole,
  nomPrecis,
  obtenirGeographie,
  type PoleRefuse,
  parseSlugDePole,
  type SaisiePole
} from '../../territoires/index.ts'
import { changementsDePerimetre, perimetreAuJour } from '../../territoires/vocabulaire.ts'
import { jourDesPoles, nommerZone } from '../actions/poles-secteurs.ts'
import {
  AdministrationPolesVue,
  AdministrationPoleVue,
  CHEMIN_POLES,
  FAITS_DU_POLE,
  NouveauPoleVue,
  type SaisieNouveauPole,
  toSaisiePole
} from './vues/poles-administration.vue.tsx'

const permission = 'poles:gerer'

/** Creating a pôle, renaming it, moving its bounds at a date, closing it. */
export const routesAdministrationPoles: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN_POLES, permission, traiter: showPoles },
  { methode: 'post', chemin: CHEMIN_POLES, permission, traiter: submitNouveau },
  // Before the page of a pôle, whose address would take « nouveau » for one.
  { methode: 'get', chemin: `${CHEMIN_POLES}/nouveau`, permission, traiter: (c) => showNouveau(c) },
  { methode: 'get', chemin: `${CHEMIN_POLES}/:id`, permission, traiter: (c) => showPole(c) },
  { methode: 'post', chemin: `${CHEMIN_POLES}/:id/identite`, permission, traiter: submitIdentite },
  { methode: 'post', chemin: `${CHEMIN_POLES}/:id/perimetre`, permission, traiter: submitPerimetre },
  { methode: 'post', chemin: `${CHEMIN_POLES}/:id/fermeture`, permission, traiter: submitFermeture }
]

const gesteDe = (c: Contexte) => ({ acteur: c.var.acteur, now: c.var.now })
/** Of the address; what cannot be a pôle's finds none. */
const lireId = (c: Contexte) => parseSlugDePole(c.req.param('id') ?? '') ?? ''

async function showPoles(c: Contexte) {
  const [poles, geo, jour] = await Promise.all([
    listPoles(c.var.db),
    obtenirGeographie(c.var.db),
    jourDesPoles(c.var.db, c.var.now)
  ])
  return rendrePage(
    c,
    <AdministrationPolesVue
      cadre={c.var.cadre}
      poles={poles.map((pole) => ({
        ...pole,
        perimetre: perimetreAuJour(pole.territoires, jour)
          .map((zone) => nommerZone(geo, zone))
          .join(', ')
      }))}
    />
  )
}

const VIDE = { nom: '', texte: '', contact_courriel: '', contact_telephone: '' }

async function showNouveau(c: Contexte, saisie?: SaisieNouveauPole, erreurs: readonly ErreurDeChamp[] = []) {
  return rendrePage(
    c,
    <NouveauPoleVue
      cadre={c.var.cadre}
      saisie={saisie ?? { ...VIDE, territoires: '', jour: ecrireJour(await jourDesPoles(c.var.db, c.var.now)) }}
      erreurs={erreurs}
    />,
    erreurs.length > 0 ? 422 : 200
  )
}

/** « 01/01/2027 », as one types it. */
const ecrireJour = (jour: string) => jour.split('-').reverse().join('/')

const lireIdentite = (champs: Readonly<Record<string, string>>): SaisiePole => ({
  nom: champs.nom ?? '',
  texte: champs.texte ?? '',
  contact_courriel: champs.contact_courriel ?? '',
  contact_telephone: champs.contact_telephone ?? ''
})

async function lireZones(
  c: Contexte,
  { territoires = '', jour = '' }: Readonly<Record<string, string>>,
  depuis: Jour | undefined
) {
  const geo = await obtenirGeographie(c.var.db)
  return lirePerimetre(
    { territoires, jour },
    {
      territoire: (texte) => {
        const choix = choisirTerritoire(geo, texte)
        if ('choisi' in choix) return ok({ genre: choix.choisi.genre, code: choix.choisi.code })
        const noms = choix.entre.map(nomPrecis)
        return refuse(
          noms.length > 0
            ? `« ${texte} » nomme plusieurs territoires. Écrivez l’un de ceux-ci : ${noms.join(' ; ')}.`
            : `Nous ne connaissons pas le territoire « ${texte} ». Vérifiez l’orthographe.`
        )
      },
      jour: parseJour,
      depuis
    }
  )
}

async function submitNouveau(c: Contexte) {
  const champs = await readFormulaire(c)
  const saisie = { ...lireIdentite(champs), territoires: champs.territoires ?? '', jour: champs.jour ?? '' }
  const identite = lirePole(saisie)
  const perimetre = await lireZones(c, champs, undefined)
  if (!identite.ok || !perimetre.ok)
    return showNouveau(c, saisie, [...(identite.ok ? [] : identite.error), ...(perimetre.ok ? [] : perimetre.error)])
  const cree = await creerPole(c.var.db, identite.value, perimetre.value, gesteDe(c))
  if (cree.ok) return c.redirect(`${CHEMIN_POLES}/${cree.value}?fait=cree`, 303)
  if (cree.error === 'interdit') return pageErreur(c, 403)
  return showNouveau(c, saisie, [
    { champ: 'nom', message: 'Un pôle a déjà ce nom, ou l’a eu. Choisissez-en un autre.' }
  ])
}

interface Affichage {
  readonly saisie?: Partial<SaisieNouveauPole>
  readonly erreurs?: readonly ErreurDeChamp[]
  /** Said at the top: the pôle is no longer what the form was about. */
  readonly refus?: string
}

async function showPole(c: Contexte, { saisie = {}, erreurs = [], refus }: Affichage = {}) {
  const pole = await findPole(c.var.db, lireId(c))
  if (!pole) return c.notFound()
  const [geo, jour] = await Promise.all([obtenirGeographie(c.var.db), jourDesPoles(c.var.db, c.var.now)])
  const nommer = (le: Jour) => perimetreAuJour(pole.territoires, le).map((zone) => nommerZone(geo, zone))
  return rendrePage(
    c,
    <AdministrationPoleVue
      cadre={c.var.cadre}
      pole={pole}
      saisie={{
        ...toSaisiePole(pole),
        territoires: nommer(jour).join('\n'),
        jour: '',
        ...saisie
      }}
      perimetres={changementsDePerimetre(pole.territoires).map((un) => ({
        jour: un.jour,
        avenir: un.jour > jour,
        zones: nommer(un.jour)
      }))}
      erreurs={erreurs}
      refus={refus}
      fait={erreurs.length > 0 || refus ? undefined : lireFait(c, FAITS_DU_POLE)}
    />,
    refus ? 409 : erreurs.length > 0 ? 422 : 200
  )
}

const vers = (c: Contexte, fait: string) => c.redirect(`${CHEMIN_POLES}/${lireId(c)}?fait=${fait}`, 303)

function repondreRefus(c: Contexte, refus: PoleRefuse, saisie: Partial<SaisieNouveauPole>) {
  switch (refus) {
    case 'interdit':
      return pageErreur(c, 403)
    case 'inconnu':
      return c.notFound()
    case 'ferme':
      return showPole(c, { saisie, refus: 'Ce pôle est fermé : il ne change plus.' })
    case 'modifie-entretemps':
      return showPole(c, {
        saisie,
        refus: 'Une autre personne a changé ce pôle pendant que vous écriviez. Comparez, puis enregistrez à nouveau.'
      })
  }
}

async function submitIdentite(c: Contexte) {
  const champs = await readFormulaire(c)
  const saisie = lireIdentite(champs)
  const lue = lirePole(saisie)
  if (!lue.ok) return showPole(c, { saisie, erreurs: lue.error })
  const version = Number(champs.version)
  const fait = await modifierPole(c.var.db, lireId(c), { version, identite: lue.value }, gesteDe(c))
  return fait.ok ? vers(c, 'modifie') : repondreRefus(c, fait.error, saisie)
}

async function submitPerimetre(c: Contexte) {
  const champs = await readFormulaire(c)
  const saisie = { territoires: champs.territoires ?? '', jour: champs.jour ?? '' }
  const lu = await lireZones(c, champs, await jourDesPoles(c.var.db, c.var.now))
  if (!lu.ok) return showPole(c, { saisie, erreurs: lu.error })
  const fait = await changerPerimetreDePole(c.var.db, lireId(c), lu.value, gesteDe(c))
  return fait.ok ? vers(c, 'perimetre') : repondreRefus(c, fait.error, saisie)
}

async function submitFermeture(c: Contexte) {
  const { confirme } = await readFormulaire(c)
  if (confirme !== 'oui')
    return showPole(c, { erreurs: [{ champ: 'confirme', message: 'Cochez la case pour fermer ce pôle.' }] })
  const fait = await fermerPole(c.var.db, lireId(c), gesteDe(c))
  return fait.ok ? vers(c, 'ferme') : repondreRefus(c, fait.error, {})
}
