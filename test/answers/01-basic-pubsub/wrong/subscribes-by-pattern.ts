// node-redis, rejected by 01.2-each-its-own
// A channel's name is taken for a pattern.
  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    const one = ofChannel.get(handler) ?? listener
    listeners.set(channel, ofChannel.set(handler, one))
    await subscriber.pSubscribe(channel, one)
  }
  // #endregion
