import { createServer, type Server, type Socket } from 'node:net'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { transaction } from '../db/index.ts'
import { libererJobsOrphelins, queueJob } from '../jobs/index.ts'
import { type BaseDeTest, creerBaseDeTest } from '../testing/base.ts'
import { demarrerTravaux, executerTravaux } from '../testing/travaux.ts'
import { envoyerCourriel, findCourriel, jobEnvoyerCourriel, listCourriels } from './index.ts'

const MAINTENANT = new Date('2026-06-09T08:00:00Z')
const now = () => MAINTENANT
const MESSAGE = {
  a: 'ici@exemple.fr',
  sujet: 'Où en est l’import',
  texte: 'Il attend.',
  html: '<p>Il attend.</p>',
  motif: 'essai'
}

let base: BaseDeTest
beforeAll(async () => {
  base = await creerBaseDeTest()
})
beforeEach(async () => {
  await sql`truncate courriel`.execute(base.db)
  await sql`delete from graphile_worker._private_jobs`.execute(base.db)
})

/** A mail server of forty lines: it keeps what it receives, or answers what the test says. */
async function ouvrirSmtp({ refuser = () => false, muet = false }: { refuser?: () => boolean; muet?: boolean } = {}) {
  const recus: string[] = []
  const prises = new Set<Socket>()
  const serveur: Server = createServer((prise) => {
    prises.add(prise)
    let donnees: string | undefined
    const dire = (ligne: string) => prise.writable && prise.write(`${ligne}\r\n`)
    if (!muet) dire('220 essai')
    let reste = ''
    prise.on('error', () => {})
    prise.on('data', (octets) => {
      reste += octets.toString()
      for (let fin = reste.indexOf('\r\n'); fin >= 0; fin = reste.indexOf('\r\n')) {
        const ligne = reste.slice(0, fin)
        reste = reste.slice(fin + 2)
        if (donnees !== undefined) {
          if (ligne !== '.') donnees += `${ligne}\n`
          else {
            if (refuser()) dire('451 plus tard')
            else {
              recus.push(donnees)
              dire('250 reçu')
            }
            donnees = undefined
          }
        } else if (/^(EHLO|HELO)/.test(ligne)) dire('250 essai')
        else if (ligne === 'DATA') {
          donnees = ''
          dire('354 allez-y')
        } else dire(ligne === 'QUIT' ? '221 au revoir' : '250 bien')
      }
    })
  })
  await new Promise<void>((resolve) => void serveur.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const prise of prises) prise.destroy()
    serveur.close()
  })
  return { recus, prises, url: `smtp://127.0.0.1:${(serveur.address() as { port: number }).port}?ignoreTLS=true` }
}

