import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { lireBien, refusDe } from './livraison.fixture.ts'

const csv = { format: 'csv' } as const
const TEXTE = 'nom;ville\nMédiathèque « L’Œuvre »;Nîmes\nMaison de l’été à Évry;Étampes\n'

describe('l’encodage d’une livraison', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXTE), 'utf-8'],
    ['UTF-8 avec marque', Buffer.from(`\uFEFF${TEXTE}`), 'utf-8'],
    ['UTF-16 d’Excel', iconv.encode(TEXTE, 'utf16le', { addBOM: true }), 'utf-16le'],
    ['UTF-16 sans marque', iconv.encode(TEXTE, 'utf16le'), 'utf-16le'],
    ['UTF-16 grand-boutiste', iconv.encode(TEXTE, 'utf16be', { addBOM: true }), 'utf-16be'],
    ['Windows-1252', iconv.encode(TEXTE, 'windows-1252'), 'windows-1252'],
    ['Mac OS Roman', iconv.encode(TEXTE, 'macintosh'), 'macintosh']
  ])('%s est reconnu', async (_, contenu, encodage) => {
    const lecture = await lireBien(contenu, csv)
    expect(lecture.encodage).toBe(encodage)
    expect(lecture.colonnes).toEqual(['nom', 'ville'])
    expect(lecture.lignes).toEqual([
      { nom: 'Médiathèque « L’Œuvre »', ville: 'Nîmes' },
      { nom: 'Maison de l’été à Évry', ville: 'Étampes' }
    ])
  })

  it('déclaré UTF-8 alors que c’est du Windows-1252 est refusé, avec la ligne et l’encodage probable', async () => {
    const refus = await refusDe(iconv.encode(TEXTE, 'windows-1252'), { ...csv, encodage: 'utf-8' })
    expect(refus).toMatchObject({ raison: 'encodage', ligne: 2 })
    expect(refus.message).toContain('Windows-1252')
  })

  it('déclaré latin1 alors que c’est de l’UTF-8 est refusé plutôt que de lire « Ã© »', async () => {
    const refus = await refusDe(TEXTE, { ...csv, encodage: 'latin1' })
    expect(refus.message).toContain('plutôt UTF-8')
  })

  it('déclaré et juste est suivi, et sans accent tout convient', async () => {
    const latin9 = await lireBien(iconv.encode('prix\n5 €\n', 'iso-8859-15'), { ...csv, encodage: 'ISO-8859-15' })
    expect(latin9.lignes).toEqual([{ prix: '5 €' }])
    expect((await lireBien('a\n1\n', { ...csv, encodage: 'latin1' })).lignes).toEqual([{ a: '1' }])
  })

  it('inconnu est refusé, même s’il porte le nom d’une propriété d’objet', async () => {
    expect(await refusDe(TEXTE, { ...csv, encodage: 'klingon' })).toMatchObject({ raison: 'encodage' })
    expect(await refusDe(TEXTE, { ...csv, encodage: 'constructor' })).toMatchObject({ raison: 'encodage' })
  })

  it('mélangé est refusé avec la ligne fautive', async () => {
    const melange = Buffer.concat([Buffer.from(TEXTE), iconv.encode('Hôpital;Alès\n', 'windows-1252')])
    expect(await refusDe(melange, csv)).toMatchObject({ raison: 'encodage', ligne: 4 })
  })

  it('double laisse lire mais se signale', async () => {
    const { avis } = await lireBien(iconv.decode(Buffer.from(TEXTE), 'windows-1252'), csv)
    expect(avis).toMatchObject([{ code: 'double-encodage' }])
  })

  it('un octet nul au milieu du texte est refusé', async () => {
    const refus = await refusDe('nom,ville\nA\0B,C\nDD,EE\n', csv)
    expect(refus).toMatchObject({ raison: 'octets-nuls' })
    expect(refus.message).toContain('octet 12')
  })
})
