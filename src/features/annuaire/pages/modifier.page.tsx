import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { fuseauDuDepartement, obtenirGeographie } from '../../territoires/index.ts'
import { apercevoir } from '../actions/apercevoir.ts'
import type { RefusFiche } from '../actions/ecrire-fiche.ts'
import {
  digestSection,
  direAJour,
  enregistrerSection,
  lireValeursTenues,
  mergeSection
} from '../actions/enregistrer-section.ts'
import { geocodeurDe } from '../actions/geocodeur.ts'
import { listPropositions, repondreProposition } from '../actions/propositions.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import { adresseFiche } from '../domain/fiche.ts'
import { momentLocal } from '../domain/horaires/moment.ts'
import { compriseDe, type FauteDeFiche, lireSection, type Saisie, saisieDe } from '../domain/saisie-fiche.ts'
import { champsEcrits, type SectionDeFiche, sectionDeFiche } from '../domain/sections-fiche.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import { listPhotos } from '../store/photo.store.ts'
import { nomsDesSources } from '../store/source.store.ts'
import { findLieuDeLAdresse, findLieuTenu, mayHold, outilsDe, readSaisie, toModifie } from './fiche-tenue.ts'
import { FicheVue } from './vues/fiche.vue.tsx'
import {
  BandeauApercu,
  cheminModifier,
  dire,
  ModifierVue,
  type SectionProps,
  SectionVue
} from './vues/modifier.vue.tsx'

const permission = 'fiche:tenir'

export const routesModifier: readonly Route[] = [
  // Everyone may follow this link: who does not hold the lieu is led to asking for it.
  { methode: 'get', chemin: '/lieux/:adresse/modifier', permission: 'lieux:lire', traiter: showModifier },
  { methode: 'post', chemin: '/lieux/:adresse/modifier/a-jour', permission, traiter: submitAJour },
  { methode: 'post', chemin: '/lieux/:adresse/modifier/proposition', permission, traiter: submitProposition },
  { methode: 'get', chemin: '/lieux/:adresse/modifier/:section', permission, traiter: showSection },
  { methode: 'post', chemin: '/lieux/:adresse/modifier/:section', permission, traiter: submitSection }
]

const FAITS: Readonly<Record<string, { titre: string; texte?: string; ton: 'succes' | 'attention' }>> = {
  'a-jour': {
    titre: 'C’est noté : votre fiche est à jour',
    texte: 'Merci. Les visiteurs voient la date d’aujourd’hui.',
    ton: 'succes'
  },
  prise: { titre: 'La valeur proposée est publiée', ton: 'succes' },
  gardee: { titre: 'Votre réponse est gardée', ton: 'succes' },
  changee: {
    titre: 'Cette proposition a changé',
    texte: 'Rien n’a été fait. Relisez ce que disent les annuaires, puis répondez de nouveau.',
    ton: 'attention'
  }
}

async function showModifier(c: Contexte): Promise<Response> {
  const lieu = await findLieuDeLAdresse(c)
  if (!lieu) return c.notFound()
  c.header('cache-control', 'no-store')
  if (!(await mayHold(c, lieu))) return c.redirect(`${adresseFiche(lieu)}/revendiquer`, 303)
  const [{ valeurs, tenue }, photos, propositions, noms] = await Promise.all([
    lireValeursTenues(c.var.db, lieu),
    listPhotos(c.var.db, lieu.id),
    listPropositions(c.var.db, lieu),
    nomsDesSources(c.var.db)
  ])
  const fait = c.req.query('fait') ?? ''
  const publiee = sectionDeFiche(fait)
  return rendrePage(
    c,
    <ModifierVue
      cadre={c.var.cadre}
      lieu={toModifie(lieu)}
      valeurs={valeurs}
      aJourLe={tenue ? valeurs.date_maj : undefined}
      photos={photos.length}
      propositions={propositions.map((p) => ({ ...p, nomSource: noms.get(p.source) ?? p.source }))}
      message={
        publiee
          ? { titre: `C’est publié : ${publiee.titre}`, ton: 'succes' }
          : Object.hasOwn(FAITS, fait)
            ? FAITS[fait]
            : undefined
      }
    />
  )
}

