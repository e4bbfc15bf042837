import { loadLesson } from '../catalogue.ts'
import type { Lesson, Task } from '../manifest.ts'
import type { TaskProgress } from '../progress.ts'
import { progressOf, recordHints } from '../progress.ts'
import type { Surroundings } from '../surroundings.ts'
import { wordsIn } from '../surroundings.ts'
import { taskIn } from '../task-list.ts'
import { Misuse, paint, terminalWidth, wrap } from '../terminal.mjs'

const STEPS = ['the idea', 'the calls', 'nearly the code']

/**
 * `npm run hint 03 2`: prints the next hint for a task, and stores that it has been shown.
 *
 * @throws `Misuse` for words that do not name one task of one lesson.
 */
export async function hint(around: Surroundings): Promise<void> {
  const words = wordsIn(around, {
    command: 'npm run hint',
    example: 'npm run hint 01 2',
    lesson: 'required',
    words: ['again', 'all'],
    tasks: true,
  })
  const lesson = await loadLesson(words.lesson!, around.root)
  if (words.tasks.length > 1)
    throw new Misuse(`One task at a time, please: you named ${words.tasks.join(' and ')}.`)
  const progress = progressOf(lesson, around)
  const task = words.tasks[0] ? taskIn(lesson, words.tasks[0]) : nextTask(lesson, progress.tasks)
  const { hints, state } = progress.tasks.find((entry) => entry.task === task)!

  around.print(paint('bold', `Task ${task.id}: ${task.title}`))
  const passed = Object.entries(state).flatMap(([client, is]) => (is === 'passed' ? [client] : []))
  if (passed.length > 0) around.print(`You have passed this one already with ${passed.join(' and ')}.`)

  const next = words.words.has('again') ? 0 : hints
  const [first, end] = words.words.has('all') ? [0, task.hints.length] : [next, next + 1]
  for (let index = first; index < Math.min(end, task.hints.length); index++)
    around.print(`\n${textOf(task, index)}`)
  if (first < task.hints.length) recordHints(task.id, end, around)
  around.print(`\n${whatIsNext(lesson, task, end)}`)
}

/** Without a task named: the first one that does not pass for any client. */
function nextTask(lesson: Lesson, tasks: readonly TaskProgress[]): Task {
  const open = tasks.find(({ state }) => Object.values(state).every((is) => is !== 'passed'))
  return (open?.task ?? lesson.tasks[0])!
}

function textOf(task: Task, index: number): string {
  const heading = `Hint ${index + 1} of ${task.hints.length}, ${STEPS[index]}:`
  return `${paint('cyan', heading)}\n${wrap(task.hints[index]!, Math.min(terminalWidth(), 100))}`
}

/** @param shown How many hints the learner has seen now; one more than there are, when none was left to show. */
function whatIsNext({ id }: Lesson, task: Task, shown: number): string {
  const command = `npm run hint ${id} ${task.id.split('.')[1]}`
  if (shown < task.hints.length) return `The next hint: ${command}`
  return [
    shown === task.hints.length ? 'That was the last hint.' : 'There are no more hints for this task.',
    `All of them again: ${command} all`,
    `The solution beside your code: npm run compare ${id} reveal`,
  ].join('\n')
}
