import type { LigneInventee } from './import.fixture.ts'

/** Communes from the most populated to the least, each with what a delivery writes of it. */
const COMMUNES = [
  ['Marseille', '13001', 43.2965, 5.3698],
  ['Limoges', '87000', 45.8336, 1.2611],
  ['Gap', '05000', 44.5594, 6.0786],
  ['Guéret', '23000', 46.1712, 1.8713],
  ['Mende', '48000', 44.5176, 3.5017],
  ['Ussel', '19200', 45.5483, 2.3087],
  ['Embrun', '05200', 44.5636, 6.4953],
  ['Veynes', '05400', 44.5333, 5.8231],
  ['Aubusson', '23200', 45.9567, 2.1688],
  ['Florac Trois Rivières', '48400', 44.3253, 3.5936],
  ['Bellac', '87300', 46.1217, 1.0486],
  ['Laragne-Montéglin', '05300', 44.3153, 5.8186]
] as const
const NOMS = [
  'Le Mélèze',
  'La Boussole',
  'Les Tanneurs',
  'Le Vieux Four',
  'La Garance',
  'Les Sorbiers',
  'Le Quartz',
  'L’Ardoise',
  'Le Tilleul',
  'Le Chamois',
  'Les Noyers',
  'Le Torrent'
]

/**
 * What real directories leave in doubt, in each commune: one name at two addresses (« a »), two names at one address
 * (« b »). Of each couple, one record per source.
 */
export function pairesInventees(): { readonly csv: LigneInventee[]; readonly json: LigneInventee[] } {
  const csv: LigneInventee[] = []
  const json: LigneInventee[] = []
  COMMUNES.forEach(([commune, code_postal, latitude, longitude], c) => {
    const lieu = (id: string, nom: string, adresse: string, n: number): LigneInventee => ({
      id: `${commune}-${id}`,
      nom,
      adresse,
      code_postal,
      commune,
      latitude: String(latitude + n / 1000),
      longitude: String(longitude + n / 1000),
      services: 'Aide aux démarches administratives'
    })
    const nom = NOMS[c] as string
    const telephone = (n: number) => ({ telephone: `04 92 0${c} 00 ${String(n).padStart(2, '0')}` })
    csv.push({ ...lieu('a', `Espace public numérique ${nom}`, '4 rue des Cimes', 0), ...telephone(1) })
    json.push({ ...lieu('a', `Espace public numérique ${nom}`, '31 avenue de la Gare', 6), ...telephone(2) })
    csv.push(lieu('b', `Médiathèque ${nom}`, '12 place de l’Église', 12))
    json.push(lieu('b', 'Espace numérique', '12 place de l’Église', 12))
  })
  return { csv, json }
}
