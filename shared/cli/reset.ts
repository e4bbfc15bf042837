import { statSync } from 'node:fs'
import { join } from 'node:path'
import { readIfThere, timestamp, writeAtomically } from '#shared/core/files.ts'
import { loadLesson } from '#shared/core/lessons.ts'
import type { Client, Lesson } from '#shared/core/manifest.ts'
import { CLIENTS, folderOf } from '#shared/core/manifest.ts'
import { starterOf } from '#shared/core/starters.ts'
import { columns, Misuse, Refusal } from '#shared/core/terminal.mjs'
import { progressOf, recordBegin, recordReset } from '#shared/runner/progress.ts'
import type { Args } from './args.mjs'
import { saveCopies } from './backup.ts'
import type { CliContext } from './cli-context.ts'
import { argsIn } from './cli-context.ts'

/** A file to be written: undefined stands for one that is not there. */
interface Plan {
  readonly name: string
  readonly before: string | undefined
  readonly after: string
}

/**
 * `npm run reset 03`: writes the starter again. The learner's work is copied first.
 *
 * @throws `Misuse` for words that do not name a lesson or files of it.
 * @throws `Refusal` when something cannot be copied, made or written. Nothing of the learner's is lost.
 */
export async function reset(around: CliContext): Promise<void> {
  const words = argsIn(around, {
    command: 'npm run reset',
    example: 'npm run reset 01 ioredis',
    lesson: 'required',
    words: ['begin'],
    files: true,
  })
  const lesson = await loadLesson(words.lesson!, around.root)
  const begin = words.words.has('begin') ? clientToBeginWith(lesson, words) : undefined
  // Both files change their part when the learner begins with the other client.
  const names = begin || words.files.length === 0 ? lesson.files.map(({ name }) => name) : words.files
  // A single file stays what it is; the whole lesson is as it was at first.
  const part = begin ?? (words.files.length > 0 ? progressOf(lesson, around).begin : undefined)

  let plans: Plan[]
  try {
    plans = names.map((name) => planFor(lesson, name, { begin: part, root: around.root }))
  } catch (error) {
    throw new Refusal(`${messageOf(error)} Nothing was changed.`)
  }
  write(lesson, plans, around)
  const clients = plans.map(({ name }) => lesson.files.find((file) => file.name === name)?.client)
  // A file without a client is for both.
  recordReset(lesson, clients.every((client) => client !== undefined) ? clients : CLIENTS, around)
  const chosen = begin || words.files.length === 0
  if (chosen && begin !== progressOf(lesson, around).begin) recordBegin(lesson.id, begin, around)
}

function clientToBeginWith(lesson: Lesson, { files }: Args): Client {
  const clients = lesson.files.flatMap(({ client }) => client ?? [])
  if (clients.length < CLIENTS.length) {
    throw new Misuse(
      `The code of lesson ${lesson.id} is the same for both clients, so you cannot choose one.`,
    )
  }
  const chosen = lesson.files.find(({ name, client }) => client && name === files[0])?.client
  if (!chosen || files.length > 1) {
    throw new Misuse(
      `Say which client to begin with: npm run reset ${lesson.id} begin ${clients.join(' | ')}`,
    )
  }
  return chosen
}

function planFor(lesson: Lesson, name: string, options: { begin?: Client; root: string }): Plan {
  const path = join(options.root, 'lessons', folderOf(lesson), name)
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory()
  if (isFolder) throw new Error(`lessons/${folderOf(lesson)}/${name} is a folder; move it away first.`)
  return { name, before: readIfThere(path), after: starterOf(lesson, name, options) }
}

function write(lesson: Lesson, plans: readonly Plan[], { root, print }: CliContext): void {
  const folder = folderOf(lesson)
  const changed = plans.filter(({ before, after }) => before !== after)
  const worked = changed.filter(({ before }) => before !== undefined).map(({ name }) => name)
  let saved: string | undefined
  if (worked.length > 0) {
    try {
      saved = saveCopies(folder, worked, timestamp(new Date()), root)
    } catch (error) {
      throw new Refusal(`Your work could not be copied, so nothing was changed: ${messageOf(error)}`)
    }
  }

  const report: string[][] = []
  for (const plan of plans) {
    const path = `lessons/${folder}/${plan.name}`
    if (!changed.includes(plan)) {
      report.push([path, "hasn't changed since the start"])
      continue
    }
    try {
      writeAtomically(join(root, path), plan.after)
    } catch (error) {
      throw new Refusal(
        `${path} could not be written: ${messageOf(error)}${saved ? ` Your work is safe in ${saved}.` : ''}`,
      )
    }
    report.push([path, 'is the starter again'])
  }
  print(columns(report))
  if (saved) print(`Your work is in ${saved}`)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
