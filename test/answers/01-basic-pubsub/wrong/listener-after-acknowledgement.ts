// ioredis, rejected by 01.2-first
// It stores the handler after the confirmation, and the first message can arrive with it.
  // #region given-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    await subscriber.subscribe(channel)
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    if (!ofChannel.has(handler)) ofChannel.set(handler, listener)
    listeners.set(channel, ofChannel)
  }
  // #endregion
