import { basename } from 'node:path'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { type CentresRefuses, lireCentres } from '../domain/centres-officiels.ts'
import { type Ecarts, mesurerEcarts } from '../domain/ecarts.ts'
import { countByOrigine, saveCentres } from '../store/geographie.store.ts'
import { lireFichierCentres } from './lire-fichier-centres.ts'
import { obtenirGeographie } from './obtenir-geographie.ts'

export interface BilanCentres {
  readonly fichier: string
  readonly lignes: number
  readonly chargees: number
  readonly anciennes: readonly string[]
  readonly inconnues: readonly string[]
  readonly sansPosition: number
  readonly codesCompletes: number
  /** Today's communes whose position is not official, after this load. */
  readonly restantes: number
  /** How far the positions in place were from those of the file. */
  readonly ecarts: Ecarts | undefined
  /** What to print, in French, a sentence a line. */
  readonly phrases: readonly string[]
}

/** `maillage geo charger <fichier>`: official commune centres replace the approximate ones. All of the file, or nothing. */
export async function chargerCentresOfficiels(
  db: Db,
  chemin: string
): Promise<Result<BilanCentres, readonly string[]>> {
  const geographie = await obtenirGeographie(db)
  if (geographie.communes.length === 0)
    return refuse(['Aucune commune en base : démarrez Maillage une première fois, puis chargez ce fichier.'])

  const tableau = await lireFichierCentres(chemin)
  if (!tableau.ok) return refuse([tableau.error, RIEN])
  const lus = lireCentres(tableau.value, geographie)
  if (!lus.ok) return refuse([...phrasesRefus(lus.error), RIEN])

  const fichier = basename(chemin)
  const origines = await transaction(db, async (trx) => {
    await saveCentres(trx, lus.value.centres, fichier)
    return countByOrigine(trx)
  })
  const { centres, ...details } = lus.value
  const bilan = {
    fichier,
    lignes: tableau.value.lignes.length,
    chargees: centres.length,
    ...details,
    ecarts: mesurerEcarts(geographie, centres),
    restantes: origines.ville + origines.voisines + origines.aucune
  }
  return ok({ ...bilan, phrases: phrasesBilan(bilan) })
}

const RIEN = 'Rien n’a été changé.'

function phrasesRefus(refus: CentresRefuses): string[] {
  switch (refus.raison) {
    case 'colonnes':
      return [
        `Les colonnes du code INSEE, de la latitude et de la longitude ne sont pas toutes reconnues parmi : ${refus.titres.slice(0, 30).join(', ')}.`,
        'Nommez-les « code_insee », « latitude » et « longitude ».'
      ]
    case 'lignes':
      return [
        `${compte(refus.lignes.length, 'ligne ne convient pas', 'lignes ne conviennent pas')}, sur ${nombre(refus.lues)} :`,
        ...refus.lignes.slice(0, 20).map(({ numero, raison }) => `  ligne ${numero} : ${raison}`),
        ...(refus.lignes.length > 20 ? [`  … et ${nombre(refus.lignes.length - 20)} de plus`] : [])
      ]
    case 'aucune':
      return ['Le fichier ne donne la position d’aucune commune d’aujourd’hui.']
  }
}

function phrasesBilan(bilan: Omit<BilanCentres, 'phrases'>): string[] {
  const { fichier, lignes, chargees, anciennes, inconnues, sansPosition, codesCompletes, ecarts, restantes } = bilan
  return [
    `${fichier} : ${compte(lignes, 'ligne lue', 'lignes lues')}, ${compte(chargees, 'commune placée', 'communes placées')}.`,
    ecarts !== undefined &&
      `Les positions remplacées en étaient à ${km(ecarts.mediane)} en médiane, 95 % à moins de ${km(ecarts.p95)}.`,
    codesCompletes > 0 &&
      `${compte(codesCompletes, 'code avait perdu', 'codes avaient perdu')} son zéro de tête ; il a été remis.`,
    sansPosition > 0 && `${compte(sansPosition, 'ligne ne donne', 'lignes ne donnent')} pas de position.`,
    anciennes.length > 0 &&
      `${compte(anciennes.length, 'code est celui d’une ancienne commune ou d’un arrondissement, laissé', 'codes sont ceux d’anciennes communes ou d’arrondissements, laissés')} de côté : ${extrait(anciennes)}.`,
    inconnues.length > 0 && `${compte(inconnues.length, 'code inconnu', 'codes inconnus')} : ${extrait(inconnues)}.`,
    restantes > 0
      ? `${compte(restantes, 'commune reste à une position approchée ou sans position', 'communes restent à une position approchée ou sans position')}.`
      : 'Toutes les communes ont une position officielle.'
  ].filter((phrase) => phrase !== false)
}

const km = (metres: number) => `${(metres / 1_000).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} km`
const nombre = (n: number) => n.toLocaleString('fr-FR')
const compte = (n: number, un: string, plusieurs: string) => `${nombre(n)} ${n > 1 ? plusieurs : un}`
const extrait = (codes: readonly string[]) => `${codes.slice(0, 20).join(', ')}${codes.length > 20 ? '…' : ''}`
