import { parseCodePostal } from '../../../kernel/code-postal.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import { lireFait } from '../../../platform/http/fait.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { telephoneEnClair } from '../../../platform/ui/composants/telephone/telephone.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { nommerAuteurs } from '../../comptes/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { chercherRessemblants } from '../actions/chercher-ressemblants.ts'
import { findCommunes } from '../actions/find-communes.ts'
import { lireFiche } from '../actions/lire-fiche.ts'
import {
  annulerReponse,
  findLieuAjoute,
  type OutilsReponse,
  objetDuSignalement,
  type Reponse,
  traiterSignalement
} from '../actions/traiter-signalement.ts'
import { adresseFiche } from '../domain/fiche.ts'
import { ecrireHoraires } from '../domain/horaires/index.ts'
import { champAnnuaire } from '../domain/permissions.ts'
import { type Ajout, lireAjout, lireMessage } from '../domain/signalement.ts'
import { findLieu, type LieuPublic } from '../store/lieu.store.ts'
import {
  countDeposes,
  findSignalement,
  findSuivant,
  listSignalements,
  type Signalement
} from '../store/signalement.store.ts'
import { toRessemblant } from './signaler.page.tsx'
import {
  CHEMINS_SIGNALEMENTS,
  type SignalementProps,
  SignalementsVue,
  SignalementVue
} from './vues/signalements.vue.tsx'

const permission = 'signalements:traiter'

export const routesSignalements: readonly Route[] = [
  { methode: 'get', chemin: CHEMINS_SIGNALEMENTS.liste, permission, traiter: showSignalements },
  { methode: 'get', chemin: `${CHEMINS_SIGNALEMENTS.liste}/:id`, permission, traiter: showSignalement },
  { methode: 'post', chemin: `${CHEMINS_SIGNALEMENTS.liste}/:id/reponse`, permission, traiter: submitReponse },
  { methode: 'post', chemin: `${CHEMINS_SIGNALEMENTS.liste}/:id/annulation`, permission, traiter: submitAnnulation }
]

const PAR_PAGE = 50

// A territory nobody knows is no territory: the whole queue shows.
async function readDepartement(c: Contexte, texte: string | undefined): Promise<string | undefined> {
  const code = texte?.toUpperCase() ?? ''
  return /^[0-9AB]{2,3}$/.test(code) ? (await obtenirGeographie(c.var.db)).departement(code)?.code : undefined
}

async function showSignalements(c: Contexte) {
  const { db } = c.var
  const departement = await readDepartement(c, c.req.query('departement'))
  const champ = champAnnuaire(permission, c.var.acteur)
  const traites = c.req.query('etat') === 'traites'
  const curseur = c.req.query('curseur') ?? ''
  const apres = /^\d{1,15}$/.test(curseur) ? Number(curseur) : undefined
  const [page, deposes, geo] = await Promise.all([
    listSignalements(db, { departement, champ, traites }, { apres, limite: PAR_PAGE }),
    countDeposes(db, champ),
    obtenirGeographie(db)
  ])
  const adresse = (suite: Record<string, string>) => {
    const params = new URLSearchParams({
      ...(departement && { departement }),
      ...(traites && { etat: 'traites' }),
      ...suite
    }).toString()
    return `${CHEMINS_SIGNALEMENTS.liste}${params && `?${params}`}`
  }
  const codes = new Set([...deposes.keys(), ...(departement ? [departement] : [])])
  return rendrePage(
    c,
    <SignalementsVue
      cadre={c.var.cadre}
      total={page.total}
      traites={traites}
      departement={departement}
      departements={[...codes].sort().map((code) => ({
        valeur: code,
        libelle: `${code} – ${geo.departement(code)?.nom ?? 'territoire inconnu'} (${deposes.get(code) ?? 0})`
      }))}
      suivants={page.suivant === undefined ? undefined : adresse({ curseur: String(page.suivant) })}
      debut={apres === undefined ? undefined : adresse({})}
      signalements={page.signalements.map(({ lieu, propose, ...reste }) => ({
        ...reste,
        lieu: lieu
          ? [lieu.nom, lieu.commune].filter(Boolean).join(', ')
          : [propose.nom, propose.commune].filter(Boolean).join(', ')
      }))}
    />
  )
}

