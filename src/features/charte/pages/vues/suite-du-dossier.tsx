import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import type { Transition } from '../../domain/adhesion/avancer.ts'
import { direEcheance, direTransition } from '../../domain/adhesion/dire.ts'
import type { Echeance } from '../../domain/adhesion/echeances.ts'
import { REGLES_DES_TRANSITIONS, type Regles } from '../../domain/adhesion/regles.ts'

/** What will happen by itself to a dossier: when, what, and the rule that gives the date. */
export function SuiteDuDossier({
  legende,
  attendues,
  regles: { zone },
  now
}: {
  legende: string
  attendues: readonly Echeance[]
  regles: Pick<Regles, 'zone'>
  now: Date
}) {
  return (
    <section class='section split' id='suite'>
      <h2>Ce qui va se passer</h2>
      <Tableau
        legende={legende}
        vide='Rien n’arrivera tout seul.'
        lignes={attendues.map((une) => direEcheance(une, zone, now))}
        colonnes={[
          {
            titre: 'Date',
            cellule: ({ quand, reste }) => (
              <>
                {quand}
                <span class='hint'>{reste}</span>
              </>
            )
          },
          { titre: 'Ce qui arrive', cellule: ({ quoi }) => quoi },
          { titre: 'Règle', cellule: ({ regle }) => regle }
        ]}
      />
    </section>
  )
}

/** One thing that happened, with what was written then, where the reader may read it. */
interface LigneDHistoire extends Pick<Transition, 'numero' | 'vers'> {
  readonly pieceLisible: string | undefined
}

/** A transition in words, the rule it follows, and the way to what was written. */
export function CeQuiEstArrive({ ligne, lire }: { ligne: LigneDHistoire; lire: string }) {
  const dit = direTransition(ligne)
  return (
    <>
      {dit}
      <span class='hint'>{REGLES_DES_TRANSITIONS[ligne.numero]}</span>
      {ligne.pieceLisible && (
        <a href={`#piece-${ligne.pieceLisible}`}>
          {lire}
          <span class='vh'> : {dit}</span>
        </a>
      )}
    </>
  )
}
