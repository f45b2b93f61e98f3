import { spawn } from 'node:child_process'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { plusJours } from '../../../kernel/dates-legales.ts'
import type { Jour } from '../../../kernel/jour.ts'
import { transaction } from '../../../platform/db/index.ts'
import { libererJobsOrphelins, type OutilsJob } from '../../../platform/jobs/index.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { createJournaux } from '../../../platform/journaux.ts'
import { jobEnvoyerCourriel, listCourriels } from '../../../platform/mail/index.ts'
import type { BaseDeTest } from '../../../platform/testing/base.ts'
import { executerTravaux } from '../../../platform/testing/travaux.ts'
import { RACINE } from '../../../racine.ts'
import { declarerLieu, faire, ouvrir } from '../actions/adhesion/adhesion-en-base.fixture.ts'
import { agirSur, mettreAJour } from '../actions/adhesion/agir-sur.ts'
import { inscrire } from '../actions/adhesion/decisions.ts'
import { suivreActivite } from '../actions/adhesion/suivre-activite.ts'
import { DEBUT, histoire, instant, nommer, ouvrirBase } from '../actions/adhesion/vie.fixture.ts'
import type { Acte } from '../domain/adhesion/actes.ts'
import { CHOIX_NATIONAUX, CONTENU_NATIONAL } from '../domain/adhesion/adhesion.fixture.ts'
import { findDossier } from '../store/adhesion.store.ts'
import { findCharte } from '../store/charte.store.ts'
import { jobAnnoncerVersions } from './annoncer-versions.job.ts'
import { jobSuivreAdhesions } from './suivre-adhesions.job.ts'

const JOUR = 86_400_000

let base: BaseDeTest
let prendreLieu: () => number
let version = 0

beforeAll(async () => {
  const ouverte = await ouvrirBase(150)
  base = ouverte.base
  prendreLieu = ouverte.prendreLieu
  version = (await findCharte(base.db, 'nationale'))?.versions[0]?.id ?? 0
})

const outils = (now: Date): OutilsJob => ({
  db: base.db,
  now: () => now,
  journaux: createJournaux('silence'),
  essai: 1,
  dernierEssai: true
})
const suivre = (le: string) => jobSuivreAdhesions.executer({}, outils(instant(le)))

const temps = (id: string, now: Date) => transaction(base.db, (trx) => mettreAJour(trx, id, { acteur: 'systeme', now }))