/** The report asked for, if it is this person's to answer; otherwise what to answer. */
async function findDemande(c: Contexte): Promise<Signalement | Response> {
  const id = c.req.param('id') ?? ''
  const signalement = /^\d{1,15}$/.test(id) ? await findSignalement(c.var.db, Number(id)) : undefined
  if (!signalement) return c.notFound()
  const geo = await obtenirGeographie(c.var.db)
  return c.var.peut(permission, await objetDuSignalement(c.var.db, geo, signalement)) ? signalement : pageErreur(c, 403)
}

type Message = NonNullable<SignalementProps['message']>

const FAITS: Readonly<Record<string, Message>> = {
  reponse: { ton: 'succes', titre: 'Votre réponse est enregistrée', texte: 'Vous pouvez l’annuler ci-dessous.' },
  annulation: { ton: 'succes', titre: 'La réponse est annulée', texte: 'Ce signalement attend de nouveau.' }
}
const DEJA: Message = {
  ton: 'danger',
  titre: 'Quelqu’un a répondu avant vous',
  texte: 'Rien de ce que vous avez écrit n’a été enregistré. Voici où en est ce signalement.'
}

async function showSignalement(c: Contexte) {
  const signalement = await findDemande(c)
  if (signalement instanceof Response) return signalement
  const departement = await readDepartement(c, c.req.query('departement'))
  return renderSignalement(c, signalement, { departement, message: lireFait(c, FAITS) })
}

async function renderSignalement(
  c: Contexte,
  s: Signalement,
  {
    departement,
    saisie,
    erreurs = [],
    message
  }: {
    departement: string | undefined
    saisie?: Readonly<Record<string, string>>
    erreurs?: readonly ErreurDeChamp[]
    message?: Message | undefined
  },
  statut: 200 | 409 | 422 = erreurs.length > 0 ? 422 : 200
): Promise<Response> {
  const { db } = c.var
  const { nom = '', commune = '', adresse = '' } = s.propose
  const lieuId = s.lieu_id ?? (s.suite === 'ajoute' ? await findLieuAjoute(db, s.id) : undefined)
  const lieu = lieuId === undefined ? undefined : await findLieu(db, lieuId)
  const ressemblants =
    s.genre === 'manquant' && !lieu ? (await chercherRessemblants(db, { nom, commune, adresse })).ressemblants : []
  const champ = champAnnuaire(permission, c.var.acteur)
  const [suivant, nommer] = await Promise.all([
    findSuivant(db, s.id, { departement, champ }),
    nommerAuteurs(db, [s.traite_par])
  ])
  return rendrePage(
    c,
    <SignalementVue
      cadre={c.var.cadre}
      signalement={{
        id: s.id,
        genre: s.genre,
        etat: s.etat,
        suite: s.suite,
        propose: s.propose,
        deposeLe: s.depose_le,
        traite: s.traite_le && s.traite_par ? { le: s.traite_le, par: nommer(s.traite_par) } : undefined,
        message: s.message,
        attendReponse: s.courriel !== null
      }}
      fiche={lieu && (await toFiche(c, lieu))}
      ressemblants={ressemblants.map(toRessemblant)}
      saisie={saisie ?? (await proposerAjout(c, s))}
      erreurs={erreurs}
      departement={departement}
      suivant={
        suivant === undefined
          ? undefined
          : `${CHEMINS_SIGNALEMENTS.un(suivant)}${departement ? `?departement=${departement}` : ''}`
      }
      message={message}
    />,
    statut
  )
}

async function toFiche(c: Contexte, lieu: LieuPublic) {
  const { records, noms } = await lireFiche(c.var.db, lieu)
  const v = lieu.publiees
  return {
    nom: lieu.nom,
    href: adresseFiche(lieu),
    faits: [
      { terme: 'Adresse', valeur: [v.adresse, v.code_postal, v.commune].filter(Boolean).join(', ') },
      { terme: 'Téléphone', valeur: v.telephone && telephoneEnClair(v.telephone) },
      { terme: 'Horaires', valeur: v.horaires && <span class='break'>{ecrireHoraires(v.horaires)}</span> },
      { terme: 'Retirée', valeur: lieu.retire_le && 'Plus aucune source ne cite ce lieu.' }
    ],
    sources: [...new Set(records.filter((r) => !r.disparuLe).map(({ source }) => noms.get(source) ?? source))]
  }
}

