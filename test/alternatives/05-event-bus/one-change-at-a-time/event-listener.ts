// One object for each channel and pattern, which makes one change at a time and follows what the handlers
// want.
/**
 * Lesson 05: the listener, between Redis and the handlers.
 *
 * @module
 */
import type {
  EventHandler,
  EventListener,
  EventName,
  ListenerOptions,
} from '../../../../lessons/05-event-bus/contract.ts'
import { literally, matches } from '../../../../shared/lesson/glob.ts'
import type { AnyHandler } from '../../../../solutions/05-event-bus/calls.ts'
import { Confirmations } from '../../../../solutions/05-event-bus/confirmations.ts'
import { addHandler, type Handlers, removeHandler } from '../../../../solutions/05-event-bus/handlers.ts'
import { within } from '../../../../solutions/05-event-bus/in-flight.ts'
import { Receiver } from '../../../../solutions/05-event-bus/receiver.ts'

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

class Listener<E extends object> implements EventListener<E> {
  readonly #options: ListenerOptions<E>
  readonly #receiver: Receiver
  readonly #confirmations = new Confirmations()
  #closing: Promise<void> | undefined
  readonly #channels = new Map<string, Topic>()
  readonly #patterns = new Map<string, Topic>()

  async #join(
    topics: Map<string, Topic>,
    name: string,
    handler: AnyHandler,
    subscription: Subscription,
  ): Promise<void> {
    if (this.#closing !== undefined) throw new Error('This listener is closed.')
    const { report } = this.#options
    const topic = topics.get(name) ?? new Topic(subscription, report, () => topics.delete(name))
    topics.set(name, topic)
    await topic.add(handler)
  }

  constructor(options: ListenerOptions<E>) {
    this.#options = options
    this.#receiver = new Receiver(options, (channel) => this.#wanting(channel))
  }

  async on<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    const { pubsub, namespace } = this.#options
    const channel = namespace + event
    await this.#join(this.#channels, channel, handler, {
      begin: () => pubsub.subscribe(channel, this.#deliver),
      end: () => pubsub.unsubscribe(channel, this.#deliver),
    })
  }

  async off<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    await this.#channels.get(this.#options.namespace + event)?.remove(handler)
  }

  async onPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    const { pubsub, namespace } = this.#options
    // Escapes the wildcards in the namespace, so that they match only themselves.
    const full = literally(namespace) + pattern
    await this.#join(this.#patterns, full, handler, {
      begin: () => pubsub.psubscribe(full, this.#deliver),
      end: () => pubsub.punsubscribe(full, this.#deliver),
    })
  }

  async offPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    await this.#patterns.get(literally(this.#options.namespace) + pattern)?.remove(handler)
  }

  async #add(
    all: Handlers,
    name: string,
    handler: AnyHandler,
    subscribe: () => Promise<void>,
  ): Promise<void> {
    if (this.#closing !== undefined) throw new Error('This listener is closed.')
    await addHandler(all, name, handler, () => this.#confirmations.of(all, name, subscribe))
  }

  async #remove(all: Handlers, name: string, handler: AnyHandler): Promise<void> {
    await removeHandler(all, name, handler, () => this.#unsubscribe(all, name))
  }

  async #unsubscribe(all: unknown, name: string): Promise<void> {
    const ending = Promise.resolve()
    void [all, name]
    await ending.catch((error: unknown) => this.#options.report({ kind: 'connection', error }))
  }

  /** Receives the messages of all subscriptions. Always the same function, so that the adapter finds it again. */
  readonly #deliver = (text: string, channel: string) =>
    this.#receiver.take(text, channel, this.#wanting(channel))

  #wanting(channel: string): Set<AnyHandler> {
    const handlers = new Set(this.#channels.get(channel)?.handlers)
    for (const [pattern, topic] of this.#patterns) {
      if (matches(pattern, channel)) for (const handler of topic.handlers) handlers.add(handler)
    }
    return handlers
  }

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    const topics = [...this.#channels.values(), ...this.#patterns.values()]
    await within(CLOSE_MS, Promise.all(topics.map((topic) => topic.close())))
    const { drainMs = DRAIN_MS, report } = this.#options
    for (const { about } of await this.#receiver.calls.drained(drainMs)) {
      const error = new Error('The handler was still running when the listener closed.')
      report({ kind: 'handler', error, channel: about })
    }
    this.#channels.clear()
    this.#patterns.clear()
  }
}
