/**
 * Lesson 05: from a message to the calls of handlers.
 *
 * @module
 */
// #region given-imports
import type { Envelope, ListenerOptions } from '../../lessons/05-event-bus/contract.ts'
import { type AnyHandler, type Call, Calls } from './calls.ts'
import { readEnvelope } from './envelope.ts'
import { recentIds } from './recent-ids.ts'
// #endregion

export class Receiver {
  // #region given-fields
  readonly #options: ListenerOptions<object>
  readonly #isNew: (id: string) => boolean
  readonly calls: Calls
  // #endregion

  // #region given-constructor
  constructor(options: ListenerOptions<object>, wanting: (channel: string) => Set<AnyHandler>) {
    this.#options = options
    this.#isNew = recentIds(options.remember)
    this.calls = new Calls(options, wanting, (...call) => this.#guarded(...call))
  }
  // #endregion

  // #region given-take
  take(text: string, channel: string, handlers: Iterable<AnyHandler>): void | Promise<void> {
    const envelope = this.#read(text, channel)
    if (!envelope || this.#isRepeated(envelope)) return
    return this.#hand(handlers, this.calls.of(envelope, text, channel))
  }
  // #endregion

  #read(text: string, channel: string): Envelope | undefined {
    const { namespace, report } = this.#options
    const name = channel.slice(namespace.length)
    // #region given-readText
    try {
      return readEnvelope(text, name)
    } catch (error) {
      report({ kind: 'payload', error, channel, payload: text })
      return undefined
    }
    // #endregion
  }

  #isRepeated({ id }: Envelope): boolean {
    // #region 05.4-isRepeated
    //- // #isNew(id) remembers the ID, and returns false if it has seen it before.
    //- return false
    return !this.#isNew(id)
    // #endregion
  }

  /** Calls the handlers with one event: call(handler) calls #guarded(). */
  #hand(handlers: Iterable<AnyHandler>, call: Call): void | Promise<void> {
    // #region 05.3-hand
    //- // Each handler waits for the one before it, and the first failure ends the loop. Don't wait for them.
    //- return (async () => {
    //-   for (const handler of handlers) await call(handler)
    //- })()
    for (const handler of handlers) void call(handler)
    // #endregion
  }

  /** Calls one handler. It never rejects. */
  async #guarded(handler: AnyHandler, event: Envelope, channel: string): Promise<void> {
    // #region 05.3-guarded
    //- // If the handler throws or rejects, report { kind: 'handler', error, channel }.
    //- await handler(event.data as never, event as never)
    try {
      await handler(event.data as never, event as never)
    } catch (error) {
      this.#options.report({ kind: 'handler', error, channel })
    }
    // #endregion
  }
}
