import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Problem } from '#shared/lesson/connect-options.ts'
import type { Cluster } from '#shared/redis/cluster/cluster.ts'
import { slotOf } from '#shared/redis/cluster/slot.ts'
import type { Scenario, ScenarioContext } from '#shared/testbed/scenario-context.ts'
import type { Contract } from '../contract.ts'
import { lendCluster, mastersOf } from './test-bed.ts'

/** How long messages may fail to arrive, in milliseconds. */
const BACK_MS = 15_000

export const scenario: Scenario<Contract> = async (context, subject) => {
  const { cluster, giveBack } = await lendCluster()
  try {
    await play(context, subject, cluster)
  } finally {
    giveBack()
  }
}

async function play(context: ScenarioContext, subject: Contract, cluster: Cluster): Promise<void> {
  context.step(
    'A plain subscriber connects to each of the six nodes. Every node counts only its own.',
    '09.1',
  )
  const kinds = new Set<string>()
  const report = ({ kind }: Problem) => {
    // A crash makes the clients report the same thing a hundred times.
    if (!kinds.has(kind)) context.say(`reported: ${kind}`)
    kinds.add(kind)
  }
  const connect = () => subject.connect({ nodes: cluster.urls, namespace: cluster.namespace, report })
  const pubsub = context.trackCalls(await connect())
  const news = context.channel('news')
  const subscribers = await Promise.all((await cluster.nodes()).map(({ url }) => subscribePlainly(url, news)))
  await pubsub.countSubscribers(news)
  for (const subscriber of subscribers) subscriber.disconnect()

  context.step('You subscribe to a room on each master with one call, and publish to all three.', '09.2')
  const masters = await mastersOf(cluster)
  const rooms = masters.map((master) => cluster.channelOn(master, `${master.name}-`))
  const handler = context.handler('handler')
  await pubsub.subscribe(rooms, handler)
  for (const room of rooms) await pubsub.publish(room, 'hello')
  await context.until('all three arrive', () => handler.messages.length === 3)

  if (!cluster.faults) return
  const { faults } = cluster
  context.step('A slot moves to another master while numbered messages are published.', '09.3', {
    race: 'how many messages are lost',
  })
  const [a, b] = masters as [(typeof masters)[0], (typeof masters)[0]]
  const room = rooms[0]!
  const arrived: number[] = []
  const inbox = subject.createInbox((text) => void arrived.push(Number(text)))
  await pubsub.unsubscribe([room], handler)
  await pubsub.subscribe([room], inbox.receive)
  // Its calls aren't told: there are too many.
  const shop = await connect()
  const outbox = subject.createOutbox({
    sender: 'shop',
    publish: (channel, message) => shop.publish(channel, message),
    attemptMs: 500,
    pauseMs: 100,
    deadlineMs: 10_000,
  })
  let sent = 0
  const send = async () => {
    sent += 1
    return outbox.send(room, `${sent}`)
  }
  /** Sends until a message that was sent afterwards arrives, and until every message has arrived or is missing. */
  const untilBack = async () => {
    const from = sent
    const limit = performance.now() + BACK_MS
    const sends: Promise<unknown>[] = []
    const arrives = (first: number) => arrived.some((number) => number > first)
    const sendUntil = async (enough: () => boolean) => {
      while (!enough() && performance.now() < limit) {
        const one = send()
        sends.push(one)
        await Promise.race([one, sleep(200)])
        await sleep(20)
      }
    }
    await sendUntil(() => arrives(from))
    await Promise.allSettled(sends)
    // What is missing at the end is only noticed by the next message.
    const last = sent
    await sendUntil(() => arrives(last))
    await Promise.allSettled(sends)
    const missing = inbox.missing().flatMap(({ numbers }) => numbers)
    context.say(`${sent} sent, ${arrived.length} arrived, missing: ${missing.join(', ') || 'none'}`)
  }
  try {
    for (let n = 0; n < 20; n++) await send()
    await faults.moveSlot(slotOf(room), b)
    context.say(`the slot has moved from ${a.name} to ${b.name}`)
    await untilBack()

    context.step('The new master is killed, and its replica takes over after some seconds.', '09.4', {
      race: 'how many messages are lost, and how long it takes',
    })
    await faults.kill(b)
    context.say(`${b.name} is killed`)
    await untilBack()
    context.say(`not confirmed: ${outbox.unconfirmed().length}`)
  } finally {
    await shop.close()
  }
}

async function subscribePlainly(url: string, channel: string): Promise<Redis> {
  const subscriber = new Redis(url).on('error', () => {})
  await subscriber.subscribe(channel)
  return subscriber
}
