import { beforeAll, describe, expect, it } from 'vitest'
import { SYSTEME } from '../../../../kernel/acteur.ts'
import type { Jour } from '../../../../kernel/jour.ts'
import { transaction } from '../../../../platform/db/index.ts'
import { listCourriels } from '../../../../platform/mail/index.ts'
import type { BaseDeTest } from '../../../../platform/testing/base.ts'
import type { Acte } from '../../domain/adhesion/actes.ts'
import { declarerLieu, faire, ouvrir } from './adhesion-en-base.fixture.ts'
import { mettreAJour } from './agir-sur.ts'
import { inscrire } from './decisions.ts'
import { DEBUT, instant, nommer, ouvrirBase } from './vie.fixture.ts'

let base: BaseDeTest
let lieu = 0
let prendreLieu: () => number
let vus = 0

beforeAll(async () => {
  const ouverte = await ouvrirBase(12)
  base = ouverte.base
  prendreLieu = ouverte.prendreLieu
  await nommer(base.db, 'comite', { role: 'comite', reseau: 'national', college: 'associations' })
  await nommer(base.db, 'comite2', { role: 'comite', reseau: 'national', college: 'citoyens' })
  await nommer(base.db, 'secretariat', { role: 'secretariat', reseau: 'national' })
  await nommer(base.db, 'admin', { role: 'administrateur', reseau: 'sicoval' })
})

/** A lieu of its own, that `responsable` and `delegue` look after. */
async function lieuTenu(): Promise<string> {
  lieu = prendreLieu()
  await nommer(base.db, `r${lieu}`, { role: 'responsable', reseau: 'national', lieux: [lieu] })
  await nommer(base.db, `d${lieu}`, { role: 'delegue', reseau: 'national', lieux: [lieu] })
  return `r${lieu}`
}

const clair = (texte: string) => texte.replace(/[\u00a0\u202f]/g, ' ')

/** The messages since the last look: event, to whom, and what it says. */
async function nouveaux() {
  const messages = (await listCourriels(base.db, 1000)).toReversed().filter(({ id }) => id > vus)
  vus = Math.max(vus, ...messages.map(({ id }) => id))
  return messages.map(({ motif, destinataire, sujet, texte, html }) => ({
    quoi: `${motif.replace('adhesion-', '')} ${destinataire.replace(/@.*/, '').replace(String(lieu), '')}`,
    sujet: clair(sujet),
    texte: clair(texte),
    html: clair(html)
  }))
}
const quoi = (messages: Awaited<ReturnType<typeof nouveaux>>) => messages.map((m) => m.quoi)

const temps = (id: string, le: string) =>
  transaction(base.db, (trx) => mettreAJour(trx, id, { acteur: SYSTEME.nom, now: instant(le) }))

async function ecrit(id: string, acte: Acte, piece: Parameters<typeof inscrire>[3], le: string): Promise<void> {
  const issue = await transaction(base.db, (trx) =>
    inscrire(trx, id, acte, piece, { acteur: SYSTEME.nom, now: instant(le) })
  )
  if (!issue.ok) throw new Error(JSON.stringify(issue.error))
}

const avertir = (id: string, recue: string, le: string) =>
  ecrit(
    id,
    { genre: 'avertir', constateLe: recue as Jour, envoyeeLe: recue as Jour, recueLe: recue as Jour },
    {
      genre: 'avertissement',
      texte: 'La porte est fermée depuis mai.\nPersonne ne répond au téléphone.',
      recue_le: recue
    },
    le
  )
const rectifier = (id: string, le: string) =>
  ecrit(id, { genre: 'rectifier' }, { genre: 'rectification', texte: 'La porte est ouverte.' }, le)
const juger = (id: string, rectifie: boolean, le: string) =>
  ecrit(
    id,
    { genre: 'juger', rectifie },
    { genre: 'jugement', favorable: rectifie, texte: rectifie ? '' : 'Le téléphone ne répond toujours pas.' },
    le
  )

