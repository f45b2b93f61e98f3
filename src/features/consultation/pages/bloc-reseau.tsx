import type { BlocReseau, Contexte } from '../../../platform/http/feature.ts'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { direInstant } from '../../charte/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import { etatDe } from '../domain/etat.ts'
import { listConsultationsDes } from '../store/organiser.store.ts'
import { CONSULTATIONS, cheminDe } from './vues/cadre.tsx'

/** What a réseau asks people now, on its own page. */
export const blocConsultations: BlocReseau = {
  id: 'consultations',
  titre: 'Donner son avis',
  rang: 25,
  async charger(c, { id }) {
    const [ouvertes, reseau] = await Promise.all([listOuvertes(c, id), findReseau(c.var.db, id)])
    if (ouvertes.length === 0 || !reseau) return undefined
    return (
      <>
        <ul class='rows'>
          {ouvertes.map((une) => (
            <li>
              <a href={cheminDe(une)}>{une.titre}</a>
              <span class='soft'>
                {une.cloture ? `Jusqu’au ${direInstant(une.cloture, reseau.fuseau)}` : 'Sans date de fin'}
              </span>
            </li>
          ))}
        </ul>
        <p>
          <a href={CONSULTATIONS}>Toutes les consultations</a>
        </p>
      </>
    )
  },
  async resumer(c, { id }) {
    const { length } = await listOuvertes(c, id)
    return length > 0 ? compter(length, 'consultation ouverte', 'consultations ouvertes') : undefined
  }
}

const listOuvertes = async ({ var: { db, now } }: Contexte, reseau: string) =>
  (await listConsultationsDes(db, [reseau], { archivees: false })).filter((une) => etatDe(une, now) === 'ouverte')
