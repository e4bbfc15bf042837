// node-redis, rejected by 01.7-silent
// It returns publishJson() and subscribeJson() without a limit, as if the limits of the other two applied to them.
  // #region 01.7-limits
  const confirmed = (channel: string, handler: Handler<never>, subscribing: Promise<void>): Promise<void> =>
    inTime(subscribing).catch((error: unknown) => {
      unsubscribe(channel, handler).catch(() => {})
      throw error
    })
  return {
    publish: (channel, text) => inTime(publish(channel, text)),
    publishJson,
    subscribe: (channel, handler) => confirmed(channel, handler, subscribe(channel, handler)),
    subscribeJson,
    unsubscribe: (channel, handler) => inTime(unsubscribe(channel, handler)),
    unsubscribeAll: () => inTime(unsubscribeAll()),
    close,
  }
  // #endregion
