import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { enFlux } from '../../../platform/http/flux.ts'
import { ecrireCsv } from '../../../platform/lecture/index.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Liste } from '../../../platform/ui/composants/champ/champ.tsx'
import { Jour } from '../../../platform/ui/composants/date/date.tsx'
import { ListeDescriptive } from '../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { Note } from '../../../platform/ui/composants/note/note.tsx'
import { Pagination } from '../../../platform/ui/composants/pagination/pagination.tsx'
import { Tableau } from '../../../platform/ui/composants/tableau/tableau.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { direInstant } from '../../charte/index.ts'
import { listReseaux } from '../../reseaux/index.ts'
import { lireNumero } from '../domain/comite-saisie.ts'
import { GENRES_DECISION, parseGenreDecision, RESULTATS } from '../domain/motion.ts'
import { direPubliquement, EFFETS } from '../domain/registre.ts'
import { MAJORITES, QUORUMS } from '../domain/regle.ts'
import {
  type FiltreRegistre,
  findDecision,
  type LigneDuRegistre,
  listAnnees,
  listRegistre
} from '../store/decision.store.ts'
import { GOUVERNANCE } from './gouvernance.page.tsx'
import { COMITE, nomDuCollege, PageComite, TableauDesColleges } from './vues/comite.tsx'
import { Paragraphes } from './vues/paragraphes.tsx'

const permission = 'gouvernance:lire'

export const DECISIONS = `${GOUVERNANCE}/decisions`

/** The register of decisions (GOV-10), for everybody: pages and files. */
export const routesDecisions: readonly Route[] = [
  { methode: 'get', chemin: DECISIONS, permission, traiter: showRegistre },
  { methode: 'get', chemin: `${DECISIONS}.json`, permission, traiter: sendJson },
  { methode: 'get', chemin: `${DECISIONS}.csv`, permission, traiter: sendCsv },
  { methode: 'get', chemin: `${DECISIONS}/:id`, permission, traiter: showDecision }
]

const PAR_PAGE = 50
const PAR_LOT = 500

function lireFiltre(c: Contexte): FiltreRegistre {
  const annee = c.req.query('annee') ?? ''
  return {
    reseau: /^[a-z0-9-]{1,60}$/.exec(c.req.query('reseau') ?? '')?.[0],
    annee: /^\d{4}$/.test(annee) ? Number(annee) : undefined,
    genre: parseGenreDecision(c.req.query('genre'))
  }
}

const enAdresse = ({ reseau, annee, genre }: FiltreRegistre): Record<string, string> => ({
  ...(reseau && { reseau }),
  ...(annee && { annee: String(annee) }),
  ...(genre && { genre })
})

