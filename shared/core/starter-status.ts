import { join } from 'node:path'
import { readIfThere } from './files.ts'
import { ROOT } from './lesson-paths.mjs'
import type { Client, Lesson } from './manifest.ts'
import { CLIENTS, folderOf } from './manifest.ts'
import { isCode, type Placeholder, placeholdersOf, starterOf } from './starters.ts'

/** A place in a learner's file. */
export interface Place {
  /** From the workbook's folder, for example `lessons/01-basic-pubsub/ioredis.ts`. */
  readonly path: string
  /** Counted from 1. */
  readonly line: number
}

/** How far a learner's files for one client are from their starters. */
export interface StarterStatus {
  /** True when all of them are starters as they were handed out. */
  readonly untouched: boolean
  /** Tasks with a place that is still as in the starter; the first place of each, in the order of tasks. */
  readonly open: ReadonlyMap<string, Place>
  /** Tasks of which every place is still as in the starter. */
  readonly notBegun: ReadonlySet<string>
}

/**
 * Compares a learner's files for one client, the client's own and those that are for both, with their starters:
 * the ones that are committed, and those for beginning with either client.
 */
export function starterStatus(lesson: Lesson, client: Client, root = ROOT): StarterStatus {
  const files = filesFor(lesson, client).map((name) => {
    const path = `lessons/${folderOf(lesson)}/${name}`
    // A file that is not there cannot be loaded, and that will be told.
    return { name, path, text: normal(readIfThere(join(root, path)) ?? '') }
  })
  const found = new Map<string, Place>()
  const notBegun = new Set<string>()
  let untouched = false
  for (const begin of [undefined, ...CLIENTS] satisfies (Client | undefined)[]) {
    const options = begin ? { begin, root } : { root }
    untouched ||= files.every(({ name, text }) => text === normal(starterOf(lesson, name, options)))
    const places = new Map<string, (Place | undefined)[]>()
    for (const { name, path, text } of files) {
      for (const [task, found] of placeholdersOf(lesson, name, options)) {
        const here = found.map((stub) => placeOf(stub, path, text))
        places.set(task, [...(places.get(task) ?? []), ...here])
      }
    }
    for (const [task, ofTask] of places) {
      if (ofTask.every((place) => place)) notBegun.add(task)
      const first = ofTask.find((place) => place)
      if (first && !found.has(task)) found.set(task, first)
    }
  }
  const open = new Map([...found].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })))
  return { untouched, open, notBegun }
}

/** The names of the files that a client's code consists of: its own first. */
export function filesFor(lesson: Lesson, client: Client): string[] {
  const own = lesson.files.filter((file) => file.client === client)
  const neutral = lesson.files.filter((file) => !file.client)
  return [...own, ...neutral].map(({ name }) => name)
}

/** Finds a stub that is unchanged: its comments are there, and no code was added beside it. */
function placeOf(stub: Placeholder, path: string, text: string): Place | undefined {
  const own = normal(stub.text)
  const at = text.indexOf(own)
  if (at < 0) return undefined
  const above = text.slice(0, at).split('\n')
  const below = text.slice(at + own.length).split('\n')
  const isBegun = isInserted([...above].reverse(), stub.before) || isInserted(below, stub.after)
  return isBegun ? undefined : { path, line: above.length }
}

/** Whether there is code between a stub and the line that is its neighbour in the starter. */
function isInserted(nearest: readonly string[], neighbour: string | undefined): boolean {
  return neighbour !== undefined && nearest.filter(isCode).indexOf(neighbour.trimEnd()) > 0
}

/** Line ends and trailing blanks do not count: an editor may have changed them. */
function normal(text: string): string {
  return text.replace(/[ \t]*\r?\n/g, '\n').trimEnd()
}
