// event-bus, rejected by 05.1-awaited
// A count of 0, when Redis has not taken the event.
    // #region 05.8-send
    return this.#sendWhenChecked(conform(schemas ?? {}, event, data), channel, text, key)
    // #endregion

  // #region 05.8-sendWhenChecked
  async #sendWhenChecked(conforming: unknown, channel: string, text: string, key: string | undefined) {
    const { pubsub } = this.#options
    const publish = () => pubsub.publish(channel, text).catch(() => 0)
    if (key === undefined) {
      await conforming
      return publish()
    }
    const { reply } = await this.#inOrder(key, async () => {
      await conforming
      return { reply: publish() }
    })
    return reply
  }
  // #endregion
