/** `npm run lesson 06 compare pubsub streams rabbitmq`: what each makes of the same failures, as a table. */
import { describe } from '#shared/checks/failure.ts'
import { paint, print, Refusal } from '#shared/core/terminal.mjs'
import { type Broker, BrokerUnavailable } from '#shared/rabbitmq/broker.ts'
import { startBroker } from '#shared/rabbitmq/start.ts'
import { makeSureOfServers } from '#shared/redis/server-watch.ts'
import type { LessonCommand } from '#shared/runner/lesson-command.ts'
import { FAILURES, type Failure } from './failures/names.ts'
import { type FailureOptions, playFailure } from './failures/play.ts'
import { headText, insteadText, rowText } from './failures/table.ts'
import { CannotShow } from './outages/outage.ts'
import type { Transport } from './outages/transport.ts'

/** Prints the table, and resolves with the exit code. */
export async function compareFailures(
  { clients, server }: LessonCommand,
  transports: readonly Transport[],
  failures: readonly Failure[],
): Promise<number> {
  const broker = await brokerFor()
  try {
    const client = clients[0]!
    print(`Each failure: 20 messages, with ${client}, amqplib, and the solutions. What goes wrong:`)
    for (const failure of failures) print(`  ${paint('bold', failure)}: ${FAILURES[failure]}`)
    console.log(`\n${headText()}`)
    const notes: string[] = []
    let code = 0
    for (const failure of failures) {
      let name: Failure | '' = failure
      for (const transport of transports) {
        if (failure === 'mandatory' && transport !== 'rabbitmq') continue
        const row = await rowOf({ failure, transport, client, server, broker }, name)
        console.log(row.text)
        if (row.note) notes.push(row.note)
        if (row.failed) code = 1
        name = ''
      }
    }
    print(`\n${LEGEND}`)
    for (const note of new Set(notes)) print(`– ${note}`)
    return code
  } finally {
    await broker.stop()
  }
}

const LEGEND = [
  'confirmed: by the reply to PUBLISH or XADD, or by a publisher confirm.',
  'received: handled, each counted once. twice: those that were handled again.',
  'kept: not handled, but in the dead-letter stream or queue, or returned to the publisher. lost: neither.',
].join('\n')

async function brokerFor(): Promise<Broker> {
  try {
    const broker = await startBroker()
    print(`${broker.label}\n`)
    return broker
  } catch (error) {
    if (error instanceof BrokerUnavailable) throw new Refusal(error.message)
    throw error
  }
}

async function rowOf(options: FailureOptions, name: Failure | '') {
  const { failure, transport } = options
  try {
    return { text: rowText(name, transport, await playFailure(options)), failed: false }
  } catch (error) {
    if (error instanceof CannotShow) {
      const text = insteadText(name, transport, '– not possible here')
      return { text, note: `${failure}: ${error.message}`, failed: false }
    }
    await makeSureOfServers()
    return { text: insteadText(name, transport, paint('red', `✗ ${describe(error)}`)), failed: true }
  }
}
