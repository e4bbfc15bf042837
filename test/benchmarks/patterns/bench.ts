/**
 * PUBLISH per second, by the number of patterns that somebody has subscribed to. None of the patterns matches: it is
 * the looking that is measured. The numbers of patterns go up and down again, so that what else the machine does
 * hits all of them.
 */
import { loadavg } from 'node:os'
import { Redis } from 'ioredis'
import { columns } from '../../../shared/core/terminal.mjs'
import type { RunBench } from '../../../shared/runner/benchmark.ts'
import { Publisher } from './publisher.ts'

const LEVELS = [0, 100, 1_000, 10_000]
/** Slices at each number of patterns, on the way up and on the way down. */
const SLICES = 5
/** Milliseconds. */
const SLICE_MS = 400
/** Patterns in one PSUBSCRIBE. */
const AT_ONCE = 1_000

export const run: RunBench = async ({ server }) => {
  console.log(
    `PUBLISH of 10 bytes on one connection, 100 at a time; medians of ${2 * SLICES} slices of ${SLICE_MS} ms.`,
  )
  console.log(`Load average at the start: ${loadText()}\n`)
  const subscriber = new Redis(server.url)
  const publisher = await Publisher.open(server.url)
  const rates = new Map<number, number[]>(LEVELS.map((level) => [level, []]))
  try {
    await publisher.perSecond('news', SLICE_MS)
    let now = 0
    for (const level of [...LEVELS, ...[...LEVELS].reverse()]) {
      await change(subscriber, now, level)
      now = level
      for (let slice = 0; slice < SLICES; slice++) {
        rates.get(level)!.push(await publisher.perSecond('news', SLICE_MS))
      }
    }
  } finally {
    publisher.close()
    subscriber.disconnect()
  }
  console.log(resultText(rates))
  console.log(`\nLoad average at the end: ${loadText()}`)
  return 0
}

/** Subscribes or unsubscribes until there are as many patterns as wanted. */
async function change(subscriber: Redis, from: number, to: number): Promise<void> {
  for (let at = Math.min(from, to); at < Math.max(from, to); at += AT_ONCE) {
    const length = Math.min(AT_ONCE, Math.max(from, to) - at)
    const patterns = Array.from({ length }, (_, i) => `room:${at + i}:*`)
    if (to > from) await subscriber.psubscribe(...patterns)
    else await subscriber.punsubscribe(...patterns)
  }
}

function resultText(rates: ReadonlyMap<number, readonly number[]>): string {
  const none = median(rates.get(0) ?? [])
  const rows = [...rates].map(([level, all]) => [
    level.toLocaleString('en'),
    Math.round(median(all)).toLocaleString('en'),
    `${Math.round(Math.min(...all)).toLocaleString('en')} to ${Math.round(Math.max(...all)).toLocaleString('en')}`,
    `1/${(none / median(all)).toFixed(1)}`,
  ])
  return columns([['patterns', 'PUBLISH per second', 'from, to', 'of none'], ...rows])
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function loadText(): string {
  return loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')
}
