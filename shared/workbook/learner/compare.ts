import { join } from 'node:path'
import { and } from '../../checks/report/table.ts'
import { loadLesson } from '../catalogue.ts'
import { compareLines, essence, sideBySide, unified } from '../comparison.ts'
import { readIfThere } from '../files.ts'
import type { Client, Lesson, LessonFile } from '../manifest.ts'
import { CLIENTS, folderOf } from '../manifest.ts'
import { progressOf } from '../progress.ts'
import { tasksIn } from '../regions.ts'
import { starterOf } from '../starters.ts'
import type { Surroundings } from '../surroundings.ts'
import { wordsIn } from '../surroundings.ts'
import { Misuse, paint, Refusal, terminalWidth } from '../terminal.mjs'

/** Two sides of code need so many columns; with fewer they stand one below the other. */
const ENOUGH_FOR_TWO = 100

/**
 * `npm run compare 03`: prints the learner's code against the solution, or the solution's clients side by side.
 *
 * @throws `Misuse` for words that do not name a lesson or files of it.
 * @throws `Refusal` when nothing may be shown yet.
 */
export async function compare(around: Surroundings): Promise<void> {
  const words = wordsIn(around, {
    command: 'npm run compare',
    example: 'npm run compare 01 ioredis',
    lesson: 'required',
    words: ['reveal', 'clients'],
    files: true,
  })
  const lesson = await loadLesson(words.lesson!, around.root)
  const reveal = words.words.has('reveal')
  if (words.words.has('clients')) {
    if (words.files.length > 0)
      throw new Misuse('"clients" compares both files of the solution: do not name a file.')
    compareClients(lesson, reveal, around)
    return
  }
  const files = lesson.files.filter(({ name }) => words.files.length === 0 || words.files.includes(name))
  const shown = files.filter((file) => reveal || hasPassed(lesson, file, around))
  for (const file of shown) compareWithSolution(lesson, file, around)
  if (shown.length > 0) {
    around.print(`Why we wrote it this way: solutions/${folderOf(lesson)}/README.md`)
    if (hasBothClients(lesson))
      around.print(`Both clients side by side: npm run compare ${lesson.id} clients`)
  }
  const held = files.filter((file) => !shown.includes(file))
  if (held.length === 0) return
  const sentence = notYet(lesson, held)
  if (shown.length === 0) throw new Refusal(sentence)
  around.print(sentence)
}

function notYet(lesson: Lesson, held: readonly LessonFile[]): string {
  const names = and(held.map(({ name }) => name))
  const only =
    held.length < lesson.files.length ? ` ${held.map(({ name }) => name.replace(/\.ts$/, '')).join(' ')}` : ''
  return `Our solution of ${names} is shown when your tasks pass (npm test lessons/${lesson.id}). To see it now: npm run compare ${lesson.id}${only} reveal`
}

/** Whether all core tasks that a file's code belongs to have passed, now or once: for its client, or for any. */
function hasPassed(lesson: Lesson, file: LessonFile, around: Surroundings): boolean {
  const inFile = new Set(tasksIn(solutionOf(lesson, file.name, around), file.name))
  const progress = progressOf(lesson, around)
  const ofFile = progress.tasks.filter(({ task }) => inFile.has(task.id))
  const core = ofFile.filter(({ task }) => !task.optional)
  const needed = core.length > 0 ? core : ofFile
  const clients: readonly Client[] = file.client ? [file.client] : CLIENTS
  return clients.some((client) => needed.every(({ state }) => state[client] !== 'open'))
}

function solutionOf(lesson: Lesson, name: string, { root }: Surroundings): string {
  return readIfThere(join(root, 'solutions', folderOf(lesson), name)) ?? ''
}

/** The solution as the learner would have written it: in the lesson's folder, without markers. */
function finished(lesson: Lesson, name: string, { root }: Surroundings): string[] {
  return essence(starterOf(lesson, name, { done: new Set(lesson.tasks.map(({ id }) => id)), root }))
}

function compareWithSolution(lesson: Lesson, { name }: LessonFile, around: Surroundings): void {
  const { root, print } = around
  const path = `lessons/${folderOf(lesson)}/${name}`
  const own = readIfThere(join(root, path))
  if (own === undefined) {
    print(`${path} is missing. The starter: npm run reset ${lesson.id} ${name.replace(/\.ts$/, '')}\n`)
    return
  }
  const rows = compareLines(essence(own), finished(lesson, name, around))
  if (rows.every(({ same }) => same)) {
    print(`${path} is the same as the solution.\n`)
    return
  }
  print(paint('bold', path))
  print(`${paint('red', '- yours')}   ${paint('green', '+ the solution')}\n`)
  print(`${unified(rows)}\n`)
}

function hasBothClients(lesson: Lesson): boolean {
  return CLIENTS.every((client) => lesson.files.some((file) => file.client === client))
}

function compareClients(lesson: Lesson, reveal: boolean, around: Surroundings): void {
  if (!hasBothClients(lesson))
    throw new Misuse(`The code of lesson ${lesson.id} is the same for both clients.`)
  const files = CLIENTS.map((client) => lesson.files.find((file) => file.client === client)!)
  const held = files.filter((file) => !reveal && !hasPassed(lesson, file, around))
  if (held.length > 0) {
    throw new Refusal(
      `The solutions are shown side by side when your tasks pass with both clients (npm test lessons/${lesson.id}). To see them now: npm run compare ${lesson.id} clients reveal`,
    )
  }
  const [left, right] = files.map(({ name }) => finished(lesson, name, around))
  const rows = compareLines(left!, right!)
  // A file or a pager has no edge.
  const width = terminalWidth(160)
  if (width >= ENOUGH_FOR_TWO) {
    around.print(sideBySide(rows, [files[0]!.name, files[1]!.name], width))
    return
  }
  around.print(`${paint('red', `- ${files[0]!.name}`)}   ${paint('green', `+ ${files[1]!.name}`)}\n`)
  around.print(unified(rows))
}
