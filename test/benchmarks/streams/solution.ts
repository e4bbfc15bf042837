import type { StreamsContract } from '../../../lessons/06-delivery-limits/contract.ts'
import type { Client } from '../../../shared/core/manifest.ts'
import type { Begin } from './candidate.ts'

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
