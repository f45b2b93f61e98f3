import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { RESEAU_NATIONAL } from '../../kernel/role.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { REGLAGES_PAR_DEFAUT } from './domain/module.ts'
import { nextNumero } from './store/consultation.store.ts'
import type { Item } from './store/item.store.ts'
import { insertItem } from './store/item.store.ts'
import type { NouveauModule, NouvelleConsultation } from './store/organiser.store.ts'
import { insertConsultation, insertModule } from './store/organiser.store.ts'

export const OUVERTURE = new Date('2026-06-01T07:00:00Z')
export const CLOTURE = new Date('2026-07-01T16:00:00Z')

/** A published consultation, open at the test's hour, with one module and as many items as asked. */
export async function creerConsultation(
  db: Db,
  {
    consultation = {},
    module = {},
    items = 1
  }: {
    readonly consultation?: Partial<NouvelleConsultation>
    readonly module?: Partial<NouveauModule>
    readonly items?: number
  } = {}
): Promise<{
  readonly id: string
  readonly adresse: string
  readonly module: string
  readonly items: readonly string[]
}> {
  const id = randomUUID()
  const adresse = `consultation-${id.slice(0, 8)}`
  const moduleId = randomUUID()
  return transaction(db, async (trx) => {
    await insertConsultation(trx, {
      id,
      adresse,
      reseau_id: RESEAU_NATIONAL,
      sujet: false,
      titre: 'Un lieu accueillant, c’est quoi ?',
      question: 'Qu’est-ce qui fait qu’on pousse la porte ?',
      introduction: 'Le réseau prépare la prochaine version de sa charte.',
      ouverture: OUVERTURE,
      cloture: CLOTURE,
      reponse_avant: '2026-09-30',
      publiee_le: OUVERTURE,
      publiee_par: 'systeme',
      sel: 'un sel assez long pour un essai, trente-deux signes',
      creee_le: OUVERTURE,
      creee_par: 'systeme',
      ...consultation
    })
    await insertModule(trx, {
      id: moduleId,
      consultation_id: id,
      adresse: 'enjeux',
      rang: 1,
      titre: 'Les enjeux',
      question: 'À quels enjeux répondre ?',
      ...REGLAGES_PAR_DEFAUT,
      ...module
    })
    const ids: string[] = []
    for (let n = 1; n <= items; n++) ids.push(await ajouterItem(n))
    return { id, adresse, module: moduleId, items: ids }

    async function ajouterItem(rang: number): Promise<string> {
      const item: Item = {
        id: randomUUID(),
        consultation_id: id,
        module_id: moduleId,
        numero: await nextNumero(trx, id),
        genre: module.nature === 'texte' ? 'article' : 'item',
        parent_id: null,
        rang,
        titre: `Proposition ${rang}`,
        texte: 'Une personne se consacre à l’accueil, sans rendez-vous, une demi-journée par semaine.',
        motif: '',
        origine: 'organisateur',
        auteur_id: null,
        etat: 'publie',
        le: OUVERTURE
      }
      await insertItem(trx, item)
      return item.id
    }
  })
}

/** Accounts, straight into the table: what a page does to open one is told elsewhere. */
export async function creerComptes(db: Db, nombre: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into compte (id, courriel, confirmee_le, pseudonyme, cree_le)
    select id, left(id::text, 13) || '@exemple.fr', ${OUVERTURE}, 'Essai ' || left(id::text, 13), ${OUVERTURE}
    from (select gen_random_uuid() as id from generate_series(1, ${nombre})) n returning id`.execute(db)
  return rows.map(({ id }) => id)
}
