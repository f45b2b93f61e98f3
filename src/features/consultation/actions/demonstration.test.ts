import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../platform/db/index.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { chargerChartesLivrees } from '../../charte/index.ts'
import { chargerComptesDemonstration } from '../../comptes/index.ts'
import { chargerDemonstrationConsultation, effacerDemonstrationConsultation } from '../index.ts'

const DOSSIER = join(RACINE, 'content', 'consultations')
let db: Db
let site: ReturnType<typeof creerApplicationDeTest>

beforeAll(async () => {
  db = (await creerBaseDeTest()).db
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), HEURE_DE_TEST)
  site = creerApplicationDeTest(db)
})

const compter = async (table: string) => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db)
  return rows[0]?.n
}
async function lire(chemin: string) {
  const reponse = await site.get(chemin)
  expect(reponse.status, chemin).toBe(200)
  const html = await reponse.text()
  return { html, texte: html.replace(/<[^>]*>/g, ' ').replace(/[\s\u00a0\u202f]+/g, ' ') }
}

describe('la démonstration des consultations', () => {
  it('attend les comptes connus, se charge une fois, et ne laisse aucun compte', async () => {
    expect(await chargerDemonstrationConsultation(db, DOSSIER, HEURE_DE_TEST)).toBe(0)
    await chargerComptesDemonstration(db, HEURE_DE_TEST)
    const comptes = await compter('compte')
    expect(await chargerDemonstrationConsultation(db, DOSSIER, HEURE_DE_TEST)).toBe(2)
    expect(await chargerDemonstrationConsultation(db, DOSSIER, HEURE_DE_TEST)).toBe(0)
    expect(await compter('compte')).toBe(comptes)
    expect(await findRupture(db, 'national')).toBeUndefined()
  })

  it('celle de 2014 se lit de la question aux réponses, et mène à la charte qui en est née', async () => {
    const page = await lire('/consultations/mediation-numerique-2014')
    expect(page.texte).toContain('Les avis, les commentaires, les valeurs et les réponses sont inventés')
    const synthese = await lire('/consultations/mediation-numerique-2014/synthese')
    expect(synthese.texte).toContain('Les groupes d’opinion')
    expect(synthese.texte).toContain('Les points de désaccord')
    const reponses = await lire('/consultations/mediation-numerique-2014/reponses')
    for (const critere of ['m1', 'm2', 'c2', 'c11', 'c20', 'c26', 'c29', 'c33'])
      expect(reponses.html).toContain(`/chartes/nationale/versions/1#critere-${critere}"`)
    // Actions belong to the first module alone.
    const [premier, second] = await Promise.all(
      [1, 9].map((numero) => lire(`/consultations/mediation-numerique-2014/items/${numero}`))
    )
    expect(premier?.texte).toContain('Camille (démonstration)')
    expect(premier?.texte).toContain('Contributeur supprimé')
    expect(premier?.texte).toContain('Actions associées')
    expect(second?.texte).not.toContain('Actions associées')
  })

  it('une autre est ouverte, et reçoit des avis', async () => {
    const { texte } = await lire('/consultations')
    expect(texte).toContain('Un lieu accueillant, c’est quoi ?')
    expect((await lire('/consultations/lieu-accueillant')).texte).toContain('Donner votre avis')
  })

  it('s’efface toute, et n’emporte rien d’autre', async () => {
    expect(await effacerDemonstrationConsultation(db)).toBe(2)
    for (const table of ['consultation', 'opinion', 'opinion_geste', 'consultation_contribution', 'valeur'])
      expect(await compter(table), table).toBe(0)
    expect(await effacerDemonstrationConsultation(db)).toBe(0)
  })
})
