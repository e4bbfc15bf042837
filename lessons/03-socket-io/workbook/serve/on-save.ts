import { createHash } from 'node:crypto'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { readIfThere } from '#shared/core/files.ts'

/** Editors write a file in several steps; so long nothing is done after the last one, in milliseconds. */
const SETTLE_MS = 50

/**
 * Calls `saved` with the name of a file that has changed.
 *
 * @param names The files in the folder that are watched.
 * @returns Ends it.
 */
export function onSave(folder: string, names: readonly string[], saved: (name: string) => void): () => void {
  const seen = new Map(names.map((name) => [name, fingerprint(join(folder, name))]))
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    // Several that are saved at once are one change.
    const changed = names.filter((name) => {
      const print = fingerprint(join(folder, name))
      // A file that is not there is just being replaced.
      if (print === undefined || print === seen.get(name)) return false
      seen.set(name, print)
      return true
    })
    if (changed[0] !== undefined) saved(changed[0])
  }
  const watcher = watch(folder, () => {
    clearTimeout(timer)
    timer = setTimeout(look, SETTLE_MS)
  })
  return () => {
    watcher.close()
    clearTimeout(timer)
  }
}

function fingerprint(path: string): string | undefined {
  const text = readIfThere(path)
  return text === undefined ? undefined : createHash('sha1').update(text).digest('hex')
}
