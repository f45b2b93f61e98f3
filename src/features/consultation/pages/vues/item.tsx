import type { Contexte } from '../../../../platform/http/feature.ts'
import { rendrePage } from '../../../../platform/ui/page.tsx'
import { Paragraphes } from '../../../gouvernance/index.ts'
import { direMotif } from '../../domain/moderation.ts'
import { findItemById, findVoisins, type ItemCompte, type Voisins } from '../../store/item.store.ts'
import { listTraces, type Trace } from '../../store/moderation.store.ts'
import { type OrdreDeLecture, ordreDe } from '../ordre.ts'
import type { ItemOuvert } from '../ouvrir.ts'
import { cheminItem, cheminModule, PageConsultation, statutDe } from './cadre.tsx'
import { CoteDeLaConsultation } from './cote.tsx'
import { direOrigine, direPeriode } from './dire.ts'
import { TexteAmende } from './proposer.tsx'
import type { RepriseDItem, SectionDItem } from './section.tsx'
import { sectionActions } from './section-actions.tsx'
import { sectionAmendements } from './section-amendements.tsx'
import { sectionAvis } from './section-avis.tsx'
import { sectionCommentaires } from './section-commentaires.tsx'
import { sectionFichiers } from './section-fichiers.tsx'
import { Reprendre, SignalerItem, sectionProposition } from './section-proposition.tsx'
import { sectionReponse } from './section-reponse.tsx'
import { sectionSeances } from './section-seances.tsx'
import { sectionValeurs } from './section-valeurs.tsx'
import { LireLaDecision } from './signaler-lien.tsx'

/**
 * The parts of an item's page, in their order: opinion, official answer, amendments, values, comments, actions, files,
 * meetings. What was just done is told by the section where it was done (`FAITS`, section.tsx).
 */
const SECTIONS: readonly SectionDItem[] = [
  sectionProposition,
  sectionAvis,
  sectionReponse,
  sectionAmendements,
  sectionValeurs,
  sectionCommentaires,
  sectionActions,
  sectionFichiers,
  sectionSeances
]

/** The page of an item: the proposition, then everything one may do with it. */
export async function rendreItem(
  c: Contexte,
  ouvert: ItemOuvert,
  reprise: RepriseDItem = {},
  statut: 200 | 409 | 422 | 429 = statutDe(reprise)
): Promise<Response> {
  const { item, module, consultation } = ouvert
  if (item.etat !== 'publie') return rendreRetire(c, ouvert)
  const { graine, suffixe } = ordreDe(c, module)
  const [parent, voisins, sections, cote] = await Promise.all([
    item.parent_id ? findItemById(c.var.db, item.parent_id) : undefined,
    findVoisins(c.var.db, item, graine),
    Promise.all(SECTIONS.map((rendre) => rendre(c, ouvert, reprise))),
    CoteDeLaConsultation({ c, ouvert })
  ])
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre={item.titre}
      consultation={consultation}
      fil={[{ href: `${cheminModule(consultation, module)}${suffixe}`, libelle: module.titre }]}
      reprise={reprise}
      surtitre={<Place ouvert={ouvert} parent={parent} voisins={voisins} />}
      proposition
      description={item.texte.slice(0, 200) || module.question}
      canonique={`${new URL(c.req.url).origin}${cheminItem(consultation, item)}`}
      horsMoteurs={ouvert.etat === 'brouillon'}
      chapeau={
        <p class='meta'>
          <span>{direOrigine(item)}</span>
          <span>{direPeriode(ouvert)}</span>
        </p>
      }
    >
      <div class='with-aside'>
        <div>
          {parent ? <TexteAmende article={parent} item={item} /> : <Paragraphes texte={item.texte} />}
          {item.motif && (
            <>
              <h2 class='mt6'>Pourquoi ce changement</h2>
              <Paragraphes texte={item.motif} />
            </>
          )}
          <SignalerItem c={c} ouvert={ouvert} />
          {sections}
        </div>
        <aside class='aside stack' aria-labelledby='titre-consultation'>
          {cote}
          {voisins && <Autres ouvert={ouvert} voisins={voisins} suffixe={suffixe} />}
        </aside>
      </div>
    </PageConsultation>,
    statut
  )
}

