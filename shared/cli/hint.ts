import { hintsOf, type TaskHints } from '#shared/core/hints.ts'
import { loadLesson } from '#shared/core/lessons.ts'
import { CLIENTS, type Client, type Lesson, type Task } from '#shared/core/manifest.ts'
import { Misuse, paint, terminalWidth, wrap } from '#shared/core/terminal.mjs'
import type { LessonProgress, TaskProgress } from '#shared/runner/progress.ts'
import { progressOf, recordHints } from '#shared/runner/progress.ts'
import type { CliContext } from './cli-context.ts'
import { argsIn } from './cli-context.ts'
import { taskIn } from './task-list.ts'

const STEPS = ['the idea', 'the calls', 'nearly the code']
/** What is printed is no wider, even if the terminal is. */
const WIDEST = 100

/**
 * `npm run hint 03 2`: prints the next hint for a task, and stores that it has been shown.
 *
 * @throws `Misuse` for words that do not name one task of one lesson.
 */
export async function hint(around: CliContext): Promise<void> {
  const words = argsIn(around, {
    command: 'npm run hint',
    example: 'npm run hint 01 2',
    lesson: 'required',
    words: ['again', 'all'],
    clients: true,
    tasks: true,
  })
  const lesson = await loadLesson(words.lesson!, around.root)
  if (words.tasks.length > 1)
    throw new Misuse(`One task at a time, please: you named ${words.tasks.join(' and ')}.`)
  const progress = progressOf(lesson, around)
  const task = words.tasks[0] ? taskIn(lesson, words.tasks[0]) : nextTask(lesson, progress.tasks)
  const entry = progress.tasks.find((one) => one.task === task)!
  const client = words.clients[0] ?? clientFor(progress, entry)
  const hints = hintsOf(lesson, client, around.root).tasks.get(task.id) ?? NONE
  const count = hints.steps.length

  around.print(paint('bold', `Task ${task.id}: ${task.title}${hints.own ? ` (${client})` : ''}`))
  const passed = CLIENTS.filter((one) => entry.state[one] === 'passed')
  const isOther = hints.own && !passed.includes(client)
  const whose = isOther ? ` These hints are for ${client}.` : ''
  if (passed.length > 0) {
    around.print(`You have passed this one already with ${passed.join(' and ')}.${whose}`)
    if (isOther)
      around.print(`For ${passed[0]}: npm run hint ${lesson.id} ${task.id.split('.')[1]} ${passed[0]} all`)
  }

  const next = words.words.has('again') ? 0 : hints.own ? entry.ioredisHints : entry.hints
  const [first, end] = words.words.has('all') ? [0, count] : [next, next + 1]
  for (let index = first; index < Math.min(end, count); index++) around.print(`\n${textOf(hints, index)}`)
  if (first < count) recordHints(task.id, end, { ...around, ioredis: hints.own })
  around.print(`\n${whatIsNext(lesson, task, count, end)}`)
}

const NONE: TaskHints = { steps: [], code: [], own: false }

/** Without a client named: the one that the learner has begun with, until the task passes with it. */
function clientFor({ begin = CLIENTS[0] }: LessonProgress, { state }: TaskProgress): Client {
  const other = CLIENTS.find((client) => client !== begin)!
  return state[begin] === 'passed' && state[other] !== 'passed' ? other : begin
}

/** Without a task named: the first one that does not pass for any client. */
function nextTask(lesson: Lesson, tasks: readonly TaskProgress[]): Task {
  const open = tasks.find(({ state }) => Object.values(state).every((is) => is !== 'passed'))
  return (open?.task ?? lesson.tasks[0])!
}

function textOf({ steps }: TaskHints, index: number): string {
  const heading = `Hint ${index + 1} of ${steps.length}, ${STEPS[index]}:`
  return `${paint('cyan', heading)}\n${laidOut(steps[index] ?? '')}`
}

/** Text is wrapped. Code keeps its lines, and is set apart by an indent in place of its fences. */
function laidOut(markdown: string): string {
  const width = Math.min(terminalWidth(), WIDEST)
  let fenced = false
  return markdown
    .split('\n')
    .flatMap((line) => {
      const isFence = line.startsWith('```')
      if (isFence) fenced = !fenced
      if (isFence) return []
      return fenced ? [line && `    ${line}`] : [wrap(line, width)]
    })
    .join('\n')
}

/** @param shown How many hints the learner has seen now; one more than there are, when none was left to show. */
function whatIsNext({ id }: Lesson, task: Task, count: number, shown: number): string {
  const command = `npm run hint ${id} ${task.id.split('.')[1]}`
  if (shown < count) return `Next hint: ${command}`
  return [
    shown === count ? 'That was the last hint.' : 'There are no more hints for this task.',
    `To see all of them again: ${command} all`,
    `The solution beside your code: npm run compare ${id} reveal`,
  ].join('\n')
}
