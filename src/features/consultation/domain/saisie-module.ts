import { ok, type Result, refuse } from '../../../kernel/result.ts'
import {
  FACONS,
  type Facon,
  NATURES,
  type Nature,
  ORDRES,
  type Ordre,
  PROPOSITIONS,
  type Propositions,
  RAISONS,
  type Raison,
  REGLAGES_PAR_DEFAUT,
  RESULTATS,
  type Reglages,
  type Resultats
} from './module.ts'
import { type FauteDeSaisie, lireLigne, type Saisie } from './saisie.ts'

export interface ContenuDeModule extends Reglages {
  readonly titre: string
  readonly question: string
}

/** The switches of a module and its words, read as a whole. A box that is not ticked is not sent: it means no. */
export function lireModule(saisie: Saisie): Result<ContenuDeModule, readonly FauteDeSaisie[]> {
  const fautes: FauteDeSaisie[] = []
  const choix = <T extends string>(champ: string, parmi: Readonly<Record<T, string>>): T => {
    const choisi = (saisie[champ] ?? '') as T
    if (Object.hasOwn(parmi, choisi)) return choisi
    fautes.push({ champ, message: 'Choisissez une des réponses.' })
    return Object.keys(parmi)[0] as T
  }
  const avis = saisie.avis === 'oui'
  const contenu: ContenuDeModule = {
    titre: lireLigne(saisie, 'titre', { max: 200, vide: 'Écrivez un titre.' }, fautes),
    question: lireLigne(saisie, 'question', { max: 1000 }, fautes),
    nature: choix<Nature>('nature', NATURES),
    avis,
    libelle_accord: lireLibelle(saisie, 'libelle_accord', 40, avis, fautes),
    libelle_revoir: lireLibelle(saisie, 'libelle_revoir', 40, avis, fautes),
    raison: choix<Raison>('raison', RAISONS),
    ...lireFacons(saisie),
    propositions: choix<Propositions>('propositions', PROPOSITIONS),
    libelle_proposition: lireLibelle(saisie, 'libelle_proposition', 60, saisie.propositions !== 'non', fautes),
    resultats: choix<Resultats>('resultats', RESULTATS),
    ordre: choix<Ordre>('ordre', ORDRES)
  }
  if (avis && contenu.libelle_accord.toLowerCase() === contenu.libelle_revoir.toLowerCase())
    fautes.push({ champ: 'libelle_revoir', message: 'Les deux boutons doivent porter des mots différents.' })
  if (!avis && contenu.propositions === 'non' && FACONS.every((facon) => !contenu[facon]))
    fautes.push({ champ: 'avis', message: 'Laissez au moins une façon de participer.' })
  return fautes.length > 0 ? refuse(fautes) : ok(contenu)
}

const lireFacons = (saisie: Saisie) =>
  Object.fromEntries(FACONS.map((facon) => [facon, saisie[facon] === 'oui'])) as Record<Facon, boolean>

/** Words of a button. Of a button that is not shown, the usual ones will do. */
function lireLibelle(
  saisie: Saisie,
  champ: 'libelle_accord' | 'libelle_revoir' | 'libelle_proposition',
  max: number,
  montre: boolean,
  fautes: FauteDeSaisie[]
): string {
  const regles = montre ? { max, vide: 'Écrivez les mots de ce bouton.' } : { max }
  return lireLigne(saisie, champ, regles, fautes) || REGLAGES_PAR_DEFAUT[champ]
}

/** A kept module, as its form shows it. */
export function ecrireModule(module: ContenuDeModule): Saisie {
  const { titre, question, nature, raison, propositions, resultats, ordre } = module
  return {
    titre,
    question,
    nature,
    raison,
    propositions,
    resultats,
    ordre,
    libelle_accord: module.libelle_accord,
    libelle_revoir: module.libelle_revoir,
    libelle_proposition: module.libelle_proposition,
    avis: module.avis ? 'oui' : '',
    ...Object.fromEntries(FACONS.map((facon) => [facon, module[facon] ? 'oui' : '']))
  }
}
