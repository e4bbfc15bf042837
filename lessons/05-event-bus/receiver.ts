// Yours. Fill in the TODOs, then check: npm test lessons/05

import { type AnyHandler, type Call, Calls } from './calls.ts'
import type { Envelope, ListenerOptions } from './contract.ts'
import { readEnvelope } from './envelope.ts'
import { recentIds } from './recent-ids.ts'

export class Receiver {
  readonly #options: ListenerOptions<object>
  readonly #isNew: (id: string) => boolean
  readonly calls: Calls

  constructor(options: ListenerOptions<object>, wanting: (channel: string) => Set<AnyHandler>) {
    this.#options = options
    this.#isNew = recentIds(options.remember)
    this.calls = new Calls(options, wanting, (...call) => this.#guarded(...call))
  }

  take(text: string, channel: string, handlers: Iterable<AnyHandler>): void | Promise<void> {
    const envelope = this.#read(text, channel)
    if (!envelope || this.#isRepeated(envelope)) return
    return this.#hand(handlers, this.calls.of(envelope, text, channel))
  }

  #read(text: string, channel: string): Envelope | undefined {
    const { namespace, report } = this.#options
    const name = channel.slice(namespace.length)
    try {
      return readEnvelope(text, name)
    } catch (error) {
      report({ kind: 'payload', error, channel, payload: text })
      return undefined
    }
  }

  #isRepeated({ id }: Envelope): boolean {
    // TODO 05.4: Listen to patterns, once per event
    // #isNew(id) remembers the ID, and returns false if it has seen it before.
    return false
  }

  /** Calls the handlers with one event: call(handler) calls #guarded(). */
  #hand(handlers: Iterable<AnyHandler>, call: Call): void | Promise<void> {
    // TODO 05.3: Isolate failing and slow handlers
    // Each handler waits for the one before it, and the first failure ends the loop. Don't wait for them.
    return (async () => {
      for (const handler of handlers) await call(handler)
    })()
  }

  /** Calls one handler. It never rejects. */
  async #guarded(handler: AnyHandler, event: Envelope, channel: string): Promise<void> {
    // TODO 05.3, continued
    // If the handler throws or rejects, report { kind: 'handler', error, channel }.
    await handler(event.data as never, event as never)
  }
}
