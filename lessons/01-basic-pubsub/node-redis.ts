// Yours. Lesson 01, Basic Pub/Sub: fill in the tasks marked TODO. Check with: npm test lessons/01

import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'redis'
import type { ConnectOptions, Report } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { BasicPubSub, Handler } from './contract.ts'

/** How long Redis may take to reply, in milliseconds. */
const REPLY_MS = 5000

/** node-redis types a client by its options, so the type is taken from the call that makes ours. */
const create = (url: string, options: { disableOfflineQueue?: boolean } = {}) =>
  createClient({ url, ...options })
type Client = ReturnType<typeof create>

/** What is called for each message of a channel. */
type Listener = (payload: string) => void

export async function connect({ url, report }: ConnectOptions): Promise<BasicPubSub> {
  const [publisher, subscriber] = await Promise.all([
    // While Redis is unreachable, publish() rejects at once: messages don't pile up in this process.
    open(url, report, { disableOfflineQueue: true }),
    open(url, report),
  ])

  /** Which listener stands for which handler, by channel. */
  const listeners = new Map<string, Map<Handler<never>, Listener>>()

  async function publish(channel: string, text: string): Promise<number> {
    // TODO 01.1: publish text and JSON, and return the count
    return todo('01.1')
  }

  async function publishJson(channel: string, value: unknown): Promise<number> {
    // TODO 01.1, continued
    return todo('01.1')
  }

  async function subscribe(channel: string, handler: Handler<string>): Promise<void> {
    // TODO 01.2: subscribe handlers to channels
    return todo('01.2')
  }

  async function subscribeJson(channel: string, handler: Handler<unknown>): Promise<void> {
    // TODO 01.3: decode JSON, and keep a failing handler away from the others
    return todo('01.3')
  }

  /** Calls a handler with one message. */
  function run<T>(handler: Handler<T>, message: T, channel: string): void {
    // TODO 01.3, continued
    void handler(message, channel)
  }

  async function unsubscribe(channel: string, handler: Handler<never>): Promise<void> {
    // TODO 01.4: unsubscribe one handler, then all
    return todo('01.4')
  }

  async function unsubscribeAll(): Promise<void> {
    // TODO 01.4, continued
    return todo('01.4')
  }

  async function close(): Promise<void> {
    // TODO 01.6: close
    return todo('01.6')
  }

  return { publish, publishJson, subscribe, subscribeJson, unsubscribe, unsubscribeAll, close }
}

/** Rejects when Redis doesn't reply in time. By itself, node-redis would wait for the reply for ever. */
export function inTime<T>(reply: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Redis did not reply within ${REPLY_MS} ms.`)), REPLY_MS)
    reply.then(resolve, reject).finally(() => clearTimeout(late))
  })
}

/** Opens one connection. Other lessons use it, too. */
export async function open(
  url: string,
  report: Report,
  options: Parameters<typeof create>[1] = {},
): Promise<Client> {
  // TODO 01.5: report a lost connection and live on
  const client = create(url, options)
  await client.connect()
  return client
}
