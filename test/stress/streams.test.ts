import { writeSync } from 'node:fs'
import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { CLIENTS, type Client } from '#shared/core/manifest.ts'
import { startOwn } from '#shared/redis/start.ts'
import type { StreamsContract } from '../../lessons/06-delivery-limits/contract.ts'
import { generator } from '../unit/redis/proxy/random.ts'
import { until } from '../unit/redis/proxy/until.ts'
import { NEUTRAL, needsProgram } from '../unit/redis/servers/support.ts'
import { StreamCrew } from './stream-crew.ts'
import { deadLetterOf, doneOf, type Handling, handledOf, type Poison } from './stream-names.ts'

const ENTRIES = 10_000
const WORKERS = 3
/** Processes that are killed while they work. */
const KILLS = 10
/** How many entries end each process that touches them, and how many are refused each time. */
const POISON: Readonly<Record<Poison, number>> = { kills: 2, throws: 2 }
const MAX_ATTEMPTS = 3
const IDLE_MS = 1500
const WITHIN_MS = 240_000
/** Another one draws other moments: `SOAK_SEED=7 npm test test/stress/streams.test.ts`. */
const SEED = Number(process.env.SOAK_SEED ?? 6)
const STREAM = 'orders'
/** What a consumer takes at a time, where nothing else is said. */
const BATCH = 100

for (const client of CLIENTS) {
  const name = `${ENTRIES} entries, ${WORKERS} processes, ${KILLS} kills, one crash of Redis: nothing is lost (${client}, SOAK_SEED=${SEED})`
  test(name, { timeout: WITHIN_MS + 30_000 }, async (context) => {
    needsProgram(context)
    const server = await startOwn({ env: NEUTRAL, config: { appendonly: 'yes' } })
    const redis = new Redis(server.url)
    redis.on('error', () => {})
    const order = { client, url: server.url, stream: STREAM, idleMs: IDLE_MS, maxAttempts: MAX_ATTEMPTS }
    const crew = new StreamCrew(order)
    try {
      const { below } = generator(SEED)
      const poison = drawPoison(below)
      await addAll(client, server.url, poison)

      // What happens when, is drawn by how much is done, and not by the clock.
      const kills = sorted(draw(below, KILLS, ENTRIES * 0.95)).map((at) => ({ at, who: below(WORKERS) }))
      let crashed = false
      crew.start(WORKERS)
      const allDone = async () => {
        expect(crew.problems).toEqual([])
        const done = await redis.scard(doneOf(STREAM))
        if (kills[0] && done >= kills[0].at && crew.kill(kills[0].who)) kills.shift()
        if (!crashed && done >= ENTRIES / 2) {
          crashed = true
          await server.crash()
          await server.restart()
        }
        if (done < ENTRIES - poison.size) return false
        const [pending] = (await redis.xpending(STREAM, 'workers')) as [number]
        return pending === 0
      }
      await until('all is done', allDone, WITHIN_MS)
      await crew.close()
      expect(crew.problems).toEqual([])
      expect(crashed).toBe(true)
      expect(kills).toEqual([])
      // Each of those that kill did so, but where a process was killed that had read it and not begun with it.
      expect(crew.dead.size).toBeGreaterThan(KILLS)

      // Nothing is lost.
      const handlings = await handlingsOf(redis)
      const missing = numbers().filter((n) => !handlings.has(n))
      expect(missing).toEqual(sorted(poison.keys()))
      expect(await redis.xlen(STREAM)).toBe(ENTRIES)

      // The dead letter has the poison, each once, and nothing else.
      const dead = (await redis.xrange(deadLetterOf(STREAM), '-', '+')).map(([, words]) => fieldsOf(words))
      expect(sorted(dead.map(({ n }) => Number(n)))).toEqual(sorted(poison.keys()))
      for (const fields of dead) expect(fields['dead:attempts']).toBe(String(MAX_ATTEMPTS))

      // Who has died had handled some that were not acknowledged yet. While Redis was away, the living had, too.
      const early = [...handlings.values()].flatMap((all) => all.slice(0, -1))
      const ofDead = early.filter(({ by }) => crew.dead.has(by)).length
      const ofLiving = early.length - ofDead
      // Vitest would keep it for its reporter.
      writeSync(1, doublesText(client, crew.dead.size, ofDead, ofLiving))
      expect(ofDead).toBeLessThanOrEqual(crew.dead.size * BATCH)
      expect(ofLiving).toBeLessThanOrEqual(WORKERS * BATCH)
    } finally {
      crew.end()
      redis.disconnect()
      await server.stop()
    }
  })
}

const numbers = () => Array.from({ length: ENTRIES }, (_, n) => n)
const sorted = (values: Iterable<number>) => [...values].sort((a, b) => a - b)

/** Different whole numbers below a bound. */
function draw(below: (bound: number) => number, count: number, bound: number): Set<number> {
  const drawn = new Set<number>()
  while (drawn.size < count) drawn.add(below(bound))
  return drawn
}

function drawPoison(below: (bound: number) => number): ReadonlyMap<number, Poison> {
  const kinds = Object.entries(POISON).flatMap(([kind, count]) => Array<Poison>(count).fill(kind as Poison))
  return new Map([...draw(below, kinds.length, ENTRIES)].map((n, index) => [n, kinds[index]!]))
}

async function addAll(client: Client, url: string, poison: ReadonlyMap<number, Poison>): Promise<void> {
  const { feed } = (await import(`../../solutions/06-delivery-limits/${client}.ts`)) as StreamsContract
  const adding = await feed({ url, namespace: '', report: () => {}, stream: STREAM })
  await Promise.all(
    numbers().map((n) => {
      const kind = poison.get(n)
      return adding.add({ n: String(n), ...(kind && { poison: kind }) })
    }),
  )
  await adding.close()
}

/** By whom each entry was handled, in the order of its deliveries. */
async function handlingsOf(redis: Redis): Promise<Map<number, Handling[]>> {
  const all = (await redis.smembers(handledOf(STREAM))).map((text) => JSON.parse(text) as Handling)
  const byNumber = new Map<number, Handling[]>()
  for (const handling of all.sort((a, b) => a.attempt - b.attempt)) {
    byNumber.set(handling.n, [...(byNumber.get(handling.n) ?? []), handling])
  }
  return byNumber
}

function doublesText(client: Client, died: number, ofDead: number, ofLiving: number): string {
  const total = ofDead + ofLiving
  return `${client}: ${died} processes died; entries handled once more: ${total}, ${ofLiving} of them while the first one lived on\n`
}

function fieldsOf(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? '']] : [])))
}
