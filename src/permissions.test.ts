import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { FEATURES, listRoutes } from './app.tsx'
import { cookieDe, donner } from './features/comptes/pages/attribution.fixture.ts'
import { creerCompte } from './features/comptes/pages/compte.fixture.ts'
import type { Objet, Octroi, Portee } from './kernel/droit.ts'
import {
  type Attribution,
  definitionRole,
  ROLES_DONNES,
  type RoleDonne,
  TOUS_LES_RESEAUX,
  type Zone
} from './kernel/role.ts'
import { cheminHono } from './platform/http/api.ts'
import type { Contexte, Feature } from './platform/http/feature.ts'
import { buildPermissions, isAllowed } from './platform/http/permissions.ts'
import { cookieAdministration, creerApplicationDeTest } from './platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from './platform/testing/base.ts'

const TABLE = buildPermissions(FEATURES)
const PERMISSIONS = [...TABLE.keys()]

const SICOVAL: Zone = { genre: 'epci', code: '243100633' }
const RAMONVILLE: readonly Zone[] = [{ genre: 'commune', code: '31446' }, SICOVAL, { genre: 'departement', code: '31' }]
const GAP: readonly Zone[] = [
  { genre: 'commune', code: '05061' },
  { genre: 'departement', code: '05' }
]
/** Roles that decide for others: their password alone is not enough. */
const A_SECOND_FACTEUR: readonly RoleDonne[] = ['comite', 'secretariat', 'administrateur']

/** The number of a fiche, there or not: a right is about its number. */
const lieu = 77

/** Somebody in some state: what their cookie is, and what should count of what they were given. */
interface Personne {
  readonly nom: string
  readonly cookie: string
  readonly compte: boolean
  readonly attributions: readonly Attribution[]
  /** A role waits for its second factor. */
  readonly retenu?: boolean
}

let base: BaseDeTest
const personnes: Personne[] = []

beforeAll(async () => {
  base = await creerBaseDeTest()
  const { db } = base
  let suite = 0
  const ouvrir = () =>
    creerCompte(db, { courriel: `p${++suite}@exemple.fr`, pseudonyme: `Personne ${suite}`, sansMotDePasse: true })
  const attributionDe = (role: RoleDonne, reseau: string): Attribution => {
    const { territoires, lieux, college } = definitionRole(role)
    return {
      role,
      reseau,
      ...(territoires === 'exiges' && { territoires: [SICOVAL] }),
      ...(lieux && { lieux: [lieu] }),
      ...(college && { college: 'collectivites' as const }),
      ...(reseau === 'sicoval' && { perimetre: [SICOVAL] })
    }
  }
  const donnerA = async (id: string, { role, reseau, territoires = [], lieux = [], college }: Attribution) =>
    donner(db, id, { role, reseau, territoires, lieux, college })

  personnes.push({ nom: 'visiteur', cookie: '', compte: false, attributions: [] })
  personnes.push({
    nom: 'lien d’administration',
    cookie: await cookieAdministration(db),
    compte: false,
    attributions: [{ role: 'administrateur', reseau: TOUS_LES_RESEAUX }]
  })
  personnes.push({ nom: 'contributeur', cookie: await cookieDe(db, await ouvrir()), compte: true, attributions: [] })
  for (const reseau of ['national', 'sicoval'])
    for (const role of ROLES_DONNES) {
      const id = await ouvrir()
      const attribution = attributionDe(role, reseau)
      await donnerA(id, attribution)
      const nom = `${role} (${reseau})`
      personnes.push({ nom, cookie: await cookieDe(db, id), compte: true, attributions: [attribution] })
      const sans = await cookieDe(db, id, { secondFacteur: false })
      if (A_SECOND_FACTEUR.includes(role))
        personnes.push({
          nom: `${nom}, sans second facteur`,
          cookie: sans,
          compte: true,
          attributions: [],
          retenu: true
        })
      else
        personnes.push({ nom: `${nom}, sans second facteur`, cookie: sans, compte: true, attributions: [attribution] })
    }
  const etats: Record<string, (id: string, attribution: string) => Promise<unknown>> = {
    'rôle retiré': (_, a) =>
      sql`update attribution set retiree_le = donnee_le, retiree_par = 'systeme' where id = ${a}`.execute(db),
    'rôle terminé': (_, a) =>
      sql`update attribution set donnee_le = donnee_le - interval '2 days', fin_le = donnee_le where id = ${a}`.execute(
        db
      ),
    'compte suspendu': (id) => sql`update compte set etat = 'suspendu' where id = ${id}`.execute(db),
    'session terminée': (id) =>
      sql`update session set ouverte_le = ouverte_le - interval '2 days', expire_le = ouverte_le where compte_id = ${id}`.execute(
        db
      )
  }
  for (const [nom, changer] of Object.entries(etats)) {
    const id = await ouvrir()
    const attribution = await donnerA(id, { role: 'administrateur', reseau: 'national' })
    const cookie = await cookieDe(db, id)
    await changer(id, attribution)
    personnes.push({ nom, cookie, compte: nom.startsWith('rôle'), attributions: [] })
  }
})

