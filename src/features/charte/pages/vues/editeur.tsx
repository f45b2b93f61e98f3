import type { Child } from 'hono/jsx'
import { pageErreur } from '../../../../platform/http/erreurs.tsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { instantEnMots } from '../../../../platform/ui/composants/date/date.tsx'
import type { EtapeDuFil } from '../../../../platform/ui/composants/fil/fil.tsx'
import { Alerte } from '../../../../platform/ui/composants/note/note.tsx'
import { Page } from '../../../../platform/ui/page.tsx'
import { findReseau, type Reseau } from '../../../reseaux/index.ts'
import { type Contenu, estIdCharte } from '../../domain/charte.ts'
import { messageRefus, type RefusEcriture } from '../../domain/refus.ts'
import { type Charte, findCharte, findContenu, type VersionEnBase } from '../../store/charte.store.ts'

export const CHEMIN = '/administration/chartes'
export const GERER = 'charte:gerer'

/** A version opened in the editor. */
export interface Ouvert {
  readonly charte: Charte
  readonly reseau: Reseau | undefined
  readonly version: VersionEnBase
  readonly contenu: Contenu
  /** Address of its page. */
  readonly chemin: string
}

/** The version of this address, or what to answer instead. */
export async function ouvrir(c: Contexte): Promise<Ouvert | Response> {
  const charte = await ouvrirCharte(c)
  if (charte instanceof Response) return charte
  const numero = c.req.param('numero') ?? ''
  const version = charte.versions.find((une) => String(une.numero) === numero)
  if (!version) return c.notFound()
  const [contenu, reseau] = await Promise.all([
    findContenu(c.var.db, version.id),
    findReseau(c.var.db, charte.reseau_id)
  ])
  return { charte, reseau, version, contenu, chemin: cheminVersion(charte.id, version.numero) }
}

/** The same version as it is now, to show it again after a refusal. */
export async function rouvrir(c: Contexte, ouvert: Ouvert): Promise<Ouvert> {
  const nouveau = await ouvrir(c)
  return nouveau instanceof Response ? ouvert : nouveau
}

/** The charter of this address, if its réseau is this person's to run; otherwise what to answer. */
export async function ouvrirCharte(c: Contexte): Promise<Charte | Response> {
  const id = c.req.param('id') ?? ''
  const charte = estIdCharte(id) ? await findCharte(c.var.db, id) : undefined
  if (!charte) return c.notFound()
  return peutGerer(c, charte.reseau_id) ? charte : pageErreur(c, 403)
}

export const peutGerer = (c: Contexte, reseau: string) => c.var.peut(GERER, { reseau })

export const cheminVersion = (charte: string, numero: number) => `${CHEMIN}/${charte}/versions/${numero}`

export const fuseauDe = (reseau: Reseau | undefined) => reseau?.fuseau ?? 'Europe/Paris'

/** What a form wants to change: the version, at the revision that the person read. */
export function cibleDe({ charte, version }: Ouvert, champs: Readonly<Record<string, string>>) {
  const revision = Number(champs.revision)
  return { charte: charte.id, numero: version.numero, revision: Number.isSafeInteger(revision) ? revision : 0 }
}

export const Revision = ({ version }: { version: VersionEnBase }) => (
  <input type='hidden' name='revision' value={version.revision} />
)

export function PageEditeur(props: {
  c: Contexte
  titre: string
  fil: readonly EtapeDuFil[]
  enErreur?: boolean
  chapeau?: Child
  children?: Child
}) {
  const { c, titre, fil, enErreur = false, chapeau, children } = props
  return (
    <Page
      cadre={c.var.cadre}
      titre={titre}
      horsMoteurs
      enErreur={enErreur}
      fil={[
        { href: '/', libelle: 'Accueil' },
        { href: '/administration', libelle: 'Administration' },
        ...fil,
        { libelle: titre }
      ]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          <Fait quoi={c.req.query('fait')} />
          <h1>{titre}</h1>
          {chapeau}
        </div>
        {children}
      </div>
    </Page>
  )
}

const FAITS: Readonly<Record<string, string>> = {
  cree: 'La charte est créée. Son premier brouillon est prêt.',
  prepare: 'Le brouillon est prêt. Il reprend le texte de la dernière version.',
  enregistre: 'C’est enregistré dans le brouillon.',
  retire: 'C’est retiré du brouillon.',
  publie: 'La charte est publiée. Elle est en vigueur.',
  programme: 'La publication est programmée. Vous pouvez encore l’annuler.',
  annule: 'La publication est annulée. La version est de nouveau un brouillon.',
  supprime: 'Le brouillon est supprimé.'
}

function Fait({ quoi }: { quoi: string | undefined }) {
  const titre = quoi && Object.hasOwn(FAITS, quoi) ? FAITS[quoi] : undefined
  return titre ? <Alerte ton='succes' titre={titre} /> : null
}

export function Refus({ refus, reseau }: { refus: RefusEcriture; reseau: Reseau | undefined }) {
  return (
    <Alerte ton='danger' titre='Rien n’a été enregistré'>
      <p>{messageRefus(refus, (instant) => instantEnMots(instant, fuseauDe(reseau)))}</p>
    </Alerte>
  )
}

/** The breadcrumb down to the list of charters, then to a version. */
export const FIL_CHARTES: readonly EtapeDuFil[] = [{ href: CHEMIN, libelle: 'Chartes' }]

export const filDe = ({ charte, version, chemin }: Ouvert): EtapeDuFil[] => [
  ...FIL_CHARTES,
  { href: `${CHEMIN}/${charte.id}`, libelle: charte.nom },
  { href: chemin, libelle: `Version ${version.numero}` }
]
