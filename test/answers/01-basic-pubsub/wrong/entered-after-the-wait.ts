// node-redis, rejected by 01.2-again
// The handler is looked up before the wait and entered after it: two calls at once both find nothing.
  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    if (listeners.get(channel)?.has(handler)) return
    await subscriber.subscribe(channel, listener)
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    listeners.set(channel, ofChannel.set(handler, listener))
  }
  // #endregion
