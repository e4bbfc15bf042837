import { Redis } from 'ioredis'
import type { Client } from '#shared/core/manifest.ts'
import { type OwnServer, RedisUnavailable, type Server, type StartOptions } from '#shared/redis/server.ts'
import { startOwn } from '#shared/redis/start.ts'
import type { DeliveryLog } from './delivery-log.ts'
import type { Outage } from './names.ts'
import { OutageRun } from './outage-run.ts'
import { STORIES, type Story } from './stories.ts'
import type { RedisTransport } from './transport.ts'
import { until } from './waiting.ts'

/** An outage that this machine or this Redis cannot show: `message` says why. */
export class CannotShow extends Error {
  override name = 'CannotShow'
}

/** The options of one outage. */
export interface PlayOptions {
  readonly outage: Outage
  readonly transport: RedisTransport
  readonly client: Client
  /** The Redis of this run. An outage that affects the server starts one of its own. */
  readonly server: Server
  /** Milliseconds between two messages, so that a picture shows them apart. */
  readonly paceMs?: number
}

/** Outages that need a server of their own: lines for its redis.conf, or `own` for the defaults. */
const SERVERS: Partial<Record<Outage, NonNullable<StartOptions['config']> | 'own'>> = {
  restarted: 'own',
  persisted: { appendonly: 'yes', appendfsync: 'always' },
  slow: { 'client-output-buffer-limit': 'pubsub 1mb 1mb 1' },
  replica: { 'repl-diskless-sync-delay': '0' },
}

/**
 * Causes one outage with one mechanism.
 *
 * @throws {@link CannotShow} if that's impossible here, and any other error.
 */
export async function playOutage({ outage, ...options }: PlayOptions): Promise<DeliveryLog> {
  if (outage === 'frozen' && process.platform === 'win32') {
    throw new CannotShow("Windows can't freeze a process from outside")
  }
  const onReplica = outage === 'replica'
  return playStory({ ...options, own: SERVERS[outage], story: STORIES[outage], onReplica }, (outageRun) =>
    outageRun.end(),
  )
}

/** The options of a story. */
export interface StoryOptions extends Omit<PlayOptions, 'outage'> {
  readonly story: Story
  /** A server of its own: lines for its redis.conf, or `own` for the defaults. Default: the Redis of this run. */
  readonly own?: NonNullable<StartOptions['config']> | 'own' | undefined
  /** Whether subscribers connect to a Redis replica. */
  readonly onReplica?: boolean
  /** How often a stream delivers an entry that fails. */
  readonly maxAttempts?: number
}

/**
 * Plays a story with one mechanism.
 *
 * @param result Called at its end; its result is returned.
 * @throws {@link CannotShow} if that's impossible here, and any other error.
 */
export async function playStory<T>(
  { story, own: how, onReplica, transport, client, server, paceMs, maxAttempts }: StoryOptions,
  result: (outageRun: OutageRun) => Promise<T>,
): Promise<T> {
  const stops: (() => Promise<void>)[] = []
  try {
    const own = await ownServer(how, stops)
    const { url, namespace } = own ?? server
    const paced = { ...(paceMs && { paceMs }), ...(maxAttempts && { maxAttempts }) }
    const options = { transport, client, url, namespace, ...paced }
    // Reading as a consumer group is a write, so a consumer needs the master.
    const asks = onReplica && transport === 'pubsub'
    const from = asks ? { from: (await replicaOf(url, stops)).url } : {}
    const outageRun = await OutageRun.open({ ...options, ...from })
    stops.push(() => outageRun.close())
    await story(outageRun, {
      async restart() {
        await own?.crash()
        await own?.restart()
      },
    })
    return await result(outageRun)
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

async function ownServer(
  how: NonNullable<StartOptions['config']> | 'own' | undefined,
  stops: (() => Promise<void>)[],
): Promise<OwnServer | undefined> {
  if (!how) return undefined
  try {
    const server = await startOwn(how === 'own' ? {} : { config: how })
    stops.push(() => server.stop())
    return server
  } catch (error) {
    if (error instanceof RedisUnavailable) throw new CannotShow(error.message)
    throw error
  }
}

async function replicaOf(url: string, stops: (() => Promise<void>)[]): Promise<OwnServer> {
  const { port } = new URL(url)
  const replica = (await ownServer({ replicaof: `127.0.0.1 ${port}` }, stops))!
  const redis = new Redis(replica.url)
  try {
    await until('the Redis replica is in sync', async () => {
      return (await redis.info('replication')).includes('master_link_status:up')
    })
  } finally {
    redis.disconnect()
  }
  return replica
}
