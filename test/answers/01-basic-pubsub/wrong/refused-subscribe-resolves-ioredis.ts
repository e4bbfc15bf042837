// ioredis, rejected by 01.2-refused
// It reports a refusal and resolves, so the caller believes that messages will arrive.
  // #region given-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    if (!ofChannel.has(handler)) ofChannel.set(handler, listener)
    listeners.set(channel, ofChannel)
    await subscriber.subscribe(channel).catch((error: unknown) => report({ kind: 'connection', error }))
  }
  // #endregion
