import { connect } from 'amqplib'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, type TestContext, test } from 'vitest'
import type { Broker } from '#shared/rabbitmq/broker.ts'
import { startBroker } from '#shared/rabbitmq/start.ts'
import type { Server } from '#shared/redis/server.ts'
import { FAILURES, type Failure } from '../../../lessons/06-delivery-limits/workbook/failures/names.ts'
import { playFailure } from '../../../lessons/06-delivery-limits/workbook/failures/play.ts'
import { CannotShow } from '../../../lessons/06-delivery-limits/workbook/outages/outage.ts'
import type { Transport } from '../../../lessons/06-delivery-limits/workbook/outages/transport.ts'
import { NEUTRAL, startScript, until } from '../../unit/redis/servers/support.ts'
import { brokerOrNone, required } from './support.ts'

let broker: Broker | undefined
beforeAll(async () => {
  broker = await brokerOrNone(true)
}, 150_000)
afterAll(() => broker?.stop())

const sent = { sent: 20, confirmed: 20 }
const all = { ...sent, received: 20, twice: 0, kept: 0, lost: 0 }
const half = { ...sent, received: 10, twice: 0, kept: 0, lost: 10 }
const none = { ...sent, received: 0, twice: 0, kept: 0, lost: 20 }
const again = { ...all, twice: 1 }
const dead = { ...all, received: 19, kept: 1 }

const EXPECTED: Readonly<Record<Failure, Partial<Record<Transport, typeof all>>>> = {
  away: { pubsub: half, streams: all, rabbitmq: all },
  killed: { pubsub: half, streams: again, rabbitmq: again },
  poison: { pubsub: { ...dead, kept: 0, lost: 1 }, streams: dead, rabbitmq: dead },
  restart: { pubsub: half, streams: all, rabbitmq: all },
  unbound: { pubsub: none, streams: all, rabbitmq: none },
  mandatory: { rabbitmq: { ...none, kept: 20, lost: 0 } },
}

function play(failure: Failure, transport: Transport, on: Broker) {
  const facts = inject('server')
  const server: Server = { ...facts, kind: 'server', version: '', can: new Set(facts.can), async stop() {} }
  return playFailure({ failure, transport, client: 'node-redis', server, broker: on })
}

for (const failure of Object.keys(FAILURES) as Failure[]) {
  for (const [transport, counts] of Object.entries(EXPECTED[failure])) {
    test(`${failure}, with ${transport}`, { timeout: 180_000 }, async (context) => {
      const on = required(broker, context)
      try {
        expect(await play(failure, transport as Transport, on)).toEqual(counts)
      } catch (error) {
        if (error instanceof CannotShow) context.skip(error.message)
        throw error
      }
    })
  }
}

describe('a RabbitMQ that others use', () => {
  /** The same one, as if it were somebody else's. */
  async function theirs(context: TestContext) {
    const { url } = required(broker, context)
    const connection = await connect(url)
    onTestFinished(() => connection.close())
    const exists = async (what: 'checkQueue' | 'checkExchange', name: string) => {
      const channel = await connection.createChannel()
      channel.on('error', () => {})
      return channel[what](name).then(
        () => channel.close().then(() => true),
        () => false,
      )
    }
    return { url, connection, exists }
  }

  test('is not killed, and keeps what is not ours', { timeout: 60_000 }, async (context) => {
    const { url, connection, exists } = await theirs(context)
    const channel = await connection.createChannel()
    await channel.assertQueue('theirs', { exclusive: true })
    const shared = await startBroker({ ...process.env, AMQP_URL: url })
    expect(shared.label).toMatch(
      /^RabbitMQ \d+\.\d+\.\d+ at amqp:\/\/workbook:\*\*\*@127\.0\.0\.1:\d+, from AMQP_URL$/,
    )
    await expect(play('restart', 'rabbitmq', shared)).rejects.toThrow(
      /others may use the RabbitMQ of AMQP_URL/,
    )
    const names: string[] = []
    const claim = () => {
      names.push(shared.claim())
      return names.at(-1)!
    }
    expect(await play('poison', 'rabbitmq', { ...shared, claim })).toEqual(dead)
    const [name = ''] = names
    const ours = [name, `${name}:dead`]
    for (const one of ours)
      expect([await exists('checkQueue', one), await exists('checkExchange', one)]).toEqual([true, true])
    await Promise.all([shared.stop(), shared.stop()])
    for (const one of ours)
      expect([await exists('checkQueue', one), await exists('checkExchange', one)]).toEqual([false, false])
    expect(await exists('checkQueue', 'theirs')).toBe(true)
  })

  test('keeps no queue of a run that was killed', { timeout: 60_000 }, async (context) => {
    const { url, exists } = await theirs(context)
    const script = startScript('test/e2e/rabbitmq/fixtures/queue.ts', [], {
      env: { ...NEUTRAL, AMQP_URL: url },
    })
    await until(`it has told its name (${script.stderr})`, () => script.stdout.includes('\n'))
    const name = script.stdout.trim()
    expect(await exists('checkQueue', name)).toBe(true)
    script.child.kill('SIGKILL')
    await script.ended
    await until('the queue is deleted', async () => !(await exists('checkQueue', name)))
  })

  test('does not let us in with a wrong password, which is not printed', async (context) => {
    const { url } = await theirs(context)
    const wrong = url.replace(/:[^:@]+@/, ':s3cr3t@')
    await expect(startBroker({ AMQP_URL: wrong })).rejects.toThrow(
      /^amqp:\/\/workbook:\*\*\*@127\.0\.0\.1:\d+ can't be used \([^\n]*ACCESS.REFUSED[^\n]*\); correct AMQP_URL, or unset it/,
    )
    await expect(startBroker({ AMQP_URL: wrong })).rejects.not.toThrow(/s3cr3t/)
  })
})
