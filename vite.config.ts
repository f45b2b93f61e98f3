import { defineConfig } from 'vite'

// What the browser and the server builds share; the rest is in tools/construire.mjs.
export default defineConfig({
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } }
})
