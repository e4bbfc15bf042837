import type { Lesson, Task } from '#shared/core/manifest.ts'
import { columns, Misuse } from '#shared/core/terminal.mjs'
import { quote } from './args.mjs'

/**
 * The task of a lesson with an id.
 *
 * @throws `Misuse` with the list of tasks, when the lesson has no such task.
 */
export function taskIn(lesson: Pick<Lesson, 'id' | 'tasks'>, id: string): Task {
  const task = lesson.tasks.find((candidate) => candidate.id === id)
  if (task) return task
  const list = columns(
    lesson.tasks.map(({ id, title }) => [id, title]),
    { indent: 2 },
  )
  throw new Misuse(`Lesson ${lesson.id} has no task ${quote(id)}. Its tasks:\n${list}`)
}
