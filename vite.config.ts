import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  build: {
    manifest: 'manifest.json',
    emptyOutDir: true,
    // Old devices: plain CSS and scripts of the baseline of 2020.
    target: ['es2020'],
    cssTarget: ['chrome87', 'firefox78', 'safari14'],
    assetsInlineLimit: 0,
    rolldownOptions: { input: { maillage: 'src/platform/ui/styles/maillage.css' } }
  },
  environments: { ssr: { build: { target: 'node24' } } }
})