describe('qui suit les adhésions', () => {
  type Geste = readonly [minutes: number, acte: (now: Date) => Acte]

  const declarer = (): Acte => ({
    genre: 'declarer',
    version,
    contenu: CONTENU_NATIONAL,
    choix: CHOIX_NATIONAUX,
    sincere: true
  })
  const avertir =
    (ecart: number) =>
    (now: Date): Acte => {
      const recueLe = plusJours(now.toISOString().slice(0, 10) as Jour, -ecart)
      return { genre: 'avertir', recueLe, envoyeeLe: recueLe, constateLe: recueLe }
    }
  const simple = (acte: Acte) => fc.constant(() => acte)
  const acte: fc.Arbitrary<(now: Date) => Acte> = fc.oneof(
    { weight: 3, arbitrary: simple({ genre: 'commencer' }) },
    { weight: 4, arbitrary: fc.constant(declarer) },
    { weight: 3, arbitrary: simple({ genre: 'activite' }) },
    { weight: 3, arbitrary: fc.nat({ max: 20 }).map(avertir) },
    simple({ genre: 'admettre-de-droit' }),
    simple({ genre: 'opposer', raisons: 'Une raison.' }),
    simple({ genre: 'rectifier' }),
    simple({ genre: 'juger', rectifie: true }),
    simple({ genre: 'juger', rectifie: false }),
    simple({ genre: 'lever', raisons: 'Une raison.' }),
    simple({ genre: 'retirer', cesse: true, sansConfusion: true })
  )
  const ecart = fc.oneof(fc.integer({ min: 1, max: 3 * 1440 }), fc.integer({ min: 1, max: 400 * 1440 }))
  const debut: readonly Geste[] = [
    [10, () => ({ genre: 'commencer' })],
    [60, declarer]
  ]

  /** A life at the same instants, with whatever `entre` does between two acts. */
  async function vivre(gestes: readonly Geste[], entre: (id: string, de: Date, a: Date) => Promise<void>) {
    const id = await ouvrir(base.db, 'nationale', prendreLieu(), DEBUT)
    let now = DEBUT
    for (const [minutes, faire] of gestes) {
      const suivant = new Date(now.getTime() + minutes * 60_000)
      await entre(id, now, suivant)
      now = suivant
      await transaction(base.db, (trx) => agirSur(trx, id, faire(now), { acteur: 'compte:essai', now }))
    }
    const fin = new Date(now.getTime() + 500 * JOUR)
    await entre(id, now, fin)
    await temps(id, fin)
    const dossier = await findDossier(base.db, id)
    const { rows } = await sql<object>`
      select numero, de, vers, le, acteur from adhesion_transition where adhesion_id = ${id} order by rang`.execute(
      base.db
    )
    const { rows: attendues } = await sql<object>`
      select genre, cle, le from adhesion_echeance where adhesion_id = ${id} order by le, genre, cle`.execute(base.db)
    return { situation: dossier?.situation, transitions: rows, attendues }
  }

  /** At each deadline, to the millisecond. */
  async function alHeure(id: string, _: Date, a: Date): Promise<void> {
    for (;;) {
      const { rows } = await sql<{ le: Date | null }>`
        select min(le) as le from adhesion_echeance where adhesion_id = ${id} and le < ${a}`.execute(base.db)
      const le = rows[0]?.le
      if (!le) return
      await temps(id, le)
    }
  }

  it('en retard, deux fois, tué ou absent, inscrit ce qu’il aurait inscrit à l’heure', async () => {
    let vies = 0
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.tuple(ecart, acte), { minLength: 1, maxLength: 7 }),
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 3 }),
        async (declare, reste, reveils) => {
          const gestes = declare ? [...debut, ...reste] : reste
          const attendu = await vivre(gestes, alHeure)
          const autre = await vivre(gestes, async (id, de, a) => {
            for (const part of reveils) {
              const now = new Date(de.getTime() + Math.floor(((a.getTime() - de.getTime()) * part) / 1001))
              if (part % 3 === 0) {
                // Killed before the end: nothing of it stays.
                const tue = transaction(base.db, async (trx) => {
                  await mettreAJour(trx, id, { acteur: 'systeme', now })
                  throw new Error('tué')
                })
                await expect(tue).rejects.toThrow('tué')
              } else await Promise.all([temps(id, now), temps(id, now)])
            }
          })
          expect(autre).toEqual(attendu)
          vies += attendu.transitions.length
        }
      ),
      { numRuns: 15 }
    )
    expect(vies).toBeGreaterThan(15)
  })

  it('traite tout ce qui est dû ; ce qui échoue n’arrête pas les autres, et se dit par son numéro', async () => {
    const ids: string[] = []
    for (let i = 0; i < 3; i++)
      ids.push(await declarerLieu(base.db, 'nationale', prendreLieu(), instant('2026-06-01T12:00:00Z')))
    const [malade = '', ...saines] = ids
    // A vote that nobody counts.
    await faire(
      base.db,
      malade,
      { genre: 'deliberer', cloture: instant('2026-06-10T12:00:00Z') },
      instant('2026-06-02T12:00:00Z')
    )
    const echec = suivre('2026-06-20T00:00:00Z')
    await expect(echec).rejects.toThrow(`1 adhésion n’a pas pu avancer : ${malade}`)
    for (const id of saines) expect((await histoire(base.db, id)).at(-1)).toBe('T6 2026-06-16T22:00:00.000Z')
    await sql`update adhesion set deliberation_fin = null where id = ${malade}`.execute(base.db)
    await sql`update adhesion_echeance set genre = 'silence' where adhesion_id = ${malade} and genre = 'depouillement'`.execute(
      base.db
    )
    await suivre('2026-06-20T00:00:00Z')
    expect((await histoire(base.db, malade)).at(-1)).toBe('T6 2026-06-16T22:00:00.000Z')
    await suivre('2026-06-20T00:00:00Z')
    expect(await histoire(base.db, malade)).toHaveLength(4)
  })
})

