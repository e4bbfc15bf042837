import type { Finding } from './finding.ts'

/** How marks and headings look. Default: without colours. */
export interface Looks {
  mark(state: Finding['state']): string
  heading(text: string): string
}

/** Findings as a table, followed by what can be done about them. */
export function reportOf(findings: readonly Finding[], looks?: Looks): string
