import type { Nature, Propositions } from './module.ts'

/** What a consultation must have before anybody reads it. */
export interface APublier {
  readonly question: string
  readonly cloture: Date | null
  readonly modules: readonly {
    readonly adresse: string
    readonly titre: string
    readonly nature: Nature
    readonly propositions: Propositions
    readonly items: number
  }[]
}

export interface Manque {
  /** Part of the workbench where it is mended: its words, its dates, its modules, or one of them by its address. */
  readonly ou: 'mots' | 'dates' | 'modules' | { readonly module: string }
  readonly message: string
}

/** Why it cannot be published now; empty when it can. */
export function listManques({ question, cloture, modules }: APublier, now: Date): readonly Manque[] {
  const manques: Manque[] = []
  if (question === '') manques.push({ ou: 'mots', message: 'Écrivez la question que vous posez.' })
  if (cloture && cloture <= now)
    manques.push({ ou: 'dates', message: 'La clôture est déjà passée. Choisissez une date à venir.' })
  if (modules.length === 0) manques.push({ ou: 'modules', message: 'Ajoutez au moins un module.' })
  for (const { adresse, titre, nature, propositions, items } of modules) {
    if (items > 0) continue
    if (nature === 'texte') manques.push({ ou: { module: adresse }, message: `« ${titre} » n’a pas d’article.` })
    else if (propositions === 'non')
      manques.push({
        ou: { module: adresse },
        message: `« ${titre} » n’a pas de proposition, et personne ne peut en ajouter.`
      })
  }
  return manques
}
