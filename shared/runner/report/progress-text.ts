import { paint } from '#shared/core/terminal.mjs'
import { type LessonResult, taskStatus } from './result.ts'

/** For each client that was begun, the core tasks that pass: `node-redis  ■■□□□□  2 of 6 tasks pass`. */
export function progressText(of: LessonResult): string {
  const begun = of.clients.filter((client) => !of.starters.get(client)?.untouched)
  const clients = begun.length > 0 ? begun : of.clients
  const width = Math.max(...clients.map((client) => client.length))
  const core = of.lesson.tasks.filter(({ optional }) => !optional)
  return clients
    .map((client) => {
      const passed = core.filter((task) => taskStatus(of, task, client) === 'passed').length
      const bar = paint('green', '■'.repeat(passed)) + '□'.repeat(core.length - passed)
      return `${client.padEnd(width)}  ${bar}  ${passed} of ${core.length} tasks pass`
    })
    .join('\n')
}
