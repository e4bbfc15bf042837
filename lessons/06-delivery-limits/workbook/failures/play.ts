import type { Client } from '#shared/core/manifest.ts'
import type { Broker } from '#shared/rabbitmq/broker.ts'
import type { Server, StartOptions } from '#shared/redis/server.ts'
import { MESSAGES } from '../outages/delivery-log.ts'
import type { DeliveryRun } from '../outages/delivery-run.ts'
import { CannotShow, playStory } from '../outages/outage.ts'
import { ATTEMPTS } from '../outages/rabbitmq.ts'
import { RabbitRun } from '../outages/rabbitmq-run.ts'
import { away, down, type Hurt, restart } from '../outages/stories.ts'
import type { Transport } from '../outages/transport.ts'
import { until } from '../outages/waiting.ts'
import type { Failure } from './names.ts'

/** What happened to the messages of one failure with one transport. */
export interface FailureCounts {
  readonly sent: number
  /** How many the server has confirmed: with its reply to PUBLISH or XADD, or with a publisher confirm. */
  readonly confirmed: number
  readonly received: number
  readonly twice: number
  /** How many moved to the dead-letter stream or queue, or were returned to the publisher. */
  readonly kept: number
  readonly lost: number
}

/** The options of one failure. */
export interface FailureOptions {
  readonly failure: Failure
  readonly transport: Transport
  readonly client: Client
  readonly server: Server
  readonly broker: Broker
}

const STORIES: Readonly<Record<Failure, (run: DeliveryRun, hurt: Hurt) => Promise<void>>> = {
  away,
  killed,
  poison,
  restart,
  unbound: down,
  mandatory: down,
}

/** The lines of redis.conf for the failures that need a Redis of their own. */
const SERVERS: Partial<Record<Failure, StartOptions['config']>> = {
  restart: { appendonly: 'yes', appendfsync: 'always' },
}

/**
 * Causes one failure with one transport.
 *
 * @throws {@link CannotShow} if that's impossible here, and any other error.
 */
export async function playFailure(options: FailureOptions): Promise<FailureCounts> {
  const { failure, transport, client, server } = options
  if (transport === 'rabbitmq') return playOnRabbit(options)
  const story = STORIES[failure]
  return playStory(
    { story, own: SERVERS[failure], transport, client, server, maxAttempts: ATTEMPTS },
    countsOf,
  )
}

async function playOnRabbit({ failure, broker }: FailureOptions): Promise<FailureCounts> {
  if (failure === 'restart' && !broker.own) {
    throw new CannotShow('others may use the RabbitMQ of AMQP_URL, so it is not killed')
  }
  const { url, own } = broker
  const name = broker.claim()
  const run = await RabbitRun.open({ url, name, mandatory: failure === 'mandatory' })
  const restart = async () => {
    await until('the queue is on disk', () => own?.isOnDisk(name))
    await own?.restart()
  }
  try {
    await STORIES[failure](run, { restart })
    return await countsOf(run)
  } finally {
    await run.close()
  }
}

async function countsOf(run: DeliveryRun): Promise<FailureCounts> {
  const { counts } = await run.end()
  const kept = await run.kept()
  const { received, twice, published: confirmed } = counts
  return { sent: run.attempted, confirmed, received, twice, kept, lost: MESSAGES - received - kept }
}

/** The consumer's process is killed while it handles the 5th message. */
async function killed(run: DeliveryRun): Promise<void> {
  const first = await run.receiveInProcess(5)
  await run.send(1, 5)
  await until('the consumer is at work on message 5', () => run.deliveries.has(5))
  // The four before it are acknowledged.
  await run.pending(1)
  await first.kill()
  await run.subscribers(0)
  await run.send(6, 15)
  await run.receiveInProcess()
  await run.send(16, 20)
}

/** The 5th message fails each time. */
async function poison(run: DeliveryRun): Promise<void> {
  await run.receive((message) => {
    if (message === 5) throw new Error('message 5 fails')
    run.handled(message)
  })
  await run.send(1, 20)
  await until('message 20 arrives', () => run.deliveries.has(20))
  if (run.transport === 'pubsub') return
  await until('message 5 moves to the dead-letter stream or queue', async () => (await run.kept()) > 0)
}
