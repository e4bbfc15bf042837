// node-redis, rejected by 01.2-late
// Who comes late is given the last message, so that nothing is missed.
    // #region 01.1-publish
    kept.set(channel, text)
    return await inTime(publisher.publish(channel, text))
    // #endregion

  // #region 01.2-dispatch
  const kept = new Map<string, string>()
  function dispatch(payload: string, channel: string): void {
    for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
  }
  // #endregion

  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    listeners.set(channel, ofChannel.set(handler, ofChannel.get(handler) ?? listener))
    await inTime(subscriber.subscribe(channel, dispatch))
    const last = kept.get(channel)
    if (last !== undefined) listener(last)
  }
  // #endregion
