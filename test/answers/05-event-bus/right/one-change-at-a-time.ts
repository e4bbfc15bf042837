// event-listener
// One object for each channel and pattern, which makes one change at a time and follows what the handlers want.
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

    // #region 05.2-on
    await this.#join(this.#channels, channel, handler, {
      begin: () => pubsub.subscribe(channel, this.#deliver),
      end: () => pubsub.unsubscribe(channel, this.#deliver),
    })
    // #endregion

    // #region 05.2-off
    await this.#channels.get(this.#options.namespace + event)?.remove(handler)
    // #endregion

    // #region 05.4-onPattern
    await this.#join(this.#patterns, full, handler, {
      begin: () => pubsub.psubscribe(full, this.#deliver),
      end: () => pubsub.punsubscribe(full, this.#deliver),
    })
    // #endregion

    // #region 05.4-offPattern
    await this.#patterns.get(literally(this.#options.namespace) + pattern)?.remove(handler)
    // #endregion

    // #region given-named
    const handlers = new Set(this.#channels.get(channel)?.handlers)
    // #endregion

    // #region 05.4-wanting
    for (const [pattern, topic] of this.#patterns) {
      if (matches(pattern, channel)) for (const handler of topic.handlers) handlers.add(handler)
    }
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
  readonly #report: ListenerOptions<object>['report']
  readonly #onIdle: () => void
  /** Whether Redis has the subscription. It is unsure while it is asked for, and when it was refused. */
  #state: 'off' | 'unsure' | 'on' = 'off'
  /** The change of the subscription that is under way. */
  #change: Promise<void> | undefined
  #isClosed = false

  /** @param onIdle Is called when nobody wants it any more and Redis has no subscription. */
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
