// event-bus, rejected by 05.1-envelope
// Each bus counts for itself: two that start together make the same IDs in the same millisecond.
    // #region 05.1-emit
    const { id = `${Date.now()}-${++this.#count}`, key } = options
    const text = writeEnvelope({ id, event, timestamp: new Date().toISOString(), key, data })
    // #endregion

    // #region 05.8-send
    void [conform, schemas, key]
    return pubsub.publish(channel, text)
  }

  #count = 0
  async unused(): Promise<void> {
    // #endregion
