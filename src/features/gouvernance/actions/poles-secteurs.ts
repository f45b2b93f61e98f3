import { debutDuJour, jourDe, plusMois } from '../../../kernel/dates-legales.ts'
import type { Sujet } from '../../../kernel/droit.ts'
import type { Jour } from '../../../kernel/jour.ts'
import { RESEAU_NATIONAL, type Zone } from '../../../kernel/role.ts'
import type { Db } from '../../../platform/db/index.ts'
import { findReseau, listReseaux } from '../../reseaux/index.ts'
import { type GeographieFrance, listPoles, nomPrecis, obtenirGeographie, territoire } from '../../territoires/index.ts'
import { perimetreAuJour } from '../../territoires/vocabulaire.ts'
import { type Secteur, secteursDe } from '../domain/pole-secteur.ts'
import type { Regard } from '../store/pole.store.ts'

/** Pôles are the national charter's: their days are those of the national réseau. */
async function fuseauDesPoles(db: Db): Promise<string> {
  return (await findReseau(db, RESEAU_NATIONAL))?.fuseau ?? 'Europe/Paris'
}

export const jourDesPoles = async (db: Db, now: Date): Promise<Jour> => jourDe(now, await fuseauDesPoles(db))

/** The territories that this person holds at this instant: perimeters and roles are read again each time. */
export async function listSecteurs(db: Db, acteur: Sujet, now: Date): Promise<readonly Secteur[]> {
  const [poles, reseaux, geo, jour] = await Promise.all([
    listPoles(db),
    listReseaux(db),
    obtenirGeographie(db),
    jourDesPoles(db, now)
  ])
  return secteursDe(acteur, {
    poles: poles
      .filter(({ ferme_le }) => ferme_le === null)
      .map(({ id, nom, territoires }) => ({ id, nom, zones: perimetreAuJour(territoires, jour) })),
    nommerZone: (zone) => nommerZone(geo, zone),
    nommerReseau: (id) => reseaux.find((reseau) => reseau.id === id)?.nom ?? id
  })
}

export async function findSecteur(db: Db, acteur: Sujet, cle: string, now: Date): Promise<Secteur | undefined> {
  return (await listSecteurs(db, acteur, now)).find((secteur) => secteur.cle === cle)
}

/** « Haute-Vienne (département) »; of a territory that today's division no longer knows, its code. */
export function nommerZone(geo: GeographieFrance, { genre, code }: Zone): string {
  const connu = territoire(geo, genre, code)
  return connu ? nomPrecis(connu) : `territoire ${code}`
}

/** Months without a sign of life after which a fiche is said to be asleep: those of the charter's alert (article 10-2). */
const MOIS_ENDORMIE = 11

/** What a territory is looked at with. */
export async function regarder(db: Db, { champ }: Pick<Secteur, 'champ'>, now: Date): Promise<Regard> {
  const fuseau = await fuseauDesPoles(db)
  return { champ, now, endormieAvant: debutDuJour(plusMois(jourDe(now, fuseau), -MOIS_ENDORMIE), fuseau) }
}
