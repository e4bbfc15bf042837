// event-bus, rejected by 05.8-out
// What the schema makes of the data travels, and goes through the schema a second time.
    // #region 05.8-send
    return this.#sendWhenChecked(conform(schemas ?? {}, event, data), channel, text, key)
    // #endregion

  // #region 05.8-sendWhenChecked
  async #sendWhenChecked(conforming: unknown, channel: string, text: string, key: string | undefined) {
    const { pubsub } = this.#options
    const output = await conforming
    return this.#inOrder(key ?? '', () =>
      pubsub.publish(channel, JSON.stringify({ ...JSON.parse(text), data: output })),
    )
  }
  // #endregion
