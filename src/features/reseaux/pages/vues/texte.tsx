import { blocsDuTexte } from '../../domain/identite.ts'

/** A text written in the administration: paragraphs and lists, nothing else. The first paragraph may speak louder. */
export function Texte({ texte, chapeau = false }: { texte: string; chapeau?: boolean }) {
  return (
    <div class='prose'>
      {blocsDuTexte(texte).map(({ genre, lignes }, rang) =>
        genre === 'liste' ? (
          <ul>
            {lignes.map((ligne) => (
              <li>{ligne}</li>
            ))}
          </ul>
        ) : (
          <p class={chapeau && rang === 0 ? 'lead' : undefined}>
            {lignes.map((ligne, i) => (
              <>
                {i > 0 && <br />}
                {ligne}
              </>
            ))}
          </p>
        )
      )}
    </div>
  )
}
