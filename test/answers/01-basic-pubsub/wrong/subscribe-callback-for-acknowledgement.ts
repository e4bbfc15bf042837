// ioredis, rejected by 01.2-acknowledged
// The callback form of subscribe() has no promise that could be waited for.
  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    if (!ofChannel.has(handler)) ofChannel.set(handler, listener)
    listeners.set(channel, ofChannel)
    subscriber.subscribe(channel, (error) => {
      if (error) report({ kind: 'connection', error })
    })
  }
  // #endregion