const sujet = ({ compte, attributions }: Personne) => ({ ...(compte && { compte: { confirme: true } }), attributions })

/** The real doors, sessions and table; behind each door, a word instead of what it does. */
const portes: readonly Feature[] = FEATURES.map((feature) => ({
  ...feature,
  routes: (feature.routes ?? []).map((route) => ({ ...route, partagee: false, traiter: (c) => c.text('entré') })),
  api: (feature.api ?? []).map((route) => ({ ...route, traiter: (c) => c.json({}) }))
}))

/** Each address, once for each réseau when it is about one. */
const cases = [
  ...portes.flatMap(({ routes = [], api = [] }) => [
    ...routes.flatMap(({ methode, chemin, permission, objet }) =>
      (objet ? ['sicoval', 'national'] : ['1']).map((slug) => ({
        methode,
        adresse: chemin.replace(':slug', slug).replaceAll(/:\w+/g, '1'),
        permission,
        objet: objet?.({ req: { param: () => slug } } as unknown as Contexte)
      }))
    ),
    ...api.map(({ route, permission }) => ({
      methode: route.method,
      adresse: cheminHono(route.path).replaceAll(/:\w+/g, '1'),
      permission,
      objet: undefined
    }))
  ]),
  { methode: 'get', adresse: '/api/v1/openapi.json', permission: 'api:lire', objet: undefined }
]

/** One door for each permission, way in and réseau: what stands behind them asks the same question. */
const PORTES_DISTINCTES = [
  ...new Map(
    cases.map((une) => [
      [une.methode, une.permission, une.adresse.startsWith('/api/'), une.objet?.reseau].join(' '),
      une
    ])
  ).values()
]
/** Those who try every single door: nobody, an account without a role, and who runs the site. */
const CURIEUX = ['visiteur', 'lien d’administration', 'contributeur']

