// calls, rejected by 05.8-off
// An event without a key doesn't ask whether its handler is still there, although its schema was slow.
  // #region given-run
  of(envelope: Envelope, text: string, channel: string): Call {
    const arrival = { channel, key: envelope.key, event: this.#checked(envelope, text, channel) }
    return (handler) => this.#run(handler, arrival)
  }

  async #run(handler: AnyHandler, { channel, key, event }: Arrival): Promise<void> {
    const item = this.#inFlight.begin(channel)
    const work = async () => {
      const ready = await event
      if (ready && (key === undefined || this.#isWanted(handler, channel))) await this.#guarded(handler, ready, channel)
    }
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
  // #endregion
