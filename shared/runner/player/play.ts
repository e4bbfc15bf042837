import { type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { codeLocation, fileOf, hint } from '#shared/core/not-started-message.ts'
import { starterStatus } from '#shared/core/starter-status.ts'
import { paint, terminalWidth } from '#shared/core/terminal.mjs'
import type { ServerInfo } from '#shared/redis/server-info.ts'
import type { CheckResult } from '../report/result.ts'
import type { PlayEnd, WorkerEvent, WorkerOptions } from './messages.ts'
import { Interrupted, Player } from './player.ts'
import { type StepTold, stepText } from './side-by-side.ts'

/** What is played. */
export interface PlayOptions {
  readonly lesson: Lesson
  readonly area: WorkerOptions['area']
  readonly clients: readonly Client[]
  readonly server: ServerInfo
  readonly own: boolean
  readonly part: WorkerOptions['part']
  /** Takes each result as soon as it is there. */
  readonly checked?: (result: CheckResult) => void
  /** Takes the results of a client when only checks that wait for reconnects are left, and the tasks of these. */
  readonly nearly?: (client: Client, results: readonly CheckResult[], waiting: readonly string[]) => void
}

/** How a play went. */
export interface PlayResult {
  /** One for each client that could be played to an end, good or bad. */
  readonly ends: ReadonlyMap<Client, PlayEnd>
  readonly results: readonly CheckResult[]
  /** Texts about threads that had to be ended. */
  readonly interrupted: ReadonlyMap<Client, string>
}

/**
 * Plays a lesson on all clients at once and prints each step as soon as all have gone through it.
 *
 * @param players Threads that are ready, by client; what is missing is made. Each is used up.
 */
export async function play(
  { lesson, area, clients, server, own, part, checked, nearly }: PlayOptions,
  print: (text: string) => void,
  players: ReadonlyMap<Client, Player> = new Map(),
): Promise<PlayResult> {
  const ends = new Map<Client, PlayEnd>()
  const results: CheckResult[] = []
  const interrupted = new Map<Client, string>()
  const steps = new Map<Client, StepTold[]>(clients.map((client) => [client, []]))
  let printed = 0

  /** A step is over for a client when it has come to the next one, or to its end. */
  const printWhatIsOver = () => {
    const running = clients.filter((client) => !ends.has(client) && !interrupted.has(client))
    const reached = (client: Client) => (steps.get(client) ?? []).length
    const upTo =
      running.length > 0
        ? Math.min(...running.map((client) => reached(client) - 1))
        : Math.max(...clients.map(reached))
    for (; printed < upTo; printed++) {
      const told = clients.flatMap((client): [Client, StepTold][] => {
        const step = steps.get(client)?.[printed]
        return step ? [[client, step]] : []
      })
      print(`${stepText(printed + 1, new Map(told), terminalWidth())}\n`)
    }
  }

  const listen = (client: Client) => (told: WorkerEvent) => {
    const own = steps.get(client) ?? []
    if (told.what === 'step') own.push({ ...told, lines: [] })
    if (told.what === 'line') {
      if (own.length === 0) own.push({ title: 'While your file is loaded.', lines: [] })
      own.at(-1)?.lines.push(told)
    }
    if (told.what === 'played') {
      ends.set(client, told.end)
      if (told.end.how === 'not-started') mark(own, `○ task ${told.end.task} is not done yet`)
      if (told.end.how === 'failed') mark(own, '✗ this did not work')
    }
    if (told.what === 'checked') {
      results.push(told.result)
      checked?.(told.result)
    }
    if (told.what === 'nearly') {
      nearly?.(
        client,
        results.filter((result) => result.client === client),
        told.waiting,
      )
    }
    printWhatIsOver()
  }

  await Promise.all(
    clients.map(async (client) => {
      const job = { folder: folderOf(lesson), area, client, server, own, part }
      const player = players.get(client) ?? new Player(job)
      try {
        await player.run(job, listen(client))
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error
        interrupted.set(client, error.message)
      }
      printWhatIsOver()
    }),
  )
  return { ends, results, interrupted }
}

/** Ends the last step with a line; it has no time, for it is none of the code's doing. */
function mark(steps: readonly StepTold[], text: string): void {
  steps.at(-1)?.lines.push({ text })
}

/** What the learner should know about how each client's scenario ended: nothing when it is complete. */
export function endsText(
  { lesson, area }: Pick<PlayOptions, 'lesson' | 'area'>,
  played: PlayResult,
): string[] {
  const lines: string[] = []
  for (const [client, end] of played.ends) {
    if (end.how === 'not-started') {
      const place = starterStatus(lesson, client).open.get(end.task)
      const title = lesson.tasks.find((task) => task.id === end.task)?.title
      lines.push(`○ ${client}: task ${end.task} comes next, ${title}.`)
      const at = place ? `${place.path}:${place.line}` : fileOf(lesson, client, area)
      lines.push(`    It is at ${at}. For help, type: ${hint(end.task, client)}`)
    }
    if (end.how === 'broken') {
      lines.push(paint('red', `✗ ${client}: ${codeLocation(lesson, client, area)} cannot be loaded.`))
      lines.push(
        ...end.message
          .trimEnd()
          .split('\n')
          .map((text) => `    ${text}`.trimEnd()),
      )
    }
    if (end.how === 'failed') {
      lines.push(paint('red', `✗ ${client}: ${end.message.replaceAll('\n', ' ')}`))
      lines.push(`    For details, run the checks: npm test ${area}/${lesson.id} ${client}`)
    }
  }
  for (const [client, text] of played.interrupted) {
    const [first = '', ...rest] = text.split('\n')
    lines.push(paint('red', `✗ ${client}: ${first}`), ...rest.map((line) => `    ${line}`))
  }
  return lines
}
