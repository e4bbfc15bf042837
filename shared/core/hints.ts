/**
 * The hints of a lesson: `workbook/hints.md`, and `workbook/hints.ioredis.md` for the tasks that are done differently with
 * ioredis.
 *
 * @module
 */
import { join } from 'node:path'
import { fencesOf } from './fences.ts'
import { readIfThere } from './files.ts'
import { ROOT } from './lesson-paths.mjs'
import { CLIENTS, type Client, folderOf, type Lesson, type Task } from './manifest.ts'

/** Code that a hint gives for one place of the starter. */
export interface HintCode {
  /** The file that the place is in, where the hint names one. */
  readonly file?: string
  /** The region without its task: `publish` is the region `01.1-publish`. */
  readonly name: string
  readonly code: string
}

/** The hints for one task. */
export interface TaskHints {
  /** The concept, the API, nearly the code: Markdown. */
  readonly steps: readonly string[]
  /** The code of the last step. */
  readonly code: readonly HintCode[]
  /** Whether they are for ioredis alone. */
  readonly own: boolean
}

/** All hints of a lesson for one client, by task. */
export interface LessonHints {
  readonly tasks: ReadonlyMap<string, TaskHints>
  /** One sentence for each thing that is wrong with the files. */
  readonly problems: readonly string[]
}

const STEPS = 3
const HEADING = /^## (\S+)(?: (.+))?$/
const STEP = /^(\d)\. /
/** `// publish`, or with its file `// router.ts: publish`. */
const PLACE = /^\/\/ (?:([\w-]+\.ts): )?([\w-]+)$/

/**
 * Reads the hints of a lesson. Where it has no `hints.md`, they are those of its manifest.
 *
 * @param root The workbook's folder. Default: this one.
 */
export function hintsOf(
  lesson: Pick<Lesson, 'id' | 'slug' | 'tasks'>,
  client: Client,
  root = ROOT,
): LessonHints {
  const folder = `lessons/${folderOf(lesson)}/workbook`
  const common = readIfThere(join(root, folder, 'hints.md'))
  if (common === undefined) return inManifest(lesson)
  const first = readHints(`${folder}/hints.md`, common, lesson.tasks)
  const problems = [...first.problems]
  for (const { id } of lesson.tasks) {
    if (!first.tasks.has(id)) problems.push(`${folder}/hints.md: there are no hints for task ${id}.`)
  }
  const name = `hints.${CLIENTS[1]}.md`
  const other = client === CLIENTS[1] ? readIfThere(join(root, folder, name)) : undefined
  if (other === undefined) return { tasks: first.tasks, problems }
  const own = readHints(`${folder}/${name}`, other, lesson.tasks)
  const ownTasks = [...own.tasks].map(([id, hints]) => [id, { ...hints, own: true }] as const)
  return { tasks: new Map([...first.tasks, ...ownTasks]), problems: [...problems, ...own.problems] }
}

function inManifest({ tasks }: Pick<Lesson, 'tasks'>): LessonHints {
  return {
    tasks: new Map(tasks.map(({ id, hints = [] }) => [id, { steps: hints, code: [], own: false }])),
    problems: [],
  }
}

/**
 * Reads one file of hints.
 *
 * @param file Its name, for messages.
 */
export function readHints(
  file: string,
  markdown: string,
  tasks: readonly Pick<Task, 'id' | 'title'>[],
): LessonHints {
  const found = new Map<string, TaskHints>()
  const problems: string[] = []
  for (const { heading, line, text } of sectionsOf(markdown)) {
    const problem = (sentence: string) => problems.push(`${file}:${line}: ${sentence}`)
    const [, id = '', title] = HEADING.exec(heading) ?? []
    const task = tasks.find((one) => one.id === id)
    if (!task) problem(`"${id}" is not a task of this lesson.`)
    else if (task.title !== title) problem(`the title of task ${id} is "${task.title}".`)
    if (found.has(id)) problem(`task ${id} has hints already.`)
    const steps = stepsOf(text)
    if (steps.length !== STEPS) problem(`task ${id} has ${steps.length} numbered steps instead of ${STEPS}.`)
    const code = fencesOf(steps.at(-1) ?? '').flatMap((fence) => {
      const [first = '', ...lines] = fence.code.split('\n')
      const [, inFile, name] = PLACE.exec(first) ?? []
      if (name !== undefined) return [{ ...(inFile && { file: inFile }), name, code: lines.join('\n') }]
      problem(
        `the first line of each block in step ${STEPS} of ${id} names what it fills, as in "// publish".`,
      )
      return []
    })
    found.set(id, { steps, code, own: false })
  }
  return { tasks: found, problems }
}

function sectionsOf(markdown: string): { heading: string; line: number; text: string }[] {
  const lines = markdown.split(/\r?\n/)
  const starts = lines.flatMap((text, index) => (text.startsWith('## ') ? [index] : []))
  return starts.map((start, index) => ({
    heading: lines[start] ?? '',
    line: start + 1,
    text: lines.slice(start + 1, starts[index + 1]).join('\n'),
  }))
}

/** Numbered paragraphs, each with the blocks that follow it. */
function stepsOf(text: string): string[] {
  const steps: string[][] = []
  let fenced = false
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) fenced = !fenced
    if (!fenced && STEP.exec(line)?.[1] === String(steps.length + 1)) steps.push([line.replace(STEP, '')])
    else steps.at(-1)?.push(line)
  }
  return steps.map((lines) => lines.join('\n').trim())
}
