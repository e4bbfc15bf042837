import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { closeLater, redisUrl } from './clients.ts'

/** How a process exited. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Milliseconds after which a process is considered to hang. */
const LIMIT = 20_000

/**
 * Runs an ES module in a process of its own, with the workbook's packages and `REDIS_URL`.
 *
 * @param url The value of `REDIS_URL`. Default: the Redis of this test run.
 */
export function runModule(
  code: string,
  url = redisUrl(),
  said: (stdout: string) => void = () => {},
): Promise<Ended> {
  return ended(node(['--input-type=module', '-e', code], ROOT, url), said)
}

/** Runs a file with this name in a folder without a package.json. */
export function runFile(name: string, code: string): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'claim-'))
  closeLater(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, name), code)
  return ended(node([name], folder, redisUrl()))
}

function node(args: readonly string[], cwd: string, url: string): ChildProcess {
  const env = { ...process.env, REDIS_URL: url, NODE_OPTIONS: '', NO_COLOR: '1' }
  return spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT })
}

function ended(child: ChildProcess, said: (stdout: string) => void = () => {}): Promise<Ended> {
  closeLater(() => child.kill('SIGKILL'))
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    said(stdout)
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
