/**
 * Lesson 05: the calls of handlers that wait or are in flight.
 *
 * @module
 */
// #region given-imports
import type { Envelope, ListenerOptions } from '../../lessons/05-event-bus/contract.ts'
import { inFlight } from './in-flight.ts'
import { type InOrder, inOrder } from './in-order.ts'
import { conform } from './schemas.ts'
// #endregion

// #region given-types
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
// #endregion

/** Given, and extended in Go further: an event may wait for its schema, and for earlier events with its key. */
export class Calls {
  // #region given-constructor
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
  // #endregion

  // #region given-run
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
  // #endregion

  // #region given-drained
  /** Waits for calls in flight, but at most `ms` milliseconds. Returns those that are still in flight. */
  drained(ms: number): ReturnType<ReturnType<typeof inFlight>['drained']> {
    return this.#inFlight.drained(ms)
  }
  // #endregion

  // #region given-isWanted
  #isWanted(handler: AnyHandler, channel: string): boolean {
    // #endregion
    // #region 05.6-isWanted
    //- // The handler could have been removed while the event waited.
    //- return true
    return this.#wanting(channel).has(handler)
    // #endregion
  }

  // #region given-checked
  #checked(envelope: Envelope, text: string, channel: string): Arrival['event'] {
    const { schemas, report } = this.#options
    // #endregion
    // #region 05.8-checked
    //- // If there are schemas, replace the data with the result of conform(). If that rejects, report it as `payload`.
    //- return envelope
    if (!schemas) return envelope
    return conform(schemas, envelope.event, envelope.data).then(
      (data) => ({ ...envelope, data }),
      (error: unknown) => {
        report({ kind: 'payload', error, channel, payload: text })
        return undefined
      },
    )
    // #endregion
  }
}
