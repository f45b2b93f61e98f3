import { describe, expect, it } from 'vitest'
import { lireBien, refusDe } from './livraison.fixture.ts'
import { classeur, zip } from './zip.fixture.ts'

const xlsx = { format: 'xlsx' } as const
const titre = (texte: string) => `<c t="inlineStr"><is><t>${texte}</t></is></c>`

describe('un classeur XLSX', () => {
  it('rend les dates en ISO, les nombres sans bruit et les codes avec leurs zéros', async () => {
    const rangees =
      `<row r="1">${['nom', 'date', 'instant', 'cp', 'siret', 'lat', 'ok', 'std', 'err'].map(titre).join('')}</row>` +
      '<row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4" s="1"><v>45352</v></c><c r="C4" s="2"><v>45352.604166666664</v></c>' +
      '<c r="D4" s="3"><v>1000</v></c><c r="E4"><v>8.2821337100012E13</v></c><c r="F4"><v>45.762999999999998</v></c>' +
      '<c r="G4" t="b"><v>1</v></c><c r="H4" s="4"><v>1.5</v></c><c r="I4" t="e"><v>#N/A</v></c></row>'
    const lecture = await lireBien(
      classeur(rangees, ['<r><t>Le </t></r><r><t>Phare_x000A_bleu</t></r><rPh><t>non</t></rPh>']),
      xlsx
    )
    expect(lecture.feuille).toBe('Lieux')
    expect(lecture.lignes).toEqual([
      {
        nom: 'Le Phare\nbleu',
        date: '2024-03-01',
        instant: '2024-03-01T14:30:00',
        cp: '01000',
        siret: '82821337100012',
        lat: '45.763',
        ok: 'true',
        std: '1.5',
        err: ''
      }
    ])
    expect(lecture.avis).toMatchObject([{ code: 'cellule-en-erreur', lignes: [1] }])
  })

  it('se lit à la feuille nommée, et nomme ses feuilles quand elle manque', async () => {
    const contenu = classeur('', [], ['Accueil', 'Lieux'])
    expect((await lireBien(contenu, { ...xlsx, feuille: 'Lieux' })).lignes).toEqual([{ feuille: 'Lieux' }])
    expect((await refusDe(contenu, { ...xlsx, feuille: 'Lieu' })).message).toContain('« Accueil », « Lieux »')
  })

  it('laisse vides les cellules absentes, et ne remplit pas jusqu’à une ligne ou une colonne lointaine', async () => {
    const rangees = `<row>${titre('a')}${titre('b')}</row><row r="1048576"><c r="B1048576"><v>2</v></c></row>`
    expect((await lireBien(classeur(rangees), xlsx)).lignes).toEqual([{ a: '', b: '2' }])
    const loin = `<row>${titre('a')}</row><row><c r="XFD2"><v>2</v></c></row>`
    expect((await refusDe(classeur(loin), xlsx)).raison).toBe('trop-de-colonnes')
  })

  it('piégé par sa taille, son rapport ou son nombre de fichiers n’est pas ouvert', async () => {
    const bombe = zip([{ nom: 'xl/workbook.xml', contenu: Buffer.alloc(20_000_000) }])
    expect((await refusDe(bombe, xlsx)).raison).toBe('archive-piegee')
    const enorme = zip([{ nom: 'xl/workbook.xml', contenu: 'x', tailleDeclaree: 2_000_000_000 }])
    expect((await refusDe(enorme, xlsx)).raison).toBe('archive-piegee')
    const foule = zip(Array.from({ length: 3_000 }, (_, i) => ({ nom: `f${i}`, contenu: '' })))
    expect((await refusDe(foule, xlsx)).raison).toBe('archive-piegee')
  })

  it('qui ment sur la taille de son contenu est arrêté pendant la lecture', async () => {
    const menteur = zip([
      { nom: 'xl/workbook.xml', contenu: `<workbook>${' '.repeat(5_000_000)}</workbook>`, tailleDeclaree: 1_000 }
    ])
    expect((await refusDe(menteur, xlsx)).raison).toBe('archive')
  })

  it('où un long texte est répété des milliers de fois est refusé', async () => {
    const rangees = `<row>${titre('a')}</row>${'<row><c t="s"><v>0</v></c></row>'.repeat(500)}`
    const contenu = classeur(rangees, [`<t>${'x'.repeat(100_000)}</t>`])
    expect((await refusDe(contenu, xlsx, { archiveTaille: 10_000_000 })).raison).toBe('archive-piegee')
  })

  it('abîmé, coupé, ou qui n’en est pas un, est refusé avec ce qu’il est', async () => {
    const bon = classeur(`<row>${titre('a')}</row><row><c><v>1</v></c></row>`)
    expect((await refusDe(bon.subarray(0, bon.length - 100), xlsx)).raison).toBe('archive')
    expect((await refusDe(classeur('<row><c></row>'), xlsx)).raison).toBe('illisible')
    expect((await refusDe(zip([{ nom: 'content.xml', contenu: '' }]), xlsx)).message).toContain('OpenDocument')
    expect((await refusDe('a,b\n1,2\n', xlsx)).raison).toBe('autre-format')
    expect((await refusDe(Buffer.from('d0cf11e0a1b11ae10000', 'hex'), xlsx)).message).toContain('mot de passe')
    expect((await refusDe(classeur(`<row>${titre('a')}</row>`), xlsx)).raison).toBe('vide')
  })

  it('ne déplie aucune entité XML', async () => {
    const contenu = zip([
      {
        nom: 'xl/workbook.xml',
        contenu: '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
      }
    ])
    expect((await refusDe(contenu, xlsx)).raison).toBe('illisible')
  })
})
