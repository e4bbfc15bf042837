// event-bus, rejected by 05.9-publish
// The first refusal closes the bus, although the next event could be sent.
    // #region 05.8-send
    await conform(schemas, event, data)
    return pubsub.publish(channel, text).catch((error: unknown) => {
      this.#isClosed = true
      throw error
    })
    // #endregion
