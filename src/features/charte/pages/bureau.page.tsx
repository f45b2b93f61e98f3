import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { sansNul } from '../../../platform/http/formulaire.ts'
import { Bouton } from '../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste } from '../../../platform/ui/composants/champ/champ.tsx'
import { compter, nombre } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { Etiquette } from '../../../platform/ui/composants/note/note.tsx'
import { Pagination } from '../../../platform/ui/composants/pagination/pagination.tsx'
import { Tableau } from '../../../platform/ui/composants/tableau/tableau.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import type { Reseau } from '../../reseaux/index.ts'
import { chargerRegles } from '../actions/adhesion/regles-de-la-charte.ts'
import { avancer } from '../domain/adhesion/avancer.ts'
import { FILES, FILES_EN_ATTENTE, type File } from '../domain/adhesion/bureau.ts'
import { direEtat, direSilence } from '../domain/adhesion/dire.ts'
import type { Regles } from '../domain/adhesion/regles.ts'
import { countFiles, type DossierDuBureau, listFile } from '../store/bureau.store.ts'
import { BUREAU, cheminDossier, filBureau, PageBureau, reseauxSuivis, SUIVRE } from './vues/bureau.tsx'

export const routesBureau: readonly Route[] = [
  { methode: 'get', chemin: BUREAU, permission: SUIVRE, traiter: showBureau }
]

const PAR_PAGE = 50
/** Lines of each queue on the home of the desk: enough to begin with. */
const PAR_FILE = 8

