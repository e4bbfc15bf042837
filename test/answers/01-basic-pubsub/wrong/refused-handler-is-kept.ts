// ioredis, rejected by 01.2-refused
// Redis has refused the channel; the handler stays, and the next subscription calls it.
  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    if (!ofChannel.has(handler)) ofChannel.set(handler, listener)
    listeners.set(channel, ofChannel)
    await subscriber.subscribe(channel)
  }
  // #endregion
