import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio, Cases } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { CLAIR, jetonsDeMarque, SOMBRE } from '../../../../platform/ui/theme.ts'
import type { Resultats } from '../../actions/rechercher.ts'
import { adresseEncart, CHAMPS_ENCART, type Encart, parametresEncart, type Theme } from '../../domain/encart.ts'
import { adresseRecherche } from '../../domain/recherche.ts'
import { titreRecherche } from './liste/mots-recherche.ts'

export interface IntegrerProps {
  readonly cadre: CadrePage
  readonly resultats: Resultats
  readonly encart: Encart
  /** Pixels; absent: as high as what it shows. */
  readonly hauteur: number | undefined
  /** The address of this site, as other sites write it. */
  readonly origine: string
}

const THEMES: Readonly<Record<Theme, string>> = {
  auto: 'Clair ou sombre, selon le réglage du visiteur',
  clair: 'Toujours clair',
  sombre: 'Toujours sombre'
}

/** For whoever keeps another site: what to copy, the options, and what it gives. */
export function IntegrerVue(props: IntegrerProps) {
  const { cadre, resultats, encart, hauteur } = props
  const { recherche } = resultats
  const premiere = { ...recherche, page: 1 }
  return (
    <Page
      cadre={cadre}
      titre='Intégrer la recherche à votre site'
      description='La recherche de lieux d’aide au numérique dans les pages de votre site, sans compte et sans traceur.'
      menuActif='/lieux'
      horsMoteurs={adresseRecherche(premiere, '/integrer') !== '/integrer'}
      fil={[
        { href: '/', libelle: 'Accueil' },
        { href: adresseRecherche(premiere), libelle: 'Trouver un lieu' },
        { libelle: 'Intégrer à votre site' }
      ]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Intégrer la recherche à votre site</h1>
          <p class='lead'>
            Copiez quelques lignes : vos visiteurs cherchent un lieu sans quitter vos pages. Sans compte, sans traceur,
            gratuitement.
          </p>
        </div>
        <section class='section split' aria-labelledby='titre-choix'>
          <h2 id='titre-choix'>1. Choisir</h2>
          <Options {...props} />
        </section>
        <section class='section split' aria-labelledby='titre-copie'>
          <h2 id='titre-copie'>2. Copier</h2>
          <div class='stack'>
            <h3>Avec notre composant</h3>
            <p>
              Il prend la hauteur de ce qu’il montre. Tant qu’il n’est pas chargé, ou si votre site le bloque, le lien
              reste.
            </p>
            <pre class='texte-brut' tabindex={0}>
              {codeComposant(props)}
            </pre>
            <h3>Avec un cadre (iframe)</h3>
            <p>Si votre outil n’accepte pas de script. Sa hauteur est fixe : ce qui dépasse défile dedans.</p>
            <pre class='texte-brut' tabindex={0}>
              {codeCadre(props)}
            </pre>
            <p>
              Si votre site a une politique de sécurité (CSP), autorisez <code>{props.origine}</code> dans{' '}
              <code>frame-src</code>, et dans <code>script-src</code> pour le composant.
            </p>
          </div>
        </section>
        <section class='section' aria-labelledby='titre-apercu'>
          <div class='stack'>
            <h2 id='titre-apercu'>3. Voir ce que cela donne</h2>
            <iframe
              class='apercu'
              src={adresseEncart(premiere, encart)}
              title='Aperçu de la recherche intégrée'
              width='100%'
              height={hauteur ?? HAUTEUR_CADRE}
              loading='lazy'
            />
          </div>
        </section>
        <section class='section split' aria-labelledby='titre-savoir'>
          <h2 id='titre-savoir'>Ce qu’il faut savoir</h2>
          <div class='stack'>
            <p>
              Les informations sont celles de ce site, à jour à chaque affichage. Rien n’est déposé chez vos visiteurs,
              et nous ne savons pas qui ils sont.
            </p>
            <p>
              Chaque source a sa licence : citez-la, comme le fait <a href='/sources'>la page des sources</a>. Pour tout
              autre usage, les mêmes lieux se lisent par <a href='/api'>l’API</a>.
            </p>
          </div>
        </section>
      </div>
    </Page>
  )
}

const HAUTEUR_CADRE = 720

function Options({ resultats, encart, hauteur }: IntegrerProps) {
  const { recherche, ou } = resultats
  const filtres = adresseRecherche({ ...recherche, q: undefined, commune: undefined, page: 1 }, '')
  const couleur = encart.couleur ?? CLAIR.brand
  return (
    <form class='form' action='/integrer'>
      <p>
        La recherche de départ : <b>{titreRecherche(resultats)}</b>.{' '}
        <a href={adresseRecherche({ ...recherche, page: 1 })}>Choisir d’autres critères</a>, puis revenir par «
        L’intégrer à votre site ».
      </p>
      <Champ
        nom='commune'
        libelle='Territoire de départ (facultatif)'
        indication='Commune, département, région… Le visiteur pourra en changer.'
        valeur={recherche.commune}
        autocomplete='off'
        erreur={ou.genre === 'inconnu' ? `Nous ne connaissons pas « ${ou.tape} ».` : undefined}
      />
      <Champ nom='q' libelle='Besoin de départ (facultatif)' valeur={recherche.q} autocomplete='off' />
      <div class='field field--short'>
        <label for='couleur'>Couleur</label>
        <input class='couleur' id='couleur' name='couleur' type='color' value={couleur} />
      </div>
      <CouleurRetenue encart={encart} />
      <BoutonsRadio
        nom='theme'
        legende='Fond'
        choisis={[encart.theme]}
        options={Object.entries(THEMES).map(([valeur, libelle]) => ({ valeur, libelle }))}
      />
      <Cases
        nom='champs'
        legende='Ce que dit chaque lieu, sous son nom'
        choisis={encart.champs}
        options={Object.entries(CHAMPS_ENCART).map(([valeur, libelle]) => ({ valeur, libelle }))}
      />
      <Champ
        nom='hauteur'
        libelle='Hauteur en pixels (facultatif)'
        indication='Vide : le composant prend la hauteur de ce qu’il montre.'
        type='number'
        clavier='numeric'
        court
        valeur={hauteur === undefined ? undefined : String(hauteur)}
      />
      {[...new URLSearchParams(filtres)].map(([nom, valeur]) => (
        <input type='hidden' name={nom} value={valeur} />
      ))}
      <Bouton principal>Mettre à jour le code et l’aperçu</Bouton>
    </form>
  )
}

/** A colour that cannot be read on our backgrounds is replaced, and said to be. */
function CouleurRetenue({ encart: { couleur, theme } }: { encart: Encart }) {
  if (!couleur) return null
  const retenues = [
    ...(theme === 'sombre' ? [] : [['clair', jetonsDeMarque(couleur, CLAIR).brand] as const]),
    ...(theme === 'clair' ? [] : [['sombre', jetonsDeMarque(couleur, SOMBRE).brand] as const])
  ].filter(([, retenue]) => retenue !== couleur)
  if (retenues.length === 0) return null
  return (
    <Note>
      <p>
        {couleur} ne se lit pas assez bien. Nous prenons la nuance la plus proche qui se lit :{' '}
        {retenues.map(([fond, retenue]) => `${retenue} sur fond ${fond}`).join(', ')}.
      </p>
    </Note>
  )
}

function codeComposant({ resultats: { recherche }, encart, hauteur, origine }: IntegrerProps): string {
  const filtres = adresseRecherche({ ...recherche, page: 1 }, '').slice(1)
  const { champs, theme, couleur } = parametresEncart(encart)
  const attributs = [
    filtres && ` filtres="${echapper(filtres)}"`,
    couleur && ` couleur="#${couleur}"`,
    theme && ` theme="${theme}"`,
    champs && ` champs="${champs}"`,
    hauteur && ` hauteur="${hauteur}"`
  ].filter(Boolean)
  return `<script src="${origine}/integre/maillage.js" async></script>
<maillage-recherche${attributs.join('')}>
  <a href="${echapper(`${origine}${adresseRecherche({ ...recherche, page: 1 })}`)}">Trouver un lieu d’aide au numérique</a>
</maillage-recherche>`
}

function codeCadre({ resultats: { recherche }, encart, hauteur, origine }: IntegrerProps): string {
  const adresse = `${origine}${adresseEncart({ ...recherche, page: 1 }, encart)}`
  return `<iframe src="${echapper(adresse)}"
  title="Trouver un lieu d’aide au numérique" width="100%" height="${hauteur ?? HAUTEUR_CADRE}"
  loading="lazy" style="border: 0"></iframe>`
}

const echapper = (texte: string) => texte.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