describe('la grille rôle × action × état', () => {
  it('ne laisse aucune route sans règle, ni aucune règle sans personne', () => {
    expect(listRoutes().filter(({ permission }) => !TABLE.has(permission))).toEqual([])
    expect(PERMISSIONS.filter((permission) => Object.keys(TABLE.get(permission) ?? {}).length === 0)).toEqual([])
    expect(new Set(cases.map(({ permission }) => permission)).size).toBeGreaterThan(15)
  })

  it('ouvre chaque porte à qui la table le dit, et à personne d’autre', { timeout: 240_000 }, async () => {
    const site = creerApplicationDeTest(base.db, { features: portes, reglages: { CACHE_PAGES: '0' } })
    const fautes: string[] = []
    let combien = 0
    const essais = personnes.flatMap((personne) =>
      (CURIEUX.includes(personne.nom) ? cases : PORTES_DISTINCTES).map((porte) => ({ personne, ...porte }))
    )
    for (const { personne, methode, adresse, permission, objet } of essais) {
      const permis = isAllowed(TABLE, sujet(personne), permission, objet)
      const lecture = methode === 'get' && !adresse.startsWith('/api/')
      const refus = personne.retenu && lecture ? 303 : personne.compte || personne.attributions.length > 0 ? 403 : 401
      const reponse = await site.app.request(adresse, {
        method: methode.toUpperCase(),
        headers: {
          ...(personne.cookie && { cookie: personne.cookie }),
          origin: 'http://localhost',
          ...(methode === 'post' && { 'content-type': 'application/x-www-form-urlencoded' })
        },
        ...(methode === 'post' && { body: 'a=1' })
      })
      combien++
      // An API's parameters are read behind the door: a 400 has come in.
      const entre = reponse.status === 200 || reponse.status === 400
      if (permis ? !entre : reponse.status !== refus)
        fautes.push(
          `${personne.nom} : ${methode} ${adresse} (${permission}) ${permis ? 'permis' : 'refusé'}, ${reponse.status}`
        )
    }
    expect(fautes).toEqual([])
    expect(combien).toBe(essais.length)
    expect(new Set(PORTES_DISTINCTES.map(({ permission }) => permission))).toEqual(
      new Set(cases.map(({ permission }) => permission))
    )
  })

  it('couvre chaque chose comme la portée le dit : réseau, territoire, lieu', async () => {
    const objets: Readonly<Record<string, Objet | undefined>> = {
      entrer: undefined,
      'sans rien dire': {},
      'au Sicoval': { reseau: 'sicoval' },
      'au national': { reseau: 'national' },
      'dans un réseau inconnu': { reseau: 'inconnu' },
      'dans le territoire': { dans: RAMONVILLE },
      'hors du territoire': { dans: GAP },
      'dans le territoire, autre réseau': { dans: RAMONVILLE, reseau: 'inconnu' },
      'son lieu': { lieu, dans: GAP },
      'un autre lieu': { lieu: lieu + 1, dans: GAP }
    }
    const essai: Feature = {
      nom: 'essai',
      permissions: { 'essai:lire': { visiteur: 'partout' } },
      routes: [
        {
          methode: 'get',
          chemin: '/essai',
          permission: 'essai:lire',
          traiter: (c) =>
            c.json(
              Object.fromEntries(
                [...PERMISSIONS, 'inconnue:faire'].flatMap((permission) =>
                  Object.entries(objets).map(([nom, objet]) => [`${permission} ${nom}`, c.var.peut(permission, objet)])
                )
              )
            )
        }
      ]
    }
    const site = creerApplicationDeTest(base.db, { features: [...FEATURES, essai] })
    const fautes: string[] = []
    for (const personne of personnes) {
      const dits = (await (
        await site.get('/essai', { headers: personne.cookie ? { cookie: personne.cookie } : {} })
      ).json()) as Record<string, boolean>
      for (const permission of [...PERMISSIONS, 'inconnue:faire'])
        for (const [nom, objet] of Object.entries(objets)) {
          const attendu = expected(TABLE.get(permission) ?? {}, personne, nom, objet)
          if (dits[`${permission} ${nom}`] !== attendu)
            fautes.push(`${personne.nom} : ${permission} ${nom} devait être ${attendu ? 'permis' : 'refusé'}`)
        }
    }
    expect(fautes).toEqual([])
  })
})

