// node-redis, rejected by 01.2-again
// Every call makes another wrapper, which the client has never seen.
  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    listeners.set(channel, ofChannel.set(handler, listener))
    await subscriber.subscribe(channel, listener)
  }
  // #endregion
