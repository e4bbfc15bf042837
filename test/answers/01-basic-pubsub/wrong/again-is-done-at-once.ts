// ioredis, rejected by 01.2-acknowledged
// A handler that is in the Map returns at once, although its SUBSCRIBE is still in flight.
  // #region given-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    if (ofChannel.has(handler)) return
    listeners.set(channel, ofChannel.set(handler, listener))
    await subscriber.subscribe(channel)
  }
  // #endregion
