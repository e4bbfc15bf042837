// node-redis, rejected by 01.2-refused
// Who was refused once stays in the Map, and is taken for subscribed.
  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    listeners.set(channel, ofChannel)
    if (pending.has(handler)) return pending.get(handler)
    ofChannel.set(handler, listener)
    const subscribing = inTime(subscriber.subscribe(channel, dispatch))
    pending.set(handler, subscribing)
    await subscribing
  }
  const pending = new Map<Handler<never>, Promise<void>>()
  // #endregion
