import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { direEcheance } from '../../domain/adhesion/dire.ts'
import type { Echeance } from '../../domain/adhesion/echeances.ts'
import type { Regles } from '../../domain/adhesion/regles.ts'

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
