// ioredis, rejected by 01.5-fin and 01.5-rst
// It resubscribes to every channel that was ever subscribed.
  // #region given-resubscribe
  const channels = new Set<string>()
  subscriber.on('ready', () => {
    for (const channel of channels) {
      subscriber.subscribe(channel).catch((error: unknown) => report({ kind: 'connection', error }))
    }
  })
  // #endregion

  // #region given-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    const isNew = !ofChannel.has(handler)
    if (isNew) listeners.set(channel, ofChannel.set(handler, listener))
    channels.add(channel)
    try {
      await subscriber.subscribe(channel)
    } catch (error) {
      if (isNew) unsubscribe(channel, handler).catch(() => {})
      throw error
    }
  }
  // #endregion
