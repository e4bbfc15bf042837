import { type ProgressOptions, recordRun } from '../progress.ts'
import { type LessonResult, taskStatus } from './result.ts'

/** Keeps what a run came to, as the learner's progress. A file as it was handed out is no progress. */
export function recordResult(of: LessonResult, options: ProgressOptions = {}): void {
  const begun = of.clients.filter((client) => !of.starters.get(client)?.untouched)
  const results = of.lesson.tasks.flatMap((task) =>
    begun.flatMap((client) => {
      const status = taskStatus(of, task, client)
      const isOpen = of.starters.get(client)?.open.has(task.id)
      // All of it is there, and it only waits for another task: then it stays what it was.
      if (status === 'waiting')
        return isOpen ? [{ task: task.id, client, status: 'not-started' as const }] : []
      return status ? [{ task: task.id, client, status }] : []
    }),
  )
  // What runs on another foundation is another progress.
  if (results.length > 0) recordRun(of.lesson, results, { ...options, own: of.ownAdapter !== undefined })
}
