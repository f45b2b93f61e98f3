import { creerBranchement } from '../branchement.ts'

/** Where the links of messages lead, and who answers them. */
export interface SiteDesCourriels {
  /** Address of the site, without a slash at the end. */
  readonly adresse: string
  /** How to reach who publishes the site; empty when nobody said. */
  readonly contact: string
}

const site = creerBranchement<SiteDesCourriels>({ adresse: 'http://localhost:3000', contact: '' })

/**
 * Said once where the application is composed, for pages, jobs and commands alike: a message may follow from a deadline or
 * from a merge as well as from a page, and leads to the same place.
 */
export const nommerSite = site.brancher

export const siteDesCourriels = site.lire
