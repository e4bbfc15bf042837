/** What became of a statement when it was run. */
export const VERDICTS = ['holds', 'holds on RESP2 only', 'incomplete', 'dangerous', 'false'] as const
/** One of the {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number]

/** One thing that the document says, and what we saw when we ran it. */
export interface Statement {
  /** `S` and its number in the document's order, for example `S16`; a letter after it tells neighbours apart. */
  readonly id: string
  /** What the document says, in our words. Markdown, with links from the workbook's folder. */
  readonly says: string
  readonly verdict: Verdict
  /** What we saw. Markdown, with links from the workbook's folder. */
  readonly observed: string
  /** On which clients and servers it was seen, for example `both clients, both servers`. */
  readonly on: string
  /** The task that teaches it, for example `01.2`; or a lesson, for example `06`. */
  readonly task: string
  /**
   * What shows it besides the tests whose names begin with the id: checks (`01.2-late`), other statements (`S47`),
   * commands (`npm run bench patterns`).
   */
  readonly proofs: readonly string[]
}

/** A section of the document. */
export interface Section {
  readonly title: string
  /** The number of its first statement. */
  readonly from: number
}

/** The number in a statement's id. */
export function numberOf({ id }: Pick<Statement, 'id'>): number {
  return Number(/\d+/.exec(id)?.[0])
}

/** Statements in the document's order. */
export function inOrder(statements: readonly Statement[]): Statement[] {
  return [...statements].sort((a, b) => numberOf(a) - numberOf(b) || (a.id < b.id ? -1 : 1))
}
