// npm run <script> -- for the tools that come with the project, on the pinned Node.
import { spawnSync } from 'node:child_process'

const [outil, ...args] = process.argv.slice(2)
process.exit(spawnSync(outil, args, { stdio: 'inherit' }).status ?? 1)
