/** `npm run bench`: the list of benchmarks, or one of them run. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { nearest, ROOT } from '#shared/core/lesson-paths.mjs'
import { CLIENTS } from '#shared/core/manifest.ts'
import { fail, Misuse, runCommand } from '#shared/core/terminal.mjs'
import { RedisUnavailable, type Server } from '#shared/redis/server.ts'
import { startOwn } from '#shared/redis/start.ts'
import type { RunBench } from '#shared/runner/benchmark.ts'
import { quote, readArgs } from '../args.mjs'

const FOLDER = join(ROOT, 'test', 'benchmarks')

await runCommand(async () => {
  const { rest, clients } = readArgs({
    command: 'npm run bench',
    example: 'npm run bench socket-io',
    clients: true,
    other: () => true,
  })
  const names = benchmarks()
  const [name, more] = rest
  if (name === undefined) {
    console.log(`The benchmarks: ${names.join(', ')}. Run one with, for example: npm run bench ${names[0]}`)
    return
  }
  if (!names.includes(name) || more !== undefined) throw unknown(more ?? name, names)
  const missing = missingPackages(name)
  if (missing.length > 0) {
    fail(
      `The benchmark ${name} needs ${missing.join(' and ')}; install with: npm install --prefix test/benchmarks/${name}`,
    )
  }
  const server = await serverOrEnd()
  console.log(`Redis: ${server.label}\n`)
  try {
    const file = pathToFileURL(join(FOLDER, name, 'bench.ts')).href
    const { run } = (await import(file)) as { run: RunBench }
    process.exitCode = await run({ server, clients: clients.length > 0 ? clients : CLIENTS })
  } finally {
    await server.stop()
  }
})

function benchmarks(): string[] {
  if (!existsSync(FOLDER)) return []
  return readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'bench.ts')))
}

function unknown(word: string, names: readonly string[]): Misuse {
  const meant = nearest(word, names)
  return new Misuse(
    `npm run bench does not know ${quote(word)}.${meant ? ` Did you mean ${quote(meant)}?` : ''} The benchmarks: ${names.join(', ')}`,
  )
}

/** Learners never install what only a benchmark needs. */
function missingPackages(name: string): string[] {
  const text = readFileSync(join(FOLDER, name, 'package.json'), 'utf8')
  const { dependencies = {} } = JSON.parse(text) as { dependencies?: Record<string, string> }
  return Object.keys(dependencies).filter(
    (dependency) => !existsSync(join(FOLDER, name, 'node_modules', dependency)),
  )
}

/** Figures of the embedded server would say nothing. */
async function serverOrEnd(): Promise<Server> {
  try {
    return await startOwn({ prefer: 'server' })
  } catch (error) {
    if (error instanceof RedisUnavailable) fail(error.message)
    throw error
  }
}
