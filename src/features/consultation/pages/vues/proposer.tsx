import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import { erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../../platform/ui/page.tsx'
import { comparerMots, Difference } from '../../../charte/index.ts'
import { Paragraphes } from '../../../gouvernance/index.ts'
import type { Consultation, Module } from '../../store/consultation.store.ts'
import type { Item, ItemCompte } from '../../store/item.store.ts'
import type { Ressemblant } from '../../store/proposition.store.ts'
import type { ConsultationOuverte, ItemOuvert } from '../ouvrir.ts'
import { cheminItem, cheminModule, PageConsultation, REGLES, type Reprise, statutDe } from './cadre.tsx'

const cheminProposer = (consultation: Pick<Consultation, 'adresse'>, module: Pick<Module, 'adresse'>) =>
  `${cheminModule(consultation, module)}/proposer`
export const cheminAmender = (consultation: Pick<Consultation, 'adresse'>, item: Pick<Item, 'numero'>) =>
  `${cheminItem(consultation, item)}/amender`

/** The form of a proposition, with what looks like it once something was typed. */
export function rendreProposer(
  c: Contexte,
  { consultation, module }: ConsultationOuverte & { readonly module: Module },
  reprise: Reprise & { readonly ressemblants?: readonly Ressemblant[] } = {},
  statut: 200 | 409 | 422 | 429 = statutDe(reprise)
): Response | Promise<Response> {
  const { champs = {}, fautes = [], ressemblants = [] } = reprise
  const titre = module.libelle_proposition || 'Proposer'
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre={titre}
      consultation={consultation}
      fil={[{ href: cheminModule(consultation, module), libelle: module.titre }]}
      reprise={reprise}
      chapeau={module.question && <p class='lead'>{module.question}</p>}
      horsMoteurs
    >
      {ressemblants.length > 0 && (
        <section class='section' aria-labelledby='titre-ressemblants'>
          <h2 id='titre-ressemblants'>Est-ce que l’une d’elles dit la même chose que vous ?</h2>
          <p class='mt3'>
            Ces propositions ressemblent à la vôtre. Si l’une dit la même chose, donnez-lui plutôt votre avis : elle en
            aura plus de poids. Ce que vous avez écrit est gardé plus bas.
          </p>
          <ul class='rows mt5'>
            {ressemblants.map(({ numero, titre, extrait }) => (
              <li>
                <a href={`${cheminItem(consultation, { numero })}#avis`}>{titre}</a>
                <span class='soft break'>{extrait.length === 200 ? `${extrait}…` : extrait}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {isEcrivable(reprise) && (
        <form class='stack section' method='post' action={cheminProposer(consultation, module)}>
          <Champ
            nom='titre'
            libelle='Votre proposition, en une phrase'
            valeur={champs.titre}
            erreur={erreurDe(fautes, 'titre')}
            indication='200 signes au plus.'
            obligatoire
          />
          <ZoneTexte
            nom='texte'
            libelle='Expliquez-la'
            valeur={champs.texte}
            erreur={erreurDe(fautes, 'texte')}
            indication='À quoi répond-elle ? Pour qui ? 5 000 signes au plus.'
            lignes={8}
            obligatoire
          />
          <Suite c={c} module={module} />
          {ressemblants.length > 0 && <input type='hidden' name='confirme' value='oui' />}
          <p>
            <Bouton principal>
              {ressemblants.length > 0 ? 'Aucune ne dit la même chose : publier la mienne' : boutonDe(module)}
            </Bouton>
          </p>
        </form>
      )}
    </PageConsultation>,
    statut
  )
}

/** The form of an amendment: the article's own text, to change. */
export function rendreAmender(
  c: Contexte,
  { consultation, module, item }: ItemOuvert,
  reprise: Reprise = {},
  statut: 200 | 409 | 422 | 429 = statutDe(reprise)
): Response | Promise<Response> {
  const { champs = {}, fautes = [] } = reprise
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Proposer un amendement'
      consultation={consultation}
      fil={[
        { href: cheminModule(consultation, module), libelle: module.titre },
        { href: cheminItem(consultation, item), libelle: item.titre }
      ]}
      reprise={reprise}
      chapeau={
        <p class='lead'>
          Un amendement propose de changer les mots d’un article. Ici : « {item.titre} ». Modifiez son texte : la page
          montrera ce que vous avez changé.
        </p>
      }
      horsMoteurs
    >
      {item.amendements > 0 && (
        <p class='mt4'>
          <a href={`${cheminItem(consultation, item)}#amendements`}>
            Lire d’abord les amendements déjà proposés à cet article ({item.amendements})
          </a>
        </p>
      )}
      {isEcrivable(reprise) && (
        <form class='stack section' method='post' action={cheminAmender(consultation, item)}>
          <Champ
            nom='titre'
            libelle='Ce que vous changez, en une phrase'
            valeur={champs.titre}
            erreur={erreurDe(fautes, 'titre')}
            indication='Par exemple : ouvrir aussi le samedi. 200 signes au plus.'
            obligatoire
          />
          <ZoneTexte
            nom='texte'
            libelle='L’article, comme vous le voulez'
            valeur={champs.texte ?? item.texte}
            erreur={erreurDe(fautes, 'texte')}
            indication='Changez directement les mots. 10 000 signes au plus.'
            lignes={12}
            obligatoire
          />
          <ZoneTexte
            nom='motif'
            libelle='Pourquoi ce changement ?'
            valeur={champs.motif}
            erreur={erreurDe(fautes, 'motif')}
            indication='4 000 signes au plus.'
            lignes={5}
            obligatoire
          />
          <Suite c={c} module={module} />
          <p>
            <Bouton principal>{boutonDe(module)}</Bouton>
          </p>
        </form>
      )}
    </PageConsultation>,
    statut
  )
}

/** Nothing to fill where nothing can be sent; what was already written is shown, to be copied. */
const isEcrivable = ({ refus, champs }: Reprise) => refus === undefined || champs !== undefined

/** What will happen of what is written, before it is sent. */
function Suite({ c, module }: { c: Contexte; module: Module }) {
  const { compte } = c.var.acteur
  return (
    <Note>
      <p>
        {compte
          ? `Votre texte sera publié sous votre pseudonyme, « ${compte.pseudonyme} ».`
          : 'Vous n’êtes pas connecté. Votre texte sera gardé : il sera publié quand votre adresse courriel sera confirmée.'}
        {module.propositions === 'apres-moderation' && ' Une personne de la modération le relira d’abord.'}
      </p>
      <p>
        <a href={REGLES}>Les règles de publication</a>
      </p>
    </Note>
  )
}

const boutonDe = ({ propositions }: Module) =>
  propositions === 'apres-moderation' ? 'Envoyer à la relecture' : 'Publier'

/** Of an amendment: what it takes out and puts in, then the article as it would be. */
export function TexteAmende({ article, item }: { article: ItemCompte; item: ItemCompte }) {
  return (
    <>
      <h2>Ce que l’amendement change</h2>
      <p class='soft mt3'>Les mots barrés sont retirés. Les mots soulignés sont ajoutés.</p>
      <div class='mt4 break'>
        <Difference fragments={comparerMots(article.texte, item.texte)} />
      </div>
      <details class='mt5'>
        <summary>Lire l’article comme il deviendrait</summary>
        <div class='mt4'>
          <Paragraphes texte={item.texte} />
        </div>
      </details>
    </>
  )
}
