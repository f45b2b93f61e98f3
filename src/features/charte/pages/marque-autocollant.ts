import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { create } from 'qrcode'
import { RACINE } from '../../../racine.ts'
import type { Dessin } from '../actions/marque/dessiner.ts'

export const FORMATS = ['a6', 'a4'] as const
export type Format = (typeof FORMATS)[number]

export interface Autocollant {
  readonly format: Format
  readonly lieu: string
  readonly reseau: string
  readonly marque: Dessin
  /** Full address of the proof, which the code holds and which is written beside it. */
  readonly adresse: string
  /** The date it bears, or it would change every day. */
  readonly le: Date
}

const ENCRE = '#1c2230'
const A6 = 297.64
const MARGE = 18
const COTE_QR = 112

const policeDe = (graisse: 400 | 700) =>
  join(RACINE, 'content', 'polices', `atkinson-hyperlegible-latin-${graisse}-normal.woff`)

/**
 * What a member sticks on its door: the Mark, its name, and a code that a passer-by can check. One tagged page (PDF/UA),
 * drawn for A6 and twice as large on A4.
 */
export function dessinerAutocollant({ format, lieu, reseau, marque, adresse, le }: Autocollant): PDFKit.PDFDocument {
  const titre = `${lieu}\u00a0: ${reseau}`
  const pdf = new PDFDocument({
    size: format.toUpperCase(),
    margin: 0,
    pdfVersion: '1.7',
    // Known to pdfkit, not yet to its types.
    subset: 'PDF/UA' as 'PDF/A-1',
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    info: { Title: titre, Author: reseau, Creator: 'Maillage', CreationDate: le, ModDate: le }
  })
  pdf.registerFont('normale', policeDe(400)).registerFont('grasse', policeDe(700))
  const echelle = pdf.page.width / A6
  const hauteurPage = pdf.page.height / echelle
  pdf.scale(echelle)
  const largeur = A6 - 2 * MARGE
  const basQr = hauteurPage - MARGE - COTE_QR
  // A long name makes a tall Mark: it leaves room for the rest.
  const reduction = Math.min(largeur / marque.largeur, (basQr - MARGE - 74) / marque.hauteur)
  const hautNom = MARGE + marque.hauteur * reduction + 12

  const racine = pdf.struct('Document')
  pdf.addStructure(racine)
  racine.add(
    pdf.struct('Figure', { alt: marque.texte }, () =>
      dessinerMarque(pdf, marque, MARGE + (largeur - marque.largeur * reduction) / 2, MARGE, reduction)
    )
  )
  racine.add(
    pdf.struct('H1', {}, () => {
      pdf.font('grasse').fillColor(ENCRE)
      const taille = [19, 16, 13].find((une) => pdf.fontSize(une).heightOfString(lieu, { width: largeur }) < 50) ?? 11
      pdf
        .fontSize(taille)
        .text(lieu, MARGE, hautNom, { width: largeur, height: basQr - hautNom - 8, ellipsis: true, align: 'center' })
    })
  )
  racine.add(
    pdf.struct('Figure', { alt: `Code à photographier, qui mène à ${adresse}` }, () =>
      dessinerQr(pdf, adresse, MARGE, basQr)
    )
  )
  const gauche = MARGE + COTE_QR + 12
  const place = { width: A6 - MARGE - gauche }
  racine.add(
    pdf.struct('P', {}, () => {
      pdf.font('grasse').fontSize(12).fillColor(ENCRE)
      pdf.text('Vérifiez que ce lieu est membre', gauche, basQr + 4, place)
    })
  )
  racine.add(
    pdf.struct('P', {}, () => {
      pdf.font('normale').fontSize(8.5)
      pdf.text('Photographiez ce code, ou tapez cette adresse\u00a0:', gauche, pdf.y + 4, place)
    })
  )
  racine.add(
    pdf.struct('P', {}, () => {
      pdf.font('normale').fontSize(7.5)
      pdf.text(adresse, gauche, pdf.y + 3, place)
    })
  )
  racine.end()
  pdf.end()
  return pdf
}

function dessinerMarque(pdf: PDFKit.PDFDocument, marque: Dessin, x: number, y: number, reduction: number): void {
  pdf.save().translate(x, y).scale(reduction)
  pdf.roundedRect(0, 0, marque.largeur, marque.hauteur, 16).fill(marque.fond)
  pdf
    .roundedRect(6, 6, marque.largeur - 12, marque.hauteur - 12, 11)
    .lineWidth(2)
    .stroke(marque.encre)
  for (const trace of marque.traces) {
    pdf.save().translate(trace.x, trace.y).scale(trace.echelle, -trace.echelle)
    pdf.path(trace.d).fill(marque.encre)
    pdf.restore()
  }
  pdf.restore()
}

/** One rectangle per run of dark modules; a quarter of it can be dirty or scratched, it still reads. */
function dessinerQr(pdf: PDFKit.PDFDocument, adresse: string, x: number, y: number): void {
  const { size, data } = create(adresse, { errorCorrectionLevel: 'Q' }).modules
  pdf
    .save()
    .translate(x, y)
    .scale(COTE_QR / size)
  for (let ligne = 0; ligne < size; ligne++)
    for (let colonne = 0; colonne < size; colonne++) {
      const debut = colonne
      while (colonne < size && data[ligne * size + colonne]) colonne++
      if (colonne > debut) pdf.rect(debut, ligne, colonne - debut, 1)
    }
  pdf.fill('#000000').restore()
}
