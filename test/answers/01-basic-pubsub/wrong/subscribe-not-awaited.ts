// node-redis, rejected by 01.2-acknowledged
// SUBSCRIBE is on its way, and that is taken for done.
  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    listeners.set(channel, ofChannel.set(handler, ofChannel.get(handler) ?? listener))
    void subscriber.subscribe(channel, dispatch)
  }
  // #endregion
