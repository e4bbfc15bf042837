import { randomBytes } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { CLIENTS } from '#shared/core/manifest.ts'
import type { ConnectOptions, Problem } from '#shared/lesson/connect-options.ts'
import { RedisProxy, subscribers } from '#shared/redis/proxy.ts'
import * as ioredis from '../../solutions/02-patterns/ioredis.ts'
import * as nodeRedis from '../../solutions/02-patterns/node-redis.ts'
import * as ioredisInspector from '../../solutions/07-monitoring/ioredis.ts'
import { startMonitor } from '../../solutions/07-monitoring/monitor.ts'
import * as nodeRedisInspector from '../../solutions/07-monitoring/node-redis.ts'
import { generator } from '../unit/redis/proxy/random.ts'
import { until } from '../unit/redis/proxy/until.ts'

const PORTS = { 'node-redis': nodeRedis, ioredis }
const INSPECTORS = { 'node-redis': nodeRedisInspector, ioredis: ioredisInspector }
/** Another one finds other mistakes: `SOAK_SEED=7 npm test test/stress`. */
const SEED = Number(process.env.SOAK_SEED ?? 20_310)
/** How long nothing may be wrong: `SOAK_SECONDS=60 npm test test/stress` is the minute of the lesson. */
const SECONDS = Number(process.env.SOAK_SECONDS ?? 3)
/** As in a program: what is late here would be late for its users. In milliseconds. */
const TIMES = { everyMs: 50, degradedAfterMs: 1000, downAfterMs: 3000 }
const CHANNELS = 40
/** Messages that are published at once. */
const LARGEST_BURST = 60

for (const client of CLIENTS) {
  const name = `under load nothing is wrong for ${SECONDS} s, and then a block is found (${client}, SOAK_SEED=${SEED})`
  test.concurrent(name, { timeout: SECONDS * 1000 + 60_000 }, async () => {
    const redis = inject('server')
    const proxy = await RedisProxy.open(redis.url, '')
    const problems: Problem[] = []
    const namespace = `${redis.namespace}soak-${randomBytes(3).toString('hex')}:`
    const base: ConnectOptions = { url: proxy.url, namespace, report: (problem) => problems.push(problem) }
    const program = await PORTS[client].connect(base)
    const inspector = await INSPECTORS[client].openInspector(base)
    const changes: string[] = []
    const onChange = (health: { status: string }, before: string) =>
      changes.push(`${before} → ${health.status}`)
    const monitor = await startMonitor({ ...base, ...TIMES, pubsub: program, onChange })
    try {
      const { below: random } = generator(SEED)
      const channels = Array.from({ length: CHANNELS }, (_, index) => `${namespace}room:${index}`)
      let received = 0
      await Promise.all(channels.map((channel) => program.subscribe(channel, () => void received++)))
      let published = 0
      const end = performance.now() + SECONDS * 1000
      const first = monitor.health()
      while (performance.now() < end) {
        const burst = Array.from({ length: 1 + random(LARGEST_BURST) }, () => {
          const text = 'x'.repeat(random(4000))
          return program.publish(channels[random(CHANNELS)]!, text)
        })
        const counts = await Promise.all(burst)
        expect(counts.every((count) => count === 1)).toBe(true)
        published += burst.length
        if (random(20) === 0) expect((await inspector.snapshot()).channels.size).toBe(CHANNELS + 1)
      }
      await until('all messages have arrived', () => received === published)
      // Else it would prove nothing.
      expect(published).toBeGreaterThan(100 * SECONDS)
      expect(monitor.health().checkedAt > first.checkedAt).toBe(true)
      expect(monitor.health().status).toBe('up')
      expect(changes).toEqual([])

      proxy.stall(subscribers)
      await until('the block is found', () => monitor.health().status === 'down')
      expect(await program.publish(channels[0]!, 'counted, and not received')).toBe(1)
      proxy.resume()
      await until('it is up again', () => monitor.health().status === 'up')
      expect(changes.slice(-1)).toEqual(['down → up'])
    } finally {
      await monitor.close()
      await inspector.close()
      await program.close()
      await proxy.close()
    }
    expect(problems).toEqual([])
  })
}
