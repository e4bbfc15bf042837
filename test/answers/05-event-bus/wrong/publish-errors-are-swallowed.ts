// event-bus, rejected by 05.1-awaited
// A count of 0, when Redis has not taken the event.
    // #region 05.8-send
    const conforming = conform(schemas, event, data)
    if (key === undefined) {
      await conforming
      return publish().catch(() => 0)
    }
    const { reply } = await this.#inOrder(key, async () => {
      await conforming
      return { reply: publish().catch(() => 0) }
    })
    return reply
    // #endregion
