import type { Child } from 'hono/jsx'
import { COLLEGES, type College } from '../../../../kernel/role.ts'
import type { Contexte } from '../../../../platform/http/feature.ts'
import type { EtapeDuFil } from '../../../../platform/ui/composants/fil/fil.tsx'
import { Alerte } from '../../../../platform/ui/composants/note/note.tsx'
import { type ErreurDeChamp, ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { Page } from '../../../../platform/ui/page.tsx'
import { listReseaux, type Reseau } from '../../../reseaux/index.ts'
import type { CompteDuCollege } from '../../domain/depouillement.ts'
import { MAJORITES, QUORUMS, type RegleDuComite } from '../../domain/regle.ts'
import { listSuppleances } from '../../store/comite.store.ts'

export const COMITE = '/comite'

export const cheminMotion = (id: string) => `${COMITE}/motions/${id}`

/** The réseaux whose committee this person may look at: those they follow, and those where they stand in for somebody. */
export async function reseauxDuComite(c: Contexte): Promise<readonly Reseau[]> {
  const { db, acteur, now } = c.var
  const compteId = acteur.compte?.id
  const siennes = compteId ? await listSuppleances(db, { compteId }, now) : []
  const remplaces = new Set(
    siennes.filter(({ suppleantId }) => suppleantId === compteId).map(({ reseauId }) => reseauId)
  )
  return (await listReseaux(db)).filter(({ id }) => c.var.peut('comite:suivre', { reseau: id }) || remplaces.has(id))
}

export const filComite = (reseau: Pick<Reseau, 'id'>): EtapeDuFil => ({
  href: `${COMITE}?reseau=${reseau.id}`,
  libelle: 'Le comité'
})

export function PageComite(props: {
  c: Contexte
  titre: string
  fil?: readonly EtapeDuFil[]
  fautes?: readonly ErreurDeChamp[]
  /** What was just done. */
  fait?: string | undefined
  /** Why nothing was done. */
  refus?: string | undefined
  chapeau?: Child
  publique?: boolean
  children?: Child
}) {
  const { c, titre, fil = [], fautes = [], fait, refus, chapeau, publique = false, children } = props
  return (
    <Page
      cadre={c.var.cadre}
      titre={titre}
      menuActif={publique ? undefined : COMITE}
      horsMoteurs={!publique}
      enErreur={fautes.length > 0 || refus !== undefined}
      fil={[{ href: '/', libelle: 'Accueil' }, ...fil, { libelle: titre }]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          {fait && <Alerte ton='succes' titre={fait} />}
          {refus && (
            <Alerte ton='danger' titre='Rien n’a été enregistré'>
              <p>{refus}</p>
            </Alerte>
          )}
          <h1>{titre}</h1>
          {chapeau}
          <ResumeErreurs erreurs={fautes} />
        </div>
        {children}
      </div>
    </Page>
  )
}

/** « Une décision est prise par un vote… », in plain words. */
export function direRegle({ mode, quorum, majorite, jours }: RegleDuComite): readonly string[] {
  if (mode === 'presidence') return ['Un membre du comité décide au nom de tous, par écrit, avec ses raisons.', SILENCE]
  return [
    'Le comité vote. Chaque membre a une voix, et répond pour, contre, ou s’abstient.',
    `Le vote compte s’il y a assez de votants : ${QUORUMS[quorum].en}. Qui a un lien avec le lieu ne vote pas, et n’est pas compté.`,
    `Pour adopter, il faut ${MAJORITES[majorite].en}. À égalité, rien n’est adopté.`,
    'Un vote d’opposition se ferme une minute avant la fin du délai de la charte.',
    `Un autre vote reste ouvert ${jours} jour${jours > 1 ? 's' : ''}, ou se ferme dès que tout le monde a voté.`,
    SILENCE
  ]
}

const SILENCE = 'Si le comité ne dit rien, il accepte : sans opposition dans le délai, le lieu devient membre.'

export const nomDuCollege = (college: College): string => COLLEGES[college]

export function TableauDesColleges({ colleges, legende }: { colleges: readonly CompteDuCollege[]; legende: string }) {
  return (
    <Tableau
      legende={legende}
      vide='Personne ne pouvait voter.'
      lignes={colleges}
      colonnes={[
        { titre: 'Collège', cellule: ({ college }) => nomDuCollege(college) },
        { titre: 'Pouvaient voter', cellule: ({ electeurs }) => electeurs, nombre: true },
        { titre: 'Pour', cellule: ({ pour }) => pour, nombre: true },
        { titre: 'Contre', cellule: ({ contre }) => contre, nombre: true },
        { titre: 'Abstentions', cellule: ({ abstentions }) => abstentions, nombre: true }
      ]}
    />
  )
}

/** Reads a word of a table by its key: what an address says may be anything. */
export const motDe = (table: Readonly<Record<string, string>>, cle: string | undefined): string | undefined =>
  cle && Object.hasOwn(table, cle) ? table[cle] : undefined
