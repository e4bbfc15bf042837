// event-listener
// One object for each channel and pattern, which makes one change at a time and follows what the handlers want.
// #region given-imports
import type {
  EventHandler,
  EventListener,
  EventName,
  ListenerOptions,
} from '../../lessons/05-event-bus/contract.ts'
import { literally, matches } from '../../shared/lesson/glob.ts'
import type { AnyHandler } from './calls.ts'
import { Confirmations } from './confirmations.ts'
import { addHandler, type Handlers, removeHandler } from './handlers.ts'
import { within } from './in-flight.ts'
import { Receiver } from './receiver.ts'
// #endregion

  // #region given-fields
  readonly #channels = new Map<string, Topic>()
  readonly #patterns = new Map<string, Topic>()

  async #join(topics: Map<string, Topic>, name: string, handler: AnyHandler, subscription: Subscription): Promise<void> {
    if (this.#closing !== undefined) throw new Error('This listener is closed.')
    const { report } = this.#options
    const topic = topics.get(name) ?? new Topic(subscription, report, () => topics.delete(name))
    topics.set(name, topic)
    await topic.add(handler)
  }
  // #endregion

    // #region given-unsubscribe
    async #unsubscribe(all: unknown, name: string): Promise<void> {
      const ending = Promise.resolve()
      void [all, name]
    // #endregion

    // #region given-on
    await this.#join(this.#channels, channel, handler, {
      begin: () => pubsub.subscribe(channel, this.#deliver),
      end: () => pubsub.unsubscribe(channel, this.#deliver),
    })
    // #endregion

    // #region given-off
    await this.#channels.get(this.#options.namespace + event)?.remove(handler)
    // #endregion

    // #region given-onPattern
    await this.#join(this.#patterns, full, handler, {
      begin: () => pubsub.psubscribe(full, this.#deliver),
      end: () => pubsub.punsubscribe(full, this.#deliver),
    })
    // #endregion

    // #region given-offPattern
    await this.#patterns.get(literally(this.#options.namespace) + pattern)?.remove(handler)
    // #endregion

    // #region given-wanting
    const handlers = new Set(this.#channels.get(channel)?.handlers)
    for (const [pattern, topic] of this.#patterns) {
      if (matches(pattern, channel)) for (const handler of topic.handlers) handlers.add(handler)
    }
    return handlers
    // #endregion

    // #region given-end
    const topics = [...this.#channels.values(), ...this.#patterns.values()]
    await within(CLOSE_MS, Promise.all(topics.map((topic) => topic.close())))
    // #endregion

// #region given-factory
const CLOSE_MS = 2000
const DRAIN_MS = 5000

export function listener<E extends object>(options: ListenerOptions<E>): EventListener<E> {
  return new Listener(options)
}

/** Begins and ends a subscription. */
interface Subscription {
  begin(): Promise<void>
  end(): Promise<void>
}

/** A channel or pattern, its handlers, and the subscription that they share. */
class Topic {
  /** A new Set with each change, so that loops over the old one are unaffected. */
  handlers: ReadonlySet<AnyHandler> = new Set()
  readonly #subscription: Subscription
  readonly #report: ListenerOptions<object>['report']
  readonly #onIdle: () => void
  /** Whether Redis has the subscription: `unsure` while it is requested, and after a refusal. */
  #state: 'off' | 'unsure' | 'on' = 'off'
  /** The change in flight. */
  #change: Promise<void> | undefined
  #isClosed = false

  /** @param onIdle Called when there are no handlers left and Redis has no subscription. */
  constructor(subscription: Subscription, report: ListenerOptions<object>['report'], onIdle: () => void) {
    this.#subscription = subscription
    this.#report = report
    this.#onIdle = onIdle
  }

  async add(handler: AnyHandler): Promise<void> {
    this.handlers = new Set(this.handlers).add(handler)
    try {
      await this.#settled()
    } catch (error) {
      // Redis may have the subscription, although its reply was lost. Later callers receive the error.
      this.#settled().catch(() => {})
      throw error
    }
    if (this.#isClosed) throw new Error('The listener was closed in the meantime.')
  }

  async remove(handler: AnyHandler): Promise<void> {
    const others = new Set(this.handlers)
    if (!others.delete(handler)) return
    this.handlers = others
    // The callers of add() receive the error of a refused subscription.
    await this.#settled().catch(() => {})
  }

  /** Ends the subscription, but keeps the handlers for events that have arrived. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#settled().catch(() => {})
  }

  /** Resolves when the subscription exists if there are handlers, and has ended if there are none. */
  #settled(): Promise<void> {
    // One change at a time: later callers wait for the change in flight, and for the next one if there is one.
    this.#change ??= this.#settle()
    return this.#change
  }

  async #settle(): Promise<void> {
    // A turn later, so that `#change` is set before it is cleared.
    await null
    try {
      for (;;) {
        const isWanted = this.handlers.size > 0 && !this.#isClosed
        if (isWanted && this.#state !== 'on') await this.#begin()
        else if (!isWanted && this.#state !== 'off') await this.#end()
        else break
      }
    } finally {
      this.#change = undefined
    }
    if (this.handlers.size === 0) this.#onIdle()
  }

  async #begin(): Promise<void> {
    this.#state = 'unsure'
    try {
      await this.#subscription.begin()
    } catch (error) {
      // All handlers waited for this reply, so all of them receive the error.
      this.handlers = new Set()
      throw error
    }
    this.#state = 'on'
  }

  async #end(): Promise<void> {
    await this.#subscription.end().catch((error: unknown) => this.#report({ kind: 'connection', error }))
    // Even after an error, the next handler has to subscribe.
    this.#state = 'off'
  }
}
// #endregion
