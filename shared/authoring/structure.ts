import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from '#shared/checks/check.ts'
import { readIfThere } from '#shared/core/files.ts'
import { hintsOf } from '#shared/core/hints.ts'
import { lessonFolders, nearest, ROOT } from '#shared/core/lesson-paths.mjs'
import { BadManifest, loadLesson } from '#shared/core/lessons.ts'
import { CLIENTS, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { firstLine } from '#shared/core/starters.ts'
import { checksOf } from './checks-of.ts'
import { variantsOf } from './mutants.ts'

const TASK_ID = /^\d\d\.[1-9]\d*$/
const CHECK_ID = /^(\d\d\.[1-9]\d*)-[a-z][\w-]*$/

/**
 * Looks for what a workbook of this design has in every lesson.
 *
 * @param root The workbook's folder. Default: this one.
 * @returns One sentence for each thing that is not as it should be.
 */
export async function structureProblems(root = ROOT): Promise<string[]> {
  const folders = lessonFolders(root)
  const perLesson = await Promise.all(folders.map((folder) => problemsOfLesson(folder, root)))
  return [...strayFolders(folders, root), ...perLesson.flat()]
}

async function problemsOfLesson(folder: string, root: string): Promise<string[]> {
  let lesson: Lesson
  try {
    lesson = await loadLesson(folder, root)
  } catch (error) {
    if (error instanceof BadManifest) return [error.message]
    throw error
  }
  const checks = await checksOf(lesson, root)
  return [
    ...problemsOfFiles(lesson, root),
    ...problemsOfTasks(lesson),
    ...problemsOfHints(lesson, root),
    ...(typeof checks === 'string' ? [checks] : problemsOfChecks(lesson, checks)),
    ...(typeof checks === 'string' ? [] : problemsOfMutants(lesson, checks, root)),
  ]
}

function problemsOfFiles(lesson: Lesson, root: string): string[] {
  const folder = folderOf(lesson)
  const own = lesson.files.map(({ name }) => name)
  const workbook = ['lesson.ts', 'scenario.ts', 'checks.ts', 'checks.test.ts'].map(
    (name) => `workbook/${name}`,
  )
  const missing = [
    ...['README.md', 'contract.ts', ...own, ...workbook].map((name) => `lessons/${folder}/${name}`),
    ...['README.md', 'solution.test.ts', ...own].map((name) => `solutions/${folder}/${name}`),
    `test/mutants/${folder}/mutants.test.ts`,
  ].filter((file) => !existsSync(join(root, file)))

  const unlisted = readdirSync(join(root, 'lessons', folder)).filter(
    (name) => name.endsWith('.ts') && name !== 'contract.ts' && !own.includes(name),
  )
  const notMarked = own.filter((name) => {
    const text = readIfThere(join(root, 'lessons', folder, name))
    return text !== undefined && !text.startsWith(`${firstLine(lesson)}\n`)
  })
  return [
    ...missing.map((file) => `${file} is missing.`),
    ...unlisted.map((name) => `lessons/${folder}/${name} is not among the files in the manifest.`),
    ...notMarked.map(
      (name) => `lessons/${folder}/${name}:1: the first line does not say that the file is the learner's.`,
    ),
  ]
}

function problemsOfTasks({ id: lessonId, tasks }: Lesson): string[] {
  const problems: string[] = []
  const problem = (sentence: string) => problems.push(`lesson ${lessonId}: ${sentence}`)
  const ids = tasks.map(({ id }) => id)
  if (!tasks.some(({ optional }) => !optional)) problem('there is no core task.')
  for (const id of repeated(ids)) problem(`two tasks are called ${id}.`)
  for (const task of tasks) {
    if (!TASK_ID.test(task.id) || !task.id.startsWith(`${lessonId}.`)) {
      problem(`"${task.id}" isn't a task's id; it has the form ${lessonId}.1.`)
    }
    if (!task.title.trim()) problem(`task ${task.id} has no title.`)
    for (const needed of task.needs ?? []) {
      const earlier = needed.startsWith(`${lessonId}.`)
        ? ids.slice(0, ids.indexOf(task.id)).includes(needed)
        : true
      if (!earlier) problem(`task ${task.id} needs ${needed}, which isn't an earlier task.`)
    }
  }
  return problems
}

function problemsOfHints(lesson: Lesson, root: string): string[] {
  const problems = CLIENTS.flatMap((client) => {
    const { tasks, problems } = hintsOf(lesson, client, root)
    const wrong = [...tasks].flatMap(([id, { steps }]) => {
      const hints = steps.filter((hint) => hint.trim() !== '').length
      return hints === 3 ? [] : [`lesson ${lesson.id}: task ${id} has ${hints} hints; three are needed.`]
    })
    return [...problems, ...wrong]
  })
  return [...new Set(problems)]
}

function problemsOfChecks(lesson: Lesson, checks: readonly Check[]): string[] {
  const problems: string[] = []
  const problem = (sentence: string) => problems.push(`lesson ${lesson.id}: ${sentence}`)
  const tasks = lesson.tasks.map(({ id }) => id)
  for (const id of repeated(checks.map((check) => check.id))) problem(`two checks are called ${id}.`)
  for (const { id, task, title } of checks) {
    if (CHECK_ID.exec(id)?.[1] !== task)
      problem(`check "${id}" is of task ${task}; its id has the form ${task}-word.`)
    if (!tasks.includes(task)) problem(`check ${id} is of task ${task}, which the lesson does not have.`)
    if (!title.trim()) problem(`check ${id} needs a title.`)
  }
  for (const task of tasks) {
    if (!checks.some((check) => check.task === task)) problem(`task ${task} has no check.`)
  }
  return problems
}

/** Every mutant and every alternative can be built, and every check has a mutant that it must reject. */
function problemsOfMutants(lesson: Lesson, checks: readonly Check[], root: string): string[] {
  const { mutants, problems } = variantsOf(lesson, root)
  const ids = checks.map(({ id }) => id)
  const untested = new Set(ids)
  const unknown = mutants.flatMap(({ name, path, rejectedBy }) => {
    for (const id of rejectedBy) untested.delete(id)
    return rejectedBy
      .filter((id) => !ids.includes(id))
      .map((id) => `${path}: ${name}: there is no check "${id}".${didYouMean(id, ids)}`)
  })
  const folder = `test/mutants/${folderOf(lesson)}`
  return [
    ...problems,
    ...unknown,
    ...[...untested].map((id) => `${folder}: the check ${id} has no mutant that it must reject.`),
  ]
}

function didYouMean(id: string, ids: readonly string[]): string {
  const meant = nearest(id, ids)
  return meant ? ` Did you mean "${meant}"?` : ''
}

/** Solutions, mutants, and alternatives of lessons that are not there. */
function strayFolders(folders: readonly string[], root: string): string[] {
  return ['solutions', 'test/mutants', 'test/alternatives'].flatMap((area) =>
    foldersIn(join(root, area))
      .filter((name) => /^\d\d-/.test(name) && !folders.includes(name))
      .map((name) => `${area}/${name} belongs to no lesson: lessons/${name} is missing.`),
  )
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))]
}
