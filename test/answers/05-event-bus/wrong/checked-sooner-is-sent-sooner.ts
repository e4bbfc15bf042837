// event-bus, rejected by 05.8-order
// An event whose check takes long is overtaken by the next one.
    // #region 05.8-send
    return this.#sendWhenChecked(conform(schemas ?? {}, event, data), channel, text, key)
    // #endregion

  // #region 05.8-sendWhenChecked
  async #sendWhenChecked(conforming: unknown, channel: string, text: string, key: string | undefined) {
    const { pubsub } = this.#options
    void key
    await conforming
    return pubsub.publish(channel, text)
  }
  // #endregion
