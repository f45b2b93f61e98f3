import type { Child } from 'hono/jsx'
import { DOCUMENTS_ACCEPTES } from '../../../../platform/fichiers/document.ts'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ } from '../../../../platform/ui/composants/champ/champ.tsx'
import { nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { erreurDe } from '../../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { FICHIER_OCTETS_MAX, FICHIERS_MAX } from '../../domain/contribution.ts'
import { listPieces, type PieceDeposee } from '../../store/contribution.store.ts'
import type { ItemOuvert } from '../ouvrir.ts'
import { CONSULTATIONS, cheminItem, type Reprise } from './cadre.tsx'
import {
  direAuteur,
  Gestes,
  Horodatage,
  listTracesDe,
  PagesDeSection,
  pageDemandee,
  SousQuelNom,
  Trace
} from './contribution.tsx'
import { type RepriseDItem, repriseDe, Section } from './section.tsx'

/** Anchor of the section, and name of its form. */
export const FICHIERS = 'fichiers'
const PAR_PAGE = 20

const cheminFichier = (id: string) => `${CONSULTATIONS}/fichiers/${id}`

/** Documents and pictures that people add to an item (CON-10). */
export async function sectionFichiers(
  c: Contexte,
  ouvert: ItemOuvert,
  reprise: RepriseDItem
): Promise<Child | undefined> {
  const { item, module, etat } = ouvert
  if (!module.fichiers) return undefined
  const page = pageDemandee(c, FICHIERS)
  const { lignes, total } = await listPieces(c.var.db, item.id, { debut: (page - 1) * PAR_PAGE, nombre: PAR_PAGE })
  const traces = await listTracesDe(c, lignes)
  return (
    <Section c={c} id={FICHIERS} titre='Fichiers' nombre={item.fichiers}>
      {lignes.length === 0 ? (
        <p class='mt3'>{etat === 'ouverte' ? 'Personne n’a encore déposé de fichier.' : 'Aucun fichier.'}</p>
      ) : (
        <ul class='rows mt5'>
          {lignes.map((piece) => (
            <li id={`c-${piece.id}`}>
              {piece.etat === 'publie' ? (
                <Une c={c} ouvert={ouvert} piece={piece} />
              ) : (
                <Trace c={c} ouvert={ouvert} quoi='Fichier' contribution={piece} traces={traces}>
                  {piece.taille !== null && <LienPiece piece={piece} />}
                </Trace>
              )}
            </li>
          ))}
        </ul>
      )}
      <PagesDeSection c={c} ouvert={ouvert} section={FICHIERS} page={page} parPage={PAR_PAGE} total={total} />
      {etat === 'ouverte' && <Formulaire c={c} ouvert={ouvert} reprise={repriseDe(reprise, FICHIERS)} />}
    </Section>
  )
}

function Une({ c, ouvert, piece }: { c: Contexte; ouvert: ItemOuvert; piece: PieceDeposee }) {
  return (
    <>
      <LienPiece piece={piece} />
      <span class='soft'>
        {direAuteur(piece)}, le <Horodatage le={piece.le} ouvert={ouvert} />
      </span>
      <Gestes c={c} ouvert={ouvert} contribution={piece} quoi={`le fichier ${piece.fichier_nom}`} />
    </>
  )
}

/** What it is, and how heavy: said before it is fetched. */
const LienPiece = ({ piece: { id, fichier_nom, taille } }: { piece: PieceDeposee }) => (
  <a class='break' href={cheminFichier(id)} download rel='nofollow'>
    {fichier_nom} ({fichier_nom.split('.').at(-1)?.toUpperCase()}
    {taille !== null && `, ${direPoids(taille)}`})
  </a>
)

function direPoids(octets: number): string {
  const ko = Math.max(1, Math.round(octets / 1_000))
  return ko < 1_000 ? `${nombre(ko)}\u00a0ko` : `${nombre(Math.round(octets / 100_000) / 10)}\u00a0Mo`
}

function Formulaire({ c, ouvert, reprise }: { c: Contexte; ouvert: ItemOuvert; reprise: Reprise }) {
  const ici = cheminItem(ouvert.consultation, ouvert.item)
  if (!c.var.acteur.compte)
    return (
      <p class='mt5'>
        <a href={`/connexion?suite=${encodeURIComponent(ici)}`}>Connectez-vous</a> pour déposer un fichier.
      </p>
    )
  return (
    <form class='stack mt5' method='post' action={`${ici}/${FICHIERS}`} enctype='multipart/form-data'>
      <Champ
        nom='fichier'
        type='file'
        libelle='Déposer un fichier'
        indication={`PDF, OpenDocument (ODT, ODS, ODP, ODG) ou image (PNG, JPEG, WebP). ${direPoids(FICHIER_OCTETS_MAX)} au plus, ${FICHIERS_MAX} fichiers par personne. D’une image, nous effaçons ce qui dit où et quand elle a été prise.`}
        accepte={DOCUMENTS_ACCEPTES}
        erreur={erreurDe(reprise.fautes ?? [], 'fichier')}
      />
      <SousQuelNom c={c} />
      <p>
        <Bouton>Déposer ce fichier</Bouton>
      </p>
    </form>
  )
}
