import type { Client } from '#shared/core/manifest.ts'
import { type LessonResult, taskStatus, waitingTasks } from './result.ts'
import { marked, waitingText } from './table.ts'

/**
 * One line for the moment when all that is quick has been checked: a mark for each task, or `◌` for one that has
 * passed so far and still waits for the client to reconnect.
 *
 * @param waiting Ids of the tasks that wait.
 */
export function partialReport(of: LessonResult, client: Client, waiting: readonly string[]): string {
  const reconnecting: string[] = []
  const marks = of.lesson.tasks.map((task) => {
    const status = taskStatus(of, task, client)
    const open = waiting.includes(task.id) && (status === undefined || status === 'passed')
    if (open) reconnecting.push(task.id)
    return `${task.id} ${open ? '◌' : marked(status)}`
  })
  const line = `${client}: ${marks.join('  ')}`
  const notes = [...waitingTasks(of, client)].map(([task, tasks]) => waitingText(task, tasks))
  if (reconnecting.length > 0) notes.push(waitingText('the client to reconnect', reconnecting))
  return notes.length > 0 ? `${line}  (${notes.join('; ')})` : line
}