const NOMS = { item: 'Proposition', article: 'Article', amendement: 'Amendement' } as const

function Place(props: { ouvert: ItemOuvert; parent: ItemCompte | undefined; voisins: Voisins | undefined }) {
  const { ouvert, parent, voisins } = props
  const { item, module, consultation } = ouvert
  if (parent)
    return (
      <>
        Amendement à l’article <a href={cheminItem(consultation, parent)}>{parent.titre}</a>
      </>
    )
  return (
    <>
      {NOMS[item.genre]} {voisins && `${voisins.place} sur ${voisins.sur}`} : {module.titre}
    </>
  )
}

function Autres(props: { ouvert: ItemOuvert; voisins: Voisins; suffixe: OrdreDeLecture['suffixe'] }) {
  const { ouvert, voisins, suffixe } = props
  const { precedent, suivant } = voisins
  const { consultation, module } = ouvert
  return (
    <>
      <hr />
      <nav class='stack' aria-label='Autres propositions'>
        {precedent && (
          <p>
            <a href={`${cheminItem(consultation, precedent)}${suffixe}`} rel='prev'>
              Précédente : {precedent.titre}
            </a>
          </p>
        )}
        {suivant && (
          <p>
            <a href={`${cheminItem(consultation, suivant)}${suffixe}`} rel='next'>
              Suivante : {suivant.titre}
            </a>
          </p>
        )}
        <p>
          <a href={`${cheminModule(consultation, module)}${suffixe}`}>Toutes les propositions</a>
        </p>
      </nav>
    </>
  )
}

/** What became of an item that is not seen: its text is for who wrote it and those who look after the consultation. */
async function rendreRetire(c: Contexte, { item, module, consultation, dire }: ItemOuvert): Promise<Response> {
  const objet = { reseau: consultation.reseau_id }
  const sien = item.auteur_id !== null && item.auteur_id === c.var.acteur.compte?.id
  const voit = sien || c.var.peut('consultation:moderer', objet) || c.var.peut('consultation:organiser', objet)
  // Never seen by anybody: for others it does not exist.
  if (item.etat === 'attente' && !voit) return c.notFound()
  const trace = (await listTraces(c.var.db, { itemIds: [item.id] })).get(item.id)
  const { titre, phrase } = direRetrait(item, trace, dire)
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre={titre}
      consultation={consultation}
      fil={[{ href: cheminModule(consultation, module), libelle: module.titre }]}
      horsMoteurs
    >
      <div class='stack'>
        <p class='lead'>{phrase}</p>
        {voit && (
          <section class='section' aria-labelledby='titre-texte'>
            <h2 id='titre-texte'>{item.titre}</h2>
            <p class='soft'>Seuls son auteur, la modération et l’organisateur voient ce texte.</p>
            <Paragraphes texte={item.texte} />
            {sien && trace && (item.etat === 'refuse' || item.etat === 'retire') && (
              <LireLaDecision consultation={consultation} trace={trace} />
            )}
            {sien && item.etat === 'attente' && <Reprendre consultation={consultation} item={item} />}
          </section>
        )}
        <p>
          <a href={cheminModule(consultation, module)}>Voir les autres propositions</a>
        </p>
      </div>
    </PageConsultation>,
    voit ? 200 : 410
  )
}

function direRetrait(
  { etat }: ItemCompte,
  trace: Trace | undefined,
  dire: (instant: Date) => string
): { readonly titre: string; readonly phrase: string } {
  const quand = trace ? ` le ${dire(trace.le)} : ${direMotif(trace.motif)}.` : '.'
  switch (etat) {
    case 'attente':
      return {
        titre: 'Proposition en attente',
        phrase: 'Une personne de la modération la relit. Elle sera ensuite publiée, ou refusée avec une raison.'
      }
    case 'refuse':
      return { titre: 'Proposition refusée', phrase: `La modération ne l’a pas publiée${quand}` }
    case 'retire':
      return { titre: 'Proposition retirée', phrase: `La modération l’a retirée${quand}` }
    case 'retire-auteur':
      return { titre: 'Proposition retirée', phrase: 'La personne qui l’avait écrite l’a retirée.' }
    case 'publie':
      return { titre: 'Proposition publiée', phrase: '' }
  }
}
