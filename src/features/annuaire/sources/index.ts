import type { Declaration } from '../domain/declaration.ts'
import { CONSEILLERS_NUMERIQUES } from './conseillers-numeriques/conseillers-numeriques.source.ts'
import { DATA_INCLUSION } from './data-inclusion/data-inclusion.source.ts'
import { FRANCE_SERVICES } from './france-services/france-services.source.ts'
import { GIRONDE } from './gironde/gironde.source.ts'
import { HINAURA } from './hinaura/hinaura.source.ts'
import { PACA } from './paca/paca.source.ts'

/** The source directories that ship declared. The others are declared in the administration pages. */
export const SOURCES_LIVREES: readonly Declaration[] = [
  FRANCE_SERVICES,
  CONSEILLERS_NUMERIQUES,
  DATA_INCLUSION,
  HINAURA,
  PACA,
  GIRONDE
]
