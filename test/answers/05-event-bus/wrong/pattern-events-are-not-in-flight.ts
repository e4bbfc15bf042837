// event-listener, rejected by 05.7-waits
// Events that come by a pattern are not waited for.
    // #region 05.3-hand
    const named = this.#channels.get(arrival.channel)
    for (const handler of handlers) {
      if (named?.has(handler)) void this.#run(handler, arrival)
      else void this.#guardedLater(handler, arrival)
    }
  }

  async #guardedLater(handler: AnyHandler, { event, channel }: Arrival): Promise<void> {
    const ready = await event
    if (ready && this.#isWanted(handler, channel)) await this.#guarded(handler, ready, channel)
    // #endregion
