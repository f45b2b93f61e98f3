import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../platform/db/index.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../../annuaire/actions/import.fixture.ts'
import { effacerDemonstration } from '../../annuaire/index.ts'
import { chargerComptesDemonstration, effacerComptesDemonstration, PHRASE_DEMONSTRATION } from '../../comptes/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { VIES } from '../domain/demonstration.ts'
import { chargerChartesLivrees } from './charger-chartes.ts'
import { attendDemonstrationCharte, chargerDemonstrationCharte, effacerDemonstrationCharte } from './demonstration.ts'

let db: Db
const outils = { now: HEURE_DE_TEST, site: 'http://localhost:3000' }
const LABEGE = { commune: 'Labège', code_postal: '31670', latitude: '43.53', longitude: '1.53' }

beforeAll(async () => {
  db = (await creerBaseDeTest()).db
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), HEURE_DE_TEST)
  const atelier = ouvrirAtelier(db, await obtenirGeographie(db))
  await atelier.importer(SOURCES.json, JSON.stringify({ resultats: { lieux: lignes(90, 93) } }))
  await atelier.importer(
    { ...SOURCES.csv, id: 'fictive', fictif: true },
    enCsv([...lignes(1, 40), ...lignes(41, 46, LABEGE)])
  )
  await chargerComptesDemonstration(db, HEURE_DE_TEST)
})

const compter = async (table: string) => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db)
  return rows[0]?.n
}

describe('la démonstration de l’adhésion', () => {
  it('montre tous les états, sur des lieux fictifs seulement, et rien n’y est en retard', async () => {
    expect(await attendDemonstrationCharte(db)).toBe(true)
    expect(await chargerDemonstrationCharte(db, outils)).toBe(VIES.length)
    const { rows } = await sql<{ etats: string }>`
      select reseau_id || ' ' || etat || coalesce(' ' || case when alerte_le is not null then 'en alerte'
        when rectifie_le is not null then 'corrigé' when origine = 'droit' then 'de droit' end, '') || ' ' || count(*) as etats
      from adhesion group by reseau_id, etat, alerte_le is not null, rectifie_le is not null, origine = 'droit',
        case when alerte_le is not null then 'en alerte' when rectifie_le is not null then 'corrigé' when origine = 'droit' then 'de droit' end
      order by 1`.execute(db)
    expect(rows.map(({ etats }) => etats)).toEqual([
      'national AVERTI 1',
      'national AVERTI corrigé 1',
      'national FENETRE 2',
      'national MEMBRE 12',
      'national MEMBRE de droit 2',
      'national MEMBRE en alerte 1',
      'national NON_RENOUVELE 1',
      'national OPPOSE 1',
      'national RETIRE 1',
      'national SUSPENDU 1',
      'sicoval MEMBRE 4'
    ])
    const { rows: faux } = await sql`
      select a.id from adhesion a join lieu l on l.id = a.lieu_id where not l.fictif
      union all select adhesion_id from adhesion_echeance where le <= ${HEURE_DE_TEST}
      union all select adhesion_id from adhesion_transition where le > ${HEURE_DE_TEST}`.execute(db)
    expect(faux).toEqual([])
  })

  it('n’écrit à personne, et ne recommence pas', async () => {
    expect(await compter('courriel')).toBe(0)
    expect(await attendDemonstrationCharte(db)).toBe(false)
    expect(await chargerDemonstrationCharte(db, { ...outils, now: new Date('2026-06-20T08:00:00Z') })).toBe(0)
    expect(await compter('adhesion')).toBe(VIES.length)
  })

  it('donne au responsable et à la déléguée des lieux à suivre', async () => {
    const { post, get } = creerApplicationDeTest(db)
    const lire = async (courriel: string) => {
      const entree = await post('/connexion', { courriel, mot_de_passe: PHRASE_DEMONSTRATION })
      const cookie = (entree.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
      return (await get('/mes-adhesions', { headers: { cookie } })).text()
    }
    const sien = await lire('responsable@demonstration.example')
    expect(sien.match(/\/suivi"/g)).toHaveLength(6)
    for (const mot of ['Membre', 'Candidat', 'Suspendu']) expect(sien).toContain(mot)
    expect((await lire('deleguee@demonstration.example')).match(/\/suivi"/g)).toHaveLength(2)
  })

  it('s’efface toute, et laisse les lieux réels et un journal entier', async () => {
    await effacerDemonstrationCharte(db)
    await effacerDemonstration(db, HEURE_DE_TEST)
    await effacerComptesDemonstration(db)
    const restes = [
      'adhesion',
      'adhesion_echeance',
      'adhesion_transition',
      'adhesion_piece',
      'declaration',
      'declaration_critere',
      'liste_de_droit',
      'liste_ligne',
      'attribution',
      'revendication',
      'compte'
    ]
    for (const table of restes) expect(await compter(table), table).toBe(0)
    expect(await compter('lieu')).toBe(4)
    // The report of the real delivery, and that one only.
    expect(await compter('fichier')).toBe(1)
    for (const reseau of ['national', 'sicoval']) expect(await findRupture(db, reseau)).toBeUndefined()
    expect(await attendDemonstrationCharte(db)).toBe(false)
    expect(await chargerDemonstrationCharte(db, outils)).toBe(0)
  })
})
