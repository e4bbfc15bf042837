// ioredis, rejected by 01.2-again
// Each subscribe() adds a `message` listener.
  // #region 01.2-dispatch
  // #endregion

  // #region given-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    listeners.set(channel, ofChannel.set(handler, listener))
    subscriber.on('message', (from: string, payload: string) => {
      if (from === channel) listeners.get(channel)?.get(handler)?.(payload)
    })
    await subscriber.subscribe(channel)
  }
  // #endregion
