// event-bus, rejected by 05.8-closing
// An event counts as in flight from publish() on, so close() doesn't wait for a schema.
    // #region 05.8-send
    const checked = conform(schemas, event, data)
    checked.catch(() => {})
    const publish = async () => {
      await (key === undefined ? checked : this.#inOrder(key, () => checked))
      const item = this.#sending.begin(event)
      return pubsub.publish(channel, text).finally(() => this.#sending.end(item))
    }
    return publish()
  }

  readonly #sending = inFlight()
  async unused(): Promise<void> {
    // #endregion

    // #region 05.7-closeBus
    this.#isClosed = true
    await this.#sending.drained(CLOSE_MS)
    // #endregion
