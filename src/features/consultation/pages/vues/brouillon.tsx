import type { Contexte } from '../../../../platform/http/feature.ts'
import { ListeDescriptive } from '../../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { rendrePage } from '../../../../platform/ui/page.tsx'
import { direInstant } from '../../../charte/index.ts'
import { keepNothing } from '../../../comptes/index.ts'
import { Paragraphes } from '../../../gouvernance/index.ts'
import { findReseau } from '../../../reseaux/index.ts'
import type { AGarder, RefusDeGarde } from '../../actions/brouillon.ts'
import { GESTES_GARDES, isGesteGarde } from '../../domain/brouillon.ts'
import { parseSens } from '../../domain/opinion.ts'
import { direRefus, direSens } from '../../domain/refus.ts'
import { findConsultationById, findModuleById, type Module } from '../../store/consultation.store.ts'
import { findItemById } from '../../store/item.store.ts'
import { CONSULTATIONS, cheminDe, PageConsultation } from './cadre.tsx'

export const REPRENDRE = `${CONSULTATIONS}/reprendre`
export const cheminReprendre = (jeton: string) => `${REPRENDRE}/${jeton}`

/** What could not be kept, with its words: they can be copied, and nothing is lost. */
export async function rendreNonGarde(
  c: Contexte,
  { consultationId, itemId, moduleId, geste, contenu }: AGarder,
  refus: RefusDeGarde
): Promise<Response> {
  keepNothing(c)
  const consultation = await findConsultationById(c.var.db, consultationId)
  if (!consultation) return c.notFound()
  const reseau = await findReseau(c.var.db, consultation.reseau_id)
  const item = itemId ? await findItemById(c.var.db, itemId) : undefined
  const idDuModule = moduleId ?? item?.module_id
  const module = idDuModule ? await findModuleById(c.var.db, idDuModule) : undefined
  const pourquoi =
    refus.raison === 'trop-long'
      ? 'Ce que vous avez écrit est trop long pour être gardé sans compte. Copiez-le, puis connectez-vous.'
      : direRefus(refus, (instant) => direInstant(instant, reseau?.fuseau ?? 'Europe/Paris'))
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Votre contribution n’a pas pu être gardée'
      consultation={consultation}
      reprise={{ refus: pourquoi }}
      horsMoteurs
    >
      <section class='section' aria-labelledby='titre-ecrit'>
        <h2 id='titre-ecrit'>Ce que vous avez écrit</h2>
        <Contenu geste={geste} contenu={contenu} module={module} />
      </section>
      <p class='btns'>
        <a href={cheminDe(consultation)}>Revenir à la consultation</a>
      </p>
    </PageConsultation>,
    refus.raison === 'trop-souvent' ? 429 : refus.raison === 'trop-long' ? 413 : 409
  )
}

/** The words of a draft, field by field, as they were typed. */
export function Contenu(props: {
  geste: string
  contenu: Readonly<Record<string, string>>
  module: Module | undefined
}) {
  const { geste, contenu, module } = props
  if (!isGesteGarde(geste)) return null
  const { libelle, champs } = GESTES_GARDES[geste]
  const sens = parseSens(contenu.sens)
  return (
    <ListeDescriptive
      faits={[
        ...(module && sens && sens !== 'retrait' ? [{ terme: libelle, valeur: direSens(sens, module) }] : []),
        ...Object.entries(champs).map(([nom, terme]) => ({
          terme,
          valeur: contenu[nom] && <Paragraphes texte={contenu[nom]} />
        }))
      ]}
    />
  )
}
