import { create } from 'qrcode'

/** An address to read with a phone, drawn as one SVG path. Meant for paper: `.qr` is hidden on screens. */
export function CodeQr({ adresse, libelle }: { adresse: string; libelle: string }) {
  const { size, data } = create(adresse, { errorCorrectionLevel: 'M' }).modules
  return (
    <svg viewBox={`-2 -2 ${size + 4} ${size + 4}`} role='img' aria-label={libelle} shape-rendering='crispEdges'>
      <path d={tracer(data, size)} fill='currentColor' />
    </svg>
  )
}

/** One rectangle per run of dark modules on a line. */
function tracer(modules: Uint8Array, cote: number): string {
  let trace = ''
  for (let y = 0; y < cote; y++) {
    for (let x = 0; x < cote; x++) {
      const debut = x
      while (x < cote && modules[y * cote + x]) x++
      if (x > debut) trace += `M${debut} ${y}h${x - debut}v1h${debut - x}z`
    }
  }
  return trace
}
