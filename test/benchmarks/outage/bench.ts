/**
 * Many messages are published while Redis is unreachable, and then it is back: for how long is the event loop
 * blocked, and for how long does the slowest call wait? The clients with what lesson 01 sets, beside the clients as
 * they come.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { columns } from '../../../shared/core/terminal.mjs'
import { RedisProxy } from '../../../shared/redis/proxy.ts'
import type { RunBench } from '../../../shared/runner/benchmark.ts'
import { CANDIDATES, type Figures, type Name, type Told } from './publisher.ts'

const COUNTS = [10_000, 40_000]
/** How long Redis is unreachable, in milliseconds: longer than node-redis keeps a command. */
const AWAY_MS = 7_000
/** Milliseconds after which a run has failed. */
const LIMIT_MS = 120_000

export const run: RunBench = async ({ server, clients }) => {
  console.log(`Redis is unreachable for ${AWAY_MS / 1000} s, while messages are published, 100 in each turn.`)
  console.log(`Load average at the start: ${loadText()}\n`)
  const names = (Object.keys(CANDIDATES) as Name[]).filter((name) =>
    clients.some((client) => name.startsWith(client)),
  )
  const rows: string[][] = []
  for (const name of names) {
    for (const count of COUNTS) {
      const { blockedMs, slowestMs, rejected } = await outage(name, count, server.url)
      rows.push([
        name,
        count.toLocaleString('en'),
        `${Math.round(blockedMs)} ms`,
        `${(slowestMs / 1000).toFixed(1)} s`,
        rejected.toLocaleString('en'),
      ])
    }
  }
  console.log(columns([['', 'messages', 'longest block', 'slowest call', 'rejected'], ...rows]))
  console.log(`\nLoad average at the end: ${loadText()}`)
  return 0
}

/** One outage for one candidate, in a process of its own. */
async function outage(name: Name, count: number, url: string): Promise<Figures> {
  const proxy = await RedisProxy.open(url, '')
  // The address is not among the arguments, which every process can read.
  const env = { ...process.env, BENCH_REDIS: proxy.url }
  const program = fileURLToPath(new URL('publisher.ts', import.meta.url))
  const child = fork(program, [name, String(count)], { execArgv: ['--import', 'tsx'], env })
  try {
    await next(child)
    proxy.refuse()
    proxy.cut()
    const settled = next(child)
    child.send('publish')
    await new Promise((resolve) => setTimeout(resolve, AWAY_MS))
    proxy.accept()
    const told = await settled
    if (told.what !== 'settled') throw new Error(`expected figures, and was told "${told.what}"`)
    return told
  } finally {
    child.kill()
    await proxy.close()
  }
}

/** Resolves with the next thing that the process tells. */
async function next(child: ChildProcess): Promise<Told> {
  const signal = AbortSignal.timeout(LIMIT_MS)
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`the process ended with code ${code}`)
  })
  const [told] = (await Promise.race([once(child, 'message', { signal }), ended])) as [Told]
  return told
}

function loadText(): string {
  return loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')
}
