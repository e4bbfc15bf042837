import { createHash } from 'node:crypto'
import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { errorCode, readIfThere } from '#shared/core/files.ts'

/** How often files are looked at, in milliseconds: systems don't tell of every change, and some of none. */
const LOOK_EVERY_MS = 300
/** Editors write a file in several steps; so long nothing is done after the last one, in milliseconds. */
const SETTLE_MS = 20

const CODE = /\.(?:[cm]?[jt]s|[jt]sx|json|lua)$/
/** Folders that hold no code of the learner's. */
const NOT_THEIRS = /^(?:workbook|node_modules|\..*)$/

/** Takes what has been saved. */
export interface SaveListener {
  /** Files with other content than before, relative to the folder, with slashes. */
  saved(files: readonly string[]): void
  /** The folder isn't there any more. */
  gone?(): void
  /** The folder is there again after it was away. `saved` follows if anything is different. */
  back?(): void
}

/**
 * Watches the code in a folder and the folders below it. It asks the system to be told of changes, and looks itself as
 * well: on a mounted drive, in a folder that was replaced, or when too much is watched already, nothing would be told.
 *
 * @param tells Has the system tell of changes. Default: Node's `watch`.
 * @returns Ends the watch.
 */
export function watchSaves(
  folder: string,
  listener: SaveListener,
  tells: (folder: string) => FSWatcher = watch,
): () => void {
  const seen = new Map<string, string>()
  let stamps = stampsIn(folder)
  for (const file of stamps?.keys() ?? []) noteChange(file)
  let settling: NodeJS.Timeout | undefined

  /** Whether a file's content is another one than it was. One that is not there is just being replaced. */
  function noteChange(file: string): boolean {
    const text = readIfThere(join(folder, file))
    if (text === undefined) return false
    const print = createHash('sha1').update(text).digest('hex')
    const changed = seen.get(file) !== print
    seen.set(file, print)
    return changed
  }

  const look = () => {
    const now = stampsIn(folder)
    const before = stamps
    stamps = now
    if (!now) return before && listener.gone?.()
    if (!before) listener.back?.()
    const files = [...now].filter(([file, stamp]) => before?.get(file) !== stamp).map(([file]) => file)
    const changed = files.filter(noteChange)
    if (changed.length > 0) listener.saved(changed)
  }
  const soon = () => {
    clearTimeout(settling)
    settling = setTimeout(look, SETTLE_MS)
  }
  const polling = setInterval(() => {
    const now = stampsIn(folder)
    const same =
      now?.size === stamps?.size && [...(now ?? [])].every(([file, stamp]) => stamps?.get(file) === stamp)
    if (!same) soon()
  }, LOOK_EVERY_MS)
  const watcher = told(folder, tells, soon)
  return () => {
    clearInterval(polling)
    clearTimeout(settling)
    watcher?.close()
  }
}

/** Without it, looking is enough, only a little later. */
function told(folder: string, tells: (folder: string) => FSWatcher, soon: () => void): FSWatcher | undefined {
  try {
    const watcher = tells(folder)
    watcher.on('change', soon)
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}

/** What the system says of each file of code; undefined when the folder isn't there. */
function stampsIn(folder: string): Map<string, string> | undefined {
  const stamps = new Map<string, string>()
  const take = (inside: string): boolean => {
    try {
      for (const entry of readdirSync(inside, { withFileTypes: true })) {
        const path = join(inside, entry.name)
        if (entry.isDirectory()) {
          if (!NOT_THEIRS.test(entry.name)) take(path)
        } else if (CODE.test(entry.name)) {
          const { mtimeMs, ctimeMs, size, ino } = statSync(path)
          stamps.set(relative(folder, path).split(sep).join('/'), `${mtimeMs} ${ctimeMs} ${size} ${ino}`)
        }
      }
      return true
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'EPERM', 'EBUSY'].includes(errorCode(error) ?? '')) return false
      throw error
    }
  }
  return take(folder) ? stamps : undefined
}
