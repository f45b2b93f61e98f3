import { Readable } from 'node:stream'
import sharp from 'sharp'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { CONTRASTE_TEXTE, couleurAccessible } from '../../../platform/ui/couleurs.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { CLAIR } from '../../../platform/ui/theme.ts'
import { objetDuLieu } from '../../annuaire/index.ts'
import { expediteurDe } from '../../comptes/index.ts'
import type { Reseau } from '../../reseaux/index.ts'
import { composerMarqueMembre, type Dessin, versSvg } from '../actions/marque/dessiner.ts'
import { estDeplacee, lirePreuve, type Preuve } from '../actions/marque/lire-preuve.ts'
import { dessinerAutocollant, FORMATS } from './marque-autocollant.ts'
import { lireUuid } from './vues/bureau.tsx'
import { KitVue, RefusVue } from './vues/marque-kit.vue.tsx'

const permission = 'adhesion:preparer'

/** What a member shows the réseau with (OBL-01 to OBL-03, OBL-06): for the people of its lieu, as long as it is one. */
export const routesKit: readonly Route[] = [
  { methode: 'get', chemin: '/adhesions/:id/kit', permission, traiter: showKit },
  { methode: 'get', chemin: '/adhesions/:id/kit/:fichier', permission, traiter: sendFichier }
]

/** The proof of a member that this person looks after; otherwise what to answer. Nothing of the Mark leaves without it. */
async function ouvrir(c: Contexte): Promise<Preuve | Response> {
  const { db, now, cadre } = c.var
  const id = lireUuid(c.req.param('id'))
  const lue = id ? await lirePreuve(db, id, now) : undefined
  if (!lue) return c.notFound()
  if (estDeplacee(lue)) return c.redirect(`/adhesions/${lue.vers}/kit`, 302)
  if (!c.var.peut(permission, await objetDuLieu(db, lue.lieu)))
    return rendrePage(c, <RefusVue cadre={cadre} preuve={lue} raison='pas-le-votre' />, 403)
  return lue.membre ? lue : rendrePage(c, <RefusVue cadre={cadre} preuve={lue} raison='pas-membre' />, 403)
}

async function showKit(c: Contexte) {
  const preuve = await ouvrir(c)
  if (preuve instanceof Response) return preuve
  return rendrePage(
    c,
    <KitVue cadre={c.var.cadre} preuve={preuve} adresse={adresseDe(c, preuve)} marque={marqueDe(preuve.reseau)} />
  )
}

const adresseDe = (c: Contexte, { dossier }: Preuve): string => `${expediteurDe(c).site}/adhesions/${dossier.id}`

const marqueDe = ({ nom, couleur, couleur_accent }: Reseau): Dessin =>
  composerMarqueMembre(
    nom,
    couleurAccessible(couleur ?? couleur_accent ?? CLAIR.band, CLAIR['on-band'], CONTRASTE_TEXTE).couleur
  )

/** Wide enough for a poster. */
const LARGEUR_PNG = 2_000

async function sendFichier(c: Contexte) {
  const preuve = await ouvrir(c)
  if (preuve instanceof Response) return preuve
  const fichier = c.req.param('fichier') ?? ''
  const marque = marqueDe(preuve.reseau)
  const nom = `marque-${preuve.reseau.id}`
  const entetes = (type: string, sous: string) => ({
    'content-type': type,
    'content-disposition': `attachment; filename="${sous}"`
  })
  if (fichier === 'marque.svg')
    return c.body(versSvg(marque), 200, entetes('image/svg+xml; charset=utf-8', `${nom}.svg`))
  if (fichier === 'marque.png') {
    const png = await sharp(Buffer.from(versSvg(marque)), { density: (72 * LARGEUR_PNG) / marque.largeur })
      .png()
      .toBuffer()
    return c.body(new Uint8Array(png), 200, entetes('image/png', `${nom}.png`))
  }
  const format = FORMATS.find((un) => fichier === `autocollant-${un}.pdf`)
  if (!format || !preuve.membre) return c.notFound()
  const pdf = dessinerAutocollant({
    format,
    lieu: preuve.lieu.nom,
    reseau: preuve.reseau.nom,
    marque,
    adresse: adresseDe(c, preuve),
    le: preuve.membre.appartenance.debut
  })
  return c.body(Readable.toWeb(Readable.from(pdf)) as ReadableStream, 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="autocollant-${preuve.reseau.id}-${format}.pdf"`
  })
}
