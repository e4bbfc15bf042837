// ioredis, rejected by 01.2-acknowledged
// It uses the callback form of subscribe(), and does not wait for the callback.
  // #region given-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    if (!ofChannel.has(handler)) ofChannel.set(handler, listener)
    listeners.set(channel, ofChannel)
    subscriber.subscribe(channel, (error) => {
      if (error) report({ kind: 'connection', error })
    })
  }
  // #endregion
