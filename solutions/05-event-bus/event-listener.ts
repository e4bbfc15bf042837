/**
 * Lesson 05: the side that listens.
 *
 * @module
 */
import type {
  Envelope,
  EventHandler,
  EventListener,
  EventName,
  ListenerOptions,
  Schemas,
} from '../../lessons/05-event-bus/contract.ts'
import type { Report } from '../../shared/lesson/base.ts'
import { literally, matches } from '../../shared/lesson/glob.ts'
import { readEnvelope } from './envelope.ts'
import { inHand, within } from './in-hand.ts'
import { type InOrder, inOrder } from './in-order.ts'
import { recentIds } from './recent-ids.ts'
import { conform } from './schemas.ts'

/** A handler, whatever its events are. */
type AnyHandler = (data: never, event: never) => void | Promise<void>

/** An event that has come. */
interface Arrival {
  readonly channel: string
  readonly key: string | undefined
  /** A schema may take its time. Undefined when the data does not fit it. */
  readonly event: Envelope | Promise<Envelope | undefined>
}

/** How many ids are remembered, and how long handlers are waited for, unless the options say otherwise. */
const REMEMBER = 10_000
const DRAIN_MS = 5000
/** How long closing may take while Redis is away, in milliseconds. */
const CLOSE_WITHIN_MS = 2000

export function listener<E extends object>(options: ListenerOptions<E>): EventListener<E> {
  return new Listener(options)
}

class Listener<E extends object> implements EventListener<E> {
  readonly #options: ListenerOptions<E>
  readonly #schemas: Schemas<E> | undefined
  readonly #isNew: (id: string) => boolean
  readonly #inHand = inHand()
  /** For each handler, the events that have a key. */
  readonly #turns = new WeakMap<AnyHandler, InOrder>()
  #closing: Promise<void> | undefined
  // #region 05.2-fields
  //- readonly #handlers = new Map<string, AnyHandler>()
  /** By channel and by pattern, each with the namespace. */
  readonly #channels = new Map<string, Topic>()
  readonly #patterns = new Map<string, Topic>()
  // #endregion

  constructor(options: ListenerOptions<E>) {
    this.#options = options
    this.#schemas = options.schemas
    this.#isNew = recentIds(options.remember ?? REMEMBER)
  }

  // Who wants what

