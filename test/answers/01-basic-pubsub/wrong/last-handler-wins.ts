// node-redis, rejected by 01.2-each-its-own
// One handler per channel: the next one takes the place of the one before.
  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const [before] = listeners.get(channel)?.values() ?? []
    listeners.set(channel, new Map([[handler, listener]]))
    await subscriber.subscribe(channel, listener)
    if (before) await subscriber.unsubscribe(channel, before)
  }
  // #endregion
