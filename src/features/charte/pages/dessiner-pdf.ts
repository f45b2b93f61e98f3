import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { RACINE } from '../../../racine.ts'
import type { Noeud } from './document.ts'

// pdfkit reads ttf, otf and woff, not the woff2 of the pages: the same family, in its two plain weights.
const lirePolice = (graisse: 400 | 700) =>
  readFileSync(join(RACINE, 'content', 'polices', `atkinson-hyperlegible-latin-${graisse}-normal.woff`))
let polices: { readonly normale: Buffer; readonly grasse: Buffer } | undefined

const MARGE = 64
const TAILLES = { 1: 24, 2: 17, 3: 13, 4: 11.5 } as const
const AVANT = { 1: 0, 2: 22, 3: 15, 4: 10 } as const
const ENCRE = '#1c2230'
const DOUX = '#434c5f'

/**
 * A tagged document (PDF/UA), in reading order, whose pages are numbered.
 * @param le the date it bears, or it would change every day
 */
export function dessiner(
  noeuds: readonly Noeud[],
  { titre, auteur, le }: { readonly titre: string; readonly auteur: string; readonly le: Date }
): PDFKit.PDFDocument {
  polices ??= { normale: lirePolice(400), grasse: lirePolice(700) }
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: MARGE, bottom: MARGE + 10, left: MARGE, right: MARGE },
    bufferPages: true,
    pdfVersion: '1.7',
    // Known to pdfkit, not yet to its types.
    subset: 'PDF/UA' as 'PDF/A-1',
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    info: { Title: titre, Author: auteur, Creator: 'Maillage', CreationDate: le, ModDate: le }
  })
  pdf.registerFont('normale', polices.normale).registerFont('grasse', polices.grasse)
  const racine = pdf.struct('Document')
  pdf.addStructure(racine)
  let section: PDFKit.PDFOutline = pdf.outline
  for (const noeud of noeuds) {
    racine.add(dessinerNoeud(pdf, noeud))
    if (noeud.genre !== 'titre') continue
    // What a reader shows beside the pages.
    if (noeud.niveau <= 2) section = pdf.outline.addItem(noeud.texte)
    else if (noeud.niveau === 3) section.addItem(noeud.texte)
  }
  racine.end()
  numeroter(pdf, titre)
  pdf.end()
  return pdf
}

function dessinerNoeud(pdf: PDFKit.PDFDocument, noeud: Noeud) {
  switch (noeud.genre) {
    case 'titre':
      return pdf.struct(`H${noeud.niveau}`, {}, () => {
        const { niveau } = noeud
        // A title is never the last line of a page.
        if (pdf.y > MARGE && pdf.y > pdf.page.height - MARGE - 110) pdf.addPage()
        else if (pdf.y > MARGE) pdf.y += AVANT[niveau]
        ecrire(pdf, noeud.texte, { police: 'grasse', taille: TAILLES[niveau], couleur: ENCRE, apres: 5 })
      })
    case 'chapeau':
      return pdf.struct('P', {}, () => ecrire(pdf, noeud.texte, { taille: 13, couleur: ENCRE, apres: 8 }))
    case 'paragraphe':
      return pdf.struct('P', {}, () => ecrire(pdf, noeud.texte, { taille: 11, couleur: ENCRE, apres: 6 }))
    case 'destinataire':
      // Where the window of an envelope shows it, whole.
      return pdf.struct('P', {}, () => {
        pdf.font('normale').fontSize(11).fillColor(ENCRE)
        const largeur = (pdf.page.width - 2 * MARGE) / 2
        pdf.text(lisible(noeud.lignes.join('\n')), MARGE + largeur, pdf.y + 20, { lineGap: 2.5, width: largeur })
        pdf.x = MARGE
        pdf.y += 30
      })
    case 'discret':
      return pdf.struct('P', {}, () => ecrire(pdf, noeud.texte, { taille: 9.5, couleur: DOUX, apres: 6 }))
    case 'liste':
      return pdf.struct(
        'L',
        {},
        noeud.lignes.map((ligne) =>
          pdf.struct('LI', {}, [
            pdf.struct('Lbl', {}, () => {
              pdf.font('normale').fontSize(11).fillColor(ENCRE)
              if (pdf.y + 30 > pdf.page.height - MARGE) pdf.addPage()
              pdf.text('•', MARGE + 4, pdf.y, { lineBreak: false })
            }),
            pdf.struct('LBody', {}, () => {
              pdf.text(lisible(ligne), MARGE + 18, pdf.y, { lineGap: 2.5, width: pdf.page.width - 2 * MARGE - 18 })
              pdf.x = MARGE
              pdf.y += 3
            })
          ])
        )
      )
  }
}

function ecrire(
  pdf: PDFKit.PDFDocument,
  texte: string,
  allure: { police?: 'normale' | 'grasse'; taille: number; couleur: string; apres: number }
): void {
  pdf
    .font(allure.police ?? 'normale')
    .fontSize(allure.taille)
    .fillColor(allure.couleur)
    .text(lisible(texte), MARGE, pdf.y, { lineGap: 2.5 })
  pdf.y += allure.apres
}

// The font has no narrow no-break space.
const lisible = (texte: string) => texte.replaceAll('\u202f', '\u00a0')

/** « Page 2 sur 14 », which a screen reader skips: it is no part of the text. */
function numeroter(pdf: PDFKit.PDFDocument, titre: string): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page)
    pdf.page.margins.bottom = 0
    pdf.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] })
    const y = pdf.page.height - MARGE + 8
    pdf.font('normale').fontSize(9).fillColor(DOUX)
    pdf.text(lisible(titre), MARGE, y, { lineBreak: false })
    pdf.text(`Page ${page + 1} sur ${count}`, MARGE, y, {
      lineBreak: false,
      width: pdf.page.width - 2 * MARGE,
      align: 'right'
    })
    pdf.endMarkedContent()
  }
}
