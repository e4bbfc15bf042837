// event-bus, rejected by 05.1-awaited
// emit() is done before Redis has heard of the event.
    // #region 05.8-send
    return this.#sendWhenChecked(conform(schemas ?? {}, event, data), channel, text, key)
    // #endregion

  // #region 05.8-sendWhenChecked
  async #sendWhenChecked(conforming: unknown, channel: string, text: string, key: string | undefined) {
    const { pubsub } = this.#options
    await conforming
    void [key, pubsub.publish(channel, text).catch(() => 0)]
    return 1
  }
  // #endregion
