import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { startOrphanCleanup } from '#shared/redis/orphan-cleanup.ts'
import type { WorkerCommand, WorkerEvent } from './receiver-process.ts'
import type { Route } from './transport.ts'
import { until } from './waiting.ts'

const FILE = fileURLToPath(new URL('./receiver-process.ts', import.meta.url))

/** A receiver in a process of its own, which can be frozen and killed. */
export interface ReceiverProcess {
  /** Freezes it, as Ctrl-Z does. */
  freeze(): void
  /** Kills it, and waits until it's gone. */
  kill(): Promise<void>
}

/** Starts a receiver. It exits with this process, even if it's frozen. */
export async function startReceiver(
  way: Route,
  url: string,
  handled: (message: number) => void,
  hangsAt?: number,
): Promise<ReceiverProcess> {
  // The guard ends a group, and removes a folder.
  const folder = await mkdtemp(join(tmpdir(), 'workbook-receiver-'))
  const guard = startOrphanCleanup(folder)
  const child = spawn(process.execPath, ['--import', 'tsx', FILE], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: true,
    windowsHide: true,
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  guard.watch(child.pid ?? 0)
  let ready = false
  child.on('error', () => {})
  child.on('message', (told: WorkerEvent) => {
    if (told.what === 'ready') ready = true
    else handled(told.message)
  })
  const kill = async () => {
    await end(child)
    await rm(folder, { recursive: true, force: true })
    await guard.dismiss()
  }
  try {
    // Not as an argument: the URL may hold a password.
    child.send({ way, url, hangsAt } satisfies WorkerCommand)
    await until("the receiver's process is ready", () => ready || !isRunning(child))
    if (!ready) throw new Error("the receiver's process ended before it was ready")
  } catch (error) {
    await kill()
    throw error
  }
  return { freeze: () => void child.kill('SIGSTOP'), kill }
}

async function end(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}
