import { join } from 'node:path'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { cloreConsultations } from '../features/consultation/actions/clore.ts'
import { creerConsultation } from '../features/consultation/consultation.fixture.ts'
import { REGLAGES_PAR_DEFAUT } from '../features/consultation/domain/module.ts'
import { ecrireModule } from '../features/consultation/domain/saisie-module.ts'
import { chargerDemonstrationConsultation } from '../features/consultation/index.ts'
import type { Db } from '../platform/db/index.ts'
import { RACINE } from '../racine.ts'

const LABEL = '/consultations/mediation-numerique-2014'
const OUVERTE = '/consultations/lieu-accueillant'
const BUREAU = '/administration/consultations'

/** Pages of consultations, by who opens them. `{texte}`: what `vivreConsultations` left there. */
export const PAGES_CONSULTATION: Readonly<Record<string, readonly string[]>> = {
  visiteur: [
    ...['', '?etat=close', '?etat=restituee', '?etat=archivee', '/guide', '/regles'].map(
      (fin) => `/consultations${fin}`
    ),
    ...[
      '',
      '/modules/enjeux-et-actions',
      '/items/1',
      '/reponses',
      '/synthese',
      '/donnees',
      '/decompte',
      '/seances'
    ].map((fin) => `${LABEL}${fin}`),
    ...[
      '',
      '/modules/l-accueil',
      '/modules/l-accueil/proposer',
      '/items/1',
      '/items/1/actions',
      '/reponses',
      '/synthese',
      '/donnees',
      '/seances'
    ].map((fin) => `${OUVERTE}${fin}`),
    '{proposition-a-signaler}',
    '{commentaire-a-signaler}',
    '{commentaire-a-signaler}&fait=signale',
    '{reponse-a-ecrire}',
    '{brouillon-garde}',
    '/consultations/reprendre/inconnu',
    '{seance}',
    '/consultations/{texte}',
    '/consultations/{texte}/modules/enjeux',
    '/consultations/{texte}/items/1',
    '/consultations/{texte}/items/1/amender',
    '{amendement}',
    ...['', '/modules/enjeux', '/items/1', '/reponses', '/synthese', '/donnees'].map(
      (fin) => `/consultations/{close}${fin}`
    ),
    '/consultations/{a-venir}',
    '/consultations/{a-venir}/items/1',
    '/consultations/{a-venir}/modules/enjeux/proposer'
  ],
  responsable: [
    '/consultations/mes-reponses',
    `${OUVERTE}/mes-reponses`,
    OUVERTE,
    `${OUVERTE}/modules/l-accueil`,
    `${OUVERTE}/items/1`,
    '{proposition}',
    '{proposition-en-attente}',
    '{decision-de-moderation}',
    `${OUVERTE}/seances/nouvelle`,
    '{seance}',
    '{seance}/modifier',
    '{seance}/items/1',
    '{aide}?accord=oui'
  ],
  bureau: [
    BUREAU,
    `${BUREAU}?etat=archivee`,
    `${BUREAU}/nouvelle`,
    `${BUREAU}/sujet`,
    '{preparee}',
    ...['/mots', '/dates', '/modules/nouveau', '/modules/les-enjeux', '/items/1', '/items/1/echange'].map(
      (fin) => `{preparee}${fin}`
    ),
    ...['/reglages', '/ajouter'].map((fin) => `{preparee}/modules/les-enjeux${fin}`),
    '{sujet}',
    ...['', '/dates', '/reponses'].map((fin) => `${BUREAU}/lieu-accueillant${fin}`),
    ...['', '/reponses', '/reponses/1'].map((fin) => `${BUREAU}/{close}${fin}`),
    ...['', '/reponses'].map((fin) => `${BUREAU}/mediation-numerique-2014${fin}`),
    '/consultations/moderation',
    '{chose-a-juger}',
    '{chose-jugee}'
  ]
}

/** What answers no, and says it in a page like the others. */
export const REFUS_CONSULTATION: Readonly<Record<string, number>> = {
  '/consultations/reprendre/inconnu': 404,
  '/consultations/{a-venir}/modules/enjeux/proposer': 409
}

const presser = (nom: string) => (page: Page) => page.getByRole('button', { name: nom, exact: true }).first().click()
const deplier = (nom: string) => (page: Page) => page.getByText(nom, { exact: true }).first().click()

