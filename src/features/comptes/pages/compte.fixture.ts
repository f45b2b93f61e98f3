import { randomUUID } from 'node:crypto'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { listCourriels } from '../../../platform/mail/index.ts'
import { HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { hashSecret } from '../actions/mot-de-passe.ts'
import type { RoleADonner } from '../domain/attribution.ts'
import { insertAttribution } from '../store/attribution.store.ts'
import { insertCompte } from '../store/compte.store.ts'

export const PHRASE_SECRETE = 'citron valise orage lanterne'

const ADMINISTRATEUR_DU_SITE: RoleADonner = {
  role: 'administrateur',
  reseau: 'national',
  territoires: [],
  college: undefined,
  lieux: [],
  jusquAu: undefined
}

let empreinte: Promise<string> | undefined

/** An account, as if its address had answered. */
export async function creerCompte(
  db: Db,
  {
    courriel,
    pseudonyme,
    administrateur = false,
    sansMotDePasse = false,
    now = HEURE_DE_TEST
  }: { courriel: string; pseudonyme: string; administrateur?: boolean; sansMotDePasse?: boolean; now?: Date }
): Promise<string> {
  const id = randomUUID()
  empreinte ??= hashSecret(PHRASE_SECRETE)
  const motDePasse = sansMotDePasse ? null : await empreinte
  await transaction(db, async (trx) => {
    const pris = await insertCompte(trx, { id, courriel, pseudonyme, motDePasse, now })
    if (pris) throw new Error(`${pris} déjà pris`)
    if (administrateur) await insertAttribution(trx, randomUUID(), id, ADMINISTRATEUR_DU_SITE, 'systeme', now)
  })
  return id
}

/** The address in the last message to somebody, without the site. */
export async function adresseDu(db: Db, courriel: string): Promise<string> {
  const dernier = (await listCourriels(db, 500)).find(
    ({ destinataire }) => destinataire.toLowerCase() === courriel.toLowerCase()
  )
  const [, chemin] = /https?:\/\/[^/\s]+(\/\S+)/.exec(dernier?.texte ?? '') ?? []
  if (!chemin) throw new Error(`aucun lien n’a été envoyé à ${courriel}`)
  return chemin
}

interface Site {
  get(chemin: string, init?: RequestInit): Response | Promise<Response>
  post(chemin: string, champs: Record<string, string>, init?: RequestInit): Response | Promise<Response>
}

/** Keeps cookies as a browser does, and nothing else. */
export class Navigateur {
  private readonly temoins = new Map<string, string>()
  private site: Site
  private readonly entetes: Readonly<Record<string, string>>

  constructor(site: Site, entetes: Readonly<Record<string, string>> = {}) {
    this.site = site
    this.entetes = entetes
  }

  /** The same browser, at another time. */
  sur(site: Site): this {
    this.site = site
    return this
  }

  temoin(nom: string): string | undefined {
    return this.temoins.get(nom)
  }

  async get(chemin: string): Promise<Response> {
    return this.keep(await this.site.get(chemin, { headers: this.headers() }))
  }

  async post(chemin: string, champs: Record<string, string>): Promise<Response> {
    return this.keep(await this.site.post(chemin, champs, { headers: this.headers() }))
  }

  private headers(): Record<string, string> {
    return { ...this.entetes, cookie: [...this.temoins].map(([nom, valeur]) => `${nom}=${valeur}`).join('; ') }
  }

  private keep(reponse: Response): Response {
    for (const temoin of reponse.headers.getSetCookie()) {
      const [, nom = '', valeur = ''] = /^([^=]+)=([^;]*)/.exec(temoin) ?? []
      if (/Max-Age=0/i.test(temoin)) this.temoins.delete(nom)
      else this.temoins.set(nom, valeur)
    }
    return reponse
  }
}
