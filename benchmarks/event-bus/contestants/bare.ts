/**
 * The clients as they are. They send and read the same JSON as the bus, but make no ids, look at nothing, and remember
 * nothing.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { Redis, type RedisOptions } from 'ioredis'
import { createClient } from 'redis'
import type { Order } from '../load.ts'
import type { Contestant } from './contestant.ts'

/** An event of the bus, with one id and time for all of them. */
const HEAD = { id: randomUUID(), event: 'order:0', timestamp: new Date().toISOString() }

const written = (order: Order) => JSON.stringify({ ...HEAD, data: order })
const read = (text: string) => (JSON.parse(text) as { data: Order }).data

/** @param timeout Milliseconds that a command may wait in the client; undefined: for ever. */
export async function openNodeRedis(url: string, timeout: number | undefined): Promise<Contestant> {
  const [publisher, subscriber] = [0, 1].map(() => createClient({ url, commandOptions: { timeout } }))
  await Promise.all([publisher!.connect(), subscriber!.connect()])
  return {
    subscribe: (channel, got) => subscriber!.subscribe(channel, (text) => got(read(text))),
    publish: (channel, order) => publisher!.publish(channel, written(order)),
    close: () => Promise.all([publisher!.close(), subscriber!.close()]),
  }
}

export async function openIoredis(url: string, options: RedisOptions): Promise<Contestant> {
  const [publisher, subscriber] = [new Redis(url, options), new Redis(url, options)]
  const handlers = new Map<string, (order: Order) => void>()
  subscriber.on('message', (channel, text) => handlers.get(channel)?.(read(text)))
  await Promise.all([publisher.ping(), subscriber.ping()])
  return {
    subscribe: (channel, got) => {
      handlers.set(channel, got)
      return subscriber.subscribe(channel)
    },
    publish: (channel, order) => publisher.publish(channel, written(order)),
    close: () => Promise.all([publisher.quit(), subscriber.quit()]),
  }
}
