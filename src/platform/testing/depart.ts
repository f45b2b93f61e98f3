import { afterAll } from 'vitest'
import { debrancherTout } from '../branchement.ts'
import { fermerTout } from './fin.ts'

// Vitest runs this before each test file. The modules stay loaded from one file to the next: what a file composed or opened does not.
debrancherTout()
afterAll(fermerTout)
