/** Who writes to people, and where the links of its messages lead. */
export interface Expediteur {
  readonly reseau: string
  /** Address of the site, without a slash at the end. */
  readonly site: string
}
