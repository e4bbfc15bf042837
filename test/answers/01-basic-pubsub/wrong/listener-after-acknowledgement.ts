// ioredis, rejected by 01.2-first
// The handler is entered when SUBSCRIBE is answered, and a message may come right behind the answer.
  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    await subscriber.subscribe(channel)
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    if (!ofChannel.has(handler)) ofChannel.set(handler, listener)
    listeners.set(channel, ofChannel)
  }
  // #endregion
