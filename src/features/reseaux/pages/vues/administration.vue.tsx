import { Bouton, LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste, ZoneTexte } from '../../../../platform/ui/composants/champ/champ.tsx'
import { BoutonsRadio } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { compter } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Etiquette, Note } from '../../../../platform/ui/composants/note/note.tsx'
import {
  type ErreurDeChamp,
  erreurDe,
  ResumeErreurs
} from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { CLAIR, jetonsDeReseau, SOMBRE } from '../../../../platform/ui/theme.ts'
import { LOGO_OCTETS_MAX } from '../../actions/administrer.ts'
import { logoDe } from '../../actions/apparences.ts'
import type { ReseauLu, TerritoireNomme } from '../../actions/lire-reseau.ts'
import { FUSEAUX, LONGUEURS, type SaisieIdentite } from '../../domain/identite.ts'
import type { Reseau } from '../../store/reseau.store.ts'
import { perimetreEnMots } from './reseaux.vue.tsx'

const BASE = '/administration/reseaux'

const FIL = [
  { libelle: 'Accueil', href: '/' },
  { libelle: 'Administration', href: '/administration' }
]

/** What was just done, said at the top of the page that follows. */
export const FAITS = {
  cree: 'Le réseau est créé. Complétez-le ; personne d’autre ne le voit avant que vous l’ouvriez.',
  enregistre: 'C’est enregistré.',
  rien: 'Rien n’avait changé : tout est comme avant.',
  territoire: 'Le territoire est ajouté.',
  retire: 'Le territoire est retiré.',
  logo: 'Le logo est enregistré. Nous en avons retiré ce qui n’est pas l’image (auteur, lieu, date).',
  'logo-retire': 'Le logo est retiré.',
  ouvert: 'Le réseau est ouvert : tout le monde voit sa page.',
  ferme: 'Le réseau est fermé : sa page ne se voit plus, tout est gardé.'
} as const

export function AdministrationReseauxVue({
  cadre,
  reseaux,
  peutCreer
}: {
  cadre: CadrePage
  reseaux: readonly ReseauLu[]
  peutCreer: boolean
}) {
  return (
    <Page cadre={cadre} titre='Les réseaux' horsMoteurs fil={[...FIL, { libelle: 'Les réseaux' }]}>
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>Les réseaux</h1>
          {peutCreer && (
            <p class='btns'>
              <LienBouton principal href={`${BASE}/nouveau`}>
                Créer un réseau
              </LienBouton>
            </p>
          )}
        </div>
        <Tableau
          legende={compter(reseaux.length, 'réseau', 'réseaux')}
          lignes={reseaux}
          colonnes={[
            { titre: 'Réseau', cellule: ({ reseau }) => <a href={`${BASE}/${reseau.id}`}>{reseau.nom}</a> },
            { titre: 'Adresse', cellule: ({ reseau }) => `/reseaux/${reseau.id}` },
            { titre: 'Territoire', cellule: (lu) => perimetreEnMots(lu) },
            { titre: 'État', cellule: ({ reseau }) => <Etat reseau={reseau} /> }
          ]}
        />
      </div>
    </Page>
  )
}

const Etat = ({ reseau }: { reseau: Reseau }) =>
  reseau.ouvert_le ? <Etiquette ton='succes'>Ouvert</Etiquette> : <Etiquette ton='attention'>Pas ouvert</Etiquette>

export interface SaisieNouveau {
  readonly nom: string
  readonly accroche: string
  readonly adresse: string
}

export function NouveauReseauVue({
  cadre,
  saisie,
  erreurs
}: {
  cadre: CadrePage
  saisie: SaisieNouveau
  erreurs: readonly ErreurDeChamp[]
}) {
  return (
    <Page
      cadre={cadre}
      titre='Créer un réseau'
      horsMoteurs
      enErreur={erreurs.length > 0}
      fil={[...FIL, { libelle: 'Les réseaux', href: BASE }, { libelle: 'Créer un réseau' }]}
    >
      <div class='wrap'>
        <form class='page-head form' method='post' action={BASE}>
          <h1>Créer un réseau</h1>
          <ResumeErreurs erreurs={erreurs} />
          <p>Vous compléterez ses textes, ses couleurs et son territoire ensuite. Personne ne le verra avant.</p>
          <Champ
            nom='nom'
            libelle='Nom du réseau'
            indication={`${LONGUEURS.nom} signes au plus. Vous pourrez le changer.`}
            valeur={saisie.nom}
            erreur={erreurDe(erreurs, 'nom')}
            autocomplete='off'
            obligatoire
          />
          <Champ
            nom='accroche'
            libelle='En une phrase courte (facultatif)'
            indication={`Elle se lit sous le nom. ${LONGUEURS.accroche} signes au plus.`}
            valeur={saisie.accroche}
            erreur={erreurDe(erreurs, 'accroche')}
            autocomplete='off'
          />
          <Champ
            nom='adresse'
            libelle='Fin de son adresse (facultatif)'
            indication='Par exemple : reseau-du-vercors. Laissée vide, elle sera tirée du nom. Elle ne changera plus.'
            valeur={saisie.adresse}
            erreur={erreurDe(erreurs, 'adresse')}
            autocomplete='off'
          />
          <p class='btns'>
            <Bouton principal>Créer ce réseau</Bouton>
            <a href={BASE}>Revenir à la liste</a>
          </p>
        </form>
      </div>
    </Page>
  )
}

