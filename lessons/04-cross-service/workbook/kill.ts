/** `npm run lesson 04 kill`: kills replicas while they work, and counts the lost emails. */
import { Failure } from '#shared/checks/failure.ts'
import { quote } from '#shared/cli/args.mjs'
import { CLIENTS, type Client } from '#shared/core/manifest.ts'
import { hint } from '#shared/core/not-started-message.ts'
import { starterStatus } from '#shared/core/starter-status.ts'
import { columns, Misuse, paint, print } from '#shared/core/terminal.mjs'
import { NotStarted } from '#shared/lesson/todo.ts'
import type { LessonCommand, RunLessonCommand } from '#shared/runner/lesson-command.ts'
import { killing, type Losses } from './processes/killing.ts'

/** How many users register in each round. */
const PER_ROUND = 5
/** How often a replica is killed. */
const KILLS = 3

export const run: RunLessonCommand = async (extra) => {
  const [unknown] = extra.words
  if (unknown !== undefined) {
    throw new Misuse(
      `npm run lesson ${extra.lesson.id} kill does not know ${quote(unknown)}; it takes solution, own, node-redis and ioredis.`,
    )
  }
  const client = extra.clients[0] ?? CLIENTS[0]
  const open = extra.area === 'lessons' ? openTask(extra, client) : undefined
  if (open !== undefined) {
    say(open)
    return 0
  }
  say(
    `With ${client}. Two replicas of the email service run as processes. ${KILLS} times, one of them is killed while it sends emails, and a new one replaces it.\n`,
  )
  try {
    const losses = await killing({
      code: { ...extra, client, folder: `${extra.lesson.id}-${extra.lesson.slug}` },
      redisUrl: extra.server.url,
      namespace: extra.server.namespace,
      perRound: PER_ROUND,
      kills: KILLS,
      tell: say,
    })
    tellLosses(losses)
    return losses.unexplained.length === 0 && losses.twice.length === 0 ? 0 : 1
  } catch (error) {
    if (error instanceof NotStarted) {
      say(`Task ${error.task} is not done yet. For help, type: ${hint(error.task)}`)
      return 0
    }
    if (!(error instanceof Failure)) throw error
    say(paint('red', `✗ ${error.message}`))
    return 1
  }
}

/** Describes the first task that this needs and that the learner hasn't finished. */
function openTask({ lesson }: LessonCommand, client: Client): string | undefined {
  const { open } = starterStatus(lesson, client)
  for (const { id, title } of lesson.tasks.slice(0, 2)) {
    const place = open.get(id)
    if (!place) continue
    return `Task ${id}, ${title}, is not done yet. It is at ${place.path}:${place.line}. For help, type: ${hint(id, client)}\nThe solution shows it already: npm run lesson ${lesson.id} solution kill`
  }
  return undefined
}

function tellLosses(losses: Losses): void {
  const { registrations, tracked, mails, inFlight, missing, unexplained, twice } = losses
  const rows: [string, number][] = [
    ['registrations', registrations],
    ['events tracked', tracked],
    ['emails sent', mails],
    ['emails never sent', missing.length],
    ['in flight when killed', inFlight.length],
  ]
  const table = rows.map(([what, count]) => [what, String(count).padStart(3)])
  console.log(`\n${columns(table, { indent: 2 })}\n`)
  if (twice.length > 0) say(paint('red', `✗ Sent twice: ${twice.join(', ')}.`))
  if (unexplained.length > 0) {
    const who = unexplained.join(', ')
    say(paint('red', `✗ Never sent, although no killed replica was sending them: ${who}.`))
  } else if (missing.length > 0) {
    say(
      'The lost emails are exactly those that were in flight. The other replica had seen their claims and ignored the events. The claims expire, but Redis keeps no message to deliver again. Lesson 06 uses a stream, which keeps events until a replica acknowledges them.',
    )
  }
}

function say(text: string): void {
  print(text)
}
