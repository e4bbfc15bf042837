// event-bus
// Each event of a key waits until Redis has replied to the one before.
    // #region 05.8-send
    const checked = conform(schemas, event, data)
    checked.catch(() => {})
    const send = async () => {
      await checked
      return pubsub.publish(channel, text)
    }
    return key === undefined ? send() : this.#inOrder(key, send)
    // #endregion
