import sharp from 'sharp'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { DocumentRefuse } from './document.ts'

// By what it holds, never by its name. SVG and the others can hold programs, or fetch other files: their readers are not woken.
const DEBUTS = [/^\xff\xd8\xff/, /^\x89PNG\r\n\x1a\n/, /^RIFF[^]{4}WEBP/]
/** Pixels: a small file can unfold into gigabytes. 50 million is more than any phone takes. */
const PIXELS_MAX = 50_000_000
const COTE_MAX = 2_400
/** A picture made to be slow to read is given up. */
const DELAI_S = 20

export const estPhoto = (octets: Buffer): boolean => {
  const debut = octets.toString('latin1', 0, 12)
  return DEBUTS.some((forme) => forme.test(debut))
}

/**
 * A picture written again, upright, at most 2,400 pixels on a side, that carries nothing else: no place, no author, no
 * device. A PNG stays one; the others become a JPEG.
 */
export async function recrirePhoto(
  octets: Buffer
): Promise<Result<{ readonly type: 'image/png' | 'image/jpeg'; readonly octets: Buffer }, DocumentRefuse>> {
  try {
    const { width = 0, height = 0, format } = await sharp(octets, { limitInputPixels: false }).metadata()
    if (width * height > PIXELS_MAX) return refuse('trop-grand')
    const droite = sharp(octets, { limitInputPixels: PIXELS_MAX, failOn: 'error', pages: 1 })
      .timeout({ seconds: DELAI_S })
      .autoOrient()
      .resize({ width: COTE_MAX, height: COTE_MAX, fit: 'inside', withoutEnlargement: true })
    return format === 'png'
      ? ok({ type: 'image/png', octets: await droite.png({ compressionLevel: 9 }).toBuffer() })
      : ok({
          type: 'image/jpeg',
          octets: await droite.flatten({ background: '#fff' }).jpeg({ quality: 80, mozjpeg: true }).toBuffer()
        })
  } catch {
    // sharp says in English what it could not read: damaged, cut short, or no picture at all.
    return refuse('abime')
  }
}
