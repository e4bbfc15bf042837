import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { environment, until } from '../../unit/redis/servers/support.ts'
import { beforeRemoval, type Copy } from './workbook-copy.ts'

/** What a learner types: the name of the npm script, then the words. */
export type Typed = readonly [script: keyof typeof SCRIPTS, ...words: string[]]

/** A command that runs, with all that it has written so far. */
export interface Command {
  readonly child: ChildProcess
  stdout: string
  stderr: string
  /** The folder for temporary files that is its own. */
  readonly temporary: string
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
}

/** How a command ended. */
export interface Ended {
  readonly code: number | NodeJS.Signals
  readonly stdout: string
  readonly stderr: string
}

/** What may be set for a command. */
export interface CommandOptions {
  /** Default: the embedded server, which starts fastest. */
  readonly env?: NodeJS.ProcessEnv
  /** Runs `npm` itself, and not only what it would run. */
  readonly npm?: boolean
  /** Runs in a terminal that has so many columns; stdout and stderr are one then. */
  readonly terminal?: number
  /** Runs as this user, by number; only root may ask for that. */
  readonly user?: number | undefined
  /** The folder for temporary files. Default: one in the copy. */
  readonly temporary?: string
  /** After so long it counts as hanging, in milliseconds. Default: 200 seconds. */
  readonly limit?: number
  /** Its own process group, as a shell gives it to what is typed in a terminal. */
  readonly ownGroup?: boolean
}

const SCRIPTS = {
  test: ['shared/cli/commands/test.mjs'],
  start: compiled('start'),
  lesson: compiled('lesson'),
  reset: compiled('reset'),
  docs: compiled('docs'),
  hint: compiled('hint'),
  compare: compiled('compare'),
  doctor: ['shared/cli/start.cjs', 'doctor'],
}

function compiled(name: string): string[] {
  return ['--import', 'tsx', `shared/cli/commands/${name}.ts`]
}

/** On a busy machine the checks wait longer; where nothing else runs, a check that fails should fail soon. */
const PATIENCE = String(Math.min(4, Math.max(1, loadavg()[0]! / availableParallelism())))

/** After so long a command counts as hanging, in milliseconds. */
const HANGS_AFTER = 200_000

let number = 0

/** Tests that run side by side cannot say which one is over, so what is left ends with the file. */
const running = new Map<ChildProcess, Promise<unknown>>()
beforeRemoval(() => {
  for (const child of running.keys()) child.kill('SIGKILL')
  return Promise.allSettled(running.values())
})

/** Begins a command in a copy of the workbook. It ends with the test file. */
export function begin(copy: Copy, [script, ...words]: Typed, options: CommandOptions = {}): Command {
  const temporary = options.temporary ?? join(copy.root, '.temporary', String(++number))
  mkdirSync(temporary, { recursive: true })
  const [file, args] = programOf(script, words, options)
  const child = spawn(file, args, {
    cwd: copy.root,
    env: {
      ...withoutNpm(environment({ WORKBOOK_REDIS: 'embedded', WORKBOOK_PATIENCE: PATIENCE, ...options.env })),
      TMPDIR: temporary,
      TEMP: temporary,
    },
    stdio: [options.terminal ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    detached: options.ownGroup ?? false,
    ...(options.user && { uid: options.user, gid: options.user }),
    shell: options.npm === true && process.platform === 'win32',
  })
  const hanging = setTimeout(() => child.kill('SIGKILL'), options.limit ?? HANGS_AFTER)
  const command: Command = {
    child,
    stdout: '',
    stderr: '',
    temporary,
    ended: new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, signal) => {
        clearTimeout(hanging)
        resolve(code ?? signal ?? 1)
      })
    }),
  }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    command.stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    command.stderr += text
  })
  running.set(child, command.ended)
  child.once('close', () => running.delete(child))
  return command
}

function programOf(
  script: Typed[0],
  words: readonly string[],
  { npm, terminal }: CommandOptions,
): [file: string, args: string[]] {
  if (npm) return ['npm', ['run', '--silent', script, ...words]]
  const args = [...SCRIPTS[script], ...words]
  if (!terminal) return [process.execPath, args]
  // `script` of util-linux gives it one.
  const line = ['stty', 'cols', terminal, '&&', 'exec', process.execPath, ...args].join(' ')
  return ['script', ['--quiet', '--return', '--command', line, '/dev/null']]
}

/** Runs a command to its end. */
export async function run(copy: Copy, typed: Typed, options: CommandOptions = {}): Promise<Ended> {
  const command = begin(copy, typed, options)
  const code = await command.ended
  return { code, stdout: command.stdout, stderr: command.stderr }
}

/** Waits until a command has written something to stdout, from `position` on. */
export function written(command: Command, pattern: RegExp, position = 0): Promise<void> {
  return until(`${pattern} is written. So far:\n${command.stdout}${command.stderr}`, () => {
    if (command.child.exitCode !== null && !pattern.test(command.stdout.slice(position)))
      throw new Error(`It ended without ${pattern}:\n${command.stdout}${command.stderr}`)
    return pattern.test(command.stdout.slice(position))
  })
}

/** Without what npm tells the tests that it runs, and what Vitest does. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) =>
      !/^(npm_|VITEST|WORKBOOK_(ALL|CLIENT|MINE))/i.test(name) &&
      !['COLUMNS', 'TEST', 'NODE_ENV'].includes(name),
  )
  return Object.fromEntries(kept)
}
