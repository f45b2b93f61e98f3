import { lireFait } from '../../../platform/http/fait.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { LienBouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { Pagination } from '../../../platform/ui/composants/pagination/pagination.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { countItems, listItems, listRetires } from '../store/item.store.ts'
import { findOpinionsDe } from '../store/opinion.store.ts'
import { ordreDe } from './ordre.ts'
import { ouvrirModule } from './ouvrir.ts'
import { cheminDe, cheminModule, PageConsultation } from './vues/cadre.tsx'
import { direPeriode } from './vues/dire.ts'
import { ListeDItems } from './vues/liste-items.tsx'
import { Retires } from './vues/retires.tsx'

export const routesModule: readonly Route[] = [
  {
    methode: 'get',
    chemin: '/consultations/:adresse/modules/:module',
    permission: 'consultation:lire',
    traiter: showModule
  }
]

const PAR_PAGE = 50

const FAITS: Readonly<Record<string, string>> = { avis: 'Votre avis est enregistré' }

async function showModule(c: Contexte): Promise<Response> {
  const ouvert = await ouvrirModule(c)
  if (!ouvert) return c.notFound()
  const { consultation, module, etat } = ouvert
  const { db, acteur } = c.var
  const ordre = ordreDe(c, module)
  const demandee = c.req.query('page') ?? ''
  const page = /^[1-9]\d{0,5}$/.test(demandee) ? Number(demandee) : 1
  const debut = (page - 1) * PAR_PAGE
  const [total, items, retires] = await Promise.all([
    countItems(db, module.id),
    listItems(db, module.id, { graine: ordre.graine, debut, nombre: PAR_PAGE }),
    listRetires(db, { moduleId: module.id })
  ])
  const ids = items.map(({ id }) => id)
  const miennes = acteur.compte ? await findOpinionsDe(db, acteur.compte.id, ids) : new Map()
  const adresse = cheminModule(consultation, module)
  const pageNumero = (numero: number) =>
    `${adresse}?${new URLSearchParams([...(ordre.numero ? [['ordre', ordre.numero]] : []), ['page', String(numero)]])}`
  const texte = module.nature === 'texte'
  const combien = texte
    ? compter(total, 'article', 'articles')
    : compter(total, 'proposition', 'propositions', 'aucune')
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre={module.titre}
      consultation={consultation}
      fait={lireFait(c, FAITS)}
      canonique={`${c.var.config.URL_PUBLIQUE || new URL(c.req.url).origin}${adresse}`}
      description={(module.question || consultation.question).slice(0, 200)}
      horsMoteurs={etat === 'brouillon'}
      chapeau={
        <>
          {module.question && <p class='lead'>{module.question}</p>}
          <p class='meta'>
            <span>{combien}</span>
            <span>{direPeriode(ouvert)}</span>
          </p>
          {ordre.graine !== undefined && total > 1 && (
            <p>L’ordre change d’une personne à l’autre : aucune proposition n’est toujours la première.</p>
          )}
          <p class='btns'>
            {etat === 'ouverte' && !texte && module.propositions !== 'non' && (
              <LienBouton href={`${adresse}/proposer`}>{module.libelle_proposition}</LienBouton>
            )}
            <a href={cheminDe(consultation)}>Revenir au choix des questions</a>
          </p>
        </>
      }
    >
      {items.length === 0 && (
        <p>
          {page > 1
            ? 'Cette page est vide.'
            : texte
              ? 'Le texte n’est pas encore là.'
              : 'Il n’y a encore aucune proposition.'}
        </p>
      )}
      {items.length > 0 && <h2 class='vh'>{texte ? 'Les articles' : 'Les propositions'}</h2>}
      {items.length > 0 && <ListeDItems ouvert={ouvert} items={items} miennes={miennes} ordre={ordre} page={page} />}
      <Retires ouvert={ouvert} quoi='Proposition retirée' retires={retires} />
      <Pagination
        titre={texte ? 'Pages du texte' : 'Pages de propositions'}
        phrase={`Page ${page} sur ${Math.ceil(total / PAR_PAGE)}`}
        debut={page > 1 ? { href: pageNumero(page - 1), libelle: 'Page précédente' } : undefined}
        suivant={debut + PAR_PAGE < total ? { href: pageNumero(page + 1), libelle: 'Page suivante' } : undefined}
      />
    </PageConsultation>
  )
}
