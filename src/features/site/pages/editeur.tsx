/** What the operator wrote in the settings, or a sentence that tells them what to write. */
export function Renseigne({ valeur, reglage }: { valeur: string; reglage: string }) {
  if (valeur) return <ContactLie texte={valeur} />
  return (
    <>
      Non renseigné : la personne qui administre ce site l’écrit dans le réglage <code>{reglage}</code>.
    </>
  )
}

// An address alone becomes a link; a longer text stays as it was written.
function ContactLie({ texte }: { texte: string }) {
  return /^[^\s@]+@[^\s@]+[.][^\s@]+$/.test(texte) ? <a href={`mailto:${texte}`}>{texte}</a> : <>{texte}</>
}

export const filVers = (libelle: string) => [{ libelle: 'Accueil', href: '/' }, { libelle }]
