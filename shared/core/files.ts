import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The text of a file, or undefined when it is not there. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Writes a file in one step: a reader sees the old text or the new one, never half of it.
 * The folder is made when it is missing, and a link to a file stays a link.
 */
export function writeAtomically(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const target = realpathOr(path)
  const temporary = `${target}.${randomBytes(4).toString('hex')}.tmp`
  try {
    writeFileSync(temporary, text)
    renamePatiently(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function realpathOr(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** On Windows a file that somebody is just reading cannot be replaced: try again for a moment. */
function renamePatiently(from: string, to: string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(from, to)
      return
    } catch (error) {
      const busy = ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '')
      if (!busy || process.platform !== 'win32' || attempt === 20) throw error
      pause(10)
    }
  }
}

/** The code of a system error, for example `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}

/** Waits without giving way to anything else. Only for a few milliseconds. */
export function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

/** A moment as a part of a file's name, in UTC: `2031-05-04T13-07-09`. */
export function timestamp(moment: Date): string {
  return moment.toISOString().slice(0, 19).replaceAll(':', '-')
}
