import type { SpawnOptions } from 'node:child_process'
import { spawn } from 'node:child_process'
import type { Workbook } from './fixture.ts'

/** How a command ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Milliseconds after which a command counts as hanging. */
const LIMIT = 30_000

/** Runs one of the workbook's commands as `npm run` would, in a process of its own. */
export function run(
  { root }: Workbook,
  command: string,
  words: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Ended> {
  const script = `shared/workbook/commands/${command}.ts`
  return end(spawn(process.execPath, ['--import', 'tsx', script, ...words], options(root, env)))
}

/** Runs `npm run …` itself. */
export function npmRun({ root }: Workbook, words: readonly string[]): Promise<Ended> {
  const shell = process.platform === 'win32'
  return end(spawn('npm', ['run', '--silent', ...words], { ...options(root, {}), shell }))
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
