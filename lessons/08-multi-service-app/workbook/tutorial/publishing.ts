import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { RedisProxy } from '#shared/redis/proxy.ts'
import type { PredictionContext } from '#shared/runner/predictions.ts'
import { openDoor } from './door.ts'

/** How long users wait for a web page without losing patience, in milliseconds. */
const A_SECOND = 1000

/** What happened to the events that were published while Redis was down. */
export interface AwayOutcome {
  /** The clients whose `publish` had resolved or rejected after a second. */
  readonly settled: readonly string[]
  /** The messages that arrived when Redis was back, in any order. */
  readonly delivered: readonly string[]
}

/** Lets both clients publish with their default options while Redis is down, then brings Redis back. */
export async function publishWhileAway(context: PredictionContext): Promise<AwayOutcome> {
  const channel = context.name('order.placed')
  const proxy = await RedisProxy.open(context.url, context.namespace)
  context.cleanup(() => proxy.close())
  // The proxy would accept a connection before it resets it, and an event sent in between would be rejected at once.
  const door = await openDoor(Number(new URL(proxy.url).port))
  context.cleanup(() => door.shut())
  const url = `redis://127.0.0.1:${door.port}`
  const delivered: string[] = []
  const subscriber = await client(context)
  await subscriber.subscribe(channel, (text) => void delivered.push(text))

  const nodeRedis = await client(context, url)
  const ioredis = new Redis(url)
  ioredis.on('error', () => {})
  context.cleanup(() => ioredis.disconnect())
  await ioredis.ping()

  await door.shut()
  await context.until(() => !nodeRedis.isReady && ioredis.status !== 'ready')
  const settled: string[] = []
  const publishing = {
    'node-redis': nodeRedis.publish(channel, 'node-redis'),
    ioredis: ioredis.publish(channel, 'ioredis'),
  }
  for (const [name, promise] of Object.entries(publishing)) {
    const note = () => void settled.push(name)
    promise.then(note, note)
  }
  await delay(A_SECOND)
  const settledInTime = [...settled]
  await door.open()
  await context.until(() => delivered.length >= 2)
  return { settled: settledInTime, delivered: delivered.sort() }
}

/** What each of two subscribers received from two publishers that publish at the same time. */
export async function twoPublishers(context: PredictionContext, each: number): Promise<readonly string[][]> {
  const channel = context.name('order.placed')
  const got: string[][] = [[], []]
  for (const own of got) {
    const subscriber = await client(context)
    await subscriber.subscribe(channel, (text) => void own.push(text))
  }
  const publishers = [await client(context), await client(context)]
  const numbers = Array.from({ length: each }, (_, number) => number)
  await Promise.all(
    publishers.flatMap((publisher, which) => numbers.map((n) => publisher.publish(channel, `${which} ${n}`))),
  )
  await context.until(() => got.every((own) => own.length >= 2 * each))
  return got
}

/** A connected node-redis client. */
export async function client(context: PredictionContext, url = context.url) {
  const one = createClient({ url })
  one.on('error', () => {})
  await one.connect()
  context.cleanup(() => one.isOpen && one.destroy())
  return one
}
