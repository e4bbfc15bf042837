import type { Finding } from './finding.ts'

/** How marks, headings and tables look. Default: without colours, in lines of any length. */
export interface Looks {
  mark(state: Finding['state']): string
  heading(text: string): string
  columns(rows: readonly (readonly string[])[]): string
}

/** Findings as a table, followed by what can be done about them. */
export function reportOf(findings: readonly Finding[], looks?: Looks): string
