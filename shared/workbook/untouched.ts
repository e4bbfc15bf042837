import { join } from 'node:path'
import { readIfThere } from './files.ts'
import { ROOT } from './folders.mjs'
import type { Client, Lesson } from './manifest.ts'
import { CLIENTS, folderOf } from './manifest.ts'
import { starterOf, stubsOf } from './starters.ts'

/** How far a learner's file is from its starter. */
export interface Touched {
  /** True when the file is a starter as it was handed out. */
  readonly untouched: boolean
  /** Tasks with a place that is still as in the starter. */
  readonly open: ReadonlySet<string>
  /** Tasks of which every place is still as in the starter. */
  readonly notBegun: ReadonlySet<string>
  /** The line of the first open place of each of these tasks, counted from 1. */
  readonly lines: ReadonlyMap<string, number>
}

/**
 * Compares a learner's file with its starters: the one that is committed, and those for beginning with either client.
 *
 * @param name The file's name in the lesson's folder, for example `ioredis.ts`.
 */
export function touched(lesson: Lesson, name: string, root = ROOT): Touched {
  // A file that is not there cannot be loaded, and that will be told.
  const text = normal(readIfThere(join(root, 'lessons', folderOf(lesson), name)) ?? '')
  const open = new Set<string>()
  const notBegun = new Set<string>()
  const lines = new Map<string, number>()
  let untouched = false
  for (const begin of [undefined, ...CLIENTS] satisfies (Client | undefined)[]) {
    const options = begin ? { begin, root } : { root }
    untouched ||= text === normal(starterOf(lesson, name, options))
    for (const [task, places] of stubsOf(lesson, name, options)) {
      const found = places.map((place) => text.indexOf(normal(place)))
      if (found.every((at) => at >= 0)) notBegun.add(task)
      for (const at of found) {
        if (at < 0) continue
        open.add(task)
        const line = text.slice(0, at).split('\n').length
        lines.set(task, Math.min(line, lines.get(task) ?? line))
      }
    }
  }
  return { untouched, open, notBegun, lines }
}

/** Line ends and trailing blanks do not count: an editor may have changed them. */
function normal(text: string): string {
  return text.replace(/[ \t]*\r?\n/g, '\n').trimEnd()
}
