import type { Child } from 'hono/jsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import type { ConsultationOuverte } from '../ouvrir.ts'
import { cheminDe } from './cadre.tsx'

/** The ways to what came out of a consultation: its figures, its answers, its data. */
export async function blocResultats(
  _c: Contexte,
  { consultation, etat }: ConsultationOuverte
): Promise<Child | undefined> {
  if (etat === 'brouillon' || etat === 'a-venir') return undefined
  const chemin = cheminDe(consultation)
  return (
    <section class='section' aria-labelledby='titre-resultats'>
      <h2 id='titre-resultats'>{etat === 'ouverte' ? 'Où en est-on ?' : 'Les résultats'}</h2>
      <p class='btns mt4'>
        {consultation.restituee_le && (
          <LienBouton principal href={`${chemin}/reponses`}>
            Lire les réponses de l’organisateur
          </LienBouton>
        )}
        <LienBouton href={`${chemin}/synthese`}>Lire la synthèse</LienBouton>
        <LienBouton href={`${chemin}/donnees`}>Prendre les données</LienBouton>
      </p>
    </section>
  )
}
