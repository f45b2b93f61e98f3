import { type Jour, parseJour } from '../../../kernel/jour.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { sansControles } from '../../../kernel/texte.ts'
import { type EtatEtude, type Fondement, type GenreMotion, parseEtatEtude } from './motion.ts'
import { JOURS_DE_VOTE, parseMajorite, parseQuorum, type RegleDuComite } from './regle.ts'

/** What is wrong with a field, for the person who typed it. */
export interface Faute {
  readonly champ: string
  readonly message: string
}

type Champs = Readonly<Record<string, string>>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Numbers of motions, decisions and papers, as addresses write them. */
export const lireNumero = (texte: string | undefined): string | undefined =>
  texte && UUID.test(texte) ? texte : undefined

export const net = (texte: string | undefined): string =>
  sansControles(texte ?? '')
    .replace(/\r\n?/g, '\n')
    .trim()

function verifierTexte(
  champ: string,
  texte: string,
  { min, max, quoi }: { readonly min: number; readonly max: number; readonly quoi: string }
): Faute[] {
  if (texte === '') return [{ champ, message: `Écrivez ${quoi}.` }]
  if (texte.length < min) return [{ champ, message: `Écrivez au moins ${min} signes, pour que chacun comprenne.` }]
  return texte.length > max
    ? [{ champ, message: `Écrivez ${new Intl.NumberFormat('fr-FR').format(max)} signes au plus.` }]
    : []
}

export interface SaisieMotion {
  readonly titre: string
  readonly texte: string
  readonly fondement: Fondement | undefined
  readonly jours: number
}

/** Everything that a form may say wrong of a motion, told at once. */
export function lireMotion(genre: GenreMotion, saisie: Champs): Result<SaisieMotion, readonly Faute[]> {
  const fautes: Faute[] = []
  const texte = net(saisie.texte)
  const titre = net(saisie.titre).replace(/\s+/g, ' ')
  const fondement =
    saisie.fondement === 'non-conformite' || saisie.fondement === 'inexacte' ? saisie.fondement : undefined
  const jours = /^\d{1,3}$/.test(saisie.jours ?? '') ? Number(saisie.jours) : 0
  if (genre === 'opposition' && !fondement)
    fautes.push({ champ: 'fondement', message: 'Choisissez le motif de l’opposition.' })
  if (genre === 'deliberation') fautes.push(...verifierTexte('titre', titre, { min: 5, max: 200, quoi: 'la question' }))
  fautes.push(
    ...verifierTexte('texte', texte, {
      min: 20,
      max: 5_000,
      quoi: genre === 'deliberation' ? 'le texte proposé' : 'les raisons : le lieu doit pouvoir les lire'
    })
  )
  if (genre === 'deliberation' && (jours < JOURS_DE_VOTE.min || jours > JOURS_DE_VOTE.max))
    fautes.push({ champ: 'jours', message: 'Donnez un nombre de jours entre 1 et 90.' })
  return fautes.length > 0 ? refuse(fautes) : ok({ titre, texte, fondement, jours })
}

export function lireAvis(
  saisie: Champs
): Result<{ readonly raison: boolean; readonly texte: string }, readonly Faute[]> {
  const texte = net(saisie.avis)
  const fautes = verifierTexte('avis', texte, { min: 5, max: 2_000, quoi: 'ce que vous voulez ajouter' })
  return fautes.length > 0 ? refuse(fautes) : ok({ raison: saisie.sorte === 'raison', texte })
}

/** The rule of a committee, as its form says it. Who decides alone is checked against the seats of the day. */
export function lireRegle(saisie: Champs): Result<RegleDuComite, readonly Faute[]> {
  const fautes: Faute[] = []
  const mode = saisie.mode === 'vote' || saisie.mode === 'presidence' ? saisie.mode : undefined
  const quorum = parseQuorum(saisie.quorum)
  const majorite = parseMajorite(saisie.majorite)
  const jours = /^\d{1,3}$/.test(saisie.jours ?? '') ? Number(saisie.jours) : 0
  const presidence = lireNumero(saisie.presidence)
  if (!mode) fautes.push({ champ: 'mode', message: 'Dites comment le comité décide.' })
  if (!quorum) fautes.push({ champ: 'quorum', message: 'Choisissez le quorum.' })
  if (!majorite) fautes.push({ champ: 'majorite', message: 'Choisissez la majorité.' })
  if (jours < JOURS_DE_VOTE.min || jours > JOURS_DE_VOTE.max)
    fautes.push({ champ: 'jours', message: 'Donnez un nombre de jours entre 1 et 90.' })
  return !mode || !quorum || !majorite || fautes.length > 0
    ? refuse(fautes)
    : ok({ mode, quorum, majorite, jours, presidence })
}

export interface SaisieCompteRendu {
  readonly tenue_le: Jour
  readonly titre: string
  readonly presents: string
  readonly texte: string
}

export function lireCompteRendu(saisie: Champs, aujourdhui: Jour): Result<SaisieCompteRendu, readonly Faute[]> {
  const tenue_le = parseJour(saisie.tenue_le ?? '')
  const titre = net(saisie.titre)
  const presents = net(saisie.presents)
  const texte = net(saisie.texte)
  const fautes: Faute[] = [
    ...(tenue_le ? [] : [{ champ: 'tenue_le', message: 'Donnez la date de la réunion, comme 31/12/2025.' }]),
    ...(tenue_le && tenue_le > aujourdhui ? [{ champ: 'tenue_le', message: 'Cette date est à venir.' }] : []),
    ...verifierTexte('titre', titre, { min: 3, max: 200, quoi: 'un titre' }),
    ...verifierTexte('presents', presents, {
      min: 1,
      max: 1_000,
      quoi: 'qui était présent : les collèges, et combien'
    }),
    ...verifierTexte('texte', texte, { min: 20, max: 20_000, quoi: 'ce qui s’est dit et décidé' })
  ]
  return fautes.length > 0 || !tenue_le ? refuse(fautes) : ok({ tenue_le, titre, presents, texte })
}

export interface SaisieEtude {
  readonly titre: string
  readonly texte: string
  readonly etat: EtatEtude
  readonly lien: string
}

export function lireEtude(saisie: Champs): Result<SaisieEtude, readonly Faute[]> {
  const titre = net(saisie.titre)
  const texte = net(saisie.texte)
  const etat = parseEtatEtude(saisie.etat)
  const lien = net(saisie.lien)
  const fautes: Faute[] = [
    ...verifierTexte('titre', titre, { min: 3, max: 200, quoi: 'un titre' }),
    ...verifierTexte('texte', texte, { min: 20, max: 5_000, quoi: 'ce que l’étude cherche' }),
    ...(etat ? [] : [{ champ: 'etat', message: 'Choisissez où en est l’étude.' }]),
    ...(lien === '' || isLien(lien)
      ? []
      : [{ champ: 'lien', message: 'Écrivez une adresse qui commence par https://.' }])
  ]
  return fautes.length > 0 || !etat ? refuse(fautes) : ok({ titre, texte, etat, lien })
}

function isLien(texte: string): boolean {
  if (texte.length > 500 || !URL.canParse(texte)) return false
  const { protocol } = new URL(texte)
  return protocol === 'https:' || protocol === 'http:'
}
