// event-bus, rejected by 05.8-waiting
// The schema is asked in the queue, when the caller may have changed the data.
    // #region 05.8-send
    if (!schemas) return pubsub.publish(channel, text)
    const check = async () => conform(schemas, event, data)
    return this.#sendWhenChecked(check, channel, text, key)
    // #endregion

  // #region 05.8-sendWhenChecked
  async #sendWhenChecked(check: () => Promise<unknown>, channel: string, text: string, key: string | undefined) {
    const { pubsub } = this.#options
    const checkAndSend = async () => {
      await check()
      return { reply: pubsub.publish(channel, text) }
    }
    const { reply } = await (key === undefined ? checkAndSend() : this.#inOrder(key, checkAndSend))
    return reply
  }
  // #endregion
