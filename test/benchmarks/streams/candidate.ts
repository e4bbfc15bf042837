import type { ConsumerOptions } from '../../../lessons/06-delivery-limits/contract.ts'
import type { Client } from '../../../shared/core/manifest.ts'

/** What a candidate is given: of a consumer's options those that a bare loop knows, too. */
export type Job = Pick<ConsumerOptions, 'url' | 'stream' | 'group' | 'name' | 'handle'> & {
  readonly count: number
}

/** Begins to read, until it is stopped. */
export type Begin = (job: Job) => Promise<() => Promise<void>>

/** The solution first. */
export const CANDIDATES = ['solution', 'bare loop'] as const
export type Candidate = (typeof CANDIDATES)[number]

export async function candidate(which: Candidate, client: Client): Promise<Begin> {
  if (which === 'solution') {
    const { beginSolution } = await import('./solution.ts')
    return beginSolution(client)
  }
  const { beginBare } = (await import(`./bare-${client}.ts`)) as { beginBare: Begin }
  return beginBare
}
