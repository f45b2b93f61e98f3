import type { Declaration } from '../domain/declaration.ts'
import { AIDANTS_CONNECT } from './aidants-connect/aidants-connect.source.ts'
import { AIX_EN_PROVENCE } from './aix-en-provence/aix-en-provence.source.ts'
import { ANGERS } from './angers/angers.source.ts'
import { BUS_FRANCE_SERVICES_CHARENTE } from './bus-france-services-charente/bus-france-services-charente.source.ts'
import { CONSEILLERS_NUMERIQUES } from './conseillers-numeriques/conseillers-numeriques.source.ts'
import { CONUMM } from './conumm/conumm.source.ts'
import { DATA_INCLUSION } from './data-inclusion/data-inclusion.source.ts'
import { EPERNAY } from './epernay/epernay.source.ts'
import { ETAPES_NUMERIQUE } from './etapes-numerique/etapes-numerique.source.ts'
import { FIBRE_64 } from './fibre-64/fibre-64.source.ts'
import { FRANCE_SERVICES } from './france-services/france-services.source.ts'
import { GIRONDE } from './gironde/gironde.source.ts'
import { HAUTE_VIENNE } from './haute-vienne/haute-vienne.source.ts'
import { HINAURA } from './hinaura/hinaura.source.ts'
import { LA_CREUSE } from './la-creuse/la-creuse.source.ts'
import { LE_HAVRE } from './le-havre/le-havre.source.ts'
import { MEDNUM_HUB_ANTILLES } from './mednum-hub-antilles/mednum-hub-antilles.source.ts'
import { MULHOUSE } from './mulhouse/mulhouse.source.ts'
import { NOUVELLE_CALEDONIE } from './nouvelle-caledonie/nouvelle-caledonie.source.ts'
import { NUMI } from './numi/numi.source.ts'
import { PACA } from './paca/paca.source.ts'

/** The source directories that ship declared. The others are declared in the administration pages. */
export const SOURCES_LIVREES: readonly Declaration[] = [
  FRANCE_SERVICES,
  CONSEILLERS_NUMERIQUES,
  DATA_INCLUSION,
  HINAURA,
  PACA,
  GIRONDE,
  AIDANTS_CONNECT,
  NUMI,
  HAUTE_VIENNE,
  MEDNUM_HUB_ANTILLES,
  ETAPES_NUMERIQUE,
  NOUVELLE_CALEDONIE,
  LA_CREUSE,
  LE_HAVRE,
  ANGERS,
  CONUMM,
  FIBRE_64,
  MULHOUSE,
  EPERNAY,
  AIX_EN_PROVENCE,
  BUS_FRANCE_SERVICES_CHARENTE
]
