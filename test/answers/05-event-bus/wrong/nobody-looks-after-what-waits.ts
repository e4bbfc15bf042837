// event-bus, rejected by 05.8-rejects
// The promise of the schema is awaited when its turn comes. It may have rejected long before.
  // #region 05.8-sendWhenChecked
  async #sendWhenChecked(conforming: unknown, channel: string, text: string, key: string | undefined) {
    const { pubsub } = this.#options
    const send = async () => {
      await conforming
      return { reply: pubsub.publish(channel, text) }
    }
    const { reply } = await (key === undefined ? send() : this.#inOrder(key, send))
    return reply
  }
  // #endregion
