// ioredis, rejected by 01.4-one
// It counts repeated subscriptions of a handler, so one unsubscribe() is not enough.
  // #region given-listen
  const counts = new Map<Listener, number>()
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    const one = ofChannel.get(handler) ?? listener
    listeners.set(channel, ofChannel.set(handler, one))
    counts.set(one, (counts.get(one) ?? 0) + 1)
    await subscriber.subscribe(channel)
  }
  // #endregion

    // #region 01.4-unsubscribe
    const ofChannel = listeners.get(channel)
    const listener = ofChannel?.get(handler)
    if (!ofChannel || !listener) return
    counts.set(listener, (counts.get(listener) ?? 0) - 1)
    if ((counts.get(listener) ?? 0) > 0) return
    ofChannel.delete(handler)
    if (ofChannel.size === 0) await subscriber.unsubscribe(channel)
    // #endregion
