import { mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { errorCode, pause } from './files.ts'

/** Milliseconds after which a lock is taken for one that a dead process left behind. */
const STALE = 2_000

/**
 * Runs something while no other process does the same under this lock. Meant for a few milliseconds of work.
 *
 * @param path A folder that exists while the lock is held.
 */
export function withLock<T>(path: string, work: () => T): T {
  mkdirSync(dirname(path), { recursive: true })
  take(path)
  try {
    return work()
  } finally {
    rmSync(path, { recursive: true, force: true })
  }
}

function take(path: string): void {
  // Making a folder succeeds for one process only, on every file system.
  const deadline = Date.now() + 2 * STALE
  for (;;) {
    try {
      mkdirSync(path)
      return
    } catch (error) {
      // Windows answers EPERM while the folder is just being removed.
      const held =
        errorCode(error) === 'EEXIST' || (process.platform === 'win32' && errorCode(error) === 'EPERM')
      if (!held || Date.now() > deadline) throw error
    }
    if (ageOf(path) > STALE) rmSync(path, { recursive: true, force: true })
    else pause(5)
  }
}

function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs
  } catch {
    return 0
  }
}
