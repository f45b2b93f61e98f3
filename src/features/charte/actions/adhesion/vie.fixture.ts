import { join } from 'node:path'
import { sql } from 'kysely'
import type { Db } from '../../../../platform/db/index.ts'
import { nommerSite } from '../../../../platform/mail/site.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../../platform/testing/base.ts'
import { RACINE } from '../../../../racine.ts'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../../../annuaire/actions/import.fixture.ts'
import { donner } from '../../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../../territoires/index.ts'
import { chargerChartesLivrees } from '../charger-chartes.ts'

/** When everything begins: the shipped charters are in force. */
export const DEBUT = new Date('2026-01-05T08:00:00Z')

export const instant = (texte: string): Date => new Date(texte)

/** A base with the shipped charters and so many lieux. */
export async function ouvrirBase(combien: number): Promise<{ base: BaseDeTest; prendreLieu: () => number }> {
  const base = await creerBaseDeTest()
  const { db } = base
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(lignes(1, combien)))
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), DEBUT)
  const { rows } = await sql<{ id: number }>`select id from lieu order by id`.execute(db)
  nommerSite({ adresse: 'https://reseau.exemple.fr', contact: '' })
  return {
    base,
    prendreLieu: () => {
      const lieu = rows.shift()
      if (!lieu) throw new Error('il n’y a plus de lieu')
      return lieu.id
    }
  }
}

/** Somebody with a role, whose address begins with their name. */
export async function nommer(db: Db, nom: string, role: Parameters<typeof donner>[2]): Promise<string> {
  const id = await creerCompte(db, { courriel: `${nom}@exemple.fr`, pseudonyme: nom, sansMotDePasse: true, now: DEBUT })
  await donner(db, id, role, DEBUT)
  return id
}

/** The transitions of a dossier, with their legal instants: « T6 2026-06-16T22:00:00.000Z ». */
export async function histoire(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ numero: string; le: Date }>`
    select numero, le from adhesion_transition where adhesion_id = ${id} order by rang`.execute(db)
  return rows.map(({ numero, le }) => `${numero} ${le.toISOString()}`)
}
