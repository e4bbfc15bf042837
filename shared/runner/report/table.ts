import type { Client, Task } from '#shared/core/manifest.ts'
import { codeLocation, fileOf, hint, notStartedMessage } from '#shared/core/not-started-message.ts'
import { columns, fitted, paint } from '#shared/core/terminal.mjs'
import { type LessonResult, type Status, taskStatus, waitingTasks } from './result.ts'

/** Every task with its mark per client, then one line for each client that is not started or cannot be loaded. */
export function table(of: LessonResult): string {
  const { lesson } = of
  const title = `Lesson ${lesson.id} · ${lesson.title}${of.area === 'solutions' ? ' · solution' : ''}`
  const broken = of.clients.filter((client) =>
    ofClient(of, client).some(({ outcome }) => outcome.status === 'broken'),
  )
  const untouched = of.clients.filter((client) => of.starters.get(client)?.untouched)
  const begun = of.clients.filter((client) => !broken.includes(client) && !untouched.includes(client))
  const shown = begun.length > 0 ? begun : untouched
  const core = lesson.tasks.filter((task) => !task.optional)
  const further = lesson.tasks.filter((task) => task.optional)
  const blocks = [paint('bold', title)]
  if (shown.length > 0) {
    blocks.push(rows(of, core, further, shown))
  }
  const lines = [
    ...untouched.map((client) => `  ${notStartedMessage(of.lesson, client)}`),
    ...broken.map((client) => cannotLoad(of, client)),
    ...begun.flatMap((client) => [...waitingLines(of, client), ...next(of, client)]),
  ]
  if (lines.length > 0) blocks.push(fitted(lines.join('\n')))
  return blocks.join('\n\n')
}

function rows(
  of: LessonResult,
  core: readonly Task[],
  further: readonly Task[],
  clients: readonly Client[],
): string {
  const row = (task: Task) => [
    task.id,
    task.title,
    ...clients.map((client) => marked(taskStatus(of, task, client))),
  ]
  const optional = further.length > 0 ? [[''], ['', paint('dim', 'Go further:')], ...further.map(row)] : []
  return columns([['', '', ...clients], ...core.map(row), ...optional], { indent: 2 })
}

/** The mark of a task, as the table has it. */
export function marked(status: Status | undefined): string {
  switch (status) {
    case 'passed':
      return paint('green', '✓')
    case 'failed':
    case 'broken':
      return paint('red', '✗')
    case 'skipped':
      return paint('yellow', '– skipped')
    case 'not-started':
      return '○'
    case 'waiting':
      return '◌'
    case undefined:
      return ' '
  }
}

/** Which tasks wait, and for what. */
function waitingLines(of: LessonResult, client: Client): string[] {
  return [...waitingTasks(of, client)].map(
    ([task, waiting]) => `  ◌ ${client}: ${waitingText(task, waiting)}`,
  )
}

/** For example `01.3 and 01.4 are waiting for 01.2`. */
export function waitingText(task: string, waiting: readonly string[]): string {
  return `${and(waiting)} ${waiting.length === 1 ? 'is' : 'are'} waiting for ${task}`
}

/** As in a sentence: `a, b and c`. */
export function and(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function ofClient(of: LessonResult, client: Client) {
  return of.results.filter((result) => result.client === client)
}

function cannotLoad(of: LessonResult, client: Client): string {
  const message =
    ofClient(of, client).find(({ outcome }) => outcome.status === 'broken')?.outcome.message ?? ''
  const indented = message
    .trimEnd()
    .split('\n')
    .map((line) => `      ${line}`.trimEnd())
  return [
    paint(
      'red',
      `  ✗ ${client}: ${codeLocation(of.lesson, client, of.area)} cannot be loaded, so nothing was checked.`,
    ),
    ...indented,
  ].join('\n')
}

/** The first task that is to be done next, when nothing that was begun fails. */
function next(of: LessonResult, client: Client): string[] {
  const statuses = of.lesson.tasks
    .filter((task) => !task.optional)
    .map((task) => ({ task, status: taskStatus(of, task, client) }))
  if (statuses.some(({ status }) => status === 'failed')) return []
  const open = statuses.find(({ status }) => status === 'not-started')
  if (!open) return []
  const at = of.starters.get(client)?.open.get(open.task.id)
  const place = at ? `${at.path}:${at.line}` : fileOf(of.lesson, client, of.area)
  return [`  Next for ${client}: task ${open.task.id} at ${place}, or type: ${hint(open.task.id, client)}`]
}