/** States that an address alone does not show: somebody presses, or opens. */
export const GESTES_CONSULTATION: readonly {
  readonly qui: string
  readonly nom: string
  readonly chemin: string
  readonly agir: (page: Page) => Promise<void>
}[] = [
  ['responsable', 'un commentaire vide', `${OUVERTE}/items/1`, presser('Publier mon commentaire')],
  ['responsable', 'une valeur vide', `${OUVERTE}/items/1`, presser('Ajouter à la liste')],
  ['responsable', 'un fichier oublié', `${OUVERTE}/items/1`, presser('Déposer ce fichier')],
  ['responsable', 'une valeur à signaler', `${OUVERTE}/items/1`, deplier('Signaler une valeur')],
  ['responsable', 'une action vide', `${OUVERTE}/items/1/actions`, presser('Associer cette action')],
  [
    'responsable',
    'un lieu cherché pour une action',
    `${OUVERTE}/items/1/actions`,
    async (page: Page) => {
      await page.getByLabel('Le nom du lieu').fill('médiathèque')
      await presser('Chercher ce lieu')(page)
    }
  ],
  ['responsable', 'une proposition vide', `${OUVERTE}/modules/l-accueil/proposer`, presser('Publier')],
  [
    'responsable',
    'une proposition qui ressemble à une autre',
    `${OUVERTE}/modules/l-accueil/proposer`,
    async (page: Page) => {
      await page.getByLabel('Votre proposition, en une phrase').fill('Un accueil sans rendez-vous chaque semaine')
      await page.getByLabel('Expliquez-la').fill('Une demi-journée par semaine, une personne se consacre à l’accueil.')
      await presser('Publier')(page)
      await page.getByText('Est-ce que l’une d’elles dit la même chose').waitFor()
    }
  ],
  ['responsable', 'un amendement qui ne change rien', '/consultations/{texte}/items/1/amender', presser('Publier')],
  ['responsable', 'une séance vide', `${OUVERTE}/seances/nouvelle`, presser('Enregistrer la séance')],
  ['visiteur', 'un signalement sans motif', '{commentaire-a-signaler}', presser('Envoyer à la modération')],
  ['visiteur', 'le dictionnaire des données', `${LABEL}/donnees`, deplier('Les propositions')],
  ['bureau', 'une consultation sans titre', `${BUREAU}/nouvelle`, presser('Créer la consultation')],
  ['bureau', 'un module sans titre', '{preparee}/modules/nouveau', presser('Enregistrer ce module')],
  ['bureau', 'une réponse vide', `${BUREAU}/{close}/reponses/1`, presser('Enregistrer')],
  ['bureau', 'une restitution sans accord', `${BUREAU}/{close}/reponses`, presser('Publier les réponses')],
  ['bureau', 'une décision sans raison', '{chose-a-juger}', presser('Enregistrer la décision')]
].map(([qui, nom, chemin, agir]) => ({ qui, nom, chemin, agir }) as (typeof GESTES_CONSULTATION)[number])

/** Posts as somebody, and gives the address that it leads to, without its question. */
type Poster = (qui: string, chemin: string, champs: Record<string, string>) => Promise<string>

