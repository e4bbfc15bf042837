/** How a claim fared when it was tested. */
export const VERDICTS = ['true', 'true with RESP2 only', 'incomplete', 'dangerous', 'false'] as const
/** One of the {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number]

/** One claim of the tutorial, or an assumption of its code, and what happens when it is run. */
export interface Claim {
  /** `S` and its number in the tutorial's order, for example `S16`. A letter tells neighbours apart: `S27b`. */
  readonly id: string
  /** What the tutorial claims, in our words. Markdown; links start from the workbook's folder. */
  readonly claim: string
  readonly verdict: Verdict
  /** What happens, in full sentences. Markdown; links start from the workbook's folder. */
  readonly finding: string
  /** Where it was tested, for example `node-redis`. Default: both clients, both servers. */
  readonly testedOn?: string
  /** What proves it, besides the tests whose names begin with its id: other claims' tests (`S47`), or a command. */
  readonly proofs?: readonly string[]
}

/** A section of the tutorial. */
export interface Section {
  readonly title: string
  /** The number of its first claim. */
  readonly from: number
}

/** The number in a claim's id. */
export function numberOf({ id }: Pick<Claim, 'id'>): number {
  return Number(/\d+/.exec(id)?.[0])
}

/** Claims in the tutorial's order. */
export function inOrder(claims: readonly Claim[]): Claim[] {
  return [...claims].sort((a, b) => numberOf(a) - numberOf(b) || (a.id < b.id ? -1 : 1))
}
