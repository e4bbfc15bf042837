/**
 * Events per second of the bus of lesson 05, from one process to another, against the bare clients and against two
 * other libraries. Rounds alternate, so that what else the machine does hits all of them.
 */
import { loadavg } from 'node:os'
import { columns } from '../../../shared/core/terminal.mjs'
import type { RunBench } from '../../../shared/runner/benchmark.ts'
import { NAMES, type Name } from './candidates/all.ts'
import { compiled } from './compile.ts'
import { LOAD } from './load.ts'
import { Pair, type Round } from './pair.ts'

/** Rounds that count. */
const ROUNDS = 7
/** Rounds that go first, for compiling. */
const WARM_UP = 2

/** What is compared with what. */
const COMPARISONS: readonly [Name, Name][] = [
  ['the bus on node-redis', 'node-redis, without the timeout of commands'],
  ['the bus on node-redis', 'node-redis, the same with prepared texts'],
  ['node-redis, as it comes', 'node-redis, without the timeout of commands'],
  ['the bus on ioredis', 'ioredis, with automatic pipelining'],
  ['the bus on ioredis', 'ioredis, the same with prepared texts'],
  ['the bus on node-redis', 'mqemitter-redis'],
  ['the bus on node-redis', 'graphql-redis-subscriptions'],
  ['the bus on ioredis', 'mqemitter-redis'],
  ['the bus on ioredis', 'graphql-redis-subscriptions'],
]

/** It ends with 0, whoever is faster. */
export const run: RunBench = async ({ server }) => {
  const { events, window, bytes } = LOAD
  console.log(
    `One process publishes, another one subscribes. Each round sends ${events} events of ${bytes} bytes, ${window} of them at a time.`,
  )
  console.log(`Medians of ${ROUNDS} rounds each, by turns. Load average at the start: ${loadText()}\n`)
  const program = compiled('runner.ts')
  const pairs = new Map<Name, Pair>()
  const rounds = new Map<Name, Round[]>(NAMES.map((name) => [name, []]))
  try {
    for (const [index, name] of NAMES.entries()) {
      pairs.set(name, await Pair.open(program, name, `order:${index}`, server.url))
    }
    for (let round = 1 - WARM_UP; round <= ROUNDS; round++) {
      for (const name of turned(NAMES, round)) {
        const result = await pairs.get(name)!.play()
        if (round > 0) rounds.get(name)!.push(result)
      }
    }
  } finally {
    await Promise.all([...pairs.values()].map((pair) => pair.stop()))
  }
  console.log(`${resultText(rounds)}\n\n${comparisonText(rounds)}\n\nLoad average at the end: ${loadText()}`)
  return 0
}

/** The same names, beginning with another one each round, and every second time backwards. */
function turned(names: readonly Name[], round: number): Name[] {
  const first = (((round % names.length) + names.length) % names.length) as number
  const order = [...names.slice(first), ...names.slice(0, first)]
  return round % 2 === 0 ? order : order.reverse()
}

function resultText(rounds: ReadonlyMap<Name, readonly Round[]>): string {
  const rows = [...rounds].map(([name, all]) => {
    const rates = all.map((round) => round.eventsPerSecond)
    return [
      name,
      number(median(rates)),
      `${number(Math.min(...rates))} to ${number(Math.max(...rates))}`,
      median(all.map((round) => round.cpuToSend)).toFixed(1),
      median(all.map((round) => round.cpuToReceive)).toFixed(1),
    ]
  })
  return columns([['', 'events per second', 'from, to', 'µs to send', 'to receive'], ...rows])
}

/** Each round is compared with the same round of the other: the machine has treated both alike. */
function comparisonText(rounds: ReadonlyMap<Name, readonly Round[]>): string {
  const rows = COMPARISONS.map(([ours, theirs]) => {
    const others = rounds.get(theirs)!
    const ratio = (what: keyof Round) =>
      median(rounds.get(ours)!.map((round, index) => round[what] / others[index]![what])).toFixed(2)
    return [`${ours} : ${theirs}`, ratio('eventsPerSecond'), ratio('cpuToSend'), ratio('cpuToReceive')]
  })
  return columns([['', 'events per second', 'µs to send', 'to receive'], ...rows])
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en')
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
