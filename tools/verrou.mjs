// One at a time in a folder: two starts must not install, nor build, over each other. Runs on Node 20, node:* only.
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'

/** Installing or building is never that long: beyond it, the number in the file belongs to another program. */
const TROP_VIEUX_MS = 10 * 60_000

/**
 * Runs `travail` while holding the lock file, after the process that holds it, if any, has finished or was killed.
 * @template T
 * @param {string} fichier
 * @param {() => T | Promise<T>} travail
 * @returns {Promise<T>}
 */
export async function sousVerrou(fichier, travail) {
  while (!take(fichier)) {
    breakStale(fichier)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const release = () => rmSync(fichier, { force: true })
  process.once('exit', release)
  try {
    return await travail()
  } finally {
    process.removeListener('exit', release)
    release()
  }
}

function take(fichier) {
  try {
    writeFileSync(fichier, String(process.pid), { flag: 'wx' })
    return true
  } catch (erreur) {
    if (erreur.code === 'EEXIST') return false
    throw erreur
  }
}

// Moved, then read again: a lock taken anew in between is put back.
function breakStale(fichier) {
  const tenant = holder(fichier)
  if (tenant === undefined || isHeld(tenant, fichier)) return
  const cote = `${fichier}.${process.pid}`
  try {
    renameSync(fichier, cote)
    const deplace = readFileSync(cote, 'utf8')
    if (deplace !== tenant) writeFileSync(fichier, deplace, { flag: 'wx' })
  } catch {
    // Somebody else broke it first.
  }
  rmSync(cote, { force: true })
}

function holder(fichier) {
  try {
    return readFileSync(fichier, 'utf8')
  } catch {
    return undefined
  }
}

function isHeld(tenant, fichier) {
  try {
    if (Date.now() - statSync(fichier).mtimeMs > TROP_VIEUX_MS) return false
    // Written in two steps: empty, its holder has just come.
    if (tenant === '') return true
    process.kill(Number(tenant), 0)
    return true
  } catch (erreur) {
    return erreur.code === 'EPERM'
  }
}
