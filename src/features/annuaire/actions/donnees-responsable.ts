import type { DonneesPersonnelles } from '../../../platform/http/feature.ts'
import { findAdresseDuCompte } from '../../comptes/index.ts'
import { adresseFiche } from '../domain/fiche.ts'
import { deleteRevendicationsDe, listRevendicationsDe } from '../store/revendication.store.ts'
import { listLieuxTenus, listResponsables } from './donner-lieu.ts'

/** Roles without an end: what is asked here has no clock, and such a role holds at any time to come. */
const TOUJOURS = new Date('9999-01-01T00:00:00Z')

/** Who asked to look after which lieu, in their words. The roles themselves are the accounts' to export and to erase. */
export const donneesDuResponsable: DonneesPersonnelles = {
  nom: 'responsabilites',
  libelle: 'Lieux dont vous vous occupez',
  tables: ['revendication', 'revendication_lien'],
  gardees: ['Ce que vous avez écrit sur les fiches reste : cela parle des lieux, et non de vous.'],
  async exporter(db, compteId) {
    return (await listRevendicationsDe(db, compteId)).map((r) => ({
      lieu: r.lieu_id,
      etat: r.etat,
      preuve: r.preuve,
      adresse: r.adresse,
      texte: r.texte,
      demandee_le: r.demandee_le,
      prouvee_le: r.prouvee_le,
      decidee_le: r.decidee_le,
      motif: r.motif,
      contestee_le: r.contestee_le,
      finie_le: r.finie_le
    }))
  },
  async effacer(trx, compteId) {
    await deleteRevendicationsDe(trx, compteId, await findAdresseDuCompte(trx, compteId))
  },
  async aTransmettre(db, compteId) {
    const seuls = await Promise.all(
      (await listLieuxTenus(db, compteId, TOUJOURS)).map(async (lieu) => {
        if (lieu.role !== 'responsable') return []
        const autres = (await listResponsables(db, lieu.id, TOUJOURS)).filter((un) => un.compteId !== compteId)
        return autres.some(({ role }) => role === 'responsable')
          ? []
          : [{ libelle: `La fiche de « ${lieu.nom} »`, href: `${adresseFiche(lieu)}/equipe` }]
      })
    )
    return seuls.flat()
  },
  async resumer(db, compteId) {
    return (await listLieuxTenus(db, compteId, TOUJOURS)).map((lieu) => ({
      texte: `${lieu.role === 'responsable' ? 'Responsable' : 'Délégué'} : ${lieu.nom}`,
      href: adresseFiche(lieu),
      le: lieu.depuis
    }))
  }
}
