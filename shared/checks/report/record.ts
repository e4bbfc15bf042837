import { recordRun } from '../../workbook/progress.ts'
import { type LessonResult, taskStatus } from './result.ts'

/** Keeps what a run came to, as the learner's progress. A file as it was handed out is no progress. */
export function recordResult(of: LessonResult): void {
  const begun = of.clients.filter((client) => !of.touched.get(client)?.untouched)
  const results = of.lesson.tasks.flatMap((task) =>
    begun.flatMap((client) => {
      const status = taskStatus(of, task, client)
      return status ? [{ task: task.id, client, status }] : []
    }),
  )
  if (results.length > 0) recordRun(of.lesson, results)
}
