import { lireFait } from '../../../../platform/http/fait.ts'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Alerte } from '../../../../platform/ui/composants/note/note.tsx'
import { etatDe } from '../../domain/etat.ts'
import { isAbonne } from '../../store/abonnement.store.ts'
import type { Consultation } from '../../store/consultation.store.ts'
import { CONSULTATIONS, cheminDe } from './cadre.tsx'

const FAITS: Readonly<Record<string, string>> = {
  suivie: 'Nous vous écrirons',
  'plus-suivie': 'Nous ne vous écrirons plus'
}

/** When one will be written to from now on: what is past is not promised. */
function direMessages(consultation: Consultation, now: Date): string {
  const etat = etatDe(consultation, now)
  return [
    etat === 'a-venir' && 'à l’ouverture',
    (etat === 'a-venir' || etat === 'ouverte') && consultation.cloture && 'trois jours avant la clôture',
    etat !== 'close' && 'à la clôture',
    etat === 'close' ? 'quand les réponses sont là' : 'puis quand les réponses sont là'
  ]
    .filter(Boolean)
    .join(', ')
}

/** For readers that look for the feed of a page. */
export const LienDuFlux = ({ consultation }: { consultation?: Consultation }) => (
  <link
    rel='alternate'
    type='application/atom+xml'
    title={consultation?.titre ?? 'Consultations'}
    href={`${consultation ? cheminDe(consultation) : CONSULTATIONS}/flux.xml`}
  />
)

/**
 * To follow a consultation, or every new one, by e-mail or by its feed.
 * @param consultation none: on the list of consultations
 */
export async function FormulaireSuivre({ c, consultation }: { c: Contexte; consultation?: Consultation | undefined }) {
  const compte = c.var.acteur.compte?.id
  const chemin = consultation ? cheminDe(consultation) : CONSULTATIONS
  const suivie = compte !== undefined && (await isAbonne(c.var.db, compte, consultation?.id ?? null))
  const fait = lireFait(c, FAITS)
  return (
    <section class='section' id='suivre' aria-labelledby='titre-suivre'>
      <h2 id='titre-suivre'>{consultation ? 'Suivre cette consultation' : 'Suivre les consultations'}</h2>
      <div class='stack mt3'>
        {fait && compte && <Alerte ton='succes' titre={fait} />}
        <p>
          {consultation
            ? `Un courriel ${direMessages(consultation, c.var.now)}.`
            : 'Un courriel à l’ouverture de chaque nouvelle consultation.'}
        </p>
        {compte ? (
          <form method='post' action={`${chemin}/${suivie ? 'ne-plus-suivre' : 'suivre'}`}>
            <p class='btns'>
              <Bouton>{suivie ? 'Ne plus suivre' : 'Suivre par courriel'}</Bouton>
            </p>
          </form>
        ) : (
          <p>
            <a href={`/connexion?suite=${encodeURIComponent(`${chemin}`)}`}>Connectez-vous</a> pour suivre par courriel.
          </p>
        )}
        <p>
          Sans compte&nbsp;: <a href={`${chemin}/flux.xml`}>le flux à ajouter à votre lecteur</a> (format Atom).
        </p>
      </div>
    </section>
  )
}
