/**
 * Lesson 05: from a message to the calls of handlers.
 *
 * @module
 */
// #region given-imports
import type { Envelope, ListenerOptions } from '../../lessons/05-event-bus/contract.ts'
import { readEnvelope } from './envelope.ts'
import { inFlight } from './in-flight.ts'
import { type InOrder, inOrder } from './in-order.ts'
import { recentIds } from './recent-ids.ts'
import { conform } from './schemas.ts'
// #endregion

// #region given-Arrival
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
// #endregion

export class Receiver {
  // #region given-constructor
  readonly #options: ListenerOptions<object>
  /** The handlers to call for a channel. */
  readonly #wanting: (channel: string) => Set<AnyHandler>
  readonly #isNew: (id: string) => boolean

  constructor(options: ListenerOptions<object>, wanting: (channel: string) => Set<AnyHandler>) {
    this.#options = options
    this.#wanting = wanting
    this.#isNew = recentIds(options.remember ?? REMEMBER)
  }
  // #endregion

  // #region given-fields
  readonly #inFlight = inFlight()
  /** For each handler, the queues of its keys. */
  readonly #turns = new WeakMap<AnyHandler, InOrder>()
  // #endregion

  // #region given-take
  /** Takes a message that Redis has delivered, for these handlers. */
  take(text: string, channel: string, handlers: Iterable<AnyHandler>): void | Promise<void> {
    const envelope = this.#read(text, channel)
    if (!envelope || this.#isRepeated(envelope)) return
    const event = this.#checked(envelope, text, channel)
    return this.#hand({ channel, key: envelope.key, event }, handlers)
  }
  // #endregion

  #read(text: string, channel: string): Envelope | undefined {
    const { namespace, report } = this.#options
    const name = channel.slice(namespace.length)
    // #region 05.1-readText
    //- // If it throws, report { kind: 'payload', error, channel, payload: text }, and return undefined.
    //- return readEnvelope(text, name)
    try {
      return readEnvelope(text, name)
    } catch (error) {
      report({ kind: 'payload', error, channel, payload: text })
      return undefined
    }
    // #endregion
  }

  /** Whether the event has arrived before: through another subscription, or because it was emitted twice. */
  #isRepeated({ id }: Envelope): boolean {
    // #region 05.4-isRepeated
    //- // #isNew() remembers an ID. It returns false for an ID that it has seen before.
    //- return false
    return !this.#isNew(id)
    // #endregion
  }

  /** Calls the handlers with an event. */
  #hand(arrival: Arrival, handlers: Iterable<AnyHandler>): void | Promise<void> {
    // #region 05.3-hand
    //- // Each handler waits for the one before it, and a rejection ends the loop. Don't await them.
    //- return (async () => {
    //-   for (const handler of handlers) await this.#run(handler, arrival)
    //- })()
    for (const handler of handlers) void this.#run(handler, arrival)
    // #endregion
  }

  /** Calls one handler. It never rejects. */
  async #guarded(handler: AnyHandler, event: Envelope, channel: string): Promise<void> {
    // #region 05.3-guarded
    //- // Catch what the handler throws, and its promise's rejection. Report { kind: 'handler', error, channel }.
    //- await handler(event.data as never, event as never)
    try {
      await handler(event.data as never, event as never)
    } catch (error) {
      this.#options.report({ kind: 'handler', error, channel })
    }
    // #endregion
  }

  // The rest is for Go further: an event may wait for its schema, and for earlier events with its key.

  // #region given-run
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
