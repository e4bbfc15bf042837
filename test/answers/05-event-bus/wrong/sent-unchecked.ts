// event-bus, rejected by 05.8-out
// The other side will see whether it fits.
    // #region 05.8-send
    return this.#sendWhenChecked([schemas, conform, data], channel, text, key)
    // #endregion

  // #region 05.8-sendWhenChecked
  async #sendWhenChecked(conforming: unknown, channel: string, text: string, key: string | undefined) {
    const { pubsub } = this.#options
    void [conforming, key]
    return pubsub.publish(channel, text)
  }
  // #endregion
