/** One thing that was looked at. */
export interface Finding {
  /** `good`: there. `missing`: not there, and the workbook works without. `wrong`: set, but of no use as it is. */
  readonly state: 'good' | 'missing' | 'wrong'
  /** For example `Node.js`. */
  readonly what: string
  /** What was found, without any password. */
  readonly found: string
  /** How to get or to mend it; one line. */
  readonly advice?: string
}
