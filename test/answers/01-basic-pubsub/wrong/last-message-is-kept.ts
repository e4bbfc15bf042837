// node-redis, rejected by 01.2-late
// A new handler receives the last message, so that nothing is missed.
  // #region given-close
  const kept = new Map<string, string>()

  async function close(): Promise<void> {
    await Promise.all([end(publisher), end(subscriber)])
  }
  // #endregion

    // #region 01.1-publish
    kept.set(channel, text)
    return publisher.publish(channel, text)
    // #endregion

    // #region 01.2-subscribe
    const listener = remember(channel, handler, (message) => void run(handler, message, channel))
    await subscriber.subscribe(channel, listener)
    const last = kept.get(channel)
    if (last !== undefined) listener(last, channel)
    // #endregion
