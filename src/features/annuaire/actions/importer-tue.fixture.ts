import { SYSTEME } from '../../../kernel/acteur.ts'
import { openBase } from '../../../platform/db/index.ts'
import { GEOGRAPHIE } from '../domain/nettoyage/geographie.fixture.ts'
import { ouvrirAtelier, SOURCES } from './import.fixture.ts'
import { importer } from './importer.ts'

// A process of its own, to be killed: it imports, says where it is, and stops for ever at the step it is given.
const [url = '', chemin = '', etapeFatale = '', dateeDu = ''] = process.argv.slice(2)
const { db } = openBase(url, { onError: () => {} })
const { outils } = ouvrirAtelier(db, GEOGRAPHIE)
await importer(
  db,
  { declaration: SOURCES.csv, chemin, origine: 'livraison inventée', dateeDu, acteur: SYSTEME },
  {
    ...outils,
    onAvancement(etape) {
      if (etape !== etapeFatale) return
      process.stdout.write('arrêt\n')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
    }
  }
)
process.stdout.write('fini\n')
await db.destroy()
