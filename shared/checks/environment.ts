import { Redis } from 'ioredis'
import { keepClientClasses } from './client-classes.ts'
import type { CheckEnvironment } from './kit.ts'
import { ProxyPool } from './proxy-pool.ts'
import type { ServerFacts } from './server-facts.ts'

export type { ServerFacts }

/** How long a condition of a check may take, in milliseconds. */
const BOUND_MS = 2500

/** Makes what checks run with; `close()` ends it. */
export function openEnvironment(facts: ServerFacts): CheckEnvironment & { close(): Promise<void> } {
  keepClientClasses()
  const redis = new Redis(facts.url, { enableAutoPipelining: false })
  // The checks find out by their own calls; without a listener ioredis would print.
  redis.on('error', () => {})
  const pool = new ProxyPool(facts.url)
  return {
    server: { namespace: facts.namespace, label: facts.label, can: new Set(facts.can) },
    redis,
    pool,
    // Somebody who steps through the code needs longer.
    bound: facts.debugged ? Number.POSITIVE_INFINITY : BOUND_MS * patience(),
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
