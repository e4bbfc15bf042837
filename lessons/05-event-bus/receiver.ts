// Yours. Lesson 05, An event bus: fill in the tasks marked TODO. Check with: npm test lessons/05

import type { Envelope, ListenerOptions } from './contract.ts'
import { readEnvelope } from './envelope.ts'
import { inFlight } from './in-flight.ts'
import { type InOrder, inOrder } from './in-order.ts'
import { recentIds } from './recent-ids.ts'
import { conform } from './schemas.ts'

/** A handler of any event. */
export type AnyHandler = (data: never, event: never) => void | Promise<void>

/** An event that has arrived. */
interface Arrival {
  readonly channel: string
  readonly key: string | undefined
  /** A promise while an async schema checks the data. `undefined` if the data is invalid. */
  readonly event: Envelope | Promise<Envelope | undefined>
}

/** How many IDs are remembered by default. */
const REMEMBER = 10_000

export class Receiver {
  readonly #options: ListenerOptions<object>
  /** The handlers to call for a channel. */
  readonly #wanting: (channel: string) => Set<AnyHandler>
  readonly #isNew: (id: string) => boolean

  constructor(options: ListenerOptions<object>, wanting: (channel: string) => Set<AnyHandler>) {
    this.#options = options
    this.#wanting = wanting
    this.#isNew = recentIds(options.remember ?? REMEMBER)
  }

  readonly #inFlight = inFlight()
  /** For each handler, the queues of its keys. */
  readonly #turns = new WeakMap<AnyHandler, InOrder>()

  /** Takes a message that Redis has delivered, for these handlers. */
  take(text: string, channel: string, handlers: Iterable<AnyHandler>): void | Promise<void> {
    const envelope = this.#read(text, channel)
    if (!envelope || this.#isRepeated(envelope)) return
    const event = this.#checked(envelope, text, channel)
    return this.#hand({ channel, key: envelope.key, event }, handlers)
  }

  #read(text: string, channel: string): Envelope | undefined {
    const { namespace, report } = this.#options
    const name = channel.slice(namespace.length)
    // TODO 05.1: Send and check envelopes
    // If it throws, report { kind: 'payload', error, channel, payload: text }, and return undefined.
    return readEnvelope(text, name)
  }

  /** Whether the event has arrived before: through another subscription, or because it was emitted twice. */
  #isRepeated({ id }: Envelope): boolean {
    // TODO 05.4: Listen to patterns, once per event
    // #isNew() remembers an ID. It returns false for an ID that it has seen before.
    return false
  }

  /** Calls the handlers with an event. */
  #hand(arrival: Arrival, handlers: Iterable<AnyHandler>): void | Promise<void> {
    // TODO 05.3: Isolate failing and slow handlers
    // Each handler waits for the one before it, and a rejection ends the loop. Don't await them.
    return (async () => {
      for (const handler of handlers) await this.#run(handler, arrival)
    })()
  }

  /** Calls one handler. It never rejects. */
  async #guarded(handler: AnyHandler, event: Envelope, channel: string): Promise<void> {
    // TODO 05.3, continued
    // Catch what the handler throws, and its promise's rejection. Report { kind: 'handler', error, channel }.
    await handler(event.data as never, event as never)
  }

  // The rest is for Go further: an event may wait for its schema, and for earlier events with its key.

  async #run(handler: AnyHandler, { channel, key, event }: Arrival): Promise<void> {
    const item = this.#inFlight.begin(channel)
    const work = () => this.#whenReady(handler, event, channel)
    try {
      await (key === undefined ? work() : this.#turnsOf(handler)(key, work))
    } finally {
      this.#inFlight.end(item)
    }
  }

  #turnsOf(handler: AnyHandler): InOrder {
    const turns = this.#turns.get(handler) ?? inOrder()
    this.#turns.set(handler, turns)
    return turns
  }

  async #whenReady(handler: AnyHandler, event: Arrival['event'], channel: string): Promise<void> {
    const ready = event instanceof Promise ? await event : event
    if (ready && this.#isWanted(handler, channel)) await this.#guarded(handler, ready, channel)
  }

  /** Waits for calls in flight, but at most `ms` milliseconds. Returns those that are still in flight. */
  drained(ms: number): ReturnType<ReturnType<typeof inFlight>['drained']> {
    return this.#inFlight.drained(ms)
  }

  #isWanted(handler: AnyHandler, channel: string): boolean {
    // TODO 05.6: Handle events with the same key in order
    // The handler could have been removed while the event waited.
    return true
  }

  #checked(envelope: Envelope, text: string, channel: string): Arrival['event'] {
    const { schemas, report } = this.#options
    // TODO 05.8: Validate data with any schema library
    // If there are schemas, replace the data with the result of conform(). If that rejects, report it as `payload`.
    return envelope
  }
}
