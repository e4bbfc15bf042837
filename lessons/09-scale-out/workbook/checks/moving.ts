import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { slotOf } from '#shared/redis/cluster/slot.ts'
import type { Contract } from '../../contract.ts'
import { encode } from '../given/numbered.ts'
import { takeOverUnnoticed } from '../outdated-map.ts'
import {
  borrowFragileCluster,
  channelOn,
  connected,
  type FragileCluster,
  mastersOf,
  nextMaster,
} from '../test-bed.ts'
import { missingIn, Traffic, tap } from '../traffic.ts'

/** So long a channel may be without its subscription, in milliseconds. */
const BACK_MS = 10_000

/** The checks of task 09.3. */
export const movingChecks: readonly Check<Contract>[] = [
  {
    id: '09.3-missing',
    task: '09.3',
    title: 'missing() has the numbers that have not arrived, and each message is handled once',
    async run(context, subject) {
      const handler = context.recorder('handler')
      const inbox = subject.createInbox(handler)
      const receive = (sender: string, numbers: readonly number[], channel = 'room') => {
        context.log(`${sender} ${numbers.join(', ')} on ${channel}`)
        for (const number of numbers) {
          void inbox.receive(encode({ sender, number, text: `${sender} ${number}` }), channel)
        }
      }
      const missing = () =>
        inbox.missing().map(({ channel, sender, numbers }) => [channel, sender, ...numbers])
      receive('anna', [7, 8])
      context.equal('missing(), after 7 and 8', missing(), [], {
        cause: 'A subscriber that joins late has missed nothing. Begin with the first number that arrives.',
      })
      receive('anna', [11, 12])
      context.equal('missing(), after 7, 8, 11, and 12', missing(), [['room', 'anna', 9, 10]])
      receive('anna', [12, 8, 11])
      context.equal('missing(), after repetitions', missing(), [['room', 'anna', 9, 10]])
      receive('anna', [10])
      context.equal('missing(), after 10 came late', missing(), [['room', 'anna', 9]])
      receive('ben', [3])
      receive('anna', [1, 3], 'other')
      const all = [
        ['room', 'anna', 9],
        ['other', 'anna', 2],
      ]
      context.equal('missing(), with two senders and two channels', missing().sort(), all.sort(), {
        cause: 'Each sender has its own numbers on each channel.',
      })
      receive('anna', [10])
      context.equal(
        'what the handler received',
        handler.messages,
        ['anna 7', 'anna 8', 'anna 11', 'anna 12', 'anna 10', 'ben 3', 'anna 1', 'anna 3'],
        {
          cause: (got) =>
            got.length > 8
              ? 'A message can be published twice. Pass on only numbers that are new or missing.'
              : got.length < 8
                ? 'A message that comes late is still a message. Pass it on.'
                : undefined,
        },
      )
    },
  },
  {
    id: '09.3-moved',
    task: '09.3',
    title: 'after a slot has moved, messages arrive again, and missing() has those that were lost',
    async run(context, subject) {
      const cluster = await borrowFragileCluster(context)
      await survives(context, subject, cluster, async (channel) => {
        const owner = await cluster.ownerOf(channel)
        const target = (await mastersOf(cluster)).find(({ id }) => id !== owner.id)!
        context.log(`the check moves the slot from ${owner.name} to ${target.name}`)
        await cluster.faults.moveSlot(slotOf(channel), target)
      })
    },
  },
  {
    id: '09.3-taken-over',
    task: '09.3',
    title: 'after a replica has taken over, messages arrive again, and missing() has those that were lost',
    async run(context, subject) {
      const cluster = await borrowFragileCluster(context)
      await survives(context, subject, cluster, async (channel) => {
        const owner = await cluster.ownerOf(channel)
        context.log(`the check lets the replica of ${owner.name} take over`)
        await cluster.faults.failover(owner)
      })
    },
  },
  {
    id: '09.3-outdated',
    task: '09.3',
    title: 'messages arrive again even if the nodes that the client asked did not know the new master yet',
    async run(context, subject) {
      const cluster = await borrowFragileCluster(context)
      await survives(context, subject, cluster, (channel) => takeOverUnnoticed(context, cluster, channel), {
        // A client that asks a random node is lucky in one of five cases, so it has to be lucky four times.
        times: 4,
        cause:
          'Your client has read the slot map once, and it was outdated. Let it read the map again and again.',
      })
    },
  },
]

/**
 * Publishes numbered messages while something is done to the cluster, and expects them to arrive again.
 *
 * @param times How often it's done, each time after messages have arrived again. Default: once.
 */
export async function survives(
  context: CheckContext,
  subject: Contract,
  cluster: FragileCluster,
  change: (channel: string) => Promise<unknown>,
  { times = 1, cause }: { readonly times?: number; readonly cause?: string } = {},
): Promise<void> {
  const { pubsub } = await connected(context, subject, cluster)
  const master = await nextMaster(cluster)
  const channel = channelOn(context, cluster, master, 'room')
  const handled = new Set<string>()
  const inbox = subject.createInbox((text) => void handled.add(text))
  const { handler, numbers } = tap(inbox.receive)
  await pubsub.subscribe([channel], handler)
  const traffic = new Traffic(context, cluster, channel)
  await context.until('the first messages arrive', () => numbers.length > 5)
  for (let n = 0; n < times; n++) {
    await context.untimed(() => change(channel))
    const from = traffic.sent
    context.log(`the cluster has settled after message ${from}`, { key: true })
    const arrived = () => Math.max(...numbers) > from
    await context.untimed(() =>
      context.until('a later message arrives', arrived, { withinMs: BACK_MS, cause }),
    )
  }
  traffic.stop()
  const lost = missingIn(numbers)
  context.log(`${lost.length} of ${Math.max(...numbers)} messages were lost`)
  context.equal(
    'the numbers in missing()',
    inbox.missing().flatMap((one) => one.numbers),
    lost,
  )
  context.equal('the number of messages that your handler received', handled.size, new Set(numbers).size)
}
