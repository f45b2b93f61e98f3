import { htmlCourriel } from '../../../platform/mail/gabarit.tsx'
import type { Message } from '../../../platform/mail/index.ts'
import { jourEnMots } from '../../../platform/ui/composants/date/date.tsx'
import type { OrientationEcrite } from '../domain/orientation-ecrite.ts'

export interface FicheAEnvoyer {
  readonly a: string
  readonly reseau: string
  readonly fiche: OrientationEcrite
}

/** The orientation slip, by mail. Neither its subject nor the queue tells where somebody is sent, once it has left. */
export function courrielFicheOrientation({ a, reseau, fiche: f }: FicheAEnvoyer): Message {
  const debut = f.envoyeur
    ? `De la part de ${f.envoyeur}, voici un lieu où l’on peut vous aider.`
    : 'Voici un lieu où l’on peut vous aider.'
  const parties = [
    { titre: 'Pourquoi ce lieu', lignes: f.pourquoi, liste: true },
    { titre: 'À savoir avant d’y aller', lignes: f.aSavoir, liste: true },
    { titre: 'Comment venir', lignes: [f.venir], liste: false },
    { titre: 'À apporter, à préciser', lignes: f.note, liste: false },
    {
      titre: 'Quand c’est ouvert',
      lignes: f.horaires.length > 0 ? f.horaires : ['Horaires non connus : téléphonez avant de venir.'],
      liste: false
    }
  ].filter(({ lignes }) => lignes.length > 0)
  const ou = [
    f.adresse,
    ...(f.complement ? [f.complement] : []),
    f.telephone ? `Téléphone : ${f.telephone}` : 'Pas de numéro de téléphone connu.',
    ...f.courriels
  ]
  const fin = `Fiche préparée le ${jourEnMots(f.prepareeLe)}. Téléphonez avant de vous déplacer : un horaire peut changer.`
  const garde =
    'Quelqu’un a demandé à notre site de vous envoyer cette fiche. Nous ne gardons ni votre adresse, ni ce texte. Si vous n’attendiez rien, ne tenez pas compte de ce message.'
  return {
    a,
    sujet: 'Votre fiche d’orientation',
    texte: [
      'Bonjour,',
      debut,
      [f.nom, ...ou].join('\n'),
      ...parties.map(({ titre, lignes, liste }) =>
        [titre, ...lignes.map((ligne) => (liste ? `- ${ligne}` : ligne))].join('\n')
      ),
      fin,
      `La fiche de ce lieu : ${f.lien}`,
      garde,
      reseau
    ].join('\n\n'),
    html: htmlCourriel(
      'Votre fiche d’orientation',
      <>
        <p>Bonjour,</p>
        <p>{debut}</p>
        <h1>{f.nom}</h1>
        {ou.map((ligne) => (
          <p>{ligne}</p>
        ))}
        {parties.map(({ titre, lignes, liste }) => (
          <>
            <h2>{titre}</h2>
            {liste ? (
              <ul>
                {lignes.map((ligne) => (
                  <li>{ligne}</li>
                ))}
              </ul>
            ) : (
              lignes.map((ligne) => <p>{ligne}</p>)
            )}
          </>
        ))}
        <p>{fin}</p>
        <p>
          <a href={f.lien}>La fiche de ce lieu</a>
        </p>
        <p>{garde}</p>
        <p>{reseau}</p>
      </>
    ),
    motif: 'fiche-orientation',
    oublier: true
  }
}