const jobVers = (smtpUrl: string) => jobEnvoyerCourriel({ smtpUrl, expediteur: 'Maillage <maillage@exemple.fr>' })
const ecrire = () => transaction(base.db, (trx) => envoyerCourriel(trx, MESSAGE, MAINTENANT))
const attendre = async (vrai: () => boolean | Promise<boolean>) => {
  for (let essai = 0; !(await vrai()); essai++) {
    if (essai > 300) throw new Error('rien ne vient')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('un courriel', () => {
  it('part une fois la transaction validée, et une seule', async () => {
    const smtp = await ouvrirSmtp()
    await ecrire()
    await executerTravaux(base, [jobVers(smtp.url)], now)
    await executerTravaux(base, [jobVers(smtp.url)], now)
    expect(smtp.recus).toHaveLength(1)
    expect(smtp.recus[0]).toMatch(/^To: ici@exemple.fr$/m)
    expect(smtp.recus[0]).toMatch(/^Message-ID: <\d+\.1780992000000@maillage>$/m)
    // What it says is gone with it: a link that it holds cannot be read in the base.
    expect((await listCourriels(base.db))[0]).toMatchObject({
      sujet: MESSAGE.sujet,
      texte: '',
      html: '',
      envoye_le: MAINTENANT,
      derniere_erreur: null
    })
  })

  it('n’a jamais existé quand la transaction est défaite', async () => {
    const smtp = await ouvrirSmtp()
    await expect(
      transaction(base.db, async (trx) => {
        await envoyerCourriel(trx, MESSAGE, MAINTENANT)
        throw new Error('non')
      })
    ).rejects.toThrow('non')
    await executerTravaux(base, [jobVers(smtp.url)], now)
    expect(smtp.recus).toHaveLength(0)
    expect(await listCourriels(base.db)).toHaveLength(0)
  })

  it('part malgré la mort de celui qui l’envoyait, sous le même identifiant', async () => {
    const muet = await ouvrirSmtp({ muet: true })
    await ecrire()
    const tue = await demarrerTravaux(base, [jobVers(muet.url)], now)
    await attendre(() => muet.prises.size > 0)
    // Killed: nobody gives the job back. The next start of a single process does.
    await libererJobsOrphelins(base.db)
    const smtp = await ouvrirSmtp()
    await executerTravaux(base, [jobVers(smtp.url)], now)
    expect(smtp.recus).toHaveLength(1)
    for (const prise of muet.prises) prise.destroy()
    await tue.stop()
    expect(smtp.recus).toHaveLength(1)
    expect((await listCourriels(base.db))[0]?.envoye_le).toEqual(MAINTENANT)
  })

  it('refusé pour l’instant, attend son prochain essai et dit pourquoi', async () => {
    let refuse = true
    const smtp = await ouvrirSmtp({ refuser: () => refuse })
    await ecrire()
    await executerTravaux(base, [jobVers(smtp.url)], now)
    expect((await listCourriels(base.db))[0]).toMatchObject({ envoye_le: null, essais: 1, derniere_erreur: 'EMESSAGE' })
    const { rows } = await sql<{
      plus_tard: boolean
    }>`select run_at > now() as plus_tard from graphile_worker.jobs`.execute(base.db)
    expect(rows).toEqual([{ plus_tard: true }])
    refuse = false
    await sql`update graphile_worker._private_jobs set run_at = now()`.execute(base.db)
    await executerTravaux(base, [jobVers(smtp.url)], now)
    expect(smtp.recus).toHaveLength(1)
  })

  it('sans serveur d’envoi, reste lisible et n’est pas marqué envoyé', async () => {
    await ecrire()
    await executerTravaux(base, [jobVers('')], now)
    const [courriel] = await listCourriels(base.db)
    expect(courriel).toMatchObject({ texte: 'Il attend.', envoye_le: null, essais: 0 })
    expect(await findCourriel(base.db, courriel?.id ?? 0)).toEqual(courriel)
  })
})

describe('un courriel qui parle d’une personne', () => {
  const confier = () => transaction(base.db, (trx) => envoyerCourriel(trx, { ...MESSAGE, oublier: true }, MAINTENANT))
  /** Everything the database still holds: the queue of messages, and that of jobs. */
  const traces = async () =>
    JSON.stringify([
      await listCourriels(base.db),
      (await sql`select payload, last_error from graphile_worker._private_jobs`.execute(base.db)).rows
    ])
  const passerLAttente = () => sql`update graphile_worker._private_jobs set run_at = now()`.execute(base.db)

  it('une fois parti, ne laisse dans la file ni son texte ni son adresse', async () => {
    const smtp = await ouvrirSmtp()
    await confier()
    expect(await traces()).toContain(MESSAGE.texte)
    await executerTravaux(base, [jobVers(smtp.url)], now)
    expect(smtp.recus).toHaveLength(1)
    expect(await listCourriels(base.db)).toEqual([])
    expect(await traces()).not.toMatch(new RegExp(`${MESSAGE.texte}|${MESSAGE.a}`))
  })

  it('refusé pour l’instant, est gardé et repris ; refusé pour de bon, est oublié', async () => {
    let refuse = true
    const smtp = await ouvrirSmtp({ refuser: () => refuse })
    await confier()
    await executerTravaux(base, [jobVers(smtp.url)], now)
    expect((await listCourriels(base.db))[0]).toMatchObject({ texte: MESSAGE.texte, essais: 1 })
    refuse = false
    await passerLAttente()
    await executerTravaux(base, [jobVers(smtp.url)], now)
    expect([smtp.recus.length, await listCourriels(base.db)]).toEqual([1, []])

    refuse = true
    await confier()
    await sql`update graphile_worker._private_jobs set max_attempts = 1`.execute(base.db)
    await executerTravaux(base, [jobVers(smtp.url)], now)
    expect(await traces()).not.toMatch(new RegExp(`${MESSAGE.texte}|${MESSAGE.a}`))
    expect(smtp.recus).toHaveLength(1)
  })

  it('part une seule fois quand celui qui l’envoyait meurt entre la validation et l’envoi', async () => {
    const muet = await ouvrirSmtp({ muet: true })
    await confier()
    const tue = await demarrerTravaux(base, [jobVers(muet.url)], now)
    await attendre(() => muet.prises.size > 0)
    await libererJobsOrphelins(base.db)
    const smtp = await ouvrirSmtp()
    await executerTravaux(base, [jobVers(smtp.url)], now)
    for (const prise of muet.prises) prise.destroy()
    await tue.stop()
    await passerLAttente()
    await executerTravaux(base, [jobVers(smtp.url)], now)
    expect([smtp.recus.length, await listCourriels(base.db)]).toEqual([1, []])
  })

  it('sans serveur d’envoi, se lit une heure, puis s’en va', async () => {
    let heure = MAINTENANT
    await confier()
    const travaux = await demarrerTravaux(base, [jobVers('')], () => heure)
    const attente = async () =>
      (await sql<{ run_at: Date }>`select run_at from graphile_worker.jobs`.execute(base.db)).rows[0]?.run_at
    const terme = new Date('2026-06-09T09:00:00Z')
    await attendre(async () => (await attente())?.getTime() === terme.getTime())
    expect((await listCourriels(base.db))[0]).toMatchObject({ texte: MESSAGE.texte, envoye_le: null })
    heure = terme
    await attendre(async () => (await listCourriels(base.db)).length === 0)
    await travaux.stop()
  })
})

describe('un travail', () => {
  it('ne s’exécute que si la transaction qui le demande est validée', async () => {
    const faits: unknown[] = []
    const job = { nom: 'essai', executer: async (payload: unknown) => void faits.push(payload) }
    await expect(
      transaction(base.db, async (trx) => {
        await queueJob(trx, 'essai', { n: 1 })
        throw new Error('non')
      })
    ).rejects.toThrow()
    await transaction(base.db, (trx) => queueJob(trx, 'essai', { n: 2 }))
    await executerTravaux(base, [job], now)
    expect(faits).toEqual([{ n: 2 }])
  })

  it('demandé deux fois sous la même clé tant qu’il attend, s’exécute une fois, comme demandé en dernier', async () => {
    const faits: unknown[] = []
    const job = { nom: 'essai', executer: async (payload: unknown) => void faits.push(payload) }
    for (const n of [1, 2]) await transaction(base.db, (trx) => queueJob(trx, 'essai', { n }, { cle: 'un-seul' }))
    await executerTravaux(base, [job], now)
    expect(faits).toEqual([{ n: 2 }])
  })

  it('qui échoue est repris plus tard, et sait quel est son dernier essai', async () => {
    const essais: [number, boolean][] = []
    const job = {
      nom: 'essai',
      executer: async (_: unknown, { essai, dernierEssai }: { essai: number; dernierEssai: boolean }) => {
        essais.push([essai, dernierEssai])
        throw new Error('pas encore')
      }
    }
    await transaction(base.db, (trx) => queueJob(trx, 'essai', {}, { essais: 2 }))
    for (let i = 0; i < 3; i++) {
      await executerTravaux(base, [job], now)
      await sql`update graphile_worker._private_jobs set run_at = now()`.execute(base.db)
    }
    expect(essais).toEqual([
      [1, false],
      [2, true]
    ])
  })
})
