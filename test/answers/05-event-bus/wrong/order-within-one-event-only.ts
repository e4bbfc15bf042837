// calls, rejected by 05.6-both-ways
// The order holds only within one event.
  // #region given-run
  of(envelope: Envelope, text: string, channel: string): Call {
    const key = envelope.key === undefined ? undefined : `${channel} ${envelope.key}`
    const arrival = { channel, key, event: this.#checked(envelope, text, channel) }
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
    const ready = await event
    if (ready && this.#isWanted(handler, channel)) await this.#guarded(handler, ready, channel)
  }
  // #endregion
