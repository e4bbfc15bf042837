// ioredis, rejected by 01.2-acknowledged
// It returns early if the channel has a handler, although that handler's SUBSCRIBE may be in flight.
  // #region given-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const known = listeners.get(channel)
    if (known) {
      if (!known.has(handler)) known.set(handler, listener)
      return
    }
    listeners.set(channel, new Map([[handler, listener]]))
    await subscriber.subscribe(channel)
  }
  // #endregion
