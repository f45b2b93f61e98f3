import type { Child } from 'hono/jsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { montreTotaux } from '../../domain/module.ts'
import { direSens } from '../../domain/refus.ts'
import { type ItemCompte, listAmendements, listRetires } from '../../store/item.store.ts'
import { findOpinionsDe } from '../../store/opinion.store.ts'
import { ordreDe } from '../ordre.ts'
import type { ItemOuvert } from '../ouvrir.ts'
import { cheminItem } from './cadre.tsx'
import { direOrigine } from './dire.ts'
import { cheminAmender } from './proposer.tsx'
import { Retires } from './retires.tsx'
import { Section } from './section.tsx'

const PAR_PAGE = 20

/** Of an article: the changes that were proposed to it, what people think of them, and where to propose one (CON-21). */
export async function sectionAmendements(c: Contexte, ouvert: ItemOuvert): Promise<Child | undefined> {
  const { item, module, consultation, etat } = ouvert
  const propose = etat === 'ouverte' && module.propositions !== 'non'
  if (item.genre !== 'article') return undefined
  const retires = await listRetires(c.var.db, { articleId: item.id })
  if (!propose && item.amendements === 0 && retires.length === 0) return undefined
  const page = numeroDePage(c.req.query('amendements'), item.amendements)
  const { graine, suffixe } = ordreDe(c, module)
  const amendements = await listAmendements(c.var.db, item.id, {
    graine,
    debut: (page - 1) * PAR_PAGE,
    nombre: PAR_PAGE
  })
  const compte = c.var.acteur.compte?.id
  const miens = compte
    ? await findOpinionsDe(
        c.var.db,
        compte,
        amendements.map(({ id }) => id)
      )
    : undefined
  const montre = (amendement: ItemCompte) =>
    module.avis &&
    montreTotaux(module, { figee: consultation.figee_le !== null, aRepondu: miens?.has(amendement.id) ?? false })
  const lienDe = (n: number) =>
    `${cheminItem(consultation, item)}${suffixe ? `${suffixe}&` : '?'}amendements=${n}#amendements`
  return (
    <Section c={c} id='amendements' titre='Amendements' nombre={item.amendements}>
      <p class='mt3'>Un amendement propose de changer les mots de cet article.</p>
      {amendements.length > 0 && (
        <ul class='rows mt5'>
          {amendements.map((amendement) => {
            const mien = miens?.get(amendement.id)
            return (
              <li>
                <a href={cheminItem(consultation, amendement)}>{amendement.titre}</a>
                <span class='soft'>
                  {[
                    direOrigine(amendement),
                    montre(amendement) &&
                      `${direSens('accord', module)} : ${nombre(amendement.accord)}, ${direSens('revoir', module)} : ${nombre(amendement.revoir)}`,
                    mien && `vous : ${direSens(mien.sens, module)}`,
                    amendement.commentaires > 0 && compter(amendement.commentaires, 'commentaire', 'commentaires')
                  ]
                    .filter(Boolean)
                    .join('. ')}
                </span>
              </li>
            )
          })}
        </ul>
      )}
      {item.amendements > PAR_PAGE && (
        <p class='btns mt4'>
          {page > 1 && <a href={lienDe(page - 1)}>Amendements précédents</a>}
          {page * PAR_PAGE < item.amendements && <a href={lienDe(page + 1)}>Amendements suivants</a>}
        </p>
      )}
      <Retires ouvert={ouvert} quoi='Amendement retiré' retires={retires} />
      {propose && (
        <p class='mt5'>
          <LienBouton href={cheminAmender(consultation, item)}>Proposer un amendement</LienBouton>
        </p>
      )}
    </Section>
  )
}

/** From 1 to the last page, whatever the address says. */
function numeroDePage(texte: string | undefined, total: number): number {
  const demandee = /^[1-9]\d{0,6}$/.test(texte ?? '') ? Number(texte) : 1
  return Math.min(demandee, Math.max(1, Math.ceil(total / PAR_PAGE)))
}