/** What people leave behind them in consultations: answers, reports, decisions, meetings, drafts. */
export async function vivreConsultations(db: Db, poster: Poster, now: Date): Promise<ReadonlyMap<string, string>> {
  const laisse = new Map<string, string>()
  await chargerDemonstrationConsultation(db, join(RACINE, 'content', 'consultations'), now)
  const dans = (jours: number) => new Date(now.getTime() + jours * 86_400_000)
  const dire = { titre: 'Des bancs dehors', texte: 'Pour attendre assis, à l’ombre, sans déranger personne.' }

  // In the open one: every way to contribute, by somebody known.
  const ici = `${OUVERTE}/items/1`
  await poster('responsable', `${ici}/avis`, { sens: 'revoir', raison: 'Le samedi manque.' })
  await poster('responsable', `${ici}/commentaires`, { commentaire: 'Le mardi, tout a changé chez nous.' })
  await poster('responsable', `${ici}/valeurs`, { valeur: 'Patience, Bienveillance' })
  await poster('responsable', `${ici}/actions`, {
    action: 'Les mardis porte ouverte.',
    lien: 'https://www.exemple.fr/'
  })
  const proposition = await poster('responsable', `${OUVERTE}/modules/l-accueil/proposer`, dire)
  laisse.set('proposition', proposition)
  laisse.set('proposition-a-signaler', `${OUVERTE}/signaler?item=${proposition.split('/').at(-1)}`)
  laisse.set('brouillon-garde', await poster('visiteur', `${ici}/commentaires`, { commentaire: 'Je garde ceci.' }))
  const seance = {
    nom: 'Atelier du mardi',
    tenue_le: now.toISOString().slice(0, 10),
    presents: '12',
    texte: dire.texte
  }
  const tenue = await poster('responsable', `${OUVERTE}/seances/nouvelle`, seance)
  laisse.set('seance', tenue)
  laisse.set('aide', await poster('responsable', `${tenue}/aider`, { accord: 'oui' }))

  // One comment waits for a moderator, another was taken away.
  const commentaires = await listCommentaires(db)
  const [signale = '', retire = ''] = commentaires
  const signaler = (id: string) => `${OUVERTE}/signaler?contribution=${id}`
  laisse.set('commentaire-a-signaler', signaler(signale))
  laisse.set('reponse-a-ecrire', `${ici}?repondre=${signale}`)
  for (const id of [signale, retire]) await poster('visiteur', signaler(id), { motif: 'hors-sujet', texte: '' })
  laisse.set('chose-a-juger', `/consultations/moderation/contribution/${signale}`)
  laisse.set('chose-jugee', `/consultations/moderation/contribution/${retire}`)
  const decision = { geste: 'retirer', motif: 'hors-sujet', raison: dire.texte, etat: 'publie', decisions: '0' }
  await poster('bureau', `/consultations/moderation/contribution/${retire}`, decision)
  const { rows: decisions } = await sql<{ id: string }>`select id from consultation_moderation`.execute(db)
  laisse.set('decision-de-moderation', `${OUVERTE}/moderations/${decisions[0]?.id}`)

  // Others, each in the state that its name says.
  const creer = async (nom: string, champs: Parameters<typeof creerConsultation>[1]) => {
    const dates = { ouverture: dans(-20), cloture: dans(20), publiee_le: dans(-25), reponse_avant: null }
    const { adresse } = await creerConsultation(db, { ...champs, consultation: { ...dates, ...champs?.consultation } })
    laisse.set(nom, adresse)
    return adresse
  }
  const texte = await creer('texte', { module: { nature: 'texte' } })
  const change = {
    titre: 'Le samedi',
    texte: 'Une personne se consacre à l’accueil, le samedi aussi.',
    motif: dire.texte
  }
  laisse.set('amendement', await poster('responsable', `/consultations/${texte}/items/1/amender`, change))
  const relue = await creer('relue', { module: { propositions: 'apres-moderation' } })
  laisse.set(
    'proposition-en-attente',
    await poster('responsable', `/consultations/${relue}/modules/enjeux/proposer`, dire)
  )
  const close = await creer('close', { items: 2 })
  await poster('responsable', `/consultations/${close}/items/1/avis`, { sens: 'accord' })
  await sql`update consultation set cloture = ${dans(-1)}, cloture_annoncee = ${dans(-1)} where adresse = ${close}`.execute(
    db
  )
  await cloreConsultations(db, now)
  await creer('a-venir', { consultation: { ouverture: dans(5) } })

  const mots = { reseau: 'national', titre: 'Une consultation à préparer', question: 'Quoi ?', introduction: '' }
  const preparee = await poster('bureau', `${BUREAU}/nouvelle`, mots)
  laisse.set('preparee', preparee)
  const module = ecrireModule({ ...REGLAGES_PAR_DEFAUT, titre: 'Les enjeux', question: '' }) as Record<string, string>
  const revision = async () =>
    String(
      (
        await sql<{
          n: number
        }>`select revision as n from consultation where adresse = ${preparee.split('/').at(-1)}`.execute(db)
      ).rows[0]?.n
    )
  await poster('bureau', `${preparee}/modules/nouveau`, { ...module, revision: await revision() })
  for (const titre of ['Accueillir', 'Accompagner'])
    await poster('bureau', `${preparee}/modules/les-enjeux/ajouter`, { titre, texte: '', revision: await revision() })
  laisse.set('sujet', await poster('bureau', `${BUREAU}/sujet`, { ...mots, titre: 'Un sujet', proposition: 'Ouvrir.' }))
  return laisse
}

/** In the open consultation: one of somebody else, and the last of the responsable. */
async function listCommentaires(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from consultation_contribution c
    join consultation k on k.id = c.consultation_id and k.adresse = 'lieu-accueillant'
    left join compte a on a.id = c.auteur_id
    where c.genre = 'commentaire' and c.etat = 'publie'
    order by (a.courriel like 'responsable@%') is true, c.le`.execute(db)
  return [...rows.slice(0, 1), ...rows.slice(-1)].map(({ id }) => id)
}
