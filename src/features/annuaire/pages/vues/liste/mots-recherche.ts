import { compter, nombre } from '../../../../../platform/ui/composants/nombre/nombre.tsx'
import type { Ou, Resultats } from '../../../actions/rechercher.ts'
import { minutesEnMots } from '../../../domain/horaires-semaine.ts'
import { aLaCommune } from '../mots.ts'

/** « 37 lieux ouverts maintenant pour « impôts » à moins de 20 km de Limoges ». */
export function titreRecherche({ total, recherche, ou }: Pick<Resultats, 'total' | 'recherche' | 'ou'>): string {
  const pluriel = total > 1 ? 's' : ''
  return [
    total === 0 ? 'Aucun lieu' : compter(total, 'lieu', 'lieux'),
    recherche.ouvert && `ouvert${pluriel} ${momentEnMots(recherche.ouvert)}`,
    recherche.q && `pour «\u00a0${recherche.q}\u00a0»`,
    ouEnMots(ou, recherche.rayon)
  ]
    .filter(Boolean)
    .join(' ')
}

/** « à moins de 20 km de Limoges », « dans la région Nouvelle-Aquitaine »; undefined when no place is understood. */
export function ouEnMots(ou: Ou, rayon: number | undefined): string | undefined {
  const moins = rayon === undefined ? undefined : `à moins de ${kilometres(rayon)}`
  switch (ou.genre) {
    case 'nulle-part':
    case 'inconnu':
      return undefined
    case 'position':
      return moins ? `${moins} de vous` : 'près de vous'
    case 'adresse':
      return moins ? `${moins} de «\u00a0${ou.libelle}\u00a0»` : `près de «\u00a0${ou.libelle}\u00a0»`
    case 'territoire': {
      const { genre, nom, code } = ou.territoire
      if (genre === 'departement') return `dans le département ${nom} (${code})`
      if (genre === 'region') return `dans la région ${nom}`
      if (genre === 'epci') return `dans l’intercommunalité «\u00a0${nom}\u00a0»`
      if (genre === 'code_postal') return moins ? `${moins} du ${nom}` : `au code postal ${nom}`
      return moins ? `${moins} ${deLaCommune(nom)}` : aLaCommune(nom)
    }
  }
}

/** « de Limoges », « du Mans », « d’Ambazac ». */
function deLaCommune(nom: string): string {
  if (/^le /i.test(nom)) return `du ${nom.slice(3)}`
  if (/^les /i.test(nom)) return `des ${nom.slice(4)}`
  // « d’Hyères », but « de La Haye » : an h is mute far more often than not in a name of commune.
  return /^[aeiouyhàâäéèêëîïôöûüœæ]/i.test(nom) ? `d’${nom}` : `de ${nom}`
}

const kilometres = (km: number) => `${nombre(km)}\u00a0km`

/** « à 350 m », « à 1,2 km », « à 34 km ». No more precise than a position rounded to 100 m allows. */
export function distanceEnMots(metres: number): string {
  if (metres < 75) return 'à moins de 100\u00a0m'
  if (metres < 975) return `à ${Math.round(metres / 50) * 50}\u00a0m`
  if (metres < 9950) return `à ${String(Math.round(metres / 100) / 10).replace('.', ',')}\u00a0km`
  return `à ${nombre(Math.round(metres / 1000))}\u00a0km`
}

/** « maintenant », « mardi à 18 h 30 »: what `ouvert` asks. */
export function momentEnMots(ouvert: string): string {
  const [, jour, heures, minutes] = /^([a-z]+)-(\d{2}):(\d{2})$/.exec(ouvert) ?? []
  return jour ? `${jour} à ${minutesEnMots(Number(heures) * 60 + Number(minutes))}` : ouvert
}

const MOIS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ')

/** « juin 2026 » of an ISO day. Written by hand: a date formatter costs more than the rest of the card. */
export function moisEnMots(jour: string): string {
  const mois = MOIS[Number(jour.slice(5, 7)) - 1]
  return mois ? `${mois}\u00a0${jour.slice(0, 4)}` : jour
}
