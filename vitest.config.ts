import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts', 'bench/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'src/**/*.audit.test.ts'],
    globalSetup: ['src/platform/testing/global-setup.ts'],
    env: { TZ: 'UTC' },
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } }
})
