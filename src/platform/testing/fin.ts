const fermetures: (() => unknown)[] = []

/**
 * Closes something when the tests of this file are over, the last opened first. Vitest forgets an `afterAll` said inside
 * `beforeAll` or a test: what opens a base, a server or a browser there says it here.
 */
export function enFinDeFichier(fermer: () => unknown): void {
  fermetures.push(fermer)
}

export async function fermerTout(): Promise<void> {
  for (const fermer of fermetures.splice(0).reverse()) await fermer()
}
