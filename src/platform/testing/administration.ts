import type { Page } from 'playwright-core'
import { createLienAdministration } from '../../features/comptes/index.ts'
import type { Db } from '../db/index.ts'

/** Enters the administration as its first administrator does: by a fresh link, and the button it shows. */
export async function entrerDansLAdministration(page: Page, origine: string, db: Db, now = new Date()): Promise<void> {
  const { jeton } = await createLienAdministration(db, now)
  await page.goto(`${origine}/administration/entree/${jeton}`)
  await page.getByRole('button', { name: 'Entrer dans l’administration' }).click()
  await page.waitForURL('**/administration')
}
