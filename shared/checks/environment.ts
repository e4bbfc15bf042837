import { availableParallelism, loadavg } from 'node:os'
import { Redis } from 'ioredis'
import { ProxyPool } from '#shared/redis/proxy-pool.ts'
import type { ServerInfo } from '#shared/redis/server-info.ts'
import type { CheckEnvironment } from './check-context.ts'
import { cacheNodeRedisClasses } from './node-redis-class-cache.ts'

export type { ServerInfo }

/** How long a condition of a check may take where checks are all that runs, in milliseconds. */
export const BOUND_MS = 2500

/** Makes what checks run with; `close()` ends it. */
export function openEnvironment(facts: ServerInfo): CheckEnvironment & { close(): Promise<void> } {
  cacheNodeRedisClasses()
  const redis = new Redis(facts.url, { enableAutoPipelining: false })
  // The checks find out by their own calls; without a listener ioredis would print.
  redis.on('error', () => {})
  const pool = new ProxyPool(facts.url, facts.namespace)
  return {
    server: {
      namespace: facts.namespace,
      label: facts.label,
      can: new Set(facts.can),
      idleTimeout: facts.idleTimeout ?? 0,
    },
    redis,
    pool,
    // Somebody who steps through the code needs longer.
    bound: facts.debugged ? Number.POSITIVE_INFINITY : Math.round(BOUND_MS * timeoutFactor()),
    async close() {
      redis.disconnect()
      await pool.close()
    },
  }
}

/** A machine may be so many times as busy as it can be; then failures take long enough to be told. */
const MOST_PATIENCE = 6

/**
 * How many times longer conditions may take than usual: `WORKBOOK_PATIENCE`, else as often as there is work for the
 * processors. That is 1 where checks are all that runs. Windows has no load average, so there it is always 1.
 */
export function timeoutFactor(): number {
  const asked = Number(process.env.WORKBOOK_PATIENCE)
  if (asked >= 1) return asked
  const busy = Math.floor((loadavg()[0] ?? 0) / availableParallelism())
  return Math.min(Math.max(busy, 1), MOST_PATIENCE)
}
