import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { parseRna } from '../../../kernel/rna.ts'
import { parseSiret } from '../../../kernel/siret.ts'
import type { FauteDeChamp } from './parametre.ts'

/** What an official list says of one lieu. Empty: it does not say. */
export interface LigneLue {
  /** What names the row from one delivery to the next. */
  readonly cle: string
  readonly nom: string
  readonly adresse: string
  readonly code_postal: string
  readonly commune: string
  readonly pivot: string
  readonly reference: string
}

export const GENRES_DE_LISTE = {
  epn: 'Espaces publics numériques (article 5)',
  reconditionneurs: 'Reconditionneurs (article 10-3)',
  autre: 'Autre liste officielle'
} as const

type Champ = Exclude<keyof LigneLue, 'cle'>

interface Colonne {
  readonly libelle: string
  readonly max: number
  /** Titles of columns that say the same, without accents, capitals nor signs. */
  readonly titres: readonly string[]
}

/** The columns that a list may have: the page explains them, the reader and the form read them. */
export const COLONNES_DE_LISTE: Readonly<Record<Champ, Colonne>> = {
  nom: {
    libelle: 'Nom',
    max: 200,
    titres: ['nom', 'nom du lieu', 'nom de la structure', 'raison sociale', 'structure', 'denomination']
  },
  adresse: { libelle: 'Adresse', max: 300, titres: ['adresse', 'voie', 'rue', 'adresse 1', 'adresse postale'] },
  code_postal: { libelle: 'Code postal', max: 10, titres: ['code postal', 'cp', 'codepostal'] },
  commune: { libelle: 'Commune', max: 100, titres: ['commune', 'ville', 'nom de la commune', 'localite'] },
  pivot: { libelle: 'SIRET ou RNA', max: 14, titres: ['siret', 'rna', 'siret ou rna', 'numero siret', 'pivot'] },
  reference: { libelle: 'Référence', max: 100, titres: ['reference', 'numero', 'identifiant', 'id', 'agrement', 'n'] }
}

const CHAMPS = Object.keys(COLONNES_DE_LISTE) as readonly Champ[]

const net = (texte: string) => texte.replace(/\s+/g, ' ').trim()
const nu = (texte: string) =>
  net(
    texte
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
  )

/** Which column of a file gives what. A field whose column is not found is not there. */
export function reconnaitreColonnes(titres: readonly string[]): ReadonlyMap<Champ, readonly string[]> {
  return new Map(
    CHAMPS.map((champ) => [champ, titres.filter((titre) => COLONNES_DE_LISTE[champ].titres.includes(nu(titre)))])
  )
}

/** A row of a file through its columns, then as a form would give it. */
export const lireRangee = (
  rangee: Readonly<Record<string, string>>,
  colonnes: ReadonlyMap<Champ, readonly string[]>
): Result<LigneLue, readonly FauteDeChamp[]> =>
  lireLigne(
    Object.fromEntries(
      CHAMPS.map((champ) => [
        champ,
        (colonnes.get(champ) ?? []).map((titre) => net(rangee[titre] ?? '')).find((texte) => texte !== '') ?? ''
      ])
    )
  )

/** What a row says, or everything that is wrong with it. A number that does not check is said, not kept. */
export function lireLigne(saisie: Readonly<Record<string, string>>): Result<LigneLue, readonly FauteDeChamp[]> {
  const fautes: FauteDeChamp[] = []
  const lu = (champ: Champ): string => {
    const texte = net(saisie[champ] ?? '')
    const { libelle, max } = COLONNES_DE_LISTE[champ]
    if (champ !== 'pivot' && texte.length > max) fautes.push({ champ, message: `${libelle} : ${max} signes au plus.` })
    return texte
  }
  const [nom, adresse, commune, reference] = [lu('nom'), lu('adresse'), lu('commune'), lu('reference')]
  // A spreadsheet eats the zero of « 05000 ».
  const code_postal = lu('code_postal')
    .replace(/\s/g, '')
    .replace(/^(\d{4})$/, '0$1')
  const tape = lu('pivot').replace(/[\s.]/g, '').toUpperCase()
  const pivot = parseSiret(tape) ?? parseRna(tape) ?? ''
  if (nom === '') fautes.push({ champ: 'nom', message: 'Le nom manque.' })
  if (commune === '' && code_postal === '')
    fautes.push({ champ: 'commune', message: 'La commune et le code postal manquent : donnez l’un des deux.' })
  if (code_postal !== '' && !/^\d{5}$/.test(code_postal))
    fautes.push({ champ: 'code_postal', message: 'Le code postal a cinq chiffres, comme 31000.' })
  if (tape !== '' && pivot === '')
    fautes.push({ champ: 'pivot', message: 'Ce numéro n’est ni un SIRET (14 chiffres), ni un RNA.' })
  if (fautes.length > 0) return refuse(fautes)
  const cle =
    reference === '' ? `${pivot} ${nu(nom)} ${code_postal || nu(commune)} ${nu(adresse)}` : `réf. ${nu(reference)}`
  return ok({ cle: cle.trim().slice(0, 700), nom, adresse, code_postal, commune, pivot, reference })
}
