/**
 * Deliveries per second of the solution's gateway against @socket.io/redis-adapter, with the same client: two
 * servers in processes of their own, 100 sockets. Rounds of both alternate, so that what else the machine does
 * hits both.
 */
import { randomBytes } from 'node:crypto'
import { loadavg } from 'node:os'
import type { Client } from '../../../shared/core/manifest.ts'
import { columns, paint } from '../../../shared/core/terminal.mjs'
import type { Server } from '../../../shared/redis/server.ts'
import type { RunBench } from '../../../shared/runner/benchmark.ts'
import { CANDIDATES, type Candidate } from './candidate.ts'
import { BenchRun, LOAD, type Round } from './run.ts'
import { ServerProcess } from './server-process.ts'

/** Rounds that count. */
const ROUNDS = 40
/** Rounds that go first, for compiling. */
const WARM_UP = 3

/** It ends with 0, whoever is faster. */
export const run: RunBench = async ({ server, clients }) => {
  const { sockets, rooms, messagesEach, characters } = LOAD
  console.log(
    `Two servers, ${sockets} sockets, ${rooms} rooms; in each round each socket sends ${messagesEach} messages of ${characters} characters to its room.`,
  )
  console.log(`Medians of ${ROUNDS} rounds each, by turns. Load average at the start: ${loadText()}\n`)
  for (const client of clients) await runClient(client, server)
  console.log(`Load average at the end: ${loadText()}`)
  return 0
}

async function runClient(
  client: Client,
  { url, namespace }: Pick<Server, 'url' | 'namespace'>,
): Promise<void> {
  const servers: ServerProcess[] = []
  const arenas = new Map<Candidate, BenchRun>()
  const rounds = new Map<Candidate, Round[]>(CANDIDATES.map((candidate) => [candidate, []]))
  try {
    for (const candidate of CANDIDATES) {
      const own = `${namespace}${randomBytes(3).toString('hex')}:`
      const start = () => ServerProcess.start(candidate, client, own, url)
      const pair = [await start(), await start()]
      servers.push(...pair)
      const arena = new BenchRun(pair)
      arenas.set(candidate, arena)
      await arena.open()
    }
    for (let round = 1 - WARM_UP; round <= ROUNDS; round++) {
      // Who begins changes too.
      const order = round % 2 === 0 ? CANDIDATES : [...CANDIDATES].reverse()
      for (const candidate of order) {
        const result = await arenas.get(candidate)!.play()
        if (round > 0) rounds.get(candidate)!.push(result)
      }
    }
  } finally {
    for (const arena of arenas.values()) arena.close()
    await Promise.all(servers.map((one) => one.stop()))
  }
  console.log(`${paint('bold', client)}\n${resultText(rounds)}\n`)
}

function resultText(rounds: ReadonlyMap<Candidate, readonly Round[]>): string {
  const of = (candidate: Candidate, what: keyof Round) => rounds.get(candidate)!.map((round) => round[what])
  const ratio = (what: keyof Round) => {
    const [ours, theirs] = CANDIDATES.map((candidate) => of(candidate, what))
    // Each round is compared with its neighbour, which the machine has treated alike.
    return median(ours!.map((value, index) => value / theirs![index]!)).toFixed(2)
  }
  return columns(
    [
      ['', 'deliveries per second', 'server µs per delivery'],
      ...CANDIDATES.map((candidate) => [
        candidate,
        Math.round(median(of(candidate, 'deliveriesPerSecond'))).toLocaleString('en'),
        median(of(candidate, 'cpuPerDelivery')).toFixed(1),
      ]),
      [`${CANDIDATES.join(' : ')}`, ratio('deliveriesPerSecond'), ratio('cpuPerDelivery')],
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
