// event-listener
// As the hints have it: a Set of handlers for each channel and pattern, subscribed again with every handler.
  // #region 05.2-fields
  readonly #byChannel = new Map<string, Set<AnyHandler>>()
  readonly #byPattern = new Map<string, Set<AnyHandler>>()
  // #endregion

    // #region 05.2-on
    if (this.#closing !== undefined) throw new Error('closed')
    const handlers = this.#byChannel.get(channel) ?? new Set<AnyHandler>()
    this.#byChannel.set(channel, handlers.add(handler))
    try {
      await pubsub.subscribe(channel, this.#deliver)
    } catch (error) {
      handlers.delete(handler)
      throw error
    }
    if (this.#closing !== undefined) await this.#quietly(pubsub.unsubscribe(channel, this.#deliver))
    // #endregion

    // #region 05.2-off
    const channel = this.#options.namespace + event
    const handlers = this.#byChannel.get(channel)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    this.#byChannel.delete(channel)
    await this.#quietly(this.#options.pubsub.unsubscribe(channel, this.#deliver))
    // #endregion

    // #region 05.4-onPattern
    if (this.#closing !== undefined) throw new Error('closed')
    const handlers = this.#byPattern.get(full) ?? new Set<AnyHandler>()
    this.#byPattern.set(full, handlers.add(handler))
    try {
      await pubsub.psubscribe(full, this.#deliver)
    } catch (error) {
      handlers.delete(handler)
      throw error
    }
    // #endregion

    // #region 05.4-offPattern
    const full = literally(this.#options.namespace) + pattern
    const handlers = this.#byPattern.get(full)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    this.#byPattern.delete(full)
    await this.#quietly(this.#options.pubsub.punsubscribe(full, this.#deliver))
    // #endregion

  // #region 05.2-add
  async #quietly(ending: Promise<void>): Promise<void> {
    await ending.catch((error: unknown) => this.#options.report({ kind: 'connection', error }))
  }

  #wanting(channel: string): Set<AnyHandler> {
    const fitting = [...this.#byPattern].filter(([pattern]) => matches(pattern, channel))
    return new Set([...(this.#byChannel.get(channel) ?? []), ...fitting.flatMap(([, handlers]) => [...handlers])])
  }

  readonly #deliver = (text: string, channel: string) => this.#take(text, channel, this.#wanting(channel))
  // #endregion

    // #region 05.2-end
    const { pubsub } = this.#options
    await within(
      CLOSE_WITHIN_MS,
      Promise.all([
        ...[...this.#byChannel.keys()].map((channel) => this.#quietly(pubsub.unsubscribe(channel, this.#deliver))),
        ...[...this.#byPattern.keys()].map((full) => this.#quietly(pubsub.punsubscribe(full, this.#deliver))),
      ]),
    )
    // #endregion

    // #region 05.2-forget
    this.#byChannel.clear()
    this.#byPattern.clear()
    // #endregion

// #region 05.2-topic
void (undefined as Report | undefined)
// #endregion