/** The rule said another way, from the words of each case: it must not be the code that it checks. */
function expected(octroi: Octroi, personne: Personne, nom: string, objet: Objet | undefined): boolean {
  if (octroi.visiteur) return true
  if (octroi.contributeur && personne.compte) return true
  const [attribution] = personne.attributions
  const portee = attribution && octroi[attribution.role]
  if (!attribution || !portee) return false
  const duSite = attribution.role === 'administrateur' && attribution.reseau !== 'sicoval'
  const borne = attribution.territoires !== undefined || attribution.reseau === 'sicoval'
  const saitOu: Record<Portee, boolean> = {
    partout: !borne,
    reseau: nom === 'entrer' || (objet?.reseau !== undefined && (duSite || objet.reseau === attribution.reseau)),
    territoire:
      nom === 'entrer' ||
      (borne
        ? nom === 'dans le territoire'
        : duSite
          ? true
          : objet?.reseau === undefined || objet.reseau === attribution.reseau),
    // Of the Sicoval, a lieu that is not on its ground gives nothing.
    lieu: nom === 'entrer' || (nom === 'son lieu' && attribution.reseau !== 'sicoval')
  }
  return saitOu[portee]
}

describe('docs/permissions.md', () => {
  it('est imprimé depuis la table et l’inventaire des routes', async () => {
    await expect(ecrirePermissions()).toMatchFileSnapshot('../docs/permissions.md')
  })
})

function ecrirePermissions(): string {
  const colonnes = ['visiteur', 'contributeur', ...ROLES_DONNES] as const
  const signe: Record<Portee, string> = { partout: 'P', reseau: 'R', territoire: 'T', lieu: 'L' }
  const grille = PERMISSIONS.toSorted().map((permission) => {
    const octroi = TABLE.get(permission) ?? {}
    const cellules = colonnes.map((role) => {
      if (octroi.visiteur || (octroi.contributeur && role !== 'visiteur')) return 'P'
      const portee = octroi[role]
      return portee ? signe[portee] : ''
    })
    return `| \`${permission}\` | ${cellules.join(' | ')} |`
  })
  const avecObjet = new Set(
    FEATURES.flatMap(({ routes = [] }) => routes.flatMap((r) => (r.objet ? [`${r.methode} ${r.chemin}`] : [])))
  )
  const routes = Map.groupBy(listRoutes(), ({ permission }) => permission)
  const inventaire = [...routes]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([permission, siennes]) =>
        `### \`${permission}\`\n\n${siennes
          .map(({ methode, chemin }) => ({ methode: methode.toUpperCase(), chemin, cle: `${methode} ${chemin}` }))
          .toSorted((a, b) => (`${a.chemin} ${a.methode}` < `${b.chemin} ${b.methode}` ? -1 : 1))
          .map(({ methode, chemin, cle }) => `- ${methode} \`${chemin}\`${avecObjet.has(cle) ? ' (ce réseau-là)' : ''}`)
          .join('\n')}`
    )
  return `# Permissions

Imprimé depuis la table des permissions (\`permissions\` de chaque \`feature.ts\`) et l’inventaire des routes :
\`npm test -- src/permissions.test.ts -u\` le récrit. Le même essai frappe à chaque porte, pour chaque rôle et chaque état.

Ce qui n’est pas écrit ici est refusé.

- **P** : partout. La personne tient le rôle sur le réseau national, sans limite.
- **R** : dans le réseau où le rôle est donné.
- **T** : dans le territoire où le rôle est donné, et dans le périmètre de son réseau.
- **L** : pour les lieux que le rôle nomme.

Un administrateur du réseau national règle le site : il tient tous les réseaux. Les rôles \`${A_SECOND_FACTEUR.join('`, `')}\` ne
comptent que dans une session où un second facteur a été donné. Un rôle retiré ou terminé, un compte suspendu ou une
session close ne comptent plus à la requête suivante.

| permission | ${colonnes.join(' | ')} |
| --- |${' --- |'.repeat(colonnes.length)}
${grille.join('\n')}

## Ce que chaque permission ouvre

Une page qui porte sur une seule chose demande en plus que le droit couvre cette chose ; l’action qui la change le
vérifie elle-même.

${inventaire.join('\n\n')}
`
}