  async on<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    const { pubsub, namespace } = this.#options
    const channel = namespace + event
    // #region 05.2-on
    //- this.#handlers.set(event, handler)
    //- await pubsub.subscribe(channel, (text, from) => this.#take(text, from, [handler]))
    await this.#add(this.#channels, channel, handler, {
      begin: () => pubsub.subscribe(channel, this.#deliver),
      end: () => pubsub.unsubscribe(channel, this.#deliver),
    })
    // #endregion
  }

  async off<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    // #region 05.2-off
    await this.#channels.get(this.#options.namespace + event)?.remove(handler)
    // #endregion
  }

  async onPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    const { pubsub, namespace } = this.#options
    const full = literally(namespace) + pattern
    // #region 05.4-onPattern
    //- await pubsub.psubscribe(full, (text, from) => this.#take(text, from, [handler]))
    await this.#add(this.#patterns, full, handler, {
      begin: () => pubsub.psubscribe(full, this.#deliver),
      end: () => pubsub.punsubscribe(full, this.#deliver),
    })
    // #endregion
  }

  async offPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    // #region 05.4-offPattern
    await this.#patterns.get(literally(this.#options.namespace) + pattern)?.remove(handler)
    // #endregion
  }

  // #region 05.2-add
  //-
  async #add(
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

  /** Those who want the events of a channel, each of them once. What changes meanwhile does not change this Set. */
  #wanting(channel: string): ReadonlySet<AnyHandler> {
    const named = this.#channels.get(channel)?.handlers ?? new Set<AnyHandler>()
    if (this.#patterns.size === 0) return named
    const handlers = new Set(named)
    for (const [pattern, topic] of this.#patterns) {
      if (!matches(pattern, channel)) continue
      for (const handler of topic.handlers) handlers.add(handler)
    }
    return handlers
  }

  /** For all channels and patterns: an event goes to all who want it, whichever way it has come. */
  readonly #deliver = (text: string, channel: string) => this.#take(text, channel, this.#wanting(channel))
  // #endregion

  // What comes

  /** Takes a text that Redis has delivered, for these handlers. */
  #take(text: string, channel: string, handlers: Iterable<AnyHandler>): void | Promise<void> {
    const envelope = this.#read(text, channel)
    if (!envelope || this.#isRepeated(envelope)) return
    const event = this.#checked(envelope, text, channel)
    if (event === undefined) return
    return this.#hand({ channel, key: envelope.key, event }, handlers)
  }

  #read(text: string, channel: string): Envelope | undefined {
    const { namespace, report } = this.#options
    const name = channel.slice(namespace.length)
    // #region 05.1-readText
    //- return readEnvelope(text, name)
    try {
      return readEnvelope(text, name)
    } catch (error) {
      // Only the reading stands in this `try`: an error of a handler is another kind of problem.
      report({ kind: 'payload', error, channel, payload: text })
      return undefined
    }
    // #endregion
  }

  /** Says whether an event has come before: by a name and by a pattern, or because it was sent twice. */
  #isRepeated({ id }: Envelope): boolean {
    // #region 05.4-isRepeated
    //- return false
    return !this.#isNew(id)
    // #endregion
  }

  /** The event with what its schema makes of its data. */
  #checked(envelope: Envelope, text: string, channel: string): Arrival['event'] | undefined {
    const { report } = this.#options
    // #region 05.8-checked
    //- return envelope
    const schemas = this.#schemas
    if (!schemas) return envelope
    const withData = (data: unknown): Envelope => ({ ...envelope, data })
    const refuse = (error: unknown) => {
      report({ kind: 'payload', error, channel, payload: text })
      return undefined
    }
    try {
      const data = conform(schemas, envelope.event, envelope.data)
      return data instanceof Promise ? data.then(withData).catch(refuse) : withData(data)
    } catch (error) {
      return refuse(error)
    }
    // #endregion
  }

  /** Hands an event to handlers. */
  #hand(arrival: Arrival, handlers: Iterable<AnyHandler>): void | Promise<void> {
    // #region 05.3-hand
    //- return (async () => {
    //-   for (const handler of handlers) await this.#run(handler, arrival)
    //- })()
    for (const handler of handlers) void this.#run(handler, arrival)
    // #endregion
  }

  /** Calls one handler with one event, when it is its turn. Gives a promise unless the handler has ended already. */
  #run(handler: AnyHandler, { channel, key, event }: Arrival): void | Promise<void> {
    let done: void | Promise<void>
    if (key !== undefined) done = this.#turnsOf(handler)(key, () => this.#whenReady(handler, event, channel))
    else if (event instanceof Promise) done = this.#whenReady(handler, event, channel)
    else done = this.#guarded(handler, event, channel)
    if (done instanceof Promise) this.#keep(done, channel)
    return done
  }

  /** Has it waited for when the listener is closed. */
  #keep(work: Promise<void>, channel: string): void {
    const item = this.#inHand.begin(channel)
    const ended = () => this.#inHand.end(item)
    work.then(ended, ended)
  }

  #turnsOf(handler: AnyHandler): InOrder {
    const turns = this.#turns.get(handler) ?? inOrder()
    this.#turns.set(handler, turns)
    return turns
  }

  async #whenReady(handler: AnyHandler, event: Arrival['event'], channel: string): Promise<void> {
    let ready: Envelope | undefined
    if (event instanceof Promise) ready = await event
    else ready = event
    if (ready && this.#isWanted(handler, channel)) await this.#guarded(handler, ready, channel)
  }

  /** False when the handler was taken off while the event waited for its turn. */
  #isWanted(handler: AnyHandler, channel: string): boolean {
    // #region 05.6-isWanted
    //- return true
    return this.#wanting(channel).has(handler)
    // #endregion
  }

  /** Calls a handler; what it throws or rejects with comes no further. */
  #guarded(handler: AnyHandler, event: Envelope, channel: string): void | Promise<void> {
    // #region 05.3-guarded
    //- return handler(event.data as never, event as never)
    const failed = (error: unknown) => this.#options.report({ kind: 'handler', error, channel })
    try {
      const done = handler(event.data as never, event as never)
      // One that is not async has done its work, and needs no promise.
      return done === undefined ? undefined : Promise.resolve(done).catch(failed)
    } catch (error) {
      failed(error)
      return undefined
    }
    // #endregion
  }

  // The end

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    // #region 05.2-end
    //- // Here the subscriptions are ended.
    const topics = [...this.#channels.values(), ...this.#patterns.values()]
    await within(CLOSE_WITHIN_MS, Promise.all(topics.map((topic) => topic.close())))
    // #endregion
    // #region 05.7-end
    //- // Here what is in hand is waited for.
    const { drainMs = DRAIN_MS, report } = this.#options
    for (const { about } of await this.#inHand.drained(drainMs)) {
      const error = new Error('When the listener was closed, the handler had not ended.')
      report({ kind: 'handler', error, channel: about })
    }
    // #endregion
    // #region 05.2-forget
    //-
    // What still waits for its turn is wanted by nobody.
    this.#channels.clear()
    this.#patterns.clear()
    // #endregion
  }
}

