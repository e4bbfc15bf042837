import { join } from 'node:path'
import { readIfThere } from '#shared/core/files.ts'
import { loadLesson } from '#shared/core/lessons.ts'
import type { Client, Lesson, LessonFile } from '#shared/core/manifest.ts'
import { CLIENTS, folderOf } from '#shared/core/manifest.ts'
import { tasksIn } from '#shared/core/regions.ts'
import { starterOf } from '#shared/core/starters.ts'
import { Misuse, paint, Refusal, terminalWidth } from '#shared/core/terminal.mjs'
import { progressOf } from '#shared/runner/progress.ts'
import { and } from '#shared/runner/report/table.ts'
import type { CliContext } from './cli-context.ts'
import { argsIn } from './cli-context.ts'
import { compareLines, inOrderOf, normalizeSource, type Row, sideBySide, unified } from './comparison.ts'

/** Two sides of code need so many columns; with fewer they stand one below the other. */
const ENOUGH_FOR_TWO = 100

/**
 * `npm run compare 03`: prints the learner's code against the solution, or the solution's clients side by side.
 *
 * @throws `Misuse` for words that do not name a lesson or files of it.
 * @throws `Refusal` when nothing may be shown yet.
 */
export async function compare(around: CliContext): Promise<void> {
  const words = argsIn(around, {
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
  const held = reveal ? [] : files.filter((file) => solved(lesson, file, around).size === 0)
  const shown = files.filter((file) => !held.includes(file))
  if (shown.length === 0) throw new Refusal(notYet(lesson, held))
  for (const file of shown) compareWithSolution(lesson, file, reveal, around)
  around.print(`Why we wrote it this way: solutions/${folderOf(lesson)}/README.md`)
  if (hasBothClients(lesson)) around.print(`Both clients side by side: npm run compare ${lesson.id} clients`)
  if (held.length > 0) around.print(notYet(lesson, held))
}

function notYet(lesson: Lesson, held: readonly LessonFile[]): string {
  const names = and(held.map(({ name }) => name))
  return `Our solution to a task is shown once you have solved it (npm test lessons/${lesson.id}): so far, none in ${names}. To see everything now: npm run compare ${lesson.id}${only(lesson, held)} reveal`
}

/** Words that choose files, if they aren't all files of the lesson. */
function only(lesson: Lesson, files: readonly LessonFile[]): string {
  if (files.length === lesson.files.length) return ''
  return ` ${files.map(({ name }) => name.replace(/\.ts$/, '')).join(' ')}`
}

function tasksOf(lesson: Lesson, file: LessonFile, around: CliContext): string[] {
  return tasksIn(solutionOf(lesson, file.name, around), file.name)
}

/** The tasks of a file's code that have passed, now or once: with its client, or with any. */
export function solved(lesson: Lesson, file: LessonFile, around: CliContext): Set<string> {
  const clients: readonly Client[] = file.client ? [file.client] : CLIENTS
  const inFile = tasksOf(lesson, file, around)
  const { tasks } = progressOf(lesson, around)
  const passed = tasks.filter(({ state }) => clients.some((client) => state[client] !== 'open'))
  return new Set(passed.map(({ task }) => task.id).filter((id) => inFile.includes(id)))
}

/** Whether all core tasks of a file have passed; all tasks, if it has no others. */
export function hasPassed(lesson: Lesson, file: LessonFile, around: CliContext): boolean {
  const inFile = lesson.tasks.filter(({ id }) => tasksOf(lesson, file, around).includes(id))
  const core = inFile.filter(({ optional }) => !optional)
  const passed = solved(lesson, file, around)
  return (core.length > 0 ? core : inFile).every(({ id }) => passed.has(id))
}

function solutionOf(lesson: Lesson, name: string, { root }: CliContext): string {
  return readIfThere(join(root, 'solutions', folderOf(lesson), name)) ?? ''
}

/** The solution as the learner would have written it: in the lesson's folder, without markers. */
function finished(lesson: Lesson, name: string, { root }: CliContext): string[] {
  return normalizeSource(starterOf(lesson, name, { done: new Set(lesson.tasks.map(({ id }) => id)), root }))
}

/**
 * As {@link finished}, but a task that isn't solved is as the learner's file has it, or left out with a note.
 *
 * @param own The learner's code.
 */
function finishedAsFarAs(
  done: ReadonlySet<string>,
  lesson: Lesson,
  name: string,
  own: string,
  { root }: CliContext,
): string[] {
  const code = own.replaceAll('\r\n', '\n')
  const instead = (task: string, lines: readonly string[]) =>
    code.includes(lines.join('\n')) ? lines : [`${/^\s*/.exec(lines[0] ?? '')?.[0] ?? ''}${notShown(task)}`]
  return normalizeSource(starterOf(lesson, name, { done, root, instead }))
}

function notShown(task: string): string {
  return `// (${task} isn't solved yet, so our code for it isn't shown)`
}

/** A file of the learner's beside the solution. */
export interface ComparedFile {
  /** From the workbook's folder. */
  readonly path: string
  readonly rows: readonly Row[]
  readonly isSame: boolean
  /** Tasks whose solution isn't shown, because they aren't solved yet. */
  readonly open: readonly string[]
}

/**
 * Compares one of the learner's files with the solution, as far as it may be shown.
 *
 * @param reveal Shows what isn't solved yet, too.
 * @returns Undefined if the file is missing.
 */
export function compareFile(
  lesson: Lesson,
  file: LessonFile,
  reveal: boolean,
  around: CliContext,
): ComparedFile | undefined {
  const { name } = file
  const path = `lessons/${folderOf(lesson)}/${name}`
  const own = readIfThere(join(around.root, path))
  if (own === undefined) return undefined
  const done = solved(lesson, file, around)
  const open = reveal ? [] : tasksOf(lesson, file, around).filter((id) => !done.has(id))
  const ours = reveal ? finished(lesson, name, around) : finishedAsFarAs(done, lesson, name, own, around)
  const rows = compareLines(inOrderOf(ours, normalizeSource(own)), ours)
  return { path, rows, isSame: rows.every(({ same }) => same), open }
}

function compareWithSolution(lesson: Lesson, file: LessonFile, reveal: boolean, around: CliContext): void {
  const { print } = around
  const { name } = file
  const compared = compareFile(lesson, file, reveal, around)
  if (compared === undefined) {
    const path = `lessons/${folderOf(lesson)}/${name}`
    print(`${path} is missing. The starter: npm run reset ${lesson.id} ${name.replace(/\.ts$/, '')}\n`)
    return
  }
  const { path, rows, isSame, open } = compared
  if (isSame)
    print(`${path} is the same as the solution${open.length > 0 ? ', as far as you have solved it' : ''}.`)
  else {
    print(paint('bold', path))
    print(
      `${paint('red', '- only in your code')}   ${paint('green', '+ only in our solution')}   other lines are in both, and moved functions count as equal\n`,
    )
    print(unified(rows))
  }
  if (open.length > 0) {
    const [what, them] = open.length === 1 ? ["isn't", 'it'] : ["aren't", 'them']
    print(
      `\n${and(open)} ${what} solved yet, so our code for ${them} isn't shown. To see ${them} now: npm run compare ${lesson.id}${only(lesson, [file])} reveal`,
    )
  }
  print('')
}

function hasBothClients(lesson: Lesson): boolean {
  return CLIENTS.every((client) => lesson.files.some((file) => file.client === client))
}

function compareClients(lesson: Lesson, reveal: boolean, around: CliContext): void {
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
