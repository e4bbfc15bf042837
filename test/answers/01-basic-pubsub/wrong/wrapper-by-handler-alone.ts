// node-redis, rejected by 01.4-one
// The wrapper is kept by handler, without the channel: the second channel takes the place of the first.
  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const before = wrappers.get(handler)
    const one = before?.channel === channel ? before.listener : listener
    wrappers.set(handler, { channel, listener: one })
    await subscriber.subscribe(channel, one)
  }
  const wrappers = new Map<Handler<never>, { channel: string; listener: Listener }>()
  // #endregion

    // #region 01.4-unsubscribe
    const one = wrappers.get(handler)
    wrappers.delete(handler)
    if (one) await subscriber.unsubscribe(channel, one.listener)
    // #endregion
