import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { creerGuichet, enFlux } from '../../../platform/http/flux.ts'
import { compter } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { Tableau } from '../../../platform/ui/composants/tableau/tableau.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { exporterDonnees } from '../actions/exporter-donnees.ts'
import { type ColonneDeDonnees, estDisponible, findJeu, JEUX, type JeuDeDonnees, LICENCE } from '../domain/donnees.ts'
import { countRetires } from '../store/donnees.store.ts'
import { type ConsultationOuverte, ouvrirConsultation } from './ouvrir.ts'
import { cheminDe, PageConsultation } from './vues/cadre.tsx'

const permission = 'consultation:lire'
const CHEMIN = '/consultations/:adresse/donnees'

/** Open data of a consultation (CON-28): everything that is public, and nothing that would lead back to somebody. */
export const routesDonnees: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN, permission, traiter: showDonnees },
  { methode: 'get', chemin: `${CHEMIN}/dictionnaire.json`, permission, traiter: sendDictionnaire },
  { methode: 'get', chemin: `${CHEMIN}/:fichier`, permission, traiter: sendFichier }
]

const cheminDonnees = ({ consultation }: ConsultationOuverte) => `${cheminDe(consultation)}/donnees`

const FORMATS = ['csv', 'json'] as const
const TYPES = { csv: 'text/csv; charset=utf-8; header=present', json: 'application/json; charset=utf-8' } as const

const QUAND = {
  publiee: '',
  cloture: 'Après la clôture',
  restitution: 'Après les réponses de l’organisateur'
} as const

/** The consultation, unless it is still being prepared: nothing of it is public then. */
async function ouvrirPubliee(c: Contexte): Promise<ConsultationOuverte | undefined> {
  const ouverte = await ouvrirConsultation(c)
  return ouverte?.etat === 'brouillon' ? undefined : ouverte
}

async function showDonnees(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirPubliee(c)
  if (!ouverte) return c.notFound()
  const { consultation } = ouverte
  const retires = await countRetires(c.var.db, consultation.id)
  const chemin = cheminDonnees(ouverte)
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Les données ouvertes'
      consultation={consultation}
      chapeau={
        <>
          <p class='lead'>Tout ce qui est public dans cette consultation, en fichiers que chacun peut réutiliser.</p>
          <p>
            Sous <a href={LICENCE.adresse}>{LICENCE.nom}</a> : vous pouvez tout en faire, en disant d’où cela vient.
          </p>
        </>
      }
    >
      <section class='section' aria-labelledby='titre-fichiers'>
        <h2 id='titre-fichiers'>Les fichiers</h2>
        <Tableau<JeuDeDonnees>
          legende='Le CSV s’ouvre dans un tableur. Le JSON se lit par un programme. Les deux disent la même chose.'
          lignes={JEUX}
          colonnes={[
            {
              titre: 'Fichier',
              cellule: (jeu) => (
                <>
                  {jeu.titre}
                  <span class='hint'>{jeu.texte}</span>
                </>
              )
            },
            {
              titre: 'Télécharger',
              cellule: (jeu) =>
                estDisponible(jeu, consultation) ? (
                  <span class='btns'>
                    {FORMATS.map((format) => (
                      <a href={`${chemin}/${jeu.nom}.${format}`} rel='nofollow'>
                        {format.toUpperCase()}
                        <span class='vh'> : {jeu.titre}</span>
                      </a>
                    ))}
                  </span>
                ) : (
                  QUAND[jeu.des]
                )
            }
          ]}
        />
        <p class='mt5'>
          {retires.propositions + retires.contributions === 0
            ? 'Rien n’a été retiré de cette consultation.'
            : `Ce qui a été retiré n’est dans aucun fichier : ${compter(retires.propositions, 'proposition', 'propositions', 'aucune')}, ${compter(retires.contributions, 'contribution', 'contributions', 'aucune')}.`}
        </p>
      </section>
      <section class='section' aria-labelledby='titre-prive'>
        <h2 id='titre-prive'>Ce qui n’y est pas</h2>
        <ul class='stack mt4'>
          <li>Aucun nom, aucun pseudonyme, aucune adresse : on ne peut pas savoir qui a dit quoi.</li>
          <li>Aucune heure : seulement des jours.</li>
          <li>
            Aucun petit nombre d’avis par jour : sous 5, les jours sont réunis. Ainsi personne ne retrouve l’avis de
            quelqu’un d’autre.
          </li>
          <li>Aucun avis avant la clôture.</li>
        </ul>
      </section>
      <section class='section' aria-labelledby='titre-dictionnaire'>
        <h2 id='titre-dictionnaire'>Le sens de chaque colonne</h2>
        <p class='mt4'>
          Le même dictionnaire pour les programmes : <a href={`${chemin}/dictionnaire.json`}>dictionnaire.json</a>.
        </p>
        {JEUX.map((jeu) => (
          <details class='mt4'>
            <summary>{jeu.titre}</summary>
            <Tableau<ColonneDeDonnees>
              legende={`Les colonnes du fichier « ${jeu.nom} »`}
              discret
              lignes={jeu.colonnes}
              colonnes={[
                { titre: 'Colonne', cellule: ({ nom }) => <code>{nom}</code> },
                { titre: 'Contenu', cellule: ({ type }) => GENRES[type] },
                { titre: 'Sens', cellule: ({ sens }) => sens }
              ]}
            />
          </details>
        ))}
      </section>
    </PageConsultation>
  )
}

