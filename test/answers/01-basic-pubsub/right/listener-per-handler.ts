// node-redis
// node-redis keeps the set of listeners.
  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    const isNew = !ofChannel.has(handler)
    const one = ofChannel.get(handler) ?? listener
    listeners.set(channel, ofChannel.set(handler, one))
    try {
      await inTime(subscriber.subscribe(channel, one))
    } catch (error) {
      if (isNew) unsubscribe(channel, handler).catch(() => {})
      throw error
    }
  }
  // #endregion

    // #region 01.4-unsubscribe
    const ofChannel = listeners.get(channel)
    const listener = ofChannel?.get(handler)
    if (!ofChannel || !listener) return
    ofChannel.delete(handler)
    if (ofChannel.size === 0) listeners.delete(channel)
    await inTime(subscriber.unsubscribe(channel, listener))
    // #endregion

    // #region 01.4-unsubscribeAll
    const ended = [...listeners].flatMap(([channel, handlers]) =>
      [...handlers.keys()].map((handler) => unsubscribe(channel, handler)),
    )
    await Promise.all(ended)
    // #endregion
