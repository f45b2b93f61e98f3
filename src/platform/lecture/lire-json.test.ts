import { describe, expect, it } from 'vitest'
import { lireBien, refusDe } from './livraison.fixture.ts'

const json = { format: 'json' } as const

describe('un fichier JSON', () => {
  it('met à plat les objets, joint les listes et garde le texte des nombres', async () => {
    const { lignes, colonnes } = await lireBien(
      `[{"nom":"A","adresse":{"commune":{"code":"01001"}},"services":["a","b",null,3],"notes":["x|y"],
        "jours":[{"j":1.0}],"id":12345678901234567890,"prix":1.10,"ouvert":true,"vide":null,"rien":[]},{"autre":"z"}]`,
      json
    )
    expect(lignes).toEqual([
      {
        nom: 'A',
        'adresse.commune.code': '01001',
        services: 'a|b|3',
        notes: '["x|y"]',
        jours: '[{"j":1.0}]',
        id: '12345678901234567890',
        prix: '1.10',
        ouvert: 'true',
        rien: ''
      },
      { autre: 'z' }
    ])
    expect(colonnes).toContain('autre')
  })

  it('se lit au chemin déclaré, où que soit la liste', async () => {
    const contenu = '{"meta":{"lieux":[1]},"data":{"total":2,"lieux":[{"a":"1"},{"a":"2"}],"fin":[{}]}}'
    expect((await lireBien(contenu, { ...json, chemin: 'data.lieux' })).lignes).toEqual([{ a: '1' }, { a: '2' }])
  })

  it('se lit aussi avec un objet par ligne', async () => {
    const { lignes } = await lireBien('{"a":"1"}\n{"a":"2"}\r\n\n{"a":"3"}', json)
    expect(lignes).toHaveLength(3)
  })

  it('dit ce qu’il y a à la place de la liste', async () => {
    const refus = await refusDe('{"total_count":2,"results":[{"a":1}]}', json)
    expect(refus.raison).toBe('chemin')
    expect(refus.message).toContain('Une liste se trouve sous « results »')
    expect((await refusDe('{"erreur":"introuvable"}', json)).message).toContain('« erreur »')
    expect((await refusDe('{"data":{"x":1}}', { ...json, chemin: 'data.lieux' })).message).toContain(
      'sous « data », la clé « lieux » manque'
    )
    expect((await refusDe('{"data":"rien"}', { ...json, chemin: 'data' })).message).toContain('un texte (« "rien" »)')
    expect((await refusDe('[["a","b"],["1","2"]]', json)).message).toContain('une liste')
    expect((await refusDe('[{"a":1}, 12]', json)).message).toContain('un nombre (« 12 »)')
    expect((await refusDe('"bonjour"', json)).raison).toBe('chemin')
  })

  it('coupé avant la fin est refusé en disant où, à quelque endroit que ce soit', async () => {
    const entier = '{"data":\n[{"a":"é","b":[1,{"c":true}]},\n{"a":"2"}],"fin":{"x":null}}'
    for (let fin = 1; fin < entier.length; fin++) {
      const refus = await refusDe(entier.slice(0, fin), { ...json, chemin: 'data' })
      expect(refus.raison, entier.slice(0, fin)).toBe('json-tronque')
    }
    const refus = await refusDe('[{"a":"1"},\n {"a":"2"', json)
    expect(refus).toMatchObject({ raison: 'json-tronque', ligne: 2 })
    expect(refus.message).toContain('ligne 2, caractère 10')
  })

  it('mal formé est refusé avec la ligne et le caractère', async () => {
    for (const [contenu, ou] of [
      ['[{"a":1},\n{"b":NaN}]', 'ligne 2, caractère 6'],
      ['[{"a":1} {"b":2}]', 'ligne 1, caractère 10'],
      ['[{"a":1},]', 'ligne 1, caractère 10'],
      ['[{"a":1}]\n]', 'ligne 2, caractère 1'],
      ['[{"a":1,"b":[true,False]}]', 'ligne 1, caractère 19'],
      ['[{"a":"tab\tulation"}]', 'ligne 1, caractère 7'],
      [`[{"a":"${'é'.repeat(900_000)}","b":01}]`, 'ligne 1, caractère 900'],
      ["[{'a':1}]", 'ligne 1, caractère 3']
    ] as const) {
      const refus = await refusDe(contenu, json)
      expect(refus.raison, contenu).toBe('json-invalide')
      expect(refus.message).toContain(ou)
    }
  })

  it('trop emboîté ou trop long pour un enregistrement est refusé', async () => {
    expect(
      (await refusDe(`[{"a":${'['.repeat(500_000)}${']'.repeat(500_000)}}]`, json, { tailleLigne: 2_000_000 })).raison
    ).toBe('json-invalide')
    expect((await refusDe(`[{"a":"${'x'.repeat(1_100_000)}"}]`, json)).raison).toBe('ligne-trop-longue')
  })

  it('vide, ou ne contenant que du vide, est refusé', async () => {
    for (const contenu of ['[]', ' \n', '[{},{"a":null}]', '[null]']) {
      expect((await refusDe(contenu, json)).raison, contenu).toBe('vide')
    }
  })

  it('perd les caractères que la base n’accepte pas, et le dit', async () => {
    const { lignes, avis } = await lireBien('[{"a":"x\\u0000y","b":"\\ud83d!","c":"\\ud83d\\ude00"}]', json)
    expect(lignes).toEqual([{ a: 'xy', b: '\uFFFD!', c: '😀' }])
    expect(avis).toMatchObject([{ code: 'caractere-retire', nombre: 2, lignes: [1] }])
  })

  it('garde les deux valeurs quand une clé est écrite à plat et emboîtée', async () => {
    const { lignes, avis } = await lireBien('[{"a.b":"1","a":{"b":"2"},"__proto__":"3"}]', json)
    expect(Object.entries(lignes[0] ?? {})).toEqual([
      ['a.b', '1'],
      ['a.b (2)', '2'],
      ['__proto__', '3']
    ])
    expect(avis).toMatchObject([{ code: 'cle-en-double' }])
  })
})

describe('un fichier GeoJSON', () => {
  it('donne les propriétés, et la position sous latitude et longitude', async () => {
    const { lignes, avis } = await lireBien(
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            id: 7,
            geometry: { type: 'Point', coordinates: [4.83, 45.76, 200] },
            properties: { nom: 'A' }
          },
          {
            type: 'Feature',
            geometry: {
              type: 'Polygon',
              coordinates: [
                [
                  [0, 0],
                  [2, 0],
                  [2, 2],
                  [0, 2],
                  [0, 0]
                ]
              ]
            },
            properties: { nom: 'B' }
          },
          { type: 'Feature', geometry: null, properties: { nom: 'C' } },
          { type: 'Feature', geometry: { type: 'Point', coordinates: [1, 2] }, properties: { latitude: '48' } },
          { type: 'Feature', geometry: { type: 'Point', coordinates: ['x'] }, properties: { nom: 'E' } }
        ]
      }),
      { format: 'geojson' }
    )
    expect(lignes).toEqual([
      { id: '7', nom: 'A', latitude: '45.76', longitude: '4.83' },
      { nom: 'B', latitude: '1', longitude: '1' },
      { nom: 'C' },
      { latitude: '48', 'geometrie.latitude': '2', 'geometrie.longitude': '1' },
      { nom: 'E' }
    ])
    expect(avis).toMatchObject([
      { code: 'centroide', lignes: [2] },
      { code: 'geometrie-illisible', lignes: [5] }
    ])
  })
})
