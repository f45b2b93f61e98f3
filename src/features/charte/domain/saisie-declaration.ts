import { empreinte } from '../../../kernel/empreinte.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { parseRna } from '../../../kernel/rna.ts'
import { parseSiret } from '../../../kernel/siret.ts'
import type { Critere } from './charte.ts'
import type { ChoixEcrit } from './etapes-declaration.ts'

/** Who signs. Any status may (CHA-08); a citizens' group has no number (CHA-13). */
export interface StructureSaisie {
  readonly structure: string
  readonly statut: string
  readonly pivot: string
  readonly signataire: string
  readonly qualite: string
}

/** No status is refused, none is demanded. */
export const STATUTS: readonly string[] = [
  'association',
  'collectivité ou établissement public',
  'école, université ou laboratoire',
  'coopérative ou entreprise de l’économie sociale',
  'entreprise',
  'coordination de projets',
  'groupe de citoyens',
  'autre'
]

export interface FauteDeSaisie {
  readonly champ: string
  readonly message: string
}

type Champs = Readonly<Record<string, string>>

const LONGUEURS = { structure: 200, signataire: 120, qualite: 120 } as const
const JUSTIFICATION_MAX = 2_000

const ligne = (texte: string | undefined) => (texte ?? '').replace(/\s+/g, ' ').trim()

/**
 * What was typed about who signs. `valeurs` is what a draft keeps, whatever is missing or wrong; `fautes` what remains to
 * correct before it can be sent.
 */
export function lireStructure(champs: Champs): {
  readonly valeurs: StructureSaisie
  readonly fautes: readonly FauteDeSaisie[]
} {
  const fautes: FauteDeSaisie[] = []
  const court = (champ: keyof typeof LONGUEURS): string => {
    const texte = ligne(champs[champ])
    if (texte.length <= LONGUEURS[champ]) return texte
    fautes.push({ champ, message: `Écrivez plus court : ${LONGUEURS[champ]} signes au plus.` })
    return texte.slice(0, LONGUEURS[champ])
  }
  const [structure, signataire, qualite] = [court('structure'), court('signataire'), court('qualite')]
  if (structure === '') fautes.unshift({ champ: 'structure', message: 'Écrivez le nom de la structure qui signe.' })
  const statut = ligne(champs.statut)
  if (statut !== '' && !STATUTS.includes(statut))
    fautes.push({ champ: 'statut', message: 'Choisissez un statut de la liste, ou aucun.' })
  const tape = ligne(champs.pivot)
  const pivot = parseSiret(tape) ?? parseRna(tape) ?? ''
  if (tape !== '' && pivot === '')
    fautes.push({
      champ: 'pivot',
      message: 'Ce n’est ni un SIRET (14 chiffres), ni un RNA (W et 9 signes). Vous pouvez laisser cette ligne vide.'
    })
  if (signataire === '') fautes.push({ champ: 'signataire', message: 'Écrivez le nom de la personne qui signe.' })
  return {
    valeurs: { structure, statut: STATUTS.includes(statut) ? statut : '', pivot, signataire, qualite },
    fautes
  }
}

/** Names of the fields of one criterion. */
export const champChoix = (critere: string) => `choix-${critere}`
export const champJustification = (critere: string) => `justification-${critere}`

/**
 * What was ticked and written about the criteria of one page. A field about another criterion was forged, or comes from
 * another version: nothing of it is taken.
 */
export function lireChoix(
  champs: Champs,
  criteres: readonly Critere[]
): Result<
  { readonly choix: readonly ChoixEcrit[]; readonly fautes: readonly FauteDeSaisie[] },
  { readonly inconnu: string }
> {
  const attendus = new Set(criteres.flatMap(({ id }) => [champChoix(id), champJustification(id)]))
  const inconnu = Object.keys(champs).find((nom) => /^(choix|justification)-/.test(nom) && !attendus.has(nom))
  if (inconnu !== undefined) return refuse({ inconnu })
  const fautes: FauteDeSaisie[] = []
  const choix = criteres.flatMap(({ id, genre, justificatif }): ChoixEcrit[] => {
    const choisi = champs[champChoix(id)] === 'oui'
    const texte = (champs[champJustification(id)] ?? '').replaceAll('\r\n', '\n').trim()
    if (texte.length > JUSTIFICATION_MAX)
      fautes.push({
        champ: champJustification(id),
        message: `Écrivez plus court : ${JUSTIFICATION_MAX} signes au plus.`
      })
    if (!choisi && genre === 'condition')
      fautes.push({ champ: champChoix(id), message: 'Cette condition est demandée à tous : cochez-la pour adhérer.' })
    if (!choisi && genre === 'engagement')
      fautes.push({ champ: champChoix(id), message: 'Cet engagement est demandé à tous : cochez-le pour adhérer.' })
    if (choisi && justificatif !== '' && texte === '')
      fautes.push({
        champ: champJustification(id),
        message: 'Écrivez ce que ce critère demande de montrer, ou décochez-le.'
      })
    const justification = texte.slice(0, JUSTIFICATION_MAX)
    return choisi || justification !== '' ? [{ critere: id, choisi, justification }] : []
  })
  return ok({ choix, fautes })
}

/** Names what a page held when it was opened: another value means that somebody wrote in between. */
export const empreinteStructure = ({ structure, statut, pivot, signataire, qualite }: StructureSaisie): string =>
  empreinte(JSON.stringify([structure, statut, pivot, signataire, qualite]))

/** The same for the criteria of a page. Choices about other criteria do not count. */
export function empreinteChoix(choix: readonly ChoixEcrit[], criteres: readonly Critere[]): string {
  const parId = new Map(choix.map((un) => [un.critere, un]))
  return empreinte(
    JSON.stringify(criteres.map(({ id }) => [id, parId.get(id)?.choisi ?? false, parId.get(id)?.justification ?? '']))
  )
}
