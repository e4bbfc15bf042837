/**
 * Entries per second of the solution's consumer against a bare loop of XREADGROUP and XACK, with the same client and
 * the same COUNT. Rounds of both alternate, so that what else the machine does hits both.
 */
import { loadavg } from 'node:os'
import { Redis } from 'ioredis'
import type { Client } from '../../../shared/core/manifest.ts'
import { columns, paint } from '../../../shared/core/terminal.mjs'
import type { RunBench } from '../../../shared/runner/benchmark.ts'
import { CANDIDATES, type Candidate, candidate } from './candidate.ts'
import { BenchWorker, LOAD, type Round } from './worker.ts'

/** Rounds that count. */
const ROUNDS = 60
/** Rounds that go first, for compiling. */
const WARM_UP = 5

/** It ends with 0, whoever is faster. */
export const run: RunBench = async ({ server, clients }) => {
  const { entries, count, characters } = LOAD
  console.log(
    `In each round a consumer gets ${entries.toLocaleString('en')} entries of ${characters} characters, COUNT ${count}; handling one takes no time.`,
  )
  console.log(`Medians of ${ROUNDS} rounds each, by turns. Load average at the start: ${loadText()}\n`)
  const redis = new Redis(server.url)
  try {
    for (const client of clients) await runClient(client, redis, server.url)
  } finally {
    redis.disconnect()
  }
  console.log(`Load average at the end: ${loadText()}`)
  return 0
}

async function runClient(client: Client, redis: Redis, url: string): Promise<void> {
  const rounds = new Map<Candidate, Round[]>(CANDIDATES.map((one) => [one, []]))
  const lanes = new Map<Candidate, BenchWorker>()
  try {
    for (const one of CANDIDATES)
      lanes.set(one, await BenchWorker.open(await candidate(one, client), redis, url))
    for (let round = 1 - WARM_UP; round <= ROUNDS; round++) {
      // Who begins changes too.
      const order = round % 2 === 0 ? CANDIDATES : [...CANDIDATES].reverse()
      for (const one of order) {
        const result = await lanes.get(one)!.play()
        if (round > 0) rounds.get(one)!.push(result)
      }
    }
  } finally {
    for (const lane of lanes.values()) await lane.close()
  }
  console.log(`${paint('bold', client)}\n${resultText(rounds)}\n`)
}

function resultText(rounds: ReadonlyMap<Candidate, readonly Round[]>): string {
  const of = (one: Candidate, what: keyof Round) => rounds.get(one)!.map((round) => round[what])
  const ratio = (what: keyof Round) => {
    const [ours, theirs] = CANDIDATES.map((one) => of(one, what))
    // Each round is compared with its neighbour, which the machine has treated alike.
    return median(ours!.map((value, index) => value / theirs![index]!)).toFixed(2)
  }
  return columns(
    [
      ['', 'entries per second', 'client µs per entry'],
      ...CANDIDATES.map((one) => [
        one,
        Math.round(median(of(one, 'entriesPerSecond'))).toLocaleString('en'),
        median(of(one, 'cpuPerEntry')).toFixed(1),
      ]),
      [CANDIDATES.join(' : '), ratio('entriesPerSecond'), ratio('cpuPerEntry')],
    ],
    { indent: 2 },
  )
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function loadText(): string {
  return loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')
}
