import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { ROOT } from '#shared/core/lesson-paths.mjs'

/** `npm run lesson 03 serve`, running. */
export interface Serving {
  /** Where the pages of the two servers are. */
  readonly a: string
  readonly b: string
  /** All that it has printed so far. */
  output(): string
  /** Asks it to end, as Ctrl-C does; resolves with the exit code when the process is gone. */
  stop(): Promise<number | null>
}

/** How long it may take to begin and to end, in milliseconds. */
const LIMIT = 50_000

/**
 * Starts it and waits until both servers listen.
 *
 * @param words For example `['solution', 'serve', 'ioredis']`.
 * @param root The workbook's folder. Default: this one.
 */
export async function serve(words: readonly string[], root = ROOT): Promise<Serving> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'shared/cli/commands/lesson.ts', '03', ...words],
    { cwd: root, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const stop = () => ended(child, output)
  const address = (name: string) => new RegExp(`^ +Server ${name} +(http://\\S+)$`, 'm').exec(output)?.[1]
  await until(
    child,
    () => output,
    () => address('A') !== undefined && address('B') !== undefined,
  )
  return { a: address('A') ?? '', b: address('B') ?? '', output: () => output, stop }
}

async function until(child: ChildProcess, output: () => string, holds: () => boolean): Promise<void> {
  const end = performance.now() + LIMIT
  while (!holds()) {
    if (!isRunning(child) || performance.now() > end) {
      child.kill('SIGKILL')
      throw new Error(`The servers did not begin. This was printed:\n${output()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function ended(child: ChildProcess, output: string): Promise<number | null> {
  if (!isRunning(child)) return child.exitCode
  const exit = once(child, 'exit')
  child.kill('SIGINT')
  const harder = setTimeout(() => child.kill('SIGKILL'), LIMIT)
  const [code, signal] = (await exit) as [number | null, string | null]
  clearTimeout(harder)
  if (signal === 'SIGKILL') throw new Error(`It did not end. This was printed:\n${output}`)
  return code
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

/** Without the flags of the npm that runs these tests, and without colours. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_config_/i.test(name) && !['FORCE_COLOR', 'VITEST', 'NODE_OPTIONS'].includes(name),
  )
  return { ...Object.fromEntries(kept), NO_COLOR: '1' }
}
