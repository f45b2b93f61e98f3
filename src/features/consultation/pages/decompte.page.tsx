import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { ListeDescriptive } from '../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { nombre } from '../../../platform/ui/composants/nombre/nombre.tsx'
import { Alerte } from '../../../platform/ui/composants/note/note.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { lireDecompte } from '../actions/clore.ts'
import { type ConsultationOuverte, ouvrirConsultation } from './ouvrir.ts'
import { cheminDe, PageConsultation } from './vues/cadre.tsx'

const permission = 'consultation:lire'
const CHEMIN = '/consultations/:adresse/decompte'

export const routesDecompte: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN, permission, traiter: showDecompte },
  { methode: 'get', chemin: `${CHEMIN}.json`, permission, traiter: sendDecompte }
]

export const cheminDecompte = (consultation: ConsultationOuverte['consultation']) =>
  `${cheminDe(consultation)}/decompte`

/** The signed counts, byte for byte what the journal has the digest of. Nothing before the closing. */
async function sendDecompte(c: Contexte) {
  const ouverte = await ouvrirConsultation(c)
  const signe = ouverte && (await lireDecompte(c.var.db, ouverte.consultation))
  if (!signe) return c.notFound()
  return c.body(signe.texte, 200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' })
}

/** How anybody checks that no count has changed since the closing. */
async function showDecompte(c: Contexte) {
  const ouverte = await ouvrirConsultation(c)
  const signe = ouverte && (await lireDecompte(c.var.db, ouverte.consultation))
  if (!ouverte || !signe) return c.notFound()
  const { consultation, dire } = ouverte
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Le décompte signé'
      consultation={consultation}
      chapeau={<p class='lead'>À la clôture, les avis ont été comptés une fois, puis signés.</p>}
    >
      <div class='section stack'>
        {signe.tient ? (
          <Alerte ton='succes' titre='Les comptes d’aujourd’hui sont ceux de la clôture' />
        ) : (
          <Alerte ton='danger' titre='Les comptes d’aujourd’hui ne sont plus ceux de la clôture' />
        )}
        <ListeDescriptive
          faits={[
            { terme: 'Clôture', valeur: consultation.cloture && dire(consultation.cloture) },
            { terme: 'Compté', valeur: dire(signe.figeeLe) },
            { terme: 'Participants', valeur: nombre(consultation.participants ?? 0) },
            { terme: 'Signature', valeur: <code class='break'>{signe.empreinte}</code> }
          ]}
        />
        <p>
          <a href={`${cheminDecompte(consultation)}.json`}>Télécharger le décompte (JSON)</a>
        </p>
        <h2>Vérifier vous-même</h2>
        <p>
          La signature est une empreinte du fichier : un seul chiffre changé donne une autre empreinte. Téléchargez le
          fichier, puis calculez son empreinte « SHA-256 », par exemple avec la commande <code>sha256sum</code>. Elle
          doit être celle de cette page.
        </p>
        <p>
          La même empreinte est écrite dans le <a href='/journal/tetes'>journal du réseau</a>, que personne ne peut
          récrire sans que cela se voie. Un compte fermé après la clôture ne change aucun chiffre.
        </p>
      </div>
    </PageConsultation>
  )
}
