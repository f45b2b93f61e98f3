// Prints docs/reglages.md from the one table of settings:  npm run reglages
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { REGLAGES } from '../src/config.ts'
import { RACINE } from '../src/racine.ts'

export function ecrireReglages(): string {
  const lignes = Object.entries(REGLAGES).map(([nom, { aide, defaut }]) => {
    const valeur = defaut.startsWith(RACINE) ? `.${defaut.slice(RACINE.length)}` : defaut
    return `| \`${nom}\` | ${aide} | ${valeur ? `\`${valeur}\`` : 'vide'} |`
  })
  return `# Réglages

Imprimé par \`npm run reglages\` depuis la table de \`src/config.ts\`, où chaque réglage a son sens, sa valeur par
défaut et sa vérification. Ils se donnent par l’environnement : \`PORT=3001 npm start\`. Un réglage qui ne convient pas
arrête le démarrage, avec une phrase qui dit lequel et pourquoi. Les chemins qui commencent par \`./\` partent du dossier
de Maillage.

| réglage | sens | par défaut |
| --- | --- | --- |
${lignes.join('\n')}
`
}

if (process.argv[1] === import.meta.filename) writeFileSync(join(RACINE, 'docs', 'reglages.md'), ecrireReglages())
