import { errorOfHandler } from '#shared/checks/capture-unhandled.ts'
import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import type { Cluster } from '#shared/redis/cluster/cluster.ts'
import { slotOf } from '#shared/redis/cluster/slot.ts'
import type { Contract } from '../../contract.ts'
import { borrowCluster, channelOn, connected, mastersOf, openNode } from '../test-bed.ts'

const ROOMS = ['42', '', 'eu:42', 'a}b', '}', '{', '{}', '{room:42}', 'x', 'x}:chat', 'ä ö', '%7D', '7D']
/** The last one makes the name of room x the one of room x}:chat, if braces stay as they are. */
const TOPICS = ['chat', 'typing', '{x}', 'chat}:typing']
/** How long the masters confirm nothing, in milliseconds. */
const PAUSE_MS = 300

/** The checks of task 09.2. */
export const subscribingChecks: readonly Check<Contract>[] = [
  {
    id: '09.2-slots',
    task: '09.2',
    title: 'one subscribe() takes channels on all masters, and resolves after Redis confirms each of them',
    async run(context, subject) {
      const cluster = await borrowCluster(context)
      const { pubsub } = await connected(context, subject, cluster)
      const channels = await channelsOnAll(context, cluster)
      const handler = context.recorder('handler')
      const pausedUntil = performance.now() + PAUSE_MS
      if (cluster.faults) await pauseMasters(context, cluster)
      await pubsub.subscribe(channels, handler)
      if (cluster.faults && performance.now() < pausedUntil) {
        context.fail('subscribe() resolved while the masters were paused, so before they confirmed it', {
          cause: 'subscribe() must await the confirmation of every channel.',
        })
      }
      context.equal(
        'subscriptions on the masters, after subscribe() resolved',
        await counts(cluster, channels),
        channels.map(() => 1),
      )
      for (const channel of channels) {
        await send(context, cluster, channel, 'one')
        await send(context, cluster, channel, 'two')
      }
      for (const channel of channels) {
        await context.receives(handler, ['one', 'two'], {
          channel,
          cause: (got) =>
            got.length > 2 ? 'A channel must be subscribed once, with one listener.' : undefined,
        })
      }
    },
  },
  {
    id: '09.2-publish',
    task: '09.2',
    title: 'publish() reaches the sharded channel, and not the plain channel of the same name',
    async run(context, subject) {
      const cluster = await borrowCluster(context)
      const { pubsub } = await connected(context, subject, cluster)
      for (const channel of await channelsOnAll(context, cluster)) {
        const owner = await cluster.ownerOf(channel)
        const connection = await openNode(context, owner)
        const sharded = context.recorder(`a sharded subscriber on ${owner.name}`)
        const plain = context.recorder(`a plain subscriber on ${owner.name}`)
        connection.on('smessage', (from: string, message: string) => sharded(message, from))
        connection.on('message', (from: string, message: string) => plain(message, from))
        await connection.ssubscribe(channel)
        await connection.subscribe(channel)
        context.equal('the count', await pubsub.publish(channel, 'hello'), 1)
        await cluster.send(owner, 'PUBLISH', channel, 'the end')
        await context.receives(plain, ['the end'], {
          cause: 'PUBLISH and SPUBLISH never reach the same subscribers. You send PUBLISH.',
        })
        await context.receives(sharded, ['hello'])
      }
    },
  },
  {
    id: '09.2-handlers',
    task: '09.2',
    title: 'handlers of one channel come and go independently',
    async run(context, subject) {
      const cluster = await borrowCluster(context)
      const { pubsub, problems } = await connected(context, subject, cluster)
      const [first, second] = await channelsOnAll(context, cluster)
      const error = errorOfHandler('thrown by a handler', 'Let handlers.dispatch() call the handlers.')
      const a = context.recorder('a')
      const b = context.recorder('b', (message) => {
        if (message === 'bad') throw error
      })
      await pubsub.subscribe([first!, second!], a)
      await pubsub.subscribe([first!], b)
      await pubsub.subscribe([first!], a)
      await send(context, cluster, first!, 'bad')
      await pubsub.unsubscribe([second!], b)
      await context.receives(a, ['bad'])
      await context.receives(b, ['bad'])
      await context.until('report() with kind "handler"', () =>
        problems.some(({ kind }) => kind === 'handler'),
      )
      await pubsub.unsubscribe([first!], a)
      await send(context, cluster, first!, 'to b')
      await send(context, cluster, second!, 'to a')
      await context.receives(b, ['bad', 'to b'], {
        cause: 'The channel still has a handler, so it must keep its subscription.',
      })
      await context.receives(a, ['bad', 'to a'])
      await pubsub.unsubscribe([first!, second!], b)
      await pubsub.unsubscribe([first!, second!], a)
      context.equal('subscriptions without handlers', await counts(cluster, [first!, second!]), [0, 0])
    },
  },
  {
    id: '09.2-one-slot',
    task: '09.2',
    title: 'channelOf() gives all channels of a room the same slot, and different rooms different names',
    async run(context, subject) {
      for (const namespace of ['', 'shop:']) {
        const names = new Set<string>()
        for (const room of ROOMS) {
          const channels = TOPICS.map((topic) => subject.channelOf(namespace, room, topic))
          context.equal(
            `the slots of the channels ${channels.join(' and ')}`,
            channels.map(slotOf),
            channels.map(() => slotOf(channels[0]!)),
            {
              cause:
                'Only the part between the first { and the next } decides. Encode an ID that contains a }.',
            },
          )
          for (const channel of channels) {
            if (!channel.startsWith(namespace)) context.fail(`${channel} doesn't begin with ${namespace}`)
            names.add(channel)
          }
        }
        context.equal('the number of different names', names.size, ROOMS.length * TOPICS.length, {
          cause: 'Two rooms have a channel of the same name. Encode the ID of the room.',
        })
      }
      const slots = new Set(
        Array.from({ length: 100 }, (_, id) => slotOf(subject.channelOf('', `${id}`, 'chat'))),
      )
      if (slots.size < 50) {
        context.fail(`100 rooms have only ${slots.size} different slots`, {
          cause: "Your hash tag doesn't contain the room's ID, so one master carries all rooms.",
        })
      }
    },
  },
]

/** A channel on each master. */
async function channelsOnAll(context: CheckContext, cluster: Cluster): Promise<string[]> {
  const masters = await mastersOf(cluster)
  return masters.map((master) => channelOn(context, cluster, master, `room ${master.name}`))
}

/** Lets the masters execute no command for a while. */
async function pauseMasters(context: CheckContext, cluster: Cluster): Promise<void> {
  const masters = await mastersOf(cluster)
  await Promise.all(masters.map((master) => cluster.send(master, 'CLIENT', 'PAUSE', `${PAUSE_MS}`, 'ALL')))
  context.log(`the check pauses all masters for ${PAUSE_MS / 1000} s`)
}

/** The sharded subscriptions of each channel, on the master that owns it. */
async function counts(cluster: Cluster, channels: readonly string[]): Promise<number[]> {
  return Promise.all(
    channels.map(async (channel) => {
      const reply = await cluster.send(await cluster.ownerOf(channel), 'PUBSUB', 'SHARDNUMSUB', channel)
      return Number((reply as unknown[])[1])
    }),
  )
}

/** Publishes past the learner's code. */
async function send(
  context: CheckContext,
  cluster: Cluster,
  channel: string,
  message: string,
): Promise<void> {
  const owner = await cluster.ownerOf(channel)
  await cluster.send(owner, 'SPUBLISH', channel, message)
  context.log(`the check: SPUBLISH ${channel} ${message} on ${owner.name}`)
}
