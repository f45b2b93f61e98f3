import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Whole starts and browsers first: a long file that begins last keeps one processor waiting for the other. */
class LongsDAbord extends BaseSequencer {
  override async sort(fichiers: TestSpecification[]): Promise<TestSpecification[]> {
    const tries = await super.sort(fichiers)
    const rang = ({ moduleId }: TestSpecification) =>
      moduleId.includes('/tools/demarrage') ? 0 : /\/(src\/parcours|tools\/maison)/.test(moduleId) ? 1 : 2
    return tries.sort((a, b) => rang(a) - rang(b))
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts', 'bench/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'src/**/*.audit.test.ts'],
    // Loading the application again for each file would take longer than its tests: two processes load it, once each.
    isolate: false,
    setupFiles: ['src/platform/testing/depart.ts'],
    globalSetup: ['src/platform/testing/global-setup.ts'],
    env: { TZ: 'UTC' },
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    sequence: { sequencer: LongsDAbord }
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } }
})
