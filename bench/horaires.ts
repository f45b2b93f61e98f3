// npm run bench:horaires [-- tirage]: how many real texts become OSM hours, how fast; `tirage` prints 200 of them.
import { lireJour, lireSemaine } from '../src/features/annuaire/domain/horaires/index.ts'
import { aDesTextes, convertir, lireTextes, mesurer, tirer } from './horaires-reel.ts'

const pourcent = (a: number, b: number) => `${((100 * a) / Math.max(1, b)).toFixed(1).replace('.', ',')} %`

if (!aDesTextes()) {
  console.log('Textes réels absents : rien à mesurer.')
} else {
  const textes = lireTextes()
  if (process.argv.includes('tirage')) {
    const lus = textes.flatMap((texte) => {
      const lu = convertir(texte)
      return lu.ok ? [{ texte, osm: lu.value.osm }] : []
    })
    for (const { texte, osm } of tirer(lus, 200, 20_261_122)) console.log(`${JSON.stringify(texte.raw)} => ${osm}`)
  } else {
    for (const [kind, nom] of [
      ['day', 'Textes d’un jour'],
      ['week', 'Textes d’une semaine']
    ] as const) {
      const m = mesurer(textes, kind)
      console.log(
        `${nom} : ${m.heures} donnent des heures, ${m.converties} deviennent des horaires valables (${pourcent(m.converties, m.heures)}) ; ` +
          `${m.pasHeures} n’en donnent pas, ${m.inventees.length} en deviennent ; invalides ${m.invalides.length}, sans étiquette ${m.sansEtiquette}`
      )
      if (process.argv.includes('refus'))
        for (const { raw, raison } of m.refusees) console.log(`  ${JSON.stringify(raw)} : ${raison}`)
    }
    const tours = 20
    const debut = performance.now()
    for (let i = 0; i < tours; i++)
      for (const { kind, raw } of textes) kind === 'day' ? lireJour(raw) : lireSemaine(raw)
    const duree = ((performance.now() - debut) * 1000) / (tours * textes.length)
    console.log(`Lecture : ${duree.toFixed(1).replace('.', ',')} µs par texte, sans mémoire des textes répétés`)
  }
}
