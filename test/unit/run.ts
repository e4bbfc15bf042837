import type { SpawnOptions } from 'node:child_process'
import { spawn } from 'node:child_process'
import { compare } from '#shared/cli/compare.ts'
import { hint } from '#shared/cli/hint.ts'
import { reset } from '#shared/cli/reset.ts'
import { exitCodeOf } from '#shared/core/terminal.mjs'
import type { Workbook } from './fixture.ts'
import { withShared } from './fixture.ts'

/** How a command ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const LEARNERS = { hint, reset, compare }

/**
 * Calls one of the learner's commands in this process. {@link run} starts it in a process of its own, as `npm run`
 * does; that takes far longer.
 */
export async function call(
  { root }: Workbook,
  command: keyof typeof LEARNERS,
  argv: readonly string[],
): Promise<Ended> {
  // As for a process of its own; a thread of tests has its own environment.
  Object.assign(process.env, { NO_COLOR: '1' })
  delete process.env.COLUMNS
  const said = { stdout: '', stderr: '' }
  const write = (where: keyof typeof said) => (text: string) => {
    said[where] += `${text}\n`
  }
  const tell = write('stderr')
  try {
    await LEARNERS[command]({ root, argv, env: {}, print: write('stdout'), tell })
  } catch (error) {
    const code = exitCodeOf(error)
    if (code === undefined) throw error
    tell((error as Error).message)
    return { code, ...said }
  }
  return { code: 0, ...said }
}

/** Milliseconds after which a command counts as hanging. */
const LIMIT = 30_000

/** Runs one of the workbook's commands as `npm run` would, in a process of its own. */
export function run(
  workbook: Workbook,
  command: string,
  words: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Ended> {
  withShared(workbook)
  const script = `shared/cli/commands/${command}.ts`
  return end(spawn(process.execPath, ['--import', 'tsx', script, ...words], options(workbook.root, env)))
}

/** Runs `npm run …` itself. */
export function npmRun(workbook: Pick<Workbook, 'root'>, words: readonly string[]): Promise<Ended> {
  withShared(workbook)
  const shell = process.platform === 'win32'
  return end(spawn('npm', ['run', '--silent', ...words], { ...options(workbook.root, {}), shell }))
}

function options(cwd: string, env: Record<string, string>): SpawnOptions {
  return {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT,
  }
}

/** Without the flags of the npm that runs these tests, and without colours. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_config_/i.test(name) && !['FORCE_COLOR', 'VITEST', 'NODE_OPTIONS', 'COLUMNS'].includes(name),
  )
  return { ...Object.fromEntries(kept), NO_COLOR: '1' }
}

function end(child: ReturnType<typeof spawn>): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
