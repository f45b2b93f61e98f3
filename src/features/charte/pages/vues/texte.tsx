import { blocs } from '../../domain/texte.ts'

/** Paragraphs and lists of a charter's text. */
export function Texte({ texte }: { texte: string }) {
  return (
    <>
      {blocs(texte).map((bloc) =>
        bloc.genre === 'paragraphe' ? (
          <p>{bloc.texte}</p>
        ) : (
          <ul>
            {bloc.lignes.map((ligne) => (
              <li>{ligne}</li>
            ))}
          </ul>
        )
      )}
    </>
  )
}

/** Where the founding text says it. */
export function Origine({ reference }: { reference: string }) {
  if (reference === '') return null
  return (
    <p class='soft'>
      <small>Texte d’origine : {reference}</small>
    </p>
  )
}