describe('deux cents gestes identiques au même instant', () => {
  const NOW = instant('2026-06-10T12:00:00Z')
  const ecritures = async (id: string) =>
    (
      await sql<{ numero: string }>`
      select contenu->>'numero' as numero from journal where objet = ${`adhesion/${id}`} order by rang`.execute(base.db)
    ).rows.map(({ numero }) => numero)
  const deuxCents = <R>(faire: (i: number) => Promise<R>) =>
    Promise.all(Array.from({ length: 200 }, (_, i) => faire(i)))

  it('une opposition, quand tout le comité s’oppose : une étape, une écriture, et chacun sa réponse', async () => {
    const id = await declarerLieu(base.db, 'nationale', prendreLieu(), instant('2026-06-05T12:00:00Z'))
    const issues = await deuxCents((i) =>
      transaction(base.db, (trx) =>
        inscrire(
          trx,
          id,
          { genre: 'opposer', raisons: `Raison ${i}.` },
          { genre: 'opposition', fondement: 'inexacte', texte: `Raison ${i}.` },
          { acteur: `compte:${i % 2}`, now: NOW }
        )
      )
    )
    expect(issues.filter(({ ok }) => ok)).toHaveLength(1)
    for (const issue of issues) if (!issue.ok) expect(issue.error).toEqual({ raison: 'etat', etat: 'OPPOSE' })
    expect(await ecritures(id)).toEqual(['T2', 'T3', 'T4', 'T5'])
    expect((await histoire(base.db, id)).at(-1)).toBe(`T5 ${NOW.toISOString()}`)
    const { rows } = await sql`select 1 from adhesion_piece where adhesion_id = ${id}`.execute(base.db)
    expect(rows).toHaveLength(1)
  })

  it('un envoi de déclaration : un seul délai commence', async () => {
    const id = await ouvrir(base.db, 'nationale', prendreLieu(), DEBUT)
    await faire(base.db, id, { genre: 'commencer' }, DEBUT)
    const issues = await deuxCents(() =>
      transaction(base.db, (trx) =>
        agirSur(
          trx,
          id,
          { genre: 'declarer', version, contenu: CONTENU_NATIONAL, choix: CHOIX_NATIONAUX, sincere: true },
          { acteur: 'compte:1', now: NOW }
        )
      )
    )
    expect(issues.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await ecritures(id)).toEqual(['T2', 'T3', 'T4'])
  })

  it('un signe de vie d’un lieu de deux réseaux, pendant que l’horloge passe : l’alerte tombe une fois', async () => {
    const lieu = prendreLieu()
    const id = await declarerLieu(base.db, 'nationale', lieu, instant('2026-06-01T12:00:00Z'))
    const signe = await declarerLieu(base.db, 'sicoval', lieu, instant('2026-06-01T12:00:00Z'))
    await temps(id, instant('2027-05-20T00:00:00Z'))
    const le = instant('2027-05-25T12:00:00Z')
    await deuxCents((i) =>
      transaction(base.db, async (trx) => {
        if (i % 10 === 0)
          return void (await mettreAJour(trx, i % 20 === 0 ? id : signe, { acteur: 'systeme', now: le }))
        await suivreActivite(trx, { lieu, genre: 'confirmation', le })
      })
    )
    expect(await ecritures(id)).toEqual(['T2', 'T3', 'T4', 'T6', 'T9', 'T10'])
    expect(await ecritures(signe)).toEqual(['T2', 'T3', 'signature'])
    // One sign in a day says as much as two hundred: nothing more is written.
    const revision = (await findDossier(base.db, id))?.revision
    await transaction(base.db, (trx) =>
      suivreActivite(trx, { lieu, genre: 'modification', le: instant('2027-05-25T20:00:00Z') })
    )
    expect((await findDossier(base.db, id))?.revision).toBe(revision)
    await transaction(base.db, (trx) =>
      suivreActivite(trx, { lieu, genre: 'modification', le: instant('2027-05-26T20:00:00Z') })
    )
    expect((await findDossier(base.db, id))?.revision).toBe((revision ?? 0) + 1)
  })

  it('ne rompt pas la chaîne du journal', async () => {
    for (const reseau of ['national', 'sicoval']) expect(await findRupture(base.db, reseau)).toBeUndefined()
  })
})

