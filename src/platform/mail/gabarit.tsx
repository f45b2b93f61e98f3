import type { Child } from 'hono/jsx'

/** The HTML part of a message: no image, no tracker, readable where styles are dropped. */
export function htmlCourriel(titre: string, contenu: Child): string {
  return `<!DOCTYPE html>${(
    <html lang='fr'>
      <head>
        <meta charset='utf-8' />
        <meta name='viewport' content='width=device-width' />
        <title>{titre}</title>
      </head>
      <body>{contenu}</body>
    </html>
  )}`
}
