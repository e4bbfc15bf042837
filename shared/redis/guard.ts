import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('./orphan-guard.mjs', import.meta.url))

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

  return {
    watch(pid) {
      if (pipe.writable) pipe.write(`${pid}\n`)
    },
    async dismiss() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.ref()
      child.kill('SIGKILL')
      await gone
    },
  }
}
