import { type ChildProcess, execFile, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { promisify } from 'node:util'
import type { Program } from './programs.ts'
import { isSupported } from './version.ts'

/** How long a server may take until it accepts connections, in milliseconds. Reading a large AOF takes a while. */
const READY_WITHIN = 10_000

/** A server program that runs and accepts connections. */
export interface SpawnedRedis {
  readonly child: ChildProcess
  /** For example `7.0.15`. */
  readonly version: string
}

/** The program did not become a server. `reason` is the rest of a sentence that begins with its name. */
export class SpawnFailed extends Error {
  override name = 'SpawnFailed'
  readonly why: 'port-taken' | 'too-old' | 'other'

  constructor(why: SpawnFailed['why'], reason: string) {
    super(reason)
    this.why = why
  }
}

/**
 * Starts a server program and waits until it accepts connections. The program does not keep this process alive.
 *
 * @param program Which one.
 * @param folder Where it runs; `redis.conf` is in there.
 * @param born Called at once with the process id, before anything can go wrong.
 * @throws {@link SpawnFailed}; the program is gone then.
 */
export async function spawnRedis(
  program: Program,
  folder: string,
  born: (pid: number) => void,
): Promise<SpawnedRedis> {
  const child = spawn(program.file, ['redis.conf'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C in the terminal is for us, and we end the server when we are done with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
    // Some versions refuse to start with a locale that the system does not have.
    env: { ...process.env, LC_ALL: 'C' },
  })
  if (child.pid) born(child.pid)
  try {
    const version = await ready(child)
    child.unref()
    for (const stream of [child.stdout, child.stderr]) {
      // Read on, or the server stands still when the pipe is full.
      stream?.resume()
      ;(stream as unknown as Socket).unref()
    }
    return { child, version }
  } catch (error) {
    await end(child, 'SIGKILL')
    throw error instanceof SpawnFailed && error.why === 'other' ? await explain(program, error) : error
  }
}

/**
 * Ends a program and waits until it is gone.
 *
 * @param signal `SIGTERM` lets it save what it is configured to save.
 */
export async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (!isRunning(child)) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.ref()
  child.kill(signal)
  // One that does not end in good order within five seconds is ended anyway.
  const harder = setTimeout(() => child.kill('SIGKILL'), 5000)
  await gone
  clearTimeout(harder)
}

/** Whether a program has been started and has not ended. */
export function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}

/** Resolves with the version when the program says that it accepts connections. */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = (why: SpawnFailed['why'], reason: string) =>
      finish(() => reject(new SpawnFailed(why, reason)))
    const timer = setTimeout(
      () => fail('other', `was not ready after ${READY_WITHIN / 1000} seconds`),
      READY_WITHIN,
    )

    const read = (chunk: Buffer) => {
      output += chunk
      const version = versionIn(output)
      if (version && !isSupported(version)) fail('too-old', version)
      else if (version && /ready to accept connections/i.test(output)) finish(() => resolve(version))
    }
    const exited = () => {
      if (/already in use|failed listening|could not create server tcp/i.test(output))
        fail('port-taken', 'found its port taken')
      else fail('other', `ended at once${lastWords(output)}`)
    }
    const failed = (error: NodeJS.ErrnoException) =>
      fail('other', `could not be run (${error.code ?? error.message})`)

    child.stdout!.on('data', read)
    child.stderr!.on('data', read)
    // `close` comes after the last output, `exit` may come before it.
    child.once('close', exited)
    child.once('error', failed)

    function finish(settle: () => void): void {
      clearTimeout(timer)
      child.stdout!.off('data', read)
      child.stderr!.off('data', read)
      child.off('close', exited)
      child.off('error', failed)
      // An `error` without a listener would end our process.
      child.on('error', () => {})
      settle()
    }
  })
}

/** The version in what a server prints when it starts, or in what `--version` prints. */
function versionIn(output: string): string | undefined {
  return /\b(?:version|v)[ =](\d+\.\d+\.\d+)/.exec(output)?.[1]
}

/** What a configuration error or a fatal one says, in parentheses. */
function lastWords(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^\d+:\w .*? [#*] /, '').trim())
    .filter((line) => line !== '' && !line.startsWith('***'))
  const last = lines.slice(-2).join(' ')
  return last === '' ? '' : ` (${last})`
}

/** An old program may trip over our configuration before it tells its version, so ask for it. */
async function explain(program: Program, failure: SpawnFailed): Promise<SpawnFailed> {
  const version = await versionOf(program)
  return version && !isSupported(version) ? new SpawnFailed('too-old', version) : failure
}

/**
 * Asks a program for its version.
 *
 * @returns For example `7.0.15`, or undefined when the program does not tell.
 */
export async function versionOf(program: Program): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(program.file, ['--version'], {
      timeout: 5000,
      windowsHide: true,
    })
    return versionIn(stdout)
  } catch {
    return undefined
  }
}
