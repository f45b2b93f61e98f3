import { type Commune, type Geographie, normaliserNomCommune } from '../../../territoires/vocabulaire.ts'

const commune = (
  code: string,
  nom: string,
  codesPostaux: readonly string[],
  latitude: number,
  longitude: number,
  departement = code.slice(0, code.startsWith('97') ? 3 : 2)
): Commune => ({
  code,
  nom,
  departement,
  region: '84',
  epci: undefined,
  population: 1000,
  codesPostaux,
  centre: { latitude, longitude, origine: 'officiel' }
})

const COMMUNES = [
  commune('01053', 'Bourg-en-Bresse', ['01000'], 46.2052, 5.2255),
  commune('33063', 'Bordeaux', ['33000', '33100', '33200', '33300', '33800'], 44.8378, -0.5792),
  commune('33039', 'Bègles', ['33130'], 44.8086, -0.5481),
  commune('38185', 'Grenoble', ['38000', '38100'], 45.1885, 5.7245),
  commune('38229', 'Meylan', ['38240'], 45.2097, 5.7778),
  commune('38382', 'Saint-Égrève', ['38120'], 45.2317, 5.6836),
  commune('42218', 'Saint-Étienne', ['42000', '42100'], 45.4397, 4.3872),
  commune('65045', 'Aucun', ['65400'], 42.9733, -0.1903),
  commune('65258', 'Lau-Balagnas', ['65400'], 42.9944, -0.0897),
  commune('69123', 'Lyon', ['69001', '69003', '69008'], 45.7578, 4.832),
  commune('74010', 'Annecy', ['74000', '74960'], 45.8992, 6.1294),
  commune('75056', 'Paris', ['75004', '75019'], 48.8566, 2.3522),
  commune('93066', 'Saint-Denis', ['93200'], 48.9362, 2.3574),
  commune('97411', 'Saint-Denis', ['97400'], -20.8823, 55.4504),
  commune('98818', 'Nouméa', ['98800'], -22.2741, 166.4488, '988'),
  commune('98827', 'Poya', ['98827'], -21.345, 165.155, '988')
] as const

/** Former communes and arrondissements: their code and name, and the commune they belong to. */
const ANCIENNES = [
  ['74093', 'Cran-Gevrier', '74010'],
  ['75119', 'Paris 19e Arrondissement', '75056'],
  ['69388', 'Lyon 8e Arrondissement', '69123']
] as const

const parCode = new Map<string, Commune>(COMMUNES.map((une) => [une.code, une]))
const cle = (nom: string) => normaliserNomCommune(nom).replaceAll(' ', '')

/** A hand-made France: two Saint-Denis, two communes for one postcode, a former commune, two arrondissements. */
export const GEOGRAPHIE: Geographie = {
  commune: (code) => parCode.get(code) ?? parCode.get(ANCIENNES.find(([ancien]) => ancien === code)?.[2] ?? ''),
  estActuelle: (code) => parCode.has(code),
  parCodePostal: (code) => COMMUNES.filter(({ codesPostaux }) => codesPostaux.includes(code)),
  parNom: (nom) => {
    const actuelles = COMMUNES.filter((une) => cle(une.nom) === cle(nom))
    const anciennes = ANCIENNES.filter(([, ancien]) => cle(ancien) === cle(nom)).flatMap(
      ([, , code]) => parCode.get(code) ?? []
    )
    return [...actuelles, ...anciennes]
  },
  departement: (code) => ({ code, nom: code, region: '84' })
}
