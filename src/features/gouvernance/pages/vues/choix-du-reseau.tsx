import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Liste } from '../../../../platform/ui/composants/champ/champ.tsx'

/** Leads to the same page of another réseau; nothing where there is but one. */
export function ChoixDuReseau({
  adresse,
  reseau,
  reseaux
}: {
  adresse: string
  reseau: string
  reseaux: readonly { readonly id: string; readonly nom: string }[]
}) {
  if (reseaux.length < 2) return null
  return (
    <form class='row' method='get' action={adresse}>
      <Liste
        nom='reseau'
        libelle='Réseau'
        valeur={reseau}
        options={reseaux.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
      />
      <Bouton>Montrer</Bouton>
    </form>
  )
}
