import { htmlCourriel } from '../mail/gabarit.tsx'
import type { Message } from '../mail/index.ts'
import { jourEnMots } from '../ui/composants/date/date.tsx'
import type { TetePubliee } from './index.ts'

/** The heads of the day, in the hands of people: whoever rewrites the database cannot rewrite what they received. */
export function courrielTetes(
  tetes: readonly TetePubliee[],
  { a, jour, lien }: { readonly a: string; readonly jour: string; readonly lien: string }
): Message {
  const sujet = `Journal : où en sont les chaînes le ${jourEnMots(jour)}`
  const phrases = [
    'Gardez ce message : il n’y a rien à faire aujourd’hui.',
    'Si quelqu’un changeait une décision déjà écrite, le journal ne suivrait plus ces empreintes.'
  ]
  const lignes = tetes.map(({ reseau, rang, empreinte }) => `${reseau} : écriture ${rang}, empreinte ${empreinte}`)
  return {
    a,
    sujet,
    texte: [...phrases, '', ...lignes, '', 'Toutes les empreintes publiées :', lien, '', 'Maillage'].join('\n'),
    html: htmlCourriel(
      sujet,
      <>
        {phrases.map((phrase) => (
          <p>{phrase}</p>
        ))}
        <ul>
          {lignes.map((ligne) => (
            <li>{ligne}</li>
          ))}
        </ul>
        <p>
          Toutes les empreintes publiées : <a href={lien}>{lien}</a>
        </p>
      </>
    ),
    motif: 'journal.tetes'
  }
}