// What was typed is proposed, and a postcode that only one commune has is split from its name.
async function proposerAjout(c: Contexte, { genre, propose }: Signalement): Promise<Record<string, string>> {
  if (genre !== 'manquant') return {}
  const { nom = '', commune = '', adresse = '' } = propose
  const [seule, autre] = await findCommunes(c.var.db, commune)
  const connue = seule && autre === undefined ? (await obtenirGeographie(c.var.db)).commune(seule.code) : undefined
  const [codePostal, autreCode] = connue?.codesPostaux ?? []
  const tape = parseCodePostal(commune)
  return {
    nom,
    adresse,
    commune: connue?.nom ?? (tape ? '' : commune),
    code_postal: tape ?? (autreCode === undefined ? (codePostal ?? '') : '')
  }
}

async function submitReponse(c: Contexte) {
  const signalement = await findDemande(c)
  if (signalement instanceof Response) return signalement
  const saisie = await readFormulaire(c)
  const departement = await readDepartement(c, saisie.departement)
  const lue = await lireReponse(c, signalement, saisie)
  if ('erreurs' in lue) return renderSignalement(c, signalement, { departement, saisie, erreurs: lue.erreurs })
  const issue = await traiterSignalement(c.var.db, signalement.id, lue.reponse, outilsReponse(c))
  if (!issue.ok) return issue.error === 'hors-territoire' ? pageErreur(c, 403) : refuseTrop(c, signalement, departement)
  return c.redirect(
    `${CHEMINS_SIGNALEMENTS.un(signalement.id)}?fait=reponse${departement ? `&departement=${departement}` : ''}`,
    303
  )
}

async function refuseTrop(c: Contexte, { id }: Signalement, departement: string | undefined) {
  const courant = await findSignalement(c.var.db, id)
  return courant ? renderSignalement(c, courant, { departement, message: DEJA }, 409) : c.notFound()
}

const outilsReponse = (c: Contexte): OutilsReponse => ({
  acteur: c.var.acteur,
  now: c.var.now,
  reseau: c.var.cadre.reseau.nom,
  site: c.var.config.URL_PUBLIQUE || new URL(c.req.url).origin
})

async function lireReponse(
  c: Contexte,
  { genre }: Signalement,
  saisie: Readonly<Record<string, string>>
): Promise<{ reponse: Reponse } | { erreurs: ErreurDeChamp[] }> {
  const { suite = '' } = saisie
  const erreurs: ErreurDeChamp[] = []
  const message = lireMessage(saisie.message ?? '', suite === 'refuse')
  if (!message.ok) erreurs.push(message.error)
  const texte = message.ok ? message.value : ''
  const rendre = (reponse: Reponse) => (erreurs.length > 0 ? { erreurs } : { reponse })
  if (suite === 'refuse') return rendre({ etat: 'refuse', message: texte })
  if (suite === 'transmis' || (suite === 'corrige' && genre !== 'manquant'))
    return rendre({ etat: 'accepte', suite, message: texte })
  if (suite !== 'ajoute' || genre !== 'manquant') return { erreurs: [CHOISIR, ...erreurs] }
  const ajout = lireAjout(saisie)
  if (!ajout.ok) return { erreurs: [...ajout.error, ...erreurs] }
  const commune = await verifierCommune(c, ajout.value)
  if (commune) erreurs.push(commune)
  return rendre({ etat: 'accepte', suite: 'ajoute', ajout: ajout.value, message: texte })
}

const CHOISIR: ErreurDeChamp = { champ: 'suite', message: 'Choisissez ce que vous avez fait.' }

async function verifierCommune(c: Contexte, { commune, code_postal }: Ajout): Promise<ErreurDeChamp | undefined> {
  const connues = await findCommunes(c.var.db, commune)
  if (connues.length === 0)
    return { champ: 'commune', message: `Nous ne connaissons pas « ${commune} ». Vérifiez l’orthographe.` }
  const duCode = new Set((await findCommunes(c.var.db, code_postal)).map(({ code }) => code))
  return connues.some(({ code }) => duCode.has(code))
    ? undefined
    : { champ: 'code_postal', message: `${code_postal} n’est pas un code postal de ${commune}.` }
}

async function submitAnnulation(c: Contexte) {
  const signalement = await findDemande(c)
  if (signalement instanceof Response) return signalement
  // Already taken back: the page says where it stands.
  const issue = await annulerReponse(c.var.db, signalement.id, outilsReponse(c))
  if (!issue.ok && issue.error === 'hors-territoire') return pageErreur(c, 403)
  return c.redirect(`${CHEMINS_SIGNALEMENTS.un(signalement.id)}${issue.ok ? '?fait=annulation' : ''}`, 303)
}
