import type { LieuTrouve } from '../../../actions/rechercher.ts'
import { type OuvertureEnMots, ouvertureEnMots } from '../../../domain/horaires/index.ts'
import { momentEnMots } from './mots-recherche.ts'

const SANS_HORAIRES: OuvertureEnMots = { etat: 'inconnu', texte: 'Horaires non connus, appelez avant' }

/** What a card says of hours: about the moment that was asked, else about now. */
export function ouverturePour(ouvert: string | undefined, now: Date): (trouve: LieuTrouve) => OuvertureEnMots {
  // Every result is open at the moment asked: that is what was asked.
  const auMoment: OuvertureEnMots | undefined =
    ouvert !== undefined && ouvert !== 'maintenant'
      ? { etat: 'ouvert', texte: `Ouvert ${momentEnMots(ouvert)}` }
      : undefined
  return ({ lieu }) => {
    const { horaires } = lieu.publiees
    if (!horaires) return SANS_HORAIRES
    return (
      auMoment ??
      ouvertureEnMots(horaires, lieu.departement, now) ?? {
        etat: 'inconnu',
        texte: `Horaires\u00a0: ${court(horaires)}`
      }
    )
  }
}

/** As the source wrote them, when they cannot be read: the fiche holds the rest. */
const court = (texte: string) => (texte.length > 120 ? `${texte.slice(0, texte.lastIndexOf(' ', 120))} …` : texte)
