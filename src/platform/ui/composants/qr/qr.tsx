import { create } from 'qrcode'

/** An address to read with a phone, drawn as one SVG line. Meant for paper: `.qr` is hidden on screens. */
export function CodeQr({ adresse, libelle }: { adresse: string; libelle: string }) {
  const { size, data } = create(adresse, { errorCorrectionLevel: 'M' }).modules
  return (
    <svg viewBox={`-2 -2 ${size + 4} ${size + 4}`} role='img' aria-label={libelle} shape-rendering='crispEdges'>
      <path d={tracer(data, size)} stroke='currentColor' />
    </svg>
  )
}

/** One stroke, a module wide, per run of dark modules on a line: a page of sixty codes stays light. */
function tracer(modules: Uint8Array, cote: number): string {
  let trace = ''
  for (let y = 0; y < cote; y++) {
    let plume: number | undefined
    for (let x = 0; x < cote; x++) {
      const debut = x
      while (x < cote && modules[y * cote + x]) x++
      if (x === debut) continue
      trace += plume === undefined ? `M${debut} ${y}.5` : `m${debut - plume} 0`
      trace += `h${x - debut}`
      plume = x
    }
  }
  return trace
}
