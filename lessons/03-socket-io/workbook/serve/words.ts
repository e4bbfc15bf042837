import { describe } from '#shared/checks/failure.ts'
import { frameOf } from '#shared/checks/stack.ts'
import { CLIENTS, type Lesson } from '#shared/core/manifest.ts'
import { hint } from '#shared/core/not-started-message.ts'
import { starterStatus } from '#shared/core/starter-status.ts'
import { NotStarted } from '#shared/lesson/todo.ts'

/** An error of the learner's code in words: the task that isn't finished, or the error with its line. */
export function inWords(error: unknown, lesson: Lesson): string {
  if (error instanceof NotStarted) return notDone(error.task, lesson)
  const frame = frameOf(error)
  return describe(error) + (frame ? ` at ${frame}` : '')
}

/** The first core task with code that is still unchanged from the starter. */
export function nextTask(lesson: Lesson): string | undefined {
  // The files of this lesson are for both clients.
  const { open } = starterStatus(lesson, CLIENTS[0])
  const next = lesson.tasks.find(({ id, optional }) => !optional && open.has(id))
  return next && notDone(next.id, lesson)
}

function notDone(id: string, lesson: Lesson): string {
  const task = lesson.tasks.find((candidate) => candidate.id === id)
  const title = task ? `, ${task.title}` : ''
  const place = task ? placeOf(id, lesson) : undefined
  return `Task ${id}${title}, isn't finished yet.${place ? ` See ${place}.` : ''} For a hint, type: ${hint(id)}`
}

/** The first line of a task that is still unchanged from the starter. */
function placeOf(id: string, lesson: Lesson): string | undefined {
  const place = starterStatus(lesson, CLIENTS[0]).open.get(id)
  return place && `${place.path}:${place.line}`
}
