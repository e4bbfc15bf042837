// Yours. Fill in the TODOs, then check: npm test lessons/01

import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'redis'
import type { ConnectOptions, Report } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { BasicPubSub, Handler } from './contract.ts'
import { createListeners } from './workbook/given/listeners.ts'
import { createTurns } from './workbook/given/turns.ts'

const CLOSE_MS = 2000

type Client = Awaited<ReturnType<typeof open>>

export async function connect({ url, report }: ConnectOptions): Promise<BasicPubSub> {
  const [publisher, subscriber] = await Promise.all([
    // While Redis is down, publish() rejects instead of collecting messages.
    open(url, report, { disableOfflineQueue: true }),
    open(url, report),
  ])

  const { listeners, remember, forget } = createListeners()
  const inTurn = createTurns()

  async function publish(channel: string, text: string): Promise<number> {
    // TODO 01.1: Publish strings and JSON
    // Return the promise of publisher.publish().
    return todo('01.1')
  }

  async function publishJson(channel: string, value: unknown): Promise<number> {
    // TODO 01.1, continued
    return todo('01.1')
  }

  async function subscribe(channel: string, handler: Handler<string>): Promise<void> {
    // TODO 01.2: Subscribe handlers to channels
    // Let your listener call run(). Subscribe with the one that remember(channel, handler, yours) returns.
    return todo('01.2')
  }

  async function subscribeJson(channel: string, handler: Handler<unknown>): Promise<void> {
    // TODO 01.3: Contain bad messages and failing handlers
    // As in subscribe(), but decode the message first. Report { kind: 'payload', error, channel, payload: message }.
    return todo('01.3')
  }

  /** Calls a handler. Listeners don't await it: the next message mustn't wait. */
  async function run<T>(handler: Handler<T>, message: T, channel: string): Promise<void> {
    // TODO 01.3, continued
    // Catch what the handler throws, and its rejection. Report { kind: 'handler', error, channel }.
    await handler(message, channel)
  }

  async function unsubscribe(channel: string, handler: Handler<never>): Promise<void> {
    // TODO 01.4: Unsubscribe one handler, or all
    // forget() returns the listener that the client knows, or undefined if the handler isn't subscribed.
    return todo('01.4')
  }

  async function unsubscribeAll(): Promise<void> {
    // TODO 01.4, continued
    // listeners.clear() forgets all listeners.
    return todo('01.4')
  }

  async function close(): Promise<void> {
    await Promise.all([end(publisher), end(subscriber)])
  }

  // TODO 01.7: Handle refusals and silence
  // Go further: limit the wait for a reply.
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
  // If it's open and ready, await client.close(), but for CLOSE_MS at most. Then destroy it.
  return todo('01.6')
}
