// ioredis, rejected by 01.2-acknowledged
// The channel is known, so nothing is left to be waited for; but the first SUBSCRIBE is still on its way.
  // #region 01.2-listen
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
