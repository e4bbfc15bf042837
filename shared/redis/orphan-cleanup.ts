import { rmSync } from 'node:fs'
import { startSidecar } from './sidecar.ts'

/** What is to be done by ourselves when this process exits, for each guard. */
const atExit = new Set<() => void>()

/** Sees to it that no server of ours outlives this process, however it dies. */
export interface OrphanCleanup {
  /** Rejects when there is no guard: then nothing may be started that it would have to end. */
  readonly started: Promise<void>
  /**
   * Tells which process to end when we are gone; 0 when there is none.
   *
   * @param place The server's folder inside the guarded one. Default: the guarded one itself.
   */
  watch(pid: number, place?: string): void
  /** Ends the guard. Only when the servers are gone and the folder is removed. */
  dismiss(): Promise<void>
}

/**
 * Starts the guard of the servers in a folder. It does not keep this process alive.
 *
 * @param folder What the guard removes when we are gone.
 */
export function startOrphanCleanup(folder: string): OrphanCleanup {
  const companion = startSidecar('orphan-guard.mjs', [folder])
  const servers = new Map<string, number>()
  if (atExit.size === 0) process.on('exit', endAll)
  atExit.add(endServers)

  /** The guard may be gone: a Ctrl-C between its fork and its setsid ends it before it begins. */
  function endServers(): void {
    for (const pid of servers.values()) kill(pid)
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    } catch {
      // The guard is at it as well.
    }
  }

  function kill(pid: number): void {
    // 0 would be our own group.
    if (pid === 0) return
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
    } catch {
      // It was gone already.
    }
  }

  return {
    started: companion.started,
    watch(pid, place = '') {
      servers.set(place, pid)
      companion.tell(`${pid} ${place}`)
    },
    async dismiss() {
      atExit.delete(endServers)
      if (atExit.size === 0) process.off('exit', endAll)
      await companion.stop()
    },
  }
}

function endAll(): void {
  for (const end of atExit) end()
}
