/** `npm run hint 03 2`: the next hint for a task. */
import { loadLesson } from '../catalogue.ts'
import type { Lesson, Task } from '../manifest.ts'
import type { TaskProgress } from '../progress.ts'
import { progressOf, recordHints } from '../progress.ts'
import { taskIn } from '../task-list.ts'
import { Misuse, paint, runCommand, terminalWidth, wrap } from '../terminal.mjs'
import { readWords } from '../words.mjs'

const STEPS = ['the idea', 'the calls', 'nearly the code']

await runCommand(async () => {
  const words = readWords({
    command: 'npm run hint',
    example: 'npm run hint 01 2',
    lesson: 'required',
    words: ['again', 'all'],
    tasks: true,
  })
  const lesson = await loadLesson(words.lesson!)
  if (words.tasks.length > 1)
    throw new Misuse(`One task at a time, please: you named ${words.tasks.join(' and ')}.`)
  const progress = progressOf(lesson)
  const task = words.tasks[0] ? taskIn(lesson, words.tasks[0]) : nextTask(lesson, progress.tasks)
  const { hints, state } = progress.tasks.find((entry) => entry.task === task)!

  console.log(paint('bold', `Task ${task.id}: ${task.title}`))
  const passed = Object.entries(state).flatMap(([client, is]) => (is === 'passed' ? [client] : []))
  if (passed.length > 0) console.log(`You have passed this one already with ${passed.join(' and ')}.`)

  if (words.words.has('all')) {
    task.hints.forEach((_, index) => {
      show(task, index)
    })
    recordHints(task.id, task.hints.length)
    tellWhatIsNext(lesson, task, task.hints.length)
    return
  }
  const index = words.words.has('again') ? 0 : hints
  if (index < task.hints.length) {
    show(task, index)
    recordHints(task.id, index + 1)
  }
  tellWhatIsNext(lesson, task, index + 1)
})

/** Without a task named: the first one that does not pass for any client. */
function nextTask(lesson: Lesson, tasks: readonly TaskProgress[]): Task {
  const open = tasks.find(({ state }) => Object.values(state).every((is) => is !== 'passed'))
  return (open?.task ?? lesson.tasks[0])!
}

function show(task: Task, index: number): void {
  const heading = `Hint ${index + 1} of ${task.hints.length}, ${STEPS[index]}:`
  console.log(`\n${paint('cyan', heading)}\n${wrap(task.hints[index]!, Math.min(terminalWidth(), 100))}`)
}

/** @param shown How many hints the learner has seen now; one more than there are, when none was left to show. */
function tellWhatIsNext({ id }: Lesson, task: Task, shown: number): void {
  const command = `npm run hint ${id} ${task.id.split('.')[1]}`
  if (shown < task.hints.length) {
    console.log(`\nThe next hint: ${command}`)
    return
  }
  console.log(
    shown === task.hints.length ? '\nThat was the last hint.' : '\nThere are no more hints for this task.',
  )
  console.log(`All of them again: ${command} all`)
  console.log(`The solution beside your code: npm run compare ${id} reveal`)
}
