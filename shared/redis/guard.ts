import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('./orphan-guard.mjs', import.meta.url))

/** What is to be done by ourselves when this process exits, for each guard. */
const atExit = new Set<() => void>()

/** Sees to it that no server of ours outlives this process, however it dies. */
export interface Guard {
  /** Tells which process to end when we are gone; 0 when there is none. */
  watch(pid: number): void
  /** Ends the guard. Only when the server is gone and its folder is removed. */
  dismiss(): Promise<void>
}

/**
 * Starts the guard of one server. It does not keep this process alive.
 *
 * @param folder What the guard removes when we are gone.
 */
export function startGuard(folder: string): Guard {
  // Without our NODE_OPTIONS: a debugger or a loader in there is not meant for the guard.
  const { NODE_OPTIONS: _, ...env } = process.env
  const child = spawn(process.execPath, [SCRIPT, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    windowsHide: true,
    env,
  })
  const pipe = child.stdin as unknown as Socket
  // A guard that somebody has killed must not take us down.
  child.on('error', () => {})
  pipe.on('error', () => {})
  child.unref()
  pipe.unref()

  let server = 0
  if (atExit.size === 0) process.on('exit', endAll)
  atExit.add(endServer)

  /** The guard may be gone: a Ctrl-C between its fork and its setsid ends it before it begins. */
  function endServer(): void {
    killServer()
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    } catch {
      // The guard is at it as well.
    }
  }

  function killServer(): void {
    // 0 would be our own group.
    if (server === 0) return
    try {
      process.kill(process.platform === 'win32' ? server : -server, 'SIGKILL')
    } catch {
      // It was gone already.
    }
  }

  return {
    watch(pid) {
      server = pid
      if (pipe.writable) pipe.write(`${pid}\n`)
    },
    async dismiss() {
      atExit.delete(endServer)
      if (atExit.size === 0) process.off('exit', endAll)
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.ref()
      child.kill('SIGKILL')
      await gone
    },
  }
}

function endAll(): void {
  for (const end of atExit) end()
}
