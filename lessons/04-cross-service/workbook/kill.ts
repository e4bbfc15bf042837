/** `npm run lesson 04 kill`: replicas die in the middle of their work, and what is lost is counted. */
import { Failure } from '../../../shared/checks/failure.ts'
import { hint } from '../../../shared/checks/report/begin-text.ts'
import { NotStarted } from '../../../shared/lesson/todo.ts'
import type { Extra, RunExtra } from '../../../shared/workbook/extra.ts'
import { CLIENTS, type Client } from '../../../shared/workbook/manifest.ts'
import { columns, Misuse, paint, terminalWidth, wrap } from '../../../shared/workbook/terminal.mjs'
import { touched } from '../../../shared/workbook/untouched.ts'
import { quote } from '../../../shared/workbook/words.mjs'
import { killing, type Losses } from './processes/killing.ts'

/** How many register in each round. */
const PER_ROUND = 5
/** How often a replica is killed. */
const KILLS = 3

export const run: RunExtra = async (extra) => {
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
    `With ${client}. Two replicas of the email service share the work, each in a process of its own. ${KILLS} times one of them is killed in the middle of it, and another one starts in its place.\n`,
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

/** The first task that this needs and that has a place that is still as in the starter, in words. */
function openTask({ lesson }: Extra, client: Client): string | undefined {
  const { open } = touched(lesson, client)
  for (const { id, title } of lesson.tasks.slice(0, 2)) {
    const place = open.get(id)
    if (!place) continue
    return `Task ${id}, ${title}, is not done yet. It is at ${place.path}:${place.line}. For help, type: ${hint(id)}\nThe solution shows it already: npm run lesson ${lesson.id} solution kill`
  }
  return undefined
}

function tellLosses(losses: Losses): void {
  const { registrations, tracked, mails, inFlight, missing, unexplained, twice } = losses
  const rows: [string, number][] = [
    ['registrations', registrations],
    ['events tracked', tracked],
    ['mails sent', mails],
    ['mails never sent', missing.length],
    ['in hand at the kills', inFlight.length],
  ]
  const table = rows.map(([what, count]) => [what, String(count).padStart(3)])
  console.log(`\n${columns(table, { indent: 2 })}\n`)
  if (twice.length > 0) say(paint('red', `✗ Sent twice: ${twice.join(', ')}.`))
  if (unexplained.length > 0) {
    const who = unexplained.join(', ')
    say(paint('red', `✗ Never sent, and in the hands of nobody who was killed: ${who}.`))
  } else if (missing.length > 0) {
    say(
      'What was never sent is what was in hand, and nothing else. The other replica had seen the claim and left the event alone. The claim ends with its lease, but Redis does not deliver a message twice: it does not keep any. Lesson 06 puts such events on a stream, where they stay until somebody has said that they are done.',
    )
  }
}

function say(text: string): void {
  console.log(wrap(text, terminalWidth()))
}