describe('un processus tué entre l’inscription et l’envoi', () => {
  it('laisse un message à envoyer, qui part une fois', async () => {
    const lieu = prendreLieu()
    await nommer(base.db, 'tenace', { role: 'responsable', reseau: 'national', lieux: [lieu] })
    await nommer(base.db, 'collegue', { role: 'delegue', reseau: 'national', lieux: [lieu] })
    const id = await ouvrir(base.db, 'nationale', lieu, DEBUT)
    await sql`delete from graphile_worker._private_jobs`.execute(base.db)
    const muet = await ouvrirSmtp(true)
    const enfant = spawn(
      process.execPath,
      [
        '--import',
        join(RACINE, 'tools', 'jsx.mjs'),
        join(import.meta.dirname, 'suivre-adhesions.fixture.ts'),
        base.url,
        id,
        muet.url,
        '2026-06-01T12:00:00Z'
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], cwd: RACINE }
    )
    let dit = ''
    const mort = new Promise((resolve) => enfant.once('exit', resolve))
    for (const flux of [enfant.stdout, enfant.stderr])
      flux.on('data', (octets: Buffer) => void (dit += octets.toString()))
    for (let essai = 0; muet.prises.size === 0; essai++) {
      if (essai > 500 || enfant.exitCode !== null) throw new Error(`l’enfant n’envoie rien : ${dit}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    enfant.kill('SIGKILL')
    await mort
    expect((await histoire(base.db, id)).at(-1)).toBe('T7 2026-06-01T12:00:00.000Z')

    await libererJobsOrphelins(base.db)
    const smtp = await ouvrirSmtp(false)
    const envoi = [jobEnvoyerCourriel({ smtpUrl: smtp.url, expediteur: 'Maillage <maillage@exemple.fr>' })]
    await executerTravaux(base, envoi, () => instant('2026-06-01T12:05:00Z'))
    await executerTravaux(base, envoi, () => instant('2026-06-01T12:10:00Z'))
    expect(smtp.recus.flatMap((recu) => /^To: (.*)$/m.exec(recu)?.[1] ?? []).sort()).toEqual([
      'collegue@exemple.fr',
      'tenace@exemple.fr'
    ])
  })
})

describe('une nouvelle version de la charte', () => {
  it('s’annonce une fois à chaque membre, avec la date où elle comptera', async () => {
    const [lieu, autre] = [prendreLieu(), prendreLieu()]
    await nommer(base.db, 'fidele', { role: 'responsable', reseau: 'sicoval', lieux: [lieu] })
    const id = await declarerLieu(base.db, 'sicoval', lieu, instant('2026-06-01T12:00:00Z'))
    await declarerLieu(base.db, 'sicoval', autre, instant('2026-06-01T12:00:00Z'))
    const annoncer = (le: string) => jobAnnoncerVersions.executer({}, outils(instant(le)))
    await annoncer('2026-06-02T07:00:00Z')
    await sql`
      insert into charte_version overriding system value
      select (jsonb_populate_record(null::charte_version, to_jsonb(v) || jsonb_build_object(
        'id', (select max(id) + 1 from charte_version), 'numero', v.numero + 1, 'publiee_le', '2026-07-01T10:00:00Z'))).*
      from charte_version v where v.charte_id = 'sicoval'`.execute(base.db)
    await annoncer('2026-07-01T07:00:00Z')
    const annonces = async () =>
      (await listCourriels(base.db, 1000)).filter(({ motif }) => motif === 'adhesion-nouvelle-version')
    expect(await annonces()).toHaveLength(0)
    await Promise.all([annoncer('2026-07-02T07:00:00Z'), annoncer('2026-07-02T07:00:00Z')])
    await annoncer('2026-07-03T07:00:00Z')
    const [annonce, ...autres] = await annonces()
    expect(autres).toEqual([])
    expect(annonce?.destinataire).toBe('fidele@exemple.fr')
    expect(annonce?.texte).toMatch(/depuis le mercredi 1er.juillet 2026/)
    expect(annonce?.texte).toContain('/chartes/sicoval/comparer?de=1&a=2')
    expect(annonce?.texte).toContain(`/adhesions/${id}/suivi`)
  })
})

/** A mail server of forty lines: it keeps what it receives, or never answers. */
async function ouvrirSmtp(muet: boolean) {
  const recus: string[] = []
  const prises = new Set<Socket>()
  const serveur = createServer((prise) => {
    prises.add(prise)
    let donnees: string | undefined
    let reste = ''
    const dire = (ligne: string) => prise.writable && prise.write(`${ligne}\r\n`)
    if (!muet) dire('220 essai')
    prise.on('error', () => {})
    prise.on('data', (octets) => {
      reste += octets.toString()
      for (let fin = reste.indexOf('\r\n'); fin >= 0; fin = reste.indexOf('\r\n')) {
        const ligne = reste.slice(0, fin)
        reste = reste.slice(fin + 2)
        if (donnees === undefined) {
          if (ligne === 'DATA') donnees = ''
          dire(ligne === 'DATA' ? '354 allez-y' : ligne === 'QUIT' ? '221 au revoir' : '250 bien')
        } else if (ligne !== '.') donnees += `${ligne}\n`
        else {
          recus.push(donnees)
          donnees = undefined
          dire('250 reçu')
        }
      }
    })
  })
  await new Promise<void>((resolve) => void serveur.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const prise of prises) prise.destroy()
    serveur.close()
  })
  const { port } = serveur.address() as { port: number }
  return { recus, prises, url: `smtp://127.0.0.1:${port}?ignoreTLS=true` }
}
