/** Other libraries that send events through Redis, as their manuals use them. */
import { createRequire } from 'node:module'
import { RedisPubSub } from 'graphql-redis-subscriptions'
import type { Order } from '../load.ts'
import type { Candidate } from './candidate.ts'

/** What is used of mqemitter-redis, which has no types. */
interface Emitter {
  readonly subConn: { ping(): Promise<unknown> }
  readonly pubConn: { ping(): Promise<unknown> }
  on(topic: string, listener: (message: { order: Order }, done: () => void) => void, done: () => void): void
  emit(message: { topic: string; order: Order }, done: (error?: Error) => void): void
  close(done: () => void): void
}
type MakeEmitter = (options: { host: string; port: number }) => Emitter

const makeEmitter = createRequire(import.meta.url)('mqemitter-redis') as MakeEmitter

/** mqemitter-redis; it turns on automatic pipelining by itself when it is given host and port. */
export async function openMqemitter(url: string): Promise<Candidate> {
  const emitter = makeEmitter(hostOf(url))
  // Who subscribes before the connection is there may get an error.
  await Promise.all([emitter.subConn.ping(), emitter.pubConn.ping()])
  return {
    subscribe: (topic, got) =>
      new Promise<void>((resolve) => {
        const listener = ({ order }: { order: Order }, done: () => void) => {
          got(order)
          done()
        }
        emitter.on(topic, listener, resolve)
      }),
    publish: (topic, order) =>
      new Promise<void>((resolve, reject) => {
        emitter.emit({ topic, order }, (error) => (error ? reject(error) : resolve()))
      }),
    close: () => new Promise<void>((resolve) => emitter.close(resolve)),
  }
}

/** graphql-redis-subscriptions. */
export async function openGraphql(url: string): Promise<Candidate> {
  const pubsub = new RedisPubSub({ connection: hostOf(url) })
  await Promise.all([pubsub.getSubscriber(), pubsub.getPublisher()].map((client) => ready(client)))
  return {
    subscribe: (channel, got) => pubsub.subscribe(channel, got),
    publish: (channel, order) => pubsub.publish(channel, order),
    close: () => pubsub.close(),
  }
}

/** Who subscribes before the client is ready may get an error: ioredis 5 then asks for what it may no longer ask for. */
async function ready(client: { ping(): Promise<unknown> }): Promise<void> {
  await client.ping()
}

function hostOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url)
  return { host: hostname, port: Number(port) }
}
