import type { ConsumerOptions, StreamsContract } from '../../../lessons/06-delivery-limits/contract.ts'
import type { Client } from '../../../shared/core/manifest.ts'

/** What a candidate is given: of a consumer's options those that a bare loop knows, too. */
export type Job = Pick<ConsumerOptions, 'url' | 'stream' | 'group' | 'name' | 'handle'> & {
  readonly count: number
}

/** Begins to read, until it is stopped. */
export type Begin = (job: Job) => Promise<() => Promise<void>>

/** The consumer of lesson 06, with all that it does besides reading. */
export async function beginSolution(client: Client): Promise<Begin> {
  const { consumer } = (await import(`../../../solutions/06-delivery-limits/${client}.ts`)) as StreamsContract
  return async (job) => {
    const running = await consumer({
      ...job,
      namespace: '',
      report: ({ error }) => console.error(error),
      idleMs: 60_000,
      maxAttempts: 3,
      deadLetter: `${job.stream}:dead`,
    })
    return () => running.close()
  }
}
