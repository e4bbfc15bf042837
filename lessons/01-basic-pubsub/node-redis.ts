// Yours. Lesson 01, Basic Pub/Sub: fill in the tasks marked TODO. Check with: npm test lessons/01

import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'redis'
import type { ConnectOptions, Report } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { BasicPubSub, Handler } from './contract.ts'

/** The time limit for closing a connection, in milliseconds. */
const CLOSE_MS = 2000

type Client = Awaited<ReturnType<typeof open>>

/** The function that node-redis calls with each message of a channel. */
type Listener = (message: string, channel: string) => void

export async function connect({ url, report }: ConnectOptions): Promise<BasicPubSub> {
  const [publisher, subscriber] = await Promise.all([
    // While Redis is down, publish() rejects at once. By default, messages would pile up in memory.
    open(url, report, { disableOfflineQueue: true }),
    open(url, report),
  ])

  /** The listener of each handler, by channel. */
  const listeners = new Map<string, Map<Handler<never>, Listener>>()

  /** Stores a handler's listener and returns it. A handler that already has one keeps it. */
  function remember(channel: string, handler: Handler<never>, listener: Listener): Listener {
    const byHandler = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    const kept = byHandler.get(handler) ?? listener
    listeners.set(channel, byHandler.set(handler, kept))
    return kept
  }

  /** Removes a handler's listener and returns it, or returns `undefined` if there is none. */
  function forget(channel: string, handler: Handler<never>): Listener | undefined {
    const byHandler = listeners.get(channel)
    const listener = byHandler?.get(handler)
    byHandler?.delete(handler)
    if (byHandler?.size === 0) listeners.delete(channel)
    return listener
  }

  async function publish(channel: string, text: string): Promise<number> {
    // TODO 01.1: Publish strings and JSON
    // The client's publish() resolves with the count. Return its promise.
    return todo('01.1')
  }

  async function publishJson(channel: string, value: unknown): Promise<number> {
    // TODO 01.1, continued
    return todo('01.1')
  }

  async function subscribe(channel: string, handler: Handler<string>): Promise<void> {
    // TODO 01.2: Subscribe handlers to channels
    // Pass remember() a listener that calls run(). Subscribe with the listener that remember() returns.
    return todo('01.2')
  }

  async function subscribeJson(channel: string, handler: Handler<unknown>): Promise<void> {
    // TODO 01.3: Contain bad messages and failing handlers
    // As in subscribe(), but decode the message first. Report { kind: 'payload', error, channel, payload: message }.
    return todo('01.3')
  }

  /** Calls a handler. Listeners don't await it, so that the next message doesn't wait. */
  async function run<T>(handler: Handler<T>, message: T, channel: string): Promise<void> {
    // TODO 01.3, continued
    // Catch what the handler throws, and its promise's rejection. Report { kind: 'handler', error, channel }.
    await handler(message, channel)
  }

  async function unsubscribe(channel: string, handler: Handler<never>): Promise<void> {
    // TODO 01.4: Unsubscribe one handler, or all
    // forget() returns the listener that the client knows.
    return todo('01.4')
  }

  async function unsubscribeAll(): Promise<void> {
    // TODO 01.4, continued
    return todo('01.4')
  }

  async function close(): Promise<void> {
    await Promise.all([end(publisher), end(subscriber)])
  }

  // TODO 01.7: Handle refusals and silence
  // Go further: so far, a call waits for as long as Redis takes to reply.
  return { publish, publishJson, subscribe, subscribeJson, unsubscribe, unsubscribeAll, close }
}

/** Opens one connection. */
export async function open(url: string, report: Report, options: { disableOfflineQueue?: boolean } = {}) {
  // TODO 01.5: Survive lost connections
  // Listen for `error` before you connect. Report { kind: 'connection', error }.
  return createClient({ url, ...options }).connect()
}

/** Closes one connection. */
export async function end(client: Client): Promise<void> {
  // TODO 01.6: Close the connections
  // If the client is open and ready, close it cleanly, but wait CLOSE_MS at most. Then make sure that it's closed.
  return todo('01.6')
}
