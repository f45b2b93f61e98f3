import { LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { adresseFiche } from '../../../annuaire/index.ts'
import type { Dessin } from '../../actions/marque/dessiner.ts'
import type { Preuve } from '../../actions/marque/lire-preuve.ts'
import { STATUTS } from '../../domain/marque/preuve.ts'

const ACCUEIL = { href: '/', libelle: 'Accueil' }
const MES_ADHESIONS = { href: '/mes-adhesions', libelle: 'Mes adhésions' }

/** What the people of a member lieu print, show and copy, and how to use it. */
export function KitVue(props: {
  readonly cadre: CadrePage
  readonly preuve: Preuve
  /** Full address of the proof. */
  readonly adresse: string
  readonly marque: Dessin
}) {
  const { cadre, preuve, adresse, marque } = props
  const { reseau, lieu, charte, dossier } = preuve
  const ici = `/adhesions/${dossier.id}`
  const hauteur = Math.round((marque.hauteur * 160) / marque.largeur)
  const code = `<a href="${adresse}"><img src="${adresse}/badge.svg" width="160" height="${hauteur}" alt="Vérifier notre adhésion : ${echapper(reseau.nom)}"></a>`
  return (
    <Page
      cadre={cadre}
      titre={`Montrer que vous êtes membre : ${lieu.nom}`}
      horsMoteurs
      fil={[ACCUEIL, MES_ADHESIONS, { href: `${ici}/suivi`, libelle: lieu.nom }, { libelle: 'Le kit' }]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Montrer que vous êtes membre</h1>
          <p class='lead'>
            {lieu.nom} est membre : {reseau.nom}. Voici de quoi le faire savoir.
          </p>
        </div>
        <section class='section split'>
          <h2>Sur la porte</h2>
          <div class='stack'>
            <p>
              Imprimez l’autocollant, et collez-le à l’entrée, là où tout le monde le voit. Son code mène à la page qui
              dit si votre lieu est membre en ce moment.
            </p>
            <p class='btns'>
              <LienBouton href={`${ici}/kit/autocollant-a6.pdf`} principal>
                Petit autocollant (A6, PDF)
              </LienBouton>
              <LienBouton href={`${ici}/kit/autocollant-a4.pdf`}>Affiche (A4, PDF)</LienBouton>
            </p>
            <p>
              <a href={ici}>Voir la page de vérification</a>
            </p>
          </div>
        </section>
        <section class='section split'>
          <h2>Sur votre site</h2>
          <div class='stack'>
            <p>
              Copiez ces lignes dans une page de votre site. L’image change toute seule : si votre lieu n’est plus
              membre, elle le dit.
            </p>
            <div class='field'>
              <label for='code-du-badge'>Les lignes à copier</label>
              <textarea id='code-du-badge' rows={5} readonly spellcheck={false}>
                {code}
              </textarea>
            </div>
            <p>
              <img src={`${ici}/badge.svg`} width={160} height={hauteur} alt={`Lieu membre, ${reseau.nom}`} />
            </p>
          </div>
        </section>
        <section class='section split'>
          <h2>La marque, en image</h2>
          <div class='stack'>
            <p>Pour vos affiches, vos courriers, vos réseaux sociaux.</p>
            <ul>
              <li>
                <a href={`${ici}/kit/marque.svg`} download>
                  La marque en SVG
                </a>{' '}
                (pour l’imprimeur, nette à toutes les tailles)
              </li>
              <li>
                <a href={`${ici}/kit/marque.png`} download>
                  La marque en PNG
                </a>{' '}
                (pour un document ou un réseau social)
              </li>
              {reseau.logo_empreinte && (
                <li>
                  <a href={`/reseaux/${reseau.id}/logo/${reseau.logo_empreinte}`} download>
                    Le logo du réseau
                  </a>
                </li>
              )}
            </ul>
          </div>
        </section>
        <section class='section split'>
          <h2>Le badge numérique</h2>
          <div class='stack'>
            <p>
              Ce petit fichier signé prouve votre adhésion. Des programmes savent le vérifier : il suit la norme Open
              Badges 3.0. Reprenez-le après chaque renouvellement.
            </p>
            <p>
              <a href={`${ici}/badge.json`} download='badge.json'>
                Télécharger le badge
              </a>
            </p>
          </div>
        </section>
        <section class='section split'>
          <h2>Comment s’en servir</h2>
          <div class='stack'>
            <ul>
              <li>Montrez la marque à l’entrée du lieu, sur les portes, et sur votre site.</li>
              <li>Dites à votre public que vous faites partie du réseau.</li>
              <li>
                Servez-vous-en pour ce lieu seulement. Pas pour une autre activité, un produit ou un autre service.
              </li>
              <li>Ne changez ni ses mots, ni ses couleurs.</li>
              <li>Si votre lieu est suspendu, ou s’il quitte le réseau, retirez-la partout, tout de suite.</li>
            </ul>
            <p>
              C’est ce que demande <a href={`/chartes/${charte.id}`}>la charte</a>. Pour un autre usage,{' '}
              <a href={`/marque/demander?reseau=${reseau.id}`}>demandez l’accord du secrétariat</a>.
            </p>
          </div>
        </section>
      </div>
    </Page>
  )
}

const echapper = (texte: string) =>
  texte.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const RAISONS = {
  'pas-le-votre': 'Ce kit est réservé aux personnes qui s’occupent de ce lieu. Votre compte n’en fait pas partie.',
  'pas-membre':
    'Ce kit est réservé aux lieux membres. La marque ne peut pas être utilisée pour ce lieu en ce moment. Si elle est affichée quelque part, il faut la retirer.'
} as const

/** The Mark is for entitled members only (article 4, CHA-11): who asks for it otherwise is told why not. */
export const RefusVue = (props: {
  readonly cadre: CadrePage
  readonly preuve: Preuve
  readonly raison: keyof typeof RAISONS
}) => {
  const { cadre, preuve, raison } = props
  const ici = `/adhesions/${preuve.dossier.id}`
  return (
    <Page cadre={cadre} titre='Ce kit ne vous est pas ouvert' horsMoteurs>
      <div class='wrap'>
        <div class='page-head'>
          <h1>Ce kit ne vous est pas ouvert</h1>
          <p class='lead'>{RAISONS[raison]}</p>
        </div>
        <div class='stack'>
          {raison === 'pas-membre' && (
            <p>
              {STATUTS[preuve.statut].titre}. <a href={`${ici}/suivi`}>Voir où en est l’adhésion</a>
            </p>
          )}
          <p class='btns'>
            <LienBouton href={ici} principal>
              Voir la page de vérification
            </LienBouton>
            <a href={adresseFiche(preuve.lieu)}>Voir la fiche du lieu</a>
          </p>
        </div>
      </div>
    </Page>
  )
}