const backTo = (c: Contexte, lieu: LieuPublic, fait: string) =>
  c.redirect(`${cheminModifier(toModifie(lieu))}?fait=${fait}`, 303)

const refuseFiche = async (c: Contexte, { raison }: Pick<RefusFiche, 'raison'>): Promise<Response> =>
  raison === 'interdit' ? pageErreur(c, 403) : c.notFound()

async function submitAJour(c: Contexte): Promise<Response> {
  const porte = await findLieuTenu(c)
  if ('refus' in porte) return porte.refus
  const issue = await direAJour(c.var.db, porte.lieu.id, outilsDe(c))
  return issue.ok ? backTo(c, porte.lieu, 'a-jour') : refuseFiche(c, issue.error)
}

async function submitProposition(c: Contexte): Promise<Response> {
  const porte = await findLieuTenu(c)
  if ('refus' in porte) return porte.refus
  const { champ = '', empreinte = '', reponse } = await readFormulaire(c)
  if (reponse !== 'prendre' && reponse !== 'garder') return pageErreur(c, 400)
  const prendre = reponse === 'prendre'
  const issue = await repondreProposition(c.var.db, porte.lieu.id, { champ, empreinte, prendre }, outilsDe(c))
  if (issue.ok) return backTo(c, porte.lieu, prendre ? 'prise' : 'gardee')
  return issue.error.raison === 'proposition-changee' ? backTo(c, porte.lieu, 'changee') : refuseFiche(c, issue.error)
}

async function showSection(c: Contexte): Promise<Response> {
  const section = sectionDeFiche(c.req.param('section') ?? '')
  const porte = await findLieuTenu(c)
  if ('refus' in porte) return porte.refus
  if (!section) return c.notFound()
  c.header('cache-control', 'no-store')
  const { valeurs } = await lireValeursTenues(c.var.db, porte.lieu)
  const vue = digestSection(section, valeurs)
  return renderSection(c, porte.lieu, { section, saisie: saisieDe(section, valeurs), vue })
}

function renderSection(
  c: Contexte,
  lieu: LieuPublic,
  props: Omit<SectionProps, 'cadre' | 'lieu'>,
  statut: 200 | 409 | 422 = 200
) {
  return rendrePage(c, <SectionVue cadre={c.var.cadre} lieu={toModifie(lieu)} {...props} />, statut)
}

async function submitSection(c: Contexte): Promise<Response> {
  const section = sectionDeFiche(c.req.param('section') ?? '')
  const porte = await findLieuTenu(c)
  if ('refus' in porte) return porte.refus
  if (!section) return c.notFound()
  const { lieu } = porte
  const { geste: gestes, vue: vues, ...saisie } = await readSaisie(c)
  const [geste, vue = ''] = [gestes?.[0], vues?.[0]]
  if (geste === 'corriger') return renderSection(c, lieu, { section, saisie, vue })
  const geo = await obtenirGeographie(c.var.db)
  const lue = lireSection(section, saisie, geo)
  if (!lue.ok) return renderSection(c, lieu, { section, saisie, vue, erreurs: versLaPage(lue.error) }, 422)
  const { valeurs: avant } = await lireValeursTenues(c.var.db, lieu)
  const ecrites = await place(c, section, lue.value, avant)
  if (digestSection(section, avant) !== vue) return showConflit(c, lieu, section, saisie, ecrites, avant)
  if (geste !== 'publier')
    return showApercu(c, lieu, { section, saisie, vue }, mergeSection(avant, section, ecrites, geo))
  const issue = await enregistrerSection(c.var.db, lieu.id, { section, valeurs: ecrites, vue }, outilsDe(c))
  if (issue.ok) return backTo(c, lieu, section.cle)
  if (issue.error.raison === 'changee') return showConflit(c, lieu, section, saisie, ecrites, issue.error.valeurs)
  if (issue.error.raison === 'contestable')
    return renderSection(c, lieu, { section, saisie, vue, erreurs: [{ champ: 'commune', message: CONTESTABLE }] }, 422)
  return refuseFiche(c, issue.error)
}

