import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { adapterPath } from '#shared/core/adapter.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import type { Client } from '#shared/core/manifest.ts'
import type { PubSubModule } from '../../../02-patterns/contract.ts'
import type { StreamsContract } from '../../contract.ts'
import { deadLetterOf, type Handle, type Receiver, type Route, type Sender } from './transport.ts'

/** Milliseconds after which an entry is taken over. */
const IDLE_MS = 300

/** Opens a sender to Redis that uses the solutions of lessons 02 and 06. */
export async function sender(way: Route, url: string): Promise<Sender> {
  const base = { url, namespace: '', report: () => {} }
  if (way.transport === 'pubsub') {
    const pubsub = await (await port(way.client)).connect(base)
    return {
      send: (message, text) => pubsub.publish(way.name, `${message} ${text}`),
      isReady: () =>
        pubsub.publish(`${way.name}:ready`, '').then(
          () => true,
          () => false,
        ),
      close: () => pubsub.close(),
    }
  }
  const feed = await (await streams(way.client)).feed({ ...base, stream: way.name })
  return {
    async send(message, text) {
      await feed.add({ message: String(message), text })
      return undefined
    },
    isReady: async () => true,
    close: () => feed.close(),
  }
}

/** Opens a receiver, in this process. */
export async function receiver(way: Route, url: string, handle: Handle): Promise<Receiver> {
  if (way.transport === 'rabbitmq')
    return (await import('./rabbitmq.ts')).rabbitReceiver(url, way.name, handle)
  const base = { url, namespace: '', report: () => {} }
  if (way.transport === 'pubsub') {
    const pubsub = await (await port(way.client)).connect(base)
    await pubsub.subscribe(way.name, (text) => handle(Number.parseInt(text, 10)))
    return pubsub
  }
  return (await streams(way.client)).consumer({
    ...base,
    stream: way.name,
    group: 'group',
    name: way.receiver,
    idleMs: IDLE_MS,
    maxAttempts: way.maxAttempts ?? 10,
    deadLetter: deadLetterOf(way),
    handle: ({ fields }) => handle(Number(fields.message)),
  })
}

function port(client: Client): Promise<PubSubModule> {
  return import(pathToFileURL(adapterPath(`${client}.ts`, false)).href)
}

function streams(client: Client): Promise<StreamsContract> {
  return import(pathToFileURL(join(ROOT, 'solutions', '06-delivery-limits', `${client}.ts`)).href)
}
