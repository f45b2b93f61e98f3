import type { Child } from 'hono/jsx'
import { pageErreur } from '../../../../platform/http/erreurs.tsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import type { EtapeDuFil } from '../../../../platform/ui/composants/fil/fil.tsx'
import { Alerte } from '../../../../platform/ui/composants/note/note.tsx'
import { ResumeErreurs } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Page } from '../../../../platform/ui/page.tsx'
import { direInstant } from '../../../charte/index.ts'
import { findReseau } from '../../../reseaux/index.ts'
import type { Cible, RefusDOrganiser } from '../../actions/organiser.ts'
import type { RefusDePreparer } from '../../actions/organiser-modules.ts'
import { ETATS, etatDe } from '../../domain/etat.ts'
import { type Consultation, findConsultation } from '../../store/consultation.store.ts'
import type { ConsultationOuverte } from '../ouvrir.ts'
import type { Reprise } from './cadre.tsx'

export const ORGANISER = '/administration/consultations'
export const PERMISSION = 'consultation:organiser'

export const cheminOrganiser = ({ adresse }: Pick<Consultation, 'adresse'>) => `${ORGANISER}/${adresse}`

/** The consultation of this address, if its réseau is this person's to organise; otherwise what to answer. */
export async function ouvrirAtelier(c: Contexte): Promise<ConsultationOuverte | Response> {
  const consultation = await findConsultation(c.var.db, c.req.param('adresse') ?? '')
  const reseau = consultation && (await findReseau(c.var.db, consultation.reseau_id))
  if (!consultation || !reseau) return c.notFound()
  if (!c.var.peut(PERMISSION, { reseau: reseau.id })) return pageErreur(c, 403)
  const etat = etatDe(consultation, c.var.now)
  return { consultation, reseau, etat, dire: (instant) => direInstant(instant, reseau.fuseau) }
}

export function avecAtelier(traiter: (c: Contexte, ouverte: ConsultationOuverte) => Response | Promise<Response>) {
  return async (c: Contexte): Promise<Response> => {
    const ouverte = await ouvrirAtelier(c)
    return ouverte instanceof Response ? ouverte : traiter(c, ouverte)
  }
}

/** What a form wants to change: the consultation, at the revision that the person read. */
export function cibleDe({ consultation }: ConsultationOuverte, champs: Readonly<Record<string, string>>): Cible {
  const revision = Number(champs.revision)
  return { adresse: consultation.adresse, revision: Number.isSafeInteger(revision) ? revision : 0 }
}

export const Revision = ({ consultation }: { consultation: Consultation }) => (
  <input type='hidden' name='revision' value={consultation.revision} />
)

/** Why nothing was done, in plain words. The caller answers `inconnue` and `interdit` with their own pages. */
export function direRefusDOrganiser(refus: RefusDOrganiser | RefusDePreparer): string {
  switch (refus.raison) {
    case 'inconnue':
      return 'Cette consultation n’existe plus.'
    case 'interdit':
      return 'Cette consultation n’est pas à vous.'
    case 'modifiee':
      return 'Une autre personne a modifié cette consultation pendant ce temps. Ce que vous avez écrit est gardé : relisez, puis enregistrez à nouveau.'
    case 'etat':
      return `Ce n’est plus possible. État de la consultation : ${ETATS[refus.etat].toLowerCase()}.`
    case 'partie-inconnue':
      return 'Ce que vous vouliez changer n’est plus là : quelqu’un l’a peut-être retiré.'
    case 'un-module':
      return 'Un sujet a un seul module. Pour en avoir plusieurs, préparez une consultation.'
    case 'nature':
      return 'Ce module a déjà des propositions ou des articles. Retirez-les d’abord pour changer ce qu’il montre.'
    case 'trop':
      return 'Il y en a déjà beaucoup : personne ne lirait tout. Retirez-en avant d’en ajouter.'
  }
}

const FAITS: Readonly<Record<string, string>> = {
  creee: 'La consultation est créée. Personne ne la voit encore.',
  sujet: 'Le sujet est prêt. Personne ne le voit encore.',
  enregistre: 'C’est enregistré.',
  dates: 'Les dates sont enregistrées.',
  report: 'La nouvelle date est annoncée sur la page de la consultation.',
  module: 'Le module est enregistré.',
  'module-retire': 'Le module est retiré.',
  deplace: 'L’ordre est enregistré.',
  item: 'C’est ajouté.',
  'item-modifie': 'C’est modifié.',
  'item-retire': 'C’est retiré.',
  echange: 'Votre commentaire est publié. Il ouvre l’échange.',
  reponse: 'La réponse est enregistrée.',
  synthese: 'La synthèse est enregistrée.',
  restitution: 'Les réponses sont publiées.',
  publiee: 'C’est publié. Tout le monde peut le lire.',
  close: 'Le sujet est clos. Les avis sont comptés et signés.',
  archivee: 'La consultation est dans les archives.',
  supprimee: 'Le brouillon est supprimé.'
}

export function PageOrganiser(props: {
  c: Contexte
  titre: string
  consultation?: Consultation | undefined
  fil?: readonly EtapeDuFil[]
  reprise?: Reprise
  chapeau?: Child
  children?: Child
}) {
  const { c, titre, consultation, fil = [], reprise = {}, chapeau, children } = props
  const { fautes = [], refus } = reprise
  const enErreur = fautes.length > 0 || refus !== undefined
  const quoi = c.req.query('fait') ?? ''
  return (
    <Page
      cadre={c.var.cadre}
      titre={titre}
      horsMoteurs
      enErreur={enErreur}
      fil={[
        { href: '/', libelle: 'Accueil' },
        { href: '/administration', libelle: 'Administration' },
        ...(titre === TITRE ? [] : [{ href: ORGANISER, libelle: TITRE }]),
        ...(consultation && consultation.titre !== titre
          ? [{ href: cheminOrganiser(consultation), libelle: consultation.titre }]
          : []),
        ...fil,
        { libelle: titre }
      ]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          {!enErreur && Object.hasOwn(FAITS, quoi) && <Alerte ton='succes' titre={FAITS[quoi] ?? ''} />}
          {refus && (
            <Alerte ton='danger' titre='Rien n’a été enregistré'>
              <p>{refus}</p>
            </Alerte>
          )}
          <h1>{titre}</h1>
          {chapeau}
          <ResumeErreurs erreurs={fautes} />
        </div>
        {children}
      </div>
    </Page>
  )
}

/** A form of the workshop: what it changes must still be what was shown, and one may leave without doing it. */
export function FormulaireDOrganisateur(props: {
  consultation: Consultation
  vers: string
  bouton: string
  retour: string
  renoncer?: string
  children?: Child
}) {
  const { consultation, vers, bouton, retour, renoncer = 'Revenir sans rien changer', children } = props
  return (
    <form class='form' method='post' action={vers} novalidate>
      <Revision consultation={consultation} />
      {children}
      <p class='btns'>
        <Bouton principal>{bouton}</Bouton>
        <a href={retour}>{renoncer}</a>
      </p>
    </form>
  )
}

export const TITRE = 'Les consultations du réseau'