async function showRegistre(c: Contexte) {
  const { db } = c.var
  const filtre = lireFiltre(c)
  const demandee = c.req.query('apres') ?? '0'
  const apres = /^\d{1,6}$/.test(demandee) ? Number(demandee) : 0
  const [{ total, decisions }, annees, reseaux] = await Promise.all([
    listRegistre(db, filtre, { limite: PAR_PAGE, apres }),
    listAnnees(db),
    listReseaux(db)
  ])
  const ouverts = reseaux.filter(({ ouvert_le }) => ouvert_le !== null)
  const adresse = (suite: Record<string, string> = {}) =>
    `${DECISIONS}?${new URLSearchParams({ ...enAdresse(filtre), ...suite })}`
  const fichier = (forme: string) => `${DECISIONS}.${forme}?${new URLSearchParams(enAdresse(filtre))}`
  return rendrePage(
    c,
    <PageComite
      c={c}
      publique
      titre='Les décisions des comités'
      fil={[{ href: GOUVERNANCE, libelle: 'Qui décide' }]}
      chapeau={
        <>
          <p class='lead'>Chaque décision, ses voix, ses raisons, et ce qu’elle a changé.</p>
          <form class='row' method='get' action={DECISIONS}>
            {ouverts.length > 1 && (
              <Liste
                nom='reseau'
                libelle='Réseau'
                vide='Tous'
                valeur={filtre.reseau}
                options={ouverts.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
              />
            )}
            <Liste
              nom='annee'
              libelle='Année'
              vide='Toutes'
              valeur={filtre.annee === undefined ? undefined : String(filtre.annee)}
              options={annees.map((annee) => ({ valeur: String(annee), libelle: String(annee) }))}
            />
            <Liste
              nom='genre'
              libelle='Sujet'
              vide='Tous'
              valeur={filtre.genre}
              options={Object.entries(GENRES_DECISION).map(([valeur, libelle]) => ({ valeur, libelle }))}
            />
            <Bouton>Montrer</Bouton>
          </form>
        </>
      }
    >
      <Tableau<LigneDuRegistre>
        legende={`${compter(total, 'décision', 'décisions')}, la plus récente d’abord`}
        vide='Aucune décision pour l’instant.'
        lignes={decisions}
        colonnes={[
          {
            titre: 'Décision',
            cellule: (ligne) => (
              <>
                <a href={`${DECISIONS}/${ligne.id}`}>{direPubliquement(ligne).titre}</a>
                {ligne.corrigee_par.length > 0 && <span class='hint'>Corrigée depuis</span>}
              </>
            )
          },
          { titre: 'Date', cellule: ({ prise_le, fuseau }) => <Jour date={prise_le} fuseau={fuseau} court /> },
          { titre: 'Sujet', cellule: ({ genre }) => GENRES_DECISION[genre] },
          { titre: 'Réseau', cellule: ({ reseau }) => reseau },
          { titre: 'Voix', cellule: direVoix },
          { titre: 'Résultat', cellule: ({ resultat }) => RESULTATS[resultat] }
        ]}
      />
      <Pagination
        phrase={compter(total, 'décision', 'décisions')}
        titre='Pages de décisions'
        suivant={
          apres + decisions.length < total
            ? { href: adresse({ apres: String(apres + PAR_PAGE) }), libelle: 'Les suivantes' }
            : undefined
        }
        debut={apres > 0 ? { href: adresse(), libelle: 'Revenir au début' } : undefined}
      />
      <p class='mt6'>
        Toutes ces décisions en fichier :{' '}
        <a href={fichier('csv')} rel='nofollow'>
          CSV
        </a>
        ,{' '}
        <a href={fichier('json')} rel='nofollow'>
          JSON
        </a>
        . Chacune a son empreinte dans <a href='/journal/tetes'>le journal</a>.
      </p>
    </PageComite>
  )
}

function direVoix({ mode, pour, contre, abstentions }: LigneDuRegistre): string {
  if (mode === 'presidence') return 'Un membre, au nom du comité'
  return `${pour ?? 0} pour, ${contre ?? 0} contre, ${abstentions ?? 0} abstention${(abstentions ?? 0) > 1 ? 's' : ''}`
}

async function showDecision(c: Contexte) {
  const id = lireNumero(c.req.param('id'))
  const ligne = id && (await findDecision(c.var.db, id))
  if (!ligne) return c.notFound()
  const { titre, texte, nomme } = direPubliquement(ligne)
  const zone = ligne.fuseau
  const peutCorriger = c.var.peut('comite:sieger', { reseau: ligne.reseau_id })
  return rendrePage(
    c,
    <PageComite
      c={c}
      publique
      titre={titre}
      fil={[
        { href: GOUVERNANCE, libelle: 'Qui décide' },
        { href: DECISIONS, libelle: 'Les décisions' }
      ]}
      chapeau={
        <>
          <p class='lead'>
            {ligne.reseau}. {RESULTATS[ligne.resultat]}.
          </p>
          <p>{EFFETS[ligne.effet]}</p>
          {ligne.corrigee_par.map((autre) => (
            <Note ton='attention'>
              <p>
                Cette décision a été corrigée. <a href={`${DECISIONS}/${autre}`}>Lire la correction</a>.
              </p>
            </Note>
          ))}
          {ligne.corrige && (
            <Note>
              <p>
                Cette décision en corrige une autre. <a href={`${DECISIONS}/${ligne.corrige}`}>Lire l’ancienne</a>.
              </p>
            </Note>
          )}
        </>
      }
    >
      <section class='section split'>
        <h2>La décision</h2>
        <ListeDescriptive
          faits={[
            { terme: 'Sujet', valeur: GENRES_DECISION[ligne.genre] },
            { terme: 'Date', valeur: direInstant(ligne.prise_le, zone) },
            { terme: 'Inscrite', valeur: direInstant(ligne.inscrite_le, zone) },
            {
              terme: 'Lieu',
              valeur: nomme && ligne.lieu_id !== null && <a href={`/lieux/${ligne.lieu_id}`}>{ligne.lieu}</a>
            },
            { terme: 'Motif', valeur: ligne.fondement && FONDEMENTS[ligne.fondement] },
            { terme: 'Voix', valeur: direVoix(ligne) },
            { terme: 'Pouvaient voter', valeur: ligne.electeurs === null ? undefined : String(ligne.electeurs) },
            {
              terme: 'Écartés',
              valeur: ligne.ecartes ? `${ligne.ecartes}, qui avaient un lien avec le sujet` : undefined
            },
            { terme: 'Quorum', valeur: ligne.quorum && QUORUMS[ligne.quorum].en },
            { terme: 'Majorité', valeur: ligne.majorite && MAJORITES[ligne.majorite].en }
          ]}
        />
      </section>
      <section class='section split'>
        <h2>{ligne.genre === 'deliberation' ? 'Le texte' : 'Les raisons'}</h2>
        <Paragraphes texte={texte} />
      </section>
      {ligne.mode === 'vote' && (
        <section class='section split'>
          <h2>Les voix</h2>
          <TableauDesColleges
            colleges={ligne.colleges}
            legende='Les voix, collège par collège. Personne n’est nommé.'
          />
        </section>
      )}
      <p class='btns'>
        <a href={`${DECISIONS}/${ligne.id}/pdf`}>Ouvrir le procès-verbal (PDF)</a>
        {peutCorriger && (
          <a href={`${COMITE}/proposer?genre=deliberation&reseau=${ligne.reseau_id}&corrige=${ligne.id}`}>
            Proposer une correction
          </a>
        )}
      </p>
    </PageComite>
  )
}

export const FONDEMENTS = {
  'non-conformite': 'Le lieu ne respecte pas la charte',
  inexacte: 'La déclaration est inexacte'
} as const

/** A decision as files carry it: nothing that its page does not say. */
function toPublique(ligne: LigneDuRegistre) {
  const { titre, texte, nomme } = direPubliquement(ligne)
  return {
    id: ligne.id,
    reseau: ligne.reseau_id,
    prise_le: ligne.prise_le.toISOString(),
    inscrite_le: ligne.inscrite_le.toISOString(),
    genre: ligne.genre,
    mode: ligne.mode,
    titre,
    texte,
    motif: ligne.fondement,
    lieu: nomme ? ligne.lieu_id : null,
    resultat: ligne.resultat,
    effet: ligne.effet,
    electeurs: ligne.electeurs,
    ecartes: ligne.ecartes,
    pour: ligne.pour,
    contre: ligne.contre,
    abstentions: ligne.abstentions,
    corrige: ligne.corrige,
    page: `${DECISIONS}/${ligne.id}`
  }
}

async function* readTout(c: Contexte) {
  const filtre = lireFiltre(c)
  for (let apres = 0; ; apres += PAR_LOT) {
    const { decisions } = await listRegistre(c.var.db, filtre, { limite: PAR_LOT, apres })
    yield* decisions
    if (decisions.length < PAR_LOT) return
  }
}

const COLONNES = [
  'id',
  'reseau',
  'prise_le',
  'inscrite_le',
  'genre',
  'mode',
  'titre',
  'texte',
  'motif',
  'lieu',
  'resultat',
  'effet',
  'electeurs',
  'ecartes',
  'pour',
  'contre',
  'abstentions',
  'colleges',
  'corrige',
  'page'
] as const

async function* linesForCsv(c: Contexte) {
  for await (const ligne of readTout(c)) {
    const { motif, lieu, electeurs, ecartes, pour, contre, abstentions, corrige, ...reste } = toPublique(ligne)
    yield {
      ...reste,
      motif: motif ?? '',
      lieu: lieu ?? '',
      electeurs: electeurs ?? '',
      ecartes: ecartes ?? '',
      pour: pour ?? '',
      contre: contre ?? '',
      abstentions: abstentions ?? '',
      corrige: corrige ?? '',
      colleges: ligne.colleges
        .map((un) => `${nomDuCollege(un.college)} : ${un.pour} pour, ${un.contre} contre, ${un.abstentions} abstention`)
        .join(' ; ')
    }
  }
}

async function sendCsv(c: Contexte): Promise<Response> {
  const flux = enFlux(ecrireCsv(COLONNES, linesForCsv(c), { bom: true }), (panne) => {
    if (panne) c.var.journaux.error({ err: panne, route: c.req.routePath }, 'export interrompu')
  })
  return c.body(flux, 200, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': 'attachment; filename="decisions.csv"',
    'x-robots-tag': 'noindex, nofollow'
  })
}

async function sendJson(c: Contexte): Promise<Response> {
  const decisions: unknown[] = []
  for await (const ligne of readTout(c)) decisions.push({ ...toPublique(ligne), colleges: ligne.colleges })
  return c.json({ decisions }, 200, { 'x-robots-tag': 'noindex, nofollow' })
}
