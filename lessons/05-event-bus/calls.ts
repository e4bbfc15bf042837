// Yours. Fill in the TODOs, then check: npm test lessons/05

import type { Envelope, ListenerOptions } from './contract.ts'
import { inFlight } from './in-flight.ts'
import { type InOrder, inOrder } from './in-order.ts'
import { conform } from './schemas.ts'

/** A handler of any event. */
export type AnyHandler = (data: never, event: never) => void | Promise<void>

/** Calls a handler with an event that has arrived. */
export type Call = (handler: AnyHandler) => Promise<void>

/** An event that has arrived. */
interface Arrival {
  readonly channel: string
  readonly key: string | undefined
  /** A promise while an async schema checks the data. `undefined` if the data is invalid. */
  readonly event: Envelope | Promise<Envelope | undefined>
}

type Guarded = (handler: AnyHandler, event: Envelope, channel: string) => Promise<void>

/** Given, and extended in Go further: an event may wait for its schema, and for earlier events with its key. */
export class Calls {
  readonly #options: ListenerOptions<object>
  /** The handlers to call for a channel. */
  readonly #wanting: (channel: string) => Set<AnyHandler>
  readonly #guarded: Guarded
  readonly #inFlight = inFlight()
  /** For each handler, the queues of its keys. */
  readonly #turns = new WeakMap<AnyHandler, InOrder>()

  constructor(
    options: ListenerOptions<object>,
    wanting: (channel: string) => Set<AnyHandler>,
    guarded: Guarded,
  ) {
    this.#options = options
    this.#wanting = wanting
    this.#guarded = guarded
  }

  /** The calls with one event. */
  of(envelope: Envelope, text: string, channel: string): Call {
    const arrival = { channel, key: envelope.key, event: this.#checked(envelope, text, channel) }
    return (handler) => this.#run(handler, arrival)
  }

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
