import { blocs } from '../../../charte/index.ts'

/** What somebody wrote, as paragraphs and lists. */
export function Paragraphes({ texte }: { texte: string }) {
  return (
    <div class='prose stack break'>
      {blocs(texte).map((bloc) =>
        bloc.genre === 'liste' ? (
          <ul>
            {bloc.lignes.map((ligne) => (
              <li>{ligne}</li>
            ))}
          </ul>
        ) : (
          <p>{bloc.texte}</p>
        )
      )}
    </div>
  )
}
