import { parseJour } from '../../kernel/jour.ts'
import type { Contexte } from '../http/feature.ts'
import { Jour } from '../ui/composants/date/date.tsx'
import { nombre } from '../ui/composants/nombre/nombre.tsx'
import { Pagination } from '../ui/composants/pagination/pagination.tsx'
import { Tableau } from '../ui/composants/tableau/tableau.tsx'
import { Page, rendrePage } from '../ui/page.tsx'
import { listTetesPubliees, type TetePubliee } from './index.ts'

const JOURS_PAR_PAGE = 30
const JOURS_PAR_FICHIER = 400

const readAvant = (c: Contexte) => parseJour(c.req.query('avant') ?? '')

/** Where each chain was, day after day: anybody may keep a copy, and compare later. */
export async function showTetes(c: Contexte) {
  const avant = readAvant(c)
  const tetes = await listTetesPubliees(c.var.db, { avant, jours: JOURS_PAR_PAGE })
  const suite = await suivantes(c, tetes)
  return rendrePage(
    c,
    <Page
      cadre={c.var.cadre}
      titre='Empreintes du journal'
      description='Chaque jour, l’empreinte de toutes les décisions déjà écrites.'
      fil={[{ libelle: 'Accueil', href: '/' }, { libelle: 'Empreintes du journal' }]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>Empreintes du journal</h1>
          <p class='lead'>
            Chaque décision prise ici s’écrit dans un journal que personne ne peut récrire sans que cela se voie.
          </p>
          <p>
            Chaque soir, nous publions une empreinte par réseau. C’est un nombre calculé sur toutes les décisions
            écrites jusque-là. Une seule lettre changée donnerait une autre empreinte. Copiez-les : vous pourrez
            comparer plus tard.
          </p>
          <p>
            <a href='/journal/tetes.json'>Les mêmes empreintes en JSON</a>
          </p>
        </div>
        <Tableau
          legende='Empreintes publiées, les plus récentes d’abord'
          vide='Aucune empreinte n’est encore publiée : la première le sera ce soir.'
          lignes={tetes}
          colonnes={[
            { titre: 'Jour', cellule: ({ jour }) => <Jour date={jour} /> },
            { titre: 'Réseau', cellule: ({ reseau }) => reseau },
            { titre: 'Décisions écrites', nombre: true, cellule: ({ rang }) => nombre(rang) },
            { titre: 'Empreinte', cellule: ({ empreinte }) => <code>{empreinte}</code> }
          ]}
        />
        <Pagination
          titre='Jours publiés'
          phrase={`${JOURS_PAR_PAGE} jours par page`}
          debut={avant ? { href: '/journal/tetes', libelle: 'Revenir aux jours récents' } : undefined}
          suivant={suite ? { href: `/journal/tetes?avant=${suite}`, libelle: 'Jours précédents' } : undefined}
        />
      </div>
    </Page>
  )
}

export async function sendTetes(c: Contexte) {
  const tetes = await listTetesPubliees(c.var.db, { avant: readAvant(c), jours: JOURS_PAR_FICHIER })
  const suite = await suivantes(c, tetes)
  return c.json(
    {
      algorithme: 'sha256',
      tetes: tetes.map(({ jour, reseau, rang, empreinte, publiee_le }) => ({
        jour,
        reseau,
        rang,
        empreinte,
        publiee_le: publiee_le.toISOString()
      })),
      suivant: suite ? `/journal/tetes.json?avant=${suite}` : null
    },
    200,
    { 'access-control-allow-origin': '*' }
  )
}

/** The day to start before on the next page; undefined on the last one. */
async function suivantes(c: Contexte, tetes: readonly TetePubliee[]): Promise<string | undefined> {
  const dernier = tetes.at(-1)?.jour
  if (!dernier) return undefined
  return (await listTetesPubliees(c.var.db, { avant: dernier, jours: 1 })).length > 0 ? dernier : undefined
}
