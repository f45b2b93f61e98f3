// Who may import whom: runs dependency-cruiser on everything, and refuses to be fooled by an empty cruise.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const racine = join(import.meta.dirname, '..')

/** Some versions of TypeScript make the cruiser read nothing and find nothing wrong: fewer modules than this is a failure. */
export const MODULES_MINIMUM = 100

/** @param {readonly string[]} [dossiers] */
export function croiser(dossiers = ['src', 'migrations', 'bench', 'tools', 'vitest.config.ts']) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(racine, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      ...dossiers
    ],
    { cwd: racine, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 }
  )
  if (!stdout) throw new Error(`Les frontières ne se lisent pas : ${stderr}`)
  const { summary } = JSON.parse(stdout)
  const comments = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]))
  return {
    modules: summary.totalCruised,
    fautes: summary.violations.map(
      ({ rule, from, to, cycle }) =>
        `${rule.name} : ${from} → ${cycle ? cycle.map(({ name }) => name).join(' → ') : to}\n    ${comments.get(rule.name) ?? ''}`
    )
  }
}

if (process.argv[1] === import.meta.filename) {
  const { modules, fautes } = croiser()
  for (const faute of fautes) console.error(faute)
  if (modules < MODULES_MINIMUM) console.error(`Seulement ${modules} modules lus : la vérification ne vérifie rien.`)
  console.log(`${modules} modules lus, ${fautes.length} frontières franchies.`)
  process.exit(fautes.length > 0 || modules < MODULES_MINIMUM ? 1 : 0)
}
