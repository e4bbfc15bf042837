// ioredis, rejected by 01.7-refused-handler
// It keeps a refused handler, so the channel's next subscription calls it.
  // #region given-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    if (!ofChannel.has(handler)) ofChannel.set(handler, listener)
    listeners.set(channel, ofChannel)
    await subscriber.subscribe(channel)
  }
  // #endregion
