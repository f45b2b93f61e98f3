import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Geographie } from '../../territoires/vocabulaire.ts'
import type { Valeurs } from './enregistrement.ts'
import { TYPOLOGIES } from './schema.ts'

/** What someone writes of a lieu that nobody knows yet. */
export interface SaisieNouveauLieu {
  readonly nom: string
  /** « oui »: a coordination or a citizens' group, which has no premises (ADH-18). */
  readonly sans_local: string
  readonly adresse: string
  readonly code_postal: string
  readonly commune: string
  /** A type of the schema, or nothing. */
  readonly typologie: string
}

export interface FauteNouveauLieu {
  readonly champ: keyof SaisieNouveauLieu
  readonly message: string
}

const MAX = { nom: 150, adresse: 200, commune: 100 } as const

/** A new lieu as its record will say it, or what to correct, field by field. */
export function lireNouveauLieu(
  saisie: Partial<SaisieNouveauLieu>,
  geo: Geographie
): Result<Valeurs, readonly FauteNouveauLieu[]> {
  const net = (nom: keyof SaisieNouveauLieu) => (saisie[nom] ?? '').replace(/\s+/g, ' ').trim()
  const fautes: FauteNouveauLieu[] = []
  const faute = (champ: keyof SaisieNouveauLieu, message: string) => fautes.push({ champ, message })
  const sansLocal = net('sans_local') === 'oui'
  if (!['', 'oui', 'non'].includes(net('sans_local')))
    faute('sans_local', 'Dites si ce lieu a un local, en choisissant une réponse.')
  const [nom, codePostal, typologie] = [net('nom'), net('code_postal').replace(/\s/g, ''), net('typologie')]
  const adresse = sansLocal ? '' : net('adresse')
  if (!nom) faute('nom', 'Écrivez le nom du lieu.')
  else if (nom.length > MAX.nom) faute('nom', `Écrivez un nom plus court : ${MAX.nom} signes au plus.`)
  else if (!/\p{L}/u.test(nom)) faute('nom', 'Écrivez un nom avec des lettres.')
  if (!sansLocal && !adresse) faute('adresse', 'Écrivez le numéro et la rue, comme « 12 rue de la Paix ».')
  else if (adresse.length > MAX.adresse)
    faute('adresse', `Écrivez une adresse plus courte : ${MAX.adresse} signes au plus.`)
  if (typologie && !Object.hasOwn(TYPOLOGIES, typologie)) faute('typologie', 'Choisissez un type de la liste.')

  const deCode = /^\d{5}$/.test(codePostal) ? geo.parCodePostal(codePostal) : []
  if (!codePostal && !sansLocal) faute('code_postal', 'Écrivez le code postal : cinq chiffres.')
  else if (codePostal && deCode.length === 0)
    faute('code_postal', 'Nous ne connaissons pas ce code postal. Écrivez cinq chiffres, comme 31000.')
  const nomCommune = net('commune').slice(0, MAX.commune + 1)
  const deNom = nomCommune && nomCommune.length <= MAX.commune ? geo.parNom(nomCommune) : []
  const communes = codePostal ? deNom.filter((commune) => deCode.includes(commune)) : deNom
  const [commune] = communes
  if (!nomCommune) faute('commune', 'Écrivez le nom de la commune.')
  else if (deNom.length === 0) faute('commune', 'Nous ne connaissons pas cette commune. Vérifiez son nom.')
  else if (!commune && deCode.length > 0)
    faute('commune', 'Cette commune n’a pas ce code postal. Vérifiez l’un et l’autre.')
  else if (communes.length > 1 && !codePostal)
    faute('code_postal', 'Plusieurs communes portent ce nom : écrivez le code postal.')
  if (fautes.length > 0 || !commune) return refuse(fautes)
  return ok({
    nom,
    commune: commune.nom,
    code_insee: commune.code,
    ...(codePostal && { code_postal: codePostal }),
    ...(adresse && { adresse }),
    ...(typologie && { typologie: [typologie] })
  })
}
