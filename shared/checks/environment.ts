import inspector from 'node:inspector'
import { Redis } from 'ioredis'
import type { Capability, Server } from '../redis/server.ts'
import type { CheckEnvironment } from './kit.ts'
import { ProxyPool } from './proxy-pool.ts'

/** What a thread has to be told of the server that the checks run on. It can be copied between threads. */
export interface ServerFacts {
  readonly url: string
  readonly namespace: string
  readonly label: string
  readonly can: readonly Capability[]
}

/** How long a condition of a check may take, in milliseconds. */
const BOUND_MS = 2500

/** The part of a server that can be copied to another thread. */
export function factsOf(server: Server): ServerFacts {
  return { url: server.url, namespace: server.namespace, label: server.label, can: [...server.can] }
}

/** Makes what checks run with; `close()` ends it. */
export function openEnvironment(facts: ServerFacts): CheckEnvironment & { close(): Promise<void> } {
  const redis = new Redis(facts.url, { enableAutoPipelining: false })
  // The checks find out by their own calls; without a listener ioredis would print.
  redis.on('error', () => {})
  const pool = new ProxyPool(facts.url)
  return {
    server: { namespace: facts.namespace, label: facts.label, can: new Set(facts.can) },
    redis,
    pool,
    // Somebody who steps through the code needs longer.
    bound: inspector.url() ? Number.POSITIVE_INFINITY : BOUND_MS * patience(),
    async close() {
      redis.disconnect()
      await pool.close()
    },
  }
}

/** How many times longer conditions may take than usual: `WORKBOOK_PATIENCE`, for slow and for busy machines. */
function patience(): number {
  const asked = Number(process.env.WORKBOOK_PATIENCE)
  return asked >= 1 ? asked : 1
}