const GENRES: Readonly<Record<ColonneDeDonnees['type'], string>> = {
  entier: 'Nombre entier',
  texte: 'Texte',
  jour: 'Jour (AAAA-MM-JJ)',
  'oui-non': 'oui ou non'
}

async function sendDictionnaire(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirPubliee(c)
  if (!ouverte) return c.notFound()
  const { consultation } = ouverte
  const adresse = `${c.var.config.URL_PUBLIQUE || new URL(c.req.url).origin}${cheminDonnees(ouverte)}`
  return c.json({
    titre: consultation.titre,
    consultation: consultation.adresse,
    licence: LICENCE,
    encodage: 'UTF-8',
    fichiers: JEUX.map(({ nom, titre, texte, des, colonnes }) => ({
      nom,
      titre,
      description: texte,
      disponible: estDisponible({ des }, consultation),
      adresses: FORMATS.map((format) => `${adresse}/${nom}.${format}`),
      colonnes: colonnes.map(({ nom: colonne, type, sens }) => ({ nom: colonne, type, description: sens }))
    }))
  })
}

/** Robots ask for whole files again and again: a few at once, so that people always find the site free. */
const guichet = creerGuichet(4)
const REVENIR_DANS_S = 30

async function sendFichier(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirPubliee(c)
  const [, nom = '', forme = ''] = /^([a-z]{1,20})\.(csv|json)$/.exec(c.req.param('fichier') ?? '') ?? []
  const jeu = findJeu(nom)
  const format = FORMATS.find((un) => un === forme)
  if (!ouverte || !jeu || !format || !estDisponible(jeu, ouverte.consultation)) return c.notFound()
  const { consultation, reseau } = ouverte
  const entetes = {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="${consultation.adresse}-${jeu.nom}.${format}"`,
    link: `<${LICENCE.adresse}>; rel="license"`,
    'x-robots-tag': 'noindex, nofollow'
  }
  if (c.req.method === 'HEAD') return c.body(null, 200, entetes)
  const liberer = guichet.prendre()
  if (!liberer) {
    c.header('retry-after', String(REVENIR_DANS_S))
    return c.text(`Plusieurs fichiers partent en ce moment. Réessayez dans ${REVENIR_DANS_S} secondes.\n`, 503)
  }
  const flux = enFlux(exporterDonnees(c.var.db, jeu, format, { consultation, fuseau: reseau.fuseau }), (panne) => {
    liberer()
    if (panne) c.var.journaux.error({ err: panne, route: c.req.routePath }, 'export interrompu')
  })
  return c.body(flux, 200, entetes)
}
