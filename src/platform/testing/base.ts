import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { type BaseOuverte, openBase } from '../db/index.ts'
import { enFinDeFichier } from './fin.ts'

export interface BaseDeTest extends BaseOuverte {
  readonly url: string
}

/** A migrated database of one's own, with the communes of France, dropped after the file's tests. */
export async function creerBaseDeTest(): Promise<BaseDeTest> {
  const { supprimer, ...base } = await copierModele()
  enFinDeFichier(supprimer)
  return base
}

/** The same for one test, which must start from nothing. */
export async function creerBaseDuTest(): Promise<BaseDeTest> {
  const { supprimer, ...base } = await copierModele()
  onTestFinished(supprimer)
  return base
}

async function copierModele(): Promise<BaseDeTest & { supprimer(): Promise<void> }> {
  const nom = `t_${randomUUID().replaceAll('-', '')}`
  const url = new URL(inject('serveurUrl'))
  const serveur = new pg.Client({ connectionString: url.href })
  await serveur.connect()
  await createFromModele(serveur, nom)
  url.pathname = `/${nom}`
  const base = openBase(url.href, { onError: () => {} })
  const supprimer = async () => {
    await base.close()
    await serveur.query(`drop database if exists ${nom} with (force)`)
    await serveur.end()
  }
  return { ...base, url: url.href, supprimer }
}

// Two files that copy the model at the same instant: PostgreSQL makes one wait by refusing the other.
async function createFromModele(serveur: pg.Client, nom: string): Promise<void> {
  for (let essai = 0; ; essai++) {
    try {
      await serveur.query(`create database ${nom} template modele`)
      return
    } catch (error) {
      if (essai > 100 || (error as { code?: string }).code !== '55006') throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
