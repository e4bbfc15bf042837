// ioredis, rejected by 01.2-acknowledged
// The handler is in the Map, so it is told that all is done, while SUBSCRIBE is on its way.
  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    if (ofChannel.has(handler)) return
    listeners.set(channel, ofChannel.set(handler, listener))
    await subscriber.subscribe(channel)
  }
  // #endregion