describe('la vie d’une adhésion, en courriels', () => {
  it('une déclaration prévient le lieu et le secrétariat, le comité deux fois, puis le silence souhaite la bienvenue', async () => {
    await lieuTenu()
    const id = await ouvrir(base.db, 'nationale', lieu, DEBUT)
    await faire(base.db, id, { genre: 'inviter' }, DEBUT)
    expect(quoi(await nouveaux())).toEqual(['invitation r', 'invitation d'])

    await declarerLieu(base.db, 'nationale', lieu, instant('2026-06-01T12:00:00Z'))
    const recue = await nouveaux()
    expect(quoi(recue)).toEqual(['declaration-recue r', 'declaration-recue d', 'declaration-a-lire secretariat'])
    expect(recue[0]?.texte).toContain('jusqu’au mardi 16 juin 2026 compris')
    expect(recue[0]?.texte).toContain('devient membre le mercredi 17 juin 2026')
    expect(recue[0]?.texte).toContain(`https://reseau.exemple.fr/lieux/${lieu}/modifier`)
    expect(recue[0]?.html).toContain(`href="https://reseau.exemple.fr/adhesions/${id}/suivi"`)

    await temps(id, '2026-06-08T06:01:00Z')
    await temps(id, '2026-06-13T06:01:00Z')
    const rappels = await nouveaux()
    expect(quoi(rappels).sort()).toEqual([
      'rappel-comite comite',
      'rappel-comite comite',
      'rappel-comite comite2',
      'rappel-comite comite2'
    ])
    expect(rappels[0]?.texte).toContain('il reste 9 jours')
    expect(rappels[2]?.texte).toContain('il reste 4 jours')
    expect(rappels[2]?.texte).toContain(`/bureau/adhesions/${id}`)

    // Three days late: the legal date is told, not the day of the message.
    await temps(id, '2026-06-20T10:00:00Z')
    const [bienvenue] = await nouveaux()
    expect(bienvenue?.texte).toContain('depuis le mercredi 17 juin 2026')
    expect(bienvenue?.texte).toContain('jusqu’au mercredi 16 juin 2027 compris')
    await temps(id, '2026-06-20T10:00:00Z')
    expect(await nouveaux()).toEqual([])
  })

  it('une opposition donne les raisons en entier, et comment revenir', async () => {
    await lieuTenu()
    const id = await declarerLieu(base.db, 'nationale', lieu, instant('2026-06-05T12:00:00Z'))
    await nouveaux()
    const raisons = 'Le lieu n’accueille personne.\n\nIl vend du <matériel>.'
    await ecrit(
      id,
      { genre: 'opposer', raisons },
      { genre: 'opposition', fondement: 'inexacte', texte: raisons },
      '2026-06-10T12:00:00Z'
    )
    const [opposition, ...autres] = await nouveaux()
    expect(quoi(autres)).toEqual(['opposition d'])
    expect(opposition?.sujet).toMatch(/^Le comité s’oppose à votre adhésion : Atelier/)
    expect(opposition?.texte).toContain('> Le lieu n’accueille personne.\n>\n> Il vend du <matériel>.')
    expect(opposition?.html).toContain(
      '<blockquote><p>Le lieu n’accueille personne.</p><p>Il vend du &lt;matériel&gt;.</p>'
    )
    expect(opposition?.texte).toContain('mercredi 10 juin 2026. Pour lui, la déclaration n’est pas exacte')
  })

  it('une fiche qui dort reçoit une alerte et deux rappels, avec un geste pour répondre ; puis l’adhésion s’arrête', async () => {
    await lieuTenu()
    const id = await declarerLieu(base.db, 'nationale', lieu, instant('2026-06-01T12:00:00Z'))
    await temps(id, '2026-06-17T00:00:00Z')
    await nouveaux()
    for (const le of ['2027-05-17T00:00:00Z', '2027-06-03T06:00:00Z', '2027-06-14T06:00:00Z', '2027-06-17T06:00:00Z'])
      await temps(id, le)
    const messages = await nouveaux()
    expect(quoi(messages).filter((q) => q.endsWith(' r'))).toEqual([
      'alerte-inactivite r',
      'rappel-fin r',
      'rappel-fin r',
      'non-renouvellement r'
    ])
    const [alerte, , premier] = messages
    expect(alerte?.texte).toMatch(/Ma fiche est à jour :\nhttps:\/\/reseau\.exemple\.fr\/fiche-a-jour\?jeton=[\w-]{43}/)
    expect(premier?.texte).toContain(
      's’arrête le jeudi 17 juin 2027 si la fiche n’est pas mise à jour avant : il reste 14 jours'
    )
    expect(messages.at(-1)?.texte).toContain('s’est arrêtée le jeudi 17 juin 2027')
  })

  it('ce que le même instant a dépassé ne part pas : ni alerte tardive, ni rappel d’une fiche qui vient de vivre', async () => {
    await lieuTenu()
    const id = await declarerLieu(base.db, 'nationale', lieu, instant('2026-06-01T12:00:00Z'))
    await temps(id, '2026-06-17T00:00:00Z')
    await nouveaux()
    await faire(base.db, id, { genre: 'activite' }, instant('2027-06-14T09:00:00Z'))
    expect(await nouveaux()).toEqual([])
    await temps(id, '2027-06-20T09:00:00Z')
    const [renouvele] = await nouveaux()
    expect(renouvele?.texte).toContain(
      'renouvelée depuis le jeudi 17 juin 2027, jusqu’au vendredi 16 juin 2028 compris'
    )
    await temps(id, '2029-01-01T09:00:00Z')
    expect(quoi(await nouveaux())).toEqual(['non-renouvellement r', 'non-renouvellement d'])
  })

  it('un avertissement se corrige, ou finit en suspension, que le comité lève', async () => {
    await lieuTenu()
    const id = await declarerLieu(base.db, 'nationale', lieu, instant('2026-01-05T12:00:00Z'))
    await temps(id, '2026-02-01T00:00:00Z')
    await nouveaux()
    await avertir(id, '2026-06-05', '2026-06-09T09:00:00Z')
    const [averti] = await nouveaux()
    expect(averti?.texte).toContain('> La porte est fermée depuis mai.')
    expect(averti?.texte).toContain('jusqu’au lundi 22 juin 2026 compris')
    await rectifier(id, '2026-06-10T09:00:00Z')
    expect(quoi(await nouveaux())).toEqual(['correction-a-juger secretariat'])
    await juger(id, false, '2026-06-12T09:00:00Z')
    const [refusee] = await nouveaux()
    expect(refusee?.texte).toContain('> Le téléphone ne répond toujours pas.')
    await rectifier(id, '2026-06-15T09:00:00Z')
    await nouveaux()
    await temps(id, '2026-06-24T09:00:00Z')
    const [attente] = await nouveaux()
    expect(attente?.quoi).toBe('correction-a-juger secretariat')
    expect(attente?.texte).toContain('il reste membre tant que sa réponse n’est pas jugée')
    await juger(id, true, '2026-06-25T09:00:00Z')
    expect(quoi(await nouveaux())).toEqual(['correction-acceptee r', 'correction-acceptee d'])

    await avertir(id, '2026-07-03', '2026-07-06T09:00:00Z')
    await nouveaux()
    await temps(id, '2026-08-01T09:00:00Z')
    const [suspension] = await nouveaux()
    expect(suspension?.texte).toContain('suspendue depuis le mardi 21 juillet 2026')
    expect(suspension?.texte).toContain('> La porte est fermée depuis mai.')
    await ecrit(
      id,
      { genre: 'lever', raisons: 'Tout est rouvert.' },
      { genre: 'levee', texte: 'Tout est rouvert.' },
      '2026-09-01T09:00:00Z'
    )
    const [levee] = await nouveaux()
    expect(levee?.texte).toContain('Votre lieu est de nouveau membre du réseau.')
  })

  it('un départ sous sanction le dit, et le comité peut rouvrir la porte', async () => {
    await lieuTenu()
    const id = await declarerLieu(base.db, 'nationale', lieu, instant('2026-01-05T12:00:00Z'))
    await temps(id, '2026-02-01T00:00:00Z')
    await avertir(id, '2026-06-05', '2026-07-09T09:00:00Z')
    const messages = await nouveaux()
    // Typed when its delay was already over: the suspension says it all.
    expect(quoi(messages).filter((q) => q.startsWith('avertissement') || q.startsWith('suspension'))).toEqual([
      'suspension r',
      'suspension d'
    ])
    await ecrit(
      id,
      { genre: 'retirer', cesse: true, sansConfusion: true },
      { genre: 'retrait', texte: '' },
      '2026-08-01T09:00:00Z'
    )
    const depart = await nouveaux()
    expect(quoi(depart)).toEqual(['retrait r', 'retrait d', 'retrait-a-noter secretariat'])
    expect(depart[0]?.texte).toContain('il faudra d’abord l’accord du comité')
    await ecrit(
      id,
      { genre: 'rouvrir', raisons: 'Une nouvelle équipe.' },
      { genre: 'reouverture', texte: 'Une nouvelle équipe.' },
      '2026-09-01T09:00:00Z'
    )
    expect((await nouveaux())[0]?.texte).toContain('> Une nouvelle équipe.')
  })

  it('où nul secrétariat n’est nommé, l’administration du réseau reçoit ; une charte sans délai accueille à la signature et fait confirmer chaque année', async () => {
    await lieuTenu()
    const id = await declarerLieu(base.db, 'sicoval', lieu, instant('2026-06-01T12:00:00Z'))
    const signature = await nouveaux()
    expect(quoi(signature)).toEqual(['bienvenue r', 'bienvenue d', 'declaration-a-lire admin'])
    expect(signature[0]?.texte).toContain('L’adhésion n’a pas de date de fin.')
    expect(signature[2]?.texte).toContain('membre dès sa signature')
    await temps(id, '2027-06-01T06:00:00Z')
    const [confirmation] = await nouveaux()
    expect(confirmation?.texte).toContain('Une fois par an')
  })

  it('un membre de droit est accueilli comme tel ; un lieu que personne ne tient ne reçoit rien', async () => {
    await lieuTenu()
    const id = await ouvrir(base.db, 'nationale', lieu, DEBUT)
    await faire(base.db, id, { genre: 'admettre-de-droit' }, instant('2026-06-01T12:00:00Z'))
    expect((await nouveaux())[0]?.texte).toContain('est membre de droit du réseau depuis')
    const seul = await ouvrir(base.db, 'nationale', prendreLieu(), DEBUT)
    await faire(base.db, seul, { genre: 'admettre-de-droit' }, instant('2026-06-01T12:00:00Z'))
    expect(await nouveaux()).toEqual([])
  })

  it('un message est en file si et seulement si l’étape est inscrite', async () => {
    await lieuTenu()
    const id = await ouvrir(base.db, 'nationale', lieu, DEBUT)
    await expect(
      transaction(base.db, async (trx) => {
        await inscrire(
          trx,
          id,
          { genre: 'admettre-de-droit' },
          { genre: 'retrait', texte: '' },
          { acteur: 'systeme', now: DEBUT }
        )
        throw new Error('défait')
      })
    ).rejects.toThrow('défait')
    expect(await nouveaux()).toEqual([])
  })
})