export const toSaisie = (reseau: Reseau): SaisieIdentite => ({
  nom: reseau.nom,
  accroche: reseau.accroche,
  presentation: reseau.presentation,
  identite: reseau.identite,
  couleur: reseau.couleur ?? '',
  couleur_accent: reseau.couleur_accent ?? '',
  fuseau: reseau.fuseau
})

/** A territory among homonyms. */
export type Choix = Pick<TerritoireNomme, 'genre' | 'code' | 'nom' | 'precision'>

interface ReseauProps {
  readonly cadre: CadrePage
  readonly lu: ReseauLu
  readonly saisie: SaisieIdentite
  /** The form was sent from an older state: what is saved now is shown beside what was typed. */
  readonly entretemps: boolean
  readonly erreurs: readonly ErreurDeChamp[]
  readonly tape: string
  readonly choix: readonly Choix[]
  /** Réseaux whose perimeter meets this one. */
  readonly voisins: readonly Reseau[]
  readonly fait: string | undefined
  /** May move the perimeter, at which rights stop. */
  readonly peutDelimiter: boolean
}

export function AdministrationReseauVue(props: ReseauProps) {
  const { cadre, lu, erreurs, fait } = props
  const { reseau } = lu
  const dit = fait !== undefined && Object.hasOwn(FAITS, fait) ? FAITS[fait as keyof typeof FAITS] : undefined
  return (
    <Page
      cadre={cadre}
      titre={reseau.nom}
      horsMoteurs
      enErreur={erreurs.length > 0}
      fil={[...FIL, { libelle: 'Les réseaux', href: BASE }, { libelle: reseau.nom }]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>{reseau.nom}</h1>
          <p class='meta'>
            <span>
              <Etat reseau={reseau} />
            </span>
            <span>/reseaux/{reseau.id}</span>
            <span>{perimetreEnMots(lu)}</span>
          </p>
          {dit && (
            <Note ton='succes'>
              <p>{dit}</p>
            </Note>
          )}
          <ResumeErreurs erreurs={erreurs} />
          <p class='btns'>
            <a href={`${BASE}/${reseau.id}/apercu`}>Voir l’aperçu de sa page</a>
            {reseau.ouvert_le && <a href={`/reseaux/${reseau.id}`}>Voir sa page</a>}
          </p>
        </div>
        <FormulaireIdentite {...props} />
        <Perimetre {...props} />
        <Logo {...props} />
        <Ouverture {...props} />
      </div>
    </Page>
  )
}

function FormulaireIdentite({ lu: { reseau }, saisie, erreurs, entretemps }: ReseauProps) {
  const actuelle = toSaisie(reseau)
  /** What is saved now, when it is not what was typed. */
  const autre = (champ: keyof SaisieIdentite, indication: string) =>
    entretemps && actuelle[champ] !== saisie[champ]
      ? `${indication} Enregistré maintenant : « ${actuelle[champ] || 'rien'} ».`.trim()
      : indication
  return (
    <section class='section split' aria-labelledby='titre-identite'>
      <h2 id='titre-identite'>Textes et couleurs</h2>
      <form class='form' method='post' action={`${BASE}/${reseau.id}/identite`}>
        <input type='hidden' name='version' value={String(reseau.version)} />
        <Champ
          nom='nom'
          libelle='Nom du réseau'
          indication={autre('nom', `${LONGUEURS.nom} signes au plus.`)}
          valeur={saisie.nom}
          erreur={erreurDe(erreurs, 'nom')}
          autocomplete='off'
          obligatoire
        />
        <Champ
          nom='accroche'
          libelle='En une phrase courte'
          indication={autre('accroche', `Elle se lit sous le nom. ${LONGUEURS.accroche} signes au plus.`)}
          valeur={saisie.accroche}
          erreur={erreurDe(erreurs, 'accroche')}
          autocomplete='off'
        />
        <ZoneTexte
          nom='presentation'
          libelle='Présentation'
          indication={autre(
            'presentation',
            'Laissez une ligne vide entre deux paragraphes. Une ligne qui commence par un tiret entre dans une liste.'
          )}
          lignes={12}
          valeur={saisie.presentation}
          erreur={erreurDe(erreurs, 'presentation')}
        />
        <ZoneTexte
          nom='identite'
          libelle='Identité visuelle : ce qu’elle est, et qui peut l’utiliser'
          indication={autre('identite', '')}
          lignes={5}
          valeur={saisie.identite}
          erreur={erreurDe(erreurs, 'identite')}
        />
        <Champ
          nom='couleur'
          libelle='Couleur principale'
          indication={autre('couleur', 'Par exemple : #1f4e5f. Vide : celle du site.')}
          valeur={saisie.couleur}
          erreur={erreurDe(erreurs, 'couleur')}
          autocomplete='off'
          court
        />
        <Champ
          nom='couleur_accent'
          libelle='Couleur des boutons'
          indication={autre('couleur_accent', 'Par exemple : #8f3512. Vide : la couleur principale.')}
          valeur={saisie.couleur_accent}
          erreur={erreurDe(erreurs, 'couleur_accent')}
          autocomplete='off'
          court
        />
        <Couleurs reseau={reseau} />
        <Liste
          nom='fuseau'
          libelle='Heure du réseau'
          indication={autre('fuseau', 'Les délais de ses procédures se comptent à cette heure.')}
          options={FUSEAUX}
          valeur={saisie.fuseau}
          erreur={erreurDe(erreurs, 'fuseau')}
        />
        <p class='btns'>
          <Bouton principal>Enregistrer les textes et les couleurs</Bouton>
        </p>
      </form>
    </section>
  )
}

/** The shades that pages draw, and why they are not those that were asked for. */
function Couleurs({ reseau: { couleur, couleur_accent } }: { reseau: Reseau }) {
  if (!couleur && !couleur_accent) return null
  const [clair, sombre] = [CLAIR, SOMBRE].map((palette) => jetonsDeReseau({ couleur, accent: couleur_accent }, palette))
  const rangees = [
    { libelle: 'Couleur principale', demandee: couleur, jeton: 'brand' },
    { libelle: 'Couleur des boutons', demandee: couleur_accent, jeton: 'accent' }
  ] as const
  return (
    <>
      {rangees.map(
        ({ libelle, demandee, jeton }) =>
          demandee &&
          clair?.[jeton] !== demandee && (
            <Note ton='attention'>
              <p>
                {libelle} : {demandee} ne se lit pas assez sur fond clair. Les pages emploient {clair?.[jeton]}, la plus
                proche qui se lise. Votre couleur est gardée.
              </p>
            </Note>
          )
      )}
      <Tableau
        discret
        legende='Couleurs que les pages emploient'
        lignes={rangees}
        colonnes={[
          { titre: 'Couleur', cellule: ({ libelle }) => libelle },
          { titre: 'Enregistrée', cellule: ({ demandee }) => (demandee ? <Nuance couleur={demandee} /> : 'aucune') },
          { titre: 'Sur fond clair', cellule: ({ jeton }) => <Nuance couleur={clair?.[jeton] ?? ''} /> },
          { titre: 'Sur fond sombre', cellule: ({ jeton }) => <Nuance couleur={sombre?.[jeton] ?? ''} /> }
        ]}
      />
    </>
  )
}

const Nuance = ({ couleur }: { couleur: string }) => (
  <span class='nuance'>
    <svg width='24' height='24' aria-hidden='true'>
      <rect width='24' height='24' fill={couleur} />
    </svg>
    {couleur}
  </span>
)

function Perimetre({ lu, erreurs, tape, choix, voisins, peutDelimiter }: ReseauProps) {
  const { reseau, territoires } = lu
  if (reseau.genre === 'national')
    return (
      <section class='section split' id='perimetre' aria-labelledby='titre-perimetre'>
        <h2 id='titre-perimetre'>Territoire</h2>
        <p>Le réseau national est partout en France.</p>
      </section>
    )
  if (!peutDelimiter)
    return (
      <section class='section split' id='perimetre' aria-labelledby='titre-perimetre'>
        <h2 id='titre-perimetre'>Territoire</h2>
        <p>{perimetreEnMots(lu)}. Seule la personne qui administre le site peut le changer.</p>
      </section>
    )
  return (
    <section class='section split' id='perimetre' aria-labelledby='titre-perimetre'>
      <h2 id='titre-perimetre'>Territoire</h2>
      <div class='stack'>
        {territoires.length === 0 ? (
          <p>Aucun territoire pour l’instant.</p>
        ) : (
          <ul class='rows'>
            {territoires.map((un) => (
              <li>
                <form class='row' method='post' action={`${BASE}/${reseau.id}/territoires/retirer`}>
                  <input type='hidden' name='choix' value={`${un.genre}:${un.code}`} />
                  <span>
                    <b>{un.nom}</b>
                    <span class='soft'>
                      {un.precision}
                      {un.communes > 1 && `, ${compter(un.communes, 'commune', 'communes')}`}
                    </span>
                  </span>
                  <Bouton petit>
                    Retirer<span class='vh'> {un.nom}</span>
                  </Bouton>
                </form>
              </li>
            ))}
          </ul>
        )}
        {voisins.length > 0 && (
          <Note>
            <p>
              Une partie de ce territoire est aussi celle de :{' '}
              {voisins.map(({ id, nom }, rang) => (
                <>
                  {rang > 0 && ', '}
                  <a href={`${BASE}/${id}`}>{nom}</a>
                </>
              ))}
              . C’est permis.
            </p>
          </Note>
        )}
        {choix.length > 0 && (
          <form class='form' method='post' action={`${BASE}/${reseau.id}/territoires`}>
            <input type='hidden' name='territoire' value={tape} />
            <BoutonsRadio
              nom='choix'
              legende={`Lequel est « ${tape} » ?`}
              options={choix.map(({ genre, code, nom, precision }) => ({
                valeur: `${genre}:${code}`,
                libelle: nom,
                indication: precision
              }))}
            />
            <p class='btns'>
              <Bouton principal>Ajouter ce territoire</Bouton>
            </p>
          </form>
        )}
        <form class='form' method='post' action={`${BASE}/${reseau.id}/territoires`}>
          <Champ
            nom='territoire'
            libelle='Ajouter un territoire'
            indication='Une commune, une intercommunalité, un département ou une région : son nom, ou un code postal.'
            valeur={choix.length > 0 ? '' : tape}
            erreur={erreurDe(erreurs, 'territoire')}
            autocomplete='off'
          />
          <p class='btns'>
            <Bouton>Ajouter</Bouton>
          </p>
        </form>
      </div>
    </section>
  )
}

function Logo({ lu: { reseau }, erreurs }: ReseauProps) {
  const logo = logoDe(reseau)
  return (
    <section class='section split' id='identite-visuelle' aria-labelledby='titre-logo'>
      <h2 id='titre-logo'>Logo</h2>
      <div class='stack'>
        {logo ? (
          <>
            <img class='logo' src={logo.src} width={logo.largeur} height={logo.hauteur} alt={`Logo : ${reseau.nom}`} />
            <form method='post' action={`${BASE}/${reseau.id}/logo/retirer`}>
              <Bouton petit>Retirer le logo</Bouton>
            </form>
          </>
        ) : (
          <p>Sans logo, l’en-tête montre {reseau.genre === 'national' ? 'la marque du site' : 'ses initiales'}.</p>
        )}
        <form class='form' method='post' action={`${BASE}/${reseau.id}/logo`} enctype='multipart/form-data'>
          <Champ
            nom='logo'
            type='file'
            accepte='image/png,image/jpeg'
            libelle={logo ? 'Changer de logo' : 'Ajouter un logo'}
            indication={`Une image PNG ou JPEG, de ${LOGO_OCTETS_MAX / 1000} ko au plus. Nous n’en gardons que le dessin.`}
            erreur={erreurDe(erreurs, 'logo')}
          />
          <p class='btns'>
            <Bouton>Envoyer ce logo</Bouton>
          </p>
        </form>
      </div>
    </section>
  )
}

function Ouverture({ lu: { reseau }, erreurs }: ReseauProps) {
  if (reseau.genre === 'national') return null
  const erreur = erreurDe(erreurs, 'ouverture')
  return (
    <section class='section split' id='ouverture' aria-labelledby='titre-ouverture'>
      <h2 id='titre-ouverture'>{reseau.ouvert_le ? 'Fermer ce réseau' : 'Ouvrir ce réseau'}</h2>
      <form class='stack' method='post' action={`${BASE}/${reseau.id}/ouverture`}>
        <input type='hidden' name='ouvrir' value={reseau.ouvert_le ? 'non' : 'oui'} />
        {erreur && <p class='err'>{erreur}</p>}
        {reseau.ouvert_le ? (
          <p>
            Ouvert depuis le <Jour date={reseau.ouvert_le} fuseau={reseau.fuseau} />. Fermé, il n’a plus de page ; tout
            est gardé, et vous pourrez le rouvrir.
          </p>
        ) : (
          <p>Ouvert, il paraît dans la liste des réseaux, et tout le monde voit sa page.</p>
        )}
        <p class='btns'>
          <Bouton principal={!reseau.ouvert_le}>{reseau.ouvert_le ? 'Fermer ce réseau' : 'Ouvrir ce réseau'}</Bouton>
        </p>
      </form>
    </section>
  )
}
