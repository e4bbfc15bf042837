/**
 * The clients as they are: one connection that publishes, one that subscribes, nothing else.
 *
 * - With JSON, they write and read the same texts as the bus, but make no ids, check nothing and remember nothing. This
 *   is what a program has to do in any case.
 * - With texts, they send one that is there already, and look at none that comes. This is what Redis and the client
 *   alone can do.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { Redis, type RedisOptions } from 'ioredis'
import { createClient } from 'redis'
import type { Order } from '../load.ts'
import type { Candidate } from './candidate.ts'

/** What stands for an order that nobody looks at. */
const NO_ORDER: Order = { orderId: 0, note: '' }

/** An event of the bus, with one id and time for all of them. */
const HEAD = { id: randomUUID(), event: 'order:0', timestamp: new Date().toISOString() }

/** How an order becomes a text, and a text an order. */
interface Form {
  write(order: Order): string
  read(text: string): Order
}

export const JSON_FORM: Form = {
  write: (order) => JSON.stringify({ ...HEAD, data: order }),
  read: (text) => (JSON.parse(text) as { data: Order }).data,
}

/** Always the same text and the same order. */
export function preparedForm(): Form {
  let prepared: { order: Order; text: string } | undefined
  return {
    write: (order) => {
      if (prepared?.order.note !== order.note) prepared = { order, text: JSON_FORM.write(order) }
      return prepared.text
    },
    read: () => prepared?.order ?? NO_ORDER,
  }
}

/** @param timeout Milliseconds that a command may wait in the client; undefined: for ever. */
export async function openNodeRedis(
  url: string,
  timeout: number | undefined,
  { write, read }: Form,
): Promise<Candidate> {
  const [publisher, subscriber] = [0, 1].map(() => createClient({ url, commandOptions: { timeout } }))
  await Promise.all([publisher!.connect(), subscriber!.connect()])
  return {
    subscribe: (channel, got) => subscriber!.subscribe(channel, (text) => got(read(text))),
    publish: (channel, order) => publisher!.publish(channel, write(order)),
    close: () => Promise.all([publisher!.close(), subscriber!.close()]),
  }
}

export async function openIoredis(
  url: string,
  options: RedisOptions,
  { write, read }: Form,
): Promise<Candidate> {
  const [publisher, subscriber] = [new Redis(url, options), new Redis(url, options)]
  const handlers = new Map<string, (order: Order) => void>()
  subscriber.on('message', (channel, text) => handlers.get(channel)?.(read(text)))
  await Promise.all([publisher.ping(), subscriber.ping()])
  return {
    subscribe: (channel, got) => {
      handlers.set(channel, got)
      return subscriber.subscribe(channel)
    },
    publish: (channel, order) => publisher.publish(channel, write(order)),
    close: () => Promise.all([publisher.quit(), subscriber.quit()]),
  }
}
