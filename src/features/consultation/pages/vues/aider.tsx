import { lireFait } from '../../../../platform/http/fait.ts'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../../platform/ui/page.tsx'
import { Paragraphes } from '../../../gouvernance/index.ts'
import { direSens } from '../../domain/refus.ts'
import type { Module } from '../../store/consultation.store.ts'
import type { ItemCompte } from '../../store/item.store.ts'
import type { EtapeDeSeance } from '../../store/seance.store.ts'
import { PageConsultation, type Reprise, statutDe } from './cadre.tsx'
import { Autour, cheminSeance, type SeanceOuverte } from './seances.tsx'

export interface Aidee extends SeanceOuverte {
  readonly etape: EtapeDeSeance
  readonly item: ItemCompte
  readonly module: Module
}

export const cheminAider = ({ consultation, seance }: Pick<SeanceOuverte, 'consultation' | 'seance'>, numero: number) =>
  `${cheminSeance(consultation, seance.id)}/aider/${numero}?accord=oui`

const FAITS: Readonly<Record<string, string>> = {
  avis: 'L’avis est compté',
  'avis-retire': 'Un avis est retiré du compte',
  commentaire: 'Le commentaire est publié, sans nom',
  valeurs: 'Les valeurs sont ajoutées, sans nom'
}

/** One item, read with a person present: their opinion, their words. */
export function rendreAider(c: Contexte, aidee: Aidee, reprise: Reprise = {}): Response | Promise<Response> {
  const { consultation, seance, etape, item, module } = aidee
  const action = cheminAider(aidee, etape.numero)
  const { champs = {}, fautes = [] } = reprise
  const reste = seance.presents - etape.accord - etape.revoir
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre={item.titre}
      proposition
      consultation={consultation}
      fil={[{ href: cheminSeance(consultation, seance.id), libelle: seance.nom }]}
      reprise={reprise}
      fait={lireFait(c, FAITS)}
      surtitre={`Aider une personne : proposition ${etape.place} sur ${etape.total}, ${etape.module}`}
      horsMoteurs
    >
      <Paragraphes texte={item.texte} />
      <section class='section' aria-labelledby='titre-avis'>
        <h2 id='titre-avis'>Son avis</h2>
        <p class='mt3'>
          {reste > 0
            ? `Il reste ${compter(reste, 'avis à donner', 'avis à donner')} pour ${compter(seance.presents, 'personne présente', 'personnes présentes')}.`
            : 'Toutes les personnes présentes ont donné leur avis sur cette proposition.'}
        </p>
        <form method='post' action={action}>
          <div class='opinions mt5'>
            {SENS.map((sens) => (
              <button class='opinion' type='submit' name='geste' value={sens}>
                <b>{direSens(sens, module)}</b>
                <span>Ajouter cet avis</span>
                <span class='num'>{nombre(etape[sens])}</span>
              </button>
            ))}
          </div>
          <p class='btns mt4'>
            {SENS.filter((sens) => etape[sens] > 0).map((sens) => (
              <Bouton petit nom='geste' valeur={`${sens}-moins`}>
                Je me suis trompé : retirer un « {direSens(sens, module)} »
              </Bouton>
            ))}
          </p>
        </form>
      </section>
      {module.commentaires && (
        <section class='section' aria-labelledby='titre-commentaire'>
          <h2 id='titre-commentaire'>Ce qu’elle veut dire</h2>
          <form class='stack mt4' method='post' action={action}>
            <ZoneTexte
              nom='commentaire'
              libelle='Son commentaire'
              indication='Avec ses mots. Rien qui permette de la reconnaître.'
              valeur={champs.commentaire}
              erreur={erreurDe(fautes, 'commentaire')}
              lignes={4}
            />
            <p class='btns'>
              <Bouton nom='geste' valeur='commentaire'>
                Publier ce commentaire
              </Bouton>
            </p>
          </form>
        </section>
      )}
      {module.valeurs && (
        <section class='section' aria-labelledby='titre-valeurs'>
          <h2 id='titre-valeurs'>Les valeurs qu’elle y voit</h2>
          <form class='stack mt4' method='post' action={action}>
            <Champ
              nom='valeur'
              libelle='Une valeur, ou plusieurs'
              indication='Séparées par des virgules. Exemple : bienveillance, proximité.'
              valeur={champs.valeur}
              erreur={erreurDe(fautes, 'valeur')}
            />
            <p class='btns'>
              <Bouton nom='geste' valeur='valeurs'>
                Ajouter ces valeurs
              </Bouton>
            </p>
          </form>
        </section>
      )}
      <Autour etape={etape} vers={(numero) => cheminAider(aidee, numero)} fin={cheminSeance(consultation, seance.id)} />
    </PageConsultation>,
    statutDe(reprise)
  )
}

const SENS = ['accord', 'revoir'] as const
