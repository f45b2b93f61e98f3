import { lireCourriels, parseCourriel } from '../../../../kernel/courriel.ts'
import { lireSites, parseSiteWeb } from '../../../../kernel/site-web.ts'
import { lireTelephones } from '../../../../kernel/telephone.ts'
import { sansAccents } from '../../../../kernel/texte.ts'
import type { NomChamp } from '../schema.ts'
import { type Lecture, refuser, remarquer } from './lecture.ts'
import type { NomRegle } from './regles.ts'

/** A mobile stays in the values: it serves matching. Showing it is decided by `publiable`. */
export function lireTelephone(texte: string, champ: NomChamp): Lecture {
  const lus = lireTelephones(texte)
  const retenu = lus.find(({ mobile }) => !mobile) ?? lus[0]
  if (!retenu) {
    const { courriels, reste } = texte.includes('@') ? lireCourriels(texte) : { courriels: [], reste: [] }
    if (courriels.length === 0 || reste.length > 0) return refuser(champ, texte, 'telephone-illisible')
    return {
      dons: [['courriels', courriels]],
      remarques: [remarquer('corrige', champ, texte, courriels.join(' | '), 'courriel-dans-le-telephone')]
    }
  }
  const { numero } = retenu
  if (lus.length > 1)
    return {
      dons: [[champ, numero]],
      remarques: [remarquer('corrige', champ, texte, numero, 'telephones-plusieurs')],
      complement: texte
    }
  if (texte.trim() === numero) return { dons: [[champ, numero]], remarques: [] }
  return {
    dons: [[champ, numero]],
    remarques: [remarquer('corrige', champ, texte, numero, regleDuTelephone(texte, numero))]
  }
}

function regleDuTelephone(texte: string, numero: string): NomRegle {
  if (/\p{L}/u.test(texte)) return 'telephone-entoure'
  if (/^\s*[1-9]\d{8}\s*$/.test(texte)) return 'telephone-zero-perdu'
  return numero.startsWith('+') && !numero.startsWith('+33') ? 'telephone-outre-mer' : 'telephone-international'
}

export function lireCellCourriels(texte: string, champ: NomChamp): Lecture {
  const { courriels, reste } = lireCourriels(texte)
  if (courriels.length === 0) {
    const site = texte.includes('@') ? undefined : lireSites(texte)
    if (site && site.sites.length > 0 && site.reste.length === 0)
      return {
        dons: [['site_web', site.sites]],
        remarques: [remarquer('corrige', champ, texte, site.sites.join(' | '), 'site-dans-le-courriel')]
      }
    return refuser(champ, texte, 'courriel-illisible')
  }
  // « maisondes services@… »: what stands in front may be the beginning of the address.
  if (reste.length > 0 && courriels.length === 1 && reste.length < 3 && !/[:(]/.test(texte))
    return refuser(champ, texte, 'courriel-illisible')
  const apres = courriels.join(' | ')
  if (reste.length === 0 && courriels.length === 1 && parseCourriel(texte) === courriels[0] && texte.trim() === apres)
    return { dons: [[champ, courriels]], remarques: [] }
  const regle =
    courriels.length > 1 ? 'courriels-plusieurs' : sansAccents(texte) === texte ? 'courriel-repare' : 'courriel-accents'
  return {
    dons: [[champ, courriels]],
    remarques: [remarquer('corrige', champ, texte, apres, regle)],
    ...(reste.length > 0 && { complement: texte })
  }
}

export function lireCellSites(texte: string, champ: NomChamp): Lecture {
  const { sites, reste } = lireSites(texte)
  const apres = sites.join(' | ')
  if (sites.length === 0) return lireAutreContact(texte, champ)
  if (sites.length === 1 && reste.length === 0 && parseSiteWeb(texte) === apres)
    return { dons: [[champ, sites]], remarques: [] }
  return {
    dons: [[champ, sites]],
    remarques: [remarquer('corrige', champ, texte, apres, sites.length > 1 ? 'sites-plusieurs' : 'site-repare')],
    ...(reste.length > 0 && { complement: texte })
  }
}

/** People fill the boxes next to each other: an e-mail or a phone in the site's. */
function lireAutreContact(texte: string, champ: NomChamp): Lecture {
  const { courriels, reste } = lireCourriels(texte)
  if (courriels.length > 0 && reste.length === 0)
    return {
      dons: [['courriels', courriels]],
      remarques: [remarquer('corrige', champ, texte, courriels.join(' | '), 'courriel-dans-le-site')]
    }
  const telephone = /\p{L}|:\/\//u.test(texte) ? undefined : lireTelephones(texte)[0]
  if (telephone)
    return {
      dons: [['telephone', telephone.numero]],
      remarques: [remarquer('corrige', champ, texte, telephone.numero, 'telephone-dans-le-site')]
    }
  return refuser(champ, texte, 'site-illisible')
}