async function showBureau(c: Contexte) {
  const reseaux = await reseauxSuivis(c)
  const voulu = c.req.query('reseau')
  const reseau = voulu === undefined ? reseaux[0] : reseaux.find(({ id }) => id === voulu)
  // A réseau that exists and is somebody else's is not said to exist.
  if (!reseau) return pageErreur(c, 403)
  const mots = sansNul(c.req.query('mots') ?? '')
    .trim()
    .slice(0, 100)
  const file = FILES.find(({ cle }) => cle === c.req.query('file'))
  const comptes = await countFiles(c.var.db, reseau.id, c.var.now)
  const regles = reglesDe(c)
  // On the home of the desk, a lieu that asks to come back is shown once: where it waits for an answer.
  const sautee = (cle: File) => (!file && (cle === 'suspendus' || cle === 'sous-sanction') ? 'demandes' : undefined)
  const lire = async (cle: File, limite: number, apres?: string) =>
    Promise.all(
      (await listFile(c.var.db, reseau.id, cle, { mots, apres, sauf: sautee(cle), limite, now: c.var.now })).map(
        async (ligne) => toLigne(ligne, await regles(ligne.dossier.charteId), c.var.now)
      )
    )
  const montrees: readonly File[] = file ? [file.cle] : mots ? FILES.map(({ cle }) => cle) : FILES_EN_ATTENTE
  const limite = file ? PAR_PAGE : PAR_FILE
  const sections = await Promise.all(
    montrees.map(async (cle) => {
      const lues = await lire(cle, limite + 1, file ? c.req.query('apres') : undefined)
      return { cle, lignes: lues.slice(0, limite), encore: lues.length > limite }
    })
  )
  const adresse = (suite: Record<string, string>) =>
    `${BUREAU}?${new URLSearchParams({ reseau: reseau.id, ...(mots && { mots }), ...suite })}`
  return rendrePage(
    c,
    <PageBureau
      c={c}
      titre={file ? file.titre : 'Le bureau'}
      fil={file ? [filBureau(reseau)] : []}
      chapeau={
        <>
          <p class='lead'>
            {reseau.nom}
            {file && `. ${file.texte}`}
          </p>
          {c.var.peut('adhesion:droit', { reseau: reseau.id }) && (
            <p class='no-print'>
              <a href={`${BUREAU}/listes`}>Les listes de membres de droit</a>
            </p>
          )}
          <Recherche reseaux={reseaux} reseau={reseau} file={file?.cle} mots={mots} />
          {c.var.peut('adhesion:instruire', { reseau: reseau.id }) && (
            <p>
              <a href='/bureau/reclamations'>Les réclamations</a>
              {', '}
              <a href='/bureau/marque'>les demandes pour utiliser la marque</a>
            </p>
          )}
        </>
      }
    >
      <nav aria-label='Les dossiers'>
        <ul class='onglets'>
          {FILES.map(({ cle, titre }) => (
            <li>
              <a href={adresse({ file: cle })} aria-current={cle === file?.cle ? 'page' : undefined}>
                {titre} <span class='num'>{nombre(comptes.get(cle) ?? 0)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {sections.map(({ cle, lignes, encore }) => {
        const definition = FILES.find((une) => une.cle === cle)
        // On the home of the desk, the counts say what is empty.
        if (!definition || (!file && lignes.length === 0)) return null
        return (
          <section class='mt7' id={cle}>
            {!file && <h2>{definition.titre}</h2>}
            {lignes.length === 0 ? (
              <p>{mots ? 'Aucun dossier de cette liste ne contient ces mots.' : definition.vide}</p>
            ) : (
              <Dossiers lignes={lignes} legende={file ? `${definition.titre}, ${reseau.nom}` : definition.texte} />
            )}
            {!file && encore && (
              <p class='mt4'>
                <a href={adresse({ file: cle })}>
                  {mots ? 'Voir la suite' : `Voir ${compter(comptes.get(cle) ?? 0, 'dossier', 'dossiers')}`}
                  <span class='vh'> : {definition.titre}</span>
                </a>
              </p>
            )}
            {file && (
              <Pagination
                phrase={compter(lignes.length, 'dossier', 'dossiers')}
                suivant={
                  encore
                    ? {
                        href: adresse({ file: cle, apres: lignes.at(-1)?.rang ?? '' }),
                        libelle: 'Les dossiers suivants'
                      }
                    : undefined
                }
                debut={c.req.query('apres') ? { href: adresse({ file: cle }), libelle: 'Revenir au début' } : undefined}
              />
            )}
          </section>
        )
      })}
      {!file && sections.every(({ lignes }) => lignes.length === 0) && (
        <p class='mt7'>{mots ? 'Aucun dossier ne contient ces mots.' : 'Rien n’attend aujourd’hui.'}</p>
      )}
    </PageBureau>
  )
}

/** The rules of each charter, read once for a page. */
function reglesDe(c: Contexte): (charteId: string) => Promise<Regles> {
  const lues = new Map<string, Promise<Regles>>()
  return (charteId) => {
    const regles = lues.get(charteId) ?? chargerRegles(c.var.db, charteId)
    lues.set(charteId, regles)
    return regles
  }
}

interface Ligne {
  readonly rang: string
  readonly href: string
  readonly lieu: string
  readonly commune: string
  readonly structure: string | undefined
  readonly criteres: number
  readonly court: string
  /** When something happens by itself: in how long, and exactly when. */
  readonly silence: { readonly reste: string; readonly quand: string } | undefined
  readonly phrase: string
}

/** A line says where time has led the dossier, whatever was last written. */
function toLigne(ligne: DossierDuBureau, regles: Regles, now: Date): Ligne {
  const { situation } = avancer(ligne.dossier.situation, regles, now)
  const dit = direEtat(situation, 'bureau', regles.zone)
  return {
    rang: ligne.rang,
    href: cheminDossier(ligne.dossier.id),
    lieu: ligne.lieu,
    commune: ligne.commune,
    structure: ligne.structure,
    criteres: ligne.criteres,
    court: dit.court,
    silence: direSilence(situation, 'bureau', regles.zone, now),
    phrase: dit.phrase
  }
}

const Dossiers = ({ lignes, legende }: { lignes: readonly Ligne[]; legende: string }) => (
  <Tableau
    legende={legende}
    lignes={lignes}
    colonnes={[
      {
        titre: 'Lieu',
        cellule: ({ href, lieu, commune, structure }) => (
          <>
            <a href={href}>{lieu}</a>
            <span class='hint'>{[commune, structure].filter(Boolean).join(' · ')}</span>
          </>
        )
      },
      {
        titre: 'État',
        cellule: ({ court, silence, phrase }) => (
          <>
            <Etiquette>{court}</Etiquette>
            {!silence && <span class='hint'>{phrase}</span>}
          </>
        )
      },
      {
        titre: 'Échéance',
        cellule: ({ silence }) =>
          silence ? (
            <>
              <b>{majuscule(silence.reste)}</b>
              <span class='hint'>{silence.quand}</span>
            </>
          ) : (
            'Aucune'
          )
      },
      { titre: 'Critères', nombre: true, cellule: ({ criteres }) => nombre(criteres) }
    ]}
  />
)

const majuscule = (texte: string) => texte.charAt(0).toLocaleUpperCase('fr') + texte.slice(1)

function Recherche(props: { reseaux: readonly Reseau[]; reseau: Reseau; file: File | undefined; mots: string }) {
  const { reseaux, reseau, file, mots } = props
  return (
    <form class='row no-print' action={BUREAU}>
      {reseaux.length > 1 ? (
        <Liste
          nom='reseau'
          libelle='Réseau'
          options={reseaux.map(({ id, nom }) => ({ valeur: id, libelle: nom }))}
          valeur={reseau.id}
        />
      ) : (
        <input type='hidden' name='reseau' value={reseau.id} />
      )}
      <Liste
        nom='file'
        libelle='Dossiers'
        vide='Ce qui attend'
        options={FILES.map(({ cle, titre }) => ({ valeur: cle, libelle: titre }))}
        valeur={file}
      />
      <Champ nom='mots' type='search' libelle='Nom, commune ou structure' valeur={mots} />
      <p>
        <Bouton>Montrer ces dossiers</Bouton>
      </p>
    </form>
  )
}
