// node-redis, rejected by 01.2-refused
// It considers a handler subscribed, although Redis refused it.
  // #region given-close
  const pending = new Map<Handler<never>, Promise<void>>()

  async function close(): Promise<void> {
    await Promise.all([end(publisher), end(subscriber)])
  }
  // #endregion

    // #region 01.2-subscribe
    if (pending.has(handler)) return pending.get(handler)
    const listener = remember(channel, handler, (message) => void run(handler, message, channel))
    const subscribing = subscriber.subscribe(channel, listener)
    pending.set(handler, subscribing)
    await subscribing
    // #endregion
