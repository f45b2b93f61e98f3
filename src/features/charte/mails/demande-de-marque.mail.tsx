import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from '../../../platform/mail/lettre.tsx'
import { typographier } from '../domain/texte.ts'

/** To the secrétariat: somebody asks to use the Mark otherwise (MAR-03). */
export const courrielDemandeDeMarque = (de: {
  readonly a: string
  readonly reseau: string
  readonly organisme: string
  readonly lien: string
}): Message =>
  ecrireLettre({
    a: de.a,
    sujet: typographier(`Une demande pour utiliser la marque : ${de.organisme}`).slice(0, 200),
    paragraphes: [
      typographier(`« ${de.organisme} » demande votre accord pour utiliser la marque du réseau.`),
      'La charte demande une réponse écrite.',
      { libelle: 'Lire la demande et répondre', lien: de.lien }
    ],
    signature: de.reseau,
    motif: 'marque-demande'
  })

/** To who asked: the written answer, whole. */
export const courrielReponseDeMarque = (de: {
  readonly a: string
  readonly reseau: string
  readonly usage: string
  readonly reponse: 'accord' | 'refus'
  readonly texte: string
  /** « du mardi 1er septembre 2026 au … ». */
  readonly periode: string
  readonly lien: string
}): Message =>
  ecrireLettre({
    a: de.a,
    sujet: de.reponse === 'accord' ? 'Vous pouvez utiliser la marque' : 'Votre demande n’est pas acceptée',
    paragraphes: [
      de.reponse === 'accord'
        ? typographier(`Le secrétariat vous donne son accord, ${de.periode}, pour cet usage :`)
        : typographier('Le secrétariat n’accepte pas l’usage que vous avez demandé :'),
      { citation: de.usage },
      ...(de.texte
        ? [typographier(de.reponse === 'accord' ? 'Ses conditions :' : 'Ses raisons :'), { citation: de.texte }]
        : []),
      de.reponse === 'accord'
        ? 'Gardez ce message : c’est votre accord écrit. Il ne vaut que pour cet usage.'
        : 'Sans cet accord, la marque ne doit pas être utilisée.',
      { libelle: 'Voir vos demandes', lien: de.lien }
    ].map((p) => (typeof p === 'string' ? typographier(p) : p)),
    signature: de.reseau,
    motif: 'marque-reponse'
  })
