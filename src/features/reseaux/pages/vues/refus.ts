import type { Db } from '../../../../platform/db/index.ts'
import { COTE_MAX } from '../../../../platform/fichiers/image.ts'
import { nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import type { ErreurDeChamp } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import type { AjoutRefuse, CreationRefusee, LogoRefuse } from '../../actions/administrer.ts'
import { LOGO_OCTETS_MAX } from '../../actions/administrer.ts'
import { territoireApproche } from '../../actions/lire-reseau.ts'
import type { ChampIdentite, FauteIdentite, ManquePourOuvrir } from '../../domain/identite.ts'

const CHAMPS: Readonly<Record<ChampIdentite, string>> = {
  nom: 'Le nom',
  accroche: 'La phrase courte',
  presentation: 'La présentation',
  identite: 'Le texte sur l’identité visuelle',
  couleur: 'La couleur principale',
  couleur_accent: 'La couleur des boutons',
  fuseau: 'L’heure du réseau'
}

/** What happened and what to do, for each refusal. */
export function direFaute(faute: FauteIdentite): ErreurDeChamp {
  const { champ } = faute
  switch (faute.raison) {
    case 'vide':
      return { champ, message: 'Donnez un nom au réseau.' }
    case 'sans-lettre':
      return { champ, message: 'Ce nom doit contenir des lettres.' }
    case 'trop-long':
      return {
        champ,
        message: `${CHAMPS[champ]} dépasse ${nombre(faute.max)} signes (${nombre(faute.ecrits)} écrits). Raccourcissez.`
      }
    case 'couleur-illisible':
      return { champ, message: `${CHAMPS[champ]} s’écrit avec # et six signes, comme #1f4e5f.` }
    case 'fuseau-inconnu':
      return { champ, message: 'Choisissez l’heure du réseau dans la liste.' }
  }
}

export function direCreationRefusee(refus: CreationRefusee): ErreurDeChamp {
  switch (refus.raison) {
    case 'nom':
      return direFaute(refus.faute)
    case 'adresse-illisible':
      return {
        champ: 'adresse',
        message: 'Écrivez l’adresse en minuscules sans accent, avec des tirets : reseau-du-vercors. 40 signes au plus.'
      }
    case 'adresse-prise':
      return {
        champ: 'adresse',
        message: `L’adresse « ${refus.slug} » est déjà celle du réseau « ${refus.nom} ». Choisissez-en une autre.`
      }
  }
}

export function direAjoutRefuse(refus: AjoutRefuse, nom: string, couvrant: string | undefined): string {
  switch (refus.raison) {
    case 'inconnu':
    case 'territoire-inconnu':
      return `Le découpage d’aujourd’hui ne connaît pas « ${nom} ».`
    case 'national':
      return 'Le réseau national est déjà partout : il n’a pas de périmètre.'
    case 'trop-de-territoires':
      return 'Ce réseau a déjà 500 territoires. Ajoutez plutôt un département ou une région qui les contient.'
    case 'deja-couvert':
      if (couvrant === nom) return `« ${nom} » est déjà dans le périmètre.`
      return couvrant
        ? `« ${nom} » est déjà dans le périmètre : « ${couvrant} » le contient en entier.`
        : `« ${nom} » est déjà dans le périmètre : les territoires choisis le contiennent en entier.`
  }
}

export async function direTerritoireInconnu(db: Db, tape: string): Promise<string> {
  if (tape === '') return 'Écrivez le nom d’une commune, d’une intercommunalité, d’un département ou d’une région.'
  const approche = await territoireApproche(db, tape)
  return `Nous ne connaissons pas « ${tape.slice(0, 80)} ». ${
    approche ? `Cherchiez-vous « ${approche} » ?` : 'Vérifiez le nom, ou écrivez un code postal.'
  }`
}

const OCTETS_MAX_EN_CLAIR = `${LOGO_OCTETS_MAX / 1000} ko`

export function direLogoRefuse(raison: LogoRefuse['raison'] | 'trop-lourd' | 'absent'): string {
  switch (raison) {
    case 'absent':
    case 'inconnu':
      return 'Choisissez une image sur votre ordinateur.'
    case 'vide':
      return 'Ce fichier est vide. Choisissez une autre image.'
    case 'trop-lourd':
      return `Cette image dépasse ${OCTETS_MAX_EN_CLAIR}. Réduisez-la, puis envoyez-la à nouveau.`
    case 'svg':
      return 'Un dessin SVG peut contenir des programmes : nous ne le montrons pas. Enregistrez-le en PNG.'
    case 'autre-format':
      return 'Ce fichier n’est ni un PNG ni un JPEG, quel que soit son nom. Enregistrez l’image dans un de ces formats.'
    case 'abimee':
      return 'Cette image est abîmée ou incomplète. Enregistrez-la à nouveau, puis envoyez-la.'
    case 'trop-grande':
      return `Cette image dépasse ${nombre(COTE_MAX)} points de côté. Réduisez-la, puis envoyez-la à nouveau.`
    case 'tournee':
      return 'Cette photo est enregistrée couchée. Redressez-la dans un logiciel d’images, puis envoyez-la à nouveau.'
  }
}

export function direManque(manque: ManquePourOuvrir): ErreurDeChamp {
  switch (manque) {
    case 'accroche':
      return { champ: 'accroche', message: 'Avant d’ouvrir, écrivez la phrase courte qui dit ce qu’est ce réseau.' }
    case 'presentation':
      return { champ: 'presentation', message: 'Avant d’ouvrir, écrivez la présentation du réseau.' }
    case 'perimetre':
      return { champ: 'territoire', message: 'Avant d’ouvrir, ajoutez au moins un territoire.' }
  }
}
