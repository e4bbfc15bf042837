import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished, type TestContext } from 'vitest'
import { signIn } from '#shared/redis/handshake.ts'
import { installHint } from '#shared/redis/install-hint.ts'
import { findPrograms } from '#shared/redis/programs.ts'
import { plain } from '#shared/redis/resp.ts'
import type { OwnServer, StartOptions } from '#shared/redis/server.ts'
import { startOwn } from '#shared/redis/start.ts'
import { parseRedisUrl } from '#shared/redis/url.ts'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))

/** An environment that asks for nothing. */
export const NEUTRAL: NodeJS.ProcessEnv = environment({})

/** This process's environment without what decides about Redis, and with some changes. */
export function environment(changes: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { REDIS_URL: _, WORKBOOK_REDIS: __, NODE_OPTIONS: ___, FORCE_COLOR: ____, ...rest } = process.env
  return { ...rest, NO_COLOR: '1', ...changes }
}

/** Ends the test, skipped with the reason, where there is no server program. With `CI` set it goes on, and fails. */
export function needsProgram(context: TestContext): void {
  if (process.env.CI || findPrograms(process.env).length > 0) return
  context.skip(`needs a redis-server; install it with: ${installHint()}`)
}

/**
 * Ends the test, skipped with the reason, where nothing can give a terminal: `script` of util-linux does, and that of
 * other systems takes other words. With `CI` set, Linux has to have it.
 */
export function needsScript(context: TestContext): void {
  if (process.env.CI && process.platform === 'linux') return
  const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' })
  if (!stdout?.includes('util-linux')) context.skip('needs the `script` of util-linux, to have a terminal')
}

/** Scripts with a `#!` line stand for server programs. */
export function needsUnix(context: TestContext): void {
  if (process.platform === 'win32') context.skip('stands in for server programs with Unix scripts')
}

// What ends with the test is bound to the test that runs: none of these may be used in concurrent tests.

/** A server of ours that ends with the test. */
export async function own(options: StartOptions = {}): Promise<OwnServer> {
  const server = await startOwn({ env: NEUTRAL, ...options })
  onTestFinished(() => server.stop())
  return server
}

/** A folder that goes with the test, with executable files in it. */
export async function folderWith(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workbook-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text)
    await chmod(join(folder, name), 0o755)
  }
  return folder
}

/** Sends commands on a connection of their own and returns the last reply as plain JavaScript. */
export async function ask(url: string, ...commands: string[][]): Promise<unknown> {
  const address = parseRedisUrl(url)
  if ('wrong' in address) throw new TypeError(address.wrong)
  const { connection } = await signIn(address, url)
  try {
    let reply: unknown
    for (const command of commands) reply = plain(await connection.send(...command))
    return reply
  } finally {
    connection.close()
  }
}

/** Stops the process of a server, so that it is there and never replies; gives what lets it go on, as the end does. */
export async function freeze(url: string): Promise<() => void> {
  const info = String(await ask(url, ['INFO', 'server']))
  const pid = Number(/process_id:(\d+)/.exec(info)?.[1])
  process.kill(pid, 'SIGSTOP')
  const thaw = () => void process.kill(pid, 'SIGCONT')
  onTestFinished(() => {
    // It may be gone.
    if (existsPid(pid)) thaw()
  })
  return thaw
}

function existsPid(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Waits until something is the case, and fails when it never is: on a busy machine, a command takes its time to start. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 50_000
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Whether a process runs; one that has ended and waits to be buried does not. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  if (process.platform !== 'linux') return true
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat !== '' && !/\) Z /.test(stat)
}

/** A program that was started, with what it has written so far. */
export interface Started {
  readonly child: ChildProcess
  stdout: string
  stderr: string
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
}

/** Starts a TypeScript file of this project. It ends with the test. */
export function startScript(
  file: string,
  words: readonly string[] = [],
  options: { readonly env?: NodeJS.ProcessEnv; readonly input?: string; readonly ownGroup?: boolean } = {},
): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...words], {
    cwd: ROOT,
    env: options.env ?? NEUTRAL,
    detached: options.ownGroup ?? false,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const started: Started = {
    child,
    stdout: '',
    stderr: '',
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal ?? 1))),
  }
  child.stdout.on('data', (chunk) => {
    started.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    started.stderr += chunk
  })
  if (options.input !== undefined) child.stdin.end(options.input)
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return started
}

/** A TCP server on 127.0.0.1 that treats every connection alike and ends with the test. Returns its port. */
export async function tcpServer(treat: (socket: net.Socket) => void): Promise<number> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    treat(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as net.AddressInfo).port
}