const CONTESTABLE =
  'On peut encore dire que vous ne devez pas vous occuper de ce lieu. D’ici là, il ne change pas de département.'

// A fault of the whole address is shown on the field that begins it.
const versLaPage = (fautes: readonly FauteDeFiche[]) => fautes.map(({ champ, message }) => ({ champ, message }))

/** A new address has a new place on the map, unless its coordinates were typed too. */
async function place(c: Contexte, section: SectionDeFiche, ecrites: Valeurs, avant: Valeurs): Promise<Valeurs> {
  if (!champsEcrits(section).includes('latitude')) return ecrites
  const same = (noms: readonly (keyof Valeurs)[]) => noms.every((nom) => ecrites[nom] === avant[nom])
  const typed = ecrites.latitude !== undefined && !same(['latitude', 'longitude'])
  if (typed || (ecrites.latitude !== undefined && same(['adresse', 'code_postal', 'commune']))) return ecrites
  const { latitude: _, longitude: __, ...sansPoint } = ecrites
  const { adresse, code_postal: codePostal, code_insee: codeInsee } = ecrites
  const geocodeur = adresse ? geocodeurDe(c.var.config) : undefined
  if (!geocodeur || !adresse) return sansPoint
  const trouvees = await geocodeur.chercher({ adresse, codePostal, codeInsee }, 1)
  const [trouvee] = trouvees.ok ? trouvees.value : []
  // Less sure, or only the commune: the commune's centre says so better.
  return trouvee && trouvee.score >= SCORE_SUR && (trouvee.genre === 'numero' || trouvee.genre === 'voie')
    ? { ...sansPoint, latitude: trouvee.latitude, longitude: trouvee.longitude }
    : sansPoint
}

const SCORE_SUR = 0.6

function showConflit(
  c: Contexte,
  lieu: LieuPublic,
  section: SectionDeFiche,
  saisie: Saisie,
  ecrites: Valeurs,
  avant: Valeurs
) {
  const conflit = section.champs.flatMap(({ nom }) => {
    const [a, b] = [avant[nom], ecrites[nom]]
    const [publiee, tapee] = [a === undefined ? '' : dire(nom, a), b === undefined ? '' : dire(nom, b)]
    return publiee === tapee ? [] : [{ champ: nom, publiee, tapee }]
  })
  return renderSection(c, lieu, { section, saisie, vue: digestSection(section, avant), conflit }, 409)
}

async function showApercu(
  c: Contexte,
  lieu: LieuPublic,
  formulaire: Pick<SectionProps, 'section' | 'saisie' | 'vue'>,
  dites: Valeurs
) {
  const { db, cadre, now } = c.var
  const vue = await apercevoir(db, await obtenirGeographie(db), lieu, dites, now)
  const instant = { genre: 'instant' as const, instant: now.getTime() }
  return rendrePage(
    c,
    <FicheVue
      cadre={cadre}
      adressePublique={adresseFiche(lieu)}
      canonique={adresseFiche(lieu)}
      maintenant={momentLocal(instant, fuseauDuDepartement(vue.departement ?? null))}
      apercu={<BandeauApercu lieu={toModifie(lieu)} avis={compriseDe(formulaire.saisie)} {...formulaire} />}
      lieu={{
        numero: lieu.id,
        departement: vue.departement,
        nom: vue.nom,
        valeurs: vue.valeurs,
        provenances: [],
        sources: [],
        positionApproximative: vue.positionApprochee ? 'commune' : undefined,
        misAJourLe: vue.valeurs.date_maj,
        fictif: lieu.fictif
      }}
    />
  )
}
