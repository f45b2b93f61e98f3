import { defineConfig } from 'vitest/config'
import ordinaire from './vitest.config.ts'

// The whole accessibility matrix takes minutes: asked for by `npm run audit`, and left out of `npm test`.
export default defineConfig({
  ...ordinaire,
  test: { ...ordinaire.test, include: ['src/**/*.audit.test.ts'], exclude: [], testTimeout: 60_000 }
})
