import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { timeoutFactor } from '#shared/checks/environment.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import type { Progress } from './output.ts'

/** So long a program may take until its output has come, in milliseconds; longer on a busy machine. */
const LIMIT_MS = 15_000
/** So long its top level may still run when its output has come: some wait in a loop for ever. */
const LOOP_MS = 1500
const LOOK_EVERY_MS = 10
/** So often all that is under way is given the time to arrive, before a program counts as quiet. */
const ROUNDS = 3

const RUNNER = join(ROOT, 'shared', 'runner', 'snippets', 'run-program.mjs')

/** How a program ran. */
export interface Ran {
  /** stdout and stderr, in the order in which they were written. */
  readonly output: string
  /** How it ended, or why it was ended: when it was quiet, or had taken too long. */
  readonly end: number | NodeJS.Signals | 'quiet' | 'too-late'
}

/**
 * Runs a compiled program until it ends, or until nothing more is to be expected of it: its output is complete or
 * wrong, its top level has run to the end, and what was under way has arrived.
 *
 * @param file The compiled program.
 * @param servers The variables that name the servers.
 * @param progress How far it has got with what it should print.
 * @param settle Resolves when Redis has done what it was sent so far.
 */
export async function runProgram(
  file: string,
  servers: NodeJS.ProcessEnv,
  progress: (output: string) => Progress,
  settle: () => Promise<unknown>,
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'doctest-'))
  const printed = join(folder, 'output')
  // One file for both, so that their order is that of the program.
  const both = openSync(printed, 'a')
  const env = { ...process.env, ...servers, NODE_OPTIONS: '', NO_COLOR: '1', FORCE_COLOR: '0' }
  const child = spawn(process.execPath, ['--no-warnings', RUNNER, pathToFileURL(file).href], {
    cwd: ROOT,
    env,
    stdio: ['ignore', both, both, 'ipc'],
  })
  closeSync(both)
  const output = () => readFileSync(printed, 'utf8')
  const program = new Running(child)
  try {
    const limit = performance.now() + LIMIT_MS * timeoutFactor()
    const late = new Promise((resolve) => setTimeout(resolve, LIMIT_MS * timeoutFactor()).unref())
    let loops = Number.POSITIVE_INFINITY
    while (performance.now() < limit) {
      if (program.ended) return { output: output(), end: await program.end }
      if (progress(output()) !== 'open') {
        loops = Math.min(loops, performance.now() + LOOP_MS * timeoutFactor())
        if (program.evaluated || performance.now() > loops) {
          for (let round = 0; round < ROUNDS; round++)
            await Promise.race([Promise.all([settle(), program.turn()]), late])
          // It may have ended itself meanwhile.
          if (!program.ended) return { output: output(), end: 'quiet' }
        }
      }
      await Promise.race([new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS)), program.end])
    }
    return { output: output(), end: 'too-late' }
  } finally {
    child.kill('SIGKILL')
    await program.end
    rmSync(folder, { recursive: true, force: true })
  }
}

class Running {
  /** How it ended. */
  readonly end: Promise<number | NodeJS.Signals>
  ended = false
  /** Whether its top level has run to the end. */
  evaluated = false
  readonly #child: ChildProcess
  readonly #turns: (() => void)[] = []

  constructor(child: ChildProcess) {
    this.#child = child
    this.end = new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, signal) => {
        this.ended = true
        resolve(code ?? signal ?? 0)
        for (const done of this.#turns.splice(0)) done()
      })
    })
    child.on('message', (message) => {
      if (message === 'evaluated') this.evaluated = true
      else this.#turns.shift()?.()
    })
  }

  /** Resolves when its event loop has gone round, or it has ended. */
  turn(): Promise<void> {
    if (this.ended || !this.#child.connected) return Promise.resolve()
    return new Promise((resolve) => {
      this.#turns.push(resolve)
      this.#child.send('turn', (error) => error && resolve())
    })
  }
}
