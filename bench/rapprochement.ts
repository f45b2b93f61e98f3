/**
 * npm run bench:rapprochement [-- options]
 *   --dossier <dossier>      JSON arrays in the official schema, one file per source
 *   --grappes <fichier.csv>  writes « source,id,groupe », one line per record
 *   --sans-contacts          telephone, e-mail and SIRET out of the comparison
 *   --generes <n,n>          sizes of generated data (20000,200000 unless told); 0 for none
 *   --grand                  a million generated records as well
 *   --tirage <n>             prints n merges across sources, always the same, to be read by a person
 *   --poids                  weights learnt without labels on the folder, beside the frozen ones
 */
import { existsSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import {
  type AComparer,
  IndexRapprochement,
  type Options
} from '../src/features/annuaire/domain/rapprochement/rapprochement.ts'
import { empreinte } from '../src/kernel/empreinte.ts'
import { normaliser } from '../src/kernel/texte.ts'
import { genererLieux } from './rapprochement-generes.ts'
import { apprendrePoids } from './rapprochement-poids.ts'
import { aDesEtiquettes, lireDossier, mesurerPaires, type Rappel, STANDARDISEES } from './rapprochement-reel.ts'

const demande = lireArguments(process.argv.slice(2))
const options: Options = demande.sansContacts ? { sansContacts: true } : {}

if (!existsSync(demande.dossier))
  console.log(`Dossier absent : ${basename(demande.dossier)}. Seules les données générées sont mesurées.`)
else if (demande.poids) apprendrePoids(lireDossier(demande.dossier))
else mesurerDossier(lireDossier(demande.dossier))
if (!demande.poids && demande.tirage === 0) mesurerGeneres([...demande.generes, ...(demande.grand ? [1_000_000] : [])])

function lireArguments(mots: readonly string[]) {
  const valeur = (nom: string) => {
    const rang = mots.indexOf(nom)
    return rang < 0 ? undefined : mots[rang + 1]
  }
  const dossier = valeur('--dossier')
  const grappes = valeur('--grappes')
  return {
    // Relative to where the person stands, not to the project's folder from which npm runs us.
    dossier: dossier ? resolve(process.env.INIT_CWD ?? '.', dossier) : STANDARDISEES,
    autreDossier: dossier !== undefined,
    grappes: grappes ? resolve(process.env.INIT_CWD ?? '.', grappes) : undefined,
    sansContacts: mots.includes('--sans-contacts'),
    // A file of clusters is asked for by who measures something else.
    generes: (valeur('--generes') ?? (dossier || grappes ? '0' : '20000,200000'))
      .split(',')
      .map(Number)
      .filter((taille) => taille > 0),
    grand: mots.includes('--grand'),
    tirage: Number(valeur('--tirage') ?? 0),
    poids: mots.includes('--poids')
  }
}

// --- a folder of real records ---

function mesurerDossier(records: readonly AComparer[]): void {
  const durees: number[] = []
  let index = new IndexRapprochement()
  let groupes: Int32Array = new Int32Array()
  const tours = demande.grappes ? 1 : 5
  for (let tour = 0; tour < tours; tour++) {
    const debut = performance.now()
    index = new IndexRapprochement(records, [], options)
    groupes = index.groupes()
    durees.push(performance.now() - debut)
  }
  if (demande.grappes) {
    const cellule = (texte: string) => (/[",\n]/.test(texte) ? `"${texte.replaceAll('"', '""')}"` : texte)
    const lignes = records.map(({ source, cle }, i) => `${cellule(source)},${cellule(cle)},${groupes[i]}`)
    writeFileSync(demande.grappes, `source,id,groupe\n${lignes.join('\n')}\n`)
  }

  if (demande.tirage > 0) return tirer(records, groupes, index)

  const tailles = new Map<number, number>()
  for (const groupe of groupes) tailles.set(groupe, (tailles.get(groupe) ?? 0) + 1)
  const issues = { meme: 0, 'a-revoir': 0, different: 0 }
  for (const { issue } of index.paires()) issues[issue]++
  const sources = new Set(records.map(({ source }) => source)).size
  titre(
    `${nombre(records.length)} fiches de ${sources} sources${demande.sansContacts ? ', sans téléphone, courriel ni SIRET' : ''}`
  )
  ligne(
    'comparer et grouper',
    `${ms(durees[0] as number)} au premier tour, ${ms(mediane(durees))} en médiane de ${tours}`
  )
  ligne('paires comparées', nombre(index.comparaisons))
  ligne('paires retenues', `${nombre(issues.meme)} « même lieu », ${nombre(issues['a-revoir'])} « à revoir »`)
  ligne(
    'lieux',
    `${nombre(tailles.size)}, dont ${nombre([...tailles.values()].filter((taille) => taille > 1).length)} de plusieurs fiches`
  )
  ligne('plus grand groupe', `${Math.max(...tailles.values())} fiches`)
  if (demande.autreDossier || !aDesEtiquettes()) return
  direPaires(records, groupes)
  if (demande.sansContacts) return
  const sans = new IndexRapprochement(records, [], { sansContacts: true })
  titre('Les mêmes, sans téléphone, courriel ni SIRET')
  direPaires(records, sans.groupes())
}

function direPaires(records: readonly AComparer[], groupes: Int32Array): void {
  const { franceServices, franceServicesClaires, fausses, itinerants, entreSources } = mesurerPaires(records, groupes)
  const rappel = ({ trouvees, paires }: Rappel) => `${part(trouvees, paires)} de ${nombre(paires)} paires`
  const contredites = franceServices.paires - franceServicesClaires.paires
  ligne('France services, rappel', rappel(franceServices))
  ligne(
    '  sans les étiquettes contredites',
    `${rappel(franceServicesClaires)} (${contredites} disent « même commune, même point » de deux fiches que tout sépare)`
  )
  ligne(
    'France services, précision',
    `${part(franceServices.trouvees, franceServices.trouvees + fausses)} (${fausses} fausses)`
  )
  ligne('itinérants avec un lieu fixe', String(itinerants))
  ligne('entre sources, rappel', rappel(entreSources))
}

/**
 * Pairs of two sources in one group. Drawn by a fingerprint of their keys: the draw stays when the weights change, and
 * only the pairs that are no longer merged leave it.
 */
function tirer(records: readonly AComparer[], groupes: Int32Array, index: IndexRapprochement): void {
  const parGroupe = new Map<number, AComparer[]>()
  for (const [i, record] of records.entries())
    parGroupe.set(groupes[i] as number, [...(parGroupe.get(groupes[i] as number) ?? []), record])
  const paires = [...parGroupe.values()].flatMap((membres) =>
    membres.flatMap((a, rang) =>
      membres
        .slice(rang + 1)
        .filter((b) => a.source !== b.source)
        .map((b) => ({ a, b, rang: empreinte(`${a.source}|${a.cle}|${b.source}|${b.cle}`) }))
    )
  )
  paires.sort((x, y) => (x.rang < y.rang ? -1 : 1))
  const copie = (record: AComparer) => normaliser([record.nom, record.adresse, record.commune].join(' '))
  titre(`${nombre(paires.length)} réunions de deux sources, ${demande.tirage} tirées`)
  for (const [i, { a, b }] of paires.slice(0, demande.tirage).entries()) {
    const score = index.expliquer(a, b).reduce((somme, { poids }) => somme + poids, 0)
    if (copie(a) === copie(b)) console.log(`${i + 1}. score ${score}, même nom, même adresse, même commune`)
    else
      for (const [rang, { source, nom, adresse, complement_adresse, commune, telephones, courriels, typologies }] of [
        a,
        b
      ].entries())
        console.log(
          `${rang === 0 ? `${i + 1}. score ${score}` : ''}\n   `,
          [source, nom, adresse, complement_adresse, commune, telephones.join(), courriels.join(), typologies.join()]
            .filter(Boolean)
            .join(' ; ')
        )
  }
}

// --- generated records ---

function mesurerGeneres(tailles: readonly number[]): void {
  let avant: { readonly taille: number; readonly duree: number } | undefined
  for (const taille of tailles) {
    const records = genererLieux(taille)
    const debut = performance.now()
    const index = new IndexRapprochement(records, [], options)
    const groupes = index.groupes()
    const duree = performance.now() - debut
    const parGroupe = new Map<number, number>()
    for (const groupe of groupes) parGroupe.set(groupe, (parGroupe.get(groupe) ?? 0) + 1)
    let plusGrand = 0
    for (const membres of parGroupe.values()) plusGrand = Math.max(plusGrand, membres)
    titre(`${nombre(taille)} fiches générées`)
    ligne('comparer et grouper', `${ms(duree)}, soit ${Math.round((duree * 1000) / taille)} µs par fiche`)
    ligne(
      'paires comparées',
      `${nombre(index.comparaisons)}, soit ${(index.comparaisons / taille).toFixed(1)} par fiche`
    )
    ligne('lieux', `${nombre(parGroupe.size)}, le plus grand de ${plusGrand} fiches`)
    const debutMiseAJour = performance.now()
    const changements = index.mettreAJour({
      modifies: records.slice(0, 1000).map((record) => ({ ...record, nom: `${record.nom} bis` }))
    })
    ligne(
      'livrer 1 000 fiches modifiées',
      `${ms(performance.now() - debutMiseAJour)}, ${nombre(changements.comparaisons)} paires recomparées`
    )
    ligne('mémoire au plus haut', `${Math.round(process.resourceUsage().maxRSS / 1000)} Mo, données comprises`)
    if (avant)
      ligne('croissance', `× ${(taille / avant.taille).toFixed(0)} fiches, × ${(duree / avant.duree).toFixed(1)} temps`)
    avant = { taille, duree }
  }
}

// --- printing ---

function titre(texte: string): void {
  console.log(`\n${texte}`)
}

function ligne(quoi: string, valeur: string): void {
  console.log(`  ${quoi.padEnd(34)} ${valeur}`)
}

function nombre(valeur: number): string {
  return valeur.toLocaleString('fr-FR')
}

function ms(valeur: number): string {
  return valeur < 10_000 ? `${nombre(Math.round(valeur))} ms` : `${(valeur / 1000).toFixed(1).replace('.', ',')} s`
}

function part(dessus: number, dessous: number): string {
  return dessous === 0 ? 'sans objet' : (dessus / dessous).toFixed(4)
}

function mediane(valeurs: readonly number[]): number {
  return [...valeurs].sort((x, y) => x - y)[valeurs.length >> 1] as number
}