// #region 05.2-topic
//-
/** How a subscription is begun and ended. */
interface Subscription {
  begin(): Promise<void>
  end(): Promise<void>
}

/** A channel or a pattern that somebody wants, and the one subscription of all who do. */
class Topic {
  /** A new Set with each change: whoever goes through the old one is not disturbed. */
  handlers: ReadonlySet<AnyHandler> = new Set()
  readonly #subscription: Subscription
  readonly #report: Report
  readonly #onIdle: () => void
  /** Whether Redis has the subscription. It is unsure while it is asked for, and when it was refused. */
  #state: 'off' | 'unsure' | 'on' = 'off'
  /** The change of the subscription that is under way. */
  #change: Promise<void> | undefined
  #isClosed = false

  /** @param onIdle Is called when nobody wants it any more and Redis has no subscription. */
  constructor(subscription: Subscription, report: Report, onIdle: () => void) {
    this.#subscription = subscription
    this.#report = report
    this.#onIdle = onIdle
  }

  async add(handler: AnyHandler): Promise<void> {
    this.handlers = new Set(this.handlers).add(handler)
    try {
      await this.#settled()
    } catch (error) {
      // Redis may have taken the subscription, and its answer was lost. Whoever comes meanwhile hears of an error.
      this.#settled().catch(() => {})
      throw error
    }
    if (this.#isClosed) throw new Error('The listener was closed meanwhile.')
  }

  async remove(handler: AnyHandler): Promise<void> {
    const others = new Set(this.handlers)
    if (!others.delete(handler)) return
    this.handlers = others
    // That a subscription is refused is told to those who wait for it.
    await this.#settled().catch(() => {})
  }

  /** Ends the subscription, and leaves the handlers for what has come already. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#settled().catch(() => {})
  }

  /** Resolves when the subscription is as the handlers want it. */
  #settled(): Promise<void> {
    // One change at a time: who comes while one is under way waits for it, and for the next if need be.
    this.#change ??= this.#settle()
    return this.#change
  }

  async #settle(): Promise<void> {
    // Not at once, so that `#change` is set before it is done.
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
      // All of them were waiting for this, and are told.
      this.handlers = new Set()
      throw error
    }
    this.#state = 'on'
  }

  async #end(): Promise<void> {
    await this.#subscription.end().catch((error: unknown) => this.#report({ kind: 'connection', error }))
    // Whatever came of it, the next handler has to subscribe.
    this.#state = 'off'
  }
}
// #endregion
